"""What a worker of a cluster does: it reads a batch of reports, with a model loaded once."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

import msgspec

from verbale.errors import VerbaleError
from verbale.records import Report
from verbale.running import versions
from verbale.running.worker import Desk, Outcome, Setup
from verbale.store.passages import PassageCache

_ONE = threading.Lock()  # a model serves one thread; workers with several take turns
_REPORTS = msgspec.msgpack.Decoder(list[Report])


def read(setup: bytes, version: str, reports: bytes) -> bytes:
    """The `Outcome` of some reports, as MessagePack, as are `setup` and `reports`.

    `version` digests the code, model and tables of the process that asks: a worker that has
    others would make another record, so it says so (`Outcome.fatal`) and reads nothing.
    """
    with _ONE:
        try:
            desk, ours = _desk(setup)
        except VerbaleError as error:
            return msgspec.msgpack.encode(Outcome(fatal=str(error)))
        if ours != version:
            told = "A worker of the cluster has another version of Verbale, its model or its tables"
            return msgspec.msgpack.encode(Outcome(fatal=f"{told}; install the same on all."))
        return msgspec.msgpack.encode(desk.read(_REPORTS.decode(reports)))


def version(setup: Setup) -> str:
    """The digest of the code, model and tables of this process."""
    return versions.key(versions.current(setup.reader))


@lru_cache(maxsize=1)
def _desk(packed: bytes) -> tuple[Desk, str]:
    setup = msgspec.msgpack.decode(packed, type=Setup)
    # The record's parses, where this machine can see the file. They are known by what they are
    # parses of, so that a file of the same name holds nothing wrong.
    record = Path(setup.record) if setup.record and Path(setup.record).is_file() else None
    return Desk(setup, PassageCache(record)), version(setup)
