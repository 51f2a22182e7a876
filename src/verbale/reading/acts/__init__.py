"""Acts: the words of a report that tell of something done, and who did it to whom.

`find` puts the lexicon (`knowledge.acts`) to a parsed document and follows the frame of each entry
that fits. Arguments are words of the text: who they stand for is the cast's to say (`events`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.reading.acts.deep import agents, antecedent, measured, passive
from verbale.reading.acts.match import Matcher
from verbale.reading.acts.paths import PARTICLES, follow
from verbale.reading.acts.shown import TIMES
from verbale.reading.acts.tree import cases, conjuncts, upward

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from verbale.knowledge.acts import Entry, Path_

_KEEP_WHOLE = frozenset({"first", "rest"})
#: Nominal acts of these types may stand by themselves; others need the words of their entry.
_CONTACT = "CONSULT"
_BLAMING = frozenset(["ACCUSE", "REJECT", "PROTEST"])
_TALKS = "talks"  # the frame of nouns for a meeting
_VISITING = "visiting"  # the frame of "told visiting Premier Ann Lee"
#: What a predicate has beside it that is none of its phrase: "is in Chad for talks".
_OF_A_CLAUSE = frozenset(["nsubj", "cop", "aux", "obl", "obl:unmarked", "advcl", "advmod"])
_COMING = frozenset(["attend", "join"])
#: What is told of before it is done, also by what.
_ANNOUNCED = frozenset(["AGREE", "REQUEST", "THREATEN"])
_HOSTING = frozenset(["host", "convene", "organize", "organise", "hold", "call", "chair"])


class Argument(msgspec.Struct, frozen=True):
    """A party of an act as the text has it: its head word, its extent, the path that led there."""

    head: int
    start: int
    end: int
    path: str


class Act(msgspec.Struct, frozen=True):
    """Something done: the entry that fired, its words (token indexes), its parties.

    `support` is the token index of the verb that carries a nominal act ("held talks"), or None.
    `under` is the trigger of the act that this one is the content of ("agreed to meet"), or None.
    """

    entry: Entry
    trigger: int
    words: tuple[int, ...]
    actors: tuple[Argument, ...]
    recipients: tuple[Argument, ...]
    support: int | None = None
    under: int | None = None


def find(doc: Doc, matcher: Matcher) -> list[Act]:
    """Acts in order of place, at most one a trigger word."""
    found: dict[int, Act] = {}
    for token in doc:
        entry = _first(token, matcher)
        if entry is not None:
            found[token.i] = _act(token, entry, matcher)
    for act in list(found.values()):
        for word in act.words:
            other = found.get(word)
            if other is None or word == act.trigger or act.entry.kind != "v":
                continue
            if other.entry.type != _CONTACT:
                del found[word]
    return [
        msgspec.structs.replace(act, under=_under(doc[act.trigger], found))
        for act in found.values()
    ]


def _first(token: Token, matcher: Matcher) -> Entry | None:
    for entry in matcher.entries(token):
        if matcher.failed(token, entry) is None:
            return entry
    return None


def _act(token: Token, entry: Entry, matcher: Matcher) -> Act:
    actors = _arguments(token, entry.frame.actor, matcher)
    guests = frozenset(a.head for a in actors) if entry.frame.name == _VISITING else frozenset()
    paths = _blamed(token, entry, matcher)
    recipients = _arguments(token, paths, matcher, guests)
    support = None
    if entry.kind == "n":
        carrier, part = governor(token, matcher)
        support = carrier.i if carrier is not None else None
        if carrier is not None and part != "none":
            more = _arguments(token, (("support", "subj"),), matcher)
            if not more and token.dep_ == "obl":
                # "is expected for talks", "is due for talks"
                way = ("obj",) if passive(carrier) else ("subj",)
                more = _arguments(carrier, (way,), matcher)
            hosted = all(a.path == "owner" for a in actors) and not _shunned(carrier, matcher)
            if carrier.lemma_ in _COMING and more and hosted:
                recipients = recipients or tuple(a for a in actors if a not in more)
                actors = more  # "attended Monday's meeting of the union"
            elif part == "recipient":
                recipients = recipients or more
            elif not actors or entry.type == _CONTACT:
                actors = actors or more
        elif not actors and recipients and (clause := _accompanied(token)) is not None:
            # "spoke after talks with X": whoever spoke held them, as who "was sent for talks" does
            actors = _arguments(clause, (("obj",) if passive(clause) else ("subj",),), matcher)
        if entry.frame.name == _TALKS and not recipients:
            actors, recipients = _guests(token, actors, matcher)
    taken = {a.head for a in actors}
    return Act(
        entry,
        token.i,
        _words(token, entry),
        actors,
        tuple(a for a in recipients if a.head not in taken),
        support,
    )


def _shunned(verb: Token, matcher: Matcher) -> bool:
    """Whether somebody will not do what a verb says: "declined to attend"."""
    governors = matcher.lexicon.governors.get(verb.head.lemma_, ())
    return verb.dep_ in {"xcomp", "ccomp"} and any(g.effect == "denied" for g in governors)


def _blamed(token: Token, entry: Entry, matcher: Matcher) -> tuple[Path_, ...]:
    """The paths of a recipient; of blame for a harm, only those to who did it: "condemned the
    killing of hostages", "deplored the loss of Chadian lives" blame nobody named."""
    paths = entry.frame.recipient
    if entry.type not in _BLAMING:
        return paths
    harms = [end.lemma_.lower() for end in follow(token, ("obj",))]
    lost = any(noun in matcher.words("loss") for noun in harms)
    if not lost and not any(noun in matcher.words("suffered") for noun in harms):
        return paths
    theirs = ("+of", "mod", "poss") if lost else ("+of",)
    kept = (path for path in paths if path[-1] not in theirs and path != ("obj",))
    return (*kept, ("obj", "+of", "+by"))  # "the killing of hostages by rebels", hung on them


def _guests(
    meeting: Token, actors: tuple[Argument, ...], matcher: Matcher
) -> tuple[tuple[Argument, ...], tuple[Argument, ...]]:
    """Who takes part in a meeting and who holds it: "took part in a meeting hosted by X"."""
    hosting = [c for c in meeting.children if c.dep_ == "acl" and c.lemma_.lower() in _HOSTING]
    path = ("pred", "subj")
    hosts = tuple(argument(end, path) for verb in hosting for end in agents(verb))
    by = tuple(a for a in actors if a.path == "+by")
    clause = _accompanied(meeting)
    if by and len(by) == len(actors) and clause is not None:
        guests = _arguments(clause, (("subj",),), matcher)
        return (guests, by) if guests else (actors, ())
    hosts = tuple(h for h in hosts if h.head not in {a.head for a in actors})
    real = any(matcher.party(meeting.doc[h.head]) for h in hosts)
    return actors, hosts if actors and real else ()


def _accompanied(noun: Token) -> Token | None:
    """The clause that an act is an adjunct of: "came for talks", "is here for a day of talks"."""
    if noun.dep_ == "nmod" and noun.head.dep_ == "obl" and noun.head.lemma_.lower() in TIMES:
        noun = noun.head
    if noun.dep_ not in {"obl", "advcl"}:
        return None
    clause = noun.head
    told = clause.pos_ == "VERB" or any(c.dep_ == "cop" for c in clause.children)
    return clause if told else None


def governor(token: Token, matcher: Matcher) -> tuple[Token | None, str]:
    """The verb that carries a nominal act as object or subject, and its subject's part in it."""
    head = token
    while (head.dep_ == "conj" and head.head.pos_ == "NOUN") or measured(head):
        head = head.head
    step = {"obj": "obj", "nsubj:pass": "obj", "nsubj": "subj", "xcomp": "obj"}.get(head.dep_)
    if step is None and head.dep_ == "obl":
        for case in cases(head):
            for entry in matcher.lexicon.governors.get(head.head.lemma_, ()):
                if f"+{case}" in entry.through:
                    return head.head, entry.subject
        return None, "none"
    if step is None or head.head.pos_ not in {"VERB", "AUX"}:
        return None, "none"
    verb = head.head
    for lemma in verb_lemmas(verb):
        for entry in matcher.lexicon.governors.get(lemma, ()):
            if step in entry.through:
                return verb, entry.subject
    return None, "none"


def verb_lemmas(verb: Token) -> list[str]:
    """A verb's lemma with its particle ("put_off", "look_forward") before the bare one."""
    particles = [
        c.lower_
        for c in verb.children
        if c.dep_ == "compound:prt"
        or (c.lower_ in PARTICLES and c.dep_ == "advmod" and c.i == verb.i + 1)
    ]
    lemma = verb.lemma_.lower()
    return [f"{lemma}_{particles[0]}", lemma] if particles else [lemma]


def _arguments(
    token: Token,
    paths: tuple[Path_, ...],
    matcher: Matcher,
    but: frozenset[int] = frozenset(),
) -> tuple[Argument, ...]:
    """Whom the first of some paths that leads to somebody leads to; `but`: heads of others."""
    best: tuple[Argument, ...] = ()
    for path in paths:
        found: list[Argument] = []
        for end in follow(token, path):
            heads = [end] if path[-1] in _KEEP_WHOLE else conjuncts(end)
            found.extend(argument(antecedent(h), path) for h in heads)
        found = [a for a in found if a.head not in but]
        if path[-1] == "mod":
            found = [a for a in found if matcher.adjectival_party(token.doc[a.head])]
        elif path == ("owner",):
            found = [a for a in found if matcher.party(token.doc[a.head])]
        if not found:
            continue
        if any(matcher.party(token.doc[a.head]) for a in found):
            return tuple(found)
        best = best or tuple(found)
    return best


def argument(head: Token, path: Path_) -> Argument:
    """The noun phrase that a word heads, without its clauses, appositions and coordinated words."""
    words = list(head.subtree)
    start, end = head.i, head.i
    said = any(c.dep_ == "cop" for c in head.children)
    stop = {
        w.i
        for child in head.children
        if child.dep_ in {"conj", "acl:relcl", "acl", "appos", "parataxis", "cc", "punct"}
        or (child.dep_ == "case")
        or (said and (child.dep_ in _OF_A_CLAUSE or cases(child) & {"for", "on"}))
        for w in child.subtree
    }
    for word in reversed([w for w in words if w.i < head.i]):
        if word.i in stop or (word.is_punct and word.i == start - 1 and word.text == ","):
            break
        start = word.i
    for word in (w for w in words if w.i > head.i):
        if word.i in stop:
            break
        end = word.i
    doc = head.doc
    return Argument(head.i, doc[start].idx, doc[end].idx + len(doc[end]), ".".join(path))


def _words(token: Token, entry: Entry) -> tuple[int, ...]:
    words = {token.i}
    for condition in entry.conditions:
        if not condition.wanted or condition.values is None:
            continue
        for path in condition.paths:
            if len(path) == 1 and path[0] in {"obj", "prt", "pred"}:
                words.update(
                    end.i for end in follow(token, path) if end.lemma_.lower() in condition.values
                )
    return tuple(sorted(words))


def _under(token: Token, found: dict[int, Act]) -> int | None:
    """The act whose content a word stands in, going up no further than a relative clause."""
    word = token
    for above in upward(token):
        if word.dep_ in {"acl:relcl", "advcl:relcl", "parataxis", "nsubj", "nsubj:outer", "conj"}:
            if word.dep_ != "conj" or word.i != token.i:
                return None
            word = above
            continue
        if word.dep_ == "advcl" and not _content(word):
            return None
        if above.i in found:
            return None if _done_by(word, found[above.i]) else above.i
        word = above
    return None


def _done_by(verb: Token, act: Act) -> bool:
    """Whether a clause tells by what an act was done, and so of what was done: "broke the truce by
    attacking the town", not "threatened it by closing the port"."""
    by = any(c.dep_ == "mark" and c.lower_ == "by" for c in verb.children)
    return by and verb.dep_ == "advcl" and act.entry.type not in _ANNOUNCED


def _content(verb: Token) -> bool:
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
    return verb.tag_ in {"VB", "VBG"} and not marks - {"to", "for", "of", "from", "that", "by"}
