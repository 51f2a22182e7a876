"""What was read once is not read again: the same words under another name, outlet or address."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

import verbale
from tests import desk
from verbale.reading.given import given, key
from verbale.records import Report
from verbale.running import keeping, versions
from verbale.running.worker import Outcome
from verbale.store import Store

MET = "2019-05-06 Ana Ferreira met Karim Haddad in Lisbon\nAna Ferreira said: we will talk\n"
PLAN = "2019-06-03 Ilse Brandt will meet Karim Haddad in Berlin\n"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the reports that a desk had to read."""
    desk.take_over(monkeypatch)
    seen: list[str] = []

    class Watched(desk.Desk):
        def read(self, reports: Sequence[Report]) -> Outcome:
            seen.extend(report.id for report in reports)
            return super().read(reports)

    monkeypatch.setattr(keeping, "Desk", Watched)
    return seen


def stories(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


def exported(record: verbale.Record, to: Path) -> dict[str, bytes]:
    record.export(to)
    record.export(to / "parquet", "parquet")
    return {str(p.relative_to(to)): p.read_bytes() for p in sorted(to.rglob("*.*"))}


def story(id: str, text: str = MET, **told: Any) -> dict[str, Any]:
    return {"id": id, "text": text, "published": "2019-05-07", **told}


def test_the_same_words_under_another_name_are_not_read(tmp_path: Path, read: list[str]) -> None:
    path = tmp_path / "record.db"
    one = story("one", outlet="Midland Post", url="https://post.example/1")
    two = story("two", outlet="Harbour Courier", url="https://courier.example/1")
    verbale.read(stories(tmp_path / "a.jsonl", one), into=path).close()
    with verbale.read(stories(tmp_path / "b.jsonl", two), into=path) as record:
        assert record.summary is not None
        assert record.summary.new == 1
        assert read == ["one"]
        assert {span.report for e in record.events() for span in e.evidence["actors"]} == {
            "one", "two"
        }  # fmt: skip
        grown = exported(record, tmp_path / "grown")
    with verbale.read(stories(tmp_path / "c.jsonl", one, two)) as record:
        assert read == ["one", "one"]
        assert exported(record, tmp_path / "whole")["events.jsonl"] == grown["events.jsonl"]


def test_what_enters_a_reading_has_it_read_again(tmp_path: Path, read: list[str]) -> None:
    others = [
        story("text", MET + "And more\n"),
        story("day", published="2019-05-08"),
        story("title", title="Ministers talk of fishing"),
        story("byline", byline="Jane Doe"),
        story("issuer", outlet="U.S. Department of State"),
    ]
    with verbale.read(stories(tmp_path / "a.jsonl", story("one"), *others)):
        assert sorted(read) == sorted(["one", *(other["id"] for other in others)])


def test_every_field_of_a_report_is_looked_at_or_left_out() -> None:
    one = Report("a", "x", MET)
    left_out = {"id", "source", "url", "seen", "outlet"}
    for name in set(Report.__struct_fields__):
        other = msgspec.structs.replace(one, **{name: "another"})
        assert (key(other, "r") == key(one, "r")) == (name in left_out), name


def test_of_an_outlet_the_government_counts_alone() -> None:
    post, courier, office = (
        Report("a", "x", MET, outlet=name)
        for name in ("Midland Post", "Harbour Courier", "U.S. Department of State")
    )
    assert key(post, "r") == key(courier, "r") != key(office, "r")
    assert key(post, "r") != key(post, "another")
    assert given(office).outlet == "USA"
    assert given(post) == given(courier)


def test_a_report_on_which_the_reader_fails_fails_under_every_name(
    tmp_path: Path, read: list[str]
) -> None:
    broken = [story(name, "BREAK THE READER") for name in ("x", "y")]
    with verbale.read(stories(tmp_path / "a.jsonl", story("one"), *broken)) as record:
        assert record.summary is not None
        assert len(record.summary.refused) == 2
        assert record.summary.new == 1


def test_a_forgotten_report_leaves_its_reading_to_the_others(
    tmp_path: Path, read: list[str]
) -> None:
    path = tmp_path / "record.db"
    with verbale.read(stories(tmp_path / "a.jsonl", story("one"), story("two")), into=path) as r:
        r.forget("one")
    with verbale.read(stories(tmp_path / "b.jsonl", story("three")), into=path) as record:
        assert read == ["one"]
        assert [report.id for report in record.reports()] == ["three", "two"]


def test_a_record_from_before_takes_more(tmp_path: Path, read: list[str]) -> None:
    path = tmp_path / "record.db"
    verbale.read(stories(tmp_path / "a.jsonl", story("one")), into=path).close()
    with sqlite3.connect(path) as db:
        db.executescript("DROP INDEX reports_given; ALTER TABLE reports DROP COLUMN given;")
    with verbale.read(stories(tmp_path / "b.jsonl", story("two")), into=path) as record:
        assert read == ["one", "two"]
        assert len(record.reports()) == 2


def test_reused_or_read_the_record_is_the_same(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any order and batches, with every reading made anew and with those that there are."""
    rows = [
        story(f"{name}{n}", text, published=f"2019-05-0{day}", outlet=outlet)
        for n, (text, day) in enumerate([(MET, 7), (MET, 8), (PLAN, 7), (MET + PLAN, 7)])
        for name, outlet in (("post", "Midland Post"), ("courier", None), ("wire", "The Wire"))
    ]
    made: list[dict[str, bytes]] = []
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        path = tmp_path / f"{seed}.db"
        size = (12, 5, 1)[seed]
        for at in range(0, len(rows), size):
            verbale.read(stories(tmp_path / "s.jsonl", *rows[at : at + size]), into=path).close()
        made.append(exported(verbale.open(path), tmp_path / f"reused{seed}"))
    assert len(read) == 3 * 4
    monkeypatch.setattr(Store, "read_before", lambda *_: None)
    for row in rows:
        verbale.read(stories(tmp_path / "s.jsonl", row), into=tmp_path / "anew.db").close()
    assert len(read) == 3 * 4 + len(rows)
    made.append(exported(verbale.open(tmp_path / "anew.db"), tmp_path / "anew"))
    assert made[0] == made[1] == made[2] == made[3]


def test_the_real_reader_with_one_process_and_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = versions.current()
    monkeypatch.setattr(versions, "current", lambda *_: told)
    monkeypatch.setattr(keeping, "_SMALL", 0)
    texts = [
        f"The foreign ministers of {host} and {guest} met on Tuesday to discuss trade.\n\n"
        f'"We agreed to open {len(host)} ports," the minister of {guest} said.'
        for host, guest in (("Kenya", "Italy"), ("Chile", "Norway"), ("Japan", "Peru"))
    ]
    first, second = (
        [story(f"{name}{n}", text, outlet=name) for n, text in enumerate(texts)]
        for name in ("Post", "Courier")
    )
    whole = stories(tmp_path / "s.jsonl", *first, *second)
    made = []
    for workers in (1, 2):
        with verbale.read(whole, workers=workers) as record:
            made.append(exported(record, tmp_path / f"by{workers}"))
    path = tmp_path / "record.db"
    for rows, workers in ((second, 2), (first, 1)):
        verbale.read(stories(whole, *rows), into=path, workers=workers).close()
    with verbale.open(path) as record:
        made.append(exported(record, tmp_path / "parts"))
    assert all(json.loads(line)["actors"] for line in made[0]["events.jsonl"].splitlines())
    assert made[0] == made[1] == made[2]


def test_a_reading_does_not_hang_on_the_hashes_of_a_process() -> None:
    script = (
        "import sys, msgspec\n"
        "from verbale import language\n"
        "language.lean()\n"
        "from verbale.reading import report\n"
        "from verbale.records import Report\n"
        "text = 'Kenya said it would call for Uganda to invite Ghana to the talks.'\n"
        "text += ' We advocate for Norway to invite Chile to take part as an observer.'\n"
        "found = report.read(Report('a', 'x', text), language.load())\n"
        "print(msgspec.json.encode(found).decode())\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, check=True,
        ).stdout
        for seed in ("0", "3")
    }  # fmt: skip
    assert len(told) == 1
