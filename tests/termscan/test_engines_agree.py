"""The compiled core finds what the reference finds, and names an index by the same digest."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import termscan
from termscan import Index, Options, Term
from tests.termscan.planting import DISGUISES, disguised

pytestmark = pytest.mark.skipif(termscan.engine != "compiled", reason="the compiled core of termscan is not built here")

WORDS = [
    "rolex",
    "ivory",
    "mercury",
    "chrysotile",
    "louis",
    "vuitton",
    "lee",
    "valley",
    "calvin",
    "klein",
    "solaris",
    "polaris",
    "panthera",
    "leo",
    "pardus",
    "hydroquinone",
    "nike",
    "bosch",
    "gucci",
    "слоновая",
    "кость",
    "черепаха",
    "соболь",
    "панцирь",
    "ροδιο",
    "αθηνα",
    "כלב",
    "שנהב",
    "عاج",
    "象牙",
    "犀角",
    "ロレックス",
    "ガ",
    "กระ",
    "롤렉스",
    "rad140",
    "mk677",
    "1:1",
    "925",
    "g-shock",
    "levi's",
    "ray-ban",
    "o'neil's",
    "tooth",
    "teeth",
    "a",
    "b",
    "ss",
    "æther",
    "straße",
    "weiß",
    "łódź",
    "ijssel",
    "hermès",
    "pokémon",
    "k2",
    "lll",
    "ill",
    "oo",
    "mo",
]
ODD = [
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\u0301",
    "\u0306",
    "\u0308",
    "\u20dd",
    "\ufe0f",
    "\U000e0041",
    "\u202e",
    "\u2066",
    "\ud800",
    "\udc80",
    "\ufffd",
    "\x00",
    "\U0001f1e8",
    "\U0001f1ed",
    "\u3099",
    "ｶ",
    "ﾞ",
    "ﬁ",
    "ß",
    "İ",
    "ı",
    "ﷺ",
    "½",
    "…",
    "™",
    "®",
    "№",
    "\u0e38",
    "\u0b95",
    "\u0bcd",
    "\U00010ffff"[0],
    "·",
    "\u2028",
    "\xa0",
    "\u3000",
]
JOINTS = [
    "",
    " ",
    "  ",
    " ",
    "-",
    ".",
    ". ",
    "! ",
    "'",
    "/",
    " & ",
    "\n",
    "*",
    "**",
    "@",
    "$",
    "!",
    "|",
    "+",
    "€",
    "#",
    "_",
    ", ",
    "      ",
    "(((((",
]
FOREIGN = str.maketrans("aeopcxyikmht", "аеорсхуікмһт")
LEET = str.maketrans("oieastbg", "013457 89"[:6] + "89")
LANGUAGES = ["und", "en", "de", "ru", "he", "ar", "fr", "ko", "xx"]

letters = st.sampled_from("abeilnorstxyz0135@$!*аеорбвгийьяαορωאבש象カ") | st.sampled_from(ODD)
words = st.sampled_from(WORDS) | st.text(letters, min_size=1, max_size=9)


@st.composite
def changed(draw: st.DrawFn, source: st.SearchStrategy[str] = words) -> str:
    """Return a word in one of the ways in which words are hidden or spoilt."""
    word = draw(source)
    place = draw(st.integers(0, len(word)))
    how = draw(st.integers(0, 15))
    ways = [
        word,
        word.upper(),
        word.title(),
        word.translate(FOREIGN),
        word.translate(LEET),
        word[:place] + word[place + 1 :],
        word[:place] + draw(letters) + word[place:],
        word[:place] + draw(letters) + word[place + 1 :],
        " ".join(word),
        ".".join(word),
        word[:place] + draw(st.sampled_from(JOINTS)) + word[place:],
        word[:place] + word[place : place + 1] * 3 + word[place + 1 :],
        word[: place - 1] + word[place : place + 1] + word[place - 1 : place] + word[place + 1 :] if place else word,
        "my" + word,
        word + draw(st.sampled_from(["s", "style", "2024", "10mg"])),
        word[:place] + "*" + word[place + 1 :],
    ]
    return ways[how]


def phrases(source: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(st.tuples(source, st.sampled_from(JOINTS)), min_size=1, max_size=most).map(
        lambda pairs: "".join(word + joint for word, joint in pairs)
    )


terms = st.builds(
    Term,
    text=phrases(words, 3) | words | changed(),
    language=st.sampled_from(LANGUAGES),
    edits=st.sampled_from([None, None, None, 0, 1, 2]),
    disguises=st.sampled_from([True, True, True, False]),
    glued=st.booleans(),
)
options = st.builds(
    Options,
    one_edit_from=st.sampled_from([5, 5, 3, 1]),
    two_edits_from=st.sampled_from([9, 9, 4]),
    ordinary=st.lists(words | changed(), max_size=6),
    inflect=st.booleans(),
    ordinary_rule=st.sampled_from([True, True, False]),
)


def both(listed: list[Term], told: Options) -> tuple[Index, Index]:
    return termscan.compile(listed, told, engine="python"), termscan.compile(listed, told, engine="compiled")


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(terms, max_size=8), options, st.lists(phrases(changed() | words, 6), max_size=4))
def test_finds_and_digests_are_the_same(listed: list[Term], told: Options, texts: list[str]) -> None:
    reference, compiled = both(listed, told)
    assert compiled.digest == reference.digest
    texts += [term.text for term in listed]
    assert list(compiled.scan(texts)) == list(reference.scan(texts))
    assert [compiled.find(text) for text in texts] == [reference.find(text) for text in texts]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(terms, min_size=1, max_size=8).flatmap(
        lambda listed: st.tuples(
            st.just(listed),
            st.lists(
                phrases(
                    st.sampled_from([term.text for term in listed]).flatmap(lambda text: changed(st.just(text))), 4
                ),
                max_size=5,
            ),
        )
    ),
    options,
)
def test_finds_are_the_same_near_the_terms(drawn: tuple[list[Term], list[str]], told: Options) -> None:
    listed, texts = drawn
    reference, compiled = both(listed, told)
    assert list(compiled.scan(texts)) == list(reference.scan(texts))


@pytest.mark.parametrize("seed", range(3))
def test_many_terms_and_planted_disguises_give_the_same_finds(seed: int) -> None:
    chance = random.Random(seed)
    pieces = [word for word in WORDS if len(word) > 2] + [
        "lam",
        "tor",
        "qui",
        "sel",
        "vor",
        "rin",
        "mon",
        "ter",
        "cal",
        "lia",
    ]
    made = ["".join(chance.choices(pieces[-10:], k=chance.randint(1, 4))) for _ in range(300)]
    listed = [
        Term(" ".join(chance.choices(made, k=chance.randint(1, 3))), chance.choice(LANGUAGES)) for _ in range(400)
    ]
    told = Options(ordinary=chance.sample(made, 60))
    reference, compiled = both(listed, told)
    texts = []
    for _ in range(1500):
        hidden = disguised(chance.choice(listed).text, chance.choice(list(DISGUISES)), chance)
        texts.append(" ".join([*chance.choices(made, k=2), hidden, *chance.choices(made, k=2)]))
    found = list(reference.scan(texts))
    assert len(found) > 1000
    assert list(compiled.scan(texts)) == found
