"""The plots of the page: drawn when first asked for, and kept until the record changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get
from litestar.params import FromPath

from verbale.store import Where
from verbale.views import maps, plots
from verbale.views.formats.selection import Choice
from verbale.views.web import parts, relations
from verbale.views.web.addresses import record_of
from verbale.views.web.asked import Kept, as_pair
from verbale.views.web.guarding import PLOT_POLICY

if TYPE_CHECKING:
    from verbale.api import Record

Request_ = Request[Any, Any, Any]

#: Pairs of states in the plot by week, states in the matrix, pairs on the map: more would be a
#: hairball.
_WEEKS, _MATRIX, _MAP = 8, 20, 60
#: Weeks before the record's last day that the plot by week shows.
_SPAN = dt.timedelta(weeks=52)


def _drawn(request: Request_, draw: Callable[[], str]) -> Response[str]:
    mark = record_of(request).store.mark()
    key = (request.url.path, request.url.query, mark)
    drawn = request.app.state.kept.get(key, partial(_light, draw))
    return Response(
        drawn, media_type="image/svg+xml", headers={"Content-Security-Policy": PLOT_POLICY}
    )


def _light(draw: Callable[..., str], *given: Any) -> str:
    # without a word on it, a browser gives it white ground on a dark page
    return draw(*given).replace("<svg ", '<svg style="color-scheme: light dark" ', 1)


@get("/plots/weeks.svg", include_in_schema=False, sync_to_thread=False)
def weeks(request: Request_) -> Response[str]:
    """Events of the last year by week and pair."""
    return _drawn(request, lambda: _weeks(record_of(request)))


def _weeks(record: Record) -> str:
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
    return _drawn(request, lambda: _matrix(record_of(request)))


def _matrix(record: Record) -> str:
    return plots.matrix(dict(parts.meetings(record)), "/relations/{pair}", _MATRIX)


@get("/plots/map.svg", include_in_schema=False, sync_to_thread=False)
def world(request: Request_) -> Response[str]:
    """Who meets whom, on a map; of one state, if asked (`of`)."""
    of = request.query_params.get("of", "").upper() or None
    return _drawn(request, lambda: _world(record_of(request), of))


def _world(record: Record, of: str | None = None) -> str:
    met = parts.meetings(record, _MAP, of)[:_MAP]
    return maps.world(dict(met), "/relations/{pair}", "/relations?of={state}")


#: What the first pages show: address -> how it is drawn.
FIRST: dict[str, Callable[[Record], str]] = {
    "/plots/weeks.svg": _weeks,
    "/plots/meetings.svg": _matrix,
    "/plots/map.svg": _world,
}


def first(record: Record, kept: Kept) -> None:
    """Draw what the first pages show, and make the engine ready, which takes its time."""
    mark = record.store.mark()
    for path, draw in FIRST.items():
        kept.get((path, "", mark), partial(_light, draw, record))
    plots.start()


HANDLERS = (weeks, curve, lines, matrix, world)
