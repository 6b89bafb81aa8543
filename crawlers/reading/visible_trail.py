"""The trail of categories above an offer: an element named so, or names between marks."""

import re
from itertools import pairwise

from lxml.html import HtmlElement

from crawlers.reading.blocks import Blocks
from crawlers.reading.document import Document, text_of

_TRAIL_NAME = re.compile(r"bread-?_?crumb|brotkrum|fil-?ariane|crumbs|okruszki|migas", re.I)
_TRAIL_MARK = re.compile(r"^[>›»/|→·\\<‹«-]+$")
_HOME = re.compile(
    r"^(?:home|start|startseite|accueil|inicio|início|strona główna|hem|forside|etusivu|úvod|főoldal|acasă)$", re.I
)


def visible_trail(blocks: Blocks) -> tuple[str, ...]:
    """Return the names of the categories, the widest first, or nothing."""
    return _named_trail(blocks.document) or _marked_trail(blocks)


def _named_trail(document: Document) -> tuple[str, ...]:
    """Return the names of the first breadcrumb trail with at least two steps."""
    for node in document.root.xpath("//*[@class or @id or @aria-label or @data-testid]"):
        names = " ".join(node.get(key) or "" for key in ("class", "id", "aria-label", "data-testid"))
        if _TRAIL_NAME.search(names):
            steps = _steps(node)
            if len(steps) >= 1:
                return steps
    return ()


def _marked_trail(blocks: Blocks) -> tuple[str, ...]:
    """Return the names around the first run of two or more marks such as `>` before the heading."""
    marks = [each.index for each in blocks.all[: blocks.heading_index + 1] if _TRAIL_MARK.match(each.text)]
    for first, second in pairwise(marks):
        if second - first == 2 and first > 0:
            run = [first, *(mark for mark in marks if mark > first and (mark - first) % 2 == 0)]
            run = [mark for place, mark in enumerate(run) if mark == first + 2 * place]
            texts = [
                blocks.all[first - 1].text,
                *(blocks.all[mark + 1].text for mark in run if mark + 1 < len(blocks.all)),
            ]
            return tuple(text for text in texts if len(text) < 80 and not _HOME.match(text) and text != blocks.headline)
    return ()


def _steps(node: HtmlElement) -> tuple[str, ...]:
    texts = [
        text
        for link in node.iter("a", "li")
        if (text := text_of(link, 120)) and not list(link.iterchildren("li", "ul", "ol"))
    ]
    texts = list(dict.fromkeys(text.strip(" >›»/|→·") for text in texts))
    return tuple(
        text for text in texts[:12] if text and not _TRAIL_MARK.match(text) and not _HOME.match(text) and len(text) < 80
    )
