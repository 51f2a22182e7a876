"""Texts that take the place of others: revisions of one address, updates of a wire."""

from __future__ import annotations

import datetime as dt
import itertools

import msgspec
import pytest

from tests.making import Writer
from verbale import copies
from verbale.cleaning import clean, updates
from verbale.record import build, revised, revisions
from verbale.records import Reading, Report

STORY = (
    "The foreign ministers of Peru and Chile met in Arica on Tuesday and agreed to reopen the "
    "border bridge within a month.\n\nThey also signed an agreement on fishing in the waters "
    "off the two coasts, after nine rounds of talks."
)


def reading(
    id: str, text: str = STORY, *, status: str = "occurred", url: str | None = None, **more: object
) -> Reading:
    writer = Writer(id, "2019-03-12", text)
    sides = [writer.state("PER")], [writer.state("CHL")]
    writer.event(*sides, status=status, times=[writer.time("2019-03-12")])
    made = writer.reading()
    report = msgspec.structs.replace(made.report, url=url, **more)
    return msgspec.structs.replace(
        made, report=report, marks=clean(report), prints=copies.passages(report.text, clean(report))
    )


@pytest.mark.parametrize(
    ("title", "kind", "number", "rest"),
    [
        ("UPDATE 2-Peru, Chile agree on bridge", "update", 2, "Peru, Chile agree on bridge"),
        ("WRAPUP 3-Border talks end", "update", 3, "Border talks end"),
        ("CORRECTED-UPDATE 1-Border talks end", "correction", 1, "Border talks end"),
        ("RPT-Border talks end", "repeat", 0, "Border talks end"),
        ("CORRECTED (OFFICIAL)-Border talks end", "correction", 0, "Border talks end"),
        ("(2nd LEAD) Ministers meet in Arica", "update", 2, "Ministers meet in Arica"),
        ("1st Ld-Writethru: Ministers meet in Arica", "update", 1, "Ministers meet in Arica"),
        ("2ND LEAD: Ministers meet in Arica", "update", 2, "Ministers meet in Arica"),
    ],
)
def test_marks_of_wires_before_a_headline(title: str, kind: str, number: int, rest: str) -> None:
    found = updates.read(title, [])
    assert found is not None
    assert (found.kind, found.number, found.title) == (kind, number, rest)


@pytest.mark.parametrize(
    "title",
    ["Update: roads around Arica closed", "Lead found in the water of Arica", "Ministers meet",
     "Corrected figures worry ministers", "Lead - a poison - in the river", None, ""],
)  # fmt: skip
def test_plain_headlines_have_no_mark(title: str | None) -> None:
    assert updates.read(title, ["Ministers met on Tuesday (updates are expected)."]) is None


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("(Recasts with quotes, background)", "update"),
        ("(Corrects spelling of minister's name in paragraph 3)", "correction"),
        ("Eds: Updates with comment from Lima.", "update"),
        ("* Adds details of the agreement", "update"),
    ],
)
def test_notes_before_the_lead(lead: str, kind: str) -> None:
    found = updates.read("Ministers meet", ["Ministers meet", lead])
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.org/a/b/", "http://example.org/a/b"),
        ("https://example.org/a?utm_source=x&id=4", "https://example.org/a?id=4#top"),
    ],
)
def test_spellings_of_one_address(one: str, other: str) -> None:
    assert revisions.address(one) == revisions.address(other)


def test_a_front_page_is_no_address_of_a_story() -> None:
    assert revisions.address("https://example.org/") is None
    assert revisions.address(None) is None


EARLY = dt.datetime(2019, 3, 12, 9, tzinfo=dt.UTC)
LATE = dt.datetime(2019, 3, 12, 18, tzinfo=dt.UTC)


def test_the_newer_text_of_an_address_counts_whatever_the_order() -> None:
    url = "https://example.org/arica"
    old = reading("a", STORY.replace("nine", "eight"), status="planned", url=url, seen=EARLY)
    new = reading("b", STORY, url=url, seen=LATE)
    told = [build(order) for order in itertools.permutations((old, new))]
    assert told[0] == told[1]
    minutes = told[0]
    assert [(r.id, r.replaced_by) for r in minutes.reports] == [("a", "b"), ("b", None)]
    assert [e.status for e in minutes.events] == ["occurred"]
    assert minutes.events[0].reports == ("b",)


def test_without_its_successor_the_older_text_counts_again() -> None:
    url = "https://example.org/arica"
    old = reading("a", STORY.replace("nine", "eight"), url=url, seen=EARLY)
    assert build([old]).events[0].reports == ("a",)


def test_another_story_at_the_same_address_is_no_revision() -> None:
    url = "https://example.org/live"
    other = (
        "Heavy rain closed schools across the north of the country, and the weather service "
        "warned of floods in low places until the end of the week."
    )
    found = revisions.replaced(
        [reading("a", url=url, seen=EARLY), reading("b", other, url=url, seen=LATE)]
    )
    assert found == {}


def test_each_revision_gives_way_to_the_next() -> None:
    url = "https://example.org/arica"
    texts = [STORY.replace("nine", word) for word in ("seven", "eight", "nine")]
    found = revisions.replaced(
        [
            reading(id, text, url=url, seen=EARLY + dt.timedelta(hours=i))
            for i, (id, text) in enumerate(zip("abc", texts, strict=True))
        ]
    )
    assert found == {"a": "b", "b": "c"}


def wire(id: str, title: str, day: int, text: str = STORY) -> Reading:
    return reading(id, f"{title}\n\nARICA, Peru (Reuters) - {text}", title=title,
                   published=dt.date(2019, 3, day))  # fmt: skip


def test_an_update_is_linked_to_what_it_takes_up_and_both_count() -> None:
    first = wire("one", "Peru, Chile to reopen bridge", 12)
    second = wire("two", "UPDATE 1-Peru, Chile to reopen bridge", 12, STORY + " Fish is plenty.")
    third = wire("three", "UPDATE 2-Peru, Chile agree on bridge", 13, STORY + " Fish is scarce.")
    minutes = build([third, first, second])
    assert {r.id: r.updates for r in minutes.reports} == {
        "one": None, "two": "one", "three": "two",
    }  # fmt: skip
    assert minutes.events[0].reports == ("one", "three", "two")
    assert minutes.events[0].independent_sources == 1


def test_an_update_of_another_source_or_week_is_not_linked() -> None:
    first = wire("one", "Peru, Chile to reopen bridge", 2)
    second = wire("two", "UPDATE 1-Peru, Chile to reopen bridge", 12, STORY + " Fish is plenty.")
    assert all(r.updates is None for r in build([first, second]).reports)


def test_reports_carry_no_mark_by_themselves() -> None:
    assert clean(Report("x", "x.txt", STORY)).update is None


def test_what_changed_in_the_words() -> None:
    old = "Ministers met in Arica.\n\nThey signed two papers.\n\nRain fell."
    new = "Ministers met in Tacna.\n\nThey signed two papers.\n\nA bridge will open.\n\nRain fell."
    told = [
        (old[e.old.start : e.old.end], new[e.new.start : e.new.end])
        for e in revised.edits(old, new)
    ]
    assert told == [("Arica.", "Tacna."), ("", "A bridge will open.")]


def test_equal_texts_have_no_edits() -> None:
    assert list(revised.edits(STORY, STORY)) == []


def test_what_changed_in_what_is_told() -> None:
    url = "https://example.org/arica"
    old = reading("a", STORY.replace("nine", "eight"), status="planned", url=url)
    new = reading("b", STORY, url=url)
    found = revised.compare(old, new)
    assert [retold.fields for retold in found.events] == [("status",)]
    event = found.events[0]
    assert event.old is not None
    assert event.new is not None
    assert (event.old.status, event.new.status) == ("planned", "occurred")
