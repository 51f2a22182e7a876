"""What the stages of language hand to each other: a run of words read, a passage read."""

from __future__ import annotations

from typing import NamedTuple

from verbale.language.tokens import Span


class Analysis(NamedTuple):
    """What was read of a run of words. ``heads`` are indices into the run, a root's its own."""

    heads: list[int]
    rels: list[str]
    upos: list[str]
    xpos: list[str]
    entities: list[str]
    starts: list[int]


class Reading(NamedTuple):
    """A passage read: spans of its words (offsets from its start), lemmas, analysis."""

    spans: list[Span]
    lemmas: list[str]
    analysis: Analysis
