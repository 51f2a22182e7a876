"""States that a name for several stands for, and whose a house is that many states have."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.language import Language

from verbale import language
from verbale.reading import parties
from verbale.records import Cast, Referent

DAY = dt.date(2019, 5, 15)


def read(nlp: Language, text: str, site: str | None = None) -> Cast:
    return parties.find(language.parse(nlp, text), DAY, site=site)


def meant(cast: Cast, text: str, words: str) -> list[Referent]:
    """Whom words of a text stand for, the members of a group one by one."""
    at = text.index(words)
    mention = max(
        (m for m in cast.mentions if m.head.start >= at and m.end == at + len(words)),
        key=lambda m: m.end - m.start,
    )
    who = cast.referents[mention.referent]
    return [cast.referents[i] for i in who.members] or [who]


@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("the E3", {"GBR", "FRA", "DEU"}),
        ("the P5+1", {"USA", "RUS", "CHN", "GBR", "FRA", "DEU"}),
        ("the Visegrad Four", {"POL", "CZE", "SVK", "HUN"}),
        ("the Baltic states", {"EST", "LVA", "LTU"}),
    ],
)
def test_a_name_for_several_states_is_its_members(
    nlp: Language, name: str, states: set[str]
) -> None:
    text = f"Officials of Chad met {name} in Geneva on Friday."
    assert {who.state for who in meant(read(nlp, text), text, name.removeprefix("the "))} == states


def test_ministers_of_a_name_for_several_states_are_theirs(nlp: Language) -> None:
    text = "Foreign ministers of the E3 met the Chadian premier in Vienna."
    cast = read(nlp, text)
    group = next(cast.referents[m.referent] for m in cast.mentions if m.rule == "plural office")
    assert {cast.referents[i].name for i in group.members} == {
        "Jeremy Hunt",
        "Jean-Yves Le Drian",
        "Heiko Maas",
    }


@pytest.mark.parametrize(
    ("text", "site", "state"),
    [
        ("Japan's House of Representatives backed the pact with Chad.", None, "JPN"),
        ("The House of Representatives backed the pact with Chad.", "JPN", "JPN"),
        ("The House of Representatives backed the pact.", None, "USA"),
        ("The House of Representatives backed the pact of Chad and Niger.", None, None),
        ("The House of Representatives backed the pact, the American press said.", "JPN", "USA"),
        ("President Donald Trump wrote to the House of Representatives about Chad.", None, "USA"),
    ],
)
def test_a_house_of_many_states_is_of_the_one_spoken_of(
    nlp: Language, text: str, site: str | None, state: str | None
) -> None:
    cast = read(nlp, text, site)
    house = next(r for r in cast.referents if r.kind == "organization")
    assert house.state == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The Foreign Ministry in Moscow summoned the envoy.", "RUS"),
        ("The defense ministry in Kiev accused the rebels.", "UKR"),
        ("The government in Damascus rejected the offer.", "SYR"),
    ],
)
def test_what_sits_in_a_capital_acts_for_its_state(nlp: Language, text: str, state: str) -> None:
    cast = read(nlp, text)
    assert [
        cast.referents[m.referent].state for m in cast.mentions if m.rule == "seated in a capital"
    ] == [state]


def test_an_embassy_acts_for_those_who_sent_it(nlp: Language) -> None:
    cast = read(nlp, "The Danish embassy in Moscow summoned a driver.")
    assert not any(m.rule == "seated in a capital" for m in cast.mentions)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Moon-Kim summit took place in April.", {"Moon Jae-in", "Kim Jong Un"}),
        ("A Xi-Modi meeting is planned for June.", {"Xi Jinping", "Narendra Modi"}),
        ("The Lyon-Turin talks took place in April.", set()),
    ],
)
def test_a_meeting_named_after_two_leaders_names_them(
    nlp: Language, text: str, names: set[str]
) -> None:
    assert {r.name for r in read(nlp, text).referents if r.kind == "person"} == names


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Ann Lee, chair of the House of Representatives, met the Chadian premier.", None),
        ("Ann Lee, chair of the U.S. House of Representatives, met the Chadian premier.", "USA"),
    ],
)
def test_who_sits_in_a_house_is_of_the_state_spoken_of(
    nlp: Language, text: str, state: str | None
) -> None:
    assert next(r for r in read(nlp, text).referents if r.name == "Ann Lee").state == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Kenya's Ann Lee met the Chadian premier in Lome.", "KEN"),
        ("Ann Lee met the Chadian premier in Lome.", None),
        ("Nairobi's Ann Lee met the Chadian premier in Lome.", None),
    ],
)
def test_a_state_that_somebody_is_named_by_is_theirs(
    nlp: Language, text: str, state: str | None
) -> None:
    assert next(r for r in read(nlp, text).referents if r.name == "Ann Lee").state == state
