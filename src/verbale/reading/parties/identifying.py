"""Whose a name is: somebody's of the report, or of the tables by name, office and day."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from verbale.knowledge import words
from verbale.knowledge.terms import key
from verbale.reading.parties import coding
from verbale.reading.parties.drafts import FAMILY_FIRST, Draft

if TYPE_CHECKING:
    import datetime as dt

    from verbale.knowledge.offices import Offices
    from verbale.knowledge.terms import Person, Term
    from verbale.reading.parties.drafts import Cards
    from verbale.reading.parties.ground import NameSpan, TitleSpan
    from verbale.records import ToldOffice

#: Leaders are still called by their family names alone so many days after.
_REMEMBERED = 20 * 365
#: ... and by their office so many days before they take it.
_ELECTED = 60
#: Roles whose holders the press names by family name alone.
_FAMOUS = frozenset({"leader", "foreign", "trade", "finance", "defence", "military"})
#: States whose people are called by the first of their names, and titles that go with it.
_FIRST_NAMES = frozenset({"ETH", "ERI", "SOM", "MYS", "IDN", "THA", "BRN", "ISL", "LAO"})
_SONS = frozenset(["bin", "ibn", "ben", "bint"])
_ROYAL = frozenset({"King", "Queen", "Emir", "Sultan", "Crown Prince", "Emperor", "Prince"})
_MALE = frozenset({"mr", "sir", "lord"})
_FEMALE = frozenset({"mrs", "ms", "miss", "dame", "lady", "mme", "madam"})


class Identifier:
    """The persons of one report, as its names are gone through."""

    def __init__(
        self, cards: Cards, offices: Offices, published: dt.date | None, home: str | None
    ) -> None:
        self.cards = cards
        self.offices = offices
        self.published = published
        self.home = home
        self.people: list[Draft] = []

    def full(self, span: NameSpan, titles: list[TitleSpan]) -> Draft:
        """The person of a full name."""
        for draft in self.people:
            if _alike(span.name, draft):
                return draft
        draft = self._new(span.name)
        state = next((s for t in titles for s in t.states), None)
        person = self.offices.lookup(span.name, state, self.published) or (
            self.offices.lookup(span.name, None, self.published) if state is None else None
        )
        role = next((t.title.role for t in titles if t.title.role), None)
        if person is not None and role == "military" and not self._served(person):
            person = None  # a general who has the name of a later minister
        if person is None:
            person = self._held_within(span.name, state)
        if person is None and role:
            person = self._famous(key(span.name), state, role)
        if person is not None:
            self._know(draft, person)
        return draft

    def _may_reign(self, draft: Draft) -> bool:
        """Whether somebody may be a king: the tables know no other office of theirs."""
        if draft.known is None:
            return True
        return any(t.title in _ROYAL for t in self.offices.people[draft.known].terms)

    def _served(self, person: Person) -> bool:
        """Whether somebody of the tables was a soldier, or in office on the day."""
        return any(
            t.role == "military" or self.published is None or t.covers(self.published)
            for t in person.terms
        )

    def single(
        self, span: NameSpan, titles: list[TitleSpan], administration: bool = False
    ) -> Draft | None:
        """The person of one word; `administration`: the word stands before that noun."""
        word = key(span.name)
        state = next((s for t in titles for s in t.states), None)
        role = next((t.title.role for t in titles if t.title.role), None)
        if administration:
            role = "leader"
        fitting = [d for d in self.people if word in d.words() and _agree(d, state)]
        reign = next((t.title.title for t in titles if t.title.title in _ROYAL), None)
        royal = reign is not None
        if royal:
            fitting = [
                d
                for d in fitting
                if not _of_a_father(key(d.name or ""), word) and self._may_reign(d)
            ]
        if len(fitting) > 1:
            fitting = [d for d in fitting if _family(d) == word] or fitting
        if len(fitting) > 1 and role:
            fitting = [d for d in fitting if role in d.roles] or fitting
        gender = gender_of(span.honorific)
        person = None if fitting else self._famous(word, state, role, gender, reign)
        if not fitting and person is None and len(word) > 4:
            fitting = [
                d for d in self.people if fuzz.ratio(word, _family(d)) >= 88 and _agree(d, state)
                and not (royal and _of_a_father(key(d.name or ""), word))
                and (not royal or self._may_reign(d))
            ]  # fmt: skip
        if fitting:
            return fitting[0]
        if person is None and role and any(t.former for t in titles):
            person = self._late(word, state, role)
        if person is None and role == "military":  # "General Jaruzelski"
            person = self._famous(word, state, None, gender)
        if person is None and span.certain and state is None:
            person = self._at_home(word, gender)
        if person is not None:
            draft = next((d for d in self.people if d.known == person.id), None)
            if draft is None:
                draft = self._new(None)
                self._know(draft, person)
            return draft
        if span.guess or (not span.certain and len(span.name) < 3):
            return None
        return self._new(span.name)

    def settle(self, draft: Draft) -> None:
        """Once all titles are known: the person of the tables, if the states agree."""
        if draft.known is None and draft.name and len(key(draft.name).split()) > 1:
            person = self.offices.lookup(draft.name, draft.state, self.published)
            if person is None and draft.state and draft.offices:
                person = self.offices.near(draft.name, draft.state)
            soldier = "military" in draft.told
            if person is not None and (not soldier or self._served(person)):
                self._know(draft, person)
        if draft.known is None and draft.state and draft.name and draft.roles:
            word = key(draft.name)
            reign = next((o.title for o in draft.offices if o.title in _ROYAL), None)
            for role in sorted(draft.roles):
                person = (
                    self._spelt(word, draft.state, role)
                    if " " in word
                    else self._famous(word, draft.state, role, draft.gender, reign)
                )
                if person is not None:
                    self._know(draft, person)
                    break
        if draft.known and not draft.told_state and any(_steward(o) for o in draft.offices):
            draft.state = None
        if draft.sector is None and draft.known and self.published:
            told = coding.holder(self.offices.people[draft.known], self.published)
            draft.sector = told.sector if told.sector != "ELI" else None

    def _new(self, name: str | None) -> Draft:
        draft = self.cards.new("person", name)
        self.people.append(draft)
        return draft

    def _know(self, draft: Draft, person: Person) -> None:
        draft.known = person.id
        draft.fixed = person.name
        day = self.published
        serving = [t.state for t in person.terms if day and t.covers(day)]
        state: str | None = person.state
        if serving and state not in serving:  # of another state by now, or of none
            state = next(filter(None, reversed(serving)), None)
        draft.state = draft.state or state
        draft.gender = draft.gender or person.gender
        draft.roles.update(t.role for t in person.terms if t.role)

    def _held_within(self, name: str, state: str | None) -> Person | None:
        """Who is known by part of a long name: "Abdullah bin Zayed bin Sultan Al Nahyan"."""
        for hit in self.offices.names.find(name):
            people = [self.offices.people[i] for i in hit.value]
            fitting = [p for p in people if state in (None, p.state)]
            if hit.start == 0 and len(key(name[: hit.end]).split()) > 2 and len(fitting) == 1:
                return fitting[0]
        return None

    def _famous(
        self,
        name: str,
        state: str | None,
        role: str | None,
        gender: str | None = None,
        reign: str | None = None,
    ) -> Person | None:
        """Who is meant by part of a name; None unless the tables leave one answer.

        Those in office that day come first, then leaders of the twenty years before, then, where
        the words call somebody a leader, those of any time before.
        """
        if self.published is None and state is None and role is None:
            return self._world_famous(name, gender)
        ranks: tuple[dict[str, Person], ...] = ({}, {}, {})
        said = set(name.split())
        for person in self.offices.by_word(name.rsplit(maxsplit=1)[-1], state):
            if gender and person.gender not in (None, gender):
                continue
            called = (person.name, *person.aliases)
            if not any(_closes(key(n).split(), name, said, person, bool(reign)) for n in called):
                continue
            for term in person.terms:
                if reign and not _reigned(reign, term.title):
                    continue
                rank = self._rank(term, role)
                if rank is not None:
                    one = ranks[rank].get(key(person.name))
                    ranks[rank][key(person.name)] = _better(one, person)
        found = next((rank for rank in ranks if rank), {})
        return next(iter(found.values())) if len(found) == 1 else None

    def _world_famous(self, name: str, gender: str | None) -> Person | None:
        """Who needs no first name at any time: the one leader of a great power so called."""
        found = {
            person.id: person
            for person in self.offices.by_word(name)
            if person.state in words.listed("great-powers")
            and (gender is None or person.gender in (None, gender))
            and _closes(key(person.name).split(), name, {name}, person, royal=False)
            and any(term.role in _FAMOUS for term in person.terms)
        }
        person = next(iter(found.values())) if len(found) == 1 else None
        led = person is not None and any(t.role == "leader" for t in person.terms)
        return person if led else None

    def _late(self, word: str, state: str | None, role: str) -> Person | None:
        """The last one of the family name who held an office that is now another's."""
        held = [
            (term.start, person)
            for person in self.offices.by_word(word, state)
            if _closes(key(person.name).split(), word, {word}, person, royal=False)
            for term in person.terms
            if term.role == role and term.start
            and (self.published is None or term.start <= self.published)
        ]  # fmt: skip
        return max(held, key=lambda pair: pair[0])[1] if held else None

    def _rank(self, term: Term, role: str | None) -> int | None:
        """0 in office that day, 1 a leader of late, 2 one of any time before; None otherwise."""
        if not (term.role == role if role else term.role in _FAMOUS):
            return None
        if self.published is None or term.covers(self.published):
            return 0
        if term.start and 0 < (term.start - self.published).days < _ELECTED:
            return 0
        if term.role != "leader" or term.end is None or term.end > self.published:
            return None
        if (self.published - term.end).days < _REMEMBERED:
            return 1
        return 2 if role else None

    def _at_home(self, word: str, gender: str | None) -> Person | None:
        """The official of the state that issues the report who is called by the family name."""
        if self.home is None or self.published is None:
            return None
        found = [
            person
            for person in self.offices.by_word(word, self.home, self.published)
            if key(person.name).split()[-1] == word
            and (gender is None or person.gender in (None, gender))
        ]
        return found[0] if len(found) == 1 else None

    def _spelt(self, name: str, state: str, role: str) -> Person | None:
        """The holder of the office whose name differs by a slip: "George Schultz"."""
        if self.published is None:
            return None
        first, last = name.split(maxsplit=1)[0], name.rsplit(maxsplit=1)[-1]
        for person in self.offices.holders(role, state, self.published):
            for other in (person.name, *person.aliases):
                theirs = key(other)
                near = fuzz.ratio(name, theirs) >= 86
                if near and (first == theirs.split()[0] or fuzz.ratio(
                    last, theirs.split()[-1]) >= 80):  # fmt: skip
                    return person
        return None


def _reigned(said: str, held: str) -> bool:
    """Whether a royal style can be meant by another: a king is no crown prince."""
    princes = frozenset({"Crown Prince", "Prince"})
    return held in _ROYAL and ((said in princes) == (held in princes) or said == "Prince")


def _steward(office: ToldOffice) -> bool:
    """Whether an office is that of the head of a body of many states."""
    return office.title.startswith("Secretary-General") and bool(office.body) and not office.former


def gender_of(honorific: str | None) -> str | None:
    """What an honorific says of gender: "m", "f" or nothing."""
    if honorific in _MALE:
        return "m"
    return "f" if honorific in _FEMALE else None


def _alike(name: str, draft: Draft) -> bool:
    """Whether a full name can be the draft's: the same words, fewer of them, or a slip."""
    mine = key(name)
    said = set(mine.split())
    for other in draft.names:
        theirs = key(other)
        known = set(theirs.split())
        if min(len(said), len(known)) > 1 and (said <= known or known <= said):
            return True
        if mine.split()[-1] == theirs.split()[-1] and fuzz.ratio(mine, theirs) >= 88:
            return True
        if fuzz.ratio(mine, theirs) >= 93:
            return True
    return False


def _closes(parts: list[str], name: str, said: set[str], person: Person, royal: bool) -> bool:
    """Whether part of a name is how the press shortens the whole: by the family name, mostly."""
    if len(said) > 1:
        return said < set(parts)
    if not parts:
        return False
    if royal or person.state in _FIRST_NAMES:
        return name in (parts[0], parts[-1]) and not _of_a_father(" ".join(parts), name)
    eastern = person.state in FAMILY_FIRST and parts[0] == key(person.name).split()[0]
    return name == (parts[0] if eastern else parts[-1])


def _of_a_father(name: str, word: str) -> bool:
    """Whether a word of a name is the father's: King Salman is not Prince Mohammed bin Salman."""
    parts = name.split()
    return any(a in _SONS and b == word for a, b in itertools.pairwise(parts)) and parts[0] != word


def _better(one: Person | None, other: Person) -> Person:
    """Of two entries under one name the one that was added by hand."""
    by_hand = any(t.source != "Wikidata" for t in other.terms)
    return other if one is None or by_hand else one


def _agree(draft: Draft, state: str | None) -> bool:
    return state is None or draft.state is None or draft.state == state


def _family(draft: Draft) -> str:
    parts = key(draft.name or "").split() or [""]
    return parts[0] if draft.state in FAMILY_FIRST else parts[-1]


#: Nouns after the name of a leader that mean those who governed with him.
ADMINISTRATIONS = words.listed("administrations")
