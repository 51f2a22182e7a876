"""Lines that date a report: "March 3, 2022, Ottawa, Ontario", "Release No. 12 | 3 March 2022".

A line is one if it holds a date and, besides, only a time of day, places, the words with which
offices and pages issue what they publish, and names of sources and writers. A headline with a
date has other words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from verbale.cleaning.layout import Unit
from verbale.knowledge.agencies import pattern as source_names
from verbale.knowledge.furniture import furniture
from verbale.records import Extent

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY_NAME = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)"
DATE = (
    rf"(?:{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\.?(?:,? \d{{4}})?"
    rf"|\d{{1,2}}\. {_MONTH} \d{{4}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4}"
    rf"|\d{{1,2}}-(?:{_MONTH}|\d{{1,2}})-\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    r"|\d{4}/\d{1,2}/\d{1,2})"
)
_DATE_LINE = re.compile(
    rf"(?:(?-i:[A-Z])[\w.'’ -]{{2,30}}, |(?-i:[A-Z]{{3,}}) )??"
    rf"(?:(?P<weekday>{_DAY_NAME})\.?,? )?(?P<date>{DATE})"
    r"(?:(?:,? (?:at )?|T)\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?|Z)?(?: \(?[A-Z]{2,4}\)?)?)?"
    r"(?: ?[(/](?-i:[A-Z])[\w -]{1,20}[)/]|, (?-i:[A-Z])[\w ]{2,24})?",
    re.IGNORECASE,
)
FULL_DATE = re.compile(rf"(?:{_DAY_NAME}\.?,? )?{DATE}", re.IGNORECASE)
_WITH_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DIGIT = re.compile(r"\d")
_WEEKDAY = re.compile(_DAY_NAME, re.IGNORECASE)
# What parts the fields of a line above a report, or names the date among them.
_FIELDS = re.compile(
    r"\s*[|•·]\s*|\s+[/–—-]\s+|(?:^|(?<=\s))(?:last )?(?:updated?|published|posted|modified|dated?)"
    r"(?: (?:at|on))?\s*:?\s+",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"^\((.*)\)$")
_CLOCK = re.compile(
    r"(?<![\w/])\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?(?: ?(?:hrs|hours))?"
    r"(?: ?(?-i:[A-Z]{2,4})\b)?(?![\w/])|(?<!\w)\d{1,2} ?[ap]\.?m\b\.?",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[^\w\s.'’/&-]+|\s[–—/-]+\s|\s[–—-]+$|^[–—-]+\s")
_NUMBER = re.compile(r"(?=[^\W_]*\d)[\w./-]{1,20}")
_PROPER = re.compile(r"(?-i:[A-ZÀ-Þ])[\w.'’&-]*")
_OFFICE = re.compile(
    r"(?:the )?(?:\w+ ){0,2}(?:office|department|ministry|embassy|bureau|mission|secretariat)"
    r"(?: (?:of|to|for)\b.{2,60})?",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|from|in|author|editor|source)\b\s*$", re.IGNORECASE)
# A paper's own title: "No: 12, 3 March 2022, Press Release ...", "Press Briefing - March 3, 2022".
_OPENS = re.compile(
    rf"(?:(?:no|nr|ref)\b[.: ]*[\w./-]*\d[\w./-]*,? )?(?P<date>(?:{_DAY_NAME}\.?,? )?{DATE})"
    r"(?:[,:;|]| [–—-]) .{8,}",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    rf".*\b(?:release|statement|communiqu[eé]|declaration|readout|remarks|speech|address|briefing"
    rf"|conference|transcript|interview|address)\b.*(?:[,(|:]|[–—-] ) ?"
    rf"(?P<date>(?:{_DAY_NAME}\.?,? )?{DATE})\)?",
    re.IGNORECASE,
)
# What is monitored: "Radio Rebelde in Spanish 2300 GMT 14 Feb 90".
_MONITORED = re.compile(
    rf"\b\d{{4}} ?(?:gmt|utc),? (?:on )?(?P<date>\d{{1,2}} {_MONTH}\.?,? (?:\d{{4}}|['’]?\d\d)\b)",
    re.IGNORECASE,
)
_PARTICLES = frozenset(["on", "at", "of", "for", "by", "the", "from", "in", "to"])
_MOST_WORDS = 16
_PROPER_WORDS = 4


class Stamp(msgspec.Struct, frozen=True):
    """The date of a line that dates a report. `weekday`: whether it names its own; `bare`:
    whether the line has no word of who issues it."""

    date: Extent
    weekday: bool
    bare: bool


def date_line(unit: Unit, is_place: Callable[[str], bool]) -> Stamp | None:
    """The date that is a line by itself, or among what else such a line holds."""
    if unit.words > _MOST_WORDS or not _DIGIT.search(unit.text):
        return None
    return _field(unit) or _among(unit, is_place)


def heading_date(unit: Unit) -> Extent | None:
    """The full date that a paper's title opens or closes with."""
    if not _WITH_YEAR.search(unit.text):
        return None
    match = _OPENS.fullmatch(unit.text) or _CLOSES.fullmatch(unit.text)
    if match is None or not _WITH_YEAR.search(match["date"]):
        return None
    return Extent(unit.start + match.start("date"), unit.start + match.end("date"))


def monitored(unit: Unit) -> Extent | None:
    """The day on which what is monitored was sent or heard."""
    match = _MONITORED.search(unit.text)
    return (
        Extent(unit.start + match.start("date"), unit.start + match.end("date")) if match else None
    )


def _field(unit: Unit) -> Stamp | None:
    """A date that is a whole field of a line: "Markets | Sat, Sep 22"."""
    if unit.words > 12:
        return None
    start = 0
    for gap in (*_FIELDS.finditer(unit.text), None):
        end = gap.start() if gap else len(unit.text)
        field = unit.text[start:end]
        match = _DATE_LINE.fullmatch(_BRACKETED.sub(r"\1", field.strip(" -–—|•")))
        if match and len(field.split()) <= 8:
            at = start + field.index(match.group("weekday") or match.group("date"))
            found = FULL_DATE.match(unit.text, at)
            if found:
                extent = Extent(unit.start + at, unit.start + found.end())
                return Stamp(extent, bool(match.group("weekday")), True)
        start = gap.end() if gap else end
    return None


def _among(unit: Unit, is_place: Callable[[str], bool]) -> Stamp | None:
    """A full date among words that say where, by whom and how the report was issued."""
    dates = [m for m in FULL_DATE.finditer(unit.text) if _WITH_YEAR.search(m.group())]
    if not dates:
        return None
    rest = unit.text
    for match in reversed(dates):
        rest = f"{rest[: match.start()]} | {rest[match.end() :]}"
    kinds: list[str] = []
    before = ""
    for piece in _PIECES.split(_CLOCK.sub(" | ", rest)):
        words = piece.strip(" .'’-").split()
        if words:
            kind = _kind(words, before, is_place)
            if kind is None:
                return None
            kinds.append(kind)
            before = piece
    if kinds.count("name") > (1 if {"issuing", "place"} & {*kinds} else 0):
        return None
    first = dates[0]
    extent = Extent(unit.start + first.start(), unit.start + first.end())
    return Stamp(extent, bool(_WEEKDAY.match(first.group())), "issuing" not in kinds)


def _kind(words: list[str], before: str, is_place: Callable[[str], bool]) -> str | None:
    """What a part of such a line is: "issuing" words, a "place", some other "name", or `None`."""
    known = furniture().issuing
    if words[0].casefold() == "the" and len(words) > 1:
        words = words[1:]
    text = " ".join(words)
    if is_place(text):
        return "place"
    if source_names(loose=True).fullmatch(text) or _OFFICE.fullmatch(text):
        return "issuing"
    left = [w for w in words if w.casefold().strip(".:") not in known and not _NUMBER.fullmatch(w)]
    if not left:
        return "issuing"
    proper = len(left) <= _PROPER_WORDS and all(_PROPER.fullmatch(w) for w in left)
    if not proper:
        return None
    if len(left) < len(words) or _BY.search(before):
        # "Posted by Ministry Press": whoever stands beside such words
        return "issuing" if _is_led(words, left) or _BY.search(before) else None
    return "name"


def _is_led(words: list[str], left: list[str]) -> bool:
    """Whether a name stands behind "by" or "source", or right before "press release"."""
    at = words.index(left[0])
    if words[at : at + len(left)] != left:
        return False
    if at > 0:
        lead = at - 2 if at > 1 and words[at - 1].casefold() == "the" else at - 1
        return bool(_BY.search(words[lead].strip(":")))
    return not any(word in _PARTICLES for word in words)
