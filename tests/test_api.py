"""The public face: what may be imported, what reading gives, and where work is done."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import verbale
from tests import desk

MET = "2019-05-06 Ana Ferreira met Karim Haddad in Lisbon\n"


@pytest.fixture
def _desk(monkeypatch: pytest.MonkeyPatch) -> None:
    desk.take_over(monkeypatch)


def test_the_public_names_are_these() -> None:
    assert verbale.__all__ == sorted(verbale.__all__)
    for name in verbale.__all__:
        assert getattr(verbale, name) is not None
        assert name in dir(verbale)
    with pytest.raises(AttributeError, match="nonsense"):
        verbale.nonsense  # noqa: B018


def test_import_is_cheap() -> None:
    code = (
        "import sys, verbale\n"
        "assert not {'spacy', 'onnxruntime', 'numpy', 'msgspec', 'sqlite3'} & set(sys.modules)\n"
        "verbale.Record\n"
        "assert not {'spacy', 'onnxruntime', 'rich', 'click'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_errors_are_one_tree() -> None:
    for name in verbale.__all__:
        thing = getattr(verbale, name)
        if isinstance(thing, type) and issubclass(thing, Exception):
            assert issubclass(thing, verbale.VerbaleError)


@pytest.mark.usefixtures("_desk")
def test_a_record_in_memory(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MET)
    with verbale.read(tmp_path) as record:
        assert repr(record) == "<Record in memory: 1 reports, 1 events>"
        assert [event.actors for event in record.events()] == [("ana-ferreira",)]
        assert record.reports()[0].text == MET
        assert record.reading("a").report.text == MET
        assert record.state("ana-ferreira") == "PRT"
        assert record.state("PRT") == "PRT"
        assert record.state("nobody") is None


@pytest.mark.usefixtures("_desk")
def test_nothing_read_raises_and_a_part_does_not(tmp_path: Path) -> None:
    with pytest.raises(verbale.InputError, match=r"none\.txt: there is no such file"):
        verbale.read(tmp_path / "none.txt")
    (tmp_path / "a.txt").write_text(MET)
    record = verbale.read([tmp_path / "none.txt", tmp_path / "a.txt"])
    assert record.summary is not None
    assert [str(refused).split(":")[0] for refused in record.summary.refused] == [
        str(tmp_path / "none.txt")
    ]


@pytest.mark.usefixtures("_desk")
def test_progress_counts_to_the_end(tmp_path: Path) -> None:
    for number in range(70):
        (tmp_path / f"{number}.txt").write_text(MET.replace("06", f"{number % 28 + 1:02}"))
    told: list[verbale.Progress] = []
    verbale.read(tmp_path, progress=told.append)
    counts = [(p.done, p.total) for p in told if p.stage == "reading"]
    assert counts[0] == (0, 70)
    assert counts[-1] == (70, 70)
    assert counts == sorted(counts)
    assert len(counts) > 4
    assert told[-1].stage == "merging"


@pytest.mark.usefixtures("_desk")
def test_events_within_one_state(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MET)
    record = verbale.read(tmp_path)
    assert len(record.events(between=("PRT", "MAR"))) == 1
    assert record.events(between=("PRT", "PRT")) == []


def test_workers_read_from_a_script_without_a_guard(tmp_path: Path) -> None:
    """Many processes and one give the same; a worker that dies takes one report with it."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(40):
        date = f"2019-05-{number % 28 + 1:02}"
        text = MET.replace("2019-05-06", date) + "And so on and on. " * 300
        (reports / f"{number}.txt").write_text(text)
    (reports / "deadly.txt").write_text("KILL THE WORKER " * 10)
    (tmp_path / "sitecustomize.py").write_text(
        textwrap.dedent(
            """
            import os
            from tests import desk
            from verbale.running import keeping, worker

            class Desk(desk.Desk):
                def read(self, reports):
                    if any("KILL" in report.text for report in reports):
                        os._exit(9)
                    return super().read(reports)

            keeping.Desk = worker.Desk = Desk
            """
        )
    )
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            f"""
            import verbale
            record = verbale.read({str(reports)!r}, into={str(tmp_path / "two.db")!r}, workers=2)
            record.export({str(tmp_path / "two")!r})
            print(record.summary.new, [refused.reason for refused in record.summary.refused])
            """
        )
    )
    root = Path(__file__).parent.parent
    env = {"PYTHONPATH": f"{tmp_path}:{root}", "PATH": ""}
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, env=env, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("40 ['the process that read it died")
    (reports / "deadly.txt").unlink()
    again = subprocess.run(
        [sys.executable, "-c", f"import verbale; verbale.read({str(reports)!r}, workers=1)"
         f".export({str(tmp_path / 'one')!r})"],
        capture_output=True, text=True, env=env, check=False,
    )  # fmt: skip
    assert again.returncode == 0, again.stderr
    for path in (tmp_path / "one").glob("*.jsonl"):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_record_of_another_version_says_that_it_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    (tmp_path / "a.txt").write_text("Ana Silva met Jean Duval in Rome.", encoding="utf-8")
    verbale.read(tmp_path / "a.txt", path, workers=1).close()
    told: list[str] = []
    verbale.api.open(path, told.append).close()
    assert told == []
    with sqlite3.connect(path) as file:
        file.execute("UPDATE meta SET value = '\"older\"' WHERE key = 'builder'")
    verbale.api.open(path, told.append).close()
    assert len(told) == 1
    assert "Reports: 1 " in told[0]
