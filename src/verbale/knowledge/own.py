"""A user's own files, and the tables of knowledge with them.

What they add is part of what makes a record: the record keeps the files' texts (`Own`), and
whoever reads reports or puts readings together is handed the `Knowledge` made of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from verbale.errors import KnowledgeError
from verbale.knowledge import acts, directory, issues, people

if TYPE_CHECKING:
    from verbale.knowledge.acts import Lexicon
    from verbale.knowledge.directory import Directory
    from verbale.knowledge.issues import Cues


class OwnFile(msgspec.Struct, frozen=True):
    """A file by its name, without folders, and its text."""

    name: str
    text: str


class Own(msgspec.Struct, frozen=True):
    """A user's files of persons, offices and organisations; of issues; of acts."""

    people: tuple[OwnFile, ...] = ()
    issues: tuple[OwnFile, ...] = ()
    acts: tuple[OwnFile, ...] = ()

    def digests(self) -> dict[str, str]:
        """A digest of each kind of file that there is, by "people", "issues" and "acts"."""
        return {
            kind: hashlib.sha256(msgspec.json.encode(files)).hexdigest()[:16]
            for kind in self.__struct_fields__
            if (files := getattr(self, kind))
        }


class Knowledge(NamedTuple):
    """The tables that reading and building go by."""

    lexicon: Lexicon
    directory: Directory
    cues: Cues


Paths = str | PathLike[str] | Iterable[str | PathLike[str]]


def files(paths: Paths) -> tuple[OwnFile, ...]:
    """The file or files at some paths.

    Raises:
        KnowledgeError: one cannot be read.
    """
    found = []
    for path in [paths] if isinstance(paths, str | PathLike) else paths:
        path = Path(path)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            reason = getattr(problem, "strerror", None) or "it is not UTF-8"
            raise KnowledgeError(f"{path} cannot be read ({reason}); check the path.") from problem
        found.append(OwnFile(path.name, text))
    return tuple(found)


def given(
    people: Paths | None = None,
    issues: Paths | None = None,
    acts: Paths | None = None,
    kept: Own = Own(),  # noqa: B008 - frozen
) -> Own:
    """The files at some paths; of a kind that is not given, those `kept`.

    Raises:
        KnowledgeError: a file cannot be read or breaks its schema.
    """
    told = {"people": people, "issues": issues, "acts": acts}
    own = msgspec.structs.replace(
        kept, **{kind: files(paths) for kind, paths in told.items() if paths is not None}
    )
    if own != Own():
        knowledge(own)
    return own


@lru_cache(maxsize=4)
def knowledge(own: Own = Own()) -> Knowledge:  # noqa: B008 - frozen
    """The shipped tables with a user's own rows, which win where they differ.

    Raises:
        KnowledgeError: a file breaks its schema; the message names file and line.
    """
    known = directory.shipped()
    for file in own.people:
        told = people.parse(file.text, file.name)
        known = known.extended(told.rows, told.bodies, file.name)
    return Knowledge(
        acts.load((file.name, file.text) for file in own.acts),
        known,
        issues.cues(tuple(i for f in own.issues for i in issues.parse(f.text, f.name))),
    )


def kind(file: OwnFile) -> str:
    """What a file is for, by its first line: "people", "issues" or "acts"."""
    lines = (line for line in file.text.splitlines() if line.strip() and not line.startswith("#"))
    columns = set(next(lines, "").split("\t"))
    if "slug" in columns:
        return "issues"
    return "people" if columns & {"name", "title"} else "acts"


def check(path: Path) -> str:
    """What a user's file holds, in a line.

    Raises:
        KnowledgeError: it cannot be read or breaks its schema; the message names file and line.
    """
    (file,) = files(path)
    found = kind(file)
    if found == "people":
        told = people.parse(file.text, file.name)
        return f"people, {_count(len(told.rows), 'term')} of office and " + _count(
            len(told.bodies), "organisation"
        )
    if found == "issues":
        rows = issues.parse(file.text, file.name)
        cues = sum(len(row.cues) + len(row.pairs) for row in rows)
        return f"issues, {_count(len(rows), 'issue')} with {_count(cues, 'cue')}"
    acts.load([(file.name, file.text)])
    rows_of_acts = [ln for ln in file.text.splitlines() if ln.strip() and not ln.startswith("#")]
    return f"acts, {len(rows_of_acts)} entr{'y' if len(rows_of_acts) == 1 else 'ies'}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
