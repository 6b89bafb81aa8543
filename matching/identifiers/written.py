"""The numbers that a listing bears: in its own field, or in its title and description."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.indicator import Span
from domain.listing import Listing
from domain.match import TextField
from matching.identifiers.gtin import LENGTHS, canonical, canonical_isbn, is_isbn
from matching.identifiers.labels import GTIN_LABELS, ISBN_LABELS, MODEL_LABELS
from termscan import Folded, fold


class IdentifierKind(StrEnum):
    """What a number counts."""

    GTIN = "GTIN"
    ISBN = "ISBN"
    MODEL = "model number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A number of a product as a listing bears it."""

    kind: IdentifierKind
    written: str
    value: str
    """A GTIN or ISBN as 14 digits, a model number without case and separators; empty if the check digit is wrong."""
    labelled: bool
    """Whether the listing says what number it is."""
    span: Span | None = None
    """None where it stands in the listing's own field."""

    @property
    def is_valid(self) -> bool:
        """Whether the check digit is right."""
        return bool(self.value)


_GAP = r"[ \t]?(?:[-/ ]?(?:8|1[0234])\b)?[ \t]?(?:(?:code?|nr|no|number|nummer|numero|kod)\b)?[\s.:#=№°-]{0,6}"
_NUMBER = r"(\d{8,14}|\d{9}x|\d[\dx]*(?:[ -][\dx]+){1,6})(?!\w)"
_LABELLED = re.compile(rf"(?<![^\W_])(?:(?P<isbn>{'|'.join(ISBN_LABELS)})|{'|'.join(GTIN_LABELS)}){_GAP}{_NUMBER}")
_BARE = re.compile(r"(?<![\w.,/-])\d{12,14}(?![\w,/-]|\.\d)")
_MODEL = re.compile(rf"(?<![^\W_])(?:{'|'.join(MODEL_LABELS)})[\s.:#=№°-]{{1,5}}([^\W_][\w./-]{{2,30}})")
_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
MEASURE = re.compile(
    r"\d{1,4}(?:[.,x]\d{1,4}){0,3}(?:v|w|kw|a|ma|mah|hz|mhz|ghz|g|kg|mg|ml|cl|l|mm|cm|m|km|gb|tb|mb|pcs|pc|ct|er|in|inch|oz|lb|st|stk|szt|k|p|d|x|th|nd|rd)"
)
"""Amounts and sizes, which look like short model numbers."""


def identifiers_of(listing: Listing) -> Iterator[Identifier]:
    """Yield the numbers of a listing, each once, those of its own field first."""
    seen: set[tuple[IdentifierKind, str]] = set()
    for found in _all(listing):
        mark = (found.kind, found.value or found.written)
        if mark not in seen:
            seen.add(mark)
            yield found


def model_number(written: str) -> str:
    """Return a model number as it is compared: folded, letters and digits only."""
    return _NO_LETTER_OR_DIGIT.sub("", fold(written).text)


def is_model_number(value: str) -> bool:
    """Tell whether a folded word may number a model: it has a digit and is no year and no amount."""
    has_digit = any(letter.isdigit() for letter in value)
    return has_digit and len(value) >= 3 and not _YEAR.fullmatch(value) and not MEASURE.fullmatch(value)


def _all(listing: Listing) -> Iterator[Identifier]:
    if listing.gtin.strip():
        yield _number(listing.gtin.strip(), labelled=True, span=None)
    for where, text in ((TextField.TITLE, listing.title), (TextField.DESCRIPTION, listing.description)):
        if text:
            folded = fold(text)
            yield from _numbers_in(folded, where)
            yield from _models_in(folded, where)


def _numbers_in(folded: Folded, where: TextField) -> Iterator[Identifier]:
    taken: set[int] = set()
    for found in _LABELLED.finditer(folded.text):
        number = _shortest_valid(found[2], isbn=found["isbn"] is not None)
        start, end = folded.span(found.start(2), found.start(2) + len(number))
        taken.add(found.start(2))
        yield _number(number, labelled=True, span=Span(where, start, end), isbn=found["isbn"] is not None)
    for found in _BARE.finditer(folded.text):
        if found.start() not in taken and canonical(found[0]) is not None:
            yield _number(found[0], labelled=False, span=Span(where, *folded.span(*found.span())))


def _shortest_valid(written: str, *, isbn: bool) -> str:
    """Return as many of some groups of digits as make a valid number, or all of them."""
    ends = [found.start() for found in re.finditer("[ -]", written)] + [len(written)]
    read = canonical_isbn if isbn else canonical
    return next((written[:end] for end in ends if read(_digits(written[:end])) is not None), written)


def _number(written: str, *, labelled: bool, span: Span | None, isbn: bool = False) -> Identifier:
    digits = _digits(written)
    value = (canonical_isbn(digits) if isbn or len(digits) == 10 else canonical(digits)) or ""
    kind = IdentifierKind.ISBN if isbn or (value and is_isbn(value)) else IdentifierKind.GTIN
    return Identifier(kind=kind, written=written, value=value, labelled=labelled, span=span)


def is_misprinted(found: Identifier) -> bool:
    """Tell whether something that is presented as a GTIN has the length of one, but a wrong check digit."""
    return found.kind is IdentifierKind.GTIN and found.labelled and not found.value and _has_length(found.written)


def _has_length(written: str) -> bool:
    digits = _digits(written)
    return digits.isdigit() and len(digits) in LENGTHS


def _models_in(folded: Folded, where: TextField) -> Iterator[Identifier]:
    for found in _MODEL.finditer(folded.text):
        written = found[1].rstrip("./_-")
        value = _NO_LETTER_OR_DIGIT.sub("", written)
        if is_model_number(value):
            start, end = folded.span(found.start(1), found.start(1) + len(written))
            original = folded.original[start:end]
            span = Span(where, start, end)
            yield Identifier(kind=IdentifierKind.MODEL, written=original, value=value, labelled=True, span=span)


def _digits(written: str) -> str:
    return re.sub(r"[^0-9x]", "", written.lower())
