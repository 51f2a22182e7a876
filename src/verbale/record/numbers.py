"""How many: numbers told beside an act, on which reports of it may disagree.

"Signed 12 agreements", "the third round of talks", "pledged $500 million". A number that is said
to be rough ("more than", "some") contradicts nothing and is left out; so are two numbers of one
thing in one sentence, as one of them belongs to something else.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from verbale.knowledge import counted
from verbale.reading import times
from verbale.record.accounts import Account
from verbale.records import Extent, Reading

_MONEY = re.compile(
    r"(?P<sign>[$€£])\s?(?P<figure>\d[\d,]*(?:\.\d+)?)[\s-]?(?P<scale>million|billion|trillion)?\b"
)
_ROUGH = re.compile(
    r"\b(?:more than|over|at least|nearly|almost|about|around|some|up to|under|less than|"
    r"fewer than|as many as|approximately|roughly|estimated|another|other|further|additional|"
    r"first)\s*$",
    re.IGNORECASE,
)
# Words that may stand between a number and what it counts: "12 new bilateral agreements".
_BETWEEN = 2


def told_of(account: Account, reading: Reading) -> list[tuple[str, str, Extent]]:
    """The numbers in the sentence of an act: the thing counted, the number with it, and where."""
    text, sentence = reading.report.text, account.told.sentence
    words = text[sentence.start : sentence.end]
    known = counted.things()
    found: list[tuple[str, str, Extent, bool]] = []
    for match in _MONEY.finditer(words):
        figure = match["figure"].replace(",", "")
        told = " ".join(p for p in (match["sign"] + figure, match["scale"]) if p)
        rough = bool(_ROUGH.search(words[: match.start()]))
        found.append(("sum", told, _at(sentence, *match.span()), rough))
    for start, end, number, is_rank in _numbers(words):
        if words[max(0, start - 1) : start] in ("$", "€", "£"):
            continue
        for match in _following(words, end):
            thing = (known.ranks if is_rank else known.nouns).get(match.group().lower())
            if thing is not None:
                told = f"{number:g}" + (". " if is_rank else " ") + match.group().lower()
                rough = bool(_ROUGH.search(words[:start]))
                found.append((thing, told, _at(sentence, start, match.end()), rough))
                break
    times_told = Counter(thing for thing, *_ in found)
    return [
        (thing, told, at)
        for thing, told, at, rough in found
        if account.told.type in known.types[thing] and times_told[thing] == 1 and not rough
    ]


@lru_cache(maxsize=4096)
def _numbers(words: str) -> tuple[tuple[int, int, float, bool], ...]:
    """The numbers of a sentence; copies tell it again."""
    return tuple(times.numbers(words))


def _following(words: str, end: int) -> list[re.Match[str]]:
    """The next few words, up to a stop."""
    stop = re.search(r"[^\w\s'’-]", words[end:])
    upto = end + stop.start() if stop else len(words)
    return list(re.compile(r"[^\W\d_]+").finditer(words, end, upto))[: _BETWEEN + 1]


def _at(sentence: Extent, start: int, end: int) -> Extent:
    return Extent(sentence.start + start, sentence.start + end)
