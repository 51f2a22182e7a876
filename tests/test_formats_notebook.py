"""The notebook runs from its first cell to its last and draws what the record holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import small

NOTEBOOK = Path(__file__).parent.parent / "examples" / "notebook.ipynb"


def test_the_notebook_draws_three_plots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("altair")
    small.record(tmp_path, monkeypatch, into=tmp_path / "minutes.db").close()
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, cell.id, "exec"), names)
    names["record"].close()
    drawn = [names[name].to_dict() for name in ("relations", "meetings", "timeline")]
    rows = [len(values) for chart in drawn for values in chart["datasets"].values()]
    assert rows == [4, 2, 4]
    assert "called-off …" in capsys.readouterr().out
