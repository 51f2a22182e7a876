"""Every page and its twin in JSON: one table of addresses, one factory for both.

A page is a function of the record and of what an address asks; its value fills a template, or is
written out as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

import msgspec
from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.spec import Operation, Parameter, Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import FromPath
from litestar.response import Template

from verbale import api as face
from verbale.views.web import events, pages, parts, relations, reports, searching, shapes, visits
from verbale.views.web.asked import CHOOSING, LONGEST, Asked
from verbale.views.web.guarding import TWINS

_FROM = {"from": "how many lines of the list to pass over"}
_YEAR = 365 * 24 * 3600

Request_ = Request[Any, Any, Any]
Selects = Callable[[Any], dict[str, str]]


class Page(NamedTuple):
    """An address with its page.

    `path`: with `{name:str}` where a thing is named. `title`: of the page's value. `asks`: words
    of the query and what they say. `takes`: the query that chooses the events of the page, for
    taking them away.
    """

    path: str
    template: str
    shape: type[msgspec.Struct]
    make: Callable[[face.Record, Asked], Any]
    title: Callable[[Any], str]
    asks: Mapping[str, str] = {}
    takes: Selects | None = None

    @property
    def named(self) -> bool:
        """Whether the path names a thing."""
        return "{" in self.path

    @property
    def twin(self) -> str:
        """Where the JSON is: `/relations/{name}.json`."""
        return ("/index" if self.path == "/" else self.path.replace(":str", "")) + ".json"


def _titled(text: str) -> Callable[[Any], str]:
    return lambda value: text


def _party(value: shapes.PersonPage) -> dict[str, str]:
    return {"state" if value.party.kind == "state" else "party": value.party.id}


PAGES = (
    Page("/", "overview", shapes.Overview, pages.overview, _titled("Overview"),
         {"since": "what is new since: visit, read or all"}, lambda value: {"type": "CONSULT"}),
    Page("/relations", "meetings", shapes.Meetings, pages.meetings, _titled("Who meets whom"),
         {"of": "only the meetings of this state, ISO 3166-1 alpha-3", **_FROM},
         lambda value: {"type": "CONSULT", **({"state": value.of} if value.of else {})}),
    Page("/relations/{name:str}", "relation", shapes.Relation, relations.relation,
         lambda value: " and ".join(value.names), _FROM, lambda value: {"pair": value.pair}),
    Page("/events/{name:str}", "event", shapes.EventPage, events.event,
         lambda value: value.line.headline),
    Page("/reports/{name:str}", "report", shapes.ReportPage, reports.report,
         lambda value: value.title, {"part": "which page of a long text, from 1"}),
    Page("/people", "people", shapes.People, pages.people, _titled("People"),
         {"state": "only those of this state, ISO 3166-1 alpha-3", **_FROM}),
    Page("/people/{name:str}", "person", shapes.PersonPage, relations.person,
         lambda value: value.party.name, _FROM, _party),
    Page("/issues", "issues", shapes.Issues, pages.issues, _titled("Issues")),
    Page("/issues/{name:str}", "issue", shapes.IssuePage, pages.issue,
         lambda value: value.name.capitalize(), _FROM, lambda value: {"issue": value.slug}),
    Page("/conflicts", "conflicts", shapes.Conflicts, pages.conflicts, _titled("In doubt"),
         {"field": "only conflicts on this field", **_FROM}),
    Page("/plans", "plans", shapes.Plans, pages.plans, _titled("Plans"),
         {"outcome": "only ahead, undated, overdue, postponed, cancelled or occurred", **_FROM},
         lambda value: {"status": "planned"}),
    Page("/search", "search", shapes.Search, searching.search,
         lambda value: f"Search: {value.query}" if value.query else "Search",
         {**CHOOSING, **_FROM}, lambda value: value.chosen),
)  # fmt: skip


def handlers() -> list[HTTPRouteHandler]:
    """The handlers of every page and of its twin."""
    return [handler for page in PAGES for handler in (_html(page), _json(page))]


def record_of(request: Request_) -> face.Record:
    """The record that is shown."""
    record: face.Record = request.app.state.record
    return record


def _asked(request: Request_, name: str = "") -> Asked:
    cookie = request.cookies.get(request.app.state.cookie)
    query = {key: value[:LONGEST] for key, value in request.query_params.items()}
    return Asked(parts.named(name), query, visits.unpacked(cookie), request.app.state.kept)


def _html(page: Page) -> HTTPRouteHandler:
    def show(request: Request_, name: str = "") -> Template:
        record, asked = record_of(request), _asked(request, name)
        seen = None
        if page.path == "/":
            reads = record.reads()
            now = dt.datetime.now(dt.UTC).replace(microsecond=0)
            seen = visits.arrived(asked.seen, reads[-1].number if reads else 0, now)
            asked = msgspec.structs.replace(asked, seen=seen)
        value = page.make(record, asked)
        context = {"page": value, "title": page.title(value), "take": None, "start": asked.start}
        if page.takes is not None:
            context["take"] = urlencode(page.takes(value))
        reply = Template(template_name=f"{page.template}.html", context=context)
        if seen:
            reply.set_cookie(request.app.state.cookie, seen.packed, max_age=_YEAR, httponly=True,
                             samesite="strict")  # fmt: skip
        return reply

    return get(page.path, include_in_schema=False, sync_to_thread=False)(_typed(show, page))


def _json(page: Page) -> HTTPRouteHandler:
    def tell(request: Request_, name: str = "") -> Any:
        return page.make(record_of(request), _asked(request, name))

    tell.__doc__ = page.make.__doc__
    tell.__annotations__["return"] = page.shape
    asks = [
        Parameter(name=word, param_in="query", description=what, required=False,
                  schema=Schema(type=OpenAPIType.STRING))
        for word, what in page.asks.items()
    ]  # fmt: skip

    @dataclass
    class Asking(Operation):
        def __post_init__(self) -> None:
            self.parameters = [*(self.parameters or []), *asks]

    path = TWINS + page.twin.removesuffix(".json").replace("{name}", "{name:str}")
    handler = get(path, sync_to_thread=False, operation_class=Asking, operation_id=page.template,
                  tags=["pages"])  # fmt: skip
    return handler(_typed(tell, page))


def _typed(function: Callable[..., Any], page: Page) -> Callable[..., Any]:
    """The function with the parameters that its path has."""
    result = function.__annotations__["return"]
    if page.named:

        def named(request: Request_, name: str) -> Any:
            return function(request, name)

        named.__annotations__ = {"request": Request_, "name": FromPath[str]}
    else:

        def named(request: Request_) -> Any:  # type: ignore[misc]
            return function(request)

        named.__annotations__ = {"request": Request_}
    named.__annotations__["return"] = Template if result == "Template" else result
    named.__doc__ = function.__doc__
    named.__name__ = page.template
    return named
