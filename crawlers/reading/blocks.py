"""The visible text of a page as a line of short blocks, each with its element and its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from lxml.html import HtmlElement

from crawlers.reading.document import Document, squeeze
from crawlers.reading.values import likeness
from crawlers.reading.wording import wording

_MAX_BLOCKS = 12_000
_HIDDEN_CLASSES = frozenset(
    ("hide", "hidden", "d-none", "is-hidden", "ng-hide", "display-none", "invisible", "u-hidden")
)
_CHROME_TAGS = frozenset(("nav", "footer", "aside", "select", "option"))
_CHROME_NAME = re.compile(
    r"(?<![a-z])(?:footer|(?:menu|nav|navbar|navigation|cookies?|sitemap|mini-?cart|basket|warenkorb)(?![a-z]))", re.I
)
_ELSEWHERE = re.compile(
    r"recommend|similar|related|sponsor|carousel|also[-_]?(?:viewed|bought|like)|recently|more[-_]from|upsell|cross[-_]?sell"
    r"|suggest|you[-_]may|reviews?(?![a-z])|bewertung",
    re.I,
)
_SEPARATOR = re.compile(r"\s+[|–—·•»-]\s+|\s*[|]\s*|\s+:\s+|:\s+(?=\S+$)|\s+::\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """One run of visible text."""

    text: str
    element: HtmlElement
    index: int


class Blocks:
    """All blocks of a page in order, with the place of its main heading."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._zones: dict[HtmlElement, str] = {}
        self._elsewhere = frozenset(_under_headings_of_others(document.root))

    @cached_property
    def all(self) -> tuple[Block, ...]:
        """Every block of the body, in document order."""
        return tuple(_blocks(self.document.root))

    @cached_property
    def text_size(self) -> int:
        """Characters of visible text."""
        return sum(len(block.text) for block in self.all)

    @cached_property
    def main_size(self) -> int:
        """Characters of visible text in the main part."""
        return sum(len(block.text) for block in self.all if self.zone(block.element) == "main")

    @cached_property
    def headline(self) -> str:
        """What the page says it is about: its h1 where that agrees with the title, else the title without the site."""
        return choose_headline(self.document)

    @cached_property
    def heading(self) -> str:
        """The headline where an h1 shows it, else an empty string."""
        headings = (squeeze(node.text_content(), 500) for node in self.document.root.iter("h1", "h2", "h3", "h4"))
        return self.headline if self.headline in headings else ""

    @cached_property
    def heading_index(self) -> int:
        """Index of the block in which the headline stands, or 0."""
        best, best_score = 0, 0.6
        for block in self.all:
            if len(block.text) < 3:
                continue
            heading = any(_tag(node) in ("h1", "h2") for node in _upward(block.element, 3))
            score = likeness(block.text, self.headline) * min(1.0, len(block.text) / max(1, len(self.headline)))
            score += 0.4 if heading else 0.0
            if score > best_score:
                best, best_score = block.index, score
        return best

    def zone(self, element: HtmlElement) -> str:
        """Return `chrome` for menus and footers, `elsewhere` for other listings and reviews, `hidden`, else `main`."""
        path: list[HtmlElement] = []
        node: HtmlElement | None = element
        while node is not None and node not in self._zones:
            path.append(node)
            node = node.getparent()
        zone = "main" if node is None else self._zones[node]
        for each in reversed(path):
            if zone == "main":
                zone = "elsewhere" if each in self._elsewhere else self.zone_of_itself(each)
            self._zones[each] = zone
        return zone

    @staticmethod
    def zone_of_itself(element: HtmlElement) -> str:
        """Return the zone that an element's own tag, role and class tell."""
        tag = _tag(element)
        if tag in ("body", "html", "main"):
            return "main"
        if _is_hidden(element):
            return "hidden"
        names = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
        if tag in _CHROME_TAGS or element.get("role") == "navigation" or _CHROME_NAME.search(names):
            return "chrome"
        if tag == "header" and next(element.iter("h1"), None) is None and len(list(islice(element.iter("a"), 9))) > 8:
            return "chrome"
        return "elsewhere" if _ELSEWHERE.search(names) else "main"

    def near_heading(self, before: int, after: int) -> Sequence[Block]:
        """Return the blocks around the heading."""
        return self.all[max(0, self.heading_index - before) : self.heading_index + after]


def _under_headings_of_others(root: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements that stand under a heading such as `Similar offers`."""
    for heading in root.iter("h2", "h3", "h4", "h5"):
        if not _opens_elsewhere(squeeze(heading.text_content(), 80)):
            continue
        node = heading
        for _ in range(3):
            if node.getnext() is not None or node.getparent() is None or node.getparent().tag in ("body", "main"):
                break
            node = node.getparent()
        yield heading
        for after in node.itersiblings():
            if after.tag == heading.tag or next(after.iter("h1"), None) is not None:
                break
            yield after


def _opens_elsewhere(text: str) -> bool:
    folded = text.casefold()
    return 3 < len(folded) < 80 and any(words in folded for words in wording().elsewhere_headings)


def _is_hidden(element: HtmlElement) -> bool:
    """Whether an element's own attributes keep it from being shown; texts for screen readers count as shown."""
    style = element.get("style")
    if style and "display:none" in style.replace(" ", "").lower():
        return True
    classes = element.get("class")
    return "hidden" in element.attrib or bool(classes and not _HIDDEN_CLASSES.isdisjoint(classes.lower().split()))


def _tag(element: HtmlElement) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _upward(element: HtmlElement | None, limit: int) -> Iterator[HtmlElement]:
    while element is not None and limit > 0:
        yield element
        element = element.getparent()
        limit -= 1


def _blocks(root: HtmlElement) -> Iterator[Block]:
    index = 0
    for piece in root.xpath("//body//text()[normalize-space()]")[:_MAX_BLOCKS]:
        parent = piece.getparent()
        if piece.is_tail:
            parent = parent.getparent()
        text = squeeze(piece, 4000)
        if text and parent is not None:
            yield Block(text, parent, index)
            index += 1


def choose_headline(document: Document) -> str:
    """Return the h1 that agrees with the declared title, else the declared title without the site's name."""
    declared = without_site(document.meta("og:title", "twitter:title") or document.title, document)
    headings = [text for node in document.root.iter("h1") if (text := squeeze(node.text_content(), 500))]
    names = (document.title, declared)
    ranked = sorted(headings[:12], key=lambda text: -max(likeness(text, name) for name in names))
    if ranked and (not any(names) or max(likeness(ranked[0], name) for name in names) >= 0.5):
        return ranked[0]
    return _lower_heading(document, declared) or declared or next(iter(headings), "")


def _lower_heading(document: Document, declared: str) -> str | None:
    """Return the heading below the first rank that a longer title opens with."""
    lower = (squeeze(node.text_content(), 300) for node in islice(document.root.iter("h2", "h3", "h4"), 40))
    return next((text for text in lower if len(text) >= 6 and declared.startswith(text)), None)


def site_names(document: Document) -> set[str]:
    """Return what the site may be called, letters and digits only, in lower case."""
    host = document.host.removeprefix("www.").removeprefix("m.")
    labels = host.split(".")
    names = {document.meta("og:site_name", "application-name", "al:android:app_name") or "", host, labels[0]}
    if len(labels) > 1:
        names.add(labels[-3] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2])
    return {bare for name in names if len(bare := _bare(name)) >= 3}


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def without_site(title: str, document: Document) -> str:
    """Return a title without the parts at its ends that name the site."""
    names = site_names(document)
    parts = _SEPARATOR.split(title)
    marks = _SEPARATOR.findall(title)
    start, end = 0, len(parts)
    while end - start > 1 and _names_site(parts[end - 1], names):
        end -= 1
    while end - start > 1 and _names_site(parts[start], names):
        start += 1
    kept = parts[start]
    for position in range(start + 1, end):
        kept += marks[position - 1] + parts[position]
    return kept.strip()


def _names_site(part: str, names: set[str]) -> bool:
    bare = _bare(part)
    return (
        bool(bare)
        and len(bare) <= 40
        and any(bare == name or (bare.startswith(name) and len(bare) <= len(name) + 14) for name in names)
    )
