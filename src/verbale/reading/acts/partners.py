"""Who holds talks whose own words name one side of them or none.

"Resolved at a meeting with the king, Ann Lee said", "told the king in talks on Monday", "a meeting
between A, B and C" where the parse has lost the list, "bilateral talks" of two states told before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.knowledge import words
from verbale.language.sentences import sentence_of, sentences
from verbale.reading.acts.deep import measured, objects, subjects
from verbale.reading.acts.mentions import following, mention_of, referents, unfolded
from verbale.reading.acts.shown import TIMES
from verbale.reading.acts.sides import Sides
from verbale.reading.acts.tree import cases, upward
from verbale.records import Extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from verbale.reading.acts.match import Matcher
    from verbale.reading.acts.settle import Settled
    from verbale.records import Mention

_BETWEEN = frozenset(["between", "among"])
_REACH = 10  # words from a noun to its "between": "talks later this month in Lome between"
_WHERE = frozenset(["LOC", "GPE", "GPE_LOC", "DATE", "TIME"])
_TITLING = frozenset(["DET", "ADJ", "NOUN", "PROPN", "CCONJ", "PUNCT"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_ROUNDS = frozenset(["talk", "negotiation", "discussion", "consultation", "conversation"])
_WITHIN = frozenset(["in", "at", "during"])
_SPOKEN_IN = _WITHIN | {"on", "by", "after", "following"}
_BILATERAL = frozenset(["bilateral", "two-way"])
#: What the talks of two are not: "at a cabinet meeting", "at its annual meeting".
_OWN_BODY = words.listed("meetings-of-a-body")
_SPEAKING = frozenset(["REQUEST", "ACCUSE", "THREATEN"])
_OFFICIAL = frozenset(["GOV", "MIL", "LEG", "IGO"])  # sectors of those who speak for a state
_BEFORE = 2  # sentences in which the two of "bilateral talks" are looked for
_PAIR = 2


def listed(doc: Doc, one: Settled, own: Sides, matcher: Matcher) -> Sides:
    """The sides of talks "between" some, read off the words where the parse has lost the list."""
    everyone = {*own.actors, *own.recipients}
    if one.type != "CONSULT" or one.act.entry.kind != "n":
        return own
    noun = doc[one.act.trigger]
    opening = _opening(noun)
    if opening is None:
        return own
    found = _chain(doc, opening, matcher)
    if len(found) < _PAIR or not everyone < found.keys():
        return own
    first, *rest = found
    return msgspec.structs.replace(
        own,
        actors=(first,),
        recipients=tuple(rest),
        actor_evidence=(found[first],),
        recipient_evidence=tuple(dict.fromkeys(found[i] for i in rest)),
        actor_rule="between",
        recipient_rule="between",
    )


def _opening(noun: Token) -> Token | None:
    """The "between" that opens a noun's list, with nothing but times, places and "held" before."""
    end = min(noun.i + 1 + _REACH, sentence_of(noun).end)
    for word in noun.doc[noun.i + 1 : end]:
        if word.lower_ in _BETWEEN:
            return word
        name = word.ent_type_ in _WHERE or word.lemma_.lower() in TIMES
        if word.tag_ in _FINITE or word.is_punct or (word.pos_ in {"NOUN", "PROPN"} and not name):
            return None
    return None


def _chain(doc: Doc, opening: Token, matcher: Matcher) -> dict[int, Extent]:
    """Those whom a list names, up to the one behind its "and", in order of place."""
    found: dict[int, Extent] = {}
    end = sentence_of(opening).end_char
    at = opening.idx + len(opening)
    while True:
        mention = following(doc, at, end, matcher)
        gap = doc.char_span(at, mention.start, alignment_mode="contract") if mention else None
        if mention is None or mention.form == "pronoun":
            return found
        words = list(gap) if gap is not None else []
        if any(w.pos_ not in _TITLING or (w.is_punct and w.text != ",") for w in words):
            return found
        joined = [w for w in words if w.text == "," or w.lower_ == "and"]
        if found and not joined:
            return found
        for person in unfolded(doc, mention, matcher):
            who = matcher.lookup.cast.referents[person.referent]
            for index in who.members or (who.index,):
                found.setdefault(index, Extent(person.start, person.end))
            at = max(at, person.end)
        at = max(at, mention.end)
        if len(found) >= _PAIR and any(w.lower_ == "and" for w in joined):
            return found


def apart(word: Token, one: Settled, own: Sides, matcher: Matcher) -> bool:
    """Whether several who stand on one side of a talk's words held it with one another: the two of
    "agreed in talks in Lome", not those of one state who "confined their talks to officials" nor
    those who "backed Chad at the Lome talks" or "blamed one another for sabotaging talks"."""
    near = any(word.doc[a.head].head.i == word.i for a in one.act.actors)
    shared = own.actor_rule in {"poss", "owner"} and not own.recipients
    if not shared or one.act.support is not None:
        return True
    states = {matcher.lookup.cast.referents[i].state for i in own.actors}
    if len(states - {None}) < _PAIR and states != {None}:
        return False
    if own.actor_rule == "poss" or near:
        return True
    whole = word.head if measured(word) else word  # "after hours of talks"
    loose = whole.dep_ == "obl" and bool(cases(whole) & _SPOKEN_IN)
    of_others = any(c.dep_ == "nmod" and "of" in cases(c) for c in word.children)
    about = (mention_of(end, matcher, depth=0) for end in objects(whole.head))
    third = {matcher.lookup.cast.referents[m.referent].state for m in about if m is not None}
    return loose and not of_others and third <= states | {None}


def completed(
    doc: Doc, one: Settled, own: Sides, settled: Sequence[Settled], matcher: Matcher
) -> Sides | None:
    """The sides of talks of which one side or none is named, with the other from their clause or
    from the sentences before; None where nothing tells it."""
    if one.type != "CONSULT" or one.act.entry.kind != "n" or one.mode not in {"meet", "phone"}:
        return None
    noun = doc[one.act.trigger]
    if own.recipients and not own.actors and own.recipient_rule == "+with" and _certain(noun):
        found = _speaker(noun, own, matcher) or _fellow(doc, one, own, settled, matcher)
        return _with(own, "actor", found, matcher) if found is not None else None
    if own.actors and not own.recipients and own.actor_rule == "owner":
        found = _opposite(noun, own, matcher)
        return _with(own, "recipient", found, matcher) if found is not None else None
    if not own.actors and not own.recipients:
        return _of_both(noun, matcher) or _bilateral(doc, noun, matcher)
    return None


def _of_both(noun: Token, matcher: Matcher) -> Sides | None:
    """The two of "informed the king during their talks": who tells it there and who is told."""
    clause = noun.head
    theirs = any(c.dep_ == "nmod:poss" and c.lower_ == "their" for c in noun.children)
    if not theirs or noun.dep_ != "obl" or not cases(noun) & _WITHIN or clause.pos_ != "VERB":
        return None
    said = [m for w in subjects(clause) if (m := mention_of(w, matcher, 0)) is not None][:1]
    heard = [m for w in objects(clause) if (m := mention_of(w, matcher, 0)) is not None][:1]
    if not said or not heard:
        return None
    one, other = (said[0].referent,), (heard[0].referent,)
    states = _states((*one, *other), matcher)
    if len(states - {None}) < _PAIR:
        return None
    return Sides(
        actors=one,
        recipients=other,
        actor_evidence=(Extent(said[0].start, said[0].end),),
        recipient_evidence=(Extent(heard[0].start, heard[0].end),),
        actor_rule="clause",
        recipient_rule="clause",
    )


def _with(own: Sides, side: str, mention: Mention, matcher: Matcher) -> Sides:
    who = matcher.lookup.cast.referents[mention.referent]
    whole, extent = who.members or (who.index,), Extent(mention.start, mention.end)
    if side == "actor":
        return msgspec.structs.replace(
            own, actors=whole, actor_evidence=(extent,), actor_rule="clause"
        )
    return msgspec.structs.replace(
        own, recipients=whole, recipient_evidence=(extent,), recipient_rule="clause"
    )


def _certain(noun: Token) -> bool:
    """Whether a noun is of one round: a meeting, talks with an article or a day."""
    return (
        noun.tag_ == "NN"
        or any(c.dep_ == "det" and c.lower_ in {"the", "these", "this"} for c in noun.children)
        or any(w.lemma_.lower() in TIMES for w in noun.subtree)
    )


def _states(indexes: Sequence[int], matcher: Matcher) -> set[str | None]:
    return {matcher.lookup.cast.referents[i].state for i in indexes}


def _other(token: Token, states: set[str | None], matcher: Matcher, depth: int) -> Mention | None:
    """Somebody of another state whom a word names, or None."""
    mention = mention_of(token, matcher, depth)
    if mention is None:
        return None
    who = matcher.lookup.cast.referents[mention.referent]
    return mention if who.state is not None and who.state not in states else None


def _speaker(noun: Token, own: Sides, matcher: Matcher) -> Mention | None:
    """Whoever says it of a meeting "with the king", or does what is done there."""
    theirs = _states(own.recipients, matcher)
    for above in upward(noun):
        if above.pos_ != "VERB":
            continue
        for subject in subjects(above):
            if subject.i == noun.i or (mention := mention_of(subject, matcher)) is None:
                continue
            who = matcher.lookup.cast.referents[mention.referent]
            acts = who.kind == "state" or who.sector in _OFFICIAL
            known = acts and who.state is not None and who.index not in own.recipients
            return mention if known and who.state not in theirs else None
    return None


def _fellow(
    doc: Doc, one: Settled, own: Sides, settled: Sequence[Settled], matcher: Matcher
) -> Mention | None:
    """Who does another contact of the sentence: "the talks with Vos began a visit by Lee"."""
    sentence = sentence_of(doc[one.act.trigger])
    for other in settled:
        if other.type != "CONSULT" or not sentence.start <= other.act.trigger < sentence.end:
            continue
        for argument in other.act.actors:
            if {*referents(doc, argument, matcher)} - {*own.recipients}:
                found = _other(
                    doc[argument.head], _states(own.recipients, matcher) - {None}, matcher, 1
                )
                if found is not None:
                    return found
    return None


def _opposite(noun: Token, own: Sides, matcher: Matcher) -> Mention | None:
    """Whom the side that is named spoke to in the talks: "told the king in talks on Monday"; in
    talks, also whose things it spoke of: "in talks on Monday Chad criticized Mali's tariffs"."""
    clause = next((w for w in upward(noun) if w.pos_ == "VERB"), noun)
    if noun.dep_ not in {"obl", "nmod"} or not cases(noun) & _WITHIN or clause.i == noun.i:
        return None
    spoke = clause.lemma_ in matcher.words("addressing") or any(
        e.type in _SPEAKING for e in matcher.entries(clause)
    )
    if not spoke or any(w.lower_ in _OWN_BODY or w.lower_ == "the" for w in noun.children):
        return None
    theirs = _states(own.actors, matcher)
    if None in theirs:
        return None
    depth = 2 if noun.lemma_.lower() in _ROUNDS else 0
    for child in clause.children:
        aimed = child.dep_ == "obl" and cases(child) & {"to", "with"}
        if child.i != noun.i and (child.dep_ in {"obj", "iobj"} or aimed):
            found = _other(child, theirs, matcher, depth)
            if found is not None:
                return found
    return None


def _bilateral(doc: Doc, noun: Token, matcher: Matcher) -> Sides | None:
    """The two states of "bilateral talks": the only two that it and the sentences before name."""
    if not any(c.lower_ in _BILATERAL for c in noun.children):
        return None
    sentence = sentence_of(noun)
    here = [s.start_char for s in sentences(doc) if s.start <= sentence.start]
    for start in here[: -_BEFORE - 2 : -1]:
        found: dict[str, Mention] = {}
        for mention in matcher.lookup.within(start, sentence.end_char):
            state = matcher.lookup.cast.referents[mention.referent].state
            if state is not None:
                found.setdefault(state, mention)
        if len(found) > _PAIR:
            return None
        if len(found) == _PAIR:
            states = {r.state: r.index for r in matcher.lookup.cast.referents if r.kind == "state"}
            if not found.keys() <= states.keys():
                return None
            (first, at), (second, there) = found.items()
            return Sides(
                actors=(states[first],),
                recipients=(states[second],),
                actor_evidence=(Extent(at.start, at.end),),
                recipient_evidence=(Extent(there.start, there.end),),
                actor_rule="bilateral",
                recipient_rule="bilateral",
            )
    return None
