"""What only the demo, the tests and a player may touch: the clock, the truth and the mail."""

import json
import math
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bazaar.market import Bazaar
from bazaar.web.site import base_url, page, site_of

SHOWN_EVENTS = 40
LONGEST_STEP = timedelta(days=366)


async def stage(request: Request) -> HTMLResponse:
    """The clock with its buttons and what happened last, for people who play."""
    bazaar = site_of(request).bazaar
    return page(request, "stage.html", clock=_clock_row(bazaar), events=bazaar.truth()[: -SHOWN_EVENTS - 1 : -1])


async def clock(request: Request) -> JSONResponse:
    """The told time and the spell that it brings."""
    return JSONResponse(_clock_row(site_of(request).bazaar))


async def move_clock(request: Request) -> JSONResponse:
    """Let time pass: `{"advance_seconds": n}`; answers what happened in it."""
    bazaar = site_of(request).bazaar
    try:
        body = await request.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        body = None
    match body:
        case {"advance_seconds": int() | float() as seconds} if (
            math.isfinite(seconds) and 0 <= seconds <= LONGEST_STEP.total_seconds()
        ):
            happened = bazaar.advance(timedelta(seconds=seconds))
            return JSONResponse({**_clock_row(bazaar), "happened": [event.as_row() for event in happened]})
        case _:
            words = 'Send {"advance_seconds": n} with n from 0 to 366 days; time does not go back.'
            return JSONResponse({"error": words}, status_code=422)


async def truth(request: Request) -> Response:
    """The truth log, one JSON object a line; `?since=n` leaves out the first n."""
    since = request.query_params.get("since", "0")
    events = site_of(request).bazaar.truth()[int(since) if since.isdecimal() else 0 :]
    body = "".join(json.dumps(event.as_row(), ensure_ascii=False) + "\n" for event in events)
    return Response(body, media_type="application/x-ndjson")


async def listings(request: Request) -> JSONResponse:
    """Every listing with what it really is."""
    return JSONResponse(truth_rows(site_of(request).bazaar, base_url(request)))


async def spells(request: Request) -> JSONResponse:
    """The bad days, past and to come."""
    return JSONResponse(
        [
            {"kind": s.kind.value, "starts_at": s.starts_at.isoformat(), "ends_at": s.ends_at.isoformat()}
            for s in site_of(request).bazaar.spells()
        ]
    )


async def mail(request: Request) -> PlainTextResponse:
    """The raw e-mails that came in, one after the other."""
    mailbox = request.app.state.mailbox
    return PlainTextResponse("\n\n".join(m.raw.decode("utf-8", "replace") for m in mailbox.mails()))


def truth_rows(bazaar: Bazaar, base: str = "") -> list[dict[str, object]]:
    """One row for each listing offered so far: its truth, the person behind it and its state."""
    return [
        {
            "listing_id": offer.listing_id,
            "url": base + offer.path,
            "title": offer.title,
            "language": offer.language,
            "category": offer.category,
            "price": f"{offer.price:.2f}",
            "currency": offer.currency,
            "illicit": offer.truth.illicit,
            "concern": offer.truth.concern.value if offer.truth.concern else None,
            "goods": offer.truth.goods,
            "trap": offer.truth.trap,
            "disguises": [how.value for how in offer.truth.disguises],
            "near_duplicate_of": offer.truth.near_duplicate_of,
            "seller_id": offer.seller_id,
            "person_id": offer.person_id,
            "flavour": offer.flavour.value,
            "gone_as": offer.gone_as.value,
            "state": offer.state.value,
            "not_here": offer.not_here,
            "changed_at": offer.changed_at.isoformat() if offer.changed_at else None,
            "listed_at": offer.listed_at.isoformat(),
            "quiet": offer.quiet,
        }
        for offer in bazaar.offers()
    ]


CONTROL: tuple[BaseRoute, ...] = (
    Route("/_bazaar", stage),
    Route("/_bazaar/clock", clock, methods=["GET"]),
    Route("/_bazaar/clock", move_clock, methods=["POST"]),
    Route("/_bazaar/truth", truth),
    Route("/_bazaar/listings", listings),
    Route("/_bazaar/spells", spells),
    Route("/_bazaar/mail", mail),
)


def _clock_row(bazaar: Bazaar) -> dict[str, object]:
    spell = bazaar.spell()
    return {
        "now": bazaar.now().isoformat(),
        "start": bazaar.start.isoformat(),
        "seed": bazaar.seed,
        "spell": spell.kind.value if spell else None,
    }
