"""Ids of reports, and what happens when two different texts claim one.

The rule does not look at the order in which reports come in: of the texts that share an id,
the one with the smallest digest keeps it and every other has a suffix made from its own text.
So a record is the same whichever of them was read first.
"""

from __future__ import annotations

import hashlib


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def suffixed(report_id: str, text: str) -> str:
    """The id of a report whose own id another text holds: `ID-` and 8 digits of its digest."""
    return f"{report_id}-{digest(text)[:8]}"
