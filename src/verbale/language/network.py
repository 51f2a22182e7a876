"""The shipped network: sentences in, tags, trees and names out.

A model folder holds ``reader.int8.onnx``, ``labels.json``, ``tokenizer.json`` and
``lemmas.json``. ``labels.json``: ``labels`` (head -> its labels), ``rel`` (dependency labels),
``names`` (``head`` and ``map`` from its types to ours).
"""

from __future__ import annotations

import hashlib
import itertools
import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from verbale.errors import ReaderError
from verbale.language import figures, gpu
from verbale.language.analysis import Analysis, Reading
from verbale.language.batches import Batches
from verbale.language.decode import Names, Scores, tree
from verbale.language.encode import Pieces, WordPieces, encoded
from verbale.language.lemmas import Lemmas
from verbale.language.mending import mend, whole
from verbale.language.tokens import Span, dateline, sentence_starts, tokenize

FILES = ("reader.int8.onnx", "labels.json", "tokenizer.json", "lemmas.json")
#: A window is what the network sees at once: whole sentences up to PIECES and WORDS, a longer
#: sentence up to MOST_* (the encoder has 512 positions).
PIECES, WORDS = 200, 150
MOST_PIECES, MOST_WORDS = 320, 200
#: A batch of windows holds so many pieces (what fits the processor's cache), and so much padding as
#: a share of them: with 0.05 to 0.15 it is fastest on news.
BATCH, PADDING = 256, 0.1
#: Added to the network's score for a sentence start where the rules see one (best on EWT dev).
BONUS = 2.0


#: Marks behind which a sentence goes on, and those that end one.
_WITHIN = frozenset([",", "(", "[", ";"])
_TERMINAL = frozenset('.!?\u2026"\u201d')


class _Window(NamedTuple):
    """Words from ``begin`` of a run; ``guesses``: where sentences begin inside by rule.

    Without guesses they are one sentence (or a part of one).
    """

    begin: int
    words: list[str]
    pieces: list[WordPieces]
    guesses: list[int] | None


class Network:
    """One loaded model, run on one thread, or in batches on a GPU."""

    def __init__(self, folder: Path) -> None:
        """Load a model folder; raises ``ReaderError`` where a file is missing or unfit."""
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise ReaderError(
                f"{folder} is no reading model: it lacks {', '.join(missing)}. "
                "Give a folder that holds a model, or the name of an installed spaCy pipeline."
            )
        try:
            self.digest = _digest(folder) + gpu.name()
            config = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
            self._pieces = Pieces(folder / "tokenizer.json")
            self.lemmas = Lemmas.read(folder / "lemmas.json")
            path = folder / "reader.int8.onnx"
            here = gpu.reason() is not None
            self._batches = Batches(_session(path), BATCH, PADDING) if here else gpu.batches(path)
            labels = config["labels"]
            self._upos: list[str] = labels["upos"]
            self._xpos: list[str] = labels["xpos"]
            self._rel: list[str] = config["rel"]
            self._name_head: str = config["names"]["head"]
            kinds: dict[str, str] = config["names"]["map"]
            self._names = Names(labels[self._name_head])
            self._entity = [_mapped(label, kinds) for label in labels[self._name_head]]
        except ReaderError:
            raise
        except Exception as error:
            raise ReaderError(f"{folder} holds a damaged reading model: {error}") from error

    def analyse(self, texts: Sequence[str]) -> list[Reading]:
        """Readings of passages in our own words and sentences, one a text."""
        spans = [tokenize(text) for text in texts]
        runs = [[text[a:b] for a, b in some] for text, some in zip(texts, spans, strict=True)]
        rows = [figures.alone(words) for words in runs]
        parsed = iter(self.read([run for run, row in zip(runs, rows, strict=True) if not row]))
        return [
            self._reading(some, words, figures.analysis(words) if row else next(parsed))
            for some, words, row in zip(spans, runs, rows, strict=True)
        ]

    def _reading(self, spans: list[Span], words: list[str], found: Analysis) -> Reading:
        tagged = zip(words, found.upos, found.xpos, strict=True)
        return Reading(spans, [self.lemmas.lemma(*tags) for tags in tagged], found)

    def read(
        self, runs: Sequence[list[str]], bounds: Sequence[list[int] | None] | None = None
    ) -> list[Analysis]:
        """Analyse runs of words: paragraphs, or gold sentences.

        ``bounds`` gives the first words of a run's sentences where they are known.
        """
        known = bounds if bounds is not None else [None] * len(runs)
        cut = [self._windows(words, starts) for words, starts in zip(runs, known, strict=True)]
        scores = iter(self._batches.run([encoded(w.pieces) for windows in cut for w in windows]))
        return [
            _join([(w.begin, self._decode(w, next(scores))) for w in windows], starts)
            for windows, starts in zip(cut, known, strict=True)
        ]

    def _windows(self, words: list[str], starts: list[int] | None) -> list[_Window]:
        """Cut a run into windows, between sentences wherever they are short enough."""
        guessed = starts if starts is not None else sentence_starts(words)
        alone = starts is not None
        found = self._pieces.of(words)
        pieces = list(itertools.accumulate((len(ids) for ids, _ in found), initial=0))
        out: list[_Window] = []
        begin = 0

        def close(end: int) -> int:
            inside = guessed[bisect_right(guessed, begin) : bisect_left(guessed, end)]
            guesses = None if alone else [start - begin for start in inside]
            out.append(_Window(begin, words[begin:end], found[begin:end], guesses))
            return end

        for start, stop in zip(guessed, [*guessed[1:], len(words)], strict=True):
            wide = pieces[stop] - pieces[begin] > PIECES or stop - begin > WORDS
            if start > begin and (alone or wide):
                begin = close(start)
            while stop - begin > MOST_WORDS or pieces[stop] - pieces[begin] > MOST_PIECES:
                begin = close(_cut(words, pieces, begin, stop))
        if begin < len(words):
            close(len(words))
        return out

    def _decode(self, window: _Window, scores: dict[str, Any]) -> Analysis:
        n = len(window.words)
        starts = [0]
        if window.guesses is not None:
            opens = scores["starts"]
            opens[window.guesses] += BONUS
            credit = dateline(window.words) if window.begin == 0 else 0
            found = [
                at for at in np.flatnonzero(opens > 0).tolist() if not _goes_on(window.words, at)
            ]
            starts += [credit] * (credit > 0) + [at for at in found if at > credit]
        arcs = scores["arc"]
        heads: list[int] = []
        for begin, end in zip(starts, [*starts[1:], n], strict=True):
            heads += _heads(arcs, begin, end)
        names = self._names.best(scores[self._name_head])
        rels = [self._rel[i] for i in scores["rel"].tolist()]
        upos = [self._upos[i] for i in scores["upos"].tolist()]
        xpos = [self._xpos[i] for i in scores["xpos"].tolist()]
        mend(window.words, heads, rels, upos, xpos)
        return Analysis(
            heads,
            rels,
            upos,
            xpos,
            whole([self._entity[i] for i in names.tolist()], heads, rels),
            starts,
        )


def _goes_on(words: list[str], at: int) -> bool:
    """Whether no sentence can open here: after a comma, or a bracket that closes within one."""
    if at < 2:
        return False
    before = words[at - 1]
    return before in _WITHIN or (before in ")]" and words[at - 2][-1:] not in _TERMINAL)


def _heads(arcs: Scores, begin: int, end: int) -> list[int]:
    """Heads of the words [begin, end) as indices into the window, a root's its own."""
    table = np.empty((end - begin + 1, end - begin + 1), dtype=arcs.dtype)
    table[1:, 0] = arcs[begin + 1 : end + 1, 0]
    table[1:, 1:] = arcs[begin + 1 : end + 1, begin + 1 : end + 1]
    table[0] = 0
    return [begin + (i if head == 0 else head - 1) for i, head in enumerate(tree(table))]


def _cut(words: list[str], pieces: list[int], begin: int, stop: int) -> int:
    """Where to break a sentence that no window holds: behind a late mark if there is one."""
    at = begin + 1
    while at < min(stop, begin + MOST_WORDS) and pieces[at + 1] - pieces[begin] <= MOST_PIECES:
        at += 1
    for back in range(at, max(begin + (at - begin) // 2, begin + 1), -1):
        if words[back - 1] in {";", ",", ":", "-", "\u2014", "\u2013"}:
            return back
    return at


def _mapped(label: str, kinds: dict[str, str]) -> str:
    kind = kinds.get(label[2:])
    return f"{label[:2]}{kind}" if kind else "O"


def _join(parts: list[tuple[int, Analysis]], known: list[int] | None) -> Analysis:
    """Windows of one run side by side; a known sentence in several windows stays one tree."""
    out = Analysis([], [], [], [], [], [])
    for begin, part in parts:
        out.heads.extend(begin + head for head in part.heads)
        for mine, more in zip(out[1:5], part[1:5], strict=True):
            mine.extend(more)
        out.starts.extend(begin + start for start in part.starts)
    if known is None or out.starts == known:
        return out
    for begin, end in zip(known, [*known[1:], len(out.heads)], strict=True):
        roots = [i for i in range(begin, end) if out.heads[i] == i]
        for root in roots[1:]:
            out.heads[root] = roots[0]
            out.rels[root] = "parataxis"
    return out._replace(starts=known)


def _digest(folder: Path) -> str:
    """Names the model: readings by another are not reused."""
    hashed = hashlib.blake2b(digest_size=8)
    for name in FILES:
        hashed.update((folder / name).read_bytes())
    return hashed.hexdigest()


def _session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # The fused node takes several times as long as the sum and the norm that it stands for.
    session = onnxruntime.InferenceSession(
        path,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )
    if "mask" not in {given.name for given in session.get_inputs()}:
        raise ReaderError(f"{path} is of an older form, for windows one at a time: export it anew.")
    return session
