"""Units pointed at: "this week", "the same day", "last night", "the third quarter"."""

from __future__ import annotations

from verbale.reading.times.drafts import Draft
from verbale.reading.times.grammar.lengths import CLOCK_UNITS, length
from verbale.reading.times.grammar.pointed import pointed
from verbale.reading.times.grammar.rules import Found, Rules, draft

RULES = Rules()


@RULES.enter("pointed-unit", r"D?(?:(?P<k>[ILNc])-?)F?-?(?P<u>[uG])")
def _pointed_unit(found: Found) -> Draft | None:
    unit, which = found.text("u"), found.text("k")
    the = found.match.group()[0] == "D"
    after = found.after()
    if which in ("last", "next") and the and after is not None and after.symbol == "0":
        return None  # "the last day of the visit"
    if unit in CLOCK_UNITS or unit == "fortnight":
        if "-" in found.match.group():
            return None  # "last-minute"
        return (
            draft(found, type="DURATION", whole=f"<{length(1, unit)}")
            if which in ("last", "past")
            else None
        )
    if unit == "period":
        unit = "quarter"
        if which in ("this", "next"):
            return None
    if unit == "millennium":
        return None
    if unit == "weekend":
        if which == "this":
            return draft(found, grain="weekend", item="we")
        return pointed(found, "we", "weekend")
    match which:
        case "this" | "current":
            return draft(found, grain=unit, steps=f"{unit}+0")
        case "past" if unit in ("decade", "century", "quarter"):
            return draft(found, type="DURATION", whole=f"<{length(1, unit)}")
        case "past":
            return draft(found, grain=unit, steps=f"{unit}-1", clip="trailing")
        case "last" | "latest":
            return draft(found, grain=unit, steps=f"{unit}-1")
        case "coming":
            return draft(found, grain=unit, steps=f"{unit}+1")
        case "next":
            anchor = "event" if unit == "day" else "published"
            return draft(found, grain=unit, steps=f"{unit}+1", anchor=anchor)
        case "previous":
            return draft(found, grain=unit, steps=f"{unit}-1", anchor="event")
        case "following" if the or unit != "day":
            return draft(found, grain=unit, steps=f"{unit}+1", anchor="event")
    return None


@RULES.enter("same-unit", r"(?P<j>J)(?P<u>u)|(?P<d>DJ)(?P<v>u)")
def _same_unit(found: Found) -> Draft | None:
    unit = found.text("u") or found.text("v")
    if unit in CLOCK_UNITS or unit in ("fortnight", "millennium"):
        return None
    if unit == "weekend":
        return draft(found, grain=unit, item="we", way="<=", anchor="event")
    return draft(found, grain=unit, steps=f"{unit}+0", anchor="event")


@RULES.enter("year-end", r"D?(?P<v>V)")
def _year_end(found: Found) -> Draft | None:
    """ "by year-end", "the month's end", "midweek"."""
    value = found.text("v")
    middle = {"midyear": "year", "midweek": "week"}.get(value)
    unit = middle or value
    return draft(found, grain=unit, steps=f"{unit}+0", mod="MID" if middle else "END")


@RULES.enter("the-unit", r"DF?(?P<u>u)")
def _the_unit(found: Found) -> Draft | None:
    unit = found.text("u")
    after, before = found.after(), found.before()
    follows = after.raw.lower() if after else ""
    precedes = before.symbol if before else ""
    if unit == "weekend":
        return draft(found, grain="weekend", item="we")
    if unit == "day" and follows in ("before", "after"):
        return draft(
            found, grain=unit, steps=f"day{'-' if follows == 'before' else '+'}1", anchor="event"
        )
    if unit not in ("week", "month", "quarter", "year"):
        if unit in ("day", "decade", "century") and precedes in "01":
            lead = found.lexemes[found.match.start() - 2] if found.match.start() > 1 else None
            if lead is not None and lead.symbol in "Ele":
                return draft(found, grain=unit, steps=f"{unit}+0")
        return None
    if follows in ("of", "that", "when", "-", "'s", "’s", "as", "s"):
        return None
    if follows in ("before", "after"):
        return draft(
            found, grain=unit, steps=f"{unit}{'-' if follows == 'before' else '+'}1", anchor="event"
        )
    if follows in ("ended", "ending", "to") and unit == "year":
        return draft(found, type="DURATION", whole=length(1, unit))
    return draft(found, grain=unit, steps=f"{unit}+0")


@RULES.enter("part-of-day", r"(?P<k>[ILJ]|D[JLN]|D(?=p))?(?P<e>e-?)?(?P<p>p)")
def _part_of_day(found: Found) -> Draft | None:
    part, raw = found.text("p"), found.lexemes[found.match.end() - 1].raw.lower()
    which = found.match.group("k") or ""
    at = found.match.start("k")
    word = str(found.lexemes[at + len(which) - 1].value) if which else ""
    time = f"T{part}"
    mod = found.text("e") or None
    if which in ("I",) and word == "this":
        return draft(found, type="TIME", grain="day", steps="day+0", time=time, mod=mod)
    if which == "L" and word == "last":
        return draft(found, type="TIME", grain="day", steps="day-1", time=time, mod=mod)
    if which in ("J", "DJ"):
        return draft(
            found, type="TIME", grain="day", steps="day+0", time=time, anchor="event", mod=mod
        )
    if which == "DN":
        return draft(
            found, type="TIME", grain="day", steps="day+1", time=time, anchor="event", mod=mod
        )
    if which == "DL":
        return draft(
            found, type="TIME", grain="day", steps="day-1", time=time, anchor="event", mod=mod
        )
    if which == "D":
        before, after = found.before(), found.after()
        if after is not None and after.symbol == "0":
            return draft(found, type="PART", time=time)  # "the morning of June 19"
        if before is None or before.symbol != "1":
            return None
    elif raw == "overnight":
        return draft(found, type="TIME", grain="day", steps="day-1", time=time)
    elif not mod and raw not in ("noon", "midnight", "midday"):
        # A bare part counts only beside a day ("Friday morning"): joined there.
        return draft(found, type="PART", time=time)
    return draft(found, type="TIME", time=time, grain="clock", mod=mod)


@RULES.enter(
    "season", r"(?P<d>D)?(?P<k>[ILNJ])?(?P<e>e-?)?(?P<s>s)(?:0?(?P<y>y)(?:[-/](?P<z>[ny]))?)?"
)
def _season(found: Found) -> Draft | None:
    lexeme = found.get("s")
    assert lexeme is not None
    raw, season = lexeme.raw, str(lexeme.value)
    before, year = found.before(), found.text("y")
    mod = found.text("e") or None
    loose = raw.lower() in ("spring", "fall")
    if not found.get("k") and not year and not mod:
        after = found.after()
        if before is None or (loose and before.symbol not in "e013D"):
            return None
        if loose and (not found.get("d") and before.symbol != "1"):
            return None
        if after is not None and after.start - lexeme.end == 1:
            if after.symbol == "0" and loose:
                return None  # "the fall of the wall"
            if raw[0].isupper() and after.raw[0].isupper():
                return None  # "Winter Olympics"
    if year:
        if found.get("z"):  # "the winter of 1941-42": of the year that most of it falls in
            if season != "WI":
                return None
            year = str(int(year) + 1)
        return draft(found, grain="season", steps=year, item=season, mod=mod)
    named = pointed(found, season, "season")
    if named is not None:
        named.mod = mod
    return named


@RULES.enter("quarter", r"D?(?P<k>[LN]|c)?F?-?(?P<o>o)-?(?:F-?)?(?P<u>u)(?:0?F?(?P<y>y))?")
def _quarter(found: Found) -> Draft | None:
    rank, unit = found.value("o"), found.text("u")
    if unit != "quarter" or not isinstance(rank, int) or not 1 <= rank <= 4:
        return None
    made = draft(found, grain="quarter", item=f"Q{rank}", steps=found.text("y"))
    if "-" in found.match.group() and found.match.group()[0] == "D":
        made.first += 1  # "the third-quarter loss": the article is the noun's
    return made


@RULES.enter("quarter", r"(?P<q>@)(?:,?0?F?(?P<y>y))?|D?(?P<y2>y)(?P<q2>@)")
def _quarter_figures(found: Found) -> Draft | None:
    item = found.text("q") or found.text("q2")
    year = found.text("y") or found.text("y2")
    if item[0] == "H" and not year:
        return None
    return draft(found, grain="quarter", item=item, steps=year)


@RULES.enter("half-year", r"D?(?P<o>[oL])-?h(?=0)|D?(?P<o2>o)-?h(?=0?[Du'yIL])")
def _half_year(found: Found) -> Draft | None:
    """Read only beside a year: see `_needs_year`."""
    rank = found.value("o") or found.value("o2")
    number = {1: 1, 2: 2, "last": 2, "latest": 2}.get(rank if rank is not None else 0)
    return draft(found, type="HALF", grain="half", item=f"H{number}") if number else None


@RULES.enter("year-ago", r"D?(?P<u>u)-(?P<g>[gl])-?(?P<p>[uG]|o-?u)?")
def _year_ago(found: Found) -> Draft | None:
    """ "the year-ago quarter", "year-earlier": the year before the period spoken of."""
    if found.text("u") != "year" or found.text("g") == "later":
        return None
    part = found.match.group("p") or ""
    if part[:1] == "o":
        rank = found.value("p")
        return draft(found, grain="quarter", steps="keep-1year", item=f"Q{rank}", anchor="event")
    made = draft(found, grain="year", steps="keep-1year", anchor="event")
    if not part and found.match.group()[0] == "D":
        made.first += 1  # "the year-ago results"
    return made
