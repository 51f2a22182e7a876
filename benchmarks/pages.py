"""Score main texts of pages, page by page, by the word 4-grams they share with the gold.

As Scrapinghub's article-extraction-benchmark counts: hits, extra and missing 4-grams are shares
of a page, so that long pages weigh no more than short ones; precision and recall are averaged
over pages, and F1 is that of the two averages.
"""

from __future__ import annotations

import re
from collections import Counter

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
