"""Whether it happened: tense, modals, negation, conditions and governing words."""

from __future__ import annotations

import pytest
from spacy.language import Language

from verbale import language
from verbale.knowledge import acts as knowledge
from verbale.reading import acts, status
from verbale.reading.acts.match import Matcher
from verbale.reading.lookup import Lookup
from verbale.records import Cast


def read(nlp: Language, text: str, word: str) -> status.Status:
    """The status of the act whose word is given."""
    lexicon = knowledge.load()
    doc = language.parse(nlp, text)
    for act in acts.find(doc, Matcher(lexicon, Lookup(Cast()))):
        if doc[act.trigger].text == word:
            return status.read(doc, act, lexicon)
    raise AssertionError(f"no act at {word!r}")


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("The king met the sultan.", "met", "occurred"),
        ("The king has met the sultan.", "met", "occurred"),
        ("The king meets the sultan.", "meets", "occurred"),
        ("The king meets the sultan on Friday.", "meets", "planned"),
        ("The king, who leaves Sunday for Chile, was hopeful.", "leaves", "planned"),
        ("The king meets the sultan in Lome on Friday, June 3.", "meets", "occurred"),
        ("He goes on to Chile, where he will see the sultan.", "goes", "planned"),
        ("King meets sultan in Chile on Friday", "meets", "occurred"),
        ("A visit by the king to Chile was delayed for three hours.", "visit", "occurred"),
        ("The king, in Chile for a visit, also called for calm.", "visit", "occurred"),
        ("The king will meet the sultan.", "meet", "planned"),
        ("She is due to be received by the king at the palace.", "received", "planned"),
        ("The king is to meet the sultan.", "meet", "planned"),
        ("The king is expected to meet the sultan.", "meet", "planned"),
        ("The king hopes to meet the sultan on Friday.", "meet", "planned"),
        ("The king agreed to meet the sultan.", "meet", "planned"),
        ("He said he would meet the sultan on Friday.", "meet", "planned"),
        ("The king could meet the sultan.", "meet", "hypothetical"),
        ("The king would meet the sultan.", "meet", "hypothetical"),
        ("If the king meets the sultan, prices will fall.", "meets", "hypothetical"),
        ("The king did not meet the sultan.", "meet", "denied"),
        ("The king refused to meet the sultan.", "meet", "denied"),
        ("The minister denied that he had met the sultan.", "met", "denied"),
        ("The king has no plans to visit Chile.", "visit", "denied"),
        ("The king is visiting Chile.", "visiting", "ongoing"),
        ("The king is holding talks with the sultan.", "talks", "ongoing"),
        ("The king held talks with the sultan.", "talks", "occurred"),
        ("The king will hold talks with the sultan.", "talks", "planned"),
        ("The king cancelled a visit to Chile.", "visit", "cancelled"),
        ("The king scrapped a trip to Chile.", "trip", "cancelled"),
        ("The king called off his visit to Chile.", "visit", "cancelled"),
        ("The king had planned to visit Chile but put off the trip.", "visit", "postponed"),
        ("The king was to meet the queen but cancelled the talks.", "meet", "cancelled"),
        ("The king had planned to visit Chile but put off the wedding.", "visit", "planned"),
        ("The king visited Chile but postponed the signing.", "visited", "occurred"),
        ("The king postponed a visit to Chile.", "visit", "postponed"),
        ("The king met the queen but called off a meeting with the sultan.", "met", "occurred"),
        ("Chad calls off talks with Mali", "talks", "cancelled"),
        ("Meeting of king and sultan ruled out for now", "Meeting", "denied"),
        ("The two agreed that their ministers would meet in Lome.", "meet", "planned"),
        ("Chad and Mali agreed to open the port after a four-hour meeting.", "meeting", "occurred"),
        ("A planned visit by the king fell through.", "visit", "cancelled"),
        ("She became the first queen to visit Chile.", "visit", "occurred"),
        ("The king's visit to Chile was postponed.", "visit", "postponed"),
        ("A planned visit to Chile by the king drew protests.", "visit", "planned"),
        ("Talks between Chad and Mali will resume.", "Talks", "planned"),
        ("No talks between Chad and Mali have been scheduled.", "talks", "denied"),
        ("After a meeting with the sultan the king flew home.", "meeting", "occurred"),
        ("The king spoke ahead of a meeting with the sultan.", "meeting", "planned"),
        ("The ministry called for talks with Mali.", "talks", "hypothetical"),
        ("The minister is the first premier to visit Chile.", "visit", "occurred"),
        ("The king will sign it before he leaves for Chile.", "leaves", "planned"),
        ("It will be discussed when the king meets the sultan.", "meets", "planned"),
        ("The king leaves for Chile next week.", "leaves", "planned"),
        ("The king spoke after he met the sultan.", "met", "occurred"),
        ("The king arrived for a four-day visit to Chile.", "visit", "occurred"),
        ("The king arrived for talks with the sultan.", "talks", "planned"),
        ("The king is expected in the palace for talks with the sultan.", "talks", "planned"),
        (
            "Prospects are slim for a meeting between the king and the sultan.",
            "meeting",
            "hypothetical",
        ),
        ("A meeting between the king and the sultan is unlikely.", "meeting", "hypothetical"),
        ("The king told reporters that he had met the sultan.", "met", "occurred"),
        ("The king told his envoy to meet the sultan.", "meet", "hypothetical"),
    ],
)
def test_the_status_of_an_act(nlp: Language, text: str, word: str, value: str) -> None:
    assert read(nlp, text, word).value == value


def test_a_status_points_at_the_words_that_gave_it(nlp: Language) -> None:
    text = "The king postponed a visit to Chile."
    found = read(nlp, text, "visit")
    assert text[found.start : found.end] == "postponed"
    assert found.rule == "governor:postpone"
    assert found.tense == "past"


def test_what_talks_are_expected_to_bring_leaves_them_as_they_are(nlp: Language) -> None:
    text = "The meeting of the king and the sultan, which took place in May, is expected to help."
    assert read(nlp, text, "meeting").value == "occurred"


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The Peruvian minister is on a visit to Chad.", "visit", "ongoing"),
        ("Peru and Chad are in negotiations over trade.", "negotiations", "ongoing"),
        ("The Peruvian minister was on a trip to Chad last week.", "trip", "occurred"),
        ("Peru is not in talks with Chad.", "talks", "denied"),
        ("The Peruvian minister will be on a visit to Chad.", "visit", "planned"),
    ],
)
def test_who_is_at_it(nlp: Language, text: str, word: str, status: str) -> None:
    assert read(nlp, text, word).value == status
