"""Keyword lists as tables."""

import sys
from collections.abc import Sequence
from dataclasses import asdict

from domain.keyword_list import KeywordList, Term
from marketsweep.cli.output import print_json, print_table, printable, say
from marketsweep.learning import Learning
from marketsweep.list_linting import LintReport
from marketsweep.list_summary import fault_as_json, requirement_in_words

SHOWN = 12
"""Words of one cell; a list of context words can be very long."""


def print_lists(lists: Sequence[KeywordList]) -> None:
    """Print one line per list."""
    rows = [
        (
            each.list_id,
            each.version,
            each.concern.value,
            " ".join(each.languages),
            len(each.terms),
            each.confidentiality.value,
            each.title,
        )
        for each in lists
    ]
    print_table(
        "Keyword lists", ("id", "version", "concern", "languages", "terms", "confidentiality", "title"), list(rows)
    )


def print_terms(keyword_list: KeywordList, terms: Sequence[Term]) -> None:
    """Print one line per term."""
    print_table(
        f"{keyword_list.title} ({keyword_list.list_id} {keyword_list.version}, {keyword_list.confidentiality.value})",
        ("term", "language", "kind", "strength", "severity", "requires", "unless"),
        [
            (
                term.text,
                term.language,
                term.kind.value,
                term.strength.value,
                term.severity,
                _short(requirement_in_words(term.requires).split(" or "), " or "),
                _short(term.unless, ", "),
            )
            for term in terms
        ],
    )


def _short(parts: Sequence[str], between: str) -> str:
    more = len(parts) - SHOWN
    return between.join(parts[:SHOWN]) + (f"{between}{more} more (--json shows all)" if more > 0 else "")


def print_lint(report: LintReport, *, as_json: bool) -> None:
    """Print faults and advice, a line each, the place first as compilers do."""
    told = [("fault", fault) for fault in report.faults] + [("advice", advice) for advice in report.advice]
    if as_json:
        print_json([fault_as_json(fault, kind) for kind, fault in told])
    else:
        for kind, fault in told:
            sys.stdout.write(f"{printable(str(fault))} [{kind}]\n")
    counts = f"{len(report.faults)} faults, {len(report.advice)} pieces of advice."
    say(counts, style="red" if report.faults else "green")


def print_learning(known: Learning, *, as_json: bool) -> None:
    """Print what is known of the words of the market."""
    if as_json:
        print_json(asdict(known))
        return
    say(
        f"{known.new_listings:,} new listings learnt, {known.listings:,} in all: {known.words:,} words are counted, "
        f"{known.frequent:,} are frequent, {known.ordinary:,} of them are ordinary; the others resemble a listed word."
    )
