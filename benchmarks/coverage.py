"""What share of the acts between two sides the lexicon of acts knows, counted on real reports.

usage: python -m benchmarks.coverage [--every N] [--list N] [INPUT ...]

Without INPUT: the press releases and Reuters stories of the shared folder (``VERBALE_SHARED``,
else ``../shared``). Counted are verbs, and nouns that are subject or object, with a state, person
or body on two sides ("Ghana warned Togo", "the premier's visit to Togo"): by their lemma, with its
particle ("break_off") and, for verbs that say little alone, with their object ("pay visit"). What
is no act (speech, thought, plain life) is left out by `no-acts.tsv`, each word with its reason,
save where the lexicon finds one at it; all others count as acts. Prints the share of occurrences
whose word the lexicon knows as an act, the share at which it finds one, and the commonest words
that it does not know. A word that nobody has judged counts as an act unknown: on texts not looked
at before, the share known is a lower bound until their words are sorted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, MutableMapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from verbale import language
from verbale.intake import open_inputs
from verbale.knowledge import acts as knowledge
from verbale.reading import acts, parties
from verbale.reading.acts.match import Matcher
from verbale.reading.acts.mentions import mention_of
from verbale.reading.acts.paths import follow
from verbale.reading.acts.tree import conjuncts
from verbale.reading.lookup import Lookup
from verbale.records import Report

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from verbale.knowledge.acts import Entry, Lexicon

ROOT = Path(__file__).resolve().parent.parent
TEXTS = (
    Path("data", "readouts", "press.jsonl.gz"),
    Path("data", "reuters", "reuters21578.jsonl.gz"),
)
NO_ACTS = Path(__file__).with_name("no-acts.tsv")
REASONS = frozenset(["speech", "cognition", "auxiliary", "state", "life", "text"])
"""Why a word is no act: it says, thinks, helps another verb, tells how things stand, is plain life
(work, sport, travel of goods, prices), or is an artefact of the text (headings, credits)."""

LIGHT = frozenset(
    [
        "be",
        "bring",
        "carry",
        "come",
        "conduct",
        "deliver",
        "do",
        "draw",
        "express",
        "find",
        "gain",
        "get",
        "give",
        "go",
        "have",
        "hold",
        "keep",
        "lay",
        "lead",
        "make",
        "open",
        "pass",
        "pay",
        "play",
        "provide",
        "put",
        "raise",
        "reach",
        "set",
        "show",
        "take",
        "turn",
        "undertake",
        "win",
    ]
)
"""Verbs that say little alone: they are counted with their object."""

PARTICLES = frozenset(["aside", "away", "back", "down", "in", "off", "on", "out", "over", "up"])
ASIDE = frozenset(["according", "include", "including", "follow", "following", "regard", "concern"])
TOLD = frozenset(["nsubj", "nsubj:pass", "obj", "root", "ROOT"])
"""Where a noun stands that its clause tells of; "the costs of their war" only mentions one."""
_BATCH = 32


class Occurrence(msgspec.Struct, frozen=True):
    """A word with two sides: its key ("break_off/v", "pay visit/v", "visit/n"), whether an act was
    found at it, its sentence."""

    key: str
    found: bool
    sentence: str


def excluded(path: Path = NO_ACTS) -> dict[str, str]:
    """Key -> reason. Raises ValueError, naming the line, for a reason that is none."""
    found: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        reason, _, keys = line.partition("\t")
        if reason not in REASONS or not keys:
            raise ValueError(f"{path.name}:{number}: a reason, a tab and keys are wanted: {line!r}")
        found.update(dict.fromkeys(keys.split("|"), reason))
    return found


def occurrences(doc: Doc, lexicon: Lexicon) -> Iterator[Occurrence]:
    """Every verb and noun of a text that has somebody on two sides."""
    matcher = Matcher(lexicon, Lookup(parties.find(doc, None)))
    at: set[int] = set()
    for act in acts.find(doc, matcher):
        at |= {*act.words} | ({act.support} if act.support is not None else set())
    for token in doc:
        if token.pos_ not in {"VERB", "NOUN"} or token.lower_ in ASIDE:
            continue
        if two_sided(token, matcher):
            words = {token.i, *(o.i for o in follow(token, ("obj",)))}
            found = bool(at & words) if token.pos_ == "VERB" else token.i in at
            yield Occurrence(key(token), found, token.sent.text.strip())


def two_sided(token: Token, matcher: Matcher) -> bool:
    """Whether two parties stand on two sides of a word."""
    if token.pos_ == "VERB":
        first = _parties(follow(token, ("subj",)), matcher)
        others = [*follow(token, ("obj",)), *follow(token, ("iobj",))]
        others += [end for clause in follow(token, ("comp",)) for end in follow(clause, ("subj",))]
        nouns = [token, *follow(token, ("obj",))]
    elif token.dep_ not in TOLD:
        return False
    else:
        first = _parties([*follow(token, ("poss",)), *follow(token, ("+by",))], matcher)
        first = first or _parties(follow(token, ("mod",)), matcher)
        others, nouns = [], [token]
        between = [c for end in follow(token, ("between",)) for c in conjuncts(end)]
        if len(_parties(between, matcher)) > 1:
            return True
    if not first:
        return False
    others += [c for n in nouns for c in n.children if c.dep_ in {"obl", "nmod", "nmod:poss"}]
    return bool(_parties(others, matcher) - first)


def _parties(words: Iterable[Token], matcher: Matcher) -> set[int]:
    """States, persons and bodies that words name, themselves or through their holders."""
    found: set[int] = set()
    for word in (one for head in words for one in conjuncts(head)):
        mention = mention_of(word, matcher, 1)
        if mention is not None:
            found.add(mention.referent)
    return found


def key(token: Token) -> str:
    """What a word is counted by."""
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN":
        return f"{lemma}/n"
    particles = [c.lower_ for c in follow(token, ("prt",)) if c.lower_ in PARTICLES]
    name = "_".join([lemma, *particles[:1]])
    if lemma in LIGHT:
        objects = follow(token, ("obj",))
        if objects and objects[0].pos_ == "NOUN":
            name += f" {objects[0].lemma_.lower()}"
    return f"{name}/v"


def known(name: str, lexicon: Lexicon) -> bool:
    """Whether the lexicon has an entry for a key: for the word, with its particle, or for a verb
    that says little alone with its object or for that object as an act of its own; or knows a verb
    as one that carries acts ("chaired the talks")."""
    words, _, kind = name.rpartition("/")
    verb, _, thing = words.partition(" ")
    lemma, _, particle = verb.partition("_")
    entries = lexicon.entries.get(f"{lemma}/{kind}", ())
    if particle:
        return any(_asks(entry, "prt", particle) for entry in entries)
    if thing:
        own = f"{thing}/n" in lexicon.entries
        return own or any(_asks(entry, "obj", thing) for entry in entries)
    carries = any(
        one.effect == "tense" and one.subject == "actor" and "comp" not in one.through
        for one in lexicon.governors.get(lemma, ())
    )
    return bool(entries) or (kind == "v" and carries)


def _asks(entry: Entry, step: str, word: str) -> bool:
    return any(
        condition.wanted and (step,) in condition.paths and word in (condition.values or ())
        for condition in entry.conditions
    )


def read(
    reports: Iterable[Report],
    nlp: Language,
    lexicon: Lexicon,
    cache: MutableMapping[str, bytes] | None = None,
) -> Iterator[Occurrence]:
    """The occurrences of many reports."""
    waiting = iter(reports)
    while batch := list(islice(waiting, _BATCH)):
        for doc in language.parse_many(nlp, [report.text for report in batch], None, cache):
            yield from occurrences(doc, lexicon)


def main() -> int:
    """0, or 2 where there is nothing to read."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("inputs", nargs="*", type=Path, metavar="INPUT")
    parser.add_argument("--every", type=int, default=10, help="read every so many-th report")
    parser.add_argument("--list", type=int, default=40, help="words not covered to print")
    options = parser.parse_args()
    shared = Path(os.environ.get("VERBALE_SHARED") or ROOT.parent / "shared")
    inputs = options.inputs or [shared / path for path in TEXTS]
    if missing := [path for path in inputs if not path.exists()]:
        print(f"nothing to read at {missing[0]}", file=sys.stderr)
        return 2
    nlp, lexicon, no_acts = language.load(), knowledge.load(), excluded()
    total, unknown = 0, Counter[str]()
    for path in inputs:
        here = Counter[str]()
        reports = (one for one in open_inputs([path]) if isinstance(one, Report))
        for one in read(islice(reports, 0, None, options.every), nlp, lexicon):
            if one.key in no_acts and not one.found:
                continue
            knows = one.found or known(one.key, lexicon)
            here.update(acts=1, known=knows, found=one.found)
            unknown[one.key] += not knows
        shares = (
            f"{name} {100 * here[name] / max(1, here['acts']):.1f} %" for name in ("known", "found")
        )
        print(f"{path.name}: {here['acts']} acts, {', '.join(shares)}")
        total += here["acts"]
    print(f"all: {100 - 100 * unknown.total() / max(1, total):.1f} % known")
    for name, number in (+unknown).most_common(options.list):
        print(f"{number:6}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
