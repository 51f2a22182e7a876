"""When each report was published: interval propagation over the reports that touch.

A report with sane metadata is dated by it. For the others every clue is an interval that must
hold the day of publication, with its evidence: a date in the dateline; past and coming dates
in the text; the terms of office of those named; national days and anniversaries that it keeps;
the same event dated in another report; the same copy elsewhere. Clues are intersected, surest
kind first; one that contradicts what surer ones leave is set aside and told as a conflict, never
silently taken. What one report learns can date the next: reports are visited until nothing
changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from verbale.record.accounts import Account
from verbale.record.apposed import apposed_clues
from verbale.record.clues import Clue, caption_clues, dates_in_text, lead_clues
from verbale.record.datelines import dateline_clues
from verbale.record.entering import entering_clues
from verbale.record.gatherings import gathering_clues
from verbale.record.intervals import common, hull, intersect, width
from verbale.record.neighbours import PersonsKey, copy_clues, counted_clues, event_clues
from verbale.record.observances import observance_clues
from verbale.record.roll import Roll
from verbale.record.tenures import term_clues
from verbale.record.yearless import news_clues, weekday_clues, year_clues
from verbale.records import Interval, Published, Reading, Report, Span

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


ORDER = ("metadata", "stated", "text", "terms", "day", "news", "event", "copy", "lead")


def solve(clues: Iterable[Clue]) -> Dated:
    """Intersect clues, surest kind first; only those that narrow are kept as deciding."""
    left: tuple[Interval, ...] = (Interval(),)
    used: list[Clue] = []
    against: list[Clue] = []
    rank = {kind: i for i, kind in enumerate(ORDER)}
    for clue in sorted(clues, key=lambda c: (rank[c.kind], c.span or Span("", 0, 0), c.why)):
        both = common(left, clue.options or (clue.interval,))
        if not both:
            against.append(clue)
        elif both != left:
            left = both
            used.append(clue)
    known = hull(left)
    basis = None
    if known.start is not None or known.end is not None:
        kinds = {c.kind for c in used}
        basis = "metadata" if "metadata" in kinds else "stated" if "stated" in kinds else "inferred"
    return Dated(known, basis, tuple(used), tuple(against))


def own_clues(reading: Reading, roll: Roll, fixed: dt.date | None = None) -> list[Clue]:
    """What a report's own metadata, full dates and persons say; `fixed`: what a person has set."""
    clues: list[Clue] = []
    day = fixed or reading.report.published
    if day is not None:
        why = "set by a person" if fixed else "the report's metadata"
        clues.append(Clue(Interval(day, day), "metadata", f"{why}: {day.isoformat()}"))
    clues += dates_in_text(reading, roll.offices.horizon)
    clues += apposed_clues(reading)
    if day is None:
        clues += term_clues(reading, roll)
    return clues


def narrowed(
    reading: Reading,
    own: Sequence[Clue],
    dated: Dated,
    told: Sequence[Account],
    roll: Roll,
    met: Mapping[PersonsKey, Sequence[Account]],
    undated: Mapping[PersonsKey, Sequence[Account]],
    readings: Mapping[str, Reading],
    mates: Sequence[str],
    published: Mapping[str, Interval],
) -> Dated | None:
    """One step of propagation: the date of a report by all that is known so far.

    `own`: the clues of the report itself; `dated`, `told`: its date and accounts after the last
    step; `met`: dated meetings of all reports; `undated`: what the undated reports among `readings`
    tell of the same persons; `mates`: reports that carry most of its text;
    `published`: when reports were published. `None` where nothing better is found.
    """
    known = dated.interval
    clues = [*own]
    clues += dateline_clues(reading, roll, solve(clues).interval)
    bounds = solve(clues).interval
    clues += observance_clues(reading, bounds)
    clues += news_clues(reading, bounds, roll.offices.horizon)
    clues += year_clues(reading, told, roll, known)
    clues += event_clues(reading, told, met, readings, known)
    clues += gathering_clues(reading, known)
    clues += counted_clues(reading, told, met, readings, known)
    clues += entering_clues(reading, roll, known)
    clues += weekday_clues(reading, told, undated, readings, known)
    clues += copy_clues(mates, published)
    clues += caption_clues(reading)
    clues += lead_clues(reading, told, solve(clues).interval)
    result = solve(clues)
    if width(result.interval) < width(known) or (
        result.interval != known and intersect(result.interval, known)
    ):
        return result
    return None
