"""`marketsweep demo`: the whole chain on a marketplace with known truth."""

from pathlib import Path
from typing import Annotated

import typer

from marketsweep.cli import exit_codes
from marketsweep.cli.output import JsonOption, print_json, progress, say, words

app = typer.Typer()

EPILOG = """[bold]Examples[/]

  marketsweep demo

  marketsweep demo --seed 11 --report another.html

Nothing leaves this machine. The demo's installation stays in its folder: look around there with cases, report, verify.
Killed during the sweep, it takes the sweep up where it was left."""


@app.command(epilog=EPILOG)
def demo(
    seed: Annotated[int, typer.Option(help="The same seed makes the same world.")] = 7,
    folder: Annotated[Path, typer.Option(help="Where the demo's installation is made.")] = Path("demo"),
    report: Annotated[Path, typer.Option(help="Where the report is written.")] = Path("demo-report.html"),
    as_json: JsonOption = False,
) -> None:
    """Sweep a marketplace with known truth, review, notify, recheck for two weeks, and check every figure."""
    from marketsweep.cli.demo_output import show_suspects
    from marketsweep.cli.report_output import print_figures
    from marketsweep.demo.story import Voice, tell
    from marketsweep.report.figures import as_json as report_as_json

    voice = Voice(
        heading=lambda text: words.rule(text, align="left"),
        say=say,
        show_cases=show_suspects,
        bar=progress,
    )
    told = tell(folder, report, seed=seed, voice=voice)
    words.rule("Report", align="left")
    if as_json:
        print_json(report_as_json(told.contents))
    else:
        print_figures(told.contents)
    say(f"Done in {told.seconds:.0f} s. Open {report} in a browser; look around in {folder}/.")
    if not told.agrees:
        say("Some figures do not agree with the truth.", style="red")
        raise typer.Exit(exit_codes.FOUND)
