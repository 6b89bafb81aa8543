"""What an engine of the benchmark is, and the folding that a careful user would put before one that has none."""

import re
import sys
import unicodedata
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, ClassVar, Protocol

LOOK_ALIKES = Path(__file__).parents[3] / "shared" / "data" / "unicode_confusables" / "to_ascii_alnum.tsv"
NOT_LETTERS = re.compile(r"[\W_]+")


class MissingPackageError(ImportError):
    """A package of an engine is not installed here."""


class Engine(Protocol):
    """An engine: build it once per list of terms, prepare texts (timed apart), scan, and ask what was reported."""

    key: ClassVar[str]
    name: ClassVar[str]
    package: ClassVar[str]
    largest: ClassVar[int]
    """The largest list of terms that it can sensibly take."""

    def build(self, terms: Sequence[str], ordinary: Collection[str]) -> None: ...

    def prepare(self, texts: Sequence[str]) -> Any: ...

    def scan(self, prepared: Any) -> Any: ...

    def reported(self, scanned: Any) -> list[set[int]]:
        """Return the terms that were reported for each text."""
        ...


def fold_table() -> dict[int, str]:
    """NFKC, case, marks, invisible characters and look-alikes as one table for `str.translate`."""
    table = {}
    for code in range(0x20000):
        if 0xD800 <= code <= 0xDFFF:
            continue
        folded = fold_letter(chr(code))
        if folded != chr(code):
            table[code] = folded
    if LOOK_ALIKES.exists():
        for line in LOOK_ALIKES.read_text(encoding="utf-8").splitlines():
            code_point, _, latin = line.split("\t")
            table[int(code_point[2:], 16)] = latin.casefold()
    return table


def fold_letter(letter: str) -> str:
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", letter).casefold())
    return "".join(part for part in parts if unicodedata.category(part) not in ("Mn", "Me", "Cf"))


def padded(text: str) -> str:
    """Return the text with one space for each run of other signs, and one at each end, so that words are whole."""
    return f" {NOT_LETTERS.sub(' ', text).strip()} "


def unique(terms: Sequence[str]) -> tuple[list[str], list[list[int]]]:
    """Return the distinct folded terms and, for each, the terms that fold to it."""
    places: dict[str, list[int]] = {}
    for number, term in enumerate(terms):
        if term.strip():
            places.setdefault(term, []).append(number)
    return list(places), list(places.values())


def resident_mb() -> float:
    """Resident memory of this process, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines() if sys.platform == "linux" else ():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0
