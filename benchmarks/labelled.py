"""Rows to judge by: labelled listings and bare titles, from JSON lines, JSON, CSV, tab-separated or text files."""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from domain.listing import Listing, ListingKey

SEEN_AT = datetime(2026, 1, 1, tzinfo=UTC)
TITLES = ("title", "name", "product_name", "productname", "product", "item_name", "itemname", "text")
"""Columns that may hold the title, the first that is there."""


@dataclass(frozen=True, slots=True)
class Row:
    """A listing with what people say of it; label and slice are empty where nobody said anything."""

    listing: Listing
    label: str
    slice: str

    @property
    def half(self) -> str:
        """The half that it belongs to, by a hash of its id."""
        digest = hashlib.sha256(self.listing.key.listing_id.encode()).digest()
        return "tuned" if digest[0] % 2 else "held-out"


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file; a row without an id is known by a hash of its title."""
    for number, fields in enumerate(_fields(path), start=1):
        title = next((fields[name] for name in TITLES if fields.get(name)), "")
        if title:
            yield _row(fields, str(title), number)


def _fields(path: Path) -> Iterator[dict[str, Any]]:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    kind = path.suffix.lower()
    if kind in (".jsonl", ".ndjson"):
        rows: Any = (json.loads(line) for line in text.splitlines() if line.strip())
    elif kind == ".json":
        rows = json.loads(text)
        rows = rows if isinstance(rows, list) else next(value for value in rows.values() if isinstance(value, list))
    elif kind in (".csv", ".tsv"):
        lines = (line for line in text.splitlines(keepends=True) if not line.startswith("#"))
        quoting = csv.QUOTE_NONE if kind == ".tsv" else csv.QUOTE_MINIMAL
        rows = csv.DictReader(lines, delimiter="\t" if kind == ".tsv" else ",", quoting=quoting)
    else:
        rows = (line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    for row in rows:
        yield {str(key).lower(): value for key, value in row.items()} if isinstance(row, dict) else {"title": row}


def _row(fields: dict[str, Any], title: str, number: int) -> Row:
    language = fields.get("lang") or fields.get("language")
    known = str(fields.get("id") or hashlib.sha256(f"{title}{fields.get('price')}".encode()).hexdigest()[:16])
    category = fields.get("category") or ""
    listing = Listing(
        key=ListingKey(marketplace="labelled", listing_id=known),
        title=title,
        description=str(fields.get("description") or ""),
        price=_price(fields.get("price")),
        currency=fields.get("currency") or None,
        language=None if language in (None, "", "und") else str(language),
        category_path=tuple(part.strip() for part in str(category).split(">") if part.strip()),
        seen_at=SEEN_AT,
    )
    label = str(fields.get("label") or "")
    return Row(listing, label, str(fields.get("slice") or label or f"row {number}"))


def _price(written: Any) -> Decimal | None:
    try:
        return None if written in (None, "") else Decimal(str(written).replace(",", "."))
    except InvalidOperation:
        return None
