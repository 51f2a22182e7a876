"""What an address asks for: the query in it, as a choice of events and a page of a list."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec

from verbale.errors import NotFound
from verbale.views.formats.selection import Choice
from verbale.views.web.visits import Seen

Answer = TypeVar("Answer")

#: Characters of a value of the query that are read: more is no question.
LONGEST = 400
#: Characters of what was asked that an answer repeats.
_SHOWN = 60
#: What narrows a search, in the order in which it is offered.
FACETS = ("pair", "state", "type", "status", "issue", "outlet", "period")
#: Every word of a query that chooses events, and what it says.
CHOOSING = {
    "q": "words that the event, or a report that tells of it, holds",
    "pair": "two states, CHN-USA",
    "state": "a state that takes part, ISO 3166-1 alpha-3",
    "party": "the id of a person, organization or state",
    "type": "a PLOVER type, CONSULT",
    "status": "occurred, ongoing, planned, postponed, cancelled, denied or hypothetical",
    "issue": "the slug of an issue",
    "outlet": "the outlet of a report that tells of it",
    "period": "a year or month, 2023 or 2023-06",
    "since": "the first day, 2023-06-18",
    "until": "the last day, 2023-06-18",
}


class Kept:
    """Answers that cost something, kept until the record changes; the oldest go first."""

    def __init__(self, most: int = 200) -> None:
        """At most so many."""
        self._most = most
        self._answers: dict[Hashable, Any] = {}

    def get(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer to `key`, made where it is not known."""
        if key not in self._answers:
            while len(self._answers) >= self._most:
                del self._answers[next(iter(self._answers))]
            self._answers[key] = make()
        found: Answer = self._answers[key]
        return found


class Asked(msgspec.Struct, frozen=True):
    """What a request asks for: the `name` in its path, its query, and when its reader was here.

    `kept`: answers to earlier requests.
    """

    name: str = ""
    query: Mapping[str, str] = {}
    seen: Seen | None = None
    kept: Kept = msgspec.field(default_factory=Kept)

    @property
    def start(self) -> int:
        """How many rows of a long list were seen before."""
        given = self.query.get("from", "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0

    def more(self, path: str, shown: int, total: int) -> str | None:
        """The address of the next rows of a list at `path`, if there are any."""
        after = self.start + shown
        if after >= total:
            return None
        kept = {k: v for k, v in self.query.items() if v and k not in ("from", "token")}
        return f"{path}?{urlencode({**kept, 'from': after})}"


def choice(query: Mapping[str, str]) -> Choice:
    """The events that a query chooses. Raises `NotFound` for a pair, day or period that is none."""
    since, until = _day(query.get("since")), _day(query.get("until"))
    if query.get("period"):
        since, until = period(query["period"])
    return Choice(
        between=as_pair(query["pair"]) if query.get("pair") else None,
        state=query["state"].upper() if query.get("state") else None,
        since=since,
        until=until,
        query=query.get("q", "").strip() or None,
        party=query.get("party") or None,
        type=query.get("type") or None,
        status=query.get("status") or None,
        issue=query.get("issue") or None,
        outlet=query.get("outlet") or None,
    )


def chosen(query: Mapping[str, str]) -> dict[str, str]:
    """The part of a query that chooses events."""
    return {k: query[k] for k in CHOOSING if query.get(k)}


def as_pair(text: str) -> tuple[str, str]:
    """ "CHN-USA" -> ("CHN", "USA"), sorted. Raises `NotFound` for anything else."""
    codes = sorted(text.upper().split("-"))
    if len(set(codes)) != 2 or any(len(c) != 3 for c in codes):
        shown = text[:_SHOWN]
        raise NotFound(f"“{shown}” is no pair of states; write two codes, such as CHN-USA.")
    return codes[0], codes[1]


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        shown = (text or "")[:_SHOWN]
        raise NotFound(f"“{shown}” is no day; write it as 2023-06-18.") from None


def period(text: str) -> tuple[dt.date, dt.date]:
    """ "2023" or "2023-06" -> its first and last day. Raises `NotFound` for anything else."""
    try:
        year, _, month = text.partition("-")
        first = dt.date(int(year), int(month or 1), 1)
        last_month = int(month or 12)
        last = dt.date(int(year), last_month, calendar.monthrange(int(year), last_month)[1])
    except ValueError:
        raise NotFound(f"“{text[:_SHOWN]}” is no year or month; write 2023 or 2023-06.") from None
    return first, last
