"""What other reports say of a report's date: the same event dated there, the same copy."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from verbale.reading import times
from verbale.record.accounts import Account, lead_sentences
from verbale.record.calendar import oriented
from verbale.record.clues import HEAD, Clue, one_of
from verbale.record.intervals import (
    CALLED_OFF,
    CALLED_OFF_OR_AHEAD,
    DAY,
    DONE,
    intersect,
    width,
)
from verbale.records import Extent, Interval, Reading, Span, Timex

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
# Fewer days than these are counted to the day; of more, as of weeks, so many less or more are.
_EXACT_DAYS = 7
_ROUND_DAYS = 4
_BESIDE = 12  # characters between a day and the count that explains it

PersonsKey = tuple[str, ...]
# Expressions of days, weeks and months: "soon" and "later this year" tell no two meetings apart.
_FINE = re.compile(r"day[+-]|week[+-]|month[+-]|[<>=~]w[1-7]|[<>=~]we\b|d\d\d-\d\d|m\d\d")
# What the headline or the first sentence tells of is so many days old at most.
NEWS = 6 * DAY
# Acts that are known by who did them to whom, and by their words.
_DEEDS = frozenset({"SANCTION", "COERCE", "ASSAULT", "AGREE"})
# Points that two tellings of a deed must have in common: a number that is told counts 2, another
# word of the sentences 1, an issue 1, the same code 1.
_ALIKE = 4
_WORD = re.compile(r"(?<![\w$])(?:\d[\d,.]*\d|\d+|[a-z]{4,})(?!\w)")
_COUNTED = re.compile(
    r"\b(?:days?|weeks?|months?|years?|hours?) (?:after|before|since|ahead of)\b[^,;]{0,60}$", re.I
)
_BEFORE = re.compile(
    r"\b(?:earlier|previous(?:ly)?|last|since|ago|first|second|third|had|again|month|year|"
    r"in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_COMMON = re.compile(
    r"(?:said|says|told|over|after|before|with|that|from|this|which|their|they|have|been|will|would"
    r"|were|president|minister|prime|foreign|government|officials?|week|month|year|also|between"
    r"|about|into|against|during|other|more|than|under|when|where|while|agreed)"
)


def persons(account: Account) -> list[PersonsKey]:
    """Each two persons who met or agreed on two sides, or a visitor and the state visited; of a
    deed, the states that did it and to which it was done."""
    deeds = _states(account) if account.told.type in _DEEDS else []
    if account.told.type not in ("CONSULT", "AGREE") or len(account.sides) != 2:
        return deeds
    (one, first), (two, second) = sorted(account.sides.items())
    if account.told.type == "AGREE" and not (first and second):
        return deeds
    if first and second:
        return [(a, b) for a in sorted(first) for b in sorted(second)]
    if account.told.mode == "visit" and (first or second):
        host = two if first else one
        return [("visit", who, host) for who in sorted(first or second)]
    return []


def _states(account: Account) -> list[PersonsKey]:
    done_to = [code for code in account.sides if code not in account.states]
    if account.told.type == "AGREE":
        pairs = [tuple(sorted((x, y))) for x in account.sides for y in account.sides if x < y]
        return [("AGREE", *pair) for pair in pairs[:3]]
    return [(account.told.type, x, y) for x in account.states[:2] for y in done_to[:3]]


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
    readings: Mapping[str, Reading],
    known: Interval,
) -> list[Clue]:
    """The same event dated elsewhere: "on Sunday" here is the 31st there."""
    clues = []
    leads = lead_sentences(list(told), reading)
    for account in told:
        if account.told.status in _NEVER or not persons(account):
            continue
        relative = _relative(account, reading)
        fresh = relative is None and _is_news(account, reading, leads)
        if relative is None and not fresh:
            continue
        if relative is not None and not _FINE.search(relative.form):
            continue
        if relative and relative.form.startswith("day") and width(known) > DEICTIC_DAYS:
            # "today" holds of any day: it cannot tell two calls of the same persons apart
            continue
        days: dict[dt.date, tuple[Interval, Account]] = {}
        for other in told_elsewhere(account, index, reading, readings):
            assert other.date.start is not None
            if relative is None:
                if not same_town(account, other):
                    continue
                last = other.date.end or other.date.start
                refs: Interval | None = Interval(last, last + NEWS)
            else:
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
        at = relative or account.told
        words = reading.report.text[at.start : at.end]
        found = sorted({o.report for _, o in days.values()})
        where = "below" if found == [reading.report.id] else f"in {', '.join(found)}"
        options = {day: both for day, (both, _) in days.items()}
        span = Span(reading.report.id, at.start, at.end)
        after = f": the same event is dated {where}"
        clues.append(one_of(options, "event", f"“{words}” is", span, after))
    return clues


def told_elsewhere(
    account: Account,
    index: Mapping[PersonsKey, Sequence[Account]],
    reading: Reading,
    readings: Mapping[str, Reading],
) -> list[Account]:
    """The dated tellings of what may be the same event; none of days on which it was another."""
    keys = persons(account)
    others = [o for key in keys for o in index.get(key, ()) if o.anchor != account.anchor]
    if account.told.type in _DEEDS:
        others = [o for o in others if _same_deed(account, o, reading, readings)]
    apart = [o for o in others if o.told.type == account.told.type and not fits(account, o)]
    elsewhere = [o.date for o in apart]
    return [o for o in others if not any(intersect(o.date, date) for date in elsewhere)]


def counted_clues(
    reading: Reading,
    told: Sequence[Account],
    index: Mapping[PersonsKey, Sequence[Account]],
    readings: Mapping[str, Reading],
    known: Interval,
) -> list[Clue]:
    """ "On Friday, eight days after he met X": the other meeting is dated elsewhere."""
    by_index = {a.index: a for a in told}
    clues = []
    for account in told:
        after = account.told.after_event
        base = by_index.get(after) if after is not None else None
        counted = [reading.times[t] for t in account.told.times]
        timex = next((t for t in counted if times.offset_days(t) is not None), None)
        if base is None or timex is None or account.told.status not in DONE:
            continue
        shift = times.offset_days(timex) or 0
        # "six weeks after" is some days less or more
        slack = (0 if abs(shift) < _EXACT_DAYS else _ROUND_DAYS) * DAY
        relative = _relative(account, reading)
        if relative is None or not _FINE.search(relative.form):
            relative = _beside(timex, reading)
        days: dict[dt.date, Interval] = {}
        for other in told_elsewhere(base, index, reading, readings):
            assert other.date.start is not None
            first = other.date.start + shift * DAY - slack
            last = (other.date.end or other.date.start) + shift * DAY + slack
            refs = (
                times.references(relative, Interval(first, last))
                if relative is not None and _FINE.search(relative.form)
                else Interval(first, None)
            )
            if refs is not None and (both := intersect(refs, known)) is not None:
                days.setdefault(other.date.start, both)
        if not 0 < len(days) <= FEW:
            continue
        words = reading.report.text[timex.start : timex.end]
        span = Span(reading.report.id, timex.start, timex.end)
        why = f"“{words}” is counted from"
        clues.append(one_of(days, "event", why, span, ", as dated in another report"))
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


def _beside(counted: Timex, reading: Reading) -> Timex | None:
    """The day that a count explains: "said on Thursday, three days after they met"."""
    for timex in reading.times:
        if 0 < counted.start - timex.end <= _BESIDE and timex.anchor == "published":
            return timex if times.resolve(timex, None).interval is None else None
    return None


def _is_news(account: Account, reading: Reading, leads: Sequence[Extent]) -> bool:
    """Whether the head of the report tells of talks as done, without a day of their own, and not
    as of before."""
    told = account.told
    if (
        told.type != "CONSULT"
        or told.status not in DONE
        or told.tense not in ("past", "present")
        or any(reading.times[t].anchor != "event" for t in told.times)
    ):
        return False
    if any(other.after_event == account.index for other in reading.events):
        return False  # "six weeks after their summit"
    words = reading.report.text[told.sentence.start : told.sentence.end]
    if _COUNTED.search(words[: max(0, told.start - told.sentence.start)]):
        return False
    return told.sentence in leads or (told.start < HEAD and not _BEFORE.search(words))


def _same_deed(
    account: Account, other: Account, reading: Reading, readings: Mapping[str, Reading]
) -> bool:
    """Whether the sentences that tell of two deeds have enough in common."""
    mine, theirs = _words(account, reading), _words(other, readings[other.report])
    points = sum(2 if word[0].isdigit() else 1 for word in mine & theirs)
    points += len(set(account.told.issues) & set(other.told.issues))
    points += account.told.cameo == other.told.cameo
    return points >= _ALIKE


def _words(account: Account, reading: Reading) -> set[str]:
    """What a sentence tells besides names and common words: numbers, and the heads of words."""
    at = account.told.sentence
    found = _WORD.findall(reading.report.text[at.start : at.end])
    return {
        w if w[0].isdigit() else w[:6] for w in found if len(w) > 1 and not _COMMON.fullmatch(w)
    }


def same_town(one: Account, two: Account) -> bool:
    """Both are told of one town."""
    a, b = one.told.place, two.told.place
    return bool(a and b and a.kind == "city" and a.name == b.name)


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
