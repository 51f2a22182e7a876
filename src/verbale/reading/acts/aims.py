"""Whom acts of speech and of conflict come from and are aimed at, where their words do not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.language.sentences import sentence_of
from verbale.reading.acts.deep import subjects
from verbale.reading.acts.domestic import at_home
from verbale.reading.acts.mentions import BEARINGS, mention_of
from verbale.reading.acts.tree import cases, upward
from verbale.reading.acts.untold import VERBAL
from verbale.records import Extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from verbale.reading.acts.match import Matcher
    from verbale.reading.acts.settle import Settled
    from verbale.reading.acts.sides import Sides
    from verbale.records import Mention, Referent

_MEASURE = "SANCTION"  # what is taken against whomever: "designated Ann Lee"
_SUMMONING = "called-to"  # the frame of what is done to an envoy, who is one of some state
_DEMANDING = "demanding"
_OBLIGED = "must"  # the step to a clause with "must" or "should"
_CONTRASTS = frozenset(["though", "although", "but", "while", "whereas"])
_UNLESS = frozenset(["if", "unless", "until"])
_SPOKEN = frozenset(["AGREE", "THREATEN", "REJECT", "SUPPORT", "REQUEST"])
_GOODWILL = frozenset(["AGREE", "SUPPORT", "COOPERATE", "AID"])
_HOSTILE = frozenset(["ACCUSE", "SANCTION", "THREATEN", "COERCE", "ASSAULT", "PROTEST"])
_AIMED = frozenset(["ACCUSE", "AGREE", "REJECT", "THREATEN", "SANCTION", "COERCE", "ASSAULT"])
_BESIDE = frozenset(["off", "near", "outside"])  # of what a thing is only beside
_DEFINITE = frozenset(["the", "this", "that", "these", "those"])
_REACH = 2  # sentences in which what is replied to was made
_ASIDE = frozenset(["advcl", "parataxis", "conj"])


def completed(
    doc: Doc,
    one: Settled,
    own: Sides,
    before: Sequence[tuple[Settled, Sides | None]],
    matcher: Matcher,
) -> Sides:
    """The sides of an act that is no consultation, with what its clause and the acts told `before`
    say of them."""
    own = _spoken_for(doc, one, own, matcher)
    joint = one.type == "AGREE" and len(own.actors) > 1
    if not own.recipients and own.actors and one.type in _AIMED and not joint:
        own = _aimed(doc, one, own, matcher)
    if not own.recipients and own.actors and one.type == "REJECT":
        own = _replied(doc, one, own, before, matcher)
    return _abroad(one, own, matcher)


def _replied(
    doc: Doc,
    one: Settled,
    own: Sides,
    before: Sequence[tuple[Settled, Sides | None]],
    matcher: Matcher,
) -> Sides:
    """Who rejects "the demand" or "the offer" rejects it to whoever made it to them just before."""
    things = [doc[i] for i in (*one.act.words, *(a.head for a in one.act.recipients))]
    told = [
        t
        for t in things
        if t.lemma_.lower() in matcher.words("proposal")
        and any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in t.children)
    ]
    if not told:
        return own
    referents = matcher.lookup.cast.referents
    mine = {referents[i].state for i in own.actors} - {None}
    here = sentence_of(doc[one.act.trigger]).start
    for other, sides in reversed(before):
        if sides is None or _sentences(doc, other.act.trigger, here) > _REACH:
            continue
        theirs = {referents[i].state for i in sides.actors} - {None}
        if theirs and not theirs & mine and mine & {referents[i].state for i in sides.recipients}:
            return msgspec.structs.replace(
                own,
                recipients=sides.actors,
                recipient_evidence=sides.actor_evidence,
                recipient_rule="made-before",
            )
    return own


def _sentences(doc: Doc, trigger: int, here: int) -> int:
    """How many sentences lie between a word and a later sentence's first word."""
    return sum(1 for t in doc[trigger + 1 : here + 1] if t.is_sent_start)


def _abroad(one: Settled, own: Sides, matcher: Matcher) -> Sides:
    """The sides of an act of goodwill without the actor's own state: a secretary who "reaffirmed
    the U.S. commitment" promised his own nothing."""
    referents = matcher.lookup.cast.referents
    homes = {referents[i].state for i in own.actors if referents[i].kind != "state"}
    if one.type not in _GOODWILL or not homes:
        return own
    others = tuple(
        i for i in own.recipients if referents[i].kind != "state" or referents[i].state not in homes
    )
    if others == own.recipients:
        return own
    evidence = own.recipient_evidence if others else ()
    return msgspec.structs.replace(own, recipients=others, recipient_evidence=evidence)


def founded(doc: Doc, one: Settled, sides: Sides, matcher: Matcher) -> bool:
    """Whether an act has somebody whose acts are kept. "Said that prices should fall" is a request
    only of somebody else's state; what the nameless of no state say to nobody, and what is done to
    or by persons of no state alone, is no affair of states, nor is what stays within one."""
    referents = matcher.lookup.cast.referents
    everyone = [referents[i] for i in (*sides.actors, *sides.recipients)]
    measure = (
        one.type == _MEASURE and one.mode != "convict"
    ) or one.act.entry.frame.name == _SUMMONING
    counts = any(map(_counts, everyone)) or (everyone and measure)
    if not counts or at_home(doc, one, sides, matcher):
        return False
    if one.act.entry.frame.name == _DEMANDING and any(
        _OBLIGED in path for c in one.act.entry.conditions for path in c.paths
    ):
        mine = {referents[i].state or i for i in sides.actors}
        somebody = any(referents[i].state or referents[i].known for i in sides.actors)
        return somebody and any(
            (referents[i].state or i) not in mine and _counts(referents[i])
            for i in sides.recipients
        )
    if one.type in VERBAL and sides.actors and not sides.recipients:
        return any(referents[i].state or _known(referents[i]) for i in sides.actors)
    return True


def _counts(who: Referent) -> bool:
    """Whether somebody is more than a person or firm that nobody knows."""
    if who.state or who.known or who.members or who.kind == "group":
        return True
    return any(office.body for office in who.offices)


def _known(who: Referent) -> bool:
    return bool(who.members) or (who.kind == "organization" and who.known is not None)


def _spoken_for(doc: Doc, one: Settled, own: Sides, matcher: Matcher) -> Sides:
    """Who says what their own state will do or rejects does it: "the president said that Chad was
    ready to help" is the president's promise."""
    referents = matcher.lookup.cast.referents
    if one.type not in _SPOKEN or len(own.actors) != 1 or referents[own.actors[0]].kind != "state":
        return own
    word = doc[one.act.trigger]
    for above in upward(word):
        if word.dep_ == "ccomp" and above.pos_ == "VERB":
            for speaker in subjects(above):
                said = mention_of(speaker, matcher)
                if said is None:
                    continue
                who = referents[said.referent]
                if who.kind == "person" and who.state == referents[own.actors[0]].state:
                    return msgspec.structs.replace(
                        own,
                        actors=(who.index,),
                        actor_evidence=(Extent(said.start, said.end),),
                        actor_rule="speaks-for-state",
                    )
            return own
        word = above
    return own


def _aimed(doc: Doc, one: Settled, own: Sides, matcher: Matcher) -> Sides:
    """An act of conflict without a recipient of its own takes the first other state named in its
    clause, before all one by whom something was done: "decried the siege of his land by Chad"."""
    referents = matcher.lookup.cast.referents
    theirs = {referents[i].state for i in own.actors}
    verb = doc[one.act.trigger]
    last = max(one.act.words)
    best: tuple[int, Mention] | None = None
    for mention in matcher.lookup.within(verb.idx, sentence_of(verb).end_char):
        who = referents[mention.referent]
        head = doc.char_span(mention.head.start, mention.head.end, alignment_mode="expand")
        if who.state is None or who.state in theirs or head is None or mention.form == "pronoun":
            continue
        chain = [head.root, *upward(head.root)]
        at = next((n for n, w in enumerate(chain) if w.i in {verb.i, last}), None)
        if at is None or any(w.dep_ in _ASIDE or w.lemma_ in BEARINGS for w in chain[:at]):
            continue
        if any(cases(word) & _BESIDE for word in chain[:at]):
            continue
        if one.type == "ACCUSE" and any(_suffers(w, matcher) for w in chain[:at]):
            continue
        if one.type == "REJECT" and any(_spared(w, matcher) for w in chain[:at]):
            continue
        rank = 0 if "by" in cases(head.root) else 1
        if best is None or rank < best[0]:
            best = (rank, mention)
    found = best[1] if best is not None else _answered(doc, one, theirs, matcher)
    if found is None and one.type == "THREATEN":
        found = _warned(verb, theirs, matcher)
    if found is None:
        return own
    mention = found
    who = referents[mention.referent]
    return msgspec.structs.replace(
        own,
        recipients=who.members or (who.index,),
        recipient_evidence=(Extent(mention.start, mention.end),),
        recipient_rule="named-in-clause",
    )


def _suffers(word: Token, matcher: Matcher) -> bool:
    """Whether a word is of those to whom a harm was done: "the killing of envoys"."""
    harmed = word.head.lemma_.lower() in matcher.words("suffered")
    return harmed and word.dep_ == "nmod" and "of" in cases(word)


def _spared(word: Token, matcher: Matcher) -> bool:
    """Whether a word is what one will not do against somebody: "refuses to condemn Chad"."""
    return word.dep_ == "xcomp" and any(e.type in _HOSTILE for e in matcher.entries(word))


def _warned(verb: Token, theirs: set[str | None], matcher: Matcher) -> Mention | None:
    """Of whom something is awaited: "will retaliate if Chad closes the port"."""
    referents = matcher.lookup.cast.referents
    below = [c for c in verb.children if c.dep_ == "xcomp"]
    beside = (c for word in (verb, *below, *upward(verb)) for c in word.children if c.i > verb.i)
    for clause in beside:
        if clause.dep_ != "advcl" or not any(c.lower_ in _UNLESS for c in clause.children):
            continue
        for subject in subjects(clause):
            said = mention_of(subject, matcher)
            if said is not None and referents[said.referent].state not in {None, *theirs}:
                return said
    return None


def _answered(doc: Doc, one: Settled, theirs: set[str | None], matcher: Matcher) -> Mention | None:
    """Whose thing was hit, where it was named before ("an Iranian ship ... sank the ship"); else
    whom a clause with "though" or "but" answers."""
    referents = matcher.lookup.cast.referents
    for argument in one.act.recipients:
        thing = doc[argument.head]
        if thing.pos_ != "NOUN":
            continue
        for at in range(thing.i - 1, -1, -1):
            if doc[at].lemma_ == thing.lemma_ and doc[at].pos_ == "NOUN":
                holder = mention_of(doc[at], matcher)
                if holder is not None and referents[holder.referent].state not in {None, *theirs}:
                    return holder
    verb = doc[one.act.trigger]
    if verb.dep_ in {"advcl", "parataxis", "conj"} and any(
        c.lower_ in _CONTRASTS for c in verb.children if c.dep_ in {"mark", "cc", "advmod"}
    ):
        for speaker in subjects(verb.head):
            said = mention_of(speaker, matcher)
            if said is not None and referents[said.referent].state not in {None, *theirs}:
                return said
    return None
