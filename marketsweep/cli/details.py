"""What `check --explain` adds: each find letter by letter, and how each score adds up."""

import unicodedata

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.assessment import Assessment
from domain.match import Match
from marketsweep.cli.output import printable


def print_details(out: Console, assessment: Assessment) -> None:
    """Print how each find was written, letter by letter where letters are odd."""
    if not assessment.matches:
        return
    table = Table(
        title="How it was written",
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
    )
    for column in ("term", "written", "stands", "edits", "near", "rare", "hidden by", "odd characters"):
        table.add_column(column, overflow="fold")
    for match in assessment.matches:
        table.add_row(*(escape(printable(cell)) for cell in _cells(match)))
    out.print()
    out.print(table)


def _cells(match: Match) -> tuple[str, ...]:
    edits = f"{match.distance} (weighed {match.weighted_distance:.1f})" if match.distance else "none"
    hidden = ", ".join(disguise.value.replace("_", " ") for disguise in sorted(match.disguises)) or "nothing"
    stands = match.boundary.value.replace("_", " ")
    near, rare = f"{match.similarity:.2f}", f"{match.rarity:.2f}"
    return match.term.text, match.text, stands, edits, near, rare, hidden, "; ".join(odd_characters(match))


def odd_characters(match: Match) -> list[str]:
    """Return the characters of a find that its term has none of and that are no plain letters, each with its name."""
    known = set(match.term.text.casefold())
    odd = dict.fromkeys(char for char in match.text.casefold() if char not in known and not _is_plain(char))
    return [f"{_shown(char)} U+{ord(char):04X} {unicodedata.name(char, 'unnamed').lower()}" for char in odd]


def _is_plain(char: str) -> bool:
    return char.isascii() and (char.isalpha() or char.isspace())


def _shown(char: str) -> str:
    return f"“{char}”" if char.isprintable() else "invisible"
