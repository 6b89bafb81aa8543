"""Print how well the invented marketplaces are read: `python -m tests.crawlers.reading.marketplaces [-v]`."""

import sys
from collections import defaultdict
from collections.abc import Iterator

from tests.crawlers.reading.marketplaces.items import ITEMS
from tests.crawlers.reading.marketplaces.items_held_out import ITEMS_HELD_OUT
from tests.crawlers.reading.marketplaces.kinds import KINDS
from tests.crawlers.reading.marketplaces.kinds_held_out import KINDS_HELD_OUT
from tests.crawlers.reading.marketplaces.scoring import Mark, item_marks, kind_mark, search_marks
from tests.crawlers.reading.marketplaces.searches import SEARCHES
from tests.crawlers.reading.marketplaces.searches_held_out import SEARCHES_HELD_OUT


def marks(*, held_out: bool) -> Iterator[tuple[str, str, str, Mark]]:
    """Yield group, family, case and mark of each case."""
    for search in SEARCHES_HELD_OUT if held_out else SEARCHES:
        yield from (("search", search.family, search.name, mark) for mark in search_marks(search))
    for item in ITEMS_HELD_OUT if held_out else ITEMS:
        yield from (("item", item.family, item.name, mark) for mark in item_marks(item))
    for kind in KINDS_HELD_OUT if held_out else KINDS:
        yield "kind", kind.family, kind.body[-70:], kind_mark(kind)


def main() -> None:
    """Print the share of right marks per family; with `-v` also what is wrong in the cases that are not held out."""
    for held_out in (False, True):
        table: dict[tuple[str, str], list[bool]] = defaultdict(list)
        searches: dict[str, list[bool]] = defaultdict(list)
        for group, family, name, (field, right, why) in marks(held_out=held_out):
            table[group, family].append(right)
            searches[field if group == "search" else group].append(right)
            if not right and "-v" in sys.argv and ("-h" in sys.argv) == held_out:
                print(f"   {group} {family}: {name[:60]}: {field}: {why[:240]}")
        print("held out" if held_out else "made with")
        for (group, family), rights in table.items():
            print(f"   {group:7} {family:18} {sum(rights)}/{len(rights)} = {sum(rights) / len(rights):.2f}")
        for field, rights in searches.items():
            print(f"   all {field:18} {sum(rights)}/{len(rights)} = {sum(rights) / len(rights):.3f}")


if __name__ == "__main__":
    main()
