"""Which keyword lists a command asks: those that the user names, else those at hand."""

from collections.abc import Sequence
from pathlib import Path

from domain.keyword_list import KeywordList
from keyword_lists import load_folder, load_list
from marketsweep.errors import InputError
from marketsweep.settings import Settings
from marketsweep.workspace import UnknownListError, lists_at_hand


class SameListTwiceError(InputError):
    """Two of the files that were named hold lists of the same id."""

    def __init__(self, list_id: str) -> None:
        super().__init__(f"The keyword list {list_id} was given twice. Leave one of the two files out.")


class NoListsError(InputError):
    """A folder that was named holds no keyword list: asking none would find nothing and look like innocence."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__(f"There is no keyword list in {', '.join(map(str, paths))}. Name a folder with .yaml lists.")


def chosen_lists(paths: Sequence[Path], settings: Settings) -> tuple[KeywordList, ...]:
    """Return the lists of the files and folders that were named, else the shipped ones and the user's own."""
    if not paths:
        return lists_at_hand(settings)
    lists = [each for path in paths for each in (load_folder(path) if path.is_dir() else (load_list(path),))]
    if not lists:
        raise NoListsError(paths)
    ids = [each.list_id for each in lists]
    for list_id in ids:
        if ids.count(list_id) > 1:
            raise SameListTwiceError(list_id)
    return tuple(lists)


def list_of(lists: Sequence[KeywordList], list_id: str) -> KeywordList:
    """Return the list of that id, or say which there are."""
    for each in lists:
        if each.list_id == list_id:
            return each
    raise UnknownListError(list_id, tuple(each.list_id for each in lists))
