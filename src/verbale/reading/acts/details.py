"""When, where, how long, on what occasion and about what: the details of one event of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.reading.acts import topics, when, where
from verbale.reading.acts.scene import Notes, Scene

if TYPE_CHECKING:
    from verbale.reading.acts.sides import Sides
    from verbale.records import Extent, PlaceMention


class Details(msgspec.Struct, frozen=True):
    """What is told of one event besides its parties."""

    times: tuple[int, ...] = ()
    relation: str = "on"
    after_event: int | None = None
    place: PlaceMention | None = None
    venue: str | None = None
    occasion: str | None = None
    duration: str | None = None
    issues: tuple[str, ...] = ()
    superlative: str | None = None
    evidence: dict[str, tuple[Extent, ...]] = {}
    rules: dict[str, str] = {}


def read(scene: Scene, index: int, sides: Sides, mode: str | None) -> Details:
    """The details of the event at `index`."""
    notes = Notes()
    times, relation = when.times(scene, index, notes)
    place, venue = where.place(scene, index, mode, notes)
    return Details(
        times=times,
        relation=relation,
        after_event=when.after(scene, index, times),
        place=place,
        venue=venue,
        occasion=where.occasion(scene, index, notes),
        duration=when.duration(scene, index, notes),
        issues=topics.issues(scene, index, sides, notes),
        superlative=topics.superlative(scene, index, notes),
        evidence=notes.evidence,
        rules=notes.rules,
    )
