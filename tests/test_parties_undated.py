"""Who is who in undated agency copy: blocs, bare surnames, plurals, titles."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.casts import Read
from verbale import language
from verbale.reading import parties, report
from verbale.records import Report

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="module")
def read(nlp: Language) -> Callable[..., Read]:
    def reading(text: str, place: str | None = None) -> Read:
        return Read(text, parties.find(language.parse(nlp, text), site=parties.site(place)))

    return reading


def test_the_bloc_is_the_union_spoken_of(read: Callable[..., Read]) -> None:
    union = read(
        "The European Union delayed its vote on tariffs for Norway. Oslo had asked for more time. "
        "The bloc buys most of the fish."
    )
    assert union.who("The bloc").state == "EUR"
    asean = read("ASEAN ministers met in Manila. The bloc urged Myanmar to free the prisoners.")
    assert asean.who("The bloc").name == "ASEAN"
    assert read("Norway signed the accord. The bloc was silent.").spoken("The bloc") is None


def test_the_communist_state_is_a_state_but_the_state_is_not(read: Callable[..., Read]) -> None:
    found = read("Cuba freed two sailors. The communist state had held them since June.")
    assert found.who("The communist state").state == "CUB"
    assert read("Cuba freed two men. The state runs all mines.").spoken("The state") is None


def test_a_central_american_country_is_not_the_united_states(read: Callable[..., Read]) -> None:
    found = read(
        "Nicaragua expelled a diplomat on Friday. The Central American country gave no reason."
    )
    assert "USA" not in {r.state for r in found.cast.referents}
    assert found.who("The Central American country").state == "NIC"


def test_it_is_not_the_state_of_the_accuser(read: Callable[..., Read]) -> None:
    found = read(
        "Peru recalled its envoy from Chile. Chile's foreign minister, Ana Rojas, accused it "
        "of bad faith."
    )
    assert found.who("it", after="accused").state == "PER"


def test_it_that_is_a_visit_is_no_state(read: Callable[..., Read]) -> None:
    found = read(
        "Chancellor Angela Merkel will visit Angola in May. It will be the first trip there by a "
        "German leader."
    )
    assert found.spoken("It", after="in May. ") is None


@pytest.mark.parametrize(("said", "name"), [("Trump", "Donald Trump"), ("Putin", "Vladimir Putin")])
def test_leaders_of_great_powers_need_no_first_name(
    read: Callable[..., Read], said: str, name: str
) -> None:
    found = read(f"Oil fell on Tuesday after {said} told reporters that the talks had failed.")
    assert found.who(said).name == name


def test_a_surname_of_two_leaders_is_nobody_known(read: Callable[..., Read]) -> None:
    found = read("Oil fell on Tuesday after Bush told reporters that the talks had failed.")
    bush = found.spoken("Bush")
    assert bush is None or bush.known is None


def test_two_diplomats_without_an_article_are_anybody(read: Callable[..., Read]) -> None:
    found = read(
        "Swedish Foreign Minister Margot Wallstrom met Finnish Foreign Minister Timo Soini in "
        "Turku. The ships will stay, two diplomats said."
    )
    diplomats = found.spoken("two diplomats")
    assert diplomats is None or not diplomats.members
    both = read(
        "Swedish Foreign Minister Margot Wallstrom met Finnish Foreign Minister Timo Soini in "
        "Turku. The two ministers praised the accord."
    )
    members = both.who("The two ministers").members
    assert {both.cast.referents[i].state for i in members} == {"SWE", "FIN"}


def test_the_two_presidents_are_no_aides(read: Callable[..., Read]) -> None:
    found = read(
        "President Lech Walesa of Poland telephoned President Vaclav Havel of Czechoslovakia, "
        "Polish aide Jan Nowicki said. Nowicki called it friendly, and Nowicki said that it was "
        "short. The two presidents agreed to talk again."
    )
    members = found.who("The two presidents").members
    assert {found.cast.referents[i].name for i in members} == {"Lech Walesa", "Vaclav Havel"}


def test_the_ministers_are_those_of_the_list_before(read: Callable[..., Read]) -> None:
    found = read(
        "The foreign ministers of Chad, Niger and Mali met in Niamey on Monday. Mali's foreign "
        "minister said the ministers would gather again in June."
    )
    members = found.who("the ministers").members
    assert {found.cast.referents[i].state for i in members} == {"TCD", "NER", "MLI"}


def test_shah_may_be_a_given_name(read: Callable[..., Read]) -> None:
    found = read(
        "Pakistan's Foreign Minister Shah Mehmood Qureshi flew to Kabul, Islamabad said on Friday."
    )
    assert found.who("Shah Mehmood Qureshi").name == "Shah Mahmood Qureshi"
    fallen = read("The shah left Iran for Egypt in January.")
    assert fallen.who("The shah").kind == "person"


def test_the_prince_is_the_crown_prince(read: Callable[..., Read]) -> None:
    found = read(
        "Saudi Crown Prince Mohammed bin Salman arrived in Tunis. Protesters chanted as the prince "
        "left the airport."
    )
    assert found.who("the prince").name == "Mohammed bin Salman"


def test_officers_of_bodies_are_named_after_their_title(read: Callable[..., Read]) -> None:
    found = read(
        "The U.N. political chief, Rosemary DiCarlo, told the council that time was short."
    )
    assert found.who("Rosemary DiCarlo") == found.who("U.N. political chief")
    other = read(
        "He met Ali Shamkhani, the secretary of the Supreme National Security Council, in Tehran."
    )
    assert {o.state for o in other.who("Ali Shamkhani").offices} == {"IRN"}


def test_a_ministry_spokesman_is_of_the_capital_of_the_report(read: Callable[..., Read]) -> None:
    found = read(
        "India called off the talks on Friday. Foreign ministry spokesman Raveesh Kumar cited the "
        "shooting.",
        "NEW DELHI",
    )
    assert found.who("Raveesh Kumar").state == "IND"


@pytest.mark.parametrize(("year", "state"), [(2010, "SAU"), (2018, "JOR")])
def test_who_is_king_goes_by_the_dateline(nlp: Language, year: int, state: str) -> None:
    text = f"OSLO, May 3, {year} (NTB) - The premier received a call from King Abdullah on Monday."
    found = next(report.read_many([Report(id="r", source="r", text=text)], nlp))
    assert [r.state for r in found.cast.referents if r.kind == "person" and r.name] == [state]


def test_american_is_of_more_than_one_state_behind_a_prefix(read: Callable[..., Read]) -> None:
    found = read("Cuba joined the Inter-American Court. Spain went to the Ibero-American summit.")
    assert {r.state for r in found.cast.referents if r.kind == "state"} == {"CUB", "ESP"}
