"""`marketsweep notice`: preview, approve and send the notice of a case."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from domain.decision import DecisionKind
from domain.errors import MarketsweepError
from marketsweep.cli import exit_codes
from marketsweep.cli.output import JsonOption, print_json, say

if TYPE_CHECKING:
    from marketsweep.workspace import Workspace

app = typer.Typer(name="notice", help="Preview, approve and send notices. Nothing is sent without a person.")

APPROVE_EPILOG = """[bold]Examples[/]

  marketsweep notice preview 7 --language de

  marketsweep notice approve 7 --good-faith

  marketsweep notice send

--good-faith is your statement that you believe the notice accurate and complete; the law asks for it, so nothing is
approved without it."""


class Channel(StrEnum):
    """A way for a notice to leave the house."""

    EMAIL = "email"
    FILE = "file"


LanguageOption = Annotated[
    str | None, typer.Option(help="Language of the notice; by default the first of the marketplace.")
]


@app.command()
def preview(
    case_id: Annotated[int, typer.Argument(help="Number of the case.")],
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the notice that a case would lead to now. Nothing is kept or sent."""
    from marketsweep.casework import preview_notice
    from marketsweep.cli.opening import opened

    notice, rendered = preview_notice(opened(), case_id, language=language)
    if rendered.remark:
        say(rendered.remark, style="yellow")
    if as_json:
        print_json({"subject": rendered.subject, "text": rendered.text, "listings": len(notice.items)})
    else:
        typer.echo(f"Subject: {rendered.subject}\n\n{rendered.text}")


@app.command(epilog=APPROVE_EPILOG)
def approve(
    case_id: Annotated[int, typer.Argument(help="Number of the case.")],
    good_faith: Annotated[
        bool, typer.Option("--good-faith", help="You believe in good faith that the notice is accurate and complete.")
    ] = False,
    by: Annotated[str, typer.Option(help="Your name; by default the notifier of the settings.")] = "",
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draft the notice of a case and approve it; `notice send` sends it."""
    from marketsweep.casework import approve as approve_case
    from marketsweep.cli.opening import opened

    workspace = opened()
    kept = approve_case(workspace, case_id, by=by, good_faith=good_faith, language=language)
    if as_json:
        print_json({"notice_id": kept.notice.notice_id, "status": kept.status, "listings": len(kept.notice.items)})
    else:
        say(f"Notice {kept.notice.notice_id}: {kept.status}, {len(kept.notice.items)} listings.")


@app.command()
def send(
    notice_id: Annotated[str | None, typer.Argument(help="One notice; by default all approved ones.")] = None,
    channel: Annotated[Channel | None, typer.Option(help="By default e-mail, if a server is set.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Send approved notices. Each attempt is on record before the network is touched, and its end after."""
    from marketsweep.casework import notices_to_send
    from marketsweep.cli.opening import opened

    workspace = opened()
    ids = [notice_id] if notice_id else [kept.notice.notice_id for kept in notices_to_send(workspace)]
    tried = [(each, _try(workspace, each, channel, alone=notice_id is not None)) for each in ids]
    if as_json:
        print_json([{"notice_id": each, "outcome": outcome, "detail": detail} for each, (outcome, detail) in tried])
    else:
        for each, (outcome, detail) in tried:
            say(f"Notice {each}: {outcome} ({detail})")
        say(f"{len(tried)} notices tried." if tried else "No approved notice waits to be sent.")
        if any(outcome == "sent" and detail.endswith(".eml") for _, (outcome, detail) in tried):
            say("Written to files: hand them in now, for the time from notification to removal is counted from now.")
    if any(outcome != "sent" for _, (outcome, _) in tried):
        raise typer.Exit(exit_codes.INCOMPLETE)


def _try(workspace: "Workspace", notice_id: str, channel: str | None, *, alone: bool) -> tuple[str, str]:
    """Return outcome and detail of one sending; one of many that cannot be sent does not hold up the others."""
    from marketsweep.casework import send_notice

    try:
        receipt = send_notice(workspace, notice_id, channel=channel)
    except MarketsweepError as error:
        if alone:
            raise
        return "not tried", str(error)
    return receipt.outcome.value, f"{receipt.channel}: {receipt.detail}"


@app.command()
def answer(
    notice_id: Annotated[str, typer.Argument(help="The notice that the marketplace answered.")],
    decision: Annotated[DecisionKind, typer.Option(help="What the marketplace says that it did.")],
    listing: Annotated[list[str] | None, typer.Option(help="Id of a listing; by default all. Repeatable.")] = None,
    text: Annotated[str, typer.Option(help="The marketplace's words.")] = "",
    decided: Annotated[datetime | None, typer.Option(help="When it says that it decided, UTC.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Record the marketplace's answer. Its word alone is no removal: only our own looks prove one."""
    from marketsweep.casework import record_answer
    from marketsweep.cli.opening import opened

    moment = decided.replace(tzinfo=UTC) if decided else None
    made = record_answer(opened(), notice_id, decision, listing_ids=listing or (), text=text, decided_at=moment)
    if as_json:
        print_json([{"listing_id": each.key.listing_id, "decision": each.kind} for each in made])
    else:
        say(f"Notice {notice_id}: {decision} recorded for {len(made)} listings.")
