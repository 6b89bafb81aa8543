"""Draw the picture of the README: `python docs/pictures.py` writes docs/check.svg from a run of `check --explain`."""

import io
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from domain.keyword_list import KeywordList
from keyword_lists import shipped_lists
from marketsweep.cli.explanation import print_explanation
from marketsweep.single_listing import listing_from_fields
from matching import assess

TITLE = "Rоlex 1:1 s.u.b.m.a.r.i.n.e.r, NO ivory"
PICTURE = Path(__file__).parent / "check.svg"
FORM = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace; font-size: {char_height}px;
  line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g></g></svg>
"""
"""Rich's own form without the font that it would fetch."""


def draw(lists: tuple[KeywordList, ...]) -> str:
    """Return the picture of what `check --explain` says of a title."""
    out = Console(record=True, width=132, highlight=False, force_terminal=True, file=io.StringIO())
    listing = listing_from_fields({"title": TITLE}, datetime(2026, 1, 1, tzinfo=UTC))
    out.print(f'$ marketsweep check "{TITLE}" --explain\n', style="dim", highlight=False)
    print_explanation(out, listing, assess(listing, lists), in_detail=True)
    return out.export_svg(title="marketsweep check", code_format=FORM, unique_id="check")


if __name__ == "__main__":
    PICTURE.write_text(draw(shipped_lists()), encoding="utf-8")
