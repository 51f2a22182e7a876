"""What makes two accounts of visits one journey, beside their parties and days.

One person is seldom twice on the way to one state within a month: what one report announces,
another calls off and a third tells as done, or looks back on without a day.
"""

from __future__ import annotations

from verbale.record.accounts import Account
from verbale.record.context import Context, gap
from verbale.record.intervals import CALLED_OFF_OR_AHEAD as AHEAD
from verbale.record.intervals import DONE, width
from verbale.records import Interval

# What has not been yet, and has not been called off.
TO_COME = frozenset({"planned", "hypothetical"})
# Days between the reports of one journey, or between the journey and a report that looks back.
MONTH = 31
# Days between the reports of a journey or talks and of their being put off.
SEASON = 92
# Days by which the eve of a journey and its first day may differ.
EVE = 1
STAY_DAYS = 7
POINTS = 0.5
AHEAD_POINTS = 0.4


def points(a: Account, b: Account, context: Context) -> float:
    """How much likelier two accounts are one for being of one journey."""
    if not a.told.mode == b.told.mode == "visit":
        return 0.0
    if a.report == b.report:
        return POINTS if _singled_out(a, b) or _singled_out(b, a) else 0.0
    if not (a.sides == b.sides and any(a.sides.values())):
        return 0.0
    if {a.told.status, b.told.status} <= AHEAD:
        put_off = "postponed" in (a.told.status, b.told.status)
        return AHEAD_POINTS if context.near(a, b, SEASON if put_off else MONTH) else 0.0
    either = ((a, b), (b, a))
    if any(_announced(x, y, context) or _recalled(x, y, context) for x, y in either):
        return POINTS
    return 0.0


def on_the_eve(a: Account, b: Account, context: Context) -> bool:
    """Whether a person's visit to a state is announced for one day and begun on the day before or
    after it: "will visit on Thursday", and arrived on Wednesday night."""
    statuses = {a.told.status, b.told.status}
    return (
        a.told.mode == b.told.mode == "visit"
        and a.report != b.report
        and bool(statuses & TO_COME and statuses & DONE)
        and a.sides == b.sides
        and any(a.sides.values())
        and gap(a.date, b.date) <= EVE
        and context.near(a, b, STAY_DAYS)
    )


def paid_later(a: Account, b: Account) -> bool:
    """Whether a report that tells of a visit says that it was put off before: "arrived on Friday
    ... The trip had been due in July but was postponed"."""
    for back, done in ((a, b), (b, a)):
        told = back.told
        if told.status != "postponed" or told.frame != "backreference" or told.mode != "visit":
            continue
        if a.report == b.report and done.told.status in DONE and a.sides == b.sides:
            due = back.date.start
            return due is None or done.date.end is None or due <= done.date.end
    return False


def put_off(a: Account, b: Account, context: Context) -> bool:
    """Whether what one report announces is what another says was put off to a later day."""
    for plan, off in ((a, b), (b, a)):
        later = off.date.start and plan.date.end and off.date.start > plan.date.end
        if plan.told.status == "planned" and off.told.status == "postponed" and later:
            named = a.sides == b.sides and any(a.sides.values())
            return a.report != b.report and named and context.near(a, b, SEASON)
    return False


def _singled_out(known: Account, other: Account) -> bool:
    """Whether one report tells of a visit by its traveller, and again by its rank: "will visit
    China ... It will be the first visit by a Greek president"."""
    return (
        other.told.frame.partition("/")[2][:1] == "n"
        and not other.told.times
        and other.told.status == known.told.status
        and {*known.sides} == {*other.sides}
        and any(known.sides.values())
        and not any(other.sides.values())
    )


def _announced(plan: Account, done: Account, context: Context) -> bool:
    """Whether a visit is paid on a day that is told, within a month of a report that looks ahead
    to one."""
    if plan.told.status not in TO_COME or done.told.status not in DONE:
        return False
    told = context.told(plan)
    if told.start is None or told.end is None or done.date.start is None:
        return False
    if not done.dated_by.startswith("time:"):
        return False
    held = done.date.end is not None and told.start <= done.date.end
    return held and (done.date.start - told.end).days <= MONTH and width(done.date) <= MONTH


def _recalled(back: Account, done: Account, context: Context) -> bool:
    """Whether a report looks back without a day on a visit of the last month."""
    if not {back.told.status, done.told.status} <= DONE or back.date.start is not None:
        return False
    if done.date.start is None or width(done.date) > STAY_DAYS:
        return False
    told = context.told(back)
    return gap(told, Interval(done.date.start, done.date.end)) <= MONTH and not back.told.times
