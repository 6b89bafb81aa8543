"""What can go wrong at the bazaar, one class per reaction."""

from datetime import datetime

from domain.errors import MarketsweepError


class ClockBackwardsError(MarketsweepError):
    """Somebody told the bazaar a time that lies behind it."""

    def __init__(self, now: datetime, told: datetime) -> None:
        super().__init__(
            f"The bazaar's clock stands at {now.isoformat()} and cannot go back to {told.isoformat()}. "
            "Tell it a later time, or start a new bazaar."
        )


class UnknownListingError(MarketsweepError):
    """A listing id that the bazaar never gave out."""

    def __init__(self, listing_id: str) -> None:
        super().__init__(f"The bazaar has no listing {listing_id!r}. GET /_bazaar/listings names them all.")


class UnreadableNoticeError(MarketsweepError):
    """A notice that the inbox cannot take: it names no listing, or no notifier."""

    def __init__(self, lacks: str) -> None:
        super().__init__(f"The notice {lacks}. Give the listings' ids or addresses and the notifier's e-mail.")


class ShelfError(MarketsweepError):
    """A file of goods or wording does not say what it must."""

    def __init__(self, where: str, fault: str) -> None:
        super().__init__(f"{where}: {fault}. See the head of the file for its form.")


class NotStartedError(MarketsweepError):
    """The bazaar's server did not come up."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The bazaar's server did not start within {seconds:g} s. Is the port free?")
