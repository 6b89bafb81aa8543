"""One look at everything that is kept."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.exc import DatabaseError

from marketsweep.errors import InputError
from marketsweep.workspace import Workspace
from storage.database import read
from storage.event_log import head
from storage.verify import Anchor, Finding, verify


class AnchorError(InputError):
    """An anchor is not written as one."""

    def __init__(self, anchor: str) -> None:
        super().__init__(f"{anchor!r} is no anchor. Write NUMBER:HASH, as an earlier `marketsweep verify` told it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is wrong, and where the log ends."""

    findings: tuple[Finding, ...]
    head: str
    """Number and hash of the last event, as an anchor for later."""

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return {"whole": not self.findings, **asdict(self)}


def verify_all(workspace: Workspace, *, anchor: str | None = None) -> Checked:
    """Check the database and the evidence of an installation."""
    known = _anchor(anchor)
    try:
        findings = verify(workspace.engine, workspace.evidence, anchor=known)
        with read(workspace.engine) as connection:
            number, last = head(connection)
    except DatabaseError as error:
        damage = Finding(where="database", what=f"cannot be read, restore it from a back-up: {error.orig}")
        return Checked(findings=(damage,), head="unreadable")
    return Checked(findings=tuple(findings), head=f"{number}:{last}")


def _anchor(text: str | None) -> Anchor | None:
    if text is None:
        return None
    number, _, last = text.partition(":")
    if not number.isdecimal() or len(last) != 64:
        raise AnchorError(text)
    return int(number), last
