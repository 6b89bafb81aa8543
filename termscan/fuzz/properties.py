"""What must hold for every input of the fuzzers: both engines find the same, and what they find is in order.

Input as for fuzz_core.cpp: one byte of options, one of edits, lines with terms (`de:` before one names its language,
`=` makes it an ordinary word) up to an empty line, then the text. Bytes that are no UTF-8 become lone surrogates.
"""

from dataclasses import dataclass

import termscan
from termscan import Disguise, Find, Options, Term

MOST_TERMS, LONGEST_TERM, LONGEST_TEXT = 6, 40, 300
"""The reference is slow: small inputs reach more of it."""
FRACTION_SLASH = "\u2044"
"""Stays in a folded fraction (one half), and alone folds to a space: a separator both times."""


class BrokenPromiseError(AssertionError):
    """Something does not hold that must."""


@dataclass(frozen=True)
class Asked:
    """What an input asks for."""

    terms: tuple[Term, ...]
    options: Options
    text: str


def check_engines(data: bytes) -> None:
    """Require that both engines find the same in an input, and that it holds."""
    if len(data) < 2 or data[0] == 0xFE:
        return
    asked = asked_in(data)
    compiled = termscan.compile(asked.terms, asked.options, engine="compiled")
    reference = termscan.compile(asked.terms, asked.options, engine="python")
    require(compiled.digest == reference.digest, "both engines name an index by the same digest")
    found = compiled.find(asked.text)
    require(found == reference.find(asked.text), f"both engines find the same: {found} {reference.find(asked.text)}")
    check(found, asked)
    column = [asked.text, None, asked.text[::-1], asked.text]
    in_column = list(compiled.scan(column, threads=2))
    require([find for find in in_column if find.row == 0] == found, "a text is read the same alone and in a column")
    require(in_column == list(compiled.scan(column, threads=1)), "threads change nothing")


def check(found: list[Find], asked: Asked) -> None:
    """Require what must hold for finds, whatever the engine."""
    places = [(find.start, find.end, find.term) for find in found]
    require(places == sorted(places), "finds are in order")
    for find in found:
        require(0 <= find.start < find.end <= len(asked.text), "a find lies within the text")
        require(find.term < len(asked.terms), "a find names a term")
        edited = bool(find.disguises & (Disguise.EDITED | Disguise.MASKED))
        require(edited or find.distance == 0, "a distance is told as edited or masked")
    folded = termscan.fold(asked.text)
    again = termscan.fold(folded.text).text.replace(FRACTION_SLASH, " ")
    require(again == folded.text.replace(FRACTION_SLASH, " "), "what is folded stays as it is")
    if folded.starts is not None and folded.ends is not None:
        sources = list(zip(folded.starts, folded.ends, strict=True))
        require(len(sources) == len(folded.text), "each folded letter has a source")
        require(all(0 <= start < end <= len(asked.text) for start, end in sources), "sources are in the text")


def asked_in(data: bytes) -> Asked:
    """Read an input."""
    bits, edits = data[0], data[1]
    head, _, text = data[2:].partition(b"\n\n")
    terms: list[Term] = []
    ordinary: list[str] = []
    for line in head.decode("utf-8", "surrogateescape").split("\n")[:MOST_TERMS]:
        if line.startswith("="):
            ordinary.append(line[1:])
        else:
            terms.append(term_of(line[:LONGEST_TERM], edits, len(terms)))
    options = Options(
        one_edit_from=5 - (bits >> 2 & 3),
        two_edits_from=9 - (bits >> 4 & 7),
        inflect=bits & 1 == 0,
        ordinary_rule=bits & 2 == 0,
        ordinary=tuple(ordinary),
    )
    return Asked(tuple(terms), options, text.decode("utf-8", "surrogateescape")[:LONGEST_TEXT])


def term_of(line: str, edits: int, number: int) -> Term:
    """Read a term."""
    language, text = (line[:2], line[3:]) if line[2:3] == ":" else ("und", line)
    forgiven = (edits + number) & 3
    return Term(
        text,
        language=language,
        edits=None if forgiven == 3 else forgiven,
        disguises=edits & 0x40 == 0,
        glued=edits & 0x80 == 0,
    )


def require(holds: bool, what: str) -> None:
    """Raise unless something holds; an assertion would not be there under -O."""
    if not holds:
        raise BrokenPromiseError(what)
