"""A notice as an e-mail, and the one attempt to hand it to a mail server.

Exactly-once sending does not exist. The message carries the same Message-ID in every attempt, and what happened
is told in three words: sent, failed, uncertain. Sending again is the caller's decision.
"""

import hashlib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses
from threading import Timer

from alerts.channels.receipt import Receipt, SendOutcome
from alerts.quoting import one_line
from alerts.rendering import RenderedNotice
from domain.errors import MarketsweepError
from domain.notice import Notice

CHANNEL = "email"
LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))


class InvalidAddressError(MarketsweepError):
    """Something that is no e-mail address was given as one."""

    def __init__(self, role: str, address: str) -> None:
        super().__init__(
            f"The {role} {one_line(address, 80)!r} is not one e-mail address. Write it as name@host.example."
        )


class PlainPasswordError(MarketsweepError):
    """A password was to be sent in the open."""

    def __init__(self, host: str) -> None:
        super().__init__(f"The password for {host} would travel unencrypted. Set starttls to true.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """The mail server that takes our messages."""

    host: str
    port: int = 587
    username: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True
    """Demand encryption with a certificate that is checked; without it nothing is sent."""
    timeout: float = 30.0
    """Seconds, for each step."""
    session_timeout: float = 120.0
    """Seconds, for all steps after the server's greeting together."""
    tls: ssl.SSLContext | None = field(default=None, repr=False, compare=False)
    """How certificates are checked; None means against the system's authorities."""

    def __post_init__(self) -> None:
        if self.username and not self.starttls and self.host not in LOOPBACK:
            raise PlainPasswordError(self.host)


def message_id_of(notice: Notice) -> str:
    """Return the Message-ID of a notice: a function of its id and its notifier, so the same in every attempt."""
    digest = hashlib.sha256(notice.notice_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"<notice-{digest}@{_address('notifier', notice.notifier.email).domain}>"


def build_message(
    rendered: RenderedNotice, notice: Notice, sender: str, recipient: str | None, *, at: datetime | None = None
) -> EmailMessage:
    """Return the e-mail that carries a notice. `at` is its Date; the time of drafting if not told.

    Without a recipient it has no To, and can only be kept as a file.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = _address("sender", sender)
    if recipient is not None:
        message["To"] = _address("recipient", recipient)
    message["Reply-To"] = _address("notifier", notice.notifier.email)
    message["Subject"] = one_line(rendered.subject)
    message["Date"] = (at or notice.drafted_at).astimezone(UTC)
    message["Message-ID"] = message_id_of(notice)
    message["X-Notice-Id"] = one_line(notice.notice_id)
    message["Content-Language"] = rendered.language
    message.set_content(rendered.text, charset="utf-8", cte="quoted-printable")
    return message


def send(message: EmailMessage, server: SmtpServer) -> Receipt:
    """Try once to hand a message to the mail server, and say what is known then."""
    try:
        with _session(server) as connection:
            return _hand_over(connection, message)
    except ssl.SSLCertVerificationError as error:
        return _receipt(message, SendOutcome.FAILED, f"the certificate of {server.host} is not good: {error}")
    except smtplib.SMTPResponseException as error:
        return _receipt(message, SendOutcome.FAILED, _said(error.smtp_code, error.smtp_error))
    except smtplib.SMTPNotSupportedError as error:
        return _receipt(message, SendOutcome.FAILED, f"{server.host} does not offer what is demanded: {error}")
    except (OSError, smtplib.SMTPException) as error:
        detail = f"no connection to {server.host}:{server.port}: {str(error) or type(error).__name__}"
        return _receipt(message, SendOutcome.FAILED, detail)


@contextmanager
def _session(server: SmtpServer) -> Iterator[smtplib.SMTP]:
    """Open a session with a mail server, encrypted and logged in as demanded; leaving it cannot fail."""
    connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    bound = Timer(server.session_timeout, _hang_up, (connection,))
    bound.start()
    try:
        connection.ehlo_or_helo_if_needed()
        if server.starttls:
            connection.starttls(context=server.tls or ssl.create_default_context())
            connection.ehlo()
        if server.username:
            connection.login(server.username, server.password)
        yield connection
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()
        bound.cancel()
        connection.close()


def _hang_up(connection: smtplib.SMTP) -> None:
    """Cut the connection under whoever waits for the server: a server that answers byte by byte never times out."""
    if connection.sock is not None:
        with suppress(OSError):
            # Not SSLSocket's own: it would take the encryption away from whoever is reading.
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


def _hand_over(connection: smtplib.SMTP, message: EmailMessage) -> Receipt:
    """Name sender and recipient, then hand over the text: from there on a lost connection leaves us uncertain."""
    code, reply = connection.mail(_only_address(message, "From"))
    if code == 250:
        code, reply = connection.rcpt(_only_address(message, "To"))
    if code not in (250, 251):
        return _receipt(message, SendOutcome.FAILED, _said(code, reply))
    try:
        code, reply = connection.data(message.as_bytes())
    except smtplib.SMTPDataError as error:
        return _receipt(message, SendOutcome.FAILED, _said(error.smtp_code, error.smtp_error))
    except (OSError, smtplib.SMTPException) as error:
        detail = f"the connection was lost after DATA: {str(error) or type(error).__name__}"
        return _receipt(message, SendOutcome.UNCERTAIN, detail)
    said = _said(code, reply)
    if code == 250:
        return _receipt(message, SendOutcome.SENT, said)
    if 400 <= code < 600:
        return _receipt(message, SendOutcome.FAILED, said)
    return _receipt(message, SendOutcome.UNCERTAIN, f"the reply after DATA makes no sense: {said}")


def _receipt(message: EmailMessage, outcome: SendOutcome, detail: str) -> Receipt:
    return Receipt(
        channel=CHANNEL,
        outcome=outcome,
        message_id=str(message["Message-ID"]),
        detail=one_line(detail, 500),
    )


def _said(code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return f"{code} {text}"


def _only_address(message: EmailMessage, header: str) -> str:
    return getaddresses([str(message[header])])[0][1]


def _address(role: str, text: str) -> Address:
    """Read one address, with or without a name; refuse lists, line breaks and anything that is none."""
    found = getaddresses([text])
    name, spec = found[0] if len(found) == 1 else ("", "")
    local, at, domain = spec.rpartition("@")
    plain = spec.isascii() and spec.isprintable() and " " not in spec
    if not (local and at and domain and plain and text.isprintable()):
        raise InvalidAddressError(role, text)
    try:
        return Address(display_name=one_line(name), username=local, domain=domain)
    except ValueError as error:
        raise InvalidAddressError(role, text) from error
