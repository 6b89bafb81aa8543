"""What a person sees on an item page: headings, labels with values, prices, buttons, trails and pictures."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml.html import HtmlElement

from crawlers.reading.blocks import Block, Blocks
from crawlers.reading.document import Document, squeeze, text_of
from crawlers.reading.page import ItemFields
from crawlers.reading.values import brand_of, valid_gtin
from crawlers.reading.visible_day import visible_day
from crawlers.reading.visible_pictures import visible_pictures
from crawlers.reading.visible_price import visible_price
from crawlers.reading.visible_seller import opened_lines, visible_seller
from crawlers.reading.visible_trail import visible_trail
from crawlers.reading.wording import POSTCODE_PLACE, as_label, condition_word, looks_like_place, wording

_LABEL_VALUE = re.compile(r"^([^:：]{2,40}?)\s*[:：]\s*(.{1,200})$", re.S)
_MAX_PARTS = 60
_NOT_BODIES = frozenset(("a", "meta", "link", "body", "html", "button", "input", "label", "h1", "h2", "h3"))
_LONGEST = {"gtin": 24, "listing_id": 40, "condition": 60, "brand": 60, "seller_location": 90, "date": 60}
_DESCRIPTION_NAME = re.compile(
    r"(?<![a-z])(?:description|beschreibung|descripci|descri[cç]|descrizione|opis(?![a-z])|omschrijving|beskriv|postingbody|kuvaus|popis|leiras)",
    re.I,
)
_PLACE_NAME = re.compile(r"(?<![a-z])(?:location|locality|standort|localisation|ubicaci|lokaliza|address)(?!s)", re.I)
_EAN_LABELED = re.compile(r"\b(?:EAN|GTIN|UPC)(?:-?1[234])?\b\D{0,12}(\d{8}|\d{12,14})\b")


def read_visible(blocks: Blocks) -> ItemFields:
    """Return what the visible page says about its offer."""
    labelled = dict(_labelled(blocks))
    money = visible_price(blocks)
    seller = visible_seller(blocks, labelled.get("seller_name"))
    found = ItemFields(
        title=_title(blocks),
        description=_description(blocks),
        price=money.amount if money else None,
        price_text=money.text if money else None,
        currency=money.currency if money else None,
        seller_name=seller[0],
        seller_id=seller[1],
        seller_location=labelled.get("seller_location")
        or _opened_place(blocks)
        or _named_place(blocks)
        or _written_place(blocks),
        condition=condition_word(labelled.get("condition")),
        brand=brand_of(labelled.get("brand")) or _brand_line(blocks),
        gtin=valid_gtin(labelled.get("gtin")) or _gtin_in_text(blocks),
        listing_id=_labelled_id(labelled.get("listing_id")),
        availability=_availability(blocks),
        category_path=visible_trail(blocks),
        posted_on=visible_day(blocks, labelled.get("date")),
    )
    return replace(found, images=visible_pictures(blocks))


def labelled_facts(found: ItemFields) -> int:
    """Return how many facts about one offer the visible page states: seller, place, condition and the like."""
    facts = (
        found.seller_name,
        found.seller_location,
        found.condition,
        found.brand,
        found.gtin,
        found.listing_id,
        found.posted_on,
    )
    return sum(1 for fact in facts if fact)


def _title(blocks: Blocks) -> str | None:
    return blocks.headline or None


def _labelled(blocks: Blocks) -> Iterator[tuple[str, str]]:
    """Yield the first value that stands after a label of each field, outside of menus and other offers."""
    seen: set[str] = set()
    for block in blocks.all:
        if len(block.text) > 240:
            continue
        pair = _pair(block, blocks)
        if pair is None or pair[0] in seen or blocks.zone(block.element) != "main":
            continue
        field, value = pair
        if 0 < len(value) <= _LONGEST.get(field, 200) and as_label(value) not in wording().field_of_label:
            seen.add(field)
            yield field, value


def _pair(block: Block, blocks: Blocks) -> tuple[str, str] | None:
    if field := _field_of(block.text):
        following = (each.text for each in blocks.all[block.index + 1 : block.index + 4])
        value = next((text for text in following if any(char.isalnum() for char in text)), "")
        return field, value.strip(" :：")
    inline = _LABEL_VALUE.match(block.text)
    if inline and (field := _field_of(inline[1])):
        return field, squeeze(inline[2])
    return None


def _brand_line(blocks: Blocks) -> str | None:
    """Return the name in a line such as `Visit the NAME store` near the heading."""
    for block in blocks.near_heading(12, 25):
        found = wording().brand_lines.fullmatch(block.text) if len(block.text) < 100 else None
        if found:
            return brand_of(next(group for group in found.groups() if group))
    return None


def _opened_place(blocks: Blocks) -> str | None:
    """Return the place in a line such as `Ships from PLACE`."""
    for rest, following in opened_lines(blocks, wording().location_openings):
        place = rest or following
        if 2 <= len(place) <= 60 and any(char.isalpha() for char in place):
            return place
    return None


def _named_place(blocks: Blocks) -> str | None:
    """Return the short text of an element near the heading that is named as the place of the goods."""
    for block in blocks.near_heading(10, 100):
        if not 2 <= len(block.text) <= 70 or not any(char.isalpha() for char in block.text):
            continue
        names = " ".join(
            block.element.get(key) or "" for key in ("class", "id", "itemprop", "data-testid", "data-aut-id")
        )
        if _PLACE_NAME.search(names) and not _field_of(block.text) and blocks.zone(block.element) == "main":
            return block.text
    return None


def _written_place(blocks: Blocks) -> str | None:
    """Return the short text right around the heading that is a postcode with a place, or a place in its region."""
    for block in blocks.near_heading(8, 40):
        is_place = POSTCODE_PLACE.fullmatch(block.text) or looks_like_place(block.text)
        if is_place and block.text != blocks.headline and blocks.zone(block.element) == "main":
            return block.text
    return None


def _field_of(text: str) -> str | None:
    """Return the field that a label stands for, of several names for it too, as in `make / manufacturer`."""
    labels = wording().field_of_label
    folded = as_label(text)
    if folded in labels or "/" not in folded:
        return labels.get(folded)
    return next((labels[part.strip()] for part in folded.split("/") if part.strip() in labels), None)


def _labelled_id(text: str | None) -> str | None:
    found = re.fullmatch(r"#?\s*([A-Za-z0-9][\w-]{2,30})", text or "")
    return found[1] if found and any(char.isdigit() for char in found[1]) else None


def _gtin_in_text(blocks: Blocks) -> str | None:
    for block in blocks.all:
        if len(block.text) < 400 and (found := _EAN_LABELED.search(block.text)) and (digits := valid_gtin(found[1])):
            return digits
    return None


def _availability(blocks: Blocks) -> str | None:
    """Return what buttons and stock lines near the heading say; sold out outweighs a button."""
    words = wording()
    near = [
        block for block in blocks.near_heading(15, 160) if len(block.text) < 60 and blocks.zone(block.element) == "main"
    ]
    texts = {as_label(block.text).rstrip("!") for block in near} | {
        as_label(text) for text in _button_labels(blocks.document)
    }
    if texts & words.sold_out:
        return "out_of_stock"
    return "in_stock" if texts & words.buyable else None


def _button_labels(document: Document) -> Iterator[str]:
    for node in document.root.xpath("//input[@type='submit' or @type='button']/@value")[:200]:
        yield str(node)


def _description(blocks: Blocks) -> str | None:
    """Return the texts of the elements named as the description, else the longest text after the heading."""
    parts: list[str] = []
    taken: set[HtmlElement] = set()
    for node in blocks.document.root.xpath("//*[@id or @class or @itemprop or @data-testid or @data-marker]"):
        if _is_description(node) and blocks.zone(node) == "main" and taken.isdisjoint(node.iterancestors()):
            taken.add(node)
            text = text_of(node, 8000)
            if len(text) >= 20:
                parts.append(text)
            if len(parts) >= _MAX_PARTS:
                break
    if not parts and (told := _under_its_heading(blocks)):
        return told
    if parts:
        return squeeze(" ".join(sorted(dict.fromkeys(parts), key=len, reverse=True)[:3]), 12_000)
    return blocks.document.meta("description", "og:description") or _longest_text(blocks)


def _under_its_heading(blocks: Blocks) -> str | None:
    """Return the text that follows a heading such as `Description`."""
    for block in blocks.all[blocks.heading_index :]:
        if len(block.text) < 40 and _field_of(block.text) == "description" and blocks.zone(block.element) == "main":
            following = blocks.all[block.index + 1 : block.index + 2]
            text = text_of(following[0].element, 8000) if following else ""
            if len(text) >= 20 and text.startswith(following[0].text[:20]):
                return text
    return None


def _is_description(node: HtmlElement) -> bool:
    """Whether an element names itself the description and is not the frame of the whole page."""
    if node.tag in _NOT_BODIES:
        return False
    names = " ".join(node.get(key) or "" for key in ("id", "class", "itemprop", "data-testid", "data-marker"))[:300]
    return bool(_DESCRIPTION_NAME.search(names)) and next(node.iter("h1"), None) is None


def _longest_text(blocks: Blocks) -> str | None:
    """Return the text of the element after the heading that holds most words of its own."""
    own: dict[HtmlElement, int] = {}
    for block in blocks.all[blocks.heading_index + 1 :]:
        if blocks.zone(block.element) == "main":
            own[block.element] = own.get(block.element, 0) + len(block.text)
    best = max(own, key=lambda node: own[node], default=None)
    if best is None:
        return None
    text = text_of(best, 8000)
    return text if len(text) >= (80 if text.isascii() else 25) else None
