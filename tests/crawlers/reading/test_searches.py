import json
from decimal import Decimal

import pytest

from crawlers.reading import Hints, Page, read_page
from domain.page_kind import PageKind
from tests.crawlers.reading.invented import RECOMMENDED, json_ld, page, result, search_page

URL = "https://flohmarkt.example/search?q=box"


def read(body: bytes, recipe: Hints | None = None) -> Page:
    found = read_page(body, url=URL, recipe=recipe)
    assert found.kind is PageKind.SEARCH
    return found


def test_every_card_is_read_and_recommendations_are_left_out() -> None:
    found = read(search_page(count=12, extra=RECOMMENDED))
    assert [card.listing_id for card in found.cards] == [str(7000100 + row) for row in range(12)]
    first = found.cards[0]
    assert (first.title, first.price, first.currency) == ("Wooden box number 0", Decimal("5.50"), "EUR")
    assert (first.url, first.seller_location, first.image) == (
        "https://flohmarkt.example/ad/wooden-box-number-0-7000100",
        "1010 Wien",
        "https://flohmarkt.example/pictures/7000100.jpg",
    )


def test_the_page_says_what_it_understood_how_much_there_is_and_where_it_goes_on() -> None:
    found = read(search_page())
    assert (found.query_understood, found.total_results) == ("box", 12)
    assert found.next_page == "https://flohmarkt.example/search?q=box&page=2"


@pytest.mark.parametrize(
    ("heading", "total"),
    [
        ("1 - 25 von 82 Ergebnissen für „box“", 82),
        ("1.234 Treffer", 1234),
        ("2 345 annonces", 2345),
        ("Más de 500 resultados", 500),
        ("17 ogłoszeń", 17),
        ("1,003 results for box", 1003),
        ("Найдено 45 объявлений", 45),
        ("约 120 件商品", 120),
    ],
)
def test_totals_are_read_in_many_languages(heading: str, total: int) -> None:
    rows = "".join(result(7000100 + row, f"Wooden box number {row}", f"{row},50 €") for row in range(9))
    assert read(page(f"<h1>{heading}</h1><ul>{rows}</ul>")).total_results == total


@pytest.mark.parametrize(
    "word", ["Next", "Weiter", "Suivant", "Siguiente", "Avanti", "Następna", "Volgende", "Далее", "下一页", "›"]
)
def test_the_next_page_is_found_by_its_word(word: str) -> None:
    rows = "".join(result(7000100 + row, f"Wooden box number {row}", f"{row},50 €") for row in range(9))
    body = page(
        f"<h1>9 results</h1><ul>{rows}</ul><a href='/search?q=box&p=1'>1</a><a href='/search?q=box&p=2'>{word}</a>"
    )
    assert read(body).next_page == "https://flohmarkt.example/search?q=box&p=2"


def test_cards_without_ids_in_their_addresses_are_found_by_their_repeated_form() -> None:
    names = ("walnut", "cherry", "maple", "oak", "beech")
    cards = "".join(
        f"<div class='tile'><a href='/products/{name}-box'><img src='/{name}.png'></a>"
        f"<a href='/products/{name}-box'>The {name} box</a><span>${number}.00</span></div>"
        for number, name in enumerate(names, start=10)
    )
    found = read(page(f"<h1>Results</h1><nav><a href='/pages/about-us'>About</a></nav><div class='grid'>{cards}</div>"))
    assert [(card.title, card.price) for card in found.cards] == [
        (f"The {name} box", Decimal(number)) for number, name in enumerate(names, start=10)
    ]


def test_a_declared_list_decides_which_cards_are_results() -> None:
    rows = "".join(result(7000100 + row, f"Wooden thing {row}", f"{row + 1},50 €") for row in range(4))
    others = "".join(
        f"<div class='promo'><a href='/ad/other-{8000000 + row}'><img src='/{row}.jpg'><h4>A drawer {row}</h4></a>"
        f"<b>{row + 3},00 €</b></div>"
        for row in range(20)
    )
    addresses = [f"https://flohmarkt.example/ad/wooden-thing-{row}-{7000100 + row}" for row in range(4)]
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "url": address} for address in addresses]}
    found = read(page(f"<h1>4 results</h1><ul>{rows}</ul><div>{others}</div>", head=json_ld(listed)))
    assert [card.url for card in found.cards] == addresses


def test_results_that_only_scripts_know_are_read_from_the_state() -> None:
    ads = [
        {
            "id": str(9000000 + row),
            "title": f"Oak box {row}",
            "url": f"/ad/oak-{9000000 + row}",
            "price": {"value": row + 1},
        }
        for row in range(15)
    ]
    state = {"props": {"search": {"currency": "EUR", "ads": ads}}}
    body = page(f"<h1>Results</h1><div id='app'></div><script type='application/json'>{json.dumps(state)}</script>")
    found = read(body)
    assert len(found.cards) == 15
    assert (found.cards[3].listing_id, found.cards[3].title, found.cards[3].price) == (
        "9000003",
        "Oak box 3",
        Decimal(4),
    )


def test_few_results_are_still_read() -> None:
    found = read(search_page(count=1))
    assert [card.listing_id for card in found.cards] == ["7000100"]


def test_a_recipes_card_selectors_come_first() -> None:
    hints = Hints(card_selectors={"card": ".result", "url": "a::attr(href)", "title": "h3", "price": ".price"})
    found = read(search_page(count=5), recipe=hints)
    assert [(card.title, card.price) for card in found.cards][:1] == [("Wooden box number 0", Decimal("5.50"))]
