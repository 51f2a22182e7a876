"""The nouns that every stage speaks in: frozen, typed, without behaviour; imports nothing of ours.

Offsets count Unicode code points in the text of the report as it was read, half open.
Dates are ``datetime.date``; both ends of an interval are inclusive, ``None`` where unknown.
States are ISO 3166-1 alpha-3 codes (XKX for Kosovo, EUR for the European Union).
A field that holds ``None`` means "not known": it is never a guess.
"""

from __future__ import annotations

import datetime as dt

import msgspec

# --- what every noun is made of -------------------------------------------------------------


class Span(msgspec.Struct, frozen=True, order=True):
    """The words of a report from `start` to `end`."""

    report: str
    start: int
    end: int


class Extent(msgspec.Struct, frozen=True, order=True):
    """A stretch of one report's text, where the report is known from the context."""

    start: int
    end: int


class Interval(msgspec.Struct, frozen=True, order=True):
    """Days from `start` to `end`, both included; `None` is an open end."""

    start: dt.date | None = None
    end: dt.date | None = None


# --- as taken in ------------------------------------------------------------------------------


class Report(msgspec.Struct, frozen=True):
    """A news report as it was taken in: its text, unchanged, and the metadata that it carried.

    `seen`: when it was fetched (UTC), where the input tells; it orders revisions of one address.
    `dateline`: one that stands apart from the text.
    """

    id: str
    source: str
    text: str
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    url: str | None = None
    published: dt.date | None = None
    language: str = "en"
    seen: dt.datetime | None = None
    dateline: str | None = None


class Update(msgspec.Struct, frozen=True):
    """A wire's mark that a story takes the place of an earlier one.

    `kind`: "update", "correction", "repeat". `number`: as told ("UPDATE 2"), 0 where it is not.
    `title`: the headline without the mark.
    """

    kind: str
    number: int
    title: str


class Marks(msgspec.Struct, frozen=True):
    """What cleaning found in a report: spans that are not the report, and its credits.

    `boilerplate` and `captions` are sorted and do not overlap. `agency` is the agency whose
    copy this is, by its usual letters; `relies_on` the sources that the report itself credits.
    `clocks` are dates that stand in page furniture: they are not the publication date.
    """

    boilerplate: tuple[Extent, ...] = ()
    captions: tuple[Extent, ...] = ()
    title: Extent | None = None
    byline: Extent | None = None
    byline_name: str | None = None
    dateline: Extent | None = None
    dateline_place: str | None = None
    dateline_date: Extent | None = None
    agency: str | None = None
    agency_span: Extent | None = None
    relies_on: tuple[str, ...] = ()
    clocks: tuple[Extent, ...] = ()
    update: Update | None = None


# --- one report read --------------------------------------------------------------------------


class ToldOffice(msgspec.Struct, frozen=True):
    """An office that the text gives to somebody: "U.S. Commerce Secretary Gina Raimondo".

    `title` is in the words of the field ("Secretary of Commerce"); `former` when the text says so.
    """

    title: str
    state: str | None
    at: Extent
    former: bool = False
    body: str | None = None


class Referent(msgspec.Struct, frozen=True):
    """Somebody or something that one report speaks of, under all the names that it uses there.

    `index` is its place in `Cast.referents`. `kind`: "person", "state", "organization" or
    "group" (plural and unnamed: "both sides", "senior officials"). `name` is the fullest name
    told, or `None` for an unnamed one ("his Chinese counterpart"). `state` is the state it
    acts for. `sector` is a PLOVER sector code. `members` are indexes of the referents that a
    plural stands for. `known` is the id of an entry of the knowledge tables, where one fits.
    """

    index: int
    kind: str
    name: str | None
    state: str | None = None
    aliases: tuple[str, ...] = ()
    offices: tuple[ToldOffice, ...] = ()
    sector: str | None = None
    members: tuple[int, ...] = ()
    gender: str | None = None
    known: str | None = None


class Mention(msgspec.Struct, frozen=True):
    """Words that stand for a referent.

    `form`: "name", "office" (an office alone), "nominal", "pronoun", "state", "seat" (a
    capital or government seat for its state), "counterpart". `rule` names the rule that
    resolved it. `head` is the extent of the head word.
    """

    start: int
    end: int
    referent: int
    form: str
    rule: str
    head: Extent


class Cast(msgspec.Struct, frozen=True):
    """All who appear in one report; mentions sorted by place in the text."""

    referents: tuple[Referent, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Timex(msgspec.Struct, frozen=True):
    """A time expression, in terms that still await a reference date.

    `form` is the symbolic value that `reading.times.resolve` turns into a TIMEX3 value and an
    interval once the reference date is known (see that module for its grammar); `type` is
    DATE, TIME, DURATION or SET. `tense` is that of the governing verb: "past", "present",
    "future" or `None`. `anchor` says what a relative expression hangs on: "published" or
    "event" ("the same day"). `rule` names the rule that read it.
    """

    start: int
    end: int
    type: str
    form: str
    tense: str | None = None
    mod: str | None = None
    anchor: str = "published"
    rule: str = ""


class Resolved(msgspec.Struct, frozen=True):
    """A time expression with its reference date put in: TIMEX3 value, interval, granularity.

    `granularity`: "day", "week", "month", "quarter", "season", "year", "decade", "century",
    "time" or `None` (durations, sets).
    """

    value: str
    interval: Interval | None
    granularity: str | None


class PlaceMention(msgspec.Struct, frozen=True):
    """A place that the text names; `kind`: "city", "region", "country", "venue", "water"."""

    start: int
    end: int
    name: str
    kind: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    rule: str = ""


class IssueMention(msgspec.Struct, frozen=True):
    """Words that name an issue, by its slug."""

    start: int
    end: int
    slug: str


class Told(msgspec.Struct, frozen=True):
    """An event as one report tells it, before any other report is looked at.

    `start`, `end`: the extent of the act's own words. `actors` and `recipients` index
    `Cast.referents`. `times` index `Reading.times`: those that date the event, narrowest
    first; `relation` says how ("on", "before", "by", "after", "since", "until", "bound": a plan's
    own bound). `hosts` are codes of the states that a journey goes to by its towns ("to Osaka").
    `after_event` indexes another `Told` of the same report that an anchored time
    ("a day later") hangs on. `tense`: "past", "present", "future" or `None`.
    `evidence`: field -> extents of the words it was read from; `rules`: field -> rule.
    `sentence`: the extent of the sentence; `frame`: the lexicon entry that fired.
    """

    start: int
    end: int
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    status: str
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    frame: str
    sentence: Extent
    tense: str | None = None
    times: tuple[int, ...] = ()
    relation: str = "on"
    after_event: int | None = None
    place: PlaceMention | None = None
    venue: str | None = None
    occasion: str | None = None
    duration: str | None = None
    issues: tuple[str, ...] = ()
    superlative: str | None = None
    hosts: tuple[str, ...] = ()
    evidence: dict[str, tuple[Extent, ...]] = {}
    rules: dict[str, str] = {}


class Quote(msgspec.Struct, frozen=True):
    """Something that the report says somebody said, as one report tells it.

    `pieces` are the parts of a split quote (one for an unbroken one). `kind`: "direct",
    "mixed" or "indirect". `speaker`, `on_behalf_of`, `addressee` index `Cast.referents`.
    `relayed_by` holds names as written. `event` indexes `Reading.events`.
    `repaired`: a missing quote mark was supplied.
    """

    start: int
    end: int
    pieces: tuple[Extent, ...]
    kind: str
    rule: str
    speaker_span: Extent | None = None
    speaker: int | None = None
    cue: Extent | None = None
    on_behalf_of: int | None = None
    addressee: int | None = None
    relayed_by: tuple[str, ...] = ()
    event: int | None = None
    issues: tuple[str, ...] = ()
    repaired: bool = False


class Reading(msgspec.Struct, frozen=True):
    """One report read by itself: everything that the record is built from."""

    report: Report
    marks: Marks
    cast: Cast
    times: tuple[Timex, ...]
    places: tuple[PlaceMention, ...]
    events: tuple[Told, ...]
    statements: tuple[Quote, ...]
    prints: tuple[Passage, ...] = ()


class Passage(msgspec.Struct, frozen=True):
    """A paragraph of a report's body and what identifies its words.

    `exact` digests the folded words; `grams` are its sampled 5-gram hashes, sorted. `figures`
    and `names` are hashes of what a formula leaves open and a copy keeps.
    """

    start: int
    end: int
    exact: int
    grams: tuple[int, ...]
    words: int
    figures: tuple[int, ...] = ()
    names: tuple[int, ...] = ()


# --- the record: the rows of CONTRACT, as `verbale export` writes them -------------------------


class Published(msgspec.Struct, frozen=True):
    """When a report was published; `because`: spans or sentences that a person can check."""

    start: dt.date | None = None
    end: dt.date | None = None
    basis: str | None = None
    because: tuple[Span | str, ...] = ()


class ReportEntry(msgspec.Struct, frozen=True):
    """A report in the record.

    `replaced_by`: the newer text of the same address, which counts in its place. `updates`: the
    earlier story that a wire's update ("UPDATE 2-", "(Corrects ...)") takes up.
    """

    id: str
    source: str
    title: str | None
    outlet: str | None
    agency: str | None
    byline: str | None
    dateline: str | None
    language: str
    text: str
    boilerplate: tuple[Extent, ...]
    captions: tuple[Extent, ...]
    published: Published
    copy_group: str | None
    relies_on: tuple[str, ...]
    url: str | None = None
    replaced_by: str | None = None
    updates: str | None = None


class Direction(msgspec.Struct, frozen=True):
    """`copy` has the text from `source` (ids of reports), and what shows it.

    `because`: "credited" (it names the source's agency or outlet), "earlier" (the source's metadata
    have the earlier day) or "fuller" (nearly all of it stands in the source, which tells more).
    """

    source: str
    copy: str
    because: str


class CopyGroup(msgspec.Struct, frozen=True):
    """Reports that carry the same copy, and the passages that they share.

    `directions`: which of them has it from which, one source a report, where the evidence shows it.
    """

    group: str
    agency: str | None
    reports: tuple[str, ...]
    passages: tuple[tuple[Span, ...], ...]
    directions: tuple[Direction, ...] = ()


class Office(msgspec.Struct, frozen=True):
    """A term of office; `basis` says where it is known from ("table: ..." or "text: REPORT")."""

    title: str
    start: dt.date | None = msgspec.field(name="from", default=None)
    end: dt.date | None = msgspec.field(name="to", default=None)
    basis: str = "table"


class Party(msgspec.Struct, frozen=True):
    """A state, person or organization in the record."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    state: str | None = None
    offices: tuple[Office, ...] = ()
    sector: str | None = None


class Place(msgspec.Struct, frozen=True):
    """Where something happened."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Event(msgspec.Struct, frozen=True):
    """An event of the record, merged from all the reports that tell of it.

    `accounts` are the ids of its tellings, one of which is its own id: each finds the event,
    whatever joins it later.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    goldstein: float | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: str
    reported_status: dict[str, str]
    date: Interval
    place: Place | None
    venue: str | None
    occasion: str | None
    duration: str | None
    issues: tuple[str, ...]
    reports: tuple[str, ...]
    independent_sources: int
    shared_credits: tuple[str, ...]
    grounds: float
    review: str
    evidence: dict[str, tuple[Span, ...]]
    rules: dict[str, str] = {}
    accounts: tuple[str, ...] = ()


class Statement(msgspec.Struct, frozen=True):
    """Something said, by whom, for whom, to whom, and through whom it reached the report."""

    id: str
    report: str
    start: int
    end: int
    text: str
    kind: str
    speaker: str | None
    speaker_text: str | None
    on_behalf_of: str | None
    addressee: str | None
    relayed_by: tuple[str, ...]
    event: str | None
    issues: tuple[str, ...]
    rule: str = ""
    cue: Extent | None = None
    speaker_span: Extent | None = None


class About(msgspec.Struct, frozen=True):
    """What a conflict is about; `kind`: "event", "party" or "report"."""

    kind: str
    id: str


class ConflictValue(msgspec.Struct, frozen=True):
    """One of the answers that cannot all be true, and the reports that give it."""

    value: str
    reports: tuple[str, ...]
    spans: tuple[Span, ...] = ()


class Conflict(msgspec.Struct, frozen=True):
    """Reports that answer the same question differently."""

    id: str
    about: About
    field: str
    values: tuple[ConflictValue, ...]


class Plan(msgspec.Struct, frozen=True):
    """An event that was announced, and what came of it."""

    event: str
    announced_in: tuple[str, ...]
    outcome: str
    overdue: bool
    confirmed_in: tuple[str, ...]


class ChannelPoint(msgspec.Struct, frozen=True):
    """A contact on a channel."""

    event: str
    date: Interval


class Channel(msgspec.Struct, frozen=True):
    """A line of communication between two states."""

    pair: tuple[str, str]
    channel: str
    contacts: int
    last: ChannelPoint | None
    next: ChannelPoint | None
    typical_gap_days: float | None
    silent_days: int | None
    remarks: tuple[str, ...]


class Correction(msgspec.Struct, frozen=True):
    """What a person decided about the record: kept apart, wins over the machine.

    `action`: "confirm", "reject", "merge", "split", "set" or "name". `target` is an event's,
    report's or party's id; `field` and `value` (JSON text) for "set" and "name"; `other` the
    second event of a merge, or the report that a split takes out.
    """

    id: int
    action: str
    target: str
    author: str
    made: dt.datetime
    field: str | None = None
    value: str | None = None
    other: str | None = None
    reason: str | None = None


class Minutes(msgspec.Struct, frozen=True):
    """The whole record as a value: what `record.build` gives and `export` writes."""

    reports: tuple[ReportEntry, ...] = ()
    copies: tuple[CopyGroup, ...] = ()
    parties: tuple[Party, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    plans: tuple[Plan, ...] = ()
    channels: tuple[Channel, ...] = ()
