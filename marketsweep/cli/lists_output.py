"""Keyword lists as tables."""

from collections.abc import Sequence

from domain.keyword_list import KeywordList, Term
from marketsweep.cli.output import print_table
from marketsweep.list_summary import requirement_in_words

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
