"""What dates a report besides its own days: offices entered, summits, counts from other talks."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from tests.making import Writer, day, days, place
from verbale.knowledge import gatherings, states
from verbale.record import build
from verbale.record.gatherings import gathering_clues
from verbale.records import Extent, Interval, Mention, Published, Reading, Timex


def written(text: str, *times: tuple[str, str, str]) -> Reading:
    """A report of George Shultz, Secretary of State from July 1982 to January 1989.

    `times`: words, form and tense of its time expressions; a form that begins with "+" or "-"
    hangs on an event.
    """
    w = Writer("a", text=text)
    shultz = w.person("George Shultz", "USA", "Secretary of State", known="george-shultz")
    at = text.index("Shultz")
    w.mentions = [
        msgspec.structs.replace(m, start=at, end=at + 6) if m.referent == shultz else m
        for m in w.mentions
    ] or [Mention(at, at + 6, shultz, "name", "made", Extent(at, at + 6))]
    w.event([shultz], [w.state("MAR")], type="SUPPORT", mode=None, frame="thank/v")
    for words, form, tense in times:
        start = text.index(words)
        anchor = "event" if form[0] in "+-" else "published"
        w.times.append(
            Timex(start, start + len(words), "DATE", form, tense, anchor=anchor, rule="made")
        )
    return w.reading()


def published(reading: Reading) -> Published:
    return next(r for r in build([reading]).reports if r.id == "a").published


# He was sworn in on 16 July 1982, a Friday.
def test_who_entered_an_office_on_a_weekday_dates_the_report() -> None:
    found = published(
        written("Shultz, who was sworn in on Friday, met them.", ("Friday", "<=w5", "past"))
    )
    assert (found.start, found.end) == (day("1982-07-16"), day("1982-07-22"))
    assert any("entered office on 1982-07-16" in str(why) for why in found.because)


def test_a_weekday_on_which_nobody_entered_an_office_dates_nothing() -> None:
    found = published(
        written("Shultz, who was sworn in on Monday, met them.", ("Monday", "<=w1", "past"))
    )
    assert not any("entered office" in str(why) for why in found.because)


def test_days_after_an_entry_are_counted_from_it() -> None:
    text = "Shultz flew in on Sunday, two days after he was sworn in, officials said."
    found = published(written(text, ("Sunday", "<=w7", "past"), ("two days", "+P2D", "past")))
    assert (found.start, found.end) == (day("1982-07-18"), day("1982-07-24"))


@pytest.mark.parametrize(
    ("text", "time", "first", "last"),
    [
        ("Shultz spoke at the G7 summit in Venice last month.", ("last month", "month-1", "past"),
         "1987-07-01", "1987-07-31"),
        ("Shultz was at the economic summit in Tokyo last week.", ("last week", "week-1", "past"),
         "1986-05-05", "1986-05-18"),
        ("Shultz was at the NATO summit in Brussels on March 2.", ("March 2", "<=d03-02", "past"),
         "1988-03-02", "1989-03-01"),
    ],
)  # fmt: skip
def test_a_summit_with_its_place_and_time_dates_the_report(
    text: str, time: tuple[str, str, str], first: str, last: str
) -> None:
    (clue,) = gathering_clues(written(text, time), Interval(day("1982-07-01"), day("1989-03-01")))
    assert clue.interval.start is not None
    assert clue.interval.end is not None
    assert day(first) <= clue.interval.start <= clue.interval.end <= day(last)


@pytest.mark.parametrize(
    "text",
    [
        "Shultz spoke of the G7 summit in Lima last month.",
        "Shultz spoke of the G7 foreign ministers in Venice last month.",
        "Shultz spoke of Venice last month. The G7 summit was long.",
        "Shultz flew out last month, and spoke there of the G7 summit in Venice.",
    ],
)
def test_a_summit_elsewhere_or_of_others_dates_nothing(text: str) -> None:
    reading = written(text, ("last month", "month-1", "past"))
    assert gathering_clues(reading, Interval(day("1982-07-01"), day("1989-03-01"))) == []


def test_the_table_of_summits_holds_together() -> None:
    for row in gatherings._table()[1].values():
        for one, after in itertools.pairwise(row):
            assert one.first <= one.last < after.first
        for one in row:
            assert (one.last - one.first).days <= 3
            assert one.towns
            assert states.by_code(one.country) is not None, one.country


def test_what_is_counted_from_talks_is_dated_by_their_day_in_another_report() -> None:
    known = Writer("b", "1985-06-05")
    pair = (
        known.person("George Shultz", "USA", known="george-shultz"),
        known.person("Karim Haddad", "MAR"),
    )
    known.event(
        [pair[0]], [pair[1]], times=[known.time("1985-06-03")], place=place("Lisbon", "PRT")
    )
    w = Writer("a")
    shultz = w.person("George Shultz", "USA", "Secretary of State", known="george-shultz")
    haddad = w.person("Karim Haddad", "MAR")
    w.event([shultz], [haddad], place=place("Lisbon", "PRT"))
    after = w.event([shultz], [w.state("ESP")], type="SUPPORT", mode=None, frame="thank/v")
    start = len(w.times)
    w.times += [
        Timex(100, 106, "DATE", "<=w4", "past", rule="made"),
        Timex(108, 118, "DATE", "+P3D", "past", anchor="event", rule="made"),
    ]
    w.events[after] = msgspec.structs.replace(
        w.events[after], times=(start, start + 1), after_event=0
    )
    found = published_of([known.reading(), w.reading()])
    assert (found.start, found.end) == (day("1985-06-06"), day("1985-06-12"))


def published_of(readings: list[Reading]) -> Published:
    return next(r for r in build(readings).reports if r.id == "a").published


def deed(report: str, published: str | None, when: str, text: str) -> Reading:
    w = Writer(report, published, text=text)
    if published is None:
        w.person("George Shultz", "USA", "Secretary of State", known="george-shultz")
        w.event([0], [w.state("MAR")], type="SUPPORT", mode=None, frame="thank/v")
    one, other = w.state("PRT"), w.state("ESP")
    w.event(
        [one], [other], type="SANCTION", mode="expel", frame="expel/v", times=[w.time(when)],
        sentence=Extent(0, len(text)),
    )  # fmt: skip
    return w.reading()


DEED = "Portugal expelled 14 Spanish diplomats over the harbour spying affair, the ministry said."


def test_a_deed_told_in_like_words_is_dated_by_another_report() -> None:
    other = "Lisbon sent home 14 Spanish diplomats in the harbour affair, as spying went on."
    found = published_of(
        [deed("b", "1985-06-10", "1985-06-03", other), deed("a", None, "<=w1", DEED)]
    )
    assert (found.start, found.end) == (day("1985-06-03"), day("1985-06-09"))
    unlike = "Lisbon threw out a Spanish envoy."
    found = published_of(
        [deed("b", "1985-06-10", "1985-06-03", unlike), deed("a", None, "<=w1", DEED)]
    )
    assert found.start != day("1985-06-03")


def test_a_journey_and_the_talks_it_leads_to_have_a_day_each() -> None:
    w = Writer("a", "2019-05-10")
    guest, host = w.person("Ana Ferreira", "PRT"), w.person("Karim Haddad", "MAR")
    w.times = [
        Timex(8, 11, "DATE", "2019-05-12", "future", rule="made"),
        Timex(30, 35, "DATE", "2019-05-13", "future", rule="made"),
    ]
    w.event([guest], [w.state("MAR")], mode="visit", frame="fly/v", status="planned", times=[0, 1])
    w.event([guest], [host], status="planned", times=[0, 1])
    w.events[0] = msgspec.structs.replace(w.events[0], start=2, end=6)
    w.events[1] = msgspec.structs.replace(w.events[1], start=15, end=20)
    found = {e.mode: e.date for e in build([w.reading()]).events}
    assert found == {"visit": days("2019-05-12"), "meet": days("2019-05-13")}


def test_an_arrival_is_of_the_journey_that_its_days_hold() -> None:
    w = Writer("a", "2019-05-13")
    guest, host = w.person("Ana Ferreira", "PRT"), w.state("MAR")
    whole = w.time("2019-05-11 .. 2019-05-13")
    w.times[whole] = msgspec.structs.replace(w.times[whole], rule="iso")
    for frame, times in (
        ("visit/v", [whole]),
        ("arrive/v", [w.time("2019-05-11")]),
        ("trip/n", []),
    ):
        w.event([guest], [host], mode="visit", frame=frame, times=times)
    (event,) = build([w.reading()]).events
    assert event.date == days("2019-05-11", "2019-05-13")


def test_a_visit_does_not_last_as_long_as_talks_in_another_country() -> None:
    for country, dated in (("MAR", True), ("PRT", False)):
        w = Writer("a", "2019-05-13")
        guest, other = w.person("Ana Ferreira", "PRT"), w.person("Karim Haddad", "MAR")
        w.event([guest], [w.state("MAR")], mode="visit", frame="visit/v")
        w.event([guest], [other], times=[w.time("2019-05-07")], place=place("Town", country))
        (visit,) = (e for e in build([w.reading()]).events if e.mode == "visit")
        assert (visit.date == days("2019-05-07")) is dated
