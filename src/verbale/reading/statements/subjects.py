"""Who does what a verb says: subjects, also of verbs that have none of their own.

Works on Universal Dependencies trees, and with some ways in which a parse goes astray.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from verbale.knowledge import nouns, speech

if TYPE_CHECKING:
    from spacy.tokens import Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})


def subject(verb: Token, climb: bool = True) -> Token | None:
    """The head word of who does what the verb says, looked for up the tree where it has none."""
    passive = False
    for kid in verb.children:
        if kid.dep_ in {"nsubj", "nsubj:outer"} and (kid.i < verb.i or verb.tag_ in FINITE):
            return _after_dateline(kid, verb) or antecedent(_nearest(kid, verb), verb)
        passive |= kid.dep_ in {"nsubj:pass", "aux:pass"}
    if passive or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"}):
        return agent(verb)
    if verb.tag_ in FINITE and verb.dep_ not in {"conj", "acl:relcl"}:
        for kid in sorted(verb.children, key=lambda k: -k.i):
            # A name before the verb under another label, as mended parses have it.
            near = kid.i < verb.i and kid.ent_type_ in {"PERSON", "ORG"} and kid.dep_ in _STRAY
            if near and all(k.dep_ != "case" for k in kid.children):
                return kid
    return _controller(verb) if climb else None


def _nearest(word: Token, verb: Token) -> Token:
    """The nearest of several subjects before a verb: the others are of clauses not parsed.

    "Only the allies kept it at bay, the sources said", with "allies" hung on "said".
    """
    near = [k for k in verb.children if k.dep_ == "nsubj" and word.i < k.i < verb.i]
    set_off = near and verb.doc[near[-1].left_edge.i - 1].text == ","
    return near[-1] if set_off else word


def inert(noun: Token) -> bool:
    """Whether a noun names what happens or is done, which shows things but says nothing."""
    if noun.pos_ != "NOUN" or noun.ent_type_:
        return False
    lemma = noun.lemma_.lower()
    known = speech.lexicon()
    if lemma in known.occasions or lemma in known.carriers or nouns.find(lemma) is not None:
        return False
    return lemma in known.happenings or lemma.endswith(_DEEDS)


_DEEDS = ("tion", "sion", "ment", "ing", "ity", "ness", "ism", "ance")


def _after_dateline(word: Token, verb: Token) -> Token | None:
    """The subject behind a dateline that a parse takes for it: "OSLO (AP) — The king said"."""
    doc = word.doc
    if word.ent_type_ not in {"LOC", "GPE", "ORG"} or verb.i - word.i < 3:
        return None
    first = word.left_edge.i
    if first and not doc[first - 1].is_space:
        return None
    ids = range(word.i + 1, verb.i)
    dash = next((i for i in ids if _dash(doc[i])), None)
    if dash is None or dash - first > 10:
        return None
    for token in doc[dash + 1 : verb.i]:
        if token.pos_ in NOMINAL:
            while (up := token.head).i in range(dash + 1, verb.i) and up.pos_ in NOMINAL:
                if up.i == token.i:
                    break
                token = up
            return token
    return None


def _dash(word: Token) -> bool:
    """Whether it is a dash between words, and no hyphen within one: "a two-day visit"."""
    if word.text == "-":
        return bool(word.i and word.nbor(-1).whitespace_)
    return word.text in {"\u2014", "\u2013", "--"}


_STRAY = frozenset({"appos", "dep", "obl:unmarked", "dislocated", "vocative", "obl", "compound"})


def agent(verb: Token) -> Token | None:
    """Who a passive verb says it was done by."""
    for kid in verb.children:
        if kid.dep_ == "obl:agent":
            return kid
        if kid.dep_ == "obl" and any(k.dep_ == "case" and k.lower_ == "by" for k in kid.children):
            return kid
    return None


def antecedent(word: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for; any other word is its own."""
    if word.lower_ in {"who", "which", "that"}:
        node = verb
        while node.dep_ in {"conj", "xcomp", "ccomp"} and node.head.i != node.i:
            node = node.head
        if node.dep_ in {"acl:relcl", "acl"}:
            return node.head
    return word


def _controller(verb: Token) -> Token | None:
    """Who does what a verb without a subject of its own says, by its place in the tree."""
    head, dep = verb.head, verb.dep_
    if head.i == verb.i:
        return None
    if dep in {"acl", "obl", "nmod"} and head.pos_ in NOMINAL:
        # "emailed supporters saying ...": the sender says it, not who gets it.
        # ", accusing ..." behind a comma and "made a point of saying" go with the clause.
        sent = head.dep_ == "obj" and head.head.lemma_.lower() in _SENDING
        apart = verb.tag_ == "VBG" and (
            verb.doc[verb.i - 1].text == "," or head.lemma_.lower() in {"point", "habit", "way"}
        )
        return (_clause_subject(head) if sent or apart else None) or author(head)
    if head.lemma_.lower() in {"quote", "cite"} and (said := _object(head)) is not None:
        return said  # "quoted officials as saying"
    if dep == "xcomp":
        objects = [k for k in head.children if k.dep_ in {"obj", "iobj"} and k.i < verb.i]
        if objects and head.lemma_ not in {"promise", "threaten", "use"} and verb.tag_ != "VBG":
            return objects[0]
    if dep not in {"conj", "xcomp", "advcl", "parataxis", "ccomp", "obl", "dep", "csubj"}:
        return None
    if (first := resumes(verb)) is not None:
        return subject(first)
    clausal = any(k.dep_ in SUBJECTS or k.dep_ == "cop" for k in head.children)
    if clausal or head.pos_ in {"VERB", "AUX"}:
        for kid in head.children:
            if kid.dep_ in SUBJECTS and kid.i != verb.i:
                return antecedent(kid, head)
        return _controller(head)
    if head.pos_ in NOMINAL and head.dep_ != "root":
        return author(head)
    return None


def _object(verb: Token) -> Token | None:
    return next((k for k in verb.children if k.dep_ in {"obj", "nsubj:pass"}), None)


def resumes(verb: Token) -> Token | None:
    """The reporting verb whose speaker goes on with this one, or None.

    "He said the talks went well, adding ...", "said that they have failed and warned ...":
    he adds and warns, though parses hang these verbs on the contents of the first.
    """
    if any(k.dep_ in SUBJECTS for k in verb.children):
        return None
    return beside(verb)


def beside(verb: Token) -> Token | None:
    """The reporting verb that this one stands beside, though hung inside its contents, or None.

    As `resumes`, but this one may have a speaker of its own: "The court said the ban is void
    and ministers warned ...".
    """
    if verb.dep_ not in {"advcl", "conj"}:
        return None
    first = _reporter_above(verb)
    if first is None or first.i > verb.i:
        return None
    if verb.tag_ == "VBG":
        return first if verb.doc[verb.i - 1].text == "," else None
    same = verb.dep_ == "conj" and verb.tag_ in FINITE and verb.tag_ == first.tag_
    return first if same and _tense(verb.head) not in {None, verb.tag_} else None


def _reporter_above(verb: Token) -> Token | None:
    entries = speech.lexicon().verbs
    node = verb.head
    while node.dep_ in {"conj", "xcomp", "advcl", "ccomp"} and node.head.i != node.i:
        entry = entries.get(node.head.lemma_.lower())
        said = entry is not None and entry.takes.get("clause") == "speech"
        if node.dep_ == "ccomp" and said:
            return node.head
        node = node.head
    return None


def _tense(verb: Token) -> str | None:
    """The tag of a clause's finite word."""
    for kid in verb.children:
        if kid.dep_ in {"aux", "aux:pass", "cop"} and (kid.tag_ in FINITE or kid.tag_ == "MD"):
            return kid.tag_
    return verb.tag_ if verb.tag_ in FINITE else None


def _clause_subject(noun: Token) -> Token | None:
    """The subject of the clause that a noun stands in."""
    for node in ancestors(noun):
        for kid in node.children:
            if kid.dep_ in SUBJECTS and kid.i < noun.i:
                return antecedent(kid, node)
    return None


_SENDING = frozenset({"email", "write", "phone", "text", "message", "address", "call", "answer"})


def author(noun: Token) -> Token:
    """Who speaks in a text: its owner or the one who makes it, else the text itself."""
    if noun.lemma_.lower() in speech.lexicon().occasions:
        for kid in noun.children:
            if kid.dep_ == "nmod:poss":
                return kid
        if noun.dep_ in {"obj", "obl"} and noun.head.lemma_.lower() in speech.lexicon().light:
            return subject(noun.head) or noun
    return noun


def ancestors(token: Token) -> Iterator[Token]:
    """The words above a word, nearest first."""
    node = token
    while node.head.i != node.i:
        node = node.head
        yield node


def behind(verb: Token, contents: set[int]) -> Token | None:
    """The speaker next to a finite verb behind its contents: `"...," said the minister`.

    For parses that miss the subject. A noun between contents and verb speaks, else one that
    follows the verb directly.
    """
    if verb.tag_ not in FINITE or not contents or min(contents) > verb.i:
        return None
    doc = verb.doc
    first = max((i for i in contents if i < verb.i), default=-1) + 1
    between = [doc[i] for i in range(first, verb.i) if doc[i].pos_ in NOMINAL]
    if between:
        return between[-1]
    for token in doc[verb.i + 1 : verb.i + 8]:
        if token.is_punct or token.pos_ in {"VERB", "AUX", "SCONJ"}:
            break
        if token.pos_ in NOMINAL:
            while token.head.pos_ in NOMINAL and verb.i < token.head.i:
                token = token.head
            return token
    return _handed_over(verb)


def _handed_over(verb: Token) -> Token | None:
    """The noun phrase between the last comma and a verb: "..., bankers and brokers said"."""
    doc = verb.doc
    first = verb.i
    while first and doc[first - 1].pos_ in _PHRASE and verb.i - first < 8:
        first -= 1
    if first == verb.i or not first or doc[first - 1].text != ",":
        return None
    ids = range(first, verb.i)
    return next((doc[i] for i in ids if doc[i].pos_ in NOMINAL and doc[i].head.i not in ids), None)


_PHRASE = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "CCONJ", "NUM"})


def publisher(source: Token) -> Token:
    """Who stands behind a text that is a source: "a readout of the call from the ministry"."""
    if source.lemma_.lower() not in speech.lexicon().occasions:
        return source
    for kid in source.subtree:
        cases = {k.lower_ for k in kid.children if k.dep_ == "case"}
        held = kid.dep_ in {"nmod", "obl", "obl:agent", "acl"} and kid.pos_ in NOMINAL
        if held and cases & {"from", "by"}:
            return kid
    for kid in source.children:
        if kid.dep_ == "nmod:poss" or (kid.dep_ == "compound" and kid.ent_type_ == "ORG"):
            return kid
    return source


def owner(noun: Token, light: frozenset[str]) -> Token | None:
    """Whose statement, warning or letter a noun speaks of, or None."""
    for kid in noun.children:
        cases = {k.lemma_.lower() for k in kid.children if k.dep_ == "case"}
        if kid.dep_ == "nmod:poss" or (kid.dep_ == "nmod" and cases & {"by", "from"}):
            return kid
    head = noun.head
    if noun.dep_ in {"obj", "nsubj:pass"} and head.lemma_.lower() in light:
        return subject(head)
    return None
