"""A spaCy pipeline trained on the treebank that our model learnt from, for `benchmarks.peers`."""

from __future__ import annotations

import gzip
import random
import time
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc


class Sentence(NamedTuple):
    """A sentence of a treebank; heads are indices, a root's its own."""

    words: list[str]
    upos: list[str]
    heads: list[int]
    rels: list[str]


def treebank(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file."""
    out: list[Sentence] = []
    cells: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            if line[:1].isdigit() and line.split("\t")[0].isdigit():
                cells.append(line.rstrip("\n").split("\t"))
            elif not line.strip() and cells:
                heads = [int(c[6]) - 1 if c[6] != "0" else i for i, c in enumerate(cells)]
                out.append(
                    Sentence([c[1] for c in cells], [c[3] for c in cells], heads,
                             [c[7] for c in cells])
                )  # fmt: skip
                cells = []
    return out


def pipeline(path: Path, seconds: float, kept: Path) -> Language:
    """spaCy's network trained on a treebank for so long, or as `kept` from an earlier run."""
    import spacy
    from spacy.training import Example
    from spacy.util import minibatch

    if kept.is_dir():
        return spacy.load(kept)
    nlp = spacy.blank("en")
    width = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
    nlp.add_pipe("tok2vec", config={"model": {
        "@architectures": "spacy.HashEmbedCNN.v2", "width": 96, "depth": 4, "embed_size": 2000,
        "window_size": 1, "maxout_pieces": 3, "subword_features": True,
        "pretrained_vectors": None,
    }})  # fmt: skip
    nlp.add_pipe(
        "tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": width}}
    )
    nlp.add_pipe("parser", config={"model": {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser",
        "extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True,
        "tok2vec": width,
    }})  # fmt: skip
    examples = [
        Example.from_dict(
            Doc(nlp.vocab, words=s.words), {"tags": s.upos, "heads": s.heads, "deps": s.rels}
        )
        for s in treebank(path)
    ]
    optimizer = nlp.initialize(lambda: examples)
    chance = random.Random(0)
    began = time.process_time()
    while time.process_time() - began < seconds:
        chance.shuffle(examples)
        for batch in minibatch(  # type: ignore[no-untyped-call]
            examples, size=32
        ):
            nlp.update(batch, sgd=optimizer, drop=0.1)
            if time.process_time() - began > seconds:
                break
    with nlp.use_params(optimizer.averages):
        kept.parent.mkdir(parents=True, exist_ok=True)
        nlp.to_disk(kept)
    return spacy.load(kept)
