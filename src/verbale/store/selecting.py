"""Which rows of the minutes are meant: the question of a page or an export, as SQL.

Every value is bound, never written into the query.
"""

from __future__ import annotations

import datetime as dt

import msgspec

#: The sort of rows without a date begins so (`rows.flatten`).
UNDATED = "9999-12-31"
#: Words of a query that are looked for, and letters that must stand before a star.
_MOST, _LEAST = 64, 2


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """What a row must hold, all of it.

    `touching`: pairs of role ("state", "pair", "party", "report", "outlet", "event", "issue",
    "about") and value; `without`: pairs that it must not touch. `status`: one, or any of several.
    `since`, `until`: its interval overlaps these days; rows without a date are then left out.
    `prefix`: of the id. `begun`: its first day is known; `ended`: its last day is, or is not.
    `words`: a query of the full text as SQLite takes it, which the row itself or a report that it
    touches must match. `changed`: events that reads after this number changed.
    """

    touching: tuple[tuple[str, str], ...] = ()
    without: tuple[tuple[str, str], ...] = ()
    type: str | None = None
    status: str | tuple[str, ...] | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    prefix: str | None = None
    begun: bool = False
    ended: bool | None = None
    words: str | None = None
    changed: int | None = None

    def sql(self, kind: str) -> tuple[str, list[str | int]]:
        """The condition on `minutes m` and the values to bind."""
        where, values = ["m.kind = ?"], list[str | int]([kind])
        for pairs, lead in ((self.touching, ""), (self.without, "NOT ")):
            for role, value in pairs:
                where.append(
                    f"m.id {lead}IN (SELECT t.id FROM touches t"
                    " WHERE t.role = ? AND t.value = ? AND t.kind = ?)"
                )
                values += [role, value, kind]
        if self.type is not None:
            where.append("m.type = ?")
            values.append(self.type)
        if self.status is not None:
            wanted = (self.status,) if isinstance(self.status, str) else self.status
            where.append(f"m.status IN ({', '.join('?' * len(wanted))})")
            values += wanted
        if self.since is not None:
            where.append("coalesce(m.until, CASE WHEN m.since IS NULL THEN NULL ELSE '9' END) >= ?")
            values.append(self.since.isoformat())
        if self.until is not None:
            where.append("coalesce(m.since, CASE WHEN m.until IS NULL THEN NULL ELSE '0' END) <= ?")
            values.append(self.until.isoformat())
        if self.prefix is not None:
            where.append("substr(m.id, 1, ?) = ?")
            values += [len(self.prefix), self.prefix]
        if self.begun:
            where.append("m.since IS NOT NULL")
        if self.ended is not None:
            where.append(f"m.until IS {'NOT ' if self.ended else ''}NULL")
        if self.words == "":
            where.append("0")  # a query without a word finds nothing
        elif self.words is not None:
            where.append(f"m.id IN ({_FOUND})")
            values += [self.words, kind, kind, self.words]
        if self.changed is not None:
            where.append("m.id IN (SELECT event FROM changes WHERE read > ?)")
            values.append(self.changed)
        return " AND ".join(where), values


#: Ids of rows whose own words match, or that touch a report whose text does.
_FOUND = (
    "SELECT w.id FROM search CROSS JOIN words w ON w.number = search.rowid"
    " WHERE search MATCH ? AND w.kind = ?"
    " UNION SELECT t.id FROM touches t WHERE t.role = 'report' AND t.kind = ? AND t.value IN ("
    "SELECT r.id FROM search CROSS JOIN words w ON w.number = search.rowid"
    " CROSS JOIN reports r ON r.number = CAST(substr(w.id, 2) AS INTEGER)"
    " WHERE search MATCH ? AND w.kind = 'report')"
)


def match(query: str) -> str:
    """A query as FTS5 takes it: every word or quoted phrase as a string, so nothing is syntax.

    A star at the end of a word stays one. At most so many words as a person would type.
    """
    words: list[str] = []
    for i, part in enumerate(query.replace("\0", " ").split('"')):
        for piece in [part] if i % 2 else part.split():
            bare = piece.rstrip("*")
            if any(c.isalnum() for c in bare):
                some = bare != piece and not i % 2 and len(bare) >= _LEAST
                words.append(f'"{bare}"' + (" *" if some else ""))
    return " ".join(words[:_MOST])
