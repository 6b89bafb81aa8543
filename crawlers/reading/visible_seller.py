"""Who sells, as the visible page says: a labelled name, an element named so, or a link to the seller's page."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml.html import HtmlElement

from crawlers.reading.blocks import Blocks
from crawlers.reading.document import squeeze, text_of
from crawlers.reading.wording import as_label, wording

_SELLER_NAME = re.compile(
    r"(?:seller|vendor|merchant|shop|store|dealer|user|owner|advertiser|verk(?:ae|ä)ufer|anbieter|vendeur|vendedor|venditore|sprzedawca)"
    r"[-_]{0,2}(?:display[-_]?)?(?:name|nick|login|title|link|profile[-_]?(?:trigger|link|name)|username)|"
    r"(?:^|[\s_-])(?:seller|merchant)[-_]?(?:info|details)?(?:$|\s)|profile-?name|member-?name",
    re.I,
)
_SELLER_PATH = re.compile(
    r"/(?:usr|user|users|seller|sellers|shop|shops|store|stores|profile|profil|vendor|merchant|member|members|haendler|vendedor|vendeur"
    r"|boutique|sklep|uzytkownik|u|sp|s-bestandsliste|pro|author|bruger|anvandare|dealer|loja|tienda|negozio|butik|people)(?:[/.?]|$)",
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
_SELLER_INPUTS = frozenset(
    ("merchantid", "sellerid", "seller_id", "seller-id", "merchant_id", "shop_id", "shopid", "vendor_id", "vendorid")
)
_NOT_A_NAME = re.compile(
    r"^(?:see|view|visit|contact|follow|more|all|other|show|ask|read|report|save|sign|log|message|check|start|sell|open|my|mein|meine"
    r"|zum|zur|weitere|andere|alle|ver|voir|visiter|contacter|contactar|vedi|zobacz|napisz|wszystkie|se|visa|bekijk|poser|otros|otras|les"
    r"|feedback|positive|about|private|privat|\d)(?!\w)",
    re.I,
)
_NOT_AN_ID = frozenset(
    (
        "info",
        "help",
        "login",
        "register",
        "about",
        "view",
        "profile",
        "reviews",
        "index",
        "list",
        "search",
        "all",
        "edit",
        "item",
        "items",
        "pages",
        "page",
        "category",
        "favorites",
        "settings",
        "new",
        "feedback",
        "contact",
    )
)
_AFTER_NAME = re.compile(r"\s+(?:and|und|et|y|e|i|en|och|og)\s+|[.,(|]\s|\.$|\s+\(")


def visible_seller(blocks: Blocks, labelled: str | None) -> tuple[str | None, str | None]:
    """Return the seller's name and id, each None where the page does not show it."""
    links = list(_seller_links(blocks))[:60]
    name = _opening(blocks) or _as_name(labelled) or _named_element(blocks) or _first_name(links)
    identity = _hidden_id(blocks) or next(
        (found for link in links if name and _names(link, name) and (found := _id_of(link))), None
    )
    return name, identity


def _names(link: HtmlElement, name: str) -> bool:
    return as_label(text_of(link, 100)).startswith(as_label(name)) or as_label(name) in as_label(
        link.get("title") or ""
    )


def _first_name(links: Sequence[HtmlElement]) -> str | None:
    return next((name for link in links if (name := _as_name(text_of(link, 80)))), None)


def _as_name(text: str | None) -> str | None:
    name = squeeze(text, 100).strip(" :：.,")
    name = re.sub(r"\s*\(\s*[\d.,]+\s*\)?$", "", name)
    if not 2 <= len(name) <= 60 or _NOT_A_NAME.match(name) or as_label(name) in wording().field_of_label:
        return None
    return name if any(char.isalpha() for char in name) else None


def _opening(blocks: Blocks) -> str | None:
    """Return the name in a line such as `Sold by NAME`, in the line itself or in the next block."""
    for rest, following in opened_lines(blocks, wording().seller_openings):
        if name := _as_name(_AFTER_NAME.split(rest or following, maxsplit=1)[0]):
            return name
    return None


def opened_lines(blocks: Blocks, openings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what follows one of the openings in its line, and the next block, for each short line of the main part."""
    for block in blocks.all:
        if len(block.text) > 160:
            continue
        folded = f" {block.text.casefold()}"
        opening = next((each for each in openings if f" {each}" in folded), None)
        if opening is None or blocks.zone(block.element) != "main":
            continue
        at = folded.index(f" {opening}")
        rest = block.text[at + len(opening) :]
        if rest[:1].isalpha() and opening[-1].isalpha() and opening[-1] < "\u2e80":
            continue
        following = blocks.all[block.index + 1].text if block.index + 1 < len(blocks.all) else ""
        yield rest.strip(" :："), following


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
    """Yield the links of the main part that lead to a seller's page."""
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


def _hidden_id(blocks: Blocks) -> str | None:
    """Return the seller's id that a form of the page sends along."""
    for node in blocks.document.root.iter("input"):
        names = {(node.get("name") or "").lower(), (node.get("id") or "").lower()}
        value = node.get("value") or ""
        if names & _SELLER_INPUTS and 2 <= len(value) <= 60:
            return str(value)
    return None


def _id_of(link: HtmlElement) -> str | None:
    """Return the id of the seller in the address of the seller's page."""
    parts = urlsplit(link.get("href") or "")
    query = {key.lower(): value for key, value in parse_qsl(parts.query)[:20]}
    told = next((query[key] for key in _SELLER_PARAMETERS if query.get(key)), None)
    if told:
        return told[:80]
    found = _SELLER_PATH.search(parts.path)
    rest = [segment for segment in parts.path[found.end() :].split("/") if segment] if found else []
    identity = unquote(rest[0])[:80] if rest else ""
    return identity if identity and identity.lower() not in _NOT_AN_ID else None
