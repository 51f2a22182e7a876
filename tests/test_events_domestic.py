"""What stays within one state, and what unknown persons do, is no event of a record of states."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.language import Language

from verbale.reading import report
from verbale.records import Report

DAY = dt.date(2019, 5, 15)


def types(nlp: Language, text: str) -> list[str]:
    told = report.read(Report(id="a", source="a", text=text, published=DAY), nlp)
    return [event.type for event in told.events]


@pytest.mark.parametrize(
    "text",
    [
        "Democrats slammed a tax bill on Tuesday.",
        "U.S. lawmakers rejected the president's plan on Tuesday.",
        "Democrats accused President Donald Trump of abusing his power.",
        "U.S. Senator Ann Lee rejected the plan for a new airport.",
        "President Donald Trump urged Congress to pass the bill.",
        "U.S. President Donald Trump urged his supporters to vote.",
        "German Finance Minister Olaf Scholz rejected a demand by German Economy Minister Peter "
        "Altmaier for tax cuts.",
        "The U.S. Justice Department is investigating the shooting.",
    ],
)
def test_politics_within_one_state_are_no_events(nlp: Language, text: str) -> None:
    assert types(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. Senate accused Chad of shipping arms.", ["ACCUSE"]),
        ("The Hungarian parliament ratified the treaty.", ["SUPPORT"]),
        ("Hungary's government accused rebels of shelling a town.", ["ACCUSE"]),
        ("Iran rejected the proposal.", ["REJECT"]),
        ("The UN Security Council urged all parties to hold fire.", ["REQUEST"]),
        ("U.S. President Donald Trump urged Chad to open the border.", ["REQUEST"]),
        ("Chadian police arrested forty students.", ["COERCE"]),
    ],
)
def test_what_reaches_another_state_is_kept(nlp: Language, text: str, expected: list[str]) -> None:
    assert types(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Chairman Ann Lee resigned on Monday.",
        "Bob Ray was arrested after the quarrel.",
        "Ann Lee apologized to Bob Ray.",
    ],
)
def test_what_unknown_persons_do_is_no_event(nlp: Language, text: str) -> None:
    assert types(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee travelled to Ghana to see her aunt.", []),
        ("Danes should not travel to Chad, the ministry in Copenhagen said.", []),
        ("Danish diplomat Ann Lee travelled to Ghana.", ["CONSULT"]),
        ("A delegation led by Ann Lee travelled to Ghana.", ["CONSULT"]),
        ("Ann Lee met Bo Friis in Lome on Monday.", []),
        ("Denmark's Ann Lee met Bo Friis in Lome on Monday.", ["CONSULT"]),
        ("The White House phoned U.S. Ambassador Ann Lee.", []),
        ("The ship passed the reefs, which China calls the Nansha Islands.", []),
    ],
)
def test_a_private_journey_is_no_contact(nlp: Language, text: str, expected: list[str]) -> None:
    assert types(nlp, text) == expected


def test_what_a_harm_was_only_near_is_not_blamed(nlp: Language) -> None:
    text = "Chad condemned two explosions near the Peruvian embassies."
    told = report.read(Report(id="a", source="a", text=text, published=DAY), nlp)
    assert [event.recipients for event in told.events] == [()]


@pytest.mark.parametrize(
    "text",
    [
        "Industry analysts say Chad should lower its taxes.",
        "U.S. lawmaker Ann Lee has given more than a million dollars to her campaign.",
    ],
)
def test_who_speaks_for_no_state_asks_and_gives_nothing(nlp: Language, text: str) -> None:
    assert types(nlp, text) == []
