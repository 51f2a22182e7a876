"""Time expressions by the day: weekdays, and documents a second.

usage: python benchmarks/times.py [SHARED]

Beside the F1 that ``gate.py`` holds to its floors, for each development set: the share of the
gold's bare weekdays whose day is found right (a part of day that the gold leaves out does not
count against it), and the documents that tagging and resolving take in a second of processor
time, parsed beforehand. SHARED is the shared folder, else ``VERBALE_SHARED``, else
``../shared``.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))


def weekdays(row: dict[str, Any], found: list[dict[str, Any]]) -> tuple[int, int]:
    """Bare weekdays of the gold row that are right among the `found` rows, and all of them."""
    right = total = 0
    for gold in row["timex"]:
        if gold["type"] != "DATE" or gold["text"].lower() not in WEEKDAYS:
            continue
        total += 1
        over = [f for f in found if f["start"] < gold["end"] and gold["start"] < f["end"]]
        right += bool(over) and over[0]["value"][:10] == gold["value"][:10]
    return right, total


def main(shared: Path) -> None:
    """Print the figures of each set."""
    from verbale import language
    from verbale.reading import times

    nlp = language.load()
    for name in ("timebank", "aquaint"):
        with gzip.open(shared / "data" / "time" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as f:
            rows = [json.loads(line) for line in f]
        docs = [language.parse(nlp, row["text"]) for row in rows]
        dates = [dt.date.fromisoformat(row["dct"][:10]) for row in rows]
        began = time.process_time()
        found = [times.inspect(doc, date) for doc, date in zip(docs, dates, strict=True)]
        spent = time.process_time() - began
        counts = [weekdays(row, one) for row, one in zip(rows, found, strict=True)]
        right, total = (sum(count[i] for count in counts) for i in (0, 1))
        print(
            f"{name}: weekdays {100 * right / total:.1f} % of {total}; "
            f"{len(docs) / spent:.0f} documents a second"
        )


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("VERBALE_SHARED")
    main(Path(given) if given else ROOT.parent / "shared")
