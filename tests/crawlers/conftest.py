import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.browser import find_browser
from storage.database import open_database
from storage.migration import upgrade
from tests.crawlers.crawling import Yard


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, made once and copied for each test."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    engine = open_database(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def yard(tmp_path: Path, empty_database: Path) -> Iterator[Yard]:
    shutil.copy(empty_database, tmp_path / "marketsweep.db")
    opened = Yard(tmp_path)
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="session")
def browser() -> str:
    found = find_browser()
    if found is None:
        pytest.skip("no Chromium here: `marketsweep browser install` gets one")
    return found
