"""Build `matching/ordinary/words/*.z`, the ordinary words of each language, from word lists that may be shipped.

Needs Debian: `apt-get install tesseract-ocr`, and the packages named below in the indexes of apt. Run where
termscan is installed: `python tools/ordinary_words/build.py FOLDER`, FOLDER for the downloads.
"""

import shutil
import subprocess
import sys
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from termscan import fold

WORDS = Path(__file__).parents[2] / "matching" / "ordinary" / "words"
WRITTEN = Path(__file__).parents[2] / "matching" / "ordinary" / "written.txt"
"""Words of marketplaces that people of this project wrote down."""
SHORTEST, LONGEST = 3, 12
"""Letters of the words kept: no edit is spent on shorter ones, and few longer ones stand near a term."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words of a language come from, and what makes one of them ordinary."""

    code: str
    """As Tesseract names the language."""
    keep_all: bool = False
    """The list is short enough, or its script knows no capitals."""
    confirmed_by: tuple[str, ...] = ()
    """Word lists of Debian without which a word of this language is not believed."""


SOURCES = {
    "cs": Source("ces"),
    "de": Source("deu", keep_all=True),
    "el": Source("ell", keep_all=True),
    "en": Source("eng", confirmed_by=("american-english-large", "british-english-large")),
    "es": Source("spa"),
    "fr": Source("fra", keep_all=True),
    "he": Source("heb", keep_all=True),
    "it": Source("ita"),
    "nl": Source("nld", confirmed_by=("dutch",)),
    "pl": Source("pol"),
    "pt": Source("por"),
    "ru": Source("rus"),
    "sv": Source("swe"),
    "tr": Source("tur"),
    "uk": Source("ukr"),
}
DICTIONARIES = ("wamerican-large", "wbritish-large", "wdutch")


@dataclass(frozen=True, slots=True)
class Spellings:
    """In how many ways a list writes a word: as it is, with a capital, in capitals."""

    count: int
    in_small_letters: bool


def main(folder: Path) -> None:
    """Download, choose and write the words of every language; print how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    packages = [f"tesseract-ocr-{source.code}" for source in SOURCES.values()]
    subprocess.run(["apt-get", "download", "--quiet", *packages, *DICTIONARIES], cwd=folder, check=True)
    for package in sorted(folder.glob("*.deb")):
        subprocess.run(["dpkg-deb", "--extract", package, folder / "extracted"], check=True)
    shutil.rmtree(WORDS, ignore_errors=True)
    WORDS.mkdir(parents=True)
    for language in SOURCES:
        words = sorted({honest for word in _chosen(folder, language) for honest in _folded(word)})
        (WORDS / f"{language}.z").write_bytes(zlib.compress("\n".join(words).encode(), 9))
        sys.stdout.write(f"{language} {len(words)}\n")


def _chosen(folder: Path, language: str) -> Iterator[str]:
    yield from _ordinary(folder, SOURCES[language])
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        code, _, words = line.partition(": ")
        if code == language:
            yield from words.split()


def _ordinary(folder: Path, source: Source) -> Iterator[str]:
    spellings = _spellings(_listed(folder, source.code))
    believed = set().union(*(_dictionary(folder, name) for name in source.confirmed_by))
    for word, seen in spellings.items():
        if SHORTEST <= len(word) <= LONGEST and (source.keep_all or _is_common(word, seen, believed)):
            yield word


def _is_common(word: str, seen: Spellings, believed: set[str]) -> bool:
    if believed and word not in believed:
        return seen.count >= 4
    return seen.count >= 3 or (seen.in_small_letters and (seen.count == 2 or bool(believed)) and len(word) <= 9)


def _spellings(listed: Iterable[str]) -> dict[str, Spellings]:
    counts: Counter[str] = Counter()
    small: set[str] = set()
    for written in listed:
        word = unicodedata.normalize("NFKC", written.strip("-'.,"))
        if word.isalpha():
            counts[word.casefold()] += 1
            if word == word.lower():
                small.add(word.casefold())
    return {word: Spellings(count, word in small) for word, count in counts.items()}


def _listed(folder: Path, code: str) -> list[str]:
    """Return the words that Tesseract's reader of a language was given, in the order of its automaton."""
    (trained,) = (folder / "extracted").rglob(f"tessdata/{code}.traineddata")
    parts = folder / f"{code}."
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["combine_tessdata", "-u", trained, parts], **quiet)
    words = folder / f"{code}.words"
    subprocess.run(["dawg2wordlist", f"{parts}lstm-unicharset", f"{parts}lstm-word-dawg", words], **quiet)
    return words.read_text(encoding="utf-8").splitlines()


def _dictionary(folder: Path, name: str) -> set[str]:
    lines = (folder / "extracted/usr/share/dict" / name).read_text(encoding="utf-8").splitlines()
    return {unicodedata.normalize("NFKC", line).casefold().removesuffix("'s") for line in lines}


def _folded(word: str) -> Iterator[str]:
    honest = fold(word).text
    if honest.isalpha():
        yield honest


if __name__ == "__main__":
    main(Path(sys.argv[1]))
