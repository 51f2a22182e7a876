"""Page furniture and captions in plain text, found by what they are; nothing is rewritten."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from verbale.cleaning.layout import Unit, units
from verbale.cleaning.stamps import FULL_DATE
from verbale.knowledge.agencies import pattern as source_names
from verbale.knowledge.furniture import Kind, furniture
from verbale.records import Extent, Reading

# Letters of scripts that English news is not written in.
_OTHER = (
    "\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0700-\u07ff\u08a0-\u08ff"
    "\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u1100-\u11ff\u1200-\u137f\u1780-\u17ff"
    "\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\ufb50-\ufdff\ufe70-\ufefc"
)
_OTHER_RUN = re.compile(rf"[{_OTHER}](?:[^A-Za-z\n]*[{_OTHER}])?")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_JOINED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")
_SEPARATED = re.compile(r"\s*[|•·»›>/,]\s*|\s{2,}")
_TAG_COUNT = re.compile(r"\d{1,4} [A-Za-z][A-Za-z-]{2,19}")
_ENDED = re.compile(r"[.!?…][\"”’')\]]*$")
# Whose turn it is in a transcript: "QUESTION: Yes", "MR HALE: Well".
_TURN = re.compile(r"[A-Z][A-Z .,'’-]+:")
_GLUED_CREDIT = re.compile(
    r"(?P<credit>(?:[A-Z][A-Za-z-]{1,15}/)+[A-Z][\w.'’-]+(?: [A-Z][\w'’-]*){0,4})$"
)


def digest(line: str) -> int:
    """What a line is known by among the lines that repeat in an outlet's reports."""
    folded = re.sub(r"\d+", "0", " ".join(line.casefold().split()))
    return int.from_bytes(hashlib.blake2b(folded.encode(), digest_size=8).digest()) >> 1


def is_prose(unit: Unit) -> bool:
    """Whether a paragraph looks like part of a report: a sentence, or nearly."""
    if unit.words < 8 or not any(char.islower() for char in unit.text):
        return False
    return unit.words >= 22 or (unit.words >= 9 and bool(_ENDED.search(unit.text)))


def fits(kinds: Iterable[Kind], unit: Unit) -> str | None:
    """The name of the first kind that the whole line is, or `None`."""
    bare = unit.text.strip(" \t-–—*•|_=~")
    told = (unit.text, bare) if bare and bare != unit.text else (unit.text,)
    for kind in kinds:
        if unit.words <= kind.most_words and any(map(kind.pattern.fullmatch, told)):
            return kind.name
    return None


def is_menu(unit: Unit) -> bool:
    """Whether a line is a menu: section names, run together or parted by bars."""
    if unit.words > 40 or _ENDED.search(unit.text):
        return False
    sections = furniture().sections
    pieces = _SEPARATED.split(unit.text.strip(" |•·»›>/,"))
    if len(pieces) >= 3 and all(len(piece.split()) <= 3 for piece in pieces):
        known = sum(all(word in sections for word in piece.casefold().split()) for piece in pieces)
        if known >= max(2, len(pieces) / 2):
            return True
    words = re.split(r"[\s&|/–—-]+", _JOINED.sub(" ", unit.text))
    joined = len(_JOINED.findall(unit.text))
    known = sum(word.casefold() in sections for word in words)
    if known == len(words) >= 4:
        return True
    return bool(joined) and unit.words <= 12 and known >= max(2, 0.6 * len(words))


def is_sectional(unit: Unit) -> bool:
    """Whether every word is a section's name: a breadcrumb or tag, if it stands by itself."""
    words = unit.text.casefold().split()
    return len(words) <= 3 and all(word in furniture().sections for word in words)


def is_tag_count(unit: Unit) -> bool:
    """Whether a line is a count and a label: "12 comments", "3 china"."""
    return bool(_TAG_COUNT.fullmatch(unit.text)) and not FULL_DATE.fullmatch(unit.text)


def is_loose(unit: Unit) -> bool:
    """Whether a line is short and does not end as a sentence: a headline, a label, a link."""
    short = unit.words <= 24 and not is_prose(unit)
    return short and not _ENDED.search(unit.text) and not _TURN.match(unit.text)


def loose_lines(reading: Reading) -> list[tuple[int, Extent]]:
    """The short lines of a report that are no sentences and nothing else has claimed, each with
    what it is known by among the lines of its outlet (`digest`)."""
    marks = reading.marks
    single = [one for one in (marks.title, marks.byline, marks.dateline) if one]
    claimed = [*single, *marks.boilerplate, *marks.captions]
    return [
        (digest(unit.text), unit.extent)
        for unit in units(reading.report.text)
        if is_loose(unit)
        and not any(one.start < unit.end and unit.start < one.end for one in claimed)
    ]


def is_caption(unit: Unit) -> bool:
    """Whether a line describes a photograph."""
    if unit.words > 90:
        return False
    if fits(furniture().captions, unit):
        return True
    credit = _GLUED_CREDIT.search(unit.text)
    if not credit or unit.words > 60:
        return False
    parts = credit.group("credit").split("/")
    agencies = sum(
        bool(source_names(loose=True).fullmatch(part.strip())) or part.isupper() for part in parts
    )
    known = any(
        source_names(loose=True).search(part.capitalize()) or source_names(loose=True).search(part)
        for part in parts
    )
    return known and agencies >= len(parts) - 1 and credit.start() > 15


def other_scripts(text: str) -> list[Extent]:
    """Stretches in another script than the report's: adverts set between its words.

    A name given in its own letters stands in brackets or quote marks, and is left.
    """
    runs = list(_OTHER_RUN.finditer(text))
    if not runs or sum(len(run.group()) for run in runs) > 0.3 * len(_LATIN.findall(text)):
        return []
    found = []
    for run in runs:
        before, after = text[: run.start()].rstrip(" \u200f\u200e"), text[run.end() :].lstrip(" .")
        if before[-1:] in set("([{（「《“\"‘'«") and after[:1] in set(")]}）」》”\"’'»,;:-–—"):
            continue
        opened = max(text.rfind("(", 0, run.start()), text.rfind("[", 0, run.start()))
        if opened > max(
            text.rfind(")", 0, run.start()),
            text.rfind("]", 0, run.start()),
            text.rfind("\n", 0, run.start()),
        ):
            continue
        apart = not before or before[-1] in '.!?…”"\n' or text[before.__len__() :][:1] == "\n"
        letters = len(re.findall(rf"[{_OTHER}]", run.group()))
        if apart or (letters >= 6 and " " in run.group()):
            found.append(Extent(run.start(), run.end()))
    return found
