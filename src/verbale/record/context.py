"""What comparing two accounts needs to know of their reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from verbale.record.accounts import Account
from verbale.record.intervals import width
from verbale.records import Interval

# Of a report whose days of publication are more than these, the day is as good as unknown.
WIDE_DAYS = 366
# The width of an interval with an open end.
OPEN = 10**6


class Context(msgspec.Struct, frozen=True):
    """Dates of the reports, and which passages are shared."""

    published: Mapping[str, Interval]
    same_passage: Callable[[Account, Account], bool]

    def told(self, account: Account) -> Interval:
        """When the report of an account was published."""
        return self.published.get(account.report, Interval())

    def near(self, a: Account, b: Account, days: int) -> bool:
        """Whether two reports may be of days so near; one without a date is not near those of a
        known day, but may be near one of which as little is known."""
        x, y = self.told(a), self.told(b)
        wider, narrower = max(width(x), width(y)), min(width(x), width(y))
        if wider >= OPEN and narrower <= WIDE_DAYS:
            return False
        return gap(x, y) <= days


def gap(a: Interval, b: Interval) -> int:
    """Days between two intervals, 0 if they touch."""
    if a.end and b.start and a.end < b.start:
        return (b.start - a.end).days
    if b.end and a.start and b.end < a.start:
        return (a.start - b.end).days
    return 0
