"""What looks like an act and is none: accidents, wishes, old measures, the generic, the private."""

from __future__ import annotations

import pytest
from spacy.language import Language

from verbale import language
from verbale.reading import events, parties


def types(nlp: Language, text: str) -> list[str]:
    """Types of the events of a text, in order of place."""
    doc = language.parse(nlp, text)
    return [str(row["type"]) for row in events.inspect(doc, parties.find(doc))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two Chadian soldiers were killed in a car accident near Lome.", []),
        ("A fire killed nine villagers in Chad.", []),
        ("Chad sent aid to the areas devastated by Cyclone Ann.", ["AID"]),
        ("Rebels killed two Chadian soldiers.", ["ASSAULT"]),
        ("The boy was surrounded by love.", []),
        ("Troops surrounded the Chadian embassy.", ["COERCE"]),
    ],
)
def test_a_mishap_is_no_act(nlp: Language, text: str, expected: list[str]) -> None:
    assert types(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The government of Chad hopes for talks with the rebels.", []),
        ("The government of Chad hopes for talks with the rebels in May.", ["CONSULT"]),
        ("The patients need to be quarantined in Chad.", []),
        ("Chad decided to lift the sanctions on Niger.", ["RETREAT"]),
        ("The court said it cannot release the Chadian pilots.", []),
        ("Chad said it will not release the pilots.", ["REJECT"]),
        ("Chad said it cannot accept more refugees from Niger.", ["REJECT"]),
    ],
)
def test_what_is_wanted_or_out_of_reach_is_not_done(
    nlp: Language, text: str, expected: list[str]
) -> None:
    assert types(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad lifted the embargo that it had imposed on Niger.", ["RETREAT"]),
        ("The envoy spoke of waivers for countries that buy Iranian oil.", []),
        ("Norway condemned a raid targeting a school in Chad.", ["ACCUSE"]),
        ("Norway condemned the soldiers who attacked a village.", ["ACCUSE", "ASSAULT"]),
    ],
)
def test_words_that_say_which_one_is_meant_tell_nothing_new(
    nlp: Language, text: str, expected: list[str]
) -> None:
    assert types(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The migrants survived a long journey to Norway.", []),
        ("Six trucks travelled from Iran to Syria.", []),
        ("A lawyer filed a lawsuit against visiting Chadian Prince Idriss Moyo.", ["ACCUSE"]),
        ("The ministry deployed four planes of medicine to Chad.", []),
        ("Chad mobilised its reserves.", ["MOBILIZE"]),
        ("The minister defended his decision.", []),
        ("The dispute threatens to hurt trade with Chad.", []),
        ("The scandal threatened the stability of Chad.", []),
        ("Chad threatened Niger.", ["THREATEN"]),
        ("The plan calls for elections in Chad.", []),
        ("Norway expressed confidence that the road would help Chad.", []),
        ("Norway expressed confidence in Chad.", ["SUPPORT"]),
        ("Norway issued a travel warning for Chad.", ["SANCTION"]),
        ("Norway issued a storm warning.", []),
        ("Norway voiced concern to the Security Council that prices had risen.", []),
        ("Norway voiced concern to the envoy about Chad's plan.", ["ACCUSE"]),
        ("Norway and Chad clashed over access to the stock exchange.", []),
        ("The premier of Chad took power in May.", []),
        ("Rebels seized power in Chad.", ["ASSAULT"]),
    ],
)
def test_other_senses_of_known_words_are_no_acts(
    nlp: Language, text: str, expected: list[str]
) -> None:
    assert types(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The White House asked the Pentagon to look into it.", []),
        ("Peruvian President Ann Lee urged the Peruvian congress to pass the law.", []),
        ("Peruvian President Ann Lee called for Peru to lower its taxes.", []),
        ("Peruvian President Ann Lee called for Chile to lower its taxes.", ["REQUEST"]),
        ("Peruvian President Ann Lee urged Chile to pass the law.", ["REQUEST"]),
        ("Peruvian President Ann Lee urged the rebels in Peru to disarm.", ["REQUEST"]),
        ("The Peruvian court demanded an apology from the Peruvian army.", ["REQUEST"]),
    ],
)
def test_an_appeal_among_those_who_rule_one_state_is_none(
    nlp: Language, text: str, expected: list[str]
) -> None:
    assert types(nlp, text) == expected


def test_an_act_that_a_noun_is_known_by_is_told_of_nobody(nlp: Language) -> None:
    text = "Chad voiced concern about a deal that an envoy says has been reached with the rebels."
    assert "SUPPORT" not in types(nlp, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Danish queen hosted a dinner for the Ghanaian president.", ["CONSULT"]),
        ("The Danish queen gave a dinner of lamb.", []),
        ("Chad rejected holding talks with Niger.", ["REJECT", "CONSULT"]),
        ("Chad reneged on its accord with Niger.", ["REJECT"]),
        ("Chad suspended aid deliveries to Niger.", ["SANCTION"]),
        ("The Chadian army drove the rebels out of the town.", ["COERCE"]),
        ("Chad is striking rebel positions in Niger.", ["ASSAULT"]),
        ("Chad agreed a trade deal with Niger.", ["SUPPORT"]),
        ("Chad agreed to a truce with Niger.", ["AGREE"]),
    ],
)
def test_phrases_for_known_acts(nlp: Language, text: str, expected: list[str]) -> None:
    assert types(nlp, text) == expected
