"""Search pages of families that were set aside while the reader's rules were made."""
# ruff: noqa: E501  (the markup of pages reads better unbroken)

import json
from collections.abc import Sequence

from tests.crawlers.reading.marketplaces.cases import SearchCase
from tests.crawlers.reading.marketplaces.offers import Offer, comma, dotted, make_offers, spaced
from tests.crawlers.reading.marketplaces.surroundings import beside


def _item_list(offers: Sequence[Offer]) -> str:
    entries = [
        {"@type": "ListItem", "position": each.number, "item": {"@type": "Product", "name": each.title,
         "url": f"https://plonk.example.dk/products/{each.slug}", "offers": {"@type": "Offer", "price": str(each.price),
         "priceCurrency": "DKK"}}}
        for each in offers
    ]  # fmt: skip
    return (
        f'<script type="application/ld+json">{json.dumps({"@type": "ItemList", "itemListElement": entries})}</script>'
    )


def _flight(offers: Sequence[Offer]) -> str:
    rows = [
        {"listingId": o.id, "title": o.title, "priceInfo": {"price": str(o.price), "currency": "VND"}} for o in offers
    ]
    line = "5:" + json.dumps(["$", "$L9", None, {"ads": rows}]) + "\n"
    return f"<script>self.__next_f.push({json.dumps([1, line])})</script>"


OTHERS = make_offers("en", 9, 78)
SEARCHES_HELD_OUT = (
    SearchCase(
        name="wardrobe grid, title only in the link's title",
        family="fashion",
        language="fr",
        currency="EUR",
        money=lambda a: f"{spaced(a)}&nbsp;€",
        url="https://penderie.example.fr/catalog?search_text=robe",
        digits=10,
        card="<div class='feed-grid__item'><div data-testid='grid-item'><div><a href='/member/{n}88231-{seller}'><img src='/u/{n}.jpg'>"
        "<p>{seller}</p></a></div><div><img src='/i/{id}.webp' alt='{title}, marque: Tavio, état: Bon'><a class='overlay'"
        " href='https://penderie.example.fr/items/{id}-{slug}?referrer=catalog' title='{title}'></a></div><div><p>Tavio</p>"
        "<p>M · Bon état</p><p data-testid='price'>{price}</p><button>{old} incl. protection</button><span>12 favoris</span></div></div></div>",
        before="<div class='feed-grid'>",
        after="</div>",
        heading="<h1>{query}</h1><span>{count} résultats</span>",
    ),
    SearchCase(
        name="brand line, size and retail price",
        family="fashion",
        language="en",
        currency="USD",
        money=lambda a: f"${comma(a)}",
        url="https://closetly.example.com/search?query=vase&type=listings",
        digits=9,
        whole=True,
        card="<div class='card card--small'><a href='/listing/{slug}-{id}' class='tile__covershot'><img data-src='/i/{id}.jpg' alt='{title}'></a>"
        "<div class='item__details'><div><a class='tile__title' href='/listing/{slug}-{id}'>{title}</a></div><div><span class='p--t--1'>{price}</span>"
        "<span class='line-through'>$400</span></div><a href='/brand/Quint'>Quint</a><span>Size: OS</span><a href='/closet/{seller}'>{seller}</a></div></div>",
        before="<div class='tiles_container'>",
        after="</div>",
        heading='<h1>{count} results for "{query}"</h1>',
    ),
    SearchCase(
        name="Hebrew rows with shekels",
        family="right to left",
        language="he",
        currency="ILS",
        money=lambda a: f"₪{comma(a)}",
        whole=True,
        url="https://shuk.example.il/forsale?q=%D7%A9%D7%A2%D7%95%D7%9F",
        digits=8,
        places=("תל אביב", "חיפה"),
        card="<li data-nagish='feed-item'><a href='item/{id}?opened-from=feed'><div><img src='/i/{id}.jpeg' alt=''></div><div><span dir='rtl'>{price}</span>"
        "<h2><span class='heading'>{title}</span><span class='info_location'>{place}</span></h2></div></a></li>",
        heading="<h1>נמצאו {count} תוצאות</h1>",
    ),
    SearchCase(
        name="Arabic cards with dirhams",
        family="right to left",
        language="ar",
        currency="AED",
        money=lambda a: f"{comma(a)} د.إ",
        whole=True,
        url="https://souqi.example.ae/ar/search?q=x",
        digits=9,
        places=("دبي", "الشارقة"),
        card="<article aria-label='Listing'><div><a href='/ar/ad/{slug}-ID{id}.html'><img src='/i/{id}.jpg'></a></div><div><div aria-label='Price'><span>{price}</span></div>"
        "<a href='/ar/ad/{slug}-ID{id}.html' title='{title}'><h2>{title}</h2></a><span aria-label='Location'>{place}</span><span>منذ 3 ساعات</span></div></article>",
        before="<div>",
        after="</div>",
        heading="<h1>{count} إعلان</h1>",
        below=beside("شوهدت مؤخرا", OTHERS, sign="AED", path="/ar/x/"),
    ),
    SearchCase(
        name="collection grid without ids",
        family="hosted shop",
        language="en",
        currency="DKK",
        money=lambda a: f"{dotted(a)} kr.",
        url="https://plonk.example.dk/search?q=clock&type=product",
        has_ids=False,
        menu=True,
        card="<li class='grid__item'><div class='card-wrapper product-card-wrapper'><div class='card'><div class='card__media'><img srcset='/i/{id}_165x.jpg 165w, /i/{id}_330x.jpg 330w'"
        " src='/i/{id}_533x.jpg'></div><div class='card__content'><h3 class='card__heading h5' id='title-{id}'><a href='/products/{slug}?_pos={n}&_sid=a&_ss=r' class='full-unstyled-link'>{title}</a></h3>"
        "<div class='card-information'><div class='price price--on-sale'><div class='price__regular'><span class='visually-hidden'>Normalpris</span><span class='price-item--regular'>{price}</span></div>"
        "</div></div></div></div></div></li>",
        before="<ul id='product-grid' class='grid product-grid'>",
        heading="<h1>Search results</h1><p>{count} results found for “{query}”</p>",
    ),
    SearchCase(
        name="sold-out badges and unit prices",
        family="hosted shop",
        language="de",
        currency="EUR",
        money=lambda a: f"€{dotted(a)}",
        url="https://ladenzeile.example.de/collections/alte-dinge",
        has_ids=False,
        script=None,
        told_url=True,
        card="<product-card class='product-card'><a class='product-card__link' href='/collections/alte-dinge/products/{slug}'><img src='/i/{id}.jpg' alt='{title}'></a>"
        "<div class='product-card__info'><p class='vendor'>Hadley</p><a class='product-title' href='/collections/alte-dinge/products/{slug}'>{title}</a>"
        "<price-list class='price-list'><sale-price><span class='sr-only'>Angebot</span>{price}</sale-price><compare-at-price><span class='sr-only'>Regulärer Preis</span>{old}</compare-at-price></price-list>"
        "<unit-price>€1,20/100g</unit-price></div></product-card>",
        before="<product-list>",
        after="</product-list>",
        heading="<h1>Alte Dinge</h1><p>{count} Produkte</p>",
    ),
    SearchCase(
        name="Thai baht",
        family="southeast Asia",
        language="th",
        currency="THB",
        whole=True,
        money=lambda a: f"฿{comma(a)}",
        url="https://talad.example.th/search/?kw=x",
        digits=8,
        places=("กรุงเทพมหานคร",),
        menu=False,
        card="<div class='col'><a href='/listing/{slug}-{id}/'><div style='background-image:url(/i/{id}.jpg)'></div><div class='n'>{title}</div><div class='p'>{price}</div>"
        "<div class='location'>{place}</div></a></div>",
        before="<div class='grid'>",
        after="</div>",
        heading="<h1>พบ {count} รายการ</h1>",
    ),
    SearchCase(
        name="Vietnamese dong, streamed state",
        family="southeast Asia",
        language="vi",
        currency="VND",
        whole=True,
        money=lambda a: f"{dotted(a * 1000)} đ",
        url="https://cho.example.vn/mua-ban?q=ghe",
        digits=9,
        card="",
        script=_flight,
        heading="<h1>{count} kết quả</h1>",
        menu=True,
    ),
    SearchCase(
        name="Indonesian price ranges and sold counts",
        family="southeast Asia",
        language="id",
        currency="IDR",
        whole=True,
        money=lambda a: f"Rp{dotted(a)}",
        url="https://pasar.example.id/search?st=product&q=jam",
        digits=10,
        has_ids=False,
        sellers=True,
        card="<div class='css-5wh65g'><a rel='nofollow' href='https://pasar.example.id/{seller}/{slug}?extParam=src%3Dsearch'><div><img class='css-1' alt='product-image' src='/i/{id}.jpg'></div>"
        "<div><div class='w'><span class='+tnoqZhn89'>{title}</span></div><div class='XvaC'><div>{price}</div><span class='dis'>{old}</span><span>20%</span></div><div><span class='shop-name'>{seller}</span><span>Kota Bogor</span></div>"
        "<div><span>4.9</span><span>250+ terjual</span></div></div></a></div>",
        before="<div data-testid='divSRPContentProducts'>",
        after="</div>",
        heading='<div>Menampilkan 1 - {count} barang untuk <strong>"{query}"</strong></div>',
    ),
    SearchCase(
        name="auction table of the nineties",
        family="old auction",
        language="en",
        currency="USD",
        money=lambda a: f"${comma(a)}",
        url="https://bidhouse.example.com/cgi-bin/search.cgi?words=clock",
        digits=6,
        menu=False,
        card="<TR><TD><FONT SIZE=2>{id}</FONT></TD><TD><A HREF='/cgi-bin/viewitem.cgi?item={id}'><B>{title}</B></A></TD><TD ALIGN=RIGHT>{price}</TD><TD>{n}</TD><TD>Jan 3, 18:04</TD></TR>",
        before="<TABLE BORDER=1><TR><TH>Item</TH><TH>Description</TH><TH>Price</TH><TH>Bids</TH><TH>Ends</TH></TR>",
        after="</TABLE>",
        heading="<H2>{count} items found</H2>",
    ),
    SearchCase(
        name="map beside a list",
        family="map",
        language="es",
        currency="MXN",
        whole=True,
        money=lambda a: f"$ {comma(a)}",
        url="https://tianguis.example.mx/d_lugar/q-silla",
        digits=9,
        places=("Coyoacán, CDMX",),
        card="<div class='pc'><a href='/adid/{id}' class='img'><img src='/i/{id}.jpg'></a><div class='b'><div class='pr'>{price} MN</div><h2><a href='/adid/{id}'>{title}</a></h2>"
        "<address>{place}</address><a href='/adid/{id}#contact'>Contactar</a><a href='https://wa.example/521?text={id}'>WhatsApp</a></div></div>",
        before="<div id='map'>"
        + "".join(f"<a href='/adid/{o.id}'>$ {o.price.to_integral_value()}</a>" for o in OTHERS)
        + "</div><div class='l'>",
        after="</div>",
        heading="<h1>{count} anuncios de {query}</h1>",
    ),
    SearchCase(
        name="three results, sponsored above",
        family="map",
        language="it",
        currency="EUR",
        count=3,
        money=lambda a: f"{dotted(a)} €",
        url="https://mercatone.example.it/annunci-italia/vendita/usato/?q=baule",
        digits=9,
        places=("Milano (MI)",),
        above=beside("In vetrina", OTHERS[:5], path="/vetrina/"),
        card="<div class='items__item item-card'><a class='link' href='https://mercatone.example.it/arredo/{slug}-milano-{id}.htm'><figure><img src='/i/{id}.jpg'></figure>"
        "<h2 class='sbt'>{title}</h2><div><p class='price'>{price}<span>Spedizione disponibile</span></p><span class='city'>{place}</span></div></a></div>",
        before="<div class='items'>",
        after="</div>",
        heading="<h1>3 risultati</h1>",
    ),
)
