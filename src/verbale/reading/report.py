"""One report read: the stages called in order, and the only place that knows them all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from verbale import cleaning, copies, language
from verbale.knowledge import own
from verbale.language.sentences import sentence_of
from verbale.reading import events, issues, parties, places, statements, times
from verbale.records import Cast, Extent, IssueMention, Marks, Quote, Reading, Report, Told

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from verbale.knowledge.own import Knowledge

BATCH = 32


def read(report: Report, nlp: Language, knowledge: Knowledge | None = None) -> Reading:
    """Read one report by itself."""
    return next(read_many([report], nlp, knowledge))


def read_many(
    reports: Iterable[Report],
    nlp: Language,
    knowledge: Knowledge | None = None,
    cache: MutableMapping[str, bytes] | None = None,
) -> Iterator[Reading]:
    """Read reports, each by itself, in their order; passages known to `cache` are not parsed.

    `knowledge`: the tables to go by, by default the shipped ones.
    """
    knowledge = knowledge or own.knowledge()
    waiting = iter(reports)
    while batch := list(islice(waiting, BATCH)):
        marks = [cleaning.clean(report) for report in batch]
        skips = [[(e.start, e.end) for e in m.boilerplate] for m in marks]
        english = [r.language == "en" for r in batch]
        docs = iter(
            language.parse_many(
                nlp,
                [r.text for r, ok in zip(batch, english, strict=True) if ok],
                [s for s, ok in zip(skips, english, strict=True) if ok],
                cache,
            )
        )
        for report, mark, ok in zip(batch, marks, english, strict=True):
            yield from_doc(report, mark, next(docs), knowledge) if ok else unread(report, mark)


def unread(report: Report, marks: Marks) -> Reading:
    """A report in a language that is not read into events: kept whole, for copies and search."""
    prints = copies.passages(report.text, marks)
    return Reading(report, marks, Cast(), (), (), (), (), prints)


def from_doc(report: Report, marks: Marks, doc: Doc, knowledge: Knowledge) -> Reading:
    """The stages after the parse."""
    home = parties.issuer(report.outlet)
    cast = parties.find(doc, report.published, knowledge.directory, home)
    found_times = times.find(doc)
    found_places = places.find(doc, cast)
    found_issues = issues.find(doc, knowledge.cues)
    told = events.find(
        doc, cast, found_times, found_places, found_issues, knowledge.lexicon
    )
    said = tuple(_placed(quote, doc, told, found_issues) for quote in statements.find(doc, cast))
    return Reading(
        report=report,
        marks=marks,
        cast=cast,
        times=found_times,
        places=found_places,
        events=told,
        statements=said,
        prints=copies.passages(report.text, marks),
    )


# Said to the press, in writing or elsewhere: not in the talk itself.
_ELSEWHERE = re.compile(
    r"\b(press conference|news conference|briefing|interview|reporters|journalists|tweet|tweeted|"
    r"parliament|congress|senate|hearing)\b",
    re.IGNORECASE,
)
REACH = 1500  # characters that a talk's account goes on for after its last mention


def _placed(
    quote: Quote, doc: Doc, told: Sequence[Told], found_issues: Sequence[IssueMention]
) -> Quote:
    """A quote with its issues, and the talk in which it was said where the text says so."""
    slugs = tuple(
        dict.fromkeys(i.slug for i in found_issues if quote.start <= i.start and i.end <= quote.end)
    )
    return msgspec.structs.replace(quote, issues=slugs, event=_talk(quote, doc, told))


def _talk(quote: Quote, doc: Doc, told: Sequence[Told]) -> int | None:
    """The nearest talk told before the quote, or in its sentence, in which its speaker sat."""
    if quote.speaker is None:
        return None
    sentence = _sentence(doc, quote.start)
    if _ELSEWHERE.search(doc.text[sentence.start : sentence.end]):
        return None
    best: int | None = None
    for index, event in enumerate(told):
        if event.type != "CONSULT" or event.mode == "visit":
            continue
        if event.status not in ("occurred", "ongoing"):
            continue
        if event.start > sentence.end or quote.start - event.end > REACH:
            continue
        if quote.speaker in event.actors or quote.speaker in event.recipients:
            best = index
    return best


def _sentence(doc: Doc, offset: int) -> Extent:
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if span is None or not len(span):
        return Extent(offset, offset)
    found = sentence_of(span[0])
    return Extent(found.start_char, found.end_char)
