"""A notice as files in a folder: the e-mail as .eml and its text as .txt, whole or not at all."""

import hashlib
import os
import re
import tempfile
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

from alerts.channels.receipt import Receipt, SendOutcome
from alerts.quoting import one_line
from alerts.rendering import RenderedNotice

CHANNEL = "file"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")


def write_notice(message: EmailMessage, rendered: RenderedNotice, folder: Path) -> Receipt:
    """Write a notice into a folder, so that after *sent* it is there even if the power fails.

    The same notice written again changes nothing; another text under the same notice id is refused.
    """
    name = _file_name(rendered.notice_id)
    contents = {
        folder / f"{name}.txt": rendered.text.encode("utf-8", "replace"),
        folder / f"{name}.eml": message.as_bytes(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in contents.items():
            if path.exists() and path.read_bytes() != content:
                return _receipt(message, SendOutcome.FAILED, f"{path} holds another text of this notice already")
        for path, content in contents.items():
            _write_durably(path, content)
    except OSError as error:
        return _receipt(message, SendOutcome.FAILED, f"{folder}: {error}")
    return _receipt(message, SendOutcome.SENT, str(folder / f"{name}.eml"))


def _write_durably(path: Path, content: bytes) -> None:
    """Write beside, flush to the disk, rename, and flush the folder: a reader sees all of it or nothing."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except OSError:
        with suppress(OSError):
            Path(beside).unlink()
        raise
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _file_name(notice_id: str) -> str:
    """Return a name that stays in its folder: the notice id where it is plain, else its SHA-256."""
    if _PLAIN_NAME.fullmatch(notice_id):
        return notice_id
    return hashlib.sha256(notice_id.encode("utf-8", "surrogatepass")).hexdigest()


def _receipt(message: EmailMessage, outcome: SendOutcome, detail: str) -> Receipt:
    return Receipt(
        channel=CHANNEL,
        outcome=outcome,
        message_id=str(message["Message-ID"]),
        detail=one_line(detail, 500),
    )
