"""What Ctrl-C in a terminal does to a crawl: the terminal sends it to every process of its session's foreground."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawlers.job import JOB
from storage.frontier import FrontierState
from tests.crawlers.crawling import Yard, search_for
from tests.crawlers.site import marketplace_routes, recipe_for, serve
from tests.crawlers.test_kill import PARENT, child_of

LISTENS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""A test run in the background of a shell starts its children deaf to Ctrl-C."""


@pytest.mark.slow
def test_ctrl_c_reaches_the_parent_alone_which_lets_the_crawl_finish_its_page(yard: Yard) -> None:
    with serve(routes=marketplace_routes(20)) as site:
        recipe = recipe_for(site)
        recipe = recipe.model_copy(update={"politeness": recipe.politeness.model_copy(update={"delay_seconds": 0.1})})
        run = yard.run([search_for(recipe)])
        command = [sys.executable, "-c", LISTENS + PARENT]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as parent:
            assert parent.stdin is not None
            assert parent.stderr is not None
            parent.stdin.write(JOB.dump_json(yard.job(run, recipe)) + b"\n")
            parent.stdin.flush()
            while site.count("/item/") < 3 and parent.poll() is None:
                time.sleep(0.02)
            child = child_of(parent.pid)
            assert child is not None
            assert os.getsid(child) == child
            os.killpg(parent.pid, signal.SIGINT)
            assert b"KeyboardInterrupt" in parent.stderr.read()
        assert not Path(f"/proc/{child}").exists()
        states = [row.state for row in yard.rows()]
        assert FrontierState.CLAIMED not in states, "the pages in flight were finished"
        assert states.count(FrontierState.PENDING) > 0
