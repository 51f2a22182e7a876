"""Text into lexemes: words and figures with a class letter each, for the grammar to read.

The grammar works on the string of class letters, one a lexeme, so that its rules stay short
and fast, and the tokenizer's habits ("8-month-old", "p.m.") do not matter. Letters and words
are in `knowledge/data/times.toml`; figures get theirs here:

    n number   o ordinal   y year   Y decade   i full date in figures   C clock ("10:35")
    '  possessive   -  hyphen or dash   , . /  themselves   $  currency   %  per cent
    @  "Q3", "H1"   ½  a half   |  blank line   _  any other word
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec


class WordClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One class of `times.toml`."""

    symbol: str
    words: dict[str, int | str]
    capital: bool = False


class Lexeme(NamedTuple):
    """A word or figure at `start`..`end` of the text; `raw` as written."""

    start: int
    end: int
    symbol: str
    value: int | float | str
    raw: str


class Lexicon(NamedTuple):
    """Words by their lower-case form; phrases by their first word, longest first."""

    words: dict[str, tuple[str, int | str, bool]]
    phrases: dict[str, list[tuple[tuple[str, ...], str, int | str, bool]]]


_LEXEME = re.compile(
    # Most are words: what begins with a letter and is none comes before them, all else behind.
    r"(?P<quarter>(?<!\w)[QH][1-4](?!\w)|(?<!\w)[1-4]Q(?!\w))"
    r"|(?P<half>[AaPp]\.\s?[Mm]\b\.?)"
    r"|(?P<clockword>[Oo]['’]clock)"
    r"|(?P<word>[A-Za-z]+|(?!½)[^\W\d_]+)"
    r"|(?P<iso>(?<![\w-])[12]\d{3}/[01]?\d/[0-3]?\d(?![\w/])"
    r"|(?<![\w-])[12]\d{3}-[01]\d-[0-3]\d"
    r"(?:T[0-2]\d:[0-5]\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))"
    r"|(?P<slash>(?<![\w/.-])\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:[12]\d)?\d\d(?![\w/]))"
    r"|(?P<clock>(?<![\d:])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<decade>(?<!\w)(?:[12]\d\d0|['’‘`]?[1-9]0)['’]?s(?!\w))"
    r"|(?P<fraction>(?<!\w)1/2(?!\w)|½)"
    r"|(?P<ordinal>\d+(?:st|nd|rd|th|ST|ND|RD|TH)(?!\w))"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"|(?P<possessive>['’]s(?!\w))"
    r"|(?P<break>\n[ \t\r]*\n\s*)"
    r"|(?P<mark>[^\w\s])"
)
_MARKS = {
    "-": "-", "–": "-", "—": "-", ",": ",", ".": ".", "/": "/", "'": "'", "’": "'",
    "$": "$", "£": "$", "€": "$", "#": "$", "¥": "$", "%": "%", "&": "&",
}  # fmt: skip


_LONGEST = 12  # words of a number; "one hundred and twenty-three thousand ..." stays below


@cache
def lexicon() -> Lexicon:
    """The words of `times.toml`."""
    text = files("verbale.knowledge.data").joinpath("times.toml").read_text("utf-8")
    classes = msgspec.toml.decode(text, type=dict[str, WordClass])
    words: dict[str, tuple[str, int | str, bool]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str, int | str, bool]]] = {}
    for group in classes.values():
        for word, value in group.words.items():
            pieces = tuple(m.group().lower() for m in _LEXEME.finditer(word))
            entry = (group.symbol, value, group.capital)
            if len(pieces) == 1:
                words[pieces[0]] = entry
            else:
                phrases.setdefault(pieces[0], []).append((pieces, *entry))
    for options in phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return Lexicon(words, phrases)


def lexemes(text: str) -> list[Lexeme]:
    """The lexemes of `text` in order, numbers in words and phrases of the lexicon joined."""
    words, phrases = lexicon()
    raw: list[Lexeme] = []
    for match in _LEXEME.finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        piece = match.group()
        symbol: str = "_"
        value: int | float | str = piece
        if kind == "word":
            entry = words.get(piece.lower())
            if entry is not None and (not entry[2] or piece[0].isupper()):
                raw.append(Lexeme(start, end, entry[0], entry[1], piece))
                continue
        elif kind == "mark":
            symbol = _MARKS.get(piece, "_")
        elif kind == "number":
            raw.append(_number(start, end, piece, raw))
            continue
        elif kind is not None:
            symbol, value = _figure(kind, piece)
        raw.append(Lexeme(start, end, symbol, value, piece))
    return _numbers(_phrases(raw, phrases))


def _figure(kind: str, piece: str) -> tuple[str, int | float | str]:
    match kind:
        case "iso" | "sep" | "slash":
            return "i", piece
        case "clock":
            return "C", piece
        case "decade":
            digits = re.sub(r"\D", "", piece)
            return "Y", int(digits[:3]) if len(digits) == 4 else 190 + int(digits[0])
        case "quarter":
            return "@", piece if piece[0].isalpha() else f"Q{piece[0]}"
        case "fraction":
            return "½", 0.5
        case "ordinal":
            return "o", int(re.sub(r"\D", "", piece))
        case "half":
            return "k", "am" if piece[0] in "aA" else "pm"
        case "possessive":
            return "'", piece
        case "clockword":
            return "K", "oclock"
        case "break":
            return "|", piece
    return "_", piece


def _number(start: int, end: int, piece: str, before: list[Lexeme]) -> Lexeme:
    plain = piece.replace(",", "")
    value = float(plain) if "." in plain else int(plain)
    if len(piece) == 4 and "." not in piece and 1000 <= value < 2200:
        money = before and before[-1].symbol == "$" and before[-1].end == start
        if not money:
            return Lexeme(start, end, "y", value, piece)
    return Lexeme(start, end, "n", value, piece)


def _phrases(
    raw: list[Lexeme], phrases: dict[str, list[tuple[tuple[str, ...], str, int | str, bool]]]
) -> list[Lexeme]:
    """Join the lexemes that together are a phrase of the lexicon."""
    words = tuple(lexeme.raw.lower() for lexeme in raw)
    out: list[Lexeme] = []
    done = 0
    for index, word in enumerate(words):
        if index < done or word not in phrases:
            continue
        for pieces, symbol, value, capital in phrases[word]:
            stop = index + len(pieces)
            if words[index:stop] == pieces and (not capital or raw[index].raw[0].isupper()):
                out += raw[done:index]
                out.append(_joined(raw[index:stop], symbol, value))
                done = stop
                break
    return out + raw[done:]


def _numbers(raw: list[Lexeme]) -> list[Lexeme]:
    """Join "twenty-four", "two hundred", "2 1/2", "two and a half", "nineteen ninety-seven"."""
    out: list[Lexeme] = []
    done = 0
    for index, lexeme in enumerate(raw):
        if index < done or lexeme.symbol not in "nh½A":
            continue
        symbol, value, stop = _numeral(raw, index)
        if stop > index + 1 or lexeme.symbol == "½":
            out += raw[done:index]
            out.append(_joined(raw[index:stop], symbol, value))
            done = stop
    return out + raw[done:]


def _joined(lexemes: list[Lexeme], symbol: str, value: int | float | str) -> Lexeme:
    said = " ".join(lexeme.raw for lexeme in lexemes)
    return Lexeme(lexemes[0].start, lexemes[-1].end, symbol, value, said)


def _is_word(lexeme: Lexeme) -> bool:
    return lexeme.symbol == "n" and lexeme.raw[:1].isalpha()


def _numeral(raw: list[Lexeme], index: int) -> tuple[str, int | float, int]:
    """The numeral that starts at `index`: class, value, and the index after it."""
    first = raw[index]
    if first.symbol == "A":  # "a hundred", "a thousand"
        following = raw[index + 1] if index + 1 < len(raw) else None
        if following is None or not (_is_word(following) and following.value in (100, 1000)):
            return "A", 1, index + 1
        total, stop = float(following.value), index + 2
        return "n", int(total), stop
    if first.symbol != "n":
        return first.symbol, 0.5, index + 1
    value = float(first.value)
    stop = index + 1
    if _is_word(first):
        parts = [value]
        while stop < len(raw) and len(parts) < _LONGEST:
            step = stop
            if raw[step].symbol == "-" and step + 1 < len(raw):
                step += 1
            if not _is_word(raw[step]) or not _continues(parts[-1], raw[step].value):
                break
            parts.append(float(raw[step].value))
            stop = step + 1
        year = _spoken_year(parts)
        if year is not None:
            return "y", year, stop
        value = _words_value(parts)
    rest = "".join(x.symbol for x in raw[stop : stop + 3])
    if rest[:1] == "½":
        value, stop = value + 0.5, stop + 1
    elif rest == "&Ah" or rest[:2] == "&½":
        value, stop = value + 0.5, stop + (3 if rest == "&Ah" else 2)
    return "n", int(value) if value == int(value) else value, stop


def _continues(last: float, value: int | float | str) -> bool:
    """Whether a number word goes on with a numeral: "twenty four", "nineteen ninety", not "two
    one"."""
    value = float(value)
    if value >= 100 or last >= 100:
        return True
    if 10 <= last <= 21 and value >= 10:
        return True
    return last >= 20 and last % 10 == 0 and value < 10


def _spoken_year(parts: list[float]) -> int | None:
    """1997 for "nineteen ninety-seven"; None where the words are another number."""
    if len(parts) in (2, 3) and 10 <= parts[0] <= 21:
        tail = sum(parts[1:])
        if 10 <= parts[1] <= 99 and tail <= 99 and (len(parts) == 2 or parts[1] % 10 == 0):
            # "twenty ten", but not "twenty one" nor "twenty thirty thousand"
            return int(parts[0] * 100 + tail)
    return None


def _words_value(parts: list[float]) -> float:
    total = current = 0.0
    for part in parts:
        if part == 100:
            current = (current or 1) * 100
        elif part >= 1000:
            total += (current or 1) * part
            current = 0
        else:
            current += part
    return total + current
