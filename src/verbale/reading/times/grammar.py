"""The grammar of time expressions: patterns over lexeme classes, and what each means.

A pattern is a regular expression over the string of class letters (`lexing`, `times.toml`), one
letter a lexeme; a rule turns a match into a `Draft`, or None where the values do not fit. Where
matches overlap, the first and then the longest wins. Extents follow the TimeML annotation
guidelines 1.2.1: determiners and modifiers inside, prepositions out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from verbale.reading.times.drafts import Draft
from verbale.reading.times.lexing import Lexeme

_MAX_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LETTERS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "weekend": "WE",
    "month": "M", "quarter": "Q", "year": "Y",
}  # fmt: skip
_MULTIPLES = {  # units that TIMEX3 counts in others
    "fortnight": (2, "week"), "half": (6, "month"), "decade": (10, "year"),
    "century": (100, "year"), "millennium": (1000, "year"),
}  # fmt: skip
_VAGUE_MULTIPLES = {"decade": "DE", "century": "CE", "millennium": "ML", "fortnight": "W"}
_CLOCK = ("second", "minute", "hour")


class Found(NamedTuple):
    """A match of a rule: the lexemes of each named group."""

    match: re.Match[str]
    lexemes: Sequence[Lexeme]

    def get(self, group: str) -> Lexeme | None:
        """The first lexeme of the group, or None where the group took no part."""
        if group not in self.match.re.groupindex:
            return None
        at = self.match.start(group)
        return None if at < 0 or self.match.end(group) == at else self.lexemes[at]

    def value(self, group: str) -> int | float | str | None:
        """The value of the group's first lexeme."""
        lexeme = self.get(group)
        return None if lexeme is None else lexeme.value

    def text(self, group: str) -> str:
        """The value of the group's first lexeme as text, "" without one."""
        value = self.value(group)
        return "" if value is None else str(value)

    def before(self) -> Lexeme | None:
        """The lexeme before the match."""
        at = self.match.start()
        return self.lexemes[at - 1] if at else None

    def after(self) -> Lexeme | None:
        """The lexeme after the match."""
        at = self.match.end()
        return self.lexemes[at] if at < len(self.lexemes) else None


class Rule(NamedTuple):
    """A named pattern and its meaning."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[Found], Draft | None]


RULES: list[Rule] = []


def rule(name: str, pattern: str) -> Callable[[_Reader], _Reader]:
    """Enter a rule of the grammar."""

    def enter(read: _Reader) -> _Reader:
        RULES.append(Rule(name, re.compile(pattern), read))
        return read

    return enter


_Reader = Callable[[Found], Draft | None]


def _draft(found: Found, **fields: str | None) -> Draft:
    return Draft(found.match.start(), found.match.end(), "", **fields)  # type: ignore[arg-type]


def drafts(lexemes: Sequence[Lexeme]) -> list[Draft]:
    """What the rules read in `lexemes`, in order, without overlaps."""
    symbols = "".join(lexeme.symbol for lexeme in lexemes)
    options: list[tuple[int, int, int, Draft]] = []
    for rank, (name, pattern, read) in enumerate(RULES):
        for match in pattern.finditer(symbols):
            draft = read(Found(match, lexemes))
            if draft is not None:
                draft.rule = name
                options.append((draft.first, -draft.last, rank, draft))
    options.sort(key=lambda option: option[:3])
    chosen: list[Draft] = []
    edge = 0
    for first, _, _, draft in options:
        if first >= edge:
            chosen.append(draft)
            edge = draft.last
    return chosen


# --- full and partial calendar dates -----------------------------------------------------------


def _day_item(month: int, day: int | float) -> str | None:
    fits = day == int(day) and 1 <= day <= _MAX_DAYS[month - 1]
    return f"d{month:02}-{int(day):02}" if fits else None


def _dated(found: Found) -> Draft | None:
    month, day = found.value("m"), found.value("d")
    assert isinstance(month, int)
    assert isinstance(day, int | float)
    item = _day_item(month, day)
    if item is None:
        return None
    until = ""
    last = found.value("d2")
    if isinstance(last, int | float):
        until = _day_item(month, last) or ""
        if not until or last <= day:
            return None
    year = found.text("y")
    return _draft(found, grain="day", item=item, until=until, steps=year)


_WEEKDAY = r"(?:[wd]\.?,?)?"
_UNLESS_COUNT = r"(?!-?[uUkz%])"

rule(
    "month-day",
    rf"{_WEEKDAY}(?P<m>m)\.?D?(?P<d>[no]){_UNLESS_COUNT}"
    rf"(?:[-/T&](?P<d2>[no])(?!\.?m){_UNLESS_COUNT})?(?:,?(?P<y>y))?",
)(_dated)
rule(
    "day-month",
    rf"{_WEEKDAY}D?(?P<d>[no])(?:[-/T&]D?(?P<d2>[no]))?0?(?P<m>m)"
    r"(?:\.?,?0?(?P<y>y)|\.(?=,))?",
)(_dated)


@rule("figures", r"i")
def _figures(found: Found) -> Draft | None:
    raw = found.lexemes[found.match.start()].raw
    iso = re.match(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?", raw)
    if iso:
        year, month, day = int(iso[1]), int(iso[2]), int(iso[3])
    else:
        mark = "/" if "/" in raw else "." if "." in raw else "-"
        first, second, year = map(int, raw.split(mark))
        # Day first with points; month first with strokes, unless it cannot be a month.
        day, month = (first, second) if mark == "." or first > 12 else (second, first)
        if year < 100:
            year += 2000 if year < 50 else 1900
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    if iso and iso[4]:
        return _draft(found, type="TIME", grain="day", steps=date.isoformat(), time=f"T{iso[4]}")
    return _draft(found, grain="day", steps=date.isoformat())


@rule("month-year", r"(?P<m>m)\.?(?:,|0)?(?P<y>y)(?!-?[uU%])")
def _month_year(found: Found) -> Draft | None:
    return _draft(found, grain="month", steps=found.text("y"), item=f"m{found.value('m'):02}")


@rule("month", r"(?:(?P<k>[ILN])-?)?(?P<m>m)")
def _month(found: Found) -> Draft | None:
    item = f"m{found.value('m'):02}"
    return _pointed(found, item, "month")


def _pointed(found: Found, item: str, grain: str) -> Draft | None:
    """A recurring item with "this", "last", "next", "the previous" or "the following"."""
    match found.text("k"):
        case "":
            return _draft(found, grain=grain, item=item)
        case "this":
            steps = "week+0" if item[0] == "w" else "year+0"
            return _draft(found, grain=grain, steps=steps, item=item)
        case "last" | "past" | "latest":
            return _draft(found, grain=grain, item=item, way="<")
        case "next" | "coming":
            return _draft(found, grain=grain, item=item, way=">")
        case "previous":
            return _draft(found, grain=grain, item=item, way="<", anchor="event")
    return _draft(found, grain=grain, item=item, way=">", anchor="event")


@rule("year", r"(?:D?u)?(?P<y>y)|Du(?P<n>n)")
def _year(found: Found) -> Draft | None:
    start = found.match.start()
    named = found.lexemes[start].symbol == "D" or found.lexemes[start].symbol == "u"
    if named and "year" not in (found.lexemes[start].raw.lower(), found.lexemes[start + 1].value):
        return None
    if found.get("n"):
        value = found.value("n")
        if not (isinstance(value, int) and 1000 <= value < 2200):
            return None
        return _draft(found, grain="year", steps=str(value))
    after = found.after()
    if after is not None and after.symbol in "U%m":
        return None
    return _draft(found, grain="year", steps=found.text("y"))


@rule("years", r"(?P<y>y)-(?P<z>[yn])")
def _years(found: Found) -> Draft | None:
    first, last = found.value("y"), found.value("z")
    assert isinstance(first, int)
    if not isinstance(last, int) or (last < 100 and len(found.lexemes[found.match.end() - 1].raw) != 2):
        return None
    if last < 100:
        last += first // 100 * 100
    if last <= first or last > 2200:
        return None
    return _draft(found, grain="year", whole=f"{first} .. {last}")


@rule("fiscal-year", r"(?:D?(?P<k>[cILN])?|D)F(?:u)?(?P<y>y)")
def _fiscal_year(found: Found) -> Draft | None:
    return _draft(found, grain="year", steps=found.text("y"))


@rule("decade", r"D?(?P<d>Y)")
def _decade(found: Found) -> Draft | None:
    lexeme = found.get("d")
    assert lexeme is not None
    four = len(re.sub(r"\D", "", lexeme.raw)) == 4
    marked = found.match.group()[0] == "D" or lexeme.raw[0] in "'’‘`"
    before = found.before()
    if not four and not marked and (before is None or before.symbol != "e"):
        return None
    return _draft(found, grain="decade", steps=str(lexeme.value))


@rule("century", r"D?(?P<o>o)-?(?P<u>u)")
def _century(found: Found) -> Draft | None:
    rank = found.value("o")
    if found.value("u") != "century" or not isinstance(rank, int):
        return None
    return _draft(found, grain="century", steps=f"{rank - 1:02}")


# --- days by name --------------------------------------------------------------------------------


@rule("weekday", r"(?:D?(?P<k>[ILN])-?)?(?P<w>w)(?!P)")
def _weekday_named(found: Found) -> Draft | None:
    return _pointed(found, f"w{found.value('w')}", "day")


@rule("weekdays", r"(?P<w>[wW])(?P<p>P)?")
def _weekdays(found: Found) -> Draft | None:
    part = found.text("p")
    if found.lexemes[found.match.start()].symbol == "w" and not part:
        return None
    return _draft(found, type="SET", whole=f"XXXX-WXX-{found.value('w')}" + (f"T{part}" if part else ""))


@rule("holiday", r"(?:D?(?P<k>[ILN]))?(?P<h>H)(?P<u>u)?")
def _holiday(found: Found) -> Draft | None:
    if found.get("u"):
        return None
    return _pointed(found, f"h{found.value('h')}", "day")


@rule("deictic-day", r"t")
def _deictic(found: Found) -> Draft | None:
    lexeme = found.lexemes[found.match.start()]
    steps, _, time = str(lexeme.value).partition(" ")
    return _draft(found, grain="day", steps=steps, time=time, type="TIME" if time else "DATE")


# --- this, last and next -------------------------------------------------------------------------


@rule("pointed-unit", r"D?(?:(?P<k>[ILNc])-?)F?-?(?P<u>[uG])")
def _pointed_unit(found: Found) -> Draft | None:
    unit, which = found.text("u"), found.text("k")
    the = found.match.group()[0] == "D"
    if unit in _CLOCK or unit == "fortnight":
        return _draft(found, type="DURATION", whole=f"<{length(1, unit)}") if which in ("last", "past") else None
    if unit == "period":
        unit = "quarter"
        if which in ("this", "next"):
            return None
    if unit == "millennium":
        return None
    if unit == "weekend":
        if which == "this":
            return _draft(found, grain="weekend", item="we")
        return _pointed(found, "we", "weekend")
    match which:
        case "this" | "current":
            return _draft(found, grain=unit, steps=f"{unit}+0")
        case "past":
            return _draft(found, type="DURATION", whole=f"<{length(1, unit)}")
        case "last" | "latest":
            return _draft(found, grain=unit, steps=f"{unit}-1")
        case "coming":
            return _draft(found, grain=unit, steps=f"{unit}+1")
        case "next":
            anchor = "event" if unit == "day" else "published"
            return _draft(found, grain=unit, steps=f"{unit}+1", anchor=anchor)
        case "previous":
            return _draft(found, grain=unit, steps=f"{unit}-1", anchor="event")
        case "following" if the or unit != "day":
            return _draft(found, grain=unit, steps=f"{unit}+1", anchor="event")
    return None


@rule("same-unit", r"(?P<j>J)(?P<u>u)|(?P<d>DJ)(?P<v>u)")
def _same_unit(found: Found) -> Draft | None:
    unit = found.text("u") or found.text("v")
    if unit in _CLOCK or unit in ("fortnight", "millennium"):
        return None
    if unit == "weekend":
        return _draft(found, grain=unit, item="we", way="<=", anchor="event")
    return _draft(found, grain=unit, steps=f"{unit}+0", anchor="event")


@rule("the-unit", r"D(?P<u>u)")
def _the_unit(found: Found) -> Draft | None:
    unit = found.text("u")
    after, before = found.after(), found.before()
    follows = after.raw.lower() if after else ""
    precedes = before.symbol if before else ""
    if unit == "weekend":
        return _draft(found, grain="weekend", item="we")
    if unit not in ("week", "month", "quarter", "year"):
        if unit in ("day", "decade", "century") and precedes in "01":
            lead = found.lexemes[found.match.start() - 2] if found.match.start() > 1 else None
            if lead is not None and lead.symbol in "Ele":
                return _draft(found, grain=unit, steps=f"{unit}+0")
        return None
    if follows in ("of", "that", "when", "after", "before", "-", "'s", "’s", "as", "s"):
        return None
    if follows in ("ended", "ending", "to") and unit in ("year", "quarter"):
        return _draft(found, type="DURATION", whole=length(1, unit))
    return _draft(found, grain=unit, steps=f"{unit}+0")


@rule("part-of-day", r"(?P<k>[ILJ]|D[JLN]|D(?=p))?(?P<e>e-?)?(?P<p>p)")
def _part_of_day(found: Found) -> Draft | None:
    part, raw = found.text("p"), found.lexemes[found.match.end() - 1].raw.lower()
    which = found.match.group("k") or ""
    at = found.match.start("k")
    word = str(found.lexemes[at + len(which) - 1].value) if which else ""
    time = f"T{part}"
    mod = found.text("e") or None
    if which in ("I",) and word == "this":
        return _draft(found, type="TIME", grain="day", steps="day+0", time=time, mod=mod)
    if which == "L" and word == "last":
        return _draft(found, type="TIME", grain="day", steps="day-1", time=time, mod=mod)
    if which in ("J", "DJ"):
        return _draft(found, type="TIME", grain="day", steps="day+0", time=time, anchor="event", mod=mod)
    if which == "DN":
        return _draft(found, type="TIME", grain="day", steps="day+1", time=time, anchor="event", mod=mod)
    if which == "DL":
        return _draft(found, type="TIME", grain="day", steps="day-1", time=time, anchor="event", mod=mod)
    if which == "D":
        before = found.before()
        if before is None or before.symbol != "1":
            return None
    elif raw == "overnight":
        return _draft(found, type="TIME", grain="day", steps="day-1", time=time)
    elif not mod and raw not in ("noon", "midnight", "midday"):
        # A bare part counts only beside a day ("Friday morning"): joined there.
        return _draft(found, type="PART", time=time)
    return _draft(found, type="TIME", time=time, grain="clock", mod=mod)


# --- seasons, quarters, halves --------------------------------------------------------------------


@rule("season", r"(?P<d>D)?(?P<k>[ILN])?(?P<e>e-?)?(?P<s>s)(?:0?(?P<y>y))?")
def _season(found: Found) -> Draft | None:
    lexeme = found.get("s")
    assert lexeme is not None
    raw, season = lexeme.raw, str(lexeme.value)
    before, year = found.before(), found.text("y")
    mod = found.text("e") or None
    loose = raw.lower() in ("spring", "fall")
    if not found.get("k") and not year and not mod:
        if before is None or (loose and before.symbol not in "e013"):
            return None
        if loose and not found.get("d") and before.symbol != "1":
            return None
    if year:
        return _draft(found, grain="season", steps=year, item=season, mod=mod)
    draft = _pointed(found, season, "season")
    if draft is not None:
        draft.mod = mod
    return draft


@rule("quarter", r"D?(?P<k>[LN]|c)?F?-?(?P<o>o)-?(?:F-?)?(?P<u>u)(?:0?F?(?P<y>y))?")
def _quarter(found: Found) -> Draft | None:
    rank, unit = found.value("o"), found.text("u")
    if unit != "quarter" or not isinstance(rank, int) or not 1 <= rank <= 4:
        return None
    return _draft(found, grain="quarter", item=f"Q{rank}", steps=found.text("y"))


@rule("quarter", r"(?P<q>@)(?:,?0?F?(?P<y>y))?|D?(?P<y2>y)(?P<q2>@)")
def _quarter_figures(found: Found) -> Draft | None:
    item = found.text("q") or found.text("q2")
    year = found.text("y") or found.text("y2")
    if item[0] == "H" and not year:
        return None
    return _draft(found, grain="quarter", item=item, steps=year)


@rule("half-year", r"D?(?P<o>[oL])-?h(?=0)|D?(?P<o2>o)-?h(?=0?[Du'yIL])")
def _half_year(found: Found) -> Draft | None:
    """Read only beside a year: see `_needs_year`."""
    rank = found.value("o") or found.value("o2")
    number = {1: 1, 2: 2, "last": 2, "latest": 2}.get(rank if rank is not None else 0)
    return _draft(found, type="HALF", grain="half", item=f"H{number}") if number else None


@rule("year-ago", r"(?:D?(?:_(?=u))?|D)(?P<u>u)-(?P<g>[gl])-?(?P<p>[uG]|o-?u)?")
def _year_ago(found: Found) -> Draft | None:
    """ "the year-ago quarter", "year-earlier": the year before the period spoken of."""
    if found.text("u") != "year" or found.text("g") == "later":
        return None
    if found.lexemes[found.match.start()].symbol == "_":
        return None
    part = found.match.group("p") or ""
    if part[:1] == "o":
        rank = found.value("p")
        return _draft(found, grain="quarter", steps="keep-1year", item=f"Q{rank}", anchor="event")
    return _draft(found, grain="year", steps="keep-1year", anchor="event")


# --- durations -------------------------------------------------------------------------------------


def length(count: int | float | str, unit: str) -> str:
    """A TIMEX3 duration: "P2Y6M" for 2.5 years, "PT5H30M", "PXM"."""
    if isinstance(count, str):
        if unit in _VAGUE_MULTIPLES:
            return f"P{count}{_VAGUE_MULTIPLES[unit]}"
        if unit == "half":
            return f"P{count}M"
        return f"P{'T' if unit in _CLOCK else ''}{count}{_LETTERS[unit]}"
    if unit in _MULTIPLES:
        factor, unit = _MULTIPLES[unit]
        count *= factor
    if unit == "quarter" and count == int(count):
        return f"P{int(count)}Q"
    whole = int(count)
    if count == whole:
        return f"P{'T' if unit in _CLOCK else ''}{whole}{_LETTERS[unit]}"
    if count - whole == 0.5:
        head = str(whole) if whole else ""
        match unit:
            case "year":
                return (f"P{head}Y" if head else "P") + "6M"
            case "hour":
                return (f"PT{head}H" if head else "PT") + "30M"
            case "minute":
                return (f"PT{head}M" if head else "PT") + "30S"
            case "day":
                return (f"P{head}D" if head else "P") + "T12H"
    return f"P{'T' if unit in _CLOCK else ''}{count:g}{_LETTERS[unit]}"


_COUNT = r"(?:(?:[nAf]|y)(?:[T&]|-)(?=n))?(?P<n>[nAf])"


def _count(found: Found) -> int | float | str:
    value = found.value("n")
    return "X" if value is None else value


def _mod(found: Found, *groups: str) -> str | None:
    for group in groups:
        value = found.text(group)
        if value and value != "EQUAL":
            return value
    return None


@rule("duration", rf"(?P<q>q-?)*{_COUNT}-?M?-?M?-?(?P<u>[uU])(?:-?(?P<b>B)|(?P<h>&Ah))?(?!-?x|-U)")
def _duration(found: Found) -> Draft | None:
    unit, count = found.text("u"), _count(found)
    lexeme = found.get("n")
    assert lexeme is not None
    before, after = found.before(), found.after()
    singular = found.get("u") is not None and found.get("u").symbol == "u"  # type: ignore[union-attr]
    if lexeme.symbol == "A" and before is not None and before.symbol in "n$%yU" and not found.get("q"):
        return None  # "$5 a share", "12 million a year": a rate
    if lexeme.symbol == "A" and before is not None and before.raw.lower() in ("once", "twice", "times"):
        return _draft(found, type="SET", whole=length(1, unit))
    if lexeme.symbol == "f" and singular and lexeme.raw.lower() != "several":
        return None  # "some day", "many a year"
    if before is not None and before.symbol == "$":
        return None
    if unit == "quarter" and singular and lexeme.symbol == "A":
        return None  # a quarter of the vote
    if after is not None and after.raw.lower() == "old":
        return None
    if found.get("h") and isinstance(count, int):
        count += 0.5
    whole = length(count, unit)
    anchor = "published"
    if after is not None and lexeme.symbol != "f" and after.raw.lower() in ("before", "after"):
        whole = ("-" if after.raw.lower() == "before" else "+") + whole
        anchor = "event"
    return _draft(found, type="DURATION", whole=whole, mod=_mod(found, "q", "b"), anchor=anchor)


@rule("half-unit", r"(?P<q>q-?)*(?:hA-?|Ah-?)(?P<u>u)")
def _half_unit(found: Found) -> Draft | None:
    return _draft(found, type="DURATION", whole=length(0.5, found.text("u")), mod=_mod(found, "q"))


@rule("span", rf"(?P<q>q-?)*D?(?P<k>[LNo]|(?=n))(?:{_COUNT}-?)?M?-?(?P<u>U)(?P<b>B)?(?!-?x)")
def _span(found: Found) -> Draft | None:
    """ "the last three months", "the next few days", "the first nine months", "coming weeks"."""
    which = found.text("k")
    unit = found.text("u")
    numbered = found.get("n") is not None
    the = "D" in found.match.group()
    after = found.after()
    sign = ""
    if which in ("last", "past", "latest", "previous"):
        sign = "<"
    elif which in ("next", "coming", "following"):
        sign = ">"
    elif not numbered or not the:
        return None
    anchor = "event" if which in ("previous", "following") else "published"
    if after is not None and after.raw.lower() == "old":
        return None
    return _draft(
        found, type="DURATION", whole=sign + length(_count(found), unit), anchor=anchor,
        mod=_mod(found, "q", "b"),
    )  # fmt: skip


@rule("span", r"D?N(?P<k>u)B")
def _span_or_so(found: Found) -> Draft | None:
    unit = found.text("k")
    return _draft(found, grain=unit, steps=f"{unit}+1", mod="APPROX") if unit in _LETTERS else None


@rule("vague-span", r"D?r(?P<u>U)(?:&U)?|(?:D?M)?(?P<u2>U)&U|D?(?P<u3>U)b|(?<=[13])(?P<u4>U)(?!-?x)|(?<=q)(?P<u5>U)")
def _vague_span(found: Found) -> Draft | None:
    for group in ("u", "u2", "u3", "u4", "u5"):
        unit = found.text(group)
        if unit:
            sign = {"u": "<", "u3": ">"}.get(group, "")
            return _draft(found, type="DURATION", whole=sign + length("X", unit))
    return None


@rule("whole-unit", r"aD?(?P<u>u)|D(?:a|M)(?P<u2>u)")
def _whole_unit(found: Found) -> Draft | None:
    unit = found.text("u") or found.text("u2")
    if found.text("u2") and unit in ("year", "month", "quarter", "week") and found.lexemes[found.match.start() + 1].raw.lower() == "full":
        return _draft(found, grain=unit, steps=f"{unit}+0")
    return _draft(found, type="DURATION", whole=length(1, unit))


# --- at a distance: ago, earlier, later -----------------------------------------------------------


def _moved(count: int | float | str, unit: str, direction: int, anchored: bool) -> tuple[str, str]:
    """Steps and grain for so many units before (-1) or after (+1); "" where not countable."""
    if unit in _MULTIPLES:
        factor, unit = _MULTIPLES[unit]
        count = count if isinstance(count, str) else count * factor
    if isinstance(count, str) or unit in ("weekend", "quarter", "millennium"):
        return "", ""
    if count != int(count):
        finer = {"year": (12, "month"), "month": (30, "day"), "week": (7, "day")}.get(unit)
        if finer is None:
            return "", ""
        count, unit = round(count * finer[0]), finer[1]
    sign = "-" if direction < 0 else "+"
    if unit in _CLOCK:
        return "day+0", "day"
    if unit == "year" and count == 1:
        return f"keep{sign}1year", "year"
    return f"{unit}{sign}{int(count)}", unit


@rule("ago", rf"(?P<q>q-?)*(?:{_COUNT}-?)?M?(?P<u>[uU])(?P<b>B)?(?P<g>[gj])")
def _ago(found: Found) -> Draft | None:
    direction = -1 if found.text("g") == "ago" else 1
    if not found.get("n") and found.get("u").symbol == "u":  # type: ignore[union-attr]
        return None
    count = _count(found)
    mod = _mod(found, "q", "b")
    steps, grain = _moved(count, found.text("u"), direction, False)
    if not steps:
        vague = "PAST_REF" if direction < 0 else "FUTURE_REF"
        return _draft(found, whole=vague, mod=mod)
    if found.text("u") in _CLOCK:
        return _draft(found, type="TIME", grain="day", steps=steps, mod=mod)
    return _draft(found, grain=grain, steps=steps, mod=mod)


@rule("distance", rf"(?P<q>q-?)*(?:{_COUNT}-?)M?(?P<u>[uU])(?P<b>B)?(?P<l>l)")
def _distance(found: Found) -> Draft | None:
    direction = -1 if found.text("l") == "earlier" else 1
    mod = _mod(found, "q", "b")
    steps, grain = _moved(_count(found), found.text("u"), direction, True)
    if not steps:
        vague = "PAST_REF" if direction < 0 else "FUTURE_REF"
        return _draft(found, whole=vague, mod=mod, anchor="event")
    return _draft(found, grain=grain, steps=steps, mod=mod, anchor="event")


@rule("the-day-before", r"D(?P<u>u)(?P<p>3)(?=[.,|&]|$)")
def _day_before(found: Found) -> Draft | None:
    which, unit = found.text("p"), found.text("u")
    raw = found.lexemes[found.match.end() - 1].raw.lower()
    if raw not in ("before", "after") or which not in ("before", "after") or unit in _CLOCK:
        return None
    sign = "-" if which == "before" else "+"
    if unit not in ("day", "week", "month", "year"):
        return None
    return _draft(found, grain=unit, steps=f"{unit}{sign}1", anchor="event")


# --- repeated ---------------------------------------------------------------------------------------


@rule("every", r"(?P<v>v)(?P<n>[no])?(?P<u>[uU])")
def _every(found: Found) -> Draft | None:
    count = 2 if found.text("v") == "other" else found.value("n") or 1
    return _draft(found, type="SET", whole=length(count, found.text("u")))


@rule("every", r"v(?P<i>[wmsp])(?P<p>p)?")
def _every_item(found: Found) -> Draft | None:
    lexeme = found.get("i")
    assert lexeme is not None
    part = f"T{found.text('p')}" if found.get("p") else ""
    match lexeme.symbol:
        case "w":
            value = f"XXXX-WXX-{lexeme.value}"
        case "m":
            value = f"XXXX-{lexeme.value:02}"
        case "s":
            value = f"XXXX-{lexeme.value}"
        case _:
            value = f"XXXX-XX-XXT{lexeme.value}"
    return _draft(found, type="SET", whole=value + part)


@rule("repeated", r"(?P<x>X)")
def _repeated(found: Found) -> Draft | None:
    lexeme = found.get("x")
    assert lexeme is not None
    if not lexeme.raw[0].islower():
        return None
    return _draft(found, type="SET", whole=str(lexeme.value))


# --- times of day -----------------------------------------------------------------------------------


def _clock(hour: int, minute: int, half: str) -> str | None:
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return f"T{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


@rule("clock", r"(?P<q>q)?(?P<c>[nC])-?(?P<k>[kK])(?P<z>z)?")
def _clock_half(found: Found) -> Draft | None:
    value = found.value("c")
    if isinstance(value, str):
        hour, minute = map(int, value.split(":")[:2])
    elif isinstance(value, int) and value <= 24:
        hour, minute = value, 0
    else:
        return None
    time = _clock(hour, minute, found.text("k"))
    return _draft(found, type="TIME", grain="clock", time=time, mod=_mod(found, "q")) if time else None


@rule("clock", r"(?P<c>C)(?P<z>z)?")
def _clock_bare(found: Found) -> Draft | None:
    before = found.before()
    if not found.get("z") and (before is None or before.symbol not in "13Tq"):
        return None
    hour, minute = map(int, found.text("c").split(":")[:2])
    time = _clock(hour, minute, "")
    return _draft(found, type="TIME", grain="clock", time=time) if time else None


@rule("clock", r"(?P<c>[yn])(?P<z>z)")
def _clock_military(found: Found) -> Draft | None:
    raw = found.lexemes[found.match.start()].raw
    if not re.fullmatch(r"\d{4}", raw):
        return None
    time = _clock(int(raw[:2]), int(raw[2:]), "")
    return _draft(found, type="TIME", grain="clock", time=time) if time else None


@rule("clock", r"(?P<c>[nC])(?:K)?1D(?P<p>p)")
def _clock_in_the(found: Found) -> Draft | None:
    value = found.value("c")
    if isinstance(value, str):
        hour, minute = map(int, value.split(":")[:2])
    elif isinstance(value, int) and 1 <= value <= 12:
        hour, minute = value, 0
    else:
        return None
    time = _clock(hour, minute, "am" if found.text("p") == "MO" else "pm")
    return _draft(found, type="TIME", grain="clock", time=time) if time else None


# --- without a place on the calendar ----------------------------------------------------------------


@rule("present", r"R")
def _present(found: Found) -> Draft | None:
    return _draft(found, whole="PRESENT_REF")


@rule("past", r"Z(?![uU])")
def _past(found: Found) -> Draft | None:
    return _draft(found, whole="PAST_REF")


@rule("past", r"DL(?![-nfouUGmwsSpPMH_])")
def _the_past(found: Found) -> Draft | None:
    return _draft(found, whole="PAST_REF") if found.lexemes[found.match.end() - 1].value == "past" else None


@rule("future", r"Q(?!0)")
def _future(found: Found) -> Draft | None:
    before, after = found.before(), found.after()
    lexeme = found.lexemes[found.match.start()]
    if lexeme.raw.lower() == "soon" and (
        (before is not None and before.raw.lower() in ("as", "too", "how", "so"))
        or (after is not None and after.raw.lower() in ("after", "as", "enough"))
    ):
        return None
    return _draft(found, whole="FUTURE_REF")
