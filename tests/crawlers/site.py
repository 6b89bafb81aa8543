"""A small marketplace on loopback, and a server that does what it is told: for tests of fetching."""

import html
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from urllib.parse import parse_qs, urlsplit

from crawlers.recipe import Recipe


@dataclass
class Reply:
    """What the server answers."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    send: Callable[[BaseHTTPRequestHandler], None] | None = None
    """Takes over the connection, for answers that no well-behaved server gives."""


Route = Callable[[str], Reply | None]


@dataclass
class Site:
    """A running server: its address and the requests that it saw."""

    host: str
    port: int = 0
    routes: dict[str, Reply | Route] = field(default_factory=dict)
    hits: list[str] = field(default_factory=list)
    """Paths with queries, in order."""
    agents: set[str] = field(default_factory=set)
    times: list[float] = field(default_factory=list)
    most_at_once: int = 0

    @property
    def base(self) -> str:
        return f"http://{self.host}:{self.port}"

    def count(self, start: str) -> int:
        return sum(hit.startswith(start) for hit in self.hits)

    def reply_to(self, target: str) -> Reply:
        path = urlsplit(target).path
        for prefix in sorted(self.routes, key=len, reverse=True):
            if path == prefix or (prefix.endswith("/") and prefix != "/" and path.startswith(prefix)):
                route = self.routes[prefix]
                reply = route if isinstance(route, Reply) else route(target)
                if reply is not None:
                    return reply
        return Reply(b"<html><title>Not found</title><h1>404 Not Found</h1></html>", 404)


@contextmanager
def serve(host: str = "127.0.0.1", routes: dict[str, Reply | Route] | None = None) -> Iterator[Site]:
    """Serve until the block ends."""
    site = Site(host, routes=routes or {})
    lock, active = threading.Lock(), [0]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            with lock:
                site.hits.append(self.path)
                site.times.append(monotonic())
                site.agents.add(self.headers.get("User-Agent", ""))
                active[0] += 1
                site.most_at_once = max(site.most_at_once, active[0])
            try:
                self._answer(site.reply_to(self.path))
            except OSError:
                self.close_connection = True
            finally:
                with lock:
                    active[0] -= 1

        def _answer(self, reply: Reply) -> None:
            if reply.send is not None:
                self.close_connection = True
                reply.send(self)
                return
            self.send_response(reply.status)
            headers = {"Content-Type": "text/html; charset=utf-8", **reply.headers}
            headers.setdefault("Content-Length", str(len(reply.body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None: ...

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Clients that are killed hang up: nothing to shout about."""

    server = Server((host, 0), Handler)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def item_page(listing_id: str, title: str = "", *, extra: str = "", script: bool = False) -> bytes:
    """Return an item page with its data as JSON-LD; put in place by a script where asked."""
    shown = title or f"Carved bangle no. {listing_id}"
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "sku": listing_id,
        "name": shown,
        "description": f"Worked by hand, piece {listing_id}. Comes in a small box.",
        "image": "/picture.jpg",
        "offers": {
            "@type": "Offer",
            "price": "45.00",
            "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
            "seller": {"@type": "Person", "name": f"seller-{int(listing_id, 36) % 7}"},
        },
    }
    block = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    body = (
        f"<h1>{html.escape(shown)}</h1><p class=price>45.00 EUR</p><p>Worked by hand, piece {listing_id}.</p>"
        "<form><button>Add to basket</button></form>"
    )
    if script:
        filled = json.dumps(body + block).replace("</", "<\\/")
        body, block = f"<div id=app></div><script>document.getElementById('app').innerHTML = {filled};</script>", ""
    head = f"<head><title>{html.escape(shown)}</title>{block}</head>"
    return f"<!doctype html><html lang=en>{head}<body>{body}{extra}</body></html>".encode()


def search_page(query: str, ids: list[str], total: int, next_page: str | None) -> bytes:
    """Return a page of results with links to items and to the next page."""
    cards = "".join(
        f'<li class=result><a href="/item/{each}"><img src="/picture.jpg" alt=""><h3>Carved bangle no. {each}</h3></a>'
        f"<span class=price>45.00 EUR</span></li>"
        for each in ids
    )
    onward = f'<nav><a rel=next href="{html.escape(next_page)}">Next page</a></nav>' if next_page else ""
    return (
        f"<!doctype html><html lang=en><head><title>{html.escape(query)} - search results</title></head><body>"
        f"<form action=/search><input type=search name=q value='{html.escape(query)}'></form>"
        f"<h1>{total} results for “{html.escape(query)}”</h1><ul class=results>{cards}</ul>{onward}</body></html>"
    ).encode()


def marketplace_routes(
    count: int = 60, per_page: int = 20, *, script_from: int | None = None
) -> dict[str, Reply | Route]:
    """Return the routes of a marketplace with so many listings, all of which every query finds."""

    def search(target: str) -> Reply:
        asked = parse_qs(urlsplit(target).query)
        page = int(asked.get("page", ["1"])[0])
        first = (page - 1) * per_page
        ids = [str(1000 + number) for number in range(first, min(first + per_page, count))]
        more = f"/search?q={asked['q'][0]}&page={page + 1}" if first + per_page < count else None
        return Reply(search_page(asked["q"][0], ids, count, more))

    def item(target: str) -> Reply | None:
        listing_id = urlsplit(target).path.rpartition("/")[2]
        number = int(listing_id) - 1000 if listing_id.isdigit() else -1
        if not 0 <= number < count:
            return None
        return Reply(item_page(listing_id, script=script_from is not None and number >= script_from))

    return {"/search": search, "/item/": item, "/robots.txt": Reply(b"User-agent: *\nDisallow: /private\n")}


def recipe_for(
    site: Site, *hosts: str, code: str = "market", in_browser: bool = False, timeout: float = 10.0
) -> Recipe:
    """Return the recipe of a marketplace that such a server plays."""
    return Recipe.model_validate(
        {
            "marketplace": {"code": code, "name": "A market", "hosts": [site.host, *hosts]},
            "base": site.base,
            "search": {"url": "/search?q={query}"},
            "item": {"url_pattern": r"/item/(?P<id>[0-9a-z]+)", "needs_browser": in_browser},
            "politeness": {"delay_seconds": 0, "timeout_seconds": timeout, "retry_pause_seconds": 0.2},
        }
    )
