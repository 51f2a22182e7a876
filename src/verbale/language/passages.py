"""Passages: the paragraphs of a text, read once each and kept as compact bytes.

A passage is a paragraph without what cleaning marked as furniture. What was read of it is a
function of its text and the model, so it is kept under a digest of both, wherever it stands.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import MutableMapping, Sequence
from typing import NamedTuple, Protocol

import msgspec

from verbale.language.analysis import Analysis, Reading
from verbale.language.tokens import Span, paragraphs

Cache = MutableMapping[str, bytes]
#: Raise where tokeniser, decoding or layout change: kept readings of older code are not reused.
VERSION = 4


class Source(Protocol):
    """What reads passages: our network, or a pipeline in its place."""

    @property
    def digest(self) -> str:
        """Names the model, version and all."""

    def analyse(self, texts: Sequence[str]) -> list[Reading]:
        """Readings of passages, each a function of its text alone."""


class Piece(NamedTuple):
    """Where a passage stands in a text."""

    start: int
    text: str


def cut(text: str, skip: Sequence[Span]) -> list[Piece]:
    """The passages of ``text`` outside the sorted spans of ``skip``."""
    pieces: list[Piece] = []
    for start, end in paragraphs(text):
        for begin, stop in _outside(start, end, skip):
            body = text[begin:stop]
            lead = len(body) - len(body.lstrip())
            if body.strip():
                pieces.append(Piece(begin + lead, body.strip()))
    return pieces


def _outside(start: int, end: int, skip: Sequence[Span]) -> list[Span]:
    spans: list[Span] = []
    at = start
    for begin, stop in skip:
        if stop <= at or begin >= end:
            continue
        if begin > at:
            spans.append((at, begin))
        at = max(at, stop)
    if at < end:
        spans.append((at, end))
    return spans


def digest(model: str, text: str) -> str:
    """The key under which a passage read by ``model`` is kept."""
    hashed = hashlib.blake2b(digest_size=16)
    hashed.update(f"{VERSION}\n{model}\n".encode())
    hashed.update(text.encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def read(source: Source, texts: Sequence[str], cache: Cache | None = None) -> list[Reading]:
    """Read passages, each different one once, through the cache if one is given."""
    keys = [digest(source.digest, text) for text in texts]
    done: dict[str, Reading] = {}
    fresh: dict[str, str] = {}
    for key, text in zip(keys, texts, strict=True):
        if key in done or key in fresh:
            continue
        kept = cache.get(key) if cache is not None else None
        if kept is None:
            fresh[key] = text
        else:
            done[key] = unpack(kept)
    for key, reading in zip(fresh, source.analyse(list(fresh.values())), strict=True):
        done[key] = reading
        if cache is not None:
            cache[key] = pack(reading)
    return [done[key] for key in keys]


def pack(reading: Reading) -> bytes:
    """A reading as compact bytes."""
    found = reading.analysis
    labels = [" ".join(some) for some in (found.rels, found.upos, found.xpos, found.entities)]
    offsets = [offset for span in reading.spans for offset in span]
    row = (offsets, found.heads, labels, found.starts, reading.lemmas)
    return zlib.compress(msgspec.msgpack.encode(row), 1)


def unpack(data: bytes) -> Reading:
    """What :func:`pack` wrote."""
    row = msgspec.msgpack.decode(zlib.decompress(data))
    offsets, heads, labels, starts, lemmas = row
    rels, upos, xpos, entities = (some.split(" ") for some in labels)
    spans = list(zip(offsets[::2], offsets[1::2], strict=True))
    return Reading(spans, lemmas, Analysis(heads, rels, upos, xpos, entities, starts))
