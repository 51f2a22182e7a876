"""Plots of a record, as SVG: drawn by Vega-Lite, offline, with a link behind every mark.

Colours are Okabe and Ito's, told apart by the colour-blind; the four PLOVER quads also differ
in lightness, so that they are told apart in grey.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from verbale.knowledge import plover, states
from verbale.records import Event, Interval

#: Quad -> its name and colour.
QUADS = {
    1: ("verbal cooperation", "#56B4E9"),
    2: ("material cooperation", "#0072B2"),
    3: ("verbal conflict", "#E69F00"),
    4: ("material conflict", "#D55E00"),
}
GREY = "#7a7a7a"
#: Days from which on an axis has a tick a month, and a year.
_TO_MONTHS, _TO_YEARS = 75, 3 * 366
#: Days before the first one, so that the mark of its week is not cut off.
_MARGIN = dt.timedelta(days=10)
_COUNTED = frozenset({"occurred", "ongoing"})


def middle(interval: Interval) -> dt.date | None:
    """The day at which an event is drawn: the middle of its interval, or the end it has."""
    if interval.start and interval.end:
        return interval.start + (interval.end - interval.start) / 2
    return interval.end or interval.start


def svg(spec: dict[str, Any]) -> str:
    """A Vega-Lite specification, drawn; its links open in the page around it."""
    import vl_convert

    config = {
        "background": "transparent",
        "axis": {"labelColor": GREY, "titleColor": GREY, "gridColor": "#8884"},
        "legend": {"labelColor": GREY, "titleColor": GREY, "symbolBaseFillColor": GREY},
        "view": {"stroke": None},
        "font": "system-ui, sans-serif",
    }
    # The browser's letters may be wider than those measured here.
    padding = {"left": 28, "right": 44, "top": 4, "bottom": 4}
    drawn = vl_convert.vegalite_to_svg({**spec, "config": config, "padding": padding})
    return str(drawn).replace("<a ", '<a target="_top" ')


def start() -> None:
    """Make the engine ready for the plots of two states: its first drawings take the longest."""
    day = dt.date(2000, 1, 1)
    lines({"": [(day, "")]}, day)
    curve([], "")


def weeks(
    events: Iterable[tuple[Event, str]],
    hrefs: Mapping[str, str],
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> str:
    """Events by week and pair, quads as colours: `events` come with the name of their pair.

    `hrefs`: pair -> the address of its page. `since`, `until`: the days that are drawn; by default
    all.
    """
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for event, pair in events:
        day = middle(event.date)
        if day is not None and event.status in _COUNTED and day >= (since or day):
            week = day - dt.timedelta(days=day.weekday())
            counts[pair, week.isoformat(), QUADS[plover.quad(event.type)][0]] += 1
    rows = [
        {"pair": pair, "week": week, "quad": quad, "events": n, "href": hrefs.get(pair, "")}
        for (pair, week, quad), n in sorted(counts.items())
    ]
    most = max(counts.values(), default=1)
    return svg(
        {
            "data": {"values": rows},
            "width": 720,
            "height": {"step": 36, "for": "position"},
            "mark": {"type": "circle", "opacity": 0.85},
            "encoding": {
                "x": {
                    "field": "week",
                    "type": "temporal",
                    "title": None,
                    **_ticks(
                        [since, until, *map(dt.date.fromisoformat, {w for _, w, _ in counts})]
                    ),
                    **_days(since - _MARGIN if since else None, until),
                },
                "y": {
                    "field": "pair",
                    "type": "nominal",
                    "title": None,
                    "axis": {"grid": True, "tickBand": "extent"},
                },
                "yOffset": {"field": "quad", "sort": [name for name, _ in QUADS.values()]},
                "size": {
                    "field": "events",
                    "type": "quantitative",
                    "title": "events a week",
                    "scale": {"range": [16, 300]},
                    "legend": {"values": sorted({1, (most + 1) // 2, most}), "format": "d"},
                },
                "color": _quad_colour(),
                "href": {"field": "href"},
                "tooltip": [{"field": f} for f in ("pair", "week", "quad", "events")],
            },
        }
    )


def _ticks(days: Iterable[dt.date | None]) -> dict[str, Any]:
    """An axis of these days: days, months or years; labels that would touch are left out."""
    known = [day for day in days if day]
    span = (max(known) - min(known)).days if known else 0
    plain = {"labelOverlap": "greedy", "labelSeparation": 8}
    if span < _TO_MONTHS:
        return {"axis": {**plain, "format": "%-d %b %Y", "tickCount": 6}}
    unit, told = ("year", "%Y") if span >= _TO_YEARS else ("month", "%b %Y")
    return {"axis": {**plain, "format": told, "tickCount": {"interval": unit, "step": 1}}}


def _days(since: dt.date | None, until: dt.date | None) -> dict[str, Any]:
    """The scale of an axis of days from the one to the other."""
    if since is None or until is None:
        return {}
    ends = [{"year": d.year, "month": d.month, "date": d.day} for d in (since, until)]
    return {"scale": {"domain": ends}}


def _quad_colour() -> dict[str, Any]:
    return {
        "field": "quad",
        "type": "nominal",
        "title": None,
        "scale": {
            "domain": [name for name, _ in QUADS.values()],
            "range": [colour for _, colour in QUADS.values()],
        },
    }


def curve(events: Sequence[Event], href: str) -> str:
    """Goldstein by month: bars of what occurred, cooperation up, conflict down, and the mean.

    `href`: the address of the events of a month, with `{since}` and `{until}` to fill in.
    """
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for event in events:
        day = middle(event.date)
        if day is not None and event.goldstein is not None and event.status in _COUNTED:
            quad = QUADS[plover.quad(event.type)][0]
            sums[day.replace(day=1).isoformat(), quad] += event.goldstein
    rows = []
    for (month, quad), value in sorted(sums.items()):
        first = dt.date.fromisoformat(month)
        last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        link = href.format(since=month, until=last.isoformat())
        rows.append({"month": month, "quad": quad, "goldstein": round(value, 1), "href": link})
    return svg(
        {
            "data": {"values": rows},
            "width": 720,
            "height": 160,
            "mark": {"type": "bar", "width": {"band": 0.8}},
            "encoding": {
                "x": {
                    "field": "month",
                    "type": "temporal",
                    "timeUnit": "yearmonth",
                    "title": None,
                    **_ticks([*map(dt.date.fromisoformat, {m for m, _ in sums}), *_year(sums)]),
                    **_days(*_year(sums)),
                },
                "y": {"field": "goldstein", "type": "quantitative", "title": "Goldstein, sum"},
                "color": _quad_colour(),
                "href": {"field": "href"},
                "tooltip": [{"field": f} for f in ("month", "quad", "goldstein")],
            },
        }
    )


def _year(sums: Iterable[tuple[str, str]]) -> tuple[dt.date | None, dt.date | None]:
    """The months that are drawn, where they are fewer than twelve: the year that they end."""
    months = [dt.date.fromisoformat(month) for month, _ in sums]
    if not months:
        return None, None
    last = (max(months) + dt.timedelta(days=31)).replace(day=1)
    first = last.replace(year=last.year - 1)
    return (first, last) if first <= min(months) else (None, None)


def lines(contacts: Mapping[str, Sequence[tuple[dt.date, str]]], today: dt.date | None) -> str:
    """Lines of contact on one time axis: a tick a contact, the silence at the end shaded.

    `contacts`: channel -> (day, address of the event).
    """
    rows = [
        {"channel": channel, "day": day.isoformat(), "href": href}
        for channel, found in contacts.items()
        for day, href in found
    ]
    silence = [
        {"channel": channel, "from": max(day for day, _ in found).isoformat(),
         "to": today.isoformat()}
        for channel, found in contacts.items()
        if found and today
    ]  # fmt: skip
    y = {"field": "channel", "type": "nominal", "title": None, "sort": list(contacts)}
    ticks = _ticks([today, *(day for found in contacts.values() for day, _ in found)])
    return svg(
        {
            "width": 720,
            "height": {"step": 24},
            "layer": [
                {
                    "data": {"values": silence},
                    "mark": {"type": "bar", "color": "#8883", "height": 16},
                    "encoding": {
                        "x": {"field": "from", "type": "temporal", "title": None},
                        "x2": {"field": "to"},
                        "y": y,
                    },
                },
                {
                    "data": {"values": rows},
                    "mark": {"type": "tick", "color": "#0072B2", "thickness": 2},
                    "encoding": {
                        "x": {"field": "day", "type": "temporal", "title": None, **ticks},
                        "y": y,
                        "href": {"field": "href"},
                        "tooltip": [{"field": "day"}],
                    },
                },
            ],
        }
    )


def matrix(counts: Mapping[tuple[str, str], int], href: str, most: int = 20) -> str:
    """Who meets whom: states by states, contacts as shade and figure.

    Of the `most` states that meet most, the first of them first.
    """
    total: dict[str, int] = defaultdict(int)
    for pair, n in counts.items():
        for state in pair:
            total[state] += n
    order = sorted(total, key=lambda state: (-total[state], state))[:most]
    shown = {pair: n for pair, n in sorted(counts.items()) if set(pair) <= set(order)}
    rows = [
        {
            "a": a,
            "b": b,
            "pair": f"{called(a)} – {called(b)}",
            "talks": n,
            "href": href.format(pair="-".join(sorted((a, b)))),
        }
        for (x, y), n in shown.items()
        for a, b in ((x, y), (y, x))
    ]
    high = max(shown.values(), default=1)
    axis = {"type": "nominal", "title": None, "sort": order}
    shared = {
        "x": {"field": "a", **axis, "axis": {"labelAngle": 0, "orient": "top"}},
        "y": {"field": "b", **axis},
        "href": {"field": "href"},
        "tooltip": [{"field": f} for f in ("pair", "talks")],
    }
    dark = {"test": f"datum.talks > {high / 3}", "value": "#fff"}
    shade = {"field": "talks", "type": "quantitative", "legend": None,
             "scale": {"scheme": "blues", "type": "sqrt", "domain": [0, high]}}  # fmt: skip
    return svg(
        {
            "data": {"values": rows},
            "width": {"step": 36},
            "height": {"step": 24},
            "layer": [
                {"mark": "rect", "encoding": {**shared, "color": shade}},
                {
                    "mark": {"type": "text", "fontSize": 10, "aria": False},
                    "encoding": {
                        **shared,
                        "text": {"field": "talks"},
                        "color": {"condition": dark, "value": "#1b1b1b"},
                    },
                },
            ],
        }
    )


def called(code: str) -> str:
    """A state by name, or the code that is no state's."""
    known = states.by_code(code)
    return known.name if known else code
