"""Offers with known truth, and templates that are filled with them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

_WORDS: dict[str, tuple[str, str]] = {
    "en": ("old small carved painted heavy", "box lamp clock chair vase mirror kettle"),
    "de": ("alte kleine schwere bemalte", "Truhe Lampe Wanduhr Kommode Vase"),
    "fr": ("ancien petit grand joli", "coffret miroir fauteuil vase buffet"),
    "es": ("antiguo pequeño bonito pesado", "cofre espejo sillón jarrón reloj"),
    "pt": ("antigo pequeno bonito pesado", "relógio espelho vaso baú abajur"),
    "pl": ("stary mały ładny ciężki", "zegar kufer wazon fotel stolik"),
    "cs": ("starý malý pěkný těžký", "budík kufr stolek lustr obraz"),
    "hu": ("régi kicsi szép nehéz", "óra láda váza fotel tükör"),
    "ru": ("старинный маленький красивый тяжёлый", "сундук самовар стул фонарь ковёр"),
    "uk": ("старовинний маленький гарний", "годинник самовар стілець ліхтар"),
    "el": ("παλιό μικρό ωραίο", "ρολόι κουτί βάζο φωτιστικό"),
    "tr": ("eski küçük güzel ağır", "saat sandık vazo lamba ayna"),
    "he": ("ישן קטן יפה כבד", "שעון ארון מנורה כיסא אגרטל"),
    "ar": ("قديم صغير جميل ثقيل", "ساعة صندوق مصباح كرسي مرآة"),
    "zh": ("老式 小号 雕花 复古", "木盒 台灯 挂钟 花瓶 椅子"),
    "ja": ("古い 小さな 彫刻 昭和の", "木箱 ランプ 時計 花瓶 椅子"),
    "ko": ("오래된 작은 예쁜 무거운", "시계 상자 램프 의자 거울"),
    "th": ("เก่า เล็ก สวย", "นาฬิกา กล่องไม้ โคมไฟ เก้าอี้"),
    "vi": ("cũ nhỏ đẹp nặng", "đồng hồ hộp gỗ đèn bàn ghế"),
    "id": ("lama kecil cantik berat", "jam lemari lampu kursi cermin"),
    "nl": ("oude kleine mooie zware", "klok kist vaas stoel spiegel"),
    "sv": ("gammal liten fin tung", "klocka kista vas stol spegel"),
    "it": ("antico piccolo bello pesante", "orologio baule vaso specchio lume"),
    "ro": ("vechi mic frumos greu", "ceas cufăr scaun oglindă lampă"),
}
_MAKERS = "Norrvik Tavio Belmar Quint Osrode Hadley Mirano Zelko"
_SELLERS = "attic.finds Marta_K berg-und-tal juanito88 oldthings_shop Olena_V quietcorner Bazaar77"
_KINDS = ("fine", "good", "nice")
_NO_SPACES = ("zh", "ja", "th")
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer, as it is in truth."""

    id: str
    title: str
    price: Decimal
    slug: str
    seller: str
    number: int


def make_offers(language: str, count: int, seed: int = 1, *, whole: bool = False, digits: int = 8) -> list[Offer]:
    """Return offers whose titles differ; their prices are whole numbers where told."""
    chance = Random(f"{language}/{count}/{seed}")
    adjectives, nouns = (words.split() for words in _WORDS[language])
    found = []
    for number in range(count):
        words = [chance.choice(adjectives), chance.choice(nouns), chance.choice(_MAKERS.split())]
        title = ("" if language in _NO_SPACES else " ").join(words) + f" {chance.randrange(100, 999)}"
        price = Decimal(chance.randrange(900, 250_000)) / 100
        found.append(
            Offer(
                id=str(10 ** (digits - 1) + seed * 7919 + number * 37 + chance.randrange(30)),
                title=title[0].upper() + title[1:],
                price=price.quantize(Decimal(1) if whole else Decimal("0.01")),
                slug=f"{chance.choice(_KINDS)}-{words[2].lower()}-{chance.randrange(100, 999)}-{number}",
                seller=chance.choice(_SELLERS.split()),
                number=number,
            )
        )
    return found


def dotted(amount: Decimal) -> str:
    """Return `1.234,50`."""
    return f"{amount:,}".translate(str.maketrans(",.", ".,"))


def spaced(amount: Decimal) -> str:
    """Return `1 234,50` with a space that does not break."""
    return f"{amount:,}".replace(",", "\u00a0").replace(".", ",")


def comma(amount: Decimal) -> str:
    """Return `1,234.50`."""
    return f"{amount:,}"


def fill(template: str, offer: Offer, money: Callable[[Decimal], str], **more: str) -> str:
    """Return a template with `{title}`, `{price}`, `{id}`, `{slug}`, `{seller}`, `{n}`, `{units}`, `{cents}` filled."""
    units, _, cents = str(offer.price).partition(".")
    values = {
        "title": offer.title,
        "price": money(offer.price),
        "id": offer.id,
        "slug": offer.slug,
        "seller": offer.seller,
        "n": str(offer.number),
        "units": units,
        "cents": cents or "00",
        "raw": str(offer.price),
        "old": money(offer.price + 40),
        **more,
    }
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), template)
