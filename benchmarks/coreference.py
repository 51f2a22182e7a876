"""How far the similarity that merges accounts carries beyond diplomacy: ECB+.

usage: python -m benchmarks.coreference [SHARED] [--split train|dev]

ECB+ (Cybulska and Vossen 2014): news of all kinds, event mentions marked, chains across
documents. The gold mentions of the checked sentences become accounts: the mention's head lemma
stands for the frame, its subject and objects in our parse, where they are gold participants, for
actors and recipients, the time expressions and places of its sentence for date and place. Chains
of participants, times and places are not looked at. The accounts of one story are compared and
united by `record.uniting` as those of a record are, with its own threshold.

Beside it stand the lemma baseline (mentions of one story with one head lemma are one event) and
the same held apart by what `record.merging` bars: other parties, other days, other places.
Printed are MUC, B-cubed, CEAF-e (Pradhan et al. 2014) and their mean, the CoNLL F1.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from scipy.optimize import linear_sum_assignment

from verbale.reading import times
from verbale.record.accounts import Account
from verbale.record.context import Context
from verbale.record.identity import fold
from verbale.record.merging import THRESHOLD, Likeness, compare
from verbale.record.uniting import unite
from verbale.records import Extent, Interval, PlaceMention, Told

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

ROOT = Path(__file__).resolve().parent.parent
# The stories have no dates of their own; all that matters is that their reports are close.
STORY_DAY = dt.date(2010, 1, 15)
ACTING = frozenset({"nsubj", "obl:agent", "nmod:poss"})
UNDERGOING = frozenset({"nsubj:pass", "obj", "iobj", "obl", "nmod", "compound"})

Clusters = list[frozenset[str]]


class Mention(msgspec.Struct, frozen=True):
    """A gold mention with what our own reading says of it."""

    key: str
    story: str
    chain: str
    lemma: str
    account: Account


def mentions(rows: Sequence[dict[str, Any]], nlp: Language) -> list[Mention]:
    """The event mentions of the checked sentences, with the accounts made of them."""
    from verbale import language

    where: list[tuple[dict[str, Any], int, int]] = []
    texts: list[str] = []
    for row in rows:
        start = 0
        for number, line in enumerate(row["text"].split("\n")):
            if number in row["validated_sents"]:
                where.append((row, number, start))
                texts.append(line)
            start += len(line) + 1
    found = []
    for (row, number, start), doc in zip(where, language.parse_many(nlp, texts), strict=True):
        found += _of_sentence(row, number, start, doc)
    return found


def _of_sentence(row: dict[str, Any], number: int, start: int, doc: Doc) -> list[Mention]:
    here = [m for m in row["mentions"] if m["sent"] == number]
    heads = {m["id"]: _head(doc, m["start"] - start, m["end"] - start) for m in here}
    people = {
        head.i: _entity(head)
        for m in here
        if m["type"].startswith(("HUMAN", "NON_HUMAN")) and (head := heads[m["id"]]) is not None
        if head.pos_ != "PRON"
    }
    places = [m for m in here if m["type"].startswith("LOC")]
    place = fold(places[0]["text"]) if len(places) == 1 else None
    date = _date(doc)
    out = []
    for m in here:
        head = heads[m["id"]]
        if not m["is_event"] or head is None:
            continue
        key = f"{row['id']} {m['id']}"
        actors = _parties(head, ACTING, people)
        recipients = tuple(p for p in _parties(head, UNDERGOING, people) if p not in actors)
        told = Told(
            start=m["start"],
            end=m["end"],
            type="ACT",
            mode=None,
            contexts=(),
            cameo=None,
            status="occurred",
            actors=(),
            recipients=(),
            frame=head.lemma_.lower(),
            sentence=Extent(start, start + len(doc.text)),
            place=PlaceMention(0, 0, place, "city") if place else None,
        )
        account = Account(
            anchor=key,
            report=row["id"],
            index=int(m["id"]),
            told=told,
            actors=actors,
            recipients=recipients,
            sides={p: frozenset({p}) for p in (*actors, *recipients)},
            date=date,
            dated_by="time:" if date.start else "",
        )
        out.append(Mention(key, row["subtopic"], m["chain"], told.frame, account))
    return out


def _head(doc: Doc, start: int, end: int) -> Token | None:
    """The token of a stretch that governs the rest of it."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return None if span is None or not len(span) else span.root


def _entity(head: Token) -> str:
    """What a participant is known by: the last word of its name, or its noun."""
    return fold(head.lemma_ if head.pos_ == "NOUN" else head.text)


def _parties(head: Token, labels: frozenset[str], people: dict[int, str]) -> tuple[str, ...]:
    """Gold participants that hang on the mention by one of the labels; those of the verb that
    it is conjoined with or governed by, for a subject."""
    out = [people[c.i] for c in head.children if c.dep_ in labels and c.i in people]
    up = head
    while not out and labels is ACTING and up.dep_ in ("conj", "xcomp", "advcl") and up.head != up:
        up = up.head
        out = [
            people[c.i] for c in up.children if c.dep_ in ("nsubj", "nsubj:pass") and c.i in people
        ]
    return tuple(dict.fromkeys(out))


def _date(doc: Doc) -> Interval:
    """What the sentence's one time expression denotes, seen from the story's day."""
    dated = [
        found.interval
        for timex, found in times.read(doc, STORY_DAY)
        if timex.type in ("DATE", "TIME") and found.interval is not None
    ]
    whole = [d for d in dated if d.start is not None and d.end is not None]
    return whole[0] if len(whole) == 1 else Interval()


def by_lemma(found: Iterable[Mention]) -> Clusters:
    """The baseline: one head lemma, one event."""
    return _grouped((m.key, f"{m.story} {m.lemma}") for m in found)


def by_chain(found: Iterable[Mention]) -> Clusters:
    """The gold."""
    return _grouped((m.key, f"{m.story} {m.chain}") for m in found)


def by_merging(found: Iterable[Mention]) -> Clusters:
    """What the record's own merging makes of each story."""
    return _united(found, lambda likeness, a, b: likeness)


def by_lemma_and_bars(found: Iterable[Mention]) -> Clusters:
    """The baseline, but what contradicts keeps mentions apart: parties, days and places told."""

    def judged(likeness: Likeness, a: Account, b: Account) -> Likeness:
        bars = set(likeness.bars)
        if not (a.actors and b.actors):
            bars.discard("actors")
        if a.told.frame != b.told.frame:
            bars.add("words")
        return Likeness({**likeness.points, "lemma": THRESHOLD}, tuple(sorted(bars)))

    return _united(found, judged)


def _united(
    found: Iterable[Mention], judged: Callable[[Likeness, Account, Account], Likeness]
) -> Clusters:
    stories: dict[str, dict[str, Account]] = defaultdict(dict)
    for mention in found:
        stories[mention.story][mention.key] = mention.account
    day = Interval(STORY_DAY, STORY_DAY)
    out: Clusters = []
    for accounts in stories.values():
        context = Context({a.report: day for a in accounts.values()}, lambda a, b: False)
        compared = {
            (x, y): judged(compare(accounts[x], accounts[y], context), accounts[x], accounts[y])
            for x, y in combinations(sorted(accounts), 2)
        }
        likely = {pair: likeness.score for pair, likeness in compared.items() if likeness.same}
        events = unite(list(accounts.values()), likely, _looked_up(compared))
        out += [frozenset(a.anchor for a in event) for event in events]
    return out


def _looked_up(compared: dict[tuple[str, str], Likeness]) -> Callable[[str, str], Likeness]:
    return lambda x, y: compared[min(x, y), max(x, y)]


def _grouped(pairs: Iterable[tuple[str, str]]) -> Clusters:
    groups: dict[str, set[str]] = defaultdict(set)
    for key, group in pairs:
        groups[group].add(key)
    return [frozenset(g) for g in groups.values()]


def conll(gold: Clusters, found: Clusters) -> dict[str, tuple[float, float, float]]:
    """Recall, precision and F1 of MUC, B-cubed and CEAF-e, and the mean F1 as "CoNLL"."""
    of_gold = {m: c for c in gold for m in c}
    of_found = {m: c for c in found for m in c}
    out = {
        "MUC": _f1(_muc(gold, of_found), _muc(found, of_gold)),
        "B3": _f1(_b_cubed(gold, of_found), _b_cubed(found, of_gold)),
        "CEAFe": _ceaf(gold, found, of_found),
    }
    mean = sum(f for _, _, f in out.values()) / len(out)
    return {**out, "CoNLL": (mean, mean, mean)}


def _f1(recall: float, precision: float) -> tuple[float, float, float]:
    both = recall + precision
    return recall, precision, 2 * recall * precision / both if both else 0.0


def _muc(clusters: Clusters, other: dict[str, frozenset[str]]) -> float:
    links = sum(len(c) - 1 for c in clusters)
    kept = sum(len(c) - len({other[m] for m in c}) for c in clusters)
    return kept / links if links else 0.0


def _b_cubed(clusters: Clusters, other: dict[str, frozenset[str]]) -> float:
    total = sum(len(c) for c in clusters)
    return sum(len(c & other[m]) / len(c) for c in clusters for m in c) / total


def _ceaf(
    gold: Clusters, found: Clusters, of_found: dict[str, frozenset[str]]
) -> tuple[float, float, float]:
    column = {c: i for i, c in enumerate(found)}
    likeness = np.zeros((len(gold), len(found)))
    for i, cluster in enumerate(gold):
        for other in {of_found[m] for m in cluster}:
            shared = len(cluster & other)
            likeness[i, column[other]] = 2 * shared / (len(cluster) + len(other))
    best = likeness[linear_sum_assignment(-likeness)].sum()
    return _f1(best / len(gold), best / len(found))


def main() -> None:
    """Read, merge, print."""
    from verbale import language

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, nargs="?")
    parser.add_argument("--split", choices=("train", "dev"))
    asked = parser.parse_args()
    shared = asked.shared or Path(os.environ.get("VERBALE_SHARED", ROOT.parent / "shared"))
    path = shared / "data" / "coref" / "ecbplus_train_dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as f:
        rows = [msgspec.json.decode(line) for line in f]
    found = mentions([r for r in rows if asked.split in (None, r["split"])], language.load())
    gold = by_chain(found)
    print(f"{len(found)} mentions, {len(gold)} events")
    ways = {"lemma": by_lemma, "lemma, unless barred": by_lemma_and_bars, "merging": by_merging}
    for name, way in ways.items():
        print(f"{name:20}", _row(conll(gold, way(found))))


def _row(scores: dict[str, tuple[float, float, float]]) -> str:
    return "  ".join(
        f"{k} {100 * r:.1f} {100 * p:.1f} {100 * f:.1f}" for k, (r, p, f) in scores.items()
    )


if __name__ == "__main__":
    main()
