"""Sentences of a language drawn from its word frequencies: what foreign text there is where no real text can be had."""

import gzip
import random
import zipfile
from pathlib import Path

from benchmarks.matching_workload.packages import FREQUENCIES, archive

LANGUAGES = {
    "en": 38, "de": 12, "fr": 12, "es": 8, "it": 8, "ru": 5, "pl": 4, "nl": 4, "pt": 3, "sv": 2,
    "ja": 1.5, "zh": 1.5, "ar": 1,
}  # fmt: skip
"""Share of each language in the listings, in percent."""
UNSPACED = frozenset({"ja", "zh"})
COMMONEST = 60_000
"""Words of a language that are drawn from."""


class Vocabulary:
    """Word frequencies of the languages of the workload."""

    def __init__(self, cache: Path, chance: random.Random, spare: list[str]) -> None:
        self._chance = chance
        self._words: dict[str, tuple[list[str], list[float]]] = {}
        self._drawn: dict[str, list[str]] = {}
        self._spare = (spare, [1.0] * len(spare))
        package = archive(FREQUENCIES, cache)
        if package is not None:
            with zipfile.ZipFile(package) as files:
                for language in LANGUAGES:
                    self._words[language] = frequencies(files, language)

    @property
    def real(self) -> bool:
        """Whether word frequencies could be had; without them words of the real titles are drawn."""
        return bool(self._words)

    def word(self, language: str) -> str:
        drawn = self._drawn.get(language)
        if not drawn:
            words, weights = self._words.get(language, self._spare)
            drawn = self._drawn[language] = self._chance.choices(words, weights=weights, k=20_000)
        return drawn.pop()

    def sentence(self, language: str, length: float) -> str:
        """Return words of the language of about that many characters together."""
        words: list[str] = []
        written = 0
        while written < length:
            word = self.word(language)
            words.append(word)
            written += len(word) + 1
        if language in UNSPACED:
            return "".join(words)
        text = " ".join(words)
        return text[:1].upper() + text[1:]


def frequencies(files: zipfile.ZipFile, language: str) -> tuple[list[str], list[float]]:
    """Read the commonest words and their frequencies: buckets of one centibel each, after a header."""
    import msgpack  # of the group `bench`; nothing else here needs it

    names = files.namelist()
    size = next(size for size in ("large", "small") if f"wordfreq/data/{size}_{language}.msgpack.gz" in names)
    buckets = msgpack.loads(gzip.decompress(files.read(f"wordfreq/data/{size}_{language}.msgpack.gz")))[1:]
    words = [(word, 10 ** (-centibels / 100)) for centibels, bucket in enumerate(buckets) for word in bucket]
    return [word for word, _ in words[:COMMONEST]], [weight for _, weight in words[:COMMONEST]]
