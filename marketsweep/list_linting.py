"""Linting keyword lists: faults that keep a list from loading, and advice on what had better be mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from keyword_lists import Fault, ListFaultsError, lint_file, load_folder, load_list
from keyword_lists.loading import SHIPPED_LISTS
from marketsweep.settings import Settings


@dataclass(frozen=True, slots=True)
class LintReport:
    """What is wrong with keyword lists, and what had better be mended."""

    faults: tuple[Fault, ...]
    advice: tuple[Fault, ...]


def lint_lists(paths: Sequence[Path], settings: Settings, today: date) -> LintReport:
    """Lint the files and folders that were named, else the shipped lists and the user's own."""
    own = (settings.lists_dir,) if settings.lists_dir else ()
    faults: list[Fault] = []
    advice: list[Fault] = []
    for path in paths or (SHIPPED_LISTS, *own):
        faults.extend(_faults_of(path))
        for file in _files_of(path):
            if not _faults_of(file):
                advice.extend(lint_file(file, today=today))
    return LintReport(tuple(faults), tuple(advice))


def _faults_of(path: Path) -> tuple[Fault, ...]:
    try:
        if path.is_dir():
            load_folder(path)
        else:
            load_list(path)
    except ListFaultsError as error:
        return error.faults
    return ()


def _files_of(path: Path) -> list[Path]:
    return sorted((*path.glob("*.yaml"), *path.glob("*.yml"))) if path.is_dir() else [path]
