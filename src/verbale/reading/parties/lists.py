"""Those whom a plural of an office stands for, one by one.

"Foreign Ministers Maas of Germany and Le Drian of France", "the presidents of Chad and Niger", "his
counterparts from Japan and the Republic of Korea", "finance ministers of the Group of Five".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import states
from verbale.records import Extent, ToldOffice

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from verbale.reading.parties.drafts import Cards, Draft
    from verbale.reading.parties.ground import TitleSpan
    from verbale.reading.parties.scan import Scan

_JOINTS = frozenset({",", "and", "&", "as", "well"})
_ARTICLES = frozenset({"the", "a"})


def named(scan: Scan, cards: Cards, title: TitleSpan) -> list[Draft]:
    """The persons listed after a plural title, who bear it: each may have his state after "of"."""
    found: list[Draft] = []
    i = title.end
    while i < len(scan.tokens):
        said = next((s for s in cards.said if s.start == i and s.draft.kind == "person"), None)
        if said is not None:
            found.append(said.draft)
            i = max(s.end for s in cards.said if s.start == i and s.draft is said.draft)
            codes, end = lands(scan, i, most=1)
            if codes and said.draft.state in (None, codes[0]):
                said.draft.state = codes[0]
                i = end
        elif scan.tokens[i].lower_ in _JOINTS:
            i += 1
        else:
            break
    for draft in found:
        _entitle(scan, draft, title)
    return found


def _entitle(scan: Scan, draft: Draft, title: TitleSpan) -> None:
    told = title.title.title
    if told is None or draft.state is None:
        return
    draft.sector = draft.sector or title.title.sector
    if title.title.role:
        draft.roles.add(title.title.role)
    if all(office.title != told for office in draft.offices):
        first, last = scan.tokens[title.start], scan.tokens[title.end - 1]
        at = Extent(first.idx, last.idx + len(last.text))
        draft.offices.append(ToldOffice(told, draft.state, at, title.former, title.body))


def lands(scan: Scan, i: int, most: int = 20) -> tuple[list[str], int]:
    """The states of "from Japan and the Republic of Korea", and where the words end."""
    tokens = scan.tokens
    if i >= len(tokens) or tokens[i].lower_ not in ("of", "from"):
        return [], i
    codes: list[str] = []
    end, i = i, i + 1
    while i < len(tokens) and len(codes) < most:
        nation, body = scan.nations.get(i), scan.bodies.get(i)
        if nation is not None and "name" in nation.sense.kinds:
            codes.append(nation.sense.state.code)
            end = i = nation.end
        elif body is not None and body.body.kind == "format":
            codes.extend(body.body.members)
            end = i = body.end
        elif tokens[i].lower_ in _JOINTS | _ARTICLES:
            i += 1
        else:
            break
    return codes, end


def holders(
    scan: Scan, cards: Cards, codes: Iterable[str], post: str | None, day: dt.date | None
) -> list[Draft]:
    """Who holds an office, by title or role, in each of some states; else the state."""
    found: list[Draft] = []
    for code in codes:
        state = states.by_code(code)
        if state is None:
            continue
        person = scan.offices.holder(post, code, day) if post and day else None
        if person is None:
            found.append(cards.state(code, state.name))
            continue
        found.append(cards.holder(person, code))
    return found
