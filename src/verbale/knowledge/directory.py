"""Whom the tables know by name: persons with their offices, and organisations.

The shipped directory, or one with a user's own rows (`knowledge.own`). Whoever resolves names is
handed one, so that a record is read and put together with the same.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from verbale.knowledge import bodies as _bodies
from verbale.knowledge import offices as _offices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbale.knowledge.bodies import Body
    from verbale.knowledge.offices import Offices
    from verbale.knowledge.terms import Row


class Directory:
    """Offices, and organisations by every name."""

    def __init__(self, offices: Offices, own: Iterable[Body] = ()) -> None:
        self.offices = offices
        own = tuple(own)
        self.bodies = _bodies.phrases((*own, *_bodies.table())) if own else _bodies.names()

    def body(self, text: str) -> Body | None:
        """The organisation that goes by `text`, or None."""
        return self.bodies.get(_bodies.plain(text))

    def extended(self, rows: Iterable[Row], bodies: Iterable[Body], source: str) -> Directory:
        """This directory with further rows, which win where they differ."""
        return Directory(self.offices.extended(rows, source), bodies)


@cache
def shipped() -> Directory:
    """The directory of the shipped tables."""
    return Directory(_offices.table())
