"""Issues: what acts, talks and statements are about.

`data/issues.tsv`, one row an issue: its slug, its name and the cues that name it, from the
politics of 1985 to today. A user's own file of the same columns adds issues and cues.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from verbale.errors import KnowledgeError
from verbale.knowledge import tables
from verbale.knowledge.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterable


class Issue(msgspec.Struct, frozen=True):
    """An issue.

    `not_in` are phrases that hold one of its cues and are no sign of it; `pairs` two lemmas
    ("access + technology") that name it near each other, one of them with a part of speech
    ("arm/VERB") or any word at all ("*") if need be.
    """

    slug: str
    name: str
    cues: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()


@cache
def table() -> tuple[Issue, ...]:
    """Every issue that is shipped."""
    return tables.load("issues.tsv", Issue)


def parse(text: str, name: str) -> tuple[Issue, ...]:
    """A user's own issues, in the columns of the shipped table; `name` is the file's in messages.

    Raises:
        KnowledgeError: a row breaks the schema.
    """
    found = tables.read(text.splitlines(), Issue, name)
    for issue in found:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", issue.slug):
            raise KnowledgeError(
                f"{name}: {issue.slug!r} is no slug; write small letters, digits and hyphens"
            )
        if not issue.cues and not issue.pairs:
            raise KnowledgeError(f"{name}: {issue.slug} has no cues; name the words that tell it")
        for pair in issue.pairs:
            if not all(part.strip() for part in pair.partition("+")):
                raise KnowledgeError(f"{name}: {pair!r} is no pair; write 'access + technology'")
    return found


class Cues:
    """The cues of some issues, ready to be found."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        named: dict[str, dict[str, None]] = {}
        ruled: dict[str, dict[str, None]] = {}
        self.pairs: dict[str, list[tuple[str, str]]] = {}
        for issue in issues:
            for phrases, found in ((issue.cues, named), (issue.not_in, ruled)):
                for phrase in phrases:
                    for form in (phrase, _plural(phrase)):
                        found.setdefault(form, {})[issue.slug] = None
            for pair in issue.pairs:
                first, _, second = (part.strip() for part in pair.partition("+"))
                self.pairs.setdefault(first, []).append((second, issue.slug))
        self.phrases: Phrases[tuple[tuple[str, ...], tuple[str, ...]]] = Phrases()
        for form in sorted(named.keys() | ruled.keys()):
            self.phrases.add(form, (tuple(named.get(form, ())), tuple(ruled.get(form, ()))))


@cache
def cues(own: tuple[Issue, ...] = ()) -> Cues:
    """The cues of the shipped issues and of a user's own."""
    return Cues((*table(), *own))


def _plural(cue: str) -> str:
    """The plural of a cue in small letters; a name stays as it is."""
    last = cue.rsplit(maxsplit=1)[-1]
    if not last[-1].islower() or last[0].isupper() or last.endswith("s"):
        return cue
    if last.endswith("y") and last[-2] not in "aeiou":
        return cue[:-1] + "ies"
    return cue + ("es" if last.endswith(("sh", "ch", "x")) else "s")
