"""The grammar of time expressions: patterns over lexeme classes, and what each means.

A pattern is a regular expression over the string of class letters (`lexing`, `times.toml`), one
letter a lexeme; a rule turns a match into a `Draft`, or None where the values do not fit. Where
matches overlap, the first and then the longest wins. Extents follow the TimeML annotation
guidelines 1.2.1: determiners and modifiers inside, prepositions out.
"""

from __future__ import annotations

from collections.abc import Sequence

from verbale.reading.times.drafts import Draft
from verbale.reading.times.grammar import clock, dates, spans, units
from verbale.reading.times.grammar.rules import Found, Rules
from verbale.reading.times.lexing import Lexeme

RULES = Rules((*dates.RULES, *units.RULES, *spans.RULES, *clock.RULES))


def drafts(lexemes: Sequence[Lexeme]) -> list[Draft]:
    """What the rules read in `lexemes`, in order, without overlaps."""
    symbols = "".join(lexeme.symbol for lexeme in lexemes)
    options: list[tuple[int, int, int, Draft]] = []
    for rank, (name, pattern, read) in enumerate(RULES):
        for match in pattern.finditer(symbols):
            draft = read(Found(match, lexemes))
            if draft is not None:
                draft.rule = name
                options.append((draft.first, -draft.last, rank, draft))
    options.sort(key=lambda option: option[:3])
    chosen: list[Draft] = []
    edge = 0
    for first, _, _, draft in options:
        if first >= edge:
            chosen.append(draft)
            edge = draft.last
    return chosen
