"""The demo's own installation: a folder that a user can look around in afterwards."""

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from crawlers.recipe import Recipe, shipped_recipes
from marketsweep.demo.neighbour import Neighbour
from marketsweep.errors import InputError
from marketsweep.settings import NotifierSettings, Settings, SmtpSettings, load_settings
from marketsweep.setup import closing_database
from storage.migration import upgrade

STATE = "demo.json"
BAZAAR = "bazaar"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoState:
    """How far a demo came: what a second start needs to take up a sweep that was killed."""

    seed: int
    port: int
    swept: bool = False


class NotADemoError(InputError):
    """The demo was to be made where something else is."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds something that is not a demo's. Name another folder with --folder.")


def load_state(folder: Path) -> DemoState | None:
    """Return the state of the demo that was begun in a folder, or None."""
    try:
        return DemoState(**json.loads((folder / STATE).read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def save_state(folder: Path, state: DemoState) -> None:
    """Keep the state of a demo."""
    part = folder / f".{STATE}.part"
    part.write_text(json.dumps(asdict(state)))
    part.replace(folder / STATE)


def clear(folder: Path) -> None:
    """Make room for a new demo; a folder that is not a demo's is left alone."""
    if (folder / STATE).exists():
        shutil.rmtree(folder)
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotADemoError(folder)
    folder.mkdir(parents=True, exist_ok=True)


def furnish(folder: Path, neighbour: Neighbour, browser: str) -> Settings:
    """Write the marketplace's file, make the database, and return the settings of the demo's installation."""
    recipe = next(each for each in shipped_recipes() if each.code == BAZAAR).at(neighbour.base_url)
    marketplaces = folder / "marketplaces"
    marketplaces.mkdir(parents=True, exist_ok=True)
    (marketplaces / "bazaar.yaml").write_text(_as_yaml(recipe), encoding="utf-8")
    settings = load_settings(
        database_url=f"sqlite:///{folder / 'marketsweep.db'}",
        evidence_dir=folder / "evidence",
        notices_dir=folder / "notices",
        lists_dir=None,
        marketplaces_dir=marketplaces,
        contact="demo@marketsweep.example",
        allow_addresses=("127.0.0.1/32",),
        browser_path=browser,
        calendar="BE",
        notifier=NotifierSettings(
            name="Scripted notifier", email="demo@marketsweep.example", capacity="authority", organisation="The demo"
        ),
        smtp=SmtpSettings(host=neighbour.smtp_host, port=neighbour.smtp_port, starttls=False),
    )
    with closing_database(settings.database_url) as engine:
        upgrade(engine)
    (folder / "marketsweep.toml").write_text(_TOML, encoding="utf-8")
    return settings


def _as_yaml(recipe: Recipe) -> str:
    plain = json.loads(recipe.model_dump_json(exclude_defaults=True))
    return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True)


_TOML = """\
# The demo's installation. Look around from this folder: marketsweep cases list, report, verify …
contact = "demo@marketsweep.example"
marketplaces_dir = "marketplaces"
allow_addresses = ["127.0.0.1/32"]

[notifier]
name = "Scripted notifier"
email = "demo@marketsweep.example"
capacity = "authority"
"""
