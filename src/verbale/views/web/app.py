"""The page as an application: addresses, twins in JSON, and what keeps it safe.

Everything comes from this machine: no address outside it is loaded, there is no inline script
or style, and article text is only ever printed escaped. Bound to another address than
loopback, a token is asked for; a correction needs a token of the page that it was sent from.
"""

from __future__ import annotations

import getpass
import hashlib
import hmac
import os
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

import msgspec
from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State
from litestar.enums import RequestEncodingType, ScopeType
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.openapi import OpenAPIConfig
from litestar.params import Body, FromPath
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Redirect, Template
from litestar.static_files import create_static_files_router
from litestar.template.config import TemplateConfig
from litestar.types import ASGIApp, Receive, Scope, Send

from verbale import __version__
from verbale import api as face
from verbale.errors import NotFound, VerbaleError
from verbale.views import plots
from verbale.views.web import pages, parts, searching, shapes

HERE = Path(__file__).parent
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "object-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'; connect-src 'self'"
)
# Vega writes its styles into the drawing.
PLOT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _record(request: Request[Any, Any, Any]) -> face.Record:
    record: face.Record = request.app.state.record
    return record


def _twin(request: Request[Any, Any, Any]) -> str:
    """The address of a page's JSON."""
    path = request.url.path
    query = f"?{request.url.query}" if request.url.query else ""
    return ("/index.json" if path == "/" else f"{path}.json") + query


def _helpers(engine: JinjaTemplateEngine) -> None:
    shared = engine.engine.globals
    shared["twin"] = _twin
    shared["asked"] = lambda request: request.query_params.get("q", "")
    shared["record_name"] = lambda request: request.app.state.name


def _page(name: str, value: msgspec.Struct, title: str, **more: Any) -> Template:
    return Template(template_name=f"{name}.html", context={"page": value, "title": title, **more})


# --- pages ------------------------------------------------------------------------------------


@get("/", include_in_schema=False, sync_to_thread=False)
def overview(request: Request[Any, Any, Any]) -> Template:
    return _page("overview", pages.overview(_record(request)), "Overview")


@get("/relations/{name:str}", include_in_schema=False, sync_to_thread=False)
def relation(request: Request[Any, Any, Any], name: FromPath[str]) -> Template:
    found = pages.relation(_record(request), name)
    return _page("relation", found, " and ".join(found.names))


@get("/events/{name:str}", include_in_schema=False, sync_to_thread=False)
def event(request: Request[Any, Any, Any], name: FromPath[str]) -> Template:
    found = pages.event(_record(request), name)
    return _page("event", found, found.line.headline, author=request.app.state.author)


@get("/reports/{name:str}", include_in_schema=False, sync_to_thread=False)
def report(request: Request[Any, Any, Any], name: FromPath[str]) -> Template:
    found = pages.report(_record(request), name)
    return _page("report", found, found.title)


@get("/people", include_in_schema=False, sync_to_thread=False)
def people(request: Request[Any, Any, Any]) -> Template:
    return _page("people", pages.people(_record(request)), "People")


@get("/people/{name:str}", include_in_schema=False, sync_to_thread=False)
def person(request: Request[Any, Any, Any], name: FromPath[str]) -> Template:
    found = pages.person(_record(request), name)
    return _page("person", found, found.party.name)


@get("/issues", include_in_schema=False, sync_to_thread=False)
def issues(request: Request[Any, Any, Any]) -> Template:
    return _page("issues", pages.issues(_record(request)), "Issues")


@get("/issues/{slug:str}", include_in_schema=False, sync_to_thread=False)
def issue(request: Request[Any, Any, Any], slug: FromPath[str]) -> Template:
    found = pages.issue(_record(request), slug)
    return _page("issue", found, found.name)


@get("/relations", include_in_schema=False, sync_to_thread=False)
def meetings(request: Request[Any, Any, Any]) -> Template:
    return _page("meetings", pages.meetings(_record(request)), "Who meets whom")


@get("/conflicts", include_in_schema=False, sync_to_thread=False)
def conflicts(request: Request[Any, Any, Any]) -> Template:
    return _page("conflicts", pages.conflicts(_record(request)), "In doubt")


@get("/plans", include_in_schema=False, sync_to_thread=False)
def plans(request: Request[Any, Any, Any]) -> Template:
    return _page("plans", pages.plans(_record(request)), "Plans")


@get("/search", include_in_schema=False, sync_to_thread=False)
def search(request: Request[Any, Any, Any]) -> Template:
    found = searching.search(_record(request), dict(request.query_params))
    return _page("search", found, f"Search: {found.query}" if found.query else "Search")


# --- their twins ------------------------------------------------------------------------------


@get("/json/overview", sync_to_thread=False)
def overview_json(request: Request[Any, Any, Any]) -> shapes.Overview:
    """The front page; also at /index.json."""
    return pages.overview(_record(request))


@get("/json/relations", sync_to_thread=False)
def meetings_json(request: Request[Any, Any, Any]) -> shapes.Meetings:
    """Who meets whom; also at /relations.json."""
    return pages.meetings(_record(request))


@get("/json/relations/{name:str}", sync_to_thread=False)
def relation_json(request: Request[Any, Any, Any], name: FromPath[str]) -> shapes.Relation:
    """Two states; also at /relations/CHN-USA.json."""
    return pages.relation(_record(request), name)


@get("/json/events/{name:str}", sync_to_thread=False)
def event_json(request: Request[Any, Any, Any], name: FromPath[str]) -> shapes.EventPage:
    """One event with its evidence; also at /events/ID.json."""
    return pages.event(_record(request), name)


@get("/json/reports/{name:str}", sync_to_thread=False)
def report_json(request: Request[Any, Any, Any], name: FromPath[str]) -> shapes.ReportPage:
    """One report with its marks; also at /reports/ID.json."""
    return pages.report(_record(request), name)


@get("/json/people", sync_to_thread=False)
def people_json(request: Request[Any, Any, Any]) -> shapes.People:
    """Persons by state; also at /people.json."""
    return pages.people(_record(request))


@get("/json/people/{name:str}", sync_to_thread=False)
def person_json(request: Request[Any, Any, Any], name: FromPath[str]) -> shapes.PersonPage:
    """A person, organization or state; also at /people/ID.json."""
    return pages.person(_record(request), name)


@get("/json/issues", sync_to_thread=False)
def issues_json(request: Request[Any, Any, Any]) -> shapes.Issues:
    """Every issue; also at /issues.json."""
    return pages.issues(_record(request))


@get("/json/issues/{slug:str}", sync_to_thread=False)
def issue_json(request: Request[Any, Any, Any], slug: FromPath[str]) -> shapes.IssuePage:
    """An issue; also at /issues/SLUG.json."""
    return pages.issue(_record(request), slug)


@get("/json/conflicts", sync_to_thread=False)
def conflicts_json(request: Request[Any, Any, Any]) -> shapes.Conflicts:
    """What reports disagree on; also at /conflicts.json."""
    return pages.conflicts(_record(request))


@get("/json/plans", sync_to_thread=False)
def plans_json(request: Request[Any, Any, Any]) -> shapes.Plans:
    """Plans by outcome; also at /plans.json."""
    return pages.plans(_record(request))


@get("/json/search", sync_to_thread=False)
def search_json(request: Request[Any, Any, Any]) -> shapes.Search:
    """What a search finds (q, pair, type, status, issue, outlet, period); also at /search.json."""
    return searching.search(_record(request), dict(request.query_params))


# --- plots ------------------------------------------------------------------------------------


def _plot(request: Request[Any, Any, Any], key: str, draw: Callable[[], str]) -> Response[str]:
    """A plot, drawn once for each state of the record."""
    record, kept = _record(request), request.app.state.plots
    reads = record.reads()
    mark = (key, reads[-1].number if reads else 0)
    if mark not in kept:
        if len(kept) > 200:
            kept.clear()
        kept[mark] = draw()
    return Response(
        kept[mark], media_type="image/svg+xml", headers={"Content-Security-Policy": PLOT_POLICY}
    )


@get("/plots/weeks.svg", include_in_schema=False, sync_to_thread=False)
def weeks_plot(request: Request[Any, Any, Any]) -> Response[str]:
    def draw() -> str:
        record = _record(request)
        events = record.events()
        met = parts.pairs(record, events)
        top = sorted(met, key=lambda p: (-met[p], p))[:8]
        rows = []
        for found in events:
            states = set(parts.states_of(record, found))
            rows += [(found, "–".join(pair)) for pair in top if set(pair) <= states]
        return plots.weeks(rows, {"–".join(p): f"/relations/{'-'.join(p)}" for p in top})

    return _plot(request, "weeks", draw)


@get("/plots/relations/{name:str}/curve.svg", include_in_schema=False, sync_to_thread=False)
def curve_plot(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[str]:
    pair = parts.as_pair(name)
    href = f"/search?pair={'-'.join(pair)}&since={{since}}&until={{until}}"
    return _plot(
        request,
        f"curve {pair}",
        lambda: plots.curve(_record(request).events(between=pair), href),
    )


@get("/plots/relations/{name:str}/lines.svg", include_in_schema=False, sync_to_thread=False)
def lines_plot(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[str]:
    pair = parts.as_pair(name)

    def draw() -> str:
        return plots.lines(pages.contacts(_record(request), pair), _record(request).store.latest())

    return _plot(request, f"lines {pair}", draw)


@get("/plots/meetings.svg", include_in_schema=False, sync_to_thread=False)
def meetings_plot(request: Request[Any, Any, Any]) -> Response[str]:
    def draw() -> str:
        record = _record(request)
        met = parts.pairs(record, record.events())
        top = sorted(met, key=lambda p: (-met[p], p))[:60]
        return plots.matrix({p: met[p] for p in top}, "/relations/{pair}")

    return _plot(request, "meetings", draw)


# --- corrections ------------------------------------------------------------------------------


class Decision(msgspec.Struct):
    """The form that corrects an event."""

    action: str
    author: str = ""
    field: str = ""
    value: str = ""
    other: str = ""
    reason: str = ""


@post("/events/{name:str}/correct", include_in_schema=False, sync_to_thread=False)
def correct(
    request: Request[Any, Any, Any],
    name: FromPath[str],
    data: Annotated[Decision, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Redirect:
    record = _record(request)
    if data.action not in ("confirm", "reject", "merge", "split", "set"):
        raise HTTPException(status_code=400, detail="That is nothing that an event can be told.")
    found = record.find(name, "event")
    if not data.author.strip():
        raise HTTPException(status_code=400, detail="A correction needs its author's name.")
    record.correct(
        data.action,  # type: ignore[arg-type]
        found.id,
        field=data.field or None if data.action == "set" else None,
        value=_given(data.value) if data.action == "set" else None,
        other=data.other.strip() or None,
        author=data.author.strip(),
        reason=data.reason.strip() or None,
    )
    return Redirect(parts.address("events", found.id), status_code=303)


def _given(text: str) -> Any:
    """A value as typed: JSON where it is JSON, else the words themselves."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text


# --- what keeps it safe -----------------------------------------------------------------------


class Twins:
    """Leads `/events/ID.json` to the JSON of that page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            path = scope["path"]
            own = path.startswith(("/static/", "/schema", "/json/"))
            if path.endswith(".json") and not own:
                plain = path.removesuffix(".json")
                target = "/json/overview" if plain == "/index" else f"/json{plain}"
                scope["path"] = target
                scope["raw_path"] = target.encode()
        await self.app(scope, receive, send)


def _guard(token: str | None) -> Callable[[Request[Any, Any, Any]], None]:
    """Asks for the token, once in the address and then in a cookie made from it."""
    proof = hashlib.sha256(b"verbale" + (token or "").encode()).hexdigest()

    def before(request: Request[Any, Any, Any]) -> Response[str] | None:
        if token is None or request.url.path.startswith("/static/"):
            return None
        if hmac.compare_digest(request.cookies.get("verbale", ""), proof):
            return None
        given = request.query_params.get("token", "")
        if hmac.compare_digest(str(given), token):
            reply: Response[str] = Redirect(request.url.path)
            reply.set_cookie("verbale", proof, httponly=True, samesite="strict")
            return reply
        raise NotAuthorizedException("This record is shown to those who have its token.")

    return before  # type: ignore[return-value]


def _failed(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """An error as a page, or as JSON to those who asked for it."""
    code = 500
    said = "Something went wrong on this machine; the terminal that serves the page says what."
    if isinstance(error, NotFound):
        code, said = 404, str(error)
    elif isinstance(error, VerbaleError):
        code, said = 400, str(error)
    elif isinstance(error, HTTPException):
        code, said = error.status_code, error.detail or said
    headers = {**HEADERS, "Content-Security-Policy": POLICY}
    if request.url.path.startswith("/json/"):
        return Response({"error": said}, status_code=code, headers=headers)
    engine = request.app.template_engine
    assert engine is not None
    text = engine.get_template("failed.html").render(
        title="Not found" if code == 404 else "That did not work", said=said, code=code,
        request=request, csrf_input="",
    )  # fmt: skip
    return Response(text, status_code=code, media_type=MediaType.HTML, headers=headers)


async def _headed(response: Response[Any]) -> Response[Any]:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", POLICY)
    return response


def create_app(path: str | os.PathLike[str], token: str | None = None) -> Litestar:
    """The page of the record at `path`; with a `token`, only for those who have it."""

    @asynccontextmanager
    async def held(app: Litestar) -> AsyncIterator[None]:
        with face.open(path) as record:
            app.state.record = record
            yield

    return Litestar(
        route_handlers=[
            overview, relation, event, report, people, person, issues, issue, meetings,
            conflicts, plans, search, overview_json, meetings_json, relation_json, event_json,
            report_json, people_json, person_json, issues_json, issue_json, conflicts_json,
            plans_json, search_json, weeks_plot, curve_plot, lines_plot, meetings_plot, correct,
            create_static_files_router(path="/static", directories=[HERE / "static"]),
        ],
        template_config=TemplateConfig(
            directory=HERE / "templates", engine=JinjaTemplateEngine, engine_callback=_helpers
        ),
        openapi_config=OpenAPIConfig(
            title="Verbale", version=__version__, path="/schema", render_plugins=[]
        ),
        csrf_config=CSRFConfig(secret=secrets.token_hex(32), cookie_samesite="strict"),
        exception_handlers={Exception: _failed},
        before_request=_guard(token),
        after_request=_headed,
        lifespan=[held],
        state=State({"plots": {}, "author": getpass.getuser(), "name": Path(path).name}),
        middleware=[],
    )  # fmt: skip


def serve(
    path: str | os.PathLike[str],
    host: str = "127.0.0.1",
    port: int = 8700,
    told: Callable[[str], None] = print,
) -> None:
    """Serve the page of a record until interrupted; `told` is given its address."""
    import uvicorn

    token = None if host in LOOPBACK else secrets.token_urlsafe(16)
    app = Twins(create_app(path, token))
    told(f"http://{host}:{port}/" + (f"?token={token}" if token else ""))
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False)
