import email.policy
import os
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest

from alerts.channels.email import build_message
from alerts.channels.file import write_notice
from alerts.channels.receipt import SendOutcome
from alerts.rendering import RenderedNotice, render
from domain.marketplace import Marketplace
from tests.factories import make_notice

BAZAAR = Marketplace(code="bazaar", name="The Bazaar", hosts=("bazaar.example",))


def made(notice_id: str = "n-1", text: str | None = None) -> tuple[EmailMessage, RenderedNotice]:
    notice = make_notice("1", notice_id=notice_id)
    rendered = render(notice, BAZAAR)
    rendered = replace(rendered, text=text) if text is not None else rendered
    return build_message(rendered, notice, "d@authority.example", "n@bazaar.example"), rendered


def test_a_notice_is_written_as_mail_and_as_text(tmp_path: Path) -> None:
    message, rendered = made()
    receipt = write_notice(message, rendered, tmp_path / "outbox")
    assert receipt.outcome is SendOutcome.SENT
    assert sorted(path.name for path in (tmp_path / "outbox").iterdir()) == ["n-1.eml", "n-1.txt"]
    assert (tmp_path / "outbox" / "n-1.txt").read_text() == rendered.text
    kept = message_from_bytes((tmp_path / "outbox" / "n-1.eml").read_bytes(), policy=email.policy.default)
    assert kept["Message-ID"] == receipt.message_id


def test_the_same_notice_written_again_changes_nothing(tmp_path: Path) -> None:
    assert write_notice(*made(), tmp_path) == write_notice(*made(), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_another_text_under_the_same_notice_id_is_refused(tmp_path: Path) -> None:
    write_notice(*made(), tmp_path)
    receipt = write_notice(*made(text="another"), tmp_path)
    assert receipt.outcome is SendOutcome.FAILED
    assert (tmp_path / "n-1.txt").read_text() != "another"


@pytest.mark.parametrize(
    "notice_id", ["../../escaped", "/etc/passwd", "..", ".hidden", "a/b", "ä", "a\x00b", "x" * 300]
)
def test_a_notice_id_cannot_leave_the_folder(tmp_path: Path, notice_id: str) -> None:
    folder = tmp_path / "outbox"
    assert write_notice(*made(notice_id), folder).outcome is SendOutcome.SENT
    assert [path.name for path in tmp_path.iterdir()] == ["outbox"]
    assert len(list(folder.iterdir())) == 2


def test_where_nothing_can_be_written_it_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    receipt = write_notice(*made(), tmp_path / "file" / "outbox")
    assert receipt.outcome is SendOutcome.FAILED


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(*((os, "fsync", fail) if step == "fsync" else (Path, "replace", fail)))
    assert write_notice(*made(), tmp_path).outcome is SendOutcome.FAILED
    assert list(tmp_path.iterdir()) == []
