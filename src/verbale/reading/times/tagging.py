"""From the text of a report to its time expressions: joining drafts, checking them, tense."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec

from verbale.reading.times import tense as tenses
from verbale.reading.times.drafts import Draft
from verbale.reading.times.forms import evaluate, is_absolute
from verbale.reading.times.grammar import drafts
from verbale.reading.times.joining import joined, prefixed
from verbale.reading.times.lexing import Lexeme, lexemes
from verbale.records import Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

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
    for draft in prefixed(joined(drafts(words), symbols), words, symbols):
        if draft.type in ("PART", "HALF"):
            continue
        start, end = words[draft.first].start, words[draft.last - 1].end
        first = bisect_right(starts, words[draft.first].start) - 1
        last = bisect_right(starts, words[draft.last - 1].start)
        if not _plausible(draft, words, doc, text, first):
            continue
        governed = tenses.tense(doc, first, last)
        nominal = tenses.is_nominal(doc, first, last)
        lead = words[draft.first].start
        if (
            tenses.is_set_for(text, lead)
            or (governed is None and draft.grain == "day" and tenses.is_for(doc, first, last))
            or (governed != "past" and tenses.looks_ahead(text, lead, nominal))
        ):
            governed = "future"
        if governed == "future" and _some_day(draft, words):
            draft.type, draft.whole = "DATE", "FUTURE_REF"
        found.append(_normal(draft.timex(start, end, governed)))
    return tuple(found)


def _some_day(draft: Draft, words: list[Lexeme]) -> bool:
    """Whether "one day" is what will be and not how long: "one day they will meet"."""
    if draft.whole != "P1D" or words[draft.last - 1].raw.lower() != "day":
        return False
    alone = draft.last - draft.first == 2 and words[draft.first].raw.lower() == "one"
    return alone and (draft.first == 0 or words[draft.first - 1].symbol not in "13q")


def _normal(timex: Timex) -> Timex:
    """Forms that need no reference are written as the value that they come to."""
    if timex.type in ("DATE", "TIME") and is_absolute(timex.form):
        point = evaluate(timex.form, None)
        if point is not None:
            return msgspec.structs.replace(timex, form=point.value)
    return timex


def _plausible(draft: Draft, words: list[Lexeme], doc: Doc, text: str, first: int) -> bool:
    """Whether the parse lets these words be a time: "May" the month, "Friday" no one's name."""
    if draft.last - draft.first != 1:
        return True
    word, token = words[draft.first], doc[first]
    tagged = bool(token.tag_)
    match draft.rule:
        case "month":
            if word.raw.lower() in _LOOSE_MONTHS:
                after = doc[first + 1].lower_ if first + 1 < len(doc) else ""
                if first and doc[first - 1].lower_ in ("the", "annual") and after in ("of", "for"):
                    return False  # "the March for Life"
                if tagged and token.pos_ not in ("PROPN", "NOUN"):
                    return False
            bare = len(word.raw) == 3 and word.raw != "May"
            if bare and text[word.end : word.end + 1] != ".":
                return False
            return token.ent_type_ not in ("PERSON", "ORG")
        case "season":
            return not tagged or token.pos_ in ("NOUN", "PROPN")
        case "repeated":
            # "the daily Granma", "an economic monthly"
            return not (token.tag_ == "NN" and token.dep_ not in ("compound", "amod"))
        case "weekday":
            return token.ent_type_ != "PERSON"
        case "year":
            head = token.head
            return not (token.dep_ == "nummod" and head.tag_ == "NNS" and head.i > token.i)
    return True
