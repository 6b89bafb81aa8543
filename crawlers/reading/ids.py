"""Identities of listings: what in an address or an attribute is the marketplace's own id."""

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

_ID_PARAMETERS = (
    "itemid",
    "item_id",
    "item",
    "id",
    "listing_id",
    "listingid",
    "adid",
    "ad_id",
    "finnkode",
    "skuid",
    "goods_id",
    "product_id",
    "productid",
    "pid",
    "lot",
    "annonceid",
    "ad",
    "p",
)
_AFTER_WORD = re.compile(
    r"/(?:itm|dp|gp/product|item|items|listing|listings|product|products|pd|ip|p|offer|oferta|vi|lot|auction|site|aukro|art|artikel|annons|ad)/"
    r"(?:[^/?#]{1,200}/)?((?=[A-Za-z-]*\d)[A-Za-z0-9]{5,16}|[A-Z]{8,12})(?=[/?#.]|$)"
)
_SUFFIX_ID = re.compile(r"[-_/.](?:i|id|ad|iid|m|a|cid\d+-id)?(\d{6,})(?=\.html?|\.php|\.aspx|[/?#]|$)", re.I)
_SLAVIC_ID = re.compile(r"-(?:CID\d+-)?ID([A-Za-z0-9]{4,10})(?=\.html|$)")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)
_DIGITS = re.compile(r"\d{5,}")
_CODE = re.compile(r"(?<![A-Za-z0-9])([A-Z]{1,4}[0-9][A-Z0-9]{4,14}(?:-[A-Z0-9]{3})?)(?![A-Za-z0-9])", re.I)
_LETTERED = re.compile(r"(?<![A-Za-z0-9])(?!(?:id|i|ad|a|iid|m|p|c|cid)\d)[A-Za-z]{1,3}\d{5,15}(?![A-Za-z0-9])", re.I)
_REDIRECT = re.compile(r"(?<![a-z])(?:track|click|redirect|redir|rd|goto|out|away|sspa|aclk|link)(?![a-z])", re.I)
_DATE_LIKE = re.compile(r"(?:19|20)\d{6}")


@lru_cache(maxsize=2048)
def split_address(url: str) -> tuple[str, Mapping[str, str]]:
    """Return the path and the query of an address; of a redirect, the path of the address that it carries."""
    try:
        parts = urlsplit(url)
        query = {key.lower(): value for key, value in parse_qsl(parts.query)[:40]}
    except ValueError:
        return "", {}
    inner = next((value for key, value in query.items() if _is_carried(key, value, parts.path)), None)
    if inner and inner != url:
        try:
            return unquote(urlsplit(inner).path), query
        except ValueError:
            return unquote(parts.path), query
    return unquote(parts.path), query


def carried_address(url: str) -> str:
    """Return the address that a redirect carries, else the address itself."""
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query)[:40]
    except ValueError:
        return url
    return next((value for key, value in pairs if _is_carried(key.lower(), value, parts.path)), url)


def _is_carried(key: str, value: str, path: str) -> bool:
    """Whether a value of the query is the address that a redirect or a count of clicks leads to."""
    if key in ("url", "u", "redirect", "to"):
        return "/" in value
    return value.startswith(("/", "http")) and len(value) > 4 and _REDIRECT.search(path) is not None


@lru_cache(maxsize=2048)
def id_in_address(url: str | None) -> str | None:
    """Return the id that an item's address most likely carries, or None."""
    if not url:
        return None
    path, query = split_address(url)
    for found in (_UUID.search(path), _SLAVIC_ID.search(path), _AFTER_WORD.search(path)):
        if found:
            return str(found.group(found.lastindex or 0))
    for name in _ID_PARAMETERS:
        value = query.get(name, "")
        if 4 <= len(value) <= 24 and value.isalnum() and any(char.isdigit() for char in value):
            return value
    return _id_in_path(path)


def _id_in_path(path: str) -> str | None:
    if found := _SUFFIX_ID.findall(path):
        return str(found[-1])
    last = [segment for segment in path.split("/") if segment][-2:]
    lettered = [token for segment in last for token in _LETTERED.findall(segment)]
    if lettered:
        return str(lettered[-1])
    runs = [run for segment in last for run in _DIGITS.findall(segment) if not _DATE_LIKE.fullmatch(run)]
    if runs:
        return str(max(runs, key=len))
    for segment in reversed(last):
        if codes := _CODE.findall(segment.rsplit(".", 1)[0]):
            return str(codes[-1]).upper() if segment.islower() else str(codes[-1])
    return None


def slug_in_address(url: str | None) -> str | None:
    """Return the last segment of an address as an id of last resort."""
    if not url:
        return None
    segments = [segment for segment in split_address(url)[0].split("/") if segment]
    if not segments:
        return None
    slug = re.sub(r"\.(?:html?|php|aspx?)$", "", segments[-1])
    if slug in ("p", "pd", "item", "product") and len(segments) > 1:
        slug = segments[-2]
    return slug[:120] or None
