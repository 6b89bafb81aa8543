"""A report: the figures of the event log, the same for the same log, safe to open."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from sqlalchemy import text

from alerts.indicators import KPI, Period, sante
from alerts.working_days import calendar_of
from domain.event import EventKind
from domain.review import Verdict
from domain.seller import Seller
from marketsweep.casework import approve, review_listings, send_notice
from marketsweep.rechecking import recheck_listings, upcoming_rechecks
from marketsweep.report.charts import funnel_chart, outcome_chart
from marketsweep.report.contents import AlteredLogError, Contents, EmptyPeriodError, Stage, TruthLine, gather, period_of
from marketsweep.report.figures import as_json
from marketsweep.report.page import render_report, write_report
from storage.alerts import record_alert
from storage.database import write
from tests.factories import make_alert, make_listing
from tests.marketsweep.office import Office, SweptOffice, copied_office

HOSTILE = '<script>alert(1)</script> & "ivory" <img src=x onerror=alert(2)>'


class Tags(HTMLParser):
    """Every tag of a page with its attributes, as a browser would read them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def tags_of(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    tags.close()
    return tags


@pytest.fixture(scope="module")
def told_template(
    swept_template: SweptOffice, tmp_path_factory: pytest.TempPathFactory
) -> tuple[SweptOffice, datetime]:
    """An office with suspects, notices, two rounds of looks and an unsure review; and the moment at which it closed."""
    folder = tmp_path_factory.mktemp("told") / "office"
    with copied_office(swept_template, folder) as office:
        first, *others = office.cases()
        review_listings(office.workspace, first.case_id, Verdict.UNSURE, reviewer="R. Viewer", ground="", reason="")
        office.suspect_all()
        for case in others:
            kept = approve(office.workspace, case.case_id, by="N. Otifier", good_faith=True)
            send_notice(office.workspace, kept.notice.notice_id, channel="file")
        for _ in range(2):
            office.wait(hours=10)
            recheck_listings(office.workspace, [each.listing for each in upcoming_rechecks(office.workspace)])
        return SweptOffice(folder, swept_template.port), office.now


@pytest.fixture
def told(told_template: tuple[SweptOffice, datetime], tmp_path: Path) -> Iterator[Office]:
    template, moment = told_template
    with copied_office(template, tmp_path / "office") as office:
        office.wait_until(moment)
        yield office


def report_of(office: Office, title: str = "A report") -> Contents:
    return gather(office.workspace, period=period_of(office.workspace, None, None), title=title)


def figures_of(kpi: KPI) -> list[tuple[str, float | None, float | None]]:
    return [(figure.name, figure.lower, figure.upper) for figure in kpi.figures]


def test_the_figures_are_those_of_the_event_log(told: Office) -> None:
    contents = report_of(told)
    calendar = calendar_of("BE")
    kpis = sante(told.events(), period=contents.period, now=told.now, calendar=calendar)
    shown = json.loads(json.dumps(as_json(contents)))
    assert [(kpi["method"], kpi["version"]) for kpi in shown["indicators"]] == [(k.method, k.version) for k in kpis]
    for written, kpi in zip(shown["indicators"], kpis, strict=True):
        assert [(f["name"], f["lower"], f["upper"]) for f in written["figures"]] == figures_of(kpi)
        assert [row["listing"] for row in written["rows"]] == [str(row.key) for row in kpi.rows]
    assert shown["log"] == {"events": len(told.events()), "head": told.events()[-1].hash}


def test_the_funnel_counts_distinct_listings_and_narrows(told: Office) -> None:
    funnel = {stage.name: stage.count for stage in report_of(told).funnel}
    (run,) = told.runs()
    suspected = {key for case in told.cases() for key in case.suspected}
    sent = told.events(EventKind.NOTICE_SENT)
    assert funnel["seen"] == len(told.seen_in(run.run_id))
    assert funnel["alerted"] == len({event.subject for event in told.events(EventKind.ALERT_RAISED)})
    assert funnel["suspected"] == len(suspected)
    assert funnel["notified"] == len({each["key"] for event in sent for each in event.body["listings"]})
    assert funnel["seen"] > funnel["alerted"] >= funnel["suspected"] >= funnel["notified"] >= funnel["removed"]
    assert funnel["notified"] >= 1


def test_a_suspicion_that_was_taken_back_leaves_the_funnel(told: Office) -> None:
    before = {stage.name: stage.count for stage in report_of(told).funnel}
    case = next(case for case in told.cases() if len(case.suspected) == 1)
    review_listings(
        told.workspace,
        case.case_id,
        Verdict.CLEARED,
        reviewer="S. Econd",
        ground="",
        reason="",
        listing_ids=[case.suspected[0].listing_id],
    )
    after = {stage.name: stage.count for stage in report_of(told).funnel}
    assert after["suspected"] == before["suspected"] - 1


def test_the_same_log_gives_the_same_bytes(told: Office) -> None:
    first, second = (render_report(report_of(told)) for _ in range(2))
    assert first == second
    assert told.events()[-1].hash in first
    told.wait(hours=1)
    assert as_json(report_of(told))["log"] == as_json(report_of(told))["log"]


def test_a_report_is_one_file_that_runs_nothing_and_fetches_nothing(told: Office) -> None:
    path = told.folder / "report.html"
    contents = report_of(told, title=HOSTILE)
    hostile = TruthLine(name=HOSTILE, reported=HOSTILE, truth=HOSTILE, agrees=False)
    write_report(replace(contents, remarks=(HOSTILE,), truth=(hostile,)), path)
    html = path.read_text(encoding="utf-8")
    assert html.rstrip().endswith("</html>")
    assert [each.name for each in told.folder.glob("*report*")] == ["report.html"]
    tags = tags_of(html)
    assert tags.names & {"script", "img", "iframe", "object", "embed", "link", "base", "form"} == set()
    fetching = [
        each
        for each in tags.attributes
        if each[1].startswith("on") or (each[1] in ("src", "href", "xlink:href", "srcset", "action", "data"))
        if not each[2].startswith("#")
    ]
    assert fetching == []
    assert re.search(r"url\((?!#)|@import", html) is None
    assert "default-src 'none'" in html


def test_texts_of_a_marketplace_are_data_in_page_and_drawing(office: Office) -> None:
    listing = make_listing(HOSTILE, listing_id=HOSTILE, seller=Seller(marketplace="bazaar", seller_id=HOSTILE))
    listing = replace(listing, url="http://bazaar.example/item/1")
    office.see(listing)
    with write(office.workspace.engine) as connection:
        record_alert(connection, make_alert(HOSTILE, at=office.now), listing)
    (case,) = office.cases()
    review_listings(
        office.workspace, case.case_id, Verdict.SUSPECTED, reviewer="R. Viewer", ground=HOSTILE, reason=HOSTILE
    )
    kept = approve(office.workspace, case.case_id, by="N. Otifier", good_faith=True)
    send_notice(office.workspace, kept.notice.notice_id, channel="file")
    html = render_report(report_of(office))
    assert "script" not in tags_of(html).names
    assert "&lt;script&gt;" in html, "the listing is in the rows, as text"
    assert "<script>alert(1)" not in html


def test_a_drawing_shows_texts_as_texts() -> None:
    for drawing in (funnel_chart((Stage(name=HOSTILE, count=3),)), outcome_chart(((HOSTILE, "removed", 1),))):
        assert tags_of(drawing).names & {"script", "img"} == set()
        assert ElementTree.fromstring(drawing).tag.endswith("svg")
        assert "<script>alert" in "".join(ElementTree.fromstring(drawing).itertext())


def test_what_became_of_listings_is_counted_once_each_by_concern(told: Office) -> None:
    counted = report_of(told).outcomes
    assert sum(number for _, _, number in counted) == len(
        {each.subject for each in told.events(EventKind.ALERT_RAISED)}
    )
    assert {concern for concern, _, _ in counted} == {case.concern.value for case in told.cases()}


def test_a_report_on_nothing_is_still_a_report(office: Office) -> None:
    contents = report_of(office)
    assert {stage.name: stage.count for stage in contents.funnel} == dict.fromkeys(
        ("seen", "alerted", "suspected", "notified", "removed"), 0
    )
    assert "</html>" in render_report(contents)


def test_a_period_is_two_days_in_their_order(told: Office) -> None:
    march, april = datetime(2026, 3, 1), datetime(2026, 4, 1)  # noqa: DTZ001  # as typer reads a day
    period = period_of(told.workspace, march, april)
    assert period == Period(start=march.replace(tzinfo=UTC), end=april.replace(tzinfo=UTC))
    for wrong in (march, march - timedelta(days=1)):
        with pytest.raises(EmptyPeriodError, match="--since a day before --until"):
            period_of(told.workspace, march, wrong)


def test_no_report_is_made_from_an_altered_log(swept: Office) -> None:
    with write(swept.workspace.engine) as connection:
        (name,) = connection.execute(
            text("SELECT name FROM sqlite_master WHERE tbl_name = 'events' AND sql LIKE '%BEFORE UPDATE%'")
        ).one()
        connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE events SET subject = 'bazaar/0' WHERE seq = 2"))
    with pytest.raises(AlteredLogError, match="the first at event 2"):
        report_of(swept)
