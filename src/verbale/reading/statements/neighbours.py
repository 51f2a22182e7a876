"""Passages in quote marks that no reporting word claims by the parse.

They are read on from what stands beside them: a reporting clause behind or before, the
statement that goes on, the sentence before, the word that governs them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from verbale.knowledge import speech
from verbale.language.sentences import sentence_of
from verbale.reading.statements.drafts import Draft
from verbale.reading.statements.extents import extents
from verbale.reading.statements.marks import Quoted
from verbale.reading.statements.subjects import FINITE, NOMINAL, ancestors, owner, subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: A statement of this many characters takes no further sentence in: it stays quotable.
JOINED = 400
#: A dash and up to six words that begin with a capital, at the end of a line.
_SIGNATURE = re.compile(
    r"\s*(?:[\u2014\u2013\u2015]|--?)[ \t]*([A-Z][^\s.,]*(?:[ \t]+[^\s.]+){0,5})"
    r"\.?[ \t]*(?=[\r\n]|\Z)"
)
_FULL_STOP = re.compile(r"[.!?][\"\u201d\u2019']?\s+(?=[A-Z\"\u201c])")
_STOPS = frozenset({".", "?", "!"})
_DASHES = frozenset({"\u2014", "\u2013", "\u2015"})


class Words:
    """The words of a document by their place in the text."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._starts = [t.idx for t in doc]

    def between(self, start: int, end: int) -> list[Token]:
        """The words, white space left out, that begin in [start, end)."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [t for t in self.doc[low:high] if not t.is_space]

    def at(self, place: int) -> Token:
        """The word that holds the character at `place`."""
        return self.doc[max(0, bisect_right(self._starts, place) - 1)]


class Neighbours:
    """Reads the unclaimed passages of one document, in order of place."""

    def __init__(
        self,
        doc: Doc,
        passages: tuple[Quoted, ...],
        found: list[Draft],
        owners: dict[Quoted, Draft],
    ) -> None:
        self.text = doc.text
        self.words = Words(doc)
        self.passages = passages
        self.found = found
        self.owners = owners

    def read(self) -> None:
        """Find the drafts of all unclaimed passages; `found` and `owners` learn of them."""
        for index, passage in enumerate(self.passages):
            if passage in self.owners:
                continue
            draft = self._draft(index, passage)
            if draft is not None:
                self.owners[passage] = draft
                if all(draft is not d for d in self.found):
                    self.found.append(draft)

    def _draft(self, index: int, passage: Quoted) -> Draft | None:
        before = self.passages[index - 1] if index else None
        after = self.passages[index + 1] if index + 1 < len(self.passages) else None
        if passage.style == "dash":
            return self._dash(passage)
        return (
            self._signed(passage)
            or self._reporter_behind(passage, after)
            or self._goes_on(passage, before)
            or self._reporter_before(passage, before)
            or self._sentence_before(passage, before)
            or self._governed(passage)
        )

    # --- the readings, surest first --------------------------------------------------------

    def _reporter_behind(self, passage: Quoted, after: Quoted | None) -> Draft | None:
        """`"...," he said`: a reporting clause that begins where the passage ends."""
        tail = self.text[passage.start : passage.end].rstrip("\"\u201d\u2019'\u00bb ")[-1:]
        comma = self.text[passage.end : passage.end + 1] == ","
        if tail not in {",", "?", "!", "\u2014", "-", "\u2026", "."} and not comma:
            return None
        stop = min(after.start if after is not None else len(self.text), passage.end + 250)
        stretch: list[Token] = []
        for token in self.words.between(passage.end, stop):
            if token.text in {".", "?", "!", ";"} or "\n" in self.text[passage.end : token.idx]:
                break
            stretch.append(token)
        if not stretch or (tail == "." and stretch[0].text[:1].isupper() and not comma):
            return None
        for verb, entry in _verbs(stretch):
            kind = entry.takes.get("clause", "thought")
            if kind == "thought" or verb.tag_ in {"VB", "VBG"}:
                continue
            speaker = subject(verb)
            if speaker is None or passage.start <= speaker.idx < passage.end:
                speaker = neighbour(verb, stretch)
            if speaker is not None:
                return _of(passage, speaker, verb, "quote+verb")
        # Any finite verb may hand over after the comma: `"...," Han pressed.`
        first = next((t for t in stretch if t.tag_ in FINITE), None)
        if first is not None and (tail in {",", "?", "!"} or comma):
            near = [k for k in first.children if k.dep_ == "nsubj" and k.i >= stretch[0].i]
            if near and first.i - stretch[0].i <= 6 and near[0].pos_ in NOMINAL:
                return _of(passage, near[0], first, "quote+clause")
        return None

    def _signed(self, passage: Quoted) -> Draft | None:
        """`"..." — Ana Lopez`: a quote with its speaker's name behind a dash."""
        line = _SIGNATURE.match(self.text, passage.end)
        if line is None or not passage.long:
            return None
        names = [t for t in self.words.between(line.start(1), line.end(1)) if t.pos_ == "PROPN"]
        dash = self.words.at(line.start(1) - 1)
        return _of(passage, names[0], dash, "signed") if names else None

    def _goes_on(self, passage: Quoted, before: Quoted | None) -> Draft | None:
        """`"...," he said. "..."`, and the next paragraph of a quote that was not closed."""
        said = self.owners.get(before) if before is not None else None
        if before is None or said is None:
            return None
        if before.paragraph == passage.paragraph and _is_sentence(self.text, passage):
            gap = self.words.between(before.end, passage.start)
            ends = sum(token.text in {".", "?", "!", ":"} for token in gap)
            if not gap or (len(gap) < 45 and ends <= 1 and gap[-1].is_punct):
                if said.width < JOINED:
                    said.add(passage)
                    return said
                return _of(passage, said.speaker, said.cue, "goes on")
        if passage.continued:
            return _of(passage, said.speaker, said.cue, "goes on")
        return None

    def _reporter_before(self, passage: Quoted, before: Quoted | None) -> Draft | None:
        """`He said: "..."`: a reporting clause that ends where the passage begins."""
        floor = max(0, passage.start - 300, before.end if before is not None else 0)
        lead = self.words.between(floor, passage.start)
        if not lead or lead[-1].text in _STOPS:
            return None
        if "\n" in self.text[lead[-1].idx : passage.start] and lead[-1].text != ":":
            return None
        stretch = [lead[-1]]
        for token in reversed(lead[:-1]):
            if token.text in _STOPS or "\n" in self.text[token.idx : stretch[-1].idx]:
                break
            stretch.append(token)
        stretch.reverse()
        handed = stretch[-1].text in {":", ","}
        if not handed and _is_title(self.text, passage):
            return None
        for verb, entry in reversed(list(_verbs(stretch))):
            kinds = set(entry.takes.values())
            if kinds == {"thought"} or ("speech" not in kinds and not handed):
                continue
            speaker = subject(verb)
            if speaker is not None and (handed or verb.i >= stretch[-1].i - 6):
                return self._split(passage, verb) or _of(passage, speaker, verb, "verb+quote")
        if stretch[-1].text == ":":
            return self._label(passage, stretch)
        return None

    def _split(self, passage: Quoted, verb: Token) -> Draft | None:
        """`"...," he added, "..."`: the statement that the verb has already, with this passage.

        Passages before the verb that another statement owns are left to it.
        """
        for draft in self.found:
            if draft.cue is not None and draft.cue.i == verb.i and draft.passages:
                others = [p for p in draft.passages if self.owners.get(p) is not draft]
                draft.passages = [p for p in draft.passages if p not in others]
                draft.pieces = [
                    (a, b)
                    for a, b in draft.pieces
                    if not any(p.start < b and a < p.end for p in others)
                ]
                draft.add(passage)
                return draft
        return None

    def _label(self, passage: Quoted, stretch: list[Token]) -> Draft | None:
        """`The minister on the talks: "..."`, `No deal in sight - Kim: "..."`."""
        dashes = [n for n, t in enumerate(stretch) if t.text in {"-", "\u2013", "\u2014"}]
        dash = dashes[-1] if dashes else -1
        rest = stretch[dash + 1 : -1]
        for token in rest:
            if token.dep_ in {"nsubj", "nsubj:pass"} and token.pos_ in NOMINAL:
                return _of(passage, token, stretch[-1], "colon")
        for token in rest:
            if token.ent_type_ in {"PERSON", "ORG"}:
                return _of(passage, token, stretch[-1], "colon")
        return None

    def _sentence_before(self, passage: Quoted, before: Quoted | None) -> Draft | None:
        """A quoted sentence that stands alone: theirs whom the text before it speaks of."""
        if not _is_sentence(self.text, passage) or not self._opens_sentence(passage):
            return None
        if _is_title(self.text, passage):
            return None
        near = [
            d
            for d in self.found
            if d.end <= passage.start
            and d.speaker is not None
            and d.kind == "speech"
            and passage.start - d.end < 600
        ]
        last = max(near, key=lambda d: d.end, default=None)
        at = max(0, passage.start - 1)
        while at and (self.text[at].isspace() or self.text[at] in "\"\u201d\u2019'"):
            at -= 1
        sentence = sentence_of(self.words.at(at))
        if last is not None and last.end > sentence.start_char:
            return _of(passage, last.speaker, last.cue, "same speaker")
        head = sentence.root
        speaker = subject(head, climb=False)
        if speaker is not None and (
            speaker.ent_type_ in {"PERSON", "ORG"} or speaker.lower_ in {"he", "she", "they"}
        ):
            return _of(passage, speaker, head, "sentence before")
        if last is not None and self.text.count("\n\n", last.end, passage.start) <= 1:
            return _of(passage, last.speaker, last.cue, "same speaker")
        return None

    def _opens_sentence(self, passage: Quoted) -> bool:
        lead = self.text[max(0, passage.start - 3) : passage.start]
        stripped = lead.rstrip()
        return "\n" in lead or not stripped or stripped[-1] in ".?!:\"\u201d\u2019'"

    def _governed(self, passage: Quoted) -> Draft | None:
        """Quoted words inside a sentence: theirs who does what the governing word says."""
        inner = self.words.between(*passage.words)
        if not inner or not passage.long or _is_title(self.text, passage):
            return None
        lexicon = speech.lexicon()
        ids = {t.i for t in inner}
        top = next((t for t in inner if t.head.i not in ids or t.head.i == t.i), inner[0])
        for node in ancestors(top):
            if node.i in ids:
                continue
            low, high = sorted((node.idx, passage.start))
            if _FULL_STOP.search(self.text, low, high):
                return None  # two sentences that the parse took for one
            lemma = node.lemma_.lower()
            speaker = None
            if node.pos_ == "VERB" and lemma in lexicon.verbs:
                speaker = subject(node)
            elif node.pos_ == "NOUN" and (lemma in lexicon.nouns or lemma in lexicon.occasions):
                speaker = owner(node, lexicon.light)
            if speaker is not None and speaker.i not in ids:
                return _of(passage, speaker, node, "governed")
        return None

    def _dash(self, passage: Quoted) -> Draft | None:
        """A paragraph that a dash opens is speech if its reporter is put into it."""
        tokens = self.words.between(passage.start, passage.end)
        for verb, entry in _verbs(tokens):
            speaker = subject(verb, climb=False)
            if entry.takes.get("clause") != "speech" or speaker is None:
                continue
            left = verb.doc[max(0, min(verb.i, speaker.left_edge.i) - 1)]
            set_off = left.text in {",", "!", "?", "\u2014", "\u2013", "."}
            if not set_off or left.idx <= passage.start:
                continue
            # The parse took the line for a plain sentence: this reading takes its place.
            self.found[:] = [d for d in self.found if d.cue is None or d.cue.i != verb.i]
            own = self._reporting(verb, speaker, passage.end)
            spoken = {t.i for t in tokens[1:] if t.text not in _DASHES} - own
            return Draft(list(extents(verb, spoken)), speaker, verb, "dash", [passage])
        return None

    def _reporting(self, verb: Token, speaker: Token, stop: int) -> set[int]:
        """The words of a reporting clause put into speech, up to the mark that ends it."""
        first = min(verb.i, speaker.left_edge.i)
        last = max(verb.i, speaker.right_edge.i)
        doc = verb.doc
        while last + 1 < len(doc) and doc[last + 1].idx < stop and not doc[last + 1].is_punct:
            last += 1
        return set(range(first, last + 1))


def _of(passage: Quoted, speaker: Token | None, cue: Token | None, rule: str) -> Draft:
    return Draft([(passage.start, passage.end)], speaker, cue, rule, [passage])


def _verbs(tokens: list[Token]) -> Iterator[tuple[Token, speech.Entry]]:
    entries = speech.lexicon().verbs
    for token in tokens:
        if token.pos_ in {"VERB", "AUX"}:
            entry = entries.get(token.lemma_.lower())
            if entry is not None:
                yield token, entry


def neighbour(verb: Token, stretch: list[Token]) -> Token | None:
    """The head of the noun phrase next to a verb whose subject the parse does not show."""
    ids = {t.i for t in stretch}
    for tokens in ([t for t in stretch if t.i < verb.i], [t for t in stretch if t.i > verb.i]):
        for token in tokens:
            if token.pos_ in NOMINAL:
                while (up := token.head).i in ids and up.pos_ in NOMINAL and up.i != token.i:
                    token = up
                return token
    return None


def _is_sentence(text: str, passage: Quoted) -> bool:
    low, high = passage.words
    inner = text[low:high].strip()
    opens = inner[:1].isupper() or inner[:1].isdigit() or inner[:1] in "\u2026.[\u201c\u2018'\""
    return opens and inner.count(" ") >= 2


def _is_title(text: str, passage: Quoted) -> bool:
    """Whether all but the small words are capitalised, as in the name of a book or programme."""
    low, high = passage.words
    inner = text[low:high].strip()
    if inner[-1:] in {".", "?", "!"} and inner.count(" ") > 4:
        return False
    long = [w for w in inner.split() if len(w.strip("\"',.")) > 3]
    return bool(long) and all(w.lstrip("\"'(\u2018\u201c")[:1].isupper() for w in long)
