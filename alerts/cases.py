"""How a case changes: always a new value, never an edit. Which case an alert belongs to is found where it is kept."""

from dataclasses import replace

from domain.case import Case, CaseStatus
from domain.errors import MarketsweepError
from domain.review import Verdict


class CaseNotClosedError(MarketsweepError):
    """A case was to be reopened that is not closed."""

    def __init__(self, case_id: int, status: CaseStatus) -> None:
        super().__init__(f"Case {case_id} is {status}, not closed: review it as it stands.")


def status_after_review(case: Case) -> CaseStatus:
    """Return where a case stands after its latest review.

    Open while a listing is unseen or unsure; cleared when all are; notified stays notified.
    """
    verdicts = {case.verdict_on(key) for key in case.keys}
    if verdicts == {Verdict.CLEARED}:
        return CaseStatus.CLEARED
    if verdicts & {None, Verdict.UNSURE}:
        return CaseStatus.OPEN
    return CaseStatus.NOTIFIED if case.status is CaseStatus.NOTIFIED else CaseStatus.REVIEWED


def close(case: Case) -> Case:
    """Close a case: nothing more can be reviewed in it until it is reopened."""
    return replace(case, status=CaseStatus.CLOSED)


def reopen(case: Case) -> Case:
    """Open a closed case again, for instance after a complaint of the seller."""
    if case.status is not CaseStatus.CLOSED:
        raise CaseNotClosedError(case.case_id, case.status)
    return replace(case, status=CaseStatus.OPEN)
