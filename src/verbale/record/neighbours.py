"""What other reports say of a report's date: the same event dated there, the same copy."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from verbale.reading import times
from verbale.record.accounts import Account
from verbale.record.calendar import oriented
from verbale.record.clues import Clue
from verbale.record.intervals import (
    CALLED_OFF,
    CALLED_OFF_OR_AHEAD,
    DAY,
    DONE,
    hull,
    intersect,
    width,
)
from verbale.records import Interval, Reading, Span, Timex

# Reprints follow their original within days. They carry most of it: a shared paragraph may be a
# formula that comes back for years.
COPY_DAYS = 3
MOST = 0.6
# Within so many days "today" can be matched with an event that is dated elsewhere.
DEICTIC_DAYS = 31

# A summit may go on for days.
MEETING_DAYS = 2

# One of so many meetings of the same persons is meant; of more, nothing is said.
FEW = 3

PersonsKey = tuple[str, ...]
# Expressions of days and weeks: "soon" and "later this year" tell no two meetings apart.
_FINE = re.compile(r"day[+-]|week[+-]|[<>=~]w[1-7]|d\d\d-\d\d")


def persons(account: Account) -> list[PersonsKey]:
    """Each two persons who met or agreed on two sides, or a visitor and the state visited."""
    if account.told.type not in ("CONSULT", "AGREE") or len(account.sides) != 2:
        return []
    (one, first), (two, second) = sorted(account.sides.items())
    if first and second:
        return [(a, b) for a in sorted(first) for b in sorted(second)]
    if account.told.mode == "visit" and (first or second):
        host = two if first else one
        return [("visit", who, host) for who in sorted(first or second)]
    return []


_NEVER = frozenset({*CALLED_OFF, "denied"})
_FIRM = frozenset({"anchored", "same talk", "stay"})


def met_on(told: Mapping[str, Sequence[Account]]) -> dict[PersonsKey, list[Account]]:
    """Events with a known first day, by those who took part."""
    index: dict[PersonsKey, list[Account]] = defaultdict(list)
    for report_id in sorted(told):
        for account in told[report_id]:
            if not (account.dated_by in _FIRM or account.dated_by.startswith("time:")):
                continue
            if account.told.status in _NEVER:
                continue
            stay = width(account.date) <= (14 if account.told.mode == "visit" else MEETING_DAYS)
            if account.exact or (stay and account.date.start is not None):
                for key in persons(account):
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
        keys = persons(account)
        if not keys or account.told.status in _NEVER:
            continue
        relative = _relative(account, reading)
        if relative is None:
            continue
        if not _FINE.search(relative.form):
            continue
        if relative.form.startswith("day") and width(known) > DEICTIC_DAYS:
            # "today" holds of any day: it cannot tell two calls of the same persons apart
            continue
        days: dict[dt.date, tuple[Interval, Account]] = {}
        others = [o for key in keys for o in index.get(key, ()) if o.anchor != account.anchor]
        elsewhere = [o.date for o in others if not fits(account, o)]
        for other in others:
            if any(intersect(other.date, date) for date in elsewhere):
                continue
            assert other.date.start is not None
            refs = times.references(relative, other.date)
            refs = refs and _bounded(refs, account, other)
            if refs is None or (both := intersect(refs, known)) is None:
                continue
            known_as = next(
                (d for d, (_, o) in days.items() if intersect(o.date, other.date)), None
            )
            days.setdefault(known_as or other.date.start, (both, other))
        if not 0 < len(days) <= FEW:
            continue
        words = reading.report.text[relative.start : relative.end]
        found = sorted({o.report for _, o in days.values()})
        where = "below" if found == [reading.report.id] else f"in {', '.join(found)}"
        when = " or ".join(day.isoformat() for day in sorted(days))
        options = tuple(days[day][0] for day in sorted(days))
        clues.append(
            Clue(
                hull(options),
                "event",
                f"“{words}” is {when}: the same event is dated {where}",
                Span(reading.report.id, relative.start, relative.end),
                options if len(options) > 1 else (),
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


def fits(a: Account, b: Account) -> bool:
    """Nothing but the date could part them."""
    if {a.told.mode, b.told.mode} & {"visit"} and a.told.mode != b.told.mode:
        return False
    if "phone" in (a.told.mode, b.told.mode) and a.told.mode != b.told.mode:
        return False
    x, y = a.told.place, b.told.place
    if not (x and y and x.country and y.country):
        return True
    apart = x.kind == y.kind == "city" and x.name != y.name
    return x.country == y.country and not apart


def _bounded(refs: Interval, account: Account, other: Account) -> Interval | None:
    """A traveller's plan is told before he arrives; a plan of any kind not after the day."""
    if account.told.status in CALLED_OFF_OR_AHEAD and other.date.start is not None:
        last = other.date.start - DAY if account.told.mode == "visit" else other.date.start
        return intersect(refs, Interval(None, last))
    if account.told.status in DONE and other.date.start is not None:
        return intersect(refs, Interval(other.date.start, None))
    return refs


def carries(reading: Reading, other: Reading) -> bool:
    """Whether the other report carries most of this one's body, word by word."""
    theirs = {p.exact for p in other.prints}
    same = sum(p.end - p.start for p in reading.prints if p.exact in theirs)
    return same > 0 and same >= MOST * sum(p.end - p.start for p in reading.prints)


def copy_clues(mates: Sequence[str], published: Mapping[str, Interval]) -> list[Clue]:
    """Copies of one story are published within days of each other."""
    clues = []
    slack = dt.timedelta(days=COPY_DAYS)
    for other in mates:
        known = published[other]
        if known.start is None or known.end is None or width(known) > 366:
            continue
        clues.append(
            Clue(
                Interval(known.start - slack, known.end + slack),
                "copy",
                f"the same copy stands in {other}, of {known.start} to {known.end}",
            )
        )
    return clues
