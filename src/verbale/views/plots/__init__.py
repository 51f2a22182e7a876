"""Plots of a record, as SVG: every mark says what it stands for and leads to it.

Colours are Okabe and Ito's, told apart by the colour-blind; the four PLOVER quads also differ
in lightness, so that they are told apart in grey. They are drawn here and not by a library of
plots, since the engine of one takes half a second to start and a fifth for each drawing, and
knows nothing of a page that is light or dark.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from verbale.knowledge import plover
from verbale.records import Event, Interval
from verbale.views.plots.scales import Days, steps
from verbale.views.plots.svg import BASE, INK, RULE, SHADE, STRONG, WORDS, Drawing, rect
from verbale.views.plots.world import world

__all__ = ["QUADS", "curve", "lines", "matrix", "middle", "weeks", "world"]

#: Quad -> its name and colour.
QUADS = {
    1: ("verbal cooperation", "#56B4E9"),
    2: ("material cooperation", "#0072B2"),
    3: ("verbal conflict", "#E69F00"),
    4: ("material conflict", "#D55E00"),
}
_COUNTED = frozenset({"occurred", "ongoing"})
#: Pixels: of a drawing, of a letter of its names, of a line of it.
_WIDTH, _LETTER, _ROW = 880, 6.6, 24
#: From so many months on the curve is drawn by the year.
_LONG = 120


def middle(interval: Interval) -> dt.date | None:
    """The day at which an event is drawn: the middle of its interval, or the end it has."""
    if interval.start and interval.end:
        return interval.start + (interval.end - interval.start) / 2
    return interval.end or interval.start


def weeks(
    events: Iterable[tuple[Event, str]],
    hrefs: Mapping[str, str],
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> str:
    """Events by week and pair: cooperation above the line of the pair, conflict below it.

    `events` come with the name of their pair; `hrefs`: pair -> the address of its page, in the
    order in which they are drawn. `since`, `until`: the days that are drawn; by default all.
    """
    counts: dict[str, dict[dt.date, dict[int, int]]] = {pair: {} for pair in hrefs}
    for event, pair in events:
        day = middle(event.date)
        if day is not None and event.status in _COUNTED and day >= (since or day):
            week = day - dt.timedelta(days=day.weekday())
            quads = counts.setdefault(pair, {}).setdefault(week, {})
            quad = plover.quad(event.type)
            quads[quad] = quads.get(quad, 0) + 1
    told = [week for found in counts.values() for week in found]
    if not told:
        return _nothing("No events of these weeks are known.")
    days = _axis(since or min(told), until or max(told) + dt.timedelta(days=6), hrefs)
    most = max(sum(n.values()) for found in counts.values() for n in found.values())
    high = _ROW * 0.75 / most
    drawing = Drawing(_WIDTH, 44 + 2 * _ROW * len(counts), "Events by week and pair of states")
    drawing.legend(days.left, 12, QUADS.values())
    drawing.words(days.right, 12, f"tallest: {most:,} a week", anchor="end")
    base = 24.0
    _grid(drawing, days, base, base + 2 * _ROW * len(counts))
    for pair, found in counts.items():
        base += _ROW
        drawing.words(0, base + 4, pair, kind=INK, href=hrefs.get(pair, ""))
        drawing.rule(days.left, base, days.right, base, BASE)
        for week, quads in sorted(found.items()):
            when = f"{pair}, week of {week.day} {calendar.month_abbr[week.month]} {week.year}"
            parts = [
                (quad, n * high if quad < 3 else -n * high, f"{when}: {n} of {QUADS[quad][0]}")
                for quad, n in sorted(quads.items())
            ]
            x = max(days.left, days.at(week))
            width = max(2.0, min(7 * days.width - 1, days.right - x))
            _bar(drawing, x, base, width, parts, hrefs.get(pair, ""))
        base += _ROW
    return str(drawing)


def curve(events: Sequence[Event], href: str) -> str:
    """Goldstein by month: what occurred, cooperation up, conflict down, and what both come to.

    By the year where there are many. `href`: the address of the events of a month, with `{since}`
    and `{until}` to fill in; empty where it leads nowhere.
    """
    told = [
        (day, event.goldstein, plover.quad(event.type))
        for event in events
        if (day := middle(event.date)) and event.goldstein and event.status in _COUNTED
    ]
    if not told:
        return _nothing("Nothing that occurred between them has a day and a Goldstein value.")
    first, last = min(told)[0].replace(day=1), _end(max(told)[0])
    yearly = (last.year - first.year) * 12 + last.month - first.month >= _LONG
    if yearly:
        first, last = first.replace(month=1), last.replace(month=12, day=31)
    elif (last - first).days < 365:  # a year at least
        first = (last + dt.timedelta(days=1)).replace(year=last.year - 1)
    sums: dict[dt.date, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for day, value, quad in told:
        sums[day.replace(month=1, day=1) if yearly else day.replace(day=1)][quad] += value
    tops = [sum(v for v in quads.values() if v > 0) for quads in sums.values()]
    lows = [sum(v for v in quads.values() if v < 0) for quads in sums.values()]
    high, low = max(0.0, *tops), min(0.0, *lows)
    days = Days(first, last, 52, _WIDTH - 8)
    top, bottom = 30.0, 190.0
    scale = (bottom - top) / ((high - low) or 1.0)
    zero = top + high * scale
    drawing = Drawing(_WIDTH, bottom + 26, "Goldstein values by month, cooperation up")
    drawing.legend(days.left, 12, QUADS.values())
    for value in steps(low, high):
        y = zero - value * scale
        drawing.rule(days.left, y, days.right, y, RULE)
        drawing.words(days.left - 8, y + 4, _signed(value), anchor="end")
    _grid(drawing, days, top, bottom)
    drawing.rule(days.left, zero, days.right, zero, BASE)
    for start, quads in sorted(sums.items()):
        end = start.replace(month=12, day=31) if yearly else _end(start)
        width = min(40.0, max(2.0, ((end - start).days + 1) * days.width * 0.82))
        when = f"{start.year}" if yearly else f"{calendar.month_abbr[start.month]} {start.year}"
        parts = [
            (quad, value * scale, f"{when}: {QUADS[quad][0]} {_signed(value)}")
            for quad, value in sorted(quads.items())
        ]
        link = href.format(since=start.isoformat(), until=end.isoformat())
        _bar(drawing, days.at(start), zero, width, parts, link)
        net = zero - sum(quads.values()) * scale
        drawing.rule(days.at(start) - 1, net, days.at(start) + width + 1, net, STRONG)
    return str(drawing)


def lines(contacts: Mapping[str, Sequence[tuple[dt.date, str]]], today: dt.date | None) -> str:
    """Lines of contact on one time axis: a tick a contact, the silence at the end shaded.

    `contacts`: channel -> (day, address of the event).
    """
    known = [day for found in contacts.values() for day, _ in found]
    if not known:
        return _nothing("No contact of these two has a day.")
    first, last = min(known), max([*known, *([today] if today else [])])
    days = _axis(first - (last - first) / 50 - dt.timedelta(days=7), last, contacts)
    drawing = Drawing(_WIDTH, 26 + _ROW * len(contacts), "Contacts on each line over time")
    _grid(drawing, days, 0, _ROW * len(contacts))
    for row, (channel, found) in enumerate(contacts.items()):
        top = _ROW * row + 5
        drawing.words(0, top + 12, channel, kind=INK)
        if found and today and (silent := (today - max(found)[0]).days) > 0:
            x = days.at(max(found)[0])
            shade = rect(x, top, days.at(today) - x, _ROW - 10, f'class="{SHADE}"')
            drawing.put(shade, f"{channel}: silent for {silent:,} days")
        for day, href in found:
            tick = rect(days.at(day) - 1, top, 2.5, _ROW - 10, f'fill="{QUADS[2][1]}"')
            when = f"{day.day} {calendar.month_abbr[day.month]} {day.year}"
            drawing.put(tick, f"{channel}, {when}", href)
    return str(drawing)


def matrix(counts: Mapping[tuple[str, str], int], href: str, most: int = 20) -> str:
    """Who meets whom: states by states, contacts as shade and figure.

    Of the `most` states that meet most, the first of them first.
    """
    total: dict[str, int] = defaultdict(int)
    for pair, n in counts.items():
        for state in pair:
            total[state] += n
    order = sorted(total, key=lambda state: (-total[state], state))[:most]
    shown = {(a, b): n for (a, b), n in counts.items() if a in order and b in order}
    high = max(shown.values(), default=1)
    wide, tall, left, top = 40, 26, 44, 24
    drawing = Drawing(left + wide * len(order) + 4, top + tall * len(order) + 4,
                      "States by states: talks that took place")  # fmt: skip
    for i, state in enumerate(order):
        drawing.words(left + wide * (i + 0.5), top - 8, state, anchor="middle", kind=INK)
        drawing.words(left - 8, top + tall * (i + 0.5) + 4, state, anchor="end", kind=INK)
        drawing.put(rect(left + wide * i, top + tall * i, wide - 1, tall - 1,
                         f'class="{SHADE}" opacity=".5"'))  # fmt: skip
    for (a, b), n in sorted(shown.items()):
        share = (n / high) ** 0.5
        for x, y in ((a, b), (b, a)):
            at = left + wide * order.index(x), top + tall * order.index(y)
            shade = f'fill="{QUADS[2][1]}" fill-opacity="{0.12 + 0.88 * share:.2f}"'
            link = href.format(pair="-".join(sorted((a, b))))
            drawing.put(rect(*at, wide - 1, tall - 1, shade), f"{y} and {x}: {n:,}", link)
            light = "#fff" if share > 0.55 else ""
            drawing.words(at[0] + wide / 2, at[1] + tall / 2 + 4, f"{n:,}", anchor="middle",
                          kind=INK, fill=light)  # fmt: skip
    return str(drawing)


def _nothing(told: str) -> str:
    drawing = Drawing(_WIDTH, 24, told)
    drawing.words(0, 16, told, kind=WORDS)
    return str(drawing)


def _axis(since: dt.date, until: dt.date, names: Iterable[str]) -> Days:
    """Days beside a column of names."""
    return Days(since, until, max(map(len, names)) * _LETTER + 12, _WIDTH - 8)


def _grid(drawing: Drawing, days: Days, top: float, bottom: float) -> None:
    """Where months or years begin, with their names below."""
    for day, told in days.marks():
        x = days.at(day)
        drawing.rule(x, top, x, bottom + 4, RULE)
        if x < days.right - 14:
            drawing.words(x + 3, bottom + 16, told)


def _bar(
    drawing: Drawing, x: float, zero: float, width: float,
    parts: Iterable[tuple[int, float, str]], href: str,
) -> None:  # fmt: skip
    """A bar on both sides of a line: of each quad its height in pixels and what it says."""
    up = down = 0.0
    for quad, height, told in parts:
        size = abs(height)
        if height > 0:
            up += size
            y = zero - up
        else:
            y = zero + down
            down += size
        drawing.put(rect(x, y, width, max(0.5, size), f'fill="{QUADS[quad][1]}"'), told, href)


def _signed(value: float) -> str:
    return f"{value:+,.4g}".replace("-", "\N{MINUS SIGN}") if value else "0"


def _end(day: dt.date) -> dt.date:
    """The last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
