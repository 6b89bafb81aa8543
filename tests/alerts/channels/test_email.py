import email.policy
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from alerts.channels.email import (
    InvalidAddressError,
    PlainPasswordError,
    SmtpServer,
    build_message,
    message_id_of,
    send,
)
from alerts.channels.receipt import SendOutcome
from alerts.rendering import render
from domain.marketplace import Marketplace
from domain.notice import Notice
from tests.alerts.channels.mail_server import HangingQuit, Manners, mail_server
from tests.factories import make_notice

BAZAAR = Marketplace(code="bazaar", name="The Bazaar", hosts=("bazaar.example",))


def make_message(notice: Notice | None = None, **changes: Any) -> EmailMessage:
    carried = notice or make_notice("1")
    rendered = replace(render(carried, BAZAAR), **changes)
    return build_message(rendered, carried, "Desk <desk@authority.example>", "notices@bazaar.example")


def test_a_message_carries_the_notice_and_its_marks() -> None:
    message = make_message()
    assert message["Message-ID"] == message_id_of(make_notice("1"))
    assert message["X-Notice-Id"] == "n-1"
    assert message["Reply-To"] == "n@authority.example"
    assert message["From"] == "Desk <desk@authority.example>"
    assert "http://bazaar.example/item/1" in message.get_content()


def test_a_message_for_nobody_has_no_recipient() -> None:
    message = build_message(render(make_notice("1"), BAZAAR), make_notice("1"), "d@authority.example", None)
    assert message["To"] is None
    assert message["Message-ID"] == make_message()["Message-ID"]


def test_the_message_id_is_the_same_in_every_attempt_and_another_for_every_notice() -> None:
    late = build_message(
        render(make_notice("1"), BAZAAR),
        make_notice("1"),
        "other@authority.example",
        "b@bazaar.example",
        at=datetime(2026, 5, 1, tzinfo=UTC),
    )
    assert late["Message-ID"] == make_message()["Message-ID"]
    assert message_id_of(make_notice("1", notice_id="n-2")) != message_id_of(make_notice("1"))


@pytest.mark.parametrize("mean", ["a\r\nBcc: x@example.com", "a\nX-Evil: 1", "a\r b", "a\u2028Bcc: x"])
def test_nothing_can_add_a_header(mean: str) -> None:
    notice = replace(make_notice("1"), notice_id=mean)
    message = make_message(notice, subject=mean)
    again = message_from_bytes(message.as_bytes(), policy=email.policy.default)
    assert {name.lower() for name in again} == {name.lower() for name in make_message()}
    assert again["Bcc"] is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "@b.example",
        "a@",
        "ä@b.example",
        "a b@c.example",
    ],
)
def test_what_is_not_one_address_is_refused(address: str) -> None:
    with pytest.raises(InvalidAddressError):
        build_message(render(make_notice("1"), BAZAAR), make_notice("1"), "d@a.example", address)


def test_a_password_does_not_travel_in_the_open_and_is_not_shown() -> None:
    with pytest.raises(PlainPasswordError):
        SmtpServer(host="mail.example", username="u", password="secret", starttls=False)
    assert "secret" not in repr(SmtpServer(host="mail.example", username="u", password="secret"))


def test_what_arrives_is_what_was_sent() -> None:
    manners = Manners()
    text = ".a line with a dot\n..two\nÄrger, 漢字 " + "long " * 300 + "\n"
    with mail_server(manners) as server:
        receipt = send(make_message(text=text), server)
    assert (receipt.outcome, receipt.detail) == (SendOutcome.SENT, "250 taken over")
    (taken,) = manners.taken
    arrived = message_from_bytes(taken, policy=email.policy.default)
    assert isinstance(arrived, EmailMessage)
    assert arrived.get_content().replace("\r\n", "\n") == text
    assert arrived["Message-ID"] == receipt.message_id


@pytest.mark.parametrize(
    ("manners", "detail"),
    [
        (Manners(rcpt="450 mailbox busy"), "450 mailbox busy"),
        (Manners(rcpt="550 no such user"), "550 no such user"),
        (Manners(data="451 try later"), "451 try later"),
        (Manners(data="554 we do not want it"), "554 we do not want it"),
    ],
)
def test_a_definite_refusal_is_a_failure_in_the_words_of_the_server(manners: Manners, detail: str) -> None:
    with mail_server(manners) as server:
        receipt = send(make_message(), server)
    assert (receipt.outcome, receipt.detail) == (SendOutcome.FAILED, detail)
    assert manners.taken == []


@pytest.mark.parametrize(
    "manners",
    [Manners(hang_after_data=2), Manners(cut_after_data=True), Manners(data="299 hm"), Manners(data="gibberish")],
)
def test_without_a_clear_answer_after_the_text_it_is_uncertain(manners: Manners) -> None:
    with mail_server(manners, timeout=0.5) as server:
        receipt = send(make_message(), server)
    assert receipt.outcome is SendOutcome.UNCERTAIN
    assert receipt.detail


def test_a_server_that_hangs_after_its_answer_has_taken_the_message() -> None:
    manners = Manners()
    with mail_server(manners, kind=HangingQuit, timeout=0.5) as server:
        assert send(make_message(), server).outcome is SendOutcome.SENT
    assert len(manners.taken) == 1


def test_where_nobody_listens_it_is_a_failure() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    receipt = send(make_message(), SmtpServer(host="127.0.0.1", port=port, starttls=False, timeout=1))
    assert receipt.outcome is SendOutcome.FAILED
    assert receipt.detail.startswith(f"no connection to 127.0.0.1:{port}")


@contextmanager
def greeter(*lines: bytes) -> Iterator[int]:
    """Answer each line of a client with the next of these, then close: a server of ten lines."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with connection, connection.makefile("rb") as heard:
                for line in lines:
                    connection.sendall(line)
                    heard.readline()

        thread = threading.Thread(target=answer)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


@pytest.mark.parametrize(
    ("lines", "detail"),
    [
        ((b"421 too busy\r\n",), "421 too busy"),
        ((b"554 not you\r\n",), "554 not you"),
        ((b"garbage\r\n",), ""),
        ((b"220 hello\r\n", b"250 mail.example\r\n"), "no connection"),  # cut before anything was said
        ((b"220 hello\r\n", b"250 x\r\n", b"250 ok\r\n", b"250 ok\r\n", b"554 no data\r\n"), "554 no data"),
    ],
)
def test_before_the_text_a_lost_connection_is_a_failure(lines: tuple[bytes, ...], detail: str) -> None:
    with greeter(*lines) as port:
        server = SmtpServer(host="127.0.0.1", port=port, starttls=False, timeout=1)
        receipt = send(make_message(), server)
    assert receipt.outcome is SendOutcome.FAILED
    assert receipt.detail.startswith(detail)


@contextmanager
def dripping(*lines: bytes) -> Iterator[int]:
    """Answer a client's lines with these, and all after them with one byte now and again, until it hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with connection, connection.makefile("rb") as heard, suppress(OSError):
                for line in lines:
                    connection.sendall(line)
                    heard.readline()
                while True:
                    connection.sendall(b"2")
                    time.sleep(0.05)

        thread = threading.Thread(target=answer)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        ((b"220 hello\r\n",), SendOutcome.FAILED),
        ((b"220 hello\r\n", b"250 x\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n"), SendOutcome.UNCERTAIN),
    ],
)
def test_a_server_that_answers_byte_by_byte_does_not_hold_us(lines: tuple[bytes, ...], outcome: SendOutcome) -> None:
    began = time.monotonic()
    with dripping(*lines) as port:
        server = SmtpServer(host="127.0.0.1", port=port, starttls=False, timeout=5, session_timeout=0.4)
        assert send(make_message(), server).outcome is outcome
    assert time.monotonic() - began < 4


def test_an_endless_line_after_the_text_is_uncertain_not_refused() -> None:
    ok = b"250 ok\r\n"
    with greeter(b"220 hello\r\n", ok, ok, ok, b"354 go on\r\n", b"x" * 9000 + b"\r\n") as port:
        server = SmtpServer(host="127.0.0.1", port=port, starttls=False, timeout=1)
        assert send(make_message(), server).outcome is SendOutcome.UNCERTAIN


def test_where_encryption_is_demanded_and_not_offered_nothing_is_sent() -> None:
    manners = Manners()
    with mail_server(manners, starttls=True) as server:
        receipt = send(make_message(), server)
    assert receipt.outcome is SendOutcome.FAILED
    assert "does not offer" in receipt.detail
    assert manners.taken == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that signs itself, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed, so there is no certificate to test with")
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test"
    name = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(path), "-out", f"{path}.crt"]
    subprocess.run([*command.split(), *name], check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


def contexts(certificate: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(certificate)
    return ours, ssl.create_default_context(cafile=str(certificate))


def test_an_encrypted_session_with_a_password(certificate: Path) -> None:
    manners = Manners()
    theirs, trusting = contexts(certificate)
    with mail_server(manners, tls=theirs, password=b"right") as plain:
        server = replace(plain, starttls=True, tls=trusting, username="u", password="right")
        assert send(make_message(), server).outcome is SendOutcome.SENT
        wrong = send(make_message(), replace(server, password="wrong"))
        stranger = send(make_message(), replace(server, tls=None))
    assert (wrong.outcome, wrong.detail[:4]) == (SendOutcome.FAILED, "535 ")
    assert stranger.outcome is SendOutcome.FAILED
    assert "certificate" in stranger.detail
    assert len(manners.taken) == 1
    assert "right" not in wrong.detail
