"""The map: land without borders, and arcs between states, as wide as their contacts are many."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from verbale.knowledge import states
from verbale.views.plots.svg import HALO, INK, SHADE, Drawing, circle, path

_WIDTH, _HEIGHT = 880, 400
_SCALE, _LEFT, _TOP = 163.0, 432.0, 228.0
#: South of this latitude nothing is drawn.
_SOUTH = -58.0
#: States that are named on the map.
_NAMED = 24
#: Equal Earth: B. Šavrič, T. Patterson and B. Jenny, "The Equal Earth map projection", 2018.
_A = (1.340264, -0.081106, 0.000893, 0.003796)


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to pixels of the map."""
    middle = math.sqrt(3) / 2
    t = math.asin(middle * math.sin(math.radians(latitude)))
    t2 = t * t
    t6 = t2 * t2 * t2
    spread = middle * (_A[0] + 3 * _A[1] * t2 + t6 * (7 * _A[2] + 9 * _A[3] * t2))
    x = math.radians(longitude) * math.cos(t) / spread
    y = t * (_A[0] + _A[1] * t2 + t6 * (_A[2] + _A[3] * t2))
    return _LEFT + _SCALE * x, _TOP - _SCALE * y


@cache
def _land() -> str:
    """The outline of the land at 1:110 million, as a path.

    Natural Earth, public domain, as packed by world-atlas 2.0.2: coasts without borders.
    """
    held = files("verbale.views.plots").joinpath("land.json").read_text(encoding="utf-8")
    packed: dict[str, Any] = json.loads(held)
    (sx, sy), (tx, ty) = packed["transform"]["scale"], packed["transform"]["translate"]
    arcs = []
    for arc in packed["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)
    out = []
    for geometry in packed["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                line = [p for n in ring for p in (arcs[n] if n >= 0 else arcs[~n][::-1])]
                if max(latitude for _, latitude in line) > _SOUTH:
                    line = _whole(line)
                    out.append("M" + "L".join(f"{x:.0f},{y:.0f}" for x, y in _drawn(line)) + "Z")
    return "".join(out)


def _whole(line: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """An outline that goes on east of 180 degrees where it would start again in the west."""
    turns, out = 0, [line[0]]
    for (before, _), (longitude, latitude) in pairwise(line):
        turns += (before - longitude > 180) - (longitude - before > 180)
        out.append((longitude + 360 * turns, latitude))
    west = -360 * round(sum(longitude for longitude, _ in out) / len(out) / 360)
    return [(longitude + west, latitude) for longitude, latitude in out]


def _drawn(line: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    """The points of an outline in whole pixels, each once."""
    points = [(round(x), round(y)) for x, y in (project(*point) for point in line)]
    return [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]


def world(counts: Mapping[tuple[str, str], int], pair_href: str, state_href: str) -> str:
    """Who meets whom on a map.

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
    drawing = Drawing(_WIDTH, _HEIGHT, "Map of talks that took place between states")
    drawing.put(path(_land(), f'class="{SHADE}"'))
    most = max(counts.values(), default=1)
    for (a, b), n in sorted(counts.items(), key=lambda row: (row[1], row[0])):
        if a in where and b in where and a != b:
            total[a] += n
            total[b] += n
            width = 0.7 + 3.8 * math.sqrt(n / most)
            paint = f'fill="none" stroke="#0072B2" stroke-opacity=".5" stroke-width="{width:.1f}"'
            drawing.put(
                path(_arc(where[a], where[b]), paint),
                f"{_name(a)} – {_name(b)}: {n:,}",
                pair_href.format(pair="-".join(sorted((a, b)))),
            )
    order = sorted(total, key=lambda code: (-total[code], code))
    placed: list[tuple[float, float]] = []
    for code in order:
        x, y = project(*where[code])
        radius = 2.5 + 4.5 * math.sqrt(total[code] / total[order[0]])
        told = f"{_name(code)}: {total[code]:,}"
        drawing.put(circle(x, y, radius, 'fill="#D55E00"'), told, state_href.format(state=code))
        free = all(abs(x - u) > 26 or abs(y - v) > 12 for u, v in placed)
        if free and len(placed) < _NAMED:  # the others have their names on their points
            placed.append((x, y))
            drawing.words(x, y - radius - 3, code, anchor="middle", kind=f"{INK} {HALO}")
    return str(drawing)


def _name(code: str) -> str:
    found = states.by_code(code)
    return found.name if found else code


def _arc(a: tuple[float, float], b: tuple[float, float], points: int = 24) -> str:
    """A path from one place to another, bent to the north as it is far.

    Great circles would lead over the pole, where a flat map tears them apart.
    """
    (x, y), (x2, y2) = sorted((a, b))
    bend = min(24.0, abs(x2 - x) / 5)
    line = [
        project(x + (x2 - x) * t, min(82.0, y + (y2 - y) * t + bend * math.sin(math.pi * t)))
        for t in (i / points for i in range(points + 1))
    ]
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in line)
