"""Organisations: international bodies, ministries, parliaments, armed groups, media, firms.

`data/bodies.tsv`. `kind`: "international", "format" (states that meet under a name and have no
body of their own: "the E3" is its members), "ngo", "ministry", "agency", "military",
"parliament", "court", "party", "armed", "media", "company" or "university". `family` is
PLOVER's code for those that belong to no state (IGO, UNO, EUR, NGO, MNC); `ruled` spans of
days ("2021-08-15/") in which it was the government of its state.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from verbale.knowledge import tables
from verbale.knowledge.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Families of bodies whose members are states.
_OF_STATES = frozenset({"IGO", "UNO", "EUR"})


class Body(msgspec.Struct, frozen=True):
    """An organisation; `members` are states, `state` the one whose body it is."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "international"
    state: str | None = None
    sector: str | None = None
    family: str | None = None
    members: tuple[str, ...] = ()
    ruled: tuple[str, ...] = ()

    @property
    def international(self) -> bool:
        """Whether states are its members: it acts for itself, and its ministers for it."""
        return self.family in _OF_STATES and not self.state

    @property
    def rules(self) -> tuple[tuple[str, str], ...]:
        """Days between which it was the government of its state: first, last or empty."""
        return tuple((a, b) for a, _, b in (span.partition("/") for span in self.ruled))


@cache
def table() -> tuple[Body, ...]:
    """Every organisation, in the order of the table."""
    return tables.load("bodies.tsv", Body)


def plain(name: str) -> str:
    """A name without its article."""
    return name.strip().removeprefix("the ").removeprefix("The ")


def phrases(bodies: Iterable[Body]) -> Phrases[Body]:
    """Every name of some organisations as phrases to be found in a text; the first has a name."""
    found: Phrases[Body] = Phrases()
    for body in bodies:
        for name in (body.name, *body.aliases):
            found.add(plain(name), body)
    return found


@cache
def names() -> Phrases[Body]:
    """Every name of every shipped organisation."""
    return phrases(table())


def by_name(text: str) -> Body | None:
    """The shipped organisation that goes by `text`, or None."""
    return names().get(plain(text))
