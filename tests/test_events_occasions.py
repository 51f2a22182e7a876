"""Gatherings: those that are only named, those attended, and whose "the meeting in Lome" was."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.language import Language

from verbale.reading import report
from verbale.records import Report

DAY = dt.date(2019, 5, 15)


def consults(nlp: Language, text: str) -> list[tuple[str | None, set[str | None], set[str | None]]]:
    """Mode, actors and recipients of each consultation, by name."""
    read = report.read(Report(id="a", source="a", text=text, published=DAY), nlp)
    referents = read.cast.referents
    return [
        (e.mode, {referents[i].name for i in e.actors}, {referents[i].name for i in e.recipients})
        for e in read.events
        if e.type == "CONSULT"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Oil prices rose ahead of the G20 summit in Osaka.",
        "Turkey threatened to block the move before the NATO summit in July.",
        "The communique of last year's G7 summit in Quebec was rejected by the press.",
        "Japan spoke of trade at the G20 summit in Osaka.",
    ],
)
def test_a_summit_that_is_only_named_is_no_event(nlp: Language, text: str) -> None:
    assert consults(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The NATO summit in Brussels opened on Wednesday.", {"NATO"}),
        ("Leaders gathered for the ASEAN summit in Bangkok.", {"ASEAN"}),
    ],
)
def test_a_summit_that_takes_place_is_one(nlp: Language, text: str, who: set[str | None]) -> None:
    assert consults(nlp, text) == [("multilateral", who, set())]


@pytest.mark.parametrize(
    "text",
    [
        "President Xi Jinping will attend the SCO summit in Bishkek in June.",
        "President Xi Jinping will attend Friday's meeting of the SCO in Bishkek.",
    ],
)
def test_who_attends_a_summit_is_its_actor(nlp: Language, text: str) -> None:
    assert [who for _, who, _ in consults(nlp, text)] == [{"Xi Jinping"}]


@pytest.mark.parametrize(
    "before",
    [
        "Russian President Vladimir Putin and Turkish President Recep Tayyip Erdogan agreed on it.",
        "Putin told Erdogan that Russia would help.",
    ],
)
def test_a_meeting_with_its_place_is_of_the_two_named_before(nlp: Language, before: str) -> None:
    found = consults(nlp, f"{before} The meeting in Sochi on Monday was held behind closed doors.")
    assert found == [("meet", {"Vladimir Putin"}, {"Recep Tayyip Erdogan"})]


@pytest.mark.parametrize(
    "text",
    [
        "Putin told Erdogan that Russia would help. The meeting lasted an hour.",
        "Macron wrote to Angela Merkel and Theresa May. The meeting in Paris on Monday was short.",
        "Macron spoke of French farmers and Angela Merkel. The meeting in Paris was short.",
    ],
)
def test_a_meeting_of_others_is_not_theirs(nlp: Language, text: str) -> None:
    assert consults(nlp, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The meeting in Sochi on Monday was the third between Putin and Erdogan this year.",
        "The meeting in Sochi on Monday between Putin and Erdogan was held behind closed doors.",
        "The meeting in Sochi on Monday was attended by Putin and Erdogan.",
        "Putin and Erdogan have held three rounds of talks.",
        "Putin informed Erdogan during their talks that the port would open.",
        "Putin was told by Erdogan during their talks that the port would open.",
    ],
)
def test_a_meeting_as_the_subject_has_the_sides_of_its_sentence(nlp: Language, text: str) -> None:
    ((mode, actors, recipients),) = consults(nlp, text)
    assert (mode, actors | recipients) == ("meet", {"Vladimir Putin", "Recep Tayyip Erdogan"})
