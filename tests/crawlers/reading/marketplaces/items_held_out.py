"""Item pages of families that were set aside while the reader's rules were made."""
# ruff: noqa: E501  (the markup of pages reads better unbroken)

from domain.page_kind import PageKind
from tests.crawlers.reading.marketplaces.cases import ItemCase
from tests.crawlers.reading.marketplaces.offers import make_offers
from tests.crawlers.reading.marketplaces.surroundings import beside

OTHERS = make_offers("en", 6, 80)
TEXT = "Bought at a market in the south, kept dry, the lid closes well and the key turns without any force."
ITEMS_HELD_OUT = (
    ItemCase(
        name="resale with buyer protection price", family="fashion", language="fr", url="https://penderie.example.fr/items/3344120981-manteau-laine", title="Manteau laine - Penderie",
        main="<ul class='breadcrumbs'><li><a href='/f'>Femmes</a></li><li><a href='/m'>Manteaux</a></li></ul><div class='item-photos'><img data-testid='item-photo-1--img' src='/ph/1.webp' alt='Manteau laine 1'></div>"
        f"<div class='details-list'><h1>Manteau laine</h1><div>M · Très bon état · <a href='/brand/tavio'>Tavio</a></div><p data-testid='item-price'>38,00 €</p><button><span>40,60 €</span> Inclut la Protection acheteurs</button><dl><dt>Marque</dt><dd>Tavio</dd><dt>État</dt><dd>Très bon état</dd><dt>Ajouté</dt><dd>il y a 3 jours</dd></dl><div itemprop='description'>{TEXT}</div><button>Acheter</button><div><a href='/member/88-lea'><span data-testid='profile-username'>lea_vide_tout</span></a></div></div>",
        below=beside("Dressing du membre", OTHERS),
        truth={"title": "Manteau laine", "price": "38.00", "currency": "EUR", "brand": "Tavio", "condition": "used", "seller_name": "lea_vide_tout", "listing_id": "3344120981", "availability": "in_stock", "description": TEXT, "category_path": ("Femmes", "Manteaux")},
    ),
    ItemCase(
        name="designer resale with instalments", family="fashion", language="en", url="https://closetly.example.com/listing/Quint-wool-cape-660a1f33c2d4e8", title="Quint | Wool cape | Closetly", head="<meta property='og:title' content='Quint | Wool cape'><meta property='og:type' content='closetly:listing'>",
        main=f"<div class='bread'><a href='/w'>Women</a> <a href='/w/j'>Jackets &amp; Coats</a></div><h1 class='listing__title'>Wool cape</h1><h4>Quint</h4><p class='h1'>$95 <span class='p--t--3 strike'>$240</span></p><p>or 4 interest-free payments of $23.75</p><p>$8.27 Expedited Shipping</p><div>Size: One size</div><div class='listing__description'>{TEXT}</div><a href='/closet/juno_b' class='author'>juno_b</a><button>Buy Now</button><button>Offer/Price Drop</button>",
        truth={"title": "Wool cape", "price": "95", "currency": "USD", "seller_name": "juno_b", "availability": "in_stock", "description": TEXT},
    ),
    ItemCase(
        name="Hebrew item", family="right to left", language="he", url="https://shuk.example.il/item/48120077", title="שעון קיר עתיק | שוק",
        main="<h1>שעון קיר עתיק</h1><span data-testid='price'>₪450</span><div>מיקום: תל אביב</div><div>מצב המוצר: משומש</div><h2>תיאור</h2><p>שעון קיר של סבא, עובד היטב, נמכר עם המפתח המקורי שלו.</p><div>שם המוכר: דנה</div><button>הצגת מספר טלפון</button>",
        truth={"title": "שעון קיר עתיק", "price": "450", "currency": "ILS", "seller_location": "תל אביב", "condition": "used", "seller_name": "דנה", "listing_id": "48120077", "availability": "in_stock"},
    ),
    ItemCase(
        name="Arabic item", family="right to left", language="ar", url="https://souqi.example.sa/ar/ad/saa-ID110482231.html", title="ساعة حائط قديمة - سوقي",
        main="<nav aria-label='Breadcrumb'><ol><li><a href='/a'>أثاث</a></li><li><a href='/b'>ساعات</a></li></ol></nav><h1>ساعة حائط قديمة</h1><div><span>1,200 ر.س</span></div><div>الحالة: مستعمل</div><div>الموقع: الرياض</div><h3>الوصف</h3><p>ساعة قديمة من بيت العائلة وتعمل بشكل جيد مع المفتاح الأصلي.</p><div>البائع: أبو خالد</div><button>اتصال</button>",
        truth={"title": "ساعة حائط قديمة", "price": "1200", "currency": "SAR", "condition": "used", "seller_location": "الرياض", "seller_name": "أبو خالد", "listing_id": "110482231", "category_path": ("أثاث", "ساعات")},
    ),
    ItemCase(
        name="hosted shop with variants", family="hosted shop", language="de", url="https://ladenzeile.example.de/products/teedose-kupfer", title="Teedose Kupfer – Ladenzeile", head="<meta property='og:site_name' content='Ladenzeile'><meta property='og:type' content='product'><meta property='og:image' content='https://cdn.example.de/t.jpg'>",
        main=f"<div class='product'><h1>Teedose Kupfer</h1><p class='product__vendor'>Hadley</p><div class='price price--on-sale'><s class='price-item--regular'>€34,00</s><span class='price-item--sale'>€29,00</span><small>€14,50/100g</small></div><p>Inkl. MwSt. zzgl. <a href='/v'>Versand</a></p><button name='add'>In den Warenkorb legen</button><div class='product__description rte'><p>{TEXT}</p></div></div>"
        '<script type="application/json" data-product-json>{"product":{"id":8123,"title":"Teedose Kupfer","handle":"teedose-kupfer","vendor":"Hadley","price":2900,"variants":[{"id":1,"sku":"TK-1","price":2900,"barcode":"4006381333931","available":true}]}}</script>',
        truth={"title": "Teedose Kupfer", "price": "29.00", "currency": "EUR", "brand": "Hadley", "availability": "in_stock", "images": "/t.jpg", "description": TEXT},
    ),
    ItemCase(
        name="hosted shop, sold out", family="hosted shop", language="en", url="https://plonk.example.com/products/tin-lantern", title="Tin lantern | Plonk",
        main=f"<h1>Tin lantern</h1><div class='price'>$18.00 USD</div><span class='badge'>Sold out</span><button disabled>Sold out</button><div class='description'>{TEXT}</div>", below=beside("You may also like", OTHERS, sign="USD"),
        truth={"title": "Tin lantern", "price": "18.00", "currency": "USD", "availability": "out_of_stock", "description": TEXT, "kind": PageKind.ITEM},
    ),
    ItemCase(
        name="Indonesian item with price range", family="southeast Asia", language="id", url="https://pasar.example.id/tokojam/jam-dinding-kayu", title="Jual Jam dinding kayu | Pasar",
        main="<h1 data-testid='lblPDPDetailProductName'>Jam dinding kayu</h1><p>Terjual 250+ • 4.9 (99 rating)</p><div class='price' data-testid='lblPDPDetailProductPrice'>Rp185.000</div><span>20%</span><span class='original-price'>Rp230.000</span><ul><li>Kondisi: <span>Baru</span></li><li>Min. Pemesanan: 1 Buah</li></ul>"
        f"<div data-testid='lblPDPDescriptionProduk'>{TEXT}</div><a data-testid='llbPDPFooterShopName' href='/tokojam'><h2>Toko Jam Lama</h2></a><div>Dikirim dari <b>Kota Bandung</b></div><button>+ Keranjang</button><button>Beli Langsung</button>",
        truth={"title": "Jam dinding kayu", "price": "185000", "currency": "IDR", "condition": "new", "seller_name": "Toko Jam Lama", "seller_location": "Kota Bandung", "availability": "in_stock"},
    ),
    ItemCase(
        name="Thai item", family="southeast Asia", language="th", url="https://talad.example.th/listing/nalika-80481231/", title="นาฬิกาลูกตุ้มเก่า | ตลาด",
        main="<h1>นาฬิกาลูกตุ้มเก่า</h1><div class='p'>฿2,500</div><div>สภาพ: มือสอง</div><div>ผู้ขาย: ร้านของเก่า</div><div>ที่ตั้ง: เชียงใหม่</div><button>แชทเลย</button><h2>รายละเอียด</h2><p>นาฬิกาไม้สัก เดินตรง มีกุญแจไขลานครบ</p>",
        truth={"title": "นาฬิกาลูกตุ้มเก่า", "price": "2500", "currency": "THB", "condition": "used", "seller_name": "ร้านของเก่า", "seller_location": "เชียงใหม่", "availability": "in_stock"},
    ),
    ItemCase(
        name="auction of the nineties", family="old auction", language="en", url="https://bidhouse.example.com/cgi-bin/viewitem.cgi?item=480127", menu=False, title="BidHouse item 480127: Porcelain doll, blue dress",
        main="<CENTER><H2>Porcelain doll, blue dress</H2></CENTER><TABLE><TR><TD>Currently</TD><TD><B>$26.50</B></TD><TD>First bid</TD><TD>$9.99</TD></TR><TR><TD>Quantity</TD><TD>1</TD><TD># of bids</TD><TD>7</TD></TR>"
        f"<TR><TD>Seller</TD><TD><A HREF='user.cgi?u=dollhouse'>dollhouse</A> (212)</TD><TD>Location</TD><TD>Ohio</TD></TR><TR><TD>Started</TD><TD>Jan 3, 2001</TD></TR></TABLE><H3>Description</H3><P>{TEXT}</P><FORM><INPUT TYPE=submit VALUE='Place bid'></FORM>",
        truth={"title": "Porcelain doll, blue dress", "price": "26.50", "currency": "USD", "seller_name": "dollhouse", "seller_location": "Ohio", "listing_id": "480127", "availability": "in_stock"},
    ),
    ItemCase(
        name="vehicle with finance figures", family="map", language="es", url="https://tianguis.example.mx/adid/770120344", title="Motoneta 1968 - Tianguis", told_url=False, head="<link rel='canonical' href='https://tianguis.example.mx/adid/770120344'>",
        main=f"<h1>Motoneta 1968</h1><div>$ 48,500 MN</div><div>Desde $ 1,250 al mes</div><div>Publicado: 04/03/2025</div><p>Ubicación: Coyoacán, CDMX</p><p>Vendedor: Lupita R.</p><p>Estado: Usado</p><h2>Descripción</h2><p>{TEXT}</p><button>Enviar mensaje</button>",
        truth={"title": "Motoneta 1968", "price": "48500", "currency": "MXN", "posted_on": "2025-03-04", "seller_location": "Coyoacán, CDMX", "seller_name": "Lupita R", "condition": "used", "listing_id": "770120344", "availability": "in_stock"},
    ),
)  # fmt: skip
