"""Persons of a report: who bears which name and which title.

Full names are gathered first, over the whole report, so that a headline's "Blinken" finds the
"Antony Blinken" of the text. A name alone then goes to the person with that name, or to one
of the tables who was in office at the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge.terms import key
from verbale.reading.parties.entitling import RANK, entitle, locate, realm
from verbale.reading.parties.identifying import ADMINISTRATIONS, Identifier, gender_of
from verbale.reading.parties.naming import style

if TYPE_CHECKING:
    import datetime as dt

    from spacy.tokens import Token

    from verbale.reading.parties.drafts import Cards, Draft
    from verbale.reading.parties.ground import NameSpan, TitleSpan
    from verbale.reading.parties.scan import Scan

_COMMA = frozenset({",", "(", "—", "–"})
_ARTICLES = frozenset({"the", "his", "her"})
_OWNER = 6  # words of the longest name with an office of an owner
#: Titles that stand before a name whatever its bearer's office: "the emir's son, Prince Khalid".
_STYLES = frozenset({RANK, "Prince", "Ambassador"})
#: Officials who are told of first and named then.
_SPEAKERS = frozenset({"official", "diplomat", "aide", "adviser", "advisor", "envoy", "minister"})
_CLOSING = frozenset({",", ".", ")", "—"})


def gather(scan: Scan, cards: Cards, published: dt.date | None) -> None:
    """Put the persons named in the report, with their titles, among the cards."""
    found = [(span, _titles(scan, span)) for span in scan.names]
    who = Identifier(cards, scan.offices, published, scan.home)
    placed: dict[int, Draft] = {}
    for span, titles in found:
        if len(key(span.name).split()) > 1:
            placed[span.start] = who.full(span, titles)
    for span, titles in found:
        if span.start not in placed:
            draft = who.single(span, titles, _administration(scan, span))
            if draft is not None:
                placed[span.start] = draft
    for span, titles in found:
        if span.start in placed:
            _enter(span, titles, placed[span.start], scan, cards)
    for draft in who.people:
        who.settle(draft)
    named: dict[int, Draft] = {}
    ends = {span.end: placed[span.start] for span, _ in found if span.start in placed}
    for span, titles in found:
        draft = placed.get(span.start)
        if draft is None:
            continue
        if draft.state is None and titles and not _of_somebody(titles, scan):
            draft.state = (
                _owner(titles, scan, ends)
                or locate(draft, span, titles, scan, named)
                or _told_before(span, titles, scan)
            )
            who.settle(draft)
        named[span.end] = draft


def _administration(scan: Scan, span: NameSpan) -> bool:
    """Whether a name stands for those who governed: "the Clinton administration"."""
    after = scan.tokens[span.end : span.end + 1]
    return bool(after) and after[0].lower_ in ADMINISTRATIONS


def _titles(scan: Scan, span: NameSpan) -> list[TitleSpan]:
    """The titles that a name bears: those before it and those in apposition to it."""
    tokens = scan.tokens
    found: list[TitleSpan] = []
    before = scan.title_before(span)
    if before is not None and not before.plural and before.end >= span.start - 3:
        found.append(before)
        found.extend(_chained(scan, before, apposed=before.end < span.start))
        found.extend(_ranked(scan, span, found))
        found.sort(key=lambda t: t.title.title in _STYLES)  # an office tells more than a rank
    i = span.start - 1
    while i > 0 and (style(tokens[i]) or (i < span.start - 1 and tokens[i].lower_ in _ARTICLES)):
        i -= 1  # "the minister, the Hon. Ann Lee,"
    if not found and i > 0 and tokens[i].text == ",":
        title = scan.title_at(tokens[i - 1])
        closes = span.end < len(tokens) and tokens[span.end].text in _CLOSING
        whose = title is not None and title.start > 0 and _whose(tokens[title.start - 1])
        told = title is not None and not title.plural and (title.states or title.body or whose)
        told = told or (title is not None and _introduced(scan, title))
        if title is not None and told and closes and title.end == i:
            found.append(title)
    i = span.end
    if i < len(tokens) and tokens[i].text in _COMMA:
        i += 1
        while i < len(tokens) and tokens[i].lower_ in ("the", "a", "an", "his", "her"):
            i += 1
        i = _past_owner(scan, i)
        title = scan.title_at(tokens[i]) if i < len(tokens) else None
        own = title is not None and title.start <= i and not title.plural
        if (
            title is not None
            and own
            and not (_named(scan, title) or _opens_clause(scan, title) or _in_a_row(scan, title))
        ):
            found.append(title)
    return found


def _past_owner(scan: Scan, i: int) -> int:
    """Where the office begins of "Ann Lee, President Vos's deputy": past the name of its owner."""
    j = i
    while j < min(i + _OWNER, len(scan.tokens)) and scan.tokens[j].text[0].isupper():
        j += 1
    if i < j < len(scan.tokens) - 1 and scan.tokens[j].tag_ == "POS" and j - 1 not in scan.nations:
        title = scan.title_at(scan.tokens[j + 1])
        return j + 1 if title is not None and title.start == j + 1 else i
    return i


def _owned(scan: Scan, start: int, span: NameSpan) -> int:
    """Where an office behind a name begins with its owner: "Ann Lee, President Vos's deputy"."""
    owned = scan.tokens[start - 1].tag_ == "POS" and start - 1 not in scan.nations
    comma = span.end + 1
    return comma if owned and scan.tokens[span.end].text in _COMMA and comma < start else start


def _of_somebody(titles: list[TitleSpan], scan: Scan) -> bool:
    """Whether an office is told by whose it is, who is looked for later: "head of his office"."""
    return any(scan.tokens[i].tag_ == "PRP$" for t in titles for i in range(t.start, t.end))


def _owner(titles: list[TitleSpan], scan: Scan, people: dict[int, Draft]) -> str | None:
    """The state of those whose spokesman or deputy somebody is: "Maas's spokesman Jan Roth"."""
    for title in titles:
        i = title.start - 1
        if i < 1 or scan.tokens[i].tag_ != "POS":
            continue
        owner, office = people.get(i), scan.title_at(scan.tokens[i - 1])
        if owner is not None and owner.state:
            return owner.state
        if owner is None and office is not None and len(office.states) == 1:
            return office.states[0]
    return None


def _introduced(scan: Scan, title: TitleSpan) -> bool:
    """Whether a report introduces somebody by an office: "a spokesman, Jan Roth, said"."""
    first = scan.tokens[title.start - 1] if title.start else None
    speaks = title.title.role == "spokesperson" or scan.tokens[title.head].lower_ in _SPEAKERS
    return first is not None and first.lower_ in ("a", "an", "one") and speaks and not title.plural


def _told_before(span: NameSpan, titles: list[TitleSpan], scan: Scan) -> str | None:
    """Whose the minister of "the minister, Ann Lee," is: the last state that one was told of."""
    for title in titles:
        if title.end > span.start or not _definite(scan.tokens[title.start - 1]):
            continue
        word = scan.tokens[title.head].lemma_
        for other in sorted(scan.titles, key=lambda t: -t.start):
            same = scan.tokens[other.head].lemma_ == word and not other.plural
            if other.end < title.start and same and other.states:
                return other.states[0]
    return None


def _definite(word: Token) -> bool:
    return word.lower_ in ("the", "their", "its")


def _whose(word: Token) -> bool:
    """Whether a word before an office makes it that of one: "the", "her", "Maas's"."""
    return _definite(word) or word.tag_ in ("POS", "PRP$")


def _chained(scan: Scan, title: TitleSpan, apposed: bool) -> list[TitleSpan]:
    """Titles joined to one by "and": "Vice President and Foreign Minister Marta Ramírez".

    "The Vice President and Foreign Minister Ramírez" are two, for a title with a name and no
    comma bears no article.
    """
    i = title.start - 1
    if i >= 1 and scan.tokens[i].lower_ in ("and", "/", "&"):
        i -= 1
    other = scan.title_at(scan.tokens[i]) if i >= 0 else None
    if other is None or other.plural or other.end != i + 1:
        return []
    article = other.start > 0 and scan.tokens[other.start - 1].lower_ == "the"
    if article and not apposed and not other.states:
        return []
    return [other, *_chained(scan, other, apposed)]


def _ranked(scan: Scan, span: NameSpan, titles: list[TitleSpan]) -> list[TitleSpan]:
    """The office of "Chad's defence minister, Gen. Ali Sani,", where a rank comes between."""
    first = min(titles, key=lambda t: t.start)
    i = first.start - 1
    if first.states or first.title.title not in _STYLES or i < 1 or scan.tokens[i].text != ",":
        return []
    title = scan.title_at(scan.tokens[i - 1])
    if title is None or title.plural or title.end != i:
        return []
    definite = title.start > 0 and _whose(scan.tokens[title.start - 1])
    closes = span.end < len(scan.tokens) and scan.tokens[span.end].text in _CLOSING
    told = title.states or title.body or definite
    return [title] if told and (closes or not definite) else []


def _opens_clause(scan: Scan, title: TitleSpan) -> bool:
    """Whether a title is the subject of what follows: "after talks with X, the king flew home"."""
    head = scan.tokens[title.head]
    closed = title.end < len(scan.tokens) and scan.tokens[title.end].text in (",", ")", "—", "–")
    return head.dep_ in ("nsubj", "nsubj:pass") and head.head.i > title.head and not closed


def _in_a_row(scan: Scan, title: TitleSpan) -> bool:
    """Whether a headline names one more: "Prime Minister Lee, Fijian leader meet"."""
    after = scan.tokens[title.end : title.end + 1]
    return bool(after) and after[0].tag_ in ("VBP", "VB")


def _named(scan: Scan, title: TitleSpan) -> bool:
    """Whether a name follows the title right away."""
    return any(
        span.start in (title.end, title.end + 1) and not scan.tokens[span.start].is_sent_start
        for span in scan.names
    )


def _enter(span: NameSpan, titles: list[TitleSpan], draft: Draft, scan: Scan, cards: Cards) -> None:
    """Note a name's mention and what its titles say of the person."""
    draft.add(span.name)
    draft.gender = draft.gender or gender_of(span.honorific)
    cards.say(span.start, span.end, draft, "name", "name")
    land = realm(span, scan)
    if land and not titles and draft.state is None:
        draft.state = land
    near = [t for t in titles if t.end <= span.start]
    for title in titles:
        states = next((t.states for t in titles if t.states), (land,) if land else ())
        entitle(draft, title, scan, states)
        first = _owned(scan, title.start, span) if title.start > span.end else title.start
        cards.say(first, title.end, draft, "office", "title of a name", title.head)
    if near:
        start = min(t.start for t in near)
        cards.say(start, span.end, draft, "name", "title and name")
