"""Who is who in wire copy: headlines in capitals, and ministers named from their own capital."""

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


MAY_1987 = dt.date(1987, 5, 12)


@pytest.fixture(scope="module")
def read(nlp: Language) -> Callable[..., Read]:
    def reading(text: str, place: str | None = None) -> Read:
        doc = language.parse(nlp, text)
        return Read(text, parties.find(doc, MAY_1987, site=parties.site(place)))

    return reading


def test_the_verb_of_a_headline_in_capitals_is_nobody(read: Callable[..., Read]) -> None:
    found = read(
        "NORWEGIAN MINISTER SEES PROGRESS IN FISHING TALKS\n\n"
        "Norwegian Trade Minister Asbjorn Haugstvedt said on Tuesday that talks on fishing with "
        "Iceland were going well. He expected an agreement within weeks."
    )
    assert found.people() == {"Asbjorn Haugstvedt"}


def test_a_headline_in_capitals_names_whom_the_text_names(read: Callable[..., Read]) -> None:
    found = read(
        "HAUGSTVEDT SEES PROGRESS IN TALKS\n\n"
        "Norwegian Trade Minister Asbjorn Haugstvedt said on Tuesday that talks on fishing with "
        "Iceland were going well. He expected an agreement within weeks."
    )
    assert found.who("HAUGSTVEDT").name == "Asbjorn Haugstvedt"


def test_a_president_is_no_slip_for_his_aide(read: Callable[..., Read]) -> None:
    found = read(
        "White House chief of staff Donald Regan left the talks early. President Reagan stayed on."
    )
    assert found.who("President Reagan").known == "ronald-reagan"
    assert found.who("Donald Regan").name == "Donald Regan"


@pytest.mark.parametrize(
    ("place", "text", "name", "state"),
    [
        (
            "LIMA",
            "Peru will seek new credits, Mines Minister Carlos Rueda said. Deputies applauded.",
            "Carlos Rueda",
            "PER",
        ),
        (
            "SEOUL",
            "South Korea wants fewer duties, Deputy Prime Minister Min Do-shik told reporters.",
            "Min Do-shik",
            "KOR",
        ),
        (
            "BRUSSELS",
            "Belgium was host. Agriculture Minister Anders Holm said that he would go home.",
            "Anders Holm",
            None,
        ),
        (
            "WASHINGTON",
            "The United States was firm. Energy Minister Pablo Rincon called the talks useful.",
            "Pablo Rincon",
            None,
        ),
    ],
)
def test_a_minister_without_a_state_is_of_the_capital_that_the_report_is_sent_from(
    read: Callable[..., Read], place: str, text: str, name: str, state: str | None
) -> None:
    assert read(text, place).who(name).state == state


def test_the_head_of_a_company_is_of_no_government(read: Callable[..., Read]) -> None:
    found = read("Oil is dear in Peru. Refinery president Juan Lobo said it would be.", "LIMA")
    assert found.who("Juan Lobo").state is None


def test_who_comes_is_not_of_the_land_that_he_comes_to(read: Callable[..., Read]) -> None:
    found = read("Talks are due during a visit to Oslo by Trade Minister Henrik Sand.")
    assert found.who("Henrik Sand").state is None


def test_a_party_is_of_the_land_that_it_is_said_to_be_of(read: Callable[..., Read]) -> None:
    found = read("New Zealand's ruling Labour Party won. Britain's Labour Party sent greetings.")
    mine, theirs = found.who("Labour Party"), None
    for mention in found.cast.mentions:
        if found.text[mention.start : mention.end] == "Labour Party":
            theirs = found.cast.referents[mention.referent]
    assert (mine.state, theirs and theirs.state) == ("NZL", "GBR")


def test_a_town_in_a_name_is_no_government(read: Callable[..., Read]) -> None:
    found = read(
        "Mexican President Miguel de la Madrid spoke. Rome's guests signed the Treaty of Rome."
    )
    assert all(r.state != "ESP" for r in found.cast.referents)


def test_an_object_is_not_its_own_subject(read: Callable[..., Read]) -> None:
    found = read("Iraq claims Kuwait as its province and says it will take it back by force.")
    pronouns = [
        found.cast.referents[m.referent].state
        for m in found.cast.mentions
        if found.text[m.start : m.end] == "it"
    ]
    assert pronouns == ["IRQ", "KWT"]


def test_a_king_is_not_the_prince_whose_father_has_his_name(read: Callable[..., Read]) -> None:
    found = read(
        "The envoy met Saudi King Salman in Riyadh. He also saw Crown Prince Mohammed bin Salman. "
        "The king received him at noon, and King Salman gave a dinner."
    )
    king = found.who("Saudi King Salman")
    assert king.name != found.who("Mohammed bin Salman").name
    assert found.who("King Salman", after="at noon").index == king.index
    prince = read("Prince Rashid bin Karim met King Karim of Bahrain.")
    assert prince.who("Prince Rashid bin Karim").index != prince.who("King Karim").index


def test_north_and_south_are_both_states(read: Callable[..., Read]) -> None:
    for text in (
        "North and South Korea held talks on Monday.",
        "The leaders of South and North Korea met on Monday.",
        "North and South Korean officials met on Monday.",
        "Envoys of North and South Korea shook hands.",
    ):
        states = {r.state for r in read(text).cast.referents}
        assert states >= {"PRK", "KOR"}, text
    roads = read("Roads run north and South Korea is near.")
    assert "PRK" not in {r.state for r in roads.cast.referents}
