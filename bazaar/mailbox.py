"""The e-mail inbox for notices: a real SMTP server on the loopback that keeps what it gets."""

import email
import re
import socket
from asyncio import AbstractServer
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import default as modern
from email.utils import parseaddr
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bazaar.errors import UnreadableNoticeError
from bazaar.incoming import Channel, IncomingNotice
from bazaar.market import Bazaar

_ADDRESS = re.compile(r"/(?:app/)?item/(\d{7,9})(?!\d)")
_NUMBER = re.compile(r"(?<![\d/.,])\d{7,9}(?![\d.,])")
_NOTICE_ID = re.compile(
    r"(?im)^\W*(?:notice(?: id| no\.?| number| reference)?|reference|meldung(?:snummer)?|aktenzeichen|"
    r"signalement|référence)\s*:\s*(\S+)"
)


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail as it came in."""

    raw: bytes
    received_at: datetime
    """Told time."""


class Mailbox:
    """Takes e-mails for a bazaar, keeps them, and hands over the notices in them."""

    def __init__(self, bazaar: Bazaar) -> None:
        self._bazaar = bazaar
        self._mails: list[Mail] = []

    def mails(self) -> tuple[Mail, ...]:
        """All that came in, the same message twice included."""
        return tuple(self._mails)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take one message."""
        del server, session
        raw = envelope.original_content or b""
        self.take(raw, envelope.mail_from or "")
        return "250 2.0.0 Message accepted"

    def take(self, raw: bytes, sender: str) -> None:
        """Keep a message and pass on the notice that it holds."""
        self._mails.append(Mail(raw, self._bazaar.now()))
        notice = read_notice(raw, sender)
        try:
            self._bazaar.receive(notice)
        except UnreadableNoticeError:
            return  # The bazaar has written it into its truth log; an inbox does not answer.


def read_notice(raw: bytes, sender: str) -> IncomingNotice:
    """Read who notifies, which listings, and under which number."""
    message = email.message_from_bytes(raw, policy=modern)
    text = "\n".join(_texts(message))
    message_id = str(message.get("Message-ID", "")).strip()
    named = _NOTICE_ID.search(text)
    notice_id = str(message.get("X-Notice-Id", "")).strip() or (named[1] if named else message_id)
    ids = _ADDRESS.findall(text) or _NUMBER.findall(text)
    return IncomingNotice(
        notice_id=notice_id,
        message_id=message_id,
        channel=Channel.EMAIL,
        notifier_email=parseaddr(str(message.get("From", sender)))[1],
        listing_ids=tuple(dict.fromkeys(ids)),
    )


@contextmanager
def listening(mailbox: Mailbox, port: int = 0) -> Iterator[tuple[str, int]]:
    """Run the SMTP server while the block lasts; port 0 takes a free one."""
    listener = socket.create_server(("127.0.0.1", port))
    controller = _LoopbackController(mailbox, listener)
    controller.start()
    try:
        yield "127.0.0.1", controller.port
    finally:
        controller.stop()


class _LoopbackController(Controller):
    """Listens on a socket that is bound already, so that a free port can be asked for."""

    def __init__(self, mailbox: Mailbox, listener: socket.socket) -> None:
        super().__init__(mailbox, hostname="127.0.0.1", port=listener.getsockname()[1], enable_SMTPUTF8=True)
        self._listener = listener

    def _create_server(self) -> Coroutine[Any, Any, AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self._listener)


def _texts(message: EmailMessage) -> Iterator[str]:
    yield str(message.get("Subject", ""))
    for part in message.walk():
        if part.get_content_maintype() == "text" and isinstance(part, EmailMessage):
            yield str(part.get_content())
