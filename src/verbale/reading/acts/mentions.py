"""Whom the words of an act stand for: the cast at a noun phrase, titles giving way to holders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verbale.knowledge import words
from verbale.language.sentences import sentence_of
from verbale.reading.acts.deep import agents
from verbale.reading.acts.paths import follow

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from verbale.reading.acts import Argument
    from verbale.reading.acts.match import Matcher
    from verbale.records import Mention, Referent

#: Where a noun phrase that is nobody itself names somebody: "the decision of Ghana", "U.S. jets".
_HOLDERS = (("poss",), ("+by",), ("+of",), ("mod",), ("+from",), ("+in",), ("+against",), ("+at",))
#: ... and where somebody nameless is: "rebels in Chad", not "prices in Chad".
_WHEREABOUTS = frozenset([("+from",), ("+in",), ("+against",)])
#: ... and what is no part of a state that it is named after: "Chad's largest bank".
_FIRMS = frozenset(
    ["company", "firm", "bank", "airline", "carrier", "maker", "producer", "insurer"]
)
#: What a place is found by, which is not it: "50 miles east of Chad".
BEARINGS = words.listed("bearings")
_LED = frozenset(["lead", "head"])
#: Those sent to act for a state, who give way to whoever leads them.
SENT = frozenset(["delegation", "deputation", "team", "mission"])
_TITLE = re.compile(
    r"^\)?(?:['’]s)?(?:\s+(?:\([A-Z]{2,}\)|[A-Z][\w’'.-]*|of|for|on|and|the|in|to|&))*\s*\(?$"
)
_LONG_TITLE = re.compile(
    r"^\)?(?:[\s,]+(?:\([A-Z]{2,}\)|[A-Z][\w’'.-]*|of|for|on|and|the|in|to|&))*[\s,]*\(?$"
)
_ACRONYM = re.compile(r"^\s*\([A-Z]{2,}\)")
_TITLE_LENGTH = 160  # characters of the longest title, "Minister of State for ..."


def referents(doc: Doc, argument: Argument, matcher: Matcher) -> tuple[int, ...]:
    """Whom an argument stands for: the members of a plural, else one, else nobody."""
    mention = mention_of(doc[argument.head], matcher)
    if mention is None:
        return ()
    found: list[int] = []
    for one in unfolded(doc, mention, matcher):
        who = matcher.lookup.cast.referents[one.referent]
        found.extend(who.members or (who.index,))
    return tuple(dict.fromkeys(found))


def mention_of(token: Token, matcher: Matcher, depth: int = 2) -> Mention | None:
    """Who a word or the noun phrase that it heads names, itself or through a holder, or None."""
    lookup = matcher.lookup
    if token.lemma_.lower() in SENT and (found := _leader(token, matcher)) is not None:
        return found
    found = lookup.mention(token)
    if found is not None and token.tag_ == "NNS" and _nameless(found, matcher):
        found = _leader(token, matcher) or found  # "the commissioners, led by Ann Lee"
    if found is not None:
        return found
    # a name whose head the parser and the cast see in different words of it
    name = [c for c in token.children if c.dep_ in {"flat", "nmod:desc", "compound", "appos"}]
    for part in name:
        found = lookup.mention(part)
        if found is not None and found.start <= token.idx < found.end:
            return found
    for mention in lookup.within(token.left_edge.idx, token.right_edge.idx + len(token.right_edge)):
        if mention.start <= token.idx < mention.end:
            return mention
    if depth == 0 or token.lemma_.lower() in _FIRMS:
        return None
    for clause in (c for c in token.children if c.dep_ == "acl" and c.lemma_.lower() in _LED):
        for head in agents(clause):  # "a delegation led by Ann Lee"
            found = mention_of(head, matcher, depth - 1)
            if found is not None:
                return found
    for path in _HOLDERS:
        if path in _WHEREABOUTS and (token.pos_ == "PROPN" or not matcher.party(token)):
            continue
        for end in follow(token, path):
            if end.lemma_.lower() in BEARINGS:
                continue
            found = mention_of(end, matcher, depth - 1)
            if found is not None:
                return found
    return None


def _nameless(mention: Mention, matcher: Matcher) -> bool:
    who = matcher.lookup.cast.referents[mention.referent]
    return who.kind == "group" and who.state is None and not who.members


def _leader(sent: Token, matcher: Matcher) -> Mention | None:
    """The person who leads those sent: "a delegation led by Ann Lee", "headed by the premier"."""
    end = sentence_of(sent).end
    clause = [t for t in sent.doc[sent.i + 1 : min(sent.i + 3, end)] if t.lemma_.lower() in _LED]
    clause += [c for c in sent.children if c.dep_ == "acl" and c.lemma_.lower() in _LED]
    for verb in clause[:1]:
        if verb.i + 1 < end and sent.doc[verb.i + 1].lower_ == "by":
            by = sent.doc[verb.i + 1]
            until = sent.doc[end - 1].idx
            found = following(sent.doc, by.idx + 2, until, matcher)
            for one in unfolded(sent.doc, found, matcher)[:1] if found is not None else ():
                gap = sent.doc.text[by.idx + 2 : one.start]
                named = _named_person(matcher.lookup.cast.referents[one.referent])
                if named and not any(mark in gap for mark in ",;:"):
                    return one
    return None


def following(doc: Doc, start: int, end: int, matcher: Matcher) -> Mention | None:
    """The first mention from a place on, the longest of those that begin there."""
    after = [m for m in matcher.lookup.within(start, end) if m.start >= start]
    if not after:
        return None
    first = min(m.start for m in after)
    return max((m for m in after if m.start == first), key=lambda m: m.end)


def unfolded(doc: Doc, mention: Mention, matcher: Matcher) -> tuple[Mention, ...]:
    """A state or body that opens the title of somebody gives way to them: "Chad (TCD) Vice Minister
    Ann Lee". It stays beside one whose state nobody knows."""
    referents = matcher.lookup.cast.referents
    opening = referents[mention.referent]
    if opening.kind == "group" or (opening.kind == "person" and opening.name):
        return (mention,)
    title = _LONG_TITLE if opening.kind == "person" else _TITLE
    token = doc.char_span(mention.head.start, mention.head.end, alignment_mode="expand")
    until = 0
    if token is not None:
        until = min(mention.end + _TITLE_LENGTH, sentence_of(token[0]).end_char)
    after = following(doc, mention.end, until, matcher)
    if after is not None and not _opens(doc.text[mention.end : after.start], title):
        return (mention,)
    while after is not None and (
        after.form != "name" or not _named_person(referents[after.referent])
    ):
        after = following(doc, after.end, until, matcher)
        if after is None or not _opens(doc.text[mention.end : after.start], title):
            return (mention,)
    if after is None:
        return (mention,)
    if referents[after.referent].state or opening.state is None:
        return (after,)
    return (after, mention)


def _opens(gap: str, title: re.Pattern[str]) -> bool:
    """Whether words go on from a body's name to its holder's, and name nobody beside it."""
    words = gap.split()
    return bool(title.match(gap)) and (not words or (words[0] != "and" and words[-1] != "and"))


def _named_person(referent: Referent) -> bool:
    return referent.kind == "person" and referent.name is not None


def end_of(doc: Doc, argument: Argument, matcher: Matcher) -> int:
    """Where the last mention that an argument stands for ends, its acronym included."""
    mention = mention_of(doc[argument.head], matcher)
    if mention is None:
        return doc[argument.head].idx + len(doc[argument.head])
    end = max(m.end for m in unfolded(doc, mention, matcher))
    short = _ACRONYM.match(doc.text[end : end + 12])
    return end + short.end() if short else end
