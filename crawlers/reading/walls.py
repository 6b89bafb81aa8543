"""Pages that stand between us and the goods: riddles for robots, logins, consent, errors, maintenance."""

from crawlers.reading.announcements import Announcements
from crawlers.reading.blocks import Blocks
from crawlers.reading.document import text_of
from crawlers.reading.evidence import Evidence, Judgement
from crawlers.reading.kind_texts import as_whole, find_phrase, fold, kind_texts
from domain.page_kind import PageKind

THIN_TEXT = 4_000
"""Characters of visible text up to which a page may be a wall."""
_VERY_THIN_TEXT = 700
_LONGEST_HEADING = 60
_WALL_KINDS = (PageKind.BLOCK, PageKind.MAINTENANCE, PageKind.LOGIN, PageKind.ERROR, PageKind.CONSENT)
GONE_KINDS = (PageKind.ITEM_UNAVAILABLE_HERE, PageKind.ITEM_REMOVED, PageKind.ITEM_SOLD, PageKind.ITEM_ENDED)


def find_wall(blocks: Blocks, evidence: Evidence, announced: Announcements) -> Judgement | None:
    """Return the kind of a page that stands between us and the goods."""
    if not evidence.product_declared and not evidence.looks_live and (headed := _headed_error(blocks)):
        return Judgement(PageKind.ERROR, (f"The page is headed {headed!r}.",))
    if evidence.product_declared or evidence.priced_cards >= 3 or evidence.state_cards >= 5:
        return None
    if blocks.main_size > THIN_TEXT:
        return None
    gone = any(announced.says(kind_texts()[kind]) for kind in GONE_KINDS)
    for kind in _WALL_KINDS:
        if gone and kind in (PageKind.ERROR, PageKind.LOGIN, PageKind.CONSENT):
            continue
        if (found := wall_sentence(blocks, kind)) and _is_the_message(kind, evidence, blocks):
            return Judgement(kind, (f"The page says {found!r} and shows no goods.",))
    if blocks.text_size < _VERY_THIN_TEXT and not gone and (trace := protection_trace(blocks)):
        reason = f"An almost empty page with traces of a protection service ({trace})."
        return Judgement(PageKind.BLOCK, (reason,))
    return None


def _headed_error(blocks: Blocks) -> str | None:
    """Return the sentence of an error that is the page's main heading or its title, whatever stands below."""
    document = blocks.document
    texts = kind_texts()[PageKind.ERROR]
    for heading in (document.h1, document.title):
        if len(heading) < _LONGEST_HEADING and (
            as_whole(heading) in texts.whole or find_phrase(texts.missing, fold(heading))
        ):
            return heading
    return None


def _is_the_message(kind: PageKind, evidence: Evidence, blocks: Blocks) -> bool:
    """Whether a sentence of a wall is the page's message, rather than a line on a page of goods."""
    if evidence.offer_in_state or (evidence.price_near_heading and evidence.buyable):
        return False
    if kind is PageKind.LOGIN:
        return bool(blocks.document.root.xpath("//input[@type='password']")) or blocks.main_size < 1_500
    if kind is PageKind.CONSENT:
        return blocks.main_size < 2_500
    return True


def wall_sentence(blocks: Blocks, kind: PageKind) -> str | None:
    """Return the sentence of a wall in the title, the headings or the short visible texts of a page."""
    texts = kind_texts()[kind]
    headings = [text_of(node, 200) for node in blocks.document.root.iter("h1", "h2", "title")]
    if whole := next((as_whole(text) for text in headings if as_whole(text) in texts.whole), None):
        return whole
    shown = (block for block in blocks.all[:400] if len(block.text) < 400 and blocks.zone(block.element) == "main")
    return find_phrase(texts.phrases, fold(" | ".join((blocks.document.title, *(block.text for block in shown)))))


def protection_trace(blocks: Blocks) -> str | None:
    """Return the trace of a protection service in scripts, frames, form targets and ids."""
    document = blocks.document
    sources = [script.text[:20_000] for script in document.scripts[:40]]
    sources += [str(value) for value in document.root.xpath("//@src | //@action | //@id | //@class")[:400]]
    sources += document.script_addresses
    joined = "\n".join(sources).casefold()
    return next((trace for trace in kind_texts()[PageKind.BLOCK].vendors if trace.casefold() in joined), None)
