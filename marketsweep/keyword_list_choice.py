"""Which keyword lists a command asks: those that the user names, else those at hand."""

from collections.abc import Sequence
from pathlib import Path

from domain.keyword_list import KeywordList
from keyword_lists import load_folder, load_list
from marketsweep.errors import InputError
from marketsweep.settings import load_settings
from marketsweep.workspace import lists_at_hand


class SameListTwiceError(InputError):
    """Two of the files that were named hold lists of the same id."""

    def __init__(self, list_id: str) -> None:
        super().__init__(f"The keyword list {list_id} was given twice. Leave one of the two files out.")


def chosen_lists(paths: Sequence[Path]) -> tuple[KeywordList, ...]:
    """Return the lists of the files and folders that were named, else the shipped ones and the user's own."""
    if not paths:
        return lists_at_hand(load_settings())
    lists: list[KeywordList] = []
    for path in paths:
        lists.extend(load_folder(path) if path.is_dir() else (load_list(path),))
    ids = [each.list_id for each in lists]
    for list_id in ids:
        if ids.count(list_id) > 1:
            raise SameListTwiceError(list_id)
    return tuple(lists)
