"""Ids of reports, and what happens when two different texts claim one.

The rule does not look at the order in which reports come in: of the texts that share an id,
the one with the smallest digest keeps it and every other has a suffix made from its own text.
So a record is the same whichever of them was read first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec

from verbale.records import Report


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def suffixed(report_id: str, text: str) -> str:
    """The id of a report whose own id another text holds: `ID-` and 8 digits of its digest."""
    return f"{report_id}-{digest(text)[:8]}"


def settled(reports: Iterable[Report]) -> tuple[list[Report], list[str]]:
    """Reports with one text an id, and a warning for each id that was claimed twice.

    Keeps the order of first appearance; a text that comes again under its id is dropped.
    """
    rivals: dict[str, dict[str, Report]] = {}
    for report in reports:
        rivals.setdefault(report.id, {}).setdefault(digest(report.text), report)
    kept: list[Report] = []
    warnings: list[str] = []
    for report_id, texts in rivals.items():
        first = min(texts)
        for key, report in texts.items():
            if key == first:
                kept.append(report)
                continue
            name = suffixed(report_id, report.text)
            kept.append(msgspec.structs.replace(report, id=name))
            warnings.append(
                f"{report.source}: another text has the id {report_id!r}; this one is kept "
                f"as {name!r}"
            )
    return kept, warnings
