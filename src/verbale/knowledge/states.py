"""States under every name: adjectives, peoples, capitals, seats of government, regions.

`data/states.tsv`, one row a state. `code` is ISO 3166-1 alpha-3, with XKX for Kosovo, EUR for
the European Community and Union, and ISO 3166-3's codes for Yugoslavia (YUG) and East Germany
(DDR); other historical states take their successor's (the Soviet Union RUS, West Germany
DEU, Zaire COD). `cow` and `gw` are the country numbers of the Correlates of War project and of
Gleditsch and Ward's list; `latitude` and `longitude`, in degrees, are of a point near the
middle. `regions` are parts and breakaway lands that are spoken of by their own names.
"""

from __future__ import annotations

from functools import cache

import msgspec

from verbale.errors import KnowledgeError
from verbale.knowledge import tables
from verbale.knowledge.phrases import Phrases


class State(msgspec.Struct, frozen=True):
    """A state, by its code."""

    code: str
    name: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    cow: int | None = None
    gw: int | None = None
    latitude: float | None = None
    longitude: float | None = None


class Sense(msgspec.Struct, frozen=True):
    """What a word says of a state.

    `kinds` are some of "name", "adjective", "people", "capital", "seat" and "region".
    """

    state: State
    kinds: frozenset[str]


@cache
def table() -> tuple[State, ...]:
    """Every state, in the order of the table."""
    rows = tables.load("states.tsv", State)
    codes = [row.code for row in rows]
    double = next((c for c in codes if codes.count(c) > 1), None)
    if double:
        raise KnowledgeError(f"states.tsv: {double} stands twice; join its rows")
    return rows


@cache
def _by_code() -> dict[str, State]:
    return {state.code: state for state in table()}


def by_code(code: str) -> State | None:
    """The state of an ISO code."""
    return _by_code().get(code)


@cache
def names() -> Phrases[Sense]:
    """Every name of every state as phrases to be found in a text."""
    kinds: dict[tuple[str, str], set[str]] = {}
    owner: dict[str, State] = {}
    for kind in ("name", "adjective", "people", "seat", "capital", "region"):
        for state in table():
            for word in _words(state, kind):
                first = owner.setdefault(word, state)
                if first is state:
                    kinds.setdefault((word, state.code), set()).add(kind)
    found: Phrases[Sense] = Phrases()
    for word, state in owner.items():
        found.add(word, Sense(state, frozenset(kinds[word, state.code])))
    return found


def _words(state: State, kind: str) -> tuple[str, ...]:
    if kind == "name":
        plain = (name.removeprefix("the ").removeprefix("The ") for name in state.names)
        return (state.name, *plain)
    if kind == "people":
        return state.people
    return {
        "adjective": state.adjectives,
        "seat": state.seats,
        "capital": state.capitals,
        "region": state.regions,
    }[kind]


def by_name(text: str) -> State | None:
    """The state that a name, adjective, people, capital or seat stands for, or None."""
    sense = names().get(text.strip().removeprefix("the ").removeprefix("The "))
    return sense.state if sense else None
