"""The language of a listing, as lists and context words name it."""

from domain.listing import Listing


def language_of(listing: Listing) -> str | None:
    """Return the two-letter code of a listing's language, or None where it is not told: `en` of `en-GB`."""
    code = (listing.language or "").replace("_", "-").partition("-")[0].strip().lower()
    return code if code and code != "und" else None
