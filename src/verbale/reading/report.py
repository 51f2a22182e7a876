"""One report read: the stages called in order, and the only place that knows them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, MutableMapping
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from verbale import cleaning, copies, language
from verbale.knowledge import own
from verbale.reading import events, issues, parties, places, statements, times
from verbale.reading.given import given
from verbale.records import Cast, Marks, Reading, Report

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
        bare = [given(report) for report in batch]
        marks = [cleaning.clean(report) for report in bare]
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
        for report, some, mark, ok in zip(batch, bare, marks, english, strict=True):
            found = from_doc(some, mark, next(docs), knowledge) if ok else unread(some, mark)
            yield msgspec.structs.replace(found, report=report)


def unread(report: Report, marks: Marks) -> Reading:
    """A report in a language that is not read into events: kept whole, for copies and search."""
    prints = copies.passages(report.text, marks)
    return Reading(report, marks, Cast(), (), (), (), (), prints)


def from_doc(report: Report, marks: Marks, doc: Doc, knowledge: Knowledge) -> Reading:
    """The stages after the parse, for a report as :func:`given` shows it."""
    sent_from = parties.site(marks.dateline_place)
    day = report.published or _stated(report, marks)
    cast = parties.find(doc, day, knowledge.directory, report.outlet, sent_from)
    found_times = times.find(doc)
    found_places = places.find(doc, cast, marks.dateline_place)
    found_issues = issues.find(doc, knowledge.cues)
    told = events.find(doc, cast, found_times, found_places, found_issues, knowledge.lexicon)
    said = statements.find(doc, cast, report.byline, sent_from, marks.dateline)
    return Reading(
        report=report,
        marks=marks,
        cast=cast,
        times=found_times,
        places=found_places,
        events=told,
        statements=statements.place(said, doc, cast, told, found_issues),
        prints=copies.passages(report.text, marks),
    )


def _stated(report: Report, marks: Marks) -> dt.date | None:
    """The full date of a dateline or of a line that dates the report: who is king goes by it."""
    at = marks.dateline_date
    return times.stated_day(report.text[at.start : at.end]) if at is not None else None
