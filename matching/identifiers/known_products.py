"""Recalled goods and the goods of known brands, looked up by number and name."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from domain.brand_master import BrandMaster
from domain.recall import Recall
from matching.identifiers.gtin import canonical, canonical_isbn
from matching.identifiers.written import is_model_number, model_number
from termscan import fold

_BETWEEN = re.compile(r"[,;|\n]+|\s+/\s+|\s{2,}")
"""What parts several numbers in one field of a register."""
_BETWEEN_BRANDS = re.compile(r"[,;|\n]|\s/\s")
_WORD = re.compile(r"[^\W_]+")
_NO_BRAND = frozenset(
    ("unknown", "unbranded", "no brand", "none", "n a", "na", "not available", "various", "original", "no name",
     "noname", "generic", "inconnu", "inconnue", "sans marque", "unbekannt", "ohne marke", "neuvedena", "nieznana",
     "sconosciuto")
)  # fmt: skip
"""What registers write where there is no brand. Source: read in alerts of Safety Gate."""
_FEWEST_LETTERS_OF_A_BRAND = 2
_ISBN_10 = 10

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class KnownName:
    """A recalled product's name, in folded words, without its brand."""

    words: tuple[str, ...]
    recall: Recall


class KnownProducts:
    """What listings are compared with; it does not change once built."""

    def __init__(self, recalls: Iterable[Recall] = (), masters: Iterable[BrandMaster] = ()) -> None:
        self._recalls = tuple(recalls)
        self._masters = tuple(masters)
        self._recalls_by_gtin: dict[str, list[Recall]] = {}
        self._recalls_by_model: dict[str, list[Recall]] = {}
        self._recalls_by_brand: dict[str, list[Recall]] = {}
        self._names: dict[str, tuple[KnownName, ...]] = {}
        self._masters_by_gtin: dict[str, BrandMaster] = {}
        self._masters_by_prefix: dict[str, BrandMaster] = {}
        self._masters_by_model: dict[str, list[BrandMaster]] = {}
        for recall in self._recalls:
            self._add_recall(recall)
        for master in self._masters:
            self._add_master(master)

    def __bool__(self) -> bool:
        """Whether there is anything to compare with."""
        return bool(self._recalls or self._masters)

    @cached_property
    def digest(self) -> str:
        """The SHA-256, hexadecimal, over all that is known: the same digest gives the same indicators."""
        total = hashlib.sha256()
        for recall in self._recalls:
            total.update(repr(recall).encode("utf-8", "surrogatepass"))
        for master in self._masters:
            total.update(repr(master).encode("utf-8", "surrogatepass"))
        return total.hexdigest()

    def recalls_of(self, gtin: str) -> Sequence[Recall]:
        """Return the recalls of a canonical GTIN."""
        return self._recalls_by_gtin.get(gtin, ())

    @property
    def has_models(self) -> bool:
        """Whether any recall gives a model number."""
        return bool(self._recalls_by_model)

    def recalls_of_model(self, model: str) -> Sequence[Recall]:
        """Return the recalls of a model number, of whatever brand."""
        return self._recalls_by_model.get(model, ())

    def names_of(self, brand: str) -> Sequence[KnownName]:
        """Return the names of a brand's recalled products; the brand in folded words."""
        if brand not in self._recalls_by_brand:
            return ()
        if brand not in self._names:  # folded only for the brands that listings name
            self._names[brand] = tuple(_names(brand, self._recalls_by_brand[brand]))
        return self._names[brand]

    def master_of(self, gtin: str) -> BrandMaster | None:
        """Return the brand that a canonical GTIN belongs to, by the number itself or by its company's prefix."""
        if gtin in self._masters_by_gtin:
            return self._masters_by_gtin[gtin]
        wide = gtin[1:]
        found = (self._masters_by_prefix.get(wide[:length]) for length in range(12, 5, -1))
        return next((master for master in found if master is not None), None)

    def masters_of_model(self, model: str) -> Sequence[BrandMaster]:
        """Return the brands that number a model so."""
        return self._masters_by_model.get(model, ())

    def _add_recall(self, recall: Recall) -> None:
        for gtin in gtins_in(recall.gtin):
            _put(self._recalls_by_gtin, gtin, recall)
        for model in models_in(recall.model):
            _put(self._recalls_by_model, model, recall)
        for brand in brands_in(recall.brand):
            if recall.name:
                _put(self._recalls_by_brand, brand, recall)

    def _add_master(self, master: BrandMaster) -> None:
        for written in master.gtins:
            for gtin in gtins_in(written):
                self._masters_by_gtin[gtin] = master
        for prefix in master.gtin_prefixes:
            self._masters_by_prefix[prefix.strip()] = master
        for model in master.models:
            if is_model_number(number := model_number(model)):
                _put(self._masters_by_model, number, master)


def gtins_in(field: str) -> Iterator[str]:
    """Yield the canonical GTINs of a register's field: one number or several, with spaces within or between."""
    for part in _BETWEEN.split(field) if not field.isdigit() else (field,):
        words = part.split()
        whole = _gtin(part.replace(" ", "").replace("-", ""))
        if whole is not None:
            yield whole
        elif len(words) > 1:
            yield from (gtin for word in words if (gtin := _gtin(word)) is not None)


def _gtin(digits: str) -> str | None:
    return canonical_isbn(digits) if len(digits) == _ISBN_10 else canonical(digits)


def models_in(field: str) -> Iterator[str]:
    """Yield the model numbers of a register's field, as they are compared."""
    for part in _BETWEEN.split(field):
        number = model_number(part)
        if is_model_number(number):
            yield number


@lru_cache(maxsize=4096)
def brands_in(field: str) -> tuple[str, ...]:
    """Return the brands of a register's field, each in folded words; what stands for *no brand* is none."""
    brands = (" ".join(folded_words(part)) for part in _BETWEEN_BRANDS.split(field))
    return tuple(brand for brand in brands if len(brand) >= _FEWEST_LETTERS_OF_A_BRAND and brand not in _NO_BRAND)


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded."""
    return tuple(_WORD.findall(fold(text).text)) if text else ()


def _names(brand: str, recalls: Iterable[Recall]) -> Iterator[KnownName]:
    own = frozenset(brand.split())
    for recall in recalls:
        if words := tuple(word for word in folded_words(recall.name) if word not in own):
            yield KnownName(words, recall)


def _put(index: dict[K, list[V]], key: K, value: V) -> None:
    index.setdefault(key, []).append(value)
