"""An assessment told to a person: the text with what was found in it, and how the score adds up."""

import sys
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from domain.assessment import Assessment, Level
from domain.listing import Listing
from domain.match import Match, TextField
from marketsweep.cli.details import print_details
from marketsweep.cli.output import printable
from marketsweep.results import assessment_as_json

STYLES = {Level.ALERT: "bold red", Level.REVIEW: "bold yellow", Level.NONE: "bold green"}
COUNTED, EXCUSED = "bold red underline", "green underline"
CONTEXT_SHOWN = 60
"""Code points of the description on both sides of a find."""


def explained_as_json(assessment: Assessment) -> dict[str, Any]:
    """Return the object of a results file with the list versions that were asked."""
    versions = [{"list": list_id, "version": version} for list_id, version in assessment.list_versions]
    return {**assessment_as_json(assessment), "lists_asked": versions}


def finder() -> str:
    """Return which engine finds terms in this installation: both find the same, one is slower."""
    import termscan

    return "compiled" if termscan.engine == "compiled" else "pure-Python"


def console() -> Console:
    """Return the console that an explanation is printed on: a pipe gets whole lines."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty(), width=None if sys.stdout.isatty() else 160)


def print_explanation(out: Console, listing: Listing, assessment: Assessment, *, in_detail: bool = False) -> None:
    """Print what the machine thinks of a listing, with every reason; in detail, each find letter by letter."""
    style = STYLES[assessment.level]
    concerns = ", ".join(assessment.concerns) or "no concern"
    out.print(f"[{style}]{assessment.level.value.upper()}[/]  {assessment.score:.2f}  {concerns}")
    for field, text in ((TextField.TITLE, listing.title), (TextField.DESCRIPTION, listing.description)):
        if text:
            out.print(Text(f"{field.value}: ", style="dim").append_text(highlighted(text, field, assessment.matches)))
    _print_matches(out, "Found", [match for match in assessment.matches if match.counts])
    _print_matches(out, "Excused", [match for match in assessment.matches if not match.counts])
    for score in assessment.scores:
        out.print(f"\n[bold]Score for {score.concern.value}[/]: {score.score:.2f}, {score.level.value}")
        for reason in score.reasons:
            out.print(f"  {escape(printable(reason))}")
    if assessment.indicators:
        out.print("\n[bold]Red flags[/]")
        for flag in assessment.indicators:
            out.print(f"  {escape(printable(flag.detail))} ({flag.weight:+.2f})")
    if in_detail:
        print_details(out, assessment)
    asked = ", ".join(f"{list_id} {version}" for list_id, version in assessment.list_versions)
    out.print(f"\n[dim]Lists asked: {escape(asked) or 'none'}[/]")
    out.print(f"[dim]Index: {assessment.index_digest}, {finder()} finder[/]")


def _print_matches(out: Console, title: str, matches: list[Match]) -> None:
    if not matches:
        return
    out.print(f"\n[bold]{title}[/]")
    for match in matches:
        place = f"{match.list_id} {match.list_version}, {match.field.value} {match.start}–{match.end}"
        said = match.reason or match.text
        if match.excused_by not in said:
            said += f"; excused: {match.excused_by}"
        out.print(f"  {escape(printable(match.term.text))}  [dim]({escape(place)})[/]  {escape(printable(said))}")


def highlighted(text: str, field: TextField, matches: Iterable[Match]) -> Text:
    """Return a text with the spans found in it marked; what lies far from every find is left out."""
    spans = sorted(
        (match.start, match.end, COUNTED if match.counts else EXCUSED) for match in matches if match.field is field
    )
    shown = Text()
    at = 0
    for start, end, style in spans:
        if start >= at:
            shown.append(_between(text[at:start], first=at == 0, last=False))
            shown.append(printable(text[start:end]), style=style)
            at = end
    return shown.append(_between(text[at:], first=at == 0, last=True))


def _between(text: str, *, first: bool, last: bool) -> str:
    """Shorten what stands between two finds to what is near one of them."""
    if len(text) > 2 * CONTEXT_SHOWN:
        head = "" if first and not last else text[:CONTEXT_SHOWN]
        tail = "" if last else text[-CONTEXT_SHOWN:]
        text = f"{head} … {tail}"
    return printable(text)
