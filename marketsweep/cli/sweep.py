"""`marketsweep sweep`: define, run, list, show and resume sweeps."""

from typing import Annotated

import typer

from domain.sweep import RunKind
from marketsweep.cli import exit_codes
from marketsweep.cli.output import JsonOption, print_json, print_table, progress, say

app = typer.Typer(name="sweep", help="Define sweeps, run them, and take them up again.", no_args_is_help=True)

ADD_EPILOG = """[bold]Examples[/]

  marketsweep sweep add ivory --marketplace mymarket --list wildlife-species --query ivory --query Elfenbein

  marketsweep sweep add weekly --marketplace mymarket --cron "0 6 * * mon" --timezone Europe/Brussels

Without --query a sweep asks for every term of its lists that is in a language of the marketplace; without --list it
uses all lists at hand. A sweep is frozen when its first run starts."""


@app.command(epilog=ADD_EPILOG)
def add(
    name: Annotated[str, typer.Argument(help="Short name of the sweep.")],
    marketplace: Annotated[list[str], typer.Option(help="Code of a marketplace to search. Repeatable.")],
    keyword_list: Annotated[list[str] | None, typer.Option("--list", help="Id of a keyword list. Repeatable.")] = None,
    query: Annotated[list[str] | None, typer.Option(help="What to type into the search box. Repeatable.")] = None,
    first: Annotated[int, typer.Option(min=1, help="How many results of each query are looked at.")] = 100,
    pages: Annotated[int, typer.Option(min=1, help="At most so many result pages of each query.")] = 10,
    owner: Annotated[str, typer.Option(help="Who answers for the sweep.")] = "",
    cron: Annotated[str | None, typer.Option(help="Five crontab fields, to run it by `marketsweep serve`.")] = None,
    timezone: Annotated[str, typer.Option(help="Time zone of the cron text, such as Europe/Brussels.")] = "UTC",
    yes: Annotated[bool, typer.Option("--yes", help="Save without asking, having seen the next times.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Define a sweep and keep it."""
    from marketsweep.cli.opening import opened
    from marketsweep.cli.sweep_output import show_next_times, sweep_as_json
    from marketsweep.sweeping import SweepPlan, add_sweep, remarks_on

    workspace = opened()
    if cron is not None:
        show_next_times(cron, timezone, workspace.clock())
        if not yes and not as_json:
            typer.confirm("Save it with these times?", abort=True, err=True)
    plan = SweepPlan(
        marketplaces=tuple(marketplace),
        list_ids=tuple(keyword_list or ()),
        queries=tuple(query or ()),
        first_k=first,
        max_pages=pages,
        owner=owner,
        cron=cron,
        timezone=timezone,
    )
    sweep = add_sweep(workspace, name, plan)
    for remark in remarks_on(workspace, sweep, asked=bool(query)):
        say(remark, style="yellow")
    if as_json:
        print_json(sweep_as_json(sweep))
    else:
        say(f"Sweep {name}: {len(sweep.queries)} queries, {len(sweep.lists)} lists. Run it: sweep run {name}")


@app.command()
def run(
    name: Annotated[str, typer.Argument(help="Name of the sweep.")],
    as_json: JsonOption = False,
) -> None:
    """Search, read, assess, and put what was found into cases. Safe to kill: `sweep resume` takes it up again."""
    from marketsweep.cli.opening import opened
    from marketsweep.cli.sweep_output import tell_run
    from marketsweep.sweeping import run_sweep

    with progress(f"Sweep {name}") as tell:
        report = run_sweep(opened(), name, progress=tell)
    tell_run(report, as_json=as_json)


@app.command()
def resume(
    name: Annotated[str, typer.Argument(help="Name of the sweep.")],
    as_json: JsonOption = False,
) -> None:
    """Take up the newest run of a sweep that did not end, from where it was left."""
    from marketsweep.cli.opening import opened
    from marketsweep.cli.sweep_output import tell_run
    from marketsweep.sweeping import resume_sweep

    with progress(f"Sweep {name}") as tell:
        report = resume_sweep(opened(), name, progress=tell)
    if report is None:
        say(f"No run of {name} is open. Start one: marketsweep sweep run {name}")
        raise typer.Exit(exit_codes.USAGE)
    tell_run(report, as_json=as_json)


@app.command("list")
def list_(as_json: JsonOption = False) -> None:
    """List the sweeps, with their next time and their newest run."""
    from marketsweep.cli.opening import opened
    from marketsweep.cli.sweep_output import sweep_line
    from storage.database import read
    from storage.runs import list_runs
    from storage.sweeps import list_sweeps

    workspace = opened()
    with read(workspace.engine) as connection:
        lines = [
            sweep_line(sweep, list_runs(connection, sweep.name, kind=RunKind.SWEEP), workspace.clock())
            for sweep in list_sweeps(connection)
        ]
    if as_json:
        print_json(lines)
    else:
        columns = ("name", "marketplaces", "queries", "lists", "cron", "next", "newest run")
        print_table("Sweeps", columns, [tuple(line[column] for column in columns) for line in lines])


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="Name of the sweep.")],
    as_json: JsonOption = False,
) -> None:
    """Show a sweep with its queries, its runs, and what each run says of its own health."""
    from marketsweep.cli.opening import opened
    from marketsweep.cli.sweep_output import print_sweep, sweep_with_runs
    from storage.database import read

    with read(opened().engine) as connection:
        whole = sweep_with_runs(connection, name)
    if as_json:
        print_json(whole)
    else:
        print_sweep(whole)
