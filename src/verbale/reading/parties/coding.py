"""A phrase for an actor in PLOVER's terms: its country and the sectors it belongs to.

Goes by the tables alone, without a parse, so that any phrase can be coded: "two Chinese
warplanes" is CHN MIL, "Angela Merkel" DEU GOV while she governs and ELI after. Bodies of no
state have PLOVER's codes for a country (UNO, IGO, EUR, NGO).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import msgspec

from verbale.knowledge import bodies, gazetteer, nouns, offices, states, titles, words
from verbale.knowledge.phrases import fold

if TYPE_CHECKING:
    from verbale.knowledge.bodies import Body
    from verbale.knowledge.terms import Person

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SYLLABLE = r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiou]+(?:ng|n)?"
_PINYIN = re.compile(_SYLLABLE + "(?:(?=[^aeiou])" + _SYLLABLE + ")?")
_FORMER = words.listed("former")


class Code(msgspec.Struct, frozen=True):
    """Country and up to two sectors, the first the main one; None where nothing is known."""

    country: str | None = None
    sector: str | None = None
    second: str | None = None


def code(phrase: str, date: dt.date | None = None) -> Code:
    """The code of a phrase on a day, by default today."""
    day = date or dt.date.today()
    text = " ".join(phrase.replace("’", "'").replace(" 's", "'s").split())
    plain = re.sub(r"^(the|a|an)\s+", "", text, flags=re.IGNORECASE)
    whole = _whole(plain, day)
    if whole is not None:
        return whole
    country = _country(text)
    person = _person(plain, country, day)
    if person is not None:
        return holder(person, day)
    former = bool(_FORMER & set(fold(plain).split()[:3]))
    body = _body(plain)
    title = _title(plain)
    noun = _noun(plain)
    found = country or (body.state or body.family if body else None) or _town(plain)
    if body is not None and body.kind == "armed":
        return Code(found, _ruling(body, day))
    if title is not None and noun is not None and _rather(noun, title):
        title = None
    if title is not None and (noun is None or title[1] >= noun[1]):
        sector, second = title[0].sector, title[0].second_sector
        if body is not None and body.sector in ("LEG", "SOC", "EDU", "BUS"):
            sector = body.sector
        elif noun is not None and noun[0].kind == "people" and noun[0].sector == "SOC":
            sector = "SOC"
        if former and sector in ("GOV", "LEG", "MIL", "SPY"):
            return Code(found, "ELI")
        return Code(found, sector, second)
    if former and (noun is not None or body is not None):
        return Code(found, "ELI")
    if body is not None and (noun is None or noun[0].sector in ("GOV", "CVL", body.sector)):
        return Code(found, body.sector)
    if noun is not None:
        return Code(found, noun[0].sector, _second(plain, noun[0].sector))
    if body is not None:
        return Code(found, body.sector)
    if _name(plain):
        return Code(found or _by_name(plain), "CVL")
    return Code(found, "UNK" if plain[:1].islower() or found else None)


def _rather(noun: tuple[nouns.Noun, int], title: tuple[titles.Title, int]) -> bool:
    """Whether the noun says more than the title: "intelligence agency officer", "inspectors"."""
    if noun[0].sector in ("GOV", None):
        return False
    return title[1] == noun[1] or (title[0].title is None and noun[1] < title[1])


# --- a phrase as a whole ----------------------------------------------------------------------


def _whole(plain: str, day: dt.date) -> Code | None:
    if fold(plain) in words.listed("pronouns"):
        return Code(None, "UNK")
    body = bodies.by_name(plain)
    if body is not None:
        return Code(body.state or body.family, _ruling(body, day))
    sense = states.names().get(plain)
    if sense is not None:
        if "region" in sense.kinds and len(sense.kinds) == 1:
            parted = fold(plain) in words.listed("breakaway") or plain in _breakaway()
            return Code(sense.state.code, "PRE" if parted else None)
        if sense.kinds & {"name", "adjective"}:
            last = nouns.find(fold(plain).split()[-1]) if " " in plain else None
            governs = last is not None and "authority" in last.words
            return Code(sense.state.code, "GOV" if governs else None)
        if sense.kinds & {"capital", "seat"}:
            return Code(sense.state.code, "GOV")
        return Code(sense.state.code, "CVL")
    sites = gazetteer.towns(plain) if plain[:1].isupper() else ()
    if sites and not offices.table().names.get(plain):
        return Code(sites[0].country, "CVL")
    return None


def _breakaway() -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in words.listed("breakaway"))


def _ruling(body: Body, day: dt.date) -> str | None:
    """The sector of a body on a day: those who rule a country are its government."""
    for since, until in body.rules:
        if since <= day.isoformat() and (not until or day.isoformat() <= until):
            return "GOV"
    return body.sector


def _country(text: str) -> str | None:
    """The first state named; after "to" and "for" only where no other is."""
    late: str | None = None
    for hit in states.names().find(text):
        before = text[: hit.start].rstrip().lower()
        if re.search(r"\b(to|for|in|against)( the)?$", before):
            late = late or hit.value.state.code
            continue
        return hit.value.state.code
    return late


def _town(plain: str) -> str | None:
    """The country of a town or region in the phrase: "Shanghai police"."""
    for match in re.finditer(r"[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?", plain):
        for name in (match.group(), match.group().split()[0]):
            region = gazetteer.named().get(name)
            if region is not None and region.country:
                return region.country
            sites = gazetteer.towns(name)
            if sites and sites[0].people > 300_000:
                return sites[0].country
    return None


# --- persons ----------------------------------------------------------------------------------


def _person(plain: str, country: str | None, day: dt.date) -> Person | None:
    table = offices.table()
    for hit in table.names.find(plain):
        people = [table.people[i] for i in hit.value]
        fitting = [p for p in people if country in (None, p.state)] or people
        return max(fitting, key=lambda p: _standing(p, day))
    last = _WORD.findall(plain)[-1:]
    if not last or not last[0][0].isupper() or bodies.by_name(plain) is not None:
        return None
    told = _title(plain)
    if told is None and " " in plain.strip():
        return None
    best = []
    for person in table.by_word(last[0], country):
        for term in person.terms:
            fits = told is not None and told[0].role in (None, term.role)
            named = (
                told is not None
                and told[0].title is not None
                and (term.title.split()[:2] == told[0].title.split()[:2])
            )
            high = term.role in ("leader", "foreign", "defence") and (fits or term.role == "leader")
            if high or named:
                best.append((term.covers(day), term.start or dt.date.min, person))
                break
    return max(best, key=lambda b: b[:2], default=(0, 0, None))[2]


def _standing(person: Person, day: dt.date) -> tuple[int, int]:
    """Of persons of one name those count who are in office, and those told of by hand."""
    own = sum(t.source == "public record" for t in person.terms)
    return own, sum(t.covers(day) for t in person.terms)


def holder(person: Person, day: dt.date) -> Code:
    """Country and sectors of one who held offices: those of the day, else of the elite."""
    current = [t for t in person.terms if t.covers(day)]
    state = person.state or (current[-1].state if current else None)
    if not current:
        return Code(state, "ELI")
    latest = max(current, key=lambda t: t.start or dt.date.min)
    told = titles.normalise(latest.title)
    sector = told.sector if told else "GOV"
    inside = _body(latest.title)
    if latest.role == "military":
        sector = "MIL"
    elif (
        inside is not None
        and inside.sector in ("SPY", "COP", "LEG", "MIL")
        and not latest.title.startswith("Secretary-General")
    ):
        sector = inside.sector
    return Code(state, sector, told.second_sector if told else None)


def _name(plain: str) -> bool:
    found = _WORD.findall(plain)
    return len(found) > 1 and all(w[0].isupper() for w in found)


def _by_name(plain: str) -> str | None:
    """The country that a name alone gives away: family name and given name in Pinyin."""
    found = fold(plain).split()
    family = len(found) == 2 and found[0] in words.listed("chinese-family-names")
    return "CHN" if family and _PINYIN.fullmatch(found[1]) else None


# --- bodies, titles and nouns -----------------------------------------------------------------


def _body(plain: str) -> Body | None:
    return next((hit.value for hit in bodies.names().find(plain)), None)


def _title(plain: str) -> tuple[titles.Title, int] | None:
    """The title of the phrase and where its head stands; before an "of" it is the phrase's."""
    told = list(titles.heads().find(plain))
    if not told:
        return None
    first = told[0]
    stop = re.search(r" (?:of|to|for|in|at|on)\b", plain[first.end :])
    if stop and told[-1].start > first.end + stop.start():
        told = [h for h in told if h.start <= first.end + stop.start()]
    head = told[-1]
    words_before = plain[: head.end]
    for hit in states.names().find(words_before):
        words_before = words_before.replace(plain[hit.start : hit.end], " ")
    title = titles.normalise(" ".join(words_before.replace("'s", " ").split())) or titles.Title(
        head.value.title, head.value.role, head.value.sector
    )
    return title, head.start


def _noun(plain: str) -> tuple[nouns.Noun, int] | None:
    """The last noun for an actor before any "of" or "in", and where it stands."""
    stop = re.search(r" (?:to|in|at|on|with|from|for)\b", plain)
    part = plain[: stop.start()] if stop else plain
    of = re.search(r" of\b", part)
    spans = [(0, of.start()), (of.end(), len(part))] if of else [(0, len(part))]
    weak: tuple[nouns.Noun, int] | None = None
    for low, high in spans:
        said = list(_WORD.finditer(part[low:high]))
        for size in (3, 2, 1):
            for i in range(len(said) - size, -1, -1):
                piece = " ".join(fold(m.group()).removesuffix("'s") for m in said[i : i + size])
                entry = nouns.find(piece, singular(piece))
                if entry is None:
                    continue
                found = (entry, low + said[i].start())
                if fold(said[-1].group()) in ("group", "team", "members", "member") or (
                    size == 1 and piece in ("group", "team", "members", "member", "side")
                ):
                    weak = weak or found
                    continue
                return found
    return weak


def singular(noun: str) -> str:
    """An English noun without its plural ending, good enough to find it in a table."""
    for end, new in (("ies", "y"), ("men", "man"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"),
                     ("xes", "x"), ("s", "")):  # fmt: skip
        if noun.endswith(end) and len(noun) > len(end) + 2 and not noun.endswith("ss"):
            return noun[: -len(end)] + new
    return noun


def _second(plain: str, sector: str | None) -> str | None:
    return "OPP" if sector == "CVL" and re.search(r"protest|politic", plain) else None
