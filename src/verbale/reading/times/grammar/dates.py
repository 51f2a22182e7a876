"""Dates of the calendar: days, months, years, decades, and days with a name."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress

from verbale.reading.times.drafts import Draft
from verbale.reading.times.grammar.pointed import pointed
from verbale.reading.times.grammar.rules import Found, Rules, draft

RULES = Rules()
_MAX_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _day_item(month: int, day: int | float) -> str | None:
    fits = day == int(day) and 1 <= day <= _MAX_DAYS[month - 1]
    return f"d{month:02}-{int(day):02}" if fits else None


def _dated(found: Found) -> Draft | None:
    month, day = found.value("m"), found.value("d")
    assert isinstance(month, int)
    assert isinstance(day, int | float)
    item = _day_item(month, day)
    if item is None or not _beside(found):
        return None
    until = ""
    last = found.value("d2")
    if isinstance(last, int | float):
        until = _day_item(month, last) or ""
        if not until or last <= day:
            return None
    year = found.text("y")
    pointed_by = found.text("k") or found.text("l")
    way = {"last": "<", "next": ">", "coming": ">"}.get(pointed_by, "") if not year else ""
    return draft(found, grain="day", item=item, until=until, steps=year, way=way)


def _beside(found: Found) -> bool:
    """Whether month and day stand together: no sentence end after an unabbreviated month, no
    number in words ("in April. One of them")."""
    month, day = found.get("m"), found.get("d")
    assert month is not None
    assert day is not None
    if day.symbol == "n" and not day.raw.isdigit():
        return False
    at = found.match.start("m") + 1
    stopped = at < found.match.end() and found.lexemes[at].symbol == "."
    return not (stopped and len(month.raw) > 4)


_WEEKDAY = r"(?:(?:(?P<k>[ILN])-?)?[wd]\.?,?)?"
_UNLESS_COUNT = r"(?!-?[uUkz%])"

RULES.enter(
    "month-day",
    rf"(?:{_WEEKDAY}|(?P<l>L))(?P<m>m)\.?D?(?P<d>[no]){_UNLESS_COUNT}"
    rf"(?:[-/T&](?P<d2>[no])(?!\.?m){_UNLESS_COUNT})?(?:,?(?P<y>y))?",
)(_dated)
RULES.enter(
    "day-month",
    rf"{_WEEKDAY}D?(?P<d>[no])(?:[-/T&]D?(?P<d2>[no]))?0?(?P<m>m)"
    r"(?:\.?,?0?(?P<y>y)|\.(?=,))?",
)(_dated)
RULES.enter("day-month", r"(?P<d>n)-(?P<m>m)-(?P<y>y)")(_dated)  # "03-Mar-2022"
RULES.enter("day-month", r"(?P<d>n)\.(?P<m>m)(?P<y>y)")(_dated)  # "9. June 2023"


@RULES.enter("figures", r"i")
def _figures(found: Found) -> Draft | None:
    raw = found.lexemes[found.match.start()].raw
    days = in_figures(raw)
    if not days:
        return None
    time = raw.partition("T")[2][:5]
    if time:
        return draft(found, type="TIME", grain="day", steps=days[0].isoformat(), time=f"T{time}")
    return draft(found, grain="day", steps=days[0].isoformat())


def in_figures(raw: str) -> tuple[dt.date, ...]:
    """The days that a date in figures may be, the likelier first: with points the day stands
    first, with strokes the month, unless it cannot be one."""
    iso = re.match(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", raw)
    if iso:
        options = [(int(iso[1]), int(iso[2]), int(iso[3]))]
    else:
        mark = "/" if "/" in raw else "." if "." in raw else "-"
        first, second, year = map(int, raw.split(mark))
        if year < 100:
            year += 2000 if year < 50 else 1900
        options = [(year, second, first)] if mark == "." else [(year, first, second)]
        if mark != ".":
            options.append((year, second, first))
    days = []
    for option in options:
        with suppress(ValueError):
            days.append(dt.date(*option))
    return tuple(dict.fromkeys(days))


@RULES.enter("month-year", r"(?P<m>m)\.?(?:,|0)?(?P<y>y)(?!-?[uU%])")
def _month_year(found: Found) -> Draft | None:
    return draft(found, grain="month", steps=found.text("y"), item=f"m{found.value('m'):02}")


@RULES.enter("month", r"(?:(?P<k>[ILN])-?)?(?P<m>m)")
def _month(found: Found) -> Draft | None:
    item = f"m{found.value('m'):02}"
    return pointed(found, item, "month")


@RULES.enter("year", r"(?:D?u)?(?P<y>y)|Du(?P<n>n)")
def _year(found: Found) -> Draft | None:
    start = found.match.start()
    named = found.lexemes[start].symbol == "D" or found.lexemes[start].symbol == "u"
    if named and "year" not in (found.lexemes[start].raw.lower(), found.lexemes[start + 1].value):
        return None
    if found.get("n"):
        value = found.value("n")
        if not (isinstance(value, int) and 1000 <= value < 2200):
            return None
        return draft(found, grain="year", steps=str(value))
    after = found.after()
    if (after is not None and after.symbol in "U%m") or _numbered(found):
        return None
    return draft(found, grain="year", steps=found.text("y"))


def _numbered(found: Found) -> bool:
    """Whether the figure numbers a resolution or a flight: "resolutions 1970 and 1973"."""
    at = found.match.start() - 1
    edge = max(0, at - 12)
    while at > edge and found.lexemes[at].symbol in "y&,.":
        at -= 1
    return at >= 0 and found.lexemes[at].symbol == "ν"


@RULES.enter("era", r"(?P<y>[ny])(?P<e>ε)|(?P<e2>ε)(?P<y2>[ny])")
def _era(found: Found) -> Draft | None:
    """ "264 BC", "AD 43": TIMEX3 writes BC years "BC0264"."""
    year, era = found.value("y") or found.value("y2"), found.text("e") or found.text("e2")
    if not isinstance(year, int) or year > 9999 or (found.get("e2") and era == "BC"):
        return None
    if era == "BC":
        return draft(found, whole=f"BC{year:04}")
    return draft(found, grain="year", steps=f"{year:04}")


@RULES.enter("years", r"(?:F)?(?P<y>y)[-/](?P<z>[yn])(?![uU%])")
def _years(found: Found) -> Draft | None:
    first, last = found.value("y"), found.value("z")
    assert isinstance(first, int)
    if not isinstance(last, int) or (
        last < 100 and len(found.lexemes[found.match.end() - 1].raw) != 2
    ):
        return None
    if last < 100:
        last += first // 100 * 100
    if last <= first or last > 2200:
        return None
    return draft(found, grain="year", whole=f"{first} .. {last}")


@RULES.enter("fiscal-year", r"(?:D?(?P<k>[cILN])?|D)F(?:u)?(?P<y>y)")
def _fiscal_year(found: Found) -> Draft | None:
    return draft(found, grain="year", steps=found.text("y"))


@RULES.enter("decade", r"D?(?P<d>Y)")
def _decade(found: Found) -> Draft | None:
    lexeme = found.get("d")
    assert lexeme is not None
    four = len(re.sub(r"\D", "", lexeme.raw)) == 4
    marked = found.match.group()[0] == "D" or lexeme.raw[0] in "'’‘`"
    before = found.before()
    if not four and not marked and (before is None or before.symbol != "e"):
        return None
    return draft(found, grain="decade", steps=str(lexeme.value))


@RULES.enter("century", r"D?(?P<o>o)-?(?P<u>u)(?P<e>ε)?")
def _century(found: Found) -> Draft | None:
    rank = found.value("o")
    if found.value("u") != "century" or not isinstance(rank, int):
        return None
    if found.text("e") == "BC":
        return draft(found, whole=f"BC{rank - 1:02}")
    return draft(found, grain="century", steps=f"{rank - 1:02}")


@RULES.enter("weekday", r"(?:D?(?P<k>[ILN])-?)?(?P<w>w)(?!P)")
def _weekday_named(found: Found) -> Draft | None:
    return pointed(found, f"w{found.value('w')}", "day")


@RULES.enter("weekdays", r"(?P<w>[wW])(?P<p>P)?")
def _weekdays(found: Found) -> Draft | None:
    part = found.text("p")
    if found.lexemes[found.match.start()].symbol == "w" and not part:
        return None
    return draft(
        found, type="SET", whole=f"XXXX-WXX-{found.value('w')}" + (f"T{part}" if part else "")
    )


@RULES.enter("holiday", r"(?:D?(?P<k>[ILN]))?(?P<h>H)(?:,?0?(?P<y>y)|(?P<u>u))?")
def _holiday(found: Found) -> Draft | None:
    if found.get("u"):
        return None  # "Easter week"
    item = f"h{found.value('h')}"
    if found.get("y"):
        return draft(found, grain="day", steps=found.text("y"), item=item)
    return pointed(found, item, "day")


@RULES.enter("deictic-day", r"t")
def _deictic(found: Found) -> Draft | None:
    lexeme = found.lexemes[found.match.start()]
    steps, _, time = str(lexeme.value).partition(" ")
    return draft(found, grain="day", steps=steps, time=time, type="TIME" if time else "DATE")
