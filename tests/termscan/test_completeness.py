"""Typing errors against the exhaustive truth of rapidfuzz: nothing is missed, and nothing is made up."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

import termscan
from termscan import Boundary, Disguise, Options, Term
from tests.termscan.seeing import Engine

SYLLABLES = [
    "bra",
    "dor",
    "fen",
    "gus",
    "hal",
    "jen",
    "kor",
    "mep",
    "nat",
    "pon",
    "rud",
    "sev",
    "tup",
    "vim",
    "wak",
    "zox",
]
"""Without i and l, and without letters in a row, so that neither look-alikes nor repetitions stand in for errors."""
plain = st.text("abcdefgh", min_size=1, max_size=13)


def forgiven(term: str) -> int:
    """Return the errors forgiven in a term of one word."""
    by_length = (len(term) >= 5) + (len(term) >= 9)
    return min(by_length, 0 if len(term) < 2 else 1 if len(term) < 4 else 2)


def distances(terms: list[str], words: list[str], engine: Engine) -> set[tuple[int, int, int]]:
    """Return row, term and distance of whole words that were found with errors."""
    listed = [Term(term, glued=False) for term in terms]
    index = termscan.compile(listed, Options(ordinary_rule=False), engine=engine)
    return {
        (find.row, find.term, find.distance)
        for find in index.scan(words)
        if find.distance and find.boundary is Boundary.WHOLE and find.disguises == Disguise.EDITED
    }


def truth(terms: list[str], words: list[str]) -> set[tuple[int, int, int]]:
    return {
        (row, number, distance)
        for row, word in enumerate(words)
        for number, term in enumerate(terms)
        if len(word) > 1 and 0 < (distance := OSA.distance(word, term)) <= forgiven(term)
    }


def without_repetitions(
    found: set[tuple[int, int, int]], terms: list[str], words: list[str]
) -> set[tuple[int, int, int]]:
    """Leave out pairs that are equal but for repeated letters: those are found at distance 0."""
    return {entry for entry in found if squeezed(words[entry[0]]) != squeezed(terms[entry[1]])}


def squeezed(word: str) -> str:
    return "".join(letter for place, letter in enumerate(word) if word[place - 1 : place] != letter)


@settings(max_examples=300, deadline=None)
@given(st.lists(plain, min_size=1, max_size=12, unique=True), st.lists(plain, min_size=1, max_size=12))
def test_every_word_within_the_errors_is_found_and_no_other(engine: Engine, terms: list[str], words: list[str]) -> None:
    found = without_repetitions(distances(terms, words, engine), terms, words)
    assert found == without_repetitions(truth(terms, words), terms, words)


def test_among_many_words_none_is_missed_and_none_made_up(engine: Engine) -> None:
    chance = random.Random(3)
    terms = sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(400)})
    words = [spoilt(chance.choice(terms), chance) for _ in range(400)]
    expected = without_repetitions(truth(terms, words), terms, words)
    assert len(expected) > 200
    assert without_repetitions(distances(terms, words, engine), terms, words) == expected


def test_phrases_are_found_within_the_errors_of_the_whole(engine: Engine) -> None:
    chance = random.Random(4)
    parts = ["".join(chance.choices(SYLLABLES, k=2)) for _ in range(120)]
    terms = sorted({f"{chance.choice(parts)} {chance.choice(parts)}" for _ in range(150)})
    texts = [" ".join(spoilt(word, chance, most=1) for word in chance.choice(terms).split(" ")) for _ in range(300)]
    listed = [Term(term, glued=False) for term in terms]
    index = termscan.compile(listed, Options(ordinary_rule=False), engine=engine)
    found = {
        (find.row, find.term, find.distance)
        for find in index.scan(texts)
        if find.distance and find.boundary is Boundary.WHOLE and find.disguises == Disguise.EDITED
    }
    expected = {
        (row, number, sum(apart))
        for row, text in enumerate(texts)
        for number, term in enumerate(terms)
        if 0 < sum(apart := [OSA.distance(*pair) for pair in zip(text.split(" "), term.split(" "), strict=True)]) <= 2
    }
    assert len(expected) > 150
    assert {entry for entry in found ^ expected if not has_repetition(texts[entry[0]], terms[entry[1]])} == set()


def has_repetition(text: str, term: str) -> bool:
    """Tell whether a word differs from that of the term only by repeated letters."""
    pairs = zip(text.split(" "), term.split(" "), strict=True)
    return any(one != other and squeezed(one) == squeezed(other) for one, other in pairs)


def spoilt(word: str, chance: random.Random, most: int = 3) -> str:
    """Return a word with up to a few random errors."""
    for _ in range(chance.randint(0, most)):
        place = chance.randrange(len(word))
        letter = chance.choice("abdefgjknoprstuvwxz")
        word = chance.choice(
            [
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1 :] if len(word) > 2 else word,
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            ]
        )
    return word
