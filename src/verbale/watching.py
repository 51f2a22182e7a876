"""Feeds into a record: looked at when they are due, what is new read at once.

Beside the record stand `RECORD.feeds`, which remembers each feed, and `RECORD.inbox`, a folder in
which new items lie until they are read: a watch that is stopped at any moment loses none.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from verbale.errors import InputError

if TYPE_CHECKING:
    from verbale.intake.watch import Poll
    from verbale.running.keeping import Summary


def watch(
    feeds: str | os.PathLike[str],
    into: str | os.PathLike[str],
    *,
    every: float = 900.0,
    once: bool = False,
    private: bool = False,
    told: Callable[[Poll], None] | None = None,
) -> Iterator[Summary]:
    """Read the feeds of a file (OPML, or an address a line) into a record, again and again.

    Gives a `Summary` whenever something new was read; never ends unless `once` is set. `every`:
    seconds between two looks at a feed. `private`: addresses inside private networks may be
    asked. `told` hears of each look. Raises `InputError` for a file without feeds.
    """
    from verbale.api import Record
    from verbale.intake.fetching import Limits
    from verbale.intake.watch import Watch, addresses
    from verbale.store import Store

    found = addresses(Path(feeds))
    if not found:
        raise InputError(f"{feeds} names no feeds; give OPML, or one address a line.")
    place = Path(into)
    state, inbox = Path(f"{place}.feeds"), Path(f"{place}.inbox")
    watching = Watch(found, state, inbox, every=every, limits=Limits(private=private))
    with Record(Store(place, create=True)) as record:
        while True:
            if inbox.exists():  # of this look, or of one that was stopped before it was read
                yield record.read(inbox)
                shutil.rmtree(inbox)
            if watching.wait() and once:
                return
            watching.sleep(watching.wait())
            for poll in watching.poll():
                if told:
                    told(poll)
