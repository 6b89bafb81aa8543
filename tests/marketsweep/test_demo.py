"""The demo, told whole: every figure against the bazaar's truth, and the comparison itself against lies."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from alerts.indicators import KPI
from alerts.working_days import calendar_of
from domain.event import EventKind
from domain.recheck import OutcomeState
from marketsweep.demo.comparison import Truth, compare, truth_of
from marketsweep.demo.place import NotADemoError, clear
from marketsweep.demo.story import Told, Voice, tell
from marketsweep.report.page import timed_rows
from marketsweep.settings import load_settings
from marketsweep.verification import verify_all
from marketsweep.workspace import Workspace, open_workspace
from storage.database import read
from storage.event_log import read_events
from storage.outcomes import latest_outcome

WEEK = timedelta(days=7)
SEEDS = {7: timedelta(days=14), 23: timedelta(days=4)}
"""The default seed for two weeks as a user sees it, and another for as long as the patience of a test."""
CALENDAR = calendar_of("BE")


@dataclass(frozen=True, slots=True)
class Performance:
    """A demo that was told, with its installation and what really happened."""

    told: Told
    workspace: Workspace
    truth_rows: tuple[dict[str, Any], ...]

    @property
    def kpis(self) -> dict[str, KPI]:
        return {kpi.method: kpi for kpi in self.told.contents.kpis}

    def truth(self) -> Truth:
        """Gather the truth anew, as the story does, from the start of the log to the end of the report's period."""
        period = self.told.contents.period
        with read(self.workspace.engine) as connection:
            events = tuple(read_events(connection))
        end = period.end - timedelta(microseconds=1)
        return truth_of(self.truth_rows, events, start=period.start, end=end)


@contextmanager
def quiet_bar(_: str) -> Iterator[Callable[..., None]]:
    yield lambda *_: None


QUIET = Voice(heading=lambda _: None, say=lambda _: None, show_cases=lambda *_: None, bar=quiet_bar)


@pytest.fixture(scope="module", params=SEEDS)
def performance(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Performance]:
    seed = request.param
    home = tmp_path_factory.mktemp(f"seed{seed}")
    told = tell(home / "demo", home / "report.html", seed=seed, voice=QUIET, watch=SEEDS[seed])
    settings = load_settings(
        database_url=f"sqlite:///{home / 'demo' / 'marketsweep.db'}",
        evidence_dir=home / "demo" / "evidence",
        marketplaces_dir=home / "demo" / "marketplaces",
    )
    rows = tuple(json.loads(line) for line in (home / "demo" / "truth.jsonl").read_text().splitlines())
    workspace = open_workspace(settings)
    yield Performance(told, workspace, rows)
    workspace.engine.dispose()


pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


def test_every_figure_agrees_with_the_truth(performance: Performance) -> None:
    lines = performance.told.contents.truth
    assert [line for line in lines if not line.agrees] == []
    assert performance.told.agrees
    assert len(lines) >= 10


def test_what_is_counted_as_removed_was_removed_and_all_of_it(performance: Performance) -> None:
    removed = {row.key.listing_id for row in performance.kpis["SANTE-1"].rows if row.state.startswith("removed")}
    really = {row["listing_id"] for row in performance.truth_rows if row["kind"] == "removed"}
    assert removed <= really, "an outage, a wall, a sale or an end was counted as a removal"
    assert performance.kpis["SANTE-1"].figure("removed").exact == len(performance.truth().removed_at) >= 5


def test_no_outcome_says_removed_of_what_was_never_removed(performance: Performance) -> None:
    really = {row["listing_id"] for row in performance.truth_rows if row["kind"] == "removed"}
    with read(performance.workspace.engine) as connection:
        decided = {event.subject for event in read_events(connection, kinds=[EventKind.OUTCOME_DECIDED])}
        keys = {str(row.key): row.key for kpi in performance.told.contents.kpis for row in kpi.rows}
        outcomes = [latest_outcome(connection, key) for subject, key in keys.items() if subject in decided]
        ever = {
            event.subject
            for event in read_events(connection, kinds=[EventKind.OUTCOME_DECIDED])
            if event.body["state"] == OutcomeState.REMOVED
        }
    assert len(outcomes) >= 10
    assert {subject.partition("/")[2] or subject.partition(":")[2] for subject in ever} <= really


def test_the_marketplace_had_bad_days_and_some_rounds_proved_nothing(performance: Performance) -> None:
    """Otherwise the agreement above would be cheap."""
    with read(performance.workspace.engine) as connection:
        looks = [event.body for event in read_events(connection, kinds=[EventKind.RECHECKED])]
    assert {body["look"] for body in looks} >= {"live", "gone", "sold_or_ended", "blocked_for_us"}
    assert not all(body["canary_live"] for body in looks)


def test_every_true_removal_lies_inside_its_interval(performance: Performance) -> None:
    truth = performance.truth()
    rows = {row.key.listing_id: row for row in timed_rows(performance.kpis["SANTE-3"])}
    assert len(truth.waited) >= 5
    for listing_id, waited in truth.waited.items():
        row = rows[listing_id]
        assert row.lower is not None
        assert row.upper is not None, f"{listing_id} was removed and that was not proven"
        assert row.lower <= waited <= row.upper


def test_everything_kept_is_whole_afterwards(performance: Performance) -> None:
    assert verify_all(performance.workspace).findings == ()


def test_the_report_is_whole_and_holds_nothing_that_runs_or_is_fetched(performance: Performance) -> None:
    html = performance.told.report.read_text(encoding="utf-8")
    assert html.rstrip().endswith("</html>")
    assert re.search(r"<script|\son\w+=|<link|<img|<iframe|(?:src|href)\s*=\s*[\"'](?!#)|url\((?!#)", html) is None
    assert html.count("✓ yes") == len(performance.told.contents.truth)
    assert "✗ no" not in html


def moved(truth: Truth, by: timedelta) -> Truth:
    return replace(truth, removed_at={key: at + by for key, at in truth.removed_at.items()})


def one_less(truth: Truth) -> Truth:
    after = next(iter(truth.waited))
    return replace(truth, removed_at={key: at for key, at in truth.removed_at.items() if key != after})


def one_more(truth: Truth) -> Truth:
    live = next(key for key in truth.sent_at if key not in truth.removed_at)
    return replace(truth, removed_at={**truth.removed_at, live: max(truth.removed_at.values())})


def all_sold(truth: Truth) -> Truth:
    return Truth(removed_at={}, sent_at=truth.sent_at, sold_at=dict(truth.removed_at))


@pytest.mark.parametrize(
    ("lie", "caught_by"),
    [
        (one_less, "SANTE-1 removed"),
        (one_less, "outages, captchas, walls and sales counted as removals"),
        (one_more, "SANTE-1 removed after notice"),
        (all_sold, "outages, captchas, walls and sales counted as removals"),
        (lambda truth: moved(truth, WEEK), "SANTE-3 true removal times inside their reported intervals"),
        (lambda truth: moved(truth, WEEK), "SANTE-3 share within 1 week"),
    ],
)
def test_the_comparison_finds_a_figure_that_is_not_true(
    performance: Performance, lie: Callable[[Truth], Truth], caught_by: str
) -> None:
    kpis = performance.told.contents.kpis
    honest = {line.name: line.agrees for line in compare(kpis, performance.truth(), CALENDAR)}
    lied = {line.name: line.agrees for line in compare(kpis, lie(performance.truth()), CALENDAR)}
    assert honest[caught_by]
    assert not lied[caught_by]


def test_a_figure_that_was_tampered_with_does_not_agree(performance: Performance) -> None:
    def tampered(kpi: KPI) -> KPI:
        return replace(kpi, figures=tuple(replace(each, lower=999, upper=999) for each in kpi.figures))

    sante_1, *others = performance.told.contents.kpis
    lines = compare((tampered(sante_1), *others), performance.truth(), CALENDAR)
    assert [line.name for line in lines if not line.agrees] == [
        "SANTE-1 removed",
        "SANTE-1 removed after notice",
        "SANTE-1 removed on own initiative",
    ]


def test_a_folder_that_is_not_a_demo_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "marketsweep.toml").write_text("contact = 'desk@authority.example'")
    with pytest.raises(NotADemoError, match="--folder"):
        clear(tmp_path)
    assert (tmp_path / "marketsweep.toml").exists()
    clear(tmp_path / "new")
    assert (tmp_path / "new").is_dir()
