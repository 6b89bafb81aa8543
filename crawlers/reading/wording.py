"""The words of item pages in many languages, from `labels.yaml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

POSTCODE_PLACE = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,5}\s+[^\W\d][^\d€$£]{1,60}|[^\W\d][\w' -]{1,40},? \(?\d{4,5}\)?")
_NAME = r"(?:[^\W\d_a-z][^\W\d_]*[.'’-]?(?: |-)?){1,3}"
_PLACE_IN_REGION = re.compile(rf"(?=[^\W\d_]*[^\W\d_A-Z]){_NAME}(?:, ?{_NAME}){{1,2}}")


@dataclass(frozen=True, slots=True)
class Wording:
    """What labels, conditions and buttons are called."""

    field_of_label: Mapping[str, str]
    seller_openings: tuple[str, ...]
    location_openings: tuple[str, ...]
    brand_lines: re.Pattern[str]
    elsewhere_headings: tuple[str, ...]
    title_frame: re.Pattern[str]
    """What a site puts around a title in its heading."""
    conditions: Mapping[str, str]
    buyable: frozenset[str]
    sold_out: frozenset[str]
    not_the_price: re.Pattern[str]
    price_classes: re.Pattern[str]
    old_price_classes: re.Pattern[str]


@cache
def wording() -> Wording:
    """Return the words that the reader knows."""
    data = yaml.load(files(__package__).joinpath("labels.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return Wording(
        field_of_label={label.casefold(): field for field, labels in data["fields"].items() for label in labels},
        seller_openings=tuple(sorted((each.casefold() for each in data["seller_openings"]), key=len, reverse=True)),
        location_openings=tuple(sorted((each.casefold() for each in data["location_openings"]), key=len, reverse=True)),
        brand_lines=re.compile(
            "|".join(re.escape(line).replace("NAME", "(.{2,60}?)") for line in data["brand_lines"]), re.I
        ),
        elsewhere_headings=tuple(each.casefold() for each in data["elsewhere_headings"]),
        title_frame=re.compile(
            "|".join(
                [rf"^{re.escape(each)}\s*:?\s+" for each in data["title_prefixes"]]
                + [rf"\s*{re.escape(each)}$" for each in data["title_tails"]]
            ),
            re.I,
        ),
        conditions={word.casefold(): name for name, words in data["conditions"].items() for word in words},
        buyable=frozenset(word.casefold() for word in data["buyable"]),
        sold_out=frozenset(word.casefold() for word in data["sold_out"]),
        not_the_price=_any_word(data["not_the_price"]),
        price_classes=re.compile("|".join(map(re.escape, data["price_classes"])), re.I),
        old_price_classes=re.compile(
            r"(?<![a-z])(?:" + "|".join(map(re.escape, data["old_price_classes"])) + ")", re.I
        ),
    )


def _any_word(words: list[str]) -> re.Pattern[str]:
    parts = (
        rf"(?<!\w){re.escape(word)}" + (r"(?!\w)" if len(word) < 5 and word[-1].isalpha() else "") for word in words
    )
    return re.compile("|".join(parts), re.I)


def as_label(text: str) -> str:
    """Return a text in the form that labels are compared in."""
    return text.strip(" :：*\u00a0.-–•").casefold()


def looks_like_place(text: str) -> bool:
    """Whether a short text is written as a place in its region: two or three capitalised names between commas."""
    return len(text) <= 50 and _PLACE_IN_REGION.fullmatch(text) is not None


def condition_word(text: str | None) -> str | None:
    """Return `new`, `used` or `refurbished` for what a page calls a condition, in many languages."""
    if not text:
        return None
    known = wording().conditions
    folded = as_label(text)
    if folded in known:
        return known[folded]
    return known.get(re.split(r"[:,;(/.]| - | – ", folded, maxsplit=1)[0].strip())
