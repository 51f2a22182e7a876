"""Days that a report names in its own news: with their weekday, or of what was said on them."""

from __future__ import annotations

import msgspec
import pytest

from tests.making import Writer, day
from verbale.record import build
from verbale.record.yearless import news_clues
from verbale.records import Extent, Interval, Marks, Mention, Span, Timex

# George Shultz was Secretary of State from July 1982 to January 1989.
WHO = "Secretary of State George Shultz"


def published(text: str, *times: tuple[str, str, str], title: str = "") -> Interval:
    """When a report of Shultz was published; `times`: words, form and tense."""
    w = Writer("a", None, f"{title}\n{text}" if title else text)
    shultz = w.person("George Shultz", "USA", "Secretary of State", known="george-shultz")
    if title:
        w.marks = Marks(title=Extent(0, len(title)))
    w.event([shultz], [w.state("MAR")], type="SUPPORT", mode=None, frame="thank/v")
    for words, form, tense in times:
        at = w.text.index(words)
        w.times.append(Timex(at, at + len(words), "DATE", form, tense, rule="made"))
    found = build([w.reading()]).reports[0].published
    return Interval(found.start, found.end)


# Of the Thursdays 4 June since 1982 the only one before 1989 is that of 1987.
def test_a_day_with_its_weekday_in_the_lead_dates_the_report() -> None:
    text = f"{WHO} failed to see him in Oslo on Thursday 4 June, aides said. He gave no reason."
    found = published(text, ("Thursday 4 June", "<60~d06-04", "past"))
    assert found == Interval(day("1987-06-04"), day("1987-06-06"))


def test_the_title_is_not_the_lead() -> None:
    text = f"{WHO} was in Oslo on Thursday 4 June, aides said."
    found = published(
        text, ("Thursday 4 June", "<60~d06-04", "past"), title="Shultz plans no visit to Tromso"
    )
    assert found == Interval(day("1987-06-04"), day("1987-06-06"))


def test_a_release_of_an_office_may_be_days_late() -> None:
    text = f"Office of the Spokesperson\n\nOn Thursday 4 June, {WHO} joined the pact of Oslo."
    found = published(text, ("Thursday 4 June", "<60~d06-04", "past"))
    assert found == Interval(day("1987-06-04"), day("1987-06-11"))


def test_a_day_with_its_weekday_in_the_head_is_a_week_off_at_most() -> None:
    text = f"{WHO} is in Oslo. He was snubbed there on Thursday 4 June, aides said."
    found = published(text, ("Thursday 4 June", "<60~d06-04", "past"))
    assert found == Interval(day("1987-06-04"), day("1987-06-11"))


def test_a_coming_day_with_its_weekday_leaves_the_month_before() -> None:
    text = f"{WHO} is in Oslo. A vote there is due on Thursday 4 June."
    found = published(text, ("Thursday 4 June", ">60~d06-04", "future"))
    assert found == Interval(day("1987-05-05"), day("1987-06-04"))


# 4 June 1985 was the one Tuesday of its day from 1975 to 1990.
def test_a_day_with_its_weekday_far_below_leaves_the_year_after_it() -> None:
    text = f"{WHO} is in Oslo. " + "He gave no reason for it. " * 30 + "It fell on Tuesday 4 June."
    found = published(text, ("Tuesday 4 June", "<60~d06-04", "past"))
    assert found == Interval(day("1985-06-04"), day("1986-06-03"))


# 4 June 1987 was a Thursday.
@pytest.mark.parametrize("words", ["Thursday, 4 June 1987", "Monday, 4 June 1987", "4 June 1987"])
def test_what_the_lead_says_was_announced_on_a_day_dates_the_report(words: str) -> None:
    text = f"The envoy of Oslo was sent home, {WHO} announced on {words}. He gave no reason."
    found = published(text, (words, "1987-06-04", "past"))
    assert found == Interval(day("1987-06-04"), day("1987-06-06"))


def test_a_day_of_years_ago_does_not_date_the_report() -> None:
    text = f"{WHO} spoke of the talks of Thursday, 4 June 1981. A pact was signed in May 1987."
    found = published(
        text, ("Thursday, 4 June 1981", "1981-06-04", "past"), ("May 1987", "1987-05", "past")
    )
    assert found.end is not None
    assert found.end > day("1987-05-01")


def test_a_day_until_which_something_lasts_is_no_news() -> None:
    text = f"{WHO} stayed in Oslo until Thursday 4 June, aides said."
    found = published(text, ("Thursday 4 June", "<60~d06-04", "past"))
    assert found.end is not None
    assert found.end > day("1987-06-11")


def test_today_with_its_date_is_the_day_of_the_report() -> None:
    text = f"{WHO} was told so today, Thursday 4 June, aides said."
    found = published(text, ("today", "day+0", "past"), ("Thursday 4 June", "<60~d06-04", "past"))
    assert found == Interval(day("1987-06-04"), day("1987-06-04"))


def test_the_weekday_of_a_day_closes_what_an_office_of_today_leaves_open() -> None:
    text = "President Emomali Rahmon was told so today, Friday 5 May, aides said. " * 2
    w = Writer("a", None, text)
    w.times.append(Timex(text.index("Friday"), text.index("Friday") + 12, "DATE", "<60~d05-05",
                         "past", rule="made"))  # fmt: skip
    reading = w.reading()
    since = Interval(day("2016-01-01"), None)
    (clue,) = news_clues(reading, since, 2027)
    assert clue.interval == Interval(day("2017-05-05"), day("2023-05-05"))
    assert [o.start for o in clue.options] == [day("2017-05-05"), day("2023-05-05")]
    bare = msgspec.structs.replace(reading, times=(msgspec.structs.replace(
        reading.times[0], start=text.index("5 May"), end=text.index("5 May") + 5),))  # fmt: skip
    assert news_clues(bare, since, 2027) == []


# Eduard Shevardnadze was foreign minister from July 1985 to January 1991.
def test_who_is_named_as_a_ministers_counterpart_held_that_office() -> None:
    text = f"{WHO} met his Soviet counterpart, Eduard Shevardnadze, in Oslo."
    w = Writer("a", None, text)
    shultz = w.person("George Shultz", "USA", "Secretary of State", known="george-shultz")
    other = w.person("Eduard Shevardnadze", "RUS", known="eduard-shevardnadze-rus")
    w.event([shultz], [other])
    at = text.index("his Soviet")
    words = Extent(at, at + len("his Soviet counterpart"))
    w.mentions = [Mention(words.start, words.end, other, "counterpart", "made", words)]
    found = build([w.reading()]).reports[0].published
    assert (found.start, found.end) == (day("1985-05-18"), day("1989-03-06"))
    assert words.start in [b.start for b in found.because if isinstance(b, Span)]
