"""`marketsweep scan`: judge every listing of a catalogue file."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from marketsweep.catalogue_format import CatalogueFormat
from marketsweep.cli.options import FailOnOption, ListsOption, all_cores, end_with
from marketsweep.cli.output import JsonOption, progress

app = typer.Typer()

EPILOG = """[bold]Examples[/]

  marketsweep scan catalogue.csv --out results.jsonl

  marketsweep scan export.parquet --column title=ProductName --column id=SKU --top 50

  zcat feed.jsonl.gz | marketsweep scan - --json | jq 'select(.level == "alert")'

  marketsweep scan labelled.jsonl --labels

[bold]Input[/]: CSV (comma, semicolon, tab or bar; a first line with names), JSON lines or Parquet, gzip or not,
with the columns id, title, description, price, currency and lang; only title is needed, others are ignored.

[bold]Output[/]: one JSON object per listing with id, level (alert, review, none), concerns, score and matches (term,
list, version, start and end in code points of the field's original text, text, reason, field), then scores,
indicators, against, excused.

[bold]Rows that cannot be read[/] are told with line and cause and left out; the exit code stays 0 unless --strict
(then 3). A file that breaks off gives exit code 3 and the results up to there."""


@app.command(epilog=EPILOG)
def scan(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The catalogue file; - for the standard input.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Write one JSON line per listing there, whole or not at all."),
    ] = None,
    as_json: JsonOption = False,
    labels: Annotated[
        bool,
        typer.Option(
            "--labels",
            help="Compare with the columns label (counterfeit, unsafe, wildlife, clean) and slice: "
            "precision and recall per concern and slice.",
        ),
    ] = False,
    lists: ListsOption = None,
    written_as: Annotated[
        CatalogueFormat | None, typer.Option("--format", help="Say how the file is written, if it is not recognised.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="OURS=THEIRS", help="Which column is which: --column title=Name. Repeatable."),
    ] = None,
    encoding: Annotated[str, typer.Option(help="Of a CSV or JSON lines file without a byte order mark.")] = "utf-8",
    top: Annotated[int, typer.Option(min=0, help="How many suspects the table shows.")] = 20,
    limit: Annotated[int | None, typer.Option(min=1, help="Judge only the first N listings.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; without it, one per core.", show_default=False)
    ] = None,
    faults: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every row that could not be read there, as JSON lines.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with exit code 3 if any row could not be read.")
    ] = False,
    fail_on: FailOnOption = None,
) -> None:
    """Judge every listing of a catalogue file by the keyword lists, and say why."""
    from domain.clock import system_clock
    from marketsweep.cli.scan_output import column_names, show_report, source_of, words_of
    from marketsweep.matchers import matcher_of_files
    from marketsweep.scan import ScanRequest, scan_file
    from marketsweep.settings import load_settings

    request = ScanRequest(
        source=source_of(file),
        seen_at=system_clock(),
        written_as=written_as,
        columns=column_names(column or []),
        encoding=encoding,
        results=out or (sys.stdout.buffer if as_json and not labels else None),
        faults=faults,
        with_labels=labels,
        most_suspects=top,
        limit=limit,
        workers=workers or all_cores(),
    )
    with progress("Scanning") as tell:
        report = scan_file(request, matcher_of_files(lists or [], load_settings()), tell)
    words_of(report, out, faults)
    show_report(report, as_json=as_json, has_file=out is not None)
    end_with(
        incomplete=report.damaged or (strict and report.faults.lost > 0),
        found=fail_on is not None and report.found(fail_on.levels) > 0,
    )
