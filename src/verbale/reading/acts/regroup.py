"""The parse with each person's name and title as one phrase.

Titles of many words lead a parser astray: in "received Zambian Acting Minister of Lands Ann Lee"
it may hang "Minister" on the subject and "Lee" on the verb. The cast knows where such a name begins
and ends. Here its words hang on one of them, and that one where the best of them hung.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from verbale.language.sentences import sentences
from verbale.reading.acts.pairs import paired

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from verbale.records import Cast

_SUBJECTS = frozenset(["nsubj", "nsubj:pass", "nsubj:outer"])
_CORE = frozenset([*_SUBJECTS, "obj", "iobj", "obl", "obl:agent"])
_STRAY = _SUBJECTS | {"obj"}
_SECOND = frozenset(["conj", "nmod", "nmod:poss", "xcomp", "ccomp", "advcl", "acl"])
_WITHIN = frozenset(["nmod:desc", "flat", "compound", "appos", "nmod:unmarked", "amod", "list"])
_BARE = _WITHIN | {"obl", "xcomp", "obl:unmarked"}
_VISITING = "visiting"
_BEFORE_NAME = 4  # words that may stand between a verb and the name that is its object
_LINKS = frozenset([",", "and", "as", "well", "&", "the", ";"])
_ATTRIBUTES = ["HEAD", "DEP"]


def regrouped(doc: Doc, cast: Cast) -> Doc:
    """A copy of the document with its named persons as one phrase each; itself if all are so."""
    heads = [token.head.i for token in doc]
    labels = [token.dep_ for token in doc]
    changed = False
    names = _names(doc, cast)
    for start, name, end in names:
        before = heads[:], labels[:]
        moved = _gather(doc, start, name, end, heads, labels)
        moved |= _as_guest(doc, start, name, heads, labels)
        moved |= _described(doc, start, end, heads, labels)
        moved |= _joined(doc, start, end, heads, labels)
        if moved and any(_round(i, heads) for i in range(start, end)):
            heads[:], labels[:] = before  # the verb itself hung on the name
        else:
            changed |= moved
    for (first, _, end), (start, _, last) in itertools.pairwise(names):
        changed |= _enumerated(doc, range(first, end), range(start, last), heads, labels)
    changed |= paired(doc, cast, heads, labels)
    if not changed:
        return doc
    parted = any(heads[i] != i for i, token in enumerate(doc) if token.head.i == i)
    if not parted:
        sentences(doc)  # the sentences stay those of the parse
    strings = doc.vocab.strings
    table = np.array(
        [
            (np.uint64((head - i) % 2**64), strings.add(label))
            for i, (head, label) in enumerate(zip(heads, labels, strict=True))
        ],
        dtype=np.uint64,
    )
    copy = doc.copy()
    if parted:  # a sentence that ended within a name goes on
        copy.user_data.clear()
    return copy.from_array(_ATTRIBUTES, table)  # type: ignore[arg-type]


def _names(doc: Doc, cast: Cast) -> list[tuple[int, int, int]]:
    """Named persons, none within another, in tokens: where the title begins, the name, its end."""
    first: dict[tuple[int, int], int] = {}
    spans: list[tuple[int, int, int]] = []
    for mention in cast.mentions:
        who = cast.referents[mention.referent]
        if who.kind != "person" or mention.form != "name":
            continue
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            continue
        key = (mention.referent, span.end)
        opening = span.start + (doc[span.start].lower_ == _VISITING)
        first[key] = max(first.get(key, 0), opening)
        if span.end - opening > 1 or opening > span.start:
            spans.append((opening, mention.referent, span.end))
    found: list[tuple[int, int, int]] = []
    for start, referent, end in sorted(spans, key=lambda s: (s[0], -s[2])):
        if not found or start >= found[-1][2]:
            found.append((_realm(doc, start), first[referent, end], end))
    return found


def _as_guest(doc: Doc, start: int, name: int, heads: list[int], labels: list[str]) -> bool:
    """Hang "visiting" on the person whose title it opens: "told visiting Premier Ann Lee", where
    the parser has somebody visit her. Whether anything had to move."""
    at = start - 1
    if at < 0 or doc[at].lower_ != _VISITING or heads[at] in {at, name}:
        return False
    if heads[name] == at:
        verb = heads[at]
        led = any(heads[i] == verb and labels[i] in _SUBJECTS for i in range(len(heads)))
        label = labels[at] if labels[at] in _CORE else "nsubj" if at < verb and not led else "obj"
        heads[name], labels[name] = verb, label
    heads[at], labels[at] = name, "amod"
    return True


def _realm(doc: Doc, start: int) -> int:
    """Where a title begins that the full name of a state opens: "Republic of Chad Minister ..."."""
    first = doc[start]
    of_realm = first.dep_ == "nmod" and first.head.i == start - 2 and doc[start - 1].lower_ == "of"
    return start - 2 if of_realm and first.head.pos_ == "PROPN" else start


def _gather(doc: Doc, start: int, name: int, end: int, heads: list[int], labels: list[str]) -> bool:
    """Hang the words of a title on the name that follows; whether anything had to move."""
    inside = range(start, end)
    outer = [i for i in inside if heads[i] not in inside or heads[i] == i]
    if len(outer) < 2 and not _astray(doc, start, outer, heads, labels):
        if _postposed(outer, heads, labels) or _set_aside(doc, start, inside, heads, labels):
            return True
        return _led(doc, start, inside, outer, heads, labels)
    if any(doc[i].pos_ in {"VERB", "AUX"} for i in outer):
        return False
    free = [i for i in outer if heads[i] != i and not _under(heads[i], inside, heads)]
    if not free:
        return False
    best = min(free, key=lambda i: (_rank(labels[i]), i))
    head, label = heads[best], labels[best]
    verb = _verb_before(doc, start)
    if label in _BARE and verb is not None and not _has_object(verb, heads, labels, inside):
        head, label = verb.i, "obj"
    for i in outer:
        heads[i], labels[i] = name, "nmod:desc" if i < name else "flat"
    heads[name], labels[name] = head, label
    _set_aside(doc, start, inside, heads, labels)
    for i in _neighbours(doc, start, end):
        if heads[i] in inside and i not in inside:
            heads[i] = name
    _led(doc, start, inside, [name], heads, labels)
    return True


def _postposed(outer: list[int], heads: list[int], labels: list[str]) -> bool:
    """Make a name an object that stands behind its verb as a second subject: "the king received in
    the palace Prime Minister X"."""
    if len(outer) != 1 or labels[outer[0]] != "nsubj":
        return False
    verb = heads[outer[0]]
    theirs = [i for i, head in enumerate(heads) if head == verb and i != verb]
    ahead = any(labels[i] == "nsubj" and i < verb for i in theirs)
    if verb > outer[0] or not ahead or any(labels[i] in {"obj", "ccomp", "cop"} for i in theirs):
        return False
    labels[outer[0]] = "obj"
    return True


def _set_aside(doc: Doc, start: int, inside: range, heads: list[int], labels: list[str]) -> bool:
    """Part a name from the place before it that the parse has made its own: "received in the
    Kremlin Hungarian Prime Minister X"."""
    top = next((i for i in inside if heads[i] not in inside), start)
    verb = doc[heads[top]]
    aside = _adjunct_before(doc, start, inside, heads)
    if (
        aside is None
        or not labels[top].startswith("obl")
        or verb.pos_ != "VERB"
        or _has_object(verb, heads, labels, inside)
    ):
        return False
    for i in range(aside):
        if heads[i] in inside and labels[i] in {"case", "det"}:
            heads[i] = aside
    heads[aside], labels[aside], labels[top] = verb.i, labels[top], "obj"
    return True


def _led(
    doc: Doc, start: int, inside: range, outer: list[int], heads: list[int], labels: list[str]
) -> bool:
    """Give a name the preposition before it that the parse has hung on a word of its title."""
    at = start - 1
    if not outer or at < 0 or labels[at] != "case" or doc[at].tag_ not in {"IN", "TO"}:
        return False
    if heads[at] not in inside and heads[at] > at:
        return False
    if heads[at] == outer[0]:
        return False
    heads[at] = outer[0]
    return True


def _adjunct_before(doc: Doc, start: int, inside: range, heads: list[int]) -> int | None:
    """A noun with a preposition right before a name, which the parse has made part of the name:
    "received in the Kremlin Prime Minister X"."""
    at = start - 1
    noun = doc[at].pos_ in {"PROPN", "NOUN"} or doc[at].text[0].isupper()
    if at < 1 or not noun or heads[at] not in inside:
        return None
    before = [
        i
        for i in range(at)
        if heads[i] in inside and doc[i].dep_ == "case" and doc[i].lower_ in {"in", "at"}
    ]
    return at if before else None


def _joined(doc: Doc, start: int, end: int, heads: list[int], labels: list[str]) -> bool:
    """Join a second subject of a verb to the first, as "and" does: two names before one verb."""
    for i in range(start, end):
        verb = heads[i]
        if verb < end or labels[i] not in _WITHIN | _SUBJECTS or doc[verb].pos_ != "VERB":
            continue
        for second in range(end, verb):
            if heads[second] == verb and labels[second] in _SUBJECTS:
                heads[i], labels[i] = verb, labels[second]
                heads[second], labels[second] = i, "conj"
                return True
    return False


def _enumerated(doc: Doc, one: range, other: range, heads: list[int], labels: list[str]) -> bool:
    """Join a name to the one before it in a list: "met with Minister X, Minister Y and Envoy Z".

    The parse may make it a second subject of the verb before both.
    """
    between = [token.lower_ for token in doc[one.stop : other.start]]
    if not between or not _LINKS.issuperset(between):
        return False
    tops = [[i for i in span if heads[i] not in span and heads[i] != i] for span in (one, other)]
    if any(len(top) != 1 for top in tops):
        return False
    ((head,), (member,)) = tops
    verb = heads[member]
    if labels[member] not in _STRAY or verb >= one.start or heads[head] not in {verb, heads[verb]}:
        return False
    heads[member], labels[member] = head, "conj"
    return True


def _described(doc: Doc, start: int, end: int, heads: list[int], labels: list[str]) -> bool:
    """Give a name the noun before it that says who that is, and the noun's preposition, where the
    parse has hung both on one verb: "met with human rights lawyer Ann Lee"."""
    inside, noun = range(start, end), start - 1
    tops = [i for i in inside if heads[i] not in inside]
    if noun < 0 or len(tops) != 1 or doc[noun].pos_ != "NOUN":
        return False
    name = tops[0]
    together = heads[noun] == heads[name] and labels[noun] == labels[name] == "obl"
    if not together or any(heads[i] == name and labels[i] == "case" for i in range(name)):
        return False
    for i in range(noun):
        if heads[i] == noun and labels[i] == "case":
            heads[i] = name
    heads[noun], labels[noun] = name, "nmod:desc"
    return True


def _rank(label: str) -> int:
    if label in _CORE:
        return 0
    return 1 if label in _SECOND else 2


def _under(word: int, inside: range, heads: list[int]) -> bool:
    """Whether a word hangs on one of the name."""
    for _ in range(len(heads)):
        if word in inside:
            return True
        if heads[word] == word:
            return False
        word = heads[word]
    return True


def _round(word: int, heads: list[int]) -> bool:
    """Whether the way up from a word leads round in a ring."""
    for _ in heads:
        if heads[word] == word:
            return False
        word = heads[word]
    return True


def _astray(doc: Doc, start: int, outer: list[int], heads: list[int], labels: list[str]) -> bool:
    """Whether a name right behind a verb hangs, as a part of a name, on it or a word before it."""
    verb = _verb_before(doc, start)
    return (
        len(outer) == 1
        and verb is not None
        and labels[outer[0]] in _WITHIN
        and heads[outer[0]] <= verb.i
    )


def _verb_before(doc: Doc, start: int) -> Token | None:
    """The finite verb of action that a name follows with no more than an article and words for
    who that is between: "freed the pastor Ann Lee"."""
    for at in range(start - 1, max(start - 1 - _BEFORE_NAME, -1), -1):
        word = doc[at]
        if word.pos_ == "VERB":
            return word
        described = word.pos_ in {"ADJ", "NOUN"} and word.head.i > at
        if word.pos_ not in {"DET", "ADV"} and not described:
            return None
    return None


def _has_object(verb: Token, heads: list[int], labels: list[str], inside: range) -> bool:
    return any(
        heads[i] == verb.i and labels[i] == "obj" and i not in inside
        for i in range(verb.left_edge.i, verb.right_edge.i + 1)
    )


def _neighbours(doc: Doc, start: int, end: int) -> range:
    """The words of the sentence around a name."""
    left = right = start
    while left > 0 and not doc[left].is_sent_start:
        left -= 1
    while right < len(doc) and (right < end or not doc[right].is_sent_start):
        right += 1
    return range(left, right)
