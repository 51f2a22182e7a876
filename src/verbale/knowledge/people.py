"""A user's own file of persons, offices and organisations: ministers change every month.

A table of tab-separated cells under a header line (docs/own-files.md). A row with a `title` is a
person in an office, with the columns of `data/terms.tsv`; one with a `kind` is an organisation,
with those of `data/bodies.tsv`. Its rows win over the shipped ones where they speak of the same
office and time, or of the same name.
"""

from __future__ import annotations

import msgspec

from verbale.errors import KnowledgeError
from verbale.knowledge import states, tables, titles
from verbale.knowledge.bodies import Body
from verbale.knowledge.terms import Row, span

#: Kinds of organisation, with the sector and family that they have unless the row says otherwise.
_KINDS: dict[str, tuple[str | None, str | None]] = {
    "international": (None, "IGO"),
    "ngo": ("SOC", "NGO"),
    "ministry": ("GOV", None),
    "agency": ("GOV", None),
    "military": ("MIL", None),
    "parliament": ("LEG", None),
    "court": ("JUD", None),
    "party": ("PTY", None),
    "armed": ("REB", None),
    "media": ("JRN", None),
    "company": ("BUS", None),
    "university": ("EDU", None),
}


class Line(msgspec.Struct, frozen=True):
    """A line of the file: a person in an office, or an organisation."""

    name: str
    title: str | None = None
    state: str = ""
    start: str = ""
    end: str = ""
    aliases: tuple[str, ...] = ()
    gender: str | None = None
    kind: str | None = None
    sector: str | None = None
    members: tuple[str, ...] = ()
    source: str | None = None


class People(msgspec.Struct, frozen=True):
    """What a file tells: terms of office and organisations."""

    rows: tuple[Row, ...]
    bodies: tuple[Body, ...]


def parse(text: str, name: str) -> People:
    """The rows of a file with that text; `name` is its name in messages.

    Raises:
        KnowledgeError: a row breaks the schema; the message names the line and says what to do.
    """
    rows: list[Row] = []
    bodies: list[Body] = []
    header: str | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{name}, line {number}"
        if header is None:
            header = _header(line, where)
            continue
        told = tables.read([header, line], Line, where)[0]
        _placed(told, where)
        if told.title is None and told.kind is None:
            raise KnowledgeError(
                f"{where}: neither a title nor a kind; a person has the one, say 'Minister of "
                "Foreign Affairs', an organisation the other, say 'armed'"
            )
        if told.kind is not None:
            bodies.append(_body(told, where))
        else:
            rows.append(_row(told, where))
    return People(tuple(rows), tuple(bodies))


def _header(line: str, where: str) -> str:
    tables.read([line], Line, where)
    if "name" not in {cell.strip() for cell in line.split("\t")}:
        raise KnowledgeError(
            f"{where}: no column 'name'; the first line names the columns, parted by tabs: "
            "name, title, state, start, end"
        )
    return line


def _placed(told: Line, where: str) -> None:
    if not told.name:
        raise KnowledgeError(f"{where}: no name; write one under 'name'")
    for code in (told.state, *told.members):
        if code and states.by_code(code) is None:
            named = states.by_name(code)
            hint = f"write {named.code}" if named else "write its ISO 3166-1 alpha-3 code"
            raise KnowledgeError(f"{where}: no state {code!r}; {hint}")


def _row(told: Line, where: str) -> Row:
    title = titles.normalise(told.title or "")
    if title is None:
        raise KnowledgeError(
            f"{where}: {told.title!r} is no title that is known; write it as the field does, "
            "say 'Minister of Foreign Affairs'"
        )
    if told.gender not in (None, "m", "f"):
        raise KnowledgeError(f"{where}: gender is {told.gender!r}; write m, f or nothing")
    try:
        start, end, _ = span(told.start, told.end)
    except ValueError as problem:
        raise KnowledgeError(f"{where}: {problem}") from problem
    if start and end and end < start:
        raise KnowledgeError(f"{where}: the term ends before it starts; swap the dates")
    return Row(
        name=told.name,
        title=title.title or told.title or "",
        state=told.state,
        start=told.start,
        end=told.end,
        aliases=told.aliases,
        gender=told.gender,
        source=told.source,
    )


def _body(told: Line, where: str) -> Body:
    kind = told.kind or ""
    if kind not in _KINDS:
        raise KnowledgeError(f"{where}: no kind {kind!r}; write one of {', '.join(_KINDS)}")
    for column in ("title", "start", "end", "gender"):
        if getattr(told, column):
            raise KnowledgeError(
                f"{where}: an organisation has no {column}; leave the cell empty, or the kind"
            )
    sector, family = _KINDS[kind]
    return Body(
        name=told.name,
        aliases=told.aliases,
        kind=kind,
        state=told.state or None,
        sector=told.sector or sector,
        family=None if told.state else family,
        members=told.members,
    )
