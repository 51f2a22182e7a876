"""From the text of a report to its time expressions: joining drafts, checking them, tense."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from verbale.reading.times import tense as tenses
from verbale.reading.times.drafts import Draft
from verbale.reading.times.forms import evaluate, is_absolute
from verbale.reading.times.grammar import drafts
from verbale.reading.times.lexing import Lexeme, lexemes
from verbale.records import Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PREFIX = re.compile(r"(?:D?(?P<e>e)-?|D?(?P<b>E)0|(?P<l>l)(?:1)?|(?P<i>e)1|(?P<q>q))$")
_SUB_YEAR = ("day", "month", "quarter", "half", "season")
_LOOSE_MONTHS = ("may", "march", "august", "mar", "jan", "dec", "sep")


def find(doc: Doc) -> tuple[Timex, ...]:
    """The time expressions of `doc`, in order, in terms that await a reference date.

    Uses the parse, where there is one, for tense and to tell "May" from "may".
    """
    text = doc.text
    words = lexemes(text)
    symbols = "".join(word.symbol for word in words)
    starts = [token.idx for token in doc]
    found: list[Timex] = []
    for draft in _prefixed(_joined(drafts(words), words, symbols), words, symbols):
        if draft.type in ("PART", "HALF"):
            continue
        start, end = _extent(draft, words, text)
        first = bisect_right(starts, words[draft.first].start) - 1
        last = bisect_right(starts, words[draft.last - 1].start)
        if not _plausible(draft, words, doc, first, last):
            continue
        governed = tenses.tense(doc, first, last)
        if tenses.looks_ahead(text, words[draft.first].start) and governed != "past":
            governed = "future"
        found.append(_normal(draft.timex(start, end, governed)))
    return tuple(found)


def _extent(draft: Draft, words: list[Lexeme], text: str) -> tuple[int, int]:
    last = words[draft.last - 1]
    return words[draft.first].start, last.end


def _normal(timex: Timex) -> Timex:
    """Forms that need no reference are written as the value that they come to."""
    form = timex.form
    if timex.type in ("DATE", "TIME") and " .. " not in form and form[0].isdigit():
        if is_absolute(form) and (point := evaluate(form, None)) is not None:
            return Timex(
                timex.start, timex.end, timex.type, point.value, timex.tense, timex.mod,
                timex.anchor, timex.rule,
            )  # fmt: skip
    return timex


def _joined(pieces: list[Draft], words: list[Lexeme], symbols: str) -> list[Draft]:
    """Join neighbours that are one expression: "Friday morning", "July last year"."""
    out: list[Draft] = []
    for piece in pieces:
        if out:
            gap = symbols[out[-1].last : piece.first]
            joined = _join(out[-1], gap, piece, words)
            if joined is not None:
                out[-1] = joined
                # a clock, then the day, then the year: try again with what went before
                if len(out) > 1:
                    gap = symbols[out[-2].last : out[-1].first]
                    again = _join(out[-2], gap, out[-1], words)
                    if again is not None:
                        out[-2:] = [again]
                continue
        out.append(piece)
    return out


def _join(left: Draft, gap: str, right: Draft, words: list[Lexeme]) -> Draft | None:
    if left.type in ("SET", "DURATION") or right.type in ("SET", "DURATION"):
        return None
    if left.whole or right.whole or left.until or right.until:
        return None
    part = right.type == "PART"
    if left.grain == "day" and not left.time and gap in ("", "'") and (part or right.grain == "clock"):
        if part or right.rule == "part-of-day":
            return _merged(left, right, left, time=right.time, type="TIME")
        return None
    if left.type in ("PART", "TIME") and not left.steps and gap in ("", ",", "2", "0") and right.grain == "day":
        if left.type == "PART" and gap not in ("", "0"):
            return None
        if not right.time:
            return _merged(left, right, right, time=left.time, type="TIME")
    if part or left.type == "PART":
        return None
    if left.item and not left.steps and not left.way and left.grain in _SUB_YEAR:
        if right.grain == "year" and not right.item and gap in ("", "0", ",", "10") and right.steps:
            if gap == "" and right.steps.isdigit() and left.grain != "half":
                return None
            return _merged(left, right, left, steps=right.steps, anchor=right.anchor, type="DATE")
        if right.grain == "week" and gap in ("", "0") and left.grain == "day" and left.item[0] == "w":
            return _merged(left, right, left, steps=right.steps, anchor=right.anchor)
        if right.grain == "month" and gap == "0" and left.item[0] == "w":
            return None
    if left.grain == "year" and left.steps and not left.item and right.item and not right.steps:
        if gap in ("", "'", "-") and right.grain in _SUB_YEAR and not right.way:
            return _merged(left, right, right, steps=left.steps, anchor=left.anchor, type="DATE")
    if left.grain in ("week",) and left.steps and right.item[:1] == "w" and gap == "'":
        return _merged(left, right, right, steps=left.steps, anchor=left.anchor)
    return None


def _merged(left: Draft, right: Draft, base: Draft, **changes: str) -> Draft:
    fields = {**vars(base), "first": left.first, "last": right.last, **changes}
    fields["mod"] = left.mod or right.mod
    fields["rule"] = left.rule if left.rule == right.rule else f"{left.rule}+{right.rule}"
    return Draft(**fields)


def _prefixed(pieces: list[Draft], words: list[Lexeme], symbols: str) -> list[Draft]:
    """Take in "early", "the end of", "earlier", "about" before an expression."""
    edge = 0
    for piece in pieces:
        if piece.type in ("DATE", "TIME", "HALF") and not piece.whole:
            match = _PREFIX.search(symbols[edge : piece.first])
            if match is not None:
                _prefix(piece, match, words, edge, symbols)
        edge = piece.last
    return pieces


def _prefix(
    piece: Draft, match: re.Match[str], words: list[Lexeme], edge: int, symbols: str
) -> None:
    lead = words[edge + match.end() - 1]
    first = edge + match.start()
    if match["e"] or match["b"] or match["i"]:
        at = edge + match.start(match.lastgroup or 0)
        if match["i"] and piece.grain not in ("year", "month", "week", "day", "decade"):
            return
        piece.mod = str(words[at].value)
    elif match["l"]:
        word = words[edge + match.start("l")]
        if match.group().endswith("1") and symbols[piece.first] != "D":
            return
        piece.clip = "so-far" if word.value == "earlier" else "to-come"
        if piece.grain == "day" and piece.rule.startswith(("weekday", "deictic")):
            piece.clip = ""
        first = edge + match.start("l")
    elif match["q"]:
        if piece.rule not in ("month-day", "clock", "year-end", "weekday", "year"):
            return
        if lead.raw.lower() not in ("about", "around", "approximately", "roughly"):
            return
        piece.mod = "APPROX"
    piece.first = first


def _plausible(draft: Draft, words: list[Lexeme], doc: Doc, first: int, last: int) -> bool:
    """Whether the parse lets these words be a time: "May" the month, "Friday" no one's name."""
    core = words[draft.last - 1]
    if draft.rule == "month" and draft.last - draft.first == 1:
        token = doc[first]
        if core.raw.lower() in _LOOSE_MONTHS:
            if token.tag_ and token.pos_ not in ("PROPN", "NOUN"):
                return False
        if token.ent_type_ in ("PERSON", "ORG"):
            return False
        if len(core.raw) == 3 and core.raw != "May" and doc.text[core.end : core.end + 1] != ".":
            return False
    if draft.rule == "season" and draft.last - draft.first == 1:
        token = doc[first]
        if token.tag_ and token.pos_ not in ("NOUN", "PROPN"):
            return False
    if draft.rule == "weekday" and draft.last - draft.first == 1:
        token = doc[first]
        if token.ent_type_ == "PERSON":
            return False
    if draft.rule == "year" and draft.last - draft.first == 1:
        token = doc[first]
        if token.dep_ == "nummod" and token.head.tag_ == "NNS" and token.head.i > token.i:
            return False
    return True
