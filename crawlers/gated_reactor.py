"""Puts the gate into Twisted's reactor, so that no fetch path of Scrapy can go around it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from twisted.internet.interfaces import IConnector
from twisted.internet.posixbase import PosixReactorBase

from crawlers.gate import Gate


@contextmanager
def guarded(reactor: PosixReactorBase, gate: Gate) -> Iterator[None]:
    """Make every TCP connection of this reactor ask the gate about the very address it dials, inside the block.

    Host names, odd spellings of addresses, redirects and robots.txt all end in `connectTCP` with a plain
    IP address. A subclass would be cleaner, but scrapy-playwright insists on the reactor's exact class.
    """
    dial = reactor.connectTCP

    def connect_tcp(host: str, port: int, *args: Any, **kwargs: Any) -> IConnector:
        gate.check(host)
        connector: IConnector = dial(host, port, *args, **kwargs)
        return connector

    reactor.connectTCP = connect_tcp  # type: ignore[method-assign] # the reason stands in the docstring
    try:
        yield
    finally:
        reactor.connectTCP = dial  # type: ignore[method-assign]
