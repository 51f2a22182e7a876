"""Pairs before a meeting: "Chad-Niger talks", "the Lee-Kim summit".

A parser hangs the members of such a pair on one another, on the verb, or on a word before the
noun. Here the first hangs on the meeting and the second on the first, as "and" would join them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from verbale.records import Cast

_HYPHENS = frozenset(["-", "–", "‐", "‑", "/"])
_MEETINGS = frozenset(
    ["talk", "talks", "negotiation", "discussion", "consultation", "conversation", "dialogue"]
) | frozenset(["summit", "mini-summit", "meeting", "session", "encounter", "call"])
_PHRASE = frozenset(["ADJ", "NOUN", "PROPN", "NUM"])
_PARTS = frozenset(["state", "name"])
_REACH = 5  # words of the longest noun phrase after a pair


def paired(doc: Doc, cast: Cast, heads: list[int], labels: list[str]) -> bool:
    """Hang the members of every pair on its meeting; whether anything had to move."""
    hyphens = {t.i for t in doc if t.text in _HYPHENS and t.i and not _spaced(t)}
    if not hyphens:
        return False
    changed = False
    for chain in _chains(_members(doc, cast), hyphens):
        meeting = _meeting(doc, chain[-1].end)
        if meeting is None or any(_under(meeting.i, span, heads) for span in chain):
            continue
        first, *others = (span.root.i for span in chain)
        label = "amod" if doc[first].pos_ == "ADJ" else "compound"
        wanted = [(first, meeting.i, label), *((other, first, "conj") for other in others)]
        for word, head, how in wanted:
            changed |= (heads[word], labels[word]) != (head, how)
            heads[word], labels[word] = head, how
    return changed


def _chains(members: list[Span], hyphens: set[int]) -> list[list[Span]]:
    """Members with nothing but a hyphen between, two or more."""
    starts = {span.start: span for span in reversed(members)}
    joined = {span.end + 1 for span in members if span.end in hyphens}
    found: list[list[Span]] = []
    for span in members:
        if span.start in joined or span.end not in hyphens:
            continue
        chain = [span]
        while chain[-1].end in hyphens and (after := starts.get(chain[-1].end + 1)) is not None:
            chain.append(after)
        if len(chain) > 1:
            found.append(chain)
    return found


def _spaced(hyphen: Token) -> bool:
    return bool(hyphen.whitespace_ or hyphen.nbor(-1).whitespace_)


def _members(doc: Doc, cast: Cast) -> list[Span]:
    """States and named persons, the longest mention of each first."""
    found: list[Span] = []
    for mention in cast.mentions:
        kind = cast.referents[mention.referent].kind
        if mention.form in _PARTS and kind in {"state", "person"}:
            span = doc.char_span(mention.start, mention.end)
            if span is not None:
                found.append(span)
    return sorted(found, key=lambda span: span.start - span.end)


def _meeting(doc: Doc, after: int) -> Token | None:
    """The noun for a meeting that ends the noun phrase after a pair."""
    last: Token | None = None
    for token in doc[after : after + _REACH]:
        if token.pos_ not in _PHRASE:
            break
        if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.text[0].isupper()):
            last = token
    known = last is not None and last.lemma_.lower() in _MEETINGS
    return last if known else None


def _under(word: int, span: Span, heads: list[int]) -> bool:
    """Whether a word hangs on one of the span."""
    for _ in heads:
        if span.start <= word < span.end:
            return True
        if heads[word] == word:
            return False
        word = heads[word]
    return True
