import pytest

from alerts.indicators import KPI, Period, sante
from alerts.indicators.sante_removed import Cause
from alerts.working_days import calendar_of
from domain.concern import Concern
from domain.recheck import Look
from domain.review import Verdict
from tests.alerts.indicators.event_story import Story, moment

PERIOD = Period(start=moment(0), end=moment(1000))
L, G, S, B, U = Look.LIVE, Look.GONE, Look.SOLD_OR_ENDED, Look.BLOCKED_FOR_US, Look.UNKNOWN


def removed(story: Story, *, period: Period = PERIOD, now: float = 1000) -> KPI:
    return sante(story.events, period=period, now=moment(now), calendar=calendar_of("DE"))[0]


@pytest.mark.parametrize(
    ("story", "cause"),
    [
        (Story().found("1").sent("1", at=2).removed("1", last_live=3, first_gone=9), Cause.AFTER_NOTICE),
        (Story().found("1").sent("1", at=3).removed("1", last_live=3, first_gone=9), Cause.AFTER_NOTICE),
        (Story().found("1").removed("1", last_live=3, first_gone=9), Cause.OWN_INITIATIVE),
        (Story().found("1").removed("1", last_live=3, first_gone=9).sent("1", at=10), Cause.OWN_INITIATIVE),
        (Story().found("1").removed("1", last_live=3, first_gone=9).sent("1", at=9), Cause.OWN_INITIATIVE),
        (Story().found("1").sent("1", at=5).removed("1", last_live=3, first_gone=9), Cause.UNDETERMINED),
        # an attempt nobody answered, that may have arrived
        (
            Story().found("1").attempted("1", at=5).uncertain("1", at=5).removed("1", last_live=6, first_gone=9),
            Cause.UNDETERMINED,
        ),
        # a refused attempt is no notice
        (
            Story().found("1").attempted("1", at=5).failed("1", at=5).removed("1", last_live=6, first_gone=9),
            Cause.OWN_INITIATIVE,
        ),
        (Story().found("1", verdict=None).removed("1", last_live=3, first_gone=9), Cause.NOT_SUSPECTED),
        (Story().found("1", verdict=Verdict.CLEARED).removed("1", last_live=3, first_gone=9), Cause.NOT_SUSPECTED),
        (Story().found("1", verdict=Verdict.UNSURE).removed("1", last_live=3, first_gone=9), Cause.NOT_SUSPECTED),
        (Story().found("1").looked("1", (3, L), (9, S)), Cause.SOLD_OR_ENDED),
        (Story().found("1").looked("1", (3, L), (9, S), (10, G), (12, G)), Cause.SOLD_OR_ENDED),
        (Story().found("1").looked("1", (3, L), (9, G)), Cause.UNCONFIRMED),
        # not removed at all
        (Story().found("1").looked("1", (3, L), (9, L)), None),
        (Story().found("1").looked("1", (3, L), (9, U), (10, B), (11, U), (12, B)), None),
        (Story().found("1").looked("1", (9, G), (11, G), canary_live=False), None),
        (Story().found("1").looked("1", (9, G), (9.5, L), (11, G), (11.5, L)), None),
        (Story().found("1"), None),
        (Story().found("1", verdict=Verdict.CLEARED).looked("1", (3, L), (9, S)), None),
        (Story().removed("1", last_live=3, first_gone=9), None),  # never found by us
    ],
)
def test_what_a_listing_counts_as(story: Story, cause: Cause | None) -> None:
    kpi = removed(story)
    assert [row.state for row in kpi.rows] == ([cause.value] if cause else [])
    counted = cause in (Cause.AFTER_NOTICE, Cause.OWN_INITIATIVE, Cause.UNDETERMINED)
    assert kpi.figure("removed").exact == int(counted)
    assert kpi.censored == int(cause is Cause.UNCONFIRMED)


def test_what_straddles_the_notice_widens_both_sides_of_the_split() -> None:
    story = Story().found("1").found("2").found("3").sent("1", "2", at=5)
    story.removed("1", last_live=6, first_gone=9).removed("2", last_live=3, first_gone=9)
    story.removed("3", last_live=3, first_gone=9)
    kpi = removed(story)
    after, own = kpi.figure(Cause.AFTER_NOTICE.value), kpi.figure(Cause.OWN_INITIATIVE.value)
    assert kpi.figure("removed").exact == 3
    assert (after.lower, after.upper) == (1, 2)
    assert (own.lower, own.upper) == (1, 2)
    assert any("widen" in note for note in kpi.notes)


def test_an_offer_that_comes_back_and_goes_again_counts_once_and_its_return_is_told() -> None:
    story = Story().found("1").removed("1", last_live=1, first_gone=2).looked("1", (5, L), (6, G), (8, G))
    kpi = removed(story)
    assert kpi.figure("removed").exact == 1
    assert kpi.figure("of the removed: seen again later").exact == 1


@pytest.mark.parametrize(("start", "end", "number"), [(0, 9, 0), (9, 10, 1), (0, 9.1, 1), (9.1, 99, 0)])
def test_a_removal_belongs_to_the_period_that_holds_its_first_look_gone(start: float, end: float, number: int) -> None:
    story = Story().found("1").removed("1", last_live=3, first_gone=9)
    kpi = removed(story, period=Period(start=moment(start), end=moment(end)))
    assert kpi.figure("removed").exact == number


def test_nothing_after_now_is_known() -> None:
    story = Story().found("1").removed("1", last_live=3, first_gone=9)
    assert removed(story, now=9).figure("removed").exact == 0
    assert removed(story, now=9).censored == 1
    assert removed(story, now=10).figure("removed").exact == 1


def test_the_parts_add_up_and_every_row_can_be_opened() -> None:
    story = Story().found("1").found("2").removed("1", last_live=1, first_gone=2)
    story.removed("2", last_live=1, first_gone=2)
    story.marketplace, story.concern = "elsewhere", Concern.UNSAFE
    story.found("1").removed("1", last_live=1, first_gone=2)
    kpi = removed(story)
    assert [(part.marketplace, part.concern.value, part.figures[0].exact) for part in kpi.breakdown] == [
        ("bazaar", "wildlife", 2),
        ("elsewhere", "unsafe", 1),
    ]
    assert kpi.figure("removed").exact == 3
    for row in kpi.rows:
        told = [event for event in story.events if event.seq in row.events]
        assert {event.kind.value for event in told} == {"alert_raised", "review_recorded", "rechecked"}
        assert {event.body["key"] for event in told} == {str(row.key)}


def test_an_offer_under_two_concerns_counts_once_in_the_total_and_under_each() -> None:
    story = Story().found("1")
    story.concern = Concern.UNSAFE
    story.found("1", verdict=Verdict.CLEARED).removed("1", last_live=1, first_gone=2)
    kpi = removed(story)
    assert kpi.figure("removed").exact == 1
    assert [part.figures[0].exact for part in kpi.breakdown] == [0, 1]
    assert any("several concerns" in note for note in kpi.notes)


def test_nothing_was_prevented_from_upload_and_the_reason_is_told() -> None:
    kpi = sante([], period=PERIOD, now=moment(1), calendar=calendar_of("DE"))[1]
    assert (kpi.method, kpi.figure("prevented from upload").exact) == ("SANTE-2", 0)
    assert "No upload check ran" in kpi.notes[0]
