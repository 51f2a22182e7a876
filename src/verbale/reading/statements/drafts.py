"""Putting quoted passages and reported contents together into statements.

A reporting word claims the passages that its contents touch. A passage that no word claims is
read on from its neighbours: the reporting clause behind or before it, the statement that it
goes on with, the verb that governs it. What is left nobody said: scare quotes and titles.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verbale.knowledge import speech
from verbale.reading.statements import cues
from verbale.reading.statements.cues import Piece, Report
from verbale.reading.statements.marks import Quoted

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(slots=True)
class Draft:
    """A statement in the making: `pieces` in order of place, the passages among them."""

    pieces: list[Piece]
    speaker: Token | None
    cue: Token | None
    rule: str
    passages: list[Quoted] = field(default_factory=list)
    report: Report | None = None

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    def add(self, passage: Quoted) -> None:
        """Take a passage in, as a piece of its own or grown onto the one that it touches."""
        self.passages.append(passage)
        low, high = passage.start, passage.end
        kept = []
        for begin, end in self.pieces:
            if begin <= high and low <= end:
                low, high = min(low, begin), max(high, end)
            else:
                kept.append((begin, end))
        self.pieces = sorted([*kept, (low, high)])


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


def drafts(doc: Doc, passages: tuple[Quoted, ...], reports: list[Report]) -> list[Draft]:
    """The statements of a document, in order of place."""
    found = [
        Draft(list(r.pieces), r.speaker, r.cue, r.rule, report=r) for r in reports
    ]
    owners: dict[Quoted, Draft] = {}
    for draft in found:
        _claim(draft, passages, owners)
    words = Words(doc)
    for index, passage in enumerate(passages):
        if passage in owners:
            continue
        before = passages[index - 1] if index else None
        draft = _read_on(doc, words, passages, index, owners, before)
        if draft is None:
            continue
        owners[passage] = draft
        if all(draft is not d for d in found):
            found.append(draft)
    said = [d for d in found if d.report is None or d.passages or d.report.kind == "speech"]
    return sorted(said, key=lambda d: (d.start, d.end))


def _claim(draft: Draft, passages: tuple[Quoted, ...], owners: dict[Quoted, Draft]) -> None:
    cue = draft.cue.idx if draft.cue is not None else -1
    for low, high in list(draft.pieces):
        first = bisect_left(passages, low, key=lambda p: p.end)
        for passage in passages[max(0, first - 1) :]:
            if passage.start >= high:
                break
            if passage.end <= low or passage.start <= cue < passage.end:
                continue
            if passage.style == "dash":
                continue
            draft.add(passage)
            rival = owners.get(passage)
            if rival is None or _width(draft) < _width(rival):
                owners[passage] = draft


def _width(draft: Draft) -> int:
    return sum(end - start for start, end in draft.pieces)


def _read_on(
    doc: Doc,
    words: Words,
    passages: tuple[Quoted, ...],
    index: int,
    owners: dict[Quoted, Draft],
    before: Quoted | None,
) -> Draft | None:
    passage = passages[index]
    after = passages[index + 1] if index + 1 < len(passages) else None
    if passage.style == "dash":
        return _dash(doc, words, passage)
    if draft := _reporter_behind(doc, words, passage, after):
        return draft
    whole = _is_sentence(doc.text, passage)
    same = before is not None and before.paragraph == passage.paragraph
    if before is not None and before in owners:
        said = owners[before]
        gap = words.between(before.end, passage.start)
        if same and whole and _goes_on(gap) and _width(said) < JOINED:
            said.add(passage)
            return said
        if passage.continued:
            return Draft([(passage.start, passage.end)], said.speaker, said.cue,
                         "continued", [passage])
    if draft := _reporter_before(doc, words, passage, before):
        return draft
    if whole and before is not None and before in owners and (
        same or passage.paragraph - before.paragraph <= 1
    ):
        said = owners[before]
        return Draft([(passage.start, passage.end)], said.speaker, said.cue, "same speaker",
                     [passage])
    if draft := _governed(words, passage):
        return draft
    return None


#: A statement that is already as wide as this takes no more sentences in.
JOINED = 400


def _is_sentence(text: str, passage: Quoted) -> bool:
    low, high = passage.words
    inner = text[low:high].strip()
    return (
        inner[:1].isupper() or inner[:1] in "\u2026.[\u201c\u2018'\"" or inner[:1].isdigit()
    ) and inner.count(" ") >= 2


def _goes_on(gap: list[Token]) -> bool:
    """Whether between two passages there is nothing, or just the end of one sentence."""
    ends = [n for n, token in enumerate(gap) if token.text in {".", "?", "!", ":"}]
    return len(gap) < 45 and (not gap or (len(ends) <= 1 and gap[-1].is_punct))


def _verbs(tokens: list[Token]) -> Iterator[tuple[Token, speech.Entry]]:
    entries = speech.lexicon().verbs
    for token in tokens:
        if token.pos_ in {"VERB", "AUX"}:
            entry = entries.get(token.lemma_.lower())
            if entry is not None:
                yield token, entry


def _reporter_behind(
    doc: Doc, words: Words, passage: Quoted, after: Quoted | None
) -> Draft | None:
    """`"...," he said`: a reporting clause that begins where the passage ends."""
    text = doc.text
    tail = text[passage.start : passage.end].rstrip("\"\u201d\u2019'\u00bb ")[-1:]
    lead = text[passage.end : passage.end + 1]
    if tail not in {",", "?", "!", "\u2014", "-", "\u2026", "."} and lead != ",":
        return None
    stop = after.start if after is not None else len(text)
    stretch: list[Token] = []
    for token in words.between(passage.end, min(stop, passage.end + 250)):
        if "\n" in text[passage.end : token.idx]:
            break
        if token.text in {".", "?", "!", ";"}:
            break
        stretch.append(token)
    if tail == "." and (not stretch or stretch[0].text[:1].isupper()) and lead != ",":
        return None
    for verb, entry in _verbs(stretch):
        if entry.takes.get("clause", "thought") != "thought" and verb.tag_ not in {"VB", "VBG"}:
            speaker = cues.subject(verb) or _beside(verb, stretch)
            if speaker is None or passage.start <= speaker.idx < passage.end:
                speaker = _beside(verb, stretch)
            if speaker is not None:
                return Draft([(passage.start, passage.end)], speaker, verb, "quote+verb", [passage])
    return None


def _beside(verb: Token, stretch: list[Token]) -> Token | None:
    """The noun or pronoun next to a reporting verb whose subject the parse does not show."""
    left = [t for t in stretch if t.i < verb.i and t.pos_ in _NOMINAL]
    right = [t for t in stretch if t.i > verb.i and t.pos_ in _NOMINAL]
    return left[0] if left else right[0] if right else None


_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def _reporter_before(
    doc: Doc, words: Words, passage: Quoted, before: Quoted | None
) -> Draft | None:
    """`He said: "..."`: a reporting clause that ends where the passage begins."""
    text = doc.text
    floor = max(0, passage.start - 300)
    if before is not None:
        floor = max(floor, before.end)
    lead = words.between(floor, passage.start)
    if not lead:
        return None
    gap = text[lead[-1].idx : passage.start]
    if "\n" in gap and lead[-1].text != ":":
        return None
    stretch: list[Token] = []
    for token in reversed(lead):
        if token.text in {".", "?", "!"} and stretch:
            break
        if "\n" in text[token.idx : (stretch[-1].idx if stretch else token.idx)]:
            break
        stretch.append(token)
    stretch.reverse()
    ended = lead[-1].text in {".", "?", "!"}
    if ended:
        return None
    for verb, entry in reversed(list(_verbs(stretch))):
        if set(entry.takes.values()) == {"thought"}:
            continue
        speaker = cues.subject(verb)
        if speaker is None:
            continue
        near = verb.i >= stretch[-1].i - 6 or stretch[-1].text in {":", ","}
        if near:
            return Draft([(passage.start, passage.end)], speaker, verb, "verb+quote", [passage])
    if stretch[-1].text == ":":
        for token in stretch:
            if token.dep_ in {"nsubj", "nsubj:pass"} and token.pos_ in _NOMINAL:
                return Draft([(passage.start, passage.end)], token, stretch[-1], "colon", [passage])
    return None


def _governed(words: Words, passage: Quoted) -> Draft | None:
    """Quoted words in the middle of a sentence: theirs who does the verb that governs them."""
    inner = words.between(*passage.words)
    if len(inner) < 3:
        return None
    entries = speech.lexicon()
    ids = {t.i for t in inner}
    top = next((t for t in inner if t.head.i not in ids or t.head.i == t.i), inner[0])
    for node in cues.ancestors(top):
        if node.i in ids:
            continue
        lemma = node.lemma_.lower()
        if node.pos_ == "VERB" and lemma in entries.verbs:
            speaker = cues.subject(node)
            if speaker is not None and speaker.i not in ids:
                return Draft([(passage.start, passage.end)], speaker, node, "governed", [passage])
        if node.pos_ == "NOUN" and (lemma in entries.nouns or lemma in entries.occasions):
            speaker = cues._owner(node, entries.light)
            if speaker is not None and speaker.i not in ids:
                return Draft([(passage.start, passage.end)], speaker, node, "governed", [passage])
    return None


def _dash(doc: Doc, words: Words, passage: Quoted) -> Draft | None:
    """A paragraph that a dash opens is speech if its reporter is put into it."""
    for verb, entry in _verbs(words.between(passage.start, passage.end)):
        speaker = cues.subject(verb, climb=False)
        if entry.takes.get("clause") != "speech" or speaker is None:
            continue
        left = doc[max(0, min(verb.left_edge.i, speaker.left_edge.i) - 1)]
        if speaker.i > verb.i or left.text in {",", "!", "?", "\u2014", "\u2013"}:
            own = {t.i for t in verb.subtree} if verb.dep_ == "parataxis" else {
                *(t.i for t in speaker.subtree), verb.i
            }
            tokens = {t.i for t in words.between(passage.start + 1, passage.end)} - own
            return Draft(list(cues.extents(verb, tokens)), speaker, verb, "dash", [passage])
    return None
