"""POLECAT's table: 40 columns, tab-separated, a line of headings, one row an event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verbale import __version__
from verbale.finding import called
from verbale.knowledge import codes, plover
from verbale.views.formats.coding import Coded, coded
from verbale.views.formats.lookup import Lookup
from verbale.views.formats.rows import delimited
from verbale.views.formats.selection import Selection, Written
from verbale.views.words import safe

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_QUADS = {
    1: "VERBAL COOPERATION",
    2: "MATERIAL COOPERATION",
    3: "VERBAL CONFLICT",
    4: "MATERIAL CONFLICT",
}


def write(lookup: Lookup, path: Path, chosen: Selection) -> Written:
    """Write the file."""
    left: Counter[str] = Counter()
    count = delimited(path, COLUMNS, _rows(lookup, chosen, left), tabs=True)
    return Written({"events": count}, dict(left))


def _rows(lookup: Lookup, chosen: Selection, left: Counter[str]) -> Iterator[dict[str, Any]]:
    for event in chosen.events:
        found = coded(lookup, event, left)
        if found:
            yield {name: _cell(value) for name, value in _row(lookup, found, chosen).items()}


def _cell(value: Any) -> str:
    """A cell: lists by semicolons, nothing for what is not known, no tabs or line ends."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ";".join(safe(str(part)) for part in value if part is not None)
    return safe(str(value))


def _row(lookup: Lookup, found: Coded, chosen: Selection) -> dict[str, Any]:
    event = found.event
    first = lookup.first(event.reports)
    row: dict[str, Any] = {
        "Event ID": event.id,
        "Event Date": found.day.isoformat(),
        "Event Type": found.type,
        "Event Mode": found.mode,
        "Intensity": plover.score(found.type, found.mode),
        "Quad Code": _QUADS[plover.quad(found.type)],
        "Contexts": event.contexts,
        "Source": [entry.outlet or entry.agency for entry in map(lookup.report, event.reports)
                   if entry],
        "Publication Date": first.published.start if first else None,
        "Language": first.language if first else None,
        "Version": f"VERBALE-{__version__}",
    }  # fmt: skip
    row["Source"] = list(dict.fromkeys(row["Source"]))
    for side, parties, field in (
        ("Actor", event.actors, "actors"),
        ("Recipient", event.recipients, "recipients"),
    ):
        states = lookup.states(parties)
        sectors = list(dict.fromkeys(filter(None, map(lookup.sector, parties))))
        row |= {
            f"{side} Name": [lookup.name(party) for party in parties],
            f"{side} Country": states,
            f"{side} COW": [codes.number(state, "cow", found.day) for state in states],
            f"Primary {side} Sector": sectors[:1],
            f"{side} Sectors": sectors,
            f"{side} Title": [lookup.title(party, event.date) for party in parties],
        }
        if not chosen.without_text:
            row[f"{side} Name Raw"] = lookup.told(event.evidence.get(field, ()))
    return row | _place(lookup, found, chosen) | (_story(lookup, found) if first else {})


def _place(lookup: Lookup, found: Coded, chosen: Selection) -> dict[str, Any]:
    place = found.event.place
    if place is None:
        return {}
    country = bool(place.country and called(place.country, place.name))
    raw = () if chosen.without_text else found.event.evidence.get("place", ())
    return {
        "Placename": place.name,
        "City": None if country else place.name,
        "Country": place.country,
        "Latitude": place.latitude,
        "Longitude": place.longitude,
        "Raw Placename": lookup.told(raw),
        "Feature Type": "PCLI" if country else None,
    }


def _story(lookup: Lookup, found: Coded) -> dict[str, Any]:
    """Who and what the first report of an event names."""
    first = lookup.first(found.event.reports)
    if first is None:
        return {}
    reading = lookup.reading(first.id)
    named: dict[str, list[str]] = {"person": [], "organization": []}
    for referent in reading.cast.referents:
        if referent.name and referent.kind in named:
            named[referent.kind].append(referent.name)
    return {
        "Story People": list(dict.fromkeys(named["person"])),
        "Story Organizations": list(dict.fromkeys(named["organization"])),
        "Story Locations": list(dict.fromkeys(place.name for place in reading.places)),
    }
