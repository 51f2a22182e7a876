"""The words that name a speaker: their extent, and the bare name in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import speech

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Dependents that belong to a name or noun itself; clauses and asides do not.
OWN = frozenset(
    {
        "det",
        "det:predet",
        "amod",
        "compound",
        "flat",
        "flat:foreign",
        "nmod:poss",
        "nummod",
        "nmod",
        "nmod:desc",
        "fixed",
        "conj",
        "cc",
        "case",
        "advmod",
        "nmod:unmarked",
        "goeswith",
    }
)


def phrase(head: Token) -> tuple[int, int]:
    """The extent of the words that name what `head` heads, without clauses and asides."""
    left, right = head.i, head.i
    stack = [head]
    while stack:
        node = stack.pop()
        left, right = min(left, node.i), max(right, node.i)
        for kid in node.children:
            own = kid.dep_ in OWN and not (kid.dep_ == "case" and node.i == head.i)
            if own and kid.dep_ == "nmod" and node.i == head.i and not _inward(kid):
                continue
            if own or (kid.dep_ == "appos" and _close(node, kid)):
                stack.append(kid)
    doc = head.doc
    # A preposition that opens the phrase may hang on a title in it: "by the news agency MENA".
    while left < head.i and (
        doc[left].is_punct or doc[left].pos_ in {"CCONJ", "ADV"} or doc[left].dep_ == "case"
    ):
        left += 1
    # "state news agency Xinhua": the parse may take the name for a second subject.
    if head.pos_ == "NOUN" and right + 1 < len(doc) and doc[right + 1].ent_type_ in _NAMED:
        right += 1
        while right + 1 < len(doc) and doc[right + 1].ent_iob_ == "I":
            right += 1
    last = doc[right]
    return doc[left].idx, last.idx + len(last.text)


_NAMED = frozenset({"PERSON", "ORG"})


def _inward(kid: Token) -> bool:
    """Whether a phrase behind a noun belongs to its name: "of", not "on the other hand"."""
    cases = [k.lower_ for k in kid.children if k.dep_ == "case"]
    return not cases or cases[0] in {"of", "for", "from", "at", "in", "to", "'s", "\u2019s", "with"}


def name(head: Token) -> str:
    """The bare name in the words headed by `head`: "Xinhua" of "state news agency Xinhua"."""
    start, end = phrase(head)
    doc = head.doc
    left = head
    while left.i and doc[left.i - 1].idx >= start:
        left = doc[left.i - 1]
    ents = _names(left, end)
    people = [e for e in ents if e[0].ent_type_ == "PERSON"]
    station = head.pos_ == "PROPN" and head.lemma_.lower() in speech.lexicon().carriers
    if people and not station:  # "Radio Luanda" is not the person Luanda
        return " ".join(t.text for t in people[0])
    words = " ".join(head.doc.text[start:end].split())
    called = any(kid.dep_ == "nmod:desc" and kid.i < head.i for kid in head.children)
    if ents and (called or (head.pos_ == "NOUN" and ents[-1][0].i > head.i)):
        return " ".join(t.text for t in ents[-1])
    article = words.partition(" ")
    return article[2] if article[0].lower() in {"the", "a", "an"} and article[2] else words


def bare(words: str) -> str:
    """A name without the words of office before it: "Ned Price" of "Spokesperson Ned Price"."""
    rest = words.split()
    while len(rest) > 2 and (
        rest[0].lower().strip(".") in speech.lexicon().spokespeople | speech.lexicon().address
        or rest[1].lower() in speech.lexicon().spokespeople
    ):
        rest.pop(0)
    return " ".join(rest[1:] if rest and rest[0].lower() in speech.lexicon().spokespeople else rest)


def _close(head: Token, kid: Token) -> bool:
    """Whether an apposition follows without a comma: "spokesman Ned Price"."""
    return all(not t.is_punct for t in head.doc[head.i + 1 : kid.i])


def _names(first: Token, end: int) -> list[list[Token]]:
    """The names of persons and organisations between a word and an offset, word by word."""
    found: list[list[Token]] = []
    for token in first.doc[first.i :]:
        if token.idx >= end:
            break
        if token.ent_type_ not in _NAMED:
            continue
        last = found[-1][-1] if found else None
        if last is not None and last.i == token.i - 1 and token.ent_iob_ == "I":
            found[-1].append(token)
        else:
            found.append([token])
    return found
