"""Lines that date a report, in the forms in which offices and pages write them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.making import Writer, day
from verbale.cleaning import clean
from verbale.reading import times
from verbale.record import build
from verbale.records import Extent, Marks, Report

TITLE = "Prime Minister Silva speaks with President Haddad of Morocco"
BODY = (
    "Prime Minister Ana Silva spoke today with the President of Morocco, Karim Haddad, about the "
    "fishing rights of both countries.",
    "The two leaders agreed to stay in close contact and to meet again before the end of the year.",
)


def marks_of(text: str) -> Marks:
    return clean(Report(id="a", source="a", text=text))


def stated(text: str) -> tuple[dt.date, ...]:
    date = marks_of(text).dateline_date
    return times.stated_days(text[date.start : date.end]) if date else ()


LINES = [
    "May 24, 2021, Setubal, Portugal",
    "Lisbon, May 24, 2021",
    "Lisbon, 24 May 2021",
    "Lisbon (24 May 2021)",
    "Lisbon: 24 May 2021",
    "Washington, D.C., May 24, 2021",
    "Accra, May 24, 2021 (Ministry of Foreign Affairs)",
    "24/05/2021",
    "24.05.2021",
    "2021-05-24 18:20",
    "18:20, 24 May 2021",
    "18:20 GMT, 24 May 2021",
    "24-May-2021",
    "Release Date: 24-MAY-2021",
    "24th May, 2021",
    "DATE: 24TH MAY 2021",
    "Monday the 24th of May 2021",
    "[24 May 2021]",
    "Published 24 May 2021",
    "Date: 24 May 2021",
    "Date of publication: 24.05.2021",
    "Created: 24 May 2021",
    "May 24, 2021 | Readout",
    "Press Release - 24 May 2021",
    "Press Releases : 24 May 2021",
    "Release No. 31/2021, 24 May 2021",
    "PR No. 31-2021 (24 May 2021)",
    "Posted on May 24, 2021 by webmaster",
    "Posted by Rui Costa on May 24, 2021",
    "By Rui Costa May 24, 2021",
    "Source: Lusa  2021-05-24 18:20",
    "FOR IMMEDIATE RELEASE: May 24, 2021",
    "European Council Press release 24 May 2021 18:20",
    "24 May 2021 3 min read",
    "Monday, May 24, 2021",
    "Monday 24 May 2021 18:20",
    "Lisbon, Monday, May 24, 2021",
    "THE SUN, Lisbon, Monday, May 24, 2021",
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_says_when_a_report_was_issued_dates_it(line: str) -> None:
    for gap in ("\n", "\n\n"):
        for head in ((TITLE, line), (line, TITLE)):
            text = gap.join((*head, *BODY)) + "\n"
            marks = marks_of(text)
            assert stated(text) == (day("2021-05-24"),)
            assert marks.clocks == ()
            assert marks.title is not None
            assert text[marks.title.start : marks.title.end] == TITLE


@pytest.mark.parametrize(
    "lines",
    [
        ("May 24, 2021", "Porto, Portugal"),
        ("For Immediate Release", "May 24, 2021"),
        ("Ottawa, Ontario", "May 24, 2021"),
    ],
)
def test_a_place_or_a_release_note_beside_the_date_is_no_title(lines: tuple[str, str]) -> None:
    text = "\n".join((*lines, TITLE, *BODY))
    marks = marks_of(text)
    assert stated(text) == (day("2021-05-24"),)
    assert marks.title is not None
    assert text[marks.title.start : marks.title.end] == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "Morocco and Portugal meet on May 24, 2021",
        "What to expect from the May 24, 2021 summit",
        "Haddad arrives May 24, 2021 for talks on fish",
        "— President Haddad, May 24, 2021",
    ],
)
def test_a_line_with_other_words_is_no_stamp(line: str) -> None:
    assert stated("\n\n".join((TITLE, line, *BODY))) == ()


def test_the_date_under_a_quoted_motto_is_the_mottos() -> None:
    motto = "“We count on Portugal as a key partner and as a friend of many years.”"
    for signed in (("– Joint statement of the ministers,", "May 24, 2021"), ("May 24, 2021",)):
        assert stated("\n\n".join((motto, *signed, *BODY))) == ()


def test_a_date_below_the_standfirst_or_at_the_end_is_the_reports() -> None:
    first, last = BODY
    assert stated("\n\n".join((TITLE, first, "24 May 2021", last, last))) == (day("2021-05-24"),)
    assert stated("\n\n".join((TITLE, first, last, "Done at Lisbon, 24 May 2021")))


def test_the_dates_of_a_chronicle_are_not_the_reports() -> None:
    first, last = BODY
    lines = (TITLE, first, "24 May 2021", last, "25 May 2021", last)
    assert stated("\n\n".join(lines)) == ()


def test_a_weekday_and_date_among_other_furniture_is_the_pages_clock() -> None:
    text = "\n\n".join(("Monday, May 24, 2021", TITLE, "- Advertisement -", *BODY))
    assert stated(text) == ()
    assert len(marks_of(text).clocks) == 1


def test_a_date_in_figures_that_may_be_two_leaves_both() -> None:
    assert times.stated_days("03/04/2022") == (day("2022-03-04"), day("2022-04-03"))
    assert times.stated_days("3.4.2022") == (day("2022-04-03"),)
    assert times.stated_days("23/04/2022") == (day("2022-04-23"),)
    assert times.stated_days("2022-03-04") == (day("2022-03-04"),)


@pytest.mark.parametrize(
    ("line", "dateline", "last"),
    [
        ("Published: 24 May 2021", False, "2021-05-24"),
        ("Last updated: 24 May 2021", False, "2021-05-25"),
        ("LISBON, 24 May 2021 -", True, "2021-05-25"),
    ],
)
def test_what_is_published_on_a_day_is_of_that_day(line: str, dateline: bool, last: str) -> None:
    w = Writer("a", text=f"{line}\nThe ministers met about the fishing grounds off the coast.")
    at = line.index("24")
    w.marks = Marks(
        dateline=Extent(0, len(line)) if dateline else None,
        dateline_date=Extent(at, at + len("24 May 2021")),
    )
    found = build([w.reading()]).reports[0].published
    assert (found.start, found.end) == (day("2021-05-24"), day(last))
    assert found.basis == "stated"


@pytest.mark.parametrize(
    "line",
    [
        "No: 171, 24 May 2021, Press Release Regarding the Decision of Spain",
        "24 May 2021: Foreign Minister Tazi receives the ambassador of Spain",
        "Daily Press Briefing - May 24, 2021",
        "Statement by the President of the Republic on Fisheries (24 May 2021)",
        "Readout of the call with President Haddad, May 24, 2021",
    ],
)
def test_a_papers_title_may_hold_its_date_and_stays_its_title(line: str) -> None:
    text = "\n\n".join((line, *BODY))
    assert stated(text) == (day("2021-05-24"),)
    title = marks_of(text).title
    assert title is None or text[title.start : title.end] == line


@pytest.mark.parametrize(
    "line",
    [
        "Lisbon Radio Renascenca in Portuguese 2300 GMT 24 May 91",
        "Source: Lusa news agency, Lisbon, in English 1810 gmt 24 May 91",
        "Lisbon RDP Antena 1 in Portuguese 0900 UTC on 24 May 1991",
    ],
)
def test_what_is_monitored_is_of_the_day_on_which_it_was_sent(line: str) -> None:
    for lines in ((TITLE, line, *BODY), (TITLE, *BODY, line)):
        assert stated("\n".join(lines)) == (day("1991-05-24"),)


@pytest.mark.parametrize(
    ("words", "found"), [("24 May 91", "1991-05-24"), ("24 May 04", "2004-05-24")]
)
def test_a_stamp_may_have_a_year_of_two_figures(words: str, found: str) -> None:
    assert times.stated_days(words) == (day(found),)
    assert times.stated_day(words) is None


@pytest.mark.parametrize(
    ("line", "agency", "last"),
    [
        ("LISBON, 24 May 2021 -", "Lusa", "2021-05-24"),
        ("LISBON, 24 May 2021 (XNA) -", None, "2021-05-24"),
        ("24 May 2021 -", None, "2021-05-24"),
        ("LISBON, 24 May 2021 -", None, "2021-05-25"),
    ],
)
def test_an_agencys_copy_goes_out_on_the_day_of_its_dateline(
    line: str, agency: str | None, last: str
) -> None:
    w = Writer("a", text=f"{line} The ministers met about the fishing grounds off the coast.")
    w.marks = Marks(
        dateline=Extent(0, len(line)),
        dateline_date=Extent(line.index("24"), line.index("24") + len("24 May 2021")),
        agency=agency,
    )
    found = build([w.reading()]).reports[0].published
    assert (found.start, found.end) == (day("2021-05-24"), day(last))


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("LIMA (Reuters), Oct 12 - ", "Oct 12"),
        ("Lima (RPP), 12. October 2023 - ", "12. October 2023"),
        ("LIMA (Andina), 12 October 2023 -- ", "12 October 2023"),
        ("New Delhi, Oct 12 (PTI) ", "Oct 12"),
        ("NEW DELHI, OCT 12: ", "OCT 12"),
        ("WINDHOEK, 12 OCT (NAMPA) - ", "12 OCT"),
        ("Lima - 12 October 2023 - ", "12 October 2023"),
        ("CAIRO — Oct 12, 2023: ", "Oct 12, 2023"),
        ("Tehran, Oct 12, Mehr News Agency – ", "Oct 12"),
        ("12 October 2023 – ", "12 October 2023"),
        ("(Lima, Peru; October 12, 2023) ", "October 12, 2023"),
    ],
)
def test_datelines_with_their_date_behind_the_agency_or_without_a_dash(
    line: str, date: str
) -> None:
    text = f"{TITLE}\n\n{line}{BODY[0]}\n\n{BODY[1]}"
    marks = marks_of(text)
    assert marks.dateline is not None
    assert text[marks.dateline.start : marks.dateline.end] == line
    assert marks.dateline_date is not None
    assert text[marks.dateline_date.start : marks.dateline_date.end] == date


def test_an_agency_in_brackets_without_a_date_and_dash_is_no_dateline() -> None:
    text = f"{TITLE}\n\nNew Delhi (PTI) {BODY[0]}\n\n{BODY[1]}"
    assert marks_of(text).dateline is None


def test_the_note_at_the_end_of_a_newspapers_page_dates_it() -> None:
    text = "\n".join((TITLE, *BODY, "Published in The Nation, May 24th, 2021"))
    assert stated(text) == (day("2021-05-24"),)


def test_a_copyright_of_the_year_of_the_pages_clock_is_the_pages() -> None:
    w = Writer("a", text="Monday, May 24, 2021\nThe ministers met.\n© 2021 AFP")
    w.marks = Marks(clocks=(Extent(0, 20),))
    found = build([w.reading()]).reports[0].published
    assert (found.start, found.end) == (None, day("2021-05-24"))
