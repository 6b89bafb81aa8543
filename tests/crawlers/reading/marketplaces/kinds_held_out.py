"""Pages of which only the kind matters, in languages and manners set aside while the rules were made."""
# ruff: noqa: E501  (the markup of pages reads better unbroken)

from domain.page_kind import PageKind
from tests.crawlers.reading.marketplaces.cases import KindCase
from tests.crawlers.reading.marketplaces.kinds import AROUND, OTHERS, SEARCH, gone, listing
from tests.crawlers.reading.marketplaces.surroundings import footer, mega_menu

KINDS_HELD_OUT = (
    KindCase("block", PageKind.BLOCK, "<h1>Human Verification</h1><div id='px-captcha-wrapper'></div><p>Press and hold the button</p>"),
    KindCase("block", PageKind.BLOCK, "<title>403</title><h1>Sorry, you have been blocked</h1><p>You are unable to access kram.example</p>"),
    KindCase("block", PageKind.BLOCK, "<h1>Lütfen robot olmadığınızı doğrulayın</h1>", language="tr"),
    KindCase("block", PageKind.BLOCK, "<p>ยืนยันว่าคุณไม่ใช่หุ่นยนต์</p>", language="th"),
    KindCase("block", PageKind.BLOCK, "<p>אנא אמת שאינך רובוט</p>", language="he"),
    KindCase("login", PageKind.LOGIN, "<h1>Přihlášení</h1><form><input type='password'></form>" + footer(), language="cs"),
    KindCase("login", PageKind.LOGIN, "<h1>התחברות</h1><form><input type='password'></form>", language="he"),
    KindCase("login", PageKind.LOGIN, "<h1>Masuk ke akun</h1><form><input type='password'></form>", language="id"),
    KindCase("consent", PageKind.CONSENT, "<h1>Arvostamme yksityisyyttäsi</h1><p>Me ja kumppanimme käytämme evästeitä.</p><button>Hyväksy kaikki</button>", language="fi"),
    KindCase("maintenance", PageKind.MAINTENANCE, "<h1>Bakım çalışması</h1><p>Kısa süre sonra geri döneceğiz</p>", language="tr"),
    KindCase("maintenance", PageKind.MAINTENANCE, "<h1>ปิดปรับปรุงระบบ</h1>", language="th"),
    KindCase("error", PageKind.ERROR, f"{mega_menu()}<h1>Stránka nebyla nalezena</h1>{footer()}", language="cs", title="404"),
    KindCase("error", PageKind.ERROR, f"{mega_menu()}<h1>Halaman tidak ditemukan</h1>{footer()}", language="id"),
    KindCase("error", PageKind.ERROR, "<h1>הדף לא נמצא</h1>", language="he"),
    KindCase("ended", PageKind.ITEM_ENDED, gone("Inzerát již není aktivní"), language="cs"),
    KindCase("ended", PageKind.ITEM_ENDED, gone("Bu ilan yayından kaldırılmıştır"), language="tr"),
    KindCase("ended", PageKind.ITEM_ENDED, gone("A hirdetés már nem elérhető"), language="hu"),
    KindCase("ended", PageKind.ITEM_ENDED, gone("המודעה אינה זמינה יותר"), language="he"),
    KindCase("ended", PageKind.ITEM_ENDED, gone("هذا الإعلان لم يعد متاحا"), language="ar"),
    KindCase("ended", PageKind.ITEM_ENDED, gone("Iklan ini sudah tidak tersedia"), language="id"),
    KindCase("sold", PageKind.ITEM_SOLD, gone("판매완료된 상품입니다"), language="ko"),
    KindCase("sold", PageKind.ITEM_SOLD, gone("Artykuł został już sprzedany"), language="pl"),
    KindCase("sold", PageKind.ITEM_SOLD, gone("Produk ini sudah terjual"), language="id"),
    KindCase("sold", PageKind.ITEM_SOLD, gone("Acest produs a fost vândut"), language="ro"),
    KindCase("removed", PageKind.ITEM_REMOVED, gone("Annonsen er fjernet"), language="no"),
    KindCase("removed", PageKind.ITEM_REMOVED, gone("Ilmoitus on poistettu"), language="fi"),
    KindCase("removed", PageKind.ITEM_REMOVED, gone("Tin đã bị gỡ do vi phạm"), language="vi"),
    KindCase("removed", PageKind.ITEM_REMOVED, gone("Η αγγελία έχει αφαιρεθεί"), language="el"),
    KindCase("unavailable here", PageKind.ITEM_UNAVAILABLE_HERE, gone("この商品はお住まいの国ではご利用いただけません"), language="ja"),
    KindCase("live", PageKind.ITEM, listing(button="Kup teraz", more="<p>Sprzedano: 120</p>"), language="pl", title="Iron trivet"),
    KindCase("live", PageKind.ITEM, listing(button="カートに入れる", more="".join(f"<div><a href='/item/{o.id}'>{o.title}</a><i>売り切れました</i></div>" for o in OTHERS)), language="ja", title="Iron trivet"),
    KindCase("live", PageKind.ITEM, listing(button="Make an offer", more="<h2>Sold by the same seller</h2><p>This item is sold as seen.</p>"), title="Iron trivet"),
    KindCase("empty", PageKind.SEARCH_EMPTY, f"{mega_menu()}<h1>لم يتم العثور على نتائج</h1>{AROUND}", url=SEARCH, language="ar"),
    KindCase("empty", PageKind.SEARCH_EMPTY, f"{mega_menu()}<h2>Aradığınız kriterlere uygun ilan bulunamadı</h2>{AROUND}", url=SEARCH, language="tr"),
    KindCase("empty", PageKind.SEARCH_EMPTY, f"{mega_menu()}<h2>Oops, produk nggak ditemukan</h2>{AROUND}", url=SEARCH, language="id"),
    KindCase("empty", PageKind.SEARCH_EMPTY, f"{mega_menu()}<h2>לא נמצאו תוצאות</h2>{AROUND}", url=SEARCH, language="he"),
)  # fmt: skip
