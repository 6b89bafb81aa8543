"""What one later look at a listing's address showed. Gone is not removed, and a wall is not gone."""

import unicodedata
from dataclasses import dataclass

from domain.listing import Listing
from domain.page_kind import PageKind
from domain.recheck import Look

GONE_STATUSES = frozenset((404, 410, 451))
"""HTTP says with these that the address is no longer there (RFC 9110; 451 is RFC 7725)."""
REFUSED_STATUSES = frozenset((401, 402, 403, 407, 429))
"""HTTP says with these that *we* are not served."""
WALLS = frozenset((PageKind.BLOCK, PageKind.LOGIN, PageKind.CONSENT, PageKind.ITEM_UNAVAILABLE_HERE))
SOLD_OR_ENDED = frozenset((PageKind.ITEM_SOLD, PageKind.ITEM_ENDED))


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLook:
    """What a look showed, with what it was judged by."""

    look: Look
    detail: str


def judge_look(
    *,
    kind: PageKind,
    status: int | None,
    redirected_away: bool,
    then: Listing,
    now: Listing | None,
    failure: str = "",
) -> JudgedLook:
    """Judge one look from the page's kind, the HTTP status and the listing as it was and as it is.

    `status` is None where nothing was answered; `failure` then says why. `redirected_away` says that the
    page shown stands at another address than the listing's. What is not understood is *unknown*, never gone.
    """
    seen = f"{kind.value} page, status {status}" if status is not None else failure or "no answer"
    if status is None:
        return JudgedLook(look=Look.UNKNOWN, detail=seen)
    if kind in WALLS or status in REFUSED_STATUSES:
        return JudgedLook(look=Look.BLOCKED_FOR_US, detail=f"{seen}: it says nothing about the listing")
    if status >= 500 or kind is PageKind.MAINTENANCE:
        return JudgedLook(look=Look.UNKNOWN, detail=f"{seen}: the marketplace is not well")
    if kind in SOLD_OR_ENDED:
        return JudgedLook(look=Look.SOLD_OR_ENDED, detail=seen)
    if kind is PageKind.ITEM_REMOVED:
        return JudgedLook(look=Look.GONE, detail=f"{seen}: the marketplace says that it is no longer available")
    if redirected_away:
        return JudgedLook(look=Look.UNKNOWN, detail=f"{seen}: we were sent to another address")
    if status in GONE_STATUSES:
        return _judge_missing(kind, seen)
    if kind is PageKind.ITEM and 200 <= status < 300:
        return _judge_item(then, now, seen)
    return JudgedLook(look=Look.UNKNOWN, detail=f"{seen}: it is not the listing's page")


def _judge_missing(kind: PageKind, seen: str) -> JudgedLook:
    if kind is PageKind.ITEM:
        return JudgedLook(look=Look.UNKNOWN, detail=f"{seen}: the status and the page contradict each other")
    return JudgedLook(look=Look.GONE, detail=f"{seen}: the address is no longer there")


def _judge_item(then: Listing, now: Listing | None, seen: str) -> JudgedLook:
    if now is None:
        return JudgedLook(look=Look.UNKNOWN, detail=f"{seen}: the listing could not be read")
    if now.key != then.key:
        return JudgedLook(look=Look.UNKNOWN, detail=f"{seen}: it shows listing {now.key} instead")
    changed = _changes(then, now)
    if "title" in changed and not _words(then.title) & _words(now.title):
        if _same_seller(then, now):
            return JudgedLook(look=Look.CHANGED, detail=f"{seen}: the seller gave it another title altogether")
        return JudgedLook(look=Look.UNKNOWN, detail=f"{seen}: the id seems to be used for another item")
    if changed:
        return JudgedLook(look=Look.CHANGED, detail=f"{seen}: changed in {', '.join(changed)}")
    return JudgedLook(look=Look.LIVE, detail=seen)


def _changes(then: Listing, now: Listing) -> list[str]:
    """Name the fields that differ; one that was not read on one of the two looks is not a change."""
    changed = []
    if _folded(then.title) != _folded(now.title):
        changed.append("title")
    if then.description and now.description and _folded(then.description) != _folded(now.description):
        changed.append("description")
    priced = then.price is not None and now.price is not None
    if priced and (then.price, then.currency) != (now.price, now.currency):
        changed.append("price")
    return changed


def _same_seller(then: Listing, now: Listing) -> bool:
    return then.seller is not None and now.seller is not None and then.seller.seller_id == now.seller.seller_id


def _words(text: str) -> frozenset[str]:
    return frozenset(_folded(text).split())


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
