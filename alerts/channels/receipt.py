"""What a channel can say after it tried to hand over a notice."""

from dataclasses import dataclass
from enum import StrEnum


class SendOutcome(StrEnum):
    """What is known after an attempt."""

    SENT = "sent"
    """The receiver took it over and said so."""
    FAILED = "failed"
    """It certainly was not taken over."""
    UNCERTAIN = "uncertain"
    """It may have been taken over. Retry with the same notice id, never as a new notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What is known after one attempt to send a notice; the caller records it with its own time."""

    channel: str
    outcome: SendOutcome
    message_id: str
    detail: str
    """What the receiver said, with its reply code where it gave one, or what went wrong; one line."""
