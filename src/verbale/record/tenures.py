"""Who held which office when, as clues to the day of a report that names them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from verbale.knowledge import titles
from verbale.knowledge.terms import Term
from verbale.record.accounts import Account
from verbale.record.clues import HEAD, Clue, sentence
from verbale.record.identity import same_office
from verbale.record.intervals import hull, intersect, width
from verbale.record.roll import Roll
from verbale.records import Extent, Interval, Reading, Referent, Span, ToldOffice

# "The prime minister" is said for some weeks after the term, and before it of one sworn in soon.
GRACE = dt.timedelta(days=45)
# From an election to the office: "President-elect".
ELECTED = dt.timedelta(days=120)
_ELECT = re.compile(r"\b(?:elect|designate)\b", re.IGNORECASE)
# One spoken of as gone, whose office says nothing of the day.
_GONE = re.compile(
    r"\b(?:assassinat\w+|death|died|passing|murder\w*|killing|the late|served|serving|under|"
    r"predecessors?|successor|since|then|when|administration)\b[^.;:\n]{0,40}$"
    r"|\b(?:was|were)\b[^.;:\n]{0,12}$",
    re.IGNORECASE,
)
_GONE_AFTER = re.compile(r"^['’]s? (?:assassination|death|killing|murder)", re.IGNORECASE)
_BEFORE = 45


def term_clues(reading: Reading, roll: Roll) -> list[Clue]:
    """Persons named with an office held it.

    Those of the head count first, then those who act in the report; others may belong to former
    days, as "President" is said of one long out of office. A term that does not overlap those
    taken already is left out.
    """
    clues: list[Clue] = []
    firm = known = Interval()
    for party_id, told in _named(reading, roll):
        spans = [
            (t, *_spans(t, told, reading))
            for t in roll.offices.terms(party_id)
            if _same(t, told) and (t.start or t.end)
        ]
        fitting = [s for s in spans if (both := intersect(firm, s[1])) and width(both) > 0]
        if len(fitting) > 1:
            clues.append(_in_one_of(fitting, told, reading, roll.party(party_id).name))
        if len(fitting) != 1:
            continue
        ((term, strict, loose),) = fitting
        both = intersect(known, loose)
        firm = intersect(firm, strict) or firm
        if both is None or both == known:
            continue
        known = both
        name = roll.party(party_id).name
        clues.append(
            Clue(
                loose,
                "terms",
                f"{name} was {told.title} {_ends(term)}",
                Span(reading.report.id, told.at.start, told.at.end),
            )
        )
    return clues


def _in_one_of(
    fitting: Sequence[tuple[Term, Interval, Interval]],
    told: ToldOffice,
    reading: Reading,
    name: str,
) -> Clue:
    """Who held an office more than once was named by it in one of those terms."""
    options = tuple(sorted({loose for _, _, loose in fitting}, key=_first))
    terms = sorted((term for term, _, _ in fitting), key=lambda t: _first(Interval(t.start)))
    return Clue(
        hull(options),
        "terms",
        f"{name} was {told.title} " + " and ".join(_ends(term) for term in terms),
        Span(reading.report.id, told.at.start, told.at.end),
        options,
    )


def _first(days: Interval) -> dt.date:
    return days.start or dt.date.min


def _ends(term: Term) -> str:
    """ "from 2018-04-26 to 2021-01-20"."""
    since = term.start.isoformat() if term.start else "?"
    return f"from {since} to {term.end.isoformat() if term.end else 'today'}"


def _named(reading: Reading, roll: Roll) -> Iterator[tuple[str, ToldOffice]]:
    """Persons with the offices that the report gives them, those of its head first."""
    acting = {i for told in reading.events for i in (*told.actors, *told.recipients)}
    acting |= {q.speaker for q in reading.statements if q.speaker is not None}
    found = []
    for referent in reading.cast.referents:
        for party_id in roll.of(reading, referent.index):
            offices = referent.offices or _as_counterpart(referent, party_id, reading, roll)
            for told in offices:
                in_head = told.at.start < HEAD
                if told.former or not (in_head or referent.index in acting):
                    continue
                if not _gone(reading.report.text, told):
                    found.append((not in_head, told.at.start, party_id, told))
    for _, _, party_id, told in sorted(found, key=lambda f: f[:3]):
        yield party_id, told


def _as_counterpart(
    referent: Referent, party_id: str, reading: Reading, roll: Roll
) -> tuple[ToldOffice, ...]:
    """The office of one who is named as the counterpart of an official: "Foreign Minister X met
    his Greek counterpart, Y"."""
    if referent.kind != "person" or referent.name is None:
        return ()
    text = reading.report.text
    for mention in reading.cast.mentions:
        if mention.referent != referent.index or mention.form != "counterpart":
            continue
        start, _ = sentence(text, mention.start, mention.end)
        before = [
            told
            for other in reading.cast.referents
            if other.index != referent.index
            for told in other.offices
            if start <= told.at.start and told.at.end <= mention.start
        ]
        if not before:
            continue
        of = max(before, key=lambda told: told.at.start)
        post = titles.normalise(of.title)
        if post is None or post.role is None or of.former:
            return ()
        held = {t.title for t in roll.offices.terms(party_id) if t.role == post.role}
        if len(held) > 1:
            held = {title for title in held if same_office(title, of.title)}
        if len(held) != 1:
            return ()
        return (ToldOffice(held.pop(), referent.state, Extent(mention.start, mention.end)),)
    return ()


def _gone(text: str, told: ToldOffice) -> bool:
    before = text[max(0, told.at.start - _BEFORE) : told.at.start]
    return bool(_GONE.search(before) or _GONE_AFTER.match(text[told.at.end : told.at.end + 20]))


def _same(term: Term, told: ToldOffice) -> bool:
    """Whether a term is of the office that is told: a spokesperson is named without the body."""
    if same_office(term.title, told.title):
        return True
    known = titles.normalise(told.title)
    return term.role == "spokesperson" and known is not None and known.role == term.role


def _spans(term: Term, told: ToldOffice, reading: Reading) -> tuple[Interval, Interval]:
    """The days of a term, and the days on which one may be named by it."""
    text = reading.report.text
    if _ELECT.search(text[max(0, told.at.start - 10) : told.at.end + 12]) and term.start:
        ahead = Interval(term.start - ELECTED, term.start)
        return ahead, ahead
    start = term.start
    if term.end is None and term.seen is not None:
        start = None  # a list of those in office has the start of the last of their terms
    loose = Interval(start - GRACE if start else None, term.end + GRACE if term.end else None)
    return Interval(start, term.end), loose


def held(account: Account, reading: Reading, roll: Roll, known: Interval) -> Interval:
    """The part of `known` in which all who took part held the offices that the text gives them."""
    for index in (*account.told.actors, *account.told.recipients):
        referent = reading.cast.referents[index]
        for party_id in roll.of(reading, index):
            for told in referent.offices:
                if told.former:
                    continue
                for term in roll.offices.terms(party_id):
                    if _same(term, told):
                        known = intersect(known, _spans(term, told, reading)[0]) or known
    return known
