from pathlib import Path

from crawlers.browser import ONE_LINE, StepResult, find_browser, install_browser


def test_a_configured_browser_is_used_or_none(tmp_path: Path) -> None:
    own = tmp_path / "chromium"
    own.write_text("#!/bin/sh\n")
    assert find_browser(str(own)) is None
    own.chmod(0o755)
    assert find_browser(str(own)) == str(own)


class Machine:
    """A machine on which some commands work, and one of them brings a browser."""

    def __init__(self, *works: str, brings: str = "") -> None:
        self.works, self.brings, self.ran = works, brings, list[str]()

    def run(self, command: tuple[str, ...], seconds: float) -> StepResult:
        assert seconds > 0
        self.ran.append(" ".join(command))
        ok = any(word in self.ran[-1] for word in self.works)
        return StepResult(ok=ok, words="" if ok else "E: no network")

    def find(self, _: str | None) -> str | None:
        found = self.brings and any(self.brings in each for each in self.ran)
        return "/usr/bin/chromium" if found else None


def test_nothing_is_run_where_a_browser_is() -> None:
    machine = Machine()
    report = install_browser(run=machine.run, find=lambda _: "/usr/bin/chromium", may_use_apt=True)
    assert report.path == "/usr/bin/chromium"
    assert machine.ran == []


def test_the_package_manager_is_asked_first_and_its_lists_are_renewed() -> None:
    machine = Machine("apt-get", brings="install -q -y --no-install-recommends chromium-headless-shell")
    report = install_browser(run=machine.run, find=machine.find, may_use_apt=True)
    assert report.path == "/usr/bin/chromium"
    assert machine.ran[0].startswith("apt-get update")
    assert len(machine.ran) == 2


def test_playwright_is_asked_where_the_package_manager_may_not_be() -> None:
    machine = Machine("playwright install --only-shell", brings="playwright")
    report = install_browser(run=machine.run, find=machine.find, may_use_apt=False)
    assert report.path == "/usr/bin/chromium"
    assert len(machine.ran) == 1


def test_where_nothing_helps_it_says_the_one_line_to_run() -> None:
    machine, said = Machine(), list[str]()
    report = install_browser(run=machine.run, find=machine.find, may_use_apt=True, say=said.append)
    assert report.path is None
    assert report.way_out == ONE_LINE
    assert len(report.tried) == len(said) == 4
    assert all("E: no network" in line for line in report.tried)
