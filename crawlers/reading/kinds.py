"""What a page is, decided before anything is read from it, with the reasons."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from crawlers.reading.announcements import Announcements
from crawlers.reading.blocks import Blocks
from crawlers.reading.evidence import Evidence, Judgement
from crawlers.reading.ids import id_in_address
from crawlers.reading.kind_texts import KindTexts, as_whole, find_phrase, fold, kind_texts
from crawlers.reading.search_facts import is_search_address, total_in
from crawlers.reading.walls import GONE_KINDS, THIN_TEXT, find_wall, protection_trace, wall_sentence
from domain.page_kind import PageKind

_LEAST_WEIGHT = 1.5
_ADDRESS_WEIGHT = 1.49
"""An address alone proves nothing: what stands at it may be anything."""


def judge(
    blocks: Blocks, evidence: Evidence, status: int | None, own_texts: Mapping[PageKind, Sequence[str]]
) -> Judgement:
    """Return the kind of a page. `own_texts` are the marketplace's sentences, from its recipe."""
    announced = Announcements(blocks, evidence.cards.elements, looks_live=evidence.looks_live)
    return (
        _by_own_texts(blocks, announced, own_texts)
        or _by_status(status, blocks, announced)
        or find_wall(blocks, evidence, announced)
        or _gone(blocks, evidence, announced)
        or _empty_search(blocks, evidence, announced)
        or _item_or_search(blocks, evidence)
    )


def _by_own_texts(
    blocks: Blocks, announced: Announcements, own_texts: Mapping[PageKind, Sequence[str]]
) -> Judgement | None:
    """Return the kind whose sentence, given by the marketplace's recipe, is announced on the page."""
    for kind, sentences in own_texts.items():
        phrases = tuple(fold(sentence) for sentence in sentences if sentence.strip())
        found = announced.says(KindTexts(phrases, frozenset(), (), ()))
        if not found and kind not in GONE_KINDS:
            found = find_phrase(phrases, fold(" | ".join(block.text for block in blocks.all[:3000])))
        if found:
            return Judgement(kind, (f"The page says {found!r}, which the recipe knows.",))
    return None


def _by_status(status: int | None, blocks: Blocks, announced: Announcements) -> Judgement | None:
    """Return what the HTTP status alone decides."""
    if status is None or status < 400:
        return None
    said = wall_sentence(blocks, PageKind.BLOCK) or protection_trace(blocks)
    if status in (403, 405, 429) or (status == 503 and said):
        return Judgement(PageKind.BLOCK, _with(f"The server refused with status {status}.", said))
    if status in (404, 410, 451):
        return _gone_by_status(status, blocks, announced)
    if status == 401:
        return Judgement(PageKind.LOGIN, ("The server asks for a login with status 401.",))
    said = wall_sentence(blocks, PageKind.MAINTENANCE)
    if status >= 500 and said:
        return Judgement(PageKind.MAINTENANCE, _with(f"The server failed with status {status}.", said))
    return Judgement(PageKind.ERROR, (f"The server answered with status {status}.",))


def _gone_by_status(status: int, blocks: Blocks, announced: Announcements) -> Judgement:
    said = wall_sentence(blocks, PageKind.BLOCK) if blocks.text_size < THIN_TEXT else None
    if said:
        return Judgement(PageKind.BLOCK, _with(f"Status {status}, but the page is a riddle for robots.", said))
    url = blocks.document.url
    if is_search_address(url) or _is_front_page(url):
        return Judgement(PageKind.ERROR, (f"Status {status} at an address that is not an item's.",))
    for kind in GONE_KINDS:
        if found := announced.says(kind_texts()[kind]):
            return Judgement(kind, (f"Status {status}.", f"The page says {found!r}."))
    return Judgement(PageKind.ITEM_REMOVED, (f"The server says with status {status} that the address is gone.",))


def _with(reason: str, said: str | None) -> tuple[str, ...]:
    return (reason, f"The page says or holds {said!r}.") if said else (reason,)


def _gone(blocks: Blocks, evidence: Evidence, announced: Announcements) -> Judgement | None:
    """Return what the page says in a prominent place about a listing that is no longer on offer."""
    if is_search_address(blocks.document.url) and not evidence.product_declared:
        return None
    if evidence.total_results is not None and evidence.priced_cards >= 5 and not evidence.product_declared:
        return None
    for kind in GONE_KINDS:
        if found := announced.says(kind_texts()[kind]):
            return Judgement(kind, (f"The page says {found!r} in a prominent place.",))
    return None


def _empty_search(blocks: Blocks, evidence: Evidence, announced: Announcements) -> Judgement | None:
    """Return `search_empty` where the page says in its headings or a notice that nothing was found."""
    offers = evidence.price_near_heading and evidence.buyable and not is_search_address(blocks.document.url)
    if evidence.product_declared or evidence.offer_in_state or offers:
        return None
    texts = kind_texts()[PageKind.SEARCH_EMPTY]
    whole = next((block.text for block in announced.prominent if as_whole(block.text) in texts.whole), None)
    shown = (blocks.document.h1, *(block.text for block in announced.prominent))
    found = whole or find_phrase(texts.phrases, fold(" | ".join(shown)))
    if found and not evidence.total_results:
        return Judgement(PageKind.SEARCH_EMPTY, (f"The page says {found!r}.",))
    if evidence.total_results == 0 and (evidence.priced_cards < 3 or total_in(blocks.document.h1) == 0):
        return Judgement(PageKind.SEARCH_EMPTY, ("The page states a total of 0 results.",))
    return None


def _item_or_search(blocks: Blocks, evidence: Evidence) -> Judgement:
    """Weigh one main offer against many cards."""
    item = list(_item_signs(blocks, evidence))
    search = list(_search_signs(blocks, evidence))
    item_weight, search_weight = (sum(weight for weight, _ in signs) for signs in (item, search))
    front = _is_front_page(blocks.document.url) and item_weight < 3
    if front:
        return Judgement(PageKind.HOME, ("Its address is the site's front page.",))
    if max(item_weight - (_ADDRESS_WEIGHT if len(item) == 1 else 0), search_weight) < _LEAST_WEIGHT:
        reason = "It shows neither one offer nor a list of them, nor any sentence that we know."
        return Judgement(PageKind.UNKNOWN, (reason,))
    if item_weight >= search_weight:
        return Judgement(PageKind.ITEM, tuple(reason for _, reason in item))
    return Judgement(PageKind.SEARCH, tuple(reason for _, reason in search))


def _item_signs(blocks: Blocks, evidence: Evidence) -> Iterator[tuple[float, str]]:
    """Yield each sign of one main offer with its weight."""
    url = blocks.document.url
    if evidence.product_declared:
        yield 3.0, "It declares one product under the page's own headline."
    if evidence.offer_in_state:
        weight = 3.0 if evidence.offer_in_state_exact else 1.5
        yield weight, "Its scripts work with one offer under the page's own headline."
    if any(word in evidence.declared_type for word in ("product", "item", "offer", "listing", "classified")):
        yield 1.5, f"It calls itself {evidence.declared_type!r}."
    if id_in_address(url) and not is_search_address(url):
        yield _ADDRESS_WEIGHT, "Its address carries the id of one listing."
    if evidence.price_near_heading:
        yield 1.0, "One price stands near its heading."
    if evidence.labelled:
        yield min(2.0, 0.5 * evidence.labelled), f"It labels {evidence.labelled} facts about one offer."
    if evidence.buyable:
        yield 1.0, "It has a button to buy or to answer."


def _search_signs(blocks: Blocks, evidence: Evidence) -> Iterator[tuple[float, str]]:
    """Yield each sign of a list of results with its weight."""
    if is_search_address(blocks.document.url):
        yield 2.0, "Its address is that of a search."
    if evidence.total_results:
        yield 1.5, f"It states a total of {evidence.total_results} results."
    if evidence.listed >= 3:
        yield 1.5, f"It declares a list of {evidence.listed} items."
    count = len(evidence.cards.cards)
    if count >= 3:
        weight = min(3.0, 1.0 + evidence.priced_cards / 8) if evidence.priced_cards else 0.5
        yield weight, f"It shows {count} cards, {evidence.priced_cards} of them with a price."
    if evidence.query and fold(evidence.query) in fold(f"{blocks.document.title} | {blocks.document.h1}"):
        yield 1.5, f"Its heading repeats the query {evidence.query!r}."
    if evidence.state_cards >= 5:
        weight = 1.0 + min(1.5, evidence.priced_state_cards / 16)
        yield weight, f"Its scripts work with a list of {evidence.state_cards} offers."


def _is_front_page(url: str | None) -> bool:
    if not url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path.strip("/") in ("", "index.html", "index.php", "home") and not parts.query
