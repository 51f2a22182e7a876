"""Which of the dates on a page are the report's own, and which are the page's clock."""

from __future__ import annotations

import re

from verbale.cleaning import credits, stamps
from verbale.cleaning.layout import Unit
from verbale.cleaning.page import LEADS, Page
from verbale.records import Extent

_DASHES = frozenset("-–—")
_QUOTES = frozenset('"”')
_PLACE_WORDS = 5
# Kinds of lines that stand in a text that is no page.
_OF_A_REPORT = frozenset({"stamp", "clock", "byline", "caption", "photo credit", "title"})


def has_year(text: str, date: Extent) -> bool:
    """Whether a date in the text names its year."""
    return bool(re.search(r"\d{4}", text[date.start : date.end]))


def is_place(unit: Unit) -> bool:
    """Whether a line is a town with its region: what stands beside a line with a date."""
    return unit.words <= _PLACE_WORDS and credits.is_place(unit.text.strip(" ,.-–—"))


def line_date(page: Page, index: int) -> stamps.Stamp | None:
    """The date of a line that dates the report, and not the words quoted above it: "— President
    Lee, March 3, 2022"."""
    unit = page.units[index]
    above = page.units[index - 1].text if index else ""
    if (
        (unit.text[0] in _DASHES and unit.text[-1] not in _DASHES)
        or above[:1] in _DASHES
        or above.endswith(",")
    ):
        return None
    return stamps.date_line(unit, credits.is_place)


def by_weather(page: Page, index: int) -> bool:
    """Whether a line tells the weather, or stands beside one that does."""
    beside = {page.kinds.get(index - 1), page.kinds.get(index + 1)}
    return "°" in page.units[index].text or "weather" in beside


def is_clock(page: Page, index: int, stamp: stamps.Stamp) -> bool:
    """Whether a date above the title is of the day on which the page was drawn: it stands by a
    menu, or names its weekday among other furniture."""
    if not stamp.bare:
        return False
    if {page.kinds.get(index - 1), page.kinds.get(index + 1)} & {"menu", "navigation"}:
        return True
    return stamp.weekday and not {*page.kinds.values()} <= _OF_A_REPORT


def apart(page: Page) -> Extent | None:
    """The day on which what is monitored was sent; else the full date of the one line below the
    lead, near the top or the end, that holds nothing but where and when: "Done at Riga, 3 March
    2022". Many such lines are a chronicle."""
    body = page.body()
    for index in (*body[: 2 * LEADS], *body[-2:]):
        if heard := stamps.monitored(page.units[index]):
            return heard
    found = [
        (place, stamp)
        for place, index in enumerate(body)
        if (stamp := line_date(page, index)) and has_year(page.text, stamp.date)
    ]
    if len(found) != 1:
        return None
    ((place, stamp),) = found
    index = body[place]
    quoted = index > 0 and page.units[index - 1].text[-1] in _QUOTES
    if quoted or by_weather(page, index) or is_clock(page, index, stamp):
        return None
    if 2 * LEADS <= place < len(body) - 2:
        return None
    page.claim(index, "stamp")
    return stamp.date
