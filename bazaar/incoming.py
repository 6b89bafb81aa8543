"""A notice as the marketplace's inbox takes it, and the receipt it gives."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """The way by which a notice came."""

    EMAIL = "email"
    API = "api"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingNotice:
    """What a notifier sent, as far as the inbox reads it."""

    notice_id: str
    message_id: str
    """The e-mail's Message-ID; empty for a notice by the API."""
    channel: Channel
    notifier_email: str
    listing_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The marketplace's word that it has a notice."""

    notice_id: str
    received_at: datetime
    listing_ids: tuple[str, ...]
    unknown_ids: tuple[str, ...]
    repeated: bool = False

    def as_row(self) -> dict[str, object]:
        """The receipt as JSON."""
        return {
            "notice_id": self.notice_id,
            "received_at": self.received_at.isoformat(),
            "listing_ids": list(self.listing_ids),
            "unknown_ids": list(self.unknown_ids),
            "repeated": self.repeated,
        }
