"""A teacher's names on open text: its confident labels, and holes where it doubts.

The teacher is the trial's model: it has seen en-worldwide-newswire, so its weights are not
shared, only what it says about open text.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnxruntime

from training.settings import IGNORE
from verbale.language.encode import Pieces, feed

KINDS = {
    "Person": "PERSON",
    "Organization": "ORG",
    "Location": "LOC",
    "Facility": "LOC",
    "NORP": "NORP",
}


class Teacher:
    """Labels sentences with names."""

    def __init__(self, folder: Path, tokenizer: Path, sure: float, none: float) -> None:
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.labels: list[str] = labels["labels"]["ner9"]
        self.sure, self.none = sure, none
        self.pieces = Pieces(tokenizer)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.session = onnxruntime.InferenceSession(folder / "reader.int8.onnx", options)

    def label(self, sentences: list[list[str]]) -> list[list[str]]:
        """BIO tags of our kinds; ``?`` where the teacher is not sure."""
        encoded = [self.pieces.encode(words) for words in sentences]
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        out: list[list[str]] = [[] for _ in sentences]
        at = 0
        while at < len(order):
            size = max(1, 200 // len(encoded[order[at]].ids))
            batch = order[at : at + size]
            at += size
            if len(encoded[batch[-1]].ids) > 500:
                for i in batch:
                    out[i] = [IGNORE] * len(sentences[i])
                continue
            (scores,) = self.session.run(["ner9"], feed([encoded[i] for i in batch]))
            p = np.exp(scores - scores.max(-1, keepdims=True))
            p /= p.sum(-1, keepdims=True)
            for row, i in enumerate(batch):
                out[i] = self._tags(p[row, : len(sentences[i])])
        return out

    def _tags(self, p: np.ndarray) -> list[str]:
        best = p.argmax(1)
        raw = [self.labels[i] for i in best]
        tags: list[str] = []
        before = ""
        for tag in raw:
            kind = KINDS.get(tag[2:], "")
            tags.append(
                ("I-" if kind == before and tag[0] == "I" else "B-") + kind if kind else "O"
            )
            before = kind
        top = p.max(1)
        start = 0
        while start < len(tags):
            end = start + 1
            if tags[start] != "O":
                while end < len(tags) and tags[end] == f"I-{tags[start][2:]}":
                    end += 1
                doubt = top[start:end].min() < self.sure
            else:
                doubt = top[start] < self.none
            if doubt:
                tags[start:end] = [IGNORE] * (end - start)
            start = end
        return tags
