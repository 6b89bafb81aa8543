"""The JSON and JavaScript values that a page carries in its scripts and attributes."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import unquote

import chompjs

from crawlers.reading.document import Document, Script

_MAX_TOTAL = 6_000_000
_MAX_LITERAL = 600_000
_MAX_LITERALS = 25
_SMALLEST = 60
_START = re.compile(r"(?:[=(:]|return)\s{0,20}(?=\{\s{0,99}[\"}]|\[\s{0,99}[\[{\"\d\-tfn\]])")
_PARSED = re.compile(r"JSON\.parse\(\s{0,20}(?=[\"'])")
_SINGLE_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'", re.S)
_STRING_OF_JSON = re.compile(r"=\s{0,20}(?=\"(?:\{\s{0,9}\\\"|\[\s{0,9}\{\\\"|%7B%22|%5B%7B))", re.I)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S)
_ESCAPED_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_FLIGHT = re.compile(r"__next_f\.push\(\s{0,9}(?=\[)")
_FLIGHT_LINE = re.compile(r"^[0-9a-f]{1,6}:(?=[\[{])", re.M)
_ASSIGNED = re.compile(r"=\s{0,20}(?=[\[{])")
_STATE_NAME = re.compile(
    r"(?:state|data|product|item|listing|advert|offer|props|utag|context|layer|page|digital|params|nuxt|store|initial|result|config)"
    r"[\w$.\[\]\"']{0,30}\s{0,9}$",
    re.I,
)
_WORDS_OF_GOODS = ("price", "preis", "prix", "precio", "prezzo", "amount", "title", "subject")
_DECODER = json.JSONDecoder(strict=False)


class _Budget:
    """How many characters may still be tried as JSON on this page.

    A failed try costs what was read, and a share of its place: the fault's line number is counted from the start.
    """

    def __init__(self, characters: int) -> None:
        self.left = characters

    def spend(self, characters: int) -> None:
        self.left -= max(characters, 20)


def script_values(document: Document) -> Iterator[Any]:
    """Yield each JSON-like value of a page that is large enough to describe goods."""
    budget = _Budget(_MAX_TOTAL)
    flight: list[str] = []
    for script in document.scripts:
        if "ld+json" in script.type or len(script.text) < _SMALLEST or budget.left <= 0:
            continue
        yield from _values_of(script, budget, flight)
    if flight:
        yield from _flight_values("".join(flight), budget)
    yield from _attribute_values(document, budget)


def _values_of(script: Script, budget: _Budget, flight: list[str]) -> Iterator[Any]:
    whole = script.text.strip()
    if script.type.endswith("json") or whole[:1] in ("{", "["):
        value, _ = _decode(whole, 0, budget)
        if value is not None:
            yield value
            return
    lowered = script.text.lower()
    if not any(word in lowered for word in _WORDS_OF_GOODS):
        return
    if "__next_f" in script.text:
        flight.extend(_flight_pieces(script.text, budget))
    yield from _parsed_strings(script.text, budget)
    yield from _string_values(script.text, budget)
    yield from _json_inside(script.text, budget)
    yield from _literals(script.text, budget)


def _decode(text: str, start: int, budget: _Budget) -> tuple[Any, int]:
    """Return the JSON value at a position and where it ends; (None, start) where there is none."""
    if budget.left <= 0:
        return None, start
    try:
        value, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as fault:
        budget.spend(fault.pos - start + fault.pos // 500)
        return None, start
    except (ValueError, RecursionError):
        budget.spend(len(text) - start)
        return None, start
    budget.spend(end - start)
    return value, end


def _json_inside(text: str, budget: _Budget) -> Iterator[Any]:
    position = 0
    while budget.left > 0 and (found := _START.search(text, position)):
        value, end = _decode(text, found.end(), budget)
        if value is not None and end - found.end() >= _SMALLEST:
            yield value
        position = max(end, found.end())


def _literals(text: str, budget: _Budget) -> Iterator[Any]:
    """Yield object literals that are JavaScript but not JSON: bare keys, single quotes."""
    tried = 0
    for found in _ASSIGNED.finditer(text):
        if tried >= _MAX_LITERALS or budget.left <= 0:
            return
        if not _STATE_NAME.search(text[max(0, found.start() - 60) : found.start()]):
            continue
        tried += 1
        piece = text[found.end() : found.end() + _MAX_LITERAL]
        if re.match(r"[\[{]\s*[\"{\[\]}]", piece) and _decode(piece, 0, budget)[0] is not None:
            continue
        budget.spend(len(piece) // 4)
        try:
            yield chompjs.parse_js_object(piece)
        except (ValueError, RecursionError, TypeError):
            continue


def _parsed_strings(text: str, budget: _Budget) -> Iterator[Any]:
    """Yield the values of `JSON.parse("…")`."""
    for found in _PARSED.finditer(text):
        if text[found.end()] == '"':
            inner, _ = _decode(text, found.end(), budget)
        else:
            quoted = _SINGLE_QUOTED.match(text, found.end())
            inner = _unescaped(quoted[1]) if quoted else None
        if isinstance(inner, str) and len(inner) >= _SMALLEST:
            value, _ = _decode(inner.strip(), 0, budget)
            if value is not None:
                yield value


def _string_values(text: str, budget: _Budget) -> Iterator[Any]:
    """Yield the values of JSON that is assigned as a string, percent-encoded or not."""
    for found in islice(_STRING_OF_JSON.finditer(text), _MAX_LITERALS):
        inner, _ = _decode(text, found.end(), budget)
        if isinstance(inner, str):
            plain = unquote(inner) if inner.startswith("%") else inner
            value, _ = _decode(plain.strip(), 0, budget)
            if value is not None:
                yield value


def _unescaped(literal: str) -> str:
    """Return the text of a JavaScript string literal without its quotes."""
    return _ESCAPE.sub(_escaped_character, literal)


def _escaped_character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _ESCAPED_LETTERS.get(found[3], found[3])


def _flight_pieces(text: str, budget: _Budget) -> Iterator[str]:
    for found in _FLIGHT.finditer(text):
        value, _ = _decode(text, found.end(), budget)
        if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
            yield value[1]


def _flight_values(text: str, budget: _Budget) -> Iterator[Any]:
    for found in _FLIGHT_LINE.finditer(text):
        value, _ = _decode(text, found.end(), budget)
        if value is not None:
            yield value


def _attribute_values(document: Document, budget: _Budget) -> Iterator[Any]:
    found = document.root.xpath("//@*[starts-with(., '{\"') and string-length(.) > 60]")
    for text in found[:200]:
        value, _ = _decode(str(text), 0, budget)
        if value is not None:
            yield value
