"""Each kind of disguise, told by name, and what only looks like one."""

import pytest

from termscan import Boundary, Disguise, Term
from tests.termscan.seeing import Engine, index_of, only, seen

TERMS: list[Term | str] = [
    "Rolex", "ivory", "Louis Vuitton", "Elfenbein", "Lee Valley", "chrysotile", "1:1", "Levi's", "G-Shock", "RAD140",
    "Ray-Ban", "mercury", "dianabol", "Nike", "hydroquinone", Term("tiger bone", "en"),
]  # fmt: skip
NONE = Disguise(0)


@pytest.mark.parametrize(
    ("text", "found", "disguises", "boundary"),
    [
        ("a Rolex watch", "Rolex", NONE, Boundary.WHOLE),
        ("a ROLEX watch", "ROLEX", NONE, Boundary.WHOLE),
        ("a Rоlex watch", "Rоlex", Disguise.LOOK_ALIKE, Boundary.WHOLE),
        ("old lvory box", "lvory", Disguise.LOOK_ALIKE, Boundary.WHOLE),
        ("R\u200bo\u2060lex", "R\u200bo\u2060lex", Disguise.ZERO_WIDTH, Boundary.WHOLE),
        ("Ro\u00adlex", "Ro\u00adlex", NONE, Boundary.WHOLE),
        ("Ｒｏｌｅｘ", "Ｒｏｌｅｘ", Disguise.WIDTH, Boundary.WHOLE),
        ("𝐑𝐨𝐥𝐞𝐱", "𝐑𝐨𝐥𝐞𝐱", Disguise.WIDTH, Boundary.WHOLE),
        ("Ⓡⓞⓛⓔⓧ", "Ⓡⓞⓛⓔⓧ", Disguise.WIDTH, Boundary.WHOLE),
        ("Rólêx", "Rólêx", Disguise.ACCENT, Boundary.WHOLE),
        ("Ro\u0301lex", "Ro\u0301lex", Disguise.ACCENT, Boundary.WHOLE),
        ("R0l3x", "R0l3x", Disguise.LEET, Boundary.WHOLE),
        ("old 1vory box", "1vory", Disguise.LEET, Boundary.WHOLE),
        ("rol€x", "rol€x", Disguise.LEET, Boundary.WHOLE),
        ("chry507ile", "chry507ile", Disguise.LEET, Boundary.WHOLE),
        ("R o l e x", "R o l e x", Disguise.SPELLED, Boundary.SPELLED),
        ("r.o.l.e.x", "r.o.l.e.x", Disguise.SPELLED, Boundary.SPELLED),
        ("r*o*l*e*x", "r*o*l*e*x", Disguise.SPELLED, Boundary.SPELLED),
        ("R-0-l-€-x", "R-0-l-€-x", Disguise.SPELLED | Disguise.LEET, Boundary.SPELLED),
        ("r a d 1 4 0", "r a d 1 4 0", Disguise.SPELLED, Boundary.SPELLED),
        ("L o u i s   V u i t t o n", "L o u i s   V u i t t o n", Disguise.SPELLED, Boundary.SPELLED),
        ("El fenbein", "El fenbein", Disguise.SPLIT, Boundary.SPLIT),
        ("Lee Val ley", "Lee Val ley", Disguise.SPLIT, Boundary.SPLIT),
        ("RAD-140", "RAD-140", Disguise.SPLIT, Boundary.SPLIT),
        ("LouisVuitton", "LouisVuitton", Disguise.JOINED, Boundary.JOINED),
        ("levis jeans", "levis", Disguise.JOINED, Boundary.JOINED),
        ("gshock", "gshock", Disguise.JOINED, Boundary.JOINED),
        ("Ivoryyy", "Ivoryyy", Disguise.REPEATED, Boundary.WHOLE),
        ("merrcury", "merrcury", Disguise.REPEATED, Boundary.WHOLE),
        ("mеrrсury", "mеrrсury", Disguise.REPEATED | Disguise.LOOK_ALIKE, Boundary.WHOLE),
        ("r*lex", "r*lex", Disguise.MASKED, Boundary.WHOLE),
        ("ro*ex", "ro*ex", Disguise.MASKED, Boundary.WHOLE),
        ("mercyry", "mercyry", Disguise.EDITED, Boundary.WHOLE),
        ("Меркури", "Меркури", Disguise.TRANSLITERATED, Boundary.WHOLE),
        ("tiger bones", "tiger bones", Disguise.INFLECTED, Boundary.WHOLE),
        ("mymercury", "mercury", NONE, Boundary.GLUED_BEFORE),
        ("mercurystyle", "mercury", NONE, Boundary.GLUED_AFTER),
        ("myhydroquinonelook", "hydroquinone", NONE, Boundary.GLUED_INSIDE),
        ("#myivorybox", "ivory", NONE, Boundary.GLUED_INSIDE),
        ("dianabol10mg", "dianabol", NONE, Boundary.GLUED_AFTER),
        ("Nike10g", "Nike", NONE, Boundary.GLUED_AFTER),
        ("louis vuittonstyle", "louis vuitton", NONE, Boundary.GLUED_AFTER),
        ("mylouis vuitton", "louis vuitton", NONE, Boundary.GLUED_BEFORE),
        ("copy 1:1!", "1:1", NONE, Boundary.WHOLE),
        ("🇨🇭Rolex🇨🇭", "Rolex", NONE, Boundary.WHOLE),
        ("Levi’s", "Levi’s", NONE, Boundary.WHOLE),
        ("Ray Ban", "Ray Ban", NONE, Boundary.WHOLE),
    ],
)  # fmt: skip
def test_a_disguise_is_seen_through_and_told(
    engine: Engine, text: str, found: str, disguises: Disguise, boundary: Boundary
) -> None:
    find = only(index_of(TERMS, engine), text)
    assert text[find.start : find.end] == found
    assert (find.disguises, find.boundary) == (disguises, boundary)


@pytest.mark.parametrize(
    "text",
    [
        "1-1", "11:1", "1:10",                  # not written so
        "Ray\nBan", "Louis! Vuitton", "",       # nothing crosses a line or the end of a sentence
        "N1", "140", "rad 14",
        "model a4, 250mg, 5ml, 2x500g",         # amounts and sizes
        "trolexa",                              # five letters are not looked for inside a word
        "Niké5678",                             # a number may not follow four letters
        "rolling", "merry", "fiver",
    ],
)  # fmt: skip
def test_what_only_resembles_a_term_is_no_find(engine: Engine, text: str) -> None:
    assert seen(index_of(TERMS, engine), text) == []


@pytest.mark.parametrize(
    ("terms", "text", "found"),
    [
        (["Solaris", "Polaris"], "Polaris and Solaris and Solariz", ["Polaris", "Solaris", "Solariz"]),
        (["Chanel"], "a cotton channel bag", ["channel"]),
        (["Camper"], "a good Campers shoe", ["Campers"]),
        (["Rolex"], "rollex", ["rollex"]),
    ],
)
def test_a_listed_word_is_no_error_of_another(engine: Engine, terms: list[str], text: str, found: list[str]) -> None:
    assert seen(index_of(terms, engine), text) == found


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("Chanel", "channel", []),              # a typing error in an ordinary word
        ("watcch", "watch", []),
        ("Ivory", "1vory lvory ivoryy ivory", ["1vory", "lvory", "ivoryy", "ivory"]),
        ("hilver", "silver", []),
        ("leatherette", "leather", []),
        ("shoeshoe", "shoe shoe", ["shoe shoe"]),
        ("redbox", "red box", ["red box"]),     # no ordinary word as a whole
        ("Calvin Klein", "alvin Klein", ["alvin Klein"]),   # beside a rare word an ordinary one may be wrong
        ("Service King", "service kin", ["service kin"]),
        ("On the Run", "in the run", []),
    ],
)  # fmt: skip
def test_nothing_is_read_into_ordinary_words(engine: Engine, term: str, text: str, found: list[str]) -> None:
    ordinary = [
        "alvin",
        "channel",
        "watch",
        "silver",
        "leather",
        "shoe",
        "red",
        "box",
        "service",
        "kin",
        "in",
        "the",
        "run",
        "on",
    ]
    assert seen(index_of([term], engine, ordinary=ordinary), text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("Rolex RÓLEX Ro\u200blex Ｒolex", 4), ("R0lex", 0), ("Rоlex", 0), ("r.o.l.e.x", 0), ("Rollex", 0), ("Rolez", 0)],
)
def test_a_term_may_refuse_disguises(engine: Engine, text: str, found: int) -> None:
    assert len(seen(index_of([Term("Rolex", disguises=False)], engine), text)) == found


@pytest.mark.parametrize(
    ("edits", "text", "found"), [(0, "mercuri", 0), (1, "mercuri", 1), (1, "nercuri", 0), (2, "nercuri", 1)]
)
def test_a_term_may_say_how_many_errors_are_forgiven(engine: Engine, edits: int, text: str, found: int) -> None:
    assert len(seen(index_of([Term("mercury", edits=edits)], engine, ordinary_rule=False), text)) == found


def test_a_term_may_refuse_glue(engine: Engine) -> None:
    assert seen(index_of([Term("mercury", glued=False)], engine), "mymercury mercury10mg mercury") == ["mercury"]


def test_of_overlapping_finds_the_best_is_kept_and_all_are_in_order(engine: Engine) -> None:
    index = index_of(["Louis Vuitton", "Vuitton", "Louis"], engine)
    finds = index.find("Louis Vuitton, louis  vuitton")
    assert [(find.term, find.start, find.end) for find in finds] == [
        (2, 0, 5), (0, 0, 13), (1, 6, 13), (2, 15, 20), (0, 15, 29), (1, 22, 29),
    ]  # fmt: skip
