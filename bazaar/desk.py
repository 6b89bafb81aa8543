"""The desk at which notices are received, once each, and wait for a decision."""

from datetime import datetime

from bazaar.incoming import IncomingNotice, Receipt


class NoticeDesk:
    """Knows every notice that came, under which message, and which listings wait for the moderator."""

    def __init__(self) -> None:
        self._receipts: dict[str, Receipt] = {}
        self._message_ids: dict[str, str] = {}
        self._waiting: dict[str, list[str]] = {}

    def receipt(self, notice_id: str) -> Receipt | None:
        """The receipt of a notice that came before."""
        return self._receipts.get(notice_id)

    def first_receipt(self, notice: IncomingNotice) -> Receipt | None:
        """The receipt that the same notice or the same message got before, if it did."""
        notice_id = self._message_ids.get(notice.message_id, notice.notice_id)
        return self._receipts.get(notice_id)

    def file(self, notice: IncomingNotice, known: tuple[str, ...], at: datetime) -> Receipt:
        """Take a notice that is new."""
        receipt = Receipt(
            notice_id=notice.notice_id,
            received_at=at,
            listing_ids=known,
            unknown_ids=tuple(i for i in notice.listing_ids if i not in known),
        )
        self._receipts[notice.notice_id] = receipt
        if notice.message_id:
            self._message_ids[notice.message_id] = notice.notice_id
        return receipt

    def is_considered(self, listing_id: str) -> bool:
        """Whether the moderator has already made up their mind about the listing, but not acted yet."""
        return listing_id in self._waiting

    def wait(self, listing_id: str, notice_id: str) -> None:
        """Let a notice wait for what is decided about the listing."""
        self._waiting.setdefault(listing_id, []).append(notice_id)

    def close(self, listing_id: str) -> tuple[str, ...]:
        """The notices that waited for this decision, the first one first."""
        return tuple(self._waiting.pop(listing_id, ()))
