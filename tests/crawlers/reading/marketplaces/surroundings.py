"""What stands around the goods on a page: menus, filters, footers, and goods of others."""
# ruff: noqa: E501  (the markup of pages reads better unbroken)

from collections.abc import Sequence

from tests.crawlers.reading.marketplaces.offers import Offer

_WORLDS = (
    "garden",
    "kitchen",
    "cars",
    "phones",
    "toys",
    "books",
    "fashion",
    "shoes",
    "sport",
    "pets",
    "music",
    "tools",
)
LEGAL = "Terms of use, privacy, imprint, help, careers, press and the small print of the house. " * 30


def document(body: str, *, title: str, language: str, head: str = "") -> str:
    """Return a whole page."""
    way = " dir='rtl'" if language in ("he", "ar") else ""
    return (
        f"<!doctype html><html lang='{language}'{way}><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


def mega_menu(class_name: str = "x1ab9") -> str:
    """Return a header with many categories, with pictures and numbers in their addresses."""
    entries = "".join(
        f"<li class='{class_name}'><a href='/c/world-of-{name}-{number + 20110}'><img src='/m/{number}.png' alt=''>"
        f"<span>World of {name}</span></a></li>"
        for number, name in enumerate(_WORLDS * 4)
    )
    return f"<header><div class='{class_name}-w'><a href='/'>Start</a><ul>{entries}</ul></div></header>"


def filters(address: str, class_name: str = "q7z") -> str:
    """Return a sidebar of filters with counts."""
    joint = "&" if "?" in address else "?"
    entries = "".join(
        f"<li><a class='{class_name}' href='{address}{joint}f_{facet}={value}'>{facet} {value} <i>({value * 7 + 3})</i></a></li>"
        for facet in ("maker", "colour", "size", "region")
        for value in range(12)
    )
    prices = "".join(
        f"<li><a class='{class_name}' href='{address}{joint}to={top}'>{top - 50} - {top} €</a></li>"
        for top in (50, 100, 150, 200)
    )
    return f"<div class='{class_name}-side'><h3>Filter</h3><ul>{entries}</ul><h3>Price</h3><ul>{prices}</ul></div>"


def footer() -> str:
    """Return a footer with popular searches and legal text."""
    links = "".join(
        f"<a href='/popular/cheap-things-{number + 31000}'>Cheap things {number}</a> " for number in range(40)
    )
    return f"<footer><div>{links}</div><p>{LEGAL}</p></footer>"


def beside(heading: str, offers: Sequence[Offer], *, sign: str = "€", path: str = "/x/", class_name: str = "k3") -> str:
    """Return other offers under a heading of their own, in a form of their own."""
    tiles = "".join(
        f"<div class='{class_name}'><a href='{path}{offer.slug}-{offer.id}'><img src='/r/{offer.id}.jpg' alt='{offer.title}'>"
        f"<p>{offer.title}</p></a><span>{offer.price} {sign}</span></div>"
        for offer in offers
    )
    return f"<section><h2>{heading}</h2><div class='{class_name}-row'>{tiles}</div></section>"
