"""One event out of many accounts.

Two accounts are compared by named features (`compare`); a pair may be impossible (`bars`),
or more or less likely (`score`). Pairs are joined best first, as long as no two members of
the joined event bar each other. Ties break by the accounts' own keys, so that the order of
reading does not show.

Plan and deed are one event: their dates need only be compatible. Place and day both
contradicted are two events; one of them is one event, with a conflict (CODEBOOK).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from verbale.record import journeys
from verbale.record.accounts import Account
from verbale.record.context import OPEN, Context, gap
from verbale.record.intervals import CALLED_OFF, DONE, LASTING_DAYS, intersect, width
from verbale.record.intervals import CALLED_OFF_OR_AHEAD as AHEAD
from verbale.record.journeys import TO_COME
from verbale.records import Interval, PlaceMention

THRESHOLD = 2.0
SAME_PLACE = 0.8
# A background sentence of another report may speak of any earlier meeting of the same two:
# without a date, reports are compared only if they are this close.
NEAR_DAYS = 7
# Points of days that agree.
DATED = 0.4
# The bar between accounts without days of reports that are far apart.
APART = "time between the reports"
# A plan of which no day is told is rather one of the next months than of next year.
SOON_DAYS = 120
# Acts that are done, of which each outlet has its own words; what is said is known by its words.
DEEDS = frozenset({"SANCTION", "COERCE", "RETREAT", "ASSAULT", "MOBILIZE", "AID"})


class Likeness(msgspec.Struct, frozen=True):
    """How two accounts compare: feature -> points, and what bars them from being one event."""

    points: dict[str, float]
    bars: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        return sum(self.points.values())

    @property
    def same(self) -> bool:
        return not self.bars and self.score >= THRESHOLD


def compare(a: Account, b: Account, context: Context) -> Likeness:
    """Compare two accounts, feature by feature; symmetric."""
    points: dict[str, float] = {}
    bars: list[str] = []
    if a.told.type != b.told.type:
        return Likeness({}, ("type",))
    same_report = a.report == b.report
    points["parties"] = _parties(a, b, bars)
    points["date"] = _date(a, b, context, bars)
    points["place"] = _place(a.told.place, b.told.place)
    if a.told.mode == b.told.mode == "visit":
        # where a visit goes follows from whom it is paid to
        points["place"] = min(points["place"], 0.2)
        if a.told.hosts and b.told.hosts and not {*a.told.hosts} & {*b.told.hosts}:
            bars.append("hosts")  # one side's visit, and the other's in return
    points["mode"] = _mode(a, b, bars)
    if a.told.duration and b.told.duration:
        points["duration"] = 0.5 if a.told.duration == b.told.duration else 0.0
    if a.told.occasion and b.told.occasion:
        points["occasion"] = 0.5 if _alike(a.told.occasion, b.told.occasion) else -0.3
    if same_report:
        points["report"] = 0.3
        if "backreference" in (a.told.frame, b.told.frame):
            points["backreference"] = 1.2
        elif (a.told.status in AHEAD) != (b.told.status in AHEAD):
            # one report seldom tells of one event as planned and as done, hardly with two times
            timed = a.told.times and b.told.times and not {*a.told.times} & {*b.told.times}
            points["tense"] = -1.4 if timed else -0.7
    elif context.same_passage(a, b):
        points["copy"] = 1.5
    if points["place"] < 0 and points["date"] < 0:
        bars.append("place and date")
    _statuses(a, b, bars)
    called_off = a.told.status in CALLED_OFF and b.told.status in CALLED_OFF
    if called_off:
        points["status"] = 0.4
    points["journey"] = journeys.points(a, b, context)
    if not same_report and _one_term(a, b):
        points["term"] = 0.45
    if a.told.type != "CONSULT":
        _acts(a, b, points, bars, same_report)
    return Likeness({k: v for k, v in points.items() if v}, tuple(bars))


def _parties(a: Account, b: Account, bars: list[str]) -> float:
    """Persons alike on both sides weigh most; states alone are weak; a contradiction bars."""
    if a.told.type != "CONSULT":
        if not (_sides_fit(a.actors, b.actors, a, b) or _acts_for(a, b) or _acts_for(b, a)):
            bars.append("actors")
        if not _sides_fit(a.recipients, b.recipients, a, b, lenient=True):
            bars.append("recipients")
        persons = {p for people in a.sides.values() for p in people}
        if a.actors and b.actors and not {*a.actors} & {*b.actors}:
            return 0.5  # a state and who acts for it
        return 1.0 if persons & {p for people in b.sides.values() for p in people} else 0.7
    shared = set(a.sides) & set(b.sides)
    if not shared or not (set(a.sides) <= set(b.sides) or set(b.sides) <= set(a.sides)):
        bars.append("sides")
        return 0.0
    points = 0.0
    for key in shared:
        mine, theirs = a.sides[key], b.sides[key]
        if mine and theirs:
            if not mine & theirs:
                bars.append(f"persons of {key}")
                return 0.0
            points += 0.8
        elif not mine and not theirs:
            points += 0.35
        else:
            points += 0.25
    if len(shared) == 1 and max(len(a.sides), len(b.sides)) > 1:
        points -= 0.4
    return min(points, 1.6)


def _sides_fit(
    x: Sequence[str], y: Sequence[str], a: Account, b: Account, lenient: bool = False
) -> bool:
    """Whether one side can be the other, told more or less fully."""
    if not x or not y:
        return lenient or x == y
    if set(x) & set(y):
        return True
    return lenient and bool(_keys(x, a) & _keys(y, b))


def _acts_for(a: Account, b: Account) -> bool:
    """Whether the actors of one are states and those of the other officials of theirs: "Britain
    expelled", "May expelled". One report tells of both only where they are two."""
    if a.report == b.report or not a.actors or not b.actors:
        return False
    return {*a.actors} <= {*b.states} and not {*b.actors} & {*b.states}


def _keys(parties: Iterable[str], account: Account) -> set[str]:
    return {
        key for key, people in account.sides.items() for p in parties if p == key or p in people
    }


def _date(a: Account, b: Account, context: Context, bars: list[str]) -> float:
    planned = a.told.status in AHEAD or b.told.status in AHEAD
    alike = _days(a, b)
    if alike is False:
        bars.append("day")
        return -1.0
    nothing = Interval()
    if alike and intersect(a.date, b.date) is not None and (a.exact or b.exact or a.day == b.day):
        return 0.8 if context.near(a, b, NEAR_DAYS) else 0.4
    if nothing in (a.date, b.date):
        return _undated(a, b, context, bars)
    both = intersect(a.date, b.date)
    if both is not None:
        if a.exact and b.exact:
            return 1.0
        if width(both) >= OPEN:
            return _undated(a, b, context, bars)
        narrow = min(width(a.date), width(b.date))
        wide = max(width(a.date), width(b.date))
        if wide > 400 and not planned:
            return 0.3 if _by_then(a, b) else _undated(a, b, context, bars)
        if a.date == b.date or (narrow <= 7 and wide <= 31):
            return 0.8
        if a.day or b.day:
            return 0.2  # one such day of many
        return 0.4 if both.start is None or _soon(a, b, both.start, context) else 0.3
    apart = gap(a.date, b.date)
    if journeys.paid_later(a, b):
        return 0.2
    if journeys.on_the_eve(a, b, context):
        return 0.5
    if journeys.put_off(a, b, context):
        return 0.2
    # Nothing but the day parts them, and the reports are of the same days: see CODEBOOK.
    close = apart <= 1 and a.report != b.report and context.near(a, b, 3) and a.sides == b.sides
    talks = a.told.type == "CONSULT" and not planned
    if close and talks and _place(a.told.place, b.told.place) >= SAME_PLACE:
        return -0.5
    bars.append("date")
    return -1.0


def _days(a: Account, b: Account) -> bool | None:
    """Whether the weekday or the day of the year that one tells is that of the other; `None` where
    that is not known."""
    known = None
    for one, other in ((a, b), (b, a)):
        if one.day is None or one.exact:
            continue
        if other.exact and other.date.start is not None:
            day = other.date.start
            of_year = f"{day:%m-%d}"
            known = one.day == (f"w{day.isoweekday()}" if one.day[0] == "w" else of_year)
        elif other.day is not None and (one.day[0] == "w") == (other.day[0] == "w"):
            known = one.day == other.day
    return known


def _soon(a: Account, b: Account, day: dt.date, context: Context) -> bool:
    """Whether a day is in the months after the reports that look ahead to it without one."""
    for account in (a, b):
        told = context.published.get(account.report, Interval()).end
        if width(account.date) >= OPEN and told is not None and (day - told).days > SOON_DAYS:
            return False
    return True


def _one_term(a: Account, b: Account) -> bool:
    """Whether what one report has as a plan for a month or week another tells of, held or not, as
    of the same: "security talks in November", "the talks planned for November were not held"."""
    told = a.dated_by.startswith("time:") and b.dated_by.startswith("time:")
    once = a.date == b.date and not a.exact and width(a.date) <= LASTING_DAYS
    return told and once and (a.told.status in TO_COME) != (b.told.status in TO_COME)


def _by_then(a: Account, b: Account) -> bool:
    """Whether a deed that is told to have been done by some day was done shortly before it."""
    open_, known = (a, b) if a.date.start is None else (b, a)
    if a.told.type not in DEEDS or not known.exact or not open_.dated_by.startswith("time:"):
        return False
    return gap(known.date, Interval(open_.date.end, open_.date.end)) <= LASTING_DAYS


def _undated(a: Account, b: Account, context: Context, bars: list[str]) -> float:
    if a.report == b.report:
        return 0.3
    if not context.near(a, b, NEAR_DAYS):
        bars.append(APART)
        return 0.0
    return 0.2


def _place(a: PlaceMention | None, b: PlaceMention | None) -> float:
    if a is None or b is None:
        return 0.0
    if a.name.casefold() == b.name.casefold():
        return SAME_PLACE
    if a.country and a.country == b.country:
        return 0.4 if "country" in (a.kind, b.kind) else -0.2
    if a.country and b.country:
        return -0.8
    return 0.0


def _mode(a: Account, b: Account, bars: list[str]) -> float:
    x, y = a.told.mode, b.told.mode
    if x == y:
        return 0.3 if x else 0.0
    if x is None or y is None:
        return 0.1
    bars.append("mode")
    return 0.0


def _statuses(a: Account, b: Account, bars: list[str]) -> None:
    x, y = a.told.status, b.told.status
    off = (x in CALLED_OFF and y in DONE) or (y in CALLED_OFF and x in DONE)
    if off and not journeys.paid_later(a, b):
        bars.append("called off and done")
    for one, other in ((a, b), (b, a)):
        if one.told.status == "denied" and one.told.tense == "future" and other.told.status in DONE:
            bars.append("not to be and done")  # "another meeting will not take place"
    if "denied" in (x, y) and x != y and a.report == b.report:
        bars.append("denied")


def _acts(
    a: Account, b: Account, points: dict[str, float], bars: list[str], same_report: bool
) -> None:
    """Acts other than talks: one act is told in like words, or in one talk."""
    issues_a, issues_b = set(a.told.issues), set(b.told.issues)
    if issues_a and issues_b:
        points["issues"] = 0.5 if issues_a & issues_b else -0.6
    if a.told.frame == b.told.frame:
        points["frame"] = 0.4
    if same_report and a.dated_by == b.dated_by == "talk":
        points["talk"] = 0.6
    told_of = set(a.recipients) & set(b.recipients)
    if told_of and a.actors and b.actors:
        points["recipients"] = 0.4
    deed = a.told.type in DEEDS and a.told.mode == b.told.mode and a.told.cameo == b.told.cameo
    if deed and told_of and "frame" not in points:
        points["deed"] = 0.2
    if not points.keys() & {"copy", "frame", "deed"} and not (same_report and told_of):
        # other words for one act are told of the same recipient, in the same report
        bars.append("words")


def _alike(a: str, b: str) -> bool:
    x, y = set(a.casefold().split()), set(b.casefold().split())
    return bool(x & y)
