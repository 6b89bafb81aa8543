"""`marketsweep cases` and `marketsweep review`: what the machine asks people to look at, and what they think."""

from typing import Annotated

import typer

from domain.case import Case, CaseStatus
from domain.concern import Concern
from domain.review import Verdict
from marketsweep.cli.output import JsonOption, print_json, say

cases = typer.Typer(name="cases", help="What the machine asks people to look at.", no_args_is_help=True)
app = typer.Typer()

REVIEW_EPILOG = """[bold]Examples[/]

  marketsweep review 7 --suspected --reason "Worked elephant ivory; photo 2 shows Schreger lines"

  marketsweep review 7 --cleared --listing 1042 --reason "A colour"

Without --listing it is about every listing of the case that nobody has looked at yet. The latest verdict counts; the
earlier ones stay on record. A notice needs a suspicion with its ground and reason."""


@cases.command("list")
def list_(
    status: Annotated[CaseStatus | None, typer.Option(help="Only cases that stand so.")] = None,
    concern: Annotated[Concern | None, typer.Option(help="Only cases of this concern.")] = None,
    marketplace: Annotated[str | None, typer.Option(help="Only cases on this marketplace.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the cases: one seller, one concern, many listings."""
    from marketsweep.cli.case_output import case_as_json, print_cases
    from marketsweep.cli.opening import opened
    from storage.cases import list_cases
    from storage.database import read

    with read(opened().engine) as connection:
        found = list_cases(connection, statuses=[status] if status else [], concern=concern, marketplace=marketplace)
    if as_json:
        print_json([case_as_json(case) for case in found])
    else:
        print_cases(found)


@cases.command("show")
def show(
    case_id: Annotated[int, typer.Argument(help="Number of the case.")],
    as_json: JsonOption = False,
) -> None:
    """Show a case: its listings with every reason, what people thought, its notices, and what became of them."""
    from marketsweep.cli.case_output import print_case, whole_case
    from marketsweep.cli.opening import opened
    from storage.database import read

    with read(opened().engine) as connection:
        whole = whole_case(connection, case_id)
    if as_json:
        print_json(whole)
    else:
        print_case(whole)


CaseArgument = Annotated[int, typer.Argument(help="Number of the case.")]
ReasonOption = Annotated[str, typer.Option(help="Why; it stays on record.")]
ByOption = Annotated[str, typer.Option(help="Your name; by default the notifier of the settings.")]


@cases.command("close")
def close(case_id: CaseArgument, reason: ReasonOption, by: ByOption = "", as_json: JsonOption = False) -> None:
    """Close a case: nothing more is reviewed in it. New finds of the same seller open a new one."""
    from marketsweep.casework import close_case
    from marketsweep.cli.opening import opened

    closed = close_case(opened(), case_id, by=by, reason=reason)
    _tell(closed, as_json=as_json)


@cases.command("reopen")
def reopen(case_id: CaseArgument, reason: ReasonOption, by: ByOption = "", as_json: JsonOption = False) -> None:
    """Open a closed case again, for instance after a complaint of the seller."""
    from marketsweep.casework import reopen_case
    from marketsweep.cli.opening import opened

    open_again = reopen_case(opened(), case_id, by=by, reason=reason)
    _tell(open_again, as_json=as_json)


def _tell(case: Case, *, as_json: bool) -> None:
    from marketsweep.cli.case_output import case_as_json

    if as_json:
        print_json(case_as_json(case))
    else:
        say(f"Case {case.case_id} is {case.status}.")


@app.command(epilog=REVIEW_EPILOG)
def review(
    case_id: Annotated[int, typer.Argument(help="Number of the case.")],
    suspected: Annotated[bool, typer.Option("--suspected", help="It looks illegal: a notice may follow.")] = False,
    cleared: Annotated[bool, typer.Option("--cleared", help="It is in order.")] = False,
    unsure: Annotated[bool, typer.Option("--unsure", help="It stays under watch; no notice.")] = False,
    listing: Annotated[list[str] | None, typer.Option(help="Id of a listing of the case. Repeatable.")] = None,
    ground: Annotated[str, typer.Option(help="Legal ground; by default that of the lists that found it.")] = "",
    reason: Annotated[str, typer.Option(help="Why, in your words: a notice will say so.")] = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Record what a person thinks of listings of a case."""
    from marketsweep.casework import review_listings
    from marketsweep.cli.case_output import case_as_json
    from marketsweep.cli.opening import opened

    chosen = [(suspected, Verdict.SUSPECTED), (cleared, Verdict.CLEARED), (unsure, Verdict.UNSURE)]
    verdicts = [verdict for wanted, verdict in chosen if wanted]
    if len(verdicts) != 1:
        raise typer.BadParameter("say one of --suspected, --cleared and --unsure")
    workspace = opened()
    case, made = review_listings(
        workspace,
        case_id,
        verdicts[0],
        reviewer=by,
        ground=ground,
        reason=reason,
        listing_ids=tuple(listing or ()),
    )
    if as_json:
        print_json(case_as_json(case))
    else:
        say(f"Case {case.case_id}: {case.status}. {len(made)} listings reviewed as {verdicts[0]}.")
