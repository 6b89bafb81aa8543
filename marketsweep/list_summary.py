"""Keyword lists as tables and JSON; the terms of confidential ones only to those who ask."""

from typing import Any

from domain.keyword_list import Confidentiality, KeywordList, Requirement, Term
from keyword_lists import Fault
from marketsweep.errors import InputError

OPEN = (Confidentiality.CLEAR, Confidentiality.GREEN)
"""Lists whose terms may be shown without asking."""


class ConfidentialListError(InputError):
    """The terms of a confidential list were asked for without saying so."""

    def __init__(self, keyword_list: KeywordList) -> None:
        super().__init__(
            f"The list {keyword_list.list_id} is {keyword_list.confidentiality.value}: published terms teach evaders. "
            "If those who see your screen may see them, add --reveal."
        )


class NoSuchLanguageError(InputError):
    """A list has no term of a language."""

    def __init__(self, keyword_list: KeywordList, language: str) -> None:
        known = ", ".join(sorted({term.language for term in keyword_list.terms}))
        super().__init__(f"The list {keyword_list.list_id} has no term in {language!r}. It has: {known}.")


def terms_of(keyword_list: KeywordList, language: str | None, *, reveal: bool) -> tuple[Term, ...]:
    """Return the terms of a list, of one language where one is named."""
    if keyword_list.confidentiality not in OPEN and not reveal:
        raise ConfidentialListError(keyword_list)
    if language is None:
        return keyword_list.terms
    terms = tuple(term for term in keyword_list.terms if term.language == language.casefold())
    if not terms:
        raise NoSuchLanguageError(keyword_list, language)
    return terms


def list_as_json(keyword_list: KeywordList) -> dict[str, Any]:
    """Return what a list says about itself, without its terms."""
    return {
        "id": keyword_list.list_id,
        "version": keyword_list.version,
        "title": keyword_list.title,
        "concern": keyword_list.concern.value,
        "languages": list(keyword_list.languages),
        "term_count": len(keyword_list.terms),
        "confidentiality": keyword_list.confidentiality.value,
        "legal_ground": keyword_list.legal_ground,
        "owner": keyword_list.owner,
        "licence": keyword_list.licence,
        "source": keyword_list.source,
        "digest": keyword_list.digest,
    }


def terms_as_json(terms: tuple[Term, ...]) -> list[dict[str, Any]]:
    """Return terms with what they require and what excuses them."""
    return [
        {
            "text": term.text,
            "language": term.language,
            "kind": term.kind.value,
            "strength": term.strength.value,
            "severity": term.severity,
            "requires": requirement_in_words(term.requires),
            "unless": list(term.unless),
            "spellings": list(term.spellings),
            "source": term.source,
            "note": term.note,
        }
        for term in terms
    ]


def requirement_in_words(requirement: Requirement) -> str:
    """Say what must stand near a term for it to count; empty if nothing must."""
    parts = [*requirement.words, *(f"a {kind.value.replace('_', ' ')}" for kind in requirement.kinds)]
    if requirement.price_below is not None:
        parts.append(f"a price below {requirement.price_below}")
    near = f" within {requirement.within} words" if requirement.within is not None and parts else ""
    return " or ".join(parts) + near


def fault_as_json(fault: Fault, kind: str) -> dict[str, Any]:
    """Return a fault of a list, or a piece of advice, with its place."""
    return {
        "kind": kind,
        "path": fault.path,
        "line": fault.line,
        "column": fault.column,
        "message": fault.message,
        "cure": fault.cure,
    }
