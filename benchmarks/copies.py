"""How fast reports are put into syndication groups, once their passages are hashed.

usage: python benchmarks/copies.py REPORTS.jsonl[.gz] [--least REPORTS_PER_SECOND]

Each line: `id`, `text`, and `published` where known. Prints the reports a second of cleaning, of
hashing and of grouping (without and with the passages that the groups share), each on one core
(processor time, the best of three for grouping); exits with 1 if grouping is slower than `--least`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from verbale import cleaning, copies
from verbale.records import Report

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What `work` gives, and the seconds of processor time that it took."""
    start = time.process_time()
    given = work()
    return given, time.process_time() - start


def reports_of(path: Path) -> list[Report]:
    """The reports of a file of JSON lines."""
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).splitlines()
    rows = [msgspec.json.decode(line) for line in lines if line.strip()]
    return [
        Report(
            id=row["id"],
            source=str(path),
            text=row["text"],
            published=dt.date.fromisoformat(row["published"][:10])
            if row.get("published")
            else None,
        )
        for row in rows
    ]


def main() -> int:
    """Read, clean, hash, group; print the speed of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--least", type=float, default=0.0)
    asked = parser.parse_args()
    reports = reports_of(asked.reports)
    marks, cleaned = timed(lambda: [cleaning.clean(one) for one in reports])
    prints, hashed = timed(
        lambda: {
            one.id: copies.passages(one.text, its) for one, its in zip(reports, marks, strict=True)
        }
    )
    published = {one.id: one.published for one in reports}
    runs = [timed(lambda: copies.clusters(prints, published)) for _ in range(3)]
    grouped = min(seconds for _, seconds in runs)
    groups, told = min(
        (timed(lambda: copies.groups(prints, published=published)) for _ in range(3)),
        key=lambda run: run[1],
    )
    speed = len(reports) / grouped
    print(
        f"{len(reports)} reports, {len(groups)} groups of "
        f"{sum(len(one.reports) for one in groups)} reports"
    )
    print(
        f"cleaning {len(reports) / cleaned:,.0f}, hashing {len(reports) / hashed:,.0f}, "
        f"grouping {speed:,.0f}, with the shared passages {len(reports) / told:,.0f} "
        "reports a second"
    )
    return 0 if speed >= asked.least else 1


if __name__ == "__main__":
    sys.exit(main())
