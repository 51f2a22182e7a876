"""Where: what is a place in its sentence, and where on earth it lies."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from verbale import language
from verbale.knowledge import gazetteer
from verbale.reading import parties, places

if TYPE_CHECKING:
    from spacy.language import Language

    from verbale.records import PlaceMention

Find = Callable[[str], list["PlaceMention"]]


@pytest.fixture(scope="module")
def find(nlp: Language) -> Find:
    def found(text: str) -> list[PlaceMention]:
        doc = language.parse(nlp, text)
        return list(places.find(doc, parties.find(doc)))

    return found


@pytest.mark.parametrize(
    ("text", "name", "kind", "country", "use"),
    [
        ("They met in Rome on Sunday.", "Rome", "city", "ITA", "in"),
        ("She travelled to Peru in May.", "Peru", "country", "PER", "to"),
        ("A session in Alaska ended badly.", "Alaska", "region", "USA", "in"),
        ("The summit was held in California.", "California", "region", "USA", "in"),
        ("Warships patrolled in the Red Sea.", "Red Sea", "water", None, "in"),
        ("He flew to Paris, Texas, on Monday.", "Paris", "city", "USA", "to"),
        ("The Geneva talks failed.", "Geneva", "city", "CHE", "compound"),
        ("The president was received in Washington.", "Washington", "city", "USA", "in"),
    ],
)
def test_a_place_is_found_with_its_use(
    find: Find, text: str, name: str, kind: str, country: str | None, use: str
) -> None:
    hits = [p for p in find(text) if p.name == name]
    assert [(p.kind, p.country, p.rule) for p in hits] == [(kind, country, f"{kind}:{use}")]


def test_a_venue_has_the_point_of_its_town(find: Find) -> None:
    hits = find("They met at the Great Hall of the People in Beijing.")
    venue = next(p for p in hits if p.kind == "venue")
    city = next(p for p in hits if p.kind == "city")
    assert venue.name == "Great Hall of the People"
    assert (venue.latitude, venue.longitude) == (city.latitude, city.longitude)


def test_a_capital_that_acts_is_no_place(find: Find) -> None:
    assert find("Beijing insisted that nothing had changed.") == []


def test_a_person_is_no_place(find: Find) -> None:
    assert find("President Lincoln spoke to Senator Jordan.") == []


def test_georgia_is_a_country_or_a_state_by_its_neighbours(find: Find) -> None:
    abroad = find("The envoy arrived in Georgia after talks in Tbilisi with Russian officials.")
    at_home = find("The governor spoke in Georgia; Atlanta and Savannah voted for the senator.")
    assert next(p.country for p in abroad if p.name == "Georgia") == "GEO"
    assert next(p.country for p in at_home if p.name == "Georgia") == "USA"


def test_towns_of_one_name_stand_largest_first() -> None:
    sites = gazetteer.towns("Paris")
    assert [s.country for s in sites][:2] == ["FRA", "USA"]
    assert gazetteer.towns("Leningrad")[0].country == "RUS"
    assert gazetteer.towns("Nowhere-upon-Nothing") == ()


def test_places_do_not_overlap(find: Find) -> None:
    hits = find("From Tokyo she went to Seoul, South Korea, and to Jeddah in Saudi Arabia.")
    assert all(a.end <= b.start for a, b in itertools.pairwise(hits))
    assert {p.country for p in hits} == {"JPN", "KOR", "SAU"}
