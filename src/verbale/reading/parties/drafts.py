"""Referents and mentions while they are still being put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.knowledge.phrases import fold
from verbale.records import Cast, Extent, Mention, Referent, ToldOffice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from verbale.knowledge.terms import Person

#: States whose people are named family name first.
FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "HKG", "VNM", "KHM", "SGP", "MAC"})


class Draft:
    """A referent that may still grow.

    `roles`: those that somebody has or had by the tables or the report; `told`: by the report.
    """

    def __init__(self, kind: str, name: str | None, state: str | None = None) -> None:
        self.kind = kind
        self.names: dict[str, int] = {}
        self.state = state
        self.offices: list[ToldOffice] = []
        self.roles: set[str] = set()
        self.told: set[str] = set()
        self.heads: set[str] = set()
        self.sector: str | None = None
        self.members: tuple[Draft, ...] = ()
        self.gender: str | None = None
        self.known: str | None = None
        self.fixed: str | None = None
        self.told_state = False
        if name:
            self.names[name] = 1

    @property
    def name(self) -> str | None:
        """The fullest name, one that a headline does not shout if there is one."""
        if self.fixed:
            return self.fixed
        return max(
            self.names, key=lambda n: (len(n.split()), not n.isupper(), len(n)), default=None
        )

    def words(self) -> frozenset[str]:
        """Every word of every name, folded."""
        return frozenset(
            w for name in self.names for w in fold(name).replace(".", " ").split() if len(w) > 1
        )

    def add(self, name: str) -> None:
        """One more use of a name."""
        self.names[name] = self.names.get(name, 0) + 1


class Said:
    """A mention that may still be overtaken; tokens [start, end), `head` a token."""

    __slots__ = ("draft", "end", "form", "head", "rule", "start")

    def __init__(self, start: int, end: int, head: int, draft: Draft, form: str, rule: str) -> None:
        self.start = start
        self.end = end
        self.head = head
        self.draft = draft
        self.form = form
        self.rule = rule


class Cards:
    """All drafts and mentions of one report."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.drafts: list[Draft] = []
        self.said: list[Said] = []
        self.by_head: dict[int, Said] = {}
        self._states: dict[str, Draft] = {}

    def new(self, kind: str, name: str | None, state: str | None = None) -> Draft:
        """A new referent."""
        draft = Draft(kind, name, state)
        self.drafts.append(draft)
        return draft

    def state(self, code: str, name: str) -> Draft:
        """The referent of a state; there is one in a report."""
        if code not in self._states:
            draft = self.new("state", name, code)
            draft.known = code
            draft.fixed = name
            self._states[code] = draft
        return self._states[code]

    def holder(self, person: Person, state: str) -> Draft:
        """The referent of a person whom the table of offices has in office on the day."""
        for draft in self.drafts:
            if draft.known == person.id:
                return draft
        draft = self.new("person", None, state)
        draft.known, draft.fixed, draft.gender = person.id, person.name, person.gender
        draft.sector = "GOV"
        draft.roles.update(term.role for term in person.terms if term.role)
        return draft

    def group(self, members: Sequence[Draft]) -> Draft:
        """The referent of those that are meant together; there is one of them in a report."""
        for draft in self.drafts:
            if draft.kind == "group" and draft.members == tuple(members):
                return draft
        draft = self.new("group", None)
        draft.members = tuple(members)
        return draft

    def root(self, start: int, end: int) -> int:
        """The token of the stretch that hangs on a word outside it; the last of its kind."""
        for i in range(start, end):
            head = self.doc[i].head.i
            if (head < start or head >= end or head == i) and not self.doc[i].is_punct:
                return i
        return end - 1

    def say(
        self, start: int, end: int, draft: Draft, form: str, rule: str, head: int | None = None
    ) -> Said:
        """A mention; the widest with one head answers for it."""
        head = self.root(start, end) if head is None else head
        said = Said(start, end, head, draft, form, rule)
        self.said.append(said)
        kept = self.by_head.get(head)
        if kept is None or kept.end - kept.start < end - start:
            self.by_head[head] = said
        return said

    def cast(self) -> Cast:
        """The finished cast: those referents that are mentioned or are members of others."""
        tokens = self.doc
        used: dict[int, Draft] = {}
        self.said.sort(key=lambda s: (s.start, -s.end, s.head))
        order: list[Draft] = []

        def use(draft: Draft) -> None:
            if id(draft) not in used:
                used[id(draft)] = draft
                order.append(draft)
                for member in draft.members:
                    use(member)

        for said in self.said:
            use(said.draft)
        place = {id(draft): i for i, draft in enumerate(order)}
        referents = tuple(self._referent(draft, place) for draft in order)
        mentions, seen = [], set()
        for said in self.said:
            mark = (said.start, said.end, said.head)
            if mark in seen:
                continue
            seen.add(mark)
            first, last, head = tokens[said.start], tokens[said.end - 1], tokens[said.head]
            mentions.append(
                Mention(
                    first.idx,
                    last.idx + len(last.text),
                    place[id(said.draft)],
                    said.form,
                    said.rule,
                    Extent(head.idx, head.idx + len(head.text)),
                )
            )
        mentions.sort(key=lambda m: (m.start, m.end))
        return Cast(referents, tuple(mentions))

    def _referent(self, draft: Draft, place: dict[int, int]) -> Referent:
        name = draft.name
        offices = tuple(
            dict.fromkeys(
                o if o.state or o.body else msgspec.structs.replace(o, state=draft.state)
                for o in draft.offices
            )
        )
        return Referent(
            index=place[id(draft)],
            kind=draft.kind,
            name=name,
            state=draft.state,
            aliases=tuple(sorted(n for n in draft.names if n != name)),
            offices=offices,
            sector=draft.sector,
            members=tuple(place[id(m)] for m in draft.members),
            gender=draft.gender,
            known=draft.known,
        )
