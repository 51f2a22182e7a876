"""Quote marks and what stands between them.

Marks are paired paragraph by paragraph, so that a lost one spoils no more than its own
paragraph. A quote that runs over paragraphs opens anew in each and closes once; where the
next paragraph does not open with a mark, the closing one was lost and is supplied.
"""

from __future__ import annotations

import re

import msgspec

from verbale.language.tokens import paragraphs


class Quoted(msgspec.Struct, frozen=True):
    """A passage in quote marks, marks included; offsets in the text, half open.

    `continues`: the same speech goes on in the next paragraph, which opens with a mark.
    `continued`: it goes on from the paragraph before. `repaired`: a mark was supplied.
    `style`: "double", "single" or "dash". `paragraph` is the index of its paragraph. `ended`:
    a full sentence, or a part of one that a comma hands over to its reporter. `long`: of more
    than two words. `relative`: it opens with a relative pronoun, and so goes on with a phrase.
    """

    start: int
    end: int
    paragraph: int
    style: str = "double"
    continues: bool = False
    continued: bool = False
    repaired: bool = False
    ended: bool = False
    long: bool = False
    relative: bool = False

    @property
    def words(self) -> tuple[int, int]:
        """The extent without the marks (a supplied mark takes no room)."""
        return self.start + 1, self.end if self.continues or self.repaired else self.end - 1


_DOUBLE = re.compile(
    r"[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02]|``|''|\u2018\u2018|\u2019\u2019"
)
_OPENING = frozenset({"\u201c", "\u201e", "\u00ab", "``", "\u2018\u2018"})
_CLOSING = frozenset({"\u201d", "\u00bb", "''", "\u2019\u2019"})
_SINGLE_OPEN = re.compile(
    r"(?:(?<=[\s(\[\u2014\u2013\"\u201c-])|(?<![\s\S]))[\u2018'\u2039](?=[\w$\u2026\[.])"
)
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?\u2026%;\])])['\u2019\u203a](?![\w'\u2019])")
#: Words that lose their front and begin with an apostrophe.
_CLIPPED = re.compile(
    r"['\u2018\u2019](?:em|til|tis|twas|cause|bout|n|round|\d\ds?)\b", re.IGNORECASE
)
_DASH = re.compile(r"[\u2014\u2013\u2015]\s*(?=[\"\u201c]?[A-Z\u00c0-\u017d])")
#: Where speech gives way to its reporter, for a closing mark that was lost.
_SAID = "(?:said|says|told|added|asked|wrote|warned|replied|noted|argued|insisted|explained)"
_HANDOVER = re.compile(
    rf"(?<=[,.?!])\s+(?=(?:(?:he|she|they|it|I|we)\s+(?:\w+\s+)?{_SAID}"
    rf"|{_SAID}\s|(?:[A-Z][\w.\u2019'-]+\s+){{1,4}}{_SAID}\b"
    rf"|(?:the|a|an|his|her|their)\s+(?:[\w-]+\s+){{1,5}}{_SAID}\b))"
)


def find(text: str) -> tuple[Quoted, ...]:
    """All passages in quote marks of a text, outermost only, in order of place."""
    spans = paragraphs(text)
    found: list[Quoted] = []
    running = False
    for index, (begin, end) in enumerate(spans):
        follows = index + 1 < len(spans) and _opens_paragraph(text, *spans[index + 1])
        passages = _doubles(text, begin, end, index, running=running, follows=follows)
        running = bool(passages) and passages[-1].continues
        passages += _singles(text, begin, end, index, passages)
        if not passages and (dash := _DASH.match(text, begin, end)):
            passages = [Quoted(dash.start(), end, index, style="dash", repaired=True)]
        found += sorted(passages, key=lambda p: p.start)
    return tuple(_measured(text, p) for p in found)


def _measured(text: str, passage: Quoted) -> Quoted:
    low, high = passage.words
    inner = text[low:high].strip(" '\u2019`\u2018")
    ended = inner[-1:] in _ENDS or text[passage.end : passage.end + 1] in {",", "."}
    return msgspec.structs.replace(
        passage,
        ended=ended and inner[:1].isupper(),
        long=len(inner.split()) > 2,
        relative=_RELATIVE.match(inner) is not None,
    )


_RELATIVE = re.compile(r"(?:that|which|who|whose)\b")


_ENDS = frozenset({".", "?", "!", ",", "\u2026", "\u2014"})


def _opens_paragraph(text: str, begin: int, end: int) -> bool:
    mark = _DOUBLE.match(text, begin, end)
    return mark is not None and _direction(text, mark, begin, end) != -1


def _direction(text: str, mark: re.Match[str], begin: int, end: int) -> int:
    """1 if the mark can only open, -1 if it can only close, 0 if either."""
    before = text[mark.start() - 1] if mark.start() > begin else " "
    after = text[mark.end()] if mark.end() < end else " "
    word_before = not (before.isspace() or before in "([{\u2014\u2013-/\u2018'")
    word_after = not (after.isspace() or after in ".,;:!?)]}\u2014\u2013-/\u2019'")
    if mark.start() == begin and not after.isspace():
        return 1
    sign = mark.group()
    if sign in _OPENING and (word_after or not word_before):
        return 1
    if sign in _CLOSING and (word_before or not word_after):
        return -1
    if word_before and not word_after:
        return -1
    if word_after and not word_before:
        return 1
    return 0


def _inches(text: str, mark: re.Match[str], begin: int, opened: bool) -> bool:
    """6'3" is a height, not speech."""
    before = text[max(begin, mark.start() - 4) : mark.start()]
    feet = re.search(r"\d['\u2019]\s?\d{1,2}\Z", before) is not None
    bare = not opened and before[-1:].isdigit()
    return mark.group() in {'"', "\u201d", "''", "\u2019\u2019"} and (feet or bare)


def _doubles(
    text: str, begin: int, end: int, index: int, *, running: bool, follows: bool
) -> list[Quoted]:
    """Passages between double marks in one paragraph."""
    passages: list[Quoted] = []
    opened: re.Match[str] | None = None
    depth = 0

    def add(start: int, stop: int, *, continues: bool = False, repaired: bool = False) -> None:
        continued = running and start == begin
        passages.append(Quoted(start, stop, index, "double", continues, continued, repaired))

    for mark in _DOUBLE.finditer(text, begin, end):
        way = _direction(text, mark, begin, end)
        if _inches(text, mark, begin, opened is not None):
            continue
        if opened is None:
            if way == -1:
                start = _lost_opening(text, begin, mark.start(), passages)
                if start is not None:
                    add(start, mark.end(), repaired=True)
                continue
            opened, depth = mark, 0
        elif way == 1 and _nests(text, opened, mark, end):
            depth += 1
        elif way == 1:
            add(opened.start(), _lost_closing(text, opened.end(), mark.start()), repaired=True)
            opened = mark
        elif depth and mark.end() < end and _DOUBLE.search(text, mark.end(), end):
            depth -= 1
        else:
            add(opened.start(), mark.end())
            opened, depth = None, 0
    if opened is not None:
        stop = end if follows else _lost_closing(text, opened.end(), end)
        if follows:
            add(opened.start(), end, continues=True)
        elif opened.start() == begin or stop < end or text[opened.end() : end].count(" ") > 3:
            add(opened.start(), stop, repaired=True)
    return passages


def _nests(text: str, opened: re.Match[str], mark: re.Match[str], end: int) -> bool:
    """Whether a second opening mark starts a quote within a quote: two closings follow."""
    closings = sum(
        m.group() in _CLOSING or _direction(text, m, mark.start(), end) == -1
        for m in _DOUBLE.finditer(text, mark.end(), end)
    )
    openings = sum(
        _direction(text, m, mark.start(), end) == 1 for m in _DOUBLE.finditer(text, mark.end(), end)
    )
    return closings - openings >= 2 and not text[opened.end() : mark.start()].isspace()


def _lost_opening(text: str, begin: int, stop: int, passages: list[Quoted]) -> int | None:
    """Where a passage opens whose opening mark was lost: its sentence, if that looks spoken.

    Only speech closes on ``,"`` or ``."``; a stray mark behind a bare word is let go.
    """
    if text[stop - 1 : stop] not in {",", ".", "?", "!"}:
        return None
    floor = max([begin, *(p.end for p in passages)])
    if floor != begin:
        return None
    return begin


def _lost_closing(text: str, start: int, stop: int) -> int:
    """Where a passage ends whose closing mark was lost: before its reporter, else at `stop`."""
    handover = _HANDOVER.search(text, start, stop)
    limit = handover.start() if handover else stop
    while limit > start and text[limit - 1].isspace():
        limit -= 1
    return limit


def _singles(text: str, begin: int, end: int, index: int, taken: list[Quoted]) -> list[Quoted]:
    """Passages between single marks, outside those between double ones."""
    passages: list[Quoted] = []
    at = begin
    while match := _SINGLE_OPEN.search(text, at, end):
        start = at = match.start()
        at += 1
        outer = next((p for p in taken if p.start <= start < p.end), None)
        if outer is not None:
            at = outer.end
            continue
        if _CLIPPED.match(text, start, end):
            continue
        limit = min([end, *(p.start for p in taken if p.start > start)])
        stop = _single_close(text, start + 1, limit)
        if stop is not None:
            passages.append(Quoted(start, stop, index, style="single"))
            at = stop
    return passages


def _single_close(text: str, start: int, limit: int) -> int | None:
    """The end of a passage in single marks; a plural's apostrophe is no closing mark."""
    bare: int | None = None
    for match in _SINGLE_CLOSE.finditer(text, start, limit):
        before = text[match.start() - 1]
        if not before.isalnum():
            return match.end()
        after = text[match.end() : match.end() + 1]
        if before != "s" or after in {"", ",", ".", ";", ":", "?", "!", ")", "\u2014"}:
            return match.end()
        bare = bare or match.end()
    return bare
