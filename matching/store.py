"""Compiled lists on disk: what starts at once where compiling them anew would take seconds."""

import json
import mmap
import shutil
import sys
import zlib
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from pydantic import TypeAdapter

import termscan
from domain.errors import MarketsweepError
from domain.keyword_list import KeywordList
from matching.index import Index, assembled

_MAGIC = b"marketsweep matcher 1 " + sys.byteorder.encode() + b"\n"
_SCANNER, _TERMS = "index", "terms"
"""The two files of a stored matcher."""


class StoredMatcherError(MarketsweepError):
    """A stored matcher cannot be used; it can always be made anew from its lists."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The stored matcher {path} cannot be used: {reason}. Compile its lists again.")


def save(index: Index, path: Path) -> None:
    """Write an index into a folder that is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=path.name, dir=path.parent))
    try:
        index.scanner.save(folder / _SCANNER)
        (folder / _TERMS).write_bytes(_content(index))
        _put(folder, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put(folder: Path, path: Path) -> None:
    """Rename a folder; where another process was faster, or an old one is in the way, that one goes first."""
    shutil.rmtree(path, ignore_errors=True)
    try:
        folder.rename(path)
    except OSError as error:
        if not path.exists():
            raise StoredMatcherError(path, f"it cannot be written ({error})") from error


def _content(index: Index) -> bytes:
    sizes = {name: len(part) for name, part in index.parts.items()}
    lists = [json.loads(_heads().dump_json(head)) for head in index.heads]
    about = {
        "made_of": index.made_of,
        "digest": index.digest,
        "scanner": index.scanner.digest,
        "lists": lists,
        "sizes": sizes,
    }
    head = json.dumps(about).encode()
    body = b"".join([len(head).to_bytes(8, "little"), head, *index.parts.values()])
    return _MAGIC + zlib.crc32(body).to_bytes(4, "little") + body


def open_index(path: Path, made_of: str | None = None) -> Index:
    """Open a stored index, memory-mapped; one that is damaged, foreign or made of something else is refused."""
    try:
        content = _mapped(path / _TERMS)
        about, parts = _read(path, content)
        scanner = termscan.Index.open(path / _SCANNER)
    except (OSError, ValueError, KeyError) as error:
        raise StoredMatcherError(path, f"it is damaged or of another version ({error})") from error
    if about["scanner"] != scanner.digest:
        raise StoredMatcherError(path, "its two files do not belong together")
    if made_of is not None and about["made_of"] != made_of:
        raise StoredMatcherError(path, "it was made from other lists or ordinary words")
    heads = tuple(_heads().validate_python(head) for head in about["lists"])
    return assembled(scanner, heads, parts, made_of=about["made_of"], digest=about["digest"])


def _mapped(file: Path) -> memoryview:
    with file.open("rb") as opened:
        return memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))


def _read(path: Path, content: memoryview) -> tuple[dict[str, Any], dict[str, memoryview]]:
    start = len(_MAGIC) + 4
    if content[: len(_MAGIC)] != _MAGIC:
        raise StoredMatcherError(path, "it is of another version or machine")
    if zlib.crc32(content[start:]).to_bytes(4, "little") != content[len(_MAGIC) : start]:
        raise StoredMatcherError(path, "it is damaged")
    place = start + 8
    end = place + int.from_bytes(content[start:place], "little")
    about: dict[str, Any] = json.loads(bytes(content[place:end]))
    parts: dict[str, memoryview] = {}
    for name, size in about["sizes"].items():
        parts[name] = content[end : end + size]
        end += size
    return about, parts


def _heads() -> TypeAdapter[KeywordList]:
    return TypeAdapter(KeywordList)
