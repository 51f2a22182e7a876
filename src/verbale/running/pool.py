"""Several worker processes, fed with batches of reports."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import msgspec

from verbale.errors import ReaderError
from verbale.records import Report
from verbale.running.worker import Outcome, Setup, receive, send

DIED = "the process that read it died, of too little memory perhaps; split the report"
_START = "from verbale.running.worker import main; main()"
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Worker:
    """One process that reads reports, started when it is first needed."""

    def __init__(self, setup: Setup) -> None:
        """`setup`: what to load."""
        self._setup = setup
        self._process: subprocess.Popen[bytes] | None = None
        self._decoder = msgspec.msgpack.Decoder(Outcome)
        self._answered = False
        self.stopped = False

    def read(self, reports: Sequence[Report]) -> Outcome:
        """Read reports; raises `ReaderError` where the model cannot be used.

        If the process dies on them, each is tried alone, so that one alone is lost.
        """
        try:
            return self._ask(reports)
        except (EOFError, BrokenPipeError) as error:
            self.close()
            if self.stopped or not self._answered:
                raise ReaderError(
                    "The processes that read do not start; try `--workers 1`."
                ) from error
        if len(reports) == 1:
            return Outcome((None,), (DIED,))
        return Outcome.joined(self.read([report]) for report in reports)

    def _ask(self, reports: Sequence[Report]) -> Outcome:
        process = self._process or self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        send(process.stdin, list(reports))  # type: ignore[arg-type]
        outcome = self._decoder.decode(receive(process.stdout))  # type: ignore[arg-type]
        if outcome.fatal:
            raise ReaderError(outcome.fatal)
        self._answered = True
        return outcome

    def _started(self) -> subprocess.Popen[bytes]:
        path = os.pathsep.join(part for part in sys.path if part)
        env = os.environ | dict.fromkeys(_THREADS, "1") | {"PYTHONPATH": path}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=env,
        )
        assert self._process.stdin is not None
        send(self._process.stdin, self._setup)  # type: ignore[arg-type]
        return self._process

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()
        self._process = None


class Pool:
    """As many workers as are asked for; a context manager."""

    def __init__(self, workers: int, setup: Setup) -> None:
        """`setup`: what each of them loads."""
        self._setup = setup
        self.size = workers
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="verbale")
        self._local = threading.local()
        self._workers: list[Worker] = []

    def submit(self, reports: Sequence[Report]) -> Future[Outcome]:
        """Have reports read by the next worker that is free."""
        return self._threads.submit(self._read, reports)

    def _read(self, reports: Sequence[Report]) -> Outcome:
        worker: Worker | None = getattr(self._local, "worker", None)
        if worker is None:
            worker = self._local.worker = Worker(self._setup)
            self._workers.append(worker)
        return worker.read(reports)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.stopped = True
            worker.close()
        self._threads.shutdown(wait=True)
