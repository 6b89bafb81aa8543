"""A reasoned report to a marketplace."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.concern import Concern
from domain.errors import MarketsweepError
from domain.listing import ListingKey
from domain.review import Review, Verdict


class NotifierCapacity(StrEnum):
    """In what capacity a notice is sent; marketplaces owe different answers to each."""

    AUTHORITY = "authority"
    TRUSTED_FLAGGER = "trusted_flagger"
    RIGHTS_OWNER = "rights_owner"
    USER = "user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notifier:
    """Who sends a notice, and in what capacity."""

    name: str
    email: str
    capacity: NotifierCapacity
    organisation: str = ""


class IncompleteNoticeError(MarketsweepError):
    """A notice lacks something that the law demands."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("The notice is incomplete: " + "; ".join(faults) + ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeItem:
    """One listing that a notice is about: the exact address and why it is notified."""

    key: ListingKey
    url: str
    title: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A reasoned report to a marketplace. It cannot exist without its legal minimum.

    The minimum is that of Regulation (EU) 2022/2065, article 16(2): a substantiated explanation, the exact
    addresses, name and e-mail of the notifier, and a statement of good faith. It rests on a person's review.
    """

    notice_id: str
    """Ours, unique; the same in every attempt to send it."""
    case_id: int
    marketplace: str
    concern: Concern
    legal_ground: str
    items: tuple[NoticeItem, ...]
    notifier: Notifier
    good_faith: bool
    """The notifier states to believe in good faith that the notice is accurate and complete."""
    language: str
    reviews: tuple[Review, ...]
    """The reviews that it rests on: one that says *suspected* for each listing."""
    drafted_at: datetime

    def __post_init__(self) -> None:
        if faults := tuple(self._faults()):
            raise IncompleteNoticeError(faults)

    def _faults(self) -> list[str]:
        checks = [
            (bool(self.items), "it names no listing: review one of the case's listings as suspected"),
            (
                all(_is_exact_address(item.url) for item in self.items),
                "a listing has no exact http(s) address",
            ),
            (
                all(item.explanation.strip() for item in self.items),
                "a listing has no explanation: give the review a reason",
            ),
            (bool(self.legal_ground.strip()), "it names no legal ground"),
            (bool(self.notifier.name.strip()), "the notifier has no name: set it in the settings"),
            (_is_email(self.notifier.email), "the notifier has no e-mail address: set it in the settings"),
            (self.good_faith, "the statement of good faith is missing: approve it as the notifier"),
            (
                {item.key for item in self.items} <= self._suspected(),
                "a listing has not been reviewed as suspected by a person",
            ),
        ]
        return [fault for holds, fault in checks if not holds]

    def _suspected(self) -> set[ListingKey]:
        return {
            review.key for review in self.reviews if review.verdict is Verdict.SUSPECTED and review.reviewer.strip()
        }


def _is_exact_address(url: str) -> bool:
    scheme, _, rest = url.partition("://")
    return scheme in ("http", "https") and "/" in rest and not any(char.isspace() for char in url)


def _is_email(address: str) -> bool:
    local, at, host = address.rpartition("@")
    return bool(local and at and host) and not any(char.isspace() for char in address)
