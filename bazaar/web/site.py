"""What every page needs: the bazaar, the manners of the site, and the templates."""

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bazaar.goods import read_labels
from bazaar.market import Bazaar
from bazaar.money import write_price
from bazaar.offer import Offer

TEMPLATES = Path(__file__).parent / "templates"
NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Site:
    """A bazaar on the web."""

    bazaar: Bazaar
    crawl_delay: float
    """Seconds, as robots.txt asks of crawlers."""
    slow_seconds: float
    """How long an answer takes in a slow spell."""
    templates: Environment


def make_site(bazaar: Bazaar, crawl_delay: float, slow_seconds: float) -> Site:
    """Put the bazaar on the web with these manners."""
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    templates.trim_blocks = templates.lstrip_blocks = True
    templates.globals["price"] = lambda o: write_price(o.price, o.currency, o.language)
    templates.globals["category_names"] = read_labels()["categories"]
    return Site(bazaar, crawl_delay, slow_seconds, templates)


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site


def base_url(request: Request) -> str:
    """The site's own address, without a slash at the end."""
    return str(request.base_url).rstrip("/")


def labels_for(language: str) -> dict[str, str]:
    """The words of a page in one language."""
    return dict(read_labels()[language])


def page(request: Request, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """Render a page."""
    site = site_of(request)
    values.setdefault("lang", "en")
    body = site.templates.get_template(template).render(base=base_url(request), query=values.pop("query", ""), **values)
    return HTMLResponse(body, status_code=status, headers=NO_STORE)


def card(offer: Offer) -> dict[str, object]:
    """A listing as it stands in a list of results."""
    return {
        "offer": offer,
        "price": write_price(offer.price, offer.currency, offer.language),
        "labels": labels_for(offer.language),
    }
