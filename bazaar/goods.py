"""The shelves: lines of goods with their wording in each language, read from `shelves/*.yaml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from bazaar.errors import ShelfError
from domain.concern import Concern

SHELVES = Path(__file__).parent / "shelves"
LANGUAGES = ("en", "de", "fr", "es", "it", "pl", "nl", "ru", "zh")


class Nature(StrEnum):
    """What a line of goods is, before the law."""

    ILLICIT = "illicit"
    TRAP = "trap"
    """Innocent goods with a tempting word."""
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Title:
    """A title, with the sentences that go with no other; where it has none, those of the wording serve."""

    title: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """What sellers of one language write about a line of goods."""

    titles: tuple[Title, ...]
    texts: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """A line of goods that is offered at the bazaar."""

    name: str
    nature: Nature
    concern: Concern | None
    category: str
    price: tuple[float, float]
    """Lowest and highest usual price in euro."""
    conditions: tuple[str, ...]
    brand: str
    weight: int
    """How often it is offered beside the other lines."""
    wordings: Mapping[str, Wording]
    slots: Mapping[str, Sequence[str] | Mapping[str, Sequence[str]]]


Slots = Mapping[str, Sequence[str] | Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What sellers of one language say whatever they sell."""

    opening: tuple[str, ...]
    new: tuple[str, ...]
    used: tuple[str, ...]
    shipping: tuple[str, ...]
    private_close: tuple[str, ...]
    trader_close: tuple[str, ...]
    infringer_close: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Of what names and places of one language are made."""

    countries: Mapping[str, tuple[str, ...]]
    """ISO 3166-1 code and its cities."""
    nicks: tuple[str, ...]
    firms: tuple[str, ...]
    people: tuple[str, ...]
    streets: tuple[str, ...]
    dealers: tuple[str, ...]
    """Names under which infringers trade."""


@cache
def read_goods() -> tuple[Goods, ...]:
    """Every line of goods, file by file in the order of their names."""
    return tuple(
        _goods(row, path.name)
        for path in sorted(SHELVES.glob("goods_*.yaml"))
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    )


@cache
def read_slots() -> Slots:
    """The words that fill the gaps in a wording, where the goods bring none of their own."""
    slots: Slots = yaml.safe_load((SHELVES / "slots.yaml").read_text(encoding="utf-8"))
    return slots


@cache
def read_talk() -> Mapping[str, Talk]:
    """The small talk of each language."""
    rows = yaml.safe_load((SHELVES / "talk.yaml").read_text(encoding="utf-8"))
    return {language: Talk(**{part: tuple(lines) for part, lines in row.items()}) for language, row in rows.items()}


@cache
def read_names() -> Mapping[str, Names]:
    """Names and places of each language."""
    rows = yaml.safe_load((SHELVES / "names.yaml").read_text(encoding="utf-8"))
    return {
        language: Names(
            countries={code: tuple(cities) for code, cities in row.pop("countries").items()},
            **{part: tuple(values) for part, values in row.items()},
        )
        for language, row in rows.items()
    }


@cache
def read_labels() -> Mapping[str, Mapping[str, str]]:
    """The words of the pages themselves, by language and name."""
    labels: Mapping[str, Mapping[str, str]] = yaml.safe_load((SHELVES / "labels.yaml").read_text(encoding="utf-8"))
    return labels


@cache
def read_shapes() -> Mapping[str, str]:
    """The shape that stands for each category in pictures, as inner SVG."""
    shapes: Mapping[str, str] = yaml.safe_load((SHELVES / "shapes.yaml").read_text(encoding="utf-8"))
    return shapes


def _goods(row: Mapping[str, object], where: str) -> Goods:
    match row:
        case {
            "goods": str(name),
            "nature": str(nature),
            "category": str(category),
            "price": [int() | float() as low, int() | float() as high],
        }:
            pass
        case _:
            raise ShelfError(where, f"a line of goods lacks goods, nature, category or price: {row!r:.80}")
    wordings = {
        language: _wording(entry, f"{where}, {name}, {language}")
        for language, entry in row.items()
        if language in LANGUAGES and isinstance(entry, dict)
    }
    if not wordings:
        raise ShelfError(f"{where}, {name}", "has no wording in any language")
    slots = row.get("slots", {})
    conditions = row.get("conditions", ["used"])
    concern = row.get("concern")
    return Goods(
        name=name,
        nature=Nature(nature),
        concern=Concern(concern) if isinstance(concern, str) else None,
        category=category,
        price=(low, high),
        conditions=tuple(conditions) if isinstance(conditions, list) else (str(conditions),),
        brand=str(row.get("brand", "")),
        weight=weight if isinstance(weight := row.get("weight", 1), int) else 1,
        wordings=wordings,
        slots=slots if isinstance(slots, dict) else {},
    )


def _wording(entry: Mapping[str, object], where: str) -> Wording:
    match entry:
        case {"titles": [*titles], "texts": [*texts]}:
            tags = entry.get("tags", [])
            return Wording(
                tuple(_title(title) for title in titles),
                tuple(map(str, texts)),
                tuple(map(str, tags)) if isinstance(tags, list) else (),
            )
        case _:
            raise ShelfError(where, "lacks titles or texts")


def _title(entry: object) -> Title:
    match entry:
        case [title, *texts]:
            return Title(str(title), tuple(map(str, texts)))
        case _:
            return Title(str(entry))
