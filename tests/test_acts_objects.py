"""Whom an act is done to, where a parse has hung them elsewhere, and who says what a paper says."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.language import Language

from verbale import language
from verbale.reading import events, parties


def told(nlp: Language, text: str) -> list[tuple[str, list[str], list[str]]]:
    """Type, actors and recipients of each event, by the words for them."""
    doc = language.parse(nlp, text)
    rows: list[dict[str, Any]] = list(events.inspect(doc, parties.find(doc)))
    return [
        (row["type"], [a["text"] for a in row["actors"]], [a["text"] for a in row["recipients"]])
        for row in rows
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The watchdog published a report accusing the Chadian police of doing nothing.",
            ("ACCUSE", ["The watchdog"], ["the Chadian police"]),
        ),
        (
            "Yemen announced a month-long cease-fire with the rebels.",
            ("RETREAT", ["Yemen"], ["the rebels"]),
        ),
        (
            "Peru expressed its full rejection and strong condemnation of Chad's decision.",
            ("ACCUSE", ["Peru"], ["Chad's decision"]),
        ),
        (
            "Norway issued a statement calling on Chad to open the border.",
            ("REQUEST", ["Norway"], ["Chad"]),
        ),
        ("Rebels let free six teachers.", ("RETREAT", ["Rebels"], ["six teachers"])),
    ],
)
def test_who_does_it_to_whom(
    nlp: Language, text: str, expected: tuple[str, list[str], list[str]]
) -> None:
    assert told(nlp, text) == [expected]


def test_a_name_behind_words_for_its_bearer_is_the_object(nlp: Language) -> None:
    text = "A Chadian court on Tuesday freed activist pastor Idriss Moyo, a critic of the army."
    assert [(kind, whom) for kind, _, whom in told(nlp, text)] == [("RETREAT", ["activist pastor"])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mexico hit back with tariffs on Chilean pork.", ["SANCTION"]),
        ("Canada responded with duties on Danish steel.", ["SANCTION"]),
        ("Peru retaliated by imposing duties on Chilean wine.", ["SANCTION"]),
        ("Peru retaliated against Chile by imposing duties on wine.", ["SANCTION"]),
        ("Turkey responded with artillery fire on Syrian positions.", ["ASSAULT"]),
        ("Washington hit Turkey with sanctions over the missiles.", ["SANCTION"]),
        ("Peru retaliated against Chile.", ["COERCE"]),
        ("The company responded with a discount.", []),
        ("The minister hit back with a joke.", []),
    ],
)
def test_an_answer_is_what_it_is_given_with(nlp: Language, text: str, expected: list[str]) -> None:
    assert [kind for kind, _, _ in told(nlp, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Premier Li Keqiang told Chancellor Angela Merkel in Beijing that it would open.", 1),
        ("The Swedish envoy was told by Yemeni officials in Aden that it would open.", 1),
        ("The Danish minister briefed Ghanaian officials in Accra on the talk of the town.", 1),
        ("The Danish minister told reporters in Accra that it would open.", 0),
        ("President Donald Trump told Congress in Washington that it would open.", 0),
        ("The Danish minister told Danish diplomats in Accra that it would open.", 0),
        ("The Danish minister told Ghanaian officials that it would open.", 0),
        ("The Danish minister told a Ghanaian teacher in Accra that it would open.", 0),
        ("The Danish minister may tell Ghanaian officials in Accra that it would open.", 0),
    ],
)
def test_officials_of_two_states_who_tell_one_another_somewhere_meet(
    nlp: Language, text: str, expected: int
) -> None:
    assert [kind for kind, _, _ in told(nlp, text)].count("CONSULT") == expected
