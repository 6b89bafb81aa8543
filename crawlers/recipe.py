"""A marketplace as data: where to search it, how to know its items, how to be polite to it."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote_plus, urljoin, urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from crawlers.recipe_faults import Fault, RecipeError, faults_of, read_yaml
from domain.marketplace import Marketplace
from domain.page_kind import PageKind

MAX_ADDRESS = 2083
"""Characters of an address that an item pattern is tried on; Scrapy drops longer ones."""
SHIPPED = Path(__file__).parent / "marketplaces"


def _known_keys_only(value: Any) -> Any:
    if isinstance(value, dict) and (unknown := set(value) - set(Marketplace.__dataclass_fields__)):
        raise ValueError(f"unknown keys: {', '.join(sorted(map(str, unknown)))}")
    return value


def _regular(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return text


def _item_pattern(text: str) -> str:
    if "id" not in re.compile(_regular(text)).groupindex:
        raise ValueError("it must name the listing id with (?P<id>…)")
    return text


def _search_path(text: str) -> str:
    if "{query}" not in text:
        raise ValueError("it must hold {query}, the place of the search words")
    return text


class Part(BaseModel):
    """Some lines of a recipe: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Search(Part):
    """How a marketplace is searched."""

    url: Annotated[str, AfterValidator(_search_path)]
    """Absolute or below `base`; `{query}` and, where pages are numbered in the address, `{page}`."""
    first_page: int = Field(default=1, ge=0)
    needs_browser: bool = False


class Item(Part):
    """How an item page is known."""

    url_pattern: Annotated[str, Field(max_length=300), AfterValidator(_item_pattern)]
    """Found in the address of every item and of nothing else; its group `id` is the listing id."""
    needs_browser: bool = False
    browser_pattern: Annotated[str, Field(max_length=300), AfterValidator(_regular)] | None = None
    """Found in the addresses of items that need a browser, where only some do."""


class Politeness(Part):
    """What the marketplace's machines are spared."""

    delay_seconds: float = Field(default=2.0, ge=0, le=600)
    """Between two requests to one host; a longer Crawl-delay of robots.txt wins."""
    timeout_seconds: float = Field(default=30.0, gt=0, le=120)
    """For a whole page."""
    max_pages: int = Field(default=10, ge=1, le=200)
    """Result pages per query; the sweep's sampling plan may ask for fewer."""
    retries: int = Field(default=2, ge=0, le=5)
    """Of a page that failed in a way that may pass."""
    retry_pause_seconds: float = Field(default=1.0, ge=0, le=60)
    """Before the first retry; each further one waits twice as long."""


class GoneTexts(Part):
    """The marketplace's own sentences on pages of listings that are no longer offered, by reason."""

    ended: tuple[str, ...] = ()
    sold: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unavailable_here: tuple[str, ...] = ()


class RobotsException(Part):
    """Why robots.txt does not bind this sweep: only an authority with a legal ground may say so."""

    legal_ground: str = Field(min_length=10)
    reason: str = Field(min_length=10)


class Recipe(Part):
    """A marketplace as data: hosts, search address, paging, politeness, selectors, "gone" texts."""

    marketplace: Annotated[Marketplace, BeforeValidator(_known_keys_only)]
    base: str = Field(pattern=r"^https?://[^/\s]+/?$")
    """Scheme and host that the other addresses are below."""
    search: Search
    item: Item
    politeness: Politeness = Politeness()
    selectors: dict[str, str] = {}
    """CSS, by field of the listing, where structured data do not say enough."""
    card_selectors: dict[str, str] = {}
    """CSS: `card` for one result, then by field inside it (`url`, `title`, `price`)."""
    gone_texts: GoneTexts = GoneTexts()
    empty_texts: tuple[str, ...] = ()
    """The marketplace's own sentences for *no results*."""
    canaries: tuple[str, ...] = ()
    """Addresses of listings known to be live: they show that the marketplace is well."""
    robots_exception: RobotsException | None = None
    untested: bool = False
    """Written from public documentation, never run against the marketplace."""

    @property
    def code(self) -> str:
        """The marketplace's short name."""
        return self.marketplace.code

    @cached_property
    def _item_regex(self) -> re.Pattern[str]:
        return re.compile(self.item.url_pattern)

    @property
    def may_need_browser(self) -> bool:
        """Whether any page of the marketplace needs a browser."""
        return self.search.needs_browser or self.item.needs_browser or self.item.browser_pattern is not None

    def item_needs_browser(self, url: str) -> bool:
        """Whether the item at this address needs a browser."""
        pattern = self.item.browser_pattern
        return self.item.needs_browser or (pattern is not None and bool(re.search(pattern, url[:MAX_ADDRESS])))

    def search_address(self, query: str, page: int = 1) -> str:
        """Return the address of one page of results; `page` counts from 1."""
        number = str(page - 1 + self.search.first_page)
        filled = self.search.url.replace("{query}", quote_plus(query)).replace("{page}", number)
        return urljoin(self.base, filled)

    @property
    def kind_texts(self) -> Mapping[PageKind, tuple[str, ...]]:
        """The marketplace's own sentences by the kind of page that they prove, for reading."""
        texts = {
            PageKind.ITEM_ENDED: self.gone_texts.ended,
            PageKind.ITEM_SOLD: self.gone_texts.sold,
            PageKind.ITEM_REMOVED: self.gone_texts.removed,
            PageKind.ITEM_UNAVAILABLE_HERE: self.gone_texts.unavailable_here,
            PageKind.SEARCH_EMPTY: self.empty_texts,
        }
        return {kind: sentences for kind, sentences in texts.items() if sentences}

    @property
    def pages_are_numbered(self) -> bool:
        """Whether result pages are found by number; otherwise their *next* link is followed."""
        return "{page}" in self.search.url

    def listing_id_of(self, url: str) -> str | None:
        """Return the marketplace's listing id in an item's address, or None if it is no item's."""
        if not self.owns(url):
            return None
        found = self._item_regex.search(url[:MAX_ADDRESS])
        return found["id"] if found else None

    def owns(self, url: str) -> bool:
        """Whether an http(s) address is on one of the marketplace's hosts."""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").rstrip(".")
        except ValueError:
            return False
        return parts.scheme in ("http", "https") and any(
            host == ours or host.endswith(f".{ours}") for ours in self.marketplace.hosts
        )

    def canary_addresses(self) -> tuple[str, ...]:
        """Return the whole addresses of the canaries."""
        return tuple(urljoin(self.base, canary) for canary in self.canaries)

    def at(self, base_url: str) -> "Recipe":
        """Return the same recipe for a copy of the marketplace at another base, such as a demo's."""
        host = urlsplit(base_url).hostname or ""
        data = self.model_dump()
        data |= {"base": base_url, "marketplace": data["marketplace"] | {"hosts": (host,)}}
        return Recipe.model_validate(data)


def load_recipe(path: Path) -> Recipe:
    """Read and check one recipe; every fault of the file comes at once, with its line."""
    data, lines = read_yaml(path)
    try:
        return Recipe.model_validate(data)
    except ValidationError as error:
        raise RecipeError(faults_of(path, error, lines)) from error


def load_recipes(folder: Path) -> tuple[Recipe, ...]:
    """Read every `*.yaml` and `*.yml` of a folder, in order of their names; the faults of all come at once."""
    if not folder.is_dir():
        raise RecipeError((Fault(path=folder, line=1, text="there is no such folder; name one of YAML recipes"),))
    loaded: dict[Path, Recipe] = {}
    faults: list[Fault] = []
    for path in sorted((*folder.glob("*.yaml"), *folder.glob("*.yml"))):
        try:
            loaded[path] = load_recipe(path)
        except RecipeError as error:
            faults += error.faults
    faults += _twice(loaded)
    if faults:
        raise RecipeError(tuple(faults))
    return tuple(loaded.values())


def _twice(loaded: Mapping[Path, Recipe]) -> Iterator[Fault]:
    """Yield a fault for each recipe of a marketplace that an earlier file has a recipe of."""
    first: dict[str, Path] = {}
    for path, recipe in loaded.items():
        if recipe.code in first:
            text = (
                f"marketplace.code: {recipe.code!r} is also the code in {first[recipe.code].name}; keep one of the two"
            )
            yield Fault(path=path, line=1, text=text)
        first.setdefault(recipe.code, path)


def shipped_recipes() -> tuple[Recipe, ...]:
    """Return the recipes that come with the program."""
    return load_recipes(SHIPPED)
