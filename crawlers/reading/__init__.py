"""Reading a saved page: its kind with reasons, and an item or cards. Pure functions; nothing is fetched here."""

from crawlers.reading.output import listing_from_page, page_as_json
from crawlers.reading.page import Card, Hints, ItemFields, Page, ReadingHints
from crawlers.reading.reader import read_page

__all__ = ["Card", "Hints", "ItemFields", "Page", "ReadingHints", "listing_from_page", "page_as_json", "read_page"]
