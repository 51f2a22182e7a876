"""Forms, reference days, and the way back from what is denoted to the day of writing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.reading import times
from verbale.reading.times import calendar
from verbale.records import Interval, Timex

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2080, 12, 31))
FORMS = st.sampled_from(
    [
        "day+0", "day-1", "week-1", "week+0", "month-1", "month+0", "quarter-1", "year-1", "year+0",
        "decade-1", "<=w1", ">=w5", "<w3", ">w7", "<=we", "<60~d06-19", ">60~d06-19", "<31~m06",
        ">=m06", "<120~m12", "<m04", ">31~Q3", "<SU", "year-1 /m07", "week-1 /w2", "week+0 so-far",
        "year+0 to-come", "<=w4 TEV", "<60~d06-18 .. <60~d06-19", "year-1 trailing",
    ]
)  # fmt: skip


def timex(form: str, tense: str | None = None, **fields: str) -> Timex:
    return Timex(0, 1, "DATE", form, tense, **fields)


def days(form: str, seen: dt.date | Interval, **fields: str) -> Interval | None:
    return times.resolve(timex(form, **fields), seen).interval


@given(FORMS, DAYS, st.integers(0, 400))
def test_what_is_denoted_never_moves_back_as_the_reference_moves_on(
    form: str, day: dt.date, later: int
) -> None:
    first = days(form, day)
    second = days(form, day + dt.timedelta(later))
    assert first is not None
    assert second is not None
    assert first.start <= second.start  # type: ignore[operator]
    assert first.end <= second.end  # type: ignore[operator]


@given(FORMS, DAYS)
def test_the_day_of_writing_is_among_the_possible_ones(form: str, day: dt.date) -> None:
    denoted = days(form, day)
    assert denoted is not None
    possible = times.references(timex(form), denoted)
    assert possible is not None
    assert possible.start is None or possible.start <= day
    assert possible.end is None or day <= possible.end


@given(FORMS, DAYS, st.integers(0, 60))
def test_an_uncertain_reference_covers_what_each_day_of_it_would_give(
    form: str, day: dt.date, width: int
) -> None:
    wide = days(form, Interval(day, day + dt.timedelta(width)))
    inner = days(form, day + dt.timedelta(width // 2))
    assert wide is not None
    assert inner is not None
    assert wide.start <= inner.start  # type: ignore[operator]
    assert inner.end <= wide.end  # type: ignore[operator]


@given(DAYS, st.sampled_from(calendar.UNITS))
def test_a_value_names_the_period_that_it_was_made_of(day: dt.date, unit: str) -> None:
    period = calendar.holding(unit, day)
    assert calendar.named(period.value) == period
    assert unit == "weekend" or period.start <= day <= period.end


def test_a_bare_weekday_bounds_the_day_of_writing_to_a_week() -> None:
    monday = Interval(dt.date(2024, 5, 13), dt.date(2024, 5, 13))
    assert times.references(timex("<=w1", "past"), monday) == Interval(
        dt.date(2024, 5, 13), dt.date(2024, 5, 19)
    )
    assert times.references(timex(">=w1", "future"), monday) == Interval(
        dt.date(2024, 5, 7), dt.date(2024, 5, 13)
    )


def test_no_day_of_writing_makes_a_tuesday_a_monday() -> None:
    tuesday = Interval(dt.date(2024, 5, 14), dt.date(2024, 5, 14))
    assert times.references(timex("<=w1"), tuesday) is None


def test_this_month_and_last_week_bound_the_day_of_writing() -> None:
    day = Interval(dt.date(2024, 5, 13), dt.date(2024, 5, 13))
    assert times.references(timex("month+0"), day) == Interval(
        dt.date(2024, 5, 1), dt.date(2024, 5, 31)
    )
    assert times.references(timex("week-1"), day) == Interval(
        dt.date(2024, 5, 20), dt.date(2024, 5, 26)
    )


def test_earlier_this_week_is_not_before_what_it_tells() -> None:
    day = Interval(dt.date(2024, 5, 15), dt.date(2024, 5, 15))
    assert times.references(timex("week+0 so-far"), day) == Interval(
        dt.date(2024, 5, 15), dt.date(2024, 5, 19)
    )


def test_a_full_date_bounds_by_its_tense_alone() -> None:
    day = Interval(dt.date(2024, 5, 13), dt.date(2024, 5, 13))
    assert times.references(timex("2024-05-13", "past"), day) == Interval(day.start, None)
    assert times.references(timex("2024-05-13", "future"), day) == Interval(None, day.end)
    assert times.references(timex("2024-05-13"), day) == Interval(None, None)
    assert times.references(timex("2024-05-14", "past"), day) is None


def test_expressions_that_hang_on_an_event_bound_nothing() -> None:
    day = Interval(dt.date(2024, 5, 13), dt.date(2024, 5, 13))
    assert times.references(timex("day+1", anchor="event"), day) == Interval(None, None)


@pytest.mark.parametrize(
    ("form", "start", "end"),
    [
        ("week+0", "2024-05-13", "2024-05-19"),
        ("week+0 so-far", "2024-05-13", "2024-05-15"),
        ("year+0 to-come", "2024-05-15", "2024-12-31"),
        ("<P2M", "2024-03-15", "2024-05-15"),
        (">P10D", "2024-05-15", "2024-05-25"),
        ("1999-WI", "1998-12-01", "1999-03-31"),
        ("199", "1990-01-01", "1999-12-31"),
        (">60~d12-30 .. >60~d12-31", "2024-12-30", "2024-12-31"),
    ],
)
def test_days_denoted(form: str, start: str, end: str) -> None:
    found = days(form, dt.date(2024, 5, 15))
    assert found == Interval(dt.date.fromisoformat(start), dt.date.fromisoformat(end))


def test_weeks_of_us_copy_begin_on_sunday() -> None:
    sunday = dt.date(2024, 5, 19)
    found = times.resolve(timex("week+0 so-far"), sunday, sunday_weeks=True)
    assert found.interval == Interval(sunday, sunday)
    found = times.resolve(timex("week+0 so-far"), sunday)
    assert found.interval == Interval(dt.date(2024, 5, 13), sunday)


@pytest.mark.parametrize(
    ("mod", "start", "end"),
    [("START", "06-01", "06-15"), ("MID", "06-08", "06-23"), ("END", "06-16", "06-30")],
)
def test_early_mid_and_late_keep_the_part_they_name(mod: str, start: str, end: str) -> None:
    found = times.resolve(timex("2024-06", mod=mod), None)
    assert found.value == "2024-06"
    assert found.interval == Interval(
        dt.date.fromisoformat(f"2024-{start}"), dt.date.fromisoformat(f"2024-{end}")
    )


def test_a_year_earlier_than_a_quarter_is_a_quarter() -> None:
    quarter = Interval(dt.date(2024, 1, 1), dt.date(2024, 3, 31))
    found = times.resolve(timex("keep-1year", anchor="event"), quarter)
    assert (found.value, found.granularity) == ("2023-Q1", "quarter")


def test_a_near_date_ahead_wins_over_a_past_tense() -> None:
    assert times.resolve(timex("<60~d11-20"), dt.date(2024, 11, 2)).value == "2024-11-20"
    assert times.resolve(timex("<60~d11-20"), dt.date(2024, 6, 2)).value == "2023-11-20"


def test_impossible_days_do_not_resolve() -> None:
    found = times.resolve(timex("year+0 /d02-29"), dt.date(2023, 5, 1))
    assert found.interval is None
    assert times.resolve(timex("<=d02-29"), dt.date(2023, 5, 1)).value == "2020-02-29"


def test_the_ends_of_the_calendar_are_no_crash() -> None:
    assert times.resolve(timex("century+900"), dt.date(9000, 1, 1)).interval is None
    assert times.resolve(timex("<P9000Y"), dt.date(2000, 1, 1)).interval == Interval(
        None, dt.date(2000, 1, 1)
    )


@pytest.mark.parametrize(
    ("year", "easter"), [(1998, "04-12"), (2000, "04-23"), (2019, "04-21"), (2024, "03-31")]
)
def test_easter(year: int, easter: str) -> None:
    found = calendar.recurring("heaster", dt.date(year, 1, 1))
    assert found is not None
    assert found.value == f"{year}-{easter}"


def test_named_days_by_rank() -> None:
    year = dt.date(2024, 1, 1)
    values = [calendar.recurring(f"h{rule}", year) for rule in ("11/4/4", "5/1/-1", "election")]
    assert [v.value if v else None for v in values] == ["2024-11-28", "2024-05-27", "2024-11-05"]


@pytest.mark.parametrize(
    ("form", "past", "future"),
    [
        ("<=w7", "2024-05-12", "2024-05-19"),
        (">=w7 TEV", "2024-05-12TEV", "2024-05-19TEV"),
        ("<120~d02-10", "2024-02-10", "2025-02-10"),
        (">=m02", "2024-02", "2025-02"),
        ("<m02", "2024-02", "2024-02"),
        ("2024-02-10", "2024-02-10", "2024-02-10"),
    ],
)
def test_pointed_the_way_that_its_event_says(form: str, past: str, future: str) -> None:
    day = dt.date(2024, 5, 15)
    assert times.resolve(times.towards(timex(form), "past"), day).value == past
    assert times.resolve(times.towards(timex(form), "future"), day).value == future


def test_hours_ahead_or_back_lie_in_the_same_day() -> None:
    seen = dt.date(2020, 1, 2)
    assert days("hour+1", seen) == Interval(seen, seen)
    assert days("minute-5", seen) == Interval(seen, seen)
