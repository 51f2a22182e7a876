"""The plots of the page: drawn when first asked for, and kept until the record changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from verbale.store import Where
from verbale.views import plots
from verbale.views.formats.selection import Choice
from verbale.views.web import parts, relations
from verbale.views.web.addresses import record_of
from verbale.views.web.asked import as_pair
from verbale.views.web.guarding import PLOT_POLICY

Request_ = Request[Any, Any, Any]

#: Pairs of states in the plot by week, states in the matrix, pairs on the map: more would be a
#: hairball.
_WEEKS, _MATRIX, _MAP = 8, 20, 60
#: Weeks before the record's last day that the plot by week shows.
_SPAN = dt.timedelta(weeks=52)


def _drawn(request: Request_, draw: Callable[[], str]) -> Response[str]:
    number = record_of(request).store.last_read()

    def both() -> str:  # without a word on it, a browser gives it white ground on a dark page
        return draw().replace("<svg ", '<svg style="color-scheme: light dark" ', 1)

    drawn = request.app.state.kept.get((request.url.path, request.url.query, number), both)
    return Response(
        drawn, media_type="image/svg+xml", headers={"Content-Security-Policy": PLOT_POLICY}
    )


@get("/plots/weeks.svg", include_in_schema=False, sync_to_thread=False)
def weeks(request: Request_) -> Response[str]:
    """Events of the last year by week and pair."""

    def draw() -> str:
        record = record_of(request)
        today = record.store.latest()
        since = today - _SPAN if today else None
        rows, hrefs = [], {}
        where = Where(without=parts.NOT_REJECTED, since=since, until=today)
        for pair, _ in record.store.choose("event", where).couples(_WEEKS):
            name = parts.pair_name(record, pair)
            hrefs[name] = parts.address("relations", "-".join(pair))
            found = Choice(between=pair, since=since, until=today).where()
            rows += [(event, name) for event in record.store.select("event", found)]
        return plots.weeks(rows, hrefs, since, today)

    return _drawn(request, draw)


@get("/plots/relations/{name:str}/curve.svg", include_in_schema=False, sync_to_thread=False)
def curve(request: Request_, name: FromPath[str]) -> Response[str]:
    """Cooperation and conflict of two states by month."""
    pair = as_pair(name)
    href = f"/search?pair={'-'.join(pair)}&since={{since}}&until={{until}}"
    where = Choice(between=pair).where()
    return _drawn(
        request, lambda: plots.curve(list(record_of(request).store.select("event", where)), href)
    )


@get("/plots/relations/{name:str}/lines.svg", include_in_schema=False, sync_to_thread=False)
def lines(request: Request_, name: FromPath[str]) -> Response[str]:
    """Contacts of two states on each line."""
    pair = as_pair(name)

    def draw() -> str:
        record = record_of(request)
        return plots.lines(relations.contacts(record, pair), record.store.latest())

    return _drawn(request, draw)


@get("/plots/meetings.svg", include_in_schema=False, sync_to_thread=False)
def matrix(request: Request_) -> Response[str]:
    """Who meets whom, states by states."""
    return _drawn(
        request,
        lambda: plots.matrix(
            dict(parts.meetings(record_of(request))), "/relations/{pair}", _MATRIX
        ),
    )


@get("/plots/map.svg", include_in_schema=False, sync_to_thread=False)
def world(request: Request_) -> Response[str]:
    """Who meets whom, on a map; of one state, if asked (`of`)."""
    of = request.query_params.get("of", "").upper() or None

    def draw() -> str:
        met = parts.meetings(record_of(request), _MAP, of)[:_MAP]
        return plots.world(dict(met), "/relations/{pair}", "/relations?of={state}")

    return _drawn(request, draw)


HANDLERS = (weeks, curve, lines, matrix, world)
