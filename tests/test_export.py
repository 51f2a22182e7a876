"""The files of an export: whole or absent, and what the contract says."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

import verbale
from tests import desk
from verbale.views import exports

TEXTS = {
    "a": "2019-05-06 Ana Ferreira met Karim Haddad in Lisbon\nAna Ferreira said: “ça ira”\n",
    "b": "2019-06-03 Ilse Brandt will meet Karim Haddad in Berlin\n",
}


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> verbale.Record:
    desk.take_over(monkeypatch)
    place = tmp_path / "reports"
    place.mkdir()
    for name, text in TEXTS.items():
        (place / f"{name}.txt").write_text(text, encoding="utf-8")
    return verbale.read(place, published=dt.date(2019, 5, 7))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_files_and_their_rows(record: verbale.Record, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    record.export(out)
    assert {path.name for path in out.iterdir()} == {
        *exports.FILES, exports.CORRECTIONS, exports.MANIFEST
    }  # fmt: skip
    report, other = lines(out / "reports.jsonl")
    assert (report["id"], other["id"]) == ("a", "b")
    assert report["text"] == TEXTS["a"]
    assert report["published"]["start"] == report["published"]["end"] == "2019-05-07"
    assert report["published"]["basis"] == "metadata"
    assert report["boilerplate"] == []
    event = lines(out / "events.jsonl")[0]
    assert event["date"] == {"start": "2019-05-06", "end": "2019-05-06"}
    assert event["place"]["country"] == "PRT"
    assert event["reported_status"] == {"a": "occurred"}
    for field in ("actors", "recipients", "date", "place", "status"):
        for span in event["evidence"][field]:
            assert TEXTS[span["report"]][span["start"] : span["end"]]
    statement = lines(out / "statements.jsonl")[0]
    assert statement["text"] == TEXTS["a"][statement["start"] : statement["end"]] == "“ça ira”"
    party = next(row for row in lines(out / "parties.jsonl") if row["id"] == "ana-ferreira")
    assert set(party["offices"][0]) == {"title", "from", "to", "basis"}
    assert lines(out / "plans.jsonl")[0]["outcome"] == "open"


def test_the_manifest_names_readers_and_inputs(record: verbale.Record, tmp_path: Path) -> None:
    record.export(tmp_path / "out")
    told = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert [row["report"] for row in told["readings"]] == ["a", "b"]
    (reader,) = told["readers"].values()
    assert set(reader) == {"verbale", "code", "model", "lexicon", "offices"}
    assert {row["reader"] for row in told["readings"]} == set(told["readers"])
    assert told["counts"]["reports"] == 2
    assert told["counts"]["events"] == len(lines(tmp_path / "out" / "events.jsonl"))


def test_without_text_keeps_offsets_and_digests(record: verbale.Record, tmp_path: Path) -> None:
    record.export(tmp_path / "out", without_text=True)
    report = lines(tmp_path / "out" / "reports.jsonl")[0]
    statement = lines(tmp_path / "out" / "statements.jsonl")[0]
    assert "text" not in report.keys() | statement.keys()
    assert report["digest"] == hashlib.sha256(TEXTS["a"].encode()).hexdigest()
    assert statement["digest"] == hashlib.sha256("“ça ira”".encode()).hexdigest()
    assert statement["end"] - statement["start"] == 8


def test_corrections_are_exported(record: verbale.Record, tmp_path: Path) -> None:
    record.correct("confirm", record.events()[0].id, author="Mara", reason="seen it")
    record.export(tmp_path / "out")
    (row,) = lines(tmp_path / "out" / "corrections.jsonl")
    assert (row["action"], row["author"], row["reason"]) == ("confirm", "Mara", "seen it")
    assert lines(tmp_path / "out" / "events.jsonl")[0]["review"] == "confirmed"


def test_what_is_there_is_not_overwritten(record: verbale.Record, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    record.export(out)
    with pytest.raises(verbale.RecordError, match="not empty"):
        record.export(out)
    (out / "events.jsonl").write_text("old")
    record.export(out, force=True)
    assert len(lines(out / "events.jsonl")) == 2
    (out / "thesis.docx").write_text("years of work")
    with pytest.raises(verbale.RecordError, match="no export"):
        record.export(out, force=True)
    assert (out / "thesis.docx").read_text() == "years of work"
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(verbale.RecordError, match="is a file"):
        record.export(file)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_full_disk_leaves_nothing(
    record: verbale.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    place.mkdir()

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(exports, "_lines", full)
    with pytest.raises(verbale.RecordError, match=r"the disk is full; nothing is left"):
        record.export(place / "out")
    assert list(place.iterdir()) == []
