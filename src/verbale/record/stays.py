"""Announced journeys and the talks that travellers then had: they show that they went.

"Will travel to Lima on May 3-5" and, in another report, "met her counterpart in Lima today":
nobody need say that the journey took place. Kept on the shelves by traveller, country and day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from verbale.record.intervals import DONE, LASTING_DAYS, width
from verbale.record.shelves import Shelves, Timed
from verbale.records import Event, Party

_TRIP, _STAY = "trip", "stay"
# Traveller and country, and the ordinals of the first and the last day.
Card = tuple[str, int, int]


class Stays:
    """Journeys planned and talks held abroad; one instance an update."""

    def __init__(self, shelves: Shelves, parties: Mapping[str, Party]) -> None:
        """`parties`: rows of the record, looked up as they are needed."""
        self._shelves = shelves
        self._parties = parties

    def file(self, id: str, event: Event | None) -> set[str]:
        """File an event as a journey planned or a talk held abroad; the journeys that it may
        confirm, or no longer does."""
        self._refile(_TRIP, id, event, event is not None and _planned(event))
        touched = self._refile(_STAY, id, event, event is not None and _held(event))
        return {
            card.owner
            for key, day in touched
            for card in self._shelves.timed(_TRIP, key, day - LASTING_DAYS, day)
            if day <= card.last
        }

    def confirming(self, event: Event | None) -> set[str]:
        """The reports of talks that show that a planned journey took place."""
        if event is None or not _planned(event):
            return set()
        first, last = _days(event)
        found = {
            card.owner
            for key in self._keys(event)
            for card in self._shelves.timed(_STAY, key, first, last)
        }
        rows = (self._shelves.row("event", id) for id in found)
        return {
            r
            for row in rows
            if row is not None
            for r in row.reports
            if row.reported_status.get(r) in DONE
        }

    def _refile(self, kind: str, id: str, event: Event | None, now: bool) -> set[tuple[str, int]]:
        """File an event anew under its travellers and countries; the places and first days that
        it came to or left."""
        was: list[Card] = self._shelves.get(kind, id) or []
        cards: list[Card] = []
        if event is not None and now:
            cards = [(key, *_days(event)) for key in self._keys(event)]
        gone, new = [c for c in was if c not in cards], [c for c in cards if c not in was]
        for key, first, last in gone:
            self._shelves.untime(kind, key, Timed(first, id, last))
        for key, first, last in new:
            self._shelves.time(kind, key, Timed(first, id, last))
        self._shelves.put(kind, id, cards or None)
        return {(key, first) for key, first, _ in (*gone, *new)}

    def _keys(self, event: Event) -> list[str]:
        """Each traveller with each country that is not the traveller's own."""
        countries = set(_countries(event))
        found = set()
        for id in (*event.actors, *event.recipients):
            party = self._parties.get(id)
            if party is not None and party.kind == "person" and party.state:
                found |= {f"{id}/{country}" for country in countries - {party.state}}
        return sorted(found)


def _countries(event: Event) -> Iterable[str]:
    if event.place is not None and event.place.country:
        yield event.place.country
    if event.mode == "visit":
        yield from (p for p in event.recipients if len(p) == 3 and p.isupper())


def _planned(event: Event) -> bool:
    """A journey that is still a plan, of known days."""
    plan = event.type == "CONSULT" and event.mode == "visit" and event.status == "planned"
    return plan and event.date.start is not None and width(event.date) <= LASTING_DAYS


def _held(event: Event) -> bool:
    """A talk in person, or a journey, that took place on known days."""
    held = event.type == "CONSULT" and event.mode != "phone" and event.status in DONE
    return held and event.date.start is not None and width(event.date) <= LASTING_DAYS


def _days(event: Event) -> tuple[int, int]:
    assert event.date.start is not None
    assert event.date.end is not None
    return event.date.start.toordinal(), event.date.end.toordinal()
