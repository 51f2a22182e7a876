"""What a record costs as it grows: adding a report, room on disk, the pages.

usage: python -m benchmarks.growth [INPUT] [--sizes N ...] [--stories N] [--plot FILE]

Without INPUT: Reuters' stories of 1987 in the shared folder (``VERBALE_SHARED``, else
``../shared``). Some of them are read once; then what was read in them is retold, under other names
and in other years, until there are as many reports as asked for. At each size reports are added one
by one, each kept, merged and written as `verbale read` does it; their reading, which does not
depend on the record, is not in the time. Times are of the processor, so that what else runs does
not show. The same pages are asked for at each size. `--plot` draws the table.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

import verbale
from benchmarks.page import addresses, names_of, retell
from benchmarks.read import ROOT
from verbale.records import Reading
from verbale.store import Store

STORIES = Path("data", "reuters", "reuters21578.jsonl.gz")
#: Years on which the days of 1987 fall on the same weekdays.
YEARS = (0, 11, 22, 28, 39, -6, -17, -28, -34)
#: The pages asked for, by their place in `benchmarks.page.addresses`.
PAGES = 10


class Point(msgspec.Struct):
    """What a record of `reports` costs: seconds to add one (median, and 9 of 10), bytes a report,
    seconds for ten pages (once each, by their medians)."""

    reports: int
    events: int
    add: float
    add_most: float
    bytes: float
    pages: float


def main() -> int:
    """0 where adding a report to the largest record takes at most 1.5 times that to the least."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("input", nargs="?", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 1_000, 3_000, 10_000, 30_000])
    parser.add_argument("--stories", type=int, default=2_000, help="how many are read")
    parser.add_argument("--added", type=int, default=40, help="reports added at each size")
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    shared = Path(os.environ.get("VERBALE_SHARED") or ROOT.parent / "shared")
    source = options.input or shared / STORIES
    base = ROOT / "out" / "growth.base.db"
    if not base.exists():
        if not source.exists():
            print(f"{source} is not there: name what to read", file=sys.stderr)
            return 2
        read(source, base, options.stories)
    with verbale.open(base) as record:
        readings = list(record.store.readings())
    heads = ("reports", "events", "add ms", "9 of 10", "kB each", "pages ms")
    print("".join(f"{head:>10}" for head in heads))
    points = []
    with tempfile.TemporaryDirectory(prefix="verbale-growth-") as folder:
        for point in measure(Path(folder, "record.db"), readings, options.sizes, options.added):
            points.append(point)
            print(
                f"{point.reports:10,}{point.events:10,}{1e3 * point.add:10.1f}"
                f"{1e3 * point.add_most:10.1f}{point.bytes / 1e3:10.1f}{1e3 * point.pages:10.0f}",
                flush=True,
            )
    ratio = points[-1].add / points[0].add
    print(f"adding: {ratio:.2f} times from {points[0].reports:,} to {points[-1].reports:,}")
    if options.plot:
        plot(points, options.plot)
    return 0 if ratio <= 1.5 else 1


def read(source: Path, into: Path, stories: int) -> None:
    """Read so many of the stories of `source`, evenly over it."""
    into.parent.mkdir(parents=True, exist_ok=True)
    packed = source.read_bytes()
    text = (gzip.decompress(packed) if source.suffix == ".gz" else packed).decode()
    with tempfile.TemporaryDirectory() as folder:
        rows = text.splitlines(keepends=True)
        step = max(1, len(rows) // stories)
        sample = Path(folder, "stories.jsonl")
        sample.write_text("".join(rows[::step][:stories]), encoding="utf-8")
        draft = into.with_suffix(".draft.db")
        draft.unlink(missing_ok=True)
        verbale.read(sample, draft).close()
        draft.rename(into)


def retold(readings: Sequence[Reading]) -> Iterator[Reading]:
    """The readings, then the same under other names in other years, without end."""
    names = names_of(readings)
    for again in itertools.count():
        years = YEARS[again % len(YEARS)]
        for reading in readings:
            yield reading if again == 0 else retell(reading, names, again, years)


def measure(
    path: Path, readings: Sequence[Reading], sizes: Sequence[int], added: int
) -> Iterator[Point]:
    """A record that grows through `sizes`, and what it costs at each."""
    source = retold(readings)
    names = names_of(readings)
    step = max(1, len(readings) // added)
    taken = 0
    for turn, size in enumerate(sizes, start=1_000):
        with verbale.Record(Store(path, create=True)) as record:
            record.store.begin("read", "retold")
            while some := list(itertools.islice(source, min(500, size - taken))):
                taken += len(some)
                keep(record, some)
            record.refresh()
            times = []
            for reading in readings[::step][:added]:  # the same stories at each size
                reading = retell(reading, names, turn, YEARS[turn % len(YEARS)])
                taken += 1
                began = time.process_time()
                record.store.begin("read", reading.report.id)
                keep(record, [reading])
                record.refresh()
                times.append(time.process_time() - began)
            events = record.store.count("event")
        times.sort()
        room = path.stat().st_size / taken
        most = times[int(0.9 * len(times))]
        yield Point(size, events, statistics.median(times), most, room, pages(path))


def keep(record: verbale.Record, readings: Sequence[Reading]) -> None:
    """Keep readings as a read does."""
    with record.store.transaction():
        record.store.keep([(reading.report, reading) for reading in readings], "retold")


def pages(path: Path) -> float:
    """Seconds for ten kinds of page, each at its largest."""
    from litestar.testing import TestClient

    from verbale.views.web import create_app

    logging.getLogger("httpx").setLevel(logging.WARNING)
    with verbale.open(path) as record:
        asked = addresses(record)[:PAGES]
    total = 0.0
    with TestClient(create_app(path)) as client:
        for address in asked:
            took = []
            for _ in range(4):
                began = time.process_time()
                reply = client.get(address)
                took.append(time.process_time() - began)
                assert reply.status_code == 200, (address, reply.text[:300])
            total += statistics.median(took[1:])
    return total


def plot(points: Sequence[Point], to: Path) -> None:
    """Three panels over the number of reports, as SVG."""
    import altair as alt

    shown = (("add", "ms to add a report", 1e3), ("bytes", "kB on disk a report", 1e-3),
             ("pages", "ms for ten pages", 1e3))  # fmt: skip
    panels = []
    for field, title, scale in shown:
        rows = [{"reports": p.reports, "value": scale * getattr(p, field)} for p in points]
        top = 1.25 * max(row["value"] for row in rows)
        panels.append(
            alt.Chart(alt.InlineData(values=rows), title=title, width=200, height=150)
            .mark_line(point=True)
            .encode(
                alt.X("reports:Q", title="reports")
                .scale(type="log", nice=False, domain=[points[0].reports, points[-1].reports])
                .axis(values=[point.reports for point in points], format="~s"),
                alt.Y("value:Q", title=None).scale(domain=[0, top]),
            )
        )
    to.parent.mkdir(parents=True, exist_ok=True)
    alt.hconcat(*panels).save(to)


if __name__ == "__main__":
    sys.exit(main())
