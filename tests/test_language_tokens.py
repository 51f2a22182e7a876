"""Words, paragraphs and sentence ends by rule, as UD English draws them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.language.tokens import dateline, paragraphs, sentence_starts, spaces, tokenize


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't", "They do n't"),
        ("Russia’s envoy can’t", "Russia ’s envoy ca n’t"),
        ("He cannot say", "He can not say"),
        ("a short-term cease-fire", "a short - term cease - fire"),
        ("anti-ship co-operation", "anti-ship co-operation"),
        ("U.S. officials", "U.S. officials"),
        ("the U.S.-led force", "the U.S. - led force"),
        ("Mr. Lopez Jr. spoke.", "Mr. Lopez Jr. spoke ."),
        ("at 5 p.m. on Sept. 3", "at 5 p.m. on Sept. 3"),
        ("$3.5 billion, 20%", "$ 3.5 billion , 20 %"),
        ("US$40 and C$12", "US$ 40 and C$ 12"),
        ("the 1990s and the 21st", "the 1990s and the 21st"),
        ('"Yes," he said.', '" Yes , " he said .'),
        ("Côte d'Ivoire, O'Neill", "Côte d'Ivoire , O'Neill"),
        ("see https://example.org/a?b=1.", "see https://example.org/a?b=1 ."),
        ("write to desk@example.org", "write to desk@example.org"),
        ("well... no!!", "well ... no !!"),
        ("the ministers' meeting", "the ministers ' meeting"),
        ("Seoul (Yonhap) -- Talks", "Seoul ( Yonhap ) -- Talks"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@settings(deadline=None)
@given(st.text(max_size=300))
def test_words_cover_all_but_white_space(text: str) -> None:
    spans = tokenize(text)
    covered = {i for a, b in spans for i in range(a, b)}
    assert all(a < b for a, b in spans)
    assert sum(b - a for a, b in spans) == len(covered)
    assert {i for i, char in enumerate(text) if not char.isspace()} == covered


@settings(deadline=None)
@given(st.text(max_size=300))
def test_white_space_is_given_back(text: str) -> None:
    found, after, places = spaces(text, tokenize(text))
    assert "".join(w + " " * s for w, s in zip(found, after, strict=True)) == text
    assert [found[i] for i in places] == words(text)


def test_a_newline_ends_a_paragraph() -> None:
    text = "Headline here\nThe first paragraph. It goes on.\n\n  The second."
    assert [text[a:b] for a, b in paragraphs(text)] == [
        "Headline here",
        "The first paragraph. It goes on.",
        "The second.",
    ]


def test_lines_cut_at_a_column_are_one_paragraph() -> None:
    text = (
        "The finance ministers agreed on Tuesday to a common line on\n"
        "the reserve currency, and said they would put it to their\n"
        "governments before the spring meeting in the capital next\n"
        "month.\n"
        "    A spokesman said that the text was not yet final, since\n"
        "two delegations had asked for time.\n"
    )
    spans = paragraphs(text)
    assert len(spans) == 2
    assert text[slice(*spans[1])].startswith("A spokesman")


def sentences(text: str) -> list[str]:
    found = words(text)
    starts = sentence_starts(found)
    return [" ".join(found[a:b]) for a, b in zip(starts, [*starts[1:], len(found)], strict=True)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He left. She stayed.", 2),
        ("Dr. Obi met Gen. Ruiz in St. Louis.", 1),
        ("The U.S. Senate voted. The House did not.", 2),
        ("They flew to the U.S. The talks began on Monday.", 2),
        ('"We agreed." The minister smiled.', 2),
        ('He spoke. "We agreed," he said.', 2),
        ("It rose 3.5 percent. Exports fell.", 2),
        ("What now? No one knows!", 2),
    ],
)
def test_sentences_by_rule(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("LIMA (Reuters) - Talks began.", "LIMA ( Reuters ) -"),
        ("PARIS, May 3 -- Talks began.", "PARIS , May 3 --"),
        ("NEW DELHI, India (AP) — Talks began.", "NEW DELHI , India ( AP ) —"),
        ("Geneva (AFP) – Talks began.", "Geneva ( AFP ) –"),
        ("SEOUL — Talks began.", "SEOUL —"),
        ("Talks began (again) - and failed.", ""),
        ("He said - twice - that he would.", ""),
        ("Talks — long ones — began.", ""),
        ("U.S.-led forces left.", ""),
        ("A - B", ""),
        ("OSLO -", ""),
    ],
)
def test_a_dateline_is_known(text: str, credit: str) -> None:
    found = words(text)
    assert " ".join(found[: dateline(found)]) == credit


def test_a_straight_quote_opens_the_sentence_behind_it() -> None:
    assert sentences('He spoke. "We agreed," he said.')[1].startswith('" We')


@pytest.mark.parametrize("unit", ['." ', "word ", "-", "'", "\u200d", "(", "n't ", "http://", "a."])
def test_time_grows_with_length_alone(unit: str) -> None:
    began = time.perf_counter()
    found = words(unit * 20_000)
    sentence_starts(found)
    assert time.perf_counter() - began < 5
