from dataclasses import replace

import pytest

from domain.keyword_list import Requirement, Strength, Term, TermKind
from matching import assess
from tests.factories import make_list, make_listing, make_term

BRAND = make_term("Rolex", language="und", kind=TermKind.BRAND)
WILDLIFE = make_list(
    make_term("ivory"),
    make_term("Elfenbein", language="de"),
    make_term("слоновая кость", language="ru"),
    make_term("象牙", language="zh"),
    make_term("crocodile leather"),
    make_term("crocodile", kind=TermKind.SPECIES),
    make_term("ephedra", kind=TermKind.SUBSTANCE),
    make_term("replica", kind=TermKind.REPLICA_WORDING),
    BRAND,
)


@pytest.mark.parametrize(
    ("language", "title", "excused_by"),
    [
        ("en", "Fat burner, no ephedra", "said not to be there: “no”"),
        ("en", "Fat burner ephedra free", "said not to be there: “free”"),
        ("de", "Fatburner ohne Ephedra", "said not to be there: “ohne”"),
        ("fr", "Brûleur sans ephedra", "said not to be there: “sans”"),
        ("en", "Strap for Rolex", "only made to fit: “for”"),
        ("de", "Armband für Rolex", "only made to fit: “für”"),
        ("fr", "Bracelet pour Rolex", "only made to fit: “pour”"),
        ("ru", "Ремешок для Rolex", "only made to fit: “для”"),
        ("en", "Armband passend für Rolex", "only made to fit: “für”"),
        ("en", "Faux ivory box", "an imitation: “faux”"),
        ("de", "Kunstelfenbein", "an imitation: “kunst”"),
        ("zh", "仿象牙", "an imitation: “仿”"),
        ("en", "Crocodile print bag", "an imitation: “print”"),
        ("en", "Ivory lace dress", "a colour: “lace”"),
        ("en", "Curtain in ivory", "a colour: “in”"),
        ("en", "Ivory white", "a colour: “white”"),
        ("ru", "Эмаль слоновая кость", "a colour: “эмаль”"),
        ("en", "Crocodile stamp, mint", "only shown: “stamp”"),
        ("de", "Crocodile Plüschtier", "only shown: “Plüschtier”"),
        ("en", "Die-cast replica car", "an honest model: “die-cast”"),
        ("en", "They seized ivory at the port", "spoken of, not offered: “seized”"),
    ],
)
def test_the_context_excuses_a_find(language: str, title: str, excused_by: str) -> None:
    price = None if "seized" in title else "20"
    matches = assess(make_listing(title, language=language, price=price), [WILDLIFE]).matches
    assert [match.excused_by for match in matches] == [excused_by]


@pytest.mark.parametrize(
    ("language", "title", "counting"),
    [
        ("en", "Faux ivory box, real ivory lid", ["ivory"]),
        ("en", "Carved ivory figure with white base", ["ivory"]),
        ("en", "Watch for men Rolex", ["Rolex"]),
        ("en", "Best quality for a very low price now, Rolex", ["Rolex"]),
        ("en", "Rolex with fur strap", ["Rolex"]),
        ("en", "Real crocodile head, toy dog not included", ["crocodile"]),
        ("en", "Genuine crocodile leather wallet", ["crocodile leather"]),
        ("en", "No reserve! Ephedra powder", ["Ephedra"]),
        ("de", "Elfenbein Schnitzerei, weiß", ["Elfenbein"]),
    ],
)
def test_what_speaks_for_a_find_outweighs_what_only_seems_to_excuse_it(
    language: str, title: str, counting: list[str]
) -> None:
    matches = assess(make_listing(title, language=language), [WILDLIFE]).matches
    assert [match.text for match in matches if match.counts] == counting


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        ("Old ivory, ivory soap", False),
        ("Ivory white chair", False),
        ("Old ivory. Dove soap", True),
        ("Genuine ivory handle on an old and heavy knife beside soap", True),
    ],
)
def test_an_exception_of_the_list_excuses_within_the_clause(title: str, counts: bool) -> None:
    term = Term(text="ivory", language="en", kind=TermKind.CODE_WORD, unless=("soap", "ivory white"))
    matches = assess(make_listing(title), [make_list(term)]).matches
    assert matches[0].counts is counts


@pytest.mark.parametrize(
    ("title", "price", "supported"),
    [
        ("Rolex replica", "9000", ("“replica” is there too",)),
        ("Rolex", "90", ("the price of 90 EUR is under 100 euros",)),
        ("Seen by day, Rolex", "20", ("the price of 20 EUR is under 100 euros",)),
        (
            "Rolex",
            "20",
            ("the price of 20 EUR is under 100 euros", "it is less than 30 % of that, and the brand leads the title"),
        ),
        ("Rolex box", "20", ("the price of 20 EUR is under 100 euros",)),
        ("R0lex", "9000", ("it is spelled so that simple filters miss it",)),
        (
            "Rolex watch",
            "20",
            ("the price of 20 EUR is under 100 euros", "it is less than 30 % of 100 euros, for “watch”"),
        ),
        (
            "Rolex watch",
            "45",
            ("the price of 45 EUR is under 100 euros", "it is less than 50 % of that, for “watch”"),
        ),
        ("Rolex, used", "90", ()),
        ("Rolex with factory box", "9000", ("“factory” stands by it", "right beside it")),
        ("Rolex [Top Quality]", "9000", ("“[top quality]” is how sellers of copies write",)),
        ("Rolex and then a good many other words before factory", "9000", ()),
        ("Rolex", None, ()),
        ("Rolex", "0", ()),
    ],
)
def test_a_weak_term_counts_with_any_part_of_what_it_requires(
    title: str, price: str | None, supported: tuple[str, ...]
) -> None:
    requires = Requirement(words=("factory",), kinds=(TermKind.REPLICA_WORDING,), price_below=100, within=4)
    brand = Term(text="Rolex", language="und", kind=TermKind.BRAND, strength=Strength.WEAK, requires=requires)
    found = make_list(brand, make_term("replica", kind=TermKind.REPLICA_WORDING))
    match = next(match for match in assess(make_listing(title, price=price), [found]).matches if match.term == brand)
    assert match.supported_by == supported
    assert match.counts is bool(supported)


def test_a_part_of_what_a_term_requires_is_no_exception() -> None:
    requires = Requirement(words=("puzzle ball",))
    term = Term(text="ivory", language="en", kind=TermKind.CODE_WORD, requires=requires, unless=("puzzle",))
    found = make_list(term)
    assert assess(make_listing("Chinese ivory puzzle ball"), [found]).matches[0].counts
    assert not assess(make_listing("Ivory puzzle, no puzzle ball"), [found]).matches[0].counts


def test_prices_in_other_currencies_are_compared_roughly() -> None:
    requires = Requirement(price_below=100)
    term = Term(text="Rolex", language="und", kind=TermKind.BRAND, requires=requires)
    rupees = assess(make_listing("Rolex", price="3999", currency="INR"), [make_list(term)]).matches[0]
    unknown = assess(make_listing("Rolex", price="3", currency="XXX"), [make_list(term)]).matches[0]
    assert (rupees.counts, unknown.counts) == (True, False)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Ivory handle, not imitation", True),
        ("Ivory handle, imitation", False),
        ("Elfenbein geschnitzt, kein Imitat", True),
        ("Elfenbein geschnitzt, Imitat", False),
    ],
)
def test_an_imitation_that_is_denied_excuses_nothing(title: str, found: bool) -> None:
    elfenbein = make_term("Elfenbein", language="de", kind=TermKind.MATERIAL)
    lists = [make_list(make_term("ivory", kind=TermKind.MATERIAL), elfenbein)]
    assert any(match.counts for match in assess(make_listing(title, language=None), lists).matches) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Free of ephedra, yohimbine and sibutramine", []),
        ("Free of ephedra. Sibutramine 15 mg", ["sibutramine"]),
        ("No prescription, sibutramine 15 mg", ["sibutramine"]),
        ("No prescription sibutramine 15 mg", ["sibutramine"]),
    ],
)
def test_what_is_not_there_goes_on_through_an_enumeration(text: str, found: list[str]) -> None:
    terms = [make_term(name, kind=TermKind.SUBSTANCE) for name in ("ephedra", "yohimbine", "sibutramine")]
    matches = assess(make_listing(text), [make_list(*terms)]).matches
    assert [match.term.text for match in matches if match.counts] == found


def test_an_abbreviation_inside_a_phrase_does_not_end_it() -> None:
    lists = [make_list(make_term("медвеж желчью", language="ru"))]
    assert assess(make_listing("Настойка с медвеж. желчью", language="ru"), lists).matches
    assert not assess(make_listing("Лапа медвеж. Желчью не торгуем", language="ru"), lists).matches


SUBSTANCES = [make_term(name, kind=TermKind.SUBSTANCE) for name in ("ephedra", "hydroquinone", "sarms", "TB500")]


@pytest.mark.parametrize(
    "title",
    [
        "Fat burner without steroids or sarms",
        "0 % hydroquinone cream",
        "0% hydroquinone cream",
        "Fatburner ohne Ephedra",
        "Brûleur de graisse sans ephedra",
        "Spalacz tłuszczu bez ephedra",
        "Жиросжигатель без ephedra",
        "Spalovač tuků bez ephedra",
        "Fettförbrännare utan ephedra",
        "Quemador de grasa sin ephedra",
        "Bruciagrassi senza ephedra",
        "Vetverbrander zonder ephedra",
        "Termogênico sem ephedra",
        "Жироспалювач без ephedra",
        "Ephedra içermeyen yağ yakıcı",
        "שורף שומן ללא ephedra",
        "不含ephedra 减脂胶囊",
        "Λιποδιαλύτης χωρίς ephedra",
        "حارق دهون بدون ephedra",
        "TB500 tractor battery",
    ],
)
def test_what_is_denied_is_not_offered_in_any_of_our_languages_even_where_none_is_told(title: str) -> None:
    matches = assess(make_listing(title, language=None), [make_list(*SUBSTANCES)]).matches
    assert [match.counts for match in matches] == [False] * max(1, len(matches))


@pytest.mark.parametrize(
    "title",
    [
        "Zero sugar, 10% sarms",
        "Without a doubt the best sarms",
        "No prescription or doctor, sarms",
        "TB500 10mg x 10 vials, no battery",
        "1.0% hydroquinone cream",
    ],
)
def test_a_denial_of_something_else_excuses_nothing(title: str) -> None:
    assert any(match.counts for match in assess(make_listing(title), [make_list(*SUBSTANCES)]).matches)


def test_what_is_denied_supports_nothing() -> None:
    sarms = Term(text="sarms", language="en", kind=TermKind.CODE_WORD, requires=Requirement(words=("steroids",)))
    assert assess(make_listing("Steroids and sarms"), [make_list(sarms)]).matches[0].counts
    assert not assess(make_listing("No steroids. Sarms"), [make_list(sarms)]).matches[0].counts


COLOURS = (("ivory", "en"), ("Elfenbein", "de"), ("marfil", "es"), ("marfim", "pt"), ("ivoire", "fr"))
COLOUR = make_list(
    *(Term(text=text, language=code, kind=TermKind.MATERIAL, strength=Strength.WEAK) for text, code in COLOURS)
)


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        ("Kissenbezug Elefant elfenbein", False),
        ("Sommerkleid elfenbein", False),
        ("Pulsera de marfil africano", True),
        ("Colar de marfim antigo", True),
        ("Collier ivoire", False),
        ("Collier ancien en ivoire", True),
        ("Vestido de marfil", False),
        ("Ivory necklace", False),
        ("Antique ivory necklace", True),
        ("Ivory tooth shaped pendant", False),
    ],
)
def test_a_material_is_told_from_the_colour_of_its_name(title: str, counts: bool) -> None:
    matches = assess(make_listing(title, language=None), [COLOUR]).matches
    assert [match.counts for match in matches] == [counts]


@pytest.mark.parametrize(
    ("kind", "category", "counts"),
    [
        (TermKind.MATERIAL, ("Clothing", "Wedding"), False),
        (TermKind.MATERIAL, ("Antiques", "Asian"), True),
        (TermKind.SPECIES, ("Toys & Games",), False),
        (TermKind.SPECIES, ("Pets", "Reptiles"), True),
        (TermKind.REPLICA_WORDING, ("Hobby", "Model kits"), False),
        (TermKind.BRAND, ("Spare parts",), False),
        (TermKind.BRAND, ("Watches",), True),
    ],
)
def test_the_category_of_the_marketplace_tells_what_is_offered(
    kind: TermKind, category: tuple[str, ...], counts: bool
) -> None:
    listing = replace(make_listing("ivory"), category_path=category)
    assert assess(listing, [make_list(make_term("ivory", kind=kind))]).matches[0].counts is counts


@pytest.mark.parametrize(
    ("category", "excused_by"),
    [
        ((), ""),
        (("Antiques", "Carvings"), ""),
        (("Clothing", "Wedding"), "the list makes an exception for the category “Wedding”"),
        (("Garden", "Tools"), "the list binds it to other categories than “Tools”"),
    ],
)
def test_a_term_may_be_bound_to_categories_or_kept_out_of_them(category: tuple[str, ...], excused_by: str) -> None:
    term = Term(
        text="tusk", language="en", kind=TermKind.CODE_WORD, only_in=("antiques", "wedding"), not_in=("wedding",)
    )
    listing = replace(make_listing("Old tusk"), category_path=category)
    assert assess(listing, [make_list(term)]).matches[0].excused_by == excused_by


@pytest.mark.parametrize(
    ("title", "counts"),
    [("Bärenfell Grizzly", True), ("Grizzlyfell", True), ("Grizzly Plüsch Decke", False), ("Grizzly Ahorn", False)],
)
def test_what_a_species_requires_may_be_the_end_of_a_compound(title: str, counts: bool) -> None:
    requires = Requirement(words=("Fell", "Horn"))
    grizzly = Term(text="Grizzly", language="de", kind=TermKind.SPECIES, requires=requires)
    matches = assess(make_listing(title, language="de"), [make_list(grizzly)]).matches
    assert any(match.counts for match in matches) is counts
