"""Invented marketplaces in small: whole pages from a few words."""

import json
from typing import Any

BANNER = "<div class='notice' role='alert'>{}</div>"


def _tile(number: int, name: str, mark: str, price: str) -> str:
    return f"""<li class="tile"><a href="/item/{number}"><img src="/i/{number}.jpg" alt="{name}"><h3>{name}</h3></a>
    <b>{mark}</b><span>{price}</span></li>"""


RECOMMENDED = f"""<section class="recommendations"><h2>Similar offers</h2><ul>
{_tile(900001, "Brass lamp", "Sold", "12,00 €")}
{_tile(900002, "Glass vase", "Verkauft", "8,00 €")}
{_tile(900003, "Wall clock", "Vendu", "30,00 €")}
</ul></section>"""
FILLER = "<p>" + "Terms, privacy, imprint, help and everything else that a site says below. " * 60 + "</p>"


def json_ld(value: dict[str, Any]) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def page(body: str, *, title: str = "Marktplatz", head: str = "", lang: str = "en") -> bytes:
    text = f"<!doctype html><html lang='{lang}'><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return text.encode()


def item_page(
    title: str = "Carved walnut box",
    *,
    price: str = "45,00 €",
    above: str = "",
    below: str = "",
    button: str = "Add to cart",
    description: str = "A box of walnut, carved by hand in the seventies, with a brass hinge.",
    head: str = "",
    lang: str = "en",
) -> bytes:
    body = f"""<nav><a href="/c/1">Home</a><a href="/c/2">Garden</a></nav>{above}
    <main><h1>{title}</h1><div class="price">{price}</div><button>{button}</button>
    <dl><dt>Condition</dt><dd>Used</dd><dt>Seller</dt><dd>walnut_and_co</dd></dl>
    <div class="description">{description}</div></main>{below}<footer>{FILLER}</footer>"""
    return page(body, title=f"{title} | Flohmarkt", head=head, lang=lang)


def result(number: int, title: str, price: str) -> str:
    return f"""<li class="result"><a href="/ad/{title.lower().replace(" ", "-")}-{number}">
    <img src="/pictures/{number}.jpg"><h3>{title}</h3></a><p class="price">{price}</p>
    <span class="location">1010 Wien</span></li>"""


def search_page(query: str = "box", count: int = 12, *, extra: str = "", lang: str = "en") -> bytes:
    rows = "".join(result(7000100 + row, f"Wooden {query} number {row}", f"{row + 5},50 €") for row in range(count))
    body = f"""<form><input type="search" name="q" value="{query}"></form><h1>{count} results for "{query}"</h1>
    <ul class="results">{rows}</ul>{extra}<a rel="next" href="/search?q={query}&page=2">Next</a>"""
    return page(body, title=f"{query} - Flohmarkt", lang=lang)
