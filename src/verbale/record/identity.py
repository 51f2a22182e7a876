"""Who is who: the referents of all reports, resolved to the parties of the record.

A referent with an entry in the tables is that entry. Otherwise persons are one if their
folded names agree ("Al-Busaidi" and "al Busaidi", "Antony J. Blinken" and "Antony
Blinken") and their states do not contradict. A referent that has only an office ("the
Chinese foreign minister") is whoever held it on the day; where the table does not know, its
state acts.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from verbale.knowledge import directory as _directory
from verbale.knowledge import states, titles
from verbale.knowledge.directory import Directory
from verbale.records import Interval, Office, Party, Reading, Referent, ToldOffice

_PARTICLES = frozenset(
    ["al", "el", "bin", "ibn", "de", "van", "von", "der", "den", "da", "di", "dos", "la", "le"]
)


def fold(name: str) -> str:
    """A name without case, accents, hyphens, points and apostrophes."""
    flat = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    flat = re.sub(r"[.'’`]", "", flat.casefold())
    return " ".join(re.sub(r"[^\w]+", " ", flat).split())


def name_key(name: str) -> str:
    """A person's folded name without particles and middle initials."""
    words = [w for w in fold(name).split() if w not in _PARTICLES]
    if len(words) > 2:
        words = [words[0], *(w for w in words[1:-1] if len(w) > 1), words[-1]]
    # Zelensky, Zelenskyy, Zelenskiy: one ending for the romanisations of -ий
    return " ".join(re.sub(r"(?<=[a-z]{3})(iy|yy|ii|ij|y|i)$", "y", w) for w in words)


def slug(name: str) -> str:
    """A name as an id."""
    return fold(name).replace(" ", "-")


def _state_party(code: str) -> Party:
    state = states.by_code(code)
    if state is None:
        return Party(id=code, kind="state", name=code, state=code)
    return Party(id=code, kind="state", name=state.name, aliases=state.names, state=code)


class Roll:
    """The parties of a record, and the way from a report's referents to them.

    Built from the readings as a set: their order does not show. `directory`: whom the tables
    know, by default the shipped ones.
    """

    def __init__(self, readings: Iterable[Reading], directory: Directory | None = None) -> None:
        self.directory = directory or _directory.shipped()
        self.offices = self.directory.offices
        self._of: dict[tuple[str, int], str] = {}
        self._told: dict[str, list[tuple[str, Referent, ToldOffice]]] = defaultdict(list)
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._kind: dict[str, str] = {}
        self._state: dict[str, Counter[str]] = defaultdict(Counter)
        self._sector: dict[str, Counter[str]] = defaultdict(Counter)
        self._parties: dict[str, Party] = {}
        self._named(sorted(readings, key=lambda r: r.report.id))

    # -- building ---------------------------------------------------------------------------

    def _named(self, readings: Sequence[Reading]) -> None:
        people: dict[str, list[tuple[Reading, Referent]]] = defaultdict(list)
        shorts: list[tuple[Reading, Referent]] = []
        for reading in readings:
            for referent in reading.cast.referents:
                if referent.kind == "person" and referent.name:
                    if referent.known:
                        self._assign(reading, referent, referent.known)
                    elif " " in referent.name.strip():
                        people[name_key(referent.name)].append((reading, referent))
                    else:
                        shorts.append((reading, referent))
                elif referent.kind == "organization" and referent.name:
                    self._assign(reading, referent, self._body_id(referent.name))
                elif referent.kind == "state" and referent.state:
                    self._of[reading.report.id, referent.index] = referent.state
        for key in sorted(people):
            self._same_name(key, people[key])
        self._short_names(shorts)

    def _body_id(self, name: str) -> str:
        """An organization's id: "NATO" and its full name are one."""
        body = self.directory.body(name)
        return slug(body.name if body else name)

    def _same_name(self, key: str, found: list[tuple[Reading, Referent]]) -> None:
        """One person a name, unless states contradict: then one a state."""
        told_states = sorted({r.state for _, r in found if r.state})
        for reading, referent in found:
            own = key.replace(" ", "-")
            if len(told_states) > 1 and referent.state:
                own = f"{own}-{referent.state.lower()}"
            elif len(told_states) > 1:
                own = f"{own}-{told_states[0].lower()}"
            self._assign(reading, referent, own)

    def _short_names(self, found: list[tuple[Reading, Referent]]) -> None:
        """A last name alone is the one person of that last name and state in the record."""
        by_last: dict[str, set[str]] = defaultdict(set)
        for party_id, names in self._names.items():
            if self._kind.get(party_id) == "person":
                for name in names:
                    words = name_key(name).split()
                    if words:
                        by_last[words[-1]].add(party_id)
                        by_last[words[0]].add(party_id)
        pending: list[tuple[Reading, Referent, str]] = []
        for reading, referent in found:
            assert referent.name is not None
            key = name_key(referent.name)
            candidates = {
                p
                for p in by_last.get(key, ())
                if not referent.state or referent.state in self._state[p] or not self._state[p]
            }
            if len(candidates) == 1:
                pending.append((reading, referent, candidates.pop()))
            else:
                own = key + (f"-{referent.state.lower()}" if referent.state else "")
                pending.append((reading, referent, own))
        for reading, referent, party_id in pending:
            self._assign(reading, referent, party_id)

    def _assign(self, reading: Reading, referent: Referent, party_id: str) -> None:
        self._of[reading.report.id, referent.index] = party_id
        self._kind[party_id] = referent.kind
        for name in (referent.name, *referent.aliases):
            if name:
                self._names[party_id][name] += 1
        if referent.state:
            self._state[party_id][referent.state] += 1
        if referent.sector:
            self._sector[party_id][referent.sector] += 1
        for office in referent.offices:
            self._told[party_id].append((reading.report.id, referent, office))

    # -- asking -----------------------------------------------------------------------------

    def party(self, party_id: str) -> Party:
        """The party with an id; offices only where the tables have them."""
        found = self._parties.get(party_id)
        if found is None:
            found = self._make(party_id)
            self._parties[party_id] = found
        return found

    def _make(self, party_id: str) -> Party:
        if party_id not in self._kind and len(party_id) == 3 and party_id.isupper():
            return _state_party(party_id)
        kind = self._kind.get(party_id, "person")
        names = self._names.get(party_id, Counter())
        state = _most(self._state.get(party_id))
        sector = _most(self._sector.get(party_id))
        if kind == "person":
            person = self.offices.people.get(party_id)
            terms = person.terms if person else ()
            name = person.name if person else _fullest(names) or party_id
            return Party(
                id=party_id,
                kind="person",
                name=name,
                aliases=tuple(sorted({*names, *(person.aliases if person else ())} - {name})),
                state=state or (person.state if person else None),
                offices=tuple(Office(t.title, t.start, t.end, f"table: {t.source}") for t in terms),
                sector=sector or "GOV",
            )
        body = next((b for n in sorted(names) if (b := self.directory.body(n))), None)
        name = body.name if body else _fullest(names) or party_id
        return Party(
            id=party_id,
            kind="organization",
            name=name,
            aliases=tuple(sorted({*names, *(body.aliases if body else ())} - {name})),
            state=state or (body.state if body else None),
            sector=sector or (body.sector if body else None),
        )

    def of(self, reading: Reading, index: int, when: Interval | None = None) -> tuple[str, ...]:
        """The parties that a referent stands for: several for a plural, none if unknown."""
        referent = reading.cast.referents[index]
        if referent.members:
            out: list[str] = []
            for member in referent.members:
                if member != index:
                    out += [p for p in self.of(reading, member, when) if p not in out]
            if out:
                return tuple(out)
        given = self._of.get((reading.report.id, index))
        if given is not None:
            return (given,)
        holder = self._holder(referent, when)
        if holder is not None:
            return (holder,)
        return (referent.state,) if referent.state else ()

    def _holder(self, referent: Referent, when: Interval | None) -> str | None:
        """Who held the office that the referent is named by, on the day."""
        if when is None or when.start is None or when.end is None:
            return None
        for office in referent.offices:
            if office.state and not office.former:
                first = self.offices.holder(office.title, office.state, when.start)
                last = self.offices.holder(office.title, office.state, when.end)
                if first is not None and last is not None and first.id == last.id:
                    return first.id
        return None

    def parties(
        self, reading: Reading, indexes: Iterable[int], when: Interval | None = None
    ) -> tuple[str, ...]:
        """The parties of several referents, each once; a ministry acts for its state."""
        out: list[str] = []
        for index in indexes:
            for party_id in self.of(reading, index, when):
                party = self.party(party_id)
                acting = party_id
                if party.kind == "organization" and party.state and party.sector in _STATE_BODIES:
                    acting = party.state
                if acting not in out:
                    out.append(acting)
        # a person and his own state on one side: the person is the party
        held = {self.party(p).state for p in out if self.party(p).kind == "person"}
        return tuple(p for p in out if not (self.party(p).kind == "state" and p in held))

    def all_ids(self) -> list[str]:
        """Ids of every party that some report names."""
        return sorted({*self._of.values()})

    def told_offices(self, party_id: str) -> list[tuple[str, Referent, ToldOffice]]:
        """(report id, referent, office) wherever a report gives the person an office."""
        return self._told.get(party_id, [])

    def with_told_offices(self, party_id: str, published: dict[str, Interval]) -> Party:
        """The party with what reports say of its offices beside what the tables hold."""
        party = self.party(party_id)
        if party.kind != "person":
            return party
        learnt: dict[str, Office] = {}
        for report, _, told in sorted(
            self.told_offices(party_id), key=lambda x: (x[0], x[2].at.start)
        ):
            if told.former:
                continue
            when = published.get(report, Interval())
            if any(same_office(t.title, told.title) and _overlaps(t, when) for t in party.offices):
                continue
            learnt.setdefault(fold(told.title), Office(told.title, None, None, f"text: {report}"))
        extra = tuple(learnt[k] for k in sorted(learnt))
        if not extra:
            return party
        return Party(
            id=party.id,
            kind=party.kind,
            name=party.name,
            aliases=party.aliases,
            state=party.state,
            offices=(*party.offices, *extra),
            sector=party.sector,
        )


_STATE_BODIES = frozenset({"GOV", "MIL", "SPY", "LEG", "JUD", "COP"})


def _overlaps(office: Office, when: Interval) -> bool:
    if when.start and office.end and when.start > office.end + dt.timedelta(days=31):
        return False
    return not (when.end and office.start and when.end < office.start)


@cache
def normal(title: str) -> str:
    """A title in the words of the field, folded."""
    known = titles.normalise(title)
    return fold(known.title if known and known.title else title)


def same_office(a: str, b: str) -> bool:
    """Whether two titles are one office in the words of the field."""
    return normal(a) == normal(b)


# Ranks that one person a state holds, so that two names for them cannot both be right.
_SINGLE = frozenset({"leader", "foreign", "defence", "trade", "finance"})
_PLAIN = frozenset({"minister", "secretary", "of", "the", "for", "and", "affairs"})


def rivals(a: str, b: str) -> bool:
    """Whether two titles are different names for one rank: a state has only one of them.

    "Foreign Minister" and "Foreign Secretary" differ in words alone; "Foreign Minister" and
    "Secretary of State" are offices of different states.
    """
    x, y = titles.normalise(a), titles.normalise(b)
    if x is None or y is None or x.role != y.role or x.role not in _SINGLE:
        return False
    if x.title is None or y.title is None:
        return False
    return not (set(fold(x.title).split()) & set(fold(y.title).split())) - _PLAIN


def _most(counts: Counter[str] | None) -> str | None:
    if not counts:
        return None
    return min(counts, key=lambda k: (-counts[k], k))


def _fullest(names: Counter[str]) -> str | None:
    """The form most used among those with the most words."""
    if not names:
        return None
    return min(names, key=lambda n: (-min(len(n.split()), 3), -names[n], n))
