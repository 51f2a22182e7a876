"""Many accounts, one event: what joins, what stays apart, what is kept as a conflict."""

from __future__ import annotations

import pytest

from tests.making import Writer, days, place
from verbale.record import build, explain
from verbale.record.grow import grow
from verbale.record.merging import Likeness
from verbale.record.shelves import Memory
from verbale.records import Extent, Minutes, Reading


def meeting(
    report: str,
    published: str,
    when: str,
    guest: str = "Ana Ferreira",
    host: str = "Karim Haddad",
    **fields: object,
) -> Reading:
    w = Writer(report, published)
    a = w.person(guest, "PRT", "Minister of Foreign Affairs")
    b = w.person(host, "MAR", "Minister of Foreign Affairs")
    tense = "future" if fields.get("status") == "planned" else "past"
    w.event([a], [b], times=[w.time(when, tense)], **fields)  # type: ignore[arg-type]
    return w.reading()


def one_event(minutes: Minutes) -> None:
    assert len(minutes.events) == 1, [e.date for e in minutes.events]


def compared(readings: list[Reading], first: str, second: str) -> Likeness:
    by_id = {reading.report.id: reading for reading in readings}
    shelves = Memory()
    grow(shelves, by_id, {id: (None, reading) for id, reading in by_id.items()})
    ((_, _, likeness),) = explain(shelves, by_id, first, second)
    return likeness


def test_a_weekday_here_and_a_date_there_are_one_meeting() -> None:
    minutes = build([meeting("a", "2019-05-08", "<=w1"), meeting("b", "2019-05-10", "2019-05-06")])
    one_event(minutes)
    event = minutes.events[0]
    assert event.date == days("2019-05-06")
    assert event.reports == ("a", "b")
    assert event.independent_sources == 2


def test_two_meetings_on_one_day_stay_two() -> None:
    minutes = build(
        [
            meeting("a", "2019-05-08", "2019-05-06"),
            meeting("b", "2019-05-08", "2019-05-06", host="Omar Tazi"),
        ]
    )
    assert len(minutes.events) == 2


def test_calls_of_the_same_two_on_different_days_stay_two() -> None:
    minutes = build(
        [
            meeting("a", "2019-05-08", "2019-05-06", mode="phone"),
            meeting("b", "2019-05-20", "2019-05-19", mode="phone"),
        ]
    )
    assert len(minutes.events) == 2


def test_a_call_and_a_meeting_on_one_day_stay_two() -> None:
    minutes = build(
        [
            meeting("a", "2019-05-08", "2019-05-06", mode="phone"),
            meeting("b", "2019-05-08", "2019-05-06", mode="meet"),
        ]
    )
    assert len(minutes.events) == 2


def test_plan_and_deed_are_one_event_with_both_statuses() -> None:
    minutes = build(
        [
            meeting("a", "2019-05-04", "2019-05-06", status="planned"),
            meeting("b", "2019-05-07", "2019-05-06"),
        ]
    )
    one_event(minutes)
    event = minutes.events[0]
    assert event.status == "occurred"
    assert event.reported_status == {"a": "planned", "b": "occurred"}
    (plan,) = minutes.plans
    assert (plan.outcome, plan.announced_in, plan.confirmed_in) == ("occurred", ("a",), ("b",))
    assert not minutes.conflicts, "planned and then done is no conflict"


def test_postponed_against_scrapped_is_one_event_and_a_conflict() -> None:
    minutes = build(
        [
            meeting("a", "2019-05-04", "2019-06", status="postponed"),
            meeting("b", "2019-05-05", "2019-06", status="cancelled"),
        ]
    )
    one_event(minutes)
    (conflict,) = minutes.conflicts
    assert conflict.field == "status"
    assert {v.value: v.reports for v in conflict.values} == {
        "postponed": ("a",),
        "cancelled": ("b",),
    }
    assert minutes.events[0].status == "cancelled", "the later report's word"


def test_another_town_on_the_same_day_is_a_conflict_about_one_event() -> None:
    minutes = build(
        [
            meeting("a", "2019-05-07", "2019-05-06", place=place("Rabat", "MAR")),
            meeting("b", "2019-05-07", "2019-05-06", place=place("Casablanca", "MAR")),
        ]
    )
    one_event(minutes)
    assert [c.field for c in minutes.conflicts] == ["place"]


def test_another_country_and_another_day_are_two_events() -> None:
    minutes = build(
        [
            meeting("a", "2019-05-07", "2019-05-06", place=place("Rabat", "MAR")),
            meeting("b", "2019-05-07", "2019-05-05", place=place("Lisbon", "PRT")),
        ]
    )
    assert len(minutes.events) == 2


def test_the_merge_can_be_explained_feature_by_feature() -> None:
    readings = [meeting("a", "2019-05-08", "<=w1"), meeting("b", "2019-05-10", "2019-05-06")]
    event = build(readings).events[0]
    likeness = compared(readings, *event.accounts)
    assert likeness.same
    assert {"parties", "date"} <= set(likeness.points)


def test_what_bars_a_merge_is_named() -> None:
    readings = [
        meeting("a", "2019-05-08", "2019-05-06", mode="phone"),
        meeting("b", "2019-05-20", "2019-05-19", mode="phone"),
    ]
    first, second = build(readings).events
    likeness = compared(readings, first.id, second.id)
    assert likeness.bars == ("date",)


def test_one_person_under_two_spellings_is_one_party() -> None:
    minutes = build(
        [
            meeting("a", "2019-05-08", "2019-05-06", host="Karim Al-Haddad"),
            meeting("b", "2019-05-08", "2019-05-06", host="Karim al Haddad"),
        ]
    )
    one_event(minutes)
    assert sum(p.kind == "person" and "Haddad" in p.name for p in minutes.parties) == 1


def acts(*told: tuple[str, str | None]) -> Minutes:
    """One report, one person, one day, one type: acts by frame and the state they are told of."""
    w = Writer("a", "2019-05-07")
    ferreira = w.person("Ana Ferreira", "PRT", "Minister of Foreign Affairs")
    when = w.time("2019-05-06")
    for frame, state in told:
        w.event(
            [ferreira],
            [w.state(state)] if state else [],
            type="REQUEST",
            mode=None,
            frame=frame,
            times=[when],
        )
    return build([w.reading()])


def test_other_words_of_one_report_are_one_act_where_they_are_told_of_the_same_state() -> None:
    assert len(acts(("urge", "MAR"), ("call on", "MAR")).events) == 1


def test_other_words_told_of_nobody_in_particular_stay_two_acts() -> None:
    assert len(acts(("urge", "MAR"), ("call for", None)).events) == 2


def signing(report: str, text: str, **fields: object) -> Reading:
    w = Writer(report, "2019-05-07", text)
    a = w.person("Ana Ferreira", "PRT", "Minister of Foreign Affairs")
    b = w.person("Karim Haddad", "MAR", "Minister of Foreign Affairs")
    w.event([a], [b], times=[w.time("2019-05-06")], sentence=Extent(0, len(text)), **fields)  # type: ignore[arg-type]
    return w.reading()


@pytest.mark.parametrize(
    ("first", "second", "values"),
    [
        ("They signed 12 new agreements.", "Fifteen agreements were signed.", 2),
        ("They signed twelve agreements.", "They signed 12 agreements.", 0),
        ("They signed more than 12 agreements.", "They signed 15 agreements.", 0),
        ("They held the third round of talks.", "It was their fourth round.", 2),
        ("Ministers of 7 states came.", "Nine states were there.", 2),
        ("Of 7 states three states signed.", "Nine states were there.", 0),
        ("The $3 million hall was full.", "It met in a $4 million hall.", 0),
    ],
)
def test_numbers_that_cannot_both_be_true_are_a_conflict(
    first: str, second: str, values: int
) -> None:
    minutes = build([signing("a", first), signing("b", second)])
    one_event(minutes)
    found = [c for c in minutes.conflicts if c.field == "number"]
    assert [len(c.values) for c in found] == ([values] if values else [])


def test_who_gives_both_answers_contradicts_nobody() -> None:
    def told(report: str, *towns: str) -> Reading:
        w = Writer(report, "2019-05-07")
        a, b = w.person("Ana Ferreira", "PRT"), w.person("Karim Haddad", "MAR")
        for town in towns:
            w.event([a], [b], times=[w.time("2019-05-06")], place=place(town, "MAR"))
        return w.reading()

    minutes = build([told("a", "Rabat", "Casablanca"), told("b", "Casablanca")])
    assert not [c for c in minutes.conflicts if c.field == "place"]


def test_the_town_of_a_plan_does_not_contradict_where_they_met() -> None:
    minutes = build(
        [
            meeting("a", "2019-05-04", "2019-05-06", status="planned", place=place("Fes", "MAR")),
            meeting("b", "2019-05-07", "2019-05-06", place=place("Rabat", "MAR")),
        ]
    )
    assert not [c for c in minutes.conflicts if c.field == "place"]


def test_a_noun_under_a_negated_verb_denies_nothing() -> None:
    minutes = build(
        [
            meeting("a", "2019-05-07", "2019-05-06", status="denied", frame="meeting/n between"),
            meeting("b", "2019-05-07", "2019-05-06"),
        ]
    )
    assert not [c for c in minutes.conflicts if c.field == "status"]


def test_talks_in_the_country_on_the_days_show_that_a_journey_took_place() -> None:
    def plan() -> Reading:
        w = Writer("a", "2019-05-03")
        guest = w.person("Ana Ferreira", "PRT")
        w.event(
            [guest], [w.state("MAR")], mode="visit", status="planned",
            times=[w.time(">60~d05-05 .. >60~d05-08", "future")],
        )  # fmt: skip
        return w.reading()

    def talk(report: str, when: str, town: str, country: str) -> Reading:
        w = Writer(report, "2019-05-09")
        a, b = w.person("Ana Ferreira", "PRT"), w.person("Omar Tazi", "MAR")
        w.event([a], [b], times=[w.time(when)], place=place(town, country))
        return w.reading()

    def outcome(*others: Reading) -> tuple[str, tuple[str, ...]]:
        minutes = build([plan(), *others])
        (found,) = minutes.plans
        return found.outcome, found.confirmed_in

    assert outcome() == ("open", ())
    assert outcome(talk("b", "2019-05-06", "Rabat", "MAR")) == ("occurred", ("b",))
    assert outcome(talk("b", "2019-05-01", "Rabat", "MAR")) == ("open", ()), "before it"
    assert outcome(talk("b", "2019-05-06", "Lisbon", "PRT")) == ("open", ()), "at home"
