"""The record file: recognised, kept whole, the same whatever the order of reading."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import verbale
from tests import desk
from verbale.records import Correction, Report
from verbale.store import PassageCache, Store, inputs

MET = "2019-05-06 Ana Ferreira met Karim Haddad in Lisbon\n"
AGAIN = "2019-06-03 Ilse Brandt will meet Karim Haddad in Berlin\nIlse Brandt said: it is time\n"
ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _desk(monkeypatch: pytest.MonkeyPatch) -> None:
    desk.take_over(monkeypatch)


def folder(tmp_path: Path, **texts: str) -> Path:
    place = tmp_path / "reports"
    place.mkdir(exist_ok=True)
    for name, text in texts.items():
        (place / f"{name}.txt").write_text(text, encoding="utf-8")
    return place


def exported(record: verbale.Record, to: Path) -> dict[str, bytes]:
    record.export(to)
    return {path.name: path.read_bytes() for path in to.iterdir()}


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as db:
        return list(db.iterdump())


def test_other_files_are_no_records(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("x")
    long = tmp_path / "long.txt"
    long.write_text("some words " * 1000)
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as db:
        db.execute("CREATE TABLE mine (a)")
    before = foreign.read_bytes()
    for path in (text, long, foreign, tmp_path):
        for create in (False, True):
            with pytest.raises(verbale.NotARecord, match=path.name):
                Store(path, create=create)
    assert foreign.read_bytes() == before
    assert long.read_text() == "some words " * 1000


def test_no_record_and_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(verbale.RecordError, match=r"no record at .*none\.db"):
        verbale.open(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(verbale.RecordError, match="no folder"):
        Store(tmp_path / "not" / "there.db", create=True)
    empty = tmp_path / "empty.db"
    empty.touch()
    with pytest.raises(verbale.NotARecord, match="is empty"):
        verbale.open(empty)
    Store(empty, create=True).close()
    assert verbale.open(empty).events() == []


def test_a_record_of_a_later_version(tmp_path: Path) -> None:
    path = tmp_path / "later.db"
    Store(path, create=True).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(verbale.TooNew, match=r"later\.db .*format 99.*pip install"):
        verbale.open(path)


def test_a_damaged_record_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    verbale.read(folder(tmp_path, a=MET + "And so on. " * 5000), into=path).close()
    data = bytearray(path.read_bytes())
    data[4096:] = random.Random(1).randbytes(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(verbale.RecordError, match=r"damaged\.db"):
        verbale.open(path).events()


def test_a_record_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "sealed" / "record.db"
    path.parent.mkdir()
    verbale.read(folder(tmp_path, a=MET), into=path).close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert len(verbale.open(path).events()) == 1
    finally:
        path.parent.chmod(0o755)


def test_reading_again_writes_nothing(tmp_path: Path) -> None:
    path, reports = tmp_path / "record.db", folder(tmp_path, a=MET, b=AGAIN)
    verbale.read(reports, into=path).close()
    before = dump(path)
    record = verbale.read(reports, into=path)
    assert record.summary is not None
    assert (record.summary.new, record.summary.unchanged, record.summary.changed) == (0, 2, 0)
    record.close()
    assert dump(path) == before


def test_order_and_batches_do_not_show(tmp_path: Path) -> None:
    texts = {
        "a": MET,
        "b": MET.replace("Lisbon", "Rabat"),
        "c": AGAIN,
        "d": "Ilse Brandt called off talks with Karim Haddad\n",
    }
    place = folder(tmp_path, **texts)
    files = sorted(place.iterdir())
    whole = exported(verbale.read(place), tmp_path / "whole")
    for seed in range(4):
        random.Random(seed).shuffle(files)
        with Store(tmp_path / f"{seed}.db", create=True).transaction():
            pass
        for file in [*files, files[0]]:
            verbale.read(file, into=tmp_path / f"{seed}.db").close()
        parts = exported(verbale.open(tmp_path / f"{seed}.db"), tmp_path / f"parts{seed}")
        assert parts == whole


def test_two_texts_under_one_id_are_both_kept(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for place, text in zip(folders, (MET, AGAIN), strict=True):
        place.mkdir()
        (place / "report.txt").write_text(text)
    exports = []
    for number, order in enumerate((folders, folders[::-1])):
        record = verbale.read(order, into=tmp_path / f"{number}.db")
        assert record.summary is not None
        assert any("different texts have the id report" in w for w in record.summary.warnings)
        names = [report.id for report in record.reports()]
        assert names[0] == "report"
        assert names[1].startswith("report-")
        assert {report.text for report in record.reports()} == {MET, AGAIN}
        exports.append(exported(record, tmp_path / f"export{number}"))
    assert exports[0] == exports[1]
    record.forget(names[0])
    assert [report.id for report in record.reports()] == ["report"]


def test_metadata_that_comes_later_is_taken_in(tmp_path: Path) -> None:
    path, reports = tmp_path / "record.db", folder(tmp_path, a=MET)
    verbale.read(reports, into=path).close()
    record = verbale.read(reports, into=path, outlet="The Courier")
    assert record.summary is not None
    assert (record.summary.new, record.summary.updated) == (0, 1)
    assert [report.outlet for report in record.reports()] == ["The Courier"]
    record.close()
    record = verbale.read(reports, into=path)
    assert record.summary is not None
    assert (record.summary.unchanged, record.summary.updated) == (1, 0)
    other = verbale.read(reports, into=path, outlet="Another")
    assert other.summary is not None
    assert any("another outlet" in warning for warning in other.summary.warnings)


def test_two_takings_unite_in_any_order() -> None:
    one = Report("a", "x", "text", title="T", outlet="B")
    two = Report("a", "w", "text", agency="AP", outlet="A")
    united = inputs.united(one, two)
    assert united == inputs.united(two, one)
    assert united == Report("a", "w", "text", title="T", agency="AP", outlet="A")
    assert inputs.contradictions(one, two) == ["outlet"]


def test_forgetting_is_never_having_read(tmp_path: Path) -> None:
    place = folder(tmp_path, a=MET, b=MET.replace("Lisbon", "Rabat"), c=AGAIN)
    without = exported(verbale.read([place / "a.txt", place / "c.txt"]), tmp_path / "without")
    record = verbale.read(place, into=tmp_path / "record.db")
    assert record.conflicts()
    record.forget("b")
    assert exported(record, tmp_path / "forgotten") == without
    with pytest.raises(verbale.NotFound, match="no report b"):
        record.forget("b")


def test_a_report_that_breaks_the_reader_is_refused_alone(tmp_path: Path) -> None:
    place = folder(tmp_path, a=MET, b="BREAK THE READER")
    record = verbale.read(place, into=tmp_path / "record.db")
    assert record.summary is not None
    assert record.summary.new == 1
    assert [refused.source for refused in record.summary.refused] == [str(place / "b.txt")]
    assert [report.id for report in record.reports()] == ["a"]


def test_passages_are_kept_and_used_again(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    verbale.read(folder(tmp_path, a=MET), into=path).close()
    store = Store(path)
    cache = store.passages()
    line = MET.strip()
    assert cache[line] == line.encode()
    reader = desk.Desk(None, cache)
    reader.read([Report("b", "", MET + "A new line\n")])
    assert reader.parsed == ["A new line"]
    other = PassageCache(path)
    assert line in other
    other["x"] = b"1"
    assert other.take() == [("x", b"1")]
    assert "x" not in other


def test_a_killed_read_carries_on(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        **{f"r{n:03}": MET.replace("06", f"{n % 28 + 1:02}") + f"Page {n}\n" for n in range(200)},
    )
    path = tmp_path / "record.db"
    script = (
        "import time, pytest, verbale\n"
        "from tests import desk\n"
        "from verbale.running import keeping\n"
        "class Slow(desk.Desk):\n"
        "    def read(self, reports):\n"
        "        time.sleep(0.2)\n"
        "        return super().read(reports)\n"
        "desk.take_over(pytest.MonkeyPatch())\n"
        "keeping.Desk = Slow\n"
        f"verbale.read({str(place)!r}, into={str(path)!r})\n"
    )
    reading = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    until = time.monotonic() + 60
    kept = 0
    while not kept and time.monotonic() < until:
        time.sleep(0.05)
        if path.exists() and path.stat().st_size:
            try:
                with sqlite3.connect(path) as db:
                    kept = db.execute("SELECT count(*) FROM reports").fetchone()[0]
            except sqlite3.OperationalError:
                continue
    store = Store(path)
    assert store.reader_process() == reading.pid
    with pytest.raises(verbale.RecordError, match="is being read into by process"):
        verbale.read(place, into=path)
    store.close()
    reading.send_signal(signal.SIGKILL)
    reading.wait()
    assert 0 < kept < 200
    record = verbale.open(path)
    assert 0 < len(record.reports()) < 200
    before = len(record.reports())
    record.close()
    record = verbale.read(place, into=path)
    assert record.summary is not None
    assert (record.summary.unchanged, record.summary.new) == (before, 200 - before)
    whole = verbale.read(place)
    assert exported(record, tmp_path / "killed") == exported(whole, tmp_path / "whole")


def test_a_claim_of_a_dead_process_is_not_believed(tmp_path: Path) -> None:
    store = Store(tmp_path / "record.db", create=True)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    store.set_meta("reading", store._claim().replace(str(os.getpid()), str(dead.pid)))
    assert store.reader_process() is None
    with store.reading():
        assert store.meta("reading") == store._claim()
    assert store.meta("reading") is None


def test_search_takes_any_words(tmp_path: Path) -> None:
    record = verbale.read(folder(tmp_path, a=MET, b=AGAIN))
    assert {hit.id for hit in record.search("ferreira", "report")} == {"a"}
    assert [hit.snippet for hit in record.search("time", "statement")] == ["it is «time»"]
    assert {hit.kind for hit in record.search("Haddad Berlin")} == {"report", "event"}
    assert record.search('"Karim Haddad" in Lisbon')[0].id in {"a", record.events()[0].id}
    assert record.search('"Haddad Karim"') == []
    for odd in ('"', "AND OR NOT", "a*", "NEAR(", "title:x", "''; DROP TABLE words", "", "-", "^a"):
        record.search(odd)


def test_changes_say_what_is_new(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    place = folder(tmp_path, a="2019-05-06 Ana Ferreira will meet Karim Haddad in Lisbon\n")
    verbale.read(place / "a.txt", into=path).close()
    folder(tmp_path, b=MET)
    verbale.read(place / "b.txt", into=path).close()
    folder(tmp_path, c=MET.replace("Lisbon", "Rabat"))
    record = verbale.read(place / "c.txt", into=path)
    told = [(c.read, c.change, c.reports) for c in record.new(since_read=0)]
    assert told[0] == (1, "told", ("a",))
    assert (2, "took place", ("b",)) in told
    assert {change for _, change, _ in told[2:]} >= {"contradicted"}
    assert {change.read for change in record.new()} == {3}
    assert [made.what for made in record.reads()] == ["read"] * 3


def test_corrections_hold_and_can_be_undone(tmp_path: Path) -> None:
    path, place = tmp_path / "record.db", folder(tmp_path, a=MET)
    record = verbale.read(place, into=path)
    event = record.events()[0].id
    made = record.correct("set", event, field="venue", value="Palácio das Necessidades", author="M")
    assert record.events()[0].venue == "Palácio das Necessidades"
    assert record.events()[0].review == "corrected"
    folder(tmp_path, b=AGAIN)
    record.read(place)
    assert record.events()[0].venue == "Palácio das Necessidades"
    assert [c.author for c in record.corrections()] == ["M"]
    record.undo(made.id)
    assert record.events()[0].venue is None
    with pytest.raises(verbale.NotFound):
        record.undo(made.id)
    record.correct("reject", event)
    assert event not in [e.id for e in record.events()]
    assert event in [e.id for e in record.events(rejected=True)]


def test_correction_numbers_are_not_given_twice(tmp_path: Path) -> None:
    record = verbale.read(folder(tmp_path, a=MET))
    event = record.events()[0].id
    first = record.correct("confirm", event)
    record.undo(first.id)
    second: Correction = record.correct("confirm", event)
    assert second.id > first.id


def test_what_another_version_read_is_read_again(tmp_path: Path) -> None:
    path, place = tmp_path / "record.db", folder(tmp_path, a=MET, b=AGAIN)
    with verbale.read(place, into=path) as record:
        whole = exported(record, tmp_path / "whole")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE reports SET reader = 'older', reading = x'00' WHERE id = 'a'")
        db.execute("UPDATE meta SET value = 'older' WHERE key = 'builder'")
    with pytest.raises(verbale.RecordError, match=r"verbale reread .*record\.db"):
        verbale.open(path)
    with verbale.Record(Store(path)) as record:
        summary = record.reread()
        assert (summary.updated, summary.unchanged) == (1, 1)
        assert exported(record, tmp_path / "again") == whole
        assert record.reread().updated == 0


def test_the_record_is_made_anew_by_another_version(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    verbale.read(folder(tmp_path, a=MET), into=path).close()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE meta SET value = 'older' WHERE key = 'builder'")
        db.execute("UPDATE minutes SET row = '{}', digest = x'00' WHERE kind = 'party'")
    assert [party.name for party in verbale.open(path).parties(kind="person")] == [
        "Ana Ferreira",
        "Karim Haddad",
    ]


def held(path: Path) -> dict[str, list[str]]:
    """What follows from what was given: the rows, what finds them, and how they were made."""
    tables = ("minutes", "touches", "cells", "cards", "times", "pending")
    with sqlite3.connect(path) as db:
        found = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
        found["words"] = db.execute("SELECT kind, id, title, body FROM words").fetchall()
    return {name: sorted(map(repr, rows)) for name, rows in found.items()}


def test_a_record_that_grew_is_the_record_made_at_once(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    days = (f"2019-05-{day:02}" for day in range(1, 29))
    lines = [MET, AGAIN, "Ilse Brandt called off talks with Karim Haddad\n"]
    texts = {f"r{n:02}": lines[n % 3].replace("2019-05-06", day) for n, day in enumerate(days)}
    place = folder(tmp_path, **texts)
    steps = random.Random(3)
    for file in sorted(place.iterdir(), key=lambda _: steps.random()):
        record = verbale.read(file, into=path)
        if steps.random() < 0.2:
            record.correct("confirm", steps.choice(record.events()).id)
        if steps.random() < 0.2:
            record.forget(steps.choice(record.reports()).id)
        record.close()
    grown = held(path)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE meta SET value = 'older' WHERE key = 'builder'")
    verbale.open(path).close()
    assert held(path) == grown


def test_a_new_report_writes_what_it_tells_of(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    days = [f"2019-{month:02}-{day:02}" for month in range(1, 11) for day in range(1, 29)]
    texts = {day: MET.replace("2019-05-06", day) for day in days}
    verbale.read(folder(tmp_path, **texts), into=path).close()
    late = tmp_path / "late.txt"
    late.write_text(MET.replace("2019-05-06", "2019-12-01"), encoding="utf-8")
    record = verbale.read(late, into=path)
    assert record.summary is not None
    assert record.summary.changed < 12


def test_the_index_of_words_holds_what_there_is(tmp_path: Path) -> None:
    """Also in a record whose words were indexed by a trigger, one by one."""
    path = tmp_path / "record.db"
    place = folder(tmp_path, a=MET, b=AGAIN)
    verbale.read(place, into=path).close()
    with sqlite3.connect(path) as db:
        db.execute(
            "CREATE TRIGGER words_in AFTER INSERT ON words BEGIN INSERT INTO search"
            " (rowid, title, body) VALUES (new.number, new.title, new.body); END"
        )
    folder(tmp_path, c=MET.replace("Lisbon", "Rabat"), b=AGAIN.replace("it is", "it was"))
    with verbale.read(place, into=path) as record:
        assert {hit.id for hit in record.search("Rabat", "report")} == {"c"}
        record.forget("c")
        assert record.search("Rabat") == []
    with sqlite3.connect(path) as db:
        counts = [db.execute(f"SELECT count(*) FROM {t}").fetchone() for t in ("words", "search")]
        assert counts[0] == counts[1]
        db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
