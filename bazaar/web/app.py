"""The web application of one bazaar."""

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bazaar.mailbox import Mailbox
from bazaar.market import Bazaar
from bazaar.web.api import API
from bazaar.web.control import CONTROL
from bazaar.web.pages import PAGES, not_found
from bazaar.web.site import make_site
from bazaar.web.spell_gate import SpellGate


def make_app(bazaar: Bazaar, mailbox: Mailbox, *, crawl_delay: float, slow_seconds: float) -> Starlette:
    """Put a bazaar and its mailbox on the web."""
    app = Starlette(
        routes=[*PAGES, *API, *CONTROL],
        middleware=[Middleware(SpellGate)],
        exception_handlers={404: not_found},
    )
    app.state.site = make_site(bazaar, crawl_delay, slow_seconds)
    app.state.mailbox = mailbox
    return app
