"""What is marked as page furniture or caption, and, as much, what is left alone."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.cleaning import clean, loose_lines
from verbale.cleaning.layout import merged, units
from verbale.knowledge import furniture as table
from verbale.records import Cast, Extent, Marks, Reading, Report

LEAD = (
    "The foreign ministers of Norway and Poland met in Gdansk on Tuesday and agreed to "
    "coordinate their positions before the summit next month."
)
MORE = (
    "They also spoke about energy supplies through the Baltic and about the training of "
    "border guards, the Polish ministry said in a statement."
)


def marks_of(text: str, **more: object) -> Marks:
    return clean(msgspec.structs.replace(Report(id="r", source="r.txt", text=text), **more))


def words(text: str, extents: tuple[Extent, ...]) -> list[str]:
    return [text[one.start : one.end] for one in extents]


@pytest.mark.parametrize(
    "line",
    [
        "- Advertisement -",
        "ADVERTISEMENT",
        "Story continues below this ad",
        "Share on WhatsApp",
        "Listen to this story",
        "4 min read",
        "0 17",
        "12.4 C",
        "-3 °C",
        "Home » Europe » Poland",
        "World | Politics | Business | Sports",
        "PoliticsEuropeWorld",
        "Must read",
        "Read more: Baltic states plan joint patrols",
        "Also Read | Everything about the summit",
        "Subscribe to our daily newsletter",
        "Sign up to get the latest headlines",
        "Comments (14)",
        "Leave a comment",
        "Your email address will not be published. Required fields are marked *",
        "Back to top",
        "Source link",
        "© 2022 Baltic Courier. All rights reserved.",
        "Photo: Getty Images",
        "Image credit: NTB",
        "Related stories",
        "Most read",
        "By News Desk",
        "https://example.org/news/123",
        "(This story has not been edited by our staff and is generated from a feed.)",
        "Reporting by Anna Nowak; Editing by Ola Berg",
        "ADVERTISEMENT – KEEP READING BELOW",
        "Follow @balticcourier",
        "Follow Baltic Courier at balticcourier.com",
        "Print | Email this to a friend",
        "You are here: Home / World / Europe",
        "From the section Europe",
        "Tell us your thoughts on this report",
        "Enjoying our journalism? Sign up today",
        "Subscribe for only €2 a month",
        "Be the first to know when news breaks",
        "You have 4 free stories left to read",
        "Published on: Updated:",
        "Image copyright NTB",
        "News Sport Business Obituaries",
    ],
)
def test_a_line_of_furniture_is_marked_wherever_it_stands(line: str) -> None:
    for text in (
        f"{line}\n\n{LEAD}\n\n{MORE}",
        f"{LEAD}\n\n{line}\n\n{MORE}",
        f"{LEAD}\n\n{MORE}\n\n{line}",
    ):
        marks = marks_of(text)
        marked = [*marks.boilerplate, *([marks.byline] if marks.byline else [])]
        at = text.index(line)
        assert any(m.start <= at and m.end >= at + len(line) for m in marked), marks
        assert all(LEAD[:20] not in piece for piece in words(text, marks.boilerplate))


@pytest.mark.parametrize(
    "line",
    [
        "Share prices on the Oslo exchange fell by two per cent after the announcement.",
        "Readers of the communique will look in vain for a date.",
        "A source close to the talks said that the next round would be held in Vilnius.",
        "The combination of sanctions and tariffs has hurt exports, according to the ministry.",
        "Home affairs ministers from both countries will meet in Oslo in the second week of May.",
        "Mali will be the first to ratify the accord, ministers said in Bamako.",
        "The premier is the last to leave: four more stories follow this month.",
        "Sport, business and politics meet in Oslo",
        "Comments by the Norwegian side were not immediately available after the meeting.",
        "“Back to the table” was the slogan",
        "What the two sides want",
        "Search and rescue crews from both navies took part in the exercise on Wednesday.",
        "In 2019 there were 120 such visits, and in 2020 only 14, ministry figures showed.",
        "The left-wing party poses a challenge to the government, which holds 81 seats.",
    ],
)
def test_prose_and_subheadings_are_left_alone(line: str) -> None:
    marks = marks_of(f"{LEAD}\n\n{line}\n\n{MORE}")
    assert marks.boilerplate == ()
    assert marks.captions == ()


def test_rows_of_a_table_are_no_share_counts() -> None:
    text = f"{LEAD}\n\n2019\n120\n2020\n14\n\n{MORE}"
    assert marks_of(text).boilerplate == ()


def test_a_count_with_a_label_is_furniture_only_on_top() -> None:
    text = f"Ministers meet in Gdansk\n\n7 norway\n\n{LEAD}\n\n{MORE}"
    assert words(text, marks_of(text).boilerplate) == ["7 norway"]


def test_the_clock_of_a_page_is_kept_apart() -> None:
    text = f"8 C\nMonday, May 6, 2024\n\nMinisters meet in Gdansk\n\n{LEAD}\n\n{MORE}"
    marks = marks_of(text)
    assert words(text, marks.clocks) == ["Monday, May 6, 2024"]
    assert "Monday, May 6, 2024" in words(text, marks.boilerplate)
    assert words(text, (marks.title,) if marks.title else ()) == ["Ministers meet in Gdansk"]
    assert marks.dateline_date is None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Source: Xinhua| 2019-05-07 13:52:16|Editor: Mei", "2019-05-07"),
        ("World | Tue, May 7", "Tue, May 7"),
        ("NORDICS | Staff | Updated: May 7, 2019", "May 7, 2019"),
        ("7 May", "7 May"),
        ("Tuesday 7 May", "Tuesday 7 May"),
        ("Published: 7 May 2019 10:30 am", "7 May 2019"),
        ("Updated: May 7", "May 7"),
        ("Oslo · May 7, 2019 · 4 min", "May 7, 2019"),
        ("Gdansk, 7 May 2019 (NTB)", "7 May 2019"),
        ("Gdansk, Tuesday, May 7, 2019", "Tuesday, May 7, 2019"),
        ("Gdansk, May 7 /PAP/", "May 7"),
        ("May 7, 2019 - 22:41", "May 7, 2019"),
        ("May 7, 2019 / 4:21 PM / Baltic News", "May 7, 2019"),
        ("May 7 2019, 12:01am, The Herald", "May 7 2019"),
        ("2019-05-07T10:00:00Z", "2019-05-07"),
        ("2019/5/7 21:18:39", "2019/5/7"),
        ("NEWS 7 May 2019", "7 May 2019"),
        ("(7 May 2019)", "7 May 2019"),
        ("By Eva Lund | Published May 7, 2019", "May 7, 2019"),
    ],
)
def test_a_date_among_the_fields_above_a_report_is_its_own(line: str, date: str) -> None:
    text = f"Ministers of Norway and Poland meet in Gdansk\n\n{line}\n\n{LEAD}\n\n{MORE}\n"
    marks = marks_of(text)
    assert marks.dateline_date is not None
    assert text[marks.dateline_date.start : marks.dateline_date.end] == date


@pytest.mark.parametrize(
    "line", ["Oslo 29° | Monday, 6 May 2019", "Gdansk 14°C · Monday, May 6, 2019"]
)
def test_a_date_beside_the_weather_is_the_page_s_clock(line: str) -> None:
    text = f"Ministers of Norway and Poland meet in Gdansk\n\n{line}\n\n{LEAD}\n\n{MORE}\n"
    marks = marks_of(text)
    assert marks.dateline_date is None
    assert len(marks.clocks) == 1


@pytest.mark.parametrize("line", ["News  Policy  Markets  Video", "Home   World   Sport"])
def test_sections_parted_by_wide_gaps_are_a_menu(line: str) -> None:
    text = f"{line}\n\nMinisters of Norway and Poland meet in Gdansk\n\n{LEAD}\n\n{MORE}\n"
    assert line in words(text, marks_of(text).boilerplate)


def test_a_headline_with_a_date_is_no_stamp() -> None:
    text = f"Norway and Poland to meet on May 7\n\n{LEAD}\n\n{MORE}\n"
    assert marks_of(text).dateline_date is None


def test_a_stamp_under_the_title_is_a_stated_date_and_no_clock() -> None:
    text = f"Ministers meet in Gdansk\n\nPublished: 12 April 2022 10:15 CET\n\n{LEAD}\n\n{MORE}"
    marks = marks_of(text)
    assert marks.clocks == ()
    assert words(text, (marks.dateline_date,) if marks.dateline_date else ()) == ["12 April 2022"]


def test_an_advert_in_another_script_is_marked_inside_a_sentence() -> None:
    text = f"{LEAD}اضغط هنا\n\n{MORE}"
    assert words(text, marks_of(text).boilerplate) == ["اضغط هنا"]


def test_a_name_in_its_own_script_is_left() -> None:
    text = f"Foreign Minister Wang Yi (王毅) received the envoy, who said “добрый день”. {LEAD}"
    assert marks_of(text).boilerplate == ()


def test_a_report_in_another_script_is_not_one_advert() -> None:
    text = "Министры иностранных дел встретились во вторник и договорились о встрече."
    assert marks_of(text).boilerplate == ()


@pytest.mark.parametrize(
    "line",
    [
        "Polish Foreign Minister Radek Sikorski (left) greets Espen Barth Eide in Gdansk.",
        "Espen Barth Eide arrives for talks at the Artus Court in Gdansk. Photo: NTB",
        "The two ministers pose for a photo before their meeting in Gdansk on April 12, 2022.",
        "FILE PHOTO: The Norwegian embassy in Warsaw, January 2021.",
        "In this handout photo the two ministers sign the declaration.",
        "The ministers at the Artus Court in GdanskNTB/REUTERS/JAN KOWALSKI",
        "Espen Barth Eide speaks to reporters in Gdansk. (Photo: Agence France-Presse)",
    ],
)
def test_captions_are_apart_and_no_furniture(line: str) -> None:
    text = f"Ministers meet in Gdansk\n\n{line}\n\n{LEAD}\n\n{MORE}"
    marks = marks_of(text)
    assert words(text, marks.captions) == [line]
    assert marks.boilerplate == ()
    assert marks.agency is None, "a photograph's credit says nothing about the words"


def test_headlines_after_a_list_heading_go_to_the_end() -> None:
    text = f"{LEAD}\n\n{MORE}\n\nRelated articles\n\nWarsaw opens new terminal\n\nOslo budget vote"
    assert words(text, marks_of(text).boilerplate) == [
        "Related articles",
        "Warsaw opens new terminal",
        "Oslo budget vote",
    ]


def test_an_invitation_inside_a_paragraph_leaves_the_paragraph() -> None:
    text = f"{LEAD} Read more: Five things about the Baltic summit\n\n{MORE}"
    (found,) = words(text, marks_of(text).boilerplate)
    assert found.strip() == "Read more: Five things about the Baltic summit"


def loose(text: str) -> list[str]:
    marks = marks_of(text)
    read = Reading(Report(id="r", source="", text=text), marks, Cast(), (), (), (), ())
    return [text[extent.start : extent.end] for _, extent in loose_lines(read)]


def test_lines_that_do_not_end_as_sentences_are_loose() -> None:
    link = "Premier flies to Oslo for cable talks"
    text = f"{LEAD}\n\n{link}\n\nNobody was hurt.\n\nQUESTION: And Norway\n\n{MORE}\n\n{link}"
    assert loose(text) == [link, link]


def test_what_is_marked_already_is_not_loose() -> None:
    assert loose(f"Norway and Poland meet in Gdansk\n\n{LEAD}\n\nAdvertisement\n\n{MORE}") == []


@given(
    st.lists(
        st.sampled_from(
            [
                LEAD,
                MORE,
                "- Advertisement -",
                "3 C",
                "Photo: AFP",
                "0 92",
                "By Anna Nowak",
                "Monday, May 6, 2024",
                "",
                "  ",
                "Read more",
            ]
        ),
        max_size=12,
    ),
    st.sampled_from(["\n", "\n\n", "\r\n\r\n"]),
)
def test_marks_are_sorted_apart_and_within_the_text(lines: list[str], end: str) -> None:
    text = end.join(lines)
    marks = marks_of(text)
    every = sorted([*marks.boilerplate, *marks.captions])
    assert list(marks.boilerplate) == sorted(marks.boilerplate)
    assert all(0 <= one.start < one.end <= len(text) for one in every)
    assert all(a.end <= b.start for a, b in pairwise(every))


@given(st.text(max_size=400))
def test_any_text_is_cleaned_without_error(text: str) -> None:
    marks = marks_of(text)
    assert all(0 <= one.start < one.end <= len(text) for one in marks.boilerplate)


def test_lines_broken_at_a_column_make_one_paragraph() -> None:
    text = (
        "The foreign ministers of Norway and Poland met in Gdansk on\nTuesday and agreed to "
        "coordinate their positions before the\nsummit next month.\n    They spoke about "
        "energy supplies as well."
    )
    assert [text[u.start : u.start + 12] for u in units(text)] == ["The foreign ", "They spoke a"]
    assert all(len(u.text) == u.end - u.start for u in units(text))


def test_lines_of_a_page_are_paragraphs_each() -> None:
    assert len(units(f"{LEAD}\n{MORE}\n{LEAD}")) == 3


def test_touching_extents_are_merged() -> None:
    assert merged([Extent(5, 9), Extent(1, 5), Extent(20, 22), Extent(21, 21)]) == (
        Extent(1, 9),
        Extent(20, 22),
    )


@pytest.mark.parametrize("name", ["furniture", "agencies"])
def test_the_schema_beside_a_table_is_that_of_its_loader(name: str) -> None:
    from verbale.knowledge import agencies

    written = files("verbale.knowledge") / "data" / f"{name}.schema.json"
    loader = {"furniture": table.File, "agencies": agencies.File}[name]
    schema = json.loads(json.dumps(msgspec.json.schema(loader)))
    assert json.loads(written.read_text(encoding="utf-8")) == schema
