"""When a reader was last here: one cookie, made of numbers of reads, that nobody else sees.

A visit ends after some hours without a request for the overview; what was read into the record
since then is new at the next one, and stays new for as long as that lasts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import msgspec

#: Silence after which a visit has ended.
PAUSE = dt.timedelta(hours=3)


class Seen(msgspec.Struct, frozen=True):
    """A reader's visits: the last read before this one, the last read seen on it, and when.

    `left`: the end of the visit before (UTC), `None` on the first one. `at`: the last request.
    """

    before: int
    latest: int
    left: dt.datetime | None
    at: dt.datetime

    @property
    def packed(self) -> str:
        """As the value of a cookie."""
        left = int(self.left.timestamp()) if self.left else 0
        return f"{self.before}.{self.latest}.{left}.{int(self.at.timestamp())}"


def cookie(record: Path) -> str:
    """The name of the cookie of a record: another file at the same address has its own."""
    return f"seen-{hashlib.sha256(str(record.resolve()).encode()).hexdigest()[:10]}"


def unpacked(value: str | None) -> Seen | None:
    """The visits that a cookie tells of; `None` where there is none, or a broken one."""
    try:
        before, latest, left, at = (int(part) for part in (value or "").split("."))
        ended = dt.datetime.fromtimestamp(left, dt.UTC) if left else None
        return Seen(before, latest, ended, dt.datetime.fromtimestamp(at, dt.UTC))
    except (ValueError, OverflowError, OSError):
        return None


def arrived(seen: Seen | None, reads: int, now: dt.datetime) -> Seen:
    """The visits with this request, while `reads` is the number of the last read."""
    if seen is None or seen.latest > reads:  # new here, or the record was begun anew
        return Seen(reads, reads, None, now)
    if now - seen.at > PAUSE:
        return Seen(seen.latest, reads, seen.at, now)
    return Seen(seen.before, reads, seen.left, now)
