"""A process that does what is due at a told moment, once, and prints what it did."""

import json
import sys
from dataclasses import replace
from datetime import datetime, timedelta

from marketsweep.scheduling import tick
from marketsweep.settings import load_settings
from marketsweep.workspace import open_workspace


def main(database_url: str, told: str, holder: str, lease_seconds: str) -> None:
    """`told` may be `-` for the computer's clock."""
    workspace = open_workspace(load_settings(database_url=database_url))
    workspace = replace(workspace, told=None if told == "-" else datetime.fromisoformat(told))
    print("ready", flush=True)
    sys.stdin.readline()
    done = tick(workspace, holder, lease=timedelta(seconds=float(lease_seconds)))
    print(json.dumps([[each.job, each.due_at.isoformat(), each.state, each.detail] for each in done]), flush=True)
    workspace.engine.dispose()


main(*sys.argv[1:])
