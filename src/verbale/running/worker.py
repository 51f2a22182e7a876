"""Reading reports: in this process, or in one of its own that is fed through a pipe.

A worker is a bare ``python -c`` with messages of MessagePack, each after its length in eight
bytes: it imports nothing of the program that uses Verbale, so a script or a notebook can call
``verbale.read`` without a guard around its main part, and one that dies takes one report with it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from verbale import language
from verbale.errors import VerbaleError
from verbale.knowledge.own import Own
from verbale.records import Reading, Report
from verbale.store.passages import PassageCache


class Setup(msgspec.Struct, frozen=True):
    """What reads: a pipeline or model folder in place of ours, and a user's own files.

    `record` is the record file whose parses may be used, for a worker of its own.
    """

    reader: str | None = None
    own: Own = Own()
    record: str | None = None


class Outcome(msgspec.Struct, frozen=True):
    """What became of some reports: one reading or one reason each, in order; new parses.

    `fatal`: why nothing can be read at all.
    """

    readings: tuple[Reading | None, ...] = ()
    reasons: tuple[str, ...] = ()
    parses: tuple[tuple[str, bytes], ...] = ()
    fatal: str | None = None

    @classmethod
    def joined(cls, outcomes: Iterable[Outcome]) -> Outcome:
        """Several as one, in their order."""
        parts = list(outcomes)
        return cls(
            tuple(reading for part in parts for reading in part.readings),
            tuple(reason for part in parts for reason in part.reasons),
            tuple(parse for part in parts for parse in part.parses),
        )


class Desk:
    """The stages of reading with their model loaded, for one process."""

    def __init__(self, setup: Setup, cache: PassageCache) -> None:
        """Load the model and tables; raises `ReaderError` or `KnowledgeError`."""
        from verbale.knowledge import own

        self._nlp = language.load(setup.reader)
        self._knowledge = own.knowledge(setup.own)
        self._cache = cache

    def read(self, reports: Sequence[Report]) -> Outcome:
        """Read reports together; where that fails, one by one, to know which one it is."""
        from verbale.reading import report as stages

        def together(some: Sequence[Report]) -> list[Reading]:
            return list(stages.read_many(some, self._nlp, self._knowledge, self._cache))

        readings: list[Reading | None] = []
        reasons: list[str] = []
        try:
            readings += together(reports)
            reasons += [""] * len(reports)
        except Exception:
            if os.environ.get("VERBALE_DEBUG"):
                raise
            for report in reports:
                try:
                    readings += together([report])
                    reasons.append("")
                except Exception as error:
                    readings.append(None)
                    reasons.append(
                        f"the reader failed on it ({type(error).__name__}: {error}); this is a "
                        "fault of Verbale's: please report it (VERBALE_DEBUG=1 shows where)"
                    )
        return Outcome(tuple(readings), tuple(reasons), tuple(self._cache.take()))


def send(stream: BinaryIO, message: msgspec.Struct | Sequence[msgspec.Struct]) -> None:
    """Write one message."""
    data = msgspec.msgpack.encode(message)
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """One message; raises `EOFError` where the other side is gone."""
    size = stream.read(8)
    data = stream.read(int.from_bytes(size, "big")) if len(size) == 8 else b""
    if len(size) < 8 or len(data) < int.from_bytes(size, "big"):
        raise EOFError
    return data


def main() -> None:
    """Serve one parent until it closes the pipe."""
    gc.disable()
    given, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the messages
    decoder = msgspec.msgpack.Decoder(list[Report])
    try:
        setup = msgspec.msgpack.decode(receive(given), type=Setup)
        cache = PassageCache(Path(setup.record) if setup.record else None)
        try:
            language.lean(setup.reader)
            desk = Desk(setup, cache)
        except VerbaleError as error:
            send(answers, Outcome(fatal=str(error)))
            return
        send(answers, desk.read(decoder.decode(receive(given))))
        # The tables stay as they are: going through them for garbage takes a seventh of the time.
        # A document and its tokens hold each other: some fifty are let go at once.
        gc.freeze()
        gc.set_threshold(50_000)
        gc.enable()
        while True:
            send(answers, desk.read(decoder.decode(receive(given))))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return
