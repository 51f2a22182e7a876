"""Rows of several tables put together: one person each, the terms of the better row.

Rows of the shipped tables are joined by name and state; a row of higher standing overrides those
that speak of its office and time, and an open end is closed by a successor.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from verbale.errors import KnowledgeError
from verbale.knowledge import states, titles
from verbale.knowledge.terms import Person, Term, clash, exact, key, span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbale.knowledge.terms import Row

#: Roles and titles with one holder a state: a successor's first day ends the term before.
SINGLE = frozenset({"foreign", "defence", "trade", "finance"})
_ONE_HOLDER = frozenset(
    {"President", "Prime Minister", "Premier", "Chancellor", "King", "Emperor", "Emir",
     "Vice President"}
)  # fmt: skip
#: Bodies that take their officers from states: one of theirs is somebody known elsewhere.
_SHARED = ("EUR", "")
#: The Commonwealth realms share a sovereign, who acts for the United Kingdom unless said otherwise.
_CROWN = frozenset({"King", "Queen"})
_CROWN_STATE = "GBR"


class _Draft:
    """A person whose terms are still being gathered."""

    def __init__(self, name: str, state: str, gender: str | None, mark: str) -> None:
        self.name = name
        self.state = state
        self.gender = gender
        self.mark = mark
        self.id: str | None = None
        self.aliases: dict[str, None] = {}
        self.terms: list[tuple[int, Term]] = []


class Roster:
    """Persons by name and state, as rows of better and better tables are taken in.

    `rank` is the standing of the table whose rows come next.
    """

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self.all: list[_Draft] = []
        self.named: dict[tuple[str, str], _Draft] = {}
        self._called: dict[str, list[_Draft]] = {}  # by name, whatever the state
        self.rank = 0
        self._marked: dict[str, _Draft] = {}
        for person in people:
            draft = _Draft(person.name, person.state or "", person.gender, person.id)
            draft.id = person.id
            draft.terms = [(0, term) for term in person.terms]
            self._add(draft, *person.aliases)

    def known(self, mark: str, name: str, state: str, gender: str | None, *names: str) -> str:
        """Take in a person whom a table tells apart by a `mark` of its own; gives the mark."""
        draft = self._marked.get(mark)
        if draft is None:
            draft = self._marked[mark] = self._add(_Draft(name, state, gender, mark))
        self._name(draft, *names)
        self._file(key(name), state, draft)
        return mark

    def serve(self, mark: str, term: Term) -> None:
        """One more term of a person taken in by `mark`."""
        self._marked[mark].terms.append((self.rank, term))

    def take(self, row: Row, where: str, source: str) -> None:
        """Take in a row of a table of terms; `where` names it in messages.

        Raises:
            KnowledgeError: its state or dates are none.
        """
        if row.state and states.by_code(row.state) is None:
            raise KnowledgeError(
                f"{where}: no state {row.state!r}; write its ISO 3166-1 alpha-3 code"
            )
        try:
            start, end, precision = span(row.start, row.end)
        except ValueError as problem:
            raise KnowledgeError(f"{where}: {problem}") from problem
        draft = self._whose(row)
        draft.gender = draft.gender or row.gender
        title = titles.normalise(row.title)
        role = titles.role_in(row.title, title.role, row.state) if title else None
        term = Term(row.title, row.state, role, start, end, precision, None, source)
        draft.terms.append((self.rank, term))

    def _whose(self, row: Row) -> _Draft:
        """The person of a row, who takes the row's name."""
        names = (row.name, *row.aliases)
        forms = [*map(exact, names), *map(key, names)]
        known = (self.named.get((form, row.state)) for form in forms)
        draft = next((d for d in known if d and not clash(d.name, row.name)), None)
        if draft is None and row.state in _SHARED:
            draft = next((d for n in names if (d := self._alone(key(n))) is not None), None)
        elif draft is None:
            draft = next((d for s in _SHARED if (d := self.named.get((key(row.name), s)))), None)
        if draft is None:
            draft = self._add(_Draft(row.name, row.state, row.gender, ""), *row.aliases)
        else:
            if self.rank and draft.name != row.name:
                draft.aliases[draft.name] = None
                draft.name = row.name
            self._name(draft, *names)
        self._file(key(row.name), row.state, draft)
        return draft

    def _add(self, draft: _Draft, *names: str) -> _Draft:
        self.all.append(draft)
        self._name(draft, draft.name, *names)
        return draft

    def _alone(self, name: str) -> _Draft | None:
        """The one person of that name, of whatever state."""
        found = {id(draft): draft for draft in self._called.get(name, ())}
        return next(iter(found.values())) if len(found) == 1 else None

    def _name(self, draft: _Draft, *names: str) -> None:
        for name in names:
            if name and name != draft.name:
                draft.aliases[name] = None
            self._file(key(name), draft.state, draft)
            self._file(exact(name), draft.state, draft)

    def _file(self, name: str, state: str, draft: _Draft) -> None:
        """Have a name of a state stand for a person, unless it stands for another."""
        if (name, state) not in self.named:
            self.named[name, state] = draft
            self._called.setdefault(name, []).append(draft)

    def people(self) -> list[Person]:
        """The persons: overridden terms out, open ends closed by successors.

        Those who had an id keep it.
        """
        posts: dict[tuple[str, str], list[tuple[dt.date, _Draft]]] = {}
        for draft in self.all:
            best: list[tuple[int, Term]] = []
            for rank, term in sorted(draft.terms, key=lambda pair: -pair[0]):
                if not any((r > rank or t.title == term.title) and _same(t, term) for r, t in best):
                    best.append((rank, term))
            draft.terms = best
            for _, term in best:
                if alone(term) and term.start:
                    posts.setdefault((term.title, term.state), []).append((term.start, draft))
        for starts in posts.values():
            starts.sort(key=lambda pair: pair[0])
        taken = {draft.id for draft in self.all if draft.id}
        found = []
        for draft in sorted(self.all, key=lambda d: (key(d.name), d.state, d.mark)):
            mark = draft.id or _free(draft, taken)
            taken.add(mark)
            terms = {_closed(term, draft, posts) for _, term in draft.terms}
            aliases = tuple(a for a in draft.aliases if a != draft.name)
            told = sorted(terms, key=lambda t: (t.start or dt.date.min, t.title, t.state))
            found.append(Person(mark, draft.name, aliases, draft.gender, _home(draft), tuple(told)))
        return found


def _free(draft: _Draft, taken: set[str]) -> str:
    """An id that nobody has."""
    mark = "-".join(key(draft.name).split()) or "nameless"
    if mark in taken:
        mark = f"{mark}-{(draft.state or draft.mark).lower()}"
    while mark in taken:
        mark += "-2"
    return mark


def _home(draft: _Draft) -> str | None:
    """The state that a person has served most, by the better rows."""
    best = max((rank for rank, term in draft.terms), default=0)
    served = [term.state for rank, term in draft.terms if rank == best and term.state]
    if any(t.title in _CROWN and t.state == _CROWN_STATE for _, t in draft.terms):
        return _CROWN_STATE
    return max(sorted(set(served)), key=served.count, default=draft.state or None)


def _same(better: Term, term: Term) -> bool:
    """Whether a row of lower standing speaks of the office and time of a better one."""
    alike = better.title == term.title or (better.role is not None and better.role == term.role)
    first, last = dt.date.min, dt.date.max
    return (
        alike
        and better.state == term.state
        and (better.start or first) <= (term.end or last)
        and (term.start or first) <= (better.end or last)
    )


def alone(term: Term) -> bool:
    """Whether an office has one holder at a time."""
    return term.role in SINGLE or term.title in _ONE_HOLDER


def _closed(
    term: Term, draft: _Draft, posts: dict[tuple[str, str], list[tuple[dt.date, _Draft]]]
) -> Term:
    """The term, ended where another began to hold the office after it was last seen."""
    if term.end is not None or term.start is None or not alone(term):
        return term
    for start, other in posts[term.title, term.state]:
        if start > (term.seen or term.start) and other is not draft:
            return msgspec.structs.replace(term, end=start)
    return term
