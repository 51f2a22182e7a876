"""What a reading hangs on: of a report, all but what tells it from another of the same words."""

from __future__ import annotations

import hashlib

import msgspec

from verbale.reading import parties
from verbale.records import Report

_PACK = msgspec.msgpack.Encoder()


def given(report: Report) -> Report:
    """The report as the stages of reading see it.

    Its id, source, address and time of fetching are left out; of its outlet stays the state whose
    government it is, if any. So two reports of which this is the same have the same reading.
    """
    return msgspec.structs.replace(
        report, id="", source="", url=None, seen=None, outlet=parties.issuer(report.outlet)
    )


def key(report: Report, reader: str) -> bytes:
    """The digest of what the reading of a report by `reader` hangs on, 16 bytes."""
    hashed = hashlib.blake2b(reader.encode(), digest_size=16)
    hashed.update(_PACK.encode(given(report)))
    return hashed.digest()
