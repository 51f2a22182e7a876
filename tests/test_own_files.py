"""A record remembers a user's own files, and is made anew when they change."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import verbale
from tests import desk
from verbale.views.cli import cli

MET = "2019-05-06 Ana Ferreira met Karim Haddad in Lisbon\n"
HEADER = "name\ttitle\tstate\tstart\tend\taliases\tkind\n"
#: The desk gives Ana Ferreira this office; the shipped table does not know her.
ANA = "Ana Ferreira\tMinister of Foreign Affairs\tPRT\t2018-01-01\t2020-12-31\t\t\n"


@pytest.fixture
def _desk(monkeypatch: pytest.MonkeyPatch) -> None:
    desk.take_over(monkeypatch)


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def exported(record: verbale.Record, folder: Path) -> dict[str, bytes]:
    record.export(folder)
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "manifest.json"}


@pytest.mark.usefixtures("_desk")
def test_the_record_keeps_the_file_for_later_reads(tmp_path: Path) -> None:
    people = file(tmp_path, "people.tsv", HEADER + ANA)
    first, second = file(tmp_path, "a.txt", MET), file(tmp_path, "b.txt", MET.replace("06", "07"))
    at = tmp_path / "record.db"
    with verbale.read(first, into=at, people=people) as record:
        assert record.find("Ana Ferreira", "party").id == "ana-ferreira"
        assert record.find("Ana Ferreira", "party").offices[0].basis == "table: people.tsv"
    with verbale.read(second, into=at) as record:
        assert record.find("Ana Ferreira", "party").offices[0].basis == "table: people.tsv"
        assert record.summary is not None
        assert (record.summary.new, record.summary.updated) == (1, 0)


@pytest.mark.usefixtures("_desk")
def test_what_was_read_before_the_file_is_read_again(tmp_path: Path) -> None:
    people = file(tmp_path, "people.tsv", HEADER + ANA)
    first, second = file(tmp_path, "a.txt", MET), file(tmp_path, "b.txt", MET.replace("06", "07"))
    with (
        verbale.read([first, second], people=people) as whole,
        verbale.read(first) as grown,
    ):
        summary = grown.read(second, people=people)
        assert (summary.new, summary.updated) == (1, 1)
        assert exported(grown, tmp_path / "grown") == exported(whole, tmp_path / "whole")
        again = grown.read([first, second], people=people)
        assert (again.updated, again.changed) == (0, 0)


@pytest.mark.usefixtures("_desk")
def test_a_file_with_its_header_alone_takes_the_rows_out(tmp_path: Path) -> None:
    people = file(tmp_path, "people.tsv", HEADER + ANA)
    text = file(tmp_path, "a.txt", MET)
    with verbale.read(text, people=people) as record:
        people.write_text(HEADER, encoding="utf-8")
        record.reread(people=people)
        assert record.find("Ana Ferreira", "party").offices[0].basis == "text: a"


@pytest.mark.usefixtures("_desk")
def test_a_broken_file_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    people = file(tmp_path, "people.tsv", HEADER + "Ana Ferreira\tMinister\tPortugal\n")
    text, at = file(tmp_path, "a.txt", MET), tmp_path / "record.db"
    done = CliRunner().invoke(cli, ["read", str(text), "--into", str(at), "--people", str(people)])
    assert done.exit_code == 2
    assert "people.tsv, line 2: no state 'Portugal'; write PRT" in done.output
    assert not at.exists()


def test_a_command_checks_such_files(tmp_path: Path) -> None:
    people = file(tmp_path, "people.tsv", HEADER + ANA + "League of Lagoons\t\t\t\t\t\tngo\n")
    issues = file(tmp_path, "issues.tsv", "slug\tname\tcues\nchess\tChess\tgambit; castling\n")
    acts = file(
        tmp_path, "acts.tsv",
        "serenade/v obj=PARTY\ttransitive\tSUPPORT\t051\t-\tChad serenaded Mali.\tHe sang.\n",
    )  # fmt: skip
    done = CliRunner().invoke(cli, ["check", str(people), str(issues), str(acts)])
    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [
        f"{people}: people, 1 term of office and 1 organisation",
        f"{issues}: issues, 1 issue with 2 cues",
        f"{acts}: acts, 1 entry",
    ]


def test_a_check_tells_of_every_broken_file(tmp_path: Path) -> None:
    people = file(tmp_path, "people.tsv", HEADER + "Ana Ferreira\tMinister\tPortugal\n")
    issues = file(tmp_path, "issues.tsv", "slug\tname\tcues\nchess\tChess\t\n")
    done = CliRunner().invoke(cli, ["check", str(people), str(issues)])
    assert done.exit_code == 2
    assert "write PRT" in done.output
    assert "no cues" in done.output
