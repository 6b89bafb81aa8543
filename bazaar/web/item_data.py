"""A listing in the forms in which real pages carry their data."""

from bazaar.goods import read_labels
from bazaar.money import write_price
from bazaar.offer import Offer, OfferState
from bazaar.person import Account

_CONDITIONS = {
    "new": "https://schema.org/NewCondition",
    "used": "https://schema.org/UsedCondition",
    "refurbished": "https://schema.org/RefurbishedCondition",
}
_AVAILABILITY = {OfferState.LIVE: "https://schema.org/InStock", OfferState.SOLD: "https://schema.org/SoldOut"}


def json_ld(offer: Offer, account: Account, base: str) -> dict[str, object]:
    """The listing as schema.org puts it."""
    product: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "sku": offer.listing_id,
        "name": offer.title,
        "description": offer.description,
        "image": [picture_url(offer, base)],
        "category": read_labels()["categories"][offer.category],
        "offers": {
            "@type": "Offer",
            "url": base + offer.path,
            "price": f"{offer.price:.2f}",
            "priceCurrency": offer.currency,
            "itemCondition": _CONDITIONS[offer.condition],
            "availability": availability(offer),
            "seller": {
                "@type": "Organization" if account.imprint else "Person",
                "name": account.name,
                "url": f"{base}/seller/{account.seller_id}",
            },
        },
    }
    if offer.brand:
        product["brand"] = {"@type": "Brand", "name": offer.brand}
    if offer.gtin:
        product["gtin13"] = offer.gtin
    return product


def breadcrumbs(offer: Offer, base: str) -> dict[str, object]:
    """The way from the home page to the listing, as schema.org puts it."""
    names = read_labels()["categories"]
    steps = [("Bazaar", f"{base}/"), (names[offer.category], f"{base}/category/{offer.category}")]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": url}
            for place, (name, url) in enumerate(steps, start=1)
        ],
    }


def availability(offer: Offer) -> str:
    """The schema.org word for whether it can still be bought."""
    return _AVAILABILITY.get(offer.state, "https://schema.org/Discontinued")


def picture_url(offer: Offer, base: str) -> str:
    """Where the picture is."""
    return f"{base}/picture/{offer.listing_id}.svg"


def state(offer: Offer, account: Account, base: str) -> dict[str, object]:
    """The listing as a page of an application keeps it in its embedded state, and as its own API gives it."""
    return {
        "listing": {
            "id": int(offer.listing_id),
            "title": offer.title,
            "body": offer.description,
            "price": {"amount": f"{offer.price:.2f}", "currency": offer.currency},
            "priceText": write_price(offer.price, offer.currency, offer.language),
            "condition": offer.condition,
            "status": offer.state.value,
            "language": offer.language,
            "category": {"slug": offer.category, "name": read_labels()["categories"][offer.category]},
            "brand": offer.brand or None,
            "ean": offer.gtin or None,
            "images": [picture_url(offer, base)],
            "publishedAt": offer.listed_at.isoformat(),
            "location": {"city": offer.city, "country": offer.country},
            "url": base + offer.path,
        },
        "seller": {
            "id": account.seller_id,
            "name": account.name,
            "professional": bool(account.imprint),
            "rating": account.rating,
        },
    }
