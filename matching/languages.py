"""The language of a listing, as lists and context words name it."""

from functools import lru_cache

from domain.listing import Listing


def language_of(listing: Listing) -> str | None:
    """Return the two-letter code of a listing's language, or None where it is not told: `en` of `en-GB`."""
    return _code(listing.language) if listing.language else None


@lru_cache(maxsize=1024)
def _code(told: str) -> str | None:
    code = told.replace("_", "-").partition("-")[0].strip().lower()
    return code if code and code != "und" else None
