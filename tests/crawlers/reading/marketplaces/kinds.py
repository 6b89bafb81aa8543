"""Pages of which only the kind matters; the rules of the reader were made with these."""
# ruff: noqa: E501  (the markup of pages reads better unbroken)

from domain.page_kind import PageKind
from tests.crawlers.reading.marketplaces.cases import KindCase
from tests.crawlers.reading.marketplaces.offers import make_offers
from tests.crawlers.reading.marketplaces.surroundings import beside, filters, footer, mega_menu

HOME = "https://kram.example/"
SEARCH = "https://kram.example/search?q=xyzzy"
OTHERS = make_offers("en", 6, 81)
AROUND = beside("You might like", OTHERS) + footer()
PRIVACY = "We store information on your device, such as cookies, to measure and to show advertising. "


def listing(price: str = "35 €", button: str = "Contact seller", more: str = "", title: str = "Iron trivet") -> str:
    """Return the body of a live item page with all that stands around one."""
    return f"{mega_menu()}<h1>{title}</h1><p>{price}</p><button>{button}</button><p>Heavy, for large pots.</p>{more}{AROUND}"


def gone(sentence: str) -> str:
    """Return a page that says what became of a listing and shows others."""
    return f"{mega_menu()}<div><h2>{sentence}</h2><p><a href='/'>Start</a></p></div>{AROUND}"


KINDS = (
    KindCase("block", PageKind.BLOCK, "<div class='main-wrapper'><h1>kram.example</h1><h2>Verifying you are human. This may take a few seconds.</h2></div>", title="Just a moment..."),
    KindCase("block", PageKind.BLOCK, "<iframe src='/_Incapsula_Resource?SWUDNSAI=31'></iframe>Request unsuccessful. Incapsula incident ID: 443-22"),
    KindCase("block", PageKind.BLOCK, "<p id='cmsg'>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/i.js'></script>", title="kram.example"),
    KindCase("block", PageKind.BLOCK, "<h1>Pardon Our Interruption</h1><p>As you were browsing something about your browser made us think you were a bot.</p>"),
    KindCase("block", PageKind.BLOCK, "<h1>Access Denied</h1>You don't have permission to access this on this server.<p>Reference #18.4f</p>", title="Access Denied"),
    KindCase("block", PageKind.BLOCK, "<p>Sorry, we just need to make sure you're not a robot. For best results, please make sure your browser is accepting cookies.</p><form><input id='captchacharacters'></form>"),
    KindCase("block", PageKind.BLOCK, "<div id='nocaptcha'></div><p>Sorry, we have detected unusual traffic from your network.</p><p>Please slide to verify</p>"),
    KindCase("block", PageKind.BLOCK, "<h1>Доступ ограничен: проблема с IP</h1><p>Иногда такое случается. Пройдите проверку, чтобы продолжить.</p>", language="ru"),
    KindCase("block", PageKind.BLOCK, "<script>window.gokuProps={};</script><script src='https://x.token.awswaf.com/challenge.js'></script><div id='challenge-container'></div>"),
    KindCase("block", PageKind.BLOCK, "<h1>Nur noch einen Moment</h1><p>Wir prüfen, ob Sie ein Mensch sind.</p>", language="de"),
    KindCase("login", PageKind.LOGIN, "<h1>Welcome back</h1><form><label>E-mail<input name='e'></label><label>Password<input type='password'></label><button>Log in</button></form>" + footer()),
    KindCase("login", PageKind.LOGIN, "<h2>Zaloguj się</h2><form><input name='login'><input type='password'><button>Zaloguj</button></form>", language="pl"),
    KindCase("login", PageKind.LOGIN, "<h1>Вход в аккаунт</h1><form><input type='password'></form><p>Войдите, чтобы продолжить</p>", language="ru"),
    KindCase("consent", PageKind.CONSENT, f"<h1>We value your privacy</h1><p>{PRIVACY * 6}</p><button>Accept all</button><button>Manage options</button>"),
    KindCase("consent", PageKind.CONSENT, f"<h2>Wir verarbeiten Daten</h2><p>Wir und unsere 182 Partner. {PRIVACY * 10}</p><button>Alle akzeptieren</button>", language="de"),
    KindCase("maintenance", PageKind.MAINTENANCE, "<h1>Back in a moment</h1><p>Our shop is getting an update. We'll be back soon!</p>"),
    KindCase("maintenance", PageKind.MAINTENANCE, "<h1>Сайт на обслуживании</h1><p>Ведутся технические работы</p>", language="ru"),
    KindCase("error", PageKind.ERROR, "<h1>502 Bad Gateway</h1><hr>nginx", title="502 Bad Gateway"),
    KindCase("error", PageKind.ERROR, f"{mega_menu()}<h1>Oops! Something went wrong</h1><p>Please try again later.</p>"),
    KindCase("soft 404", PageKind.ERROR, f"{mega_menu()}<h1>404</h1><p>We couldn't find this page.</p>{footer()}", title="Page not found"),
    KindCase("soft 404", PageKind.ERROR, f"{mega_menu()}<h1>Page introuvable</h1><p>Cette page n'existe pas.</p>{AROUND}", language="fr", title="Page introuvable"),
    KindCase("ended", PageKind.ITEM_ENDED, gone("This ad is no longer available"), title="This ad is no longer available"),
    KindCase("ended", PageKind.ITEM_ENDED, gone("Diese Anzeige ist nicht mehr verfügbar"), language="de"),
    KindCase("ended", PageKind.ITEM_ENDED, gone("Cette annonce est désactivée"), language="fr"),
    KindCase("ended", PageKind.ITEM_ENDED, gone("Объявление больше не актуально"), language="ru"),
    KindCase("ended", PageKind.ITEM_ENDED, gone("To ogłoszenie nie jest już dostępne"), language="pl"),
    KindCase("ended", PageKind.ITEM_ENDED, gone("Annonsen är inte längre tillgänglig"), language="sv"),
    KindCase("ended", PageKind.ITEM_ENDED, gone("この商品は現在公開されていません"), language="ja"),
    KindCase("ended", PageKind.ITEM_ENDED, gone("Este anúncio expirou"), language="pt"),
    KindCase("sold", PageKind.ITEM_SOLD, gone("Sorry, this item has sold"), title="Iron trivet"),
    KindCase("sold", PageKind.ITEM_SOLD, gone("Questo articolo è già stato venduto"), language="it"),
    KindCase("sold", PageKind.ITEM_SOLD, gone("売り切れました"), language="ja"),
    KindCase("sold", PageKind.ITEM_SOLD, gone("Dit artikel is al verkocht"), language="nl"),
    KindCase("removed", PageKind.ITEM_REMOVED, gone("The seller has removed this listing")),
    KindCase("removed", PageKind.ITEM_REMOVED, gone("Diese Anzeige wurde gesperrt, weil sie gegen unsere Grundsätze verstößt"), language="de"),
    KindCase("removed", PageKind.ITEM_REMOVED, gone("El anuncio ha sido retirado"), language="es"),
    KindCase("removed", PageKind.ITEM_REMOVED, gone("Объявление удалено модератором"), language="ru"),
    KindCase("removed", PageKind.ITEM_REMOVED, gone("该商品因违规已被下架"), language="zh"),
    KindCase("unavailable here", PageKind.ITEM_UNAVAILABLE_HERE, gone("Sorry, this item isn't available in your region")),
    KindCase("unavailable here", PageKind.ITEM_UNAVAILABLE_HERE, gone("Dieser Artikel kann in deinem Land nicht angezeigt werden"), language="de"),
    KindCase("live", PageKind.ITEM, listing(more="".join(f"<div class='rec'><a href='/item/{o.id}'>{o.title}</a><b>SOLD</b></div>" for o in OTHERS)), title="Iron trivet"),
    KindCase("live", PageKind.ITEM, listing(more="<p>This item has been removed from its box once.</p>"), title="Iron trivet"),
    KindCase("live", PageKind.ITEM, listing(button="Añadir al carrito", more="<p>Vendidos: 31</p>"), language="es", title="Iron trivet"),
    KindCase("live", PageKind.ITEM, listing(price="35 €", button="Nachricht schreiben", more="<div>Sicherheitshinweis: Bitte melden Sie sich an, um Nachrichten zu lesen</div>"), language="de", title="Iron trivet"),
    KindCase("live", PageKind.ITEM, listing(more="<div class='cookie'>We value your privacy. Accept all cookies</div>"), title="Iron trivet"),
    KindCase("empty", PageKind.SEARCH_EMPTY, f"{mega_menu()}<h1>We found 0 results for xyzzy</h1>{AROUND}", url=SEARCH),
    KindCase("empty", PageKind.SEARCH_EMPTY, f"{mega_menu()}<p>Es wurden leider keine Anzeigen gefunden.</p>{AROUND}", url=SEARCH, language="de"),
    KindCase("empty", PageKind.SEARCH_EMPTY, f"{mega_menu()}<h2>По вашему запросу ничего не найдено</h2>{AROUND}", url=SEARCH, language="ru"),
    KindCase("empty", PageKind.SEARCH_EMPTY, f"{mega_menu()}<p>お探しの商品は見つかりませんでした</p>{AROUND}", url=SEARCH, language="ja"),
    KindCase("home", PageKind.HOME, f"{mega_menu()}<h1>Buy and sell</h1>{AROUND}", url=HOME),
    KindCase("other", PageKind.UNKNOWN, f"{mega_menu()}<h1>About us</h1><p>We are three people in a barn.</p>{footer()}", url="https://kram.example/about"),
    KindCase("other", PageKind.UNKNOWN, f"{mega_menu()}<h1>Safety tips</h1><p>Meet in public. Pay 0 € in advance.</p>{filters('/help')}{footer()}", url="https://kram.example/help/safety"),
)  # fmt: skip
