"""One time told twice dates a report: "two years ago, on Sept. 13, 1993"."""

from __future__ import annotations

import pytest

from tests.making import Writer, day
from verbale.record import build
from verbale.record.apposed import apposed_clues
from verbale.records import Interval, Reading, Timex


def written(text: str, *times: tuple[str, str]) -> Reading:
    w = Writer("a", None, text)
    for words, form in times:
        at = text.index(words)
        w.times.append(Timex(at, at + len(words), "DATE", form, "past", rule="made"))
    return w.reading()


@pytest.mark.parametrize(
    ("text", "times", "first", "last"),
    [
        (
            "Two years ago this month, on Oct. 6, 1993, the two shook hands.",
            (
                ("Two years ago", "year-2"),
                ("this month", "month+0"),
                ("Oct. 6, 1993", "1993-10-06"),
            ),
            "1995-01-01",
            "1995-12-31",
        ),
        (
            "They had met last year, in 1993, in Oslo.",
            (("last year", "year-1"), ("1993", "1993")),
            "1994-01-01",
            "1994-12-31",
        ),
        (
            "The pact of 1993, two years ago, was signed in Oslo.",
            (("1993", "1993"), ("two years ago", "year-2")),
            "1995-01-01",
            "1995-12-31",
        ),
        (
            "They met in Oslo yesterday (6 October 1993), the office said.",
            (("yesterday", "day-1"), ("6 October 1993", "1993-10-06")),
            "1993-10-07",
            "1993-10-07",
        ),
        (
            "They met in Oslo on Wednesday (6 October 1993), the office said.",
            (("Wednesday", "<=w3"), ("6 October 1993", "1993-10-06")),
            "1993-10-06",
            "1993-10-12",
        ),
    ],
)
def test_a_time_told_twice_dates_the_report(
    text: str, times: tuple[tuple[str, str], ...], first: str, last: str
) -> None:
    published = build([written(text, *times)]).reports[0].published
    assert (published.start, published.end) == (day(first), day(last))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("On this day in 1990 they signed.", (("this day", "day+0"), ("1990", "1990"))),
        ("They met on Friday; in 1993 they had not.", (("Friday", "<=w5"), ("1993", "1993"))),
        (
            "They met last week and on 6 October 1993.",
            (("last week", "week-1"), ("6 October 1993", "1993-10-06")),
        ),
    ],
)
def test_two_times_side_by_side_need_not_be_one(
    text: str, times: tuple[tuple[str, str], ...]
) -> None:
    assert apposed_clues(written(text, *times)) == []


def test_the_years_that_are_counted_leave_no_other() -> None:
    (clue,) = apposed_clues(
        written("Last year, in 1993, it ended.", ("Last year", "year-1"), ("1993", "1993"))
    )
    assert clue.interval == Interval(day("1994-01-01"), day("1994-12-31"))
    assert clue.span is not None
