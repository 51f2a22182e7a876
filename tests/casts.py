"""A text with whoever appears in it, asked by the words that stand for them."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.records import Cast, Referent


@dataclass(frozen=True)
class Read:
    """A text with its cast."""

    text: str
    cast: Cast

    def all(self, words: str, after: str = "") -> list[Referent]:
        """Whom the words stand for, wherever they are a mention by themselves past ``after``."""
        begin = self.text.index(after)
        return [
            self.cast.referents[m.referent]
            for m in self.cast.mentions
            if m.start >= begin and self.text[m.start : m.end] == words
        ]

    def who(self, words: str, after: str = "") -> Referent:
        """Whom the first such mention is of."""
        found = self.all(words, after)
        assert found, f"{words!r} is no mention in {self.text!r}"
        return found[0]

    def spoken(self, words: str, after: str = "") -> Referent | None:
        """Whom the first place of the words past ``after`` is a mention of, if it is one."""
        start = self.text.index(words, self.text.index(after))
        for m in self.cast.mentions:
            if m.start == start and self.text[m.start : m.end] == words:
                return self.cast.referents[m.referent]
        return None

    def people(self) -> set[str | None]:
        """The names of all persons that have one."""
        return {r.name for r in self.cast.referents if r.kind == "person" and r.name}
