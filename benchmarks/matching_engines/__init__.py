"""The engines that the matching benchmark runs beside each other, each behind the same four calls."""

from benchmarks.matching_engines.base import Engine, MissingPackageError
from benchmarks.matching_engines.ours import Termscan
from benchmarks.matching_engines.peers import (
    AhoCorasick,
    Hyperscan,
    HyperscanEdits,
    PhraseMatch,
    PlainAhoCorasick,
    Rapidfuzz,
)

__all__ = ["ENGINES", "Engine", "MissingPackageError", "PlainAhoCorasick", "Termscan"]

ENGINES: dict[str, type[Engine]] = {
    engine.key: engine
    for engine in (Termscan, PlainAhoCorasick, AhoCorasick, Hyperscan, HyperscanEdits, PhraseMatch, Rapidfuzz)
}
