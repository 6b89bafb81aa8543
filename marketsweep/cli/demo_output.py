"""How the demo shows its suspects."""

from collections.abc import Sequence

from domain.case import Case
from marketsweep.cli.output import print_table, say
from marketsweep.workspace import Workspace
from storage.database import read
from storage.listings import latest

SHOWN = 12


def show_suspects(workspace: Workspace, cases: Sequence[Case]) -> None:
    """Print the suspects with the highest scores, of each concern in turn, with their reasons."""
    alerts = sorted((alert for case in cases for alert in case.alerts), key=lambda alert: -alert.score)
    taken = []
    by_concern = {concern: [a for a in alerts if a.concern is concern] for concern in {a.concern for a in alerts}}
    for place in range(SHOWN):
        taken += [found[place] for _, found in sorted(by_concern.items()) if place < len(found)]
    with read(workspace.engine) as connection:
        rows = [
            (alert.concern, f"{alert.score:.2f}", listing.title, "\n".join(alert.reasons[:3]))
            for alert in taken[:SHOWN]
            if (listing := latest(connection, alert.key)) is not None
        ]
    print_table("Suspects", ("concern", "score", "title", "why"), rows)
    say(f"… and {len(alerts) - len(rows)} more: marketsweep cases list")
