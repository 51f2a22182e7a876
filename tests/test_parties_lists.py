"""Lists, lands and persons that words stand for: one by one, by the day and by the place."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.language import Language

from verbale import language
from verbale.reading import parties, places
from verbale.records import Cast, Referent

SPRING_1987 = dt.date(1987, 4, 14)
WINTER_2018 = dt.date(2018, 3, 1)
SUMMER_2018 = dt.date(2018, 6, 20)


def cast(nlp: Language, text: str, day: dt.date | None, home: str | None = None) -> Cast:
    return parties.find(language.parse(nlp, text), day, None, home)


def who(found: Cast, text: str, words: str) -> Referent:
    at = text.index(words)
    named = [m for m in found.mentions if m.start <= at and at + len(words) <= m.end]
    assert named, f"{words!r} is no mention in {text!r}"
    return found.referents[min(named, key=lambda m: m.end - m.start).referent]


def members(found: Cast, referent: Referent) -> set[str | None]:
    return {found.referents[i].state for i in referent.members}


@pytest.mark.parametrize(
    ("text", "words", "states"),
    [
        (
            "The presidents of Ghana, Togo and Benin signed the treaty in Accra.",
            "presidents of Ghana, Togo and Benin",
            {"GHA", "TGO", "BEN"},
        ),
        (
            "Trade ministers of the Group of Five quarrelled over steel.",
            "Trade ministers of the Group of Five",
            {"USA", "GBR", "FRA", "DEU", "JPN"},
        ),
        (
            "Foreign Minister Aino Salo of Finland met her counterparts from Norway and Sweden.",
            "her counterparts from Norway and Sweden",
            {"NOR", "SWE"},
        ),
        (
            "Foreign Ministers Ana Lima of Brazil, Jo Park of Canada and Li Ek of Kenya agreed.",
            "Foreign Ministers",
            {"BRA", "CAN", "KEN"},
        ),
    ],
)
def test_each_one_of_a_list_is_a_member(
    nlp: Language, text: str, words: str, states: set[str]
) -> None:
    found = cast(nlp, text, None)
    assert members(found, who(found, text, words)) == states


def test_a_plural_title_is_the_office_of_each(nlp: Language) -> None:
    text = "Foreign Ministers Ana Lima of Brazil and Jo Park of Canada agreed."
    offices = who(cast(nlp, text, None), text, "Jo Park").offices
    assert [(o.title, o.state) for o in offices] == [("Minister of Foreign Affairs", "CAN")]


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("Cuba refused. The island wants the embargo lifted.", "The island", "CUB"),
        ("Morocco and France talked; the kingdom asked for loans.", "the kingdom", "MAR"),
        ("Jamaica holds out. Spain will help the small, debt-ridden island.", "island", "JAM"),
        ("Canada taxed wine from Chile. The country sells much of it.", "The country", "CHL"),
    ],
)
def test_common_nouns_stand_for_states(nlp: Language, text: str, words: str, state: str) -> None:
    assert who(cast(nlp, text, SUMMER_2018), text, words).state == state


def test_the_president_is_no_chancellor(nlp: Language) -> None:
    text = "Angela Merkel and Emmanuel Macron met in Lyon. The president was hopeful."
    assert who(cast(nlp, text, SUMMER_2018), text, "The president").name == "Emmanuel Macron"


def test_a_leader_is_called_by_the_name_of_a_month(nlp: Language) -> None:
    text = "May met envoys in Geneva. They will talk again in May."
    found = cast(nlp, text, SUMMER_2018)
    assert [text[m.start :][:7] for m in found.mentions if m.form == "name"][:1] == ["May met"]
    assert who(found, text, "May met"[:3]).name == "Theresa May"


@pytest.mark.parametrize(
    ("text", "day", "name", "state"),
    [
        ("Talks with Shevardnadze failed.", SPRING_1987, "Eduard Shevardnadze", "RUS"),
        ("General Jaruzelski will fly home.", SPRING_1987, "Wojciech Jaruzelski", "POL"),
        ("Prime Minister Nakasone called.", SPRING_1987, "Yasuhiro Nakasone", "JPN"),
        ("Defence Secretary Weinberger left.", SPRING_1987, "Caspar Weinberger", "USA"),
        ("Premier Hailemariam resigned.", WINTER_2018, "Hailemariam Desalegn", "ETH"),
        ("President Nixon opened the door.", SUMMER_2018, "Richard Nixon", "USA"),
        ("Former Secretary of State Kerry wrote.", SUMMER_2018, "John Kerry", "USA"),
        ("The Reagan administration sold them.", SUMMER_2018, "Ronald Reagan", "USA"),
    ],
)
def test_names_alone_are_those_of_the_day(
    nlp: Language, text: str, day: dt.date, name: str, state: str
) -> None:
    found = cast(nlp, text, day).referents
    assert (name, state) in {(r.name, r.state) for r in found}


def test_belgrade_is_of_the_state_of_its_time(nlp: Language) -> None:
    text = "Yugoslav envoys flew home. Belgrade refused the terms."
    assert who(cast(nlp, text, SPRING_1987), text, "Belgrade").state == "YUG"
    text = "Serbian envoys flew home. Belgrade refused the terms."
    assert who(cast(nlp, text, SUMMER_2018), text, "Belgrade").state == "SRB"


def test_a_governments_own_report_leaves_out_its_own_state(nlp: Language) -> None:
    text = "Special Envoy Rita Holm will travel to Oslo and meet Norwegian officials."
    assert who(cast(nlp, text, SUMMER_2018, "USA"), text, "Rita Holm").state == "USA"
    assert who(cast(nlp, text, SUMMER_2018), text, "Rita Holm").state is None


@pytest.mark.parametrize(
    ("outlet", "state"),
    [
        ("U.S. Department of State", "USA"),
        ("Ministry of Foreign Affairs of Japan", "JPN"),
        ("The Kremlin", "RUS"),
        ("China Daily", None),
        (None, None),
    ],
)
def test_an_outlet_may_be_a_government(outlet: str | None, state: str | None) -> None:
    assert parties.issuer(outlet) == state


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("Spanish Foreign Minister Ana Gil and Trade Minister Leo Paz came.", "Leo Paz", "ESP"),
        ("She went to Lusaka to see Foreign Minister Mulenga Banda.", "Mulenga Banda", "ZMB"),
        ("Milan Mayor Ugo Conti opened the fair.", "Ugo Conti", "ITA"),
        ("Foreign Minister Ines Roca (Uruguay) took the chair.", "Ines Roca", "URY"),
        ("Permanent Secretary Niran Chai led the Thai delegation.", "Niran Chai", "THA"),
        ("The Peruvian delegation, led by Deputy Minister Juan Sol, left.", "Juan Sol", "PER"),
    ],
)
def test_what_stands_beside_a_title_tells_the_state(
    nlp: Language, text: str, words: str, state: str
) -> None:
    assert who(cast(nlp, text, SUMMER_2018), text, words).state == state


@pytest.mark.parametrize(
    "text",
    [
        "They spoke in the Benjamin Franklin Room.",
        "The Ambassador Bridge was closed.",
        "The village of Al-Walaja waits.",
        "Contact press@state.gov. Follow us.",
        "The tanker Mekhanik Orlov ran aground.",
        "VESSEL NAME: Viktor Zabelin",
        "The Sultan Murad Division withdrew.",
    ],
)
def test_rooms_bridges_villages_and_addresses_are_no_persons(nlp: Language, text: str) -> None:
    found = cast(nlp, text, SUMMER_2018, "USA")
    assert not [r for r in found.referents if r.kind == "person" and r.name]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Britain will host the talks in Salisbury.", "Salisbury", "GBR"),
        ("The leaders met in Milan on Friday.", "Milan", "ITA"),
        ("Ministers gathered in Ohrid, North Macedonia.", "Ohrid", "MKD"),
        ("Bankers came to Davos.", "Davos", "CHE"),
    ],
)
def test_towns_lie_in_their_country(nlp: Language, text: str, name: str, country: str) -> None:
    doc = language.parse(nlp, text)
    found = {p.name: p.country for p in places.find(doc, parties.find(doc, SUMMER_2018))}
    assert found[name] == country


def test_months_are_no_towns(nlp: Language) -> None:
    doc = language.parse(nlp, "The talks were held in March and go on in April.")
    assert places.find(doc, parties.find(doc)) == ()
