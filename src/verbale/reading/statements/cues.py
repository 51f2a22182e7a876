"""Reporting words: who speaks, to whom, and which words carry what was said.

Works on Universal Dependencies trees. A verb of the lexicon (`knowledge.speech`) reports
where one of the complements that it takes is there; a noun where it has a clause or phrase and
somebody it belongs to; "according to" wherever it stands.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from verbale.knowledge import nouns, speech
from verbale.language.sentences import sentence_of
from verbale.reading.statements.extents import QUOTES, Piece, extents
from verbale.reading.statements.sources import Report, noun_report, source_report
from verbale.reading.statements.subjects import (
    FINITE,
    SUBJECTS,
    behind,
    beside,
    inert,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Contents that are no contents: "said so", "denied it".
_EMPTY = frozenset(
    {
        "it",
        "that",
        "this",
        "so",
        "these",
        "those",
        "what",
        "which",
        "who",
        "whom",
        "as",
        "much",
        "them",
        "him",
        "her",
        "us",
        "me",
        "one",
    }
)
_UNNAMED = frozenset({"ask", "request", "insist", "demand", "want"})
_NAMING = frozenset({"name", "identify", "anonymity", "anonymous"})


def find(doc: Doc, quoted: tuple[Piece, ...] = ()) -> list[Report]:
    """All reports of a document whose cue stands outside the `quoted` passages."""
    words = speech.lexicon()
    found: list[Report] = []
    inside = _Inside(quoted)
    for token in doc:
        if token.is_space:
            continue
        lemma = token.lemma_.lower()
        report = None
        if token.pos_ == "VERB" and lemma in words.verbs:
            if not inside(token.idx):
                report = verb_report(token, words.verbs[lemma])
        elif token.pos_ == "NOUN" and lemma in words.nouns:
            if not inside(token.idx):
                report = noun_report(token, words.nouns[lemma], words.light, words.occasions)
        elif lemma in {"accord", "according"} and not inside(token.idx):
            report = source_report(token)
        if report is None or not report.pieces:
            continue
        if report.speaker is not None and inside(report.speaker.idx):
            # The parse went astray among the quoted words: who is quoted is not who quotes.
            report = replace(report, speaker=behind(token, _covered(doc, report.pieces)))
        found.append(report)
    return found


def _covered(doc: Doc, pieces: tuple[Piece, ...]) -> set[int]:
    """Indices of the words before the last piece's end that lie in the pieces."""
    words: set[int] = set()
    for start, end in pieces:
        span = doc.char_span(start, end, alignment_mode="expand")
        words |= set(range(span.start, span.end)) if span is not None else set()
    return words


class _Inside:
    """Whether a place lies in one of the sorted extents."""

    def __init__(self, extents: tuple[Piece, ...]) -> None:
        self._starts = [start for start, _ in extents]
        self._ends = [end for _, end in extents]

    def __call__(self, place: int) -> bool:
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]


# --- contents -------------------------------------------------------------------------------


class _Contents:
    """The complements of one reporting verb that carry what was said."""

    def __init__(self) -> None:
        self.parts: list[Token] = []
        self.kind = speech.KINDS[-1]
        self.clause = False

    def take(self, kind: str, *parts: Token, clause: bool = False) -> None:
        self.parts += [p for p in parts if all(p.i != q.i for q in self.parts)]
        self.kind = min(self.kind, kind, key=speech.KINDS.index)
        self.clause |= clause


def verb_report(verb: Token, entry: speech.Entry) -> Report | None:
    """What a verb reports, or None where it has no complement that reports."""
    takes = entry.takes
    kids = list(verb.children)
    if verb.lemma_ == "ask" and verb.dep_ == "advcl" and all(k.dep_ not in SUBJECTS for k in kids):
        return None  # "Asked about the talks, he ...": nobody is said to have asked
    if verb.lemma_ in _UNNAMED and any(t.lemma_ in _NAMING for t in verb.subtree if t.i > verb.i):
        return None  # "who asked not to be named": how it was said, not what
    objects = [k for k in kids if k.dep_ in {"obj", "iobj"}]
    passive = [k for k in kids if k.dep_ == "nsubj:pass"]
    if passive and verb.tag_ in FINITE and passive[0].i > verb.i:
        objects, passive = [*objects, *passive], []  # "noted with joy the progress made"
    target = objects or passive
    said = _Contents()
    addressee: Token | None = None
    for kid in kids:
        dep = kid.dep_
        led = {k.lemma_.lower() for k in kid.children if k.dep_ in {"case", "mark"}}
        if dep == "ccomp" and "clause" in takes:
            if not _stray(kid, kids):
                said.take(takes["clause"], kid, clause=True)
        elif dep == "xcomp" and led & entry.prepositions.keys():
            said.take(entry.prepositions[min(led & entry.prepositions.keys())], *target, kid)
        elif dep == "xcomp":
            frame = _first(takes, "predicate", "order", "as") if target else None
            if passive and takes.get("clause") == "speech" and takes.get(frame or "") != "speech":
                frame = None  # "is said to have left" is a clause, "was told to leave" an order
            if frame is not None:
                said.take(takes[frame], *target, kid)
                addressee = target[0] if frame == "order" else None
            elif passive and "clause" in takes:
                said.take(takes["clause"], *passive, kid, clause=True)
            elif frame := _first(takes, "infinitive", "predicate"):
                said.take(takes[frame], kid, clause=frame == "infinitive")
        elif dep in {"obl", "advcl", "obl:arg"}:
            if known := led & entry.prepositions.keys():
                if verb.lemma_ == "call" and known <= _PAID and not _bidden(kid, kids):
                    continue
                kind = entry.prepositions[min(known)]
                said.take(kind, *(target if "target" in takes else []), kid)
            elif "as" in led and "as" in takes and target and not _clausal(kid):
                said.take(takes["as"], *target, kid)
            elif dep == "advcl" and "to" in led and said.parts and entry.prepositions:
                said.take(said.kind, kid)
        elif dep == "obl:unmarked" and kid.i < verb.i and "clause" in takes and _clausal(kid):
            said.take(takes["clause"], kid, clause=True)
        elif dep in {"parataxis", "dep"} and "clause" in takes and not said.clause:
            # "dep" is what the reader makes of an arc that it had to mend.
            between = verb.doc[verb.i + 1 : kid.left_edge.i].text
            before = kid.i < verb.i and any(k.dep_ in SUBJECTS for k in kid.children)
            if before or (kid.i > verb.i and (":" in between or dep == "dep")):
                said.take(takes["clause"], kid, clause=True)
        elif dep == "conj" and kid.tag_ == "VB" and said.parts and verb.tag_ in FINITE:
            # "called on them to lift sanctions, stop ... and refrain": a bare form goes on
            # with the contents, not with the verb.
            said.take(said.kind, kid)
    if not said.clause and "clause" in takes and (hung := _on_occasion(kids)) is not None:
        said.take(takes["clause"], hung, clause=True)
    if addressee is None:
        addressee = objects[0] if objects and "person" in takes else _recipient(verb, kids)
    if target and not said.clause:
        frame = _first(takes, "object", "target", "as" if said.parts else "object")
        if frame is not None and not _empty(target) and not _fetched(verb, target):
            said.take(takes[frame], *target)
    if not said.parts:
        return _interposed(verb, entry)
    if not said.clause and _empty(said.parts):
        return None
    said.parts += _complements(said.parts, [*kids, *verb.head.children])
    tokens = _own({t.i for part in said.parts for t in part.subtree}, verb)
    speaker = subject(verb)
    if passive and verb.lemma_ in {"quote", "cite"}:
        speaker = passive[0]  # "..., the minister was quoted as saying"
        addressee = addressee or _told(kids)
        tokens -= {t.i for t in speaker.subtree}
    if speaker is not None and verb.lemma_.lower() in speech.lexicon().showing and inert(speaker):
        return None  # "the attack underscores the need for talks"
    if said.clause and speaker is None and (asked := _asked(said.parts, verb)) is not None:
        tokens -= {t.i for t in asked.subtree}
        speaker = next(k for k in asked.children if k.dep_ in SUBJECTS)
    if said.clause and (speaker is None or speaker.i in tokens):
        speaker = behind(verb, tokens)
        tokens -= {t.i for t in speaker.subtree} if speaker is not None else set()
    rule = "verb+clause" if said.clause else "verb+phrase"
    roots = tuple(part.i for part in said.parts)
    if min(roots) > verb.i:
        tokens = _behind(verb, tokens)
    pieces = extents(verb, tokens)
    return Report(verb, pieces, speaker, rule, said.kind, said.clause, addressee, roots)


def _told(kids: list[Token]) -> Token | None:
    """Whom somebody is quoted as telling something."""
    telling = next((k for k in kids if k.lemma_ in {"tell", "inform"}), None)
    low = telling.children if telling is not None else ()
    return next((k for k in low if k.dep_ in {"obj", "iobj"}), None)


def _bidden(whom: Token, kids: list[Token]) -> bool:
    """Whether those called on are bidden to do something: "called on both sides to return". Who
    "called on the king at his palace" paid a visit, and "called him on Monday" by phone."""
    after = [k for k in kids if k.i > whom.i and k.dep_ in {"xcomp", "advcl", "ccomp"}]
    clauses = [*after, *(k for k in whom.children if k.dep_ in {"acl", "advcl", "xcomp"})]
    return any(k.dep_ == "mark" and k.lower_ == "to" for c in clauses for k in c.children)


_PAID = frozenset({"on", "upon"})


def _fetched(verb: Token, target: list[Token]) -> bool:
    """Whether somebody is called home and nothing said: "recalled its ambassador"."""
    who = nouns.find(target[0].lemma_.lower())
    return verb.lemma_ == "recall" and who is not None and who.kind == "people"


def _asked(parts: list[Token], verb: Token) -> Token | None:
    """The participle behind a speaker that a parse took for what is said: "..., two officials
    briefed on the talks said"."""
    if len(parts) < 2 or max(p.i for p in parts) != parts[-1].i or parts[-1].i > verb.i:
        return None
    low = parts[-1]
    who = next((k for k in low.children if k.dep_ in SUBJECTS and k.i < low.i), None)
    if who is None or low.tag_ not in {"VBD", "VBN"} or any(k.dep_ == "obj" for k in low.children):
        return None
    before = verb.doc[who.left_edge.i - 1] if who.left_edge.i else None
    return low if before is not None and before.text == "," else None


def _complements(parts: list[Token], kids: list[Token]) -> list[Token]:
    """What a parse hung on the verb beside its noun: "voiced concern | over arrests"."""
    relational = speech.lexicon().relational
    return [
        kid
        for part in parts
        if part.dep_ == "obj" and part.lemma_.lower() in relational
        for kid in kids
        if kid.left_edge.i == part.right_edge.i + 1
        and (kid.dep_, kid.left_edge.dep_) in {("obl", "case"), ("advcl", "mark")}
        and (kid.dep_ == "obl" or kid.left_edge.lower_ == "to")
    ]


def _stray(clause: Token, kids: list[Token]) -> bool:
    """Whether a parse took "in comments carried by the agency that ..." for two clauses."""
    bare = clause.tag_ == "VBN" and all(k.dep_ not in SUBJECTS for k in clause.children)
    return bare and any(k.dep_ == "ccomp" and k.i > clause.i and _led(k, "that") for k in kids)


def _on_occasion(kids: list[Token]) -> Token | None:
    """The clause that a parse hung on the occasion: "said in an interview that ..."."""
    for kid in kids:
        if kid.dep_ == "obl" and kid.lemma_.lower() in speech.lexicon().occasions:
            for low in kid.children:
                if low.dep_ in {"acl", "acl:relcl"} and low.i > kid.i and _led(low, "that"):
                    return low
    return None


def _led(clause: Token, word: str) -> bool:
    return any(k.dep_ == "mark" and k.lower_ == word for k in clause.children)


def _recipient(verb: Token, kids: list[Token]) -> Token | None:
    """Whom words go to: "said in a letter to the king", "expressed to the king his regret"."""
    for kid in kids:
        if kid.dep_ != "obl":
            continue
        if kid.i > verb.i and any(k.dep_ == "case" and k.lower_ == "to" for k in kid.children):
            return kid
        if kid.lemma_.lower() in speech.lexicon().occasions:
            for low in kid.children:
                if low.dep_ == "nmod" and any(k.lower_ == "to" for k in low.children):
                    return low
    return None


def _own(tokens: set[int], verb: Token) -> set[int]:
    """Contents without those of verbs that go on reporting, and without a day that comes first.

    "He said on the phone they had agreed, adding ...", "said last month the banks had agreed".
    """
    doc = verb.doc
    entries = speech.lexicon().verbs
    for i in sorted(tokens):
        word = doc[i]
        if i in tokens and word.dep_ in {"advcl", "conj"} and word.lemma_.lower() in entries:
            first = beside(word)
            if first is not None and first.i == verb.i:
                tokens -= {t.i for t in word.subtree}
        if i in tokens and word.dep_ in {"parataxis", "ccomp"}:
            tokens -= _handing_over(word)
    if verb.i + 1 in tokens:
        word = doc[verb.i + 1]
        while word.dep_ in {"amod", "det", "compound", "nummod"} and word.head.i > word.i:
            word = word.head
        if word.dep_ in {"obl:unmarked", "obl:npmod", "obl:tmod"} and word.i < verb.i + 4:
            tokens -= {t.i for t in word.subtree}
    return tokens


def _handing_over(word: Token) -> set[int]:
    """The words of a reporting clause put between quoted ones: `"...," he added, "..."`."""
    entry = speech.lexicon().verbs.get(word.lemma_.lower())
    speaker = next((k for k in word.children if k.dep_ == "nsubj"), None)
    if speaker is None or entry is None or entry.takes.get("clause") != "speech":
        return set()
    before = word.doc[max(0, min(word.i, speaker.left_edge.i) - 1)]
    quoted = before.text in QUOTES
    return {word.i, *(t.i for t in speaker.subtree)} if quoted else set()


def _behind(verb: Token, tokens: set[int]) -> set[int]:
    """Contents without what stands before their verb and is not set off from it by a comma.

    "The plan, he said, would fail" is all contents; of "On Tuesday he called for ..." the
    day is not, though a parse may hang it there.
    """
    before = [i for i in tokens if i < verb.i]
    if not before:
        return tokens
    after = verb.doc[max(before) + 1]
    return tokens if after.is_punct else {i for i in tokens if i > verb.i}


def _clausal(word: Token) -> bool:
    return any(k.dep_ in SUBJECTS for k in word.children)


def _first(takes: dict[str, str], *frames: str) -> str | None:
    """The surest of those of the frames that a word takes; of equals the first."""
    have = [f for f in frames if f in takes]
    return min(have, key=lambda f: speech.KINDS.index(takes[f])) if have else None


def _interposed(verb: Token, entry: speech.Entry) -> Report | None:
    """The clause that a reporting clause is put into or behind: "It is, he said, too late"."""
    head = verb.head
    marks = {k.lemma_.lower() for k in verb.children if k.dep_ == "mark"}
    loose = verb.dep_ in {"parataxis", "dep"} and "clause" in entry.takes
    aside = verb.dep_ == "advcl" and "as" in marks and "aside" in entry.takes
    if head.i == verb.i or not (loose or aside):
        return None
    speaker = subject(verb, climb=False)
    if speaker is None:
        return None
    if aside and head.lemma_.lower() in speech.lexicon().verbs:
        # "said that, as the minister put it, time is short": the contents of both.
        head = next((k for k in head.children if k.dep_ == "ccomp"), head)
    own = {t.i for t in verb.subtree}
    tokens = {t.i for t in head.subtree} - own
    kind = entry.takes["clause" if loose else "aside"]
    pieces = () if head.dep_ == "ccomp" else _around(verb, speaker)
    pieces = pieces or extents(verb, tokens)
    return Report(verb, pieces, speaker, "interposed", kind, roots=(head.i,))


def _around(verb: Token, speaker: Token) -> tuple[Piece, ...]:
    """Both sides of a reporting clause that commas set off inside a sentence, else nothing."""
    doc, sentence = verb.doc, sentence_of(verb)
    first, last = min(verb.i, speaker.left_edge.i), max(verb.i, speaker.right_edge.i)
    while first > sentence.start and doc[first - 1].dep_ in {"advmod", "mark", "aux"}:
        first -= 1
    while last + 1 < sentence.end and doc[last + 1].text != "," and last < verb.i + 8:
        last += 1
    commas = first > sentence.start and doc[first - 1].text == ","
    if not commas or last + 2 >= sentence.end or doc[last + 1].text != ",":
        return ()
    tokens = set(range(sentence.start, sentence.end)) - set(range(first, last + 1))
    return extents(verb, tokens)


def _empty(parts: list[Token]) -> bool:
    return all(p.lemma_.lower() in _EMPTY and not list(p.children) for p in parts)
