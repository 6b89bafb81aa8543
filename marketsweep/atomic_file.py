"""A file that is there whole or not at all."""

import errno
import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from marketsweep.errors import InputError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO)


class OutputFileError(InputError):
    """A file cannot be written where it was asked for."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{path} cannot be written: {error.strerror}. Name a file in a folder that you may write to.")


@contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """Write beside the file and rename at the end; an error or a kill leaves what stood there before.

    A name that ends in `.gz` is written as gzip, without a time, so that the same content gives the same bytes.
    A pipe or device is written as it is.
    """
    special = path.exists() and not path.is_file()
    part = path if special else path.with_name(f".{path.name}.{os.getpid()}.part")
    raw = _open(part, path)
    try:
        with raw:
            yield from _content(raw, zipped=path.suffix == ".gz")
            raw.flush()
            if not special:
                os.fsync(raw.fileno())
                part.replace(path)
                _sync_folder(path.parent)
    except BaseException as error:
        if not special:
            part.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise OutputFileError(path, error) from error
        raise


def _open(part: Path, path: Path) -> BinaryIO:
    try:
        return part.open("wb")
    except OSError as error:
        raise OutputFileError(path, error) from error


def _content(raw: BinaryIO, *, zipped: bool) -> Iterator[BinaryIO]:
    if not zipped:
        yield raw
        return
    with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
        yield cast("BinaryIO", packed)


def _sync_folder(folder: Path) -> None:
    """The new name is safe on the disk only when the folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
