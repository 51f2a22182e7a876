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
from calendar import monthrange
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from verbale.errors import KnowledgeError
from verbale.knowledge import states, tables, titles, words
from verbale.knowledge.phrases import Phrases, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Roles and titles with one holder a state: a successor's first day ends the term before.
_SINGLE = frozenset({"foreign", "defence", "trade", "finance"})
_ONE_HOLDER = frozenset(
    {"President", "Prime Minister", "Premier", "Chancellor", "King", "Emperor", "Emir",
     "Vice President"}
)  # fmt: skip
#: Titles of those who govern, first where presidents do, then where premiers do.
_GOVERNING = (
    ("Supreme Leader", "King", "Crown Prince", "Emir", "President", "General Secretary",
     "Prime Minister", "Premier", "Chancellor"),
    ("Prime Minister", "Chancellor", "Premier", "President"),
)  # fmt: skip
#: Bodies that take their officers from states: one of theirs is somebody known elsewhere.
_SHARED = ("EUR", "")
_BY_HAND = "public record"
_LETTERS = re.compile(r"[^\W\d_]+")
_UNCOUNTED = frozenset({"jr", "sr", "dr", "ii", "iii", "iv"})
#: The Commonwealth realms share a sovereign, who acts for the United Kingdom unless said otherwise.
_CROWN = frozenset({"King", "Queen"})
_CROWN_STATE = "GBR"
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")


class Row(msgspec.Struct, frozen=True):
    """A line of a table of terms; `start` and `end` are YYYY, YYYY-MM, YYYY-MM-DD or empty."""

    name: str
    title: str
    state: str = ""
    start: str = ""
    end: str = ""
    aliases: tuple[str, ...] = ()
    gender: str | None = None
    source: str | None = None


class Term(msgspec.Struct, frozen=True):
    """A term of office: the widest span of days that its dates allow, both included.

    `precision`: "day", "month" or "year", the coarser of both ends. `seen`: the day as of
    which the row was known good, where the source says so; `source`: where it is from.
    """

    title: str
    state: str
    role: str | None
    start: dt.date | None
    end: dt.date | None
    precision: str
    seen: dt.date | None
    source: str

    def covers(self, day: dt.date) -> bool:
        """Whether the term may have run on `day`."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Person(msgspec.Struct, frozen=True):
    """Somebody who held office; terms sorted by their start."""

    id: str
    name: str
    aliases: tuple[str, ...]
    gender: str | None
    state: str | None
    terms: tuple[Term, ...]


def span(start: str, end: str) -> tuple[dt.date | None, dt.date | None, str]:
    """The widest days of a term and its precision.

    Raises:
        ValueError: a date is not YYYY, YYYY-MM or YYYY-MM-DD.
    """
    for text in (start, end):
        if text and not _DATE.match(text):
            raise ValueError(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    sizes = [len(text) for text in (start, end) if text]
    precision = {4: "year", 7: "month"}.get(min(sizes, default=10), "day")
    return _edge(start, first=True), _edge(end, first=False), precision


@lru_cache(maxsize=8192)
def _edge(text: str, first: bool) -> dt.date | None:
    if not text:
        return None
    numbers = [int(part) for part in text.split("-")]
    month = numbers[1] if len(numbers) > 1 else (1 if first else 12)
    month = month or (1 if first else 12)
    last = monthrange(numbers[0], month)[1]
    day = numbers[2] if len(numbers) > 2 else (1 if first else last)
    return dt.date(numbers[0], month, day or (1 if first else last))


@lru_cache(maxsize=32768)
def key(name: str) -> str:
    """A name as it is compared: folded, without initials, hyphens, honorifics and number."""
    parts = _LETTERS.findall(fold(name).replace("'", ""))
    long = [w for w in parts if len(w) > 1 and w not in _UNCOUNTED]
    return " ".join(long or parts)


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
                for post in {term.role, fold(term.title)} - {None}:
                    self._post.setdefault((post or "", term.state), []).append((term, person))
        for name, ids in shown.items():
            self.names.add(name, tuple(dict.fromkeys(ids)))

    def lookup(
        self, name: str, state: str | None = None, date: dt.date | None = None
    ) -> Person | None:
        """Who goes by the full `name`; None where nobody does or several may.

        `state` must be theirs where it is given; of several, one in office on `date` wins.
        """
        found = self._named.get(key(name), [])
        if state:
            found = [p for p in found if state in (p.state, *(t.state for t in p.terms))]
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
                    if min(len(said), len(theirs)) > 1 and (said <= theirs or theirs <= said):
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
        posts = [fold(title)]
        if plain and plain.title:
            posts.append(fold(plain.title))
        if plain and plain.role in _SINGLE:
            posts.append(plain.role)
        for post in posts:
            terms = [(t, p) for t, p in self._post.get((post, state), []) if t.covers(date)]
            if terms:
                best = max(_standing(t) for t, p in terms)
                kept = [p for t, p in terms if not _alone(t) or _standing(t) == best]
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
        drafts = _drafts(self.people.values())
        for number, row in enumerate(rows, start=1):
            _take(drafts, row, f"{source}, row {number}", row.source or source)
        return Offices(_finished(drafts))


class _Draft:
    """A person whose terms are still being gathered."""

    def __init__(self, name: str, state: str, gender: str | None, mark: str) -> None:
        self.name = name
        self.state = state
        self.gender = gender
        self.mark = mark
        self.aliases: dict[str, None] = {}
        self.terms: list[tuple[int, Term]] = []


class _Drafts:
    """Persons by name and state."""

    def __init__(self) -> None:
        self.all: list[_Draft] = []
        self.named: dict[tuple[str, str], _Draft] = {}
        self.rank = 0

    def add(self, draft: _Draft, *names: str) -> _Draft:
        self.all.append(draft)
        self.name(draft, draft.name, *names)
        return draft

    def alone(self, name: str) -> _Draft | None:
        """The one person of that name, of whatever state."""
        found = {id(d): d for (n, _), d in self.named.items() if n == name}
        return next(iter(found.values())) if len(found) == 1 else None

    def name(self, draft: _Draft, *names: str) -> None:
        for name in names:
            if name and name != draft.name:
                draft.aliases[name] = None
            self.named.setdefault((key(name), draft.state), draft)


def _drafts(people: Iterable[Person]) -> _Drafts:
    drafts = _Drafts()
    for person in people:
        draft = _Draft(person.name, person.state or "", person.gender, person.id)
        drafts.add(draft, *person.aliases)
        draft.terms = [(0, term) for term in person.terms]
    drafts.rank = 1
    return drafts


def _take(drafts: _Drafts, row: Row, where: str, source: str) -> None:
    if row.state and states.by_code(row.state) is None:
        raise KnowledgeError(f"{where}: no state {row.state!r}; write its ISO 3166-1 alpha-3 code")
    try:
        start, end, precision = span(row.start, row.end)
    except ValueError as problem:
        raise KnowledgeError(f"{where}: {problem}") from problem
    names = (row.name, *row.aliases)
    draft = next((d for n in names if (d := drafts.named.get((key(n), row.state)))), None)
    if draft is None and row.state in _SHARED:
        draft = next((d for n in names if (d := drafts.alone(key(n))) is not None), None)
    elif draft is None:
        draft = next((d for s in _SHARED if (d := drafts.named.get((key(row.name), s)))), None)
    if draft is None:
        draft = drafts.add(_Draft(row.name, row.state, row.gender, ""), *row.aliases)
    else:
        if drafts.rank and draft.name != row.name:
            draft.aliases[draft.name] = None
            draft.name = row.name
        drafts.name(draft, *names)
    drafts.named.setdefault((key(row.name), row.state), draft)
    draft.gender = draft.gender or row.gender
    title = titles.normalise(row.title)
    role = titles.role_in(row.title, title.role, row.state) if title else None
    term = Term(row.title, row.state, role, start, end, precision, None, source)
    draft.terms.append((drafts.rank + 1, term))


def _finished(drafts: _Drafts) -> list[Person]:
    """The persons of the drafts: overridden terms out, open ends closed by successors."""
    posts: dict[tuple[str, str], list[tuple[dt.date, _Draft]]] = {}
    for draft in drafts.all:
        best: list[tuple[int, Term]] = []
        for rank, term in sorted(draft.terms, key=lambda pair: -pair[0]):
            if not any((r > rank or t.title == term.title) and _same(t, term) for r, t in best):
                best.append((rank, term))
        draft.terms = best
        for _, term in best:
            if _alone(term) and term.start:
                posts.setdefault((term.title, term.state), []).append((term.start, draft))
    for starts in posts.values():
        starts.sort(key=lambda pair: pair[0])
    people, taken = [], set()
    for draft in sorted(drafts.all, key=lambda d: (key(d.name), d.state, d.mark)):
        mark = "-".join(key(draft.name).split()) or "nameless"
        if mark in taken:
            mark = f"{mark}-{(draft.state or draft.mark).lower()}"
        while mark in taken:
            mark += "-2"
        taken.add(mark)
        terms = {_closed(term, draft, posts) for _, term in draft.terms}
        aliases = tuple(a for a in draft.aliases if a != draft.name)
        ordered = sorted(terms, key=lambda t: (t.start or dt.date.min, t.title))
        people.append(Person(mark, draft.name, aliases, draft.gender, _home(draft), tuple(ordered)))
    return people


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


def _standing(term: Term) -> int:
    """How good a row is: a user's own before those added by hand before those carried over."""
    return {"Wikidata": 0, _BY_HAND: 1}.get(term.source, 2)


def _alone(term: Term) -> bool:
    """Whether an office has one holder at a time."""
    return term.role in _SINGLE or term.title in _ONE_HOLDER


def _closed(
    term: Term, draft: _Draft, posts: dict[tuple[str, str], list[tuple[dt.date, _Draft]]]
) -> Term:
    """The term, ended where another began to hold the office after it was last seen."""
    if term.end is not None or term.start is None or not _alone(term):
        return term
    for start, other in posts[term.title, term.state]:
        if start > (term.seen or term.start) and other is not draft:
            return msgspec.structs.replace(term, end=start)
    return term


@cache
def table() -> Offices:
    """The shipped table, with the rows that were added by hand."""
    drafts = _Drafts()
    data = files("verbale.knowledge").joinpath("data")
    packed = data.joinpath("offices.csv.gz").read_bytes()
    by_mark: dict[str, _Draft] = {}
    for row in csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8"))):
        name = re.sub(r" of [A-Z].*", "", row["name"])
        mark = row["qid"] or f"{row['name']} {row['state']}"
        draft = by_mark.get(mark)
        if draft is None:
            draft = _Draft(name, row["state"], row["gender"] or None, mark)
            by_mark[mark] = drafts.add(draft)
        drafts.name(draft, *(n for n in (row["alias"], row["name"]) if n))
        drafts.named.setdefault((key(name), row["state"]), draft)
        try:
            start, end, precision = span(row["start"], row["end"])
        except ValueError:
            continue
        seen = dt.date.fromisoformat(row["seen"]) if row["seen"] else None
        role = titles.role_in(row["title"], row["role"] or None, row["state"])
        term = Term(row["title"], row["state"], role, start, end, precision, seen, "Wikidata")
        draft.terms.append((0, term))
    drafts.rank = 1
    for number, own in enumerate(tables.load("terms.tsv", Row), start=2):
        _take(drafts, own, f"terms.tsv, row {number}", own.source or _BY_HAND)
    return Offices(_finished(drafts))


def holder(title: str, state: str, date: dt.date) -> Person | None:
    """Who held the office on the day, by the shipped table."""
    return table().holder(title, state, date)


def lookup(name: str, state: str | None = None, date: dt.date | None = None) -> Person | None:
    """Who goes by the full name, by the shipped table."""
    return table().lookup(name, state, date)


def terms(person: str) -> tuple[Term, ...]:
    """The terms of a person of the shipped table, by id."""
    return table().terms(person)
