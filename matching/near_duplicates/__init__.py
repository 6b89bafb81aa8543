"""Listings that are the same offer, word for word or slightly changed: found without comparing each with each."""

from matching.near_duplicates.fingerprint import Fingerprint, fingerprint
from matching.near_duplicates.index import NearDuplicate, NearDuplicates
from matching.near_duplicates.likeness import SAME_OFFER, Likeness, likeness, similarity

__all__ = [
    "SAME_OFFER",
    "Fingerprint",
    "Likeness",
    "NearDuplicate",
    "NearDuplicates",
    "fingerprint",
    "likeness",
    "similarity",
]
