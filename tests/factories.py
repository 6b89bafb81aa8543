"""Whole values with defaults, so that a test says only what it is about."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from domain.alert import Alert
from domain.assessment import Level
from domain.case import Case, CaseStatus
from domain.concern import Concern
from domain.keyword_list import Confidentiality, KeywordList, Term, TermKind
from domain.listing import Listing, ListingKey
from domain.notice import Notice, NoticeItem, Notifier, NotifierCapacity
from domain.review import Review, Verdict
from domain.seller import Seller

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""A Monday."""


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def make_key(listing_id: str = "1001", marketplace: str = "bazaar") -> ListingKey:
    return ListingKey(marketplace=marketplace, listing_id=listing_id)


def make_seller(seller_id: str = "s1", marketplace: str = "bazaar") -> Seller:
    return Seller(marketplace=marketplace, seller_id=seller_id, name=f"Seller {seller_id}")


def make_listing(
    title: str = "Antique bangle",
    description: str = "",
    *,
    listing_id: str = "1001",
    marketplace: str = "bazaar",
    price: str | None = "20.00",
    currency: str | None = "EUR",
    language: str | None = "en",
    seller: Seller | None = None,
    seen_at: datetime = NOON,
) -> Listing:
    return Listing(
        key=make_key(listing_id, marketplace),
        title=title,
        description=description,
        url=f"http://{marketplace}.example/item/{listing_id}",
        price=Decimal(price) if price is not None else None,
        currency=currency,
        language=language,
        seller=seller or make_seller(marketplace=marketplace),
        seen_at=seen_at,
    )


def make_term(text: str = "ivory", *, language: str = "en", kind: TermKind = TermKind.MATERIAL) -> Term:
    return Term(text=text, language=language, kind=kind)


def make_list(
    *terms: Term,
    concern: Concern = Concern.WILDLIFE,
    list_id: str = "test-list",
    version: str = "1",
    unless: tuple[str, ...] = (),
) -> KeywordList:
    return KeywordList(
        list_id=list_id,
        version=version,
        title="A list for a test",
        concern=concern,
        legal_ground="A regulation",
        owner="The tests",
        languages=("en",),
        confidentiality=Confidentiality.CLEAR,
        licence="CC0-1.0",
        source="written for the test",
        terms=terms,
        unless=unless,
    )


def make_alert(
    listing_id: str = "1001",
    *,
    concern: Concern = Concern.WILDLIFE,
    index_digest: str = "ab12",
    at: datetime = NOON,
) -> Alert:
    return Alert(
        key=make_key(listing_id),
        concern=concern,
        level=Level.ALERT,
        score=0.9,
        reasons=("ivory: exact",),
        list_versions=(("test-list", "1"),),
        index_digest=index_digest,
        raised_at=at,
    )


def make_review(
    listing_id: str = "1001",
    verdict: Verdict = Verdict.SUSPECTED,
    *,
    case_id: int = 1,
    at: datetime = NOON,
) -> Review:
    return Review(
        case_id=case_id,
        key=make_key(listing_id),
        verdict=verdict,
        reviewer="R. Viewer",
        ground="Regulation (EC) No 338/97",
        reason="Offers worked elephant ivory.",
        reviewed_at=at,
    )


def make_case(
    *listing_ids: str,
    case_id: int = 1,
    status: CaseStatus = CaseStatus.OPEN,
    reviews: tuple[Review, ...] = (),
    concern: Concern = Concern.WILDLIFE,
) -> Case:
    return Case(
        case_id=case_id,
        marketplace="bazaar",
        seller_id="s1",
        concern=concern,
        status=status,
        opened_at=NOON,
        alerts=tuple(make_alert(listing_id, concern=concern) for listing_id in listing_ids or ("1001",)),
        reviews=reviews,
    )


def make_notifier() -> Notifier:
    return Notifier(name="N. Otifier", email="n@authority.example", capacity=NotifierCapacity.AUTHORITY)


def make_notice(*listing_ids: str, notice_id: str = "n-1", case_id: int = 1, at: datetime = NOON) -> Notice:
    ids = listing_ids or ("1001",)
    return Notice(
        notice_id=notice_id,
        case_id=case_id,
        marketplace="bazaar",
        concern=Concern.WILDLIFE,
        legal_ground="Regulation (EC) No 338/97",
        items=tuple(
            NoticeItem(
                key=make_key(listing_id),
                url=f"http://bazaar.example/item/{listing_id}",
                title="Antique bangle",
                explanation="Offers worked elephant ivory.",
            )
            for listing_id in ids
        ),
        notifier=make_notifier(),
        good_faith=True,
        language="en",
        reviews=tuple(make_review(listing_id, case_id=case_id) for listing_id in ids),
        drafted_at=at,
    )
