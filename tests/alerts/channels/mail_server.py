"""A real mail server on loopback that can be told to misbehave at each step."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from alerts.channels.email import SmtpServer


@dataclass
class Manners:
    """What the server answers; what it took over stands in `taken`."""

    rcpt: str = ""
    data: str = "250 taken over"
    hang_after_data: float = 0
    cut_after_data: bool = False
    taken: list[bytes] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  # the hook's name is the library's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt:
            return self.rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  # the hook's name is the library's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        if self.data.startswith("250") or self.cut_after_data:
            self.taken.append(content)
        if self.cut_after_data:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        await asyncio.sleep(self.hang_after_data)
        return self.data


class HangingQuit(SMTP):
    """A server that never says good-bye."""

    async def smtp_QUIT(self, arg: str) -> None:  # noqa: N802  # the hook's name is the library's
        await asyncio.sleep(30)


class _Server(Controller):
    def __init__(self, manners: Manners, kind: type[SMTP], **settings: Any) -> None:
        super().__init__(manners, hostname="127.0.0.1", port=0)
        self._kind, self._settings = kind, settings

    def factory(self) -> SMTP:
        return self._kind(self.handler, hostname="mail.example", **self._settings)

    def _trigger_server(self) -> None:
        # The port was chosen by the system; the library would connect to the one it was given.
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # the library leaves it untyped


@contextmanager
def mail_server(
    manners: Manners,
    *,
    kind: type[SMTP] = SMTP,
    tls: ssl.SSLContext | None = None,
    password: bytes | None = None,
    timeout: float = 5,
    **client: Any,
) -> Iterator[SmtpServer]:
    """Run the server and yield how a client reaches it; plain unless the client demands otherwise."""

    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == password, handled=False)

    settings: dict[str, Any] = {"tls_context": tls, "enable_SMTPUTF8": True}
    if password is not None:
        settings.update(authenticator=authenticate, auth_required=True, auth_require_tls=tls is not None)
    server = _Server(manners, kind, **settings)
    server.start()
    try:
        yield SmtpServer(**{"host": "127.0.0.1", "port": server.port, "starttls": False, "timeout": timeout, **client})
    finally:
        server.stop()
