"""Passages: the paragraphs of a text, read once each and kept as compact bytes.

A passage is a paragraph without what cleaning marked as furniture. What was read of it is a
function of its text and the model, so it is kept under a digest of both, wherever it stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping, Sequence
from typing import NamedTuple

import msgspec

from verbale.language.network import Analysis, Network
from verbale.language.tokens import Span, paragraphs, tokenize

Cache = MutableMapping[str, bytes]
#: Raise where tokeniser, decoding or layout change: kept readings of older code are not reused.
VERSION = 1


class Reading(NamedTuple):
    """A passage read: spans of its words (offsets from its start), lemmas, analysis."""

    spans: list[Span]
    lemmas: list[str]
    analysis: Analysis


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


def read(network: Network, texts: Sequence[str], cache: Cache | None = None) -> list[Reading]:
    """Read passages, each different one once, through the cache if one is given."""
    keys = [digest(network.digest, text) for text in texts]
    done: dict[str, Reading] = {}
    fresh: dict[str, str] = {}
    for key, text in zip(keys, texts, strict=True):
        if key in done or key in fresh:
            continue
        kept = cache.get(key) if cache is not None else None
        if kept is None:
            fresh[key] = text
        else:
            done[key] = unpack(kept, network)
    for key, reading in zip(fresh, _analyse(network, list(fresh.values())), strict=True):
        done[key] = reading
        if cache is not None:
            cache[key] = pack(reading, network)
    return [done[key] for key in keys]


def _analyse(network: Network, texts: list[str]) -> list[Reading]:
    spans = [tokenize(text) for text in texts]
    words = [[text[a:b] for a, b in found] for text, found in zip(texts, spans, strict=True)]
    readings = []
    for found, run, analysis in zip(spans, words, network.read(words), strict=True):
        lemma = network.lemmas.lemma
        lemmas = [lemma(w, u, x) for w, u, x in zip(run, analysis.upos, analysis.xpos, strict=True)]
        readings.append(Reading(found, lemmas, analysis))
    return readings


def pack(reading: Reading, network: Network) -> bytes:
    """A reading as bytes: small integers, labels by their place in the model's lists."""
    analysis = reading.analysis
    return msgspec.msgpack.encode(
        (
            [offset for span in reading.spans for offset in span],
            analysis.heads,
            network.codes("rel", analysis.rels),
            network.codes("upos", analysis.upos),
            network.codes("xpos", analysis.xpos),
            network.codes("entity", analysis.entities),
            analysis.starts,
            reading.lemmas,
        )
    )


def unpack(data: bytes, network: Network) -> Reading:
    """What :func:`pack` wrote, for the same model."""
    offsets, heads, rels, upos, xpos, entities, starts, lemmas = msgspec.msgpack.decode(data)
    analysis = Analysis(
        heads,
        network.labels("rel", rels),
        network.labels("upos", upos),
        network.labels("xpos", xpos),
        network.labels("entity", entities),
        starts,
    )
    return Reading(list(zip(offsets[::2], offsets[1::2], strict=True)), lemmas, analysis)
