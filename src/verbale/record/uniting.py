"""Accounts that are alike, joined into events: which to compare, and which stay apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import combinations

from verbale.record.accounts import Account
from verbale.record.context import OPEN
from verbale.record.intervals import intersect, width
from verbale.record.journeys import SEASON
from verbale.record.merging import APART, DATED, NEAR_DAYS, Likeness
from verbale.records import Interval


def keys(account: Account) -> list[tuple[str, ...]]:
    """Accounts that could be one event have one of these in common: type, and a pair of sides."""
    kind, sides = account.told.type, sorted(account.sides)
    if kind != "CONSULT":
        return [(kind, actor) for actor in (*account.states[:1], *account.actors[:1], "")[:1]]
    if len(sides) == 1:
        return [(kind, sides[0])]
    return [(kind, *pair) for pair in combinations(sides[:6], 2)]


def reach(account: Account, published: Interval | None) -> tuple[int, int]:
    """The first and the last day that accounts of the same event may have, as ordinals.

    What is told without a first day hangs on the days of the report, what is announced without
    a last one on the year that follows.
    """
    known = published or Interval()
    first, last = dt.date.min.toordinal(), dt.date.max.toordinal()
    start = account.date.start or account.date.end or known.start
    end = account.date.end or account.date.start or known.end
    low = start.toordinal() if start else first
    high = end.toordinal() if end else last
    if account.date.start is None:
        low = max(first, known.start.toordinal() - NEAR_DAYS) if known.start else first
    if account.date.end is None:
        # a plan is told in the year before; on which day, the report may leave open
        told = known.end.toordinal() if known.end else last
        high = min(last, max(high, told) + 366)
    if account.told.status == "postponed" and known.start and known.end:
        # what was put off was to be earlier, or has been since
        low = min(low, max(first, known.start.toordinal() - SEASON))
        high = max(high, known.end.toordinal())
    return min(low, high), max(low, high)


def unite(
    accounts: Sequence[Account],
    likely: Mapping[tuple[str, str], float],
    likeness: Callable[[str, str], Likeness],
) -> list[list[Account]]:
    """Accounts -> events, each a list of its accounts in order; every account in just one.

    `likely`: pairs (of anchors, in order) that could be one event, and their scores; `likeness`
    compares any two. The likest pairs are joined first, as long as no two members bar each other.
    """
    by_anchor = {a.anchor: a for a in accounts}
    group = {a.anchor: a.anchor for a in accounts}
    members = {a.anchor: [a.anchor] for a in accounts}
    for x, y in sorted(likely, key=lambda k: (-likely[k], k)):
        left, right = group[x], group[y]
        if left == right:
            continue
        told = [{*members[side]} for side in (left, right)]
        sure = likeness(x, y).points.get("date", 0.0) >= DATED
        if any(
            _parted(likeness(m, n), m, n, told, by_anchor, sure)
            for m in members[left]
            for n in members[right]
        ):
            continue
        keep, drop = min(left, right), max(left, right)
        for anchor in members[drop]:
            group[anchor] = keep
        members[keep] = sorted(members[keep] + members.pop(drop))
    events = [
        sorted((by_anchor[m] for m in ms), key=lambda a: a.sort_key) for ms in members.values()
    ]
    return sorted(events, key=lambda e: e[0].sort_key)


def _parted(
    likeness: Likeness,
    m: str,
    n: str,
    told: Sequence[Collection[str]],
    by_anchor: Mapping[str, Account],
    sure: bool,
) -> bool:
    """Whether two members of events to be joined bar each other.

    A mention without a day that is like one member of an event of a known day is of that event,
    however far from other reports of it. `sure`: the days of the two by which the events are
    joined agree. A mention without a day is then as near as what else of the event its report
    tells with one.
    """
    if not likeness.bars:
        return False
    if likeness.bars != (APART,):
        return True
    if any(by_anchor[k].exact for mates in told for k in mates):
        return False
    if not sure:
        return True
    for one, mates in zip((m, n), told, strict=True):
        known = by_anchor[one].date
        for k in sorted(mates):
            if by_anchor[k].report == by_anchor[one].report:
                known = intersect(known, by_anchor[k].date) or known
        if width(known) >= OPEN:
            return True
    return False
