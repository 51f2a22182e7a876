"""Verbale reads news about diplomacy and keeps the minutes.

    import verbale
    record = verbale.read("reports/", into="record.db")
    for event in record.events(between=("USA", "CHN"), type="CONSULT"):
        print(event.date, event.actors, event.recipients)

What is imported from here is the public face; it loads when it is first used, and the reading
model when something is first read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from verbale.api import Record, open, read
    from verbale.errors import (
        FormatError,
        InputError,
        KnowledgeError,
        NotARecord,
        NotFound,
        ReaderError,
        RecordError,
        TooNew,
        VerbaleError,
    )
    from verbale.intake import Refused
    from verbale.records import (
        Channel,
        Conflict,
        CopyGroup,
        Correction,
        Event,
        Extent,
        Interval,
        Office,
        Party,
        Place,
        Plan,
        Published,
        Report,
        ReportEntry,
        Span,
        Statement,
    )
    from verbale.running.keeping import Progress, Summary

__all__ = [
    "Channel",
    "Conflict",
    "CopyGroup",
    "Correction",
    "Event",
    "Extent",
    "FormatError",
    "InputError",
    "Interval",
    "KnowledgeError",
    "NotARecord",
    "NotFound",
    "Office",
    "Party",
    "Place",
    "Plan",
    "Progress",
    "Published",
    "ReaderError",
    "Record",
    "RecordError",
    "Refused",
    "Report",
    "ReportEntry",
    "Span",
    "Statement",
    "Summary",
    "TooNew",
    "VerbaleError",
    "open",
    "read",
]

_FROM_ERRORS = {
    "FormatError", "InputError", "KnowledgeError", "NotARecord", "NotFound", "ReaderError",
    "RecordError", "TooNew", "VerbaleError",
}  # fmt: skip
_ELSEWHERE = {
    "Record": "verbale.api",
    "open": "verbale.api",
    "read": "verbale.api",
    "Refused": "verbale.intake",
    "Progress": "verbale.running.keeping",
    "Summary": "verbale.running.keeping",
} | dict.fromkeys(_FROM_ERRORS, "verbale.errors")


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'verbale' has no attribute {name!r}")
    value = getattr(import_module(_ELSEWHERE.get(name, "verbale.records")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
