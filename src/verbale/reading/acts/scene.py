"""The events of a report with its times, places and issues, each with the event that governs it.

From the head word of a mention one climbs to the nearest word of an event, not out of a clause of
its own ("said on Monday that they met").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.language.sentences import sentences
from verbale.reading.acts.tree import cases, upward

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from verbale.knowledge.acts import Lexicon
    from verbale.reading.acts.settle import Settled
    from verbale.records import Cast, Extent, IssueMention, PlaceMention, Timex

_CLAUSES = frozenset(["ccomp", "advcl", "acl:relcl", "parataxis"])


class Notes:
    """What a detail was read from: field -> extents of the words, field -> rule."""

    def __init__(self) -> None:
        self.evidence: dict[str, tuple[Extent, ...]] = {}
        self.rules: dict[str, str] = {}

    def add(self, field: str, extents: tuple[Extent, ...], rule: str) -> None:
        """Note the words and the rule of a field."""
        self.evidence[field] = extents
        self.rules[field] = rule


class Scene:
    """The events of a report, with the mentions of times, places and issues assigned to them."""

    def __init__(
        self,
        doc: Doc,
        settled: list[Settled],
        cast: Cast,
        times: tuple[Timex, ...],
        places: tuple[PlaceMention, ...],
        issues: tuple[IssueMention, ...],
        lexicon: Lexicon,
    ) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.settled = settled
        self.cast = cast
        self.times = times
        self.places = places
        self.issues = issues
        self.sentences = sentences(doc)
        self.sentence_of = [self._sentence_index(doc[one.act.trigger].i) for one in settled]
        self._owner: dict[int, int] = {}
        for index, one in enumerate(settled):
            if one.act.support is not None:
                self._owner.setdefault(one.act.support, index)
        for index, one in enumerate(settled):
            verb = doc[one.act.trigger]
            if verb.dep_ == "cop":  # "was in Chile last week"
                self._owner.setdefault(verb.head.i, index)
            for token in (*one.act.words, *one.also):
                self._owner[token] = index
        self.time_owner = {i: self._owner_of(t.start, t.end) for i, t in enumerate(times)}
        self.place_owner = {i: self._owner_of(p.start, p.end) for i, p in enumerate(places)}
        self.issue_owner = {i: self._owner_of(m.start, m.end, True) for i, m in enumerate(issues)}

    def _sentence_index(self, token: int) -> int:
        for index, sentence in enumerate(self.sentences):
            if token < sentence.end:
                return index
        return len(self.sentences) - 1

    def words(self, name: str) -> frozenset[str]:
        """A class of words of the lexicon."""
        return self.lexicon.classes[name]

    def head(self, start: int, end: int) -> Token | None:
        """The head word of a stretch of text, or None for one without words."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return span.root if span is not None and len(span) else None

    def _owner_of(self, start: int, end: int, deep: bool = False) -> int | None:
        head = self.head(start, end)
        if head is None:
            return None
        clause = _measured_from(head)
        if clause is not None:
            head = clause.head
        head = self._since(head) or head
        if head.i in self._owner:
            return self._owner[head.i]
        word = head
        for above in upward(head):
            if above.i in self._owner:
                if word.dep_ in _CLAUSES and not deep and word.pos_ in {"VERB", "AUX"}:
                    return None
                return self._owner[above.i]
            if not deep and word.dep_ in _CLAUSES and word.i != head.i:
                return None
            word = above
        return None

    def _since(self, head: Token) -> Token | None:
        """The event behind a "since" that a mention ends the phrase of: "the first since talks in
        Doha in May", wherever the parse has hung the month."""
        for noun in head.head.children if head.dep_.startswith("obl") else ():
            if noun.i < head.i and noun.i in self._owner and "since" in cases(noun):
                return noun if "," not in self.doc[noun.i : head.i].text else None
        return None

    def nouns_between(self, start: int, end: int, index: int) -> list[Token]:
        """The nouns between a stretch of text and the words of the event that governs it, lowest
        first: those that name neither a party nor a time, and the stretch's own fellows aside."""
        own = self.settled[index].words
        word = self.head(start, end)
        found: list[Token] = []
        beside = True
        for above in upward(word) if word is not None else ():
            if above.i in own:
                return found
            beside = beside and word is not None and word.dep_ in {"conj", "appos"}
            word = above
            if not beside and word.pos_ in {"NOUN", "PROPN"} and not self._named(word):
                found.append(word)
        return []

    def _named(self, word: Token) -> bool:
        """Whether a word heads a party or belongs to a time."""
        return any(m.head.start <= word.idx < m.head.end for m in self.cast.mentions) or any(
            t.start <= word.idx < t.end for t in self.times
        )

    def governors(self, index: int) -> list[Token]:
        """Verbs of the clause of an event's word: its support, and those that it is complement or
        adjunct noun of."""
        token = self.doc[self.settled[index].act.trigger]
        found: list[Token] = []
        for above in upward(token):
            if token.dep_ in {"ccomp", "acl:relcl", "parataxis"}:
                break
            if above.pos_ in {"VERB", "AUX", "NOUN"}:
                found.append(above)
            token = above
        return found


def _measured_from(time: Token) -> Token | None:
    """The clause that a stretch of time is measured from, where the parse hangs it in there.

    In "it took place a day after he held talks" the day dates what took place.
    """
    verb = time.head
    if verb.dep_ != "advcl":
        return None
    marked = any(
        c.dep_ == "mark" and c.lower_ in {"after", "before"} and c.i > time.i for c in verb.children
    )
    return verb if marked else None
