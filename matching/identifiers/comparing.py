"""From the numbers and names of a listing to indicators: is it a recalled product, or one under a borrowed number?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from domain.brand_master import BrandMaster
from domain.concern import Concern
from domain.indicator import Indicator, Span
from domain.listing import Listing
from domain.recall import Recall
from matching.context.words import Role, context_words
from matching.identifiers.gtin import names_a_product
from matching.identifiers.known_products import KnownName, KnownProducts, brands_in, folded_words
from matching.identifiers.written import Identifier, IdentifierKind, identifiers_of, is_misprinted
from matching.languages import language_of
from matching.ordinary import written_words

WEIGHTS = {
    "recalled GTIN": 0.90,
    "recalled in-store number and brand": 0.50,
    "recalled model, specific": 0.75,
    "recalled model": 0.50,
    "recalled name": 0.40,
    "GTIN of another brand": 0.45,
    "GTIN of a brand that is not named": 0.25,
    "model of another brand": 0.30,
    "wrong check digit": 0.10,
}
"""What each indicator adds to the score; an alert begins at 0.70, a review at 0.40."""

SIMILAR = 90
"""How alike a recalled name and the words of a title must be: rapidfuzz's token_set_ratio, 0 to 100."""
COVERED = 0.25
"""The least share of a title's letters, its brand aside, that a recalled name must make up: a spare part says more."""
SPECIFIC = 5
"""Letters and digits from which a model number with both, or with six digits, hardly belongs to another product."""
_FEWEST_LETTERS_OF_A_NAME = 5
_LONGEST_BRAND = 4
_LONGEST_MODEL = 3
"""Words."""
_FITTING = 2
"""Words before a brand in which `for` still means that something only fits it."""
_MOST_WORDS = 2000
"""Words of a title or description in which brands, names and model numbers are looked for."""


@dataclass(frozen=True)
class _Said:
    """The words of a listing, folded."""

    listing: Listing

    @cached_property
    def title(self) -> tuple[str, ...]:
        return folded_words(self.listing.title)[:_MOST_WORDS]

    @cached_property
    def brand(self) -> str:
        return " ".join(folded_words(self.listing.brand))

    @cached_property
    def description(self) -> tuple[str, ...]:
        return folded_words(self.listing.description)[:_MOST_WORDS]

    @cached_property
    def _named(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _texts(self) -> tuple[tuple[str, ...], ...]:
        return self.title, self.description

    def names(self, brand: str) -> bool:
        """Tell whether the listing offers something as of a brand: not for it, and not by an ordinary word."""
        if brand not in self._named:
            self._named[brand] = self._names(brand)
        return self._named[brand]

    def _names(self, brand: str) -> bool:
        if f" {brand} " in f" {self.brand} ":
            return True
        if brand in written_words():
            return False
        wanted = tuple(brand.split())
        fits = context_words(language_of(self.listing))[Role.FITS_BEFORE]
        return any(
            not any(word in fits for word in words[max(0, first - _FITTING) : first])
            for words in self._texts
            for first in _places(wanted, words)
        )

    def phrases(self, longest: int, texts: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
        """Yield the runs of up to some words of each text."""
        for words in texts:
            for first in range(len(words)):
                for last in range(first + 1, min(first + longest, len(words)) + 1):
                    yield tuple(words[first:last])


def identifier_indicators(listing: Listing, products: KnownProducts) -> Iterator[Indicator]:
    """Yield what the numbers and the name of a listing say against it, each kind of reason once at most."""
    written = tuple(identifiers_of(listing))
    yield from _misprinted(written)
    if products:
        said = _Said(listing)
        recalled = _by_gtin(written, said, products) or _by_model(written, said, products) or _by_name(said, products)
        if recalled is not None:
            yield recalled
        yield from _borrowed(written, said, products)


def _misprinted(written: Sequence[Identifier]) -> Iterator[Indicator]:
    found = next((each for each in written if is_misprinted(each)), None)
    if found is not None:
        detail = f"{found.written} is presented as a GTIN, but its check digit is wrong"
        yield _indicator("wrong check digit", detail, Concern.COUNTERFEIT, found.span)


def _by_gtin(written: Sequence[Identifier], said: _Said, products: KnownProducts) -> Indicator | None:
    weaker: Indicator | None = None
    for found in written:
        for recall in products.recalls_of(found.value) if found.kind is not IdentifierKind.MODEL else ():
            detail = f"{found.kind} {found.written} is that of {_told(recall)}"
            if names_a_product(found.value):
                return _indicator("recalled GTIN", detail, Concern.UNSAFE, found.span)
            if weaker is None and _names_any(said, recall):
                name = "recalled in-store number and brand"
                weaker = _indicator(name, f"{detail}, and so is the brand", Concern.UNSAFE, found.span)
    return weaker


def _by_model(written: Sequence[Identifier], said: _Said, products: KnownProducts) -> Indicator | None:
    weaker: Indicator | None = None
    for model, shown, span in _models(written, said) if products.has_models else ():
        for recall in products.recalls_of_model(model):
            if not _names_any(said, recall):
                continue
            detail = f"brand and model number “{shown}” are those of {_told(recall)}"
            if is_specific(model):
                return _indicator("recalled model, specific", detail, Concern.UNSAFE, span)
            weaker = weaker or _indicator("recalled model", detail, Concern.UNSAFE, span)
    return weaker


def is_specific(model: str) -> bool:
    """Tell whether a model number is unlikely to be another product's of the same brand."""
    digits = sum(letter.isdigit() for letter in model)
    return digits >= 6 or (len(model) >= SPECIFIC and 0 < digits < len(model))


def _models(written: Sequence[Identifier], said: _Said) -> Iterator[tuple[str, str, Span | None]]:
    """Yield what may be a model number: what is called one, then each run of words."""
    for found in written:
        if found.kind is IdentifierKind.MODEL:
            yield found.value, found.written, found.span
    for phrase in said.phrases(_LONGEST_MODEL, (said.title, said.description)):
        yield "".join(phrase), " ".join(phrase), None


def _by_name(said: _Said, products: KnownProducts) -> Indicator | None:
    brands = {" ".join(phrase) for phrase in said.phrases(_LONGEST_BRAND, (said.title, said.brand.split()))}
    for brand in sorted(brands):
        names = products.names_of(brand)
        if names and said.names(brand):
            own = frozenset(brand.split())
            rest = [word for word in said.title if word not in own]
            for name in names:
                if _is_named(name, rest):
                    detail = f"brand and name are like those of {_told(name.recall)}"
                    return _indicator("recalled name", detail, Concern.UNSAFE, None)
    return None


def _is_named(name: KnownName, title: Sequence[str]) -> bool:
    """Tell whether the words of a title are a recalled name; what has a digit must be the same."""
    length = sum(map(len, name.words))
    if length < _FEWEST_LETTERS_OF_A_NAME or length < COVERED * sum(map(len, title)):
        return False
    if any(word not in title for word in name.words if any(letter.isdigit() for letter in word)):
        return False
    return fuzz.token_set_ratio(" ".join(name.words), " ".join(title)) >= SIMILAR


def _borrowed(written: Sequence[Identifier], said: _Said, products: KnownProducts) -> Iterator[Indicator]:
    """Yield a flag for a number that belongs to another brand than the one that the listing names."""
    for found in written:
        master = products.master_of(found.value) if found.kind is IdentifierKind.GTIN and found.value else None
        if master is not None and not _is_allowed(said, master):
            whose = f"GTIN {found.written} is one of “{master.brand}”"
            if said.brand:
                detail = f"{whose}, the listing says brand “{said.listing.brand}”"
                yield _indicator("GTIN of another brand", detail, Concern.COUNTERFEIT, found.span)
            else:
                detail = f"{whose}, which the listing does not name"
                yield _indicator("GTIN of a brand that is not named", detail, Concern.COUNTERFEIT, found.span)
            return
    for found in written:
        if found.kind is IdentifierKind.MODEL and is_specific(found.value) and said.brand:
            masters = products.masters_of_model(found.value)
            if masters and not any(_is_allowed(said, master) for master in masters):
                whose = f"model number “{found.written}” is one of “{masters[0].brand}”"
                detail = f"{whose}, the listing says brand “{said.listing.brand}”"
                yield _indicator("model of another brand", detail, Concern.COUNTERFEIT, found.span)
                return


def _is_allowed(said: _Said, master: BrandMaster) -> bool:
    """Tell whether a listing may bear a brand's number: it names the brand, or the brand trusts its seller."""
    seller = said.listing.seller
    if seller is not None and seller.seller_id in master.authorised_sellers:
        return True
    own = (" ".join(folded_words(name)) for name in (master.brand, *master.aliases))
    texts = (f" {said.brand} ", f" {' '.join(said.title)} ")
    return any(f" {name} " in text for name in own for text in texts)


def _names_any(said: _Said, recall: Recall) -> bool:
    return any(said.names(brand) for brand in brands_in(recall.brand))


def _told(recall: Recall) -> str:
    of = f" of {recall.brand}" if recall.brand else ""
    batch = f", batch {recall.batch} only" if recall.batch else ""
    risk = f": {recall.risk}" if recall.risk else ""
    return f"the recalled “{recall.name or recall.product}”{of} ({recall.source} {recall.reference}{risk}{batch})"


def _places(wanted: tuple[str, ...], words: Sequence[str]) -> Iterator[int]:
    for first in range(len(words) - len(wanted) + 1):
        if words[first] == wanted[0] and tuple(words[first : first + len(wanted)]) == wanted:
            yield first


def _indicator(name: str, detail: str, concern: Concern, span: Span | None) -> Indicator:
    return Indicator(name=name, detail=detail, weight=WEIGHTS[name], concern=concern, span=span)
