"""A page as seen."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A page as seen: where its bytes are kept, their SHA-256, when and by whom it was fetched."""

    url: str
    sha256: str
    """Hexadecimal, of the body's bytes."""
    path: str
    """Relative to the evidence store."""
    size: int
    """Bytes."""
    fetched_at: datetime
    fetched_by: str
    status: int | None = None
    """HTTP status code."""
