"""What a saved page is, decided before anything is read from it."""

from enum import StrEnum


class PageKind(StrEnum):
    """The kinds of page that a marketplace answers with."""

    ITEM = "item"
    ITEM_ENDED = "item_ended"
    ITEM_SOLD = "item_sold"
    ITEM_REMOVED = "item_removed"
    ITEM_UNAVAILABLE_HERE = "item_unavailable_here"
    SEARCH = "search"
    SEARCH_EMPTY = "search_empty"
    HOME = "home"
    LOGIN = "login"
    CONSENT = "consent"
    BLOCK = "block"
    ERROR = "error"
    MAINTENANCE = "maintenance"
    UNKNOWN = "unknown"

    @property
    def is_listing_page(self) -> bool:
        """Whether the marketplace shows us one listing or says what became of it."""
        return self in _LISTING_PAGES


_LISTING_PAGES = frozenset(
    (
        PageKind.ITEM,
        PageKind.ITEM_ENDED,
        PageKind.ITEM_SOLD,
        PageKind.ITEM_REMOVED,
        PageKind.ITEM_UNAVAILABLE_HERE,
    )
)
