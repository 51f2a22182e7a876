"""Contacts as newspapers and state agencies tell them: who is sent for, who leads whom, what came
of a plan, what a length is counted from. All persons are invented."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.test_events import Report
from verbale.records import Told


class Reader(Report):
    """A text with its events, and who took part by name, else by state."""

    def who(self, indexes: tuple[int, ...]) -> set[str | None]:
        cast = self.cast.referents
        people = {i for i in indexes if cast[i].kind == "person" and cast[i].name}
        return {cast[i].name if i in people else cast[i].state for i in indexes}

    def contacts(self) -> list[Told]:
        return [e for e in self.events if e.type == "CONSULT"]


@pytest.mark.parametrize(
    ("text", "hosts", "envoy"),
    [
        ("Norway summoned Peruvian Ambassador Ana Quispe over the raid.", {"NOR"}, "Ana Quispe"),
        ("Norway on Friday summoned the Peruvian ambassador, Ana Quispe.", {"NOR"}, "Ana Quispe"),
        ("Norway summoned the Peruvian ambassador on Thursday.", {"NOR"}, "PER"),
        ("The Peruvian ambassador was summoned by Norway on Thursday.", {"NOR"}, "PER"),
        ("Peruvian Ambassador Ana Quispe was summoned on Monday.", set(), "Ana Quispe"),
        ("Ambassador Ana Quispe was summoned to the ministry on Monday.", set(), "Ana Quispe"),
        (
            "Ambassador Ana Quispe was summoned to the Norwegian Foreign Ministry on Monday.",
            {"NOR"},
            "Ana Quispe",
        ),
        (
            "Peru's ambassador was summoned to the Norwegian Foreign Ministry on Monday.",
            {"NOR"},
            "PER",
        ),
    ],
)
def test_an_envoy_is_summoned_by_the_state_to_whose_ministry_he_goes(
    nlp: Language, text: str, hosts: set[str], envoy: str
) -> None:
    report = Reader(nlp, text)
    event = report.one("ACCUSE")
    assert report.who(event.actors) == hosts
    assert envoy in report.who(event.recipients)


@pytest.mark.parametrize(
    ("text", "leader"),
    [
        ("A Peruvian delegation led by Minister Ana Quispe visited Norway in May.", "Ana Quispe"),
        (
            "A Peruvian delegation headed by Ana Quispe met Norwegian officials in Oslo.",
            "Ana Quispe",
        ),
        ("A senior delegation from Peru led by Minister Ana Quispe visited Oslo.", "Ana Quispe"),
        ("The Peruvian team, led by Minister Ana Quispe, met Norwegian officials.", "Ana Quispe"),
        (
            "A Kenyan trade mission headed by Vice President John Otieno visited Lima.",
            "John Otieno",
        ),
        ("A delegation led by Kenya's John Otieno visited Lima on Monday.", "John Otieno"),
        ("A Peruvian delegation visited Norway in May.", "PER"),
        ("A Peruvian delegation led by example visited Norway in May.", "PER"),
    ],
)
def test_who_leads_a_delegation_acts_for_it(nlp: Language, text: str, leader: str) -> None:
    report = Reader(nlp, text)
    assert report.who(report.one("CONSULT").actors) == {leader}


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Peru and Norway agreed on Monday to reopen the embassies.", "PER", "NOR"),
        ("Norway and Peru signed an agreement on fishing.", "NOR", "PER"),
        ("Peru and Norway signed a declaration of friendship.", "PER", "NOR"),
        ("Kenya and Peru concluded a treaty on trade.", "KEN", "PER"),
        ("Peru and Kenya reached an agreement on tariffs.", "PER", "KEN"),
    ],
)
def test_two_who_agree_do_so_with_one_another(
    nlp: Language, text: str, one: str, other: str
) -> None:
    report = Reader(nlp, text)
    (event,) = report.events
    assert (report.who(event.actors), report.who(event.recipients)) == ({one}, {other})


def test_two_who_welcome_something_do_so_together(nlp: Language) -> None:
    report = Reader(nlp, "Peru and Norway welcomed the decision of Kenya.")
    assert report.who(report.one("SUPPORT").actors) == {"PER", "NOR"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A meeting of Norway and Peru was mooted but never took place.", "denied"),
        ("Talks between Norway and Peru were planned but never happened.", "denied"),
        ("Talks between Norway and Peru had been due in May but were called off.", "cancelled"),
        ("The talks between Norway and Peru had been due in May but were postponed.", "postponed"),
        ("A summit between Norway and Peru was set for May but was cancelled.", "cancelled"),
        ("Talks between Norway and Peru began in May and ended in June.", "occurred"),
        ("Talks between Norway and Peru are due in May.", "planned"),
    ],
)
def test_what_came_of_a_talk_is_told_by_the_second_verb(
    nlp: Language, text: str, status: str
) -> None:
    assert [e.status for e in Reader(nlp, text).contacts()] == [status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norway and Peru agreed on Monday to open a port after talks in Oslo.", "occurred"),
        ("Norway and Peru decided to cut tariffs after a meeting in Oslo.", "occurred"),
        ("Norway vowed to open the port following talks with Peru.", "occurred"),
        ("Norway hopes to open the port after talks with Peru.", "hypothetical"),
        (
            "Norway's premier said he would go to Oslo after Peru's premier phoned him.",
            "occurred",
        ),
    ],
)
def test_what_was_settled_after_talks_was_settled_after_they_were_held(
    nlp: Language, text: str, status: str
) -> None:
    held = [e.status for e in Reader(nlp, text).contacts() if e.mode != "visit"]
    assert held == [status]


def test_who_is_due_somewhere_for_talks_has_not_held_them(nlp: Language) -> None:
    report = Reader(nlp, "Norway's premier is due in Lima on Tuesday for talks with Peru.")
    assert {e.status for e in report.contacts()} == {"planned"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Norway withdrew an invitation to Peruvian Minister Ana Quispe to visit Oslo.",
            "cancelled",
        ),
        (
            "Norway rescinded its invitation to Peruvian Minister Ana Quispe to visit Oslo.",
            "cancelled",
        ),
    ],
)
def test_an_invitation_withdrawn_is_a_visit_cancelled(
    nlp: Language, text: str, status: str
) -> None:
    report = Reader(nlp, text)
    (event,) = report.contacts()
    assert (event.mode, event.status) == ("visit", status)
    assert report.who(event.actors) == {"Ana Quispe"}


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian President Ana Quispe and Kenya's John Otieno held a working dinner.",
        "Peruvian President Ana Quispe and Kenya's John Otieno had lunch on Monday.",
        "Peruvian President Ana Quispe and John Otieno of Kenya shared a breakfast in Oslo.",
        "Peruvian President Ana Quispe held two days of hard talks with Kenya's John Otieno.",
        "Peruvian President Ana Quispe held three hours of talks with Kenya's John Otieno.",
        "Peruvian President Ana Quispe last saw Kenya's John Otieno in Oslo.",
        "Peruvian President Ana Quispe and Kenyan Premier John Otieno talked in Lima.",
    ],
)
def test_two_who_dine_or_talk_for_days_have_met(nlp: Language, text: str) -> None:
    report = Reader(nlp, text)
    (event,) = report.contacts()
    assert event.mode == "meet"
    assert report.who((*event.actors, *event.recipients)) == {"Ana Quispe", "John Otieno"}


@pytest.mark.parametrize(
    "text",
    [
        "The president cooked dinner for her children.",
        "The ministers talked of the weather.",
        "She saw the minister fall.",
    ],
)
def test_other_meals_and_words_are_no_meetings(nlp: Language, text: str) -> None:
    assert Reader(nlp, text).contacts() == []


@pytest.mark.parametrize(
    ("text", "venue", "town"),
    [
        (
            "Peru's Ana Quispe met Kenya's John Otieno at the White House on Monday.",
            "White House",
            "Washington",
        ),
        (
            "Peru's Ana Quispe met Kenya's John Otieno at the Kremlin on Monday.",
            "Kremlin",
            "Moscow",
        ),
        (
            "Peru's Ana Quispe met Kenya's John Otieno in the Oval Office.",
            "White House",
            "Washington",
        ),
        (
            "Peru's Ana Quispe met Kenya's John Otieno at the Elysee Palace.",
            "Élysée Palace",
            "Paris",
        ),
        (
            "Peru's Ana Quispe met Kenya's John Otieno at the Hofburg Palace in Vienna.",
            "Hofburg Palace",
            "Vienna",
        ),
    ],
)
def test_a_known_venue_stands_in_its_town(nlp: Language, text: str, venue: str, town: str) -> None:
    event = Reader(nlp, text).one("CONSULT")
    assert event.place is not None
    assert (event.venue, event.place.name, event.place.kind) == (venue, town, "city")


@pytest.mark.parametrize(
    ("text", "town"),
    [
        (
            "Peru's Ana Quispe met Kenya's John Otieno in the Omani town of Salalah on Monday.",
            "Salalah",
        ),
        ("Peru's Ana Quispe met Kenya's John Otieno in the Black Sea resort of Sochi.", "Sochi"),
        (
            "Peru's Ana Quispe met Kenya's John Otieno in the truce village of Panmunjom.",
            "Panmunjom",
        ),
        ("Peru's Ana Quispe met Kenya's John Otieno in the port city of Mombasa.", "Mombasa"),
        ("Peru's Ana Quispe met Kenya's John Otieno at Mombasa airport on Monday.", "Mombasa"),
        ("Peru's Ana Quispe met Kenya's John Otieno in the town of Zug near Zurich.", "Zug"),
        ("Peru's Ana Quispe met Kenya's John Otieno to discuss the city of Jeddah.", None),
        ("Peru's Ana Quispe met Kenya's John Otieno at the Airport on Monday.", None),
    ],
)
def test_a_town_stands_behind_the_word_for_it(nlp: Language, text: str, town: str | None) -> None:
    event = Reader(nlp, text).one("CONSULT")
    assert (event.place.name if event.place else None) == town


def test_weeks_counted_from_a_talk_do_not_date_it(nlp: Language) -> None:
    report = Reader(
        nlp,
        "Peru's Ana Quispe met Kenya's John Otieno in Lima on Saturday, six weeks after her talks "
        "with Norway's Karl Berg in Oslo.",
    )
    one, other = report.contacts()
    assert report.days(one)[0] == "Saturday"
    assert report.days(other) == []
