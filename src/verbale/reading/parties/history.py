"""Those that a report has spoken of so far, for finding whom other words stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import states

if TYPE_CHECKING:
    from collections.abc import Callable

    from verbale.reading.parties.drafts import Cards, Draft, Said
    from verbale.reading.parties.scan import Scan

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})


class History:
    """The mentions up to a word of the report, with what weighs among them."""

    def __init__(self, scan: Scan, cards: Cards) -> None:
        self.scan = scan
        self.cards = cards
        self.tokens = scan.tokens
        self.past: list[Said] = []
        self.sentence = [0] * len(self.tokens)
        for number, sent in enumerate(scan.doc.sents):
            for i in range(sent.start, sent.end):
                self.sentence[i] = number
        self.quoted = self._quoted()

    def _quoted(self) -> list[bool]:
        """For every word whether it stands between quote marks."""
        inside, flags = False, []
        for token in self.tokens:
            if token.text == "“" or (token.text == '"' and not inside):
                inside = True
                flags.append(False)
                continue
            if token.text in ("”", '"') or "\n\n" in token.text:
                inside = False
            flags.append(inside)
        return flags

    def recent(self, kind: str, span: int, whole: bool = False) -> list[Draft]:
        """Referents of a kind among the last `span` mentions, the last mentioned first.

        With `whole`, or where there are none, those of the rest of the report after them.
        """
        found: list[Draft] = []
        for said in reversed(self.past[-span:]):
            if said.draft.kind == kind and said.draft not in found:
                found.append(said.draft)
        if whole or not found:
            found.extend(d for d in self.cards.drafts if d.kind == kind and d not in found)
        return found

    def near(self, draft: Draft, at: int, sentences: int) -> bool:
        """Whether somebody was last mentioned at most so many sentences before a token."""
        last = next((said for said in reversed(self.past) if said.draft is draft), None)
        return last is not None and self.sentence[at] - self.sentence[last.head] <= sentences

    def told_of(self, drafts: list[Draft]) -> Draft:
        """Of several whom words may mean, who was the subject last; else the first of them.

        "Lee met Vos. He told President Vos ... The president said ...": Lee is told of.
        """
        if len(drafts) > 1:
            for said in reversed(self.past[-12:]):
                if said.draft in drafts and self.tokens[said.head].dep_ in SUBJECTS:
                    return said.draft
        return drafts[0]

    def weighed(self, span: int, decay: float, worth: Callable[[Draft], float]) -> list[Draft]:
        """Persons by how much of late was said of them; `worth` is 0 for who does not count."""
        weights: dict[int, tuple[float, Draft]] = {}
        for age, said in enumerate(reversed(self.past[-span:])):
            if said.draft.kind == "person" and (value := worth(said.draft)):
                old = weights.get(id(said.draft), (0.0, said.draft))[0]
                weights[id(said.draft)] = (old + value * decay**age, said.draft)
        return [draft for _, draft in sorted(weights.values(), key=lambda pair: -pair[0])]

    def two_states(self) -> list[Draft]:
        """The two states that the report has spoken of most, late mentions counting for more."""
        weights: dict[str, float] = {}
        for age, said in enumerate(reversed(self.past)):
            code = said.draft.state
            if code is not None and not said.draft.members:
                weights[code] = weights.get(code, 0.0) + 0.97**age
        best = sorted(weights, key=lambda c: (-weights[c], c))[:2]
        found = [states.by_code(code) for code in best]
        return [self.cards.state(s.code, s.name) for s in found if s is not None]

    def two_persons(self, called: str, role: str | None) -> list[Draft]:
        """The two persons, of two states if may be, spoken of most of late.

        Of those that were called so ("president") or have the role, where there are two. Those who
        only speak for others do not count.
        """

        def worth(draft: Draft) -> float:
            return float(bool(draft.name) and draft.roles != {"spokesperson"})

        ranked = self.weighed(120, 0.96, worth)
        named = [draft for draft in ranked if called in draft.heads or role in draft.roles]
        ranked = named if len(named) > 1 else ranked
        for other in ranked[1:]:
            if other.state != ranked[0].state or other.state is None:
                return [ranked[0], other]
        return ranked[:2]
