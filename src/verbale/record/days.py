"""The days that an event's own words and the day of the report give it."""

from __future__ import annotations

import re

import msgspec

from verbale.reading import times
from verbale.record.calendar import Calendar
from verbale.record.intervals import (
    DONE,
    LASTING_DAYS,
    UNKNOWN,
    clip,
    hull,
    intersect,
    related,
    width,
)
from verbale.records import Interval, Reading, Timex, Told

# Expressions that name a time to come whatever the day of the report.
_AHEAD = re.compile(r"(?:day|week|month|quarter|year)(?:\+[1-9]|\+0 to-come)")
# A weekday ("<=w3", "<w2") or a day of a year ("<60~d06-12").
_OPEN = re.compile(r"(?:<=|>=|[<>]\d+~|<|>|~)d?(w[1-7]|\d\d-\d\d)(?!\S)(?! \.\.)")
# Times that hang on the date told last: "a month earlier", "the previous Friday".
_FROM_DATE = re.compile(r"(?:month|quarter|year)[+-]|[<>]=?[a-zA-Z]")
_ANNOUNCED = frozenset({"AGREE", "THREATEN"})  # what is said to be to come
_SEASON_DAYS = 120  # of a day without a year: what lies no further ahead is not a year ago
# Rules of status by which a noun tells of what is over: "after talks in June".
_TOLD_OF = frozenset({"participle", "at-it", "in-it", "after-it", "since-it"})


def date_told(told: Told, reading: Reading, calendar: Calendar) -> tuple[Interval, str]:
    """The interval that an event's own words and the report's date support, and the rule."""
    best: tuple[Interval, str] | None = None
    ends = dict(times.ranges(reading.report.text, reading.times)) if told.times else {}
    for place, index in enumerate(told.times):
        timex = reading.times[index]
        if any(end == index and start in told.times for start, end in ends.items()):
            continue
        if timex.anchor == "event" and (
            best is not None or (told.after_event is not None and not _FROM_DATE.match(timex.form))
        ):
            continue  # "on May 3 after all, eight days after he scrapped it"
        if _promised(timex, told):
            continue
        interval = calendar.interval(index, told.status)
        relation = told.relation if place == 0 else "on"
        interval = interval and related(interval, relation, told.status, calendar.published)
        if interval is None or _to_come(interval, told, calendar.published):
            continue
        until = calendar.interval(ends[index], told.status) if index in ends else None
        if until is not None and until.end and interval.start and interval.start < until.end:
            interval = Interval(interval.start, until.end)  # "from 30 April to 2 May"
        if best is None:
            best = (interval, f"time:{timex.rule}")
        else:
            both = intersect(best[0], interval)
            if both is None and told.mode == "visit":
                # the days of one place after another are those of the trip
                best = (hull([best[0], interval]), best[1])
            elif both is not None and width(both) < width(best[0]):
                best = (both, best[1])
    if best is None:
        return UNKNOWN, ""
    if any(" .. " in reading.times[index].form for index in told.times):
        return best  # both ends are told: a report in between cuts nothing off
    return clip(best[0], told.status, calendar.published), best[1]


def open_day(told: Told, reading: Reading) -> str | None:
    """The bare weekday or day of a year on which an event is told to be: "w3", "06-12"."""
    if told.relation != "on" or not told.times:
        return None
    timex = reading.times[told.times[0]]
    found = _OPEN.match(timex.form)
    return found.group(1) if found and timex.anchor == "published" else None


def _to_come(interval: Interval, told: Told, published: Interval) -> bool:
    """Whether days lie after the report that tells an act as done: they are those of its matter.

    "Praised the goal of net zero by 2050", "pledged a summit next year". Talks stay: reports on a
    journey tell in the present what is to come.
    """
    if told.type == "CONSULT" or told.status not in ("occurred", "ongoing"):
        return False
    first = interval.start or interval.end
    return bool(first and published.end and first > published.end)


def _promised(timex: Timex, told: Told) -> bool:
    """Whether a time is of what an act speaks of: "threatened last week to impose duties on 3 May"
    dates the duties to come, not the threat; a promise or threat told in the future has no other
    times, nor has one of what is expected."""
    ahead = told.tense == "future" or (
        timex.tense == "future" and told.rules.get("status", "").startswith("governor:")
    )
    if told.type in _ANNOUNCED and told.status in DONE and ahead:
        return True
    return (
        told.type != "CONSULT"
        and told.status in DONE
        and told.tense == "past"
        and timex.tense == "future"
        and timex.form[:1] == ">"
    )


def scheduled(
    told: Told, date: Interval, reading: Reading, calendar: Calendar
) -> tuple[Told, Interval]:
    """The present tense of a programme is a plan: "travels to Chad on 3 May", told on 1 May. A day
    without a year is then the next such day, if that is near or nearer than the last; so is that of
    "the June summit", where June was most of a year ago. What is held "tomorrow" or "next week" is
    a plan on whatever day it is told, "a visit next week" as well."""
    open_ = told.status == "hypothetical" or (
        told.status == "denied" and told.rules.get("status", "").startswith("governor:")
    )
    named = told.rules.get("actors") in {"body", "backreference"} and told.mode == "multilateral"
    if open_ and told.times and named:
        # "next week's OPEC meeting could bring ...", "declined to attend last week's": the meeting
        # itself is not in doubt
        sure = msgspec.structs.replace(told, status="occurred")
        day = date_told(sure, reading, calendar)[0]
        if calendar.published.end is None or (day.end and day.end < calendar.published.end):
            return sure, day
        planned = msgspec.structs.replace(told, status="planned")
        return planned, date_told(planned, reading, calendar)[0]
    if told.type != "CONSULT" or told.status not in DONE:
        return told, date
    planned = msgspec.structs.replace(told, status="planned")
    words = "n" if told.frame == "backreference" else told.frame.partition("/")[2][:1]
    if told.times and (told.tense in ("present", "future") or words == "n"):
        timex = reading.times[told.times[0]]
        if timex.anchor == "published" and _AHEAD.match(timex.form):
            rules = {**told.rules, "status": "time-ahead"}
            planned = msgspec.structs.replace(planned, tense="future", rules=rules)
            return planned, date_told(planned, reading, calendar)[0]
    today = calendar.published.end
    if today is not None and date.start is not None and date.start > today:
        # what lies behind all days of which the report may be has not been
        rules = {**told.rules, "status": "day-ahead"}
        return msgspec.structs.replace(planned, rules=rules), date
    named = words == "n" and told.rules.get("status", "") not in _TOLD_OF
    if today is None or not (told.tense == "present" or named):
        return told, date
    ahead, _ = date_told(planned, reading, calendar)
    if ahead.start is None:
        return told, date
    if ahead.start <= today:
        going_on = told.tense == "present" and ahead.end is not None and ahead.end > today
        if not going_on or told.mode != "visit":
            return told, date
        rules = {**told.rules, "status": "day-within"}
        return msgspec.structs.replace(told, status="ongoing", rules=rules), ahead
    if date == ahead and named:  # "at the December meeting", told in June with the year
        return planned, ahead
    until = (ahead.start - today).days
    since = (today - date.end).days if date.end else 0
    if told.tense == "present":
        near = until <= LASTING_DAYS or until < since
    else:
        reach = LASTING_DAYS if told.tense == "past" else _SEASON_DAYS
        near = until <= reach and since > 2 * _SEASON_DAYS
    if not near:
        return told, date
    rules = {**told.rules, "status": "day-ahead"}
    return msgspec.structs.replace(planned, tense="future", rules=rules), ahead
