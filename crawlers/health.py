"""Whether what a run saw can be trusted: a sweep that finds nothing says whether it worked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from domain.page_kind import PageKind
from storage.frontier import FrontierKind, FrontierRow, FrontierState
from storage.pages import RecordedPage

MAX_WALL_SHARE = 0.2
"""Share of pages that may be walls or errors before a run is not trusted."""
MAX_UNREAD_SHARE = 0.2
"""Share of item pages that may turn out to be no listing's page."""
MAX_FAILED_SEARCHES = 0.1
"""Share of searches that may stay without an answer."""

_WALLS = frozenset((PageKind.LOGIN, PageKind.CONSENT, PageKind.BLOCK))
_ERRORS = frozenset((PageKind.ERROR, PageKind.MAINTENANCE, PageKind.UNKNOWN))
_ANSWERS = frozenset((PageKind.SEARCH, PageKind.SEARCH_EMPTY))


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What a run met, in numbers, and what speaks against trusting it, in sentences."""

    pages_by_kind: dict[str, int]
    rows_by_state: dict[str, int]
    searches_asked: int
    """Result pages that were to be fetched, further pages of a query included."""
    searches_answered: int
    """Those that answered with results or with *none*."""
    searches_empty: int
    searches_rewritten: int
    """Those whose page says that it searched for something else."""
    results_linked: int
    """Links to listings on result pages; one listing may be linked by many."""
    items_asked: int
    items_read: int
    """Item pages that showed a listing, or said what became of it."""
    listings_seen: int
    walls: int
    errors: int
    skipped: dict[str, int]
    """Addresses that were left out, by reason."""
    causes: dict[str, int]
    """The commonest reasons for walls and errors, with how many pages each."""
    doubts: tuple[str, ...]
    """Sentences; none means that the run is trusted."""

    @property
    def trusted(self) -> bool:
        """Whether nothing speaks against what the run saw, or did not see."""
        return not self.doubts

    @property
    def sentence(self) -> str:
        """The verdict in words, for a person."""
        if not self.trusted:
            return "Not to be trusted: " + " ".join(self.doubts)
        found = f"{self.listings_seen} listings on {self.items_read} of {self.items_asked} item pages"
        return f"It worked: {self.searches_answered} of {self.searches_asked} searches answered, {found}."

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return {**asdict(self), "doubts": list(self.doubts), "trusted": self.trusted, "sentence": self.sentence}


def health_of(pages: Sequence[RecordedPage], rows: Sequence[FrontierRow]) -> Health:
    """Judge a run by its pages and its frontier. Pure."""
    kinds = Counter(page.page.page_kind for page in pages)
    searches = [page for page in pages if page.request_kind is FrontierKind.SEARCH]
    items = [page for page in pages if page.request_kind is FrontierKind.ITEM]
    answered = [page for page in searches if page.page.page_kind in _ANSWERS]
    health = Health(
        pages_by_kind={kind.value: count for kind, count in sorted(kinds.items())},
        rows_by_state=dict(sorted(Counter(row.state.value for row in rows).items())),
        searches_asked=sum(row.request.kind is FrontierKind.SEARCH for row in rows),
        searches_answered=len({page.row_id for page in answered}),
        searches_empty=sum(page.page.page_kind is PageKind.SEARCH_EMPTY for page in answered),
        searches_rewritten=sum(map(_is_rewritten, answered)),
        results_linked=sum(page.page.listings_found for page in answered),
        items_asked=sum(row.request.kind is FrontierKind.ITEM for row in rows),
        items_read=len({page.row_id for page in items if page.page.page_kind.is_listing_page}),
        listings_seen=sum(page.page.listings_found for page in items),
        walls=sum(kinds[kind] for kind in _WALLS),
        errors=sum(kinds[kind] for kind in _ERRORS),
        skipped=dict(sorted(Counter(_reason(row) for row in rows if row.state is FrontierState.SKIPPED).items())),
        causes=dict(
            Counter(page.page.reason[:200] for page in pages if page.page.page_kind in _WALLS | _ERRORS).most_common(3)
        ),
        doubts=(),
    )
    return replace(health, doubts=tuple(_doubts(health, len(pages), answered)))


def _is_rewritten(page: RecordedPage) -> bool:
    understood = page.page.query_understood
    return bool(understood and page.query and understood.casefold().split() != page.query.casefold().split())


def _reason(row: FrontierRow) -> str:
    return row.detail.partition(":")[0] or "no reason"


def _doubts(health: Health, pages: int, answered: Sequence[RecordedPage]) -> Iterator[str]:
    if not health.rows_by_state:
        yield "Nothing was asked."
    doubts = [*_doubts_about_searches(health, answered), *_doubts_about_pages(health, pages)]
    yield from doubts
    if doubts and health.causes:
        yield f"The commonest cause: {next(iter(health.causes))}."


def _doubts_about_searches(health: Health, answered: Sequence[RecordedPage]) -> Iterator[str]:
    if health.searches_asked and not health.searches_answered:
        yield "No search was answered."
    elif _share(health.searches_asked - health.searches_answered, health.searches_asked) > MAX_FAILED_SEARCHES:
        yield f"Only {health.searches_answered} of {health.searches_asked} searches were answered."
    full = [page.page for page in answered if page.page.page_kind is PageKind.SEARCH]
    if any(page.total_results for page in full) and not health.results_linked:
        yield "The marketplace claims results, but no link to a listing was found: its pages may have changed."
    elif full and not health.results_linked:
        yield "Result pages came, but no link to a listing was found on any: its pages may have changed."
    if health.searches_answered and health.searches_rewritten == health.searches_answered:
        yield "Every search was answered for another query than was asked."


def _doubts_about_pages(health: Health, pages: int) -> Iterator[str]:
    if _share(health.walls, pages) > MAX_WALL_SHARE:
        yield f"{health.walls} of {pages} pages were walls: captchas, log-ins or refusals."
    if _share(health.errors, pages) > MAX_WALL_SHARE:
        yield f"{health.errors} of {pages} pages were errors or unknown."
    if _share(health.items_asked - health.items_read, health.items_asked) > MAX_UNREAD_SHARE:
        yield f"Only {health.items_read} of {health.items_asked} item pages could be read."
    if absent := health.skipped.get("browser absent"):
        yield f"{absent} pages need a browser and were not looked at: run `marketsweep browser install`."


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
