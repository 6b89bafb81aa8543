"""What is wrong with a listing, in the three families that law and practice keep apart."""

from enum import StrEnum


class Concern(StrEnum):
    """Why a listing may have to go. The legal ground lies below it, in words of the list's owner."""

    COUNTERFEIT = "counterfeit"
    UNSAFE = "unsafe"
    WILDLIFE = "wildlife"
