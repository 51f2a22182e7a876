"""The stage: one report's text in, its marks out."""

from __future__ import annotations

import re

from verbale.cleaning import credits, days, furniture, stamps, updates
from verbale.cleaning.layout import Unit, merged
from verbale.cleaning.page import LEADS, Page
from verbale.knowledge.agencies import named
from verbale.knowledge.furniture import furniture as table
from verbale.records import Extent, Marks, Report

_TITLE_WORDS = range(3, 31)
_SENTENCE_END = re.compile(r"[.;:,…][\"”’')\]]*$")
_ISSUER = re.compile(
    r"(?:office|department|ministry|embassy|bureau) of\b.*"
    r"|(?:press release|media note|readout|statement|fact sheet|remarks|transcript)s?\W*",
    re.IGNORECASE,
)


def clean(report: Report) -> Marks:
    """Mark what in `report.text` is furniture, captions and credits, and read the credits.

    Extents are offsets in `report.text`, half open; nothing is rewritten.
    """
    page = Page(report)
    _known_forms(page)
    byline = _bylines(page)
    _header(page)
    _wake(page)
    title = _title(page, report)
    line = _dateline(page)
    agency, agency_span = _agency(page, report, line, byline)
    page.boilerplate += furniture.other_scripts(report.text)
    _within(page)
    relies_on = _relies_on(page, agency)
    stated = line.date if line else None
    if page.stamps and (stated is None or not days.has_year(report.text, stated)):
        stated = page.stamps[0]
    if stated is None or not days.has_year(report.text, stated):
        stated = days.apart(page) or stated
    if stated is None and page.days:
        stated = page.days[0]
    captions = merged([page.units[i].extent for i, kind in page.kinds.items() if kind == "caption"])
    named_by = byline[1] if byline else None
    return Marks(
        boilerplate=_without(merged(page.boilerplate), captions),
        captions=captions,
        title=title,
        byline=byline[0] if byline else None,
        byline_name=named_by or (report.byline if byline is None else None),
        dateline=line.extent if line else None,
        dateline_place=line.place if line else credits.place_of(report.dateline),
        dateline_date=stated,
        agency=agency,
        agency_span=agency_span,
        relies_on=relies_on,
        clocks=tuple(sorted(page.clocks)),
        update=updates.read(
            report.text[title.start : title.end] if title else report.title,
            (unit.text for unit in page.units[: 2 * LEADS]),
        ),
    )


def _known_forms(page: Page) -> None:
    counts = []
    for index, unit in enumerate(page.units):
        kind = furniture.fits(table().lines, unit)
        if kind == "counts":
            counts.append(index)
            continue
        if kind is None and furniture.fits(table().credits, unit):
            kind = "photo credit"
            page.credited += credits.photo_supplier(unit)
        if kind is None and furniture.is_menu(unit):
            kind = "menu"
        if kind == "stamp":
            found = stamps.FULL_DATE.search(unit.text)
            if found:
                known = page.stamps if re.search(r"\d{4}", found.group()) else page.days
                known.append(Extent(unit.start + found.start(), unit.start + found.end()))
        if kind is None and furniture.is_caption(unit):
            kind = "caption"
        if kind is not None:
            page.claim(index, kind)
    for index in counts:
        if _alone(page, index):
            page.claim(index, "counts")


def _alone(page: Page, index: int) -> bool:
    """Whether blank lines, furniture or the text's ends part a line of figures from the rest:
    a line between others is a table's."""
    unit = page.units[index]
    before = page.units[index - 1].end if index else 0
    after = page.units[index + 1].start if index + 1 < len(page.units) else len(page.text)
    above = index == 0 or page.kinds.get(index - 1) or "\n\n" in _gap(page.text, before, unit.start)
    below = (
        index + 1 == len(page.units)
        or page.kinds.get(index + 1)
        or "\n\n" in _gap(page.text, unit.end, after)
    )
    return bool(above and below)


def _gap(text: str, start: int, end: int) -> str:
    return re.sub(r"[^\S\n]|\r", "", text[start:end])


def _bylines(page: Page) -> tuple[Extent, str | None] | None:
    """Claim the bylines; the first that names a person is the report's."""
    found = []
    prose = [index for index in page.body() if furniture.is_prose(page.units[index])]
    first, last = (prose[0], prose[-1]) if prose else (0, 0)
    for index in page.body():
        if first < index < last and index > LEADS:
            continue
        line = credits.byline(page.units[index])
        if line:
            dated = stamps.date_line(page.units[index], credits.is_place)
            if dated and days.has_year(page.text, dated.date):
                page.stamps.append(dated.date)
            page.claim(index, "byline")
            page.credited += credits.based_on(page.units[index])
            found.append(line)
    return next((line for line in found if line[1]), found[0] if found else None)


def _header(page: Page) -> None:
    """Before the lead: the page's clock, counts with a label, names of sections."""
    lead = next((i for i in page.body() if furniture.is_prose(page.units[i])), 0)
    top = [i for i in range(lead) if i not in page.kinds]
    for index in top:
        unit = page.units[index]
        stamp = days.line_date(page, index)
        if stamp:
            weather = days.by_weather(page, index)
            titled = any(_could_be_title(page.units[i]) for i in top if i < index)
            if not days.has_year(page.text, stamp.date):
                # a page that draws its own clock draws the year
                if not weather:
                    page.days.insert(0, stamp.date)
            elif weather or (not titled and days.is_clock(page, index, stamp)):
                page.clocks.append(stamp.date)
            else:
                page.stamps.insert(0, stamp.date)
            page.claim(index, "clock")
        elif _alone(page, index) and (furniture.is_tag_count(unit) or furniture.is_sectional(unit)):
            page.claim(index, "counts")
        elif heading := stamps.heading_date(unit):
            page.stamps.append(heading)
    for index in top:
        beside = {page.kinds.get(index - 1), page.kinds.get(index + 1)}
        if index not in page.kinds and "clock" in beside and days.is_place(page.units[index]):
            page.claim(index, "place")


def _wake(page: Page) -> None:
    """Claim headings of story lists, and the headlines that follow one at the page's end."""
    last = max((i for i in page.body() if furniture.is_prose(page.units[i])), default=-1)
    ended = False
    for index in range(len(page.units)):
        unit = page.units[index]
        if index not in page.kinds and furniture.fits(table().footers, unit):
            page.claim(index, "footer")
        if index <= last:
            continue
        if page.kinds.get(index) in ("footer", "invitation", "comments"):
            ended = True
        elif index in page.kinds:
            continue
        elif ended and unit.words <= 24 and not credits.credit_line(unit):
            page.claim(index, "wake")
        elif (
            last >= 0
            and _alone(page, index)
            and (furniture.is_tag_count(unit) or furniture.is_sectional(unit))
        ):
            page.claim(index, "counts")


def _could_be_title(unit: Unit) -> bool:
    return (
        unit.words in _TITLE_WORDS
        and not _SENTENCE_END.search(unit.text)
        and not _ISSUER.fullmatch(unit.text)
        and any(c.isalpha() for c in unit.text)
    )


def _title(page: Page, report: Report) -> Extent | None:
    body = page.body()
    if not body:
        return None
    for index in body[:3]:
        unit = page.units[index]
        if report.title and " ".join(unit.text.split()) == " ".join(report.title.split()):
            page.claim(index, "title")
            return unit.extent
    first = page.units[body[0]]
    if report.title or len(body) < 2 or not _could_be_title(first) or credits.dateline(first):
        return None
    if not any(furniture.is_prose(page.units[index]) for index in body[1:4]):
        return None
    page.claim(body[0], "title")
    return first.extent


def _dateline(page: Page) -> credits.Dateline | None:
    prose = [i for i in page.body() if page.units[i].words >= 6][:LEADS]
    for index in prose:
        unit = page.units[index]
        skip = credits.label(unit)
        line = credits.dateline(unit, skip)
        if skip and (line or index == prose[0]):
            page.boilerplate.append(Extent(unit.start, unit.start + len(unit.text[:skip].rstrip())))
        if line:
            return line
    return None


def _agency(
    page: Page,
    report: Report,
    line: credits.Dateline | None,
    byline: tuple[Extent, str | None] | None,
) -> tuple[str | None, Extent | None]:
    """The agency whose copy it is: from metadata, dateline, byline, credit line, signature."""
    signed: tuple[str, Extent] | None = None
    body = page.body()
    for index in body[-3:]:
        unit = page.units[index]
        alone = credits.credit_line(unit)
        if alone:
            signed = signed or (alone[0].name, alone[1])
            page.claim(index, "credit")
            continue
    for index in page.body():
        # One inside a report ends a piece that was set into it: it does not sign the whole.
        found = credits.signature(page.units[index])
        if found:
            page.boilerplate.append(found[2])
            if index == page.body()[-1]:
                signed = signed or (found[0].name, found[1])
    if report.agency:
        known = credits.agency_of(report.agency)
        return (known.name if known else report.agency), None
    if line and line.agency:
        return line.agency.name, line.agency_span
    if byline:
        words = page.text[byline[0].start : byline[0].end]
        head = re.split(r"[(\[]|\bwith\b|\bbased on\b", words, flags=re.IGNORECASE)[0]
        agency = credits.agency_of(head)
        if agency:
            at = next(e for e in _named_at(head) if named(head[e.start : e.end], True) == (agency,))
            return agency.name, Extent(byline[0].start + at.start, byline[0].start + at.end)
    if report.byline and (agency := credits.agency_of(report.byline)):
        return agency.name, None
    return signed if signed else (None, None)


def _named_at(words: str) -> list[Extent]:
    from verbale.knowledge.agencies import pattern

    return [Extent(m.start(), m.end()) for m in pattern(loose=True).finditer(words)]


def _within(page: Page) -> None:
    """Invitations at the end of, or in brackets inside, a paragraph of the body."""
    for index in page.body():
        unit = page.units[index]
        for kind in table().within:
            for match in kind.pattern.finditer(unit.text):
                if match.end() > match.start():
                    page.boilerplate.append(
                        Extent(unit.start + match.start(), unit.start + match.end())
                    )


def _relies_on(page: Page, agency: str | None) -> tuple[str, ...]:
    found: list[str] = []
    for index in page.body():
        unit = page.units[index]
        found += (name for _, name in credits.credited(unit.text))
        if index in page.body()[-3:]:
            found += credits.based_on(unit)
    found += page.credited
    return tuple(name for name in dict.fromkeys(found) if name != agency)


def _without(extents: tuple[Extent, ...], holes: tuple[Extent, ...]) -> tuple[Extent, ...]:
    """Those parts of `extents` that no hole covers: no character is marked twice."""
    out: list[Extent] = []
    for extent in extents:
        pieces = [extent]
        for hole in holes:
            pieces = [
                piece
                for one in pieces
                for piece in (
                    Extent(one.start, min(one.end, hole.start)),
                    Extent(max(one.start, hole.end), one.end),
                )
                if piece.start < piece.end
            ]
        out += pieces
    return tuple(out)
