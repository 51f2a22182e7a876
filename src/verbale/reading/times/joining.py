"""Drafts that stand together: joined into one expression, and widened by what leads them."""

from __future__ import annotations

import re

from verbale.reading.times.drafts import Draft
from verbale.reading.times.lexing import Lexeme

_PREFIX = re.compile(
    r"(?:D?(?P<e>e)-?|D?(?P<b>E)0|(?P<l>l)(?:1)?|(?P<i>e)1|(?P<q>q)|D?(?P<r>[oLe])[uU]0|D?(?P<u>u)0)$"
)
_SUB_YEAR = ("day", "month", "quarter", "half", "season")


def joined(pieces: list[Draft], symbols: str) -> list[Draft]:
    """Join neighbours that are one expression: "Friday morning", "July last year"."""
    out: list[Draft] = []
    for piece in pieces:
        if out:
            gap = symbols[out[-1].last : piece.first]
            joined = _join(out[-1], gap, piece)
            if joined is not None:
                out[-1] = joined
                # a clock, then the day, then the year: try again with what went before
                if len(out) > 1:
                    gap = symbols[out[-2].last : out[-1].first]
                    again = _join(out[-2], gap, out[-1])
                    if again is not None:
                        out[-2:] = [again]
                continue
        out.append(piece)
    return out


def _join(left: Draft, gap: str, right: Draft) -> Draft | None:
    if left.type in ("SET", "DURATION") or right.type in ("SET", "DURATION"):
        return None
    if left.whole or right.whole or left.until or right.until:
        return None
    part = right.type == "PART"
    if (
        left.grain == "day"
        and not left.time
        and gap in ("", "'")
        and (part or right.grain == "clock")
    ):
        if part or right.rule == "part-of-day":
            return _merged(left, right, left, time=right.time, type="TIME")
        return None
    if (
        left.type in ("PART", "TIME")
        and not left.steps
        and gap in ("", ",", "2", "0")
        and right.grain == "day"
    ):
        if left.type == "PART" and gap not in ("", "0", "2"):
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
        if (
            right.grain == "week"
            and gap in ("", "0")
            and left.grain == "day"
            and left.item[0] == "w"
        ):
            return _merged(left, right, left, steps=right.steps, anchor=right.anchor)
    if left.grain == "year" and left.steps and not left.item and right.item and not right.steps:
        beside = gap in ("", "'", "-")
        if beside and right.grain in _SUB_YEAR and not right.way:
            return _merged(left, right, right, steps=left.steps, anchor=left.anchor, type="DATE")
    if left.grain == "week" and left.steps and right.item[:1] == "w" and gap == "'":
        return _merged(left, right, right, steps=left.steps, anchor=left.anchor)
    return None


def _merged(left: Draft, right: Draft, base: Draft, **changes: str) -> Draft:
    fields = {**vars(base), "first": left.first, "last": right.last, **changes}
    fields["mod"] = left.mod or right.mod
    fields["rule"] = left.rule if left.rule == right.rule else f"{left.rule}+{right.rule}"
    return Draft(**fields)


def prefixed(pieces: list[Draft], words: list[Lexeme], symbols: str) -> list[Draft]:
    """Take in "early", "the end of", "earlier", "about" before an expression."""
    edge = 0
    for piece in pieces:
        if piece.rule.startswith("year+") and symbols[edge : piece.first].endswith("D"):
            piece.first -= 1  # "the 1988 second quarter"
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
        if match["i"] and piece.grain in ("", "clock"):
            return
        piece.mod = str(words[at].value)
        if match.group().startswith("De-"):
            first += 1  # "the late-November trip": the article is the noun's
    elif match["l"]:
        word = words[edge + match.start("l")]
        if match.group().endswith("1") and symbols[piece.first] != "D":
            return
        piece.clip = "so-far" if word.value == "earlier" else "to-come"
        if piece.grain == "day" and piece.rule.startswith(("weekday", "deictic")):
            piece.clip = ""
        first = edge + match.start("l")
    elif match["r"]:
        # "the last week of June", "the first days of 2022"
        value = words[edge + match.start("r")].value
        part = {1: "START", "last": "END"}.get(value, value)
        wide = ("month", "quarter", "half", "season", "year", "decade", "century")
        if part not in ("START", "MID", "END") or piece.grain not in wide:
            return
        piece.mod = str(part)
    elif match["u"]:
        if words[edge + match.start("u")].value != "week" or piece.grain != "day" or piece.time:
            return
        piece.then, piece.grain, piece.rule = "week+0", "week", f"week-of+{piece.rule}"
    elif match["q"]:
        if piece.rule not in ("month-day", "day-month", "clock", "year-end", "year"):
            return
        if lead.raw.lower() not in ("about", "around", "approximately", "roughly"):
            return
        piece.mod = "APPROX"
    piece.first = first
