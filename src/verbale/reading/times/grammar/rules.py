"""What a rule of the grammar is: a pattern over lexeme classes, and its meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from verbale.reading.times.drafts import Draft
from verbale.reading.times.lexing import Lexeme


class Found(NamedTuple):
    """A match of a rule: the lexemes of each named group."""

    match: re.Match[str]
    lexemes: Sequence[Lexeme]

    def get(self, group: str) -> Lexeme | None:
        """The first lexeme of the group, or None where the group took no part."""
        if group not in self.match.re.groupindex:
            return None
        at = self.match.start(group)
        return None if at < 0 or self.match.end(group) == at else self.lexemes[at]

    def value(self, group: str) -> int | float | str | None:
        """The value of the group's first lexeme."""
        lexeme = self.get(group)
        return None if lexeme is None else lexeme.value

    def text(self, group: str) -> str:
        """The value of the group's first lexeme as text, "" without one."""
        value = self.value(group)
        return "" if value is None else str(value)

    def mod(self, *groups: str) -> str | None:
        """The TIMEX3 modifier that the first of the groups with one gives."""
        for group in groups:
            value = self.text(group)
            if value and value != "EQUAL":
                return value
        return None

    def before(self) -> Lexeme | None:
        """The lexeme before the match."""
        at = self.match.start()
        return self.lexemes[at - 1] if at else None

    def after(self) -> Lexeme | None:
        """The lexeme after the match."""
        at = self.match.end()
        return self.lexemes[at] if at < len(self.lexemes) else None


Reader = Callable[[Found], Draft | None]


class Rule(NamedTuple):
    """A named pattern and its meaning."""

    name: str
    pattern: re.Pattern[str]
    read: Reader


class Rules(list[Rule]):
    """Rules in the order in which they win over others of the same extent."""

    def enter(self, name: str, pattern: str) -> Callable[[Reader], Reader]:
        """Decorate a reader: enter it under `name` for what `pattern` matches."""

        def entered(read: Reader) -> Reader:
            self.append(Rule(name, re.compile(pattern), read))
            return read

        return entered


def draft(found: Found, **fields: str | None) -> Draft:
    """A draft over the whole match."""
    return Draft(found.match.start(), found.match.end(), "", **fields)  # type: ignore[arg-type]
