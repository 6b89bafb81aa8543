"""A page, parsed once: the visible tree, the scripts apart from it, and what its head declares."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from crawlers.reading.encoding import decode_page, without_controls

MAX_BYTES = 8 * 1024 * 1024
"""Pages are cut here before they are parsed."""
_MAX_SCRIPTS = 400
_INVISIBLE = ("style", "noscript", "template", "svg", "iframe", "object")
_EMPTY_PAGE = "<html><body></body></html>"
_SITE = re.compile(r"https?://[\w.:-]+")


@dataclass(frozen=True, slots=True)
class Script:
    """One script element: its declared type, its id and its text."""

    type: str
    element_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed page. The tree holds no scripts, styles or comments."""

    root: HtmlElement
    scripts: tuple[Script, ...]
    script_addresses: tuple[str, ...]
    """Where scripts are loaded from."""
    metas: Mapping[str, tuple[str, ...]]
    """Lower-case name, property or itemprop of a meta element to its contents, in order."""
    url: str | None
    """The address told, else the canonical one that the page declares."""
    base_url: str
    language: str | None
    title: str
    h1: str
    """The first non-empty main heading."""

    @property
    def host(self) -> str:
        """The host of the page's address in lower case, or an empty string."""
        return host_of(self.url or self.base_url)

    def meta(self, *names: str) -> str | None:
        """Return the first non-empty content among the named meta elements."""
        for name in names:
            for content in self.metas.get(name, ()):
                if content:
                    return content
        return None

    def absolute(self, href: str | None) -> str | None:
        """Return an absolute http(s) address, or None."""
        return absolute(self.base_url, href)


def host_of(url: str) -> str:
    """Return the host of an address in lower case, or an empty string."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=2048)
def absolute(base: str, href: str | None) -> str | None:
    """Return an absolute http(s) address, or None where the reference is none."""
    if not href or len(href) > 4000 or href.lstrip()[:11].lower().startswith(("javascript:", "mailto:", "data:")):
        return None
    try:
        joined = urljoin(base, href.strip())
    except ValueError:
        return None
    return joined if joined.startswith(("http://", "https://")) else None


def squeeze(text: str | None, limit: int = 20_000) -> str:
    """Return the text on one line, without control characters and cut to the limit."""
    if not text:
        return ""
    line = " ".join(text[: limit * 2].split())
    return (line if line.isprintable() else without_controls(line))[:limit]


def text_of(element: HtmlElement, limit: int = 20_000) -> str:
    """Return the visible text of an element on one line."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        pieces.append(piece)
        size += len(piece)
        if size > limit * 2:
            break
    return squeeze(" ".join(pieces), limit)


def parse_page(body: bytes, url: str | None = None, content_type: str | None = None) -> Document:
    """Return the parsed page; whatever the bytes are, there is a document, if an empty one."""
    root = _parse(decode_page(body[:MAX_BYTES], content_type))
    addresses = tuple(str(source) for source in root.xpath("//script/@src | //iframe/@src")[:200])
    scripts = tuple(_take_scripts(root))
    metas = _metas(root)
    base_url = _base_url(root, url, metas)
    titles = (text_of(node, 500) for node in root.iter("title"))
    headings = (text_of(node, 500) for node in root.iter("h1"))
    return Document(
        root=root,
        scripts=scripts,
        script_addresses=addresses,
        metas=metas,
        url=url or declared_url(root, metas, base_url),
        base_url=base_url,
        language=_language(root, metas),
        title=next((text for text in titles if text), ""),
        h1=next((text for text in headings if text), ""),
    )


def _parse(text: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    for candidate in (text, _EMPTY_PAGE):
        try:
            return document_fromstring(candidate.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
            continue
    return document_fromstring(_EMPTY_PAGE)


def _take_scripts(root: HtmlElement) -> Iterator[Script]:
    """Yield the scripts and take them, and all that a browser would not show, out of the tree."""
    for count, node in enumerate(list(root.iter("script"))):
        if count < _MAX_SCRIPTS and node.text:
            yield Script((node.get("type") or "").lower().strip(), node.get("id") or "", node.text)
        _drop(node)
    for node in list(root.iter(*_INVISIBLE)):
        _drop(node)


def _drop(node: HtmlElement) -> None:
    if node.getparent() is not None:
        node.drop_tree()


def _metas(root: HtmlElement) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for node in root.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower().strip()
        content = squeeze(node.get("content"))
        if name and content and len(found.get(name, ())) < 20:
            found[name] = (*found.get(name, ()), content)
    return found


def declared_url(root: HtmlElement, metas: Mapping[str, tuple[str, ...]], base_url: str) -> str | None:
    """Return the address that a page declares as its own."""
    for node in root.iter("link"):
        if (node.get("rel") or "").lower() == "canonical" and (found := absolute(base_url, node.get("href"))):
            return found
    return absolute(base_url, next(iter(metas.get("og:url", ())), None))


def _base_url(root: HtmlElement, url: str | None, metas: Mapping[str, tuple[str, ...]]) -> str:
    base = next((node.get("href") for node in root.iter("base") if node.get("href")), None)
    told = url or declared_url(root, metas, "")
    told = told or _most_linked_site(root)
    return absolute(told, base) or told


def _most_linked_site(root: HtmlElement) -> str:
    """Return the front page of the site that a page without an address links to most, or nothing."""
    hrefs = (node.get("href") or "" for node in islice(root.iter("a"), 2000))
    sites = Counter(found.group() for href in hrefs if (found := _SITE.match(href)))
    if not sites:
        return ""
    best = sites.most_common(1)[0][0]
    family = best.rpartition("//")[2].split(".")[-2:]
    front = [site for site in sites if "//www." in site and site.split(".")[-2:] == family]
    return f"{front[0] if front else best}/"


def _language(root: HtmlElement, metas: Mapping[str, tuple[str, ...]]) -> str | None:
    told = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    told = told or next(iter(metas.get("og:locale", metas.get("content-language", ()))), "")
    found = re.match(r"[a-zA-Z]{2}(?=$|[-_])", told.strip())
    return found.group().lower() if found else None
