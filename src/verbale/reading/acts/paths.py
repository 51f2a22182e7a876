"""Steps over a Universal Dependencies tree from the word of an act to those who take part in it.

Subjects and objects are deep ones: a passive's subject is its object, its `by` phrase its subject;
a relative pronoun gives way to its antecedent; a verb without a subject of its own takes it from
the verb that it is coordinated with, the one that controls it, or the noun that it modifies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from verbale.language.sentences import sentence_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"])
#: Verbs whose subject, not object, does what their complement says.
_SUBJECT_CONTROL = frozenset(["promise", "threaten", "vow", "pledge"])
#: What a parser makes of a subject that it has not recognized.
_STRAYS = frozenset(
    [
        "appos",
        "dep",
        "obl:unmarked",
        "nmod:unmarked",
        "dislocated",
        "vocative",
        "nmod",
        "flat",
        "list",
    ]
)
_MODIFIERS = frozenset(["amod", "compound", "nmod:desc", "nmod:unmarked", "flat", "nmod:poss"])
#: Parts of a name with its title: a parser may hang the preposition on any of them.
_TITLED = frozenset(["appos", "flat", "nmod:desc"])
_NOT_OBLIQUE = frozenset(
    ["conj", "nmod:poss", "case", "mark", "punct", "cc", "obj", "iobj", "ccomp"]
)
_TIME_WORDS = (
    "year month week day today yesterday tomorrow morning evening afternoon night weekend time "
    "hour monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december spring summer autumn winter"
)
_TIMES = frozenset(_TIME_WORDS.split())
_WITHIN_NAMES = frozenset(["nmod:desc", "compound", "amod", "flat", "nmod:poss"])
_CONJUNCTIONS = frozenset(["after", "before", "as", "since", "until", "while"])
_OBLIGATION = frozenset(["must", "should", "ought"])
_FUTURE = frozenset(["will", "would", "shall", "should", "'ll", "’ll"])
_REACH = 4


def cases(token: Token) -> set[str]:
    """Prepositions of a noun phrase or of a clause ("for Chad to be heard"), lower case; of several
    words ("because of") the first, and all joined by "_"."""
    found: set[str] = set()
    inner = [c for c in token.children if c.dep_ in _TITLED]
    for child in (c for word in (token, *inner) for c in word.children):
        if child.i < token.i and (
            child.dep_ == "case" or (child.dep_ == "mark" and child.tag_ == "IN")
        ):
            parts = [child.lower_] + [c.lower_ for c in child.children if c.dep_ == "fixed"]
            found |= {child.lower_, "_".join(parts)}
            before = child.nbor(-1).lower_ if child.i > 0 else ""
            if before in {"ahead", "prior"}:
                found.add(before)
    if not found and token.dep_ == "conj":
        return cases(token.head)
    return found


def conjuncts(token: Token) -> list[Token]:
    """A word and those coordinated with it."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in _NOMINAL:
            found.extend(conjuncts(child))
        elif child.dep_ == "appos" and token.pos_ in {"NOUN", "PROPN"}:
            # "Chilean leader Ann Lee and ...": the second name hangs on the first, not its title
            found.extend(conjuncts(child)[1:])
    return found


def passive(verb: Token) -> bool:
    """Whether a verb is in the passive, a bare participle after a noun included."""
    if verb.tag_ not in {"VBN", "VBD"}:
        return False
    for child in verb.children:
        if child.dep_ in {"aux:pass", "nsubj:pass", "csubj:pass"}:
            return True
    if verb.tag_ == "VBN" and not _auxiliaries(verb):
        if verb.dep_ in {"acl", "amod"}:
            return True
        if verb.dep_ == "advcl" and not any(c.dep_ == "mark" for c in verb.children):
            return not _own_objects(verb)
        if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
            return passive(verb.head) and not _own_subjects(verb)
    return False


def _auxiliaries(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in {"aux", "aux:pass"}]


def _own_subjects(verb: Token) -> list[Token]:
    found = [child for child in verb.children if child.dep_ in {"nsubj", "nsubj:outer"}]
    before = [child for child in found if child.i < verb.i]
    if before:
        return before[:1]
    stray = [
        child
        for child in verb.children
        if child.i < verb.i
        and child.dep_ in _STRAYS
        and child.pos_ in {"PROPN", "PRON", "NOUN"}
        and not any(c.dep_ == "case" and c.lower_ != "'s" for c in child.children)
        and child.lemma_.lower() not in _TIMES
    ]
    if _shown_otherwise(verb) or verb.pos_ != "VERB":
        return found
    if not stray and not found and verb.tag_ in {"VBD", "VBZ", "VBP"}:
        # "after Ghana last year restricted": the conjunction taken for a preposition
        stray = [
            c
            for c in verb.children
            if c.i < verb.i and c.dep_ == "obl" and c.pos_ == "PROPN" and cases(c) & _CONJUNCTIONS
        ]
    return stray[-1:] or found


def _shown_otherwise(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj:pass", "csubj", "csubj:pass", "expl"} for c in verb.children)


def _own_objects(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ == "obj"]


def _agents(verb: Token) -> list[Token]:
    found = [child for child in verb.children if child.dep_ == "obl:agent"]
    if found:
        return found
    return [c for c in verb.children if c.dep_ in {"obl", "nmod"} and "by" in cases(c)]


def subjects(verb: Token, reach: int = _REACH) -> list[Token]:
    """Who does it. Nothing for an agentless passive."""
    if passive(verb):
        return _antecedents(_agents(verb))
    own = _own_subjects(verb)
    if own:
        return _antecedents(own)
    if reach == 0 or any(c.dep_ in {"nsubj:pass", "expl"} for c in verb.children):
        return []
    return _inherited(verb, reach)


def _inherited(verb: Token, reach: int) -> list[Token]:
    head = verb.head
    if verb.dep_ in {"root", "ROOT"} or head.i == verb.i:
        return []
    if verb.dep_ == "acl:relcl":
        return [head] if _reduced_subject(verb) else []
    if verb.dep_ == "acl":
        if verb.tag_ == "VBG":
            return [head] if head.pos_ == "PROPN" or not _event_like(head) else owners(head, reach)
        return predicated(head) or owners(head, reach - 1)
    if verb.dep_ == "conj":
        if head.pos_ in {"VERB", "AUX"}:
            return deep_subjects(head, reach - 1)
        return subjects(head, reach - 1)
    if (
        verb.dep_ == "xcomp"
        or (verb.dep_ == "advcl" and _infinitive(verb))
        or (verb.dep_ == "ccomp" and _infinitive(verb))
    ):
        return _controllers(verb, head, reach)
    if verb.dep_ in {"advcl", "ccomp", "parataxis", "obl", "nmod", "dep"} and verb.tag_ in {
        "VBG",
        "VBN",
        "VB",
    }:
        return deep_subjects(head, reach - 1)
    if verb.dep_ in {"obj", "nsubj"}:
        return deep_subjects(head, reach - 1) if verb.dep_ == "obj" else []
    return []


def _controllers(verb: Token, head: Token, reach: int) -> list[Token]:
    if head.pos_ in {"VERB", "AUX"} and head.lemma_ not in _SUBJECT_CONTROL:
        theirs = [c for c in head.children if c.dep_ in {"obj", "iobj"} and c.i < verb.i]
        if theirs and verb.dep_ != "advcl":
            return _antecedents(theirs[:1])
        if head.lemma_ == "call" and verb.dep_ != "advcl":
            on = [c for c in head.children if c.dep_ == "obl" and cases(c) & {"on", "upon", "for"}]
            if on:
                return on
        if passive(head) and verb.dep_ == "xcomp":
            return objects(head, reach - 1)
        return deep_subjects(head, reach - 1)
    if head.pos_ in {"NOUN", "PROPN"}:
        return predicated(head) or owners(head, reach - 1)
    return deep_subjects(head, reach - 1)


def predicated(noun: Token) -> list[Token]:
    """Of whom a noun is said: "X is the first to visit", "X, the first to visit, ..."."""
    shown = [c for c in noun.children if c.dep_ in {"nsubj", "nsubj:outer"}]
    if shown:
        return _antecedents(shown)
    if noun.dep_ == "appos" and noun.head.pos_ in {"NOUN", "PROPN"}:
        return [noun.head]
    if noun.dep_ in {"root", "ROOT", "nsubj"}:
        return [noun]
    return []


def deep_subjects(word: Token, reach: int = _REACH) -> list[Token]:
    """Whom a dependent clause of `word` takes as its subject: the surface subject of the clause."""
    shown = [c for c in word.children if c.dep_ in {"nsubj", "nsubj:pass", "nsubj:outer"}]
    if shown:
        return _antecedents(shown)
    if reach <= 0:
        return []
    if word.pos_ in {"VERB", "AUX"}:
        found = objects(word, reach - 1) if passive(word) else subjects(word, reach)
        return found
    return owners(word, reach - 1) if word.pos_ == "NOUN" else _inherited(word, reach - 1)


def objects(verb: Token, reach: int = _REACH) -> list[Token]:
    """Whom it is done to."""
    if passive(verb):
        shown = [c for c in verb.children if c.dep_ == "nsubj:pass"]
        if shown:
            return _antecedents(shown)
        if verb.dep_ in {"acl", "amod", "acl:relcl"}:
            return [verb.head]
        if verb.dep_ == "conj" and reach > 0 and verb.head.pos_ == "VERB":
            return objects(verb.head, reach - 1)
        if verb.dep_ in {"xcomp", "advcl"} and reach > 0:
            return _inherited(verb, reach - 1)
        return []
    own = _own_objects(verb) or [c for c in verb.children if c.dep_ == "iobj"]
    if own:
        return _antecedents(own)
    shared = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"]
    if shared and not any(c.dep_ in {"obl", "ccomp", "xcomp"} for c in verb.children):
        # "condemned and punished the attackers": the object stands with the last verb
        nearest = shared[0]
        if (
            not any(c.dep_.startswith("nsubj") for c in nearest.children)
            and nearest.i - verb.i <= 3
        ):
            return _antecedents(_own_objects(nearest))
    if verb.dep_ == "acl:relcl" and not _relative_within(verb) and _own_subjects(verb):
        return [verb.head]
    return []


def _relative_within(verb: Token) -> bool:
    return any(
        t.lower_ in _RELATIVE and t.tag_.startswith("W") for t in verb.subtree if t.i < verb.i
    )


def _reduced_subject(verb: Token) -> bool:
    return not any(c.dep_.startswith("nsubj") for c in verb.children)


def _antecedents(tokens: list[Token]) -> list[Token]:
    return [antecedent(token) for token in tokens]


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other word for itself."""
    if token.lower_ not in _RELATIVE or token.pos_ not in {"PRON", "DET", "SCONJ"}:
        return token
    word = token
    for _ in range(6):
        if word.dep_ in {"acl:relcl", "advcl:relcl"}:
            return word.head
        if word.head.i == word.i:
            return token
        word = word.head
    return token


def owners(noun: Token, reach: int = _REACH) -> list[Token]:
    """Whose a thing is: "Iran's plan", "the plan of Iran", "Iran announced a plan"."""
    own = [c for c in noun.children if c.dep_ == "nmod:poss"]
    if not own:
        own = [
            c for c in noun.children if c.dep_ in {"nmod", "obl:agent"} and cases(c) & {"by", "of"}
        ]
    if own:
        return own
    if (
        reach > 0
        and noun.dep_ in {"obj", "obl", "nsubj:pass", "xcomp"}
        and noun.head.pos_ == "VERB"
    ):
        return subjects(noun.head, reach - 1)
    if noun.dep_ == "conj" and reach > 0 and noun.head.pos_ == "NOUN":
        return owners(noun.head, reach - 1)
    if reach > 0 and noun.dep_ in {"nmod"} and noun.head.pos_ == "NOUN":
        return owners(noun.head, reach - 1)
    return []


def _event_like(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and any(c.dep_ == "nmod:poss" for c in noun.children)


def _infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children)


def obliques(word: Token, preposition: str, strict: bool = False) -> list[Token]:
    """Oblique or noun modifiers by a preposition ("with"; "ahead_of" for several words).

    Where a verb has none of its own, those of its object count, and for "with" those of its other
    obliques: whether "sent aid to Chad" has "to Chad" with the verb or the noun is chance. `strict`
    leaves these out.
    """
    own = [
        child
        for child in word.children
        if child.dep_ not in _NOT_OBLIQUE
        and child.pos_ in _NOMINAL | {"VERB", "AUX"}
        and preposition in cases(child)
    ]
    if strict or own or word.pos_ != "VERB":
        return own
    if preposition not in {"of", "by"}:
        for noun in (other for first in objects(word) for other in conjuncts(first)):
            if noun.i != word.head.i:
                own.extend(obliques(noun, preposition))
    if not own and preposition == "with":
        for child in word.children:
            if child.i > word.i and child.dep_.startswith(("obl", "advmod", "nmod")):
                own.extend(obliques(child, preposition))
        own = own or _after(word, preposition)
    return own


def _after(verb: Token, preposition: str) -> list[Token]:
    """The noun phrase behind a preposition that follows a verb with no other verb between, wherever
    a parse that long titles have led astray has hung it."""
    end = sentence_of(verb).end
    for at in range(verb.i + 1, end):
        word = verb.doc[at]
        if word.pos_ == "VERB" and word.dep_ != "amod":
            return []
        if word.lower_ == preposition and word.dep_ == "case":
            top = word.head
            while top.dep_ in _WITHIN_NAMES and top.head.i > at:
                top = top.head
            return [top] if top.i > at else []
    return []


def complements(word: Token) -> list[Token]:
    """Clauses that a word takes as its content: "vowed to leave", "said that it left"."""
    return [
        c
        for c in word.children
        if c.dep_ in {"xcomp", "ccomp", "acl"} or (c.dep_ == "advcl" and _infinitive(c))
    ]


def _modal(word: Token, modals: frozenset[str]) -> list[Token]:
    """Clauses that a word takes as its content with one of the modals."""
    return [
        c
        for c in complements(word)
        if any(a.lower_ in modals for a in c.children if a.dep_ == "aux")
    ]


def _between(word: Token) -> list[Token]:
    found = obliques(word, "between")
    if word.pos_ == "NOUN" and not found:
        found = obliques(word, "among")
    return found


def _support(word: Token) -> list[Token]:
    """The verb that a nominal act hangs on as object or subject."""
    if word.dep_ in {"obj", "nsubj:pass", "nsubj", "obl", "xcomp"} and word.head.pos_ == "VERB":
        return [word.head]
    if word.dep_ == "conj" and word.head.pos_ == "NOUN":
        return _support(word.head)
    return []


def _particles(word: Token) -> list[Token]:
    found = [
        c
        for c in word.children
        if c.dep_ == "compound:prt" or (c.dep_ in {"advmod", "obl"} and c.pos_ in {"ADP", "ADV"})
    ]
    # "pulled out of the town": the particle as the first of two prepositions
    for child in word.children:
        if child.dep_ == "obl":
            parts = [c for c in child.children if c.dep_ == "case"]
            found.extend(parts[:1] if len(parts) > 1 else [])
    return found


def _modifiers(word: Token) -> list[Token]:
    return [c for c in word.children if c.dep_ in _MODIFIERS]


_STEPS: dict[str, Callable[[Token], list[Token]]] = {
    "subj": subjects,
    "obj": objects,
    "iobj": lambda w: [c for c in w.children if c.dep_ == "iobj"],
    "comp": complements,
    "prt": _particles,
    "mod": _modifiers,
    "poss": lambda w: [c for c in w.children if c.dep_ == "nmod:poss"],
    "between": _between,
    "adv": lambda w: [c for c in w.children if c.dep_ in {"advmod", "obl:unmarked"}],
    "support": _support,
    "owner": owners,
    "pred": lambda w: [c for c in w.children if c.dep_ in {"xcomp", "amod", "acl"}],
    "det": lambda w: [c for c in w.children if c.dep_ == "det"],
    "must": lambda w: [
        c
        for c in _modal(w, _OBLIGATION)
        if not any(a.lower_ in {"it", "there", "we", "i"} for a in subjects(c))
    ],
    "will": lambda w: _modal(w, _FUTURE),
    "inf": lambda w: [c for c in complements(w) if _infinitive(c)],
    "relcl": lambda w: [c for c in w.children if c.dep_ == "acl:relcl"],
    "head": lambda w: [w.head] if w.head.i != w.i else [],
}


def follow(token: Token, path: tuple[str, ...], strict: bool = False) -> list[Token]:
    """The words at the end of a path of steps, in order of place; `strict` as for `obliques`."""
    here = [token]
    for step in path:
        if step == "first":
            here = here[:1]
            continue
        if step == "rest":
            here = [c for word in here for c in conjuncts(word)[1:]]
            continue
        found: list[Token] = []
        for word in here:
            found.extend(obliques(word, step[1:], strict) if step[0] == "+" else _STEPS[step](word))
        here = found
    return here


def upward(token: Token) -> Iterator[Token]:
    """The words above one, nearest first, up to the root of the sentence."""
    while token.head.i != token.i:
        token = token.head
        yield token
