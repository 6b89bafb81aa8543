"""Against alerts of Safety Gate and labelled titles, where they are at hand."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.recall import Recall
from matching.identifiers import KnownProducts, identifier_indicators
from matching.identifiers.known_products import gtins_in
from tests.factories import make_listing

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
ALERTS = SHARED / "eu_safety_gate_sample" / "alerts.csv"
TITLES = SHARED / "labelled_listings" / "listings.jsonl"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ALERTS.exists() or not TITLES.exists(), reason=f"{SHARED} is not there"),
]


def recalls() -> Iterator[Recall]:
    with ALERTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Recall(
                source="Safety Gate",
                reference=row["alert_number"],
                product=row["product_name"],
                name=row["product_description"],
                brand=row["brand"],
                model=row["model_type_number"],
                gtin=row["barcode"],
                batch=row["batch_number"],
                risk=row["risk_type"].lower(),
            )


def test_an_alert_with_a_valid_barcode_is_found_by_it_alone() -> None:
    products = KnownProducts(recalls())
    found: Counter[str] = Counter()
    for recall in recalls():
        for gtin in gtins_in(recall.gtin):
            listing = make_listing("A thing", f"EAN: {gtin[1:]}")
            names = [indicator.name for indicator in identifier_indicators(listing, products)]
            found[names[0] if names else "nothing"] += 1
    print(dict(found))
    assert found["recalled GTIN"] >= 0.95 * found.total()


def test_an_alert_is_found_by_its_own_brand_and_name() -> None:
    named = [recall for recall in recalls() if recall.brand and recall.name]
    products = KnownProducts(replace(recall, gtin="") for recall in named)
    found = sum(
        any(identifier_indicators(make_listing(f"{recall.brand} {recall.name}", language="en"), products))
        for recall in named
    )
    print(f"{found} of {len(named)} alerts with a brand and a name find themselves")
    assert found >= 0.75 * len(named)


def test_labelled_titles_are_hardly_ever_taken_for_recalled_products() -> None:
    products = KnownProducts(recalls())
    rows = [json.loads(line) for line in TITLES.read_text(encoding="utf-8").splitlines()]
    false = [
        row["id"]
        for row in rows
        if row["label"] != "unsafe"
        and any(identifier_indicators(make_listing(row["title"], language=row["lang"] or None), products))
    ]
    print(f"{len(false)} of {len(rows)} labelled titles are taken for recalled products")
    assert len(false) <= 0.01 * len(rows)
