"""The parties of a record, and the way from a report's referents to them.

Who somebody is hangs on all reports that name him: on the states that a full name is told with,
on the persons who share a last name, on the forms that are used most. The roll keeps these as
counts, so that a report that comes or goes moves only those whom it names, and tells which
other reports must be looked at again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from verbale.knowledge import directory as _directory
from verbale.knowledge.directory import Directory
from verbale.record.identity import fullest, most, name_key, slug, state_party
from verbale.record.shelves import Shelves, refile
from verbale.records import Interval, Office, Party, Reading, Referent

#: A report before and after: `None` where it was not, or is not, in the record.
Changes = Mapping[str, tuple[Reading | None, Reading | None]]
_STATE_BODIES = frozenset({"GOV", "MIL", "SPY", "LEG", "JUD", "COP"})
_PERSON, _BODY, _STATE = "person", "organization", "state"
_FEW = 7  # states of a body that are told one by one


class Told(msgspec.Struct):
    """How often a party is told as what, by which name, for which state, in which sector."""

    kinds: dict[str, int] = {}
    names: dict[str, int] = {}
    states: dict[str, int] = {}
    sectors: dict[str, int] = {}

    def count(self, referent: Referent, by: int) -> None:
        """Take a referent in (`by` = 1) or out (-1)."""
        _add(self.kinds, referent.kind, by)
        if referent.kind == _STATE:
            return
        for name in (referent.name, *referent.aliases):
            _add(self.names, name, by)
        _add(self.states, referent.state, by)
        _add(self.sectors, referent.sector, by)


class Enrolled(msgspec.Struct):
    """A party's cell: told by full name, table or body, and by a last name alone.

    `used`: in how many places of events and statements it stands; `held`: how many parties of
    the record act for it.
    """

    full: Told = msgspec.field(default_factory=Told)
    short: Told = msgspec.field(default_factory=Told)
    used: int = 0
    held: int = 0

    @property
    def named(self) -> bool:
        """Whether some report names it."""
        return bool(self.full.kinds or self.short.kinds)

    @property
    def empty(self) -> bool:
        return not (self.named or self.used or self.held)


class Moved(NamedTuple):
    """What an update moved: reports whose referents are others now, parties whose name, state,
    kind or sector is another one, and parties that more or fewer reports tell of."""

    reports: set[str]
    faces: set[str]
    parties: set[str]


class Roll:
    """Who is who, on the shelves of a record."""

    def __init__(
        self,
        shelves: Shelves,
        readings: Mapping[str, Reading],
        directory: Directory | None = None,
    ) -> None:
        """`readings`: by report, looked up as they are needed. `directory`: whom the tables
        know, by default the shipped ones."""
        self._shelves = shelves
        self._readings = readings
        self.directory = directory or _directory.shipped()
        self.offices = self.directory.offices
        self._parties: dict[str, Party] = {}
        #: Parties that were asked for: what is made of them hangs on how they are known.
        self.asked: set[str] = set()

    # -- keeping ----------------------------------------------------------------------------

    def update(self, changes: Changes) -> Moved:
        """Take reports in and out."""
        was: dict[str, tuple[frozenset[str], frozenset[str], Party]] = {}
        touched: set[str] = set()

        def count(id: str, referent: Referent, by: int, full: bool) -> None:
            cell = self._cell(id)
            if id not in was:
                was[id] = (_words(cell), frozenset(cell.full.states), self._make(id))
            (cell.full if full else cell.short).count(referent, by)
            touched.add(id)
            self._shelves.put("party", id, None if cell.empty else cell)

        redone = set(changes) | self._same_names(changes)
        now: dict[str, dict[int, str]] = {r: {} for r in redone}
        for r in sorted(redone):
            old, new = changes[r] if r in changes else (self._readings[r],) * 2
            for referent in _referents(old, short=False):
                count(self._of(r)[referent.index], referent, -1, full=True)
            for referent in _referents(new, short=False):
                now[r][referent.index] = id = self._full(referent)
                count(id, referent, 1, full=True)
        words: set[str] = set()
        for id, (said, told_states, _) in was.items():
            cell = self._cell(id)
            spelt = _words(cell)
            if (spelt, frozenset(cell.full.states)) != (said, told_states):
                words |= said | spelt
            refile(self._shelves, "word", id, said, spelt)
        others = {r for word in words for r in self._shelves.filed("short", word)} - redone
        for r in sorted(redone | others):
            old, new = changes[r] if r in changes else (self._readings[r],) * 2
            given = now.setdefault(r, dict(self._of(r)))
            for referent in _referents(old, short=True):
                count(self._of(r)[referent.index], referent, -1, full=False)
            for referent in _referents(new, short=True):
                given[referent.index] = id = self._short(referent)
                count(id, referent, 1, full=False)
        moved = {r for r in now if now[r] != self._of(r)}
        for r in moved:
            self._shelves.put("roll", r, now[r] or None)
        self._parties.clear()
        faces = {id for id, (_, _, face) in was.items() if _face(face) != _face(self.party(id))}
        self.asked.clear()
        return Moved(moved | {r for r, (_, new) in changes.items() if new}, faces, touched)

    def _of(self, report: str) -> Mapping[int, str]:
        found: Mapping[int, str] = self._shelves.get("roll", report) or {}
        return found

    def _cell(self, id: str) -> Enrolled:
        found: Enrolled | None = self._shelves.get("party", id)
        return found if found is not None else Enrolled()

    def _same_names(self, changes: Changes) -> set[str]:
        """Other reports with a full name that is told with other states than before."""
        keys = set()
        for r, (old, new) in changes.items():
            told: dict[str, Counter[str]] = {}
            for reading, by in ((old, -1), (new, 1)):
                for referent in _referents(reading, short=False):
                    if _spelt(referent):
                        told.setdefault(_key(referent), Counter())[referent.state or ""] += by
            for key, counts in told.items():
                cell: dict[str, int] = dict(self._shelves.get("name", key) or {})
                before = {state for state in cell if state}
                for state, by in counts.items():
                    _add(cell, state, by)
                self._shelves.put("name", key, cell or None)
                if before != {state for state in cell if state}:
                    keys.add(key)
            refile(self._shelves, "name", r, _keys(old), _keys(new))
            refile(self._shelves, "short", r, _lasts(old), _lasts(new))
        return {r for key in keys for r in self._shelves.filed("name", key)} - set(changes)

    # -- naming -----------------------------------------------------------------------------

    def _full(self, referent: Referent) -> str:
        """One person a name, unless states contradict: then one a state."""
        if referent.kind == _STATE:
            return referent.state or ""
        assert referent.name is not None
        if referent.kind == _BODY:
            body = self.directory.body(referent.name)
            return slug(body.name if body else referent.name)
        if referent.known:
            return referent.known
        key = _key(referent)
        told = sorted(state for state in self._shelves.get("name", key) or {} if state)
        own = key.replace(" ", "-")
        if len(told) > 1:
            own = f"{own}-{(referent.state or told[0]).lower()}"
        return own

    def _short(self, referent: Referent) -> str:
        """A last name alone is the one person of that last name and state in the record."""
        key, state = _key(referent), referent.state
        fitting = []
        for id in self._shelves.filed("word", key):
            told = self._cell(id).full.states
            if not state or not told or state in told:
                fitting.append(id)
        if len(fitting) == 1:
            return fitting[0]
        return key + (f"-{state.lower()}" if state else "")

    # -- asking -----------------------------------------------------------------------------

    def party(self, party_id: str) -> Party:
        """The party with an id; offices only where the tables have them."""
        self.asked.add(party_id)
        found = self._parties.get(party_id)
        if found is None:
            found = self._parties[party_id] = self._make(party_id)
        return found

    def _make(self, party_id: str) -> Party:
        cell = self._cell(party_id)
        kinds = {**cell.full.kinds, **cell.short.kinds}
        if not {_PERSON, _BODY} & set(kinds) and len(party_id) == 3 and party_id.isupper():
            return state_party(party_id)
        names = Counter(cell.full.names) + Counter(cell.short.names)
        state = most(Counter(cell.full.states) + Counter(cell.short.states))
        sector = most(Counter(cell.full.sectors) + Counter(cell.short.sectors))
        if _PERSON in kinds or _BODY not in kinds:
            person = self.offices.people.get(party_id)
            terms = person.terms if person else ()
            name = person.name if person else fullest(names) or party_id
            return Party(
                id=party_id,
                kind=_PERSON,
                name=name,
                aliases=tuple(sorted({*names, *(person.aliases if person else ())} - {name})),
                # who went on to lead a body of many states acts for none of them
                state=state
                or (person.state if person and all(t.state for t in terms[-1:]) else None),
                offices=tuple(Office(t.title, t.start, t.end, f"table: {t.source}") for t in terms),
                sector=sector or "GOV",
            )
        body = next((b for n in sorted(names) if (b := self.directory.body(n))), None)
        name = body.name if body else fullest(names) or party_id
        return Party(
            id=party_id,
            kind=_BODY,
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
        given = self._of(reading.report.id).get(index)
        if given is not None:
            return (given,)
        holder = self._holder(referent, when)
        if holder is not None:
            return (holder,)
        return (referent.state,) if referent.state else ()

    def members(self, id: str) -> tuple[str, ...]:
        """The states of a body of few, whose meetings are told as theirs; none for any other."""
        party = self.party(id)
        body = self.directory.body(party.name) if party.kind == _BODY else None
        return body.members if body is not None and len(body.members) <= _FEW else ()

    def given(self, reading: Reading, index: int) -> str | None:
        """The party of a referent that a name identifies."""
        return self._of(reading.report.id).get(index)

    def use(self, id: str, *, used: int = 0, held: int = 0) -> bool:
        """Count where a party stands, and who acts for it; whether it is used at all, as before."""
        cell = self._cell(id)
        before = cell.used > 0, cell.held > 0
        cell.used += used
        cell.held += held
        self._shelves.put("party", id, None if cell.empty else cell)
        return before == (cell.used > 0, cell.held > 0)

    def counts(self, id: str) -> bool:
        """Whether a party has a row in the record: it acts or speaks, somebody acts for it, or it
        is a state or a person whose name some report tells in full."""
        cell = self._cell(id)
        if cell.used > 0 or cell.held > 0:
            return True
        party = self.party(id)
        return cell.named and (
            party.kind == _STATE or (party.kind == _PERSON and " " in party.name)
        )

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
                if party.kind == _BODY and party.state and party.sector in _STATE_BODIES:
                    acting = party.state
                if acting not in out:
                    out.append(acting)
        # a person and his own state on one side: the person is the party
        held = {self.party(p).state for p in out if self.party(p).kind == _PERSON}
        return tuple(p for p in out if not (self.party(p).kind == _STATE and p in held))


def _add(counts: dict[str, int], key: str | None, by: int) -> None:
    if key is None or (key == "" and by == 0):
        return
    left = counts.get(key, 0) + by
    if left:
        counts[key] = left
    else:
        counts.pop(key, None)


def _face(party: Party) -> tuple[str, str, str | None, str | None]:
    return party.kind, party.name, party.state, party.sector


def _referents(reading: Reading | None, short: bool) -> Iterator[Referent]:
    """The referents that have a name, or are a state: those with a last name alone, or all else."""
    for referent in reading.cast.referents if reading else ():
        if referent.kind == _PERSON and referent.name:
            alone = not referent.known and " " not in referent.name.strip()
            if alone == short:
                yield referent
        elif not short and (
            (referent.kind == _BODY and referent.name)
            or (referent.kind == _STATE and referent.state)
        ):
            yield referent


def _spelt(referent: Referent) -> bool:
    """Whether a referent is a person whom only a full name identifies."""
    return referent.kind == _PERSON and not referent.known


def _key(referent: Referent) -> str:
    return name_key(referent.name or "")


def _keys(reading: Reading | None) -> set[str]:
    return {_key(r) for r in _referents(reading, short=False) if _spelt(r)}


def _lasts(reading: Reading | None) -> set[str]:
    return {_key(r) for r in _referents(reading, short=True)}


def _words(cell: Enrolled) -> frozenset[str]:
    """The first and last words of a person's names."""
    if _PERSON not in cell.full.kinds:
        return frozenset()
    keys = [name_key(name).split() for name in cell.full.names]
    return frozenset(word for words in keys if words for word in (words[0], words[-1]))
