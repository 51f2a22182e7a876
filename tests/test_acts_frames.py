"""Who did what to whom: the ways in which a sentence can put an act's parties."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from verbale import language
from verbale.knowledge import acts as knowledge
from verbale.reading import acts
from verbale.reading.acts.match import Matcher
from verbale.reading.lookup import Lookup
from verbale.records import Cast


def sides(nlp: Language, text: str, kind: str) -> tuple[list[str], list[str]]:
    """Head words of the actors and recipients of the first act of a type."""
    doc = language.parse(nlp, text)
    found = acts.find(doc, Matcher(knowledge.load(), Lookup(Cast())))
    act = next((act for act in found if act.entry.type == kind), None)
    assert act is not None, [a.entry.form for a in found]
    return [doc[a.head].text for a in act.actors], [doc[a.head].text for a in act.recipients]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Peru expelled two diplomats.", "SANCTION", ["Peru"], ["diplomats"]),
        ("Two diplomats were expelled by Peru.", "SANCTION", ["Peru"], ["diplomats"]),
        ("Two diplomats were expelled.", "SANCTION", [], ["diplomats"]),
        ("Peru and Chile condemned Bolivia.", "ACCUSE", ["Peru", "Chile"], ["Bolivia"]),
        ("Peru condemned Bolivia and Chile.", "ACCUSE", ["Peru"], ["Bolivia", "Chile"]),
        ("The soldiers who attacked the village fled.", "ASSAULT", ["soldiers"], ["village"]),
        ("The students arrested by police went home.", "COERCE", ["police"], ["students"]),
        ("Peru thanked Chile and praised Bolivia.", "SUPPORT", ["Peru"], ["Chile"]),
        ("Talks between Peru and Chile began.", "CONSULT", ["Peru"], ["Chile"]),
        ("The minister's visit to Chile began.", "CONSULT", ["minister"], ["Chile"]),
        ("The minister held talks with the premier.", "CONSULT", ["minister"], ["premier"]),
        ("The premier met the king to thank him.", "CONSULT", ["premier"], ["king"]),
        ("The queen received the Chilean president.", "CONSULT", ["president"], ["queen"]),
        ("The minister plans to visit Chile.", "CONSULT", ["minister"], ["Chile"]),
        ("Peru called on Chile to open the border.", "REQUEST", ["Peru"], ["Chile"]),
        ("Peru imposed sanctions on Chile.", "SANCTION", ["Peru"], ["Chile"]),
        ("Peru sent food to Chile.", "AID", ["Peru"], ["Chile"]),
        ("Chile received weapons from Peru.", "AID", ["Peru"], ["Chile"]),
    ],
)
def test_parties_stand_where_the_frame_says(
    nlp: Language, text: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    assert sides(nlp, text, kind) == (actors, recipients)


def test_a_second_verb_shares_its_subject(nlp: Language) -> None:
    doc = language.parse(nlp, "Peru thanked Chile and condemned Bolivia.")
    found = acts.find(doc, Matcher(knowledge.load(), Lookup(Cast())))
    told = [
        (a.entry.type, doc[a.actors[0].head].text, doc[a.recipients[0].head].text) for a in found
    ]
    assert told == [("SUPPORT", "Peru", "Chile"), ("ACCUSE", "Peru", "Bolivia")]


def test_the_content_of_an_act_hangs_on_it(nlp: Language) -> None:
    doc = language.parse(nlp, "Peru agreed to meet Chile.")
    found = acts.find(doc, Matcher(knowledge.load(), Lookup(Cast())))
    by_word = {doc[a.trigger].text: a for a in found}
    under = by_word["meet"].under
    assert under is not None
    assert doc[under].text == "agreed"


@pytest.mark.parametrize(
    ("culprit", "kind", "theirs"), [("Chad", "LOC", True), ("fire", "", False)]
)
def test_whose_something_is_stands_behind_a_lost_of(
    nlp: Language, culprit: str, kind: str, theirs: bool
) -> None:
    doc = Doc(
        nlp.vocab,
        words=["abuse", "rights", "by", culprit],
        heads=[0, 0, 3, 1],
        deps=["ROOT", "nmod", "case", "nmod"],
        pos=["NOUN", "NOUN", "ADP", "PROPN" if kind else "NOUN"],
        ents=["O", "O", "O", f"B-{kind}" if kind else "O"],
    )
    assert Matcher(knowledge.load(), Lookup(Cast())).theirs(doc[0]) is theirs
