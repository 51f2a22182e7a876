"""States, organisations and those who act for them.

A capital or seat of government stands for its state unless it is a place in its sentence; a
nationality with a noun for a body of the state ("the Chinese delegation") is the state, with
a noun for its people or firms ("Chinese companies") a group of that state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import gazetteer, nouns, states, words
from verbale.knowledge.phrases import fold
from verbale.reading.parties.ground import HOUSES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from verbale.knowledge.states import State
    from verbale.reading.parties.drafts import Cards, Draft
    from verbale.reading.parties.ground import BodySpan, Nation
    from verbale.reading.parties.scan import Scan

#: Prepositions after which a capital is a place.
_LOCATIVE = words.listed("locative")
_MOTION = words.listed("motion")
_ENVOYS = words.listed("envoys")
_RECALLING = words.listed("recalling")
#: What sits in a capital and acts for its state.
_SEATED = words.listed("seated")


def seen(scan: Scan) -> set[int]:
    """Tokens of titles and names that speak of somebody already."""
    taken: set[int] = set()
    for title in scan.titles:
        taken.update(range(title.start, title.end))
    for name in scan.names:
        taken.update(range(name.start, name.end))
    return taken


def note(scan: Scan, cards: Cards, taken: set[int]) -> None:
    """Put states, organisations and their bodies among the cards.

    `taken` are tokens of titles and names that already speak of somebody: a nationality in
    them is noted as the state's too, but heads no wider mention.
    """
    seen: set[int] = set()
    for i in sorted(scan.nations):
        nation = scan.nations[i]
        if nation.start in seen:
            continue
        seen.add(nation.start)
        inside = scan.bodies.get(i)
        if inside is not None and inside.end > nation.end:
            continue
        _nation(scan, cards, nation, taken)
    seen.clear()
    named = {i for name in scan.names for i in range(name.start, name.end)}
    for i in sorted(scan.bodies):
        found = scan.bodies[i]
        if found.start in seen or found.start in named:
            continue
        seen.add(found.start)
        nation_here = scan.nations.get(found.start)
        if nation_here is not None and nation_here.end >= found.end:
            continue
        if found.body.kind == "format":
            lands = [land for code in found.body.members if (land := states.by_code(code))]
            group = cards.group([cards.state(one.code, one.name) for one in lands])
            cards.say(found.start, found.end, group, "nominal", "states by a name")
            continue
        name, state = found.body.name, found.body.state
        if found.body.kind == "party" and (owner := _owner(scan, found.start)) != state:
            land = states.by_code(owner) if owner else None
            name, state = (f"{name} of {land.name}" if land else name), owner
        elif found.body.kind in HOUSES and (owner := _seated(scan, cards, found)) != state:
            land = states.by_code(owner) if owner else None
            words_ = scan.said(found.start, found.end)
            name, state = (f"{words_} of {land.name}" if land else words_), owner
        draft = body(cards, name)
        draft.state = state
        draft.sector = found.body.sector
        draft.add(scan.said(found.start, found.end))
        cards.say(found.start, found.end, draft, "name", "organisation")
    _in_their_seats(scan, cards)


def _owner(scan: Scan, start: int) -> str | None:
    """Whose a party is: "New Zealand's ruling Labour Party"; else the table's, if spoken of.

    None where the report never names the state whose party of that name the table knows.
    """
    if (before := _before(scan, start)) is not None:
        return before
    state = scan.bodies[start].body.state
    said = {nation.sense.state.code for nation in scan.nations.values()}
    return state if state in said or scan.site == state else None


def _before(scan: Scan, start: int) -> str | None:
    """The state named right before a body: "Japan's upper house", "the Chadian senate"."""
    for i in range(start - 1, max(start - 4, -1), -1):
        nation = scan.nations.get(i)
        if nation is not None and nation.sense.kinds & {"name", "adjective"}:
            return nation.sense.state.code
        if scan.tokens[i].pos_ not in ("ADJ", "VERB", "NOUN") and scan.tokens[i].tag_ != "POS":
            return None
    return None


def _seated(scan: Scan, cards: Cards, found: BodySpan) -> str | None:
    """Whose a parliament or court is that is named alone: "the House of Representatives".

    The table's, unless a state stands before it, or the report never speaks of the table's state or
    its people: then of the one where it is sent from, or that alone is spoken of.
    """
    state = found.body.state
    if scan.nations.keys() & range(found.start, found.end):
        return state  # "U.S. Senate"
    if (before := _before(scan, found.start)) is not None:
        return before
    said = {nation.sense.state.code for nation in scan.nations.values()}
    if (
        state in said
        or state in (scan.site, scan.home)
        or any(d.state == state for d in cards.drafts)
    ):
        return state
    if scan.site is not None:
        return scan.site
    return next(iter(said)) if len(said) == 1 else state if not said else None


def _in_their_seats(scan: Scan, cards: Cards) -> None:
    """Ministries and governments that are told by the capital that they sit in, for their states:
    "the Foreign Ministry in Moscow", "the government in Damascus"."""
    for i, nation in scan.nations.items():
        state = nation.sense.state
        if i != nation.start or i < 2 or "capital" not in nation.sense.kinds or state.code == "EUR":
            continue
        noun = scan.tokens[i - 2]
        if scan.tokens[i - 1].lower_ != "in" or noun.lemma_.lower() not in _SEATED:
            continue
        before = [c for c in noun.children if c.i < noun.i]
        if any(c.i in scan.nations or c.i in scan.bodies for c in (noun, *before)):
            continue
        start = min([noun.i, *(c.i for c in before if c.dep_ in ("det", "amod", "compound"))])
        draft = cards.state(state.code, state.name)
        cards.say(start, nation.end, draft, "nominal", "seated in a capital", noun.i)


def body(cards: Cards, name: str) -> Draft:
    """The organisation by that name; there is one in a report."""
    for draft in cards.drafts:
        if draft.kind == "organization" and draft.fixed == name:
            return draft
    draft = cards.new("organization", name)
    draft.fixed = name
    draft.known = name
    return draft


def _nation(scan: Scan, cards: Cards, nation: Nation, taken: set[int]) -> None:
    state, kinds = nation.sense.state, nation.sense.kinds
    head = scan.tokens[cards.root(nation.start, nation.end)]
    if "region" in kinds and not kinds & {"name", "adjective", "people"}:
        return
    draft_state = cards.state(state.code, state.name)
    nominal = None if nation.start in taken else _nominal(scan, nation, head)
    if nominal is not None:
        noun, kind = nominal
        _body(scan, cards, nation, noun, kind, state)
    if kinds & {"name", "adjective"} and kinds.isdisjoint({"capital"}):
        people = head.tag_ in ("NNS", "NNPS") and "people" in kinds
        rule = "people" if people else ("adjective" if _modifies(head) else "name")
        cards.say(nation.start, nation.end, draft_state, "state", rule, head.i)
        if "name" in kinds and not people and rule == "name":
            draft_state.add(scan.said(nation.start, nation.end))
    elif "people" in kinds:
        plural = head.tag_ in ("NNS", "NNPS")
        group = cards.new("group" if plural else "person", None, state.code)
        group.sector = "CVL"
        cards.say(nation.start, nation.end, group, "nominal", "people", head.i)
    elif kinds & {"capital", "seat"} and nominal is None:
        role = _stands(head, "seat" in kinds)
        if role and role != "seat":
            draft_state = _land(cards, state, nation, scan) or draft_state
        if role:
            cards.say(nation.start, nation.end, draft_state, "seat", role, head.i)


def _land(cards: Cards, state: State, nation: Nation, scan: Scan) -> Draft | None:
    """Whose land a capital lies in that stands for others: a visit to Brussels is to Belgium."""
    if state.code != "EUR":
        return None
    site = next(iter(gazetteer.towns(scan.said(nation.start, nation.end))), None)
    land = states.by_code(site.country) if site is not None and site.country else None
    return cards.state(land.code, land.name) if land is not None else None


def _modifies(head: Token) -> bool:
    return bool(head.dep_ in ("amod", "compound", "nmod:poss", "nmod:desc"))


def _stands(head: Token, building: bool) -> str | None:
    """Whether a capital or seat acts here, and by which rule: it does not where it is a place."""
    case = next((c for c in head.children if c.dep_ == "case" and c.tag_ != "POS"), None)
    preposition = case.lower_ if case is not None else None
    governor = head.head
    if preposition == "of" and governor.lemma_.lower() in words.listed("titled-after-towns"):
        return None
    if preposition == "from" and _recalled(governor):
        return "envoy recalled"
    if preposition in _LOCATIVE:
        return "capital of a motion" if preposition == "into" else None
    if preposition == "to":
        word = governor.lemma_.lower()
        if word in _MOTION or governor.head.lemma_.lower() in _MOTION:
            return "capital visited"
        return "seat" if building or head.dep_ in ("obl", "nmod") else None
    if preposition == "for" and governor.lemma_.lower() in ("leave", "depart", "head", "bind"):
        return "capital visited"
    if head.dep_ == "obj" and governor.lemma_.lower() in ("visit", "tour", "leave", "reach"):
        return "capital visited"
    if head.dep_ == "conj" and head.head.i != head.i and preposition is None:
        return _stands(head.head, building) if head.head.pos_ == "PROPN" else "seat"
    if head.dep_ in ("compound", "amod") and (
        not building or governor.pos_ == "PROPN" or governor.lemma_.lower() in nouns.meetings()
    ):
        return None
    if head.dep_ in ("root", "dep", "appos", "nmod:desc", "list", "nmod:unmarked"):
        return None
    return "seat"


def _recalled(word: Token) -> bool:
    """Whether somebody takes envoys away: "recalled its ambassador from Lome"."""
    verb = word.head if word.dep_ in ("obj", "nsubj:pass", "advmod") else word
    return verb.lemma_.lower() in _RECALLING and any(
        c.dep_ in ("obj", "nsubj:pass") and c.lemma_.lower() in _ENVOYS for c in verb.children
    )


def _nominal(scan: Scan, nation: Nation, head: Token) -> tuple[Token, nouns.Noun] | None:
    """The noun that the nationality belongs to, if it is one for those who act."""
    if not _modifies(head):
        return None
    noun = head.head
    hops = 0
    while noun.i < head.i and hops < 2:
        noun, hops = noun.head, hops + 1
    entry = nouns.find(noun.lemma_.lower(), noun.lower_)
    if entry is None or noun.i in scan.bodies or noun.i < nation.end:
        return None
    if scan.title_at(noun) is not None:
        return None
    if entry.kind == "people" and noun.tag_ == "NNP" and "adjective" not in nation.sense.kinds:
        return None  # "Samoa Observer"
    return noun, entry


def _body(
    scan: Scan, cards: Cards, nation: Nation, noun: Token, entry: nouns.Noun, state: State
) -> None:
    start = nation.start
    children = [c.i for c in noun.children if c.dep_ in ("det", "amod", "compound", "nummod")]
    start = min([start, *children])
    rule = f"nationality and {entry.kind}"
    others = _joined(scan, nation, noun)
    if others and entry.kind != "body":
        each = [_people(cards, land, noun, entry) for land in (state, *others)]
        draft = cards.group(each)
        draft.sector = each[0].sector
    elif entry.kind == "state":
        draft = cards.state(state.code, state.name)
    elif entry.kind == "body" or _proper(noun, entry):
        name = " ".join(t.text for t in scan.tokens[nation.start : noun.i + 1])
        draft = body(cards, name.replace(" 's", "").replace(" ’s", ""))
        draft.state, draft.sector, draft.known = state.code, entry.sector, None
    else:
        draft = _people(cards, state, noun, entry)
    cards.say(start, noun.i + 1, draft, "nominal", rule, noun.i)


def _people(cards: Cards, state: State, noun: Token, entry: nouns.Noun) -> Draft:
    """Those of one state that a noun tells of: the state itself, or some of its people."""
    if entry.kind == "state":
        return cards.state(state.code, state.name)
    plural = noun.tag_ in ("NNS", "NNPS")
    draft = cards.new("group" if plural or entry.kind == "many" else "person", None, state.code)
    draft.sector = entry.sector
    draft.heads.add(noun.lemma_.lower())
    return draft


def _joined(scan: Scan, nation: Nation, noun: Token) -> list[State]:
    """The other states of a plural: Germany's of "French and German troops"."""
    found: list[State] = []
    i = nation.end
    while noun.tag_ in ("NNS", "NNPS") and i < noun.i:
        other = scan.nations.get(i)
        if other is not None and "adjective" in other.sense.kinds:
            found.append(other.sense.state)
            i = other.end
        elif scan.tokens[i].lower_ in ("and", ",", "&", "or") and scan.nations.get(i + 1):
            i += 1
        else:
            break
    return [land for land in dict.fromkeys(found) if land.code != nation.sense.state.code]


def _proper(noun: Token, entry: nouns.Noun) -> bool:
    """Whether a noun is the head of an institution's own name: "Saudi International Bank"."""
    return noun.pos_ == "PROPN" and noun.text[0].isupper() and entry.kind == "many"


def plain(word: str) -> str | None:
    """The state that a word stands for, by code."""
    state = states.by_name(fold(word))
    return state.code if state else None
