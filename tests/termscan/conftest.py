"""The engines of termscan: each test that asks for `engine` runs with both, loudly skipping one that is not built."""

import pytest

import termscan
from tests.termscan.seeing import Engine


@pytest.fixture(scope="session", params=["python", "compiled"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """The name of an engine; takes the place of the database engine of the other rooms."""
    if request.param == "compiled" and termscan.engine != "compiled":
        pytest.skip("the compiled core of termscan is not built here: pip install ./termscan")
    name: Engine = request.param
    return name


@pytest.fixture(scope="session")
def compiled(engine: Engine) -> Engine:
    """The compiled engine, for what only it has to show."""
    if engine != "compiled":
        pytest.skip("told of the compiled core only")
    return engine
