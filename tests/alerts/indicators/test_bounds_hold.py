"""Whatever the true removal times are, if the looks were made around them, every figure's bounds hold them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.indicators import Period, sante
from alerts.indicators.survival import quantile
from alerts.working_days import calendar_of
from domain.recheck import Look
from tests.alerts.indicators.event_story import Story, moment
from tests.factories import hours

END = 400
CALENDAR = calendar_of("DE")
listings = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(1, END - 1)),  # hours after the sending at which it was removed, if ever
        st.sets(st.integers(1, END), max_size=8),  # looks
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=250, deadline=None)
@given(listings)
def test_the_truth_lies_within_the_bounds_of_every_figure(told: list[tuple[int | None, set[int]]]) -> None:
    names = [str(number) for number in range(len(told))]
    story = Story()
    for name in names:
        story.found(name)
    story.sent(*names, at=0)
    for name, (gone, looks) in zip(names, told, strict=True):
        for at in sorted(looks):
            story.looked(name, (at, Look.LIVE if gone is None or at < gone else Look.GONE))
    kpi = sante(story.events, period=Period(start=moment(0), end=moment(END)), now=moment(END), calendar=CALENDAR)[2]

    truth = [hours(gone if gone is not None else 10**6) for gone, _ in told]
    for name, q in (("median", 0.5), ("p90", 0.9)):
        figure, true = kpi.figure(name), quantile(truth, q)
        assert true is not None
        assert figure.lower is not None
        assert hours(figure.lower) <= true
        assert figure.upper is None or true <= hours(figure.upper)
    deadlines = {
        "share within 24 h": hours(24),
        "share within 48 h": hours(48),
        "share within 1 week": hours(168),
        "share within 2 working days": CALENDAR.deadline(moment(0), 2) - moment(0),
        "share within 3 working days": CALENDAR.deadline(moment(0), 3) - moment(0),
    }
    for name, limit in deadlines.items():
        surely, possibly = kpi.figure(name).numerator or (None, None)
        assert surely is not None
        assert possibly is not None
        assert surely <= sum(time <= limit for time in truth) <= possibly, name
        assert kpi.figure(name).denominator == len(told)
