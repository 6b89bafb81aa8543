"""Canaries on loopback addresses that are not allowed: whatever a page tries, nobody may knock there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.recipe import Recipe
from tests.crawlers.crawling import Yard, look_at
from tests.crawlers.site import Reply, Route, Site, item_page, recipe_for, serve

CANARY = "127.0.0.2"
SPELLINGS = ("2130706434", "0x7f000002", "0x7f.2", "0177.0.0.2", "127.2", "①②⑦.⓪.⓪.②", "127.0.0.2")


Routes = dict[str, Reply | Route]


def redirect_to(url: str) -> Reply:
    return Reply(status=302, headers={"Location": url.encode().decode("latin-1")})


@pytest.fixture
def canary() -> Iterator[Site]:
    with serve(CANARY, {"/": Reply(b"you should not be here"), "/item/1": Reply(item_page("1"))}) as site:
        yield site


def test_no_spelling_and_no_redirect_reaches_a_forbidden_address(yard: Yard, canary: Site) -> None:
    """One crawl: each spelling as an address of its own and as the target of a redirect, and a meta refresh."""
    secret = f"{canary.port}/item/1"
    targets = {f"/item/{100 + number}": f"http://{host}:{secret}" for number, host in enumerate(SPELLINGS)}
    routes: Routes = {path: redirect_to(url) for path, url in targets.items()}
    refresh = f'<meta http-equiv=refresh content="0; url=http://{CANARY}:{secret}">'
    routes["/item/1"] = Reply(item_page("1", extra=refresh), headers={"Refresh": f"0; url=http://{CANARY}:{secret}"})
    with serve(routes=routes) as site:
        recipe = recipe_for(site, *SPELLINGS)
        paths = [*(f"{site.base}{path}" for path in routes), *targets.values()]
        looks = [look_at(recipe, url, name=str(number)) for number, url in enumerate(paths)]
        summary = yard.crawl(recipe, *looks)
    assert summary.complete
    assert canary.hits == []
    reasons = {page.row_id: page.page.reason for page in yard.pages()}
    assert len(reasons) == 2 * len(SPELLINGS) + 1
    assert sum(reason.startswith("forbidden_address") for reason in reasons.values()) == 2 * len(SPELLINGS)
    assert [listing.url for listing in yard.listings()] == [f"{site.base}/item/1"]


def hostile_page(canary: Site) -> bytes:
    """Return an item page that knocks at the canary's door in every way that a browser knows."""
    place = f"{CANARY}:{canary.port}"
    return item_page(
        "1",
        script=True,
        extra=f"""
        <img src="http://{place}/img"><iframe src="http://{place}/iframe"></iframe>
        <iframe src="http://2130706434:{canary.port}/spelt"></iframe>
        <link rel=stylesheet href="http://{place}/css"><script src="http://{place}/script"></script>
        <link rel=preconnect href="http://{place}"><link rel=dns-prefetch href="//{place}">
        <script>
          fetch("http://{place}/fetch", {{mode: "no-cors"}}).catch(() => 0);
          fetch("http://0x7f.2:{canary.port}/spelt", {{mode: "no-cors"}}).catch(() => 0);
          fetch("/bounce", {{mode: "no-cors"}}).catch(() => 0);
          navigator.sendBeacon("http://{place}/beacon", "x");
          new WebSocket("ws://{place}/socket").onerror = () => 0;
          new EventSource("http://{place}/events").onerror = () => 0;
          new Image().src = "http://[::1]:{canary.port}/v6";
          try {{ new RTCPeerConnection({{iceServers: [{{urls: "stun:{place}"}}]}}).createOffer(); }} catch (e) {{}}
          window.open("http://{place}/popup");
        </script>""",
    )


def hostile_routes(canary: Site) -> Routes:
    place = f"http://{CANARY}:{canary.port}"
    return {
        "/item/1": Reply(hostile_page(canary)),
        "/item/2": redirect_to(f"{place}/item/1"),
        "/bounce": redirect_to(f"{place}/bounced"),
    }


@pytest.mark.browser
def test_the_same_tricks_reach_the_canary_where_its_address_is_allowed(yard: Yard, canary: Site, browser: str) -> None:
    """The control: without it, a page whose scripts do nothing would prove the gate."""
    with serve(routes=hostile_routes(canary)) as site:
        recipe = recipe_for(site, CANARY, in_browser=True, timeout=15)
        look = look_at(recipe, f"{site.base}/item/1")
        yard.crawl(recipe, look, browser_path=browser, allow=("127.0.0.1", CANARY))
    knocked = {hit.partition("?")[0] for hit in canary.hits}
    assert {"/iframe", "/spelt", "/css", "/script", "/fetch", "/bounced", "/socket", "/events"} <= knocked


@pytest.mark.browser
def test_no_trick_of_a_page_in_the_browser_reaches_a_forbidden_address(yard: Yard, canary: Site, browser: str) -> None:
    with serve(routes=hostile_routes(canary)) as site:
        recipe = recipe_for(site, CANARY, in_browser=True, timeout=15)
        looks = [look_at(recipe, f"{site.base}/item/{number}") for number in (1, 2)]
        direct = look_at(recipe, f"http://{CANARY}:{canary.port}/item/1")
        summary = yard.crawl(recipe, *looks, direct, browser_path=browser)
    assert summary.complete
    assert canary.hits == []
    assert site.count("/bounce") == 1, "the page's scripts ran"
    reasons = [page.page.reason for page in yard.pages()]
    assert [listing.title for listing in yard.listings()] == ["Carved bangle no. 1"], reasons
    assert [page.page.used_browser for page in yard.pages()] == [True, True, True]


@pytest.mark.browser
def test_a_page_that_never_ends_is_ended_and_the_next_one_is_read(yard: Yard, browser: str) -> None:
    hang = b"<html><h1>Wait</h1><script>setTimeout(() => { while (true) {} }, 100)</script></html>"
    nag = b"for (let i = 0; i < 20; i++) { alert(i); window.open('/item/3'); }"
    boxes = b"<html><h1>Boxes</h1><script>" + nag + b"</script></html>"
    routes: Routes = {"/item/1": Reply(hang), "/item/2": Reply(boxes), "/item/3": Reply(item_page("3", script=True))}
    with serve(routes=routes) as site:
        recipe = recipe_for(site, in_browser=True, timeout=3)
        looks = [look_at(recipe, f"{site.base}/item/{number}") for number in (1, 2, 3)]
        summary = yard.crawl(recipe, *looks, browser_path=browser)
    assert summary.complete
    reasons = {page.page.url.rpartition("/")[2]: page.page.reason for page in yard.pages()}
    assert reasons["1"].startswith("browser: the page did not end within 3 s"), reasons
    assert [listing.title for listing in yard.listings()] == ["Carved bangle no. 3"]
    assert orphaned_browsers() == []


def orphaned_browsers() -> list[str]:
    """Return the command lines of headless browsers whose parent is gone."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                line = (folder / "cmdline").read_bytes()
                parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue
            if b"--remote-debugging-pipe" in line and parent == "1":
                found.append(line.decode(errors="replace"))
    return found


def test_recipes_of_the_demo_reach_the_demo_alone() -> None:
    recipe = Recipe.model_validate(recipe_for(Site("127.0.0.1", port=1)).model_dump())
    assert recipe.listing_id_of(f"http://{CANARY}:1/item/1") is None
