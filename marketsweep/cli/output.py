"""How the program speaks: data on stdout, words and progress on stderr."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON on stdout instead of words.")]

JsonLinesOption = Annotated[bool, typer.Option("--json", help="Print one line of JSON on stdout for each thing done.")]

words = Console(stderr=True, highlight=False, soft_wrap=True)
"""Where sentences, warnings and progress go."""


def say(text: str, *, style: str = "") -> None:
    """Print a sentence on stderr. What strangers wrote in it can neither steer the terminal nor break the markup."""
    words.print(printable(text), markup=False, style=style or None)


def print_json(value: Any) -> None:
    """Print one JSON value on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def print_json_line(value: Any) -> None:
    """Print one JSON value on one line of stdout, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def print_table(title: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Print a table on stdout, as wide as the terminal allows."""
    from rich.markup import escape

    table = Table(title=escape(printable(title)), title_justify="left", header_style="bold", show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(escape(printable(str(cell))) for cell in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else 160).print(table)


def printable(text: str) -> str:
    """Return a text that cannot steer a terminal: control and format characters are shown, not sent."""
    return "".join(char if char.isprintable() or char == "\n" else f"\\u{{{ord(char):x}}}" for char in text)


@contextmanager
def progress(description: str, total: int | None = None) -> Iterator[Any]:
    """Show a progress bar with rate and time left on stderr; yields a function that tells `(done, total)`."""
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(show_speed=True),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=words,
        transient=not words.is_terminal,
        disable=not words.is_terminal,
    )
    with bar:
        task = bar.add_task(description, total=total, rate="")

        def tell(done: int, of: int | None = None) -> None:
            bar.update(task, completed=done, total=of if of is not None else total)
            speed = bar.tasks[0].speed
            bar.update(task, rate=f"{speed:,.0f}/s" if speed else "")

        yield tell
