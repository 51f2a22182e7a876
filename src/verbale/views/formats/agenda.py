"""iCalendar: what took place and what is planned, as days in a calendar.

Events dated to within a month stand on their days. A plan with a wider interval stands on its
last day, as "by then". Plans are tentative, what was called off is cancelled.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from verbale.records import Event
from verbale.views import words
from verbale.views.formats.lookup import Lookup, bounds
from verbale.views.formats.quoting import quotations
from verbale.views.formats.selection import Selection, Written
from verbale.views.formats.target import needing

_STATUS = {
    "occurred": "CONFIRMED", "ongoing": "CONFIRMED", "planned": "TENTATIVE",
    "postponed": "CANCELLED", "cancelled": "CANCELLED",
}  # fmt: skip


def write(lookup: Lookup, path: Path, chosen: Selection) -> Written:
    """Write the calendar."""
    with needing("icalendar", "export", "iCalendar"):
        import icalendar
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Verbale//EN")
    calendar.add("version", "2.0")
    left = {"denied or hypothetical": 0, "not dated to a month": 0}
    count = 0
    for event in chosen.events:
        days = _days(event)
        if event.status not in _STATUS:
            left["denied or hypothetical"] += 1
        elif days is None:
            left["not dated to a month"] += 1
        else:
            entry = icalendar.Event()
            _fill(entry, lookup, event, days, chosen)
            calendar.add_component(entry)
            count += 1
    path.write_bytes(calendar.to_ical())
    return Written({"entries": count}, {reason: n for reason, n in left.items() if n})


def _days(event: Event) -> tuple[dt.date, dt.date, bool] | None:
    """First day, last day, and whether that is a bound and not the day itself."""
    span = bounds(event)
    if span:
        return *span, False
    end = event.date.end
    return (end, end, True) if end and event.status == "planned" else None


def _fill(
    entry: object,
    lookup: Lookup,
    event: Event,
    days: tuple[dt.date, dt.date, bool],
    chosen: Selection,
) -> None:
    import icalendar

    assert isinstance(entry, icalendar.Event)
    headline = words.headline(lookup.record, event)
    first, last, by = days
    entry.add("uid", f"{event.id}@verbale")
    told = lookup.latest(event.reports) or first
    entry.add("dtstamp", dt.datetime.combine(told, dt.time(), dt.UTC))
    entry.add("dtstart", first)
    entry.add("dtend", last + dt.timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    lead = "By this day: " if by else "" if event.status == "occurred" else f"{event.status}: "
    entry.add("summary", lead + headline)
    entry.add("status", _STATUS[event.status])
    if event.place:
        place = ", ".join(filter(None, (event.venue, words.where(event))))
        entry.add("location", words.safe(place))
        if event.place.latitude is not None and event.place.longitude is not None:
            entry.add("geo", (event.place.latitude, event.place.longitude))
    lines = [f"{words.status(event)} · {words.sources(event)}"]
    if event.issues:
        lines.append("On " + ", ".join(event.issues))
    if not chosen.without_text:
        lines += quotations(lookup, event)
    entry.add("description", "\n".join(lines))
    entry.add("categories", [event.type, *event.issues])
