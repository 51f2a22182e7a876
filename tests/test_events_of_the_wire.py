"""What a desk enters from the copy of a news wire: meetings of bodies, plans with a day, guests."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from verbale.reading import report as reading
from verbale.record import build
from verbale.records import Report

if TYPE_CHECKING:
    from spacy.language import Language

    from verbale.records import Minutes

DAY = dt.date(1987, 4, 15)  # a Wednesday


def told(nlp: Language, text: str) -> Minutes:
    report = Report(id="r", source="r", text=text, published=DAY)
    return build(reading.read_many([report], nlp))


def contacts(nlp: Language, text: str) -> list[tuple[str, str, set[str]]]:
    """Mode, status and parties of each consultation: states, or organisations by name."""
    minutes = told(nlp, text)
    party = {p.id: p for p in minutes.parties}
    return [
        (
            event.mode or "",
            event.status,
            {party[p].state or party[p].name for p in (*event.actors, *event.recipients)},
        )
        for event in minutes.events
        if event.type == "CONSULT"
    ]


@pytest.mark.parametrize(
    ("text", "status", "body"),
    [
        ("European Community fisheries ministers will meet on May 25.", "planned", "EUR"),
        ("EC farm ministers backed the plan at a meeting in Ghent on Tuesday.", "occurred", "EUR"),
        ("Tin fell ahead of next week's OPEC meeting in Quito.", "planned", "OPEC"),
        ("OPEC's meeting in Quito last week ended without a decision.", "occurred", "OPEC"),
        ("OPEC meets in Quito on June 25 to review prices.", "planned", "OPEC"),
        ("Arab League foreign ministers met in Rabat on Monday.", "occurred", "Arab League"),
        ("A NATO defence ministers' meeting in Bergen in June will look at it.", "planned", "NATO"),
        ("The meeting of EC transport ministers ended today.", "occurred", "EUR"),
    ],
)
def test_a_meeting_of_one_body_has_the_body_as_its_party(
    nlp: Language, text: str, status: str, body: str
) -> None:
    assert contacts(nlp, text) == [("multilateral", status, {body})]


@pytest.mark.parametrize(
    "text",
    [
        "The company's directors met in Lyon on Monday.",
        "NATO officials said that the alliance had met its goals.",
        "Meetings of OPEC usually last a week.",
        "The speech was read after the EC summit.",
        "The bank met OPEC's demand for cash in May.",
    ],
)
def test_what_is_no_meeting_of_a_body(nlp: Language, text: str) -> None:
    assert contacts(nlp, text) == []


def test_a_summit_on_whose_margins_two_met_is_no_event_of_its_own(nlp: Language) -> None:
    text = "The Omani minister met the Danish premier on the sidelines of Monday's EC summit."
    assert [parties for _, _, parties in contacts(nlp, text)] == [{"OMN", "DNK"}]


def test_who_spoke_after_talks_did_not_speak_with_those_met(nlp: Language) -> None:
    text = "The Danish minister, speaking after talks with the Omani premier, was hopeful."
    assert [mode for mode, _, _ in contacts(nlp, text)] in ([], ["meet"])


@pytest.mark.parametrize(
    ("text", "status", "start", "end"),
    [
        ("Chad meets Niger in Lome on May 29.", "planned", "1987-05-29", "1987-05-29"),
        (
            "The offer was tied to an April 20-21 meeting between Chad and Niger.",
            "planned", "1987-04-20", "1987-04-21",
        ),
        (
            "Chad and Niger will meet in Lome from April 30 to May 2.",
            "planned", "1987-04-30", "1987-05-02",
        ),
        (
            "The Chadian premier met the king of Oman in June.",
            "occurred", "1986-06-01", "1986-06-30",
        ),
    ],
)  # fmt: skip
def test_a_day_without_a_year_is_the_one_that_is_near(
    nlp: Language, text: str, status: str, start: str, end: str
) -> None:
    (event,) = (e for e in told(nlp, text).events if e.type == "CONSULT")
    assert (event.status, str(event.date.start), str(event.date.end)) == (status, start, end)


@pytest.mark.parametrize(
    ("text", "status", "states"),
    [
        (
            "Danish Premier Poul Schluter told visiting Omani Minister Yusuf Alawi to wait.",
            "occurred", {"DNK", "OMN"},
        ),
        ("The Danish premier praised the visiting Omani minister.", "occurred", {"DNK", "OMN"}),
        ("Chad and Niger have been negotiating for a month.", "ongoing", {"TCD", "NER"}),
        (
            "The meetings scheduled next month between Chad and Niger will deal with tin.",
            "planned", {"TCD", "NER"},
        ),
        ("No details of the talks between Chad and Niger were given.", "occurred", {"TCD", "NER"}),
        ("No talks between Chad and Niger were held.", "denied", {"TCD", "NER"}),
        (
            "The Danish premier denied charges that his visit to Oman had been a failure.",
            "occurred", {"DNK", "OMN"},
        ),
        ("EC ministers meet later today.", "planned", {"EUR"}),
    ],
)  # fmt: skip
def test_contacts_in_the_turns_of_the_wire(
    nlp: Language, text: str, status: str, states: set[str]
) -> None:
    assert [(s, who) for _, s, who in contacts(nlp, text)] == [(status, states)]


@pytest.mark.parametrize(
    "text", ["Chad and Niger negotiated a fee.", "The visiting team beat Ghana 2-1."]
)
def test_no_contact_of_those_who_bargain_or_play(nlp: Language, text: str) -> None:
    assert contacts(nlp, text) == []


def test_what_a_state_says_that_its_own_forces_did_it_did(nlp: Language) -> None:
    own = told(nlp, "Chad said its warplanes had attacked two Libyan depots.").events
    other = told(nlp, "Chad said Libyan warplanes had attacked two depots.").events
    assert [(e.type, e.actors, e.recipients) for e in own] == [("ASSAULT", ("TCD",), ("LBY",))]
    assert [(e.type, e.actors, e.recipients) for e in other] == [("ACCUSE", ("TCD",), ("LBY",))]


@pytest.mark.parametrize(
    ("text", "place", "states"),
    [
        ("LIMA, April 14 - Chad and Niger held talks here on Monday.", "Lima", {"TCD", "NER"}),
        (
            "OSLO, April 15 - Danish Premier Poul Schluter arrived here today.",
            "Oslo", {"DNK", "NOR"},
        ),
        (
            "TOKYO, April 15 - Danish Premier Poul Schluter said during a visit here that he was "
            "content.",
            "Tokyo", {"DNK", "JPN"},
        ),
        ("BRUSSELS, April 15 - EC farm ministers ended a meeting here.", "Brussels", {"EUR"}),
    ],
)  # fmt: skip
def test_here_is_where_the_report_was_sent_from(
    nlp: Language, text: str, place: str, states: set[str]
) -> None:
    (event,) = told(nlp, text).events
    assert event.place is not None
    assert event.place.name == place
    assert [who for _, _, who in contacts(nlp, text)] == [states]


def test_here_in_quoted_words_is_not_where_the_report_was_sent_from(nlp: Language) -> None:
    text = 'LIMA, April 14 - "Chad and Niger held talks here," an Omani diplomat said.'
    assert all(event.place is None for event in told(nlp, text).events)


def test_a_dateline_that_stands_apart_counts_as_one_in_the_text(nlp: Language) -> None:
    text = "Chad and Niger held talks here on Monday."
    report = Report(
        id="r", source="r", text=text, published=DAY, dateline="PARIS, Texas, April 14 -"
    )
    (event,) = build(reading.read_many([report], nlp)).events
    assert event.place is not None
    assert (event.place.name, event.place.country) == ("Paris", "USA")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("ROME, May 2 - President Aldo Bassi will form a new government on Friday.", "ITA"),
        ("TURIN, May 2 - President Aldo Bassi said the company would build cars.", None),
        ("MANILA, May 2 - Central Bank Governor Ana Lopez praised the Philippines.", "PHL"),
        ("Oman lost, said Ana Lopez, undersecretary for debt in the economics ministry.", None),
    ],
)
def test_whose_an_official_is_where_only_the_dateline_says(
    nlp: Language, text: str, state: str | None
) -> None:
    report = Report(id="r", source="r", text=text, published=DAY)
    cast = reading.read(report, nlp).cast
    (person,) = (r for r in cast.referents if r.kind == "person" and r.name)
    assert person.state == state


@pytest.mark.parametrize(
    ("text", "status", "start", "end"),
    [
        (
            "EC ministers are expected to settle that at a meeting in Ghent on May 15.",
            "planned", "1987-05-15", "1987-05-15",
        ),
        (
            "It is unlikely that it would be raised at the next meeting of EC ministers on May 4.",
            "planned", "1987-05-04", "1987-05-04",
        ),
        ("It could come up at the talks between Chad and Niger.", "planned", "1987-04-15", "None"),
        (
            "They failed to agree at a meeting between Chad and Niger on Monday.",
            "occurred", "1987-04-13", "1987-04-13",
        ),
        (
            "Tin may fall at the December 1987 meeting of OPEC.",
            "planned", "1987-12-01", "1987-12-31",
        ),
    ],
)  # fmt: skip
def test_what_may_be_done_at_a_meeting_leaves_it_a_plan(
    nlp: Language, text: str, status: str, start: str, end: str
) -> None:
    (event,) = (e for e in told(nlp, text).events if e.type == "CONSULT")
    assert (event.status, str(event.date.start), str(event.date.end)) == (status, start, end)


def test_this_week_told_on_a_sunday_of_a_plan_is_the_week_that_begins(nlp: Language) -> None:
    text = "Chad and Niger will meet later this week."
    report = Report(id="r", source="r", text=text, published=dt.date(1987, 4, 26))
    (event,) = build(reading.read_many([report], nlp)).events
    assert (str(event.date.start), str(event.date.end)) == ("1987-04-26", "1987-05-02")


def test_nameless_traders_travel_for_no_state(nlp: Language) -> None:
    assert contacts(nlp, "A Danish rice trader visited Muscat last week.") == []
    assert contacts(nlp, "The Danish trade minister visited Muscat last week.") != []


def test_a_trip_spoken_of_again_is_the_one_planned(nlp: Language) -> None:
    text = "Chad's premier will visit Oman on May 4. Aides said the trip was vital."
    assert [status for _, status, _ in contacts(nlp, text)] == ["planned"]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Lopez, an analyst, said that the surplus should reach one billion dollars.",
        "Danish Premier Poul Schluter said Denmark should cut its spending.",
        "Ana Lopez, an analyst, backed the proposal.",
    ],
)
def test_what_is_asked_of_nobody_else_is_a_statement_alone(nlp: Language, text: str) -> None:
    assert told(nlp, text).events == ()


@pytest.mark.parametrize(
    ("text", "type", "sides"),
    [
        ("Danish Premier Poul Schluter said Oman must free the crew.", "REQUEST", ("DNK", "OMN")),
        ("Oman rejected the proposal.", "REJECT", ("OMN",)),
        ("OPEC rejected the proposal.", "REJECT", ("OPEC",)),
    ],
)
def test_what_is_asked_of_another_state_or_refused_by_one_is_an_event(
    nlp: Language, text: str, type: str, sides: tuple[str, ...]
) -> None:
    minutes = told(nlp, text)
    party = {p.id: p for p in minutes.parties}
    (event,) = minutes.events
    who = tuple(party[p].state or party[p].name for p in (*event.actors, *event.recipients))
    assert (event.type, who) == (type, sides)


@pytest.mark.parametrize("ahead", ["is due", "is set", "is expected"])
def test_what_is_announced_for_a_day_was_not_announced_on_it(nlp: Language, ahead: str) -> None:
    text = f"Oman {ahead} to slap tariffs on Danish goods on Friday."
    (event,) = told(nlp, text).events
    assert (event.type, str(event.date.end)) == ("THREATEN", "1987-04-15")


def test_a_body_meets_whatever_may_come_of_it(nlp: Language) -> None:
    text = "He said next week's OPEC talks would not be a success."
    assert contacts(nlp, text) == [("multilateral", "planned", {"OPEC"})]
    assert contacts(nlp, "The OPEC talks could fail.") == []


def test_an_official_is_not_of_the_state_next_door(nlp: Language) -> None:
    text = (
        "CAIRO, May 2 - Finance Minister Ali Badri said Sudan would not pay. Sudan owes much. "
        "Sudan, Sudanese banks and the Sudanese army buy in Sudan and in Egypt."
    )
    report = Report(id="r", source="r", text=text, published=DAY)
    cast = reading.read(report, nlp).cast
    assert {r.state for r in cast.referents if r.name == "Ali Badri"} == {None}


SEVEN = {"USA", "CAN", "GBR", "FRA", "DEU", "ITA", "JPN"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The finance ministers of seven major industrial countries met today.", "occurred"),
        ("Envoys came to open a meeting of the Group of Seven.", "occurred"),
        ("The paper said next week's Group of Seven talks would fail.", "planned"),
        ("Oman declined to attend last week's meeting of the Group of Seven.", "occurred"),
    ],
)
def test_a_group_of_few_meets_as_its_states(nlp: Language, text: str, status: str) -> None:
    ((mode, told_as, who),) = contacts(nlp, text)
    assert (mode, told_as) == ("multilateral", status)
    assert who >= SEVEN
    assert who <= SEVEN | {"G7"}


def test_what_is_tried_about_a_planned_visit_leaves_it_planned(nlp: Language) -> None:
    text = "Aides tried to part the row from the Danish premier's planned trip to Oman."
    assert [status for _, status, _ in contacts(nlp, text)] == ["planned"]


def test_sums_of_sanctions(nlp: Language) -> None:
    text = "Oman imposed 300 million dollars in tariffs on Danish goods."
    (event,) = told(nlp, text).events
    assert (event.type, event.actors, event.recipients) == ("SANCTION", ("OMN",), ("DNK",))
    assert told(nlp, "Oman imposed costs of 300 million dollars.").events == ()


def test_talk_is_not_talks(nlp: Language) -> None:
    assert contacts(nlp, "The talk in Muscat is that Chad's premier may sue Niger.") == []
    assert contacts(nlp, "Chad's premier held a talk with the king of Oman.") != []
