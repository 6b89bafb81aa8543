"""How later looks are shown."""

from collections import Counter
from typing import Any

from marketsweep.cli.output import print_table, say
from marketsweep.rechecking import Due, RoundReport


def due_line(due: Due) -> dict[str, Any]:
    """Return when a listing is looked at again, as a JSON value."""
    return {"due_at": due.due_at.isoformat(), "listing": str(due.listing.key), "title": due.listing.title}


def round_as_json(report: RoundReport) -> dict[str, Any]:
    """Return a round as a JSON value."""
    became = {outcome.key: outcome.state.value for outcome in report.outcomes}
    return {
        "round_id": report.run.run_id,
        "marketplace": report.run.sweep,
        "canary_live": report.canary_live,
        "looks": [
            {"listing": str(each.key), "look": each.look.value, "detail": each.detail, "became": became[each.key]}
            for each in report.rechecks
        ],
    }


def tell_round(report: RoundReport) -> None:
    """Print what a round saw."""
    became = {outcome.key: outcome.state.value for outcome in report.outcomes}
    rows = [(each.key, each.look, became[each.key], each.detail) for each in report.rechecks]
    print_table(f"Round {report.run.run_id} on {report.run.sweep}", ("listing", "look", "so far", "detail"), rows)
    looks = ", ".join(f"{count} {look}" for look, count in Counter(each.look.value for each in report.rechecks).items())
    say(f"{looks}." if looks else "Nothing was looked at.")
    if not report.canary_live:
        say("No known live listing was seen before and after: nothing is concluded from this round.")
