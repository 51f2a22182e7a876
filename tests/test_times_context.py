"""Expressions that hang on each other, and on the tense of their verbs."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from verbale.reading import times
from verbale.reading.times.lexing import lexicon
from verbale.reading.times.tense import tense
from verbale.records import Interval, Timex

BLANK = spacy.blank("en")
SEEN_FROM = dt.date(2024, 5, 15)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


def values(nlp: Language, text: str, seen: dt.date | None = SEEN_FROM) -> list[str]:
    return [found.value for _, found in times.read(nlp(text), seen)]


def test_the_same_day_is_the_day_told_before(nlp: Language) -> None:
    text = "They met on 4 March 2022. The same day Oslo protested; a day earlier Rome had."
    assert values(nlp, text) == ["2022-03-04", "2022-03-04", "2022-03-03"]


def test_the_next_day_counts_from_the_day_and_not_from_its_month(nlp: Language) -> None:
    text = "They met on 4 March 2022. That month was cold. The next day they left."
    assert values(nlp, text) == ["2022-03-04", "2022-03", "2022-03-05"]


def test_a_clock_time_belongs_to_the_day_of_its_paragraph(nlp: Language) -> None:
    assert values(nlp, "They met on 4 March 2022. At 9:30 a.m. they left.")[1] == "2022-03-04T09:30"
    assert values(nlp, "They met on 4 March 2022.\n\nDoors open at 9:30 a.m.")[1] == (
        "2024-05-15T09:30"
    )


def test_that_winter_is_the_one_of_the_year_told_before(nlp: Language) -> None:
    text = "The army camped there in 1787. That spring half of the men had left."
    assert values(nlp, text) == ["1787", "1787-SP"]


def test_a_year_ago_beside_a_quarter_is_that_quarter(nlp: Language) -> None:
    text = "Exports rose in the first quarter of 2024 from a year earlier."
    assert values(nlp, text) == ["2024-Q1", "2023-Q1"]


def test_a_history_keeps_to_the_year_that_it_tells_of(nlp: Language) -> None:
    text = (
        "The treaty was signed on 3 March 1921. In July the envoys left. In January 1922 they "
        "came back, and on 5 February they spoke. By 1923 it was over. In October 1924 it lapsed."
    )
    assert values(nlp, text) == [
        "1921-03-03", "1921-07", "1922-01", "1922-02-05", "1923", "1924-10",
    ]  # fmt: skip


def test_a_day_goes_on_from_a_full_date_of_years_ago() -> None:
    def second(
        form: str, text: str = "They sailed on 5 April 1982. On 25 April they landed."
    ) -> str:
        at = text.index("25 April")
        found = (
            Timex(15, 27, "DATE", "1982-04-05", "past"),
            Timex(at, at + 8, "DATE", form, "past"),
        )
        return times.resolve_all(text, found, SEEN_FROM)[1][1].value

    assert second("<60~d04-25") == "1982-04-25"
    assert second("<31~m04") == "2024-04", "a month goes back to the present"
    far = "They sailed on 5 April 1982.\n\nOn 25 April they met again."
    assert second("<60~d04-25", far) == "2024-04-25", "another paragraph"


def test_news_with_old_dates_is_no_history(nlp: Language) -> None:
    text = (
        "He spoke on Monday. The treaty of 1921, revised in 1931, 1941 and 1951, lapsed. In March "
        "he had left."
    )
    assert values(nlp, text)[-1] == "2024-03"


def test_a_length_after_an_event_hangs_on_it(nlp: Language) -> None:
    timex = times.find(nlp("They met two days after the call."))[0]
    assert (timex.type, timex.form, timex.anchor) == ("DURATION", "+P2D", "event")
    assert times.offset_days(timex) == 2


# (words, tags, heads, labels): the word to date is the last but the full stop.
SENTENCES = {
    "past": ("He left Monday .", "PRP VBD NNP .", (1, 1, 1, 1), "nsubj root obl:unmarked punct"),
    "future": (
        "He will leave Monday .",
        "PRP MD VB NNP .",
        (2, 2, 2, 2, 2),
        "nsubj aux root obl:unmarked punct",
    ),
    "present": (
        "He leaves Oslo Monday .",
        "PRP VBZ NNP NNP .",
        (1, 1, 1, 1, 1),
        "nsubj root obj obl:unmarked punct",
    ),
}


def parsed(words: str, tags: str, heads: tuple[int, ...], labels: str) -> Doc:
    pos = {"V": "VERB", "M": "AUX", "N": "PROPN", "P": "PRON", "T": "PART", "D": "DET"}
    return Doc(
        spacy.blank("en").vocab,
        words=words.split(),
        tags=tags.split(),
        pos=[pos.get(tag[0], "PUNCT") for tag in tags.split()],
        heads=list(heads),
        deps=labels.split(),
        lemmas=[word.lower() for word in words.split()],
    )


@pytest.mark.parametrize("expected", sorted(SENTENCES))
def test_tense_of_the_governing_verb(expected: str) -> None:
    doc = parsed(*SENTENCES[expected])
    assert tense(doc, len(doc) - 2, len(doc) - 1) == expected


def test_a_headline_infinitive_lies_ahead() -> None:
    doc = parsed(
        "Envoy to visit Oslo Monday",
        "NNP TO VB NNP NNP",
        (0, 2, 0, 2, 2),
        "root mark acl obj obl:unmarked",
    )
    assert tense(doc, 4, 5) == "future"


def test_the_date_of_a_noun_is_not_that_of_its_verb() -> None:
    doc = parsed(
        "They will appeal Monday 's ruling .",
        "PRP MD VB NNP POS NNP .",
        (2, 2, 2, 5, 3, 2, 2),
        "nsubj aux root nmod:poss case obj punct",
    )
    assert tense(doc, 3, 4) is None
    (timex,) = times.find(doc)
    assert times.resolve(timex, SEEN_FROM).value == "2024-05-13"


def test_without_a_parse_there_is_no_tense(nlp: Language) -> None:
    assert tense(nlp("He left Monday."), 2, 3) is None


def test_since_looks_back_even_under_a_future(nlp: Language) -> None:
    doc = parsed(
        "They will meet since March .",
        "PRP MD VB IN NNP .",
        (2, 2, 2, 4, 2, 2),
        "nsubj aux root case obl punct",
    )
    assert tense(doc, 4, 5) == "past"


@pytest.mark.parametrize(
    ("words", "tags", "expected"),
    [
        ("He postponed it until Friday .", "PRP VBD PRP IN NNP .", "future"),
        ("He postponed it on Friday .", "PRP VBD PRP IN NNP .", "past"),
        ("He scheduled it on Friday .", "PRP VBD PRP IN NNP .", "future"),
    ],
)
def test_verbs_of_planning(words: str, tags: str, expected: str) -> None:
    doc = parsed(words, tags, (1, 1, 1, 4, 1, 1), "nsubj root obj case obl punct")
    for token in doc:
        token.lemma_ = {"postponed": "postpone", "scheduled": "schedule"}.get(
            token.text, token.text
        )
    assert tense(doc, 4, 5) == expected


def test_one_day_to_come_is_no_length() -> None:
    doc = parsed(
        "One day they will meet .",
        "CD NN PRP MD VB .",
        (1, 4, 4, 4, 4, 4),
        "nummod obl:unmarked nsubj aux root punct",
    )
    (timex,) = times.find(doc)
    assert (timex.type, timex.form) == ("DATE", "FUTURE_REF")


def test_a_stay_of_one_day_is_a_length(nlp: Language) -> None:
    (timex,) = times.find(nlp("He stayed for one day."))
    assert (timex.type, timex.form) == ("DURATION", "P1D")


def test_a_year_told_after_a_month_is_its_year(nlp: Language) -> None:
    assert values(nlp, "They came between May and June in 1981.") == [
        "1981-05", "1981-06", "1981",
    ]  # fmt: skip


WORDS = sorted({*lexicon().words, *lexicon().phrases, "12", "31", "1998", "3:45", ",", ".", "-"})


@given(
    st.lists(st.sampled_from([*WORDS, *(w.capitalize() for w in WORDS)]), max_size=9),
    st.one_of(st.none(), st.dates()),
)
def test_no_words_crash_the_reader(words: list[str], seen: dt.date | None) -> None:
    text = " ".join(words)
    for row in times.inspect(BLANK(text), seen):
        assert 0 <= row["start"] < row["end"] <= len(text)
        assert row["value"]
    for timex in times.find(BLANK(text)):
        day = dt.date(2024, 5, 15)
        times.references(timex, Interval(day, day))


@pytest.mark.parametrize(
    ("words", "name", "years"),
    [
        ("greetings on the fifty-ninth anniversary of your independence", "independence", 59),
        ("we mark the 5th anniversary of the signing of the UN Charter", "UN Charter", 5),
        ("happy 31st Unity Day to all", "Unity Day", 31),
        ("Now in its 12th year of independence, the republic", "independence", 12),
        ("after sixty years of independence", "independence", 60),
        ("on your 3rd visit, and on Independence Day", "Independence Day", None),
        ("on World Food Day", "World Food Day", None),
    ],
)
def test_the_years_that_an_anniversary_counts(words: str, name: str, years: int | None) -> None:
    at = words.index(name)
    assert times.anniversary(words, 0, len(words), at, at + len(name)) == years
