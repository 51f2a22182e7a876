"""Offices: the words of the field, who held what when, and a user's own rows."""

from __future__ import annotations

import datetime as dt

import pytest

from verbale.knowledge import offices, titles
from verbale.knowledge.terms import span


@pytest.mark.parametrize(
    ("told", "title", "role"),
    [
        ("Foreign Minister", "Minister of Foreign Affairs", "foreign"),
        ("External Affairs Minister", "Minister of Foreign Affairs", "foreign"),
        ("minister for Europe and foreign affairs", "Minister of Foreign Affairs", "foreign"),
        ("Commerce Secretary", "Secretary of Commerce", "trade"),
        ("Secretary of Commerce", "Secretary of Commerce", "trade"),
        ("Treasury Secretary", "Secretary of the Treasury", "finance"),
        ("Vice Foreign Minister", "Deputy Minister of Foreign Affairs", "deputy-foreign"),
        ("deputy defence minister", "Deputy Minister of Defence", "deputy-defence"),
        ("Secretary of State", "Secretary of State", "foreign"),
        ("national security advisor", "National Security Adviser", "security"),
        ("spokeswoman", "spokesperson", "spokesperson"),
        ("PM", "Prime Minister", "leader"),
    ],
)
def test_titles_are_put_in_the_words_of_the_field(told: str, title: str, role: str) -> None:
    found = titles.normalise(told)
    assert found is not None
    assert (found.title, found.role) == (title, role)


def test_what_an_office_is_for_is_kept() -> None:
    told = "assistant secretary of state for East Asian and Pacific affairs"
    found = titles.normalise(told)
    assert found is not None
    assert found.title == "Assistant Secretary of State for East Asian and Pacific Affairs"


def test_words_that_are_no_title_are_none() -> None:
    assert titles.normalise("a pipeline in Siberia") is None


@pytest.mark.parametrize(
    ("state", "title", "day", "name"),
    [
        ("CHN", "foreign minister", "2021-10-31", "Wang Yi"),
        ("CHN", "foreign minister", "2023-06-18", "Qin Gang"),
        ("USA", "secretary of state", "1987-04-13", "George Shultz"),
        ("RUS", "foreign minister", "1987-04-13", "Eduard Shevardnadze"),
        ("USA", "president", "2021-01-19", "Donald Trump"),
        ("GBR", "foreign secretary", "2018-03-01", "Boris Johnson"),
        ("DEU", "leader", "2018-03-01", "Angela Merkel"),
        ("FRA", "leader", "2018-03-01", "Emmanuel Macron"),
        ("DEU", "defence minister", "2020-07-01", "Annegret Kramp-Karrenbauer"),
        ("JPN", "defence minister", "2023-07-01", "Yasukazu Hamada"),
        ("FRA", "defence minister", "1986-01-15", "Paul Quilès"),
        ("GBR", "defence secretary", "1991-01-20", "Tom King"),
        ("EGY", "defence minister", "2005-01-01", "Mohamed Hussein Tantawi"),
        ("IND", "foreign minister", "2020-07-01", "S. Jaishankar"),
        ("IND", "foreign secretary", "2020-07-01", "Harsh Vardhan Shringla"),
        ("JPN", "minister of international trade and industry", "1992-03-01", "Kozo Watanabe"),
        ("JPN", "trade minister", "2018-07-01", "Hiroshige Seko"),
        ("EUR", "trade commissioner", "1996-01-01", "Leon Brittan"),
        ("USA", "commerce secretary", "2015-01-01", "Penny Pritzker"),
        ("USA", "national security adviser", "2017-02-01", "Michael Flynn"),
        ("RUS", "ambassador to the United States", "2018-05-01", "Anatoly Antonov"),
        ("RUS", "ambassador to United States", "2018-05-01", "Anatoly Antonov"),
        ("USA", "permanent representative to NATO", "2018-05-01", "Kay Bailey Hutchison"),
    ],
)
def test_an_office_has_one_holder_a_day(state: str, title: str, day: str, name: str) -> None:
    found = offices.holder(title, state, dt.date.fromisoformat(day))
    assert found is not None
    assert found.name == name


def test_an_open_end_is_closed_by_a_successor() -> None:
    person = offices.lookup("Joe Biden", "USA")
    assert person is not None
    last = [t for t in offices.terms(person.id) if t.title == "President"][-1]
    assert last.end == dt.date(2025, 1, 20)


def test_names_are_found_with_and_without_initials_and_accents() -> None:
    for name in ("Antony J. Blinken", "Tony Blinken", "Mevlut Cavusoglu", "Sergey Lavrov"):
        assert offices.lookup(name) is not None


def test_precision_of_dates() -> None:
    assert span("2012", "2013-02") == (dt.date(2012, 1, 1), dt.date(2013, 2, 28), "year")
    with pytest.raises(ValueError, match="is no date"):
        span("spring", "")


@pytest.mark.parametrize(
    ("name", "year", "holder"),
    [
        ("George Bush", 1987, "George H. W. Bush"),
        ("George Bush", 2003, "George W. Bush"),
        ("George W. Bush", 1990, "George W. Bush"),
        ("George H.W. Bush", 2003, "George H. W. Bush"),
    ],
)
def test_initials_part_father_and_son(name: str, year: int, holder: str) -> None:
    found = offices.lookup(name, "USA", dt.date(year, 6, 1))
    assert found is not None
    assert found.name == holder


def test_articles_of_a_posting_are_kept_as_told() -> None:
    for told in ("Ambassador to the United States", "Permanent Representative to NATO"):
        found = titles.normalise(told)
        assert found is not None
        assert found.title == told
