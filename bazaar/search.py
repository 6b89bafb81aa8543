"""The marketplace's own search: plain words over title, text and the tags that sellers chose."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bazaar.goods import read_labels
from bazaar.offer import Offer, OfferState

PAGE_SIZE = 24
_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search brought, best first."""

    query: str
    """The query as the marketplace understood it."""
    asked: str
    """The query as it was typed."""
    offers: tuple[Offer, ...]

    @property
    def was_rewritten(self) -> bool:
        """Whether the marketplace searched for something else than it was asked."""
        return self.query != self.asked


def find(offers: Iterable[Offer], asked: str) -> Found:
    """Find listings that hold every word; where there are none, try the nearest known word, and say so."""
    shown = [offer for offer in offers if offer.state is OfferState.LIVE and not offer.not_here]
    hits = _ranked(shown, asked)
    if hits or not asked.strip():
        return Found(query=asked, asked=asked, offers=hits)
    nearest = _nearest(shown, asked)
    if nearest is None:
        return Found(query=asked, asked=asked, offers=())
    return Found(query=nearest, asked=asked, offers=_ranked(shown, nearest))


def in_category(offers: Iterable[Offer], category: str) -> tuple[Offer, ...]:
    """The live listings of a category, newest first."""
    return tuple(o for o in find(offers, "").offers if o.category == category)


def _ranked(offers: Sequence[Offer], query: str) -> tuple[Offer, ...]:
    words = _fold(query).split()
    hits = [offer for offer in offers if all(_holds(_haystack(offer), word) for word in words)]
    newest = sorted(hits, key=lambda offer: (offer.listed_at, offer.listing_id), reverse=True)
    return tuple(sorted(newest, key=lambda offer: -sum(_holds(_fold(offer.title), word) for word in words)))


def _holds(haystack: str, word: str) -> bool:
    """Whether a word begins with the query's word; long words and those without spaces also inside others."""
    if len(word) >= 5 or not word.isascii():
        return word in haystack
    return f" {word}" in f" {haystack}"


def _haystack(offer: Offer) -> str:
    category = read_labels()["categories"].get(offer.category, offer.category)
    return _fold(" ".join((offer.title, offer.description, *offer.tags, offer.brand, category)))


def _nearest(offers: Sequence[Offer], asked: str) -> str | None:
    words = _fold(asked).split()
    known = sorted({word for offer in offers for word in _fold(" ".join(offer.tags)).split()})
    near = [difflib.get_close_matches(word, known, n=1, cutoff=0.8) for word in words]
    return " ".join(match[0] for match in near) if near and all(near) else None


@lru_cache(maxsize=20_000)
def _fold(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(_WORD.findall("".join(c for c in letters if not unicodedata.combining(c))))
