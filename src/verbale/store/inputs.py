"""What makes two inputs one report, and what a report is called in the record.

A report is its own id and its text. Where the same report comes again with other metadata, what
is known fills what is not; where two texts come under one id, the one with the lesser digest
keeps the id and the others take a suffix. Neither depends on the order of reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from verbale.intake import digest, suffixed
from verbale.records import Report

__all__ = ["content", "contradictions", "digest", "names", "united"]


def content(report: Report) -> str:
    """The digest of all that was taken in of a report but where it came from, and when."""
    packed = msgspec.msgpack.encode(msgspec.structs.replace(report, source="", seen=None))
    return hashlib.sha256(packed).hexdigest()


def united(one: Report, other: Report) -> Report:
    """Two takings of one report (same id, same text) as one, whichever came first.

    What only one of them knows is kept; of two answers the earlier date or the lesser string.
    """
    fields: dict[str, object] = {}
    for name in one.__struct_fields__:
        a, b = getattr(one, name), getattr(other, name)
        fields[name] = b if a is None else a if b is None else min(a, b)
    return msgspec.structs.replace(one, **fields)


def contradictions(one: Report, other: Report) -> list[str]:
    """The fields of metadata to which two takings of one report give different answers."""
    names = [name for name in one.__struct_fields__ if name not in ("source", "seen")]
    pairs = [(name, getattr(one, name), getattr(other, name)) for name in names]
    return [name for name, a, b in pairs if a is not None and b is not None and a != b]


def names(own: str, texts: Mapping[str, str]) -> dict[str, str]:
    """What each of the texts (digest -> text) that came under the id `own` is called."""
    first = min(texts)
    return {key: own if key == first else suffixed(own, text) for key, text in texts.items()}
