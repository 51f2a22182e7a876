"""When each report was published: interval propagation over the reports that touch.

A report with sane metadata is dated by it. For the others every clue is an interval that must
hold the day of publication, with its evidence: a date in the dateline; past and coming dates
in the text; the terms of office of those named; the same event dated in another report;
the same copy elsewhere. Clues are intersected, surest kind first; one that contradicts
what surer ones leave is set aside and told as a conflict, never silently taken. What one
report learns can date the next: reports are visited until nothing changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from verbale.record.accounts import Account, accounts_of
from verbale.record.clues import Clue, dateline_clues, lead_clues, own_clues, year_clues
from verbale.record.identity import Roll
from verbale.record.intervals import intersect, width
from verbale.record.neighbours import copies_of, copy_clues, event_clues, met_on
from verbale.records import CopyGroup, Interval, Published, Reading, Report, Span

ROUNDS = 8


class Dated(msgspec.Struct, frozen=True):
    """A report's date, the clues that decided it, and those that contradict it."""

    interval: Interval
    basis: str | None
    clues: tuple[Clue, ...] = ()
    against: tuple[Clue, ...] = ()

    def published(self) -> Published:
        because: list[Span | str] = []
        for clue in self.clues:
            if clue.span is not None and clue.span not in because:
                because.append(clue.span)
            because.append(clue.why)
        return Published(self.interval.start, self.interval.end, self.basis, tuple(because))


def by_metadata(report: Report) -> Dated:
    """What a report's own metadata says, and nothing else."""
    day = report.published
    if day is None:
        return Dated(Interval(), None)
    clue = Clue(Interval(day, day), "metadata", f"the report's metadata: {day.isoformat()}")
    return Dated(clue.interval, "metadata", (clue,))


ORDER = ("metadata", "stated", "text", "terms", "event", "copy", "lead")


def solve(clues: Iterable[Clue]) -> Dated:
    """Intersect clues, surest kind first; only those that narrow are kept as deciding."""
    known = Interval()
    used: list[Clue] = []
    against: list[Clue] = []
    rank = {kind: i for i, kind in enumerate(ORDER)}
    for clue in sorted(clues, key=lambda c: (rank[c.kind], c.span or Span("", 0, 0), c.why)):
        both = intersect(known, clue.interval)
        if both is None:
            against.append(clue)
        elif both != known:
            known = both
            used.append(clue)
    basis = None
    if known.start is not None or known.end is not None:
        kinds = {c.kind for c in used}
        basis = "metadata" if "metadata" in kinds else "stated" if "stated" in kinds else "inferred"
    return Dated(known, basis, tuple(used), tuple(against))


def date_reports(
    readings: Mapping[str, Reading],
    roll: Roll,
    groups: Sequence[CopyGroup],
    fixed: Mapping[str, dt.date] | None = None,
) -> dict[str, Dated]:
    """Date every report. `fixed` holds dates that a person has set: they win."""
    fixed = fixed or {}
    dated: dict[str, Dated] = {}
    own: dict[str, list[Clue]] = {}
    told: dict[str, list[Account]] = {}
    for report_id in sorted(readings):
        reading = readings[report_id]
        own[report_id] = own_clues(reading, roll, fixed.get(report_id))
        dated[report_id] = solve(own[report_id])
        told[report_id] = accounts_of(reading, roll, dated[report_id].interval)
    open_ones = [r for r in sorted(readings) if width(dated[r].interval) > 0]
    carried = copies_of(groups)
    for _ in range(ROUNDS):
        if not open_ones:
            break
        index = met_on(told)
        changed = False
        fresh: dict[str, Dated] = {}
        for report_id in open_ones:
            reading = readings[report_id]
            known = dated[report_id].interval
            clues = [*own[report_id]]
            clues += dateline_clues(reading, roll, solve(clues).interval)
            clues += observance_clues(reading, solve(clues).interval)
            clues += year_clues(reading, told[report_id], roll, known)
            clues += event_clues(reading, told[report_id], index, known)
            clues += copy_clues(report_id, carried, {r: x.interval for r, x in dated.items()})
            narrowed = solve(clues)
            clues += lead_clues(reading, told[report_id], narrowed.interval)
            result = solve(clues)
            if width(result.interval) < width(known) or (
                result.interval != known and intersect(result.interval, known)
            ):
                fresh[report_id] = result
        for report_id, result in fresh.items():
            if result.interval != dated[report_id].interval:
                changed = True
            dated[report_id] = result
            told[report_id] = accounts_of(readings[report_id], roll, result.interval)
        if not changed:
            break
    return dated
