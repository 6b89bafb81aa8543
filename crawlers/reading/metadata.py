"""What the head of a page says for link previews: OpenGraph, Twitter cards, product meta elements."""

from crawlers.reading.blocks import without_site
from crawlers.reading.document import Document
from crawlers.reading.page import ItemFields
from crawlers.reading.prices import currency_of_sign, machine_price
from crawlers.reading.values import availability_of, brand_of, condition_of, image_addresses, valid_gtin

_PRICES = (
    "product:sale_price:amount",
    "product:price:amount",
    "og:price:amount",
    "og:product:price:amount",
    "twitter:data1",
    "price",
)
_CURRENCIES = (
    "product:sale_price:currency",
    "product:price:currency",
    "og:price:currency",
    "og:product:price:currency",
    "pricecurrency",
    "currency",
)


def read_metadata(document: Document) -> ItemFields:
    """Return what the meta elements say about the page's offer."""
    sign = document.meta(*_CURRENCIES)
    currency = currency_of_sign(sign, document.host, document.language) if sign else None
    raw = document.meta(*_PRICES)
    if raw and document.meta("twitter:data1") == raw and not currency:
        raw = None
    title = document.meta("og:title", "twitter:title")
    images = (
        *document.metas.get("og:image", ()),
        *document.metas.get("twitter:image", ()),
        *document.metas.get("twitter:image:src", ()),
    )
    return ItemFields(
        url=document.absolute(document.meta("og:url")),
        title=without_site(title, document) if title else None,
        description=document.meta("og:description", "twitter:description", "description"),
        price=machine_price(raw, currency=currency),
        price_text=raw,
        currency=currency,
        images=image_addresses(list(images), document.base_url),
        brand=brand_of(document.meta("product:brand", "og:brand", "brand")),
        availability=availability_of(document.meta("product:availability", "og:availability")),
        condition=condition_of(document.meta("product:condition", "og:condition")),
        gtin=valid_gtin(
            document.meta("product:ean", "product:gtin", "product:upc", "og:upc", "og:ean", "gtin13", "gtin")
        ),
    )
