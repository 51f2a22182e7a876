"""Score the coding of actors on phrases with a known country and sector.

usage: python benchmarks/actors.py FILE.jsonl[.gz] [--misses]

FILE holds one case a line: func, text, args (a Python argument list with the date), expected
(country or cc, code_1). Cases that ask an encyclopedia (``query_wiki``) are left out, and
those that their authors mark as known failures (``xfail``). Cases without a date are judged
as of 2022, when they were written. The aim: 90 % of countries,
78 % of sectors.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import sys
from pathlib import Path
from typing import Any

from verbale.reading.parties.coding import code

_WRITTEN = dt.date(2022, 6, 1)
_MONTHS = "january february march april may june july august september october november december"


def day(arguments: str | None) -> dt.date:
    """The date among a case's arguments; for "today" and none the day of writing."""
    told = re.search(r"(\d{4})-(\d\d)-(\d\d)", arguments or "")
    if told:
        return dt.date(*map(int, told.groups()))
    months = _MONTHS.split()
    for pattern, order in ((r"(\d{1,2}) ([A-Za-z]+) (\d{4})", (2, 1, 0)),
                           (r"([A-Za-z]+) (\d{1,2}), (\d{4})", (2, 0, 1))):  # fmt: skip
        told = re.search(pattern, arguments or "")
        if told:
            year, month, number = (told.groups()[i] for i in order)
            if month.lower() in months:
                return dt.date(int(year), months.index(month.lower()) + 1, int(number))
    return _WRITTEN


def cases(path: Path) -> list[dict[str, Any]]:
    """The cases that can be answered without an encyclopedia."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip()]
    return [r for r in rows if r["func"] != "query_wiki" and not r["xfail"] and r["expected"]]


def main(arguments: list[str]) -> int:
    """Print the figures; 2 on wrong usage."""
    paths = [a for a in arguments if not a.startswith("--")]
    if len(paths) != 1:
        print(__doc__)
        return 2
    hits, totals = {"country": 0, "sector": 0}, {"country": 0, "sector": 0}
    for case in cases(Path(paths[0])):
        want = case["expected"][0]
        found = code(case["text"], day(case["args"]))
        country = want.get("country", want.get("cc"))
        for name, wanted, got in (
            ("country", country, found.country),
            ("sector", want.get("code_1"), found.sector),
        ):
            if wanted is None:
                continue
            right = (got or "") == wanted
            totals[name] += 1
            hits[name] += right
            if not right and "--misses" in arguments:
                print(f"{name:8} {case['text']!r} {case['args']} want {wanted!r} found {got!r}")
    for name, total in totals.items():
        print(f"{name:8} {hits[name]:4d}/{total:<4d} {hits[name] / max(1, total):6.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
