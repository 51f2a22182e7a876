"""Whose words a stretch of text is by its layout: transcripts, authors, attributable lines."""

from __future__ import annotations

from itertools import pairwise

import pytest
from spacy.language import Language

from tests.test_statements import Said
from verbale import language
from verbale.reading import parties, statements
from verbale.reading.statements import voices

BRIEFING = """Nils Dale, Department Spokesperson

MR. DALE: Good afternoon. The envoy will travel to Oslo on Thursday.

(Laughter.)

QUESTION: Have the allies agreed that they are going to condemn the coup?

MR. DALE: I said yesterday that the coup was illegal.

We urge all sides to stay calm.
"""


def test_turns_of_a_transcript_are_their_speakers(nlp: Language) -> None:
    said = Said(nlp, BRIEFING)
    turns = [q for q in said.quotes if q.rule == "turn"]
    assert [(said.name(q.speaker), q.kind) for q in turns] == [("Nils Dale", "direct")] * 3
    assert said.pieces(turns[0]) == ["Good afternoon. The envoy will travel to Oslo on Thursday."]
    at = turns[0].speaker_span
    assert at is not None
    assert said.text[at.start : at.end] == "MR. DALE"


def test_what_a_turn_tells_of_is_told_in_it(nlp: Language) -> None:
    said = Said(nlp, BRIEFING)
    told = said.with_words("that the coup was illegal")
    assert (told.rule, said.name(told.speaker)) == ("verb+clause", "Nils Dale")
    # asking is no statement, and what is done by saying it stands in the turn alone
    assert all("condemn" not in piece for q in said.quotes for piece in said.pieces(q))
    assert said.with_words("urge all sides").rule == "turn"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("SECRETARY HALE: Yes.\n\nFOREIGN MINISTER BERG: No.\n", ["SECRETARY HALE",
                                                                  "FOREIGN MINISTER BERG"]),
        ("Q: Will it rain?\n\nA: It will.\n", ["Q", "A"]),
        ("Q Will it rain?\nMS. BERG: (Via interpreter) It will.\n", ["Q", "MS. BERG"]),
        ("Senator Hale: We agree.\n\nAmbassador Berg: We do not.\n", ["Senator Hale",
                                                                    "Ambassador Berg"]),
        ("VESSEL NAME: Ocean Star\n\nVESSEL FLAG: Panama\n", []),
        ("A man was hurt.\n\nA Norwegian was not.\n", []),
        ("MR. HALE: We agree, and that is all.\n", []),
        ("Berlin: the minister left.\n\nParis: the minister came.\n", []),
    ],
)  # fmt: skip
def test_labels_of_turns(text: str, labels: list[str]) -> None:
    assert [text[slice(*turn.label)] for turn in voices.find(text).turns] == labels


def test_turns_do_not_overlap_and_hold_their_paragraphs() -> None:
    turns = voices.find(BRIEFING).turns
    assert [turn.asks for turn in turns] == [False, True, False]
    for turn in turns:
        for start, end in turn.paragraphs:
            assert turn.start < start < end <= turn.end
            assert BRIEFING[start:end] == BRIEFING[start:end].strip()
    assert all(a.end <= b.start for a, b in pairwise(turns))


@pytest.mark.parametrize(
    "head",
    [
        "Statement by President Olavi Niskanen\n\n",
        "By Olavi Niskanen\n\n",
        "Olavi Niskanen, Minister of Foreign Affairs\n\n",
    ],
)
def test_i_is_whose_text_it_is(nlp: Language, head: str) -> None:
    said = Said(nlp, head + "I condemn the attack on the embassy. We praise the arrests.\n")
    assert said.speaker("attack on the embassy") == "Olavi Niskanen"
    assert said.speaker("arrests") == "Olavi Niskanen"


def test_i_is_who_wrote_it_where_that_is_known(nlp: Language) -> None:
    text = "Olavi Niskanen was foreign minister. I warned in March that the treaty was weak.\n"
    doc = language.parse(nlp, text)
    cast = parties.find(doc)
    (alone,) = statements.find(doc, cast)
    (told,) = statements.find(doc, cast, byline="Olavi Niskanen")
    assert alone.speaker is None
    assert told.speaker is not None
    assert cast.referents[told.speaker].name == "Olavi Niskanen"


def test_what_is_attributable_to_a_spokesperson_is_relayed_by_them(nlp: Language) -> None:
    said = Said(
        nlp,
        "The following is attributable to Spokesperson Karin Holt:\n\n"
        "Secretary Daniel Hale met Foreign Minister Luca Ferri in Rome. "
        "Secretary Hale underscored the importance of the alliance.\n",
    )
    quote = said.with_words("importance of the alliance")
    assert said.name(quote.speaker) == "Daniel Hale"
    assert quote.relayed_by == ("Karin Holt",)
