"""Which words of a report name an issue.

Which act or statement an issue belongs to is decided by the scope of those, in another stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import issues as _issues
from verbale.language.sentences import sentence_of
from verbale.records import IssueMention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from verbale.knowledge.issues import Cues

#: How many words may stand between the two of a pair.
_NEAR = 9


def find(doc: Doc, cues: Cues | None = None) -> tuple[IssueMention, ...]:
    """Every naming of an issue in the report, sorted by place; one cue may name several.

    `cues` are those to look for, by default the shipped ones.
    """
    cues = cues or _issues.cues()
    found: dict[str, list[tuple[int, int]]] = {}
    ruled: dict[str, list[tuple[int, int]]] = {}
    for hit in cues.phrases.find(doc.text, nested=True):
        for slugs, into in zip(hit.value, (found, ruled), strict=True):
            for slug in slugs:
                into.setdefault(slug, []).append((hit.start, hit.end))
    for start, end, slug in _pairs(doc, cues):
        found.setdefault(slug, []).append((start, end))
    mentions = [
        IssueMention(start, end, slug)
        for slug, spans in found.items()
        for start, end in _outer(spans)
        if not any(a <= start and end <= b for a, b in ruled.get(slug, ()))
    ]
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end, m.slug)))


def _outer(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that lie in no other."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def _pairs(doc: Doc, cues: Cues) -> Iterator[tuple[int, int, str]]:
    """Two words near each other in a sentence: "restricted China's access to technology"."""
    for token in doc:
        lemma = token.lemma_.lower()
        for first in (lemma, f"{lemma}/{token.pos_}"):
            for second, slug in cues.pairs.get(first, ()):
                if second == "*":
                    yield token.idx, token.idx + len(token.text), slug
                    continue
                around = sentence_of(token)
                low = max(token.i - _NEAR, around.start)
                high = min(token.i + _NEAR + 1, around.end)
                for other in doc[low:high]:
                    if other.i != token.i and other.lemma_.lower() == second:
                        start = min(token.idx, other.idx)
                        end = max(token.idx + len(token.text), other.idx + len(other.text))
                        yield start, end, slug
