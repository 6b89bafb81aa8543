"""Making an installation, and looking whether one is well."""

import json
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from crawlers.browser import ONE_LINE, find_browser
from domain.errors import MarketsweepError
from marketsweep.errors import CONFIG_FILE
from marketsweep.settings import Settings, load_settings
from marketsweep.workspace import lists_at_hand, open_workspace, recipes_at_hand
from storage.attempts import uncertain_attempts
from storage.database import open_database, read, shown_address
from storage.migration import upgrade

TEMPLATE = """\
# Settings of Marketsweep. Each may also be told as an environment variable, such as MARKETSWEEP_NOTIFIER__NAME;
# the environment wins over this file, an option of a command over both.

# A mail address or web page that stands in the user agent of every request: marketplaces can write to you.
contact = {contact}

# SQLite in this folder, or PostgreSQL: "postgresql://user@host/name".
database_url = "sqlite:///marketsweep.db"

# Pages as seen, and notices as sent.
evidence_dir = "evidence"
notices_dir = "notices"

# Compiled keyword lists, so that commands start at once. What is in it can be deleted at any time.
matchers_dir = "matchers"

# Your own keyword lists and marketplaces, beside the shipped ones.
# lists_dir = "lists"
# marketplaces_dir = "marketplaces"

# Whose public holidays working days are counted by (ISO country code).
calendar = "BE"

[notifier]
name = {name}
email = {email}
organisation = ""
# authority, trusted_flagger, rights_owner or user
capacity = {capacity}

# The mail server that notices leave by. Without it they are written to files in notices_dir.
[smtp]
host = ""
port = 587
username = ""
# password: better as MARKETSWEEP_SMTP__PASSWORD
starttls = true
"""


class State(StrEnum):
    """How a part of the installation is."""

    WELL = "well"
    MISSING = "missing"
    ILL = "ill"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """What was made."""

    sentences: tuple[str, ...]
    config: str
    database: str

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one part of the installation is, and the way out if it is not well."""

    part: str
    state: State
    detail: str


def set_up(*, contact: str, name: str, email: str, capacity: str) -> SetUp:
    """Write the settings file unless there is one, and bring the database to this version's schema."""
    config = Path(CONFIG_FILE)
    sentences = []
    if config.exists():
        sentences.append(f"{CONFIG_FILE} is there already and was left as it is.")
    else:
        told = {"contact": contact, "name": name, "email": email, "capacity": capacity}
        config.write_text(TEMPLATE.format(**{key: _toml(value) for key, value in told.items()}), encoding="utf-8")
        sentences.append(f"{CONFIG_FILE} written. Look it over: it is short.")
    settings = load_settings()
    with closing_database(settings.database_url) as engine:
        upgrade(engine)
    sentences.append("The database is ready.")
    settings.matchers_dir.mkdir(parents=True, exist_ok=True)
    sentences += [
        f"Still missing: {finding.detail}" for finding in diagnose(settings) if finding.state is State.MISSING
    ]
    return SetUp(sentences=tuple(sentences), config=str(config), database=shown_address(settings.database_url))


def diagnose(settings: Settings) -> Iterator[Finding]:
    """Look at each part of the installation."""
    yield _tried("database", lambda: f"schema and safety settings are right: {_open(settings)}")
    yield _tried("keyword lists", lambda: f"{len(lists_at_hand(settings))} lists, no faults")
    yield _matching()
    yield _tried("marketplaces", lambda: _marketplaces(settings))
    if settings.contact:
        yield _tried("contact", settings.require_contact)
    else:
        yield _told("contact", "", "contact: without it no marketplace is crawled")
    yield _told("notifier", settings.notifier.name and settings.notifier.email, "notifier: name and email, for notices")
    yield _browser(settings)
    yield _mail(settings)


@contextmanager
def closing_database(url: str) -> Iterator[Engine]:
    """Open a database for one piece of work."""
    engine = open_database(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _open(settings: Settings) -> str:
    workspace = open_workspace(settings)
    with read(workspace.engine) as connection:
        unsure = len(uncertain_attempts(connection))
    workspace.engine.dispose()
    left = f"; {unsure} notices may or may not have arrived: send them again" if unsure else ""
    return f"{workspace.engine.dialect.name}{left}"


def _marketplaces(settings: Settings) -> str:
    recipes = recipes_at_hand(settings)
    return ", ".join(f"{recipe.code} (untested)" if recipe.untested else recipe.code for recipe in recipes)


def _tried(part: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(part=part, state=State.WELL, detail=look())
    except MarketsweepError as error:
        return Finding(part=part, state=State.ILL, detail=str(error))


def _told(part: str, value: str, missing: str) -> Finding:
    if value:
        return Finding(part=part, state=State.WELL, detail=value)
    return Finding(part=part, state=State.MISSING, detail=f"the setting {missing}.")


def _matching() -> Finding:
    import termscan  # loads its tables: only who asks waits for them

    if termscan.engine == "compiled":
        return Finding(part="matching", state=State.WELL, detail="the compiled finder")
    detail = "the compiled finder: the same is found, many times slower. Get a C++ compiler, then: make install"
    return Finding(part="matching", state=State.MISSING, detail=detail)


def _browser(settings: Settings) -> Finding:
    path = find_browser(settings.browser_path or None)
    if path is not None:
        return Finding(part="browser", state=State.WELL, detail=path)
    detail = f"a browser: JavaScript pages are skipped and counted. Get one: {ONE_LINE}"
    return Finding(part="browser", state=State.MISSING, detail=detail)


def _mail(settings: Settings) -> Finding:
    told = settings.smtp
    if not told.host:
        detail = "the setting smtp.host: notices are written to files until it is set."
        return Finding(part="mail server", state=State.MISSING, detail=detail)
    try:
        with smtplib.SMTP(told.host, told.port, timeout=5) as server:
            server.noop()
            if told.starttls:
                server.starttls(context=ssl.create_default_context())
    except (OSError, smtplib.SMTPException) as error:
        return Finding(
            part="mail server", state=State.ILL, detail=f"{told.host}:{told.port} does not answer as it must: {error}"
        )
    return Finding(part="mail server", state=State.WELL, detail=f"{told.host}:{told.port} answers")


def _toml(text: str) -> str:
    """Write a text as a basic string of TOML, which are those of JSON but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
