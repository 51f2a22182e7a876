"""What the tagger reads in a sentence, seen from a day."""

from __future__ import annotations

import datetime as dt
import gc
import time

import pytest
import spacy
from spacy.language import Language

from verbale.reading import times

SEEN_FROM = dt.date(2024, 5, 15)  # a Wednesday


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


def read(nlp: Language, text: str) -> list[tuple[str, str, str]]:
    return [
        (text[timex.start : timex.end], timex.type, found.value)
        for timex, found in times.read(nlp(text), SEEN_FROM)
    ]


ONE = [
    # full and partial dates
    ("They met on 12 April 2021 in Oslo.", "12 April 2021", "DATE", "2021-04-12"),
    ("They met on Friday, Jan. 5, 2024, in Oslo.", "Friday, Jan. 5, 2024", "DATE", "2024-01-05"),
    ("They met on the 19th of March.", "the 19th of March", "DATE", "2024-03-19"),
    ("They met last Friday, Jan. 5, 2024.", "last Friday, Jan. 5, 2024", "DATE", "2024-01-05"),
    ("They met last Thursday, May 9.", "last Thursday, May 9", "DATE", "2024-05-09"),
    ("They meet next Thursday, 23 May.", "next Thursday, 23 May", "DATE", "2024-05-23"),
    ("They met on 03-NOV-2022.", "03-NOV-2022", "DATE", "2022-11-03"),
    ("They met on the 3RD of November.", "the 3RD of November", "DATE", "2023-11-03"),
    ("They met on 2022-11-03.", "2022-11-03", "DATE", "2022-11-03"),
    ("They met on 03/11/2022.", "03/11/2022", "DATE", "2022-03-11"),
    ("They met on 13/11/2022.", "13/11/2022", "DATE", "2022-11-13"),
    ("They met on 03.11.2022.", "03.11.2022", "DATE", "2022-11-03"),
    ("The pact of August 1999 lapsed.", "August 1999", "DATE", "1999-08"),
    ("It was signed in 1978.", "1978", "DATE", "1978"),
    ("It was signed in nineteen seventy-eight.", "nineteen seventy-eight", "DATE", "1978"),
    ("Ties froze in the 1980s.", "the 1980s", "DATE", "198"),
    ("Ties froze in the '80s.", "the '80s", "DATE", "198"),
    ("Borders of the 19th century.", "the 19th century", "DATE", "18"),
    ("He spoke in early March.", "early March", "DATE", "2024-03"),
    ("It was the end of 2023.", "the end of 2023", "DATE", "2023"),
    ("Growth in fiscal 2023 was flat.", "fiscal 2023", "DATE", "2023"),
    ("Growth in the third quarter of 2023.", "the third quarter of 2023", "DATE", "2023-Q3"),
    ("Growth in Q3 2023.", "Q3 2023", "DATE", "2023-Q3"),
    ("Trade rose in the first half of 2022.", "the first half of 2022", "DATE", "2022-H1"),
    ("Trade rose in the summer of 2022.", "the summer of 2022", "DATE", "2022-SU"),
    ("The league of the 3rd century BC.", "the 3rd century BC", "DATE", "BC02"),
    ("They landed at dawn on 9 May 1942.", "dawn on 9 May 1942", "TIME", "1942-05-09TMO"),
    # ranges in one expression
    ("The visit of June 18-19, 2023.", "June 18-19, 2023", "DATE", "2023-06-18/2023-06-19"),
    ("The talks of 13/14 March.", "13/14 March", "DATE", "2024-03-13/2024-03-14"),
    ("The war of 1939-1945.", "1939-1945", "DATE", "1939/1945"),
    ("The budget of 1987/88.", "1987/88", "DATE", "1987/1988"),
    # seen from the day of the report
    ("He left today.", "today", "DATE", "2024-05-15"),
    ("He left the day before yesterday.", "the day before yesterday", "DATE", "2024-05-13"),
    ("He spoke yesterday evening.", "yesterday evening", "TIME", "2024-05-14TEV"),
    ("He left last night.", "last night", "TIME", "2024-05-14TNI"),
    ("He left on Monday.", "Monday", "DATE", "2024-05-13"),
    ("He left on Wednesday.", "Wednesday", "DATE", "2024-05-15"),
    ("He left on Thursday.", "Thursday", "DATE", "2024-05-09"),
    ("He will leave on Thursday.", "Thursday", "DATE", "2024-05-16"),
    ("He is due to leave on Tuesday.", "Tuesday", "DATE", "2024-05-21"),
    ("Ahead of Friday's summit, he rested.", "Friday", "DATE", "2024-05-17"),
    ("He left on Monday morning.", "Monday morning", "TIME", "2024-05-13TMO"),
    ("It came earlier this week.", "earlier this week", "DATE", "2024-W20"),
    ("It came late last year.", "late last year", "DATE", "2023"),
    ("It comes next month.", "next month", "DATE", "2024-06"),
    ("In July last year they met.", "July last year", "DATE", "2023-07"),
    ("Last year's third quarter was weak.", "Last year's third quarter", "DATE", "2023-Q3"),
    ("On Tuesday of last week they met.", "Tuesday of last week", "DATE", "2024-05-07"),
    ("The week of March 4 was calm.", "The week of March 4", "DATE", "2024-W10"),
    ("They met over the weekend.", "the weekend", "DATE", "2024-W19-WE"),
    ("They met last November.", "last November", "DATE", "2023-11"),
    ("They met in the last week of March.", "the last week of March", "DATE", "2024-03"),
    ("Rome fell in 476 AD.", "476 AD", "DATE", "0476"),
    ("The war began in 264 BC.", "264 BC", "DATE", "BC0264"),
    ("It closes by year-end.", "year-end", "DATE", "2024"),
    ("In the early hours of Monday it rained.", "Monday", "DATE", "2024-05-13"),
    ("Some weeks later it rained.", "Some weeks later", "DURATION", "PXW"),
    ("It rose over the last two weeks.", "the last two weeks", "DURATION", "P2W"),
    ("It rose over many years.", "many years", "DURATION", "PXY"),
    ("The third-quarter loss.", "third-quarter", "DATE", "2024-Q3"),
    ("The 2021 third quarter was weak.", "The 2021 third quarter", "DATE", "2021-Q3"),
    ("The winter of 1941-42 was cold.", "The winter of 1941-42", "DATE", "1942-WI"),
    ("The meeting is listed for Sunday.", "Sunday", "DATE", "2024-05-19"),
    ("They met at Easter.", "Easter", "DATE", "2024-03-31"),
    # at a distance
    ("He left three days ago.", "three days ago", "DATE", "2024-05-12"),
    ("He left two weeks ago.", "two weeks ago", "DATE", "2024-W18"),
    ("He left about five months ago.", "about five months ago", "DATE", "2023-12"),
    ("It ended several years ago.", "several years ago", "DATE", "PAST_REF"),
    ("He leaves two months from now.", "two months from now", "DATE", "2024-07"),
    # lengths
    ("It took 5 1/2 hours.", "5 1/2 hours", "DURATION", "PT5H30M"),
    ("It took two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
    ("It took half an hour.", "half an hour", "DURATION", "PT30M"),
    ("After nearly three decades it ended.", "nearly three decades", "DURATION", "P30Y"),
    ("A two-day visit.", "two-day", "DURATION", "P2D"),
    ("In the past two months it grew.", "the past two months", "DURATION", "P2M"),
    ("In the next few months it will grow.", "the next few months", "DURATION", "PXM"),
    ("In recent weeks it grew.", "recent weeks", "DURATION", "PXW"),
    # repeated
    ("They meet every two years.", "every two years", "SET", "P2Y"),
    ("They meet on Mondays.", "Mondays", "SET", "XXXX-WXX-1"),
    ("They meet annually.", "annually", "SET", "P1Y"),
    # times of day
    ("It ended at 10:35 p.m. GMT Monday.", "10:35 p.m. GMT Monday", "TIME", "2024-05-13T22:35"),
    ("It ended at noon Tuesday.", "noon Tuesday", "TIME", "2024-05-14T12:00"),
    ("It began at 0930 GMT.", "0930 GMT", "TIME", "2024-05-15T09:30"),
    ("On the night of March 4 it rained.", "the night of March 4", "TIME", "2024-03-04TNI"),
    # without a place on the calendar
    ("Talks are now open.", "now", "DATE", "PRESENT_REF"),
    ("Talks opened recently.", "recently", "DATE", "PAST_REF"),
    ("Talks will open soon.", "soon", "DATE", "FUTURE_REF"),
]


@pytest.mark.parametrize(("text", "words", "kind", "value"), ONE, ids=[row[0] for row in ONE])
def test_reads_the_expression(nlp: Language, text: str, words: str, kind: str, value: str) -> None:
    assert read(nlp, text) == [(words, kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "She may travel, and troops march on.",
        "He is 54 years old.",
        "A 54-year-old man spoke.",
        "He paid $1,998 for it.",
        "A quarter of the seats fell vacant.",
        "The Sun rose on the Sat dish.",
        "He spoke to the China Daily.",
        "It earned 12 million a year.",
        "As soon as he arrived they spoke.",
        "It was the last day of the visit.",
        "A last-minute deal.",
        "Resolutions 1970 and 1973 bind all.",
        "The fall of the wall.",
        "The Winter Olympics opened.",
        "He wrote for the Sunday Times.",
        "They march in the March for Life.",
    ],
)
def test_leaves_other_words_alone(nlp: Language, text: str) -> None:
    assert read(nlp, text) == []


def test_two_ends_of_a_range_stay_two_and_are_paired(nlp: Language) -> None:
    text = "Between March and May 2022 nothing moved."
    found = times.find(nlp(text))
    assert [text[t.start : t.end] for t in found] == ["March", "May 2022"]
    assert times.ranges(text, found) == [(0, 1)]


def test_first_end_of_a_range_takes_its_year_from_the_second(nlp: Language) -> None:
    assert read(nlp, "It ran from July 1 to Sept. 30, 2019.") == [
        ("July 1", "DATE", "2019-07-01"),
        ("Sept. 30, 2019", "DATE", "2019-09-30"),
    ]


def test_offsets_are_of_the_text_with_its_line_breaks(nlp: Language) -> None:
    text = "OSLO --\n\nThey met on June\n3, 2021,\nand left."
    (timex,) = times.find(nlp(text))
    assert text[timex.start : timex.end] == "June\n3, 2021"


def test_expressions_do_not_cross_blank_lines(nlp: Language) -> None:
    found = read(nlp, "They met in June\n\n2021 was another year.")
    assert [words for words, _, _ in found] == ["June", "2021"]


def test_inspect_gives_the_rows_of_the_contract(nlp: Language) -> None:
    (row,) = times.inspect(nlp("They met earlier this week."), SEEN_FROM)
    assert row == {
        "start": 9,
        "end": 26,
        "type": "DATE",
        "value": "2024-W20",
        "mod": None,
        "interval": {"start": "2024-05-13", "end": "2024-05-15"},
        "granularity": "week",
        "rule": "pointed-unit",
    }


def test_inspect_without_a_reference_keeps_what_is_certain(nlp: Language) -> None:
    rows = times.inspect(nlp("They met on Monday and on 4 May 2021."), None)
    assert [row["value"] for row in rows] == ["XXXX-WXX-1", "2021-05-04"]
    assert rows[0]["interval"] is None
    assert rows[1]["interval"] == {"start": "2021-05-04", "end": "2021-05-04"}


def test_inspect_shows_both_ends_of_a_range(nlp: Language) -> None:
    text = "The visit of June 18-19, 2023."
    rows = times.inspect(nlp(text), SEEN_FROM)
    assert [text[row["start"] : row["end"]] for row in rows] == ["June 18", "19, 2023"]
    assert [row["value"] for row in rows] == ["2023-06-18", "2023-06-19"]
    assert {row["interval"]["start"] + row["interval"]["end"] for row in rows} == {
        "2023-06-182023-06-19"
    }


@pytest.mark.parametrize("piece", ["about ", "one hundred ", "1990 and ", "May 5, ", "the ", "2/"])
def test_repetition_takes_linear_time(nlp: Language, piece: str) -> None:
    def spent(times_over: int) -> float:
        doc = nlp(piece * times_over)
        gc.disable()  # a collection goes through all that other tests have left
        try:
            began = time.thread_time()
            times.inspect(doc, SEEN_FROM)
            return time.thread_time() - began
        finally:
            gc.enable()

    assert spent(4000) < 60 * max(spent(400), 0.01)
