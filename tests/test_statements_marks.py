"""Quote marks: every style, nesting, quotes over paragraphs, marks that were lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.reading.statements import marks


def passages(text: str) -> list[str]:
    return [text[p.start : p.end] for p in marks.find(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"We are ready," the envoy said.', '"We are ready,"'),
        ("“We are ready,” the envoy said.", "“We are ready,”"),
        ("‘We are ready,’ the envoy said.", "‘We are ready,’"),
        ("'We are ready,' the envoy said.", "'We are ready,'"),
        ("«We are ready», the envoy said.", "«We are ready»"),
        ("„We are ready“, the envoy said.", "„We are ready“"),
        ("``We are ready,'' the envoy said.", "``We are ready,''"),
        ('The envoy said: "We are ready.”', '"We are ready.”'),
    ],
)
def test_every_style_of_mark(text: str, quoted: str) -> None:
    assert passages(text) == [quoted]


def test_split_quotes_are_two_passages() -> None:
    text = "“The door,” she said, “is open.”"
    assert passages(text) == ["“The door,”", "“is open.”"]


def test_a_quote_within_a_quote_belongs_to_the_outer_one() -> None:
    quoted = '"They called it ‘a gift’ to us."'
    assert passages(f"He said: {quoted}") == [quoted]
    text = "“She told me: “Go home.” So I went.”"
    assert passages(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The ministers' talks lasted for hours, and their aides' notes filled books.",
        "He is 6'2\" tall and his brother is 5'11\" tall.",
        "It was the '90s, and rock 'n' roll was played at the embassy's ball.",
        "Don't say it isn't so: it's the U.N.'s decision, they've said.",
    ],
)
def test_apostrophes_and_inches_quote_nothing(text: str) -> None:
    assert passages(text) == []


def test_a_quote_over_paragraphs_opens_anew_and_closes_once() -> None:
    text = (
        "“The first point is trade.\n\n"
        "“The second is the fleet.\n\n"
        "“The third is trust,” the admiral said.\n"
    )
    first, second, third = marks.find(text)
    assert (first.continues, second.continues, third.continues) == (True, True, False)
    assert (first.continued, second.continued, third.continued) == (False, True, True)
    assert not any(p.repaired for p in (first, second, third))


def test_a_lost_closing_mark_is_supplied_in_its_own_paragraph() -> None:
    text = "“The treaty will stand, the chancellor said.\n\nNobody objected to “the map.”"
    first, second = marks.find(text)
    assert first.repaired
    assert text[first.start : first.end] == "“The treaty will stand,"
    assert text[second.start : second.end] == "“the map.”"
    assert not second.repaired


def test_a_lost_closing_mark_is_put_before_the_reporter() -> None:
    text = "“The treaty will stand, he said on Monday."
    (only,) = marks.find(text)
    assert text[only.start : only.end] == "“The treaty will stand,"


def test_a_lost_opening_mark_is_supplied_where_the_paragraph_opens() -> None:
    text = "The treaty will stand,” the chancellor said.\n\nThat was all."
    (only,) = marks.find(text)
    assert (only.start, only.repaired) == (0, True)
    assert text[: only.end] == "The treaty will stand,”"


def test_a_dash_may_open_speech() -> None:
    (only,) = marks.find("– We shall see, said the minister.")
    assert only.style == "dash"


def test_long_and_ended() -> None:
    text = "“We are not afraid,” he said of the “new order” there."
    first, second = marks.find(text)
    assert (first.long, first.ended) == (True, True)
    assert (second.long, second.ended) == (False, False)


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„–—`I", max_size=80))
def test_passages_keep_their_order_and_stay_apart(text: str) -> None:
    found = marks.find(text)
    assert all(0 <= p.start < p.end <= len(text) for p in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
