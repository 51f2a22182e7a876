"""How many voices tell of an event, and whom they credit.

Reports are one voice for an event if the passages that tell of it are shared (CODEBOOK.md); a
shared paragraph about something else does not make them one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from verbale import copies
from verbale.record.accounts import Account
from verbale.records import Passage, Reading


class Shared:
    """Which passages of two reports carry the same copy; each pair is compared once."""

    def __init__(
        self,
        readings: Mapping[str, Reading],
        groups: Mapping[str, str],
        updates: Mapping[str, str] | None = None,
    ) -> None:
        """`groups`: report -> its group of copies; `updates`: report -> what it updates."""
        self._readings = readings
        self._groups = groups
        self._updates = updates if updates is not None else {}
        self._pairs: dict[tuple[str, str], list[tuple[Passage, Passage]]] = {}

    def passages(self, a: str, b: str) -> list[tuple[Passage, Passage]]:
        """Pairs of passages that reports `a` and `b` share, those of `a` first."""
        if a > b:
            return [(y, x) for x, y in self.passages(b, a)]
        found = self._pairs.get((a, b))
        if found is None:
            found = list(copies.shared(self._readings[a].prints, self._readings[b].prints))
            self._pairs[a, b] = found
        return found

    def same_passage(self, a: Account, b: Account) -> bool:
        """Whether two accounts are told in passages that are copies of one another."""
        group = self._groups.get(a.report)
        if a.report == b.report or group is None or group != self._groups.get(b.report):
            return False
        return any(_holds(x, a) and _holds(y, b) for x, y in self.passages(a.report, b.report))

    def carries(self, account: Account, report: str) -> bool:
        """Whether `report` carries the passage that an account of another report is told in.

        A wire's update and the story that it takes up are one voice in all that they tell.
        """
        if self._updates.get(account.report) == report:
            return True
        group = self._groups.get(account.report)
        if group is None or group != self._groups.get(report):
            return False
        return any(_holds(x, account) for x, _ in self.passages(account.report, report))


def _holds(passage: Passage, account: Account) -> bool:
    return passage.start <= account.told.start < passage.end


def count(accounts: Sequence[Account], shared: Shared) -> int:
    """The number of independent voices among the reports that tell of an event.

    Two reports are one voice where either carries the passage in which the other tells it.
    """
    reports = sorted({a.report for a in accounts})
    voice = {r: r for r in reports}

    def root(report: str) -> str:
        while voice[report] != report:
            report = voice[report]
        return report

    for account in accounts:
        for other in reports:
            first, second = sorted((root(account.report), root(other)))
            if first != second and shared.carries(account, other):
                voice[second] = first
    return len({root(r) for r in reports})


def shared_credits(
    accounts: Sequence[Account], credits: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Sources that several of the event's reports credit; `credits`: report -> its sources."""
    counts: dict[str, int] = {}
    for report in {a.report for a in accounts}:
        for credit in credits[report]:
            counts[credit] = counts.get(credit, 0) + 1
    return tuple(sorted(c for c, n in counts.items() if n > 1))
