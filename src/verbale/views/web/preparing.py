"""What takes long is made before somebody asks for it, whenever the record has changed."""

from __future__ import annotations

import contextlib
import os
import threading

from verbale import api as face
from verbale.errors import VerbaleError
from verbale.views.web import drawing
from verbale.views.web.asked import Kept

#: Seconds between two looks at whether the record has changed.
_PAUSE = 2.0


class Preparing(threading.Thread):
    """Makes the index of events and the plots of the first pages, and makes them anew.

    On a connection of its own, since this is a thread of its own. `ready` is set once all was
    made for the first time.
    """

    def __init__(self, path: str | os.PathLike[str], shown: face.Record, kept: Kept) -> None:
        """For the record at `path`, which pages are made of as `shown`."""
        super().__init__(daemon=True)
        self._path, self._shown, self._kept = path, shown, kept
        self._asked, self._over = threading.Event(), False
        self.ready = threading.Event()
        shown.store.renew = self._asked.set

    def run(self) -> None:
        """Until `stop`; a record that cannot be read for a while is tried again later."""
        try:
            with face.open(self._path) as record:
                while not self._over:
                    with contextlib.suppress(VerbaleError):
                        self._prepare(record)
                    self.ready.set()
                    self._asked.wait(_PAUSE)
                    self._asked.clear()
        finally:
            self._shown.store.renew = None
            self.ready.set()

    def _prepare(self, record: face.Record) -> None:
        store = record.store
        held = self._shown.store.held("event")
        if held is None or held.mark != store.mark():
            self._shown.store.use(store.index("event"))
        else:
            store.use(held)
        drawing.first(record, self._kept)

    def stop(self) -> None:
        """End it, and wait for that."""
        self._over = True
        self._asked.set()
        self.join()
