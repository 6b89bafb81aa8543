"""The bytes of a file or of the standard input, unzipped where they are gzip."""

import gzip
import io
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from marketsweep.catalogue.records import CatalogueFileError

_GZIP = b"\x1f\x8b"
_BROKEN = (EOFError, OSError, zlib.error)


@dataclass(frozen=True, slots=True)
class ByteStream:
    """Bytes to read, with the first of them known."""

    name: str
    """For messages."""
    content: io.BufferedReader
    head: bytes
    """The first bytes, not yet taken from the stream."""
    raw: io.BufferedReader
    """The bytes as they are stored, zipped or not."""
    size: int
    """Of the stored bytes; 0 where nobody knows."""

    def share(self) -> float:
        """Return how much of the stored bytes has been taken, 0 to 1; 0 where nobody knows."""
        return self.raw.tell() / self.size if self.size else 0.0

    @contextmanager
    def seekable(self) -> Iterator[BinaryIO]:
        """Give the bytes as a file in which one can go back: a pipe or a zipped file is copied to disk first."""
        if self.content is self.raw and self.raw.seekable():
            yield cast("BinaryIO", self.content)
            return
        with tempfile.TemporaryFile() as copy:
            try:
                shutil.copyfileobj(self.content, copy)
            except _BROKEN as error:
                raise CatalogueFileError(self.name, f"it breaks off: {error}") from error
            yield cast("BinaryIO", copy)


@contextmanager
def open_bytes(source: Path | BinaryIO) -> Iterator[ByteStream]:
    """Open a file, or take a stream that is open already and is left open."""
    if isinstance(source, Path):
        try:
            with source.open("rb") as raw:
                yield _unzipped(raw, str(source), source.stat().st_size)
        except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
            raise CatalogueFileError(
                str(source), f"{error.strerror}. Give the path of a file, or - for the standard input."
            ) from error
    else:
        raw = source if isinstance(source, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", source))
        yield _unzipped(raw, "the standard input", 0)


def _unzipped(raw: io.BufferedReader, name: str, size: int) -> ByteStream:
    stream = raw
    if raw.peek(2).startswith(_GZIP):
        stream = io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=raw)))
    try:
        head = stream.peek(4)
    except _BROKEN as error:
        raise CatalogueFileError(name, f"its gzip is damaged: {error}") from error
    return ByteStream(name, stream, head, raw, size)
