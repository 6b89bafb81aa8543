from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.marketsweep.office import Office, SweptOffice, copied_office, free_port, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office that has not done anything yet, on SQLite."""
    with open_office(tmp_path) as opened:
        yield opened


@pytest.fixture
def office_on(tmp_path: Path, database_url: str) -> Iterator[Office]:
    """An office that has not done anything yet, once on SQLite and once on PostgreSQL."""
    with open_office(tmp_path, database_url=database_url, crawl_delay=0.05) as opened:
        yield opened


@pytest.fixture(scope="session")
def swept_template(tmp_path_factory: pytest.TempPathFactory) -> SweptOffice:
    folder = tmp_path_factory.mktemp("swept")
    port = free_port()
    with open_office(folder, port=port) as opened:
        report = opened.sweep()
        assert report.alerts >= 4
    return SweptOffice(folder, port)


@pytest.fixture
def swept(swept_template: SweptOffice, tmp_path: Path) -> Iterator[Office]:
    """An office that has just run its first sweep, beside the same bazaar at the same moment."""
    with copied_office(swept_template, tmp_path / "office") as opened:
        yield opened


@pytest.fixture
def in_office(swept: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The swept office, with its folder as the working folder, as a user stands in it."""
    monkeypatch.chdir(swept.folder)
    return swept
