"""The two: words without a noun for two that were told of before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.casts import Read
from verbale import language
from verbale.reading import parties

if TYPE_CHECKING:
    from spacy.language import Language


def meant(nlp: Language, text: str, words: str) -> set[str | None]:
    """The names of those whom the words stand for."""
    cast = parties.find(language.parse(nlp, text))
    start = text.index(words)
    said = next((m for m in cast.mentions if (m.start, m.end) == (start, start + len(words))), None)
    if said is None:
        return set()
    return {cast.referents[i].name for i in cast.referents[said.referent].members}


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        (
            "Envoy Alma Reyes of Peru met Greek Foreign Minister Nikos Pappas. "
            "The two condemned the raid.",
            "The two",
            {"Alma Reyes", "Nikos Pappas"},
        ),
        (
            "Peruvian Minister Alma Reyes spoke with Greek Minister Nikos Pappas. "
            "Both praised the Spanish plan.",
            "Both",
            {"Alma Reyes", "Nikos Pappas"},
        ),
        (
            "Chad and Niger share a border. The two signed a treaty on Monday.",
            "The two",
            {"Chad", "Niger"},
        ),
        (
            "President Ana Silva of Brazil received French Prime Minister Jean Duval. "
            "After lunch the pair spoke to reporters.",
            "the pair",
            {"Ana Silva", "Jean Duval"},
        ),
    ],
)
def test_two_that_were_told_of_are_meant(
    nlp: Language, text: str, words: str, names: set[str]
) -> None:
    assert meant(nlp, text, words) == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Minister Alma Reyes met Envoy Nikos Pappas. The two plans were dropped.", "The two"),
        ("Minister Alma Reyes met Envoy Nikos Pappas. Both Chad and Niger objected.", "Both"),
        ("Minister Alma Reyes met Envoy Nikos Pappas. The pair of stamps sold well.", "The pair"),
    ],
)
def test_two_of_something_else_are_not(nlp: Language, text: str, words: str) -> None:
    assert meant(nlp, text, words) == set()


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("We condemn the raid. We urge Chad to free the envoys.", {"Norway"}),
        ('The minister said, "We condemn the raid."', set()),
        ("We, the ministers of Norway and Chad, condemn the raid.", set()),
        ("MINISTER DAHL: Thank you. We condemn the raid.", set()),
    ],
)
def test_we_is_the_government_that_publishes_it(nlp: Language, text: str, states: set[str]) -> None:
    cast = parties.find(language.parse(nlp, text), home="NOR")
    said = [cast.referents[m.referent] for m in cast.mentions if text[m.start : m.end] == "We"]
    assert {who.name for who in said if who.kind == "state"} == states


def test_we_of_a_newspaper_is_nobody(nlp: Language) -> None:
    cast = parties.find(language.parse(nlp, "We condemn the raid."))
    assert cast.mentions == ()


def test_they_of_a_clause_may_be_others_of_its_sentence(nlp: Language) -> None:
    text = (
        "Minister Ann Lee of Peru met Envoy Idris Saleh of Chad. "
        "The minister thanked the villagers of Niger, as they had helped."
    )
    assert meant(nlp, text, "they") == set()


def test_they_of_a_sentence_are_those_of_the_last(nlp: Language) -> None:
    text = "Minister Ann Lee of Peru met Envoy Idris Saleh of Chad. After the talks they left."
    assert meant(nlp, text, "they") == {"Ann Lee", "Idris Saleh"}


def test_a_long_line_of_capitals_is_gone_through_once(nlp: Language) -> None:
    text = "A" * 60 + " is no speaker. We condemn the raid."
    cast = parties.find(language.parse(nlp, text), home="NOR")
    assert "Norway" in {who.name for who in cast.referents}


@pytest.mark.parametrize(
    ("text", "words", "states"),
    [
        (
            "Chadian President Idriss Habib and Niger's Premier Oumar Sani failed to meet in "
            "Tripoli on Thursday, the EU's envoy Karl Jansen said. Jansen held separate meetings "
            "with the two.",
            "the two", {"TCD", "NER"},
        ),
        (
            "Peru and Ecuador exchanged fire on Tuesday. Brazil, which has observers there, urged "
            "both sides to stop.",
            "both sides", {"PER", "ECU"},
        ),
        (
            "Peru and Ecuador exchanged fire. Brazil's president said Brazil would help. Brazil's "
            "envoy flew to Quito, and Brazil sent observers. The two sides agreed to a truce.",
            "The two sides", {"PER", "ECU"},
        ),
        (
            "Ethiopian and Eritrean officials met in Ouagadougou. The United States sent an envoy. "
            "The U.S. envoy shuttled between the two capitals.",
            "the two capitals", {"ETH", "ERI"},
        ),
        (
            "Spain wants trade to go on. Spain will host Morocco and Algeria in May. Spain asked "
            "the two neighbours to reopen the border.",
            "the two neighbours", {"MAR", "DZA"},
        ),
        (
            "Norway met Chile in Oslo for talks on salmon. Norway said both sides agreed to meet "
            "again.",
            "both sides", {"NOR", "CHL"},
        ),
    ],
)  # fmt: skip
def test_both_are_those_in_dispute_not_who_speaks_to_them(
    nlp: Language, text: str, words: str, states: set[str]
) -> None:
    found = Read(text, parties.find(language.parse(nlp, text)))
    group = found.who(words)
    assert {found.cast.referents[i].state for i in group.members} == states
