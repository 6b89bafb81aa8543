"""A small forward proxy between the browser and the network: it asks the gate about every connection."""

import asyncio
import base64
import hmac
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawlers.gate import ForbiddenAddressError, Gate

HEAD_LIMIT = 64 * 1024
"""Bytes of a request's head that are read at most."""
HEAD_SECONDS = 10.0
CONNECT_SECONDS = 10.0
CHUNK = 64 * 1024
HOP_BY_HOP = ("proxy-authorization", "proxy-connection", "connection", "keep-alive")


@dataclass(slots=True)
class BrowserProxy:
    """A running proxy: where it listens, its credentials, and what it refused."""

    gate: Gate
    port: int = 0
    username: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    password: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    refused: list[str] = field(default_factory=list)
    """`host:port` of each refused connection, in order."""

    @property
    def server(self) -> str:
        """The address to give to the browser."""
        return f"http://127.0.0.1:{self.port}"

    def knows(self, head: "RequestHead") -> bool:
        """Whether the request carries this run's credentials."""
        expected = base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
        scheme, _, given = head.header("proxy-authorization").partition(" ")
        return scheme.lower() == "basic" and hmac.compare_digest(given.strip(), expected)


@dataclass(frozen=True, slots=True)
class RequestHead:
    """The first lines of a request, as the browser sent them."""

    method: str
    target: str
    version: str
    headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str:
        """Return the value of a header, or an empty text."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    def destination(self) -> tuple[str, int]:
        """Return the host and port that the browser wants."""
        if self.method == "CONNECT":
            host, _, port = self.target.rpartition(":")
            return host.strip("[]"), int(port)
        parts = urlsplit(self.target)
        if parts.scheme != "http" or not parts.hostname:
            raise ValueError(self.target)
        return parts.hostname, parts.port or 80

    def onward(self) -> bytes:
        """Return the head as the server must see it: origin form, one request per connection."""
        parts = urlsplit(self.target)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        upgrade = "upgrade" in self.header("connection").lower()
        lines = [f"{self.method} {path} {self.version}"]
        lines += [f"{key}: {value}" for key, value in self.headers if key.lower() not in HOP_BY_HOP]
        lines.append(f"Connection: {'Upgrade' if upgrade else 'close'}")
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


@asynccontextmanager
async def serve_browser_proxy(gate: Gate) -> AsyncIterator[BrowserProxy]:
    """Run a proxy on a free loopback port for as long as the block lasts."""
    proxy = BrowserProxy(gate)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _answer(proxy, reader, writer)
        except (OSError, ValueError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            _refuse(writer, "502 Bad Gateway")
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, limit=HEAD_LIMIT)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()


async def _answer(proxy: BrowserProxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    head = _parse_head(await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), HEAD_SECONDS))
    if not proxy.knows(head):
        _refuse(writer, "407 Proxy Authentication Required", 'Proxy-Authenticate: Basic realm="crawler"')
        return
    host, port = head.destination()
    try:
        upstream_reader, upstream = await _connect(proxy.gate, host, port)
    except ForbiddenAddressError:
        proxy.refused.append(f"{host}:{port}")
        _refuse(writer, "403 Forbidden")
        return
    try:
        if head.method == "CONNECT":
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            upstream.write(head.onward())
        await asyncio.gather(_copy(reader, upstream), _copy(upstream_reader, writer, close=True))
    finally:
        upstream.close()


def _parse_head(raw: bytes) -> RequestHead:
    first, *rest = raw.decode("latin-1").rstrip("\r\n").split("\r\n")
    method, target, version = first.split(" ")
    headers = tuple((key, value.strip()) for key, _, value in (line.partition(":") for line in rest))
    return RequestHead(method, target, version, headers)


async def _connect(gate: Gate, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Resolve, ask the gate about every address, and connect to exactly a checked one."""
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(CONNECT_SECONDS):
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
        for address in addresses:
            gate.check(address)
        return await asyncio.open_connection(addresses[0], port)


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter, *, close: bool = False) -> None:
    with suppress(ConnectionError):
        while chunk := await source.read(CHUNK):
            target.write(chunk)
            await target.drain()
    with suppress(OSError, RuntimeError):
        if close:
            target.close()
        elif target.can_write_eof():
            target.write_eof()


def _refuse(writer: asyncio.StreamWriter, status: str, *headers: str) -> None:
    with suppress(OSError, RuntimeError):
        lines = [f"HTTP/1.1 {status}", *headers, "Content-Length: 0", "Connection: close", "", ""]
        writer.write("\r\n".join(lines).encode("latin-1"))
