"""Item pages that the reader's rules were made with."""
# ruff: noqa: E501  (the markup of pages reads better unbroken)

from domain.page_kind import PageKind
from tests.crawlers.reading.marketplaces.cases import ItemCase
from tests.crawlers.reading.marketplaces.offers import make_offers
from tests.crawlers.reading.marketplaces.surroundings import beside

OTHERS = make_offers("en", 6, 79)
TEXT = "Standing in our hall for thirty years, always dusted, with a hairline crack at the back that nobody sees."
ITEMS = (
    ItemCase(
        name="hashed names, price above heading", family="classifieds", language="en", url="https://attic.example.uk/p/mirrors/gilded-mirror/1482203377",
        main="<main><div class='css-1'><a href='/'>Home</a><span>/</span><a href='/c/home'>Home &amp; Garden</a><span>/</span><a href='/c/mirrors'>Mirrors</a></div>"
        "<div class='css-2'><img src='/img/a1.jpg' alt='Image 1 of 3'><img src='/img/a2.jpg' alt='Image 2 of 3'></div><div class='css-3'>£85</div>"
        f"<h1>Gilded mirror with eagle</h1><div class='css-4'>Leeds, West Yorkshire</div><h2>Description</h2><p class='css-5'>{TEXT}</p>"
        "<dl><dt>Posted</dt><dd>12 March 2025</dd><dt>Condition</dt><dd>Used</dd></dl><div class='css-6'><h3>Marta K</h3><p>Posting for 6 years</p>"
        "<a href='/user/ads/88123'>See all ads</a><button>Message</button></div></main>",
        below=beside("Similar ads", OTHERS, sign="GBP"),
        truth={"title": "Gilded mirror with eagle", "price": "85", "currency": "GBP", "condition": "used", "description": TEXT, "posted_on": "2025-03-12",
               "category_path": ("Home & Garden", "Mirrors"), "listing_id": "1482203377", "seller_location": "Leeds, West Yorkshire"},
    ),
    ItemCase(
        name="labels in a table of the 2000s", family="tables", language="cs", url="https://bazarek.example.cz/inzerat/184466021/stary-budik.php", encoding="cp1250", menu=False,
        title="Starý budík - Bazárek", main="<table><tr><td>Hlavní stránka &gt; <a href=/dum>Dům a zahrada</a> &gt; <a href=/hodiny>Hodiny</a></td></tr></table>"
        f"<table width=900><tr><td><h1>Starý budík</h1></td></tr><tr><td><img src='img/1/184466021.jpg' width=400></td><td>{TEXT}</td></tr>"
        "<tr><td>Jméno:</td><td><b>Jarmila</b></td></tr><tr><td>Lokalita:</td><td><a href=/mapa>602 00 Brno</a></td></tr><tr><td>Vidělo:</td><td>412 lidí</td></tr>"
        "<tr><td>Cena:</td><td><b>1 250 Kč</b></td></tr><tr><td>Vloženo:</td><td>3.2.2025</td></tr></table>",
        truth={"title": "Starý budík", "price": "1250", "currency": "CZK", "seller_location": "602 00 Brno", "seller_name": "Jarmila", "posted_on": "2025-02-03",
               "listing_id": "184466021", "description": TEXT},
    ),
    ItemCase(
        name="current bid, buy now and postage", family="auctions", language="en", url="https://gavel.example.com/itm/275531190021",
        title="Brass ship's clock, working | Gavel", main="<div id='crumbs' class='breadcrumbs'><ul><li><a href='/b/1'>Antiques</a></li><li><a href='/b/2'>Clocks</a></li></ul></div>"
        "<h1 class='x-item-title'><span>Brass ship's clock, working</span></h1><div class='ux-seller'><span>Sold by</span> <a href='/str/seafarer'>seafarer_63</a> (1204) <span>99.4% positive feedback</span></div>"
        "<div><span>Current bid:</span> <span class='x-price-primary'>US $142.50</span> <span>[ 12 bids ]</span></div><div><span>Buy It Now:</span><span>US $210.00</span></div>"
        "<div>Shipping: <b>US $18.20</b> Economy</div><div>Item condition: <span>Used</span></div><div>Time left: 2d 4h</div><button>Place bid</button>"
        f"<div>Located in: Mystic, Connecticut</div><div id='viTabs_0'><h2>Item specifics</h2><dl><dt>Brand</dt><dd>Seth Norrvik</dd><dt>UPC</dt><dd>Does not apply</dd></dl></div><div class='item-desc'><h2>About this item</h2><p>{TEXT}</p></div>",
        below=beside("Sponsored items", OTHERS, sign="USD"),
        truth={"title": "Brass ship's clock, working", "price": "142.50", "currency": "USD", "seller_name": "seafarer_63", "condition": "used", "brand": "Seth Norrvik",
               "gtin": None, "seller_location": "Mystic, Connecticut", "listing_id": "275531190021", "category_path": ("Antiques", "Clocks"), "availability": "in_stock"},
    ),
    ItemCase(
        name="superscript decimals, instalments, former price", family="general store", language="ro", url="https://dulap.example.ro/ceas-de-perete-norrvik/pd/DXK4M2MBM/",
        title="Ceas de perete Norrvik 30 cm - Dulap.ro", main="<ol class='breadcrumb'><li><a href='/c'>Casă</a></li><li><a href='/d'>Ceasuri</a></li></ol><h1>Ceas de perete Norrvik 30 cm</h1><p>Cod produs: DXK4M2MBM</p>"
        "<p class='product-old-price'><s>189<sup>,99</sup> Lei</s> (-21%)</p><p class='product-new-price has-deal'>149<sup>,50</sup> <span>Lei</span></p><p>sau 6 rate de <b>24<sup>,92</sup> Lei</b>/lună</p>"
        "<p>În stoc</p><div>Vândut și livrat de <a href='/v/casa'>Casa Bună SRL</a></div><button>Adaugă în coș</button><p>Transport: 14,99 Lei</p><div class='gallery'><img src='/img/c1.jpg'></div>"
        "<table><tr><td>Brand</td><td>Norrvik</td></tr><tr><td>Cod EAN</td><td>4006381333931</td></tr></table>",
        truth={"title": "Ceas de perete Norrvik 30 cm", "price": "149.50", "currency": "RON", "availability": "in_stock", "seller_name": "Casa Bună SRL", "brand": "Norrvik", "gtin": "4006381333931",
               "listing_id": "DXK4M2MBM", "category_path": ("Casă", "Ceasuri")},
    ),
    ItemCase(
        name="price in five pieces, price per unit", family="general store", language="es", url="https://almacen.example.es/dp/B07XQ2K4PL",
        title="Amazonia espejo redondo 40 cm : Almacen.es: Hogar", main="<h1><span id='productTitle'>Espejo redondo 40 cm</span></h1><a href='/stores/tavio'>Visita la tienda de Tavio</a>"
        "<div><span class='price a'><span class='off'>34,95 €</span><span aria-hidden='true'><span>34</span><span>,</span><span>95</span><span>€</span></span></span> <span>(0,87 € / cm)</span></div>"
        "<div>PVPR: <span class='a-text-price'><s>49,95 €</s></span></div><div>Entrega GRATIS en pedidos superiores a 35 €</div><div>Disponible</div><div>Vendido por <a href='/sp?seller=A1'>Casa Tavio</a></div>"
        f"<input type='submit' value='Añadir a la cesta'><div id='productDescription'>{TEXT}</div>",
        truth={"title": "Espejo redondo 40 cm", "price": "34.95", "currency": "EUR", "brand": "Tavio", "seller_name": "Casa Tavio", "availability": "in_stock", "listing_id": "B07XQ2K4PL", "description": TEXT},
    ),
    ItemCase(
        name="Japanese flea market", family="asian", language="ja", url="https://furui.example.jp/item/m48151623421", menu=False, title="昭和の柱時計 動作品 - フルイ",
        main="<article><div><img alt='昭和の柱時計 動作品' src='/i/m1.jpg'></div><h1>昭和の柱時計 動作品</h1><div data-testid='price'><span>¥</span><span>12,800</span></div><p>(税込) 送料込み</p><button>購入手続きへ</button>"
        "<h2>商品の説明</h2><pre>実家に長くあった柱時計です。ゼンマイ式で問題なく動きます。</pre><h2>商品の情報</h2><table><tr><th>カテゴリー</th><td>インテリア</td></tr><tr><th>商品の状態</th><td>目立った傷や汚れなし</td></tr>"
        "<tr><th>発送元の地域</th><td>北海道</td></tr></table><h2>出品者</h2><a href='/user/profile/77'><p>たんぽぽ堂</p></a></article>",
        truth={"title": "昭和の柱時計 動作品", "price": "12800", "currency": "JPY", "seller_name": "たんぽぽ堂", "seller_location": "北海道", "availability": "in_stock", "condition": "used",
               "description": "実家に長くあった柱時計です。ゼンマイ式で問題なく動きます。"},
    ),
    ItemCase(
        name="Chinese second hand in GB18030", family="asian", language="zh", url="https://jiuhuo.example.cn/item.htm?id=672201338841", encoding="gb18030", menu=False, title="老式挂钟 机械 复古-旧货",
        main="<div class='bread'><a href='/'>首页</a> &gt; <a href='/a'>家居</a> &gt; <a href='/b'>钟表</a></div><div class='item-main'><h1 class='tit'>老式挂钟 机械 复古</h1><ul><li><span>转卖价</span><span class='price'>¥<em>380.00</em></span></li>"
        "<li><span>原价</span><span>¥1200.00</span></li><li><span>成色：</span><em>9成新</em></li><li><span>所在地：</span><em>浙江杭州</em></li></ul><a>立即购买</a><div>卖家：<a href='/u?userid=99'>老物件小铺</a></div></div><div class='desc'>爷爷留下的挂钟，走时准确，包邮。</div>",
        truth={"title": "老式挂钟 机械 复古", "price": "380.00", "currency": "CNY", "condition": "used", "seller_location": "浙江杭州", "seller_name": "老物件小铺", "listing_id": "672201338841"},
    ),
    ItemCase(
        name="Russian classified with data attributes", family="east european", language="ru", url="https://lavka.example.ru/moskva/mebel/venskiy_stul_2481516234", title="Венский стул купить в Москве | Лавка",
        main="<div data-marker='breadcrumbs'><a href='/m'>Для дома</a><a href='/n'>Мебель</a></div><h1 data-marker='item-view/title-info'>Венский стул</h1><span itemprop='price' content='4500'>4 500 ₽</span><button>Показать телефон</button><button>Написать</button>"
        "<ul><li><span>Состояние: </span>Б/у</li></ul><div itemprop='address'><span>Москва, ул. Сокольническая, 4</span></div><div data-marker='item-view/item-description'><p>Стул крепкий, из орешника, реставрировать не нужно, самовывоз.</p></div>"
        "<span data-marker='item-view/item-id'>№ 2481516234</span><span data-marker='item-view/item-date'>· 14 марта 2025</span><div data-marker='seller-info/name'><a href='/user/abc1/profile'><span>Ольга</span></a></div><p>Частное лицо</p>",
        truth={"title": "Венский стул", "price": "4500", "currency": "RUB", "condition": "used", "seller_name": "Ольга", "seller_location": "Москва, ул. Сокольническая, 4", "listing_id": "2481516234", "availability": "in_stock",
               "description": "Стул крепкий, из орешника, реставрировать не нужно, самовывоз."},
    ),
    ItemCase(
        name="WooCommerce single product on sale", family="shop system", language="it", url="https://bottega.example.it/prodotto/vaso-di-murano/", title="Vaso di Murano - La Bottega",
        main="<nav class='woocommerce-breadcrumb'><a href='/'>Home</a>&nbsp;&#47;&nbsp;<a href='/v'>Vasi</a>&nbsp;&#47;&nbsp;Vaso di Murano</nav><div id='product-4821' class='product type-product'><figure class='woocommerce-product-gallery__wrapper'><a href='/wp/v1.jpg'><img src='/wp/v1-300.jpg'></a></figure>"
        "<h1 class='product_title'>Vaso di Murano</h1><p class='price'><del><span class='amount'><bdi>1.250,00&nbsp;&euro;</bdi></span></del> <ins><span class='amount'><bdi>980,00&nbsp;&euro;</bdi></span></ins></p><p class='stock in-stock'>2 disponibili</p>"
        f"<button name='add-to-cart' value='4821'>Aggiungi al carrello</button><span class='sku_wrapper'>COD: <span class='sku'>VM-77</span></span><div class='woocommerce-Tabs-panel--description'><h2>Descrizione</h2><p>{TEXT}</p></div></div>",
        below="<section class='related products'><h2>Prodotti correlati</h2><ul><li><a href='/prodotto/a/'><h2>Altro vaso</h2><span class='price'>10,00 €</span><span>Esaurito</span></a></li></ul></section>",
        truth={"title": "Vaso di Murano", "price": "980.00", "currency": "EUR", "availability": "in_stock", "description": TEXT, "images": "/wp/v1.jpg", "category_path": ("Vasi",)},
    ),
    ItemCase(
        name="Magento product with swatches", family="shop system", language="nl", url="https://winkel.example.nl/wandklok-eik.html", title="Wandklok eik - Winkel",
        main="<h1 class='page-title'><span class='base'>Wandklok eik</span></h1><div class='product-info-price'><span class='price-label'>Vanaf</span><span id='product-price-92' data-price-amount='79.95' class='price-wrapper'><span class='price'>€ 79,95</span></span></div>"
        "<div class='stock available'><span>Op voorraad</span></div><div class='product attribute sku'><strong>Artikelnummer</strong><div>WK-4471</div></div><button><span>In winkelwagen</span></button><div class='product attribute description'><div class='value'>" + TEXT + "</div></div>"
        "<table><tr><th>Merk</th><td>Hadley</td></tr><tr><th>EAN</th><td>4006381333931</td></tr></table>",
        truth={"title": "Wandklok eik", "price": "79.95", "currency": "EUR", "availability": "in_stock", "listing_id": "WK-4471", "brand": "Hadley", "gtin": "4006381333931", "description": TEXT},
    ),
    ItemCase(
        name="state in a Nuxt function", family="app", language="uk", url="https://torba.example.ua/obyava/dubova-skrynya-IDU7kQ2.html", title="Дубова скриня: 2 400 грн - Меблі Львів на Torba",
        main="<div id='__nuxt'><h4>Дубова скриня</h4><h3>2 400 грн.</h3><p>Опубліковано 7 лютого 2025 р.</p><div><h3>Опис</h3><div>Скриня з дуба, ручна робота, кований замок, ключ є.</div></div><h4>Ганна</h4><p>на Torba з 2016</p><button>Повідомлення</button><p>Львів, Галицький</p><span>ID: 845120077</span></div>"
        '<script>window.__PRERENDERED_STATE__= "{\\"ad\\":{\\"id\\":845120077,\\"title\\":\\"Дубова скриня\\",\\"description\\":\\"Скриня з дуба, ручна робота, кований замок, ключ є.\\",\\"price\\":{\\"value\\":2400,\\"currencyCode\\":\\"UAH\\"},\\"user\\":{\\"id\\":5512,\\"name\\":\\"Ганна\\"},\\"location\\":{\\"cityName\\":\\"Львів\\"},\\"photos\\":[\\"https://i.example.ua/s1.jpg\\"],\\"createdTime\\":\\"2025-02-07T10:00:00+02:00\\"}}";</script>',
        truth={"title": "Дубова скриня", "price": "2400", "currency": "UAH", "seller_name": "Ганна", "seller_location": "Львів", "listing_id": "845120077", "posted_on": "2025-02-07", "images": "/s1.jpg"},
    ),
    ItemCase(
        name="JSON-LD of three products, one the page's own", family="app", language="de", url="https://willi.example.at/iad/kaufen/d/stehlampe-messing-771204455", title="Stehlampe Messing - willi",
        head='<script type="application/ld+json">[{"@type":"Product","name":"Tischlampe","offers":{"price":"9","priceCurrency":"EUR"}},{"@type":"Product","name":"Stehlampe Messing","description":"Sehr schön","image":"https://i.example.at/s.jpg","offers":{"@type":"Offer","price":"120","priceCurrency":"EUR","itemCondition":"https://schema.org/UsedCondition","availability":"https://schema.org/InStock"}},{"@type":"Product","name":"Deckenlampe","offers":{"price":"19","priceCurrency":"EUR"}}]</script>',
        main=f"<h1>Stehlampe Messing</h1><span>€ 120</span><div><h2>Beschreibung</h2><p>{TEXT}</p></div><p>willi-Code: 771204455</p><h3>Verkäuferdetails</h3><p>Privatperson</p><p>berg_tal</p>",
        truth={"title": "Stehlampe Messing", "price": "120", "currency": "EUR", "condition": "used", "images": "/s.jpg", "listing_id": "771204455"},
    ),
    ItemCase(
        name="live, many sold recommendations", family="recommendations", language="de", url="https://kram.example/s-anzeige/kommode-nussbaum/2488130021-88-1", title="Kommode Nussbaum | Kram",
        main=f"<h1>Kommode Nussbaum</h1><h2>340 € VB</h2><div><span>04109 Leipzig</span></div><p id='viewad-description'>{TEXT}</p><button>Nachricht schreiben</button>",
        below="<section><h2>Andere Anzeigen</h2>" + "".join(f"<div><a href='/s-anzeige/x/{o.id}'>{o.title}</a><span class='badge'>Verkauft</span><p>Diese Anzeige ist nicht mehr verfügbar</p></div>" for o in OTHERS) + "</section>",
        truth={"title": "Kommode Nussbaum", "price": "340", "currency": "EUR", "listing_id": "2488130021", "description": TEXT, "seller_location": "04109 Leipzig"},
    ),
    ItemCase(
        name="live lot that has sold many, and counts", family="recommendations", language="en", url="https://depotly.example.com/ip/enamel-kettle/558120033", title="Enamel kettle 2 l - Depotly",
        main=f"<h1>Enamel kettle 2 l</h1><div>4.6 (220) | 500+ sold</div><div>Now $17<sup>98</sup></div><div>Was <s>$24.00</s></div><button>Add to cart</button><p>Sold &amp; shipped by Kettleworks LLC</p><div class='about'><h3>Product details</h3><p>{TEXT}</p></div>",
        below="<div><h2>Frequently bought together</h2>" + "".join(f"<div><a href='/ip/x/{o.id}'>{o.title}</a><b>${o.price}</b><i>Out of stock</i></div>" for o in OTHERS) + "</div>",
        truth={"title": "Enamel kettle 2 l", "price": "17.98", "currency": "USD", "availability": "in_stock", "listing_id": "558120033"},
    ),
    ItemCase(
        name="sold, with the old listing still shown", family="gone", language="en", url="https://closet.example.com/listing/silk-scarf-77120344", title="Silk scarf - Closet",
        main=f"<h1>Silk scarf</h1><span class='tag'>Sold</span><div class='price'>$40</div><p class='description'>{TEXT}</p><button disabled>Sold</button>", below=beside("More like this", OTHERS, sign="USD"),
        truth={"kind": PageKind.ITEM_SOLD, "title": "Silk scarf", "price": "40", "availability": "out_of_stock"},
    ),
    ItemCase(
        name="ended auction with its last bid", family="gone", language="fr", url="https://marteau.example.fr/lot/8811220/pendule-empire", title="Pendule Empire - Marteau",
        main="<h1>Pendule Empire</h1><div>Cette vente est terminée</div><div>Dernière enchère <b>620 €</b></div><p>Vendeur : <a href='/user/horlo'>horlo_paris</a></p>", below=beside("Objets similaires", OTHERS),
        truth={"kind": PageKind.ITEM_ENDED, "title": "Pendule Empire", "price": "620", "seller_name": "horlo_paris"},
    ),
)  # fmt: skip
