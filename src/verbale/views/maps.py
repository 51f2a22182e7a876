"""Who meets whom on a map, drawn by Vega-Lite."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from verbale.knowledge import states
from verbale.views.plots import GREY, called, svg

#: Degrees of longitude and latitude that a label takes.
_LABEL = (11.0, 5.0)


@cache
def _land() -> dict[str, Any]:
    """The outline of the land at 1:110 million, as TopoJSON.

    Natural Earth, public domain, as packed by world-atlas 2.0.2: coasts without borders.
    """
    held = files("verbale.views").joinpath("land.json").read_text(encoding="utf-8")
    land: dict[str, Any] = json.loads(held)
    return land


def world(counts: Mapping[tuple[str, str], int], pair_href: str, state_href: str) -> str:
    """Who meets whom on a map: arcs between states, as wide as contacts are many.

    `pair_href`, `state_href`: addresses with `{pair}` and `{state}` to fill in. A state that the
    tables give no coordinates is left out.
    """
    total: dict[str, int] = defaultdict(int)
    known = {code: states.by_code(code) for pair in counts for code in pair}
    where = {
        code: (state.longitude, state.latitude)
        for code, state in known.items()
        if state and state.longitude is not None and state.latitude is not None
    }
    arcs = []
    for (a, b), n in sorted(counts.items(), key=lambda row: (row[1], row[0])):
        if a in where and b in where and a != b:
            total[a] += n
            total[b] += n
            arcs.append(
                {
                    "type": "Feature",
                    "geometry": {"type": "LineString", "coordinates": _arc(where[a], where[b])},
                    "pair": f"{called(a)} – {called(b)}",
                    "talks": n,
                    "href": pair_href.format(pair="-".join(sorted((a, b)))),
                }
            )
    named = _apart(sorted(total, key=lambda code: (-total[code], code)), where)
    points = [
        {
            "state": code,
            "name": called(code),
            "longitude": where[code][0],
            "latitude": where[code][1],
            "talks": total[code],
            "label": code if code in named else "",
            "href": state_href.format(state=code),
        }
        for code in sorted(total)
    ]
    width = {"field": "talks", "type": "quantitative", "legend": None}
    placed = {"longitude": {"field": "longitude"}, "latitude": {"field": "latitude"}}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": _land(), "format": {"type": "topojson", "feature": "land"}},
            "mark": {"type": "geoshape", "fill": "#8883", "stroke": None, "aria": False,
                     "clip": True},
        }
    ]  # fmt: skip
    if arcs:
        layers += [
            {
                "data": {"values": arcs},
                "mark": {"type": "geoshape", "filled": False, "stroke": "#0072B2", "opacity": 0.55},
                "encoding": {
                    "strokeWidth": {**width, "scale": {"type": "sqrt", "range": [0.6, 6]}},
                    "href": {"field": "href"},
                    "tooltip": [{"field": "pair"}, {"field": "talks"}],
                },
            },
            {
                "data": {"values": points},
                "mark": {"type": "circle", "color": "#D55E00", "opacity": 0.9},
                "encoding": {
                    **placed,
                    "size": {**width, "scale": {"range": [12, 140]}},
                    "href": {"field": "href"},
                    "tooltip": [{"field": "name"}, {"field": "talks"}],
                },
            },
            {
                "data": {"values": points},
                "mark": {"type": "text", "dy": -9, "fontSize": 10, "color": GREY},
                "encoding": {**placed, "text": {"field": "label"}},
            },
        ]
    return svg(
        {
            "width": 880,
            "height": 385,
            "projection": {"type": "equalEarth", "scale": 163, "translate": [430, 222]},
            "layer": layers,
        }
    )


def _apart(codes: Sequence[str], where: Mapping[str, tuple[float, float]]) -> list[str]:
    """The states whose labels have room, those that come first before others."""
    out: list[str] = []
    for code in codes:
        x, y = where[code]
        if all(
            abs(x - where[other][0]) > _LABEL[0] or abs(y - where[other][1]) > _LABEL[1]
            for other in out
        ):
            out.append(code)
    return out


def _arc(a: tuple[float, float], b: tuple[float, float], steps: int = 24) -> list[list[float]]:
    """Points from one place to another, bent to the north as it is far.

    Great circles would lead over the pole, where a flat map tears them apart.
    """
    (x, y), (x2, y2) = sorted((a, b))
    bend = min(24.0, abs(x2 - x) / 5)
    return [
        [
            round(x + (x2 - x) * t, 2),
            round(min(82.0, y + (y2 - y) * t + bend * math.sin(math.pi * t)), 2),
        ]
        for t in (i / steps for i in range(steps + 1))
    ]
