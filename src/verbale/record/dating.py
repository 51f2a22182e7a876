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
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec

from verbale.knowledge import offices
from verbale.reading import times
from verbale.record.accounts import (
    CALLED_OFF_OR_AHEAD,
    DAY,
    DONE,
    Account,
    accounts_of,
    intersect,
    lead_sentences,
    oriented,
    width,
)
from verbale.record.identity import Roll, same_office
from verbale.records import CopyGroup, Extent, Interval, Published, Reading, Span, Timex

# A lead tells of what is new: of its own day or the day before, of Friday on a Sunday.
LEAD_DAYS = 2
# Reprints follow their original within days.
COPY_DAYS = 3
# Events of the same two persons are told apart by weekday only within such a span.
MATCH_SPAN = 1200
ROUNDS = 8
# A lead's time stands within so many characters of its dateline.
LEAD_REACH = 300


class Clue(msgspec.Struct, frozen=True):
    """The day of publication lies in `interval`; `why` says it to a person, `span` shows it."""

    interval: Interval
    kind: str
    why: str
    span: Span | None = None


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
    copies_of = _copies(groups)
    for _ in range(ROUNDS):
        if not open_ones:
            break
        index = _by_persons(told, dated)
        changed = False
        fresh: dict[str, Dated] = {}
        for report_id in open_ones:
            reading = readings[report_id]
            known = dated[report_id].interval
            clues = [*own[report_id]]
            clues += dateline_clues(reading, solve(clues).interval)
            clues += year_clues(reading, told[report_id], roll, known)
            clues += event_clues(reading, told[report_id], index, known)
            clues += copy_clues(report_id, copies_of, dated)
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


def own_clues(reading: Reading, roll: Roll, fixed: dt.date | None = None) -> list[Clue]:
    """What a report's own metadata, dates and persons say."""
    report = reading.report
    clues: list[Clue] = []
    day = fixed or report.published
    if day is not None:
        why = "set by a person" if fixed else "the report's metadata"
        clues.append(Clue(Interval(day, day), "metadata", f"{why}: {day.isoformat()}"))
    clues += _dates_in_text(reading)
    if day is None:
        clues += _terms(reading, roll)
    return clues


def _dates_in_text(reading: Reading) -> list[Clue]:
    """Full dates: past ones lie before publication, coming ones after it."""
    clues = []
    marks = reading.marks
    stamp = marks.dateline_date
    day = times.stated_day(reading.report.text[stamp.start : stamp.end]) if stamp else None
    if stamp is not None and day is not None:
        # A page's "Published: ..." is furniture, where no time expressions are sought.
        span = Span(reading.report.id, stamp.start, stamp.end)
        clues.append(Clue(Interval(day, day + DAY), "stated", "the date that it bears", span))
    # "postponed a trip in June": the verb is past, the day may be yet to come.
    ahead = {t for e in reading.events if e.status in CALLED_OFF_OR_AHEAD for t in e.times}
    for index, timex in enumerate(reading.times):
        if timex.type not in ("DATE", "TIME") or timex.anchor != "published" or index in ahead:
            continue
        if any(c.start <= timex.start < c.end for c in (*marks.clocks, *marks.boilerplate)):
            continue
        found = times.resolve(timex, None)
        if found.interval is None or found.interval.start is None or found.interval.end is None:
            continue
        span = Span(reading.report.id, timex.start, timex.end)
        interval = found.interval
        at = marks.dateline_date
        if at is not None and at.start <= timex.start < at.end:
            if found.granularity == "day" and interval.end is not None:
                later = interval.end + DAY
                clues.append(
                    Clue(Interval(interval.start, later), "stated", "the dateline's date", span)
                )
            continue
        in_caption = any(c.start <= timex.start < c.end for c in marks.captions)
        if timex.tense == "past" or (in_caption and found.granularity == "day"):
            words = reading.report.text[timex.start : timex.end]
            clues.append(
                Clue(Interval(interval.start, None), "text", f"“{words}” had passed", span)
            )
    return clues


def _terms(reading: Reading, roll: Roll) -> list[Clue]:
    """Persons named with an office held it: those named first count first.

    A term that contradicts an earlier one is left out: a text may speak of former days
    without saying "former".
    """
    clues: list[Clue] = []
    known = Interval()
    found = []
    for referent in reading.cast.referents:
        for party_id in roll.of(reading, referent.index):
            for told in referent.offices:
                if not told.former:
                    found.append((told.at.start, party_id, told))
    for at, party_id, told in sorted(found, key=lambda x: (x[0], x[1])):
        terms = [t for t in offices.terms(party_id) if same_office(t.title, told.title)]
        spans = [Interval(t.start, t.end) for t in terms if t.start or t.end]
        if not spans or len(spans) < len(terms):
            continue
        fitting = [s for s in spans if intersect(known, s) is not None]
        if len(fitting) != 1:
            continue
        both = intersect(known, fitting[0])
        if both is None or both == known:
            continue
        known = both
        name = roll.party(party_id).name
        until = fitting[0].end.isoformat() if fitting[0].end else "today"
        since = fitting[0].start.isoformat() if fitting[0].start else "?"
        clues.append(
            Clue(
                fitting[0],
                "terms",
                f"{name} was {told.title} from {since} to {until}",
                Span(reading.report.id, told.at.start, told.at.end),
            )
        )
        del at
    return clues


@cache
def _horizon() -> int:
    """The last year that a report is looked for in: what the tables know of, and two more."""
    starts = [t.start for p in offices.table().people.values() for t in p.terms if t.start]
    return max(starts).year + 2


def dateline_clues(reading: Reading, known: Interval) -> list[Clue]:
    """A dateline's day and month ("PARIS, March 24"): the year in which its weekday fits.

    The weekday is the lead's bare one, of that day or the day before; terms of office and
    other clues bound the years.
    """
    at = reading.marks.dateline_date
    if at is None or known.start is None:
        return []
    dated = [t for t in reading.times if at.start <= t.start < at.end and times.yearless(t)]
    if len(dated) != 1:
        return []
    weekday = _lead_weekday(reading, at)
    by_lag: dict[int, list[dt.date]] = defaultdict(list)
    last = min(known.end.year if known.end else _horizon(), known.start.year + 40)
    for year in range(known.start.year, last + 1):
        day = times.resolve(dated[0], dt.date(year, 12, 31)).interval
        if day is None or day.start is None or day.start != day.end:
            continue
        if intersect(known, Interval(day.start, day.start + DAY)) is None:
            continue
        lag = 0 if weekday is None else (day.start.weekday() - weekday) % 7
        by_lag[lag].append(day.start)
    for lag in (0, 1):
        if len(by_lag[lag]) == 1:
            found = by_lag[lag][0]
            words = reading.report.text[dated[0].start : dated[0].end]
            return [
                Clue(
                    Interval(found, found + DAY),
                    "stated",
                    f"the dateline's {words} can only be {found.isoformat()}",
                    Span(reading.report.id, dated[0].start, dated[0].end),
                )
            ]
        if by_lag[lag]:
            return []
    return []


def _lead_weekday(reading: Reading, dateline: Extent) -> int | None:
    """The weekday (Monday = 0) that the lead's first bare weekday of the past names."""
    for timex in reading.times:
        if dateline.end <= timex.start <= dateline.end + LEAD_REACH and timex.tense == "past":
            match = re.match(r"<=w([1-7])", timex.form)
            if match:
                return int(match[1]) - 1
    return None


def year_clues(
    reading: Reading, told: Sequence[Account], roll: Roll, known: Interval
) -> list[Clue]:
    """A day without a year ("on June 19"), where terms of office leave one year for it."""
    if known.start is None or known.end is None or width(known) > 366 * 12:
        return []
    clues = []
    by_time: dict[int, list[Account]] = defaultdict(list)
    for account in told:
        for index in account.told.times[:1]:
            by_time[index].append(account)
    for index, timex in enumerate(reading.times):
        if timex.type not in ("DATE", "TIME") or timex.anchor != "published":
            continue
        for account in by_time[index]:
            timex = oriented(timex, account.told.status)
        if timex.tense == "future":
            continue
        if times.resolve(timex, None).interval is not None or not times.yearless(timex):
            continue
        held = known
        for account in by_time[index]:
            held = _held(account, reading, roll, held) or held
        days: dict[dt.date, Interval] = {}
        for year in range(known.start.year - 1, known.end.year + 1):
            day = times.resolve(timex, dt.date(year, 12, 31)).interval
            if day is None or day.start is None or day.end is None:
                continue
            if by_time[index] and intersect(day, held) is None:
                continue
            refs = times.references(timex, day)
            if refs is not None and (both := intersect(refs, known)) is not None:
                days[day.start] = both
        if len(days) == 1:
            ((day_start, refs),) = days.items()
            words = reading.report.text[timex.start : timex.end]
            clues.append(
                Clue(
                    refs,
                    "event",
                    f"“{words}” can only be {day_start.isoformat()}",
                    Span(reading.report.id, timex.start, timex.end),
                )
            )
    return clues


def _held(account: Account, reading: Reading, roll: Roll, known: Interval) -> Interval | None:
    """When all who took part held the offices that the text gives them."""
    for index in (*account.told.actors, *account.told.recipients):
        referent = reading.cast.referents[index]
        for party_id in roll.of(reading, index):
            for told in referent.offices:
                if told.former:
                    continue
                for term in offices.terms(party_id):
                    if same_office(term.title, told.title):
                        both = intersect(known, Interval(term.start, term.end))
                        known = both or known
    return known


PersonsKey = tuple[str, ...]


def _persons(account: Account) -> list[PersonsKey]:
    """Each two persons who met on two sides, or a visitor and the state visited."""
    if account.told.type != "CONSULT" or len(account.sides) != 2:
        return []
    (one, first), (two, second) = sorted(account.sides.items())
    if first and second:
        return [(a, b) for a in sorted(first) for b in sorted(second)]
    if account.told.mode == "visit" and (first or second):
        host = two if first else one
        return [("visit", who, host) for who in sorted(first or second)]
    return []


_FIRM = frozenset({"anchored", "same talk", "stay"})


def _by_persons(
    told: Mapping[str, Sequence[Account]], dated: Mapping[str, Dated]
) -> dict[PersonsKey, list[Account]]:
    """Events with a known first day, by those who took part."""
    index: dict[PersonsKey, list[Account]] = defaultdict(list)
    for report_id in sorted(told):
        for account in told[report_id]:
            if not (account.dated_by in _FIRM or account.dated_by.startswith("time:")):
                continue
            stay = account.told.mode == "visit" and width(account.date) <= 14
            if account.exact or (stay and account.date.start is not None):
                for key in _persons(account):
                    index[key].append(account)
    return index


def event_clues(
    reading: Reading,
    told: Sequence[Account],
    index: Mapping[PersonsKey, Sequence[Account]],
    known: Interval,
) -> list[Clue]:
    """The same event dated elsewhere: "on Sunday" here is the 31st there."""
    if width(known) > 366 * 12:
        known = Interval(known.start, known.end)
    clues = []
    for account in told:
        keys = _persons(account)
        if not keys or account.told.status in ("cancelled", "postponed", "denied"):
            continue
        relative = _relative(account, reading)
        if relative is None:
            continue
        days: dict[dt.date, tuple[Interval, Account]] = {}
        for other in (o for key in keys for o in index.get(key, ())):
            if other.anchor == account.anchor or not _fits(account, other):
                continue
            assert other.date.start is not None
            refs = times.references(relative, other.date)
            refs = refs and _bounded(refs, account, other)
            if refs is None or (both := intersect(refs, known)) is None:
                continue
            days.setdefault(other.date.start, (both, other))
        if len(days) != 1:
            continue
        ((day, (refs, other)),) = days.items()
        words = reading.report.text[relative.start : relative.end]
        where = "below" if other.report == reading.report.id else f"in {other.report}"
        clues.append(
            Clue(
                refs,
                "event",
                f"“{words}” is {day.isoformat()}: the same event is dated {where}",
                Span(reading.report.id, relative.start, relative.end),
            )
        )
    return clues


def _relative(account: Account, reading: Reading) -> Timex | None:
    """The expression that dates an event from the report's own day."""
    if account.told.relation not in ("on", "since"):
        return None
    for index in account.told.times:
        timex = oriented(reading.times[index], account.told.status)
        bare_hour = timex.form[0] == "T"  # "in the morning" says no day
        if bare_hour or timex.anchor != "published":
            continue
        if times.resolve(timex, None).interval is None:
            return timex
    return None


def _fits(a: Account, b: Account) -> bool:
    """Nothing but the date could part them."""
    if {a.told.mode, b.told.mode} & {"visit"} and a.told.mode != b.told.mode:
        return False
    if "phone" in (a.told.mode, b.told.mode) and a.told.mode != b.told.mode:
        return False
    x, y = a.told.place, b.told.place
    return not (x and y and x.country and y.country and x.country != y.country)


def _bounded(refs: Interval, account: Account, other: Account) -> Interval | None:
    """A traveller's plan is told before he arrives; a plan of any kind not after the day."""
    if account.told.status in CALLED_OFF_OR_AHEAD and other.date.start is not None:
        last = other.date.start - DAY if account.told.mode == "visit" else other.date.start
        return intersect(refs, Interval(None, last))
    if account.told.status in DONE and other.date.start is not None:
        return intersect(refs, Interval(other.date.start, None))
    return refs


def _copies(groups: Sequence[CopyGroup]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for report_id in group.reports:
            out[report_id] += [r for r in group.reports if r != report_id]
    return out


def copy_clues(
    report_id: str, copies_of: Mapping[str, Sequence[str]], dated: Mapping[str, Dated]
) -> list[Clue]:
    """Copies of one story are published within days of each other."""
    clues = []
    slack = dt.timedelta(days=COPY_DAYS)
    for other in copies_of.get(report_id, ()):
        known = dated[other].interval
        if known.start is None or known.end is None or width(known) > 31:
            continue
        clues.append(
            Clue(
                Interval(known.start - slack, known.end + slack),
                "copy",
                f"the same copy stands in {other}, of {known.start} to {known.end}",
            )
        )
    return clues


def lead_clues(reading: Reading, told: Sequence[Account], known: Interval) -> list[Clue]:
    """The lead's bare day is news: of the days left, the one within two days of publication."""
    if known.start is None or known.end is None or width(known) > 21 or width(known) == 0:
        return []
    leads = lead_sentences(list(told), reading)
    ahead = {t for a in told if a.told.status in CALLED_OFF_OR_AHEAD for t in a.told.times}
    for index, timex in enumerate(reading.times):
        if index in ahead or timex.anchor != "published" or timex.tense != "past":
            continue
        if not any(lead.start <= timex.start < lead.end for lead in leads):
            continue
        if times.resolve(timex, None).interval is not None:
            continue
        fitting: dict[dt.date, Interval] = {}
        day = known.start - 7 * DAY
        while day <= known.end:
            refs = times.references(timex, Interval(day, day))
            near = refs and intersect(refs, Interval(day, day + LEAD_DAYS * DAY))
            both = near and intersect(near, known)
            if both:
                fitting[day] = both
            day += DAY
        if len(fitting) == 1:
            ((found, interval),) = fitting.items()
            words = reading.report.text[timex.start : timex.end]
            return [
                Clue(
                    interval,
                    "lead",
                    f"“{words}” in the lead is {found.isoformat()}",
                    Span(reading.report.id, timex.start, timex.end),
                )
            ]
    return []


def clock_days(reading: Reading) -> list[tuple[dt.date, Extent]]:
    """Days that the page's own furniture states: not the day of publication."""
    out = []
    for clock in reading.marks.clocks:
        day = times.stated_day(reading.report.text[clock.start : clock.end])
        if day is not None:
            out.append((day, clock))
    return out
