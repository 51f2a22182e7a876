"""A person's word wins over the machine, and holds whatever is read later."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.making import days
from tests.test_record_merging import meeting
from verbale.errors import VerbaleError
from verbale.record import build
from verbale.record.corrections import checked
from verbale.records import Correction

WHEN = dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC)


def decision(action: str, target: str, number: int = 1, **fields: str) -> Correction:
    return Correction(id=number, action=action, target=target, author="ada", made=WHEN, **fields)


def test_a_field_set_by_a_person_stands() -> None:
    readings = [meeting("a", "2019-05-08", "<=w1")]
    event = build(readings).events[0]
    by_hand = decision("set", event.id, field="duration", value='"PT2H"')
    event = build(readings, [by_hand]).events[0]
    assert event.duration == "PT2H"
    assert event.review == "corrected"
    assert event.rules["duration"] == "correction:1"


def test_two_events_that_a_person_merges_are_one_even_when_a_third_report_joins() -> None:
    readings = [
        meeting("a", "2019-05-08", "2019-05-06"),
        meeting("b", "2019-05-08", "2019-05-02"),
    ]
    first, second = build(readings).events
    merged = [decision("merge", first.id, other=second.id)]
    assert len(build(readings, merged).events) == 1
    more = [*readings, meeting("c", "2019-05-09", "2019-05-06")]
    (event,) = build(more, merged).events
    assert event.reports == ("a", "b", "c")


def test_a_split_takes_a_report_out() -> None:
    readings = [meeting("a", "2019-05-08", "2019-05-06"), meeting("b", "2019-05-08", "2019-05-06")]
    event = build(readings).events[0]
    minutes = build(readings, [decision("split", event.id, other="b")])
    assert sorted(e.reports for e in minutes.events) == [("a",), ("b",)]


def test_a_rejected_event_is_marked_and_kept() -> None:
    readings = [meeting("a", "2019-05-08", "2019-05-06")]
    event = build(readings).events[0]
    assert build(readings, [decision("reject", event.id)]).events[0].review == "rejected"


def test_a_report_dated_by_a_person_dates_its_events() -> None:
    readings = [meeting("a", "2019-05-08", "<=w1")]
    by_hand = decision("set", "a", field="published", value='"2019-05-15"')
    minutes = build(readings, [by_hand])
    assert minutes.reports[0].published.start == dt.date(2019, 5, 15)
    assert minutes.events[0].date == days("2019-05-13")


def test_the_later_of_two_decisions_wins_in_any_order() -> None:
    readings = [meeting("a", "2019-05-08", "2019-05-06")]
    event = build(readings).events[0]
    first = decision("set", event.id, 1, field="venue", value='"the palace"')
    second = decision("set", event.id, 2, field="venue", value='"the villa"')
    assert build(readings, [second, first]).events[0].venue == "the villa"


def test_a_value_that_does_not_fit_is_refused_in_words() -> None:
    with pytest.raises(VerbaleError, match="does not fit the field date"):
        checked("date", '"soon"')
    with pytest.raises(VerbaleError, match="no field “reports”"):
        checked("reports", "[]")
