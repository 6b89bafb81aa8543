from collections.abc import Iterable
from datetime import timedelta

import pytest

from alerts.indicators import KPI, Period, sante
from alerts.indicators.sante_time import Ending
from alerts.working_days import calendar_of
from domain.decision import DecisionKind
from domain.event import Event
from domain.recheck import Look
from tests.alerts.indicators.event_story import Story, moment
from tests.factories import hours

PERIOD = Period(start=moment(0), end=moment(2000))
L, G, S, B, U = Look.LIVE, Look.GONE, Look.SOLD_OR_ENDED, Look.BLOCKED_FOR_US, Look.UNKNOWN
Bounds = tuple[float | None, float | None]


def timed(story: Story, *, now: float = 2000, period: Period = PERIOD) -> KPI:
    return sante(story.events, period=period, now=moment(now), calendar=calendar_of("DE"))[2]


def bounds(kpi: KPI, name: str) -> Bounds:
    figure = kpi.figure(name)
    return figure.lower, figure.upper


def in_hours(time: timedelta | None) -> float | None:
    return None if time is None else time / timedelta(hours=1)


@pytest.mark.parametrize(
    ("story", "ending", "lower", "upper"),
    [
        (Story().found("1").sent("1", at=2).removed("1", last_live=5, first_gone=9), Ending.REMOVED, 3, 7),
        (Story().found("1").sent("1", at=6).removed("1", last_live=5, first_gone=9), Ending.REMOVED, 0, 3),
        (Story().found("1").sent("1", at=2).looked("1", (30, L)), Ending.STILL_LIVE, 28, None),
        (Story().found("1").sent("1", at=2).looked("1", (30, Look.CHANGED)), Ending.STILL_LIVE, 28, None),
        (Story().found("1").sent("1", at=2).looked("1", (30, L), (40, B)), Ending.NOT_KNOWN, 28, None),
        (Story().found("1").sent("1", at=2).looked("1", (30, L), (40, G)), Ending.NOT_KNOWN, 28, None),
        (Story().found("1").sent("1", at=2).looked("1", (40, U)), Ending.NOT_KNOWN, 0, None),
        (Story().found("1").sent("1", at=2), Ending.NOT_KNOWN, 0, None),
        (Story().found("1").sent("1", at=2).looked("1", (30, L), (40, S)), Ending.SOLD_OR_ENDED, None, None),
        (
            Story().found("1").removed("1", last_live=1, first_gone=2).sent("1", at=5),
            Ending.BEFORE_NOTICE,
            None,
            None,
        ),
        (
            Story().found("1").removed("1", last_live=1, first_gone=2).sent("1", at=2),
            Ending.BEFORE_NOTICE,
            None,
            None,
        ),
        # mailed, and then kept as a file: the first that arrived counts
        (
            Story().found("1").sent("1", at=2).sent("1", at=6, attempt=2).removed("1", last_live=7, first_gone=12),
            Ending.REMOVED,
            5,
            10,
        ),
        # removed, back before the notice, and removed again after it
        (
            Story().found("1").removed("1", last_live=1, first_gone=2).sent("1", at=5)
            .removed("1", last_live=6, first_gone=9),
            Ending.REMOVED,
            1,
            4,
        ),
        # the first of two removals after the notice counts
        (
            Story().found("1").sent("1", at=2).removed("1", last_live=5, first_gone=9)
            .removed("1", last_live=12, first_gone=20),
            Ending.REMOVED,
            3,
            7,
        ),
        # an attempt without an answer, then one that was acknowledged: it arrived in [2, 8]
        (
            Story().found("1").attempted("1", at=2).sent("1", at=8, attempt=2)
            .removed("1", last_live=10, first_gone=12),
            Ending.REMOVED,
            2,
            10,
        ),
        # the process died after the attempt; it was refused the second time
        (
            Story().found("1").attempted("1", at=2).attempted("1", at=8, attempt=2).failed("1", at=8, attempt=2)
            .removed("1", last_live=10, first_gone=12),
            Ending.UNCERTAIN_SENDING,
            None,
            None,
        ),
        # refused first: the clock starts with the one that arrived
        (
            Story().found("1").attempted("1", at=2).failed("1", at=3).sent("1", at=8, attempt=2)
            .removed("1", last_live=10, first_gone=12),
            Ending.REMOVED,
            2,
            4,
        ),
        # notified twice: the first notice counts
        (
            Story().found("1").sent("1", at=2).sent("1", at=6, attempt=2, notice="n-2")
            .removed("1", last_live=7, first_gone=12),
            Ending.REMOVED,
            5,
            10,
        ),
    ],
)  # fmt: skip
def test_the_time_of_one_listing(story: Story, ending: Ending, lower: float | None, upper: float | None) -> None:
    (row,) = timed(story).rows
    assert row.state == ending.value
    assert (in_hours(row.lower), in_hours(row.upper)) == (lower, upper)


def test_a_listing_that_was_never_notified_has_no_time() -> None:
    assert timed(Story().found("1").removed("1", last_live=5, first_gone=9)).rows == ()
    refused = Story().found("1").attempted("1", at=2).failed("1", at=2).removed("1", last_live=5, first_gone=9)
    assert timed(refused).rows == ()


def five_listings() -> Story:
    """Sent at noon on Monday; removed in (2, 4], (20, 26] and (60, 70] hours; one live at 100 h; one sold."""
    story = Story().found("1").found("2").found("3").found("4").found("5").sent("1", "2", "3", "4", "5", at=0)
    story.removed("1", last_live=2, first_gone=4).removed("2", last_live=20, first_gone=26)
    story.removed("3", last_live=60, first_gone=70).looked("4", (100, L)).looked("5", (5, S))
    return story


def test_the_figures_of_five_listings() -> None:
    kpi = timed(five_listings())
    assert bounds(kpi, "median") == (20, 26)
    assert bounds(kpi, "p90") == (100, None)  # the fourth is still live: no upper bound
    assert bounds(kpi, "survival median (Kaplan-Meier)") == (20, 26)
    assert kpi.censored == 1
    shares = {
        "share within 24 h": ((1, 2), 4),
        "share within 48 h": ((2, 2), 4),
        "share within 1 week": ((3, 4), 4),  # the fourth was live at 100 h and may have gone since
        "share within 2 working days": ((2, 2), 4),  # until Wednesday midnight in Berlin: 59 h
        "share within 3 working days": ((3, 3), 4),  # until Thursday midnight in Berlin: 83 h
    }
    for name, (numerator, denominator) in shares.items():
        figure = kpi.figure(name)
        assert (figure.numerator, figure.denominator) == (numerator, denominator), name
        assert (figure.lower, figure.upper) == tuple(count / denominator for count in numerator)
    assert kpi.figure("notified").exact == 5
    assert kpi.figure(Ending.SOLD_OR_ENDED.value).exact == 1


def test_more_than_half_still_live_leave_the_median_without_an_upper_bound() -> None:
    story = Story().found("1").found("2").found("3").sent("1", "2", "3", at=0)
    story.removed("1", last_live=2, first_gone=4).looked("2", (50, L)).looked("3", (60, L))
    assert bounds(timed(story), "median") == (50, None)
    assert bounds(timed(story), "survival median (Kaplan-Meier)") == (None, None)


def test_without_anything_notified_nothing_is_said() -> None:
    kpi = timed(Story().found("1"))
    assert bounds(kpi, "median") == (None, None)
    assert bounds(kpi, "share within 24 h") == (None, None)
    assert kpi.figure("share within 24 h").denominator == 0
    assert kpi.breakdown == ()


def test_only_what_was_sent_in_the_period_belongs_to_it() -> None:
    later = Period(start=moment(1), end=moment(99))
    assert timed(five_listings(), period=later).figure("notified").exact == 0


def test_a_notice_younger_than_a_deadline_may_still_be_in_time() -> None:
    story = Story().found("1").sent("1", at=0).looked("1", (5, L))
    figure = timed(story, now=6).figure("share within 24 h")
    assert figure.numerator == (0, 1)


def tried_twice() -> Story:
    """A first attempt nobody answered, and a second one eight hours later that was acknowledged."""
    return Story().found("1").attempted("1", at=0).sent("1", at=8, attempt=2)


@pytest.mark.parametrize(
    ("story", "numerator"),
    [
        (Story().found("1").sent("1", at=0).removed("1", last_live=23, first_gone=24), (1, 1)),
        (Story().found("1").sent("1", at=0).removed("1", last_live=23, first_gone=24.1), (0, 1)),
        (Story().found("1").sent("1", at=0).removed("1", last_live=24, first_gone=25), (0, 0)),
        # it arrived between 0 and 8: within 24 h surely until 24, possibly until 32
        (
            Story()
            .found("1")
            .attempted("1", at=0)
            .sent("1", at=8, attempt=2)
            .removed("1", last_live=25, first_gone=30),
            (0, 1),
        ),
        (
            Story()
            .found("1")
            .attempted("1", at=0)
            .sent("1", at=8, attempt=2)
            .removed("1", last_live=10, first_gone=24),
            (1, 1),
        ),
        (
            Story()
            .found("1")
            .attempted("1", at=0)
            .sent("1", at=8, attempt=2)
            .removed("1", last_live=32, first_gone=33),
            (0, 0),
        ),
    ],
)
def test_a_share_holds_what_surely_and_what_possibly_came_in_time(story: Story, numerator: tuple[int, int]) -> None:
    assert timed(story).figure("share within 24 h").numerator == numerator


def test_the_calendar_and_what_was_not_seen_live_are_told() -> None:
    story = Story().found("1").sent("1", at=6).removed("1", last_live=5, first_gone=9)
    notes = " ".join(timed(story).notes)
    assert "DE, Europe/Berlin, holidays" in notes
    assert "1 of the removed were not seen live between" in notes


def test_the_same_log_gives_the_same_figures_in_whatever_order_it_is_read() -> None:
    events = five_listings().events

    def figures(log: Iterable[Event]) -> tuple[KPI, ...]:
        return sante(log, period=PERIOD, now=moment(2000), calendar=calendar_of("DE"))

    assert figures(events) == figures(reversed(events)) == figures(iter(events))


def test_every_row_names_the_events_it_stands_on() -> None:
    story = five_listings()
    row = next(row for row in timed(story).rows if row.key.listing_id == "2")
    told = {(event.kind.value, event.at - moment(0)) for event in story.events if event.seq in row.events}
    looks = {each for each in told if each[0] == "rechecked"}
    assert looks == {("rechecked", hours(20)), ("rechecked", hours(26)), ("rechecked", hours(27))}
    assert {kind for kind, _ in told} == {
        "alert_raised", "review_recorded", "notice_attempted", "notice_sent", "rechecked",
    }  # fmt: skip


def test_our_own_unfounded_rate_is_what_the_marketplace_decided_against() -> None:
    story = five_listings()
    for listing_id, decision in (("1", DecisionKind.REMOVED), ("2", DecisionKind.REJECTED)):
        story.decided(listing_id, decision, at=3)
    story.decided("3", DecisionKind.REMOVED, at=3).decided("3", DecisionKind.REINSTATED, at=9)
    kpi = sante(story.events, period=PERIOD, now=moment(99), calendar=calendar_of("DE"))[3]
    assert (kpi.method, kpi.figure("unfounded").numerator, kpi.figure("unfounded").denominator) == ("OWN-1", (2, 2), 3)
