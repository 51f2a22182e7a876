"""Talks whose words name one side or none, journeys named for a place, officials by their trade."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from verbale.reading import report as reading
from verbale.record import build
from verbale.records import Report

if TYPE_CHECKING:
    from spacy.language import Language

DAY = dt.date(1987, 4, 15)  # a Wednesday


def contacts(nlp: Language, text: str) -> list[tuple[str | None, str, set[str], str | None]]:
    """Mode, status, states of the sides, and first day of each consultation."""
    minutes = build(reading.read_many([Report(id="r", source="r", text=text, published=DAY)], nlp))
    party = {p.id: p for p in minutes.parties}
    return [
        (
            e.mode,
            e.status,
            {party[p].state or str(party[p].name) for p in (*e.actors, *e.recipients)},
            e.date.start.isoformat() if e.date and e.date.start else None,
        )
        for e in minutes.events
        if e.type == "CONSULT"
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The plan rests on Monday's meeting between Danish Finance Minister Ann Lee, Peruvian "
            "Trade Minister Bo Ruiz and Togolese Premier Kofi Ade.",
            {"DNK", "PER", "TGO"},
        ),
        (
            "The bid will be put at a meeting to be held this month between Danish Finance "
            "Minister Ann Lee and Peruvian Trade Minister Bo Ruiz.",
            {"DNK", "PER"},
        ),
    ],
)
def test_all_whom_a_meeting_is_between_are_its_sides(
    nlp: Language, text: str, wanted: set[str]
) -> None:
    assert [sides for _, _, sides, _ in contacts(nlp, text)] == [wanted]


def test_who_says_what_was_done_at_a_meeting_with_somebody_met_them(nlp: Language) -> None:
    text = (
        "Danish Trade Minister Ann Lee said the case was closed at a meeting with Peruvian "
        "Agriculture Minister Bo Ruiz last week."
    )
    assert contacts(nlp, text) == [("meet", "occurred", {"DNK", "PER"}, "1987-04-06")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In talks in Lima last week, Denmark criticised Peru's fishing quotas.", {"DNK", "PER"}),
        ("Danish officials told Peruvian ministers so in talks last week.", {"DNK", "PER"}),
        ("At a cabinet meeting last week, Denmark criticised Peru.", None),
        ("Denmark backed Peru during the talks.", None),
    ],
)
def test_whom_one_spoke_to_in_talks_is_their_other_side(
    nlp: Language, text: str, wanted: set[str] | None
) -> None:
    found = [sides for mode, _, sides, _ in contacts(nlp, text) if mode == "meet"]
    assert found == ([wanted] if wanted else [])


def test_bilateral_talks_are_of_the_two_states_told_before(nlp: Language) -> None:
    text = (
        "Denmark and Peru are trying to end a row over cod. Bilateral talks on fishing are due to "
        "start in May."
    )
    assert contacts(nlp, text) == [("meet", "planned", {"DNK", "PER"}, "1987-05-01")]


@pytest.mark.parametrize(
    "text",
    [
        "Danish Premier Ann Lee spoke after a Lima trip last week.",
        "Danish Premier Ann Lee was praised for her week-long Peru visit last week.",
        "Danish Premier Ann Lee will be judged by her Peruvian tour last week.",
    ],
)
def test_a_journey_goes_where_it_is_named_for(nlp: Language, text: str) -> None:
    assert [(m, sides) for m, _, sides, _ in contacts(nlp, text)] == [("visit", {"DNK", "PER"})]


def test_visits_to_one_another_are_two(nlp: Language) -> None:
    text = (
        "A visit to Lima next week by Danish fishery officials and a visit to Copenhagen by a "
        "senior Peruvian official will change nothing."
    )
    found = [(mode, status, sides) for mode, status, sides, _ in contacts(nlp, text)]
    assert found == [("visit", "planned", {"DNK", "PER"})] * 2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Danish Premier Ann Lee is in Lima for talks.", "ongoing"),
        ("Danish Premier Ann Lee, who is in Peru on an official visit, agreed.", "ongoing"),
        ("Danish Premier Ann Lee was in Lima last week for talks.", "occurred"),
        ("Danish Premier Ann Lee is in Lima to discuss cod quotas.", "ongoing"),
        ("Danish Premier Ann Lee is in Lima.", None),
        (
            "The commissioners, led by Danish Premier Ann Lee, will pay a two-day visit to Lima.",
            "planned",
        ),
        ("Denmark has met IMF requirements on its debt.", None),
    ],
)
def test_who_is_somewhere_on_business_is_on_a_visit(
    nlp: Language, text: str, status: str | None
) -> None:
    found = [(mode, told) for mode, told, _, _ in contacts(nlp, text)]
    assert found == ([("visit", status)] if status else [])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Denmark is expected to send a senior official to Lima next week.", "planned"),
        ("Denmark's king sent Danish Foreign Minister Ann Lee to Lima last week.", "occurred"),
        ("Denmark is sending a team to Lima next week to try to end the row.", "planned"),
        ("Denmark sent a letter to Peru last week.", None),
    ],
)
def test_who_is_sent_somewhere_goes_there(nlp: Language, text: str, status: str | None) -> None:
    found = [(mode, told) for mode, told, _, _ in contacts(nlp, text)]
    assert found == ([("visit", status)] if status else [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The talks between Danish and Peruvian officials in Lima on May 4 should be calmer.",
            ("planned", "1987-05-04"),
        ),
        (
            "Danish Premier Ann Lee hopes that King Carl Gustaf of Sweden will make offers to ease "
            "the row at a meeting with President Bo Ruiz of Peru this week.",
            ("planned", "1987-04-15"),
        ),
        (
            "Danish Premier Ann Lee has ordered a report in time for her visit to Lima on May 4.",
            ("planned", "1987-05-04"),
        ),
        (
            "Officials are gloomy about Danish Premier Ann Lee's hopes of ending the row when she "
            "visits Lima on May 4.",
            ("planned", "1987-05-04"),
        ),
        (
            "Danish Premier Ann Lee was still opposed to a summit with President Bo Ruiz of Peru.",
            ("hypothetical", None),
        ),
    ],
)
def test_talks_that_something_is_said_of_are_still_to_come(
    nlp: Language, text: str, wanted: tuple[str, str | None]
) -> None:
    assert [(status, day) for _, status, _, day in contacts(nlp, text)] == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "The krone fell before tomorrow's decisive Group of Seven meetings, traders said.",
        "A meeting of the Group of Seven expected in Lima tomorrow may help Denmark.",
        "European Community fisheries ministers resume discussions in Ghent tomorrow on cod.",
    ],
)
def test_a_body_meets_tomorrow(nlp: Language, text: str) -> None:
    found = [(mode, status, day) for mode, status, _, day in contacts(nlp, text)]
    assert found == [("multilateral", "planned", "1987-04-16")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("European Community fisheries ministers ended talks after agreeing on cod.", {"EUR"}),
        (
            "Finance ministers of the six-nation Gulf Cooperation Council ended talks.",
            {"SAU", "KWT", "ARE", "QAT", "BHR", "OMN"},
        ),
    ],
)
def test_who_ends_talks_has_held_them(nlp: Language, text: str, wanted: set[str]) -> None:
    found = [(mode, status, who) for mode, status, who, _ in contacts(nlp, text)]
    assert found == [("multilateral", "occurred", wanted)]


@pytest.mark.parametrize(
    "text",
    [
        "Denmark and Peru blamed one another for sabotaging talks by refusing to compromise.",
        "Denmark and Peru both backed Togo at the London talks on cod.",
        "At a recent meeting in Lima of fishery firms, Denmark and Peru said they were willing.",
        "Danish ministers Ann Lee and Bo Friis of Denmark have confined their talks to bankers.",
    ],
)
def test_two_who_stand_on_one_side_have_not_met(nlp: Language, text: str) -> None:
    assert contacts(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Denmark and Peru are moving towards talks on cod.", "hypothetical"),
        ("Denmark and Peru blamed each other for the breakdown of their talks.", "occurred"),
        (
            "It was done in advance of Danish Premier Ann Lee's annual meeting with President Bo "
            "Ruiz of Peru.",
            "planned",
        ),
    ],
)
def test_what_leads_to_talks_or_ends_them(nlp: Language, text: str, status: str) -> None:
    assert [told for _, told, _, _ in contacts(nlp, text)] == [status]


def test_a_deadline_is_not_when_talks_are_held(nlp: Language) -> None:
    text = "The talks between Denmark and Peru, with a deadline of October for a deal, are hard."
    (_, _, _, day), *_ = contacts(nlp, text)
    assert day is None or not day.startswith("1986-10")


def test_who_tells_reporters_on_arriving_has_arrived(nlp: Language) -> None:
    text = "Danish Premier Ann Lee told reporters on arriving in Lima for talks that cod was dear."
    assert [(m, s, who) for m, s, who, _ in contacts(nlp, text)] == [
        ("visit", "occurred", {"DNK", "PER"})
    ]


def test_a_visit_told_of_with_its_first_day_is_to_come(nlp: Language) -> None:
    text = (
        "Danish Premier Ann Lee will visit Lima next month. Word of the eight-day visit starting "
        "May 9 came as cod grew dear."
    )
    assert contacts(nlp, text) == [("visit", "planned", {"DNK", "PER"}, "1987-05-09")]


def test_a_threat_is_aimed_at_whom_something_is_awaited_of(nlp: Language) -> None:
    text = "Danish Premier Ann Lee repeated her firm intention to retaliate if Peru bans cod."
    minutes = build(reading.read_many([Report(id="r", source="r", text=text, published=DAY)], nlp))
    assert [(e.type, e.recipients) for e in minutes.events] == [("THREATEN", ("PER",))]


@pytest.mark.parametrize(
    "text",
    [
        "European Community fisheries ministers shook the bloc today by ending a long negotiation.",
        "EC fisheries ministers ended their last meeting on April 13 still split over cod.",
    ],
)
def test_ministers_end_a_meeting_of_their_own(nlp: Language, text: str) -> None:
    assert [(m, s, who) for m, s, who, _ in contacts(nlp, text)] == [
        ("multilateral", "occurred", {"EUR"})
    ]


def test_what_nobody_expects_of_talks_is_no_denial_of_them(nlp: Language) -> None:
    text = (
        "Danish Premier Ann Lee met President Bo Ruiz of Peru on Monday. One cannot expect much "
        "of the talks, she said."
    )
    assert contacts(nlp, text) == [("meet", "occurred", {"DNK", "PER"}, "1987-04-13")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Danish Premier Ann Lee said another matter she would raise during a visit to Peru, "
            "starting on May 13, was cod.",
            ("visit", "planned", "1987-05-13"),
        ),
        (
            "The deal must be struck in advance of an EC leaders' summit meeting in December.",
            ("multilateral", "planned", "1987-12-01"),
        ),
        (
            "The Group of Seven, comprising Canada and others, are scheduled to convene tomorrow.",
            ("multilateral", "planned", "1987-04-16"),
        ),
    ],
)
def test_days_that_the_parse_hangs_elsewhere(
    nlp: Language, text: str, wanted: tuple[str, str, str]
) -> None:
    assert [(m, s, day) for m, s, _, day in contacts(nlp, text)] == [wanted]


def test_what_somebody_said_was_going_on_goes_on(nlp: Language) -> None:
    text = "Danish Premier Ann Lee said Denmark was continuing negotiations with Peru."
    assert [(m, s) for m, s, _, _ in contacts(nlp, text)] == [("meet", "ongoing")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The head of the Danish delegation, Ann Lee, left for Lima.", {"DNK", "PER"}),
        (
            "Denmark's fisheries minister left for Lima. The minister, Ann Lee, spoke of cod.",
            {"DNK", "PER"},
        ),
        ("The director of the Danish Foreign Ministry, Ann Lee, left for Lima.", {"DNK", "PER"}),
    ],
)
def test_an_office_before_a_comma_is_of_the_name_behind_it(
    nlp: Language, text: str, wanted: set[str]
) -> None:
    assert [who for _, _, who, _ in contacts(nlp, text)] == [wanted]


def test_when_a_meeting_was_arranged_is_not_when_it_was_held(nlp: Language) -> None:
    text = (
        "Danish Premier Ann Lee met President Bo Ruiz of Peru on Monday. The meeting had been "
        "arranged last week."
    )
    assert contacts(nlp, text) == [("meet", "occurred", {"DNK", "PER"}, "1987-04-13")]


def test_rounds_held_at_one_meeting_are_that_meeting(nlp: Language) -> None:
    text = (
        "Denmark and Peru will hold discussions on cod as well as another round of trade talks "
        "at a meeting on April 20."
    )
    assert contacts(nlp, text) == [("meet", "planned", {"DNK", "PER"}, "1987-04-20")]


def test_the_ministers_are_those_told_before(nlp: Language) -> None:
    text = (
        "European Community fisheries ministers want quotas. The ministers were meeting in Ghent "
        "to discuss a plan. Farm ministers will meet on May 16."
    )
    assert sorted((str(m), status) for m, status, _, _ in contacts(nlp, text)) == [
        ("multilateral", "occurred"),
        ("multilateral", "planned"),
    ]
