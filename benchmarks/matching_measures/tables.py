"""The measures as Markdown tables, ready for docs/matching.md."""

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.matching_measures.recall import SAMPLES, Extras, Recall
from benchmarks.matching_measures.speed import Own, Speed
from benchmarks.matching_workload.disguises import KINDS


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table, the first column to the left and the others to the right."""
    lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)


def share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def rate(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def speed_table(runs: Sequence[Speed]) -> str:
    head = (
        "engine",
        "terms",
        "listings/s/core",
        "best",
        "with folding",
        "build s",
        "process grows by MB",
        "listings",
        "rounds",
    )
    return table(
        head,
        (
            (
                run.engine.name,
                f"{run.terms:,}",
                rate(run.per_second),
                rate(run.best),
                rate(run.with_folding),
                f"{run.build_seconds:.2f}",
                f"{run.memory_mb:.1f}",
                f"{run.listings:,}",
                str(len(run.scan_seconds)),
            )
            for run in runs
        ),
    )


def own_table(figures: Sequence[Own]) -> str:
    head = (
        "terms",
        "Arrow column, listings/s/core",
        "first pass, listings/s/core",
        "two threads",
        "open stored index, ms",
        "to the first find, ms",
        "index MB",
        "stored MB",
        "one text, µs",
    )
    return table(
        head,
        (
            (
                f"{own.terms:,}",
                rate(own.arrow_per_second),
                rate(own.first_pass_per_second),
                f"× {own.two_threads:.2f}",
                f"{own.open_ms:.1f}",
                f"{own.first_find_ms:.1f}",
                f"{own.index_mb:.1f}",
                f"{own.stored_mb:.1f}",
                f"{own.find_us:.0f}",
            )
            for own in figures
        ),
    )


def recall_table(recalls: Mapping[int, Recall]) -> str:
    """Recall per kind: for each list all plants, then the half that is tuned on and the half that is held out."""
    largest = recalls[max(recalls)]
    head = ["kind", "plants", *(f"{size:,}" for size in recalls)]
    head += [f"{max(recalls):,}, {sample}" for sample in SAMPLES]
    rows = []
    for kind in (*(kind.name for kind in KINDS), None):
        row = [kind or "**all**", f"{largest.count(kind):,}"]
        row += [share(recall.share(kind)) for recall in recalls.values()]
        row += [share(largest.share(kind, sample)) for sample in SAMPLES]
        rows.append(row)
    return table(head, rows)


def extras_table(found: Mapping[tuple[int, str], Extras]) -> str:
    """Extras per 1,000 texts: edits spent, and disguises without edits; plain finds beside them."""
    head = ("texts without plants", "number", "terms", "with edits", "disguised", "plain finds")
    return table(
        head,
        (
            (name, f"{of.texts:,}", f"{size:,}", f"{of.fuzzy:.2f}", f"{of.disguised:.2f}", f"{of.plain:.1f}")
            for (size, name), of in found.items()
        ),
    )


def ordinary_table(rows: Sequence[tuple[str, int, Recall, Extras, Extras]]) -> str:
    """What the ordinary words of each origin do to recall and to extras with edits."""
    head = (
        "ordinary words",
        "words",
        "recall",
        "with edits per 1,000 listings",
        "with edits per 1,000 offers never seen",
    )
    return table(
        head,
        (
            (name, f"{words:,}", share(recall.share()), f"{listings.fuzzy:.2f}", f"{titles.fuzzy:.2f}")
            for name, words, recall, listings, titles in rows
        ),
    )


def side_by_side_table(rows: Sequence[tuple[str, Recall, float]]) -> str:
    """Recall of groups of kinds, and extra terms per 1,000 clean listings, engine beside engine."""
    groups = {
        "typos": ("substitution", "insertion", "deletion", "transposition"),
        "two edits": ("two edits",),
        "look-alikes": ("look-alikes",),
        "leet": ("leet",),
        "repeated": ("repeated letters",),
        "spaced, dotted": ("spaced letters", "dotted"),
        "joined": ("joined words",),
        "split": ("split word",),
        "Cyrillic": ("in Cyrillic",),
    }
    head = ("engine", *groups, "all 21 kinds", "extra terms per 1,000 clean listings")
    return table(
        head,
        (
            (
                name,
                *(share(together(recall, kinds)) for kinds in groups.values()),
                f"**{share(recall.share())}**",
                f"{extra:.1f}",
            )
            for name, recall, extra in rows
        ),
    )


def together(recall: Recall, kinds: Sequence[str]) -> float | None:
    planted = sum(recall.count(kind) for kind in kinds)
    found = sum(number for (kind, _), number in recall.found.items() if kind in kinds)
    return found / planted if planted else None
