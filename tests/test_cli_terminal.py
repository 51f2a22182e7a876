"""What a person at a terminal sees, and what Ctrl-C leaves."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

pty = pytest.importorskip("pty")

ROOT = Path(__file__).parent.parent
# A shell's background commands ignore Ctrl-C, and hand that down: here it is wanted.
SCRIPT = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from tests import desk
from verbale.running import keeping
from verbale.views.cli import main

class Slow(desk.Desk):
    def read(self, reports):
        time.sleep({pause})
        return super().read(reports)

keeping.Desk = Slow
sys.argv = ["verbale", "read", {reports!r}, "--into", {record!r}]
main()
"""


def folder(tmp_path: Path, count: int) -> Path:
    place = tmp_path / "reports"
    place.mkdir()
    for n in range(count):
        text = f"2019-05-{n % 28 + 1:02} Ana Ferreira met Karim Haddad in Lisbon\n"
        (place / f"{n}.txt").write_text(text)
    return place


def script(tmp_path: Path, count: int, pause: float) -> list[str]:
    reports, record = str(folder(tmp_path, count)), str(tmp_path / "record.db")
    return [sys.executable, "-c", SCRIPT.format(pause=pause, reports=reports, record=record)]


def kept(record: Path) -> int:
    """How many reports a record that is being read into has."""
    try:
        with sqlite3.connect(f"file:{record}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM reports").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def on_terminal(command: list[str]) -> str:
    """What a command prints on a terminal."""
    ours, theirs = pty.openpty()
    env = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
    env.pop("CI", None)
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, env=env
    )
    os.close(theirs)
    told = b""
    try:
        while piece := os.read(ours, 65536):
            told += piece
    except OSError:  # the other end is closed
        pass
    finally:
        os.close(ours)
    assert process.wait() == 0, told.decode()
    return told.decode()


def test_a_bar_on_a_terminal_and_a_summary_after_it(tmp_path: Path) -> None:
    told = on_terminal(script(tmp_path, 20, 0.15))
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", told)
    assert "━" in plain
    assert "8/20" in plain
    assert plain.rstrip().splitlines()[-3].strip() == "20 reports: 20 new."


def test_no_bar_in_a_pipe(tmp_path: Path) -> None:
    done = subprocess.run(
        script(tmp_path, 10, 0), capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert "10 reports: 10 new." in done.stdout
    assert done.stderr == ""
    assert not set(done.stdout) & {"\x1b", "\r", "━"}


def test_ctrl_c_keeps_what_was_read(tmp_path: Path) -> None:
    command = script(tmp_path, 80, 0.3)
    reading = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    record = tmp_path / "record.db"
    until = time.monotonic() + 60
    while time.monotonic() < until and not kept(record):
        time.sleep(0.05)
    reading.send_signal(signal.SIGINT)
    _, told = reading.communicate(timeout=60)
    assert reading.returncode == 130, told
    assert "are kept; the same command carries on." in told
    assert "Traceback" not in told
    done = subprocess.run(
        [sys.executable, "-m", "verbale", "timeline", str(record), "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert len(done.stdout.splitlines()) < 28
