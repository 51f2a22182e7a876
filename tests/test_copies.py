"""Copies: found in whatever manner a text was reprinted, and formulas told from them."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import verbale
from tests import desk
from verbale import copies
from verbale.cleaning import clean
from verbale.copies.prints import LONGEST, fold, grams
from verbale.records import Cast, Direction, Passage, Reading, Report
from verbale.views.cli import cli

WIRE = [
    "The prime ministers of Estonia and Finland signed an agreement in Tallinn on Thursday on "
    "the protection of undersea cables in the Gulf of Finland.",
    "Under the accord, patrol vessels of either country may escort repair ships in the waters "
    "of the other without asking for leave each time.",
    "“Nobody cuts a cable by mistake three times in one winter,” the Estonian leader told "
    "reporters after the signing ceremony in the old town hall.",
    "Helsinki has seized one tanker since December and released it in March, after a court "
    "found that it had no jurisdiction over the crew.",
    "The two governments want Latvia and Sweden to join the arrangement before the autumn "
    "storms, officials in both capitals said.",
]
OTHER = [
    "Kenya and Uganda ended four days of talks in Kisumu on fishing rights on Lake Victoria "
    "with a promise to draw a common map of the breeding grounds.",
    "Fishermen from the island of Migingo stayed away from the closing session, complaining "
    "that nobody had asked them.",
    "A joint patrol will begin work in August, paid for by the East African Community.",
    "Trade between the neighbours has fallen by a tenth since the milk dispute of last year.",
]
FORMULA = "On behalf of the government I congratulate the people of {} on their national day."


def prints_of(*paragraphs: str) -> tuple[Passage, ...]:
    text = "\n\n".join(paragraphs)
    return copies.passages(text, clean(Report(id="r", source="", text=text)))


def grouped(reports: dict[str, tuple[Passage, ...]], **more: object) -> list[tuple[str, ...]]:
    return [one.reports for one in copies.groups(reports, **more)]  # type: ignore[arg-type]


REPRINTS = {
    "verbatim": WIRE,
    "trimmed": WIRE[1:4],
    "merged": [WIRE[0] + " " + WIRE[1], WIRE[2] + " " + WIRE[3]],
    "split": [WIRE[0], *WIRE[1].split(", ", 1), WIRE[3]],
    "new lead": ["Tallinn and Helsinki have agreed to guard their cables together.", *WIRE[1:]],
    "furnished": ["0 14", WIRE[0], "- Advertisement -", WIRE[1] + "اضغط هنا", WIRE[2], "AFP"],
    "respelt": [one.replace("“", '"').replace("”", '"').upper() for one in WIRE],
    "mixed": [OTHER[0], WIRE[1], OTHER[2], WIRE[3]],
    "one paragraph": [OTHER[0], OTHER[1], WIRE[3], OTHER[2]],
    "datelined": ["TALLINN, Estonia (AP) — " + WIRE[0], *WIRE[1:]],
}


@pytest.mark.parametrize("manner", REPRINTS)
def test_a_reprint_is_found_in_whatever_manner(manner: str) -> None:
    reports = {"wire": prints_of(*WIRE), "reprint": prints_of(*REPRINTS[manner])}
    assert grouped(reports) == [("reprint", "wire")]


def test_two_stories_are_two() -> None:
    assert grouped({"a": prints_of(*WIRE), "b": prints_of(*OTHER)}) == []


def test_the_same_event_in_other_words_is_no_copy() -> None:
    retold = (
        "Finland and Estonia will guard the cables under the Gulf of Finland together, their "
        "leaders agreed at a meeting in Tallinn on Thursday.",
        "Ships of one country will be able to enter the waters of the other when a cable has to "
        "be repaired, the text says.",
    )
    assert grouped({"a": prints_of(*WIRE), "b": prints_of(*retold)}) == []


def test_a_template_with_other_figures_and_names_is_no_copy() -> None:
    report = (
        "The central bank provided the money market with {0} million in assistance this morning "
        "at an average rate of {1} pct, dealers at {2} said after the auction.",
        "It had forecast a shortage of around {0} million in the system before the auction, "
        "in which {2} and others took part at {1} pct.",
    )
    week = [
        ("265", "9.88", "Handelsbank"),
        ("129", "9.75", "Norges Kredit"),
        ("847", "10.1", "Baltic Trust"),
    ]
    reports = {
        f"r{i}": prints_of(*(one.format(*its) for one in report)) for i, its in enumerate(week)
    }
    assert grouped(reports) == []
    assert grouped({**reports, "copy": prints_of(*(one.format(*week[1]) for one in report))}) == [
        ("copy", "r1")
    ]


def test_a_formula_that_many_use_joins_nobody() -> None:
    stock = "The two sides stressed that borders can never be changed by force in any region."
    stories = [[one, stock] for one in (*WIRE, *OTHER)]
    reports = {f"r{i}": prints_of(*paragraphs) for i, paragraphs in enumerate(stories)}
    assert grouped(reports) == []
    few = {name: reports[name] for name in ("r0", "r5")}
    assert grouped(few) == [("r0", "r5")], "two alone that share it may well be copies"


def test_what_recurs_weeks_apart_is_a_formula_and_a_long_reprint_is_not() -> None:
    short = {"a": prints_of(WIRE[1], OTHER[0]), "b": prints_of(WIRE[1], OTHER[3])}
    days = {"a": dt.date(2021, 3, 1), "b": dt.date(2021, 3, 30)}
    assert grouped(short, published=days) == []
    assert grouped(short, published={"a": dt.date(2021, 3, 29), "b": dt.date(2021, 3, 30)})
    assert grouped(short, published={"a": None, "b": days["b"]})
    long = {"a": prints_of(*WIRE, *OTHER), "b": prints_of(*WIRE, *OTHER)}
    assert grouped(long, published=days)


def test_rows_and_headings_that_are_alike_say_nothing() -> None:
    rows = ("Who said what", "Exports 12 mln vs 14 mln in the same quarter of last year")
    assert grouped({"a": prints_of(*rows, *WIRE[:2]), "b": prints_of(*rows, *OTHER[:2])}) == []


def test_a_table_is_one_passage() -> None:
    rows = [
        f"{name} {n} mln vs {n + 3} mln"
        for n, name in enumerate(
            ("Exports", "Imports", "Reserves", "Debt", "Aid", "Grain", "Steel"), 11
        )
    ]
    (found,) = prints_of(*rows)
    assert found.words > 30
    assert grouped({"a": prints_of(*rows), "b": prints_of(*rows)}) == [("a", "b")]


def test_passages_that_are_shared_are_told_with_their_places() -> None:
    texts = {"a": "\n\n".join(WIRE), "b": "\n\n".join([OTHER[0], WIRE[2], OTHER[1], WIRE[3]])}
    reports = {
        r: copies.passages(t, clean(Report(id=r, source="", text=t))) for r, t in texts.items()
    }
    (group,) = copies.groups(reports, {"a": "AFP", "b": None})
    assert group.agency == "AFP"
    told = {tuple(texts[s.report][s.start : s.end] for s in spans) for spans in group.passages}
    assert told == {(WIRE[2], WIRE[2]), (WIRE[3], WIRE[3])}
    assert [(x.exact, y.exact) for x, y in copies.shared(reports["a"], reports["b"])] == [
        (p.exact, p.exact) for p in reports["a"][2:4]
    ]


def test_a_long_paragraph_is_told_in_parts() -> None:
    text = " ".join([*WIRE, *OTHER] * 4)
    found = prints_of(text)
    assert len(found) > 2
    assert all(0 < one.end - one.start <= LONGEST for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


def test_the_name_of_a_group_is_of_its_content() -> None:
    first = copies.groups({"a": prints_of(*WIRE), "b": prints_of(*WIRE)})
    again = copies.groups({"x": prints_of(*WIRE), "y": prints_of(*WIRE), "z": prints_of(*OTHER)})
    assert [one.group for one in first] == [one.group for one in again]


def test_inspect_gives_one_line_a_group() -> None:
    held = {"b": WIRE, "a": [WIRE[0], *OTHER[:1]], "c": OTHER[1:]}
    (line,) = copies.inspect({name: reading_of(name, text) for name, text in held.items()})
    assert list(line) == ["group", "reports", "directions"]
    assert line["reports"] == ["a", "b"]
    assert line["directions"] == []


def test_folding_takes_away_what_editors_change() -> None:
    assert fold("The U.S.’s “Talks”, in D.C.") == fold("the US's talks in DC")
    assert len(grams(fold("one two three four five"))) == 1
    assert grams(fold("one two three four")) == ()


POOL = {f"{manner}": prints_of(*paragraphs) for manner, paragraphs in REPRINTS.items()} | {
    "other": prints_of(*OTHER),
    "half": prints_of(*OTHER[:2]),
    "none": (),
}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(POOL)), unique=True), st.integers(0, 9))
def test_the_order_of_reports_does_not_show(names: list[str], seed: int) -> None:
    shuffled = list(names)
    random.Random(seed).shuffle(shuffled)
    assert copies.groups({n: POOL[n] for n in names}) == copies.groups(
        {n: POOL[n] for n in shuffled}
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(POOL)), unique=True))
def test_groups_are_apart_and_their_spans_theirs(names: list[str]) -> None:
    found = copies.groups({n: POOL[n] for n in names})
    every = [report for group in found for report in group.reports]
    assert len(every) == len(set(every))
    assert [list(group.reports) for group in found] == copies.clusters({n: POOL[n] for n in names})
    for group in found:
        assert len(group.reports) > 1
        for spans in group.passages:
            assert len({span.report for span in spans}) == len(spans) > 1
            assert {span.report for span in spans} <= set(group.reports)


def reading_of(name: str, paragraphs: list[str], **more: object) -> Reading:
    text = "\n\n".join(paragraphs)
    report = Report(id=name, source="", text=text, **more)  # type: ignore[arg-type]
    marks = clean(report)
    return Reading(report, marks, Cast(), (), (), (), (), copies.passages(text, marks))


def test_the_source_is_the_one_that_is_credited_or_earlier_or_fuller() -> None:
    credit = "The two leaders met on Thursday, according to AFP."
    wire = reading_of("wire", ["TALLINN (AFP) — " + WIRE[0], *WIRE[1:]])
    day, next_day = dt.date(2022, 5, 5), dt.date(2022, 5, 6)
    crediting = reading_of("x", [credit, WIRE[2]], published=day)
    assert copies.direction(crediting, wire) == Direction("wire", "x", "credited")
    early, late = (reading_of(n, WIRE, published=d) for n, d in (("p", day), ("q", next_day)))
    assert copies.direction(late, early) == Direction("p", "q", "earlier")
    cut = reading_of("cut", WIRE[:3])
    assert copies.direction(cut, reading_of("full", WIRE)) == Direction("full", "cut", "fuller")
    assert copies.direction(reading_of("p", WIRE), reading_of("q", WIRE)) is None


def told(*readings: Reading) -> list[tuple[str, str, str]]:
    """Copy, source and reason of the one group of some reports."""
    held = {reading.report.id: reading for reading in readings}
    (group,) = copies.groups({id: reading.prints for id, reading in held.items()})
    return [(way.copy, way.source, way.because) for way in copies.directions(group, held)]


def test_each_report_of_a_group_has_one_source() -> None:
    days = [dt.date(2022, 5, day) for day in (5, 6, 7)]
    credit = "The accord was signed on Thursday, according to AFP."
    wire = reading_of("wire", ["TALLINN (AFP) — " + WIRE[0], *WIRE[1:]], published=days[1])
    first = reading_of("first", WIRE, published=days[0])
    third = reading_of("third", WIRE, published=days[2])
    crediting = reading_of("x", [credit, *WIRE[1:]], published=days[2])
    assert told(third, crediting, wire, first) == [
        ("third", "first", "earlier"),
        ("wire", "first", "earlier"),
        ("x", "wire", "credited"),
    ]
    cut = reading_of("cut", WIRE[:3])
    assert told(cut, reading_of("whole", WIRE)) == [("cut", "whole", "fuller")]
    assert told(reading_of("p", WIRE), reading_of("q", WIRE)) == []


def test_only_who_shares_a_passage_is_a_source() -> None:
    one = reading_of("one", [WIRE[0], WIRE[1], *OTHER], published=dt.date(2022, 5, 5))
    both = reading_of("two", [*WIRE[:2], WIRE[3]], published=dt.date(2022, 5, 6))
    other = reading_of("three", [WIRE[3], WIRE[4]], published=dt.date(2022, 5, 7))
    assert told(one, both, other) == [("three", "two", "earlier"), ("two", "one", "earlier")]


@settings(max_examples=40, deadline=None)
@given(st.permutations(sorted(REPRINTS)), st.lists(st.integers(1, 9), min_size=10, max_size=10))
def test_sources_do_not_hang_on_the_order_of_reports(names: list[str], days: list[int]) -> None:
    made = [
        reading_of(n, REPRINTS[n], published=dt.date(2022, 5, d) if d < 8 else None)
        for n, d in zip(sorted(REPRINTS), days, strict=True)
    ]
    ways = told(*made)
    assert len({copy for copy, _, _ in ways}) == len(ways)
    by_name = {reading.report.id: reading for reading in made}
    assert told(*(by_name[name] for name in names)) == ways


def test_the_export_and_show_tell_who_has_it_from_whom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take_over(monkeypatch)
    rows = [
        {"id": "wire", "published": "2022-05-05", "text": "\n\n".join(WIRE)},
        {"id": "late", "published": "2022-05-07", "text": "\n\n".join(WIRE)},
    ]
    source = tmp_path / "reports.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    path = tmp_path / "record.db"
    with verbale.read(source, into=path) as record:
        record.export(tmp_path / "out")
        assert record.directions("wire") == record.directions("late")
    (group,) = (tmp_path / "out/copies.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(group)["directions"] == [
        {"source": "wire", "copy": "late", "because": "earlier"}
    ]
    shown = CliRunner().invoke(cli, ["show", str(path), "late"]).output
    assert re.search(r"copied from\s+wire\s+earlier", shown)
    shown = CliRunner().invoke(cli, ["show", str(path), "wire"]).output
    assert re.search(r"copied by\s+late\s+later", shown)
