"""Who sells, as the visible page says: a labelled name, an element named so, or a link to the seller's page."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml.html import HtmlElement

from crawlers.reading.blocks import Blocks
from crawlers.reading.document import squeeze, text_of
from crawlers.reading.wording import as_label, wording

_SELLER_NAME = re.compile(
    r"(?:seller|vendor|merchant|shop|store|dealer|user|owner|advertiser|verk(?:ae|ä)ufer|anbieter|vendeur|vendedor|venditore|sprzedawca)"
    r"[-_]{0,2}(?:display[-_]?)?(?:name|nick|login|title|link|profile[-_]?(?:trigger|link|name)|username|mbg)|"
    r"(?:^|[\s_-])(?:seller|merchant)[-_]?(?:info)?(?:$|\s)|profile-?name|member-?name",
    re.I,
)
_SELLER_PATH = re.compile(
    r"/(?:usr|user|users|seller|sellers|shop|shops|store|stores|profile|profil|vendor|merchant|member|members|haendler|vendedor|vendeur|boutique|sklep"
    r"|uzytkownik|u|sp|s-bestandsliste|pro|author|bruger|anvandare|dealer|loja|tienda|negozio|butik|people)(?:[/.?]|$)",
    re.I,
)
_SELLER_PARAMETERS = (
    "seller",
    "sellerid",
    "seller_id",
    "userid",
    "user_id",
    "us_id",
    "merchant",
    "merchantid",
    "shopid",
    "vendor",
    "sellername",
    "uid",
)
_NOT_A_NAME = re.compile(
    r"^(?:see|view|visit|contact|follow|more|all|other|show|ask|read|report|save|sign|log|message|check|start|sell|open|my|mein|meine|zum|zur|weitere|andere|alle|ver|voir|visiter|contacter|"
    r"contactar|vedi|zobacz|napisz|wszystkie|se|visa|bekijk|poser|otros|otras|les|feedback|positive|\d)\b",
    re.I,
)


def visible_seller(blocks: Blocks, labelled: str | None) -> tuple[str | None, str | None]:
    """Return the seller's name and id, each None where the page does not show it."""
    link = _seller_link(blocks)
    name = (
        _opening(blocks)
        or _named_element(blocks)
        or _as_name(labelled)
        or (_as_name(text_of(link, 80)) if link is not None else None)
    )
    return name, _id_of(link) if link is not None else None


def _as_name(text: str | None) -> str | None:
    name = squeeze(text, 100).strip(" :：.,")
    name = re.sub(r"\s*\(\s*[\d.,]+\s*\)?$", "", name)
    if not 2 <= len(name) <= 60 or _NOT_A_NAME.match(name) or as_label(name) in wording().field_of_label:
        return None
    return name


def _opening(blocks: Blocks) -> str | None:
    """Return the name in a line such as `Sold by NAME`, in the line itself or in the next block."""
    openings = wording().seller_openings
    for block in blocks.all:
        if len(block.text) > 160:
            continue
        folded = block.text.casefold()
        opening = next((each for each in openings if folded.startswith(each) or folded.endswith(f" {each}")), None)
        if opening is None or blocks.zone(block.element) != "main":
            continue
        rest = block.text[len(opening) :] if folded.startswith(opening) else ""
        rest = rest.strip(" :：")
        if not rest and block.index + 1 < len(blocks.all):
            rest = blocks.all[block.index + 1].text
        if name := _as_name(re.split(r"\s+(?:and|und|et|y|e|i)\s+|[.,(|]\s", rest, maxsplit=1)[0]):
            return name
    return None


def _named_element(blocks: Blocks) -> str | None:
    for node in blocks.document.root.xpath("//*[@class or @id or @data-testid or @itemprop]"):
        names = " ".join(node.get(key) or "" for key in ("class", "id", "data-testid", "itemprop"))[:300]
        if not _SELLER_NAME.search(names) or node.tag in ("form", "input", "button", "body", "html", "img"):
            continue
        if blocks.zone(node) != "main":
            continue
        for text in (text_of(node, 80), *(text_of(each, 80) for each in node.iter("a"))):
            if name := _as_name(text):
                return name
    return None


def _seller_links(blocks: Blocks) -> Iterator[HtmlElement]:
    for node in blocks.document.root.iter("a"):
        href = node.get("href") or ""
        if not href or len(href) > 1000:
            continue
        try:
            parts = urlsplit(href)
        except ValueError:
            continue
        keys = {key.lower() for key, _ in parse_qsl(parts.query)[:20]}
        if (_SELLER_PATH.search(parts.path) or keys & set(_SELLER_PARAMETERS)) and blocks.zone(node) == "main":
            yield node


def _seller_link(blocks: Blocks) -> HtmlElement | None:
    """Return the first link to a seller's page that carries a name; links in the page's head area count less."""
    links = list(_seller_links(blocks))[:40]
    named = [node for node in links if _as_name(text_of(node, 80))]
    return next(iter(named or links), None)


def _id_of(link: HtmlElement) -> str | None:
    """Return the id of the seller in the address of the seller's page."""
    parts = urlsplit(link.get("href") or "")
    query = {key.lower(): value for key, value in parse_qsl(parts.query)[:20]}
    told = next((query[key] for key in _SELLER_PARAMETERS if query.get(key)), None)
    if told:
        return told[:80]
    found = _SELLER_PATH.search(parts.path)
    rest = [segment for segment in parts.path[found.end() :].split("/") if segment] if found else []
    return unquote(rest[0])[:80] if rest else None
