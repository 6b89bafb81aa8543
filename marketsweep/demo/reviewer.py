"""The scripted reviewer: stands in for the person who would look at each listing, and is named as such.

It knows the bazaar's truth, as a careful person would find it out by looking at pictures and asking the seller; about
every eighth illicit listing it is unsure, as people are, so that some suspects are watched without a notice.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from domain.case import Case
from domain.listing import ListingKey
from domain.review import Verdict
from marketsweep.casework import review_listings
from marketsweep.workspace import Workspace

NAME = "Scripted reviewer (knows the bazaar's truth)"
UNSURE_EVERY = 8


def verdict_on(key: ListingKey, case: Case, truth: Mapping[str, Mapping[str, Any]]) -> tuple[Verdict, str]:
    """Return what the script thinks of a listing, and why."""
    known = truth.get(key.listing_id, {})
    if known.get("concern") != case.concern.value or not known.get("illicit"):
        return Verdict.CLEARED, f"It is in order: {known.get('goods') or known.get('category') or 'ordinary goods'}."
    if zlib.crc32(str(key).encode()) % UNSURE_EVERY == 0:
        return Verdict.UNSURE, "The pictures do not show enough to tell."
    alert = next(alert for alert in reversed(case.alerts) if alert.key == key)
    return Verdict.SUSPECTED, f"Offers {known['goods']}. {alert.reasons[0] if alert.reasons else ''}".strip()


def review_cases(
    workspace: Workspace, cases: Iterable[Case], truth: Mapping[str, Mapping[str, Any]]
) -> Counter[Verdict]:
    """Review every listing that nobody has looked at yet; return how many got which verdict."""
    given: Counter[Verdict] = Counter()
    for case in cases:
        for key in case.keys:
            if case.verdict_on(key) is None:
                verdict, reason = verdict_on(key, case, truth)
                review_listings(
                    workspace,
                    case.case_id,
                    verdict,
                    reviewer=NAME,
                    ground="",
                    reason=reason,
                    listing_ids=(key.listing_id,),
                )
                given[verdict] += 1
    return given
