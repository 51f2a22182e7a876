"""Finding, for a word of the text, who of the cast it stands for."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from verbale.records import Cast, Mention, Referent


class Lookup:
    """Mentions of a cast by the place of their head word.

    A mention is found by its head alone: in "the spokesman of the French president" the
    mentions "the spokesman of the French president", "the French president" and "French"
    each answer for one word.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._by_head: dict[int, Mention] = {}
        for mention in cast.mentions:
            kept = self._by_head.get(mention.head.start)
            if kept is None or mention.end - mention.start > kept.end - kept.start:
                self._by_head[mention.head.start] = mention
        self._starts = [m.start for m in cast.mentions]

    def mention(self, token: Token) -> Mention | None:
        """The mention whose head word is `token`, or None."""
        return self._by_head.get(token.idx)

    def referent(self, token: Token) -> Referent | None:
        """Who the mention headed by `token` stands for, or None."""
        mention = self.mention(token)
        return self.cast.referents[mention.referent] if mention else None

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions that lie wholly in the stretch, in order of place."""
        low = bisect_right(self._starts, start - 1)
        high = bisect_right(self._starts, end)
        return tuple(m for m in self.cast.mentions[low:high] if m.end <= end)
