"""Page furniture by repetition: short lines that an outlet prints on page after page.

What a line is can be told from one report only where its form gives it away. "Most read: Premier
flies to Oslo" beside three other stories of the same outlet is no news of those three: it is
marked as furniture in each, no event or statement stands on it, and no copy is known by it. A
sentence that comes back is background, not furniture: only lines that do not end as sentences
count (`cleaning.loose_lines`).

A reading is a function of its report alone, so this is found in the record: lines stand on the
shelves by outlet, each report under the story that it tells (its longest paragraph), and a line
that has come with enough stories stays furniture whatever is read next, until reports are taken
away. The other stages see the readings as they are below (`Furniture.seen`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

import msgspec

from verbale import cleaning, copies
from verbale.cleaning.layout import merged
from verbale.record.roll import Changes
from verbale.record.shelves import Shelves
from verbale.records import Extent, Marks, Passage, Reading, Told

#: A line is furniture once it stands beside so many stories of one outlet.
STORIES = 3
#: The story of a report that is nothing but such lines: it makes none furniture, and may hold some.
_NO_STORY = "-"


class Furniture:
    """The lines that outlets repeat, on the shelves of a record."""

    def __init__(self, shelves: Shelves, readings: Mapping[str, Reading]) -> None:
        """`readings`: by report, as they were read."""
        self._shelves = shelves
        self._readings = readings
        self._loose: dict[str, tuple[Reading, list[tuple[str, Extent]]]] = {}
        self._cut: dict[tuple[str, Marks], tuple[Passage, ...]] = {}

    def update(self, changes: Changes) -> Changes:
        """Take reports in and out: these and all others that furniture came to or went from, each
        as it was seen before and is seen now."""
        seen_before = {r: self.seen(old) if old else None for r, (old, _) in changes.items()}
        cards = {r: (self._cards(old), self._cards(new)) for r, (old, new) in changes.items()}
        lost, met = set[str](), set[str]()
        for r, (was, now) in cards.items():
            for line in was.items() - now.items():
                self._shelves.pull("line", line[0], _owner(line[1], r))
                lost.add(line[0])
            for line in now.items() - was.items():
                self._shelves.file("line", line[0], _owner(line[1], r))
                met.add(line[0])
        turned = [key for key in sorted(lost | met) if self._turns(key, key in lost)]
        touched = {owner for key in turned for owner in self._owners(key)} - changes.keys()
        others = {r: self._readings[r] for r in touched}
        seen_before |= {r: self.seen(reading) for r, reading in others.items()}
        for key in turned:
            self._shelves.put("furniture", key, None if self._shelves.get("furniture", key) else 1)
        new = {**{r: new for r, (_, new) in changes.items()}, **others}
        for r, reading in new.items():
            self._shelves.put("furnished", r, 1 if reading and self._extents(reading) else None)
        return {
            r: (seen_before[r], self.seen(reading) if reading else None)
            for r, reading in new.items()
        }

    def seen(self, reading: Reading) -> Reading:
        """A reading as the record sees it: its repeated lines are furniture, and tell nothing."""
        if not self._shelves.get("furnished", reading.report.id):
            return reading
        found = self._extents(reading)
        marks = msgspec.structs.replace(
            reading.marks, boilerplate=merged([*reading.marks.boilerplate, *found])
        )
        return msgspec.structs.replace(
            reading,
            marks=marks,
            events=tuple(_idle(t) if _inside(t.start, found) else t for t in reading.events),
            statements=tuple(q for q in reading.statements if not _inside(q.start, found)),
            prints=self._prints(reading, marks, found),
        )

    def _prints(self, reading: Reading, marks: Marks, found: list[Extent]) -> tuple[Passage, ...]:
        """The passages without the furniture; a line alone has no shingles, a list has."""
        if not any(p.grams and _touch(p, e) for p in reading.prints for e in found):
            return reading.prints
        key = reading.report.text, marks
        if key not in self._cut:
            self._cut[key] = copies.passages(*key)
        return self._cut[key]

    def _extents(self, reading: Reading) -> list[Extent]:
        return [
            extent for key, extent in self._lines(reading) if self._shelves.get("furniture", key)
        ]

    def _lines(self, reading: Reading) -> list[tuple[str, Extent]]:
        """The lines of a report that could be furniture, and their keys."""
        held = self._loose.get(reading.report.id)
        if held is None or held[0] is not reading:
            outlet = _outlet(reading)
            found = cleaning.loose_lines(reading) if outlet else []
            held = reading, [(f"{outlet}|{line:x}", extent) for line, extent in found]
            self._loose[reading.report.id] = held
        return held[1]

    def _cards(self, reading: Reading | None) -> dict[str, str]:
        """The lines of a report that could be furniture, and the story that they stand beside."""
        lines = self._lines(reading) if reading else []
        if reading is None or not lines:
            return {}
        apart = [e for _, e in lines]
        told = [p for p in reading.prints if not any(_touch(p, e) for e in apart)]
        longest = max(((p.words, p.exact) for p in told), default=None)
        story = f"{longest[1]:016x}" if longest else _NO_STORY
        return {key: story for key, _ in lines}

    def _turns(self, key: str, lost: bool) -> bool:
        """Whether a line becomes furniture, or ceases to be; more reports never make it cease."""
        held = bool(self._shelves.get("furniture", key))
        if held and not lost:
            return False
        stories = {owner.partition(" ")[0] for owner in self._shelves.filed("line", key)}
        return held != (len(stories - {_NO_STORY}) >= STORIES)

    def _owners(self, key: str) -> Iterable[str]:
        return (owner.partition(" ")[2] for owner in self._shelves.filed("line", key))


def _owner(story: str, report: str) -> str:
    return f"{story} {report}"


def _outlet(reading: Reading) -> str | None:
    """What tells the pages of one outlet: the host of its address, else its name."""
    host = urlsplit(reading.report.url or "").netloc.casefold().removeprefix("www.")
    return host or (reading.report.outlet or "").casefold() or None


def _idle(told: Told) -> Told:
    """An act that nobody does: no event of the record."""
    return msgspec.structs.replace(told, actors=(), recipients=(), hosts=(), place=None)


def _touch(passage: Passage, extent: Extent) -> bool:
    return passage.start < extent.end and extent.start < passage.end


def _inside(at: int, extents: Iterable[Extent]) -> bool:
    return any(extent.start <= at < extent.end for extent in extents)
