"""One act told of a state here and of its minister there; days that reports leave open."""

from __future__ import annotations

import pytest

from tests.making import Writer, day, days, place
from verbale.record import build
from verbale.record.calendar import Calendar
from verbale.records import Interval, Reading


def expelled(
    report: str, who: str | None, when: str = "2019-05-06", told_of: str = "MAR", **fields: object
) -> Reading:
    """Portugal, or somebody of its government, acts against a state."""
    w = Writer(report, "2019-05-07")
    actor = w.person(who, "PRT", "Minister of Foreign Affairs") if who else w.state("PRT")
    given = {"type": "SANCTION", "mode": "expel", "frame": "expel/v", **fields}
    w.event([actor], [w.state(told_of)], times=[w.time(when)], **given)  # type: ignore[arg-type]
    return w.reading()


def test_a_state_and_its_minister_are_one_actor_of_one_deed() -> None:
    (event,) = build([expelled("a", None), expelled("b", "Ana Ferreira")]).events
    assert event.reports == ("a", "b")
    assert "ana-ferreira" in (*event.actors, *event.recipients), "a person named is the party"
    assert "PRT" not in event.actors


@pytest.mark.parametrize(
    "other",
    [
        expelled("b", "Ana Ferreira", when="2019-05-03"),
        expelled("b", "Ana Ferreira", told_of="ESP"),
        expelled("b", "Ana Ferreira", mode="withdraw", frame="recall/v"),
    ],
)
def test_another_day_or_state_or_deed_stays_another_event(other: Reading) -> None:
    assert len(build([expelled("a", None), other]).events) == 2


def test_two_ministers_stay_two_whatever_is_told_of_the_state() -> None:
    told = [expelled("a", None), expelled("b", "Ana Ferreira"), expelled("c", "Rui Matos")]
    assert len(build(told).events) == 2


def test_one_report_that_tells_of_a_state_and_of_its_minister_tells_of_two() -> None:
    w = Writer("a", "2019-05-07")
    when, state = w.time("2019-05-06"), w.state("MAR")
    for actor in (w.state("PRT"), w.person("Ana Ferreira", "PRT", "Minister of Foreign Affairs")):
        w.event([actor], [state], type="SANCTION", mode="expel", frame="expel/v", times=[when])
    assert len(build([w.reading()]).events) == 2


def test_deeds_have_other_words_in_each_outlet_but_what_is_said_has_not() -> None:
    one, other = (expelled(r, None, frame=f) for r, f in (("a", "expel/v"), ("b", "throw/v")))
    assert len(build([one, other]).events) == 1
    said = [
        expelled(r, None, type="REQUEST", mode=None, frame=f)
        for r, f in (("a", "urge/v"), ("b", "appeal/v"))
    ]
    assert len(build(said).events) == 2


def test_talks_of_leaders_and_of_ministers_on_one_day_stay_two() -> None:
    told = []
    for report, guest in (("a", "Ana Ferreira"), ("b", "Rui Matos")):
        w = Writer(report, "2019-05-07")
        pair = w.person(guest, "PRT"), w.person("Karim Haddad", "MAR")
        w.event([pair[0]], [pair[1]], times=[w.time("2019-05-06")], place=place("Lisbon", "PRT"))
        told.append(w.reading())
    assert len(build(told).events) == 2


def test_a_weekday_of_an_open_report_lies_between_its_first_and_its_last() -> None:
    w = Writer("a")
    index = w.time("<=w3")
    calendar = Calendar(w.reading(), Interval(day("1985-03-01"), day("1985-10-31")))
    assert calendar.interval(index, "occurred") == Interval(day("1985-02-27"), day("1985-10-30"))


@pytest.mark.parametrize(("other", "events"), [("<=w3", 1), ("<=w4", 2)])
def test_two_weekdays_of_open_reports_are_two_meetings(other: str, events: int) -> None:
    told = []
    for report, form in (("a", "<=w3"), ("b", other)):
        w = Writer(report)
        shultz = w.person("George Shultz", "USA", "Secretary of State", known="george-shultz")
        haddad = w.person("Karim Haddad", "MAR")
        w.event([shultz], [haddad], times=[w.time(form)], place=place("Lisbon", "PRT"))
        told.append(w.reading())
    assert len(build(told).events) == events


def test_a_plan_of_a_report_of_any_year_has_no_first_day() -> None:
    w = Writer("a")
    shultz = w.person("George Shultz", "USA", "Secretary of State", known="george-shultz")
    w.event([shultz], [w.person("Karim Haddad", "MAR")], status="planned")
    (event,) = build([w.reading()]).events
    assert event.date == Interval()


def test_what_else_a_report_tells_of_a_dated_talk_does_not_part_it_from_another() -> None:
    w = Writer("a", "2019-05-07")
    pair = w.person("Ana Ferreira", "PRT"), w.person("Karim Haddad", "MAR")
    w.event([pair[0]], [pair[1]], times=[w.time("2019-05-06")], place=place("Lisbon", "PRT"))
    w.event([pair[0]], [pair[1]], frame="backreference", place=place("Lisbon", "PRT"))
    late = Writer("b", "2019-06-20")
    pair = late.person("Ana Ferreira", "PRT"), late.person("Karim Haddad", "MAR")
    late.event([pair[0]], [pair[1]], times=[late.time("2019-05-06")])
    (event,) = build([w.reading(), late.reading()]).events
    assert event.reports == ("a", "b")
    assert event.date == days("2019-05-06")
