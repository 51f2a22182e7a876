"""Persons of a report: who bears which name and which title.

Full names are gathered first, over the whole report, so that a headline's "Blinken" finds the
"Antony Blinken" of the text. A name alone then goes to the person with that name, or to one
of the tables who was in office at the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from verbale.knowledge import words
from verbale.knowledge.phrases import fold
from verbale.knowledge.terms import key
from verbale.language.sentences import sentence_of
from verbale.reading.parties.drafts import FAMILY_FIRST, Draft
from verbale.records import Extent, ToldOffice

if TYPE_CHECKING:
    import datetime as dt

    from verbale.knowledge.offices import Offices
    from verbale.knowledge.terms import Person
    from verbale.reading.parties.drafts import Cards
    from verbale.reading.parties.ground import NameSpan, TitleSpan
    from verbale.reading.parties.scan import Scan

#: Leaders are still called by their family names so many days after.
_REMEMBERED = 20 * 365
#: Roles whose holders the press names by family name alone.
_FAMOUS = frozenset({"leader", "foreign", "trade", "finance", "defence"})
#: Roles that a state has for itself.
_NATIONAL = frozenset(
    {"leader", "foreign", "defence", "trade", "finance", "interior", "deputy-leader",
     "deputy-foreign", "economy", "energy", "security"}
)  # fmt: skip
_CONGRESS = frozenset({"sen", "rep", "congressman", "congresswoman", "sens", "reps"})
_AMERICAN = ("Under Secretary ", "Assistant Secretary ", "Deputy Assistant Secretary ")
_MALE = frozenset({"mr", "sir", "lord"})
_FEMALE = frozenset({"mrs", "ms", "miss", "dame", "lady", "mme", "madam"})
_COMMA = frozenset({",", "(", "—", "–"})


def gather(scan: Scan, cards: Cards, published: dt.date | None) -> None:
    """Put the persons named in the report, with their titles, among the cards."""
    found = [(span, _titles(scan, span)) for span in scan.names]
    people: list[Draft] = []
    placed: dict[int, Draft] = {}
    for span, titles in found:
        if len(key(span.name).split()) > 1:
            placed[span.start] = _full(span, titles, people, cards, scan.offices, published)
    for span, titles in found:
        if span.start not in placed:
            draft = _single(span, titles, people, cards, scan.offices, published)
            if draft is not None:
                placed[span.start] = draft
    for span, titles in found:
        if span.start in placed:
            _enter(span, titles, placed[span.start], scan, cards)
    for draft in people:
        _settle(draft, scan.offices, published)
    for span, titles in found:
        draft = placed.get(span.start)
        if draft is not None and draft.state is None and titles:
            _locate(draft, span, titles, scan)
            _settle(draft, scan.offices, published)


def _titles(scan: Scan, span: NameSpan) -> list[TitleSpan]:
    """The titles that a name bears: those before it and those in apposition to it."""
    tokens = scan.tokens
    found: list[TitleSpan] = []
    before = scan.title_before(span)
    if before is not None and not before.plural and before.end >= span.start - 3:
        found.append(before)
        found.extend(_chained(scan, before))
    i = span.start - 1
    if not found and i > 0 and tokens[i].text == ",":
        title = scan.title_at(tokens[i - 1])
        closes = span.end < len(tokens) and tokens[span.end].text in (",", ".", ")", "—")
        if title is not None and not title.plural and closes and title.end == i and title.states:
            found.append(title)
    i = span.end
    if i < len(tokens) and tokens[i].text in _COMMA:
        i += 1
        while i < len(tokens) and tokens[i].lower_ in ("the", "a", "an", "his", "her"):
            i += 1
        title = scan.title_at(tokens[i]) if i < len(tokens) else None
        if title is not None and title.start <= i and not title.plural and not _named(scan, title):
            found.append(title)
    return found


def _chained(scan: Scan, title: TitleSpan) -> list[TitleSpan]:
    """Titles joined to one by "and": "Vice President and Foreign Minister Marta Ramírez"."""
    i = title.start - 1
    if i >= 1 and scan.tokens[i].lower_ in ("and", "/", "&"):
        i -= 1
    other = scan.title_at(scan.tokens[i]) if i >= 0 else None
    if other is None or other.plural or other.end != i + 1:
        return []
    return [other, *_chained(scan, other)]


def _named(scan: Scan, title: TitleSpan) -> bool:
    """Whether a name follows the title right away."""
    return any(span.start in (title.end, title.end + 1) for span in scan.names)


def _alike(name: str, draft: Draft) -> bool:
    """Whether a full name can be the draft's: the same words, fewer of them, or a slip."""
    mine = key(name)
    said = set(mine.split())
    for other in draft.names:
        theirs = key(other)
        known = set(theirs.split())
        if min(len(said), len(known)) > 1 and (said <= known or known <= said):
            return True
        if mine.split()[-1] == theirs.split()[-1] and fuzz.ratio(mine, theirs) >= 88:
            return True
        if fuzz.ratio(mine, theirs) >= 93:
            return True
    return False


def _full(
    span: NameSpan,
    titles: list[TitleSpan],
    people: list[Draft],
    cards: Cards,
    offices: Offices,
    published: dt.date | None,
) -> Draft:
    for draft in people:
        if _alike(span.name, draft):
            return draft
    draft = cards.new("person", span.name)
    people.append(draft)
    state = next((s for t in titles for s in t.states), None)
    person = offices.lookup(span.name, state, published) or (
        offices.lookup(span.name, None, published) if state is None else None
    )
    role = next((t.title.role for t in titles if t.title.role), None)
    if person is None:
        person = _held_within(span.name, state, offices)
    if person is None and role:
        person = _famous(key(span.name), state, role, offices, published)
    if person is not None:
        _know(draft, person, published)
    return draft


def _held_within(name: str, state: str | None, offices: Offices) -> Person | None:
    """Who is known by part of a long name: "Abdullah bin Zayed bin Sultan Al Nahyan"."""
    for hit in offices.names.find(name):
        people = [offices.people[i] for i in hit.value]
        fitting = [p for p in people if state in (None, p.state)]
        if hit.start == 0 and len(key(name[: hit.end]).split()) > 2 and len(fitting) == 1:
            return fitting[0]
    return None


def _single(
    span: NameSpan,
    titles: list[TitleSpan],
    people: list[Draft],
    cards: Cards,
    offices: Offices,
    published: dt.date | None,
) -> Draft | None:
    word = key(span.name)
    state = next((s for t in titles for s in t.states), None)
    role = next((t.title.role for t in titles if t.title.role), None)
    fitting = [d for d in people if word in d.words() and _agree(d, state)]
    if len(fitting) > 1:
        fitting = [d for d in fitting if _family(d) == word] or fitting
    if len(fitting) > 1 and role:
        fitting = [d for d in fitting if role in d.roles] or fitting
    if not fitting and len(word) > 4:
        fitting = [d for d in people if fuzz.ratio(word, _family(d)) >= 88 and _agree(d, state)]
    if fitting:
        return fitting[0]
    person = _famous(word, state, role, offices, published)
    if person is not None:
        draft = next((d for d in people if d.known == person.id), None)
        if draft is None:
            draft = cards.new("person", None)
            people.append(draft)
            _know(draft, person, published)
        return draft
    if not span.certain and len(span.name) < 3:
        return None
    if not titles and span.honorific is None and not span.certain and not _repeated(span, people):
        draft = cards.new("person", span.name)
        people.append(draft)
        return draft
    draft = cards.new("person", span.name)
    people.append(draft)
    return draft


def _repeated(span: NameSpan, people: list[Draft]) -> bool:
    return any(key(span.name) in d.words() for d in people)


def _famous(
    name: str,
    state: str | None,
    role: str | None,
    offices: Offices,
    published: dt.date | None,
) -> Person | None:
    """Who is meant by part of a name; None unless the tables leave one answer.

    Those in office that day come first, then leaders of the twenty years before.
    """
    if published is None and state is None and role is None:
        return None
    said = set(name.split())
    now: dict[str, Person] = {}
    once: dict[str, Person] = {}
    for person in offices.by_word(name.rsplit(maxsplit=1)[-1], state):
        if not any(_closes(key(n).split(), name, said, person) for n in
                   (person.name, *person.aliases)):  # fmt: skip
            continue
        for term in person.terms:
            fits = term.role == role if role else term.role in _FAMOUS
            if fits and (published is None or term.covers(published)):
                now[key(person.name)] = _better(now.get(key(person.name)), person)
            elif fits and term.role == "leader" and published and term.end and (
                0 <= (published - term.end).days < _REMEMBERED
            ):
                once[key(person.name)] = _better(once.get(key(person.name)), person)
    found = now or once
    return next(iter(found.values())) if len(found) == 1 else None


def _closes(parts: list[str], name: str, said: set[str], person: Person) -> bool:
    """Whether part of a name is how the press shortens the whole: by the family name."""
    if len(said) > 1:
        return said < set(parts)
    if not parts:
        return False
    return name == (parts[0] if person.state in FAMILY_FIRST else parts[-1])


def _better(one: Person | None, other: Person) -> Person:
    """Of two entries under one name the one that was added by hand."""
    by_hand = any(t.source != "Wikidata" for t in other.terms)
    return other if one is None or by_hand else one


def _agree(draft: Draft, state: str | None) -> bool:
    return state is None or draft.state is None or draft.state == state


def _family(draft: Draft) -> str:
    parts = key(draft.name or "").split() or [""]
    return parts[0] if draft.state in FAMILY_FIRST else parts[-1]


def _know(draft: Draft, person: Person, published: dt.date | None) -> None:
    draft.known = person.id
    draft.fixed = person.name
    serving = [t.state for t in person.terms if t.state and published and t.covers(published)]
    state = person.state if person.state in serving or not serving else serving[-1]
    draft.state = draft.state or state
    draft.gender = draft.gender or person.gender
    draft.roles.update(t.role for t in person.terms if t.role)


def _enter(
    span: NameSpan, titles: list[TitleSpan], draft: Draft, scan: Scan, cards: Cards
) -> None:
    """Note a name's mention and what its titles say of the person."""
    draft.add(span.name)
    if span.honorific in _MALE:
        draft.gender = draft.gender or "m"
    elif span.honorific in _FEMALE:
        draft.gender = draft.gender or "f"
    cards.say(span.start, span.end, draft, "name", "name")
    realm = _realm(span, scan) if titles else None
    near = [t for t in titles if t.end <= span.start]
    for title in titles:
        states = next((t.states for t in titles if t.states), (realm,) if realm else ())
        entitle(draft, title, scan, states)
        cards.say(title.start, title.end, draft, "office", "title of a name", title.head)
    if near:
        start = min(t.start for t in near)
        cards.say(start, span.end, draft, "name", "title and name")


def _realm(span: NameSpan, scan: Scan) -> str | None:
    """The state of "King Abdullah II of Jordan"."""
    i = span.end
    if i + 1 < len(scan.tokens) and scan.tokens[i].lower_ == "of":
        i += 1
        while i + 1 < len(scan.tokens) and scan.tokens[i].lower_ in ("the", "kingdom", "of"):
            i += 1
        nation = scan.nations.get(i)
        if nation is not None and "name" in nation.sense.kinds:
            return nation.sense.state.code
    return None


def entitle(
    draft: Draft, title: TitleSpan, scan: Scan, states: tuple[str, ...] = ()
) -> None:
    """What a title says of the one who bears it: office, state, sector."""
    holders = title.states or states or _implied(title)
    state = holders[0] if len(holders) == 1 else None
    if state and (draft.state is None or not draft.told_state):
        if draft.state not in (None, state) and draft.known:
            draft.known = draft.fixed = None
        draft.state = state
        draft.told_state = True
    draft.heads.add(scan.tokens[title.head].lemma_.lower())
    if title.title.role:
        draft.roles.add(title.title.role)
    draft.sector = draft.sector or title.title.sector
    told = title.title.title
    if told and (title.body or fold(told) not in words.listed("bare-titles")):
        first, last = scan.tokens[title.start], scan.tokens[title.end - 1]
        draft.offices.append(
            ToldOffice(
                _worded(title),
                state or draft.state,
                Extent(first.idx, last.idx + len(last.text)),
                title.former,
                title.body,
            )
        )


def _implied(title: TitleSpan) -> tuple[str, ...]:
    """A secretary of state, without more, is the American; so are those under one."""
    told = title.title.title or ""
    british = " for " in told and told.startswith("Secretary of State")
    american = "Secretary of State" in told or told.startswith(_AMERICAN)
    american = american or fold(title.words).split()[0].rstrip(".") in _CONGRESS
    return ("USA",) if american and not british and not title.body else ()


def _worded(title: TitleSpan) -> str:
    """The title with the body that it is of: "spokesperson of the Department of State"."""
    plain = title.title.title or title.words
    if not title.body or " of " in plain or title.title.role in ("foreign", "trade", "defence"):
        return plain
    body = "Department of State" if title.body == "State Department" else title.body
    article = "" if body.isupper() or " " not in body else "the "
    return f"{plain} of {article}{body}"


def _locate(draft: Draft, span: NameSpan, titles: list[TitleSpan], scan: Scan) -> None:
    """A minister without a country, met in a capital, is of that country.

    "The Secretary met in Muscat with Deputy Foreign Minister Khalifa Al Harthy."
    """
    if not any(
        t.title.role in _NATIONAL and not t.body and t.title.title != "Secretary-General"
        and " of " not in t.words and not t.former
        for t in titles
    ):  # fmt: skip
        return
    if scan.tokens[span.start].dep_ in ("nsubj", "nsubj:pass"):
        return
    sentence = sentence_of(scan.tokens[span.start])
    named = _included(span, scan, sentence.start)
    if named is not None:
        draft.state = named
        return
    codes = {
        nation.sense.state.code
        for i, nation in scan.nations.items()
        if sentence.start <= i < sentence.end
        and nation.sense.kinds & {"capital", "name"}
        and nation.start
        and scan.tokens[nation.start - 1].lower_ == "in"
    }
    if len(codes) == 1:
        draft.state = codes.pop()


def _included(span: NameSpan, scan: Scan, first: int) -> str | None:
    """The state of "UAE officials, including Foreign Minister ..."."""
    i = span.start - 1
    while i > first and scan.tokens[i].lower_ != "including":
        i -= 1
    for j in range(i - 1, max(i - 7, first - 1), -1):
        nation = scan.nations.get(j)
        if i > first and nation is not None and nation.sense.kinds & {"adjective", "name"}:
            return nation.sense.state.code
    return None


def _settle(draft: Draft, offices: Offices, published: dt.date | None) -> None:
    """Once all titles are known: the person of the tables, if the states agree."""
    if draft.known is None and draft.name and len(key(draft.name).split()) > 1:
        person = offices.lookup(draft.name, draft.state, published)
        if person is None and draft.state and draft.offices:
            person = offices.near(draft.name, draft.state)
        if person is not None:
            _know(draft, person, published)
    if draft.known is None and draft.state and draft.name and draft.roles:
        word = key(draft.name)
        for role in sorted(draft.roles):
            person = (
                _spelt(word, draft.state, role, offices, published)
                if " " in word
                else _famous(word, draft.state, role, offices, published)
            )
            if person is not None:
                _know(draft, person, published)
                break


def _spelt(
    name: str, state: str, role: str, offices: Offices, published: dt.date | None
) -> Person | None:
    """The holder of the office whose name differs by a slip: "George Schultz"."""
    if published is None:
        return None
    for person in offices.holders(role, state, published):
        for other in (person.name, *person.aliases):
            theirs = key(other)
            near = fuzz.ratio(name, theirs) >= 86
            if near and (name.split(maxsplit=1)[0] == theirs.split()[0] or fuzz.ratio(
                name.rsplit(maxsplit=1)[-1], theirs.split()[-1]) >= 80):  # fmt: skip
                return person
    return None
