"""What a search page says of itself: what was asked, how many results there are, where the next page is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from crawlers.reading.blocks import Blocks
from crawlers.reading.document import Document, squeeze, text_of
from crawlers.reading.ids import id_in_address, split_address

_SEARCH_HINTS = (
    "search",
    "suche",
    "soeg",
    "sog",
    "szuka",
    "buscar",
    "busca",
    "recherche",
    "cerca",
    "zoek",
    "haku",
    "keyword",
)
_LARGEST_TOTAL = 10**9
_QUOTED = re.compile(r"[\"“„»«']([^\"“”„»«']{2,120})[\"”“»«']")


@dataclass(frozen=True, slots=True)
class SearchWords:
    """How search pages are worded."""

    query_parameters: tuple[str, ...]
    search_paths: frozenset[str]
    next_words: frozenset[str]
    total: re.Pattern[str]


@cache
def search_words() -> SearchWords:
    """Return the words that the reader knows."""
    text = files(__package__).joinpath("search_words.yaml").read_text("utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    words = "|".join(re.escape(word) for word in sorted(data["result_words"], key=len, reverse=True))
    return SearchWords(
        tuple(data["query_parameters"]),
        frozenset(data["search_paths"]),
        frozenset(data["next_words"]),
        re.compile(
            rf"(?<![\d.,])(\d{{1,3}}(?:[.,'’\s\u00a0\u202f]\d{{3}})+|\d{{1,9}})\+?\s*(?:[^\W\d]{{1,16}}\s+)?(?:{words})(?!\w)",
            re.I,
        ),
    )


def query_in_address(url: str | None) -> str | None:
    """Return what an address asks for, or None."""
    query: Mapping[str, str] = split_address(url)[1] if url else {}
    return next(
        (squeeze(query[name], 200) for name in search_words().query_parameters if query.get(name, "").strip()), None
    )


def is_search_address(url: str | None) -> bool:
    """Whether an address is that of a search or a category rather than of an item."""
    if not url:
        return False
    if query_in_address(url):
        return True
    segments = [segment.casefold() for segment in split_address(url)[0].split("/") if segment]
    named = any(
        segment in search_words().search_paths or segment.startswith(("search", "suche")) for segment in segments
    )
    return named and not id_in_address(url)


def query_understood(document: Document) -> str | None:
    """Return what the page says it searched for: the search box, the address, a quotation in its heading."""
    names = search_words().query_parameters
    for node in document.root.iter("input"):
        value = squeeze(node.get("value"), 200)
        if value and (node.get("type") or "text").lower() in ("text", "search"):
            told = (node.get("name") or "").lower()
            hint = f"{node.get('id') or ''} {node.get('class') or ''} {told}".lower()
            if told in names or node.get("type") == "search" or any(word in hint for word in _SEARCH_HINTS):
                return value
    if found := query_in_address(document.url):
        return found
    quoted = _QUOTED.search(document.h1) or _QUOTED.search(document.title)
    return squeeze(quoted[1], 200) if quoted else None


def total_results(blocks: Blocks) -> int | None:
    """Return the number of results that headings state, else that any short line in the main part does."""
    document = blocks.document
    for node in document.root.iter("h1", "h2"):
        if (total := total_in(text_of(node, 300))) is not None:
            return total
    short = (block for block in blocks.all[:1500] if len(block.text) < 120 and blocks.zone(block.element) == "main")
    stated = [total for block in short if (total := total_in(block.text)) is not None]
    return next((total for total in stated if total), next(iter(stated), total_in(document.title)))


def total_in(text: str) -> int | None:
    """Return the largest number of results that a text states, or None."""
    numbers = [int(re.sub(r"\D", "", found[1])) for found in search_words().total.finditer(text)]
    return max((number for number in numbers if number < _LARGEST_TOTAL), default=None)


def next_page(document: Document) -> str | None:
    """Return the absolute address of the next page of results, or None."""
    for node in document.root.iter("link", "a"):
        if "next" in (node.get("rel") or "").lower().split() and (found := _other_page(document, node.get("href"))):
            return found
    for node in document.root.iter("a"):
        texts = (text_of(node, 40), node.get("aria-label") or "", node.get("title") or "")
        if any(_says_next(text) for text in texts) and (found := _other_page(document, node.get("href"))):
            return found
    return None


def _says_next(text: str) -> bool:
    folded = text.strip().casefold()
    bare = folded.strip(" ›»→>") or folded
    return bare in search_words().next_words and len(folded) < 30


def _other_page(document: Document, href: str | None) -> str | None:
    if not href or href.startswith("#"):
        return None
    address = document.absolute(href)
    return address if address and address != document.url else None
