"""Lengths, and what lies at a length from somewhere: "two years ago", "a day earlier", "weekly"."""

from __future__ import annotations

from verbale.reading.times.drafts import Draft
from verbale.reading.times.grammar.lengths import CLOCK_UNITS, LETTERS, MULTIPLES, length
from verbale.reading.times.grammar.rules import Found, Rules, draft

RULES = Rules()


_COUNT = r"(?:[nA][T&-](?=n))?(?P<n>[nAf])"


def _count(found: Found) -> int | float | str:
    value = found.value("n")
    return "X" if value is None else value


@RULES.enter(
    "duration",
    rf"(?P<q>q-?){{0,3}}{_COUNT}-?M?-?M?-?(?P<u>[uU])(?:-?(?P<b>B)|(?P<h>&Ah))?(?!-?x|-U|-[gl])",
)
def _duration(found: Found) -> Draft | None:
    unit, count = found.text("u"), _count(found)
    lexeme = found.get("n")
    assert lexeme is not None
    before, after = found.before(), found.after()
    singular = found.get("u") is not None and found.get("u").symbol == "u"  # type: ignore[union-attr]
    if (
        lexeme.symbol == "A"
        and before is not None
        and before.symbol in "n$%yU"
        and not found.get("q")
    ):
        return None  # "$5 a share", "12 million a year": a rate
    if (
        lexeme.symbol == "A"
        and before is not None
        and before.raw.lower() in ("once", "twice", "times")
    ):
        return draft(found, type="SET", whole=length(1, unit))
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
    made = draft(found, type="DURATION", whole=whole, mod=found.mod("q", "b"), anchor=anchor)
    if lexeme.symbol == "f" and _over(found):
        made.first, made.mod = found.match.start("n"), None  # not more than many years
    return made


def _over(found: Found) -> bool:
    """Whether the expression begins with a preposition: "over the last two weeks"."""
    lead = found.get("q")
    return lead is not None and lead.raw.lower() in ("over", "under", "around")


@RULES.enter("half-unit", r"(?P<q>q-?){0,3}(?:hA-?|Ah-?)(?P<u>u)")
def _half_unit(found: Found) -> Draft | None:
    return draft(found, type="DURATION", whole=length(0.5, found.text("u")), mod=found.mod("q"))


@RULES.enter(
    "span",
    rf"(?:(?P<q>q-?){{0,3}}D)?(?P<k>[LNoe]|(?=n))(?:{_COUNT}-?)?M?-?(?P<u>U)(?P<b>B)?(?!-?x)",
)
def _span(found: Found) -> Draft | None:
    """ "the last three months", "the next few days", "the first nine months", "coming weeks"."""
    which = found.text("k")
    unit = found.text("u")
    numbered = found.get("n") is not None
    the = "D" in found.match.group()
    after = found.after()
    if which == "START" and after is not None and after.symbol == "0":
        return None  # "the early hours of Monday"
    sign = ""
    if which in ("last", "past", "latest", "previous"):
        sign = "<"
    elif which in ("next", "coming", "following"):
        sign = ">"
    elif not the or (not numbered and which not in ("1", "START")):
        return None  # but "the first hours", "the early years"
    anchor = "event" if which in ("previous", "following") else "published"
    if after is not None and after.raw.lower() == "old":
        return None
    whole = sign + length(_count(found), unit)
    made = draft(found, type="DURATION", whole=whole, anchor=anchor, mod=found.mod("q", "b"))
    if _over(found):
        made.first, made.mod = found.match.end("q"), None
    return made


@RULES.enter("span", r"D?N(?P<k>u)B")
def _span_or_so(found: Found) -> Draft | None:
    unit = found.text("k")
    return draft(found, grain=unit, steps=f"{unit}+1", mod="APPROX") if unit in LETTERS else None


@RULES.enter(
    "vague-span",
    r"D?r(?P<u>U)(?:&U)?|(?:D?M)?(?P<u2>U)&U|D?(?P<u3>U)b|(?<=[13])(?P<u4>U)(?!-?x)|(?<=q)(?P<u5>U)",
)
def _vague_span(found: Found) -> Draft | None:
    for group in ("u", "u2", "u3", "u4", "u5"):
        unit = found.text(group)
        if unit:
            sign = {"u": "<", "u3": ">"}.get(group, "")
            return draft(found, type="DURATION", whole=sign + length("X", unit))
    return None


@RULES.enter("whole-unit", r"aD?(?P<u>u)|D(?:a|M)(?P<u2>u)")
def _whole_unit(found: Found) -> Draft | None:
    unit = found.text("u") or found.text("u2")
    if (
        found.text("u2")
        and unit in ("year", "month", "quarter", "week")
        and found.lexemes[found.match.start() + 1].raw.lower() == "full"
    ):
        return draft(found, grain=unit, steps=f"{unit}+0")
    return draft(found, type="DURATION", whole=length(1, unit))


def _moved(count: int | float | str, unit: str, direction: int) -> tuple[str, str]:
    """Steps and grain for so many units before (-1) or after (+1); "" where not countable."""
    if unit in MULTIPLES:
        factor, unit = MULTIPLES[unit]
        count = count if isinstance(count, str) else count * factor
    if isinstance(count, str) or count > 1500 or unit in ("weekend", "quarter", "millennium"):
        return "", ""
    if count != int(count):
        finer = {"year": (12, "month"), "month": (30, "day"), "week": (7, "day")}.get(unit)
        if finer is None:
            return "", ""
        count, unit = round(count * finer[0]), finer[1]
    sign = "-" if direction < 0 else "+"
    if unit in CLOCK_UNITS:
        return "day+0", "day"
    if unit == "year" and count == 1:
        return f"keep{sign}1year", "year"
    return f"{unit}{sign}{int(count)}", unit


@RULES.enter("ago", rf"(?P<q>q-?){{0,3}}(?:{_COUNT}-?M?)?(?P<u>[uU])(?P<b>B)?(?P<g>[gj])")
def _ago(found: Found) -> Draft | None:
    direction = -1 if found.text("g") == "ago" else 1
    if not found.get("n") and found.get("u").symbol == "u":  # type: ignore[union-attr]
        return None
    count = _count(found)
    mod = found.mod("q", "b")
    steps, grain = _moved(count, found.text("u"), direction)
    if not steps:
        vague = "PAST_REF" if direction < 0 else "FUTURE_REF"
        return draft(found, whole=vague, mod=mod)
    if found.text("u") in CLOCK_UNITS:
        return draft(found, type="TIME", grain="day", steps=steps, mod=mod)
    return draft(found, grain=grain, steps=steps, mod=mod)


@RULES.enter("distance", rf"(?P<q>q-?){{0,3}}(?:{_COUNT}-?)?M?(?P<u>[uU])(?P<b>B)?(?P<l>l)")
def _distance(found: Found) -> Draft | None:
    unit = found.get("u")
    if unit is None or (not found.get("n") and unit.symbol == "u"):
        return None
    direction = -1 if found.text("l") == "earlier" else 1
    mod = found.mod("q", "b")
    steps, grain = _moved(_count(found), found.text("u"), direction)
    if not steps:  # "several weeks later"
        whole = ("-" if direction < 0 else "+") + length(_count(found), found.text("u"))
        return draft(found, type="DURATION", whole=whole, mod=mod, anchor="event")
    return draft(found, grain=grain, steps=steps, mod=mod, anchor="event")


@RULES.enter("days-before", r"D(?P<u>U)(?=3)")
def _days_before(found: Found) -> Draft | None:
    after = found.after()
    follows = after.raw.lower() if after else ""
    if follows not in ("before", "after"):
        return None
    sign = "<" if follows == "before" else ">"
    return draft(found, type="DURATION", whole=sign + length("X", found.text("u")), anchor="event")


@RULES.enter("period-of-year", r"D(?:J|_)?(?:[Gu](?:LF?u|A?n?uB?g)|y[uG])|DLF?u'[uG]|Lu'[uG]")
def _period_of_year(found: Found) -> Draft | None:
    """ "the corresponding period last year", "the 1988 quarter", "last year's quarter"."""
    words = found.lexemes[found.match.start() : found.match.end()]
    units = [x.value for x in words if x.symbol in "uG"]
    year = next((str(x.value) for x in words if x.symbol == "y"), "")
    if not {"period", "quarter"} & set(units) or not (year or "year" in units):
        return None
    return draft(found, grain="year", steps=year or "keep-1year", anchor="event")


@RULES.enter("the-day-before", r"D(?P<u>u)(?P<p>3)(?=[.,|&]|$)")
def _day_before(found: Found) -> Draft | None:
    which, unit = found.text("p"), found.text("u")
    raw = found.lexemes[found.match.end() - 1].raw.lower()
    if raw not in ("before", "after") or which not in ("before", "after") or unit in CLOCK_UNITS:
        return None
    sign = "-" if which == "before" else "+"
    if unit not in ("day", "week", "month", "year"):
        return None
    return draft(found, grain=unit, steps=f"{unit}{sign}1", anchor="event")


@RULES.enter("every", r"(?P<v>v)(?P<n>[no])?(?P<u>[uU])")
def _every(found: Found) -> Draft | None:
    count = 2 if found.text("v") == "other" else found.value("n") or 1
    return draft(found, type="SET", whole=length(count, found.text("u")))


@RULES.enter("every", r"v(?P<i>[wmsp])(?P<p>p)?")
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
    return draft(found, type="SET", whole=value + part)


@RULES.enter("repeated", r"(?P<x>X)")
def _repeated(found: Found) -> Draft | None:
    lexeme = found.get("x")
    assert lexeme is not None
    after = found.after()
    if not lexeme.raw[0].islower() or (after is not None and after.raw[0].isupper()):
        return None  # "the China Daily", "the daily Granma"
    return draft(found, type="SET", whole=str(lexeme.value))
