"""The floors that reading keeps on invented marketplaces."""

from collections import defaultdict

import pytest

from tests.crawlers.reading.marketplaces.__main__ import marks


@pytest.mark.parametrize(
    ("held_out", "floors"),
    [
        (False, {"search": 0.95, "item": 0.95, "kind": 0.97}),
        (True, {"search": 0.8, "item": 0.85, "kind": 0.9}),
    ],
)
def test_pages_of_many_manners_are_read_at_least_this_well(held_out: bool, floors: dict[str, float]) -> None:
    right: dict[str, list[bool]] = defaultdict(list)
    wrong: list[str] = []
    for group, family, name, (field, is_right, why) in marks(held_out=held_out):
        right[group].append(is_right)
        if not is_right:
            wrong.append(f"{family}, {name}: {field}: {why[:120]}")
    reached = {group: sum(marked) / len(marked) for group, marked in right.items()}
    assert all(reached[group] >= floor for group, floor in floors.items()), (reached, wrong[:20])
