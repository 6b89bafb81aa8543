"""Search pages that the reader's rules were made with."""
# ruff: noqa: E501  (the markup of pages reads better unbroken)

import json
from collections.abc import Sequence
from typing import Any

from tests.crawlers.reading.marketplaces.cases import SearchCase
from tests.crawlers.reading.marketplaces.offers import Offer, comma, dotted, make_offers, spaced
from tests.crawlers.reading.marketplaces.surroundings import beside


def _next_data(offers: Sequence[Offer]) -> str:
    entries: list[dict[str, Any]] = [
        {"id": int(each.id), "subject": each.title, "url": f"/anzeige/{each.slug}-{each.id}",
         "price": {"amount": str(each.price), "currencyCode": "EUR"}, "location": {"city": "Linz"}}
        for each in offers
    ]  # fmt: skip
    state = {"props": {"pageProps": {"search": {"results": entries, "total": len(entries)}, "query": "x"}}}
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'


def _nuxt(offers: Sequence[Offer]) -> str:
    entries = ",".join(
        f'{{itemId:"{each.id}",title:"{each.title}",price:{each.price},currency:"UAH",link:"/obyava/{each.slug}-{each.id}"}}'
        for each in offers
    )
    return f"<script>window.__NUXT__={{state:{{feed:{{items:[{entries}],loaded:true}}}}}};</script>"


OTHERS = make_offers("en", 8, 77)
SEARCHES = (
    SearchCase(
        name="whole card is one link",
        family="classifieds",
        language="en",
        currency="GBP",
        money=lambda a: f"£{comma(a)}",
        url="https://attic.example.uk/for-sale/search?search_term=box",
        item_path="{id}",
        card="<article class='css-1hk2'><a href='/p/home-garden/{slug}/{id}'><figure><img data-src='/i/{id}.jpg'></figure>"
        "<div class='css-88'><div class='css-9'>{title}</div><div class='css-a1'>Collection only, a few scratches but fine</div>"
        "<div class='css-10'>{place}</div><div class='css-11'>{price}</div><div>2 days ago</div></div></a></article>",
        before="<div class='css-list'>",
        after="</div>",
        places=("Leeds, West Yorkshire", "Bath, Somerset"),
        below=beside("Recently viewed", OTHERS[:5], sign="GBP", path="/p/other/"),
    ),
    SearchCase(
        name="list items with role and hashed names",
        family="classifieds",
        language="de",
        currency="EUR",
        whole=True,
        money=lambda a: f"{dotted(a)} € VB",
        url="https://kram.example/s-truhe/k0",
        digits=10,
        card="<div role='listitem' class='sc-1f'><div class='sc-2g'><a class='sc-3h' href='/s-anzeige/{slug}/{id}-88-1234'>"
        "<img src='data:image/gif;base64,R0' data-imgsrc='/i/{id}.jpg' alt=''></a></div><div class='sc-4i'><span>10115 Berlin</span>"
        "<span>Heute, 12:0{n}</span></div><h2><a href='/s-anzeige/{slug}/{id}-88-1234'>{title}</a></h2><p>Abholung bevorzugt,"
        " Nichtraucherhaushalt, Versand für 6,99 € möglich</p><p class='sc-5j'>{price}</p></div>",
        before="<div role='list'>",
        after="</div>",
        heading="<h1>1 - {count} von {count} Ergebnissen</h1>",
        places=("10115 Berlin",),
        between="<div role='listitem' class='ad'><span>Anzeige</span></div>",
    ),
    SearchCase(
        name="price before title, place after",
        family="classifieds",
        language="sv",
        currency="SEK",
        whole=True,
        money=lambda a: f"{spaced(a)} kr",
        url="https://loppis.example.se/annonser/hela_sverige?q=klocka",
        digits=10,
        card="<div class='styled__Wrapper-{n}'><div><a tabindex='-1' href='/annons/{slug}/{id}'><img src='/i/{id}.webp'></a></div>"
        "<div><div class='Top'><p><a href='/annonser/hela_sverige?cg=5'>Prylar</a> · <a href='/annonser/skane?r=23'>Skåne</a></p>"
        "<p>Idag 09:1{n}</p></div><h2><a href='/annons/{slug}/{id}'><span>{title}</span></a></h2><div>{price}</div></div></div>",
        before="<div>",
        after="</div>",
        heading="<h1>{count} träffar</h1>",
    ),
    SearchCase(
        name="promoted rows of the same look above",
        family="classifieds",
        language="pl",
        currency="PLN",
        money=lambda a: f"{spaced(a)} zł",
        url="https://graty.example.pl/oferty/q-zegar/",
        digits=9,
        card="<div data-cy='l-card' id='{id}'><div><a href='/d/oferta/{slug}-CID628-ID{id}.html'><img src='/i/{id}.jpg' alt='{title}'>"
        "</a></div><div><a href='/d/oferta/{slug}-CID628-ID{id}.html'><h4>{title}</h4></a><p data-testid='ad-price'>{price}"
        "<span>do negocjacji</span></p></div><p data-testid='location-date'>{place} - Dzisiaj o 12:1{n}</p></div>",
        before="<div data-testid='listing-grid'>",
        after="</div>",
        heading="<h3>Znaleźliśmy {count} ogłoszeń</h3>",
        places=("Gdańsk, Oliwa", "Łódź, Bałuty"),
        below=beside("Może Ci się spodobać", OTHERS[:4], sign="zł", path="/p/"),
    ),
    SearchCase(
        name="bids and buy now in pieces",
        family="auctions",
        language="en",
        currency="USD",
        money=lambda a: f"${comma(a)}",
        url="https://gavel.example.com/sch/i.html?_nkw=lamp",
        digits=12,
        between="<li class='river'><h2>Sponsored</h2></li>",
        card="<li id='item{n}f'><div class='w'><div class='img'><a href='https://gavel.example.com/itm/{id}?hash=abc&amp;var=1'>"
        "<img src='https://i.example.com/{id}/s-l225.jpg' alt='{title}'></a></div><div class='info'>"
        "<a href='https://gavel.example.com/itm/{id}?hash=abc&amp;var=1'><div role='heading'><span>{title}</span>"
        "<span class='clipped'>Opens in a new window or tab</span></div></a><div>Pre-Owned</div><div class='row'>"
        "<span class='item__price'>{price}</span></div><div><span>3 bids</span> · <span>1d 4h left</span></div>"
        "<div><span>+$12.40 shipping</span></div><div><span class='old'>Was: <s>{old}</s></span></div></div></div></li>",
    ),
    SearchCase(
        name="auction lots with estimates",
        family="auctions",
        language="fr",
        currency="EUR",
        whole=True,
        money=lambda a: f"{spaced(a)} €",
        url="https://marteau.example.fr/recherche?q=vase",
        item_path="{id}",
        digits=7,
        card="<div class='lot'><a href='//marteau.example.fr/lot/{id}/{slug}'><picture><source srcset='/i/{id}.webp'>"
        "<img src='/i/{id}.jpg' loading='lazy'></picture></a><div>Lot {n}</div><a href='//marteau.example.fr/lot/{id}/{slug}'>"
        "<strong>{title}</strong></a><dl><dt>Estimation</dt><dd>40 - 90 €</dd><dt>Enchère actuelle</dt><dd><b>{price}</b></dd></dl></div>",
        before="<div class='lots'>",
        after="</div>",
        heading="<h1>{count} lots pour « {query} »</h1>",
    ),
    SearchCase(
        name="superscript decimals and units",
        family="general store",
        language="ro",
        currency="RON",
        money=lambda a: f"{dotted(a).split(',')[0]}<sup>,{dotted(a).split(',')[1]}</sup> <span>Lei</span>",
        url="https://dulap.example.ro/search/ceas",
        digits=9,
        card="<div class='card-item js-p' data-offer-id='{id}'><div class='card'><a href='https://dulap.example.ro/{slug}/pd/D{id}/'"
        " class='thumb'><img src='/i/{id}.jpg' alt='x'></a><div class='badge'>Super Preț</div><h2><a href='https://dulap.example.ro/{slug}/pd/D{id}/'>"
        "{title}</a></h2><div class='stars'>4.{n} (120)</div><p class='pricing-old'><s>{old}</s> (-12%)</p><p class='product-new-price'>"
        "{price}</p><p>sau 12 rate de 9<sup>,99</sup> Lei/lună</p><p>2<sup>,50</sup> Lei/buc</p><button>Adaugă în Coș</button></div></div>",
        before="<div id='card_grid'>",
        after="</div>",
        has_ids=False,
        heading='<h1>{count} rezultate pentru: "{query}"</h1>',
    ),
    SearchCase(
        name="ids only in data attributes",
        family="general store",
        language="en",
        currency="USD",
        money=lambda a: (
            f"<span aria-hidden='true'><span>$</span>{str(a).split('.')[0]}<sup>{str(a).split('.')[1]}</sup></span>"
        ),
        url="https://depotly.example.com/s?k=chair",
        digits=8,
        card="<div data-item-id='{id}' class='mb0'><div><a class='abs' href='/track?rd=1&amp;t=/thing/{slug}'><span class='sr'>{title}</span></a>"
        "<img src='/i/{id}.jpeg'></div><div><div>{price}</div><div><span>{title}</span></div><div>Free shipping over $35</div>"
        "<div>4.5 out of 5 Stars. 31 reviews</div></div></div>",
        before="<div data-stack-index='0'>",
        after="</div>",
        heading='<h1>Results for "{query}"</h1>',
    ),
    SearchCase(
        name="yen without decimals",
        family="asian",
        language="ja",
        currency="JPY",
        whole=True,
        money=lambda a: f"¥{comma(a)}",
        url="https://furui.example.jp/search?keyword=%E6%99%82%E8%A8%88",
        digits=11,
        menu=False,
        card="<li data-testid='item-cell'><div><a href='/item/m{id}'><figure><div role='img' aria-label='{title}の画像 {raw}円'>"
        "<img src='/t/m{id}_1.jpg' alt='{title}のサムネイル'></div><div><span>¥</span><span>{raw}</span></div></figure>"
        "<div><span data-testid='thumbnail-item-name'>{title}</span></div></a></div></li>",
        heading="<h1>検索結果</h1><p>{count}件</p>",
        has_ids=False,
    ),
    SearchCase(
        name="Chinese cards with sales counts",
        family="asian",
        language="zh",
        currency="CNY",
        encoding="gb18030",
        money=lambda a: f"<em>¥</em><b>{str(a).split('.')[0]}</b><i>.{str(a).split('.')[1]}</i>",
        menu=False,
        url="https://jiuhuo.example.cn/search?q=%C4%BE",
        digits=12,
        card="<div class='Card--abc{n}'><a target='_blank' href='//detail.jiuhuo.example.cn/item.htm?id={id}&amp;ns=1'><div><img"
        " src='//img.example.cn/{id}.jpg_360.jpg'></div><div class='Title--x'>{title}</div><div class='Price--y'>{price}</div>"
        "<div class='sold--z'>500+人付款</div></a><div><a href='//shop.jiuhuo.example.cn/view_shop.htm?user={n}88'>{seller}</a>"
        "<span>广东 深圳</span></div></div>",
        before="<div class='list--q'>",
        after="</div>",
        heading="<h1>搜索结果</h1>",
    ),
    SearchCase(
        name="Korean table of deals",
        family="asian",
        language="ko",
        currency="KRW",
        whole=True,
        money=lambda a: f"{comma(a)}원",
        url="https://jangter.example.kr/search/?q=%EC%8B%9C%EA%B3%84",
        digits=9,
        encoding="euc_kr",
        card="<div class='sc-gW'><a data-pid='{id}' href='/products/{id}?ref=%EA%B2%80%EC%83%89'><div><img src='/i/{id}.jpg' alt='상품 이미지'></div>"
        "<div><div class='sc-e'>{title}</div><div class='sc-f'><div>{price}</div><div><span>3시간 전</span></div></div></div>"
        "<div>서울 마포구</div></a></div>",
        before="<div>",
        after="</div>",
        heading="<h1>검색결과 {count}개</h1>",
    ),
    SearchCase(
        name="roubles with thin spaces",
        family="east european",
        language="ru",
        currency="RUB",
        whole=True,
        money=lambda a: f"{spaced(a)} ₽",
        url="https://lavka.example.ru/moskva?q=%D1%81%D1%82%D1%83%D0%BB",
        digits=10,
        card="<div data-marker='item' data-item-id='{id}' class='iva-item'><div><a href='/moskva/mebel/{slug}_{id}' title='Объявление «{title}»'>"
        "<ul><li><img src='/i/{id}.jpg'></li><li><img src='/i/{id}b.jpg'></li></ul></a></div><div><div><a itemprop='url' title='{title}"
        " в Москве' href='/moskva/mebel/{slug}_{id}'><h3 itemprop='name'>{title}</h3></a></div><span><meta itemprop='priceCurrency' content='RUB'>"
        "<meta itemprop='price' content='{raw}'><strong>{price}</strong></span><div class='geo-root'><p>{place}</p></div><p>Состояние хорошее,"
        " самовывоз или доставка 300 ₽ по городу</p><div>2 часа назад</div></div></div>",
        before="<div data-marker='catalog-serp'>",
        after="</div>",
        places=("м. Сокол", "Арбат"),
        heading="<h1>Объявления по запросу «{query}» в Москве</h1>",
        below=beside("Вы смотрели", OTHERS[:6], sign="₽", path="/spb/"),
    ),
    SearchCase(
        name="state only in a script",
        family="east european",
        language="uk",
        currency="UAH",
        money=lambda a: f"{spaced(a)} ₴",
        url="https://torba.example.ua/list/?search=stilets",
        digits=9,
        menu=False,
        card="",
        script=_nuxt,
        heading="<div id='__nuxt'></div>",
    ),
    SearchCase(
        name="WooCommerce loop",
        family="shop system",
        language="it",
        currency="EUR",
        money=lambda a: f"{dotted(a)}&nbsp;&euro;",
        url="https://bottega.example.it/?s=vaso&post_type=product",
        has_ids=False,
        digits=4,
        card="<li class='product type-product post-{id} status-publish instock product_cat-vasi'><a href='https://bottega.example.it/prodotto/{slug}/'"
        " class='woocommerce-LoopProduct-link'><img src='/wp-content/{id}-300x300.jpg' class='attachment-woocommerce_thumbnail'>"
        "<h2 class='woocommerce-loop-product__title'>{title}</h2><span class='price'><del><span class='amount'><bdi>{old}</bdi></span></del>"
        "<ins><span class='amount'><bdi>{price}</bdi></span></ins></span></a><a href='?add-to-cart={id}' data-product_id='{id}'"
        " class='button add_to_cart_button'>Aggiungi al carrello</a></li>",
        before="<ul class='products columns-4'>",
        heading="<h1>Risultati della ricerca: “{query}”</h1><p>Visualizzazione di {count} risultati</p>",
    ),
    SearchCase(
        name="Magento grid",
        family="shop system",
        language="nl",
        currency="EUR",
        money=lambda a: f"€ {dotted(a)}",
        url="https://winkel.example.nl/catalogsearch/result/?q=klok",
        has_ids=False,
        digits=5,
        card="<li class='item product product-item'><div class='product-item-info' data-container='product-grid'><a href='https://winkel.example.nl/{slug}.html'"
        " class='product photo' tabindex='-1'><span><img class='product-image-photo' src='/m/{id}.jpg' alt='{title}'></span></a><div class='details'>"
        "<strong class='product name product-item-name'><a class='product-item-link' href='https://winkel.example.nl/{slug}.html'>{title}</a></strong>"
        "<div class='price-box' data-product-id='{id}'><span class='old-price'><span class='price-label'>Adviesprijs</span><span class='price'>{old}</span></span>"
        "<span class='special-price'><span data-price-amount='{raw}' class='price-wrapper'><span class='price'>{price}</span></span></span></div>"
        "<form data-product-sku='S{id}'><button>In Winkelwagen</button></form></div></div></li>",
        before="<ol class='products list items'>",
        after="</ol>",
        heading="<h1>Zoekresultaten voor: '{query}'</h1>",
    ),
    SearchCase(
        name="PrestaShop miniatures",
        family="shop system",
        language="es",
        currency="EUR",
        money=lambda a: f"{dotted(a)} €",
        url="https://tiendita.example.es/busqueda?controller=search&s=reloj",
        digits=4,
        has_ids=False,
        card="<article class='product-miniature js-product-miniature' data-id-product='{id}'><div class='thumbnail-container'>"
        "<a href='https://tiendita.example.es/relojes/{id}-{slug}.html' class='product-thumbnail'><img data-full-size-image-url='/{id}-large.jpg'"
        " src='/{id}-home.jpg'></a><div><h3 class='product-title'><a href='https://tiendita.example.es/relojes/{id}-{slug}.html'>{title}</a></h3>"
        "<div class='product-price-and-shipping'><span class='regular-price'>{old}</span><span class='discount-percentage'>-10%</span>"
        "<span class='price'>{price}</span></div></div><ul class='product-flags'><li>¡En oferta!</li></ul></div></article>",
        before="<div class='products row'>",
        after="</div>",
        heading="<h1>Resultados de la búsqueda</h1><p>Hay {count} productos.</p>",
    ),
    SearchCase(
        name="rows of a layout table",
        family="tables",
        language="cs",
        currency="CZK",
        whole=True,
        money=lambda a: f"{spaced(a)} Kč",
        url="https://bazarek.example.cz/search.php?hledat=kufr",
        encoding="cp1250",
        digits=9,
        menu=False,
        card="<tr bgcolor='#eeeeee'><td width='120'><a href='inzerat/{id}/{slug}.php'><img src='img/{id}.jpg' border=0></a></td>"
        "<td><b><a href='inzerat/{id}/{slug}.php'>{title}</a></b><br>Prodám pěkný kousek, osobní odběr.<br><font size=1>[2.1. 2026]</font></td>"
        "<td align=right><b>{price}</b></td><td>{place}<br>602 00</td></tr>",
        before="<table><tr><th>Foto</th><th>Inzerát</th><th>Cena</th><th>Lokalita</th></tr>",
        after="</table>",
        heading="<h1>Zobrazeno 1-{count} z {count} inzerátů</h1>",
        places=("Brno", "Praha"),
    ),
    SearchCase(
        name="two rows a result",
        family="tables",
        language="hu",
        currency="HUF",
        whole=True,
        money=lambda a: f"{dotted(a)} Ft",
        url="https://zsibvasar.example.hu/kereses?q=lada",
        encoding="iso8859_2",
        digits=7,
        menu=False,
        heading="<b>{count} találat</b>",
        card="<tr class='r1'><td rowspan=2><a href='item.php?id={id}'><img src='th/{id}.jpg'></a></td><td><a href='item.php?id={id}'>{title}</a></td>"
        "<td>{price}</td></tr><tr class='r2'><td colspan=2>Eladó: <a href='user.php?uid={n}'>{seller}</a> | <a href='item.php?id={id}#q'>Kérdés</a></td></tr>",
        before="<table class='list'>",
        after="</table>",
        sellers=True,
    ),
    SearchCase(
        name="Next.js with the results in a script",
        family="app",
        language="de",
        currency="EUR",
        money=lambda a: f"€ {dotted(a)}",
        url="https://willi.example.at/iad/kaufen?keyword=lampe",
        digits=9,
        card="",
        script=_next_data,
        places=("Linz",),
        heading="<h1>{count} Anzeigen</h1>",
        before="<div>",
        after="</div>",
    ),
    SearchCase(
        name="Angular attributes and links by button",
        family="app",
        language="pt",
        currency="BRL",
        money=lambda a: f"R$ {dotted(a)}",
        url="https://feirao.example.br/busca?q=espelho",
        digits=10,
        card="<app-card _ngcontent-abc='' class='ng-star-inserted'><section data-ds-component='DS-AdCard'><a data-ds='link' href='https://sp.feirao.example.br/"
        "regiao/{slug}-{id}' target='_blank'><h2 class='ds-text'>{title}</h2></a><div><img loading='lazy' src='/i/{id}.jpg'><ul aria-label='fotos'><li>1</li></ul>"
        "</div><h3 class='ds-text'>{price}</h3><p>em até 12x de R$ 19,90</p><p class='loc'>{place}</p><p>Hoje, 10:2{n}</p><button>Chat</button></section></app-card>",
        before="<main><div class='AdListing'>",
        after="</div></main>",
        places=("São Paulo, Pinheiros", "Campinas - SP"),
        heading="<h1>{query} - São Paulo</h1><p>1 - {count} de {count} resultados</p>",
    ),
    SearchCase(
        name="only two results beside many others",
        family="few",
        language="en",
        currency="EUR",
        money=lambda a: f"€{comma(a)}",
        url="https://donkey.example.ie/all?words=mirror",
        count=2,
        digits=8,
        heading="<h1>2 ads for {query}</h1>",
        card="<li class='card-collection__item'><a href='/for-sale-ads/furniture/{slug}/{id}'><img src='/i/{id}.jpg' alt='{title}'>"
        "<p class='card__title'>{title}</p><p class='card__price'>{price}</p></a></li>",
        below=beside("You may also like", OTHERS, path="/for-sale-ads/other/"),
    ),
    SearchCase(
        name="one result with filters",
        family="few",
        language="fr",
        currency="CHF",
        money=lambda a: f"CHF {a}",
        url="https://anibis.example.ch/fr/q/buffet",
        count=1,
        digits=8,
        heading="<h1>1 annonce pour « {query} »</h1>",
        card="<div class='listing'><a href='/fr/vi/{slug}/{id}'><img src='/i/{id}.jpg'><div><span>{title}</span></div><span>{price}</span></a></div>",
        before="<div>",
        after="</div>",
    ),
    SearchCase(
        name="a hundred and twenty",
        family="many",
        language="en",
        currency="AUD",
        whole=True,
        money=lambda a: f"${comma(a)}",
        url="https://swag.example.au/s-chair/k0",
        count=120,
        digits=10,
        told_url=True,
        card="<a class='user-ad-row' id='user-ad-{id}' href='/s-ad/city/{slug}/{id}' aria-label='{title}.\n Price: {price} .'><div><img src='/i/{id}.jpg'></div>"
        "<div><p class='user-ad-row__title'>{title}</p><div><span class='price'>{price}</span></div><div class='user-ad-row__location'>{place}</div></div></a>",
        before="<div class='panel-body'>",
        after="</div>",
        places=("Fitzroy", "Carlton North"),
        heading="<h1>{count} ads</h1>",
    ),
    SearchCase(
        name="no address told, relative links without ids",
        family="odd",
        language="el",
        currency="EUR",
        money=lambda a: f"{dotted(a)} €",
        url="https://pazari.example.gr/anazitisi?q=ρολόι",
        told_url=False,
        has_ids=False,
        card="<div class='tile'><a href='aggelia/{slug}'><img src='i/{id}.jpg'></a><div><a href='aggelia/{slug}'>{title}</a></div><div>{price}</div></div>",
        before="<div class='tiles'>",
        after="</div>",
        heading="<h1>{count} αγγελίες</h1>",
    ),
    SearchCase(
        name="recommendations of the same form under a heading",
        family="odd",
        language="tr",
        currency="TRY",
        whole=True,
        money=lambda a: f"{dotted(a)} TL",
        url="https://eskici.example.tr/arama?query_text=saat",
        digits=10,
        card="<div class='tile'><a href='/ilan/{slug}-{id}/detay'><img src='/i/{id}.jpg'><b>{title}</b></a><span>{price}</span><i>{place}</i></div>",
        before="<div class='row'>",
        after="</div>",
        heading="<h1>{count} ilan bulundu</h1>",
        places=("Kadıköy, İstanbul",),
        below="<div><h2>İlginizi çekebilir</h2><div class='row'>"
        + "".join(
            f"<div class='tile'><a href='/ilan/{o.slug}-{o.id}9/detay'><img src='/i/{o.id}.jpg'><b>{o.title}</b></a><span>99 TL</span></div>"
            for o in OTHERS
        )
        + "</div></div>",
    ),
    SearchCase(
        name="links by script with ids in onclick",
        family="odd",
        language="zh",
        currency="TWD",
        whole=True,
        money=lambda a: f"NT$ {comma(a)}",
        url="https://paimai.example.tw/search?kw=x",
        digits=9,
        has_ids=False,
        card="<div class='goods-item' data-goods-id='{id}' onclick=\"openItem('{id}')\"><img data-original='/i/{id}.jpg'><h3>{title}</h3>"
        "<p class='price'>{price}</p></div>",
        before="<div class='goods-list'>",
        after="</div>",
        heading="<h1>{count} 件商品</h1>",
        menu=False,
    ),
)
