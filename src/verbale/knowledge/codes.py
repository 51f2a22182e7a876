"""Country numbers of the Correlates of War project and of Gleditsch and Ward, of the time.

`data/state-codes.tsv` holds the numbers that have a beginning or an end; all others stand in
`data/states.tsv`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cache
from typing import Literal

import msgspec

from verbale.knowledge import states, tables

System = Literal["cow", "gw"]


class Term(msgspec.Struct, frozen=True):
    """A number that a state has in these systems from `since` to `until`, both included."""

    code: str
    system: tuple[str, ...]
    number: int
    since: dt.date | None = None
    until: dt.date | None = None


@cache
def _terms() -> dict[tuple[str, str], tuple[Term, ...]]:
    found: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in tables.load("state-codes.tsv", Term):
        for system in term.system:
            found[term.code, system].append(term)
    return {key: tuple(terms) for key, terms in found.items()}


def number(code: str, system: System, day: dt.date) -> int | None:
    """The number of a state (ISO 3166-1 alpha-3) on a day, or `None` where it had none."""
    terms = _terms().get((code, system))
    if terms is None:
        state = states.by_code(code)
        return getattr(state, system) if state else None
    for term in terms:
        if (term.since or dt.date.min) <= day <= (term.until or dt.date.max):
            return term.number
    return None
