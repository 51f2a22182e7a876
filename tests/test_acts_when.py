"""The time right before a "when" is that of the act behind it; what lies ahead has not been."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.making import Writer, day, days
from verbale.reading import report as reader
from verbale.record import build
from verbale.record.intervals import related
from verbale.records import Event, Interval, Report


def events(nlp: Language, text: str) -> tuple[Event, ...]:
    report = Report(id="a", source="a.txt", text=text, published=day("2022-06-16"))
    return build(list(reader.read_many([report], nlp))).events


@pytest.mark.parametrize(
    ("text", "type", "date"),
    [
        (
            "The crossings have been closed since 2011, when Chad sent troops into Libya.",
            "MOBILIZE",
            days("2011-01-01", "2011-12-31"),
        ),
        (
            "The two have had no ties since March 2012 when Portugal expelled Syrian diplomats.",
            "SANCTION",
            days("2012-03-01", "2012-03-31"),
        ),
        (
            "Relations have been cool since last year, when Chad recalled its ambassador to Spain.",
            "SANCTION",
            days("2021-01-01", "2021-12-31"),
        ),
        (
            "It was the first such trip since 2008, when President Barack Obama visited Ghana.",
            "CONSULT",
            days("2008-01-01", "2008-12-31"),
        ),
    ],
)
def test_the_time_before_a_when_dates_the_act_behind_it(
    nlp: Language, text: str, type: str, date: Interval
) -> None:
    assert date in [e.date for e in events(nlp, text) if e.type == type]


def test_a_talk_held_where_a_journey_led_is_of_its_day_or_later(nlp: Language) -> None:
    text = (
        "Portuguese Foreign Minister Ana Ferreira flew to Lima on Sunday, where she held talks "
        "with Peruvian Foreign Minister Rosa Paz."
    )
    talk = next(e for e in events(nlp, text) if e.type == "CONSULT" and e.mode == "meet")
    assert talk.date == days("2022-06-12", "2022-06-16")


@pytest.mark.parametrize(
    ("second", "date"),
    [
        ("A month earlier Chad recalled its envoy.", days("2021-11-01", "2021-11-30")),
        ("The following May Chad recalled its envoy.", days("2022-05-01", "2022-05-31")),
        ("Chad recalled its envoy the following year.", days("2022-01-01", "2022-06-16")),
    ],
)
def test_a_time_counted_from_the_date_told_last(nlp: Language, second: str, date: Interval) -> None:
    text = f"Chad and Spain agreed on a truce in December 2021. {second}"
    assert [e.date for e in events(nlp, text) if e.type == "SANCTION"] == [date]


def test_a_talk_on_a_day_behind_all_days_of_its_report_is_planned() -> None:
    w = Writer("a", "2022-06-16")
    pair = w.person("Ana Ferreira", "PRT"), w.person("Karim Haddad", "MAR")
    w.event([pair[0]], [pair[1]], times=[w.time("2022-06-20")], tense="past")
    (event,) = build([w.reading()]).events
    assert (event.status, event.date) == ("planned", days("2022-06-20"))


def test_what_lasted_until_a_day_of_years_ago_ended_then() -> None:
    until = days("2010-01-01", "2010-01-31")
    published = days("2022-06-16")
    assert related(until, "until", "occurred", published) == Interval(None, until.end)
    ahead = days("2022-07-01", "2022-07-31")
    assert related(ahead, "until", "ongoing", published) == Interval(published.end, ahead.end)
