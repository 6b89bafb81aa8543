"""What the documents say of commands, files and dependencies is so."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from marketsweep.cli import commands
from marketsweep.cli.app import app

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "keyword_lists/README.md")]
    + list((ROOT / "docs").glob("*.md"))
)


@pytest.fixture(scope="module")
def program() -> Any:
    fresh = typer.Typer()
    fresh.info = app.info
    commands.register(fresh)
    return typer.main.get_command(fresh)


def _commands(text: str) -> Iterator[str]:
    """Yield what is written in code as a whole call of the program, up to a comment or the next command."""
    for code in re.findall(r"^(marketsweep [^\n]+)$", text, re.M) + re.findall(r"`(marketsweep [^`]+)`", text):
        yield re.split(r"\s+#|\s{2,}\(|;|\|", code)[0].replace("…", "x").strip()


def _found(program: Any, words: list[str]) -> tuple[Any, list[str]]:
    command = program
    while words and words[0] in getattr(command, "commands", {}):
        command, words = command.commands[words[0]], words[1:]
    return command, words


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_the_documents_exists_with_its_options(document: Path, program: Any) -> None:
    wrong = []
    for line in _commands(document.read_text(encoding="utf-8")):
        alternatives = line.split()[1:2] + line.split()[2:3]
        if any("|" in word for word in alternatives):
            continue
        command, rest = _found(program, shlex.split(line, comments=True)[1:])
        known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        unknown = [word for word in rest if word.startswith("-") and word != "-" and word.split("=")[0] not in known]
        lost = hasattr(command, "commands") and rest and not rest[0].startswith("-")
        if lost or (unknown and unknown != ["--help"]):
            wrong.append(f"{line}: {unknown or rest}")
    assert wrong == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_every_dependency_has_its_line_and_no_line_is_stale() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = (project["project"]["optional-dependencies"], project["dependency-groups"])
    wanted = project["project"]["dependencies"] + [
        needed for group in groups for one in group.values() for needed in one
    ]
    names = {re.split(r"[\[<>=~! ]", requirement)[0] for requirement in wanted}
    rows = re.findall(r"^\| ([a-z0-9_., -]+) \|", (ROOT / "docs/dependencies.md").read_text(encoding="utf-8"), re.M)
    told = {name for row in rows for name in re.split(r",\s*", row)} - {"package"}
    assert names == told


def test_the_lock_holds_hashes_and_no_addresses() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    requirements = re.findall(r"^[a-z0-9-]+(?:\[[a-z,]+\])?==", lock, re.M)
    assert len(requirements) > 50
    assert lock.count("--hash=sha256:") >= len(requirements)
    assert "://" not in lock


def test_the_makefile_has_the_targets_that_the_documents_name() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    assert {"install", "demo", "test", "check", "format", "bench", "docs"} <= targets
    for document in DOCUMENTS:
        named = set(re.findall(r"\bmake ([a-z]+)\b(?= |`|$)", document.read_text(encoding="utf-8"), re.M))
        assert {name for name in named if name in {"demo", "test", "check", "lock", "bench", "docs"}} <= targets


def test_the_readme_shows_the_example_marketplace_as_it_is_shipped() -> None:
    example = (ROOT / "crawlers/marketplaces/examples/emag-ro.yaml").read_text(encoding="utf-8").rstrip()
    assert example in (ROOT / "README.md").read_text(encoding="utf-8")
