"""An open bazaar for tests, and a way to look at its pages."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bazaar.market import Bazaar
from bazaar.server import OpenBazaar, running
from tests.bazaar.visiting import Visitor
from tests.factories import NOON

SEED = 7


@dataclass(frozen=True, slots=True)
class Stage:
    """An open bazaar and somebody who looks at it."""

    opened: OpenBazaar
    visitor: Visitor

    @property
    def bazaar(self) -> Bazaar:
        return self.opened.bazaar


@pytest.fixture
def bazaar() -> Bazaar:
    return Bazaar(SEED, NOON, 200)


@pytest.fixture
def stage(bazaar: Bazaar) -> Iterator[Stage]:
    with running(bazaar, slow_seconds=0.05) as opened:
        yield Stage(opened, Visitor(opened.base_url))


@pytest.fixture(scope="module")
def still() -> Iterator[Stage]:
    """An open bazaar that nobody notifies and whose clock nobody moves."""
    with running(Bazaar(SEED, NOON, 200)) as opened:
        yield Stage(opened, Visitor(opened.base_url))
