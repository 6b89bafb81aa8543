"""Pages as seen, kept by the SHA-256 of their bytes: the same bytes once, whole or not at all."""

import gzip
import hashlib
import os
import tempfile
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.clock import require_utc
from domain.errors import MarketsweepError
from domain.evidence import Evidence

_TEMPORARY = ".part-"
LEFT_OVER_SECONDS = 3600
"""Age from which a file that was begun and never ended is taken for the rest of a crash."""


class MissingEvidenceError(MarketsweepError):
    """The bytes of a page are not in the store."""

    def __init__(self, sha256: str, root: Path) -> None:
        super().__init__(f"There is no evidence {sha256} in {root}. Restore it from a back-up.")


class DamagedEvidenceError(MarketsweepError):
    """The bytes in the store are not those that were kept under their name."""

    def __init__(self, sha256: str, path: Path) -> None:
        super().__init__(f"The evidence {sha256} in {path} is damaged. Restore it from a back-up.")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFault:
    """A file of the store that is not what it should be."""

    path: str
    """Relative to the store."""
    what: str


class EvidenceStore:
    """A folder of gzip files, each named for the SHA-256 of the bytes in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, body: bytes, *, url: str, status: int | None, fetched_at: datetime, fetched_by: str) -> Evidence:
        """Keep the bytes of a page, on disk before this returns; bytes that are there already are kept once."""
        sha256 = hashlib.sha256(body).hexdigest()
        path = self._path(sha256)
        if not path.exists():
            _write_whole(path, gzip.compress(body, compresslevel=6, mtime=0))
        return Evidence(
            url=url,
            sha256=sha256,
            path=str(path.relative_to(self.root)),
            size=len(body),
            fetched_at=require_utc(fetched_at),
            fetched_by=fetched_by,
            status=status,
        )

    def read(self, sha256: str) -> bytes:
        """Return the bytes that were kept, checked against their name."""
        path = self._path(sha256)
        try:
            body = gzip.decompress(path.read_bytes())
        except FileNotFoundError as fault:
            raise MissingEvidenceError(sha256, self.root) from fault
        except (OSError, EOFError, zlib.error) as fault:
            raise DamagedEvidenceError(sha256, path) from fault
        if hashlib.sha256(body).hexdigest() != sha256:
            raise DamagedEvidenceError(sha256, path)
        return body

    def check(self) -> Iterator[EvidenceFault]:
        """Yield every file that is damaged, left over from a crash for more than an hour, or not ours."""
        for path in sorted(self.root.rglob("*")):
            if path.is_dir():
                continue
            shown = str(path.relative_to(self.root))
            if path.name.startswith(_TEMPORARY):
                if time.time() - path.stat().st_mtime < LEFT_OVER_SECONDS:
                    continue  # somebody may be writing it
                yield EvidenceFault(path=shown, what="is left over from a write that never ended: delete it")
            elif path != self._path(path.name.removesuffix(".gz")):
                yield EvidenceFault(path=shown, what="is not named for what it holds")
            elif not self._is_whole(path):
                yield EvidenceFault(path=shown, what="is damaged: its bytes do not give its name")

    def _is_whole(self, path: Path) -> bool:
        try:
            self.read(path.name.removesuffix(".gz"))
        except DamagedEvidenceError:
            return False
        return True

    def _path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / f"{sha256}.gz"


def _write_whole(path: Path, content: bytes) -> None:
    new_folder = not path.parent.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    if new_folder:
        _sync_folder(path.parent.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
