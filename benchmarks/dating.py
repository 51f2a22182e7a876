"""How well reports without metadata are dated: releases of known days, read as one record.

usage: python -m benchmarks.dating [SHARED] [--readings FILE] [--show N]

The metadata of every release (`readouts/press.jsonl.gz`) is taken away before reading. Printed
are the shares of releases whose interval is at most 7 days wide and holds the true day, is wider
or half open and holds it, is not known at all, or does not hold it ("wrong"); and which words
decided the narrow ones. A release counts as published on its day in UTC or, as most are sent from
Washington, on the day before. `--readings` keeps what was read in FILE, as reading takes minutes
and dating seconds; `--show` prints so many of the wrong ones.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from verbale.record import build
from verbale.records import Published, Reading, Report, ReportEntry

ROOT = Path(__file__).resolve().parent.parent
NARROW_DAYS = 7
DAY = dt.timedelta(days=1)


def true_days(path: Path) -> tuple[list[Report], dict[str, dt.date]]:
    """The releases without their metadata, and the day of each; one of two texts under one id."""
    reports: dict[str, Report] = {}
    days: dict[str, dt.date] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = msgspec.json.decode(line)
            if row["id"] not in reports:
                days[row["id"]] = dt.date.fromisoformat(row["published"][:10])
                reports[row["id"]] = Report(
                    id=row["id"],
                    source=path.name,
                    text=row["text"],
                    title=row["title"],
                    outlet=row["outlet"],
                )
    return list(reports.values()), days


def read(reports: Iterable[Report], kept: Path | None) -> list[Reading]:
    """The readings, from the file where they are kept if there is one."""
    if kept is not None and kept.exists():
        return msgspec.msgpack.decode(kept.read_bytes(), type=list[Reading])
    from verbale import language
    from verbale.reading import report as reader

    readings = list(reader.read_many(reports, language.load()))
    if kept is not None:
        kept.write_bytes(msgspec.msgpack.encode(readings))
    return readings


def judge(found: Published, day: dt.date) -> str:
    """The row that a release counts in."""
    if found.start is None and found.end is None:
        return "none"
    # the day that Washington had when the clock of UTC was past midnight
    if not any(
        (found.start is None or found.start <= d) and (found.end is None or d <= found.end)
        for d in (day, day - DAY)
    ):
        return "wrong"
    if found.start is None or found.end is None:
        return "half open"
    days = (found.end - found.start).days
    if days <= NARROW_DAYS:
        return "narrow"
    return "a month" if days <= 31 else "a year" if days <= 366 else "wider"


ROWS = ("narrow", "a month", "a year", "wider", "half open", "none", "wrong")


def main() -> None:
    """Read, date, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, nargs="?")
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--show", type=int, default=0)
    asked = parser.parse_args()
    shared = asked.shared or Path(os.environ.get("VERBALE_SHARED", ROOT.parent / "shared"))
    reports, days = true_days(shared / "data" / "readouts" / "press.jsonl.gz")
    entries = build(read(reports, asked.readings)).reports
    rows = {entry.id: judge(entry.published, days[entry.id]) for entry in entries}
    counts = Counter(rows.values())
    print(f"{len(entries)} releases")
    for row in ROWS:
        print(f"{row:10} {counts[row]:5} {100 * counts[row] / len(entries):5.1f} %")
    for entry in [e for e in entries if rows[e.id] == "wrong"][: asked.show]:
        show(entry, days)


def show(entry: ReportEntry, days: Mapping[str, dt.date]) -> None:
    """A wrong one with its grounds."""
    found = entry.published
    print(f"\n{entry.id} of {days[entry.id]}: {found.start} to {found.end}; {entry.title}")
    for ground in found.because:
        if isinstance(ground, str):
            print(f"  {ground}")


if __name__ == "__main__":
    main()
