"""Listing x KeywordLists -> Assessment. Pure but for the store of compiled lists: no clock, no database."""

from matching.matcher import Matcher, assess

__all__ = ["Matcher", "assess"]
