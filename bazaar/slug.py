"""The readable end of an address."""

import re
import unicodedata

_KEPT = re.compile(r"[^a-z0-9]+")


def slug(title: str, limit: int = 60) -> str:
    """The title in small Latin letters and hyphens; `listing` where nothing is left of it."""
    letters = unicodedata.normalize("NFKD", title.casefold().replace("ß", "ss"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _KEPT.sub("-", plain).strip("-")[:limit].rstrip("-") or "listing"
