"""From reviewed suspicions to a notice that is complete, or refused."""

from collections.abc import Collection, Mapping
from datetime import datetime

from domain.case import Case
from domain.clock import require_utc
from domain.listing import Listing, ListingKey
from domain.notice import IncompleteNoticeError, Notice, NoticeItem, Notifier
from domain.review import Review


def draft_notice(
    case: Case,
    listings: Mapping[ListingKey, Listing],
    *,
    notifier: Notifier,
    language: str,
    notice_id: str,
    at: datetime,
    good_faith: bool,
    only: Collection[ListingKey] | None = None,
) -> Notice:
    """Draft the notice about the suspected listings of a case, or say everything that it lacks.

    The explanation of each listing is the reviewer's reason, in the reviewer's words: what the machine found
    is not told, for the words of a list may be confidential. `only` leaves out listings notified before.
    """
    wanted = [key for key in case.suspected if only is None or key in only]
    missing = [key for key in wanted if key not in listings]
    if missing:
        raise IncompleteNoticeError(tuple(f"listing {key} is not at hand: load what was seen of it" for key in missing))
    reviews = tuple(_latest_review(case, key) for key in wanted)
    return Notice(
        notice_id=notice_id,
        case_id=case.case_id,
        marketplace=case.marketplace,
        concern=case.concern,
        legal_ground="; ".join(dict.fromkeys(review.ground for review in reviews)),
        items=tuple(_item(listings[review.key], review) for review in reviews),
        notifier=notifier,
        good_faith=good_faith,
        language=language,
        reviews=reviews,
        drafted_at=require_utc(at),
    )


def _latest_review(case: Case, key: ListingKey) -> Review:
    return next(review for review in reversed(case.reviews) if review.key == key)


def _item(listing: Listing, review: Review) -> NoticeItem:
    return NoticeItem(key=listing.key, url=listing.url, title=listing.title, explanation=review.reason)
