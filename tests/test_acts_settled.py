"""Which acts are events, by the codebook: what is said, hoped, denied or only described is none."""

from __future__ import annotations

import pytest
from spacy.language import Language

from verbale import language
from verbale.reading import events


def types(nlp: Language, text: str) -> list[str]:
    """Types of the events of a text, in order of place."""
    return [str(row["type"]) for row in events.inspect(language.parse(nlp, text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru urged Chile to open the border.", ["REQUEST"]),
        ("Peru called on Chile to open the border.", ["REQUEST"]),
        ("Peru called for Chile to be heard.", ["REQUEST"]),
        ("Peru called for sanctions against Chile.", ["REQUEST"]),
        ("Peru called for calm.", []),
        ("The minister appealed for patience.", []),
        ("The senator called for a reform of the pension system.", []),
        ("Peru will ask Chile for help.", []),
        ("Peru demanded an apology.", ["REQUEST"]),
        ("The premier pushed for lower taxes.", []),
        ("Peru pushed for a truce between Chile and Bolivia.", ["REQUEST"]),
    ],
)
def test_an_appeal_is_made_to_somebody(nlp: Language, text: str, expected: list[str]) -> None:
    assert types(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru freed the students who had been arrested in May.", ["RETREAT"]),
        ("The queen mourned a fire that killed nine villagers.", []),
        ("The queen condemned the soldiers who attacked the village.", ["ACCUSE", "ASSAULT"]),
        ("There were nine soldiers killed in Peru.", ["ASSAULT"]),
    ],
)
def test_a_relative_clause_without_a_doer_describes(
    nlp: Language, text: str, expected: list[str]
) -> None:
    assert types(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army denied allegations that it tortured prisoners.", []),
        ("Peru rejected accusations that it had armed the rebels.", []),
        ("Peru hopes that Chile will release the sailors.", []),
        ("Peru said that it would release the sailors.", ["AGREE"]),
        ("Peru was pessimistic about holding talks with Chile.", []),
        ("Peru held talks with Chile.", ["CONSULT"]),
        ("Peru and Chile agreed that the sea was cold.", []),
        ("Peru agreed that its ships would leave the bay.", ["AGREE"]),
    ],
)
def test_what_is_alleged_hoped_or_thought_is_no_event(
    nlp: Language, text: str, expected: list[str]
) -> None:
    assert types(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru said that it had expelled two diplomats.", ["SANCTION"]),
        ("Peru said that Chile had attacked its ship.", ["ACCUSE"]),
        ("The rebels claimed that they had attacked the town.", []),
        ("Witnesses said that rebels had attacked the town.", ["ASSAULT"]),
    ],
)
def test_what_others_did_is_a_charge_and_what_one_did_is_told(
    nlp: Language, text: str, expected: list[str]
) -> None:
    assert types(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru withdrew some of its troops from Chile.", ["RETREAT"]),
        ("Peru withdrew a number of warships from the bay.", ["RETREAT"]),
        ("Police detained dozens of students.", ["COERCE"]),
        ("The clerk withdrew some of her savings.", []),
    ],
)
def test_a_part_counts_as_what_it_is_part_of(nlp: Language, text: str, expected: list[str]) -> None:
    assert types(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru warned Chile that it would close the border.", ["THREATEN"]),
        ("Peru warned that it would close the border with Chile.", ["THREATEN"]),
        ("The fund warned that there was a risk of inflation in Chile.", []),
        ("Peru warned of retaliation against Chile.", ["THREATEN"]),
        ("Peru said Chile must open the border.", ["REQUEST"]),
        ("The minister said a deal must bring benefits.", []),
        ("The minister was asked if Peru would sell arms to Chile.", []),
        ("Peru asked Chile to send help.", ["REQUEST"]),
        ("Peru insisted it has no part in that.", ["REJECT"]),
        ("Peru insisted that the water was clean.", []),
        ("Peru declined to specify the amount.", []),
        ("Peru announced a wage freeze.", []),
        ("The two ministers set up a committee.", []),
        ("Peru demonstrated its strength in March.", []),
        ("Sanctions will end as soon as Chile starts adhering to the treaty.", []),
        ("Peru charged Chile with violating the treaty by restricting imports.", ["ACCUSE"]),
        ("Chilean and Peruvian ministers usually meet in May.", []),
        ("The rebels demanded a truce from Peru at the talks.", ["REQUEST"]),
    ],
)
def test_what_is_only_foreseen_asked_or_usual_is_no_event(
    nlp: Language, text: str, expected: list[str]
) -> None:
    assert types(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A law that would give aid to Chile was passed over.", []),
        ("It would cut exports to Chile.", []),
        ("The ministry said it would cut off exports to Chile.", ["THREATEN"]),
        ("The minister promised to give aid to Chile.", ["AGREE"]),
        ("Peru would be angry if Chile goes on and bans imports.", []),
        ("Peru denied that it was sending arms to Chile.", []),
        ("Peru refused to send aid to Chile.", ["REJECT"]),
        ("The minister heard a complaint that Chile was unfairly curbing imports.", []),
        ("An accord signed by Peru and Chile was a test.", ["SUPPORT"]),
    ],
)
def test_a_forecast_is_no_promise_and_a_denial_no_refusal(
    nlp: Language, text: str, expected: list[str]
) -> None:
    assert types(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru pulled out of the treaty with Chile.", ["SANCTION"]),
        ("Peru ordered two Chilean diplomats to leave the country.", ["SANCTION"]),
        ("Peru doubled tariffs on Chilean steel.", ["SANCTION"]),
        ("Peru withdrew its endorsement of the communique.", ["SANCTION"]),
        ("Peru suspended its missile tests.", ["RETREAT"]),
        ("Peru promised a response.", ["THREATEN"]),
        ("Peru denied charges that it had jailed a judge whose court freed two rebels.", []),
    ],
)
def test_steps_up_and_down_between_states(nlp: Language, text: str, expected: list[str]) -> None:
    assert types(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The presidents of Peru and Chad discussed expanding partnership in trade.", []),
        ("Peru's president stressed the need to support Chad.", []),
        ("Peru's president considered thanking Chad.", []),
        ("Peru's president said that Peru supports Chad.", ["SUPPORT"]),
        ("Peru's president agreed to support Chad.", ["AGREE"]),
    ],
)
def test_what_is_talked_about_or_needed_is_not_done(
    nlp: Language, text: str, expected: list[str]
) -> None:
    assert [kind for kind in types(nlp, text) if kind != "CONSULT"] == expected
