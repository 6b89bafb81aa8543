import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bazaar.visiting import Visitor


def _start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bazaar", "--size", "60", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _greeting(process: subprocess.Popen[str]) -> dict[str, object]:
    assert process.stdout is not None
    greeting = json.loads(process.stdout.readline())
    assert isinstance(greeting, dict)
    return greeting


def test_it_says_where_it_is_and_ends_when_its_input_closes(tmp_path: Path) -> None:
    truth = tmp_path / "truth.jsonl"
    with _start("--truth", str(truth), "--start", "2026-05-04T06:00:00Z", "--until-stdin-closes") as process:
        greeting = _greeting(process)
        assert greeting["now"] == "2026-05-04T06:00:00+00:00"
        clock = json.loads(Visitor(str(greeting["base_url"])).get("/_bazaar/clock").text)
        assert clock["now"] == greeting["now"]
        assert isinstance(greeting["smtp_port"], int)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=15) == 0
    assert truth.read_text(encoding="utf-8")


def test_it_ends_at_a_sigterm() -> None:
    with _start() as process:
        _greeting(process)
        process.terminate()
        assert process.wait(timeout=15) == 0


@pytest.mark.parametrize("start", ["yesterday", "2026-05-04T06:00:00"])
def test_a_start_that_is_no_moment_is_refused(start: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bazaar", "--start", start], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "is no moment" in done.stderr
