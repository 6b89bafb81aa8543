"""Engines that one would use instead, from packages of the ordinary registry."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, ClassVar

from benchmarks.matching_engines.base import MissingPackageError, fold_table, padded, unique

EVERY_LIST = 10**9

folded_letters = cache(fold_table)


def folded(text: str) -> str:
    return text.translate(folded_letters())


class PlainAhoCorasick:
    """Case-folded whole-word search: the measure of what is no extra."""

    key: ClassVar[str] = "ahocorasick-casefold"
    name: ClassVar[str] = "ahocorasick_rs, case only"
    package: ClassVar[str] = "ahocorasick-rs"
    largest: ClassVar[int] = EVERY_LIST

    def build(self, terms: Sequence[str], ordinary: Collection[str]) -> None:
        try:
            import ahocorasick_rs
        except ImportError as error:
            raise MissingPackageError(self.package) from error
        patterns, self._terms = unique([self._written(term) for term in terms])
        self._automaton = ahocorasick_rs.AhoCorasick(
            patterns, implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def prepare(self, texts: Sequence[str]) -> list[str]:
        return [self._written(text) for text in texts]

    def scan(self, prepared: list[str]) -> list[list[tuple[int, int, int]]]:
        find = self._automaton.find_matches_as_indexes
        return [find(text, overlapping=True) for text in prepared]

    def reported(self, scanned: list[list[tuple[int, int, int]]]) -> list[set[int]]:
        return [{term for found in finds for term in self._terms[found[0]]} for finds in scanned]

    def _written(self, text: str) -> str:
        return padded(text.casefold())


class AhoCorasick(PlainAhoCorasick):
    """The same after the full fold: NFKC, case, marks, invisible characters, look-alikes."""

    key: ClassVar[str] = "ahocorasick"
    name: ClassVar[str] = "ahocorasick_rs, full fold"

    def _written(self, text: str) -> str:
        return padded(folded(text))


class Hyperscan:
    """Hyperscan's literal mode after the full fold, whole words."""

    key: ClassVar[str] = "hyperscan"
    name: ClassVar[str] = "Hyperscan literal, full fold"
    package: ClassVar[str] = "hyperscan"
    largest: ClassVar[int] = EVERY_LIST

    def build(self, terms: Sequence[str], ordinary: Collection[str]) -> None:
        try:
            import hyperscan
        except ImportError as error:
            raise MissingPackageError(self.package) from error
        patterns, self._terms = unique([self._written(term) for term in terms])
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._compile(hyperscan, patterns)

    def prepare(self, texts: Sequence[str]) -> list[bytes]:
        return [self._written(text).encode() for text in texts]

    def scan(self, prepared: list[bytes]) -> list[list[int]]:
        finds: list[list[int]] = []
        scan = self._database.scan
        for text in prepared:
            found: list[int] = []
            scan(
                text,
                match_event_handler=lambda number, start, end, flags, context: context.append(number),
                context=found,
            )
            finds.append(found)
        return finds

    def reported(self, scanned: list[list[int]]) -> list[set[int]]:
        return [{term for number in finds for term in self._terms[number]} for finds in scanned]

    def _written(self, text: str) -> str:
        return padded(folded(text))

    def _compile(self, hyperscan: Any, patterns: list[str]) -> None:
        self._database.compile(
            expressions=[pattern.encode() for pattern in patterns],
            ids=list(range(len(patterns))),
            elements=len(patterns),
            flags=[0] * len(patterns),
            literal=True,
        )


class HyperscanEdits(Hyperscan):
    """Hyperscan with its edit distance of 1 from 5 and of 2 from 9 bytes; it knows neither words nor transpositions."""

    key: ClassVar[str] = "hyperscan-edits"
    name: ClassVar[str] = "Hyperscan edit distance 1 / 2, full fold"
    largest: ClassVar[int] = 1_000

    def _written(self, text: str) -> str:
        return folded(text)

    def _compile(self, hyperscan: Any, patterns: list[str]) -> None:
        written = [pattern.encode() for pattern in patterns]
        edits = [0 if len(pattern) < 5 else 1 if len(pattern) < 9 else 2 for pattern in written]
        self._database.compile(
            expressions=[re.sub(rb"([^A-Za-z0-9 \x80-\xff])", rb"\\\1", pattern) for pattern in written],
            ids=list(range(len(written))),
            elements=len(written),
            flags=[0] * len(written),
            ext=[
                hyperscan.ExpressionExt(
                    flags=hyperscan.HS_EXT_FLAG_EDIT_DISTANCE if most else 0,
                    min_offset=0,
                    max_offset=0,
                    min_length=0,
                    edit_distance=most,
                    hamming_distance=0,
                )
                for most in edits
            ],
        )


class PhraseMatch:
    """spaCy's PhraseMatcher by lower case on a blank pipeline."""

    key: ClassVar[str] = "spacy"
    name: ClassVar[str] = "spaCy PhraseMatcher LOWER"
    package: ClassVar[str] = "spacy"
    largest: ClassVar[int] = EVERY_LIST

    def build(self, terms: Sequence[str], ordinary: Collection[str]) -> None:
        try:
            import spacy
            from spacy.matcher import PhraseMatcher
        except ImportError as error:
            raise MissingPackageError(self.package) from error
        self._language = spacy.blank("xx")
        self._matcher = PhraseMatcher(self._language.vocab, attr="LOWER")
        for number, term in enumerate(terms):
            self._matcher.add(str(number), [self._language.make_doc(term)])

    def prepare(self, texts: Sequence[str]) -> Sequence[str]:
        return texts

    def scan(self, prepared: Sequence[str]) -> list[list[tuple[int, int, int]]]:
        return [self._matcher(self._language.make_doc(text)) for text in prepared]

    def reported(self, scanned: list[list[tuple[int, int, int]]]) -> list[set[int]]:
        name = self._language.vocab.strings
        return [{int(name[found[0]]) for found in finds} for finds in scanned]


class Rapidfuzz:
    """rapidfuzz partial_ratio of at least 85 of every term with every text, after the full fold."""

    key: ClassVar[str] = "rapidfuzz"
    name: ClassVar[str] = "rapidfuzz partial_ratio >= 85, full fold"
    package: ClassVar[str] = "rapidfuzz"
    largest: ClassVar[int] = EVERY_LIST

    def build(self, terms: Sequence[str], ordinary: Collection[str]) -> None:
        try:
            from rapidfuzz import fuzz, process
        except ImportError as error:
            raise MissingPackageError(self.package) from error
        self._extract, self._scorer = process.extract, fuzz.partial_ratio
        self._terms = [folded(term) for term in terms]

    def prepare(self, texts: Sequence[str]) -> list[str]:
        return [folded(text) for text in texts]

    def scan(self, prepared: list[str]) -> list[list[tuple[str, float, int]]]:
        return [self._extract(text, self._terms, scorer=self._scorer, score_cutoff=85, limit=None) for text in prepared]

    def reported(self, scanned: list[list[tuple[str, float, int]]]) -> list[set[int]]:
        return [{number for _, _, number in finds} for finds in scanned]
