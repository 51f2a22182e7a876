"""The panel: one row a pair of states and month (or week, from Monday) with an event between them.

Counts are of what occurred or goes on and is dated to within as many days as a period has (the
middle of its interval decides); plans, postponements and cancellations stand in columns of their
own. A period without a row is one in which the reports tell of nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from verbale.knowledge import channels, codes, plover
from verbale.record.channels import lines_of
from verbale.records import Event
from verbale.views.formats.coding import pairs
from verbale.views.formats.lookup import Lookup, bounds
from verbale.views.formats.rows import delimited, parquet
from verbale.views.formats.selection import Period, Selection, Written

_COUNTED = frozenset({"occurred", "ongoing"})
_DAYS: dict[Period, int] = {"month": 31, "week": 7}
_APART = ("planned", "postponed", "cancelled")


def _channel(name: str) -> str:
    return f"contacts_{name.replace('-', '_')}"


def columns() -> dict[str, Any]:
    """The columns and their types."""
    numbers = [
        *(kind.lower() for kind in plover.ontology().types),
        *(f"quad{quad}" for quad in range(1, 5)),
        *_APART,
        "contacts",
        *map(_channel, channels.names()),
        "events",
        "reports",
    ]
    shape: dict[str, Any] = {"period": str, "start": dt.date, "end": dt.date}
    for side in "ab":
        shape |= {f"state_{side}": str, f"cow_{side}": int, f"gw_{side}": int}
    sums = dict.fromkeys(("goldstein", "goldstein_ab", "goldstein_ba"), float)
    return shape | dict.fromkeys(numbers, int) | sums


def write(lookup: Lookup, path: Path, chosen: Selection) -> Written:
    """Write the table: Parquet where the file is called so, else CSV."""
    found, left = rows(lookup, chosen.events, chosen.choice.period)
    if path.suffix == ".parquet":
        parquet(path, columns(), found)
    else:
        delimited(path, list(columns()), found)
    return Written({"rows": len(found)}, left)


def period_of(day: dt.date, period: Period) -> tuple[str, dt.date, dt.date]:
    """The name, first and last day of the month or ISO week of a day."""
    if period == "week":
        first = day - dt.timedelta(days=day.weekday())
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}", first, first + dt.timedelta(days=6)
    first = day.replace(day=1)
    return f"{day:%Y-%m}", first, (first + dt.timedelta(32)).replace(day=1) - dt.timedelta(1)


def rows(
    lookup: Lookup, events: list[Event], period: Period
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The rows, by period and pair, and the events that no row counts, by reason."""
    cells: dict[tuple[dt.date, tuple[str, str]], _Cell] = defaultdict(_Cell)
    left: Counter[str] = Counter()
    for event in events:
        if event.status not in _COUNTED and event.status not in _APART:
            left[event.status] += 1
            continue
        between = pairs(lookup, event)
        if not between:
            left["not between two states"] += 1
            continue
        span = bounds(event, _DAYS[period])
        if span is None:
            left[f"not dated to a {period}"] += 1
            continue
        first = period_of(span[0] + (span[1] - span[0]) / 2, period)[1]
        lines = dict(lines_of(event, lookup.parties)) if event.type == "CONSULT" else {}
        for pair in between:
            cells[first, pair].add(lookup, event, pair, lines.get(pair))
    return [_row(*key, cell, period) for key, cell in sorted(cells.items())], dict(left)


class _Cell:
    """What is counted of a pair in a period."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.sums: defaultdict[str, float] = defaultdict(float)
        self.reports: set[str] = set()

    def __lt__(self, other: _Cell) -> bool:
        return False

    def add(self, lookup: Lookup, event: Event, pair: tuple[str, str], channel: str | None) -> None:
        """Count an event."""
        self.counts["events"] += 1
        self.reports.update(event.reports)
        if event.status in _APART:
            self.counts[event.status] += 1
            return
        self.counts[event.type.lower()] += 1
        self.counts[f"quad{plover.quad(event.type)}"] += 1
        if channel:
            self.counts["contacts"] += 1
            self.counts[_channel(channel)] += 1
        value = event.goldstein or 0.0
        self.sums["goldstein"] += value
        actors, recipients = lookup.states(event.actors), lookup.states(event.recipients)
        both = event.type == "CONSULT" or not recipients
        for name, (doer, other) in (("ab", pair), ("ba", pair[::-1])):
            if both or (doer in actors and other in recipients):
                self.sums[f"goldstein_{name}"] += value


def _row(first: dt.date, pair: tuple[str, str], cell: _Cell, period: Period) -> dict[str, Any]:
    name, start, end = period_of(first, period)
    row: dict[str, Any] = dict.fromkeys(columns(), 0)
    row |= {"period": name, "start": start, "end": end}
    for side, state in zip("ab", pair, strict=True):
        row[f"state_{side}"] = state
        row[f"cow_{side}"] = codes.number(state, "cow", end)
        row[f"gw_{side}"] = codes.number(state, "gw", end)
    row |= cell.counts
    row |= {
        name: round(cell.sums[name], 2) for name in ("goldstein", "goldstein_ab", "goldstein_ba")
    }
    row["reports"] = len(cell.reports)
    return row
