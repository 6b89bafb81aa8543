import gzip
import io
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.assessment import Level
from marketsweep.atomic_file import OutputFileError, atomic_file
from marketsweep.scan import ScanReport, ScanRequest, scan_file
from matching import Matcher
from tests.factories import NOON
from tests.marketsweep.small_lists import SMALL_LISTS

MATCHER = Matcher(SMALL_LISTS)

CATALOGUE = """\
id,title,description,price,currency,lang
a,Antique Ivory bangle,,20,EUR,en
b,Ivory white dress,,20,EUR,en
c,Oak chair,solid,20,EUR,en
d,Capsules,with Yo\u200bhimbe,20,EUR,en
"""


def scan(content: str | bytes = CATALOGUE, **options: Any) -> ScanReport:
    source = io.BytesIO(content.encode() if isinstance(content, str) else content)
    request = replace(ScanRequest(source=source, seen_at=NOON), **options)
    return scan_file(request, MATCHER, lambda done, of: None)


def results(**options: Any) -> list[dict[str, Any]]:
    file = io.BytesIO()
    scan(results=file, **options)
    return [json.loads(line) for line in file.getvalue().splitlines()]


def test_one_line_per_listing_in_the_order_of_the_file() -> None:
    assert [(each["id"], each["level"], each["concerns"]) for each in results()] == [
        ("a", "alert", ["wildlife"]),
        ("b", "none", []),
        ("c", "none", []),
        ("d", "alert", ["unsafe"]),
    ]


def test_the_keys_that_others_build_on_stand_first_and_hold_what_counts() -> None:
    ivory, white, chair, yohimbe = results()
    assert list(ivory)[:5] == ["id", "level", "concerns", "score", "matches"]
    (match,) = ivory["matches"]
    assert list(match)[:7] == ["term", "list", "version", "start", "end", "text", "reason"]
    assert (match["term"], match["list"], match["version"]) == ("ivory", "small-wildlife", "3")
    assert (match["start"], match["end"], match["text"], match["field"]) == (8, 13, "Ivory", "title")
    assert match["reason"]
    assert 0 < ivory["score"] <= 1
    assert white["matches"] == []
    assert [(each["text"], each["excused_by"] != "") for each in white["excused"]] == [("Ivory", True)]
    assert (chair["matches"], chair["score"], chair["excused"]) == ([], 0.0, [])
    (disguised,) = yohimbe["matches"]
    assert (disguised["field"], disguised["start"], disguised["end"]) == ("description", 5, 13)
    assert disguised["disguises"] == ["zero_width"]


def test_spans_count_code_points_of_the_text_as_it_stood() -> None:
    title = "  😀 e\u0301 Ivory bangle"
    (result,) = results(content=json.dumps({"id": 1, "title": title}))
    (match,) = result["matches"]
    assert title[match["start"] : match["end"]] == match["text"] == "Ivory"


def test_the_report_counts_levels_and_keeps_the_most_suspect() -> None:
    report = scan(most_suspects=1)
    assert report.by_level == {Level.ALERT: 2, Level.REVIEW: 0, Level.NONE: 2}
    assert report.found((Level.ALERT, Level.REVIEW)) == 2
    assert [judged.row.listing.key.listing_id for judged in report.suspects] == ["d"]
    assert scan(most_suspects=0).suspects == []


def test_among_equally_suspect_listings_the_earlier_ones_are_kept() -> None:
    report = scan("id,title\n" + "".join(f"{number},Ivory bangle\n" for number in range(9)), most_suspects=3)
    assert [judged.row.listing.key.listing_id for judged in report.suspects] == ["0", "1", "2"]


def test_only_the_first_listings_are_judged_under_a_limit() -> None:
    assert scan(limit=2).listings == 2


def test_the_same_input_gives_the_same_bytes_zipped_or_not(tmp_path: Path) -> None:
    for name in ("results.jsonl", "results.jsonl.gz"):
        first, second = tmp_path / f"1-{name}", tmp_path / f"2-{name}"
        scan(results=first)
        scan(results=second)
        assert first.read_bytes() == second.read_bytes() != b""
    assert (
        gzip.decompress((tmp_path / "1-results.jsonl.gz").read_bytes()) == (tmp_path / "1-results.jsonl").read_bytes()
    )


def test_several_processes_give_the_bytes_of_one(tmp_path: Path) -> None:
    titles = ("Ivory bangle", "Oak chair", "Yohimbe capsules")
    content = "".join(json.dumps({"id": number, "title": titles[number % 3]}) + "\n" for number in range(2_100))
    scan(content, results=tmp_path / "one", workers=1)
    report = scan(content, results=tmp_path / "two", workers=2)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert report.listings == 2_100


def test_faults_are_counted_the_first_kept_and_all_written(tmp_path: Path) -> None:
    rows = [f"{number},too,many" if number % 2 else f"{number},Oak chair" for number in range(60)]
    report = scan("id,title\n" + "\n".join(rows), faults=tmp_path / "faults.jsonl")
    assert (report.listings, report.faults.lost, report.faults.mended) == (30, 30, 0)
    assert len(report.faults.first) == 20
    written = [json.loads(line) for line in (tmp_path / "faults.jsonl").read_text().splitlines()]
    assert [each["line"] for each in written] == list(range(3, 63, 2))
    assert written[0] == {"line": 3, "lost": True, "cause": "it has 3 cells, the first line names 2 columns"}


def test_a_scan_that_fails_leaves_the_old_results_and_no_rubbish(tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    out.write_text("the results of yesterday")

    def fail_half_way() -> None:
        with atomic_file(out) as file:
            file.write(b"half a li")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert out.read_text() == "the results of yesterday"
    assert list(tmp_path.iterdir()) == [out]


def test_results_can_go_into_a_device() -> None:
    scan(results=Path(os.devnull))
    assert Path(os.devnull).is_char_device()


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputFileError, match=r"results\.jsonl cannot be written: No such file or directory"):
        scan(results=tmp_path / "nowhere" / "results.jsonl")


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int | None]] = []
    content = "id,title\n" + "1,Oak chair\n" * 120
    request = ScanRequest(source=io.BytesIO(content.encode()), seen_at=NOON)
    scan_file(request, MATCHER, lambda done, of: told.append((done, of)))
    assert [done for done, _ in told] == [50, 100, 120]
    assert told[-1] == (120, 120)


def test_the_expected_total_stands_still_and_knows_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("id,title\n" + "".join(f"{number},Oak chair {number}\n" for number in range(9_000)))
    told: list[int | None] = []
    request = ScanRequest(source=file, seen_at=NOON)
    scan_file(request, MATCHER, lambda done, of: told.append(of))
    assert told[-1] == 9_000
    assert len(set(told)) < 20 < len(told)
    assert all(of is not None and 7_000 < of < 12_000 for of in told[20:])
    scan_file(replace(request, limit=100), MATCHER, lambda done, of: told.append(of))
    assert told[-1] == 100
