"""The offices that reports give to persons, beside those that the tables hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from verbale.record.conflicts import conflict
from verbale.record.identity import fold, normal, overlaps, rivals, same_office
from verbale.record.intervals import intersect
from verbale.record.roll import Roll
from verbale.record.shelves import Key, Shelves, refile
from verbale.records import About, Conflict, Extent, Interval, Office, Party, Reading


class Holding(msgspec.Struct, frozen=True):
    """An office that a report gives to a person.

    `learnt`: the tables do not have it for that time. `right`: they have it; `False` where they
    have another office of the same rank, `None` where they say nothing.
    """

    party: str
    title: str
    at: Extent
    words: str
    learnt: bool
    right: bool | None


def holdings_of(reading: Reading, roll: Roll, published: Interval) -> tuple[Holding, ...]:
    """The offices that one report gives to persons, by place in its text."""
    found = []
    for referent in reading.cast.referents:
        given = roll.given(reading, referent.index)
        party = roll.party(given) if given else None
        if party is None or party.kind != "person":
            continue
        for told in referent.offices:
            if told.former:
                continue
            known = any(
                same_office(t.title, told.title) and overlaps(t, published) for t in party.offices
            )
            held = [
                t
                for t in roll.offices.terms(party.id)
                if intersect(Interval(t.start, t.end), published) is not None
            ]
            right: bool | None = None
            if any(same_office(t.title, told.title) for t in held):
                right = True
            elif _beside(reading, referent.index, told.at) and any(
                rivals(t.title, told.title) for t in held
            ):
                right = False
            words = reading.report.text[told.at.start : told.at.end]
            found.append(Holding(party.id, told.title, told.at, words, not known, right))
    return tuple(sorted(found, key=lambda h: h.at))


def _beside(reading: Reading, referent: int, at: Extent) -> bool:
    """Whether a title stands with the name, so that the report itself gives it to the person."""
    text = reading.report.text
    for mention in reading.cast.mentions:
        if mention.referent != referent or mention.form != "name":
            continue
        if mention.start <= at.start and at.end <= mention.end:
            rest = text[at.end : mention.end]
            return "\n" not in text[at.start : at.end] and " and " not in rest
        before, after = text[at.end : mention.start], text[mention.end : at.start]
        if at.end <= mention.start and before == " ":
            return "\n" not in text[at.start : at.end]
        if mention.end <= at.start and after in (", ", ", the "):
            return "\n" not in text[at.start : at.end]
    return False


class Holdings:
    """The offices told, on the shelves of a record."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def update(self, report: str, now: tuple[Holding, ...]) -> set[str]:
        """Set what a report tells of offices; the persons for whom that makes a difference."""
        was: tuple[Holding, ...] = self._shelves.get("holdings", report) or ()
        if was == now:
            return set()
        self._shelves.put("holdings", report, now or None)
        before, after = _tellers(was), _tellers(now)
        refile(self._shelves, "teller", report, before, after)
        for key in before ^ after:
            party, _, title = key.partition("|")
            if not self._shelves.filed("teller", key, 1):
                self._shelves.pull("learnt", party, title)
            else:
                self._shelves.file("learnt", party, title)
        for index, standing in (("right", True), ("wrong", False)):
            refile(self._shelves, index, report, _of(was, standing), _of(now, standing))
        return {h.party for h in (*was, *now)}

    def with_told(self, party: Party) -> Party:
        """The party with what reports say of its offices beside what the tables hold."""
        extra = []
        for title in self._shelves.filed("learnt", party.id):
            report = self._shelves.filed("teller", f"{party.id}|{title}", 1)[0]
            told = next(
                h.title for h in self._told(report, party.id) if h.learnt and fold(h.title) == title
            )
            extra.append(Office(told, None, None, f"text: {report}"))
        if not extra or party.kind != "person":
            return party
        return msgspec.structs.replace(party, offices=(*party.offices, *extra))

    def conflict(self, party: str) -> Conflict | None:
        """An office that a report gives to somebody who, by the tables, held another then.

        Only where other reports of the record have the office that the tables hold, and the two
        are of one rank: "Foreign Minister" against "Secretary of State".
        """
        if not self._shelves.filed("wrong", party, 1) or not self._shelves.filed("right", party, 1):
            return None
        reports = {*self._shelves.filed("wrong", party), *self._shelves.filed("right", party)}
        told: dict[str, list[tuple[str, Holding]]] = defaultdict(list)
        for report in sorted(reports):
            for holding in self._told(report, party):
                if holding.right is not None:
                    told[normal(holding.title)].append((report, holding))
        texts = {_as_told(found): [(r, h.at) for r, h in found] for found in told.values()}
        return conflict(About("party", party), "office", texts)

    def _told(self, report: str, party: str) -> Iterator[Holding]:
        yield from (h for h in self._shelves.get("holdings", report) or () if h.party == party)


def _as_told(found: Iterable[tuple[str, Holding]]) -> str:
    """An office in the words most used for it."""
    words = Counter(h.words for _, h in found)
    return min(words, key=lambda w: (-words[w], w))


def _tellers(found: Iterable[Holding]) -> set[str]:
    return {f"{h.party}|{fold(h.title)}" for h in found if h.learnt}


def _of(found: Iterable[Holding], right: bool) -> set[Key]:
    return {h.party for h in found if h.right is right}
