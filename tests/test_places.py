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
        ("They met in the Jordanian capital on Monday.", "Amman", "city", "JOR", "in"),
        ("They met in China's capital on Monday.", "Beijing", "city", "CHN", "in"),
        ("He flew to Papua New Guinea.", "Papua New Guinea", "country", "PNG", "to"),
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


@pytest.mark.parametrize(
    ("town", "country"),
    [
        ("Geneva", "CHE"), ("Vienna", "AUT"), ("Florence", "ITA"), ("Birmingham", "GBR"),
        ("St. Petersburg", "RUS"), ("Alexandria", "EGY"), ("Vancouver", "CAN"), ("Lucerne", "CHE"),
        ("Halifax", "CAN"), ("Kingston", "JAM"), ("Georgetown", "GUY"), ("Rome", "ITA"),
        ("Athens", "GRC"), ("Lome", "TGO"), ("Wellington", "NZL"), ("Chiang Mai", "THA"),
    ],
)  # fmt: skip
def test_a_famous_town_is_meant_where_much_is_told_of_america(
    find: Find, town: str, country: str
) -> None:
    hits = find(
        "President Reagan spoke to American senators of the United States' aims. U.S. envoys will "
        f"meet in {town} on Monday, the White House said."
    )
    assert [p.country for p in hits if p.name == town] == [country]


@pytest.mark.parametrize(
    ("said", "town", "country"),
    [
        ("Geneva, Ill.,", "Geneva", "USA"),
        ("Athens, Georgia,", "Athens", "USA"),
        ("Athens, Ga.,", "Athens", "USA"),
        ("Cambridge, MA,", "Cambridge", "USA"),
        ("London, Ont.,", "London", "CAN"),
        ("St. Petersburg, Florida,", "St. Petersburg", "USA"),
        ("Tripoli, Lebanon,", "Tripoli", "LBN"),
    ],
)
def test_the_region_named_after_a_town_tells_which_it_is(
    find: Find, said: str, town: str, country: str
) -> None:
    hits = find(f"The two envoys met in {said} on Monday.")
    assert next(p.country for p in hits if p.name == town) == country


def test_what_follows_a_comma_may_be_no_region(find: Find) -> None:
    hits = find("Envoys met in Paris, Washington and Rome. In Geneva, U.S. officials said so.")
    found = {p.name: p.country for p in hits}
    assert (found["Paris"], found["Geneva"]) == ("FRA", "CHE")


def test_a_town_of_a_state_spoken_of_wins_over_a_larger_one(find: Find) -> None:
    assert [p.country for p in find("Venezuelan and Guyanese envoys met in Valencia.")] == ["VEN"]
    assert [p.country for p in find("Spanish and Moroccan envoys met in Valencia.")] == ["ESP"]
    assert [p.country for p in find("Costa Rican and U.S. envoys met in San Jose.")] == ["CRI"]
