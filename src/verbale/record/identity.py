"""Who is who: the referents of all reports, resolved to the parties of the record.

A referent with an entry in the tables is that entry. Otherwise persons are one if their
folded names agree ("Al-Busaidi" and "al Busaidi", "Antony J. Blinken" and "Antony
Blinken") and their states do not contradict. A referent that has only an office ("the
Chinese foreign minister") is whoever held it on the day; where the table does not know, its
state acts.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from functools import cache

from verbale.knowledge import states, titles
from verbale.records import Interval, Office, Party

_PARTICLES = frozenset(
    ["al", "el", "bin", "ibn", "de", "van", "von", "der", "den", "da", "di", "dos", "la", "le"]
)


def fold(name: str) -> str:
    """A name without case, accents, hyphens, points and apostrophes."""
    flat = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    flat = re.sub(r"[.'’`]", "", flat.casefold())
    return " ".join(re.sub(r"[^\w]+", " ", flat).split())


def name_key(name: str) -> str:
    """A person's folded name without particles and middle initials."""
    words = [w for w in fold(name).split() if w not in _PARTICLES]
    if len(words) > 2:
        words = [words[0], *(w for w in words[1:-1] if len(w) > 1), words[-1]]
    # Zelensky, Zelenskyy, Zelenskiy: one ending for the romanisations of -ий
    return " ".join(re.sub(r"(?<=[a-z]{3})(iy|yy|ii|ij|y|i)$", "y", w) for w in words)


def slug(name: str) -> str:
    """A name as an id."""
    return fold(name).replace(" ", "-")


def state_party(code: str) -> Party:
    """A state as a party, by its code."""
    state = states.by_code(code)
    if state is None:
        return Party(id=code, kind="state", name=code, state=code)
    return Party(id=code, kind="state", name=state.name, aliases=state.names, state=code)


def overlaps(office: Office, when: Interval) -> bool:
    """Whether a term may have run at the time, or had ended within a month."""
    if when.start and office.end and when.start > office.end + dt.timedelta(days=31):
        return False
    return not (when.end and office.start and when.end < office.start)


@cache
def normal(title: str) -> str:
    """A title in the words of the field, folded; two spellings or names of one office are one."""
    known = titles.normalise(title)
    words = " ".join(
        word
        for word in fold(known.title if known and known.title else title).split()
        if word != "the"
    )
    return re.sub(r"\bpremier\b", "prime minister", words).replace("defence", "defense")


def same_office(a: str, b: str) -> bool:
    """Whether two titles are one office in the words of the field."""
    return normal(a) == normal(b)


# Ranks that one person a state holds, so that two names for them cannot both be right. Those of
# finance and trade go by a general name too: "Finance Minister" of a Chancellor of the Exchequer.
_SINGLE = frozenset({"leader", "foreign", "defence"})
_PLAIN = frozenset({"minister", "secretary", "of", "the", "for", "and", "affairs"})


def rivals(a: str, b: str) -> bool:
    """Whether two titles are different names for one rank: a state has only one of them.

    "Foreign Minister" and "Foreign Secretary" differ in words alone; "Foreign Minister" and
    "Secretary of State" are offices of different states.
    """
    x, y = titles.normalise(a), titles.normalise(b)
    if x is None or y is None or x.role != y.role or x.role not in _SINGLE:
        return False
    if x.title is None or y.title is None:
        return False
    if x.role == "leader" and "secretary" in f"{x.title} {y.title}".casefold():
        return False  # one may lead a party and a state
    if same_office(a, b):
        return False
    return not (set(normal(a).split()) & set(normal(b).split())) - _PLAIN


def most(counts: Counter[str]) -> str | None:
    """What is told most often, the first of several by the alphabet."""
    if not counts:
        return None
    return min(counts, key=lambda k: (-counts[k], k))


def fullest(names: Counter[str]) -> str | None:
    """The form most used among those with the most words."""
    if not names:
        return None
    return min(names, key=lambda n: (-min(len(n.split()), 3), -names[n], n))
