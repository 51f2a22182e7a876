"""Who held which office when.

`data/offices.csv.gz` is built by `tools/build_offices.py` from public lists of office holders
and says as of which day each row was seen; `data/terms.tsv` holds rows that were added by
hand from public knowledge and win over it. A user's own rows (`knowledge.people`) win over
both. Dates keep their precision: "2012" stands for some day of that year.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import re
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from verbale.knowledge import tables, titles, words
from verbale.knowledge.phrases import Phrases, fold
from verbale.knowledge.rosters import SINGLE, Roster, alone
from verbale.knowledge.terms import Person, Row, Term, clash, key, span

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Titles of those who govern, first where presidents do, then where premiers do.
_GOVERNING = (
    ("Supreme Leader", "King", "Crown Prince", "Emir", "President", "General Secretary",
     "Prime Minister", "Premier", "Chancellor"),
    ("Prime Minister", "Chancellor", "Premier", "President"),
)  # fmt: skip
_CAREER = dt.timedelta(days=25 * 365)  # from what one does unheard of to a first office
_BY_HAND = "public record"
_PARTICLES = words.listed("name-particles")


class Offices:
    """Terms of office by person, by name and by office."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people: dict[str, Person] = {person.id: person for person in people}
        self._named: dict[str, list[Person]] = {}
        self._word: dict[str, list[Person]] = {}
        self._post: dict[tuple[str, str], list[tuple[Term, Person]]] = {}
        self.names: Phrases[tuple[str, ...]] = Phrases()
        shown: dict[str, list[str]] = {}
        for person in self.people.values():
            for name in (person.name, *person.aliases):
                self._named.setdefault(key(name), []).append(person)
                if " " in name:
                    shown.setdefault(name, []).append(person.id)
            spelt = " ".join(key(name) for name in (person.name, *person.aliases))
            for word in sorted(set(spelt.split())):
                self._word.setdefault(word, []).append(person)
            for term in person.terms:
                for post in {term.role, _post(term.title)} - {None}:
                    self._post.setdefault((post or "", term.state), []).append((term, person))
        for name, ids in shown.items():
            self.names.add(name, tuple(dict.fromkeys(ids)))

    @cached_property
    def horizon(self) -> int:
        """The last year that the terms know of, and two more."""
        starts = [t.start for person in self.people.values() for t in person.terms if t.start]
        return max(starts, default=dt.date.max).year + 2

    def lookup(
        self, name: str, state: str | None = None, date: dt.date | None = None
    ) -> Person | None:
        """Who goes by the full `name`; None where nobody does or several may.

        `state` must be theirs where it is given; of several, one in office on `date` wins.
        """
        found = self._named.get(key(name), [])
        if state:
            found = [p for p in found if state in (p.state, *(t.state for t in p.terms))]
        if date:
            found = [p for p in found if not _of_later_days(p, date)]
        if len(found) > 1:
            found = [p for p in found if not clash(p.name, name)]
        if len(found) > 1 and date:
            found = [p for p in found if any(t.covers(date) for t in p.terms)] or found
        return found[0] if len({p.id for p in found}) == 1 else None

    def near(self, name: str, state: str) -> Person | None:
        """Who of the state bears the name with more or fewer words; None if that is unclear."""
        said = set(key(name).split())
        found = {}
        for word in sorted(said):
            for person in self._word.get(word, []):
                if person.state != state:
                    continue
                for other in (person.name, *person.aliases):
                    theirs = set(key(other).split())
                    if min(len(said), len(theirs)) > 1 and _within(key(name), key(other)):
                        found[person.id] = person
        return next(iter(found.values())) if len(found) == 1 else None

    def by_word(
        self, word: str, state: str | None = None, date: dt.date | None = None
    ) -> tuple[Person, ...]:
        """Everybody with `word` in the name, of the state and in office on the day if given."""
        found = self._word.get(fold(word), [])
        return tuple(
            p
            for p in found
            if (state is None or p.state == state)
            and (date is None or any(t.covers(date) for t in p.terms))
        )

    def holders(self, title: str, state: str, date: dt.date) -> tuple[Person, ...]:
        """Those who held the office on the day; `title` may be a role ("foreign")."""
        plain = titles.normalise(title)
        posts = [_post(title)]
        if plain and plain.title:
            posts.append(_post(plain.title))
        if plain and plain.role in SINGLE:
            posts.append(plain.role)
        for post in posts:
            terms = [(t, p) for t, p in self._post.get((post, state), []) if t.covers(date)]
            if terms:
                best = max(_standing(t) for t, p in terms)
                kept = [p for t, p in terms if not alone(t) or _standing(t) == best]
                return tuple({p.id: p for p in kept}.values())
        return ()

    def holder(self, title: str, state: str, date: dt.date) -> Person | None:
        """Who held the office on the day; None where nobody is known or several are.

        "leader" asks for the one who governs: the president, where a premier does not.
        """
        found = self.holders(title, state, date)
        if len(found) > 1 and fold(title) == "leader":
            premier_led = state in words.listed("premier-led")
            for wanted in _GOVERNING[premier_led]:
                for person in found:
                    if any(t.title == wanted and t.covers(date) for t in person.terms):
                        return person
        return found[0] if len(found) == 1 else None

    def terms(self, person: str) -> tuple[Term, ...]:
        """The terms of a person, by id, oldest first."""
        return self.people[person].terms if person in self.people else ()

    def extended(self, rows: Iterable[Row], source: str) -> Offices:
        """These offices with further rows, which win where they differ."""
        roster = Roster(self.people.values())
        roster.rank = 1
        for number, row in enumerate(rows, start=1):
            told = f"{source}: {row.source}" if row.source else source
            roster.take(row, f"{source}, row {number}", told)
        return Offices(roster.people())


def _post(title: str) -> str:
    """A title as it is looked up: articles apart, "to the United States" is "to United States"."""
    return fold(title).replace(" the ", " ")


def _standing(term: Term) -> int:
    """How good a row is: a user's own before those added by hand before those carried over."""
    return {"Wikidata": 0, _BY_HAND: 1}.get(term.source, 2)


def _within(one: str, other: str) -> bool:
    """Whether one of two names is the other with words left out, or in another order.

    Particles do not count: "Ahmad Nasser al-Sabah" is not "Sabah al-Ahmad al-Sabah".
    """
    parts = ([word for word in name.split() if word not in _PARTICLES] for name in (one, other))
    short, long = sorted(parts, key=len)
    if sorted(short) == sorted(long):
        return True
    rest = iter(long)
    return len(short) > 1 and all(word in rest for word in short)


@cache
def table() -> Offices:
    """The shipped table, with the rows that were added by hand."""
    roster = Roster()
    packed = files("verbale.knowledge").joinpath("data").joinpath("offices.csv.gz").read_bytes()
    for row in csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8"))):
        name = re.sub(r" of [A-Z].*", "", row["name"])
        mark = roster.known(
            row["qid"] or f"{row['name']} {row['state']}",
            name,
            row["state"],
            row["gender"] or None,
            *(n for n in (row["alias"], row["name"]) if n),
        )
        try:
            start, end, precision = span(row["start"], row["end"])
        except ValueError:
            continue
        seen = dt.date.fromisoformat(row["seen"]) if row["seen"] else None
        role = titles.role_in(row["title"], row["role"] or None, row["state"])
        roster.serve(
            mark,
            Term(row["title"], row["state"], role, start, end, precision, seen, "Wikidata"),
        )
    roster.rank = 1
    for number, own in enumerate(tables.load("terms.tsv", Row), start=2):
        roster.take(own, f"terms.tsv, row {number}", own.source or _BY_HAND)
    return Offices(roster.people())


def holder(title: str, state: str, date: dt.date) -> Person | None:
    """Who held the office on the day, by the shipped table."""
    return table().holder(title, state, date)


def _of_later_days(person: Person, date: dt.date) -> bool:
    """Whether somebody took a first office too long after a day to be spoken of on it."""
    starts = [t.start for t in person.terms if t.start]
    return len(starts) == len(person.terms) > 0 and min(starts) > date + _CAREER


def lookup(name: str, state: str | None = None, date: dt.date | None = None) -> Person | None:
    """Who goes by the full name, by the shipped table."""
    return table().lookup(name, state, date)


def terms(person: str) -> tuple[Term, ...]:
    """The terms of a person of the shipped table, by id."""
    return table().terms(person)
