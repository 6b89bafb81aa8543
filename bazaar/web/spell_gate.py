"""What stands between a visitor and the pages on a bad day."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count

from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bazaar.spell import SpellKind
from bazaar.web.site import page, site_of

Next = Callable[[Request], Awaitable[Response]]

_ALWAYS_OPEN = ("/_bazaar", "/robots.txt", "/static/", "/login", "/api/v1/notices")
_ERRORS = ((500, "Internal Server Error"), (502, "Bad Gateway"), (503, "Service Temporarily Unavailable"))


class SpellGate(BaseHTTPMiddleware):
    """Answers in place of the pages while a spell lasts; control, robots.txt and the inbox stay open."""

    _asked = count()

    async def dispatch(self, request: Request, call_next: Next) -> Response:
        """Let the request through, or answer as the spell has it."""
        site = site_of(request)
        spell = site.bazaar.spell()
        if spell is None or request.url.path.startswith(_ALWAYS_OPEN):
            return await call_next(request)
        if spell.kind is SpellKind.SLOW:
            await asyncio.sleep(site.slow_seconds)
            return await call_next(request)
        return self._answer(request, spell.kind)

    def _answer(self, request: Request, kind: SpellKind) -> Response:
        if kind is SpellKind.BLOCK:
            return page(request, "block.html", status=403)
        if kind is SpellKind.CAPTCHA:
            return page(request, "captcha.html")
        if kind is SpellKind.LOGIN_WALL:
            return RedirectResponse(f"/login?next={request.url.path}", status_code=302)
        if kind is SpellKind.MAINTENANCE:
            answer = page(request, "maintenance.html", status=503)
            answer.headers["Retry-After"] = "3600"
            return answer
        status, words = _ERRORS[next(self._asked) % len(_ERRORS)]
        return page(request, "error.html", status=status, code=status, words=words)
