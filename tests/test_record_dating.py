"""Dating reports that carry no date: clues, their order, and how they spread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
import pytest

from tests.making import Writer, day, days, place
from verbale.knowledge import offices
from verbale.record import build
from verbale.record.clues import Clue
from verbale.record.dating import solve
from verbale.records import (
    Extent,
    Interval,
    Marks,
    Mention,
    Minutes,
    Published,
    Reading,
    Timex,
    Told,
)


def known(name: str, state: str) -> str:
    person = offices.lookup(name, state)
    assert person is not None, name
    return person.id


def dates(minutes: Minutes) -> dict[str, tuple[dt.date | None, dt.date | None]]:
    return {r.id: (r.published.start, r.published.end) for r in minutes.reports}


def shultz_meets_shevardnadze(
    report: str, published: str | None, form: str, *, status: str = "occurred", text: str = ""
) -> Writer:
    w = Writer(report, published, text or None)
    a = w.person("George Shultz", "USA", "Secretary of State", known("George Shultz", "USA"))
    b = w.person(
        "Eduard Shevardnadze",
        "RUS",
        "Minister of Foreign Affairs",
        known("Eduard Shevardnadze", "RUS"),
    )
    tense = "future" if status == "planned" else "past"
    w.event([a], [b], times=[w.time(form, tense)], status=status, place=place("Geneva", "CHE"))
    return w


def test_clues_are_intersected_surest_first_and_a_contradiction_is_kept() -> None:
    text = Clue(days("2019-01-01", "2019-12-31"), "terms", "a term of office")
    stated = Clue(days("2019-05-06", "2019-05-07"), "stated", "the dateline")
    wrong = Clue(days("2020-01-01"), "event", "some other day")
    dated = solve([wrong, text, stated])
    assert dated.interval == days("2019-05-06", "2019-05-07")
    assert dated.basis == "stated"
    assert dated.against == (wrong,)


def test_nothing_known_is_nothing_claimed() -> None:
    w = Writer("a")
    w.event([w.state("PRT")], [w.state("MAR")])
    assert build([w.reading()]).reports[0].published == Published()


def test_terms_of_office_bound_the_date() -> None:
    minutes = build([shultz_meets_shevardnadze("a", None, "<=w4").reading()])
    start, end = dates(minutes)["a"]
    assert (start, end) == (day("1985-05-18"), day("1989-03-06")), "both terms, and some weeks"
    because = minutes.reports[0].published.because
    assert any(isinstance(b, str) and "George Shultz was Secretary of State" in b for b in because)


def test_the_same_event_dated_elsewhere_dates_the_report() -> None:
    minutes = build(
        [
            shultz_meets_shevardnadze("a", None, "<=w4").reading(),
            shultz_meets_shevardnadze("b", "1987-11-28", "1987-11-26").reading(),
        ]
    )
    start, end = dates(minutes)["a"]
    assert start == day("1987-11-26"), "a Thursday"
    assert end is not None
    assert end <= day("1987-12-02")
    assert len(minutes.events) == 1


def test_a_plan_is_told_no_later_than_its_day() -> None:
    minutes = build(
        [
            shultz_meets_shevardnadze("a", None, ">=w4", status="planned").reading(),
            shultz_meets_shevardnadze("b", "1987-11-28", "1987-11-26").reading(),
        ]
    )
    start, end = dates(minutes)["a"]
    assert end == day("1987-11-26")
    assert start == day("1987-11-20")


def test_what_one_report_learns_dates_the_next() -> None:
    first = shultz_meets_shevardnadze("a", None, "<=w4")
    guest, host = first.person("Ana Ferreira", "PRT"), first.person("Karim Haddad", "MAR")
    first.event([guest], [host], times=[first.time("<=w3")])
    other = first.person("Omar Tazi", "MAR")
    first.event([guest], [other], times=[first.time(">=w5", "future")], status="planned")
    dated = shultz_meets_shevardnadze("b", "1987-11-28", "1987-11-26")
    guest, other = dated.person("Ana Ferreira", "PRT"), dated.person("Omar Tazi", "MAR")
    dated.event([guest], [other], times=[dated.time("1987-11-27")])
    second = Writer("c")
    guest, host = second.person("Ana Ferreira", "PRT"), second.person("Karim Haddad", "MAR")
    second.event([guest], [host], times=[second.time("<=w3")])
    minutes = build([first.reading(), second.reading(), dated.reading()])
    assert dates(minutes)["a"] == (day("1987-11-26"), day("1987-11-27"))
    assert dates(minutes)["c"] == (day("1987-11-25"), day("1987-12-01")), "the same Wednesday"


def with_dateline(text: str, weekday: str) -> Reading:
    w = shultz_meets_shevardnadze("a", None, weekday, text=text)
    at = text.index("Nov")
    w.times.append(Timex(at, at + 7, "DATE", "~d11-26", None, rule="made"))
    w.marks = Marks(dateline=Extent(0, at + 9), dateline_date=Extent(at, at + 7))
    first = msgspec.structs.replace(w.times[0], start=at + 40, end=at + 48)
    w.times[0] = first
    return w.reading()


def test_a_dateline_without_a_year_takes_the_one_in_which_the_weekday_fits() -> None:
    text = (
        "GENEVA, Nov 26. - The two ministers met here for long talks on Thursday, officials said."
    )
    minutes = build([with_dateline(text, "<=w4")])
    assert dates(minutes)["a"] == (day("1987-11-26"), day("1987-11-27"))
    assert minutes.reports[0].published.basis == "stated"


def test_a_pages_own_clock_is_a_conflict_and_not_the_date() -> None:
    text = "Friday, March 1, 2024\n\nThe two ministers met on Thursday."
    w = shultz_meets_shevardnadze("a", None, "<=w4", text=text)
    clock = Extent(0, 21)
    w.marks = Marks(boilerplate=(clock,), clocks=(clock,))
    b = shultz_meets_shevardnadze("b", "1987-11-28", "1987-11-26")
    minutes = build([w.reading(), b.reading()])
    assert dates(minutes)["a"][0] == day("1987-11-26")
    (conflict,) = [c for c in minutes.conflicts if c.field == "published"]
    assert any("2024-03-01" in v.value for v in conflict.values)
    assert any("1987-11-26" in v.value for v in conflict.values)


def test_a_report_dated_by_its_metadata_keeps_it() -> None:
    minutes = build([shultz_meets_shevardnadze("a", "1988-03-22", "<=w2").reading()])
    assert dates(minutes)["a"] == (day("1988-03-22"), day("1988-03-22"))
    assert minutes.events[0].date == days("1988-03-22")


def test_a_visit_lasts_as_long_as_its_meetings() -> None:
    w = Writer("a", "2019-05-10")
    guest = w.person("Ana Ferreira", "PRT")
    hosts = w.person("Karim Haddad", "MAR"), w.person("Omar Tazi", "MAR")
    w.event([guest], [w.state("MAR")], mode="visit", frame="visit")
    w.event([guest], [hosts[0]], times=[w.time("2019-05-06")])
    w.event([guest], [hosts[1]], times=[w.time("2019-05-07")])
    visit = next(e for e in build([w.reading()]).events if e.mode == "visit")
    assert visit.date == days("2019-05-06", "2019-05-07")
    assert visit.rules["date"] == "stay"


def test_an_act_of_speech_takes_the_day_of_its_talk() -> None:
    w = Writer("a", "2019-05-10")
    a, b = w.person("Ana Ferreira", "PRT"), w.person("Karim Haddad", "MAR")
    w.event([a], [b], times=[w.time("2019-05-06")], issues=("trade",))
    w.event([a], [w.state("MAR")], type="REQUEST", mode=None, frame="urge", issues=("fisheries",))
    minutes = build([w.reading()])
    act = next(e for e in minutes.events if e.type == "REQUEST")
    talk = next(e for e in minutes.events if e.type == "CONSULT")
    assert act.date == days("2019-05-06")
    assert talk.issues == ("fisheries", "trade"), "what was raised in the talk"


def test_an_interval_is_never_inside_out() -> None:
    w = Writer("a", "2019-05-10")
    a = w.person("Ana Ferreira", "PRT")
    w.event(
        [a], [w.state("MAR")], mode="visit", status="planned",
        times=[w.time(">60~d05-15 .. >60~d05-17", "future")],
    )  # fmt: skip
    assert build([w.reading()]).events[0].date == days("2019-05-15", "2019-05-17")


def test_open_ends_stay_open() -> None:
    assert (
        solve([Clue(Interval(day("2019-01-01"), None), "text", "had passed")]).interval.end is None
    )


def test_the_day_of_a_journey_is_not_quite_that_of_the_talks_it_leads_to() -> None:
    w = Writer("a", "2019-05-01")
    a, b = w.person("Ana Ferreira", "PRT"), w.person("Karim Haddad", "MAR")
    sentence = Extent(0, 60)
    w.events.append(
        msgspec.structs.replace(told(w, [a], [w.state("MAR")], "visit", sentence), start=2, end=5)
    )
    w.events.append(msgspec.structs.replace(told(w, [a], [b], "meet", sentence), start=40, end=45))
    w.times.append(Timex(20, 28, "DATE", ">=w4", "future", rule="made"))
    talks = next(e for e in build([w.reading()]).events if e.mode == "meet")
    assert talks.date == days("2019-05-02", "2019-05-03"), "Thursday, or the day after"


def told(w: Writer, actors: list[int], recipients: list[int], mode: str, sentence: Extent) -> Told:
    w.event(actors, recipients, mode=mode, status="planned", times=[0], sentence=sentence)
    return w.events.pop()


def greeting(text: str, state: str, extra: Sequence[str] = ()) -> Writer:
    """A report by Secretary Shultz (July 1982 to January 1989) that names a state."""
    w = Writer("a", None, text)
    w.person("George Shultz", "USA", "Secretary of State", known("George Shultz", "USA"))
    for code in (state, *extra):
        at = text.index({"PRT": "Portugal", "WSM": "Samoa", "ISL": "Iceland"}[code])
        w.mentions.append(Mention(at, at + 6, w.state(code), "state", "made", Extent(at, at + 6)))
    return w


def test_an_anniversary_that_is_kept_gives_the_day_and_the_year() -> None:
    text = "I congratulate the people of Samoa on the 25th anniversary of your independence."
    minutes = build([greeting(text, "WSM").reading()])
    assert dates(minutes)["a"] == (day("1987-05-27"), day("1987-06-02"))
    because = [b for b in minutes.reports[0].published.because if isinstance(b, str)]
    assert "“independence” is kept on 1987-06-01" in because


def test_a_day_of_the_year_without_its_year_leaves_one_stretch_a_year() -> None:
    text = "Our best wishes to the people of Iceland as you celebrate your National Day."
    start, end = dates(build([greeting(text, "ISL").reading()]))["a"]
    assert (start, end) == (day("1982-06-12"), day("1988-06-18"))


def test_the_day_that_a_text_gives_itself_wins_over_the_table() -> None:
    text = "We wish Iceland well on the occasion of its National Day on July 2."
    w = greeting(text, "ISL")
    at = text.index("July")
    w.times.append(Timex(at, at + 6, "DATE", "<60~d07-02", "present", rule="made"))
    start, _ = dates(build([w.reading()]))["a"]
    assert start == day("1982-06-27")


@pytest.mark.parametrize(
    "text",
    [
        "Ahead of Iceland's National Day the two ministers prepared a visit.",
        "Since last National Day little has moved in Iceland.",
    ],
)
def test_a_day_that_is_only_told_of_dates_nothing(text: str) -> None:
    minutes = build([greeting(text, "ISL").reading()])
    assert not any("is kept" in str(b) for b in minutes.reports[0].published.because)


def test_the_nearest_state_is_the_one_whose_day_it_is() -> None:
    text = "To Portugal our thanks. We congratulate Iceland on the occasion of National Day."
    start, _ = dates(build([greeting(text, "ISL", ["PRT"]).reading()]))["a"]
    assert start is not None
    assert (start.month, start.day) == (6, 12), "not the tenth of June"


def test_a_trip_is_announced_in_the_days_before_it() -> None:
    text = "Secretary Shultz will travel to Rabat on Tuesday, April 21, for talks on fisheries."
    w = Writer("a", None, text)
    a = w.person("George Shultz", "USA", "Secretary of State", known("George Shultz", "USA"))
    at = text.index("Tuesday")
    w.times.append(Timex(at, at + 17, "DATE", ">60~d04-21", "future", rule="made"))
    w.event([a], [w.state("MAR")], mode="visit", status="planned", times=[0])
    start, end = dates(build([w.reading()]))["a"]
    assert (start, end) == (day("1987-04-16"), day("1987-04-23")), "the one such Tuesday"


def test_what_the_lead_tells_with_a_full_date_is_a_week_old_at_most() -> None:
    text = "Ministers Ferreira and Haddad met in Rabat on 6 May 2019 to discuss fisheries."
    w = Writer("a", None, text)
    at = text.index("6 May")
    w.times.append(Timex(at, at + 10, "DATE", "2019-05-06", "past", rule="made"))
    w.event(
        [w.person("Ana Ferreira", "PRT")], [w.person("Karim Haddad", "MAR")], times=[0],
        sentence=Extent(0, len(text)),
    )  # fmt: skip
    assert dates(build([w.reading()]))["a"] == (day("2019-05-06"), day("2019-05-13"))


def test_a_president_long_out_of_office_dates_nothing() -> None:
    text = "Lines. " * 90 + "It was begun under President Jimmy Carter."
    w = Writer("a", None, text)
    w.person("George Shultz", "USA", "Secretary of State", known("George Shultz", "USA"))
    carter = w.person("Jimmy Carter", "USA", "President", known("Jimmy Carter", "USA"))
    at = text.index("President")
    office = msgspec.structs.replace(w.referents[carter].offices[0], at=Extent(at, at + 9))
    w.referents[carter] = msgspec.structs.replace(w.referents[carter], offices=(office,))
    start, _ = dates(build([w.reading()]))["a"]
    assert start is not None
    assert start > day("1982-01-01")


def test_a_president_elect_is_not_yet_in_office() -> None:
    text = "President-elect Ronald Reagan received the ministers of the alliance."
    w = Writer("a", None, text)
    reagan = w.person("Ronald Reagan", "USA", "President", known("Ronald Reagan", "USA"))
    office = msgspec.structs.replace(w.referents[reagan].offices[0], at=Extent(0, 15))
    w.referents[reagan] = msgspec.structs.replace(w.referents[reagan], offices=(office,))
    _, end = dates(build([w.reading()]))["a"]
    assert end == day("1981-01-20")
