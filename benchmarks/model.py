"""What the reading model reaches: tags, trees, names, lemmas, raw text, speed and memory.

usage: python benchmarks/model.py [--reader NAME] [--sets ewt-test,pud-test] [--no-speed]

Gold tokens by ``tools/score_parse.py`` of the shared folder (``VERBALE_SHARED``, else
``../shared``); then the same text raw, a paragraph at a time, in our own words and sentences:
F1 of words, of sentence starts, and of labelled arcs (both ends and the label right). Names on
en-worldwide-newswire are person, organisation and place (facilities among the places). Speed is
words of Reuters text a second of processor time on one thread, from text to ``Doc``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from verbale import language

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("VERBALE_SHARED", ROOT.parent / "shared"))
NAMES = {"ewt-dev": "en_ewt-ud-dev", "ewt-test": "en_ewt-ud-test", "pud-test": "en_pud-ud-test"}
KINDS = {"Person": "PERSON", "Organization": "ORG", "Location": "LOC", "Facility": "LOC"}
SAMPLE = 40
"""Every so many-th Reuters story is timed."""

Span = tuple[int, int]


class Word(NamedTuple):
    """A word of a treebank; ``head`` counts from 1 within the sentence, 0 is the root."""

    form: str
    head: int
    rel: str


class Sentence(NamedTuple):
    """A sentence of a treebank and whether it opens a paragraph."""

    text: str
    opens: bool
    words: list[Word]


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file."""
    text, opens = "", False
    words: list[Word] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith(("# newdoc", "# newpar")):
                opens = True
            elif line.startswith("# text ="):
                text = line.split("=", 1)[1].strip()
            elif not line and words:
                yield Sentence(text, opens, words)
                text, opens, words = "", False, []
            elif line and line[0] != "#":
                cells = line.split("\t")
                if cells[0].isdigit():
                    words.append(Word(cells[1], int(cells[6]), cells[7]))


def gold_tokens(nlp: Language, name: str) -> dict[str, Any]:
    """The figures of ``score_parse.py``."""
    treebank = SHARED / f"data/treebank/en_{name}.conllu.gz"
    scorer = str(SHARED / "tools/score_parse.py")
    given = subprocess.run(
        [sys.executable, scorer, "input", str(treebank)], capture_output=True, text=True, check=True
    ).stdout
    found = language.inspect(nlp, map(json.loads, given.splitlines()))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        out.writelines(json.dumps(line) + "\n" for line in found)
        out.flush()
        command = [sys.executable, scorer, "score", str(treebank), out.name]
        if name in NAMES:
            command.append(str(SHARED / f"data/ner/uner_{NAMES[name]}.iob2.gz"))
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def raw_text(nlp: Language, name: str) -> dict[str, float]:
    """F1 of words, sentence starts and labelled arcs on the treebank's paragraphs as text."""
    groups: list[list[Sentence]] = []
    for sentence in sentences(SHARED / f"data/treebank/en_{name}.conllu.gz"):
        if sentence.opens or not groups:
            groups.append([])
        groups[-1].append(sentence)
    texts = [" ".join(sentence.text for sentence in group) for group in groups]
    hits = dict.fromkeys(("words", "sentences", "LAS"), 0)
    sizes = dict.fromkeys(hits, 0)
    for group, text, doc in zip(groups, texts, language.parse_many(nlp, texts), strict=True):
        arcs, starts, count = _gold(group, text)
        found = {_span(t): t for t in doc if not t.is_space}
        ours = {next((t.idx for t in s if not t.is_space), -1) for s in doc.sents} - {-1}
        hits["words"] += len(arcs.keys() & found.keys())
        hits["sentences"] += len(starts & ours)
        hits["LAS"] += sum(arcs[span] == _arc(found[span]) for span in arcs.keys() & found.keys())
        sizes["words"] += count + len(found)
        sizes["LAS"] += count + len(found)
        sizes["sentences"] += len(starts) + len(ours)
    return {key: round(200 * hits[key] / sizes[key], 2) for key in hits}


def _gold(
    group: list[Sentence], text: str
) -> tuple[dict[Span, tuple[Span | None, str]], set[int], int]:
    """Arcs by the place of the dependent, sentence starts, and the number of words."""
    arcs: dict[Span, tuple[Span | None, str]] = {}
    starts: set[int] = set()
    at = count = 0
    for sentence in group:
        begin = text.index(sentence.text, at)
        at = begin
        starts.add(begin)
        places: list[Span | None] = []
        for word in sentence.words:
            found = text.find(word.form, at, at + len(word.form) + 3)
            places.append((found, found + len(word.form)) if found >= 0 else None)
            at = found + len(word.form) if found >= 0 else at
        for word, place in zip(sentence.words, places, strict=True):
            if place:
                head = places[word.head - 1] if word.head else None
                arcs[place] = (head, word.rel.split(":")[0])
        count += len(sentence.words)
        at = begin + len(sentence.text)
    return arcs, starts, count


def _span(token: Any) -> Span:
    return token.idx, token.idx + len(token)


def _arc(token: Any) -> tuple[Span | None, str]:
    if token.head.i == token.i:
        return None, "root"
    return _span(token.head), token.dep_.split(":")[0]


def newswire_names(nlp: Language) -> dict[str, float]:
    """F1 of names on en-worldwide-newswire, all and by kind."""
    rows: list[dict[str, Any]] = []
    gold: list[list[str]] = []
    with tarfile.open(SHARED / "data/ner/en-worldwide-newswire.tar.gz") as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".tsv") else None
            words: list[str] = []
            tags: list[str] = []
            for line in [*(file.read().decode().split("\n") if file else ()), ""]:
                cells = line.split("\t")
                if len(cells) >= 2 and cells[0].strip():
                    words.append(cells[0].strip())
                    tags.append(cells[1].strip())
                elif words:
                    rows.append({"id": len(rows), "words": [words]})
                    gold.append(tags)
                    words, tags = [], []
    counts = {kind: [0, 0, 0] for kind in ("PERSON", "ORG", "LOC")}
    for tags, line in zip(gold, language.inspect(nlp, rows), strict=True):
        wanted = _names([f"{t[:2]}{KINDS.get(t[2:], '')}" for t in tags])
        found = _names([token["entity"] for token in line["tokens"]])
        for kind, count in counts.items():
            ours = {span for span in found if span[2] == kind}
            theirs = {span for span in wanted if span[2] == kind}
            for i, some in enumerate((ours & theirs, ours, theirs)):
                count[i] += len(some)
    total = [sum(count[i] for count in counts.values()) for i in range(3)]
    return {
        key: round(200 * hit / max(1, have + want), 1)
        for key, (hit, have, want) in {"all": total, **counts}.items()
    }


def _names(tags: list[str]) -> set[tuple[int, int, str]]:
    out = set()
    start, kind = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and tag != f"I-{kind}":
            out.add((start, i, kind))
            start = -1
        if tag[:1] in "BI" and tag[2:] in {"PERSON", "ORG", "LOC"} and start < 0:
            start, kind = i, tag[2:]
    return out


def speed(nlp: Language) -> dict[str, float]:
    """Words a second of processor time on one thread, and peak memory in MB."""
    texts: list[str] = []
    for path in sorted((SHARED / "data/reuters").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for i, line in enumerate(lines) if i % SAMPLE == 0]
    list(language.parse_many(nlp, texts[:20]))
    began = time.process_time()
    words = sum(map(_words, language.parse_many(nlp, texts)))
    spent = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"words": words, "words/s": round(words / spent), "peak MB": round(peak)}


def _words(doc: Doc) -> int:
    return sum(not token.is_space for token in doc)


def main() -> int:
    """Print one line of JSON a measurement."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--reader", help="a model folder or spaCy pipeline (default: ours)")
    parser.add_argument("--sets", default="ewt-test,pud-test", help="treebank parts, by comma")
    parser.add_argument("--newswire", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--speed", action=argparse.BooleanOptionalAction, default=True)
    args = parser.parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED} is not there: nothing to measure on (set VERBALE_SHARED)")
        return 0
    nlp = language.load(args.reader)
    for name in filter(None, args.sets.split(",")):
        print(name, json.dumps(gold_tokens(nlp, name)), flush=True)
        print(name, "raw", json.dumps(raw_text(nlp, name)), flush=True)
    if args.newswire:
        print("newswire names", json.dumps(newswire_names(nlp)), flush=True)
    if args.speed:
        print("speed", json.dumps(speed(nlp)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
