"""Lists of persons that the parser has torn apart are one list again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from verbale import language
from verbale.reading import parties
from verbale.reading.acts.regroup import regrouped

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Counselor Ida Berg met with Greek Prime Minister Nikos Pappas, Foreign Minister "
            "Anna Vou, Head of the Presidential Office Ilias Rous, and Deputy Foreign Minister "
            "Petros Lamas in Athens on May 3.",
            ("Nikos", "Anna", "Petros"),
        ),
        (
            "Secretary of State Alma Reyes met with French Foreign Minister Jean Le Blanc, German "
            "Foreign Minister Anna Berger, Italian Foreign Minister Luca Di Rosa, and UK Foreign "
            "Secretary Mary Trent today in Brussels.",
            ("Jean", "Anna", "Luca", "Mary"),
        ),
    ],
)
def test_members_of_a_list_hang_on_the_first(
    nlp: Language, text: str, names: tuple[str, ...]
) -> None:
    parsed = language.parse(nlp, text)
    doc = regrouped(parsed, parties.find(parsed))
    words = {token.text: token for token in doc}
    first = words[names[0]]
    assert first.head.text == "met"
    assert all(words[name].dep_ == "conj" for name in names[1:])
    assert all(first in words[name].ancestors for name in names[1:])


def test_the_next_clause_keeps_its_subject(nlp: Language) -> None:
    text = "President Ana Silva met Prime Minister Jean Duval, and Minister Luca Rosa left Rome."
    parsed = language.parse(nlp, text)
    doc = regrouped(parsed, parties.find(parsed))
    luca = next(token for token in doc if token.text == "Luca")
    assert luca.dep_ == "nsubj"
    assert luca.head.text == "left"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Secretary Alma Reyes met today with noted human rights defender Natan Levi.", "Natan"),
        ("Minister Ann Lee of Peru met on Monday with businessman Idris Saleh.", "Idris"),
    ],
)
def test_a_name_has_the_noun_that_says_who_it_is(nlp: Language, text: str, name: str) -> None:
    parsed = language.parse(nlp, text)
    doc = regrouped(parsed, parties.find(parsed))
    person = next(token for token in doc if token.text == name)
    assert [t.lower_ for t in person.children if t.dep_ == "case"] == ["with"]
    assert person.head.text == "met"
