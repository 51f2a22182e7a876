"""Contacts in the forms that news gives them: who went, who received, on what day, and whether."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.language import Language

from verbale import language
from verbale.reading import events, issues, parties, places, times
from verbale.records import Cast, Told

Row = tuple[str, str, set[str], set[str], tuple[str, ...]]


def _states(cast: Cast, indexes: tuple[int, ...]) -> set[str]:
    members = {m for i in indexes for m in (cast.referents[i].members or (i,))}
    return {cast.referents[m].state or cast.referents[m].name or "?" for m in members}


def _row(text: str, cast: Cast, found: tuple[str, ...], event: Told) -> Row:
    return (
        event.mode or event.type,
        event.status,
        _states(cast, event.actors),
        _states(cast, event.recipients) | set(event.hosts),
        found,
    )


def contacts(nlp: Language, text: str) -> list[Row]:
    """Mode, status, states of actors, states of recipients and hosts, words of the days."""
    doc = language.parse(nlp, text)
    cast = parties.find(doc, dt.date(2018, 9, 12))
    told = times.find(doc)
    found = events.find(doc, cast, told, places.find(doc, cast), issues.find(doc))
    return [
        _row(text, cast, tuple(text[told[i].start : told[i].end] for i in event.times), event)
        for event in found
        if event.type == "CONSULT"
    ]


@pytest.mark.parametrize(
    ("text", "guest", "host"),
    [
        (
            "President Vladimir Putin received in the Kremlin Hungarian Prime Minister Viktor "
            "Orban on Tuesday.",
            "HUN",
            "RUS",
        ),
        (
            "Russian President Vladimir Putin on Monday received at the Kremlin the president of "
            "Uganda, Yoweri Museveni.",
            "UGA",
            "RUS",
        ),
        ("Pope Francis received in the Vatican Bolivian President Evo Morales.", "BOL", "VAT"),
        (
            "President Ilham Aliyev has received in Baku a delegation led by Georgian Foreign "
            "Minister David Zalkaliani.",
            "GEO",
            "AZE",
        ),
        (
            "Chancellor Angela Merkel was welcomed at the White House by President Donald Trump.",
            "DEU",
            "USA",
        ),
    ],
)
def test_who_is_received_may_stand_behind_the_place(
    nlp: Language, text: str, guest: str, host: str
) -> None:
    ((mode, status, who, whom, _),) = contacts(nlp, text)
    assert (mode, status, who, whom) == ("meet", "occurred", {guest}, {host})


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Following his travel to Ghana, Norwegian Foreign Minister Ine Eriksen Soreide will "
            "visit Togo.",
            ("planned", "NOR", "GHA"),
            ("planned", "NOR", "TGO"),
        ),
        (
            "After his visit to Kenya, the Danish premier will travel to Ethiopia.",
            ("planned", "DNK", "KEN"),
            ("planned", "DNK", "ETH"),
        ),
        (
            "Following his stop in Jordan, Secretary Pompeo will travel to Egypt.",
            ("planned", "USA", "JOR"),
            ("planned", "USA", "EGY"),
        ),
        (
            "Following her trip to Brazil last week, the Swedish minister will visit Peru.",
            ("occurred", "SWE", "BRA"),
            ("planned", "SWE", "PER"),
        ),
    ],
)
def test_whose_an_earlier_journey_is_may_be_told_after_it(
    nlp: Language, text: str, first: tuple[str, str, str], second: tuple[str, str, str]
) -> None:
    told = contacts(nlp, text)
    assert [(s, who, whom) for _, s, who, whom, _ in told] == [
        (s, {who}, {whom}) for s, who, whom in (first, second)
    ]
    assert {mode for mode, *_ in told} == {"visit"}


@pytest.mark.parametrize(
    ("text", "status", "visitor", "host"),
    [
        (
            "The visit by Chilean President Sebastian Pinera to Japan was postponed.",
            "postponed",
            "CHL",
            "JPN",
        ),
        (
            "A planned visit by the Emir of Qatar to Turkey was called off.",
            "cancelled",
            "QAT",
            "TUR",
        ),
        (
            "The visit of the Polish prime minister to Israel was cancelled.",
            "cancelled",
            "POL",
            "ISR",
        ),
        (
            "President Donald Trump cancelled a planned trip to Bogota by Vice President Mike "
            "Pence.",
            "cancelled",
            "USA",
            "COL",
        ),
        (
            "Beijing scrapped a planned trip to Canberra by Chinese Commerce Minister Zhong Shan.",
            "cancelled",
            "CHN",
            "AUS",
        ),
    ],
)
def test_a_visit_by_somebody_to_somewhere(
    nlp: Language, text: str, status: str, visitor: str, host: str
) -> None:
    ((mode, told, who, whom, _),) = contacts(nlp, text)
    assert (mode, told, who, whom) == ("visit", status, {visitor}, {host})


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Speaking after the meeting with Estonian President Kersti Kaljulaid, Finnish "
            "President Sauli Niinisto said trade had grown.",
            {"EST", "FIN"},
        ),
        (
            "Speaking after a meeting with his Peruvian counterpart, Chilean Foreign Minister "
            "Roberto Ampuero said the border would reopen.",
            {"PER", "CHL"},
        ),
        (
            "Speaking in Tunis after his meeting with the Tunisian president, the Algerian "
            "minister said gas exports would rise.",
            {"TUN", "DZA"},
        ),
    ],
)
def test_who_speaks_after_a_meeting_has_met_and_not_phoned(
    nlp: Language, text: str, sides: set[str]
) -> None:
    ((mode, status, who, whom, _),) = contacts(nlp, text)
    assert (mode, status, who | whom) == ("meet", "occurred", sides)


def test_a_press_conference_with_somebody_is_no_call(nlp: Language) -> None:
    assert not contacts(
        nlp,
        "Speaking at a joint press conference with Polish President Andrzej Duda, Lithuanian "
        "President Dalia Grybauskaite thanked the farmers.",
    )


def test_a_name_after_talks_is_not_the_subject_that_follows(nlp: Language) -> None:
    talks, visit = contacts(
        nlp,
        "After talks in Ankara with President Recep Tayyip Erdogan, the Polish president will fly "
        "to Georgia.",
    )
    assert talks[2] | talks[3] == {"POL", "TUR"}
    assert (visit[2], visit[3]) == ({"POL"}, {"GEO"})
