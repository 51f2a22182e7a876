"""Between the teacher's training and the student's: what the large teacher answers of every word.

``python -m training.answers [CONFIG]`` writes ``answers.pickle.gz``: examples by source with
``taught``, every head's likeliest labels and their shares (Hinton et al. 2015). Beside the
examples as they are stand those of the treebanks with some words exchanged for others of the same
tag and case, much as TinyBERT did (Jiao et al. 2020): what the teacher makes of them says more
than its answer to a sentence that it has learned.
"""

from __future__ import annotations

import gzip
import pickle
import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training import encyclopedia
from training.batches import ANSWERS
from training.network import Reader, gather, read
from training.settings import Settings
from verbale.language.encode import Pieces, feed, shape

Example = dict[str, Any]
OPEN = {"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"}
#: Pieces of a window, and of a batch.
WINDOW, BATCH = 190, 3000


def varied(items: list[Example], share: float, rng: random.Random) -> list[Example]:
    """The sentences with a share of their open words exchanged."""
    stock: dict[tuple[str, int], list[str]] = defaultdict(list)
    for item in items:
        for word, tag in zip(item["words"], item["xpos"], strict=True):
            stock[tag, shape(word)].append(word)
    return [
        {
            "words": [
                rng.choice(stock[tag, shape(word)])
                if kind in OPEN and rng.random() < share
                else word
                for word, tag, kind in zip(item["words"], item["xpos"], item["upos"], strict=True)
            ],
            "doc": item["doc"],
            "par": item["par"],
        }
        for item in items
    ]


def windows(items: list[Example], pieces: Pieces) -> Iterator[list[int]]:
    """Numbers of the sentences of one paragraph, together up to a window's pieces."""
    group: list[int] = []
    size = 0
    for i, item in enumerate(items):
        cost = sum(map(pieces.count, item["words"]))
        apart = item["par"] or item["doc"] != items[i - 1]["doc"] or size + cost > WINDOW
        if group and apart:
            yield group
            group, size = [], 0
        if cost <= 2 * WINDOW:
            group.append(i)
            size += cost
    if group:
        yield group


def likeliest(scores: Tensor) -> tuple[Tensor, Tensor]:
    """The best labels of every word [W, ANSWERS] and their shares, which sum to one."""
    shares, labels = torch.softmax(scores.float(), -1).topk(min(ANSWERS, scores.shape[-1]))
    room = (0, ANSWERS - labels.shape[-1])
    shares = shares / shares.sum(-1, keepdim=True)
    return torch.nn.functional.pad(labels, room), torch.nn.functional.pad(shares, room)


def answer(model: Reader, items: list[Example], pieces: Pieces) -> list[Example]:
    """The sentences with what is ``taught`` of each; nothing of one too long."""
    out = list(items)
    groups = [
        (pieces.encode([word for i in group for word in items[i]["words"]]), group)
        for group in windows(items, pieces)
    ]
    groups.sort(key=lambda pair: len(pair[0].ids))
    while groups:
        size = max(1, BATCH // len(groups[-1][0].ids))
        batch, groups = groups[-size:], groups[:-size]
        fed = feed([encoded for encoded, _ in batch])
        found = ask(model, {key: torch.from_numpy(value) for key, value in fed.items()},
                    [[len(items[i]["words"]) for i in group] for _, group in batch])  # fmt: skip
        for (_, group), rows in zip(batch, found, strict=True):
            for i, row in zip(group, rows, strict=True):
                out[i] = items[i] | {"taught": row}
    return out


def ask(model: Reader, batch: dict[str, Tensor], sizes: list[list[int]]) -> list[list[Example]]:
    """For every window, the answers of each of its sentences, of ``sizes`` words."""
    vectors = model.words(batch)
    arc, dependents, heads = model.parse(vectors)
    sentence = torch.full(arc.shape[:2], -1)
    for row, lengths in enumerate(sizes):
        ids = torch.repeat_interleave(torch.arange(len(lengths)), torch.tensor(lengths))
        sentence[row, 1 : 1 + len(ids)] = ids
    near = sentence[:, :, None] == sentence[:, None, :]
    near[:, :, 0] = True
    near &= ~torch.eye(arc.shape[1], dtype=torch.bool)
    arc = arc.float().masked_fill(~near, -1e4)[:, 1:]
    given = {key: model.token(vectors, key) for key in ("upos", "xpos", "names", "wire")}
    given |= {"head": arc, "rel": model.relation(dependents[:, 1:], gather(heads, arc.argmax(-1)))}
    found = {key: likeliest(scores) for key, scores in given.items()}
    out: list[list[Example]] = []
    for row, lengths in enumerate(sizes):
        out.append([])
        base = 0
        for n in lengths:
            taught: Example = {}
            for key, (labels, shares) in found.items():
                label = labels[row, base : base + n].numpy().astype(np.int16)
                if key == "head":
                    label = np.where(label > 0, label - base, 0).astype(np.int16)
                taught[key] = (label, shares[row, base : base + n].numpy().astype(np.float16))
            # A head of no share may stand in another sentence.
            label, share = taught["head"]
            label[(share == 0) | (label < 0) | (label > n)] = 0
            out[-1].append(taught)
            base += n
    return out


def main() -> None:
    """Answer the treebanks, these varied, the press releases up to the words set, and articles."""
    settings = Settings()
    build = settings.build
    config = settings["answers"]
    torch.set_num_threads(settings["training"]["threads"])
    with gzip.open(build / "examples.pickle.gz") as data:
        sources = pickle.load(data)
    model = read([build / config["teacher"]]).eval()
    pieces = Pieces(build / "tokenizer.json")
    rng = random.Random(settings.seed)
    given = {name: sources[name] for name in ("ewt", "gum")}
    given["varied"] = varied(sources["ewt"] + sources["gum"], config["exchanged"], rng)
    words = np.cumsum([len(item["words"]) for item in sources["press"]])
    given["press"] = sources["press"][: int(np.searchsorted(words, config["press_words"]))]
    given["wiki"] = encyclopedia.examples()
    out: dict[str, list[Example]] = {}
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for name, items in given.items():
            out[name] = answer(model, items, pieces)
            print(name, len(items), "sentences", flush=True)
    with gzip.open(build / "answers.pickle.gz", "wb", compresslevel=1) as file:
        pickle.dump(out, file)


if __name__ == "__main__":
    main()
