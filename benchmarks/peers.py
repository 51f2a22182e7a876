"""Accuracy and speed beside peers, in one run: parse, quotes, copies, times.

usage: python -m benchmarks.peers [--only parse,quotes,copies,times] [--train SECONDS]

Needs ``pip install 'verbale[bench]'`` and the development sets of the shared folder
(``VERBALE_SHARED``, else ``../shared``); a row whose peer or set is missing says so. All run in
this process on one thread, by processor time, so that the ratios hold on a busy machine too.

parse: spaCy's own network (HashEmbedCNN, 96 x 4; tagger and parser) trained here from scratch on
  the same part of EWT that our model learnt from, SECONDS of processor time (kept in
  ``out/peers``); both on EWT test with its words given, and words a second from raw Reuters text.
quotes: textacy's ``direct_quotations`` on our parses; PolNeAR's direct quotes of dev. A quote is
  found if its characters and the gold's overlap by half (of both together); and with its speaker
  if the words for the speaker touch.
copies: datasketch and rensa, MinHash of 128 permutations over word 5-grams with an LSH at
  Jaccard 0.5; made reprints of dev; pairs of one group.
times: dateparser's ``search_dates`` on TimeBank, the publication day as its base; expressions that
  overlap, and those whose value is right as far as the gold's goes (year, month, day).
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import importlib.util
import json
import os
import sys
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from spacy.tokens import Doc

from benchmarks import spacy_trained

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("VERBALE_SHARED") or ROOT.parent / "shared")
DATA = SHARED / "data"
KEPT = ROOT / "out" / "peers"

Row = dict[str, Any]
Spans = list[tuple[int, int]]


class Line(NamedTuple):
    """A line of the table: who, how fast in `unit` a second, and how well."""

    name: str
    rate: float
    unit: str
    scores: dict[str, float]


def rows_of(name: str, every: int = 1) -> list[Row]:
    """Every so many-th row of a set."""
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for i, line in enumerate(lines) if i % every == 0]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What `work` gives, and the seconds of processor time that it took."""
    began = time.process_time()
    given = work()
    return given, time.process_time() - began


def _each(find: Callable[[Any], Any], given: Iterable[Any]) -> list[Any]:
    return list(map(find, given))


def f1(hits: int, found: int, gold: int) -> float:
    """F1 in percent."""
    return 200 * hits / max(1, found + gold)


# --- parse ------------------------------------------------------------------------------------


def parse(seconds: float) -> Iterator[Line]:
    """Our model and spaCy's network."""
    from verbale import language

    test = spacy_trained.treebank(DATA / "treebank/en_ewt-test.conllu.gz")
    stories = [row["text"] for row in rows_of("reuters/reuters21578.jsonl.gz", 60)]
    ours = language.load()
    learnt = DATA / "treebank/en_ewt-train.conllu.gz"
    theirs = spacy_trained.pipeline(learnt, seconds, KEPT / f"spacy-ewt-{seconds:.0f}")

    def scores(found: Iterable[tuple[list[str], list[int], list[str]]]) -> dict[str, float]:
        hits: Counter[str] = Counter()
        for gold, (upos, heads, rels) in zip(test, found, strict=True):
            hits["words"] += len(gold.words)
            for i, head in enumerate(gold.heads):
                label = rels[i].split(":")[0].lower() == gold.rels[i].split(":")[0]
                hits["UPOS"] += upos[i] == gold.upos[i]
                hits["LAS"] += heads[i] == head and label
        return {name: 100 * hits[name] / hits["words"] for name in ("UPOS", "LAS")}

    def of_ours() -> Iterator[tuple[list[str], list[int], list[str]]]:
        given = ({"id": i, "words": [s.words]} for i, s in enumerate(test))
        for line in language.inspect(ours, given):
            some = line["tokens"]
            yield [t["upos"] for t in some], [t["head"] for t in some], [t["deprel"] for t in some]

    def of_theirs() -> Iterator[tuple[list[str], list[int], list[str]]]:
        for s in test:
            opens: list[bool | int | None] = [i == 0 for i in range(len(s.words))]
            doc = theirs(Doc(theirs.vocab, words=s.words, sent_starts=opens))
            yield [t.tag_ for t in doc], [t.head.i for t in doc], [t.dep_ for t in doc]

    words = sum(len(text.split()) for text in stories)
    _, spent = timed(lambda: list(language.parse_many(ours, stories)))
    yield Line("verbale", words / spent, "words", scores(of_ours()))
    _, spent = timed(lambda: list(theirs.pipe(stories)))
    yield Line("spaCy, trained alike", words / spent, "words", scores(of_theirs()))


# --- quotes -----------------------------------------------------------------------------------


def quotes() -> Iterator[Line]:
    """Our quotes and textacy's, both on our parses."""
    from textacy.extract import direct_quotations

    from verbale import language
    from verbale.reading import parties, statements

    rows = rows_of("quotes/polnear_direct_dev.jsonl.gz")
    docs = list(language.parse_many(language.load(), [row["text"] for row in rows]))

    def ours(doc: Doc) -> list[Row]:
        return statements.passages(doc, parties.find(doc))

    def theirs(doc: Doc) -> list[Row]:
        try:
            return [
                {"start": q.content.start_char, "end": q.content.end_char,
                 "speaker_start": doc[q.speaker[0].i].idx if q.speaker else None,
                 "speaker_end": q.speaker[-1].idx + len(q.speaker[-1]) if q.speaker else None}
                for q in direct_quotations(doc)
            ]  # fmt: skip
        except ValueError:  # an odd number of quote marks: it gives up
            return []

    words = sum(len(row["text"].split()) for row in rows)
    for name, find in (("verbale", ours), ("textacy", theirs)):
        found, spent = timed(partial(_each, find, docs))
        counts: Counter[str] = Counter()
        for row, some in zip(rows, found, strict=True):
            counts += _quoted(row["quotes"], some)
        reached = {
            "F1": f1(counts["hit"], counts["found"], counts["gold"]),
            "with speaker": f1(counts["spoken"], counts["found"], counts["gold"]),
        }
        yield Line(name, words / spent, "words", reached)


def _quoted(gold: list[Row], found: list[Row]) -> Counter[str]:
    pairs = []
    for i, g in enumerate(gold):
        for k, f in enumerate(found):
            both = min(g["end"], f["end"]) - max(g["start"], f["start"])
            either = max(g["end"], f["end"]) - min(g["start"], f["start"])
            if both > 0 and both / either >= 0.5:
                pairs.append((both / either, i, k))
    used: tuple[set[int], set[int]] = (set(), set())
    counts = Counter(found=len(found), gold=len(gold))
    for _, i, k in sorted(pairs, reverse=True):
        if i in used[0] or k in used[1]:
            continue
        used[0].add(i)
        used[1].add(k)
        counts["hit"] += 1
        g, f = gold[i], found[k]
        if None not in (g["speaker_start"], f["speaker_start"]):
            counts["spoken"] += (
                f["speaker_start"] < g["speaker_end"] and g["speaker_start"] < f["speaker_end"]
            )
    return counts


# --- copies -----------------------------------------------------------------------------------


def copies() -> Iterator[Line]:
    """Our groups and those of two MinHash libraries."""
    rows = rows_of("copies/syndication_dev.jsonl.gz")
    gold = {row["id"]: row["cluster"] for row in rows}
    for name, find in (("verbale", _ours), ("datasketch", _datasketch), ("rensa", _rensa)):
        if name != "verbale" and importlib.util.find_spec(name) is None:
            continue
        groups, spent = timed(partial(find, rows))
        yield Line(name, len(rows) / spent, "reports", _pairs(groups, gold))


def _ours(rows: list[Row]) -> list[list[str]]:
    from verbale import cleaning
    from verbale import copies as stage
    from verbale.records import Report

    reports = [Report(row["id"], "", row["text"]) for row in rows]
    prints = {one.id: stage.passages(one.text, cleaning.clean(one)) for one in reports}
    return stage.clusters(prints)


def _grams(text: str) -> list[str]:
    words = text.lower().split()
    return [" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))]


def _datasketch(rows: list[Row]) -> list[list[str]]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)
    prints = {}
    for row in rows:
        prints[row["id"]] = print_ = MinHash(num_perm=128)
        print_.update_batch([gram.encode() for gram in set(_grams(row["text"]))])
        index.insert(row["id"], print_)
    return _joined((id, other) for id, print_ in prints.items() for other in index.query(print_))


def _rensa(rows: list[Row]) -> list[list[str]]:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    prints = []
    for i, row in enumerate(rows):
        print_ = RMinHash(num_perm=128, seed=1)
        print_.update(_grams(row["text"]))
        prints.append(print_)
        index.insert(i, print_)
    return _joined(
        (rows[i]["id"], rows[other]["id"])
        for i, print_ in enumerate(prints)
        for other in index.query(print_)
        if prints[other].jaccard(print_) >= 0.5
    )


def _joined(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    parent: dict[str, str] = {}

    def root(id: str) -> str:
        while parent.setdefault(id, id) != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    for a, b in pairs:
        parent[root(a)] = root(b)
    groups = defaultdict(list)
    for id in list(parent):
        groups[root(id)].append(id)
    return list(groups.values())


def _pairs(groups: Sequence[Sequence[str]], gold: dict[str, str]) -> dict[str, float]:
    def count(sizes: Iterable[int]) -> int:
        return sum(n * (n - 1) // 2 for n in sizes)

    group = {id: f"alone {id}" for id in gold}
    group |= {id: str(i) for i, some in enumerate(groups) for id in some}
    both = count(Counter((group[id], gold[id]) for id in gold).values())
    ours, theirs = count(Counter(group.values()).values()), count(Counter(gold.values()).values())
    return {"P": 100 * both / max(1, ours), "R": 100 * both / max(1, theirs)}


# --- times ------------------------------------------------------------------------------------


def times() -> Iterator[Line]:
    """Our times and dateparser's."""
    from dateparser.search import search_dates

    from verbale import language
    from verbale.reading import times as stage

    rows = rows_of("time/timebank.jsonl.gz", 4)
    dates = [dt.date.fromisoformat(row["dct"][:10]) for row in rows]
    docs = list(language.parse_many(language.load(), [row["text"] for row in rows]))

    def ours(i: int) -> list[Row]:
        return stage.inspect(docs[i], dates[i])

    def theirs(i: int) -> list[Row]:
        base = dt.datetime.combine(dates[i], dt.time(12))
        text, at, found = rows[i]["text"], 0, []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            hits = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": base}) or []
        for said, when in hits:
            begin = text.find(said, at)
            if begin >= 0:
                at = begin + len(said)
                found.append({"start": begin, "end": at, "value": when.date().isoformat()})
        return found

    for name, find in (("verbale", ours), ("dateparser", theirs)):
        found, spent = timed(partial(_each, find, range(len(rows))))
        counts: Counter[str] = Counter()
        for row, some in zip(rows, found, strict=True):
            counts.update(found=len(some), gold=len(row["timex"]))
            free = list(some)
            for g in row["timex"]:
                hit = next(
                    (f for f in free if f["start"] < g["end"] and g["start"] < f["end"]), None
                )
                if hit:
                    free.remove(hit)
                    counts["hit"] += 1
                    counts["right"] += str(hit["value"])[: len(g["value"])] == g["value"]
        reached = {
            "found F1": f1(counts["hit"], counts["found"], counts["gold"]),
            "value F1": f1(counts["right"], counts["found"], counts["gold"]),
        }
        yield Line(name, len(rows) / spent, "documents", reached)


# --- the table --------------------------------------------------------------------------------

PARTS = {
    "parse": ("spacy", "treebank/en_ewt-train.conllu.gz"),
    "quotes": ("textacy", "quotes/polnear_direct_dev.jsonl.gz"),
    "copies": ("datasketch", "copies/syndication_dev.jsonl.gz"),
    "times": ("dateparser", "time/timebank.jsonl.gz"),
}
"""Part -> the module and the set that it needs."""


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", default=",".join(PARTS), help="parts, by comma")
    parser.add_argument("--train", type=float, default=240, help="seconds of spaCy's training")
    options = parser.parse_args()
    runs: dict[str, Callable[[], Iterator[Line]]] = {
        "parse": lambda: parse(options.train), "quotes": quotes, "copies": copies, "times": times,
    }  # fmt: skip
    print("| | | speed | ours is | accuracy |\n| --- | --- | --- | --- | --- |", flush=True)
    for part in options.only.split(","):
        module, given = PARTS[part]
        if importlib.util.find_spec(module) is None or not (DATA / given).exists():
            why = f"{DATA / given} is not there" if importlib.util.find_spec(module) else (
                f"{module} is not installed: pip install 'verbale[bench]'"
            )  # fmt: skip
            print(f"| {part} | {why} | | | |", flush=True)
            continue
        first: Line | None = None
        for line in runs[part]():
            first = first or line
            told = ", ".join(f"{name} {score:.1f}" for name, score in line.scores.items())
            ratio = "" if line is first else f"{first.rate / line.rate:.2g} × as fast"
            print(
                f"| {part} | {line.name} | {line.rate:,.0f} {line.unit}/s | {ratio} | {told} |",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
