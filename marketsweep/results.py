"""An assessment as one JSON object: the form of results that other programs build on."""

import json
from typing import Any

from domain.assessment import Assessment, ConcernScore
from domain.keyword_list import Strength
from domain.match import Match


def assessment_as_json(assessment: Assessment) -> dict[str, Any]:
    """Return the object of one listing: level, concerns, score, what counts, and what was excused."""
    return {
        "id": assessment.key.listing_id,
        "level": assessment.level.value,
        "concerns": [concern.value for concern in assessment.concerns],
        "score": round(float(assessment.score), 4),
        "matches": [_match(match) for match in assessment.matches if match.counts and not _speaks_against(match)],
        "scores": [_score(score) for score in assessment.scores],
        "indicators": [
            {"name": indicator.name, "detail": indicator.detail, "weight": round(float(indicator.weight), 4)}
            for indicator in assessment.indicators
        ],
        "against": [_match(match) for match in assessment.matches if match.counts and _speaks_against(match)],
        "excused": [
            {**_match(match), "excused_by": match.excused_by} for match in assessment.matches if not match.counts
        ],
        "index_digest": assessment.index_digest,
    }


def result_line(assessment: Assessment) -> bytes:
    """Return one line of a results file."""
    return plain_json(assessment_as_json(assessment))


def plain_json(value: Any) -> bytes:
    """Return a value as one line of JSON in UTF-8, its keys in the order given."""
    return (json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8", "backslashreplace")


def _speaks_against(match: Match) -> bool:
    return match.term.strength is Strength.NEGATIVE


def _match(match: Match) -> dict[str, Any]:
    return {
        "term": match.term.text,
        "list": match.list_id,
        "version": match.list_version,
        "start": match.start,
        "end": match.end,
        "text": match.text,
        "reason": match.reason,
        "field": match.field.value,
        "strength": match.term.strength.value,
        "similarity": round(float(match.similarity), 4),
        "disguises": sorted(disguise.value for disguise in match.disguises),
    }


def _score(score: ConcernScore) -> dict[str, Any]:
    return {
        "concern": score.concern.value,
        "score": round(float(score.score), 4),
        "level": score.level.value,
        "reasons": list(score.reasons),
    }
