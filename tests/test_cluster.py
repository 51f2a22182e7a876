"""Reading on a cluster: the same record as on one machine, whatever becomes of its workers."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import verbale
from verbale.errors import InputError, ReaderError
from verbale.running.keeping import Progress

distributed = pytest.importorskip("distributed", reason="Dask is not installed: verbale[cluster]")
pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="Dask starts no such cluster on Windows"),
    pytest.mark.filterwarnings("default"),  # Dask's own
]

HOSTS = ("Kenya", "Uganda", "Chile", "Norway", "Japan", "Vietnam", "Ghana", "Peru", "Egypt")
GUESTS = ("Italy", "Finland", "Mexico", "Poland", "India", "Brazil", "Jordan")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty-three reports of talks, as JSON lines."""
    rows = []
    for i, host in enumerate(HOSTS):
        for k, guest in enumerate(GUESTS):
            text = (
                f"The foreign ministers of {host} and {guest} met on Tuesday to discuss trade.\n\n"
                f'"We agreed to open {k + 2} more ports," the minister of {guest} said.\n\n'
                f"{host}'s president will visit {guest} next month, officials said."
            )
            day = f"2022-03-{1 + (i * 7 + k) % 28:02}"
            rows.append({"id": f"r{i}{k}", "text": text, "published": day, "outlet": host})
    path = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def alone(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The export of these reports read in one process."""
    with verbale.read(reports, workers=1) as record:
        return _export(record, tmp_path_factory.mktemp("alone"))


@pytest.fixture
def scheduler() -> Iterator[Any]:
    """A cluster of three worker processes, as another program may have started it."""
    from distributed.deploy.subprocess import SubprocessCluster

    with SubprocessCluster(
        n_workers=3,
        threads_per_worker=1,
        dashboard_address=None,
        worker_kwargs={"memory_limit": 0, "dashboard": False},
    ) as cluster:
        yield cluster


def test_a_worker_killed_in_the_middle_leaves_no_trace(
    scheduler: Any, reports: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill(progress: Progress) -> None:
        if progress.stage == "reading" and progress.done < progress.total and not killed:
            busy = _busy(scheduler.scheduler_address)
            if busy:
                os.kill(busy[0], signal.SIGKILL)
                killed.append(busy[0])

    address = scheduler.scheduler_address.replace("tcp://", "dask://")
    with verbale.read(reports, tmp_path / "there.db", on=address, progress=kill) as record:
        assert record.summary is not None
        assert record.summary.new == len(HOSTS) * len(GUESTS)
        assert not record.summary.refused
        assert _export(record, tmp_path / "there") == alone
    assert killed
    assert not _alive(killed[0])


def test_a_read_broken_off_goes_on(reports: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.done:
            raise KeyboardInterrupt

    path = tmp_path / "record.db"
    with pytest.raises(KeyboardInterrupt):
        verbale.read(reports, path, on="local:2", progress=stop)
    with verbale.read(reports, path, on="local:2") as record:
        assert record.summary is not None
        assert 0 < record.summary.unchanged < len(HOSTS) * len(GUESTS)
        assert _export(record, tmp_path / "export") == alone


@pytest.mark.parametrize("address", ["local:none", "local:0", "ray://here", "4"])
def test_what_is_no_address_is_told(address: str, reports: Path) -> None:
    with pytest.raises(InputError, match="dask://HOST:PORT"):
        verbale.read(reports, on=address)


def test_a_scheduler_that_does_not_answer_is_told(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verbale.cluster.engine._PATIENCE", 1)
    with pytest.raises(ReaderError, match=r"answer at tcp://127\.0\.0\.1:9"):
        verbale.read(reports, on="dask://127.0.0.1:9")


def test_a_worker_with_another_version_reads_nothing() -> None:
    import msgspec

    from verbale.cluster import work
    from verbale.running.worker import Outcome, Setup

    packed = work.read(msgspec.msgpack.encode(Setup()), "another", msgspec.msgpack.encode([]))
    fatal = msgspec.msgpack.decode(packed, type=Outcome).fatal
    assert fatal is not None
    assert "another version" in fatal


def _export(record: verbale.Record, folder: Path) -> dict[str, bytes]:
    record.export(folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _busy(address: str) -> list[int]:
    """The processes of the workers that read something just now."""
    with distributed.Client(address, set_as_default=False) as client:
        tasks = client.processing()
        pids: dict[str, int] = client.run(os.getpid)
    return [pids[worker] for worker, under_way in tasks.items() if under_way]


def _alive(pid: int) -> bool:
    for _ in range(50):
        with contextlib.suppress(ProcessLookupError, FileNotFoundError):
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[-1].split()[0] != "Z":
                time.sleep(0.1)
                continue
        return False
    return True
