"""Texts that take the place of others: revisions of one address, and a wire's updates.

A revision is another text of the same story under the same address: the newest one counts and
the others are kept. Which is newest is read from what the reports carry (the day they were
seen or published, else the fuller text), never from the order in which they were read.
An update of a wire ("UPDATE 2-") is a story of its own, linked to the one that it takes up.
"""

from __future__ import annotations

import datetime as dt
import urllib.parse
from collections import defaultdict
from collections.abc import Collection, Mapping

from rapidfuzz import fuzz

from verbale import copies
from verbale.records import CopyGroup, Reading, Report

#: Parameters of an address that say where a reader came from, not what is read.
_TRACKING = ("utm_", "fbclid", "gclid", "cmpid", "mc_cid", "mc_eid", "ref_src")
#: Two texts without a passage in common are still one story if so alike (0 to 100) ...
_ALIKE = 60.0
#: ... in so many characters at their start.
_START = 2_000
#: A wire updates its story within so many days.
_DAYS = 3


def address(url: str | None) -> str | None:
    """What is the same in two spellings of one page's address: `None` where there is no page."""
    if not url:
        return None
    parts = urllib.parse.urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.")
    pairs = urllib.parse.parse_qsl(parts.query, keep_blank_values=True)
    query = urllib.parse.urlencode([p for p in pairs if not p[0].startswith(_TRACKING)])
    path = parts.path.rstrip("/")
    if not host or not (path or query):
        return None  # the front page of an outlet, which holds another story every day
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def replaced(readings: Collection[Reading]) -> dict[str, str]:
    """Report -> the newer text of its address that counts in its place."""
    pages: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if page := address(reading.report.url):
            pages[page].append(reading)
    out: dict[str, str] = {}
    for texts in pages.values():
        texts.sort(key=lambda r: _age(r.report), reverse=True)
        for i, old in enumerate(texts):
            newer = next((new for new in reversed(texts[:i]) if _one_story(new, old)), None)
            if newer is not None:
                out[old.report.id] = newer.report.id
    return out


def _age(report: Report) -> tuple[dt.date, str, int, str]:
    day = report.seen.date() if report.seen else report.published or dt.date.min
    return day, report.seen.isoformat() if report.seen else "", len(report.text), report.id


def _one_story(a: Reading, b: Reading) -> bool:
    titles = [(r.report.title or "").casefold().split() for r in (a, b)]
    if titles[0] and titles[0] == titles[1]:
        return True
    if copies.shared(a.prints, b.prints):
        return True
    return fuzz.ratio(a.report.text[:_START], b.report.text[:_START]) >= _ALIKE


def updates(readings: Mapping[str, Reading], groups: Collection[CopyGroup]) -> dict[str, str]:
    """Report that a wire marks as an update -> the latest earlier story of it in the record.

    Both stand in one group of copies and come from one source within `_DAYS` days; the earlier
    one has no mark, or one of the same kind with a lower number.
    """
    out: dict[str, str] = {}
    for group in groups:
        for report in group.reports:
            mark = readings[report].marks.update
            if mark is None:
                continue
            earlier = [
                (_number(readings[other]), other)
                for other in group.reports
                if other != report and _precedes(readings[other], readings[report])
            ]
            if earlier:
                best = max(number for number, _ in earlier)
                out[report] = min(other for number, other in earlier if number == best)
    return out


def _number(reading: Reading) -> int:
    mark = reading.marks.update
    return mark.number if mark is not None and mark.kind == "update" else 0


def _precedes(old: Reading, new: Reading) -> bool:
    a, b = old.marks.update, new.marks.update
    assert b is not None
    if not _source(old) & _source(new):
        return False
    days = old.report.published, new.report.published
    if days[0] and days[1] and not 0 <= (days[1] - days[0]).days <= _DAYS:
        return False
    if b.kind == "update":
        return a is None or (a.kind == "update" and a.number < b.number)
    # A correction or a repeat names the story that it repeats: the mark it keeps is a number.
    return a is None or (a.kind == "update" and (not b.number or a.number == b.number))


def _source(reading: Reading) -> set[str]:
    names = (reading.marks.agency, reading.report.agency, reading.report.outlet)
    return {name for name in names if name}
