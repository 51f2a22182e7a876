"""The evaluation gate: floors hold, rise by one command, and fall by name alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import gate, pages

FLOORS = {"quotes: all_e2e": 60.0, "seeds: all": 50.0, "seeds: event dated": 40.0}


def test_rows_under_their_floor_are_found() -> None:
    figures = {"seeds: all": 49.0, "seeds: event dated": 41.0, "seeds: new": 3.0}
    assert gate.judged(figures, FLOORS, ["seeds"]) == ["seeds: all"]


def test_a_row_that_vanishes_is_under_its_floor() -> None:
    assert gate.judged({"seeds: all": 60.0}, FLOORS, ["seeds"]) == ["seeds: event dated"]


def test_rows_that_were_not_measured_are_not_judged() -> None:
    assert gate.judged({}, FLOORS, ["copies"]) == []


def test_rounding_of_processors_is_no_fall() -> None:
    assert gate.judged({"quotes: all_e2e": 60.0 - gate.SLACK / 2}, FLOORS, ["quotes"]) == []


def test_raising_pins_what_was_reached_and_lowers_nothing() -> None:
    figures = {"seeds: all": 55.27, "seeds: event dated": 30.0, "seeds: new": 12.0}
    raised = gate.moved(figures, FLOORS, up=True, down=[])
    assert raised == {**FLOORS, "seeds: all": 55.2, "seeds: new": 12.0}


def test_lowering_needs_the_name_of_the_row() -> None:
    figures = {"seeds: all": 45.0, "seeds: event dated": 30.0}
    lowered = gate.moved(figures, FLOORS, up=False, down=["seeds: all"])
    assert lowered == {**FLOORS, "seeds: all": 45.0}


def test_percentages_of_rows_and_of_all() -> None:
    assert gate.percentages({"a": (1, 2), "b": (3, 6)}) == {"a": 50.0, "b": 50.0, "all": 50.0}


def test_table_marks_what_is_under() -> None:
    shown = gate.table({"seeds: all": 49.0}, FLOORS, ["seeds: all"])
    assert shown.splitlines()[1].split() == ["seeds:", "all", "49.0", "50.0", "UNDER"]


def test_pinned_floors_are_percentages_of_known_measurements() -> None:
    floors = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
    assert {row.split(":")[0] for row in floors} <= set(gate.MEASUREMENTS)
    assert all(0 <= floor <= 100 for floor in floors.values())


def test_without_shared_data_the_gate_says_so_and_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VERBALE_SHARED", str(tmp_path))
    assert gate.main([]) == 0
    assert "no shared data" in capsys.readouterr().out


def test_a_command_that_fails_fails_the_gate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tools").mkdir()
    monkeypatch.setenv("VERBALE_SHARED", str(tmp_path))
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    (tmp_path / "floors.json").write_text("{}")
    assert gate.main(["--only", "copies"]) == 1
    assert "copies could not be measured" in capsys.readouterr().err


def test_pages_are_scored_by_the_runs_of_words_they_share() -> None:
    gold = "The ministers met in Oslo on Tuesday."
    assert pages.page(gold, gold) == (1.0, 1.0)
    assert pages.page(gold, "") == (0.0, 0.0)
    precision, recall = pages.page(gold, gold + " Read more about it here.")
    assert precision == pytest.approx(4 / 9)
    assert recall == 1.0
    scored = pages.score({"a": gold, "b": gold}, {"a": gold})
    assert scored == {"P": 50.0, "R": 50.0, "F1": 50.0}
