import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest

from crawlers.reading import Hints, ItemFields, listing_from_page, page_as_json, read_page
from domain.page_kind import PageKind
from tests.crawlers.reading.invented import RECOMMENDED, item_page, json_ld, page

URL = "https://flohmarkt.example/item/carved-walnut-box-4711001"
PRODUCT: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Product",
    "name": "Carved walnut box",
    "description": "Walnut, carved &amp; waxed.<br>Hinge of brass.",
    "sku": "4711001",
    "gtin13": "4006381333931",
    "brand": {"@type": "Brand", "name": "Nussbaumer"},
    "image": ["/pictures/a.jpg", "/pictures/b.jpg"],
    "offers": {
        "@type": "Offer",
        "price": "45.00",
        "priceCurrency": "EUR",
        "availability": "https://schema.org/InStock",
        "itemCondition": "https://schema.org/UsedCondition",
        "seller": {"@type": "Person", "name": "walnut_and_co"},
    },
}


def read(body: bytes, **more: Any) -> ItemFields:
    page_read = read_page(body, url=URL, **more)
    assert page_read.kind is PageKind.ITEM
    assert page_read.item is not None
    return page_read.item


def test_json_ld_gives_all_fields_and_the_page_says_where_each_came_from() -> None:
    page_read = read_page(item_page(head=json_ld(PRODUCT)), url=URL)
    assert page_read.item == ItemFields(
        listing_id="4711001",
        url=URL,
        title="Carved walnut box",
        description="A box of walnut, carved by hand in the seventies, with a brass hinge.",
        price=Decimal("45.00"),
        price_text="45.00",
        currency="EUR",
        seller_name="walnut_and_co",
        images=("https://flohmarkt.example/pictures/a.jpg", "https://flohmarkt.example/pictures/b.jpg"),
        gtin="4006381333931",
        brand="Nussbaumer",
        condition="used",
        availability="in_stock",
    )
    assert {page_read.origins[name] for name in ("title", "price", "brand", "gtin")} == {"json-ld"}
    assert page_read.origins["description"] == "visible"


@pytest.mark.parametrize(
    "written",
    [
        json.dumps(PRODUCT)[:-1] + ",}",
        json.dumps({"@graph": [{"@type": "WebSite", "name": "Flohmarkt"}, PRODUCT]}),
        json.dumps([{"@type": "BreadcrumbList", "itemListElement": []}, PRODUCT]),
        json.dumps(PRODUCT).replace("Walnut, carved", "Walnut,\ncarved"),
        json.dumps({**PRODUCT, "offers": [{**PRODUCT["offers"], "price": 45}]}),
        json.dumps(
            {
                **PRODUCT,
                "@type": ["Product", "Thing"],
                "offers": {"@type": "AggregateOffer", "lowPrice": 45, "priceCurrency": "EUR"},
            }
        ),
        json.dumps({**PRODUCT, "offers": {"priceSpecification": {"price": "45", "priceCurrency": "EUR"}}}),
    ],
)
def test_json_ld_is_read_as_sites_write_it(written: str) -> None:
    item = read(item_page(price="", head=f'<script type="application/ld+json">{written}</script>'))
    assert (item.title, item.price, item.currency) == ("Carved walnut box", Decimal(45), "EUR")


def test_markup_about_another_thing_is_not_believed() -> None:
    other = {**PRODUCT, "name": "Garden gnome", "offers": {"price": "9.99", "priceCurrency": "USD"}}
    item = read(item_page(head=json_ld(other)))
    assert (item.title, item.price, item.currency) == ("Carved walnut box", Decimal("45.00"), "EUR")


def test_a_declared_price_that_two_other_sources_contradict_is_not_taken() -> None:
    stale = {**PRODUCT, "offers": {**PRODUCT["offers"], "price": "9.00"}}
    metas = (
        "<meta property='product:price:amount' content='45.00'><meta property='product:price:currency' content='EUR'>"
    )
    assert read(item_page(head=json_ld(stale) + metas)).price == Decimal("45.00")


def test_microdata_gives_an_offer() -> None:
    body = """<div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">Carved walnut box</h1>
    <img itemprop="image" src="/a.jpg"><span itemprop="brand">Nussbaumer</span>
    <div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><meta itemprop="priceCurrency" content="CHF">
    <span itemprop="price" content="45.50">45.50</span><link itemprop="availability" href="http://schema.org/SoldOut">
    <link itemprop="itemCondition" href="http://schema.org/NewCondition"></div></div>"""
    item = read(page(body, title="Carved walnut box"))
    assert (item.title, item.price, item.currency, item.brand) == (
        "Carved walnut box",
        Decimal("45.50"),
        "CHF",
        "Nussbaumer",
    )
    assert (item.condition, item.availability) == ("new", "out_of_stock")


STATE = {
    "id": 4711001,
    "subject": "Carved walnut box",
    "body": "A box of walnut.",
    "price": {"value": 45, "currency": "EUR"},
    "location": {"city": "Graz", "zipcode": "8010"},
    "seller": {"id": "u77", "name": "Frau Nuss"},
    "images": [{"url": "https://pictures.example/a.jpg"}],
    "list_time": "2026-02-01T10:00:00Z",
}
OTHERS = [{"id": 5, "subject": "Brass lamp", "price": {"value": 12, "currency": "EUR"}}] * 4


@pytest.mark.parametrize(
    "script",
    [
        '<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"ad":%s,"similar":%s}}}</script>',
        '<script>window.__INITIAL_STATE__ = {"ad": %s, "similar": %s};</script>',
        '<script>window.dataLayer = window.dataLayer || []; dataLayer.push({"ad": %s, "similar": %s});</script>',
    ],
)
def test_the_scripts_own_object_with_the_pages_title_is_the_offer(script: str) -> None:
    body = page(
        "<h1>Carved walnut box</h1>" + script % (json.dumps(STATE), json.dumps(OTHERS)), title="Carved walnut box"
    )
    item = read(body)
    assert (item.title, item.price, item.currency) == ("Carved walnut box", Decimal(45), "EUR")
    assert (item.seller_name, item.seller_id, item.posted_on) == ("Frau Nuss", "u77", date(2026, 2, 1))
    assert item.seller_location is not None
    assert "Graz" in item.seller_location
    assert item.images == ("https://pictures.example/a.jpg",)


def test_attributes_that_are_listed_by_name_count_as_fields() -> None:
    attributes = [{"key": "brand", "value_label": "Nussbaumer"}, {"key": "state", "value": {"label": "Używane"}}]
    script = f"<script type='application/json'>{json.dumps({**STATE, 'params': attributes})}</script>"
    item = read(page("<h1>Carved walnut box</h1>" + script, title="Carved walnut box", lang="pl"))
    assert (item.brand, item.condition) == ("Nussbaumer", "used")


def test_javascript_literals_and_quoted_json_are_read_too() -> None:
    literal = (
        "<script>productData = {title: 'Carved walnut box', price: 45, currency: 'EUR', seller: 'Frau Nuss',}</script>"
    )
    quoted = "<script>window.__PROPS__ = JSON.parse('" + json.dumps(STATE).replace("'", "\\'") + "')</script>"
    flight = f"<script>self.__next_f.push({json.dumps([1, '1:' + json.dumps({'ad': STATE}) + chr(10)])})</script>"
    string = f"<script>window.__PRERENDERED__ = {json.dumps(json.dumps({'ad': STATE}))};</script>"
    encoded = f'<script>window.initial_title = "{quote(json.dumps({"ad": STATE}))}"</script>'
    for script in (literal, quoted, flight, string, encoded):
        item = read(page("<h1>Carved walnut box</h1>" + script, title="Carved walnut box"))
        assert (item.price, item.currency, item.seller_name) == (Decimal(45), "EUR", "Frau Nuss")


@pytest.mark.parametrize(
    ("lang", "labels", "seller", "condition"),
    [
        (
            "de",
            "<li>Verkäufer: Frau Nuss</li><li>Zustand: Sehr gut</li><li>Standort: 8010 Graz</li>",
            "Frau Nuss",
            "used",
        ),
        (
            "fr",
            "<dt>Vendeur</dt><dd>Frau Nuss</dd><dt>État</dt><dd>Neuf</dd><dt>Ville</dt><dd>8010 Graz</dd>",
            "Frau Nuss",
            "new",
        ),
        (
            "es",
            "<p>Vendido por <a href='/tienda/nuss'>Frau Nuss</a></p><b>Estado:</b> Usado <b>Ubicación:</b> 8010 Graz",
            "Frau Nuss",
            "used",
        ),
        (
            "it",
            "<th>Venditore</th><td>Frau Nuss</td><th>Condizione</th><td>Ricondizionato</td><p>Luogo: 8010 Graz</p>",
            "Frau Nuss",
            "refurbished",
        ),
        (
            "pl",
            "<span>Sprzedawca</span><span>Frau Nuss</span><span>Stan</span><span>Używany</span>Lokalizacja: 8010 Graz",
            "Frau Nuss",
            "used",
        ),
        ("ru", "<p>Продавец: Frau Nuss</p><p>Состояние: новое</p><p>Город: 8010 Graz</p>", "Frau Nuss", "new"),
        ("zh", "<p>卖家：Frau Nuss</p><p>成色：全新</p><p>所在地：8010 Graz</p>", "Frau Nuss", "new"),
    ],
)
def test_labels_in_many_languages_name_their_values(lang: str, labels: str, seller: str, condition: str) -> None:
    body = page(f"<h1>Carved walnut box</h1><p class='price'>45 €</p>{labels}", title="Carved walnut box", lang=lang)
    item = read(body)
    assert (item.seller_name, item.condition, item.seller_location) == (seller, condition, "8010 Graz")


@pytest.mark.parametrize(
    ("lang", "line", "day"),
    [
        ("de", "Erstellt am: 3. Februar 2026", date(2026, 2, 3)),
        ("fr", "Publié le : 3 février 2026", date(2026, 2, 3)),
        ("en", "Posted: 2026-02-03", date(2026, 2, 3)),
        ("pl", "Dodano: 03.02.2026", date(2026, 2, 3)),
        ("en", "Posted: yesterday", None),
        ("nosuch", "Posted: 3 February 2026", date(2026, 2, 3)),
        ("en", "Posted: 45 Februember 2026", None),
    ],
)
def test_the_day_of_posting_is_read_where_it_is_said_absolutely(lang: str, line: str, day: date | None) -> None:
    assert read(item_page(below=f"<main><p>{line}</p></main>", lang=lang)).posted_on == day


@pytest.mark.parametrize(
    ("prices", "amount"),
    [
        ("<del>60,00 €</del> <b>45,00 €</b> <p>+ 4,90 € Versand</p>", "45.00"),
        ("<p>Statt 60,00 €</p><p class='price'>45,00 €</p><p>Sie sparen 15,00 €</p>", "45.00"),
        ("<div class='price'><span>45</span><sup>,00</sup> <span>€</span></div>", "45.00"),
        ("<p>Versand ab 4,90 €</p><p>45,00 €</p>", "45.00"),
    ],
)
def test_the_price_is_neither_postage_nor_a_former_price(prices: str, amount: str) -> None:
    body = page(f"<h1>Carved walnut box</h1>{prices}{RECOMMENDED}", title="Carved walnut box", lang="de")
    assert read(body).price == Decimal(amount)


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        (json_ld({**PRODUCT, "gtin13": "4006381333930"}), "gtin", None),
        (json_ld({**PRODUCT, "gtin13": "0000000000000"}), "gtin", None),
        (json_ld({**PRODUCT, "brand": "Does not apply"}), "brand", None),
        (json_ld({**PRODUCT, "brand": "Flohmarkt"}), "brand", None),
        (json_ld({**PRODUCT, "name": "Details about Carved walnut box"}), "title", "Carved walnut box"),
    ],
)
def test_junk_is_dropped(head: str, field: str, value: str | None) -> None:
    assert getattr(read(item_page(head=head)), field) == value


@pytest.mark.parametrize("site", [" | Flohmarkt", " - flohmarkt.example", " : Flohmarkt", " – Flohmarkt.example"])
def test_the_sites_name_is_no_part_of_a_title(site: str) -> None:
    head = f"<meta property='og:title' content='Carved walnut box{site}'><meta property='og:type' content='product'>"
    body = page("<p class='price'>45 €</p>", title=f"Carved walnut box{site}", head=head)
    assert read(body).title == "Carved walnut box"


def test_a_recipes_selectors_come_first() -> None:
    hints = Hints(selectors={"title": "h1.real", "price": ".now::text", "seller_name": "#who", "condition": "#state"})
    body = page(
        "<h1>Walnut</h1><h1 class='real'>Carved box</h1><b class='now'>7,50 €</b>"
        "<i id='who'>Nuss</i><u id='state'>used</u>"
    )
    page_read = read_page(body, url=URL, recipe=hints)
    item = page_read.item
    assert item is not None
    assert (item.title, item.price, item.currency) == ("Carved box", Decimal("7.50"), "EUR")
    assert (item.seller_name, item.condition, page_read.origins["price"]) == ("Nuss", "used", "recipe")


def test_a_gone_listing_is_still_read_and_never_in_stock() -> None:
    body = item_page(
        above="<div class='alert'>This listing has ended</div>", button="Share", head=json_ld({**PRODUCT, "offers": {}})
    )
    page_read = read_page(body, url=URL)
    assert page_read.kind is PageKind.ITEM_ENDED
    assert page_read.item is not None
    assert (page_read.item.title, page_read.item.availability) == ("Carved walnut box", "out_of_stock")


def test_the_json_form_is_flat_and_leaves_out_what_is_unknown() -> None:
    found = page_as_json(read_page(item_page(head=json_ld(PRODUCT)), url=URL))
    assert (found["kind"], found["price"], found["currency"], found["images"][0]) == (
        "item",
        45,
        "EUR",
        "https://flohmarkt.example/pictures/a.jpg",
    )
    assert "seller_id" not in found
    assert "date" not in found
    assert json.loads(json.dumps(found)) == found
    wall = page_as_json(read_page(page("<h1>Robot Check</h1>"), url=URL))
    assert set(wall) == {"kind", "reasons"}


def test_a_listing_keeps_the_money_exact_and_the_price_as_written() -> None:
    page_read = read_page(item_page(price="1.045,10 €", lang="de"), url=URL)
    listing = listing_from_page(page_read, marketplace="flohmarkt", seen_at=datetime(2026, 3, 2, tzinfo=UTC))
    assert listing is not None
    assert (str(listing.key), listing.price, listing.price_text) == (
        "flohmarkt/4711001",
        Decimal("1045.10"),
        "1.045,10 €",
    )
    assert (listing.seller.name if listing.seller else "", listing.language) == ("walnut_and_co", "de")


def test_no_listing_comes_from_a_wall_or_a_page_without_an_identity() -> None:
    seen_at = datetime(2026, 3, 2, tzinfo=UTC)
    wall = read_page(page("<h1>Robot Check</h1>"), url=URL)
    assert listing_from_page(wall, marketplace="flohmarkt", seen_at=seen_at) is None
    page_read = read_page(item_page(), url=URL)
    nameless = replace(page_read, item=replace(page_read.item or ItemFields(), listing_id=None))
    assert listing_from_page(nameless, marketplace="flohmarkt", seen_at=seen_at) is None
