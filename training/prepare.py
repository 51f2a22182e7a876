"""Step 1: treebanks, names, press releases and made sentences as examples in ``examples.pickle``.

An example is a dictionary: ``words``, and where known ``upos``, ``xpos``, ``head`` (1-based, 0 the
root), ``rel``, ``names`` (as UNER draws them), ``wire`` (as newswire draws them; ``?`` = unknown),
``doc`` and ``par`` (does it open a paragraph).
"""

from __future__ import annotations

import functools
import gzip
import itertools
import json
import pickle
import random
import re
import shutil
from pathlib import Path
from typing import Any

from training import lemmas
from training.encoders import folder
from training.patterns import made
from training.settings import IGNORE, ROOT, Settings, spans
from training.teacher import Teacher
from training.treebanks import Sentence, open_text, read_conllu, read_iob2
from verbale.language.tokens import paragraphs, sentence_starts, tokenize

Example = dict[str, Any]
_UNER = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}


def example(sentence: Sentence) -> Example:
    """A treebank's sentence."""
    tokens = sentence.tokens
    return {
        "words": [t.form for t in tokens],
        "upos": [t.upos for t in tokens],
        "xpos": [t.xpos for t in tokens],
        "head": [t.head for t in tokens],
        "rel": [t.rel for t in tokens],
        "doc": sentence.document,
        "par": sentence.paragraph,
    }


@functools.cache
def demonyms() -> frozenset[str]:
    """Words for peoples, faiths and parties' followers."""
    return frozenset((ROOT / "training/data/demonyms.txt").read_text(encoding="utf-8").split())


def uner_tags(words: list[str], tags: list[str], peoples: frozenset[str]) -> list[str]:
    """UNER's tags as ours; its OTH is NORP where the words name a people."""
    out: list[str] = []
    for word, tag in zip(words, tags, strict=True):
        kind = _UNER.get(tag[2:])
        if kind is None and word in peoples:
            kind, tag = "NORP", "B"
        begins = tag[:1] == "B" or not out or out[-1][2:] != kind
        out.append(f"{'B' if begins else 'I'}-{kind}" if kind else "O")
    return out


def ewt(settings: Settings, split: str) -> list[Example]:
    """EWT with UNER's names."""
    shared = settings.path("shared") / "data"
    found = read_iob2(shared / f"ner/uner_en_ewt-ud-{split}.iob2.gz")
    by_words = {tuple(words): tags for words, tags in found.values()}
    peoples = demonyms()
    out = []
    for sentence in read_conllu(shared / f"treebank/en_ewt-{split}.conllu.gz"):
        item = example(sentence)
        words = item["words"]
        tags = found.get(sentence.id, ([], []))[1]
        if len(tags) != len(words):
            tags = by_words.get(tuple(words), [])
        if tags:
            item["names"] = uner_tags(words, tags, peoples)
        out.append(item)
    return out


def gum(settings: Settings, split: str) -> list[Example]:
    """GUM's open genres, with the names that its entity annotation gives."""
    path = settings.path("shared") / f"data/treebank/en_gum-{split}.conllu.gz"
    genres = tuple(f"GUM_{genre}_" for genre in settings["data"]["gum_genres"])
    out = []
    for sentence, entities in zip(read_conllu(path), gum_entities(path), strict=True):
        if sentence.document.startswith(genres):
            out.append(example(sentence) | {"gold": named(sentence, entities)})
    return out


def gum_entities(path: Path) -> list[list[tuple[int, int, str]]]:
    """(start, end, type) of the mentions of every sentence, from ``Entity=`` in MISC."""
    out = []
    for sentence in read_conllu(path):
        mentions: list[tuple[int, int, str]] = []
        stack: list[tuple[int, str, str]] = []
        for i, token in enumerate(sentence.tokens):
            match = re.search(r"Entity=([^|]*)", token.misc)
            for part in re.findall(r"\([^()]*\)?|[^()]+\)", match.group(1)) if match else []:
                body = part.strip("()")
                name, *rest = body.split("-")
                if part.startswith("(") and rest:
                    if part.endswith(")"):
                        mentions.append((i, i + 1, rest[0]))
                    else:
                        stack.append((i, name, rest[0]))
                elif not part.startswith("("):
                    at = next((k for k in range(len(stack) - 1, -1, -1) if stack[k][1] == name), -1)
                    if at >= 0:
                        start, _, kind = stack.pop(at)
                        mentions.append((start, i + 1, kind))
        out.append(mentions)
    return out


def named(sentence: Sentence, mentions: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The mentions whose head is a proper noun, cut to the name around the head."""
    kinds = {"person": "PERSON", "organization": "ORG", "place": "LOC", "event": "EVENT"}
    out = []
    tokens = sentence.tokens
    for start, end, label in mentions:
        kind = kinds.get(label)
        heads = [i for i in range(start, end) if not start < tokens[i].head <= end]
        if kind is None or len(heads) != 1 or tokens[heads[0]].upos != "PROPN":
            continue
        left = right = heads[0]
        proper = {"NNP", "NNPS", "HYPH"}
        while left > start and tokens[left - 1].xpos in proper:
            left -= 1
        while right + 1 < end and (
            tokens[right + 1].xpos in proper
            or (
                kind in {"ORG", "EVENT"}
                and right + 2 < end
                and tokens[right + 1].form in {"of", "for", "and", "on"}
                and tokens[right + 2].xpos in proper
            )
        ):
            right += 1
        if kind == "PERSON":
            while left < right and tokens[left].rel in {"nmod:desc", "compound", "amod"}:
                left += 1
        out.append((left, right + 1, kind))
    return out


def overlay(tags: list[str], gold: list[tuple[int, int, str]]) -> list[str]:
    """The teacher's tags with its holes, and what it knows no kind for, filled from gold."""
    out = list(tags)
    for start, end, kind in gold:
        if kind == "EVENT" or all(tag == IGNORE for tag in out[start:end]):
            out[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    return out


def agreed(tags: list[str], names: list[str]) -> list[str]:
    """The teacher's tags on text with UNER's: holes filled, contradictions left out."""
    out = list(tags)
    for i, (tag, name) in enumerate(zip(tags, names, strict=True)):
        if tag not in ("O", IGNORE) and name != "O" and tag[2:] != name[2:]:
            out[i] = IGNORE
    return overlay(out, spans(names))


def drawn(wire: list[str], gold: list[tuple[int, int, str]], words: list[str]) -> list[str]:
    """GUM's names as UNER would draw them; holes where the teacher sees another name."""
    peoples = demonyms()
    out = ["B-NORP" if word in peoples else "O" for word in words]
    for start, end, kind in gold:
        if kind != "EVENT":
            out[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    for i, tag in enumerate(wire):
        if tag not in ("O", IGNORE) and tag[2:] != out[i][2:]:
            out[i] = IGNORE
    return out


def press(settings: Settings) -> list[Example]:
    """Paragraphs of State Department releases, in our own words and sentences."""
    path = settings.path("shared") / "data/readouts/press.jsonl.gz"
    rng = random.Random(settings.seed)
    rows = [json.loads(line) for line in open_text(path)]
    rng.shuffle(rows)
    out: list[Example] = []
    total = 0
    seen: set[str] = set()
    for row in rows:
        for begin, end in paragraphs(f"{row['title']}\n\n{row['text']}"):
            text = f"{row['title']}\n\n{row['text']}"[begin:end]
            if text in seen:
                continue
            seen.add(text)
            words = [text[a:b] for a, b in tokenize(text)]
            starts = [*sentence_starts(words), len(words)]
            for a, b in itertools.pairwise(starts):
                if b - a <= 120:
                    out.append({"words": words[a:b], "doc": row["id"], "par": a == 0})
                    total += b - a
        if total >= settings["data"]["press_words"]:
            break
    return out


def main() -> None:
    """Make ``examples.pickle``, ``lemmas.json`` and ``tokenizer.json`` in the build folder."""
    settings = Settings()
    build = settings.build
    shutil.copyfile(folder("minilm", build) / "tokenizer.json", build / "tokenizer.json")
    train = settings.path("shared") / "data/treebank/en_ewt-train.conllu.gz"
    table = json.dumps(lemmas.build(train), ensure_ascii=False, separators=(",", ":"))
    (build / "lemmas.json").write_text(table + "\n", encoding="utf-8")
    sources = {
        "ewt": ewt(settings, "train"),
        "gum": gum(settings, "train"),
        "press": press(settings),
        "ewt-dev": ewt(settings, "dev"),
        "gum-dev": gum(settings, "dev"),
    }
    data = settings["data"]
    teacher = Teacher(
        settings.path("teacher"),
        build / "tokenizer.json",
        data["teacher_sure"],
        data["teacher_none"],
    )
    for name, items in sources.items():
        if name.endswith("dev"):
            continue
        for item, tags in zip(items, teacher.label([x["words"] for x in items]), strict=True):
            item["wire"] = tags
            if "names" in item:
                item["wire"] = agreed(tags, item["names"])
            if "gold" in item:
                gold = item.pop("gold")
                item["names"] = drawn(tags, gold, item["words"])
                item["wire"] = overlay(tags, gold)
        print(
            name, len(items), "sentences", sum(len(x["words"]) for x in items), "words", flush=True
        )
    sources["patterns"] = made(settings)
    print("patterns", len(sources["patterns"]), sum(len(x["words"]) for x in sources["patterns"]))
    with gzip.open(build / "examples.pickle.gz", "wb", compresslevel=1) as out:
        pickle.dump(sources, out)


if __name__ == "__main__":
    main()
