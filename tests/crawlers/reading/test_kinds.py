import pytest

from crawlers.reading import Hints, read_page
from domain.page_kind import PageKind
from tests.crawlers.reading.invented import BANNER, RECOMMENDED, item_page, page, search_page

ITEM_URL = "https://flohmarkt.example/item/carved-box-4711001"
SEARCH_URL = "https://flohmarkt.example/search?q=box"


def kind_of(body: bytes, url: str | None = ITEM_URL, status: int | None = 200) -> PageKind:
    return read_page(body, url=url, status=status).kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("This listing has ended.", PageKind.ITEM_ENDED),
        ("Dieses Angebot wurde beendet.", PageKind.ITEM_ENDED),
        ("Cette annonce a expiré", PageKind.ITEM_ENDED),
        ("Este anuncio ya no está disponible", PageKind.ITEM_ENDED),
        ("Questo annuncio non è più disponibile", PageKind.ITEM_ENDED),
        ("Ogłoszenie wygasło", PageKind.ITEM_ENDED),
        ("Deze advertentie is niet meer beschikbaar", PageKind.ITEM_ENDED),
        ("Este anúncio já não está disponível", PageKind.ITEM_ENDED),
        ("Объявление снято с публикации", PageKind.ITEM_ENDED),
        ("该商品已下架", PageKind.ITEM_ENDED),
        ("This item has been sold", PageKind.ITEM_SOLD),
        ("Dieser Artikel wurde verkauft", PageKind.ITEM_SOLD),
        ("Cet article a été vendu", PageKind.ITEM_SOLD),
        ("Este artículo se ha vendido", PageKind.ITEM_SOLD),
        ("L'oggetto è stato venduto", PageKind.ITEM_SOLD),
        ("Przedmiot został sprzedany", PageKind.ITEM_SOLD),
        ("Товар продан", PageKind.ITEM_SOLD),
        ("该商品已售出", PageKind.ITEM_SOLD),
        ("This listing has been removed for violating our policies", PageKind.ITEM_REMOVED),
        ("Diese Anzeige wurde gelöscht", PageKind.ITEM_REMOVED),
        ("Cette annonce a été supprimée", PageKind.ITEM_REMOVED),
        ("Este anuncio ha sido eliminado", PageKind.ITEM_REMOVED),
        ("Questo annuncio è stato rimosso", PageKind.ITEM_REMOVED),
        ("Ogłoszenie zostało usunięte", PageKind.ITEM_REMOVED),
        ("Annonsen har tagits bort", PageKind.ITEM_REMOVED),
        ("Объявление заблокировано", PageKind.ITEM_REMOVED),
        ("商品已被删除", PageKind.ITEM_REMOVED),
        ("This item is not available in your country", PageKind.ITEM_UNAVAILABLE_HERE),
        ("Dieses Angebot ist in Ihrem Land nicht verfügbar", PageKind.ITEM_UNAVAILABLE_HERE),
        ("Cet article n'est pas disponible dans votre pays", PageKind.ITEM_UNAVAILABLE_HERE),
        ("Este producto no está disponible en tu país", PageKind.ITEM_UNAVAILABLE_HERE),
        ("Ta oferta jest niedostępna w Twoim kraju", PageKind.ITEM_UNAVAILABLE_HERE),
        ("该商品在您所在的国家无法购买", PageKind.ITEM_UNAVAILABLE_HERE),
    ],
)
def test_a_banner_says_what_became_of_a_listing_in_many_languages(sentence: str, kind: PageKind) -> None:
    with_the_old_listing = item_page(above=BANNER.format(sentence), button="Share", below=RECOMMENDED)
    alone = page(f"<h1>{sentence}</h1><a href='/'>Home</a>")
    assert (kind_of(with_the_old_listing), kind_of(alone)) == (kind, kind)


def test_a_mark_beside_the_heading_says_sold_and_one_on_a_recommendation_does_not() -> None:
    marked = item_page(above="<span class='label'>Verkauft</span>", button="Share")
    assert kind_of(marked) is PageKind.ITEM_SOLD
    assert kind_of(item_page(below=RECOMMENDED)) is PageKind.ITEM
    assert kind_of(item_page(above="<span>24</span><span>sold</span>")) is PageKind.ITEM


@pytest.mark.parametrize(
    "words",
    [
        "This listing has been removed. Dieses Angebot wurde beendet.",
        "Already sold? No, still here. This item has been sold to nobody.",
        "Are you a robot? Then buy this access denied doormat. Verify you are human.",
        "No results found for this in shops",
    ],
)
def test_what_a_seller_writes_does_not_make_a_live_listing_look_gone_or_blocked(words: str) -> None:
    assert kind_of(item_page(description=words)) is PageKind.ITEM
    assert kind_of(item_page(title=words)) is PageKind.ITEM


@pytest.mark.parametrize(
    "body",
    [
        page("<h1>Robot Check</h1><p>Enter the characters you see below</p><form><input name='field'></form>"),
        page("<h2>Checking your browser before accessing</h2>", title="Just a moment..."),
        page(
            "<h1>Access Denied</h1><p>You don't have permission to access this. Reference #18.2f</p>",
            title="Access Denied",
        ),
        page(
            "<p>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script>"
        ),
        page("<div id='px-captcha'></div><p>Press &amp; Hold to confirm you are a human</p>"),
        page("<h1>Ungewöhnliche Aktivität</h1><p>Bitte bestätigen Sie, dass Sie ein Mensch sind.</p>", lang="de"),
        page("<h1>Accès temporairement restreint</h1><p>Vous n'êtes pas un robot ?</p>", lang="fr"),
        page("<p>请完成验证,拖动滑块</p>", lang="zh"),
        page("<p>Подтвердите, что вы не робот</p>", lang="ru"),
        page("", head="<script>window._cf_chl_opt={cvId:'3'};</script>"),
    ],
)
def test_riddles_for_robots_are_blocks_and_nothing_is_read_from_them(body: bytes) -> None:
    read = read_page(body, url=ITEM_URL, status=200)
    assert (read.kind, read.item, read.cards) == (PageKind.BLOCK, None, ())


def test_a_protection_script_on_a_page_of_goods_is_no_block() -> None:
    head = "<script src='https://js.datadome.example/tags.js'></script><script src='/recaptcha/api.js'></script>"
    assert kind_of(item_page(head=head)) is PageKind.ITEM


@pytest.mark.parametrize(
    ("status", "body", "url", "kind"),
    [
        (404, page("<h1>Page not found</h1>"), ITEM_URL, PageKind.ITEM_REMOVED),
        (410, page(""), ITEM_URL, PageKind.ITEM_REMOVED),
        (451, page("<h1>Unavailable</h1>"), ITEM_URL, PageKind.ITEM_REMOVED),
        (404, page("<h1>This item has been sold</h1>"), ITEM_URL, PageKind.ITEM_SOLD),
        (404, page("<h1>Seite nicht gefunden</h1>"), SEARCH_URL, PageKind.ERROR),
        (404, page("<p>Verify you are human</p>"), ITEM_URL, PageKind.BLOCK),
        (403, page("<h1>Forbidden</h1>"), ITEM_URL, PageKind.BLOCK),
        (429, page("Too many requests"), ITEM_URL, PageKind.BLOCK),
        (401, page("<h1>Login</h1>"), ITEM_URL, PageKind.LOGIN),
        (500, page("<h1>Internal Server Error</h1>"), ITEM_URL, PageKind.ERROR),
        (502, page(""), ITEM_URL, PageKind.ERROR),
        (503, page("<h1>Wartungsarbeiten</h1>"), ITEM_URL, PageKind.MAINTENANCE),
        (503, page("<p>Pardon our interruption</p>"), ITEM_URL, PageKind.BLOCK),
        (500, item_page(), ITEM_URL, PageKind.ERROR),
        (200, page("<h1>We are down for maintenance</h1><p>We'll be back soon.</p>"), ITEM_URL, PageKind.MAINTENANCE),
        (200, page("<h1>500 Internal Server Error</h1>", title="500 Internal Server Error"), ITEM_URL, PageKind.ERROR),
        (200, page("<h1>Oops!</h1><p>Something went wrong</p>"), ITEM_URL, PageKind.ERROR),
    ],
)
def test_status_and_words_together_tell_removals_blocks_and_failures_apart(
    status: int, body: bytes, url: str, kind: PageKind
) -> None:
    assert kind_of(body, url, status) is kind


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (page("<h1>Log in</h1><form><input name='user'><input type='password'></form>"), PageKind.LOGIN),
        (page("<h1>Anmelden</h1><form><input type='password'></form>", lang="de"), PageKind.LOGIN),
        (page("<p>Veuillez vous connecter</p><form><input type='password'></form>", lang="fr"), PageKind.LOGIN),
        (
            page(
                "<h1>Before you continue to Flohmarkt</h1><p>We use cookies and data to</p><button>Accept all</button>"
            ),
            PageKind.CONSENT,
        ),
        (
            page("<h2>Wir und unsere Partner verarbeiten Daten</h2><button>Alle akzeptieren</button>", lang="de"),
            PageKind.CONSENT,
        ),
        (page(""), PageKind.UNKNOWN),
        (page("<p>About us: we are three people in a barn.</p>"), PageKind.UNKNOWN),
    ],
)
def test_walls_and_pages_that_nobody_understands_are_named_and_not_read(body: bytes, kind: PageKind) -> None:
    read = read_page(body, url="https://flohmarkt.example/a/about")
    assert (read.kind, read.item, read.cards) == (kind, None, ())


def test_a_cookie_banner_on_a_page_of_goods_is_no_consent_wall() -> None:
    banner = "<div id='cookie-layer'>We value your privacy. We and our partners use cookies. Accept all cookies</div>"
    assert kind_of(item_page(above=banner)) is PageKind.ITEM


@pytest.mark.parametrize(
    "sentence",
    [
        "No results found for 'xyzzy'",
        "Keine Ergebnisse für „xyzzy“",
        "Aucun résultat pour xyzzy",
        "No hemos encontrado resultados",
        "Nessun risultato trovato",
        "Brak wyników dla xyzzy",
        "Inga träffar",
        "Ничего не найдено",
        "没有找到相关商品",
        "0 results",
    ],
)
def test_a_search_that_found_nothing_is_empty_even_beside_recommendations(sentence: str) -> None:
    body = page(f"<form><input type='search' name='q' value='xyzzy'></form><h1>{sentence}</h1>{RECOMMENDED}")
    read = read_page(body, url="https://flohmarkt.example/search?q=xyzzy", status=200)
    assert (read.kind, read.cards, read.total_results) == (PageKind.SEARCH_EMPTY, (), 0)


def test_one_offer_is_an_item_and_many_cards_are_a_search_with_or_without_an_address() -> None:
    assert [kind_of(search_page(), url) for url in (SEARCH_URL, None)] == [PageKind.SEARCH] * 2
    assert [kind_of(item_page(below=RECOMMENDED), url) for url in (ITEM_URL, None)] == [PageKind.ITEM] * 2


def test_the_front_page_is_home_and_not_read() -> None:
    read = read_page(search_page(query="offers"), url="https://flohmarkt.example/")
    assert (read.kind, read.cards, read.item) == (PageKind.HOME, (), None)


def test_a_recipes_own_sentence_decides_first_but_not_in_the_sellers_words() -> None:
    hints = Hints(kind_texts={PageKind.ITEM_REMOVED: ("Gone fishing, says the moderator",)})
    banner = BANNER.format("Gone fishing, says the moderator")
    assert read_page(item_page(above=banner), url=ITEM_URL, recipe=hints).kind is PageKind.ITEM_REMOVED
    written = item_page(description="Gone fishing, says the moderator")
    assert read_page(written, url=ITEM_URL, recipe=hints).kind is PageKind.ITEM


def test_every_judgement_says_why() -> None:
    pages = (item_page(), search_page(), page(""), page("<h1>Robot Check</h1>"))
    assert all(all(reason.endswith(".") for reason in read_page(body).reasons) for body in pages)
    assert all(read_page(body).reasons for body in pages)
