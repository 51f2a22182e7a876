"""The stretches of text that words make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import speech
from verbale.reading.statements.subjects import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

Piece = tuple[int, int]

_RELATIVE = frozenset({"which", "who", "whom", "that", "what", "whose"})


def extents(cue: Token, tokens: set[int]) -> tuple[Piece, ...]:
    """The stretches of text that the words with these indices make, without edge marks.

    White space and punctuation between two of the words belong to the stretch; a stretch of
    nothing but a relative pronoun is left out.
    """
    doc = cue.doc
    runs: list[list[int]] = []
    for i in sorted(tokens):
        token = doc[i]
        if token.is_space:
            continue
        if runs and _joined(cue, runs[-1][-1], i):
            runs[-1].append(i)
        else:
            runs.append([i])
    pieces = []
    for run in runs:
        while run and doc[run[0]].is_punct and doc[run[0]].text not in _OPENERS:
            run.pop(0)
        while run and doc[run[-1]].is_punct and doc[run[-1]].text not in _CLOSERS:
            run.pop()
        words = [i for i in run if not doc[i].is_punct]
        if not words or (len(words) == 1 and doc[words[0]].lower_ in _RELATIVE):
            continue
        if len(words) == 1 and doc[words[0]].pos_ in {"CCONJ", "SCONJ", "ADP"}:
            continue
        last = doc[run[-1]]
        pieces.append((doc[run[0]].idx, last.idx + len(last.text)))
    return tuple(pieces)


def _joined(cue: Token, left: int, right: int) -> bool:
    """Whether the words between two words of the contents belong to them.

    Marks do; so do words that the parse hung elsewhere, up to a few, unless the cue or its
    own dependents (speaker, addressee) are among them.
    """
    doc = cue.doc
    between = [doc[i] for i in range(left + 1, right) if not doc[i].is_space]
    words = [t for t in between if not t.is_punct]
    if not words:
        return True
    if len(words) > BRIDGE or left < cue.i < right:
        return False
    if any(t.dep_ in SUBJECTS and t.head in words and _reports(t.head) for t in words):
        return False  # another's reporting clause: '"...," he added, "..."'
    return all(cue.i not in (t.head.i, t.i) for t in words)


def _reports(verb: Token) -> bool:
    entry = speech.lexicon().verbs.get(verb.lemma_.lower())
    return entry is not None and entry.takes.get("clause") == "speech"


#: Words of contents that a parse may have hung elsewhere before the contents count as split.
BRIDGE = 6
#: Marks that may close quoted words.
QUOTES = frozenset({'"', "\u201d", "''", "'", "\u2019", "\u00bb"})
_OPENERS = frozenset("\"\u201c\u2018'\u00ab([\u201e``$#@")
_CLOSERS = frozenset("\"\u201d\u2019'\u00bb)]\u201c%!?")
