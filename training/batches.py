"""Rounds of training: sentences into windows, names exchanged, letter case changed, padded.

A word's target is a distribution: the treebank's label, what the large teacher answered, or, where
both are known, some of each.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.names import Stock
from training.settings import IGNORE, Settings
from verbale.language.encode import CONTINUED, Pieces

Example = dict[str, Any]
#: Labels [words, 1 + ANSWERS] and their shares: first the treebank's, then the teacher's.
Targets = tuple[NDArray[np.int64], NDArray[np.float32]]
#: Labels that the teacher may answer with for a word.
ANSWERS = 4
TARGETS = ("upos", "xpos", "names", "wire", "head", "rel")
MASK = 103
LOWER, TITLE, UPPER = 1, 2, 3


class Rounds:
    """Draws the sources' examples over and over, each without repeats until it is used up."""

    def __init__(
        self,
        settings: Settings,
        sources: dict[str, list[Example]],
        labels: dict[str, dict[str, int]],
        pieces: Pieces,
        stock: Stock,
    ) -> None:
        self.config = settings["training"]
        self.rng = random.Random(settings.seed)
        self.pieces = pieces
        self.labels = labels
        self.stock = stock
        self.documents = {name: _documents(items) for name, items in sources.items()}
        self.sizes = {name: sum(len(x["words"]) for x in items) for name, items in sources.items()}
        self.left: dict[str, list[list[Example]]] = {name: [] for name in sources}

    def round(self) -> list[dict[str, Tensor]]:
        """The batches of one round, shuffled."""
        batches: list[list[dict[str, Any]]] = []
        for name, share in self.config["round"].items():
            windows = [self.window(group) for group in self.groups(name, share)]
            windows.sort(key=lambda w: len(w["ids"]) + self.rng.random() * 3)
            current: list[dict[str, Any]] = []
            longest = 0
            for window in windows:
                longest = max(longest, len(window["ids"]))
                if current and longest * (len(current) + 1) > self.config["batch_pieces"]:
                    batches.append(current)
                    current, longest = [], len(window["ids"])
                current.append(window)
            if current:
                batches.append(current)
        self.rng.shuffle(batches)
        return [collate(batch) for batch in batches]

    def groups(self, name: str, share: float) -> Iterator[list[Example]]:
        """Runs of sentences that follow one another, alone or up to a window's pieces."""
        drawn = 0
        while drawn < share * self.sizes[name]:
            if not self.left[name]:
                self.left[name] = self.rng.sample(self.documents[name], len(self.documents[name]))
            document = self.left[name].pop()
            group: list[Example] = []
            size = limit = 0
            for item in document:
                drawn += len(item["words"])
                cost = sum(map(self.pieces.count, item["words"]))
                if cost > 380 or len(item["words"]) > 170:
                    continue
                apart = item["par"] and self.rng.random() < 0.8
                if group and (size + cost > limit or apart):
                    yield group
                    group, size = [], 0
                if not group:
                    alone = self.rng.random() < self.config["single"]
                    limit = 0 if alone else self.rng.randint(60, self.config["window_pieces"])
                group.append(item)
                size += cost
            if group:
                yield group

    def window(self, group: list[Example]) -> dict[str, Any]:
        """One window's inputs and targets."""
        if self.rng.random() < self.config["swap"] * 2:
            group = [
                self.stock.swap(item, self.rng) if self.rng.random() < 0.5 else item
                for item in group
            ]
        words = [word for item in group for word in item["words"]]
        found = self.pieces.encode(words)
        shapes = self.shapes(found.shapes)
        ids = [
            MASK if 0 < i < len(found.ids) - 1 and self.rng.random() < self.config["mask"] else x
            for i, x in enumerate(found.ids)
        ]
        out: dict[str, Any] = {
            "ids": ids, "shape": shapes, "first": found.first, "last": found.last,
        }  # fmt: skip
        parts: list[dict[str, Targets]] = []
        base = 0
        starts: list[int] = []
        for item in group:
            parts.append(self.targets(item, base))
            n = len(item["words"])
            starts += [1] + [0] * (n - 1)
            base += n
        for key in TARGETS:
            labels, shares = zip(*(part[key] for part in parts), strict=True)
            out[key] = np.concatenate(labels), np.concatenate(shares)
        if all("head" in item for item in group):
            out["starts"] = starts
        return out

    def targets(self, item: Example, base: int) -> dict[str, Targets]:
        """What every head should say of a sentence before which ``base`` words stand."""
        n = len(item["words"])
        out: dict[str, Targets] = {}
        for key in TARGETS:
            labels = np.zeros((n, 1 + ANSWERS), np.int64)
            shares = np.zeros((n, 1 + ANSWERS), np.float32)
            if key == "head" and key in item:
                labels[:, 0], shares[:, 0] = item[key], 1
            elif key in item:
                index = self.labels[key] | {IGNORE: -1}
                labels[:, 0] = [index[label] for label in item[key]]
                shares[:, 0] = labels[:, 0] >= 0
                np.maximum(labels, 0, out=labels)
            if key in item.get("taught", {}):
                labels[:, 1:], shares[:, 1:] = item["taught"][key]
                both = shares[:, 0] > 0
                shares[both, 0] = 1 - self.config["taught"]
                shares[both, 1:] *= self.config["taught"]
            out[key] = labels, shares
        heads, rels = out["head"][0], out["rel"][1]
        # The teacher's relations are those to the head that it takes for the best.
        other = (out["head"][1][:, 0] > 0) & (heads[:, 0] != heads[:, 1])
        rels[other, 0], rels[other, 1:] = rels[other].sum(-1) > 0, 0
        heads[heads > 0] += base
        return out

    def shapes(self, shapes: list[int]) -> list[int]:
        """Now and then the window in capitals, in Title Case or in small letters."""
        draw = self.rng.random()
        upper, title, lower = (self.config[k] for k in ("upper", "title", "lower"))
        if draw < upper:
            change = {LOWER: UPPER, TITLE: UPPER}
        elif draw < upper + title:
            change = {LOWER: TITLE}
        elif draw < upper + title + lower:
            change = {TITLE: LOWER, UPPER: LOWER, 8: LOWER}
        else:
            return shapes
        change |= {a + CONTINUED: b + CONTINUED for a, b in change.items()}
        return [change.get(x, x) for x in shapes]


def _documents(items: list[Example]) -> list[list[Example]]:
    """Sentences of one document together, in stretches of at most 40."""
    out: list[list[Example]] = []
    last = None
    for item in items:
        if item["doc"] != last or len(out[-1]) >= 40:
            out.append([])
            last = item["doc"]
        out[-1].append(item)
    return out


def collate(batch: list[dict[str, Any]]) -> dict[str, Tensor]:
    """Padded tensors; sentence starts are padded with -100, shares of labels with 0."""
    out = {key: _pad([w[key] for w in batch], 0) for key in ("ids", "shape", "first", "last")}
    out["mask"] = _pad([[1] * len(w["ids"]) for w in batch], 0)
    width = out["first"].shape[1] - 1
    out["starts"] = _pad([w.get("starts", []) for w in batch], -100, width)
    for key in TARGETS:
        labels = np.zeros((len(batch), width, 1 + ANSWERS), np.int64)
        shares = np.zeros((len(batch), width, 1 + ANSWERS), np.float32)
        for row, window in enumerate(batch):
            n = len(window[key][0])
            labels[row, :n], shares[row, :n] = window[key]
        if shares.any():
            out[key], out[f"{key} shares"] = torch.from_numpy(labels), torch.from_numpy(shares)
    return out


def _pad(rows: list[list[int]], value: int, width: int = 0) -> Tensor:
    width = width or max(map(len, rows))
    return torch.tensor([row + [value] * (width - len(row)) for row in rows])
