"""What the formats ask of a record again and again, each answer kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from verbale.records import Event, Interval, Party, Reading, ReportEntry, Span
from verbale.views import words

if TYPE_CHECKING:
    from verbale.minutes import Minutes

#: An interval of more days gives no date to a format that has one day an event.
WIDEST = 31


def bounds(event: Event, widest: int = WIDEST) -> tuple[dt.date, dt.date] | None:
    """First and last day of an event that is dated to within `widest` days, else `None`.

    What goes on and has no known end counts on its first day.
    """
    start, end = event.date.start, event.date.end
    if start and end is None and event.status == "ongoing":
        return start, start
    if start is None or end is None or (end - start).days >= widest:
        return None
    return start, end


class Lookup:
    """Parties, reports and readings of one record."""

    def __init__(self, record: Minutes) -> None:
        """Of an open record."""
        self.record = record
        self._parties: dict[str, Party | None] = {}
        self._reports: dict[str, ReportEntry | None] = {}
        self._readings: dict[str, Reading] = {}

    def party(self, id: str) -> Party | None:
        """A party by id."""
        if id not in self._parties:
            self._parties[id] = self.record.get("party", id)
        return self._parties[id]

    @cached_property
    def parties(self) -> dict[str, Party]:
        """All parties by id."""
        return {party.id: party for party in self.record.parties()}

    def report(self, id: str) -> ReportEntry | None:
        """A report by id."""
        if id not in self._reports:
            self._reports[id] = self.record.get("report", id)
        return self._reports[id]

    def reading(self, report: str) -> Reading:
        """What was read in one report by itself."""
        if report not in self._readings:
            self._readings[report] = self.record.reading(report)
        return self._readings[report]

    def state(self, party: str | None) -> str | None:
        """The state that a party acts for."""
        found = self.party(party) if party else None
        if found is None:
            return None
        return found.id if found.kind == "state" else found.state

    def states(self, parties: Iterable[str]) -> list[str]:
        """The states of parties, each once, in their order."""
        found = (self.state(party) for party in parties)
        return list(dict.fromkeys(state for state in found if state))

    def name(self, party: str) -> str:
        """A party's name."""
        return words.name(self.party(party), party)

    def title(self, party: str, when: Interval) -> str | None:
        """The first title that a person held at some time of an interval."""
        found = self.party(party)
        for office in found.offices if found else ():
            early = office.start and when.end and when.end < office.start
            late = office.end and when.start and when.start > office.end
            if not early and not late:
                return office.title
        return None

    def sector(self, party: str) -> str | None:
        """A party's PLOVER sector; a state acts through its government."""
        found = self.party(party)
        if found is None:
            return None
        return found.sector or ("GOV" if found.kind == "state" else None)

    def told(self, spans: Iterable[Span]) -> list[str]:
        """The words of spans, each once."""
        found = []
        for span in spans:
            report = self.report(span.report)
            if report and report.text:
                found.append(words.safe(report.text[span.start : span.end]))
        return list(dict.fromkeys(found))

    def first(self, reports: Iterable[str]) -> ReportEntry | None:
        """The report that was published first; undated ones last."""
        found = [entry for entry in map(self.report, reports) if entry]
        return min(found, key=lambda e: (e.published.start or dt.date.max, e.id), default=None)

    def latest(self, reports: Iterable[str]) -> dt.date | None:
        """The last day on which any of these reports was published."""
        days = [entry.published.end for entry in map(self.report, reports) if entry]
        return max((day for day in days if day), default=None)
