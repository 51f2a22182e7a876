"""Our own reader has no use for what spaCy brings along; a user's reader may have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_TRY = """
import sys
from verbale import language
language.lean({name!r})
import spacy
from thinc import compat
print(compat.has_torch, "torch" in sys.modules and sys.modules["torch"] is not None)
"""


@pytest.mark.parametrize(("name", "kept"), [(None, False), ("a_pipeline_of_mine", True)])
def test_frameworks_are_left_out_for_our_own_reader(
    tmp_path: Path, name: str | None, kept: bool
) -> None:
    (tmp_path / "torch").mkdir()  # stands in for PyTorch, whether that is installed or not
    (tmp_path / "torch" / "__init__.py").write_text(
        "import pathlib\n"
        "pathlib.Path(__file__).with_name('asked').touch()\n"
        "raise ImportError('no torch at all')\n"
    )
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    env.pop("VERBALE_READER", None)
    told = subprocess.run(
        [sys.executable, "-c", _TRY.format(name=name)],
        env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.split() == ["False", "False"]
    assert (tmp_path / "torch" / "asked").exists() == kept
