"""Grammar models that the user has installed and named: found, checked against what he expects, and loaded as data.

Nothing is ever downloaded and no name is ever guessed: names of models on public indexes have been taken by strangers.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import MarketsweepError

if TYPE_CHECKING:
    from spacy.language import Language

_NEEDED = frozenset({"tok2vec", "transformer", "curated_transformer", "parser"})
"""The parts of a model that a parser stands on; no other is loaded."""
_INSTALL = "Install Marketsweep with its extra: pip install 'marketsweep[linguistics]'."


class LinguisticsError(MarketsweepError):
    """What the user named for grammar is not there, or is not what he expects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrammarModel:
    """A model as the settings name it."""

    language: str
    """ISO 639-1 code."""
    name: str
    """The name of an installed package, or a folder."""
    version: str = ""
    """The version that it must have; empty if any will do."""
    sha256: str = ""
    """What its files must add up to, see `digest_of`; empty if anything will do."""


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that is there and is what was expected of it; it is loaded when it is first asked."""

    source: GrammarModel
    """What was named, with the digest that was found: in another process it must be the very same."""
    folder: Path
    title: str
    """Its name and version, for people."""
    parts: tuple[str, ...]
    """What its pipeline is made of."""

    @property
    def language(self) -> str:
        """The language that it reads."""
        return self.source.language

    @property
    def digest(self) -> str:
        """What its files add up to."""
        return self.source.sha256


def check(model: GrammarModel) -> InstalledModel:
    """Find a model and compare it with what is expected of it, or raise `LinguisticsError`. Nothing is loaded yet."""
    folder = _folder(model)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    version, language = str(meta.get("version", "")), str(meta.get("lang", ""))
    parts = tuple(map(str, meta.get("pipeline", ())))
    digest = digest_of(folder)
    if language != model.language:
        raise LinguisticsError(f"The model {model.name} reads {language or 'no language'}, not {model.language}.")
    if model.version and version != model.version:
        raise LinguisticsError(
            f"The model {model.name} has version {version}; the settings expect {model.version}. "
            "Install that version, or correct the settings if you trust this one."
        )
    if model.sha256 and digest != model.sha256.lower():
        raise LinguisticsError(
            f"The files of the model {model.name} add up to {digest}; the settings expect {model.sha256}. "
            "Do not use it before you know why: it is not the model that was checked."
        )
    if "parser" not in parts:
        raise LinguisticsError(f"The model {model.name} has no parser, only {', '.join(parts) or 'words'}.")
    if find_spec("spacy") is None:
        raise LinguisticsError(f"The model {model.name} needs spaCy, which is not installed. {_INSTALL}")
    title = f"{folder.name if Path(model.name).is_dir() else model.name} {version}".strip()
    return InstalledModel(replace(model, sha256=digest), folder, title, parts)


def digest_of(folder: Path) -> str:
    """Return the SHA-256 over the names and contents of all files of a model, in order of their names."""
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{file.relative_to(folder).as_posix()}\0{content}\n".encode())
    return total.hexdigest()


def _folder(model: GrammarModel) -> Path:
    """Return the folder with the data of a model: the one that is named, or the one inside the package."""
    named = Path(model.name)
    folders = [named] if named.is_dir() else []
    if not folders and model.name.isidentifier():
        package = find_spec(model.name)
        folders = [Path(place) for place in (package.submodule_search_locations or ())] if package else []
    for folder in folders:
        for place in (folder, *sorted(folder.glob("*-*/"))):
            if (place / "meta.json").is_file() and (place / "config.cfg").is_file():
                return place
    raise LinguisticsError(
        f"There is no grammar model {model.name!r} for {model.language}: it is neither an installed package nor a "
        "folder with a meta.json and a config.cfg. Install the model that you chose and trust, or remove it from "
        "[linguistics.models] in the settings. Marketsweep downloads none and guesses no names."
    )


def pipeline_of(model: InstalledModel) -> "Language":
    """Load what a parser stands on, as data: the code of a model package does not run."""
    from spacy.util import load_model_from_path  # late: it is an extra, and slow to import

    try:
        return load_model_from_path(model.folder, exclude=[part for part in model.parts if part not in _NEEDED])
    except (OSError, ValueError, KeyError) as error:
        raise LinguisticsError(
            f"The model {model.source.name} cannot be loaded by the spaCy that is installed: {error}"
        ) from error
