"""Which part of a record is taken away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from verbale.records import Event

if TYPE_CHECKING:
    from verbale.api import Record
    from verbale.store import Hit
    from verbale.views.formats.lookup import Lookup

Period = Literal["month", "week"]
#: Hits of a search that are taken.
_HITS = 10_000


class Written(NamedTuple):
    """What was written: rows by table, and events that the format has no place for, by reason."""

    rows: dict[str, int]
    left_out: dict[str, int] = {}  # noqa: RUF012


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Events between two states, of a period, found by a search; all, where nothing is said."""

    between: tuple[str, str] | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    query: str | None = None
    without_text: bool = False
    period: Period = "month"

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return not any((self.between, self.since, self.until, self.query is not None))


class Selection:
    """A choice, made on a record: events that a person rejected are left out."""

    def __init__(self, record: Record, choice: Choice) -> None:
        """Of an open record."""
        self.choice = choice
        self.without_text = choice.without_text
        self._record = record

    @cached_property
    def hits(self) -> list[Hit]:
        """What the search found, best first; nothing without a search."""
        if self.choice.query is None:
            return []
        return self._record.search(self.choice.query, limit=_HITS)

    @cached_property
    def events(self) -> list[Event]:
        """The events, by date."""
        choice = self.choice
        found = self._record.events(between=choice.between, since=choice.since, until=choice.until)
        if choice.query is not None:
            ids = {hit.id for hit in self.hits if hit.kind == "event"}
            found = [event for event in found if event.id in ids]
        return found

    def rows(self, lookup: Lookup, kind: str) -> Iterable[Any]:
        """The rows of a kind: all of them, or those that the chosen events touch."""
        if kind == "event":
            return self.events
        held = lookup.record.store.rows(kind)
        return held if self.choice.whole else self._touched(kind, held)

    @cached_property
    def _reach(self) -> dict[str, set[str]]:
        events = self.events
        return {
            "event": {event.id for event in events},
            "report": {report for event in events for report in event.reports},
            "party": {p for event in events for p in (*event.actors, *event.recipients)},
        }

    def _touched(self, kind: str, held: Iterable[Any]) -> Iterator[Any]:
        reach = self._reach
        states = {self._record.state(party) for party in reach["party"]}
        for noun in held:
            if kind in ("report", "party"):
                near = noun.id in reach[kind] or (kind == "party" and noun.id in states)
            elif kind == "copy":
                near = any(report in reach["report"] for report in noun.reports)
            elif kind == "conflict":
                near = noun.about.id in reach.get(noun.about.kind, ())
            elif kind == "channel":
                near = not self.choice.between or set(noun.pair) == set(self.choice.between)
                near = near and set(noun.pair) <= states
            else:  # statements and plans
                near = noun.event in reach["event"]
            if near:
                yield noun
