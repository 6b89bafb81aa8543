"""How near a written form is to a term: each edit weighed by how easily it is made or hides."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from rapidfuzz.distance import Editop, Editops, Levenshtein

LOOK_ALIKE = 0.1
"""A letter of another script, a leet digit or sign, or one more of the same letter: the eye reads over it."""
I_AND_L = 0.3
"""`i` for `l`: as alike, but both make words."""
MASKED = 0.5
"""An asterisk for a letter: which one is left open."""
SLIP = 0.7
"""A key next to the right one, or two letters in the wrong order: what fingers do."""
EDIT = 1.0
"""Any other letter too many, too few or wrong."""


def similarity(weighted_distance: float, letters: int) -> float:
    """Return 1.0 for a term itself; each edit takes away its weighted share of the letters."""
    return round(max(0.0, 1 - weighted_distance / max(letters, 1)), 4)


def weighted_distance(written: str, term: str, *, classes: tuple[str, str], edits: int) -> float:
    """Return the weighted edits between the honest letters of a written form and of a term.

    `classes` are the same two texts with each letter written as the one in which its look-alikes meet; `edits` is how
    many edits part them: where none do, only what looks alike or is repeated is weighed.
    """
    if written == term:
        return 0.0
    operations = Levenshtein.editops(*classes)
    weight = sum(_swaps(written, term, operations))
    if edits:
        weight += sum(_edits(written, term, list(operations)))
    else:
        weight += LOOK_ALIKE * len({written[place.src_pos] for place in operations if _is_repeated(written, place)})
    return round(weight, 4)


def _swaps(written: str, term: str, operations: Editops) -> Iterator[float]:
    """Yield the weight of each letter that only looks like that of the term."""
    for block in operations.as_matching_blocks():
        pairs = zip(written[block.a : block.a + block.size], term[block.b : block.b + block.size], strict=True)
        yield from (I_AND_L if {*pair} == {"i", "l"} else LOOK_ALIKE for pair in pairs if pair[0] != pair[1])


def _edits(written: str, term: str, operations: Sequence[Editop]) -> Iterator[float]:
    """Yield the weight of each edit; two operations that swap neighbours are one."""
    place = 0
    while place < len(operations):
        if _is_transposed(written, term, operations[place : place + 2]):
            yield SLIP
            place += 2
        else:
            yield _edit(written, term, operations[place])
            place += 1


def _is_transposed(written: str, term: str, operations: Sequence[Editop]) -> bool:
    if len(operations) < 2:
        return False
    first, second = operations
    source, target = first.src_pos, first.dest_pos
    pair = written[source : source + 2]
    is_near = second.src_pos - source <= 2 and second.dest_pos - target <= 2
    return is_near and len(pair) == 2 and pair[0] != pair[1] and pair[::-1] == term[target : target + 2]


def _edit(written: str, term: str, operation: Editop) -> float:
    if operation.tag == "replace":
        wrong, right = written[operation.src_pos], term[operation.dest_pos]
        if wrong == "*":
            return MASKED
        return SLIP if right in _neighbours().get(wrong, ()) else EDIT
    return LOOK_ALIKE if _is_repeated(written, operation) else EDIT


def _is_repeated(written: str, operation: Editop) -> bool:
    """Tell whether an operation takes away a letter that stands beside itself."""
    place = operation.src_pos
    if operation.tag != "delete":
        return False
    return written[place] in (written[place - 1 : place], written[place + 1 : place + 2])


@lru_cache(maxsize=1)
def _neighbours() -> dict[str, frozenset[str]]:
    """Return each letter with those whose keys touch its own on any of the layouts."""
    touching: dict[str, set[str]] = {}
    text = resources.files("matching").joinpath("keyboards.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            for one, other in _touching(line.partition("\t")[2].split()):
                touching.setdefault(one, set()).add(other)
                touching.setdefault(other, set()).add(one)
    return {letter: frozenset(others) for letter, others in touching.items()}


def _touching(rows: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of letters whose keys touch, within a row and from one row to the next."""
    for row in rows:
        yield from pairwise(row)
    for upper, lower in pairwise(rows):
        for place, key in enumerate(lower):
            yield from ((key, above) for above in upper[place : place + 2])
