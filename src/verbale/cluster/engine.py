"""Batches of reports on a Dask cluster, with the manners of `verbale.running.pool.Pool`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any

import msgspec
from distributed import Client, KilledWorker
from distributed.deploy.subprocess import SubprocessCluster

from verbale.cluster import work
from verbale.errors import ReaderError
from verbale.records import Report
from verbale.running.pool import DIED
from verbale.running.worker import Outcome, Setup

#: Batches under way at once, at most: each has a thread here that waits for it.
_MOST = 512
#: Seconds that a scheduler may take to answer.
_PATIENCE = 60


def start(workers: int | None, setup: Setup) -> Cluster:
    """A cluster of processes on this machine, one thread each; ended with the `Cluster`."""
    try:
        local = SubprocessCluster(
            n_workers=workers or os.cpu_count() or 1,
            threads_per_worker=1,
            dashboard_address=None,
            worker_kwargs={"memory_limit": 0, "dashboard": False},
        )
    except (OSError, RuntimeError) as error:
        raise ReaderError(f"No cluster could be started on this machine: {error}") from error
    return Cluster(local, setup, local)


def join(address: str, setup: Setup) -> Cluster:
    """The cluster of the scheduler at `address`."""
    return Cluster(address, setup)


class Cluster:
    """Workers somewhere, fed with batches of reports; a context manager."""

    def __init__(self, where: Any, setup: Setup, owned: SubprocessCluster | None = None) -> None:
        """`where`: an address or a cluster of Dask's; `owned`: one to be ended with this.

        Raises `ReaderError` where nothing answers, or no worker is there.
        """
        self._owned = owned
        self._setup = msgspec.msgpack.encode(setup)
        self._version = work.version(setup)
        self._decoder = msgspec.msgpack.Decoder(Outcome)
        try:
            self._client = Client(where, timeout=_PATIENCE, set_as_default=False)
            self._client.wait_for_workers(
                (owned and len(owned.worker_spec)) or 1, timeout=_PATIENCE
            )
        except (OSError, TimeoutError) as error:
            self._end()
            raise ReaderError(f"No workers of a Dask cluster answer at {where}.") from error
        #: Worker threads when the read began; some may come and go.
        self.size: int = sum(self._client.nthreads().values())
        self._threads = ThreadPoolExecutor(min(2 * self.size, _MOST), "verbale-cluster")

    def submit(self, reports: Sequence[Report]) -> Future[Outcome]:
        """Have reports read by some worker."""
        return self._threads.submit(self._read, reports)

    def _read(self, reports: Sequence[Report]) -> Outcome:
        """Read reports; if they end one worker after another, each alone, so that one is lost."""
        packed = msgspec.msgpack.encode(list(reports))
        try:
            task = self._client.submit(
                work.read, self._setup, self._version, packed, pure=False, key=_name(reports)
            )
            outcome = self._decoder.decode(task.result())
        except KilledWorker:
            if len(reports) == 1:
                return Outcome((None,), (DIED,))
            return Outcome.joined(self._read([report]) for report in reports)
        except (CancelledError, OSError, TimeoutError) as error:
            raise ReaderError(
                f"The cluster is gone ({error or type(error).__name__}); what was read is kept, "
                "and the same command carries on."
            ) from error
        if outcome.fatal:
            raise ReaderError(outcome.fatal)
        return outcome

    def _end(self) -> None:
        client = getattr(self, "_client", None)
        for part in (client, self._owned):
            if part is not None:
                with contextlib.suppress(OSError, TimeoutError):
                    part.close()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._end()
        self._threads.shutdown(wait=True)


def _name(reports: Sequence[Report]) -> str:
    """A name of its own for a task, by which Dask's pages show it."""
    return f"verbale-{reports[0].id[:40]}-{os.urandom(6).hex()}"
