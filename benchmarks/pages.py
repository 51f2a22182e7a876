"""Score main texts of pages, page by page, by the word 4-grams they share with the gold.

As Scrapinghub's article-extraction-benchmark counts: hits, extra and missing 4-grams are shares
of a page, so that long pages weigh no more than short ones; precision and recall are averaged
over pages, and F1 is that of the two averages.

usage: python -m benchmarks.pages [--pages 10000]

Also what else the addresses of the pages tell, which extraction is not shown: the day, for pages
with one in the path; the title, for those whose path ends in its words. And the speed of the
door beside trafilatura alone: the pages over and over, taken turn about, in processor time.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import io
import itertools
import json
import os
import re
import time
import urllib.parse
from collections import Counter
from pathlib import Path
from typing import Any

N = 4


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Every run of four words, and how often it stands there; a shorter text is one run."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + N]) for i in range(max(1, len(words) - N + 1)))


def page(gold: str, found: str) -> tuple[float, float]:
    """Precision and recall of one page, from 0 to 1."""
    want, have = shingles(gold), shingles(found)
    hits, extra, missing = (sum(c.values()) for c in (want & have, have - want, want - have))
    if not extra and not missing:
        return 1.0, 1.0
    return hits / (hits + extra or 1), hits / (hits + missing or 1)


def score(texts: dict[str, str], found: dict[str, str]) -> dict[str, float]:
    """Averages over the pages of `texts` (id to gold text) in percent; not found counts as ""."""
    pages = [page(gold, found.get(key, "")) for key, gold in texts.items()]
    precision, recall = (100 * sum(p[i] for p in pages) / max(1, len(pages)) for i in (0, 1))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"P": precision, "R": recall, "F1": f1}


_DAY = re.compile(r"/(20\d\d)/?-?(\d\d)/?-?(\d\d)(?!\d)")


def told_day(url: str) -> dt.date | None:
    """The day in an address's path."""
    found = _DAY.search(urllib.parse.urlsplit(url).path)
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def told_title(url: str) -> set[str]:
    """The words of a title that an address ends in, four of them at least."""
    parts = [part for part in urllib.parse.urlsplit(url).path.split("/") if part]
    words = set(re.findall(r"[a-z]{3,}", max(parts, key=len, default="").lower()))
    return words if len(words) >= 4 else set()


def metadata(rows: list[dict[str, Any]]) -> dict[str, tuple[int, int, int]]:
    """Of days and titles: how many are right, how many were found, how many the addresses tell."""
    from verbale.intake import html

    days = titles = (0, 0, 0)
    for row, page_told in zip(
        rows, html.inspect({"id": r["id"], "html": r["html"]} for r in rows), strict=True
    ):
        if day := told_day(row["url"]):
            found = page_told["published"]
            near = found and abs((dt.date.fromisoformat(str(found)) - day).days) <= 1
            days = (days[0] + bool(near), days[1] + bool(found), days[2] + 1)
        if words := told_title(row["url"]):
            title = set(re.findall(r"[a-z]{3,}", str(page_told["title"] or "").lower()))
            right = len(words & title) >= 0.6 * len(words)
            titles = (titles[0] + right, titles[1] + bool(title), titles[2] + 1)
    return {"days": days, "titles": titles}


def speed(rows: list[dict[str, Any]], count: int) -> tuple[float, float]:
    """Pages a second of processor time through the door, and through trafilatura alone."""
    import trafilatura

    from verbale.intake import door
    from verbale.intake.source import Opened

    spent = [0.0, 0.0]
    for row in itertools.islice(itertools.cycle(rows), count):
        data = row["html"].encode()
        began = time.process_time()
        list(door.read(Opened("page.html", io.BytesIO(data))))
        middle = time.process_time()
        trafilatura.bare_extraction(row["html"], with_metadata=True)
        spent[0] += middle - began
        spent[1] += time.process_time() - middle
    return count / spent[0], count / spent[1]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--pages", type=int, default=10_000)
    pages = parser.parse_args().pages
    shared = Path(os.environ.get("VERBALE_SHARED", "../shared"))
    path = shared / "data" / "html" / "scrapinghub.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for what, (right, found, told) in metadata(rows).items():
        print(f"{what}: {told} told by addresses, {found} found, {right} of those right")
    ours, theirs = speed(rows, pages)
    print(
        f"{pages:,} pages: {ours:.1f} a second of processor time, trafilatura alone {theirs:.1f}: "
        f"{ours / theirs:.2f} of its speed"
    )


if __name__ == "__main__":
    main()
