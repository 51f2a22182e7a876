"""Any phrase for an actor has a country and sectors in PLOVER's terms."""

from __future__ import annotations

import datetime as dt

import pytest

from verbale.reading.parties.coding import code

DAY = dt.date(2022, 6, 1)


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("Portuguese soldiers", "PRT", "MIL"),
        ("two Norwegian frigates", "NOR", "MIL"),
        ("the Kenyan parliament", "KEN", "LEG"),
        ("Peruvian police", "PER", "COP"),
        ("Lima police", "PER", "COP"),
        ("Beijing", "CHN", "GOV"),
        ("Finland", "FIN", None),
        ("Turkish farmers", "TUR", "AGR"),
        ("South Korean carmakers", "KOR", "BUS"),
        ("a former Danish minister", "DNK", "ELI"),
        ("NATO", "IGO", "MIL"),
        ("UN Security Council", "UNO", None),
        ("the European Commission", "EUR", "GOV"),
        ("Mozambique's defence minister", "MOZ", "GOV"),
        ("masked gunmen", None, "UAF"),
        ("Hezbollah fighters", "LBN", "REB"),
        ("she", None, "UNK"),
    ],
)
def test_a_phrase_is_coded(phrase: str, country: str | None, sector: str | None) -> None:
    found = code(phrase, DAY)
    assert (found.country, found.sector) == (country, sector)


def test_a_person_is_coded_by_the_day() -> None:
    assert code("Angela Merkel", dt.date(2017, 4, 1)).sector == "GOV"
    assert code("Angela Merkel", dt.date(2022, 4, 1)).sector == "ELI"
    assert code("Taliban", dt.date(2002, 5, 1)).sector == "REB"
    assert code("Taliban", dt.date(2022, 5, 1)).sector == "GOV"


def test_a_defence_minister_has_two_sectors() -> None:
    found = code("the Belgian defence minister", DAY)
    assert (found.sector, found.second) == ("GOV", "MIL")
