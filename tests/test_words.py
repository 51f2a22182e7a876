"""Dates, sentences and names as people write them."""

from __future__ import annotations

import datetime as dt

import pytest

from verbale.errors import VerbaleError
from verbale.finding import day, state_code
from verbale.records import Interval, Published, ReportEntry, Span
from verbale.views import words


def interval(start: str | None, end: str | None) -> Interval:
    ends = [dt.date.fromisoformat(part) if part else None for part in (start, end)]
    return Interval(*ends)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2023-06-18", "2023-06-18", "Sun 18 Jun 2023"),
        ("2023-06-18", "2023-06-19", "18–19 Jun 2023"),
        ("2023-06-01", "2023-06-30", "Jun 2023"),
        ("2023-06-01", "2023-07-31", "Jun–Jul 2023"),
        ("2024-02-01", "2024-02-29", "Feb 2024"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2022-12-30", "2023-07-25", "30 Dec 2022 – 25 Jul 2023"),
        ("2023-06-28", "2023-07-02", "28 Jun – 2 Jul 2023"),
        (None, "2023-12-31", "by 31 Dec 2023"),
        ("2023-06-18", None, "from 18 Jun 2023"),
        (None, None, "undated"),
    ],
)
def test_intervals(start: str | None, end: str | None, told: str) -> None:
    assert words.dates(interval(start, end)) == told


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2023-06-18", "2023-06-18", "2023-06-18"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2023", "2023-01-01", "2023-12-31"),
        (" 2023-6-8 ", "2023-06-08", "2023-06-08"),
    ],
)
def test_days_as_typed(typed: str, first: str, last: str) -> None:
    assert day(typed) == dt.date.fromisoformat(first)
    assert day(typed, last=True) == dt.date.fromisoformat(last)


@pytest.mark.parametrize("typed", ["", "soon", "2023-13", "2023-02-30", "18.6.2023", "0000"])
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(VerbaleError, match="is not a day"):
        day(typed)


@pytest.mark.parametrize(
    ("typed", "code"), [("USA", "USA"), ("chn", "CHN"), ("Morocco", "MAR"), ("xyz", None)]
)
def test_states_as_typed(typed: str, code: str | None) -> None:
    assert state_code(typed) == code


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2022-11-04/2022-11-06", "4–6 Nov 2022"),
        ("2022-11-20", "20 Nov 2022"),
        ("Lisbon", "Lisbon"),
        ("2022-11-04/", "2022-11-04/"),
        ("5h/7h", "5h/7h"),
    ],
)
def test_values_in_conflict(value: str, told: str) -> None:
    assert words.value(value) == told


def report(text: str) -> ReportEntry:
    return ReportEntry(
        "r", "r.txt", None, "Courier", None, None, None, "en", text, (), (),
        Published(dt.date(2023, 6, 18), dt.date(2023, 6, 18), "metadata"), None, (),
    )  # fmt: skip


def quoted(text: str, part: str, **how: int) -> str:
    start = text.index(part)
    told = words.quote(report(text), Span("r", start, start + len(part)), **how)
    return f"{told.before}[{told.words}]{told.after} — {told.source}"


def test_a_span_in_its_sentence() -> None:
    text = (
        "First one. Mr. Tazi met the U.S. envoy, J. Doe, in Rabat. “Then he left.” He slept.\nEnd."
    )
    source = "Courier, 18 Jun 2023, r"
    assert quoted(text, "envoy") == (f"Mr. Tazi met the U.S. [envoy], J. Doe, in Rabat. — {source}")
    assert quoted(text, "left") == f"“Then he [left].” — {source}"
    assert quoted(text, "End") == f"[End]. — {source}"


def test_long_sentences_are_cut_around_the_span() -> None:
    text = "word " * 300 + "HERE " + "word " * 300
    told = quoted(text, "HERE", width=100)
    assert "[HERE]" in told
    assert told.startswith("…word")
    assert len(told) < 160


def test_a_span_of_a_text_that_is_not_there() -> None:
    assert words.quote(None, Span("gone", 3, 7)).words == "[3–7]"


def test_safe_text_is_one_plain_line() -> None:
    assert words.safe("a\x1b[31mb\x00\n\tc\u202ed\u2066") == "a [31mb cd"


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2023-06-18", "2023-06-18", "On Sunday 18 June 2023"),
        ("2023-06-18", "2023-06-19", "On 18–19 June 2023"),
        ("2023-05-01", "2023-05-31", "In May 2023"),
        ("2023-01-01", "2023-12-31", "In 2023"),
        ("2023-06-28", "2023-07-02", "Between 28 June and 2 July 2023"),
        (None, "2023-06-21", "By 21 June 2023"),
        ("2023-06-21", None, "From 21 June 2023"),
        (None, None, ""),
    ],
)
def test_intervals_at_the_head_of_a_sentence(start: str | None, end: str | None, told: str) -> None:
    assert words.long_dates(interval(start, end)) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("United States", "the United States"),
        ("Czech Republic", "the Czech Republic"),
        ("Hall of the Knights", "the Hall of the Knights"),
        ("China", "China"),
        ("Netherlands Antilles", "the Netherlands Antilles"),
        ("Blair House", "Blair House"),
    ],
)
def test_names_that_take_an_article(name: str, told: str) -> None:
    assert words.the(name) == told
