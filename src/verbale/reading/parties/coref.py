"""Who is meant by words without a name: offices alone, counterparts, plurals, pronouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import states, titles, words
from verbale.reading.parties import nations
from verbale.reading.parties.people import entitle

if TYPE_CHECKING:
    import datetime as dt

    from spacy.tokens import Token

    from verbale.reading.parties.drafts import Cards, Draft, Said
    from verbale.reading.parties.ground import TitleSpan
    from verbale.reading.parties.scan import Scan

_DEFINITE = frozenset(["the", "this", "that", "his", "her", "its", "their"])
_HE = frozenset(["he", "him", "his", "himself"])
_SHE = frozenset(["she", "her", "hers", "herself"])
_IT = frozenset(["it", "its", "itself"])
_THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
_BOTH = frozenset(["both", "two"])
_PAIRS = {
    "side": "state", "country": "state", "nation": "state", "power": "state",
    "government": "state", "neighbour": "state", "neighbor": "state", "rival": "state",
    "superpower": "state", "party": "any", "ally": "state", "capital": "state",
    "economy": "state", "foe": "state", "adversary": "state", "delegation": "state",
    "leader": "person", "diplomat": "person", "minister": "person", "official": "person",
    "president": "person", "man": "person", "secretary": "person", "counterpart": "person",
    "envoy": "person", "chief": "person", "negotiator": "person", "head": "person",
}  # fmt: skip
#: Verbs whose object is the subject of what they lead to: "warned Beijing ... if it arms".
_ADDRESSING = words.listed("addressing-verbs")
_LEADERS = words.listed("leaders")
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})


def resolve(scan: Scan, cards: Cards, published: dt.date | None) -> None:
    """Find whom offices alone, plurals and pronouns stand for, from left to right."""
    _Resolver(scan, cards, published).run()


class _Resolver:
    """Goes through the report once, with those spoken of so far at hand."""

    def __init__(self, scan: Scan, cards: Cards, published: dt.date | None) -> None:
        self.scan = scan
        self.cards = cards
        self.published = published
        self.tokens = scan.tokens
        self.sentence = [0] * len(self.tokens)
        for number, sent in enumerate(scan.doc.sents):
            for token in sent:
                self.sentence[token.i] = number
        self.past: list[Said] = []

    def run(self) -> None:
        """Resolve everything in the order of the text."""
        bound = {s.head for s in self.cards.said if s.form == "office"}
        titles = {t.head: t for t in self.scan.titles if t.head not in bound}
        waiting = sorted(self.cards.said, key=lambda s: s.head)
        for token in self.tokens:
            while waiting and waiting[0].head <= token.i:
                self.past.append(waiting.pop(0))
            said = None
            if token.i in titles:
                said = self._office(titles[token.i])
            elif token.lower_ in ("counterpart", "counterparts") or (
                token.lower_ == "number" and token.i and self.tokens[token.i - 1].lower_ == "opposite"
            ):
                said = self._counterpart(token)
            elif token.tag_ in ("PRP", "PRP$") or token.lower_ in _HE | _SHE:
                said = self._pronoun(token)
            elif token.tag_ in ("NNS", "NN", "NNPS") and self._pair(token):
                said = self._both(token)
            if said is not None:
                self.past.append(said)

    # --- offices alone --------------------------------------------------------------------

    def _office(self, title: TitleSpan) -> Said | None:
        token = self.tokens[title.head]
        start, end = title.start, title.end
        det = self.tokens[start - 1].lower_ if start else ""
        if det in _DEFINITE | {"a", "an", "some", "both"}:
            start -= 1
        if self._pair(token) and any(t.lower_ in _BOTH for t in self.tokens[max(start - 2, 0):end]):
            return self._both(token)
        if title.plural:
            bare = title.end - start == 2 and det in ("the", "these")
            pair = self._both(token) if bare and self._pair(token) else None
            return pair or self._officials(title, start)
        draft = self._copula(token) or self._bearer(title, det)
        if draft is None:
            draft = self.cards.new("person", None, title.states[0] if title.states else None)
            draft.sector = title.title.sector
            entitle(draft, title, self.scan)
        elif title.states or title.title.title:
            if title.states and draft.state is None:
                draft.state = title.states[0]
            if title.states and title.title.title:
                entitle(draft, title, self.scan)
        return self.cards.say(start, end, draft, "office", "office alone", title.head)

    def _copula(self, token: Token) -> Draft | None:
        """The subject of "Blinken is the highest-ranking official ..."."""
        if not any(c.dep_ == "cop" for c in token.children):
            return None
        subject = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
        said = self.cards.by_head.get(subject.i) if subject is not None else None
        return said.draft if said is not None and said.draft.kind == "person" else None

    def _bearer(self, title: TitleSpan, det: str) -> Draft | None:
        """Who holds the office: somebody of the report, or of the tables on the day."""
        head = self.tokens[title.head].lemma_.lower()
        state = title.states[0] if len(title.states) == 1 else None
        indefinite = det in ("a", "an", "some", "another", "any", "one")
        if indefinite or (title.former and not state):
            return None
        role = title.title.role
        owner = self._possessor(title)
        if owner is not None and owner.kind == "person":
            return self._aide(title, owner)
        if title.title.title is None and role is None:
            return self._official(state, det, head)
        people = self._recent("person", 60)
        if state:
            for draft in people:
                if draft.state == state and (role in draft.roles if role else head in draft.heads):
                    return draft
            if self.published and role and not title.former:
                found = self.scan.offices.holders(title.title.title or role, state, self.published)
                if len(found) != 1 and role in ("foreign", "leader", "trade", "defence"):
                    found = ()
                if len(found) == 1:
                    return self._table_person(found[0].id, found[0].name, state, found[0].gender)
            return None
        if det in ("the", "this", "that", "his", "her", "its", "their") or title.start == 0 or (
            self.tokens[title.head].text[0].isupper()
        ):
            for draft in people:
                if head in draft.heads and (role is None or role in draft.roles):
                    return draft
            for draft in people:
                if role and role in draft.roles:
                    return draft
        return None

    def _possessor(self, title: TitleSpan) -> Draft | None:
        """Whose the office is: "President Xi Jinping's top foreign policy adviser"."""
        token = self.tokens[title.start - 1] if title.start else None
        if token is None or token.tag_ != "POS":
            return None
        for said in reversed(self.past[-6:]):
            if said.end == token.i:
                return said.draft
        return None

    def _aide(self, title: TitleSpan, owner: Draft) -> Draft | None:
        """The one of the owner's side who is known for what the words say."""
        roles = {title.title.role} - {None, "envoy"}
        roles |= {h.value.role for h in titles.portfolios().find(title.words.lower())}
        for draft in self._recent("person", 80, whole=True):
            fits = bool((roles - {None}) & draft.roles)
            if draft is not owner and draft.state == owner.state and fits and draft.name:
                return draft
        return None

    def _official(self, state: str | None, det: str, head: str) -> Draft | None:
        """"The US official", "the diplomat": the person of the state spoken of most of late.

        One without a name counts if called so before. Presidents are not called officials.
        """
        if det not in ("the", "this", "that"):
            return None
        weights: dict[int, tuple[float, Draft]] = {}
        for age, said in enumerate(reversed(self.past[-60:])):
            draft = said.draft
            called = head in draft.heads
            if draft.kind != "person" or draft.heads & _LEADERS or not (draft.name or called):
                continue
            if state is None or draft.state == state:
                old = weights.get(id(draft), (0.0, draft))[0]
                weights[id(draft)] = (old + 0.93**age * (2.0 if called else 1.0), draft)
        return max(weights.values(), key=lambda pair: pair[0], default=(0.0, None))[1]

    def _table_person(self, known: str, name: str, state: str, gender: str | None) -> Draft:
        for draft in self.cards.drafts:
            if draft.known == known:
                return draft
        draft = self.cards.new("person", None, state)
        draft.known, draft.fixed, draft.gender = known, name, gender
        person = self.scan.offices.people[known]
        draft.roles.update(t.role for t in person.terms if t.role)
        return draft

    def _officials(self, title: TitleSpan, start: int) -> Said:
        """"Chinese officials", "French, German and Italian foreign ministers"."""
        group = self.cards.new("group", None, title.states[0] if len(title.states) == 1 else None)
        group.sector = title.title.sector
        group.heads.add(self.tokens[title.head].lemma_.lower())
        members: list[Draft] = []
        if len(title.states) > 1:
            for code in title.states:
                state = states.by_code(code)
                if state is None:
                    continue
                member: Draft = self.cards.state(code, state.name)
                if title.title.role and self.published:
                    found = self.scan.offices.holders(
                        title.title.title or title.title.role, code, self.published
                    )
                    if len(found) == 1:
                        person = found[0]
                        member = self._table_person(person.id, person.name, code, person.gender)
                members.append(member)
        else:
            members = self._named_after(title)
        group.members = tuple(members)
        return self.cards.say(start, title.end, group, "nominal", "plural office", title.head)

    def _named_after(self, title: TitleSpan) -> list[Draft]:
        """The persons of "Foreign Ministers Wang Yi and Sergei Lavrov"."""
        found: list[Draft] = []
        i = title.end
        while i < len(self.tokens):
            said = next(
                (s for s in self.cards.said if s.start == i and s.draft.kind == "person"), None
            )
            if said is not None:
                found.append(said.draft)
                i = said.end
            elif self.tokens[i].lower_ in (",", "and"):
                i += 1
            else:
                break
        return found

    # --- counterparts ---------------------------------------------------------------------

    def _counterpart(self, token: Token) -> Said | None:
        """"his Chinese counterpart", "her counterpart Wang Wentao"."""
        start = token.i
        while start and (
            self.tokens[start - 1].dep_ in ("amod", "nmod:poss", "det", "compound")
            or (start - 1) in self.scan.nations
            or self.tokens[start - 1].tag_ in ("POS", "PRP$")
            or (self.tokens[start - 1].lower_ in ("and", ",") and (start - 2) in self.scan.nations)
        ):
            start -= 1
        codes = list(dict.fromkeys(
            self.scan.nations[i].sense.state.code
            for i in range(start, token.i)
            if i in self.scan.nations
        ))  # fmt: skip
        owner = self._owner(start, token)
        plural = token.tag_ == "NNS"
        if plural:
            group = self.cards.new("group", None, codes[0] if len(codes) == 1 else None)
            group.sector = "GOV"
            group.members = tuple(
                self.cards.state(c, s.name) for c in codes if (s := states.by_code(c)) is not None
            )
            return self.cards.say(start, token.i + 1, group, "counterpart", "counterparts", token.i)
        state = codes[0] if codes else None
        draft = self._adjacent(token)
        roles = owner.roles if owner else set()
        if draft is None and owner is not None and state:
            for other in self._recent("person", 200, whole=True):
                if other is not owner and other.state == state and other.roles & roles:
                    draft = other
                    break
            main = next((r for r in _by_rank(roles)), None)
            if draft is None and main and self.published:
                found = self.scan.offices.holders(main, state, self.published)
                if len(found) == 1:
                    p = found[0]
                    draft = self._table_person(p.id, p.name, state, p.gender)
        if draft is None:
            draft = self.cards.new("person", None, state)
            draft.sector = "GOV"
        if state and draft.state is None:
            draft.state = state
        if owner is not None:
            draft.roles |= owner.roles
            self._same_office(draft, owner)
        self.cards.say(start, token.i + 1, draft, "counterpart", "counterpart", token.i)
        return None

    def _same_office(self, draft: Draft, owner: Draft) -> None:
        """A secretary's counterpart in a state of ministers is a minister."""
        if draft.offices or not owner.offices or draft.state is None:
            return
        first = owner.offices[0]
        title = first.title.replace("Secretary of State", "Minister of Foreign Affairs")
        title = title.replace("Secretary of Defense", "Minister of Defence")
        title = title.replace("Secretary of the Treasury", "Minister of Finance")
        title = title.replace("Secretary of ", "Minister of ")
        draft.offices.append(type(first)(title, draft.state, first.at, first.former))

    def _owner(self, start: int, token: Token) -> Draft | None:
        for child in token.children:
            if child.dep_ == "nmod:poss":
                said = self.cards.by_head.get(child.i)
                if said is not None and said.draft.kind == "person":
                    return said.draft
                if child.tag_ == "PRP$":
                    resolved = self._person_for(child)
                    if resolved is not None:
                        return resolved
        people = self._recent("person", 40)
        return people[0] if people else None

    def _adjacent(self, token: Token) -> Draft | None:
        """The person named right after the word, a comma between or not."""
        for i in (token.i + 1, token.i + 2):
            if i < len(self.tokens):
                if i == token.i + 2 and self.tokens[token.i + 1].text not in (",",):
                    return None
                for said in self.cards.said:
                    if said.start == i and said.draft.kind == "person" and said.form == "name":
                        return said.draft
        return None

    # --- plurals --------------------------------------------------------------------------

    def _pair(self, token: Token) -> str | None:
        return _PAIRS.get(token.lemma_.lower()) or _PAIRS.get(token.lower_.removesuffix("s"))

    def _both(self, token: Token) -> Said | None:
        """"Both sides", "the two diplomats", "the countries"."""
        if token.tag_ not in ("NNS", "NNPS"):
            return None
        kind = self._pair(token)
        start = token.i
        while start and self.tokens[start - 1].dep_ in ("det", "nummod", "amod", "predet") and (
            start - 1
        ) not in self.scan.nations:
            start -= 1
        said = {t.lower_ for t in self.tokens[start : token.i]}
        if not said & (_BOTH | {"the", "these"}) or said - _BOTH - {"the", "these"}:
            return None
        if token.lemma_.lower() in ("power", "economy") and not said & _BOTH:
            return None
        if kind == "person":
            found = self._pair_of_persons()
        else:
            found = self._pair_of_states()
        if len(found) != 2:
            return None
        found.sort(key=self.cards.drafts.index)
        group = next(
            (d for d in self.cards.drafts if d.kind == "group" and d.members == tuple(found)), None
        )
        if group is None:
            group = self.cards.new("group", None)
            group.members = tuple(found)
        return self.cards.say(start, token.i + 1, group, "nominal", "both", token.i)

    def _pair_of_persons(self) -> list[Draft]:
        """The two persons of two states spoken of most of late; spokesmen do not count."""
        weights: dict[int, tuple[float, Draft]] = {}
        for age, said in enumerate(reversed(self.past[-120:])):
            draft = said.draft
            speaks = "spokesperson" in draft.roles and len(draft.roles) == 1
            if draft.kind == "person" and draft.name and not speaks:
                old = weights.get(id(draft), (0.0, draft))[0]
                weights[id(draft)] = (old + 0.96**age, draft)
        ranked = [draft for _, draft in sorted(weights.values(), key=lambda pair: -pair[0])]
        for other in ranked[1:]:
            if other.state != ranked[0].state or other.state is None:
                return [ranked[0], other]
        return ranked[:2]

    def _pair_of_states(self) -> list[Draft]:
        """The two states that the report has spoken of most, late mentions counting for more."""
        weights: dict[str, float] = {}
        for said in self.past:
            code = said.draft.state
            if code is None or said.draft.members:
                continue
            for other in weights:
                weights[other] *= 0.97
            weights[code] = weights.get(code, 0.0) + 1.0
        best = sorted(weights, key=lambda c: (-weights[c], c))[:2]
        found = [states.by_code(code) for code in best]
        return [self.cards.state(s.code, s.name) for s in found if s is not None]

    # --- pronouns -------------------------------------------------------------------------

    def _pronoun(self, token: Token) -> Said | None:
        word = token.lower_
        draft: Draft | None = None
        if word in _HE | _SHE:
            draft = self._person_for(token)
        elif word in _IT:
            if token.dep_ in ("expl", "nsubj") and self._weather(token):
                return None
            draft = self._thing_for(token)
        elif word in _THEY:
            draft = self._several_for(token)
        if draft is None:
            return None
        return self.cards.say(token.i, token.i + 1, draft, "pronoun", "pronoun", token.i)

    def _weather(self, token: Token) -> bool:
        head = token.head
        return token.dep_ == "expl" or head.pos_ == "ADJ" or head.lemma_ in ("seem", "appear")

    def _scored(self, token: Token, kinds: tuple[str, ...]) -> list[Draft]:
        """Candidates before the pronoun, best first: subjects of near clauses before others."""
        here = self.sentence[token.i]
        scores: dict[int, tuple[float, Draft]] = {}
        for said in self.past:
            draft = said.draft
            if draft.kind not in kinds or said.head >= token.i:
                continue
            away = here - self.sentence[said.head]
            if away > 4:
                continue
            head = self.tokens[said.head]
            worth = 10.0 - 2.5 * away - (token.i - said.head) / 120
            if head.dep_ in _SUBJECTS:
                worth += 2.2
                if away == 0 and head.head in token.ancestors:
                    worth += 1.0
            elif head.dep_ == "nmod:poss":
                worth += 2.5 if head.head in token.ancestors else -0.6
            elif head.dep_ in ("obj", "iobj") and head.head in token.ancestors:
                worth += 3.5 if head.head.lemma_ in _ADDRESSING else 0.0
            elif head.dep_ in ("obl", "nmod", "compound", "amod", "nmod:desc"):
                worth -= 0.9
            if said.form == "pronoun":
                worth += 0.4
            if token.dep_ == "nmod:poss" and token.head.dep_ == "conj" and (
                token.head.head.i == said.head
            ):
                worth += 4.0
            if head.head.i == token.head.i and token.dep_ in ("obj", "iobj", "obl"):
                worth -= 5.0
            if self._quoted(token.i) != self._quoted(said.head):
                worth -= 1.5
            kept = scores.get(id(draft))
            total = worth + (0.5 if kept else 0.0)
            scores[id(draft)] = (max(total, kept[0] + 0.3 if kept else total), draft)
        ranked = sorted(scores.values(), key=lambda pair: -pair[0])
        return [draft for _, draft in ranked]

    def _quoted(self, i: int) -> bool:
        if not hasattr(self, "_marks"):
            inside, flags = False, []
            for token in self.tokens:
                if token.text == "“" or (token.text == '"' and not inside):
                    inside = True
                    flags.append(False)
                    continue
                if token.text in ("”", '"') or "\n\n" in token.text:
                    inside = False
                flags.append(inside)
            self._marks = flags
        return self._marks[i]

    def _person_for(self, token: Token) -> Draft | None:
        gender = "m" if token.lower_ in _HE else "f"
        for draft in self._scored(token, ("person",)):
            if draft.gender in (None, gender):
                draft.gender = draft.gender or gender
                return draft
        return None

    def _thing_for(self, token: Token) -> Draft | None:
        found = self._scored(token, ("state", "organization"))
        return found[0] if found else None

    def _several_for(self, token: Token) -> Draft | None:
        here = self.sentence[token.i]
        for said in reversed(self.past):
            if here - self.sentence[said.head] > 1:
                break
            if said.draft.kind == "group" and said.head < token.i:
                return said.draft
            joined = self._joined(said)
            if joined is not None and said.head < token.i:
                return joined
        return None

    def _joined(self, said: Said) -> Draft | None:
        """The group of a subject and those joined to it: "Blinken and Wang ... they"."""
        head = self.tokens[said.head]
        if head.dep_ not in _SUBJECTS:
            return None
        members = [said.draft]
        for child in head.children:
            other = self.cards.by_head.get(child.i)
            if child.dep_ == "conj" and other is not None and other.draft not in members:
                members.append(other.draft)
        if len(members) < 2:
            verb = head.head
            for child in verb.children:
                met = child.dep_ in ("obl", "obj") and (
                    verb.lemma_ in ("meet", "speak", "talk", "discuss", "confer", "hold")
                )
                other = self.cards.by_head.get(child.i)
                if met and other is not None and other.draft.kind == said.draft.kind:
                    members.append(other.draft)
                    break
        if len(members) < 2:
            return None
        for draft in self.cards.drafts:
            if draft.kind == "group" and draft.members == tuple(members):
                return draft
        group = self.cards.new("group", None)
        group.members = tuple(members)
        return group

    def _recent(self, kind: str, span: int, whole: bool = False) -> list[Draft]:
        """Referents of a kind, the last mentioned first; with `whole` the later ones after."""
        found: list[Draft] = []
        for said in reversed(self.past[-span:]):
            if said.draft.kind == kind and said.draft not in found:
                found.append(said.draft)
        if whole or not found:
            found.extend(d for d in self.cards.drafts if d.kind == kind and d not in found)
        return found


def _by_rank(roles: set[str]) -> list[str]:
    order = ("foreign", "trade", "defence", "finance", "leader", "deputy-foreign")
    return [role for role in order if role in roles]


def seen(scan: Scan, cards: Cards) -> set[int]:
    """Tokens of titles and names that speak of somebody already."""
    taken: set[int] = set()
    for title in scan.titles:
        taken.update(range(title.start, title.end))
    for name in scan.names:
        taken.update(range(name.start, name.end))
    return taken


__all__ = ["nations", "resolve", "seen"]
