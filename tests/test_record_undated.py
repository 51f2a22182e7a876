"""Reports without a date of their own: what is ahead, what a time belongs to, what joins."""

from __future__ import annotations

import msgspec
import pytest

from tests.making import Writer, days, place
from verbale.record import build
from verbale.record.identity import rivals, same_office
from verbale.records import Extent, Interval, Minutes, Reading, Timex


def trip(report: str, published: str | None = None, **fields: object) -> Reading:
    w = Writer(report, published)
    guest = w.person("Ana Ferreira", "PRT", "Prime Minister")
    w.event([guest], [w.state("MAR")], mode="visit", frame="visit/v", **fields)  # type: ignore[arg-type]
    return w.reading()


@pytest.mark.parametrize("form", ["day+1", "week+1", "month+0 to-come"])
def test_what_is_held_at_a_time_to_come_is_planned_whatever_the_day(form: str) -> None:
    w = Writer("a")
    pair = w.person("Ana Ferreira", "PRT"), w.person("Karim Haddad", "MAR")
    w.event([pair[0]], [pair[1]], times=[w.time(form, "present")], tense="present")
    (event,) = build([w.reading()]).events
    assert event.status == "planned"
    assert event.rules["status"] == "time-ahead"


@pytest.mark.parametrize("form", ["day+0", "day-1", "week-1", "<=w3", "month+0 so-far"])
def test_what_is_told_of_today_or_before_is_no_plan(form: str) -> None:
    w = Writer("a")
    pair = w.person("Ana Ferreira", "PRT"), w.person("Karim Haddad", "MAR")
    w.event([pair[0]], [pair[1]], times=[w.time(form, "present")], tense="present")
    assert build([w.reading()]).events[0].status == "occurred"


def test_a_visit_by_its_noun_next_week_is_planned_but_a_past_verb_is_believed() -> None:
    noun, verb = Writer("a"), Writer("b")
    for w, frame in ((noun, "visit|trip/n +to=PARTY"), (verb, "visit/v obj=PARTY")):
        guest = w.person("Ana Ferreira", "PRT")
        w.event(
            [guest], [w.state("MAR")], mode="visit", frame=frame, times=[w.time("week+1", "past")]
        )
    assert build([noun.reading()]).events[0].status == "planned"
    assert build([verb.reading()]).events[0].status == "occurred"


def test_a_threat_is_not_dated_by_what_it_threatens() -> None:
    w = Writer("a", "2019-05-10")
    one, other = w.state("PRT"), w.state("MAR")
    due = w.time(">60~d06-01", "future")
    w.event([one], [other], type="THREATEN", mode=None, frame="threaten/v", times=[due])
    (event,) = build([w.reading()]).events
    assert event.date == Interval(None, days("2019-05-10").end)


def test_what_was_done_is_not_dated_by_days_to_come() -> None:
    w = Writer("a", "2019-05-10")
    one, other = w.state("PRT"), w.state("MAR")
    aim = w.time("year+11", "past")
    w.event([one], [other], type="SUPPORT", mode=None, frame="back/v", times=[aim])
    (event,) = build([w.reading()]).events
    assert event.date == Interval(None, days("2019-05-10").end)
    assert event.status == "occurred"


def test_who_is_the_first_to_come_has_not_come_where_the_visit_is_ahead() -> None:
    w = Writer("a", "2019-05-10")
    guest, host = w.person("Ana Ferreira", "PRT"), w.state("MAR")
    week = w.time("week+1", "future")
    for status, tense in (("planned", "future"), ("occurred", "present")):
        w.event(
            [guest], [host], mode="visit", frame="visit/v", status=status, tense=tense,
            times=[week] if status == "planned" else [],
        )  # fmt: skip
    w.events[1] = msgspec.structs.replace(w.events[1], superlative="first to visit since 1999")
    (event,) = build([w.reading()]).events
    assert event.status == "planned"
    alone = Writer("b", "2019-05-10")
    alone.referents, alone.events = w.referents, [w.events[1]]
    assert build([alone.reading()]).events[0].status == "occurred"


def test_two_reports_of_the_same_days_look_ahead_to_one_journey() -> None:
    minutes = build(
        [trip("a", "2019-05-08", status="planned"), trip("b", "2019-05-12", status="hypothetical")]
    )
    assert len(minutes.events) == 1
    minutes = build(
        [trip("a", "2019-05-08", status="planned"), trip("b", "2019-09-20", status="planned")]
    )
    assert len(minutes.events) == 2, "months apart"
    minutes = build(
        [trip("a", "2019-05-08", status="planned"), trip("b", "2019-05-12", status="occurred")]
    )
    assert len(minutes.events) == 2, "one of which is past"


def met(report: str, published: str | None = None) -> Reading:
    w = Writer(report, published)
    pair = w.person("Ana Ferreira", "PRT"), w.person("Karim Haddad", "MAR")
    w.event([pair[0]], [pair[1]], place=place("Lisbon", "PRT"))
    return w.reading()


def test_meetings_of_reports_of_which_no_day_is_known_may_be_one() -> None:
    assert len(build([met("a"), met("b")]).events) == 1


def test_a_meeting_of_an_unknown_day_is_not_that_of_a_known_one() -> None:
    assert len(build([met("a"), met("b", "2019-05-10")]).events) == 2


DATELINE = "GENEVA, Oct 20. - The two ministers met here for long talks on Monday, officials said."


def with_dateline(weekday: str) -> Minutes:
    w = Writer("a", text=DATELINE)
    guest = w.person("George Shultz", "USA", "Secretary of State", known="george-shultz")
    w.event([guest], [w.person("Karim Haddad", "MAR")])
    at = DATELINE.index("Oct")
    w.times = [
        Timex(at, at + 6, "DATE", "~d10-20", None, rule="made"),
        Timex(at + 40, at + 48, "DATE", weekday, "past", rule="made"),
    ]
    w.marks = w.marks.__class__(dateline=Extent(0, at + 8), dateline_date=Extent(at, at + 6))
    return build([w.reading()])


def test_a_lead_s_weekday_is_that_of_its_dateline_before_the_day_before() -> None:
    # 20 October was a Monday in 1986 and a Tuesday in 1987
    published = with_dateline("<=w1").reports[0].published
    assert (published.start, published.end) == (
        days("1986-10-20").start,
        days("1986-10-21").start,
    )
    assert published.basis == "inferred"
    # a Saturday in 1984 alone: the 20th is no Saturday's morrow in his years
    assert with_dateline("<=w6").reports[0].published.start == days("1984-10-20").start


def test_the_day_of_a_page_may_be_the_day_after_its_news() -> None:
    w = leaders("a", text="20 October" + " " * 90 + "The two ministers met on Monday.")
    w.person("George Shultz", "USA", "Secretary of State", known="george-shultz")
    w.event([2], [w.state("MAR")])
    w.times = [Timex(120, 126, "DATE", "<=w1", "past", rule="made")]
    w.marks = w.marks.__class__(dateline_date=Extent(0, 10))
    published = build([w.reading()]).reports[0].published
    assert (published.start, published.end) == (
        days("1986-10-20").start,
        days("1987-10-21").start,
    )


def told_on(report: str, form: str, town: str = "Lisbon", bears: str | None = None) -> Reading:
    """Two who met in a town on a day of that form; one held his office from 1982 to 1989."""
    text = "GENEVA, Oct 25 - " if bears else ""
    w = Writer(report, text=text + "Text " * 80)
    shultz = w.person("George Shultz", "USA", "Secretary of State", known="george-shultz")
    haddad = w.person("Karim Haddad", "MAR")
    w.times = [Timex(8, 14, "DATE", bears, None, rule="made")] if bears else []
    w.times.append(Timex(90, 95, "DATE", form, "past", rule="made"))
    w.event(
        [shultz], [haddad], times=[len(w.times) - 1], place=place(town, "PRT"),
        sentence=Extent(80, 120),
    )  # fmt: skip
    w.text = w.text[:87] + "on " + w.text[90:]
    w.report = msgspec.structs.replace(w.report, text=w.text)
    if bears:
        w.marks = w.marks.__class__(dateline=Extent(0, 16), dateline_date=Extent(8, 14))
    return w.reading()


def test_a_day_without_a_year_leaves_every_year_of_the_office() -> None:
    (report,) = build([told_on("a", "~d10-24", bears="~d10-25")]).reports
    assert (report.published.start, report.published.end) == (
        days("1982-10-25").start,
        days("1988-10-26").start,
    ), "no round of dating takes the first year away"


def test_a_weekday_in_one_report_gives_the_year_of_the_day_in_another() -> None:
    # of his years, 24 October was a Saturday in 1987 alone
    one, other = told_on("a", "~d10-24", bears="~d10-25"), told_on("b", "<=w6")
    for order in ((one, other), (other, one)):
        dated = {r.id: r.published for r in build(order).reports}
        assert (dated["a"].start, dated["a"].end) == (
            days("1987-10-25").start,
            days("1987-10-26").start,
        )
        assert dated["b"].start == days("1987-10-24").start
        assert dated["b"].end == days("1987-10-26").start


def test_a_weekday_in_another_town_gives_no_year() -> None:
    one, other = told_on("a", "~d10-24", bears="~d10-25"), told_on("b", "<=w6", town="Porto")
    dated = {r.id: r.published for r in build([one, other]).reports}
    assert dated["a"].start == days("1982-10-25").start


def test_of_two_dated_meetings_one_or_the_other_is_meant() -> None:
    known = []
    for name, day in (("x", "1985-06-03"), ("y", "1986-06-02")):
        w = Writer(name, day)
        pair = (
            w.person("George Shultz", "USA", known="george-shultz"),
            w.person("Karim Haddad", "MAR"),
        )
        w.event([pair[0]], [pair[1]], times=[0])
        w.time(day)
        known.append(w.reading())
    (report,) = (r for r in build([*known, told_on("a", "<=w1")]).reports if r.id == "a")
    assert report.published.start == days("1985-06-03").start
    assert report.published.end == days("1986-06-08").start
    assert any("1985-06-03 or 1986-06-02" in str(why) for why in report.published.because)


def test_talks_called_off_date_no_meeting() -> None:
    w = Writer("x", "1985-06-01")
    pair = (
        w.person("George Shultz", "USA", known="george-shultz"),
        w.person("Karim Haddad", "MAR"),
    )
    w.event([pair[0]], [pair[1]], times=[w.time("1985-06-03")], status="cancelled")
    (report,) = (r for r in build([w.reading(), told_on("a", "<=w1")]).reports if r.id == "a")
    assert not any("1985-06-03" in str(why) for why in report.published.because)


def test_a_day_on_which_they_met_in_another_town_dates_no_meeting() -> None:
    known = []
    for name, town in (("x", "Porto"), ("y", None)):
        w = Writer(name, "1985-06-03")
        pair = (
            w.person("George Shultz", "USA", known="george-shultz"),
            w.person("Karim Haddad", "MAR"),
        )
        where = place(town, "PRT") if town else None
        w.event([pair[0]], [pair[1]], times=[w.time("1985-06-03")], place=where)
        known.append(w.reading())
    (report,) = (r for r in build([*known, told_on("a", "<=w1")]).reports if r.id == "a")
    assert not any("1985-06-03" in str(why) for why in report.published.because)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Copyright 1986 Reuters. All rights reserved.", "1986-01-01", "1986-12-31"),
        ("(c) 1986 The Associated Press", "1986-01-01", "1986-12-31"),
        ("Copyright 1986 Harbour Courier Ltd", None, None),  # the page's, whatever its age
    ],
)
def test_an_agency_claims_its_story_for_the_year(
    words: str, first: str | None, last: str | None
) -> None:
    w = leaders("a", text="The two met for talks. " * 20 + words)
    published = build([w.reading()]).reports[0].published
    assert published.start == (days(first).start if first else None)
    assert published.end == (days(last).start if last else None)


def test_a_page_is_drawn_after_its_report() -> None:
    w = leaders("a", text="Monday, 24 September 2018. The two met for talks. " * 3)
    w.marks = w.marks.__class__(clocks=(Extent(0, 25),))
    published = build([w.reading()]).reports[0].published
    assert (published.start, published.end) == (None, days("2018-09-24").start)


@pytest.mark.parametrize("file", ["", " (file photo)"])
def test_the_picture_of_a_report_is_of_the_news_unless_from_the_files(file: str) -> None:
    caption = "The two in Lisbon on October 19, 1986" + file
    w = Writer("a", text="LISBON, Oct 20 - The two ministers met here, it was said. " + caption)
    shultz = w.person("George Shultz", "USA", "Secretary of State", known="george-shultz")
    w.event([shultz], [w.person("Karim Haddad", "MAR")])
    w.times = [Timex(8, 14, "DATE", "~d10-20", None, rule="made")]
    w.marks = w.marks.__class__(
        dateline=Extent(0, 16),
        dateline_date=Extent(8, 14),
        captions=(Extent(len(w.text) - len(caption), len(w.text)),),
    )
    published = build([w.reading()]).reports[0].published
    years = {d.year for d in (published.start, published.end) if d}
    assert (years == {1986}) == (not file)


def test_names_and_spellings_of_one_office_do_not_contradict() -> None:
    for one, other in (
        ("Premier", "Prime Minister"),
        ("Secretary of Defense", "Defence Secretary"),
    ):
        assert same_office(one, other)
        assert not rivals(one, other)
    assert not rivals("Finance Minister", "Chancellor of the Exchequer")
    assert rivals("Foreign Minister", "Secretary of State")
    assert rivals("Prime Minister", "President")


def test_an_unknown_date_stays_unknown() -> None:
    assert build([met("a")]).events[0].date == Interval()


def leaders(
    report: str, published: str | None = None, text: str | None = None, **fields: object
) -> Writer:
    w = Writer(report, published, text)
    pair = w.person("Ana Ferreira", "PRT"), w.person("Karim Haddad", "MAR")
    w.event([pair[0]], [pair[1]], **fields)  # type: ignore[arg-type]
    return w


def test_a_summit_of_two_is_a_meeting_and_one_of_three_is_not() -> None:
    for third, mode in ((None, "meet"), ("TUN", "multilateral")):
        w = leaders("a", "2019-05-10", mode="multilateral", frame="summit/n")
        if third:
            other = w.person("Omar Haddad", third)
            told = w.events[0]
            w.events[0] = msgspec.structs.replace(told, recipients=(*told.recipients, other))
        assert build([w.reading()]).events[0].mode == mode


def test_a_plan_of_an_unknown_year_finds_its_outcome() -> None:
    w = leaders("a", None, status="planned", place=place("Lisbon", "PRT"))
    shultz = w.person("George Shultz", "USA", "Secretary of State", known="george-shultz")
    w.event([shultz], [w.state("TUN")])
    done = leaders("b", "1987-11-20", times=[0], place=place("Lisbon", "PRT"))
    done.time("1987-11-19")
    (plan,) = build([w.reading(), done.reading()]).plans
    assert (plan.outcome, plan.confirmed_in) == ("occurred", ("b",))


def test_what_will_not_be_is_not_what_was() -> None:
    w = leaders("a", "2019-05-10", status="denied", tense="future")
    done = leaders("b", "2019-05-10", times=[0])
    done.time("2019-05-06")
    assert {e.status for e in build([w.reading(), done.reading()]).events} == {"denied", "occurred"}


@pytest.mark.parametrize(
    ("frame", "tense", "statuses"),
    [
        ("travel/v +to=PARTY", "present", ["planned"]),
        ("visit|trip/n +to=PARTY", "past", ["planned"]),
        ("travel/v +to=PARTY", "past", ["occurred", "planned"]),
    ],
)
def test_a_headline_and_a_noun_do_not_make_a_coming_visit_past(
    frame: str, tense: str, statuses: list[str]
) -> None:
    w = Writer("a", "2019-05-10")
    guest, host = w.person("Ana Ferreira", "PRT"), w.state("MAR")
    w.event([guest], [host], mode="visit", frame="travel/v +to=PARTY", status="planned")
    w.event([guest], [host], mode="visit", frame=frame, tense=tense)
    assert sorted({e.status for e in build([w.reading()]).events}) == statuses


def test_who_held_an_office_twice_dates_a_report_by_both_terms() -> None:
    text = "Russian President Vladimir Putin met guests. " + "It goes on for a while. " * 20
    w = Writer("a", text=text)
    putin = w.person("Vladimir Putin", "RUS", "President", known="vladimir-putin")
    w.event([putin], [w.state("MAR")])
    because = [b for b in build([w.reading()]).reports[0].published.because if isinstance(b, str)]
    assert because == [b for b in because if " and from " in b]
    assert because
