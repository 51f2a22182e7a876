"""What the record remembers of how it was made, so that a new report touches its neighbourhood.

Three things stand on the shelves: cells (a value under a kind and an id), cards (who stands
under a key: "which reports name this person"), and rows (the nouns of CONTRACT). `Memory` keeps
them in dictionaries; the store keeps the same in its file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

K = TypeVar("K")
T = TypeVar("T")
Key = str | int


class Timed(NamedTuple):
    """A card with days: ordinals of the first and last one, and who stands there."""

    first: int
    owner: str
    last: int


class Shelves(Protocol):
    """What the stages ask of a record's shelves; lists come sorted."""

    def get(self, kind: str, id: str) -> Any:
        """The cell, or `None`."""

    def expect(self, kinds: Iterable[str], ids: Iterable[str]) -> None:
        """Hear that the cells of these kinds and ids will be asked for."""

    def put(self, kind: str, id: str, value: Any) -> None:
        """Set a cell; `None` takes it away."""

    def file(self, index: str, key: Key, owner: str) -> None:
        """Put `owner` under a key."""

    def pull(self, index: str, key: Key, owner: str) -> None:
        """Take `owner` from under a key."""

    def filed(self, index: str, key: Key, most: int | None = None) -> list[str]:
        """Who stands under a key (at most the first `most`)."""

    def file_all(self, index: str, owners: Mapping[int, Iterable[str]]) -> None:
        """Put owners under many keys."""

    def pull_all(self, index: str, owners: Mapping[int, Iterable[str]]) -> None:
        """Take owners from under many keys."""

    def files(self, index: str, keys: Iterable[int]) -> dict[int, Sequence[str]]:
        """Who stands under each of many keys; not to be changed."""

    def time(self, index: str, key: str, card: Timed) -> None:
        """Put a card with days under a key."""

    def untime(self, index: str, key: str, card: Timed) -> None:
        """Take it away again."""

    def timed(self, index: str, key: str, low: int, high: int) -> list[Timed]:
        """Cards whose first day lies in these, both included."""

    def latest(self, index: str, key: str) -> int | None:
        """The latest first day under a key."""

    def expect_rows(self, kind: str, ids: Iterable[str]) -> None:
        """Hear that the rows of a kind with these ids will be asked for."""

    def row(self, kind: str, id: str) -> Any:
        """A row of the record, or `None`."""

    def set_row(self, kind: str, id: str, noun: Any) -> None:
        """Set a row of the record; `None` takes it away."""


class Memory:
    """Shelves in dictionaries; see :class:`Shelves`."""

    def __init__(self) -> None:
        self.cells: dict[str, dict[str, Any]] = defaultdict(dict)
        self.cards: dict[str, dict[Key, list[str]]] = defaultdict(dict)
        self.times: dict[str, dict[str, list[Timed]]] = defaultdict(dict)
        self.rows: dict[str, dict[str, Any]] = defaultdict(dict)

    def get(self, kind: str, id: str) -> Any:
        return self.cells[kind].get(id)

    def expect(self, kinds: Iterable[str], ids: Iterable[str]) -> None:
        pass  # they are at hand

    def put(self, kind: str, id: str, value: Any) -> None:
        _set(self.cells[kind], id, value)

    def file(self, index: str, key: Key, owner: str) -> None:
        _insert(self.cards[index].setdefault(key, []), owner)

    def pull(self, index: str, key: Key, owner: str) -> None:
        _remove(self.cards[index], key, owner)

    def filed(self, index: str, key: Key, most: int | None = None) -> list[str]:
        return self.cards[index].get(key, [])[:most]

    def file_all(self, index: str, owners: Mapping[int, Iterable[str]]) -> None:
        cards = self.cards[index]
        for key, came in owners.items():
            held = cards.get(key)
            cards[key] = sorted({*held, *came} if held else came)

    def pull_all(self, index: str, owners: Mapping[int, Iterable[str]]) -> None:
        for key, went in owners.items():
            for owner in went:
                self.pull(index, key, owner)

    def files(self, index: str, keys: Iterable[int]) -> dict[int, Sequence[str]]:
        cards = self.cards[index]
        return {key: cards.get(key, ()) for key in keys}

    def time(self, index: str, key: str, card: Timed) -> None:
        _insert(self.times[index].setdefault(key, []), card)

    def untime(self, index: str, key: str, card: Timed) -> None:
        _remove(self.times[index], key, card)

    def timed(self, index: str, key: str, low: int, high: int) -> list[Timed]:
        cards = self.times[index].get(key, [])
        first = bisect_left(cards, Timed(low, "", 0))
        return cards[first : bisect_left(cards, Timed(high + 1, "", 0))]

    def latest(self, index: str, key: str) -> int | None:
        cards = self.times[index].get(key)
        return cards[-1].first if cards else None

    def expect_rows(self, kind: str, ids: Iterable[str]) -> None:
        pass  # they are at hand

    def row(self, kind: str, id: str) -> Any:
        return self.rows[kind].get(id)

    def set_row(self, kind: str, id: str, noun: Any) -> None:
        _set(self.rows[kind], id, noun)


def _set(cells: dict[str, Any], id: str, value: Any) -> None:
    if value is None:
        cells.pop(id, None)
    else:
        cells[id] = value


def _insert(cards: list[Any], card: Any) -> None:
    place = bisect_left(cards, card)
    if place == len(cards) or cards[place] != card:
        cards.insert(place, card)


def _remove(index: dict[Any, list[Any]], key: Any, card: Any) -> None:
    cards = index.get(key, [])
    place = bisect_left(cards, card)
    if place < len(cards) and cards[place] == card:
        del cards[place]
    if not cards:
        index.pop(key, None)


class Asked(Mapping[K, T]):
    """A mapping that is looked up when it is asked, and remembers; it cannot be listed."""

    def __init__(self, look: Callable[[K], T | None]) -> None:
        """`look`: the value of a key, or `None` where there is none."""
        self._look = look
        self._found: dict[K, T | None] = {}

    def __getitem__(self, key: K) -> T:
        if key not in self._found:
            self._found[key] = self._look(key)
        found = self._found[key]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[K]:
        raise TypeError("what is only looked up cannot be listed")

    def __len__(self) -> int:
        raise TypeError("what is only looked up cannot be counted")

    def told(self, key: K, value: T | None) -> None:
        """Say what is found under a key."""
        self._found[key] = value


def refile(
    shelves: Shelves, index: str, owner: str, was: Iterable[Key], now: Iterable[Key]
) -> None:
    """Move `owner` from under the keys where it stood to those where it stands."""
    was, now = set(was), set(now)
    for key in was - now:
        shelves.pull(index, key, owner)
    for key in now - was:
        shelves.file(index, key, owner)
