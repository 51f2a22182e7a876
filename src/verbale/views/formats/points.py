"""GeoJSON (RFC 7946): a point for every event with a place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from verbale.knowledge import plover
from verbale.records import Event
from verbale.views import words
from verbale.views.formats.lookup import Lookup
from verbale.views.formats.quoting import quotations
from verbale.views.formats.selection import Selection, Written


def write(lookup: Lookup, path: Path, chosen: Selection) -> Written:
    """Write the collection."""
    features = [found for event in chosen.events if (found := _feature(lookup, event, chosen))]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    left = len(chosen.events) - len(features)
    return Written({"points": len(features)}, {"without a known place": left} if left else {})


def _feature(lookup: Lookup, event: Event, chosen: Selection) -> dict[str, Any] | None:
    place = event.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    start, end = event.date.start, event.date.end
    properties = {
        "headline": words.headline(lookup.record, event),
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "quad": plover.quad(event.type),
        "goldstein": event.goldstein,
        "start": start.isoformat() if start else None,
        "end": end.isoformat() if end else None,
        "place": place.name,
        "country": place.country,
        "venue": event.venue,
        "actors": [lookup.name(party) for party in event.actors],
        "recipients": [lookup.name(party) for party in event.recipients],
        "issues": list(event.issues),
        "independent_sources": event.independent_sources,
        "reports": list(event.reports),
        "quotes": [] if chosen.without_text else quotations(lookup, event, limit=2),
    }
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": properties,
    }
