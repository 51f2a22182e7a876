"""Who appears in a report, under all the words that stand for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.casts import Read
from verbale import language
from verbale.reading import parties

if TYPE_CHECKING:
    from spacy.language import Language


JUNE_2023 = dt.date(2023, 6, 20)
APRIL_1987 = dt.date(1987, 4, 14)


@pytest.fixture(scope="module")
def read(nlp: Language) -> Callable[..., Read]:
    def reading(text: str, published: dt.date | None = JUNE_2023) -> Read:
        return Read(text, parties.find(language.parse(nlp, text), published))

    return reading


def test_a_title_gives_name_state_and_office(read: Callable[..., Read]) -> None:
    found = read("U.S. Secretary of Commerce Gina Raimondo met traders in Detroit.")
    who = found.who("Gina Raimondo")
    assert (who.kind, who.state) == ("person", "USA")
    assert [o.title for o in who.offices] == ["Secretary of Commerce"]
    assert found.who("U.S. Secretary of Commerce Gina Raimondo") is who


def test_a_title_may_follow_the_name(read: Callable[..., Read]) -> None:
    found = read(
        "Ada Lindqvist, deputy U.S. secretary of state for Arctic and Pacific affairs, said so."
    )
    who = found.who("Ada Lindqvist")
    assert who.state == "USA"
    assert "Deputy Secretary of State" in who.offices[0].title


def test_two_titles_and_one_state(read: Callable[..., Read]) -> None:
    found = read("Colombian Vice President and Foreign Minister Elena Duarte arrived on Monday.")
    who = found.who("Elena Duarte")
    assert who.state == "COL"
    assert {o.title for o in who.offices} == {"Vice President", "Minister of Foreign Affairs"}


def test_a_ministry_gives_the_state(read: Callable[..., Read]) -> None:
    found = read("Dutch Foreign Ministry spokesman Pieter Bakker denied the report.")
    who = found.who("Pieter Bakker")
    assert who.state == "NLD"
    assert who.offices[0].title == "spokesperson of the Foreign Ministry"


def test_a_house_keeps_its_name_before_a_title(read: Callable[..., Read]) -> None:
    found = read("Japanese Ministry of Foreign Affairs Director General Goro Mori went to Oslo.")
    who = found.who("Goro Mori")
    assert who.state == "JPN"
    assert [o.title for o in who.offices] == ["Director General of the Ministry of Foreign Affairs"]


def test_last_names_and_headlines_find_the_full_name(read: Callable[..., Read]) -> None:
    found = read(
        "Blinken warns of risks\n\nSecretary of State Antony Blinken spoke on Monday. "
        "Mr. Blinken said talks would go on."
    )
    assert {r.index for r in found.all("Blinken")} == {found.who("Antony Blinken").index}


def test_asian_family_names_come_first(read: Callable[..., Read]) -> None:
    found = read("Chinese President Xi Jinping met visitors. Xi thanked them.")
    assert found.who("Xi") is found.who("Xi Jinping")
    assert found.who("Xi").state == "CHN"


def test_an_office_alone_is_who_held_it_that_day(read: Callable[..., Read]) -> None:
    text = "The Chinese foreign minister will go to Lima."
    assert read(text, JUNE_2023).who("The Chinese foreign minister").name == "Qin Gang"
    assert read(text, dt.date(2021, 10, 1)).who("The Chinese foreign minister").name == "Wang Yi"
    unknown = read(text, None).who("The Chinese foreign minister")
    assert (unknown.name, unknown.state) == (None, "CHN")


def test_an_office_alone_goes_to_its_bearer_in_the_report(read: Callable[..., Read]) -> None:
    found = read(
        "Foreign Minister Ines Okafor of Nigeria came to Oslo. The foreign minister met the king."
    )
    assert found.who("The foreign minister") is found.who("Ines Okafor")


def test_a_counterpart_has_the_same_office_elsewhere(read: Callable[..., Read]) -> None:
    found = read("German Finance Minister Uta Brandt met her Chilean counterpart Luis Rojas.")
    who = found.who("Luis Rojas")
    assert who.state == "CHL"
    assert [o.title for o in who.offices] == ["Minister of Finance"]
    assert found.who("her Chilean counterpart") is who


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("Beijing insisted that the talks were useful.", "Beijing", "CHN"),
        ("The White House denied the report.", "The White House", "USA"),
        ("Relations between Washington and Moscow are cool.", "Moscow", "RUS"),
        ("The Chinese delegation left early.", "The Chinese delegation", "CHN"),
        ("The American side agreed.", "The American side", "USA"),
        ("The Soviet Union withdrew its offer.", "Soviet Union", "RUS"),
    ],
)
def test_seats_sides_and_old_names_stand_for_states(
    read: Callable[..., Read], text: str, words: str, state: str
) -> None:
    found = read(text)
    names = {words, words.removeprefix("The ")}
    hits = [r for w in names for r in found.all(w)]
    assert [(r.kind, r.state) for r in hits][:1] == [("state", state)]


def test_a_capital_where_one_is_is_no_actor(read: Callable[..., Read]) -> None:
    found = read("The ministers met in Paris on Friday.")
    assert found.all("Paris") == []


def test_firms_and_officials_of_a_state_are_not_the_state(read: Callable[..., Read]) -> None:
    found = read("Chinese companies and senior Japanese officials were there.")
    companies, officials = found.who("Chinese companies"), found.who("senior Japanese officials")
    assert (companies.kind, companies.state, companies.sector) == ("group", "CHN", "BUS")
    assert (officials.kind, officials.state, officials.sector) == ("group", "JPN", "GOV")


def test_lists_of_ministers_have_members(read: Callable[..., Read]) -> None:
    found = read("The French, German and Italian foreign ministers met in Turin.", None)
    group = next(r for r in found.cast.referents if r.kind == "group")
    assert {found.cast.referents[i].state for i in group.members} == {"FRA", "DEU", "ITA"}


def test_both_sides_and_the_two_diplomats(read: Callable[..., Read]) -> None:
    found = read(
        "U.S. Secretary of State Antony Blinken met Chinese Foreign Minister Qin Gang on Sunday. "
        "Both sides called the talks frank. The two diplomats will meet again."
    )
    states = {found.cast.referents[i].state for i in found.who("Both sides").members}
    persons = {found.cast.referents[i].name for i in found.who("The two diplomats").members}
    assert states == {"USA", "CHN"}
    assert persons == {"Antony Blinken", "Qin Gang"}


def test_pronouns_go_by_gender(read: Callable[..., Read]) -> None:
    found = read(
        "Foreign Secretary Liz Truss met President Emmanuel Macron. He thanked her for coming.",
        dt.date(2022, 3, 1),
    )
    assert found.who("He").name == "Emmanuel Macron"
    assert found.who("her").name == "Liz Truss"


def test_an_object_rules_the_clause_that_it_leads_to(read: Callable[..., Read]) -> None:
    found = read("London has warned Tehran of penalties if it arms Syria.")
    assert found.who("it").state == "IRN"


def test_an_aide_of_a_leader(read: Callable[..., Read]) -> None:
    found = read(
        "Peru's chief diplomat Elsa Quiroga showed the guests round. "
        "President Raul Ibarra of Peru stayed away; Ibarra's foreign policy adviser spoke of fish."
    )
    assert found.who("foreign policy adviser").name == "Elsa Quiroga"


def test_organisations_have_no_state_but_ministries_do(read: Callable[..., Read]) -> None:
    found = read("The United Nations and the State Department condemned the attack by Hezbollah.")
    assert found.who("United Nations").state is None
    assert found.who("State Department").state == "USA"
    assert found.who("Hezbollah").sector == "REB"


def test_lines_broken_within_names(read: Callable[..., Read]) -> None:
    text = (
        "U.S. Treasury Secretary James Baker met Finance Minister Kiichi\n"
        "Miyazawa of Japan to discuss the dollar and the yen, a spokesman\n"
        "said. Trade Representative Clayton Yeutter was to join them later.\n"
    )
    found = read(text, APRIL_1987)
    who = found.who("Kiichi\nMiyazawa")
    assert (who.name, who.state) == ("Kiichi Miyazawa", "JPN")


def test_a_slip_in_a_name_is_the_same_person(read: Callable[..., Read]) -> None:
    found = read("Secretary of State George Schultz left for Moscow on Sunday.", APRIL_1987)
    who = found.who("George Schultz")
    assert who.name == "George Shultz"
    assert "George Schultz" in who.aliases


def test_reading_is_the_same_twice(read: Callable[..., Read]) -> None:
    text = "The Spanish and Portuguese ministers met their Greek counterparts; they agreed."
    assert read(text).cast == read(text).cast


def test_mentions_lie_in_the_text_and_point_at_referents(read: Callable[..., Read]) -> None:
    found = read("King Abdullah II of Jordan and Prime Minister Modi met; he smiled. 会談。")
    for mention in found.cast.mentions:
        assert 0 <= mention.start <= mention.head.start < mention.head.end <= mention.end
        assert found.cast.referents[mention.referent].index == mention.referent


def test_an_empty_text_has_an_empty_cast(read: Callable[..., Read]) -> None:
    assert read("").cast.referents == ()
    assert read("\n\n").cast.mentions == ()


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        (
            "Secretary of State Alma Reyes called Greek Foreign Minister Nikos Pappas. "
            "The Secretary and Foreign Minister Pappas spoke of trade.",
            "The Secretary",
        ),
        (
            "President Ana Silva met French Prime Minister Jean Duval. "
            "After lunch the President and Prime Minister Duval spoke of trade.",
            "the President",
        ),
        (
            "Deputy Secretary of State Alma Reyes saw Secretary of Foreign Affairs Tom Reed. "
            "The Deputy Secretary and Secretary Reed spoke of trade.",
            "The Deputy Secretary",
        ),
    ],
)
def test_a_title_with_an_article_is_not_the_next_ones_name(
    read: Callable[..., Read], text: str, alone: str
) -> None:
    found = read(text)
    first = next(name for name in ("Alma Reyes", "Ana Silva") if name in text)
    assert found.who(alone) is found.who(first)


def test_two_titles_of_one_person_have_a_state_or_no_article(read: Callable[..., Read]) -> None:
    for text in (
        "The Israeli Prime Minister and Foreign Minister Levi met reporters.",
        "They met Vice President and Foreign Minister Levi.",
    ):
        assert len(read(text).who("Levi").offices) == 2


def test_who_is_told_of_in_a_relative_clause_has_what_is_theirs(read: Callable[..., Read]) -> None:
    found = read("Minister Jean Duval will be joined by Envoy Ivan Petrov, who ended his visit.")
    assert found.who("his") is found.who("Ivan Petrov")


def test_a_secretary_for_something_else_is_another(read: Callable[..., Read]) -> None:
    found = read(
        "Secretary of State Alma Reyes met Cardinal Pietro Rossi and the Secretary for Relations "
        "with States in Rome. The Secretary praised them."
    )
    assert found.who("The Secretary") is found.who("Alma Reyes")
    assert found.who("the Secretary for Relations") is not found.who("Alma Reyes")
