"""Reports and words a second, for a whole read and for each stage, and peak memory.

usage: python -m benchmarks.read [INPUT ...] [--workers N] [--sample N] [--wire N]

Without INPUT: the State Department's press releases of the shared folder (``VERBALE_SHARED``,
else ``../shared``), 1,783 reports of 1.5 million words. The whole is read into a new record by
as many processes as there are workers. Then every so many-th report is read once more in this
process, one stage after the other, with a clock on each (of processor time, so that other work on
the machine does not count). Last, every N-th story of Reuters is read into a new record: cold;
again as other reports with the same passages, which are not parsed; and once more unchanged; there
the processor time of all processes stands beside the clock's. With the time that ``verbale --help``
takes to start.
"""

from __future__ import annotations

import argparse
import functools
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec

import verbale
from verbale.intake import open_inputs
from verbale.records import Reading, Report

ROOT = Path(__file__).resolve().parent.parent
PRESS = Path("data", "readouts", "press.jsonl.gz")
WIRE = Path("data", "reuters", "reuters21578.jsonl.gz")

STAGES = (
    ("cleaning", "cleaning.clean"),
    ("language", "language.parse_many"),
    ("parties", "parties.find"),
    ("times", "times.find"),
    ("places", "places.find"),
    ("issues", "issues.find"),
    ("events", "events.find"),
    ("statements", "statements.find"),
    ("copies", "copies.passages"),
)
"""Name of a stage and where `verbale.reading.report` calls it."""

Clock = dict[str, float]


def main() -> int:
    """0, or 2 where there is nothing to read."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("inputs", nargs="*", type=Path, metavar="INPUT")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--sample", type=int, default=200, help="reports read stage by stage")
    parser.add_argument("--wire", type=int, default=10, help="every N-th story of Reuters; 0: none")
    options = parser.parse_args()
    shared = Path(os.environ.get("VERBALE_SHARED") or ROOT.parent / "shared")
    inputs = options.inputs or [shared / PRESS]
    missing = [path for path in inputs if not path.exists()]
    if missing:
        print(f"{missing[0]} is not there: name what to read", file=sys.stderr)
        return 2
    began = time.perf_counter()
    reports = [found for found in open_inputs(inputs) if isinstance(found, Report)]
    clock: Clock = {"intake": time.perf_counter() - began}
    print(f"{'':22}{'reports/s':>10}{'words/s':>10}{'seconds':>10}")
    row("intake", reports, clock["intake"])
    with tempfile.TemporaryDirectory(prefix="verbale-bench-") as folder:
        began = time.perf_counter()
        with verbale.read(inputs, Path(folder, "record.db"), workers=options.workers) as record:
            row(f"all, {options.workers} processes", reports, time.perf_counter() - began)
            counted = f"{len(record.events())} events, {len(record.statements())} statements"
            refused = record.summary.refused if record.summary else ()
    peak = {
        "this process": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "the largest worker": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
    }
    if refused:
        counted += f", {len(refused)} reports refused, first {refused[0]}"
    step = max(1, len(reports) // options.sample)
    print(f"\n{counted}\n\nevery {step}. report, in one process:")
    by_stage(reports[::step])
    told = ", ".join(f"{where} {kib / 1024:.0f} MiB" for where, kib in peak.items())
    print(f"\npeak memory of the whole read: {told}")
    if options.wire and (shared / WIRE).exists():
        wire(shared / WIRE, options.wire, options.workers)
    print(f"\nverbale --help: {starting():.2f} s")
    return 0


def wire(path: Path, every: int, workers: int) -> None:
    """Stories of a wire, from text to record: new, with known passages, and unchanged."""
    found = [story for story in open_inputs([path]) if isinstance(story, Report)][::every]
    renamed = [msgspec.structs.replace(story, id=f"{story.id}-again") for story in found]
    print(f"\nevery {every}. story of Reuters, {workers} processes, from text to record:")
    print(f"{'':22}{'stories/s':>10}{'words/s':>10}{'seconds':>10}{'processor':>10}")
    with tempfile.TemporaryDirectory(prefix="verbale-bench-") as folder:
        for name, stories in (("cold", found), ("passages known", renamed), ("unchanged", found)):
            given = Path(folder, "stories.jsonl")
            given.write_bytes(b"\n".join(msgspec.json.encode(story) for story in stories))
            began, spent = time.perf_counter(), processor()
            with verbale.read(given, Path(folder, "record.db"), workers=workers):
                row(name, stories, time.perf_counter() - began, processor() - spent)


def processor() -> float:
    """The seconds that processors worked for this process and those that it started and ended."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def starting() -> float:
    """The seconds until the program has said what it does, the median of seven."""
    command = [sys.executable, "-m", "verbale", "--help"]
    spent = []
    for _ in range(7):
        began = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def row(name: str, reports: list[Report], seconds: float, processor: float | None = None) -> None:
    """One line of the table."""
    words = sum(len(report.text.split()) for report in reports)
    rates = (len(reports) / seconds, words / seconds) if seconds else (0.0, 0.0)
    told = f"{processor:10.2f}" if processor is not None else ""
    print(f"{name:22}{rates[0]:10,.1f}{rates[1]:10,.0f}{seconds:10.2f}{told}", flush=True)


def by_stage(reports: list[Report]) -> None:
    """Read some reports and make their minutes; a line a stage."""
    from verbale import language, record
    from verbale.reading import report as reading

    clock: Clock = defaultdict(float)
    with timed(clock, "loading the model"):
        nlp = language.load()
    with clocks(reading, clock):
        readings: list[Reading] = list(reading.read_many(reports, nlp))
    with timed(clock, "record"):
        record.build(readings)
    for name, seconds in clock.items():
        row(name, reports, seconds)


@contextmanager
def timed(clock: Clock, name: str) -> Iterator[None]:
    """Add the time spent within to the clock of that name."""
    began = time.process_time()
    yield
    clock[name] = clock.get(name, 0.0) + time.process_time() - began


@contextmanager
def clocks(module: Any, clock: Clock) -> Iterator[None]:
    """With a clock on each stage that a module calls."""
    with ExitStack() as stack:
        for name, where in STAGES:
            stage, function = where.split(".")
            home = getattr(module, stage)
            watched = watch(getattr(home, function), clock, name)
            stack.enter_context(patch.object(home, function, watched))
        yield


def watch(function: Callable[..., Any], clock: Clock, name: str) -> Callable[..., Any]:
    """The function with a clock on it; what an iterator of its does is counted too."""

    @functools.wraps(function)
    def watched(*args: Any, **kwargs: Any) -> Any:
        with timed(clock, name):
            result = function(*args, **kwargs)
        return _watched(result, clock, name) if isinstance(result, Iterator) else result

    return watched


def _watched(iterator: Iterator[Any], clock: Clock, name: str) -> Iterator[Any]:
    end = object()
    while True:
        with timed(clock, name):
            item = next(iterator, end)
        if item is end:
            return
        yield item


if __name__ == "__main__":
    sys.exit(main())
