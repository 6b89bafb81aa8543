import subprocess
import sys

import pytest
from sqlalchemy import Engine

from storage.database import open_database
from storage.locks import HeldElsewhereError, holding

HOLD_FOR_EVER = """
import sys, time
from storage.database import open_database
from storage.locks import holding
with holding(open_database(sys.argv[1]), "marketplace/bazaar"):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_name_is_held_once_and_free_again_afterwards(engine: Engine) -> None:
    with holding(engine, "marketplace/bazaar"):
        with pytest.raises(HeldElsewhereError, match="marketplace/bazaar"), holding(engine, "marketplace/bazaar"):
            pass
        with holding(engine, "marketplace/other"):
            pass
    with holding(engine, "marketplace/bazaar"):
        pass


def test_a_killed_holder_holds_nothing(database_url: str, engine: Engine) -> None:
    command = [sys.executable, "-c", HOLD_FOR_EVER, database_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(HeldElsewhereError), holding(engine, "marketplace/bazaar"):
            pass
        process.kill()
        process.wait()
    again = open_database(database_url)
    with holding(again, "marketplace/bazaar"):
        pass
    again.dispose()
