"""How cases are shown."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from domain.case import Case
from marketsweep.cli.output import print_table
from marketsweep.relisting import doubles_of
from storage.cases import load_case
from storage.listings import latest
from storage.notices import list_notices
from storage.outcomes import latest_outcome
from storage.relistings import relisted_as


def case_as_json(case: Case) -> dict[str, Any]:
    """Return a case as a JSON value."""
    return {
        "case_id": case.case_id,
        "marketplace": case.marketplace,
        "seller_id": case.seller_id,
        "concern": case.concern.value,
        "status": case.status.value,
        "opened_at": case.opened_at.isoformat(),
        "listings": len(case.keys),
        "highest_score": max((alert.score for alert in case.alerts), default=0.0),
        "suspected": len(case.suspected),
    }


def print_cases(cases: Sequence[Case]) -> None:
    """Print cases as a table, the highest score first."""
    lines = sorted((case_as_json(case) for case in cases), key=lambda line: -line["highest_score"])
    columns = ("case_id", "concern", "marketplace", "seller_id", "listings", "suspected", "highest_score", "status")
    print_table(f"{len(lines)} cases", columns, [tuple(line[column] for column in columns) for line in lines])


def whole_case(connection: Connection, case_id: int) -> dict[str, Any]:
    """Return a case with listings, reasons, reviews, notices and outcomes as a JSON value."""
    case = load_case(connection, case_id)
    again, doubles = relisted_as(connection), doubles_of(connection, case)
    return {
        **case_as_json(case),
        "listings": [
            {
                **_listing(connection, case, key),
                "relisted_as": [str(other) for other in again.get(key, ())],
                "same_offer_as": doubles.get(key, []),
            }
            for key in case.keys
        ],
        "notices": [
            {
                "notice_id": kept.notice.notice_id,
                "status": kept.status.value,
                "listings": len(kept.notice.items),
                "sent_at": kept.sent_at.isoformat() if kept.sent_at else None,
            }
            for kept in list_notices(connection, case_id=case_id)
        ],
    }


def print_case(whole: dict[str, Any]) -> None:
    """Print a case as tables."""
    rows = [
        (
            line["listing_id"],
            "\n".join((line["title"], line["url"], *(f"same offer: {each}" for each in line["same_offer_as"]))),
            line["price"],
            f"{line['score']:.2f} {line['level']}",
            "\n".join(line["reasons"]),
            line["verdict"] or "not reviewed",
            "\n".join((line["outcome"] or "", *(f"again as {each}" for each in line["relisted_as"]))),
        )
        for line in whole["listings"]
    ]
    title = f"Case {whole['case_id']}: {whole['concern']}, {whole['marketplace']}, seller {whole['seller_id'] or '–'}"
    columns = ("listing", "title and address", "price", "score", "reasons", "verdict", "became")
    print_table(f"{title}, {whole['status']}", columns, rows)
    if whole["notices"]:
        notices = [(line["notice_id"], line["status"], line["listings"], line["sent_at"]) for line in whole["notices"]]
        print_table("Notices", ("notice", "status", "listings", "sent"), notices)


def _listing(connection: Connection, case: Case, key: Any) -> dict[str, Any]:
    alert = [alert for alert in case.alerts if alert.key == key][-1]
    listing = latest(connection, key)
    outcome = latest_outcome(connection, key)
    verdict = case.verdict_on(key)
    price = f"{listing.price} {listing.currency or ''}".strip() if listing and listing.price is not None else ""
    return {
        "listing_id": key.listing_id,
        "url": listing.url if listing else "",
        "title": listing.title if listing else "",
        "price": price,
        "level": alert.level.value,
        "score": alert.score,
        "reasons": list(alert.reasons),
        "list_versions": [list(pair) for pair in alert.list_versions],
        "index_digest": alert.index_digest,
        "verdict": verdict.value if verdict else None,
        "reviews": [
            {"verdict": review.verdict.value, "by": review.reviewer, "ground": review.ground, "reason": review.reason}
            for review in case.reviews
            if review.key == key
        ],
        "outcome": outcome.state.value if outcome else None,
        "outcome_detail": outcome.detail if outcome else None,
    }
