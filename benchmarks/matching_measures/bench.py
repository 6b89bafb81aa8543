"""One run of the benchmark: what is built, raced, looked for and counted, in this order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.matching_engines import ENGINES, Engine, MissingPackageError, PlainAhoCorasick, Termscan
from benchmarks.matching_engines.ours import is_compiled
from benchmarks.matching_measures.ordinary import OrdinaryWords
from benchmarks.matching_measures.recall import Extras, Recall, extras, spans_found, terms_found, title_extras
from benchmarks.matching_measures.speed import Own, Speed, build, own_figures, race
from benchmarks.matching_workload import Workload

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured."""

    terms: Sequence[int]
    engines: Sequence[str]
    rounds: int
    budget: float
    """Processor seconds of one engine in one round."""
    compared: int
    """Listings of the comparison of what is found."""
    titles: int
    """Real titles of each kind, at most."""
    by_reference: int
    """Listings and titles where termscan runs without its compiled core."""
    ablated: int
    """The list on which the ordinary words are told apart."""


@dataclass(slots=True)
class Measured:
    """What was measured."""

    speeds: list[Speed] = field(default_factory=list)
    own: list[Own] = field(default_factory=list)
    recalls: dict[int, Recall] = field(default_factory=dict)
    extras: dict[tuple[int, str], Extras] = field(default_factory=dict)
    ordinary: list[tuple[str, int, Recall, Extras, Extras]] = field(default_factory=list)
    side_by_side: list[tuple[str, Recall, float]] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)


class Bench:
    """One run over a workload."""

    def __init__(self, extent: Extent, workload: Workload, ordinary: OrdinaryWords, tell: Tell) -> None:
        self._extent, self._workload, self._ordinary, self._tell = extent, workload, ordinary, tell
        self._measured = Measured()

    def run(self) -> Measured:
        for size in self._extent.terms:
            self._run_list(self._workload.terms[size], size == min(self._extent.terms))
        return self._measured

    def _run_list(self, terms: Sequence[str], compared: bool) -> None:
        runs = self._built(terms)
        race(runs, self._workload.listings.planted, self._extent.rounds, self._extent.budget, self._tell)
        self._measured.speeds += runs
        for run in runs:
            if isinstance(run.engine, Termscan):
                self._measure_ours(run.engine, terms)
        if compared:
            self._compare(runs, terms)
        for run in runs:
            run.engine = type(run.engine)()  # what it built is not needed any more

    def _built(self, terms: Sequence[str]) -> list[Speed]:
        runs = []
        for key in self._extent.engines:
            engine: Engine = ENGINES[key]()
            if len(terms) > engine.largest:
                continue
            self._tell(f"{len(terms):,} terms: building {engine.name}")
            try:
                runs.append(build(engine, terms, self._ordinary.both))
            except MissingPackageError as missing:
                self._measured.absent.add(str(missing))
        return runs

    def _measure_ours(self, engine: Termscan, terms: Sequence[str]) -> None:
        """Recall and extras on the listings, extras on real titles; threads, stored index, single texts."""
        size, compiled = len(terms), is_compiled()
        every = self._workload.listings
        listings = every if compiled else every.part(self._extent.by_reference)
        self._tell(f"{size:,} terms: recall and extras on {len(listings.planted):,} listings")
        columns = engine.columns(engine.scan(listings.planted))
        self._measured.recalls[size] = spans_found(columns, listings, terms)
        self._measured.extras[size, "listings"] = extras(columns, terms, listings.planted, listings.clean_rows())
        for name, titles in real_titles(self._workload).items():
            some = titles[: self._extent.titles if compiled else self._extent.by_reference]
            self._measured.extras[size, name] = title_extras(engine, terms, some)
        if size == self._extent.ablated:
            self._tell_ordinary_apart(terms)
        if compiled:
            self._tell(f"{size:,} terms: Arrow column, threads, stored index, single texts")
            self._measured.own.append(own_figures(engine, size, every.planted, self._extent.rounds))

    def _tell_ordinary_apart(self, terms: Sequence[str]) -> None:
        """The same index with the ordinary words of the languages, of the corpus, of both and of neither."""
        listings = self._workload.listings.part(self._extent.compared)
        titles = real_titles(self._workload)["real offers, never seen"]
        words = self._ordinary
        bare = Termscan()
        bare.build(terms, ())
        for name, some in (
            ("none", frozenset()),
            ("languages", words.language),
            ("corpus", words.corpus),
            ("both", words.both),
        ):
            self._tell(f"{len(terms):,} terms: ordinary words of {name}")
            other = bare.with_ordinary(some)
            columns = other.columns(other.scan(listings.planted))
            found = spans_found(columns, listings, terms)
            beyond = extras(columns, terms, listings.planted, listings.clean_rows())
            self._measured.ordinary.append((name, len(some), found, beyond, title_extras(other, terms, titles)))

    def _compare(self, runs: Sequence[Speed], terms: Sequence[str]) -> None:
        """The planted term reported anywhere in its listing, and terms that plain search does not report."""
        listings = self._workload.listings.part(self._extent.compared)
        texts, clean = listings.planted, listings.clean_rows()
        plain = PlainAhoCorasick()
        try:
            plain.build(terms, ())
        except MissingPackageError:
            return
        base = plain.reported(plain.scan(plain.prepare(texts)))
        for run in runs:
            self._tell(f"{len(terms):,} terms, side by side on {len(texts):,} listings: {run.engine.name}")
            reported = run.engine.reported(run.engine.scan(run.engine.prepare(texts)))
            extra = sum(len(reported[row] - base[row]) for row in clean) / len(clean) * 1000
            self._measured.side_by_side.append((run.engine.name, terms_found(reported, listings.plants, terms), extra))


def real_titles(workload: Workload) -> dict[str, list[str]]:
    """Real titles by where they come from and whether the listings, so the learnt words, hold them."""
    return {
        "real offers, in the corpus": [title for title, _ in workload.seen.offers],
        "real offers, never seen": [title for title, _ in workload.unseen.offers],
        "film titles, never seen": workload.unseen.films,
        "names of things, never seen": workload.unseen.names,
    }
