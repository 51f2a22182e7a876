"""What titles say of those who bear them: office, state, sector; where a title leaves it open,
the state of those beside whom, or of the place where, somebody is named."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from verbale.knowledge import gazetteer, words
from verbale.knowledge.phrases import fold
from verbale.language.sentences import sentence_of
from verbale.reading.parties.history import SUBJECTS
from verbale.reading.parties.naming import style
from verbale.records import Extent, ToldOffice

if TYPE_CHECKING:
    from verbale.reading.parties.drafts import Draft
    from verbale.reading.parties.ground import NameSpan, TitleSpan
    from verbale.reading.parties.scan import Scan

#: What a military rank is in the table of titles.
RANK = "General"
#: Roles in which a soldier stays one.
_SERVING = frozenset({"military", "spokesperson", None})
#: Roles that a state has for itself.
_NATIONAL = frozenset(
    {"leader", "foreign", "defence", "trade", "finance", "interior", "deputy-leader",
     "deputy-foreign", "deputy-defence", "economy", "energy", "security", "military"}
)  # fmt: skip
_INCLUDING = frozenset(
    {"including", "included", "includes", "comprising", "comprised", "led", "headed"}
)
_LED = frozenset({"delegation", "team", "side", "group", "mission"})
#: ... and in which somebody is of the state that a report is sent from.
_OFFICIAL = frozenset({"security", "military", "deputy-foreign", "deputy-defence", "deputy-leader"})
#: Titles of those who serve a government at home, beside its envoys and spokespersons.
_OFTEN = 2  # how many times as often another state may be spoken of
_NEAR = 6  # words after an office within which its ministry stands
_SERVICE = ("Under Secretary", "Assistant Secretary", "Acting Assistant Secretary",
            "Deputy Assistant Secretary", "Deputy Secretary of", "Deputy Secretary for", "Senator",
            "Member of Congress", "Governor")  # fmt: skip
_CONGRESS = frozenset({"sen", "rep", "congressman", "congresswoman", "sens", "reps"})
_AMERICAN = ("Under Secretary ", "Assistant Secretary ", "Deputy Assistant Secretary ")
_SECRETARIES = ("Secretary of ", "Minister of ", "Under Secretary of ")
_SOVEREIGN = frozenset({"president", "king", "queen", "emperor", "sultan", "emir"})
_GOVERNMENT = frozenset(
    {"government", "parliament", "cabinet", "minister", "premier", "coalition", "armed", "troops"}
)
_MINISTERIAL = frozenset({"minister", "ministers", "premier"})


def entitle(draft: Draft, title: TitleSpan, scan: Scan, states: tuple[str, ...] = ()) -> None:
    """Note an office, its state and its sector; `states`: those of titles beside it."""
    holders = title.states or states or _implied(title, scan)
    state = holders[0] if len(holders) == 1 else None
    if state and (draft.state is None or not draft.told_state):
        if draft.state not in (None, state) and draft.known:
            draft.known = draft.fixed = None
        draft.state = state
        draft.told_state = True
    draft.heads.add(scan.tokens[title.head].lemma_.lower())
    if title.title.role:
        draft.roles.add(title.title.role)
        draft.told.add(title.title.role)
    if not draft.sector or (draft.sector == "MIL" and title.title.role not in _SERVING):
        draft.sector = title.title.sector or draft.sector
    told, plain = _worded(title), title.title.title
    if told == "Chancellor" and draft.state == "GBR":
        told = plain = "Chancellor of the Exchequer"
        draft.roles.discard("leader")
        draft.roles.add("finance")
    elif plain is None and title.title.role == "foreign" and draft.state == "EUR":
        told = plain = "High Representative for Foreign Affairs and Security Policy"
    if plain and (title.body or fold(plain) not in words.listed("bare-titles")):
        first, last = scan.tokens[title.start], scan.tokens[title.end - 1]
        draft.offices.append(
            ToldOffice(
                told,
                state or draft.state,
                Extent(first.idx, last.idx + len(last.text)),
                title.former,
                title.body,
            )
        )


def _implied(title: TitleSpan, scan: Scan) -> tuple[str, ...]:
    """A secretary of state, without more, is the American; so are those under one, but not one
    of a ministry, nor of another capital's copy."""
    told = title.title.title or ""
    british = " for " in told and told.startswith("Secretary of State")
    american = "Secretary of State" in told or (
        told.startswith(_AMERICAN)
        and scan.site in (None, "USA")
        and not any(t.lower_ == "ministry" for t in scan.tokens[title.end : title.end + _NEAR])
    )
    american = american or fold(title.words).split()[0].rstrip(".") in _CONGRESS
    return ("USA",) if american and not british and not title.body else ()


def _worded(title: TitleSpan) -> str:
    """The title with the body that it is of: "spokesperson of the Department of State"."""
    plain = title.title.title or title.words
    if not title.body or " of " in plain or title.title.role in ("foreign", "trade", "defence"):
        return plain
    body = "Department of State" if title.body == "State Department" else title.body
    article = "" if body.isupper() or " " not in body else "the "
    return f"{plain} of {article}{body}"


def realm(span: NameSpan, scan: Scan) -> str | None:
    """The state of "King Abdullah II of Jordan", "Erika Mouynes (Panama)", "Kenya's Ann Lee"."""
    i = span.start - 1
    while i > 0 and style(scan.tokens[i]):
        i -= 1
    before = scan.nations.get(i - 1) if i > 0 and scan.tokens[i].tag_ == "POS" else None
    if before is not None and before.end == i and "name" in before.sense.kinds:
        return before.sense.state.code
    i = span.end
    if i + 1 >= len(scan.tokens):
        return None
    if scan.tokens[i].text == "(":
        nation = scan.nations.get(i + 1)
        closed = nation is not None and scan.tokens[nation.end : nation.end + 1]
        if nation is not None and closed and closed[0].text in (")", ","):
            return nation.sense.state.code
    if scan.tokens[i].lower_ == "of":
        i += 1
        while i + 1 < len(scan.tokens) and scan.tokens[i].lower_ in ("the", "kingdom", "of"):
            i += 1
        nation = scan.nations.get(i)
        if nation is not None and "name" in nation.sense.kinds:
            return nation.sense.state.code
    return None


def locate(
    draft: Draft, span: NameSpan, titles: list[TitleSpan], scan: Scan, people: dict[int, Draft]
) -> str | None:
    """The state of an official whose title names none, or None.

    That of the one listed right before ("Spanish Foreign Minister A and Trade Minister B"); of
    those among whom he is counted ("UAE officials, including"); of the country where he is met
    ("in Muscat with Deputy Foreign Minister C"); of the government that issues the report, for
    its own officials. `people`: those named so far, by the end of their names.
    """
    if any(t.former for t in titles):
        return None
    national = any(
        (t.title.role in _NATIONAL or t.title.title == "Minister") and not t.body
        and t.title.title != "Secretary-General" and " of " not in t.words
        for t in titles
    )  # fmt: skip
    town = _town(titles, scan)
    if town is not None:
        return town
    for title in titles:
        if (said := spoken_for(title, scan)) is not None:
            return said
    listed = _listed(draft, span, titles, scan, people)
    if listed is not None:
        return listed
    sentence = sentence_of(scan.tokens[span.start])
    named = _included(span, scan, sentence.start)
    if named is not None:
        return named
    if not national:
        return _home(draft, titles, scan) or _sent_from(titles, scan)
    met = None
    if scan.tokens[span.start].dep_ not in ("nsubj", "nsubj:pass") and not _comes(span, scan):
        met = _met(scan, sentence.start, sentence.end) or _guests(scan)
    return met or _sent_from(titles, scan)


def _comes(span: NameSpan, scan: Scan) -> bool:
    """Whether somebody is the one who travels: "a visit to Tokyo by Trade Minister Moore"."""
    return any(
        child.dep_ == "case" and child.lower_ == "by"
        for token in scan.tokens[span.start : span.end]
        for child in token.children
    )


def _sent_from(titles: list[TitleSpan], scan: Scan) -> str | None:
    """The state whose capital a report is sent from, for ministers whose state it does not say.

    Not where it never speaks of that state, nor for a president where no government is told of,
    who may be a company's; an American secretary is no minister.
    """
    said = {nation.sense.state.code for nation in scan.nations.values()}
    for title in titles:
        head = scan.tokens[title.head].lower_
        told = title.title.title or ""
        governs = told == "Speaker" or _of_government(title, scan)
        armed = title.title.role == "military"
        if title.body or (" of " in title.words and not (governs or armed)):
            continue
        if told.startswith("Secretary-General"):
            continue
        if head in ("secretary", "undersecretary") and told.startswith(_SECRETARIES):
            british = scan.site in words.listed("british-secretaries")
            american = scan.site == "USA" or "USA" in said
            return scan.site if british else "USA" if american else None
        if scan.site == "USA":
            if head in ("senator", "congressman", "congresswoman"):
                return "USA"
            continue
        official = (
            head in _MINISTERIAL
            or (title.title.role in _OFFICIAL and told != RANK)
            or governs
            or told.startswith("Governor of the Central Bank")
        )
        if scan.site in said and official and _about(scan):
            return scan.site
        if head in _SOVEREIGN and title.title.role == "leader" and _governed(scan):
            return scan.site
    return None


def _about(scan: Scan) -> bool:
    """Whether a report speaks of the state that it is sent from about as often as of any other:
    news of one country is often gathered in the next."""
    told = Counter(n.sense.state.code for n in {n.start: n for n in scan.nations.values()}.values())
    return told[scan.site or ""] * _OFTEN >= max(told.values(), default=0)


def _governed(scan: Scan) -> bool:
    """Whether a report speaks of a government or a parliament, so that its president is none of a
    company's."""
    return any(t.lower_ in _GOVERNMENT for t in scan.tokens)


def _of_government(title: TitleSpan, scan: Scan) -> bool:
    """Whether a spokesman is a government's: "Foreign Ministry spokesman", "presidential aide"."""
    if scan.tokens[title.start].lower_ == "presidential":
        return True
    said = set(fold(title.words).split())
    return title.title.role == "spokesperson" and bool(said & {"ministry", "government", "cabinet"})


def spoken_for(title: TitleSpan, scan: Scan) -> str | None:
    """The state of a government's spokesman of no state: "In Paris, a Foreign Ministry spokesman
    said"; else that of where the report is sent from."""
    if title.states or title.body or title.former or not _of_government(title, scan):
        return None
    sentence = sentence_of(scan.tokens[title.head])
    for i in range(sentence.start + 1, title.start):
        nation = scan.nations.get(i)
        if nation is None or nation.start != i or scan.tokens[i - 1].lower_ != "in":
            continue
        if nation.sense.kinds & {"capital", "name"} and nation.sense.state.code != "EUR":
            return nation.sense.state.code
    return _sent_from([title], scan)


def _town(titles: list[TitleSpan], scan: Scan) -> str | None:
    """The state of the town of a mayor: "Milan Mayor", "Mayor of Osaka"."""
    for title in titles:
        if (title.title.title or "").startswith("Mayor"):
            said = scan.said(title.start, title.end)
            before = scan.said(max(title.start - 1, 0), title.start)
            for name in (said.rpartition(" of ")[2], said.rpartition(" ")[0], before):
                sites = gazetteer.towns(name) if name[:1].isupper() else ()
                if sites and fold(name) != "mayor":
                    return sites[0].country
    return None


def _guests(scan: Scan) -> str | None:
    """The one other state in a government's own report."""
    if scan.home is None:
        return None
    codes = {n.sense.state.code for n in scan.nations.values() if "region" not in n.sense.kinds}
    codes.discard(scan.home)
    return codes.pop() if len(codes) == 1 else None


def _listed(
    draft: Draft, span: NameSpan, titles: list[TitleSpan], scan: Scan, people: dict[int, Draft]
) -> str | None:
    start = min(t.start for t in titles)
    i = start
    while i and scan.tokens[i - 1].lower_ in (",", "and", "the", "as", "well", "with", "together"):
        i -= 1
    other = people.get(i)
    if other is None or i == start or other is draft or not other.state or not other.offices:
        return None
    if i == start - 1 and scan.tokens[span.start].dep_ in SUBJECTS:
        return None  # "held talks with Ann Lee, presidential aide Jan Roth said"
    if other.roles & draft.roles:
        return None
    heads = {scan.tokens[t.head].lower_ for t in titles}
    american = other.state == "USA" and bool(heads & _MINISTERIAL)
    return None if american else other.state


def _home(draft: Draft, titles: list[TitleSpan], scan: Scan) -> str | None:
    """A government's own report leaves out whose its officials are, unless others are near."""
    if scan.home is None or draft.known or any(o.body for o in draft.offices):
        return None
    if not any(_serving(t) for t in titles):
        return None
    if any(i in scan.bodies for t in titles for i in range(t.start, t.end)):
        return None
    first = min(t.start for t in titles)
    sentence = sentence_of(scan.tokens[titles[0].head])
    for title in scan.titles:
        near = sentence.start <= title.start < first and not title.plural
        if near and title.states not in ((), (scan.home,)):
            return None
    return scan.home


def _serving(title: TitleSpan) -> bool:
    """Whether an office is one of a government's own service or its legislature."""
    told = title.title.title or ""
    if "General" in told or "Commissioner" in told or "secretary-general" in title.words.lower():
        return False
    return title.title.role in ("envoy", "spokesperson") or told.startswith(_SERVICE)


def _met(scan: Scan, start: int, end: int) -> str | None:
    """The one country that the sentence's journey or meeting is in."""
    codes = {
        nation.sense.state.code
        for i, nation in scan.nations.items()
        if start <= i < end
        and nation.sense.kinds & {"capital", "name"}
        and nation.start
        and _goal(scan, nation.start)
    }
    return codes.pop() if len(codes) == 1 else None


def _goal(scan: Scan, start: int) -> bool:
    """Whether the name of a place stands after "in", or after "to" and a word of motion."""
    before = scan.tokens[start - 1]
    if before.text == "," and start > 1:  # "to Libreville, Gabon"
        i = start - 2
        while i and scan.tokens[i].pos_ == "PROPN":
            i -= 1
        before = scan.tokens[i]
    if before.lower_ == "in":
        return True
    governor = scan.tokens[start].head
    motion = words.listed("motion")
    return before.lower_ == "to" and bool(
        {governor.lemma_.lower(), governor.head.lemma_.lower()} & motion
        or {t.lemma_.lower() for t in before.ancestors} & motion
    )


def _delegation(scan: Scan, start: int, end: int) -> bool:
    """Whether a nationality belongs to those who are led: "the Peruvian delegation, led by"."""
    return any(t.lemma_.lower() in _LED for t in scan.tokens[start + 1 : end])


def _included(span: NameSpan, scan: Scan, first: int) -> str | None:
    """The state of "UAE officials, including Foreign Minister ..."."""
    after = scan.tokens[span.end : span.end + 8]
    if after and after[0].lower_ in ("led", "leads", "headed", "heads"):
        for led in (scan.nations[t.i] for t in after if t.i in scan.nations):
            if _delegation(scan, led.start, led.end + 2):
                return led.sense.state.code
    i = span.start - 1
    for j in range(i, first, -1):  # "the Tajik side by Deputy Prime Minister ..."
        nation = scan.nations.get(j - 1)
        if scan.tokens[j].lemma_.lower() in _LED:
            by = any(t.lower_ == "by" for t in scan.tokens[j : span.start])
            if by and nation is not None:
                return nation.sense.state.code
            break
    while i > first and scan.tokens[i].lower_ not in _INCLUDING:
        i -= 1
    for j in range(i - 1, max(i - 7, first - 1), -1):
        nation = scan.nations.get(j)
        if scan.tokens[i].lower_ in ("led", "headed") and not _delegation(scan, j, i):
            continue
        if i > first and nation is not None and nation.sense.kinds & {"adjective", "name"}:
            return nation.sense.state.code
    return None
