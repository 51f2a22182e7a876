"""What says when a report was published: each clue an interval with its evidence."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from verbale.reading import times
from verbale.record.accounts import Account, lead_sentences
from verbale.record.calendar import oriented
from verbale.record.identity import Roll, same_office
from verbale.record.intervals import CALLED_OFF_OR_AHEAD, DAY, DONE, intersect, width
from verbale.records import Extent, Interval, Reading, Span

# A lead tells of what is new: of its own day or the day before, of Friday on a Sunday.
LEAD_DAYS = 2
_FINE = frozenset({"day", "week", "month", "time"})
# "President-elect", "the late prime minister": from election to office, and out of it.
GRACE = dt.timedelta(days=45)
# A lead's time stands within so many characters of its dateline.
LEAD_REACH = 300


class Clue(msgspec.Struct, frozen=True):
    """The day of publication lies in `interval`; `why` says it to a person, `span` shows it."""

    interval: Interval
    kind: str
    why: str
    span: Span | None = None


def own_clues(reading: Reading, roll: Roll, fixed: dt.date | None = None) -> list[Clue]:
    """What a report's own metadata, dates and persons say."""
    report = reading.report
    clues: list[Clue] = []
    day = fixed or report.published
    if day is not None:
        why = "set by a person" if fixed else "the report's metadata"
        clues.append(Clue(Interval(day, day), "metadata", f"{why}: {day.isoformat()}"))
    clues += _dates_in_text(reading, roll.offices.horizon)
    if day is None:
        clues += _terms(reading, roll)
    return clues


def _dates_in_text(reading: Reading, horizon: int) -> list[Clue]:
    """Full dates up to the year `horizon`: past ones lie before publication, coming ones after."""
    clues = []
    marks = reading.marks
    stamp = marks.dateline_date
    day = times.stated_day(reading.report.text[stamp.start : stamp.end]) if stamp else None
    if stamp is not None and day is not None:
        # A page's "Published: ..." is furniture, where no time expressions are sought.
        span = Span(reading.report.id, stamp.start, stamp.end)
        clues.append(Clue(Interval(day, day + DAY), "stated", "the date that it bears", span))
    # A past verb alone does not make a date past: "pledged to do it by 2030", "postponed a trip
    # in June". The event that it dates must have happened.
    done = {t for e in reading.events if e.status in DONE for t in e.times}
    done -= {t for e in reading.events if e.status in CALLED_OFF_OR_AHEAD for t in e.times}
    for index, timex in enumerate(reading.times):
        if timex.type not in ("DATE", "TIME") or timex.anchor != "published":
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
        # A year alone is as often a goal or a fiscal year as it is past.
        fine = found.granularity in _FINE and found.interval.start.year <= horizon
        happened = index in done and timex.tense == "past" and fine
        if happened or (in_caption and found.granularity == "day"):
            words = reading.report.text[timex.start : timex.end]
            clues.append(
                Clue(Interval(interval.start, None), "text", f"“{words}” had passed", span)
            )
    return clues


def _loosened(start: dt.date | None, end: dt.date | None) -> Interval:
    """A term with the weeks in which somebody is named by an office to come, or just left."""
    return Interval(start - GRACE if start else None, end + GRACE if end else None)


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
    for _, party_id, told in sorted(found, key=lambda x: (x[0], x[1])):
        terms = [t for t in roll.offices.terms(party_id) if same_office(t.title, told.title)]
        if not all(t.start or t.end for t in terms):
            continue
        spans = [(t, _loosened(t.start, t.end)) for t in terms]
        fitting = [(t, span) for t, span in spans if intersect(known, span) is not None]
        if len(fitting) != 1:
            continue
        term, span = fitting[0]
        both = intersect(known, span)
        if both is None or both == known:
            continue
        known = both
        name = roll.party(party_id).name
        since = term.start.isoformat() if term.start else "?"
        until = term.end.isoformat() if term.end else "today"
        clues.append(
            Clue(
                span,
                "terms",
                f"{name} was {told.title} from {since} to {until}",
                Span(reading.report.id, told.at.start, told.at.end),
            )
        )
    return clues


def dateline_clues(reading: Reading, roll: Roll, known: Interval) -> list[Clue]:
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
    last = min(known.end.year if known.end else roll.offices.horizon, known.start.year + 40)
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
                for term in roll.offices.terms(party_id):
                    if same_office(term.title, told.title):
                        both = intersect(known, Interval(term.start, term.end))
                        known = both or known
    return known


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
