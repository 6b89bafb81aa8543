import asyncio
import base64
from collections.abc import Iterator

import pytest

from crawlers.browser_proxy import BrowserProxy, serve_browser_proxy
from crawlers.gate import Gate
from tests.crawlers.site import Reply, Site, serve

ALLOWED = Gate.of(("127.0.0.1",))


@pytest.fixture
def site() -> Iterator[Site]:
    with serve(routes={"/": Reply(b"hello"), "/a": Reply(b"hello")}) as running:
        yield running


@pytest.fixture
def canary() -> Iterator[Site]:
    with serve("127.0.0.2") as running:
        yield running


async def ask(proxy: BrowserProxy, first_line: str, *headers: str, known: bool = True, then: str = "") -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    token = base64.b64encode(f"{proxy.username}:{proxy.password}".encode()).decode()
    lines = [first_line, *headers, *([f"Proxy-Authorization: Basic {token}"] if known else []), "", ""]
    writer.write("\r\n".join(lines).encode())
    answer = b""
    if then:
        answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
        writer.write(then.encode())
    answer += await asyncio.wait_for(reader.read(), 5)
    writer.close()
    return answer.decode()


def answer_of(first_line: str, *headers: str, known: bool = True, then: str = "") -> tuple[str, list[str]]:
    async def scene() -> tuple[str, list[str]]:
        async with serve_browser_proxy(ALLOWED) as proxy:
            return await ask(proxy, first_line, *headers, known=known, then=then), proxy.refused

    return asyncio.run(scene())


def test_passes_a_plain_request_on_without_its_credentials(site: Site) -> None:
    answer, _ = answer_of(f"GET {site.base}/a?b=1 HTTP/1.1", f"Host: {site.host}", "Proxy-Connection: keep-alive")
    assert answer.startswith("HTTP/1.1 200")
    assert answer.endswith("hello")
    assert site.hits == ["/a?b=1"]


def test_tunnels_to_an_allowed_address(site: Site) -> None:
    inner = f"GET / HTTP/1.1\r\nHost: {site.host}\r\nConnection: close\r\n\r\n"
    answer, _ = answer_of(f"CONNECT 127.0.0.1:{site.port} HTTP/1.1", then=inner)
    assert answer.startswith("HTTP/1.1 200 Connection established")
    assert answer.endswith("hello")


def test_asks_for_credentials_before_anything_else(site: Site) -> None:
    answer, _ = answer_of(f"GET {site.base}/ HTTP/1.1", known=False)
    assert answer.startswith("HTTP/1.1 407")
    assert site.hits == []


@pytest.mark.parametrize("host", ["127.0.0.2", "2130706434", "0x7f000002", "0177.0.0.2", "127.2"])
def test_refuses_a_forbidden_address_however_it_is_spelt(canary: Site, host: str) -> None:
    for line in (f"GET http://{host}:{canary.port}/ HTTP/1.1", f"CONNECT {host}:{canary.port} HTTP/1.1"):
        answer, refused = answer_of(line)
        assert answer.startswith("HTTP/1.1 403")
        assert refused == [f"{host}:{canary.port}"]
    assert canary.hits == []


@pytest.mark.parametrize("line", ["GET / HTTP/1.1", "GET file:///etc/passwd HTTP/1.1", "CONNECT nowhere HTTP/1.1", "x"])
def test_answers_nonsense_with_an_error(line: str) -> None:
    answer, _ = answer_of(line)
    assert answer.startswith(("HTTP/1.1 502", "HTTP/1.1 407"))
