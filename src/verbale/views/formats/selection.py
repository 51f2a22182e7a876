"""Which part of a record is shown or taken away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from verbale.records import Event
from verbale.store.selecting import Where, match

if TYPE_CHECKING:
    from verbale.minutes import Minutes
    from verbale.store import Hit

Period = Literal["month", "week"]
#: Hits of a search that are taken.
_HITS = 10_000


class Written(NamedTuple):
    """What was written: rows by table, and events that the format has no place for, by reason."""

    rows: dict[str, int]
    left_out: dict[str, int] = {}  # noqa: RUF012


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Events for which all that is said holds; all events, where nothing is said.

    `between`: two states. `state`: one of those that take part. `party`: an id. `since`,
    `until`: its interval overlaps these days. `query`: words that the event, or a report that
    tells of it, holds. `outlet`: of a report that tells of it. `without_text`, `period` and
    `address` (of the page that the feed's entries lead to) say how they are written.
    """

    between: tuple[str, str] | None = None
    state: str | None = None
    party: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    type: str | None = None
    status: str | None = None
    issue: str | None = None
    outlet: str | None = None
    query: str | None = None
    without_text: bool = False
    period: Period = "month"
    address: str | None = None

    @property
    def bare(self) -> Choice:
        """The choice alone, without how it is written."""
        return msgspec.structs.replace(self, without_text=False, period="month", address=None)

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.bare == Choice()

    def where(self) -> Where:
        """The events meant; what a person rejected is left out."""
        asked = {
            "pair": "-".join(sorted(self.between)) if self.between else None,
            "state": self.state,
            "party": self.party,
            "issue": self.issue,
            "outlet": self.outlet,
        }
        return Where(
            touching=tuple((role, value) for role, value in asked.items() if value),
            without=(("review", "rejected"),),
            type=self.type,
            status=self.status,
            since=self.since,
            until=self.until,
            words=None if self.query is None else match(self.query),
        )


class Selection:
    """A choice, made on a record: events that a person rejected are left out."""

    def __init__(self, record: Minutes, choice: Choice) -> None:
        """Of an open record."""
        self.choice = choice
        self.without_text = choice.without_text
        self._record = record

    @cached_property
    def hits(self) -> list[Hit]:
        """What the search found, best first; nothing where more than a search was asked."""
        query = self.choice.query
        if query is None or self.choice.bare != Choice(query=query):
            return []
        return self._record.search(query, limit=_HITS)

    @cached_property
    def events(self) -> list[Event]:
        """The events, by date."""
        return list(self._record.store.select("event", self.choice.where()))

    def rows(self, kind: str) -> Iterable[Any]:
        """The rows of a kind: all of them, or those that the chosen events touch."""
        if kind == "event":
            return self.events
        return self._record.store.rows(kind) if self.choice.whole else self._touched(kind)

    @cached_property
    def reports(self) -> list[str]:
        """The ids of the reports that tell of the events."""
        return sorted({report for event in self.events for report in event.reports})

    @cached_property
    def parties(self) -> list[str]:
        """The ids of those who take part, and of their states."""
        found = {p for event in self.events for p in (*event.actors, *event.recipients)}
        return sorted(found | {state for p in found if (state := self._record.state(p))})

    def _touched(self, kind: str) -> Iterator[Any]:
        record = self._record
        if kind in ("report", "party"):
            ids = self.reports if kind == "report" else self.parties
            yield from filter(None, (record.get(kind, id) for id in ids))
        elif kind == "statement":
            said = [s for event in self.events for s in record.statements(event=event.id)]
            yield from sorted(said, key=lambda s: (s.report, s.start, s.id))
        elif kind == "plan":
            yield from filter(None, (record.get("plan", event.id) for event in self.events))
        elif kind == "copy":
            told = (record.get("report", id) for id in self.reports)
            groups = {report.copy_group for report in told if report and report.copy_group}
            yield from filter(None, (record.get("copy", group) for group in sorted(groups)))
        elif kind == "conflict":
            about = [*(event.id for event in self.events), *self.reports, *self.parties]
            held = {c.id: c for id in about for c in record.conflicts(about=id)}
            yield from (held[id] for id in sorted(held))
        elif kind == "channel":
            states = set(self.parties)
            for channel in record.channels(self.choice.between):
                if states.issuperset(channel.pair):
                    yield channel
