"""What keeps the page safe: headers, a token for other machines, errors without a trace."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from litestar import MediaType, Request, Response
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.response import Redirect
from litestar.types import ASGIApp, Receive, Scope, Send

from verbale.errors import NotFound, VerbaleError

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "object-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'; connect-src 'self'"
)
#: Vega writes its styles into the drawing.
PLOT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: Where the JSON of the pages is, behind the address of the page with `.json`.
TWINS = "/json"
#: What programs fetch (feeds, calendars) cannot keep a cookie: the token in the address is enough.
_FETCHED = "/take/"


class Twins:
    """Leads `/events/ID.json` to the JSON of that page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            path = scope["path"]
            own = path.startswith(("/static/", "/schema"))
            if path.endswith(".json") and not own:
                target = TWINS + path.removesuffix(".json")
                scope["path"] = target
                scope["raw_path"] = target.encode()
        await self.app(scope, receive, send)


def guard(token: str | None) -> Callable[[Request[Any, Any, Any]], Response[Any] | None]:
    """Asks for the token, once in the address and then in a cookie made from it."""
    proof = hashlib.sha256(b"verbale" + (token or "").encode()).hexdigest()

    def before(request: Request[Any, Any, Any]) -> Response[Any] | None:
        if token is None or request.url.path.startswith("/static/"):
            return None
        if hmac.compare_digest(request.cookies.get("verbale", ""), proof):
            return None
        given = request.query_params.get("token", "")
        if hmac.compare_digest(str(given).encode(), token.encode()):
            if request.url.path.startswith(_FETCHED):
                return None
            reply = Redirect(request.url.path)
            reply.set_cookie("verbale", proof, httponly=True, samesite="strict")
            return reply
        raise NotAuthorizedException("This record is shown to those who have its token.")

    return before


def failed(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """An error as a page, or as JSON to those who asked for it."""
    code = 500
    said = "Something went wrong on this machine; the terminal that serves the page says what."
    if isinstance(error, NotFound):
        code, said = 404, str(error)
    elif isinstance(error, VerbaleError):
        code, said = 400, str(error)
    elif isinstance(error, HTTPException):
        code, said = error.status_code, error.detail or said
        if code == 404:  # of an address that no page has
            said = "There is no page at this address."
    headers = {**HEADERS, "Content-Security-Policy": POLICY}
    if request.url.path.startswith(TWINS + "/"):
        return Response({"error": said}, status_code=code, headers=headers)
    engine = request.app.template_engine
    assert engine is not None
    text = engine.get_template("failed.html").render(
        title="Not found" if code == 404 else "That did not work", said=said, code=code,
        request=request, csrf_input="",
    )  # fmt: skip
    return Response(text, status_code=code, media_type=MediaType.HTML, headers=headers)


async def headed(response: Response[Any]) -> Response[Any]:
    """Every answer with the headers that keep it to itself."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", POLICY)
    return response
