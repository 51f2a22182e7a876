"""How the record is put into words, the same in every view: dates, signs, names, sentences."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from verbale.finding import called
from verbale.records import Event, Interval, Party, ReportEntry, Span

if TYPE_CHECKING:
    from verbale.minutes import Minutes

#: Status -> the mark before a line.
SIGNS = {
    "occurred": "●",
    "ongoing": "◐",
    "planned": "○",
    "postponed": "◌",
    "cancelled": "✕",
    "denied": "?",
    "hypothetical": "?",
}
CONFLICT = "≠"
UNKNOWN = "–"

#: Type (and mode, where it has words of its own) -> what was done, what one does, the noun for it.
_SAID: dict[str, tuple[str, str, str]] = {
    "CONSULT": ("held talks with", "hold talks with", "talks"),
    "CONSULT/meet": ("met", "meet", "meeting"),
    "CONSULT/phone": ("spoke by phone with", "speak by phone with", "call"),
    "CONSULT/visit": ("visited", "visit", "visit"),
    "CONSULT/multilateral": ("conferred with", "confer with", "multilateral talks"),
    "AGREE": ("agreed with", "agree with", "agreement"),
    "SUPPORT": ("backed", "back", "support"),
    "CONCEDE": ("conceded to", "concede to", "concession"),
    "COOPERATE": ("cooperated with", "cooperate with", "cooperation"),
    "AID": ("aided", "aid", "aid"),
    "RETREAT": ("yielded to", "yield to", "retreat"),
    "REQUEST": ("called on", "call on", "request"),
    "ACCUSE": ("accused", "accuse", "accusation"),
    "REJECT": ("rejected", "reject", "rejection"),
    "THREATEN": ("threatened", "threaten", "threat"),
    "PROTEST": ("protested against", "protest against", "protest"),
    "SANCTION": ("penalised", "penalise", "sanction"),
    "MOBILIZE": ("mobilised against", "mobilise against", "mobilisation"),
    "COERCE": ("coerced", "coerce", "coercion"),
    "ASSAULT": ("attacked", "attack", "attack"),
}
#: Names that stand with an article within a sentence.
_ARTICLE = re.compile(
    r"(?:United|European Union|African Union|Netherlands|Philippines|Bahamas|Gambia|Maldives"
    r"|Comoros|Seychelles|Holy See)\b|.* of the |.*\b(?:Republic|Islands|Nations|Congo)$"
)
#: The id of a person.
_SLUG = re.compile(r"[a-z]+(?:-[a-z]+)+")
#: Names of one side that a line has room for.
_NAMED = 4
#: Characters that move the cursor or turn the direction of the text around them.
_TURNING = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


class Quoted(NamedTuple):
    """Words of a report in their sentence, and where they are from."""

    before: str
    words: str
    after: str
    report: str
    source: str


def safe(text: str) -> str:
    """Text as one line for a terminal or table: no control characters, no turned direction."""
    kept = (
        " " if unicodedata.category(c) == "Cc" else "" if ord(c) in _TURNING else c for c in text
    )
    return " ".join("".join(kept).split())


def day(date: dt.date, *, weekday: bool = False, year: bool = True) -> str:
    """A day as people write it: "Sun 18 Jun 2023"."""
    text = f"{date.day} {calendar.month_abbr[date.month]}" + (f" {date.year}" if year else "")
    return f"{calendar.day_abbr[date.weekday()]} {text}" if weekday else text


def dates(interval: Interval | None, *, weekday: bool = True) -> str:
    """An interval as people write it: "18–19 Jun 2023", "Jun 2023", "by 31 Dec 2023"."""
    start, end = (interval.start, interval.end) if interval else (None, None)
    if start is None and end is None:
        return "undated"
    if start is None or end is None:
        return f"by {day(end)}" if end else f"from {day(start)}" if start else ""
    if start == end:
        return day(start, weekday=weekday)
    last = calendar.monthrange(end.year, end.month)[1]
    if start.day == 1 and end.day == last and start.year == end.year:
        if (start.month, end.month) == (1, 12):
            return str(start.year)
        months = [calendar.month_abbr[start.month], calendar.month_abbr[end.month]]
        return f"{'–'.join(dict.fromkeys(months))} {start.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    return f"{day(start, year=start.year != end.year)} – {day(end)}"


def value(text: str) -> str:
    """One of the values in conflict: days and intervals in ISO 8601 as people write them."""
    start, slash, end = text.partition("/")
    try:
        ends = [dt.date.fromisoformat(part) if part else None for part in (start, end or start)]
    except ValueError:
        return text
    return dates(Interval(*ends), weekday=False) if not slash or end else text


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 report", "1,783 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def sources(event: Event) -> str:
    """How many tell of an event: "3 sources (5 reports)"."""
    told = count(event.independent_sources, "source")
    same = len(event.reports) == event.independent_sources
    return told if same else f"{told} ({count(len(event.reports), 'report')})"


def long_dates(interval: Interval | None) -> str:
    """An interval as a sentence begins with it: "On Sunday 18 June 2023", "In May 2023"."""
    start, end = (interval.start, interval.end) if interval else (None, None)
    if start is None or end is None:
        one = end or start
        return f"{'By' if end else 'From'} {_long(one)}" if one else ""
    if start == end:
        return f"On {calendar.day_name[start.weekday()]} {_long(start)}"
    last = calendar.monthrange(end.year, end.month)[1]
    if start.day == 1 and end.day == last and start.year == end.year:
        if (start.month, end.month) == (1, 12):
            return f"In {start.year}"
        names = dict.fromkeys(calendar.month_name[d.month] for d in (start, end))
        return f"In {' to '.join(names)} {start.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"On {start.day}–{_long(end)}"
    return f"Between {_long(start, year=start.year != end.year)} and {_long(end)}"


def _long(day: dt.date, *, year: bool = True) -> str:
    return f"{day.day} {calendar.month_name[day.month]}" + (f" {day.year}" if year else "")


def status(event: Event) -> str:
    """A status with its sign."""
    return f"{SIGNS.get(event.status, '?')} {event.status}"


def noun(event: Event) -> str:
    """What an event is, in a word or two: "call", "visit", "accusation"."""
    return _said(event)[2]


def done(event: Event) -> str:
    """What the actors did, as a verb in the past: "met", "accused"."""
    return _said(event)[0]


def doing(event: Event) -> str:
    """What the actors do, as a verb after "to": "meet", "accuse"."""
    return _said(event)[1]


def _said(event: Event) -> tuple[str, str, str]:
    other = (event.type.lower(),) * 3
    return _SAID.get(f"{event.type}/{event.mode}") or _SAID.get(event.type, other)


def name(party: Party | None, id: str, *, state: bool = False) -> str:
    """A party by its name; with `state`, the code of the state that it acts for."""
    if party is None:  # no longer in the record: an id is its name in small letters
        return safe(id.replace("-", " ").title() if _SLUG.fullmatch(id) else id)
    told = safe(party.name)
    known = state and party.kind != "state" and party.state
    return f"{told} ({party.state})" if known else told


def names(record: Minutes, ids: Iterable[str], *, state: bool = False) -> str:
    """Parties by name, joined by commas."""
    return ", ".join(name(record.get("party", id), id, state=state) for id in ids)


def who(record: Minutes, event: Event, *, state: bool = True) -> str:
    """The two sides of an event: "Antony Blinken (USA) – Qin Gang (CHN)".

    An arrow where one does something to the other, a dash where both do it together.
    """
    sides = [names(record, side, state=state) for side in (event.actors, event.recipients)]
    mutual = event.type == "CONSULT" and event.mode != "visit"
    if not sides[1]:
        between = " – " if mutual and len(event.actors) == 2 else ", "
        return sides[0].replace(", ", between) or UNKNOWN
    return (" – " if mutual else " → ").join(side or UNKNOWN for side in sides)


def where(event: Event) -> str:
    """The place of an event, town before country, or a dash."""
    if event.place is None:
        return UNKNOWN
    place, country = safe(event.place.name), event.place.country
    return f"{place}, {country}" if country and not called(country, place) else place


def the(name: str) -> str:
    """A name within a sentence: "the United States", "China"."""
    return f"the {name}" if _ARTICLE.match(name) else name


def headline(record: Minutes, event: Event) -> str:
    """An event in a line: "Antony Blinken met Qin Gang, Beijing"."""
    actors = _few([name(record.get("party", id), id) for id in event.actors]) or "Somebody"
    recipients = [name(record.get("party", id), id) for id in event.recipients]
    whom = _few(list(map(the, recipients)))
    if not recipients:
        line = f"{actors}: {noun(event)}"
    elif event.status in ("occurred", "ongoing"):
        line = f"{actors} {done(event)} {whom}"
    elif event.status == "planned":
        line = f"{actors} to {doing(event)} {whom}"
    else:
        line = f"{actors} – {_few(recipients)}: {noun(event)}"
    place = safe(event.place.name) if event.place else ""
    told = place in recipients  # "visited Taiwan, Taiwan"
    return f"{line}, {place}" if place and not told else line


def _few(names: list[str]) -> str:
    """Names joined by commas, the last of many only counted."""
    return listed(names, _NAMED if len(names) > _NAMED + 1 else len(names))


def reference(report: ReportEntry | None, id: str) -> str:
    """A report as a source: outlet or agency, date, id."""
    if report is None:
        return safe(id)
    published = report.published
    when = dates(Interval(published.start, published.end), weekday=False)
    parts = [report.outlet or report.agency, when if when != "undated" else None, report.id]
    return ", ".join(safe(part) for part in parts if part)


_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
#: Before such a full stop no sentence ends.
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.$"
)


def sentence(text: str, span: Span) -> tuple[int, int]:
    """Where the sentence of a span begins and ends, or its line, if no sentence ends in it."""
    left = text.rfind("\n", 0, span.start) + 1
    right = text.find("\n", span.end)
    right = len(text) if right < 0 else right
    for match in _SENTENCE_END.finditer(text, left, right):
        if _SHORT.search(text, left, match.start() + 1):
            continue
        if match.end() <= span.start:
            left = match.end()
        elif match.start() + 1 >= span.end:
            return left, match.end()
    return left, right


def quote(report: ReportEntry | None, span: Span, *, width: int = 300) -> Quoted:
    """The words of a span in their sentence, cut to about `width` characters."""
    if report is None or not report.text:
        return Quoted("", f"[{span.start}–{span.end}]", "", span.report, safe(span.report))
    text = report.text
    left, right = sentence(text, span)
    room = max(40, (width - (span.end - span.start)) // 2)
    before, after = text[left : span.start], text[span.end : right]
    before = before if len(before) <= room else "…" + before[-room:].partition(" ")[2]
    after = after if len(after) <= room else after[:room].rpartition(" ")[0] + "…"
    words = text[span.start : span.end]
    lead = " " if before[-1:].isspace() else ""
    tail = " " if after[:1].isspace() and after.strip() else ""
    source = reference(report, span.report)
    return Quoted(safe(before) + lead, safe(words), tail + safe(after), span.report, source)


def quoted(text: str) -> str:
    """Text in quotation marks, unless it has its own."""
    plain = safe(text)
    return plain if plain[:1] in '“"«‘' else f"“{plain}”"


def listed(items: Sequence[str], limit: int = 8) -> str:
    """Some items in a line, and how many more there are."""
    shown = ", ".join(safe(item) for item in items[:limit])
    return shown + (f" and {len(items) - limit} more" if len(items) > limit else "")
