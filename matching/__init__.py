"""Listing x KeywordLists -> Assessment. Pure: no I/O, no clock, no database."""

from matching.matcher import Matcher, assess

__all__ = ["Matcher", "assess"]
