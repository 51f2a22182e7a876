"""What each page holds, as values: the JSON twin of a page is its value, written out."""

from __future__ import annotations

import msgspec

from verbale.records import (
    Event,
    Party,
    Plan,
    ReportEntry,
)
from verbale.views.web.marking import Run


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """A name that leads somewhere; `count` says how much is there."""

    text: str
    href: str
    count: int | None = None
    on: bool = False


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event in a line of a timeline; `kind`: what it is, in a word ("visit", "accusation")."""

    id: str
    href: str
    sign: str
    status: str
    type: str
    kind: str
    quad: int
    date: str
    interval: str
    headline: str
    sources: str
    conflicts: tuple[str, ...] = ()
    note: str | None = None


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """Words of a report, in their sentence, from which a field was read.

    `also`: other reports that carry the same words.
    """

    before: str
    words: str
    after: str
    source: str
    href: str
    also: tuple[Link, ...] = ()


class Phrase(msgspec.Struct, frozen=True):
    """A piece of an event's sentence; `field` names the evidence behind it."""

    text: str
    field: str | None = None


class FieldRow(msgspec.Struct, frozen=True):
    """A field of an event: its name and value in words, the rule that read it, its evidence."""

    field: str
    label: str
    value: str
    rule: str | None
    evidence: tuple[Evidence, ...]


class Answer(msgspec.Struct, frozen=True):
    """One of the answers that reports give to one question."""

    value: str
    reports: tuple[Link, ...]


class Clash(msgspec.Struct, frozen=True):
    """A conflict, with what it is about."""

    id: str
    about: Link
    field: str
    answers: tuple[Answer, ...]


class Words(msgspec.Struct, frozen=True, omit_defaults=True):
    """A statement as a page quotes it."""

    id: str
    speaker: Link | None
    text: str
    kind: str
    href: str
    source: str = ""
    date: str = ""
    relayed_by: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()


class ChannelRow(msgspec.Struct, frozen=True):
    """A line of contact in words."""

    pair: str
    href: str
    name: str
    contacts: int
    last: Link | None
    next: Link | None
    silence: str
    overdue: bool
    remarks: tuple[Words, ...] = ()


class Accounts(msgspec.Struct, frozen=True):
    """What sides said on one issue, in the order of the sides; `issue` is empty for all else."""

    issue: str
    sides: tuple[tuple[Words, ...], ...]


class Sides(msgspec.Struct, frozen=True):
    """What each side said, issue by issue, each statement once."""

    names: tuple[str, ...]
    issues: tuple[Accounts, ...]


class SourceRow(msgspec.Struct, frozen=True):
    """A report that tells of an event; `copies` are reports that carry the same copy."""

    link: Link
    status: str
    copies: tuple[CopyRow, ...] = ()


class CopyRow(msgspec.Struct, frozen=True):
    """Another report of the same copy, and which of the two has it from the other.

    `direction`: "source" (this report has it from that one), "copy" (that one from this), or
    `None` where nothing shows it; `because`: "credited", "earlier" or "fuller".
    """

    link: Link
    direction: str | None = None
    because: str | None = None


class Change(msgspec.Struct, frozen=True):
    """Words of an older text, and those of the newer one that stand in their place.

    With a few words `before` and `after`; `old` or `new` is empty where words came or went.
    """

    before: str
    old: str
    new: str
    after: str


class Told(msgspec.Struct, frozen=True):
    """An event that two texts tell otherwise: `how` is "new", "gone" or "changed".

    `fields`: name, value in the older and value in the newer text, of a changed one.
    """

    how: str
    headline: str
    fields: tuple[tuple[str, str, str], ...] = ()


class Version(msgspec.Struct, frozen=True):
    """A text and the one that it takes the place of, or takes up.

    `relation`: "replaced" (the newer one counts in the place of the older), or "updated" (a wire
    took up its own story). `changes`: the first of `edits`.
    """

    relation: str
    old: Link
    new: Link
    edits: int
    changes: tuple[Change, ...]
    told: tuple[Told, ...]


class Overview(msgspec.Struct, frozen=True):
    """The front page; `since` offers what `latest` may go back to, `fresh` counts what is new."""

    since: tuple[Link, ...]
    fresh: int
    latest: tuple[Line, ...]
    coming: tuple[Line, ...]
    doubt: tuple[Clash, ...]
    channels: tuple[ChannelRow, ...]
    relations: tuple[Link, ...]
    reports: int
    events: int
    conflicts: int
    read: str


class Relation(msgspec.Struct, frozen=True):
    """Two states; `more` leads to the rest of the timeline."""

    pair: str
    names: tuple[str, str]
    channels: tuple[ChannelRow, ...]
    timeline: tuple[Line, ...]
    total: int
    more: str | None
    issues: tuple[Link, ...]
    latest_words: Sides
    plans: tuple[Line, ...]


class EventPage(msgspec.Struct, frozen=True):
    """One event; `pairs`, `parties` and `issues` lead to the pages of what it is part of."""

    event: Event
    line: Line
    sentence: tuple[Phrase, ...]
    fields: tuple[FieldRow, ...]
    conflicts: tuple[Clash, ...]
    sides: Sides
    reports: tuple[SourceRow, ...]
    why: tuple[str, ...]
    plan: Plan | None
    settable: tuple[str, ...]
    pairs: tuple[Link, ...] = ()
    parties: tuple[Link, ...] = ()
    issues: tuple[Link, ...] = ()


class ReportPage(msgspec.Struct, frozen=True):
    """One report, with its text marked; a long text has several pages.

    The text is that of `paragraphs`, not of `report`: from `start` to `end` of it, `parts` leads to
    the other pages. `events` and `statements` are those told there.
    """

    report: ReportEntry
    title: str
    source: str
    paragraphs: list[list[Run]]
    because: tuple[Evidence, ...]
    sentences: tuple[str, ...]
    events: tuple[Line, ...]
    statements: tuple[Words, ...]
    copies: tuple[CopyRow, ...]
    conflicts: tuple[Clash, ...]
    replaced_by: Link | None = None
    updates: Link | None = None
    updated_by: tuple[Link, ...] = ()
    versions: tuple[Version, ...] = ()
    start: int = 0
    end: int = 0
    parts: tuple[Link, ...] = ()


class PersonPage(msgspec.Struct, frozen=True):
    """A person, organization or state; `more` leads to the rest of the timeline.

    `also`: other names, each once in whatever letters.
    """

    party: Party
    state: Link | None
    timeline: tuple[Line, ...]
    total: int
    more: str | None
    statements: tuple[Words, ...]
    counterparts: tuple[Link, ...]
    people: tuple[Link, ...]
    conflicts: tuple[Clash, ...]
    also: tuple[str, ...] = ()


class People(msgspec.Struct, frozen=True):
    """Persons by state, those of most events; or all of one state, a page at a time."""

    states: tuple[tuple[Link, tuple[Link, ...]], ...]
    more: str | None = None


class IssuePage(msgspec.Struct, frozen=True):
    """An issue: what was done and said about it; `more` leads to the rest of the timeline."""

    slug: str
    name: str
    timeline: tuple[Line, ...]
    total: int
    more: str | None
    pairs: tuple[Link, ...]
    statements: tuple[Words, ...]


class Issues(msgspec.Struct, frozen=True):
    """Every issue of the record."""

    issues: tuple[Link, ...]


class Found(msgspec.Struct, frozen=True):
    """A search hit that is no event; what was looked for stands between « and » in `snippet`."""

    kind: str
    title: str
    href: str
    snippet: str
    source: str = ""


class Search(msgspec.Struct, frozen=True):
    """What a search found, and the facets that narrow it."""

    query: str
    chosen: dict[str, str]
    facets: tuple[tuple[str, tuple[Link, ...]], ...]
    events: tuple[Line, ...]
    others: tuple[Found, ...]
    total: int
    more: str | None


class Meetings(msgspec.Struct, frozen=True):
    """Who meets whom: contacts that took place, by pair of states; of one state, if asked."""

    pairs: tuple[Link, ...]
    states: tuple[Link, ...]
    of: str | None = None
    name: str | None = None
    more: str | None = None


class Conflicts(msgspec.Struct, frozen=True):
    """Conflicts, those about the latest events first; `fields` narrows them."""

    conflicts: tuple[Clash, ...]
    fields: tuple[Link, ...]
    total: int
    more: str | None


class Plans(msgspec.Struct, frozen=True):
    """Plans by outcome: its name, how many, the first of them, and where the rest is."""

    plans: tuple[PlanGroup, ...]


class PlanGroup(msgspec.Struct, frozen=True):
    """Plans of one outcome."""

    outcome: str
    name: str
    total: int
    lines: tuple[Line, ...]
    more: str | None
