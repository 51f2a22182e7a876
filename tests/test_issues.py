"""Which words of a report name an issue."""

from __future__ import annotations

import pytest
import spacy

from verbale.errors import KnowledgeError
from verbale.knowledge import issues as table
from verbale.reading import issues

NLP = spacy.blank("en")


def named(text: str) -> list[tuple[str, str]]:
    doc = NLP(text)
    for token in doc:
        token.lemma_ = token.lower_
        token.is_sent_start = token.i == 0
    return [(text[m.start : m.end], m.slug) for m in issues.find(doc)]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("They discussed the Euromissiles.", "arms-control"),
        ("SDI and the INF treaty came up.", "arms-control"),
        ("She raised tariffs on steel.", "tariffs"),
        ("open lines of communication", "communication-channels"),
        ("the Black Sea Grain Initiative", "food-security"),
        ("Rohingya", "myanmar"),
        ("the DPRK", "north-korea"),
        ("one China", "taiwan"),
        ("the rights of Uyghurs", "xinjiang"),
        ("precursor chemicals", "fentanyl"),
        ("the Louvre accord", "currency"),
        ("a two-state solution", "israel-palestine"),
    ],
)
def test_an_issue_is_named_by_its_cues(text: str, slug: str) -> None:
    assert slug in {s for _, s in named(text)}


def test_a_longer_phrase_rules_a_cue_out() -> None:
    assert "security" not in {s for _, s in named("the Security Council met")}
    assert "sudan" not in {s for _, s in named("South Sudan")}
    assert "trade" not in {s for _, s in named("a trade union")}


def test_one_phrase_may_name_two_issues() -> None:
    assert named("East and South China Seas") == [
        ("East and South China Seas", "east-china-sea"),
        ("East and South China Seas", "south-china-sea"),
    ]


def test_two_words_near_each_other_name_an_issue() -> None:
    text = "It restricted their access to valuable technology."
    assert ("access to valuable technology", "export-controls") in named(text)


def test_case_matters_for_letters() -> None:
    assert named("they start anew") == []
    assert ("START", "arms-control") in named("the START talks")


def test_a_users_file_adds_issues() -> None:
    own = table.parse("slug\tname\tcues\nchess\tChess\tchess; gambit\n", "mine.tsv")
    cues = table.cues(own)
    doc = NLP("They spoke of gambits and of trade.")
    assert {m.slug for m in issues.find(doc, cues)} == {"chess", "trade"}


def test_a_users_file_adds_cues_to_an_issue_that_is_there() -> None:
    cues = table.cues(table.parse("slug\tname\tcues\ntrade\tTrade\tbarter\n", "mine.tsv"))
    doc = NLP("They spoke of barter.")
    assert [m.slug for m in issues.find(doc, cues)] == ["trade"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("slug\tcues\nchess\tgambit\n", r"mine\.tsv, line 2.*name"),
        ("slug\tname\tcues\nChess Club\tChess\tgambit\n", "no slug"),
        ("slug\tname\tcues\nchess\tChess\t\n", "no cues"),
        ("slug\tname\tpairs\nchess\tChess\tgambit\n", "no pair"),
    ],
)
def test_a_broken_file_is_named(text: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        table.parse(text, "mine.tsv")
