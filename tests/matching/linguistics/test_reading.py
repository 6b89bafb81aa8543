from dataclasses import dataclass, replace

import pytest

from domain.keyword_list import Requirement, Term, TermKind
from matching.linguistics import Relation
from matching.linguistics.reading import question_about, relation_of
from tests.factories import make_term

tokens = pytest.importorskip("spacy.tokens", reason="the extra `linguistics` is not installed")

IVORY = replace(make_term("ivory"), requires=Requirement(words=("netsuke", "tusk")))
CROCODILE = replace(make_term("crocodile", kind=TermKind.SPECIES), requires=Requirement(words=("handbag", "skin")))
EPHEDRA = make_term("ephedra", kind=TermKind.SUBSTANCE)
ROLEX = make_term("rolex", kind=TermKind.BRAND)
ELFENBEIN = replace(make_term("Elfenbein", language="de"), requires=Requirement(words=("Figur",)))
EPHEDRIN = make_term("Ephedrin", language="de", kind=TermKind.SUBSTANCE)
IVOIRE = replace(make_term("ivoire", language="fr"), requires=Requirement(words=("défense",)))


@dataclass(frozen=True)
class Parsed:
    """A sentence in the form of the fixture's sentences: word|head|label."""

    text: str
    term: Term
    expected: tuple[Relation, str] | None

    def __str__(self) -> str:
        return " ".join(part.partition("|")[0] for part in self.text.split())


CLEARNLP = [
    Parsed("ivory|2|compound dress|0|ROOT", IVORY, (Relation.COLOUR, "dress")),
    Parsed("ivory|2|compound netsuke|0|ROOT", IVORY, (Relation.WORKED, "netsuke")),
    Parsed("ivory|2|compound barometer|0|ROOT with|2|prep tusk|3|pobj", IVORY, (Relation.OTHER_GOODS, "barometer")),
    Parsed("dress|0|ROOT in|1|prep ivory|2|pobj", IVORY, (Relation.COLOUR, "dress")),
    Parsed("netsuke|0|ROOT in|1|prep ivory|2|pobj", IVORY, (Relation.WORKED, "netsuke")),
    Parsed("tusk|0|ROOT of|1|prep ivory|2|pobj", IVORY, (Relation.WORKED, "tusk")),
    Parsed("dress|0|ROOT with|1|prep ivory|2|pobj", IVORY, None),
    Parsed("crocodile|2|compound clips|0|ROOT", CROCODILE, (Relation.OTHER_GOODS, "clips")),
    Parsed("crocodile|2|compound puzzle|0|ROOT", CROCODILE, (Relation.SHOWN, "puzzle")),
    Parsed("crocodile|2|compound handbag|0|ROOT", CROCODILE, (Relation.WORKED, "handbag")),
    Parsed("no|2|det ephedra|0|ROOT", EPHEDRA, (Relation.DENIED, "no")),
    Parsed("no|2|det fillers|0|ROOT ,|2|punct ephedra|2|appos", EPHEDRA, (Relation.DENIAL_OF_ANOTHER, "fillers")),
    Parsed("not|3|neg does|3|aux contain|0|ROOT ephedra|3|dobj", EPHEDRA, (Relation.DENIED, "not")),
    Parsed("without|0|ROOT ephedra|1|pobj", EPHEDRA, (Relation.DENIED, "without")),
    Parsed("ephedra|0|ROOT without|1|prep fillers|2|pobj", EPHEDRA, None),
    Parsed("ephedra|2|npadvmod free|3|amod tea|0|ROOT", EPHEDRA, (Relation.DENIED, "free")),
    Parsed("free|0|ROOT of|1|prep caffeine|2|pobj and|3|cc ephedra|3|conj", EPHEDRA, (Relation.DENIED, "free")),
    Parsed("no|2|det traces|0|ROOT of|2|prep ephedra|3|pobj", EPHEDRA, (Relation.DENIED, "no")),
    Parsed("no|2|det box|0|ROOT ,|2|punct rolex|5|compound watch|2|appos", ROLEX, (Relation.DENIAL_OF_ANOTHER, "box")),
    Parsed("rolex|2|compound watch|0|ROOT", ROLEX, None),
    Parsed("rolex|2|compound watch|0|ROOT not|4|neg cheap|2|amod", ROLEX, None),
]
UNIVERSAL = [
    Parsed("robe|0|root en|3|case ivoire|1|nmod", IVOIRE, (Relation.COLOUR, "robe")),
    Parsed("défense|0|root en|3|case ivoire|1|nmod", IVOIRE, (Relation.WORKED, "défense")),
    Parsed("sans|2|case ivoire|0|root", IVOIRE, (Relation.DENIED, "sans")),
    Parsed("sans|2|case boîte|0|root ,|4|punct ivoire|2|appos", IVOIRE, (Relation.DENIAL_OF_ANOTHER, "boîte")),
    Parsed("this|4|nsubj is|4|cop not|4|advmod ivory|0|root", IVORY, (Relation.DENIED, "not")),
    Parsed("ivory|2|amod netsuke|0|root", IVORY, (Relation.WORKED, "netsuke")),
]
TIGER = [
    Parsed("Figur|0|ROOT aus|1|mnr Elfenbein|2|nk", ELFENBEIN, (Relation.WORKED, "Figur")),
    Parsed("kein|2|nk Elfenbein|0|ROOT", ELFENBEIN, (Relation.DENIED, "kein")),
    Parsed("ohne|0|ROOT Ephedrin|1|nk", EPHEDRIN, (Relation.DENIED, "ohne")),
    Parsed("enthält|0|ROOT nicht|1|ng Ephedrin|1|oa", EPHEDRIN, (Relation.DENIED, "nicht")),
    Parsed("ohne|0|ROOT Rezept|1|nk :|1|punct Ephedrin|1|cj", EPHEDRIN, (Relation.DENIAL_OF_ANOTHER, "Rezept")),
]


@pytest.mark.parametrize("parsed", [*CLEARNLP, *UNIVERSAL, *TIGER], ids=str)
def test_a_parsed_sentence_says_how_a_find_stands_in_it(parsed: Parsed) -> None:
    from spacy.vocab import Vocab

    parts = [part.rsplit("|", 2) for part in parsed.text.split()]
    heads = [int(head) - 1 if int(head) else place for place, (_, head, _) in enumerate(parts)]
    doc = tokens.Doc(Vocab(), words=[word for word, _, _ in parts], heads=heads, deps=[label for _, _, label in parts])
    start = doc.text.index(parsed.term.text)
    question = question_about(parsed.term, parsed.term.language)
    assert relation_of(doc, start, start + len(parsed.term.text), question) == parsed.expected


def test_a_find_that_no_word_of_the_sentence_covers_says_nothing() -> None:
    from spacy.vocab import Vocab

    assert relation_of(tokens.Doc(Vocab(), words=[]), 0, 5, question_about(IVORY, "en")) is None
