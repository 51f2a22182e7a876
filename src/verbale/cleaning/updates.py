"""What a wire says of a story that takes the place of an earlier one.

"UPDATE 2-", "CORRECTED-", "(2nd LEAD)", "1st Ld-Writethru" before the headline; "(Recasts with
quotes)", "(Corrects spelling ...)", "Eds: Updates with ..." before the lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from verbale.records import Update

_NUMBER = r"(?P<n>\d{1,2})"
_ORDINAL = r"(?P<o>\d{1,2})(?:ST|ND|RD|TH)\s+"
_KINDS = (
    ("correction", r"CORRECT(?:ED|ION)(?: \(OFFICIAL\))?|CLARIFICATION|CORRECTS"),
    ("repeat", r"RPT|REPEAT|REFILE|REFILING"),
    ("update", rf"(?:UPDATE|WRAPUP|RECAST|RECASTS|WRITETHRU)(?: ?{_NUMBER})?"),
    ("update", rf"\(?(?:{_ORDINAL})?(?:LEAD|LD)(?:-WRITETHRU)?\)?"),
)
_HEADS = tuple(
    (kind, re.compile(rf"(?:{form})\s*(?:[-–—:]+\s*|(?<=\))\s*)", re.IGNORECASE))
    for kind, form in _KINDS
)
# A mark is in capitals, or carries a number or a bracket: "Update: roads closed" is a headline.
_SIGN = re.compile(r"[A-Z]{3}|\d|\(")
_NOTES = (
    ("correction", re.compile(r"[(\[*]\s*(?:Correct|Clarif)(?:s|ed|ies)\b|Eds?: Corrects\b")),
    ("repeat", re.compile(r"[(\[*]\s*(?:Re(?:peat|file)(?:s|d|ing)|Removes)\b")),
    (
        "update",
        re.compile(
            r"[(\[*]\s*(?:Re(?:casts?|writes)|Adds|Updates?|Updated)\b"
            r"|Eds?[.:] (?:Updates?|Adds|Recasts|Minor edits)\b"
        ),
    ),
)


def read(title: str | None, lead: Iterable[str]) -> Update | None:
    """The mark of an update in a headline or at the start of one of the paragraphs of `lead`."""
    kind, number, rest = "", 0, (title or "").strip()
    while rest:
        for name, form in _HEADS:
            found = form.match(rest)
            if found and _SIGN.search(found[0]):
                kind = kind or name
                said = [x for x in found.groups() if x]
                number = max([number, *map(int, said)])
                rest = rest[found.end() :]
                break
        else:
            break
    if not kind:
        kind = next((name for text in lead for name, form in _NOTES if form.match(text)), "")
    return Update(kind, number, rest) if kind else None
