"""The story that the tests tell and the bodies that docs/events.md gives are the same."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from alerts.indicators.trail import trails_of
from domain.decision import DecisionKind
from domain.event import GENESIS, EventKind, NewEvent, chain
from domain.recheck import Look
from domain.review import Verdict
from tests.alerts.indicators.event_story import Story, moment

PAGE = Path(__file__).parents[3] / "docs" / "events.md"
READ = ("alert_raised", "review_recorded", "notice_drafted", "decision_received", "rechecked")


def documented() -> dict[str, dict[str, Any]]:
    """Return the example body of each kind; those on attempts add to the body of *notice_drafted*."""
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    examples = {}
    for section in sections:
        if found := re.search(r"```json\n(.*?)```", section, flags=re.DOTALL):
            examples[section.split()[0]] = json.loads(found[1])
    for kind in ("notice_attempted", "notice_sent"):
        examples[kind] = {**examples["notice_drafted"], **examples[kind]}
    return examples


@pytest.mark.parametrize("kind", [*READ, "notice_attempted", "notice_sent"])
def test_the_story_uses_documented_keys_only(kind: str) -> None:
    story = Story().found("1").sent("1", at=1).looked("1", (2, Look.LIVE))
    story.decided("1", DecisionKind.REMOVED, at=3)
    told = [event for event in story.events if event.kind.value == kind]
    for event in told:
        assert set(event.body) <= set(documented()[kind]), kind
    assert told or kind == "notice_drafted"


def test_the_documented_examples_make_a_whole_trail() -> None:
    kinds = [
        EventKind.ALERT_RAISED,
        EventKind.REVIEW_RECORDED,
        EventKind.NOTICE_DRAFTED,
        EventKind.NOTICE_ATTEMPTED,
        EventKind.NOTICE_SENT,
        EventKind.DECISION_RECEIVED,
        EventKind.RECHECKED,
    ]
    examples, events, previous = documented(), [], GENESIS
    for seq, kind in enumerate(kinds, start=1):
        new = NewEvent(at=moment(seq), kind=kind, subject="s", body=examples[kind.value])
        events.append(chain(new, seq=seq, previous=previous))
        previous = events[-1].hash
    (trail,) = trails_of(events, until=moment(99))
    assert trail.verdict is Verdict.SUSPECTED
    assert trail.decision is DecisionKind.REMOVED
    assert trail.sending is not None
    assert (trail.sending.earliest, trail.sending.latest) == (moment(5), moment(5))
    assert [recheck.look for _, recheck in trail.rechecks] == [Look.GONE]
