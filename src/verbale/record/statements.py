"""Statements of the record: quotes with their speakers resolved to parties."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from verbale.record.accounts import anchors
from verbale.record.roll import Roll
from verbale.records import Interval, Reading, Statement


def of_reading(
    reading: Reading, roll: Roll, published: Interval, event_of: Mapping[str, str]
) -> list[Statement]:
    """The statements of one report; `event_of` maps an account's id to its event's."""
    report = reading.report
    digest = hashlib.blake2b(report.id.encode(), digest_size=5).hexdigest()
    names = anchors(report.id, reading.events)
    out = []
    for quote in reading.statements:
        out.append(
            Statement(
                id=f"s{digest}-{quote.start}",
                report=report.id,
                start=quote.start,
                end=quote.end,
                text=report.text[quote.start : quote.end],
                kind=quote.kind,
                speaker=_party(reading, quote.speaker, roll, published),
                speaker_text=report.text[quote.speaker_span.start : quote.speaker_span.end]
                if quote.speaker_span
                else None,
                on_behalf_of=_party(reading, quote.on_behalf_of, roll, published),
                addressee=_party(reading, quote.addressee, roll, published),
                relayed_by=quote.relayed_by,
                event=event_of.get(names[quote.event]) if quote.event is not None else None,
                issues=quote.issues,
                rule=quote.rule,
                cue=quote.cue,
                speaker_span=quote.speaker_span,
            )
        )
    return _unique(out)


def _party(reading: Reading, index: int | None, roll: Roll, published: Interval) -> str | None:
    if index is None:
        return None
    found = roll.of(reading, index, published)
    return found[0] if found else None


def _unique(found: list[Statement]) -> list[Statement]:
    """One statement a start: the longest."""
    best: dict[str, Statement] = {}
    for statement in found:
        kept = best.get(statement.id)
        if kept is None or statement.end > kept.end:
            best[statement.id] = statement
    return [best[k] for k in sorted(best, key=lambda k: best[k].start)]
