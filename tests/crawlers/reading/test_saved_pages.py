"""The floor that reading must keep on real pages that others saved; the pages are not part of the project."""

import json
from pathlib import Path

import pytest

from benchmarks.pages import SHARED, predict, saved_pages, score

PAGES, BENCH = SHARED / "pages", SHARED / "bench" / "pages"


@pytest.mark.shared
@pytest.mark.slow
def test_real_pages_are_read_well_above_the_libraries_alone(tmp_path: Path) -> None:
    if not PAGES.is_dir() or not BENCH.is_dir():
        pytest.skip(f"no saved pages at {PAGES}")
    predictions, _ = predict(list(saved_pages(PAGES)), runs=1)
    written = tmp_path / "pages.jsonl"
    written.write_text("".join(json.dumps(each) + "\n" for each in predictions), "utf-8")
    figures, words = score(BENCH, written, PAGES, errors=0)
    items, searches = figures["items"], figures["searches"]
    assert (items["micro_accuracy"] >= 0.9, items["micro_precision"] >= 0.95) == (True, True), words
    assert items["title_price_currency_all_right"] >= 0.9, words
    assert (searches["listing_recall"] >= 0.9, searches["listing_precision"] >= 0.9) == (True, True), words
