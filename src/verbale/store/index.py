"""The rows of a kind as numbers: choosing and counting among many of them takes no join."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from verbale.store.selecting import UNDATED, Where

#: Asks the file; gives all rows.
Ask = Callable[[str, Iterable[Any]], list[tuple[Any, ...]]]
#: Which rows are meant: a flag each.
Mask = NDArray[np.bool_]
Numbers = NDArray[np.int32]

#: Roles that are counted; the columns of the minutes are, too, as "type", "status" and "year".
ROLES = ("issue", "outlet", "pair", "party", "report", "state")
#: Choices that are remembered.
_KEPT = 200


class Role(NamedTuple):
    """What rows have of one role: place `rows[i]` has the value `values[codes[i]]`."""

    values: list[str]
    codes: Numbers
    rows: Numbers


class Index:
    """The rows of a kind in the order of a list (the latest first, undated ones last).

    A row is known by its place in that order. Holds nothing of the connection that it was made
    with, so that another thread may make it. That of 40,000 events is made in about a second and
    takes 30 MB.
    """

    def __init__(self, ask: Ask, kind: str, mark: object) -> None:
        """`mark`: what tells this state of the record from every other."""
        began = time.perf_counter()
        self.kind, self.mark = kind, mark
        found = ask(
            "SELECT sort, id, type, status, substr(coalesce(until, since), 1, 4), until"
            " FROM minutes WHERE kind = ?",
            [kind],
        )
        found.sort(reverse=True)
        undated = sum(row[0] >= UNDATED for row in found)
        found = found[undated:] + found[:undated]
        self.ids: list[str] = [row[1] for row in found]
        self._places = {id: place for place, id in enumerate(self.ids)}
        self.until = np.array([row[5] or "9" for row in found], dtype="U10")
        self.roles = {
            name: _column([row[i] for row in found])
            for i, name in enumerate(("type", "status", "year"), 2)
        }
        self.roles |= self._touched(ask)
        self._numbers, self._reports, self._said = self._numbered(ask)
        self._kept: dict[Where, Mask] = {}
        self._found: dict[str, Numbers] = {}
        #: Seconds that it took.
        self.took = time.perf_counter() - began

    def _touched(self, ask: Ask) -> dict[str, Role]:
        out = {}
        for role in ROLES:
            values: dict[str, int] = {}
            codes: list[int] = []
            rows: list[int] = []
            query = "SELECT value, id FROM touches WHERE role = ? AND kind = ? ORDER BY value"
            for value, id in ask(query, [role, self.kind]):
                codes.append(values.setdefault(value, len(values)))
                rows.append(self._places[id])
            out[role] = Role(list(values), np.array(codes, np.int32), np.array(rows, np.int32))
        return out

    def _numbered(self, ask: Ask) -> tuple[Numbers, Numbers, Mask]:
        """For each number of the searched words: whose own they are.

        The place of the row, the code of the report (-1 where it is none; after the last one for
        a report that no row touches), and whether it is a statement.
        """
        last = ask("SELECT coalesce(max(number), 0) FROM words", ())[0][0]
        own, told = np.full((2, last + 1), -1, np.int32)
        said = np.zeros(last + 1, np.bool_)
        for number, id in ask("SELECT number, id FROM words WHERE kind = ?", [self.kind]):
            own[number] = self._places.get(id, -1)
        known: dict[str, str] = dict(ask("SELECT '#' || number, id FROM reports", ()))
        codes = {id: code for code, id in enumerate(self.roles["report"].values)}
        for number, id in ask("SELECT number, id FROM words WHERE kind = 'report'", ()):
            told[number] = codes.get(known.get(id, ""), len(codes))
        said[[n for (n,) in ask("SELECT number FROM words WHERE kind = 'statement'", ())]] = True
        return own, told, said

    # --- choosing -----------------------------------------------------------------------------

    def mask(self, ask: Ask, where: Where, mark: object) -> Mask:
        """The rows meant; `mark`: of the record as it now is, which may be a newer state."""
        if where in self._kept and mark == self.mark:
            return self._kept[where]
        if where.words:
            rest = msgspec.structs.replace(where, words=None)
            found = self.mask(ask, rest, mark) & self._worded(ask, where.words)
        else:
            found = np.zeros(len(self.ids), np.bool_)
            condition, values = where.sql(self.kind)
            ids = ask(f"SELECT m.id FROM minutes m WHERE {condition}", values)
            found[[place for (id,) in ids if (place := self._places.get(id)) is not None]] = True
        if mark == self.mark:
            while len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[where] = found
        return found

    def _worded(self, ask: Ask, words: str) -> Mask:
        """Rows whose own words match, or that touch a report whose text does."""
        numbers = self._matching(ask, words)
        flags = np.zeros(len(self.ids) + 1, np.bool_)  # the last for what is no row
        flags[self._numbers[numbers]] = True
        reports = self.roles["report"]
        told = np.zeros(len(reports.values) + 2, np.bool_)
        told[self._reports[numbers]] = True
        flags[reports.rows[told[reports.codes]]] = True
        return flags[:-1]

    def _matching(self, ask: Ask, words: str) -> Numbers:
        if words not in self._found:
            query = "SELECT rowid FROM search WHERE search MATCH ?"
            found = ask(query, [words]) if words else []  # no word, no match
            numbers = [n for (n,) in found if n < len(self._numbers)]
            self._found = {words: np.array(numbers, np.int32)}
        return self._found[words]

    def worded(self, ask: Ask, words: str, kind: str, mask: Mask | None, most: int) -> list[int]:
        """The numbers of the "report"s or "statement"s that match, `most` of them, the newest.

        `mask`: of reports, only those that one of these rows touches.
        """
        numbers = self._matching(ask, words)
        if kind == "statement":
            numbers = numbers[self._said[numbers]]
        else:
            numbers = numbers[self._reports[numbers] >= 0]
            if mask is not None:
                reports = self.roles["report"]
                told = np.zeros(len(reports.values) + 1, np.bool_)
                told[reports.codes[mask[reports.rows]]] = True
                numbers = numbers[told[self._reports[numbers]]]
        return [int(number) for number in numbers[-most:]]

    # --- counting -----------------------------------------------------------------------------

    def tally(self, mask: Mask, role: str) -> list[tuple[str, int]]:
        """How many of the rows have each value of a role, the commonest first."""
        held = self.roles[role]
        counts = np.bincount(held.codes[mask[held.rows]], minlength=len(held.values))
        found = [(held.values[code], int(counts[code])) for code in np.flatnonzero(counts)]
        return sorted(found, key=lambda item: (-item[1], item[0]))

    def soonest(self, mask: Mask) -> Numbers:
        """The places of the rows, those that end first before the others."""
        places = np.flatnonzero(mask)
        ids = np.array([self.ids[place] for place in places])
        found: Numbers = places[np.lexsort((ids, self.until[places]))].astype(np.int32)
        return found


def _column(found: list[str | None]) -> Role:
    values = sorted({value for value in found if value is not None})
    codes = {value: code for code, value in enumerate(values)}
    held = [(codes[value], place) for place, value in enumerate(found) if value is not None]
    both = np.array(held, np.int32).reshape(-1, 2)
    return Role(values, both[:, 0].copy(), both[:, 1].copy())
