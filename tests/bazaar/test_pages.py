import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.robotparser import RobotFileParser

import pytest
from parsel import Selector

from bazaar.market import Bazaar
from bazaar.offer import Flavour, GoneAs, OfferState
from bazaar.search import find
from bazaar.server import running
from bazaar.spell import SpellKind
from bazaar.web.site import labels_for
from tests.bazaar.conftest import SEED, Stage
from tests.bazaar.visiting import Visitor, live, make_incoming
from tests.factories import NOON, hours


def test_search_finds_listings_and_links_to_them(still: Stage) -> None:
    page = Selector(still.visitor.get("/search?q=ivory").text)
    cards = page.css("article.listing")
    assert cards
    assert int(page.css(".count::text").get("0")) >= len(cards)
    for card in cards:
        link = card.css("a.title::attr(href)").get("")
        assert re.fullmatch(r"/item/\d{7,9}-[a-z0-9-]+|/app/item/\d{7,9}", link)
        assert still.visitor.get(link).status == 200


def test_search_reads_every_page_and_names_the_next(still: Stage) -> None:
    seen: list[str] = []
    link: str | None = "/search?q="
    while link:
        page = Selector(still.visitor.get(link).text)
        seen += page.css("article.listing::attr(data-id)").getall()
        link = page.css("a[rel=next]::attr(href)").get()
    assert sorted(seen) == sorted(o.listing_id for o in find(still.bazaar.offers(), "").offers)


def test_hidden_words_are_found_by_the_tags_of_their_sellers(bazaar: Bazaar) -> None:
    hidden = [offer for offer in live(bazaar) if offer.truth.disguises]
    assert hidden
    for offer in hidden:
        assert offer in find(bazaar.offers(), offer.tags[0]).offers


@pytest.mark.parametrize(
    ("query", "understood"), [("ivory", "ivory"), ("ivorry", "ivory"), ("IVORY", "IVORY"), ("zzqqxx", "zzqqxx")]
)
def test_search_says_what_it_understood(still: Stage, query: str, understood: str) -> None:
    page = Selector(still.visitor.get(f"/search?q={query}").text)
    assert page.css(".understood::text").get(understood) == understood
    assert bool(page.css(".rewritten")) == (query != understood)


def test_an_empty_search_says_so(still: Stage) -> None:
    assert "No results found" in still.visitor.get("/search?q=zzqqxx").text


def test_search_shows_only_what_is_live(stage: Stage) -> None:
    stage.opened.advance(timedelta(days=12))
    shown = {offer.listing_id for offer in find(stage.bazaar.offers(), "").offers}
    states = {o.listing_id: o for o in stage.bazaar.offers()}
    assert all(states[i].state is OfferState.LIVE and not states[i].not_here for i in shown)


@pytest.mark.parametrize("flavour", [f for f in Flavour if f is not Flavour.APP])
def test_each_flavour_of_item_page_holds_title_price_and_seller(still: Stage, flavour: Flavour) -> None:
    offer = next(o for o in live(still.bazaar) if o.flavour is flavour)
    answer = still.visitor.get(offer.path)
    page = Selector(answer.text)
    assert answer.status == 200
    assert page.css("html::attr(lang)").get() == offer.language
    assert page.css("h1::text").get() == offer.title
    assert page.css("a.seller::attr(href)").get() == f"/seller/{offer.seller_id}"
    assert labels_for(offer.language)["buy"] in answer.text
    assert bool(page.css('script[type="application/ld+json"]')) == (flavour is Flavour.JSON_LD)
    assert bool(page.css("[itemscope]")) == (flavour is Flavour.MICRODATA)
    assert bool(page.css('meta[property="og:title"]')) == (flavour is Flavour.OPEN_GRAPH)
    assert bool(page.css("#__NEXT_DATA__")) == (flavour is Flavour.STATE)


def test_the_data_of_a_page_says_the_same_as_the_page(still: Stage) -> None:
    for offer in live(still.bazaar):
        page = Selector(still.visitor.get(offer.path).text)
        if offer.flavour is Flavour.JSON_LD:
            product = json.loads(page.css('script[type="application/ld+json"]::text').getall()[1])
            assert product["name"] == offer.title
            assert product["description"] == offer.description
            assert product["offers"]["price"] == f"{offer.price:.2f}"
            assert product["offers"]["availability"].endswith("InStock")
        if offer.flavour is Flavour.STATE:
            state = json.loads(page.css("#__NEXT_DATA__::text").get(""))
            assert state["props"]["pageProps"]["listing"]["title"] == offer.title


def test_an_application_page_is_an_empty_shell_and_its_interface_has_the_listing(still: Stage) -> None:
    offer = live(still.bazaar, app=True)[0]
    shell = still.visitor.get(f"/app/item/{offer.listing_id}")
    assert shell.status == 200
    assert offer.title not in shell.text
    source = Selector(shell.text).css("#app::attr(data-source)").get("")
    assert json.loads(still.visitor.get(source).text)["listing"]["title"] == offer.title
    assert still.visitor.get(f"/item/{offer.listing_id}-x").url.endswith(f"/app/item/{offer.listing_id}")


def test_sold_and_ended_pages_stay_and_say_so_in_their_language(stage: Stage) -> None:
    stage.opened.advance(timedelta(days=14))
    for state, word in ((OfferState.SOLD, "sold"), (OfferState.ENDED, "ended")):
        over = [o for o in stage.bazaar.offers() if o.state is state and o.flavour is not Flavour.APP]
        assert over
        for offer in over:
            answer = stage.visitor.get(offer.path)
            banner = Selector(answer.text).css(f".banner.{word}::text").get()
            assert (answer.status, banner) == (200, labels_for(offer.language)[word])
            assert "InStock" not in answer.text
            assert not Selector(answer.text).css("button.buy")


@pytest.fixture(scope="module")
def after_removals() -> Iterator[Stage]:
    bazaar = Bazaar(SEED, NOON, 200)
    bazaar.receive(make_incoming(*(offer.listing_id for offer in live(bazaar, illicit=True))))
    bazaar.advance(timedelta(days=13))
    with running(bazaar) as opened:
        yield Stage(opened, Visitor(opened.base_url))


@pytest.mark.parametrize("gone_as", list(GoneAs))
def test_a_removed_listing_shows_nothing_but_a_sentence(after_removals: Stage, gone_as: GoneAs) -> None:
    stage = after_removals
    removed = [
        o
        for o in stage.bazaar.offers()
        if o.state is OfferState.REMOVED and o.gone_as is gone_as and o.flavour is not Flavour.APP
    ]
    assert removed
    for offer in removed:
        answer = stage.visitor.get(offer.path)
        labels = labels_for(offer.language)
        sentence = labels["not_found" if gone_as is GoneAs.NOT_FOUND_404 else "removed"]
        assert answer.status == int(gone_as.value)
        assert Selector(answer.text).css(".sentence::text").get() == sentence
        assert offer.title not in Selector(answer.text).css("main").get("")
        assert stage.visitor.get(f"/picture/{offer.listing_id}.svg").status == 404


def test_a_listing_hidden_from_our_country_says_so_and_is_not_removed(stage: Stage) -> None:
    stage.opened.advance(timedelta(days=3))
    for _ in range(40):
        hidden = [o for o in stage.bazaar.offers() if o.not_here and o.flavour is not Flavour.APP]
        if hidden and stage.bazaar.spell() is None:
            break
        stage.opened.advance(hours(6))
    assert hidden
    answer = stage.visitor.get(hidden[0].path)
    assert answer.status == 200
    assert labels_for(hidden[0].language)["not_here"] in answer.text
    assert hidden[0].state is OfferState.LIVE


def test_an_edited_page_shows_the_new_text(stage: Stage) -> None:
    before = {o.listing_id: replace(o) for o in live(stage.bazaar)}
    stage.opened.advance(timedelta(days=10))
    edited = [o for o in live(stage.bazaar) if o.listing_id in before and o.price != before[o.listing_id].price]
    assert edited
    assert stage.visitor.get(edited[0].path).status == 200
    row = json.loads(stage.visitor.get(f"/api/v1/items/{edited[0].listing_id}").text)
    assert row["price"] == f"{edited[0].price:.2f}"


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        (SpellKind.BLOCK, 403, "Access Denied"),
        (SpellKind.CAPTCHA, 200, "Are you a human?"),
        (SpellKind.MAINTENANCE, 503, "scheduled maintenance"),
        (SpellKind.LOGIN_WALL, 200, "Sign in to continue"),
        (SpellKind.SLOW, 200, ""),
    ],
)
def test_in_a_spell_every_page_is_something_else(stage: Stage, kind: SpellKind, status: int, words: str) -> None:
    offer = next(o for o in live(stage.bazaar) if o.quiet)
    spell = next(s for s in stage.bazaar.spells() if s.kind is kind)
    stage.bazaar.set_now(spell.starts_at)
    for path in (offer.path, "/search?q=ivory"):
        answer = stage.visitor.get(path)
        assert answer.status == status
        assert words in answer.text
        assert (offer.title in answer.text) == (kind is SpellKind.SLOW and path == offer.path)
    assert stage.visitor.get("/robots.txt").text.startswith("User-agent: *")
    assert json.loads(stage.visitor.get("/_bazaar/clock").text)["spell"] == kind.value
    stage.bazaar.set_now(spell.ends_at)
    assert offer.title in Selector(stage.visitor.get(offer.path).text).css("h1::text").get("")


def test_a_bad_server_answers_with_one_error_after_the_other(stage: Stage) -> None:
    spell = next(s for s in stage.bazaar.spells() if s.kind is SpellKind.SERVER_ERROR)
    stage.bazaar.set_now(spell.starts_at)
    assert {stage.visitor.get("/").status for _ in range(6)} == {500, 502, 503}


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/search?q=ivory&page=2", True),
        ("/item/1234567-x", True),
        ("/app/item/1234567", True),
        ("/api/app/items/1234567", True),
        ("/_bazaar/truth", False),
        ("/admin", False),
        ("/login", False),
    ],
)
def test_robots_txt_lets_crawlers_read_the_market_and_not_the_stage(path: str, allowed: bool) -> None:
    with running(Bazaar(SEED, NOON, 60), crawl_delay=2) as opened:
        robots = RobotFileParser()
        robots.parse(Visitor(opened.base_url).get("/robots.txt").text.splitlines())
    assert robots.can_fetch("Marketsweep", path) is allowed
    assert str(robots.crawl_delay("Marketsweep")) == "2"


@pytest.mark.parametrize("path", ["/nothing", "/item/9999999999-x", "/app", "/seller/u1", "/category/none"])
def test_an_address_that_leads_nowhere_is_a_404_page(still: Stage, path: str) -> None:
    answer = still.visitor.get(path)
    assert (answer.status, "could not find the page" in answer.text) == (404, True)


@pytest.mark.parametrize("path", ["/", "/category/books", "/sitemap.xml", "/app/search?q=ivory", "/login"])
def test_the_other_pages_open(still: Stage, path: str) -> None:
    assert still.visitor.get(path).status == 200


def test_a_query_is_shown_and_not_run(still: Stage) -> None:
    assert "<script>alert" not in still.visitor.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").text


def test_a_sellers_page_lists_what_they_offer(still: Stage) -> None:
    seller_id = live(still.bazaar)[0].seller_id
    page = Selector(still.visitor.get(f"/seller/{seller_id}").text)
    shown = set(page.css("article.listing::attr(data-id)").getall())
    assert shown == {o.listing_id for o in find(still.bazaar.offers(), "").offers if o.seller_id == seller_id}
