"""The price that a person sees: of all amounts on the page, the one that stands where prices stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawlers.reading.blocks import Block, Blocks
from crawlers.reading.document import text_of
from crawlers.reading.prices import Money, names_currency, parse_price, site_currency
from crawlers.reading.wording import as_label, wording

_LONGEST = 48
_MAX_CANDIDATES = 400
_HAS_DIGIT = re.compile(r"\d")
_STRUCK_TAGS = frozenset(("s", "del", "strike"))


@dataclass(frozen=True, slots=True)
class _Candidate:
    money: Money
    score: float


def visible_price(blocks: Blocks) -> Money | None:
    """Return the amount that most looks like the offer's price, or None where nothing looks like one."""
    best = max(_candidates(blocks), key=lambda candidate: candidate.score, default=None)
    return best.money if best and best.score >= 1.0 else None


def _candidates(blocks: Blocks) -> Iterator[_Candidate]:
    seen: set[HtmlElement] = set()
    count = 0
    for block in blocks.all:
        if len(block.text) > _LONGEST or not _HAS_DIGIT.search(block.text):
            continue
        element = _smallest_with_currency(block)
        if element is None or element in seen:
            continue
        seen.add(element)
        count += 1
        if count > _MAX_CANDIDATES:
            return
        if candidate := _judge(element, block, blocks):
            yield candidate


def _smallest_with_currency(block: Block) -> HtmlElement | None:
    """Return the smallest short element around a number that also names a currency."""
    node: HtmlElement | None = block.element
    for _ in range(4):
        if node is None:
            return None
        text = text_of(node, _LONGEST + 40)
        if len(text) > _LONGEST:
            return None
        if names_currency(text):
            return node
        node = node.getparent()
    return None


def _judge(element: HtmlElement, block: Block, blocks: Blocks) -> _Candidate | None:
    document = blocks.document
    text = text_of(element, _LONGEST)
    money = parse_price(text, host=document.host, language=document.language)
    if money is None or money.amount <= 0:
        return None
    if money.currency is None:
        money = Money(amount=money.amount, currency=site_currency(document.host), text=money.text)
    score = _place_score(block, blocks) + _name_score(element) + _text_score(text, block, blocks)
    return _Candidate(money, score)


def _place_score(block: Block, blocks: Blocks) -> float:
    """Nearness to the heading, 2 down to -2; other zones and links to other pages cost more."""
    distance = block.index - blocks.heading_index
    near = 2.0 - distance / 30 if distance >= 0 else 1.0 + distance / 20
    score = max(-2.0, near)
    if blocks.zone(block.element) != "main":
        score -= 3.0
    node: HtmlElement | None = block.element
    for _ in range(6):
        if node is None:
            break
        if node.tag == "a" and len(node.get("href") or "") > 12 and not (node.get("href") or "").startswith("#"):
            return score - 1.5
        node = node.getparent()
    return score


def _name_score(element: HtmlElement) -> float:
    """What tags, classes and ids of the element and its parents say."""
    words = wording()
    score = 0.0
    node: HtmlElement | None = element
    for step in range(4):
        if node is None or not isinstance(node.tag, str):
            break
        names = " ".join(
            node.get(key) or "" for key in ("class", "id", "itemprop", "data-testid", "data-qa", "data-automation-id")
        )[:400]
        if node.tag in _STRUCK_TAGS:
            score -= 4.0
        if words.old_price_classes.search(names):
            score -= 2.0 if step < 2 else 0.7
        if words.price_classes.search(names) and score < 1.5:
            score += 1.5 if step < 3 else 0.8
        if "display:none" in (node.get("style") or "").replace(" ", ""):
            score -= 1.5
        node = node.getparent()
    return score


def _text_score(text: str, block: Block, blocks: Blocks) -> float:
    """What the text itself and the two blocks before it say: postage, savings, former prices."""
    words = wording()
    score = 0.5 if len(text) <= 16 else 0.0
    before = " ".join(_lead(blocks, block))
    if words.not_the_price.search(text):
        score -= 3.0
    if words.not_the_price.search(before):
        score -= 1.5
    if words.field_of_label.get(as_label(blocks.all[block.index - 1].text)) == "price" and block.index:
        score += 1.5
    if "%" in text or "/" in text.strip("/"):
        score -= 1.0
    if text.lstrip().startswith(("-", "−", "+", "(")):
        score -= 2.0
    return score


def _lead(blocks: Blocks, block: Block) -> Iterator[str]:
    """Yield the short texts right before an amount, up to another amount."""
    for each in reversed(blocks.all[max(0, block.index - 2) : block.index]):
        if len(each.text) >= 40 or (_HAS_DIGIT.search(each.text) and names_currency(each.text)):
            return
        yield each.text


def _digits(element: HtmlElement) -> int:
    return len(_HAS_DIGIT.findall(text_of(element, 120)))


def is_struck(element: HtmlElement) -> bool:
    """Whether an amount is a former or other price by its tags, classes or attributes, or those of two parents.

    A parent with other numbers in it holds other prices too and tells nothing.
    """
    words = wording()
    node: HtmlElement | None = element
    for _ in range(3):
        if node is None or not isinstance(node.tag, str):
            return False
        if node.tag in _STRUCK_TAGS or "line-through" in (node.get("style") or ""):
            return True
        names = f"{node.get('class') or ''} {node.get('data-testid') or ''}"
        if words.old_price_classes.search(names) or any("strike" in name for name in node.attrib):
            return node is element or _digits(node) == _digits(element)
        node = node.getparent()
    return False
