"""An installation, opened: what every piece of work is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from crawlers.crawl import CrawlerProcess
from crawlers.recipe import Recipe, load_recipes, shipped_recipes
from domain.clock import Clock, clock_at
from domain.errors import MarketsweepError
from domain.keyword_list import KeywordList
from domain.marketplace import Marketplace
from domain.notice import Notifier, NotifierCapacity
from keyword_lists import load_folder, shipped_lists
from marketsweep.errors import MissingPartError, MissingSettingError
from marketsweep.settings import Settings
from storage.database import open_database
from storage.evidence import EvidenceStore
from storage.migration import require_current_schema

Progress = Callable[[int, int | None], None]
"""Told how many are done, and of how many where that is known."""


def silent(done: int, of: int | None = None) -> None:
    """Tell nobody."""


class UnknownMarketplaceError(MarketsweepError):
    """A marketplace was named that no file describes."""

    def __init__(self, code: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"There is no marketplace {code!r}. Known: {', '.join(known) or 'none'}. Describe it in a YAML file in the "
            "folder of the setting marketplaces_dir."
        )


class UnknownListError(MarketsweepError):
    """A keyword list was named that no file holds."""

    def __init__(self, list_id: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There is no keyword list {list_id!r}. Known: {', '.join(known)}.")


class ListChangedError(MarketsweepError):
    """A sweep was made for a version of a list that is no longer at hand."""

    def __init__(self, list_id: str, wanted: str, found: str) -> None:
        super().__init__(
            f"The sweep asks for version {wanted} of the list {list_id}, at hand is {found}. Put that version back, or "
            "add the sweep anew under another name: a sweep keeps the lists that it started with."
        )


class UnnamedPersonError(MarketsweepError):
    """Something that a person must answer for was asked for without a name."""

    def __init__(self) -> None:
        super().__init__("Say who decides this: --by NAME, or set notifier.name in the settings.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """An installation, opened: settings, database, evidence, lists, marketplaces, and the clock that it is told."""

    settings: Settings
    engine: Engine
    evidence: EvidenceStore
    lists: tuple[KeywordList, ...]
    recipes: tuple[Recipe, ...]
    told: datetime | None = None
    """A moment that is told, for simulations; None is the computer's clock."""
    crawler: CrawlerProcess | None = None
    """A crawler that is kept for several runs; None means one for each run."""

    @property
    def clock(self) -> Clock:
        """The clock of everything that is recorded."""
        return clock_at(self.told)

    def recipe(self, code: str) -> Recipe:
        """Return the description of a marketplace by its code."""
        for recipe in self.recipes:
            if recipe.code == code:
                return recipe
        raise UnknownMarketplaceError(code, tuple(recipe.code for recipe in self.recipes))

    def marketplace(self, code: str) -> Marketplace:
        """Return a marketplace by its code."""
        return self.recipe(code).marketplace

    def keyword_list(self, list_id: str) -> KeywordList:
        """Return the list of that id."""
        for keyword_list in self.lists:
            if keyword_list.list_id == list_id:
                return keyword_list
        raise UnknownListError(list_id, tuple(each.list_id for each in self.lists))

    def lists_of(self, versions: tuple[tuple[str, str], ...]) -> tuple[KeywordList, ...]:
        """Return the lists of those ids in exactly those versions."""
        found = tuple(self.keyword_list(list_id) for list_id, _ in versions)
        for keyword_list, (list_id, version) in zip(found, versions, strict=True):
            if keyword_list.version != version:
                raise ListChangedError(list_id, version, keyword_list.version)
        return found

    def person(self, named: str) -> str:
        """Return the person who acts: the one named, else the notifier of the settings."""
        person = named.strip() or self.settings.notifier.name.strip()
        if not person:
            raise UnnamedPersonError
        return person

    @property
    def notifier(self) -> Notifier:
        """Who sends notices from here."""
        told = self.settings.notifier
        for name, example in (("name", "Ada Inspector"), ("email", "ada@authority.example")):
            if not getattr(told, name).strip():
                raise MissingSettingError(f"notifier.{name}", "a notice without it is not valid in law", example)
        return Notifier(
            name=told.name,
            email=told.email,
            capacity=NotifierCapacity(told.capacity),
            organisation=told.organisation,
        )


def open_workspace(settings: Settings) -> Workspace:
    """Open the installation that the settings describe; the database must exist and have the current schema."""
    _require_database(settings.database_url)
    engine = open_database(settings.database_url)
    require_current_schema(engine)
    return Workspace(
        settings=settings,
        engine=engine,
        evidence=EvidenceStore(settings.evidence_dir),
        lists=lists_at_hand(settings),
        recipes=recipes_at_hand(settings),
    )


def lists_at_hand(settings: Settings) -> tuple[KeywordList, ...]:
    """Return the shipped lists and the user's own; an own list takes the place of a shipped one of the same id."""
    own = load_folder(settings.lists_dir) if settings.lists_dir else ()
    taken = {each.list_id for each in own}
    return (*(each for each in shipped_lists() if each.list_id not in taken), *own)


def recipes_at_hand(settings: Settings) -> tuple[Recipe, ...]:
    """Return the shipped marketplaces and the user's own; an own one takes the place of a shipped one."""
    own = load_recipes(settings.marketplaces_dir) if settings.marketplaces_dir else ()
    taken = {each.code for each in own}
    return (*(each for each in shipped_recipes() if each.code not in taken), *own)


def _require_database(url: str) -> None:
    scheme, _, path = url.partition(":///")
    if scheme.startswith("sqlite") and not Path(path).exists():
        raise MissingPartError(f"There is no database at {path}. Run `marketsweep init` first.")
