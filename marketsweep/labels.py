"""Precision and recall against labels: per concern, per slice, never one total."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from domain.assessment import Assessment, Level
from domain.concern import Concern
from marketsweep.errors import InputError
from marketsweep.judging import Judged

CLEAN = "clean"
LABELS = (*(concern.value for concern in Concern), CLEAN)
THRESHOLDS: tuple[tuple[str, tuple[Level, ...]], ...] = (
    ("alert", (Level.ALERT,)),
    ("alert+review", (Level.ALERT, Level.REVIEW)),
)
"""What counts as raised: alerts alone, or everything that a person is asked to look at."""


class NoLabelsError(InputError):
    """A labelled scan found no label."""

    def __init__(self) -> None:
        super().__init__(
            f"No row has a label. A column 'label' must say {', '.join(LABELS)}; say which one it is: "
            "--column label=NAME (and slice=NAME)."
        )


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share with what it was divided from and by."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share, or None where there is nothing to divide by."""
        return self.part / self.whole if self.whole else None

    def __str__(self) -> str:
        return "-" if self.value is None else f"{self.value:.3f} ({self.part}/{self.whole})"

    def as_json(self) -> dict[str, Any]:
        """Return numerator, denominator and share."""
        value = self.value
        return {"part": self.part, "whole": self.whole, "value": None if value is None else round(value, 4)}


@dataclass(frozen=True, slots=True)
class Score:
    """How well one concern is found in one slice (or in all of them) at one threshold."""

    concern: Concern
    slice_name: str
    """Empty for all slices together."""
    threshold: str
    precision: Ratio
    recall: Ratio


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """How many clean listings of a slice were raised, for any concern, at one threshold."""

    slice_name: str
    threshold: str
    raised: Ratio


class LabelTable:
    """Counts of what was raised beside what the labels say."""

    def __init__(self) -> None:
        self._labelled: Counter[tuple[str, str]] = Counter()
        self._raised: Counter[tuple[str, str, str, str]] = Counter()
        """By threshold, concern (or `any`), slice and label."""
        self.unlabelled = 0

    def add(self, judged: Judged) -> None:
        """Count one listing; one without a known label is only counted as such."""
        label, slice_name = judged.row.label.casefold(), judged.row.slice_name
        if label not in LABELS:
            self.unlabelled += 1
            return
        self._labelled[slice_name, label] += 1
        for threshold, levels in THRESHOLDS:
            raised = raised_concerns(judged.assessment, levels)
            for concern in raised:
                self._raised[threshold, concern.value, slice_name, label] += 1
            if raised:
                self._raised[threshold, "any", slice_name, label] += 1

    def scores(self) -> Iterator[Score]:
        """Yield the figures of each concern: all slices together first, then each slice that has to do with it."""
        self._require_labels()
        for concern in Concern:
            for slice_name in ("", *self._slices_of(concern)):
                for threshold, _ in THRESHOLDS:
                    yield self._score(concern, slice_name, threshold)

    def false_alarms(self) -> Iterator[FalseAlarms]:
        """Yield for each slice with clean listings how many of them were raised; all together first."""
        self._require_labels()
        names = sorted({slice_name for slice_name, label in self._labelled if label == CLEAN})
        for slice_name in ("", *names):
            for threshold, _ in THRESHOLDS:
                raised = self._sum(threshold, "any", slice_name, CLEAN)
                yield FalseAlarms(slice_name, threshold, Ratio(raised, self._count(slice_name, CLEAN)))

    def as_json(self) -> dict[str, Any]:
        """Return every figure with its numerator and denominator."""
        return {
            "scores": [
                {
                    "concern": score.concern.value,
                    "slice": score.slice_name or None,
                    "threshold": score.threshold,
                    "precision": score.precision.as_json(),
                    "recall": score.recall.as_json(),
                }
                for score in self.scores()
            ],
            "false_alarms": [
                {"slice": alarms.slice_name or None, "threshold": alarms.threshold, "raised": alarms.raised.as_json()}
                for alarms in self.false_alarms()
            ],
            "labelled": self._labelled.total(),
            "unlabelled": self.unlabelled,
        }

    def _require_labels(self) -> None:
        if not self._labelled:
            raise NoLabelsError

    def _slices_of(self, concern: Concern) -> list[str]:
        labelled = {slice_name for slice_name, label in self._labelled if label == concern.value}
        raised = {slice_name for _, raised_for, slice_name, _ in self._raised if raised_for == concern.value}
        return sorted(name for name in labelled | raised if name)

    def _score(self, concern: Concern, slice_name: str, threshold: str) -> Score:
        right = self._sum(threshold, concern.value, slice_name, concern.value)
        raised = sum(self._sum(threshold, concern.value, slice_name, label) for label in LABELS)
        return Score(
            concern, slice_name, threshold, Ratio(right, raised), Ratio(right, self._count(slice_name, concern.value))
        )

    def _sum(self, threshold: str, raised_for: str, slice_name: str, label: str) -> int:
        return sum(
            times
            for (at, concern, where, truth), times in self._raised.items()
            if (at, concern, truth) == (threshold, raised_for, label) and slice_name in ("", where)
        )

    def _count(self, slice_name: str, label: str) -> int:
        return sum(
            times for (where, truth), times in self._labelled.items() if truth == label and slice_name in ("", where)
        )


def raised_concerns(assessment: Assessment, levels: tuple[Level, ...]) -> tuple[Concern, ...]:
    """Return the concerns whose own level is one of those."""
    return tuple(score.concern for score in assessment.scores if score.level in levels)
