"""Rounds of training: sentences into windows, names exchanged, letter case changed, padded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor

from training.names import Stock
from training.settings import IGNORE, Settings
from verbale.language.encode import CONTINUED, Pieces

Example = dict[str, Any]
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
        base = 0
        starts: list[int] = []
        for item in group:
            n = len(item["words"])
            starts += [1] + [0] * (n - 1)
            if "head" in item:
                heads = [h + base if h else 0 for h in item["head"]]
                out.setdefault("head", []).extend(heads)
                for key in ("upos", "xpos", "rel"):
                    index = self.labels[key]
                    out.setdefault(key, []).extend(index[x] for x in item[key])
            for key in ("names", "wire"):
                index = self.labels[key]
                tags = item.get(key) or [IGNORE] * n
                out.setdefault(key, []).extend(
                    -100 if tag == IGNORE else index[tag] for tag in tags
                )
            base += n
        if "head" in out:
            out["starts"] = starts
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
    """Padded tensors; targets are padded with -100."""
    out = {key: _pad([w[key] for w in batch], 0) for key in ("ids", "shape", "first", "last")}
    out["mask"] = _pad([[1] * len(w["ids"]) for w in batch], 0)
    width = out["first"].shape[1] - 1
    for key in ("upos", "xpos", "head", "rel", "names", "wire", "starts"):
        if any(key in w for w in batch):
            out[key] = _pad([w.get(key, []) for w in batch], -100, width)
    return out


def _pad(rows: list[list[int]], value: int, width: int = 0) -> Tensor:
    width = width or max(map(len, rows))
    return torch.tensor([row + [value] * (width - len(row)) for row in rows])
