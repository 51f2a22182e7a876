"""Those that a report has spoken of so far, for finding whom other words stand for."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from verbale.knowledge import states, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from verbale.reading.parties.drafts import Cards, Draft, Said
    from verbale.reading.parties.scan import Scan

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_OBJECTS = frozenset({"obj", "iobj", "obl"})
_RULING = frozenset({"government", "republic", "kingdom", "state", "people", "president"})
_MEDIATING = words.listed("mediating")
#: What a mention weighs less than the one after it, and how many mentions a pair named as such is
#: worth.
_FADING = 0.97
_TOGETHER = 3.0


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

    def actors(self, token: Token) -> list[Draft]:
        """Whom words cannot mean: the subject of the verb that they are an object of, at one remove
        or two, unless they say "itself": "Vos called on both", "Vos held talks with the two"."""
        if token.lower_.endswith("self"):
            return []
        own = token.tag_ == "PRP$"  # "Lee reiterated his view"
        if token.dep_ in ("nmod", "nmod:poss") and token.head.dep_ in _OBJECTS and not own:
            token = token.head
        if token.dep_ not in _OBJECTS:
            return []
        verb = token.head
        while verb.dep_ in ("xcomp", "conj") and not any(c.dep_ in SUBJECTS for c in verb.children):
            verb = verb.head
        said = (self.cards.by_head.get(c.i) for c in verb.children if c.dep_ in SUBJECTS)
        return [s.draft for s in said if s is not None]

    def two_states(self, token: Token) -> list[Draft]:
        """The two states that a plural means: those that most sentences speak of.

        Late ones count for more, and those named side by side ("Chad and Niger") for most.

        Not the state of who does something to them: "Vos called on both sides".
        """
        others = {d.state for d in self.actors(token)} | {self._mediator(token)}
        weights: dict[str, float] = {}
        pairs: dict[frozenset[str], float] = {}
        counted: set[tuple[int, str]] = set()
        for age, said in enumerate(reversed(self.past)):
            worth = _FADING**age
            code, here = said.draft.state, self.sentence[said.head]
            if code is not None and not said.draft.members and (here, code) not in counted:
                counted.add((here, code))
                weights[code] = weights.get(code, 0.0) + worth
            pair = self._side_by_side(said)
            if pair is not None:
                # leaders who are told of together may be mediators: "the two presidents"
                named = all(member.kind == "state" for member in said.draft.members)
                pairs[pair] = pairs.get(pair, 0.0) + (_TOGETHER if named else 1.0) * worth
        for pair in pairs:
            for code in pair:
                weights.setdefault(code, 0.0)
        ranked = sorted(weights, key=lambda c: (-weights[c], c))
        best = max(
            ((a, b) for a, b in itertools.combinations(ranked, 2) if not others & {a, b}),
            key=lambda two: weights[two[0]] + weights[two[1]] + pairs.get(frozenset(two), 0.0),
            default=(),
        )
        found = [states.by_code(code) for code in best]
        return [self.cards.state(s.code, s.name) for s in found if s is not None]

    def _side_by_side(self, said: Said) -> frozenset[str] | None:
        """The two states that a mention names beside one another."""
        if said.draft.members:
            codes = frozenset(m.state for m in said.draft.members if m.state)
            return codes if len(codes) == len(said.draft.members) == 2 else None
        token = self.tokens[said.head]
        if token.dep_ == "nmod" and token.head.lemma_.lower() in _RULING:
            token = token.head  # "the Government of Chad and the Government of Niger"
        joined = [c for c in token.children if c.dep_ == "conj"]
        if token.dep_ == "conj" or len(joined) != 1:
            return None
        words_of = (joined[0], *(c for c in joined[0].children if c.dep_ == "nmod"))
        other = next((o for w in words_of if (o := self.cards.by_head.get(w.i)) is not None), None)
        if other is None:
            return None
        codes = frozenset(d.state for d in (said.draft, other.draft) if d.state)
        return codes if len(codes) == 2 else None

    def _mediator(self, token: Token) -> str | None:
        """The state of who brings two together: "Oman mediates between the two sides"."""
        if not any(c.lower_ == "between" for c in token.children):
            return None
        for above in token.ancestors:
            if above.lemma_.lower() in _MEDIATING:
                kid = next((c for c in above.children if c.dep_ in SUBJECTS), None)
                said = self.cards.by_head.get(kid.i) if kid is not None else None
                return said.draft.state if said is not None else None
        return None

    def two_persons(self, called: str, role: str | None, token: Token) -> list[Draft]:
        """The two persons, of two states if may be, spoken of most of late.

        Of those that were called so ("president") or have the role, where there are two. Those who
        only speak for others do not count.
        """

        def worth(draft: Draft) -> float:
            return float(bool(draft.name) and draft.roles != {"spokesperson"})

        actors = self.actors(token)
        ranked = [d for d in self.weighed(120, 0.96, worth) if d not in actors]
        named = [draft for draft in ranked if called in draft.heads or role in draft.roles]
        ranked = named if len(named) > 1 else ranked
        for other in ranked[1:]:
            if other.state != ranked[0].state or other.state is None:
                return [ranked[0], other]
        return ranked[:2]
