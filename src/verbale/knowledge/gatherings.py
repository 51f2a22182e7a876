"""Meetings of many leaders that go from town to town: the summits of the Group of Seven, of NATO.

`data/gatherings.tsv` has one row a meeting: what its series is called, its days, where it was held.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from verbale.knowledge import tables
from verbale.knowledge.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

# "The G20 summit", "a NATO leaders' meeting", "the summit of the Group of Seven".
_NOUN = re.compile(r"(?:\s+(?!foreign|finance|defen|trade|energy)[\w’'-]+){0,2}?\s+summit\b", re.I)
_OF = re.compile(r"\bsummit (?:meeting )?of (?:the )?(?:leaders of )?(?:the )?$", re.IGNORECASE)


class Gathering(msgspec.Struct, frozen=True):
    """A row of the table. `names`: of its series; `towns`: where it was held, and what else its
    place is called."""

    names: tuple[str, ...]
    first: dt.date
    last: dt.date
    towns: tuple[str, ...]
    country: str


class Named(msgspec.Struct, frozen=True):
    """Words of a text that name a summit of a series: all that were held of it."""

    start: int
    end: int
    rows: tuple[Gathering, ...]


@cache
def _table() -> tuple[Phrases[str], dict[str, tuple[Gathering, ...]]]:
    phrases: Phrases[str] = Phrases()
    rows: dict[str, list[Gathering]] = defaultdict(list)
    for row in tables.load("gatherings.tsv", Gathering):
        for name in row.names:
            key = name.casefold()
            if key not in rows:
                phrases.add(name, key)
            rows[key].append(row)
    return phrases, {key: tuple(found) for key, found in rows.items()}


def find(text: str) -> Iterator[Named]:
    """The summits that `text` names by their series, in order."""
    phrases, rows = _table()
    for hit in phrases.find(text):
        noun = _NOUN.match(text, hit.end)
        if noun:
            yield Named(hit.start, noun.end(), rows[hit.value])
        elif _OF.search(text[max(0, hit.start - 40) : hit.start]):
            yield Named(hit.start, hit.end, rows[hit.value])
