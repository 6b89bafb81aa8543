"""Options that several commands share."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from domain.assessment import Level
from marketsweep.cli import exit_codes


class FailOn(StrEnum):
    """From which level on a suspect makes the command end with exit code 1."""

    ALERT = "alert"
    REVIEW = "review"

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that are at least as high."""
        return (Level.ALERT,) if self is FailOn.ALERT else (Level.ALERT, Level.REVIEW)


FailOnOption = Annotated[
    FailOn | None,
    typer.Option("--fail-on", help="End with exit code 1 if anything reaches this level; for use in scripts."),
]

ListsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--lists",
        metavar="FILE_OR_FOLDER",
        help="Keyword lists to ask, instead of the shipped ones and those of the setting lists_dir. Repeatable.",
    ),
]


def all_cores() -> int:
    """Return how many processes this machine runs at once."""
    return os.cpu_count() or 1


def end_with(*, incomplete: bool, found: bool) -> None:
    """End the command with the exit code that fits; incomplete work weighs more than finds."""
    if incomplete:
        raise typer.Exit(exit_codes.INCOMPLETE)
    if found:
        raise typer.Exit(exit_codes.FOUND)
