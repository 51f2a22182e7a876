"""Terms of office and those who served them, and how their dates and names are read.

Dates keep their precision: "2012" stands for some day of that year.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from functools import lru_cache

import msgspec

from verbale.knowledge.phrases import fold

_LETTERS = re.compile(r"[^\W\d_]+")
_UNCOUNTED = frozenset({"jr", "sr", "dr", "ii", "iii", "iv"})
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")


class Row(msgspec.Struct, frozen=True):
    """A line of a table of terms; `start` and `end` are YYYY, YYYY-MM, YYYY-MM-DD or empty."""

    name: str
    title: str
    state: str = ""
    start: str = ""
    end: str = ""
    aliases: tuple[str, ...] = ()
    gender: str | None = None
    source: str | None = None


class Term(msgspec.Struct, frozen=True):
    """A term of office: the widest span of days that its dates allow, both included.

    `precision`: "day", "month" or "year", the coarser of both ends. `seen`: the day as of
    which the row was known good, where the source says so; `source`: where it is from.
    """

    title: str
    state: str
    role: str | None
    start: dt.date | None
    end: dt.date | None
    precision: str
    seen: dt.date | None
    source: str

    def covers(self, day: dt.date) -> bool:
        """Whether the term may have run on `day`."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Person(msgspec.Struct, frozen=True):
    """Somebody who held office; terms sorted by their start."""

    id: str
    name: str
    aliases: tuple[str, ...]
    gender: str | None
    state: str | None
    terms: tuple[Term, ...]


def span(start: str, end: str) -> tuple[dt.date | None, dt.date | None, str]:
    """The widest days of a term and its precision.

    Raises:
        ValueError: a date is not YYYY, YYYY-MM or YYYY-MM-DD.
    """
    for text in (start, end):
        if text and not _DATE.match(text):
            raise ValueError(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    sizes = [len(text) for text in (start, end) if text]
    precision = {4: "year", 7: "month"}.get(min(sizes, default=10), "day")
    return _edge(start, first=True), _edge(end, first=False), precision


@lru_cache(maxsize=8192)
def _edge(text: str, first: bool) -> dt.date | None:
    if not text:
        return None
    numbers = [int(part) for part in text.split("-")]
    month = numbers[1] if len(numbers) > 1 else (1 if first else 12)
    month = month or (1 if first else 12)
    last = monthrange(numbers[0], month)[1]
    day = numbers[2] if len(numbers) > 2 else (1 if first else last)
    return dt.date(numbers[0], month, day or (1 if first else last))


@lru_cache(maxsize=32768)
def key(name: str) -> str:
    """A name as it is compared: folded, without initials, hyphens, honorifics and number."""
    parts = _LETTERS.findall(fold(name).replace("'", ""))
    long = [w for w in parts if len(w) > 1 and w not in _UNCOUNTED]
    return " ".join(long or parts)


def exact(name: str) -> str:
    """A name folded, its initials kept: "George H. W. Bush" is not "George W. Bush"."""
    return " ".join(_LETTERS.findall(fold(name).replace("'", "")))


def clash(one: str, other: str) -> bool:
    """Whether two spellings of a key have initials that cannot be one person's."""
    first, second = ([w for w in exact(name).split() if len(w) == 1] for name in (one, other))
    return bool(first and second and first[0] != second[0])
