"""What says when a report was published: each clue an interval with its evidence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

import msgspec

from verbale.knowledge import agencies
from verbale.reading import times
from verbale.record.accounts import Account, lead_sentences
from verbale.record.intervals import CALLED_OFF_OR_AHEAD, DAY, DONE, hull, intersect, width
from verbale.records import Extent, Interval, Reading, Resolved, Span, Timex

# A lead tells of what is new: of its own day or the day before, of Friday on a Sunday.
LEAD_DAYS = 2
# Where the lead gives no day, one of so many sentences that tell of events may.
SECOND = 2
_WEEKDAY = "=w"
# A day of a month, with its year or without.
_DAYS = re.compile(r"d\d\d-\d\d|^\d{4}-\d\d-\d\d")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# What a report's own news was told with: "announced in a statement on 3 May".
_SAID_ON = re.compile(
    r"\b(?:said|announced|told|declared|confirmed|reported|stated|warned|issued)\b"
    r"(?:[^,;.]{0,40}? on)?\s*$",
    re.IGNORECASE,
)
_FINE = frozenset({"day", "week", "month", "time"})
# Forms of times that tell of days, weeks or months.
FINE = re.compile(r"day[+-]|week[+-]|month[+-]|[<>=~]w[1-7]|d\d\d-\d\d|m\d\d")
NONE = dt.timedelta(0)
_STOP = re.compile(r"(?<!\bU\.S)(?<!\bMr)(?<!\bMrs)(?<!\bDr)[.!?][\"”’]?\s+(?=[\"“A-Z])|\n")
# The picture beside a report is of the same news, or of the visit that it goes on.
PICTURE_DAYS = 31
_FILED = re.compile(r"\b(?:file|files|archives?|undated)\b", re.IGNORECASE)
# The head of a text, in characters: who speaks, and what is new.
HEAD = 500
_AHEAD = re.compile(
    r"\b(?:upcoming|forthcoming|coming|future|planned|scheduled|next|expected|ahead of)\b[^.;]*$",
    re.IGNORECASE,
)
_AHEAD_REACH = 80
_SAID_REACH = 55
_INVITED = re.compile(r"\binvit(?:ed|es|ing|ations?)\b[^.;]*$", re.IGNORECASE)
# "Copyright 2018 The Associated Press" is of the story, "(c) 2018 Our Paper" of the page.
_COPYRIGHT = re.compile(
    r"(?:copyright|©|\(c\))[ ,]*(?:©|\(c\))?[ ,]*(?:by )?"
    r"(?:(?P<before>[A-Z][\w .-]{1,30}?),? (?P<late>(?:19|20)\d\d)\b"
    r"|(?P<year>(?:19|20)\d\d)(?: by)?[ ,]+(?P<after>[A-Z][\w -]{1,30}))",
    re.IGNORECASE,
)
# A line above the lead that is no sentence: "Office of the Spokesperson".
_LABEL = re.compile(r"[^\s.!?]+(?:[^\S\n]+[^\s.!?]+){0,7}[^\S\n]*\n")
# A lead that says whence it is known is a newspaper's or an agency's, and is of its day.
_ATTRIBUTED = re.compile(
    r"\b(?:said|says|told|announced|reported|reports|according to|confirmed)\b", re.IGNORECASE
)
_UPDATED = re.compile(r"\b(?:updated?|modified)\b[^\n|]*$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s*$", re.IGNORECASE)
_ON = re.compile(r"\bon\s*$", re.IGNORECASE)
_IN = re.compile(r"\bin\s*$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|through|by)\s*$", re.IGNORECASE)


class Clue(msgspec.Struct, frozen=True):
    """The day of publication lies in `interval`; `why` says it to a person, `span` shows it.

    `options`, where there are any, are stretches of `interval` one of which holds the day: a
    day of the year, whose year is open.
    """

    interval: Interval
    kind: str
    why: str
    span: Span | None = None
    options: tuple[Interval, ...] = ()


def one_of(
    found: Mapping[dt.date, Interval], kind: str, why: str, span: Span, after: str = ""
) -> Clue:
    """That a report is of one of several stretches, each found by a day that words may mean.

    Why, those days, and what comes `after` them say it to a person.
    """
    days = sorted(found)
    options = tuple(found[day] for day in days)
    when = " or ".join(day.isoformat() for day in days)
    left = options if len(options) > 1 else ()
    return Clue(hull(options), kind, f"{why} {when}{after}", span, left)


def sentence(text: str, start: int, end: int, stop: re.Pattern[str] = _STOP) -> tuple[int, int]:
    """Start and end of the sentence around a stretch of the text, by its stops."""
    first = max((m.end() for m in stop.finditer(text, 0, start)), default=0)
    last = stop.search(text, end)
    return first, last.start() if last else len(text)


def lead_sentence(reading: Reading) -> Extent:
    """The first sentence below title, byline, furniture, dateline and the name of an office."""
    marks, text = reading.marks, reading.report.text
    above = [e for e in (marks.title, marks.byline, marks.dateline) if e]
    above += [*marks.boilerplate, *marks.captions]
    start = 0
    while True:
        start += len(text[start:]) - len(text[start:].lstrip())
        over = [e.end for e in above if e.start <= start < e.end]
        if label := _LABEL.match(text, start):
            over.append(label.end())
        if not over:
            return Extent(start, sentence(text, start, start)[1])
        start = max(over)


def of_day(timex: Timex) -> bool:
    """Whether an expression is of a day of a month, with its year or without."""
    return _DAYS.search(timex.form) is not None


def named_day(timex: Timex, text: str) -> bool:
    """Whether a day of a month is told with its weekday ("Thursday 14 September"): only days near
    a report are."""
    return text[timex.start : timex.start + 3].lower() in WEEKDAYS and of_day(timex)


def said_on(timex: Timex, text: str) -> bool:
    """Whether something was said or announced on the day: "said in a statement on 3 May"."""
    return _SAID_ON.search(text, max(0, timex.start - _SAID_REACH), timex.start) is not None


def dates_in_text(reading: Reading, horizon: int) -> list[Clue]:
    """Full dates up to the year `horizon`: past ones lie before publication, coming ones after."""
    clues = []
    marks = reading.marks
    clues += _stamped(reading)
    for day, clock in clock_days(reading):
        drawn = Span(reading.report.id, clock.start, clock.end)
        clues.append(Clue(Interval(None, day), "text", "the page was drawn on that day", drawn))
    clues += _copyright(reading)
    done = {t for e in reading.events if e.status in DONE for t in e.times}
    coming = {t for e in reading.events if e.status in CALLED_OFF_OR_AHEAD for t in e.times}
    done, coming = done - coming, coming - done
    for index, timex in enumerate(reading.times):
        if timex.type not in ("DATE", "TIME") or timex.anchor != "published":
            continue
        if any(c.start <= timex.start < c.end for c in (*marks.clocks, *marks.boilerplate)):
            continue
        found = times.resolve(timex, None)
        interval = found.interval or Interval()
        start, end = interval.start, interval.end
        if start is None or end is None:
            continue
        span = Span(reading.report.id, timex.start, timex.end)
        at = marks.dateline_date
        if at is not None and at.start <= timex.start < at.end:
            continue
        in_caption = any(c.start <= timex.start < c.end for c in marks.captions)
        words = " ".join(reading.report.text[timex.start : timex.end].split())
        before = reading.report.text[max(0, timex.start - _AHEAD_REACH) : timex.start]
        if (in_caption and found.granularity == "day") or (
            start.year <= horizon and _passed(timex, found, before, index in done)
        ):
            clues.append(Clue(Interval(start, None), "text", f"“{words}” had passed", span))
        elif index in coming and timex.tense == "future" and end.year <= horizon:
            clues.append(Clue(Interval(None, end), "text", f"“{words}” lay ahead", span))
    return clues


def _stamped(reading: Reading) -> list[Clue]:
    """The full date that a report bears: a line of its own ("Published: 3 March 2022"), which is
    furniture, where no time expressions are sought, or that of its dateline. What a paper's own
    man files on a day is printed then or on the next, an agency's copy goes out on its day; a date
    in figures ("03/04/2022") may be two."""
    stamp = reading.marks.dateline_date
    if stamp is None:
        return []
    text = reading.report.text
    found = times.stated_days(text[stamp.start : stamp.end])
    if not found:
        return []
    line = reading.marks.dateline
    filed = line is not None and line.start <= stamp.start < line.end
    before = text[text.rfind("\n", 0, stamp.start) + 1 : stamp.start]
    late = printed(reading) if filed else DAY if _UPDATED.search(before) else NONE
    span = Span(reading.report.id, stamp.start, stamp.end)
    days = {day: Interval(day, day + late) for day in found}
    return [one_of(days, "stated", "the date that it bears:", span)]


def printed(reading: Reading) -> dt.timedelta:
    """How long after its dateline's day a report may be out. Of 1,883 stories of an agency of 1987
    whose dates are known, 1,814 went out on that day and 9 on the next; a dateline's brackets hold
    an agency, also one that is not known. A date without a place is no correspondent's."""
    marks = reading.marks
    line, date = marks.dateline, marks.dateline_date
    words = reading.report.text[line.start : line.end] if line else ""
    alone = line is not None and date is not None and line.start == date.start
    return NONE if marks.agency or "(" in words or alone else DAY


def _copyright(reading: Reading) -> list[Clue]:
    """The year that an agency claims its story for: not that of the page's own clock."""
    drawn = {day.year for day, _ in clock_days(reading)}
    for match in _COPYRIGHT.finditer(reading.report.text):
        who = (match["before"] or match["after"]).strip()
        if not any(source.kind == "agency" for source in agencies.named(who, loose=True)):
            continue
        year = int(match["year"] or match["late"])
        if year in drawn:
            continue
        span = Span(reading.report.id, match.start(), match.end())
        days = Interval(dt.date(year, 1, 1), dt.date(year, 12, 31))
        return [Clue(days, "text", f"its agency's copyright of {year}", span)]
    return []


def _passed(timex: Timex, found: Resolved, before: str, happened: bool) -> bool:
    """Whether a full date is told as past.

    A past verb alone does not make it so: "pledged to do it in 2030". What happened then must be
    an event that is read, or the date follow "since", or be a day after "on". A year alone is as
    often a goal or a fiscal year: it counts after "in" and "since".
    """
    if timex.tense != "past" or _AHEAD.search(before) or _UNTIL.search(before):
        return False
    since, on = _SINCE.search(before), _ON.search(before)
    if found.granularity == "year" and _INVITED.search(before):
        return False
    if found.granularity == "year":
        return bool(since or (happened and _IN.search(before)))
    if found.granularity not in _FINE:
        return False
    return bool(happened or since or (on and found.granularity == "day"))


def lead_clues(reading: Reading, told: Sequence[Account], known: Interval) -> list[Clue]:
    """The lead's bare day is news: of the days left, the one within two days of publication."""
    if known.start is None or known.end is None or width(known) > 21 or width(known) == 0:
        return []
    for timex in _lead_times(reading, told):
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


def _lead_times(reading: Reading, told: Sequence[Account]) -> list[Timex]:
    """The bare days of what the lead tells; where it gives none, the last day of the next sentence
    that gives one."""
    ahead = {t for a in told if a.told.status in CALLED_OFF_OR_AHEAD for t in a.told.times}
    ahead -= {t for a in told if a.told.status in DONE for t in a.told.times}
    text = reading.report.text
    past = [
        timex
        for index, timex in enumerate(reading.times)
        if index not in ahead and timex.anchor == "published" and timex.tense == "past"
    ]
    bare = [t for t in past if times.resolve(t, None).interval is None]
    first = lead_sentence(reading)
    news = _ATTRIBUTED.search(text, first.start, first.end) is not None
    dated = [
        t
        for t in past
        if first.start <= t.start < first.end
        and ((news and named_day(t, text) and times.yearless(t)) or said_on(t, text))
    ]
    if dated:
        return dated[:1]
    leads = lead_sentences(list(told), reading)
    found = [t for t in bare if any(s.start <= t.start < s.end for s in leads)]
    if found or not leads:
        return found
    last = max(lead.end for lead in leads)
    later = sorted({a.told.sentence for a in told if a.told.sentence.start >= last})
    for sentence in later[:SECOND]:
        days = [t for t in bare if sentence.start <= t.start < sentence.end and _WEEKDAY in t.form]
        if days:
            return days[-1:]
    return []


def caption_clues(reading: Reading) -> list[Clue]:
    """A picture beside the news is of these days, unless it is from the files."""
    text = reading.report.text
    for caption in reading.marks.captions:
        if _FILED.search(text[caption.start : caption.end]):
            continue
        day = times.stated_day(text[caption.start : caption.end])
        if day is not None:
            near = Interval(day, day + PICTURE_DAYS * DAY)
            span = Span(reading.report.id, caption.start, caption.end)
            return [Clue(near, "lead", f"its picture is of {day.isoformat()}", span)]
    return []


def clock_days(reading: Reading) -> list[tuple[dt.date, Extent]]:
    """Days that the page's own furniture states: not the day of publication."""
    out = []
    for clock in reading.marks.clocks:
        day = times.stated_day(reading.report.text[clock.start : clock.end])
        if day is not None:
            out.append((day, clock))
    return out
