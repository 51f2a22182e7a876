"""Days that return each year: national days, observances of the world, anniversaries.

`data/observances.tsv` has one row a day: whose it is, when it falls, from which year its
anniversaries count, and the names it goes by.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from verbale.knowledge import tables
from verbale.knowledge.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator


class Observance(msgspec.Struct, frozen=True):
    """A row of the table. `day`: "07-01", or "03/1/2" for the second Monday of March.

    `state`: whose day it is, empty for the world's. `since`: the year that anniversaries count
    from, where they do. `kind`: "day" for a named day, "event" for what an anniversary is of.
    """

    day: str
    kind: Literal["day", "event"]
    names: tuple[str, ...]
    state: str = ""
    since: int | None = None

    def on(self, year: int) -> dt.date:
        """The day in `year`."""
        if "/" in self.day:
            month, weekday, rank = map(int, self.day.split("/"))
            first = dt.date(year, month, 1)
            return first + dt.timedelta((weekday - first.isoweekday()) % 7 + 7 * (rank - 1))
        return dt.date(year, int(self.day[:2]), int(self.day[3:]))


class Named(msgspec.Struct, frozen=True):
    """Words of a text that name a day: all rows that go by that name."""

    start: int
    end: int
    name: str
    rows: tuple[Observance, ...]


@cache
def _table() -> tuple[Phrases[str], dict[str, tuple[Observance, ...]]]:
    phrases: Phrases[str] = Phrases()
    rows: dict[str, list[Observance]] = defaultdict(list)
    for row in tables.load("observances.tsv", Observance):
        for name in row.names:
            key = name.casefold()
            rows[key].append(row)
            phrases.add(name, key)
    for key in ("independence day", "national day", "republic day", "independence"):
        phrases.add(key, key)
    rows["independence"] = rows["independence day"]
    return phrases, {key: tuple(found) for key, found in rows.items()}


def find(text: str) -> Iterator[Named]:
    """The names of such days in `text`, in order; "independence" alone is one of them."""
    phrases, rows = _table()
    for hit in phrases.find(text):
        yield Named(hit.start, hit.end, hit.value, rows[hit.value])
