"""Matchers at hand: compiled once, kept in the installation, opened at once the next time."""

import hashlib
import logging
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import keyword_lists
from domain.keyword_list import KeywordList
from marketsweep.grammar import grammar_of
from marketsweep.keyword_list_choice import chosen_lists
from marketsweep.settings import Settings
from matching import Matcher
from matching.index import made_of
from matching.store import StoredMatcherError

KEPT = 8
"""Stored matchers of one installation; the one that was made longest ago goes first."""
_log = logging.getLogger(__name__)


def matcher_of(lists: Sequence[KeywordList], settings: Settings, *, ordinary: Iterable[str] = ()) -> Matcher:
    """Return the matcher of some lists; `ordinary` are words that were learnt to be ordinary."""
    learnt = frozenset(ordinary)
    matcher = _kept(settings, made_of(lists, learnt), lambda: Matcher(lists, ordinary=learnt))
    return matcher.with_linguistics(grammar_of(settings, lists))


def matcher_of_files(paths: Sequence[Path], settings: Settings) -> Matcher:
    """Return the matcher of the lists that were named, else of those at hand.

    Where it is stored, the lists are not even read: their bytes and those of the room that reads them tell that nothing
    has changed.
    """
    files = hashlib.sha256(made_of(()).encode())
    for file in _sources(paths, settings):
        files.update(f"{file.name} {file.stat().st_size}\n".encode() + file.read_bytes())
    matcher = _kept(settings, files.hexdigest(), lambda: Matcher(chosen_lists(paths, settings)))
    return matcher.with_linguistics(grammar_of(settings))


def _sources(paths: Sequence[Path], settings: Settings) -> Iterator[Path]:
    """Yield all files that the lists depend on; a path that is missing is left to whoever reads the lists."""
    own = [settings.lists_dir] if settings.lists_dir and not paths else []
    yield from _files(Path(keyword_lists.__file__).parent)
    for path in (*paths, *own):
        yield from _files(path) if path.is_dir() else (path,) if path.is_file() else ()
        if path.is_file():
            yield from _files(path.parent / "word_sets")


def _files(folder: Path) -> Iterator[Path]:
    endings = (".py", ".yaml", ".yml")
    yield from (file for file in sorted(folder.rglob("*")) if file.suffix in endings and file.is_file())


def _kept(settings: Settings, name: str, compile_lists: Callable[[], Matcher]) -> Matcher:
    """Open the matcher of that name; compile and store it where there is none, or none that can be used."""
    folder = settings.matchers_dir
    if not folder.is_dir():
        return compile_lists()
    path = folder / name
    try:
        return Matcher.open(path)
    except StoredMatcherError as error:
        if path.exists():
            _log.warning("%s It is compiled again.", error)
    matcher = compile_lists()
    try:
        matcher.save(path)
        _forget_the_oldest(folder)
    except OSError as error:
        _log.warning("A compiled matcher cannot be kept in %s: %s.", folder, error.strerror)
    return matcher


def _forget_the_oldest(folder: Path) -> None:
    stored = sorted((path for path in folder.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for path in stored[:-KEPT]:
        shutil.rmtree(path, ignore_errors=True)
