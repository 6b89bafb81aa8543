"""What stands before a number to say what it is, in the languages of the markets; folded: small, without accents."""

GTIN_LABELS = (
    "ean", "gtin", "upc", "jan", "itf", "bar ?code", "strich-?code", "code[ -]barres?", "codigo de barras",
    "codice a barre", "kod kreskowy", "kod ean", "carovy kod", "ciarovy kod", "vonalkod", "cod de bare",
    "streckkod", "strekkode", "stregkode", "viivakoodi", "barkod", "штрих-?код", "баркод", "γραμμωτος κωδικας",
    "条形?码", "商品条码", "バーコード", "바코드", "ברקוד", "باركود",
)  # fmt: skip

ISBN_LABELS = ("isbn",)

MODEL_LABELS = (
    "mpn", "p/n", "part (?:no|nr|number)", "mfr?g? (?:no|part no|code)", "model(?: ?(?:no|nr|number|code|name))?",
    "item model(?: number)?", "style(?: (?:no|code|number))?", "type (?:no|nr)",
    "modell(?:-?(?:nr|nummer|bezeichnung|code))?", "art(?:ikel)?[. ]*-? ?(?:nr|nummer|no)",
    "bestell-?(?:nr|nummer)", "hersteller(?:-?artikel)?-?(?:nr|nummer)", "teile-?(?:nr|nummer)",
    "typ(?:e|enbezeichnung)?", "modele(?: ?(?:n°|no))?",
    "ref(?:erence|erencia|erenz|erentie|erinta)?(?: ?(?:n°|no|nr))?", "numero de (?:modele|modelo|pieza|piece)",
    "modelo", "modello", "codice(?: (?:prodotto|articolo))?", "riferimento",
    "num(?:er|mer) (?:modelu|katalogowy|artykulu)", "nr (?:kat(?:alogowy)?|modelu|art)", "kod produktu",
    "model urunu", "model (?:no|kodu|numarasi)", "urun kodu", "artikel(?:numer|nummer)", "modell?nummer",
    "varenummer", "varenr", "tuotenumero", "cikkszam", "cislo (?:modelu|dilu|vyrobku)", "oznaceni modelu",
    "cod produs", "модель", "артикул", "арт", "код товара", "номер модели", "κωδικος", "μοντελο", "型号", "货号",
    "型番", "品番", "모델(?:명|번호)?", "דגם", "מקט", "موديل", "رقم الموديل",
)  # fmt: skip
