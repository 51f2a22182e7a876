"""Dependencies of spaCy's own English pipelines (ClearNLP's labels) drawn as UD.

What the two draw differently (de Marneffe et al. 2021; ClearNLP guidelines, Choi and Palmer
2012): UD hangs prepositions on their nouns, copulas on their predicates, conjunctions on the
conjunct behind them, and the words of a person's name on its first.
"""

from __future__ import annotations

from dataclasses import dataclass

#: A label of each scheme that the other lacks.
OURS, THEIRS = frozenset({"obl", "nsubj:pass"}), frozenset({"dobj", "pobj", "nsubjpass"})
_RENAMED = {
    "ROOT": "root", "dobj": "obj", "dative": "iobj", "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass", "auxpass": "aux:pass", "relcl": "acl:relcl", "poss": "nmod:poss",
    "prt": "compound:prt", "neg": "advmod", "quantmod": "advmod", "predet": "det:predet",
    "preconj": "cc:preconj", "intj": "discourse", "meta": "dep", "nn": "compound",
    "acomp": "xcomp", "attr": "xcomp", "oprd": "xcomp", "prep": "advmod", "agent": "advmod",
    "pcomp": "advcl", "pobj": "obl", "nmod": "nmod",
}  # fmt: skip
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})


@dataclass
class Draft:
    """A passage's words and its tree while it is redrawn; a root is its own head."""

    heads: list[int]
    rels: list[str]
    upos: list[str]
    lemmas: list[str]
    entities: list[str]

    def children(self, head: int) -> list[int]:
        """Dependents in the order of the text."""
        return [i for i, h in enumerate(self.heads) if h == head and i != head]

    def replace(self, old: int, new: int, rel: str) -> None:
        """Put ``new`` in the place of its head ``old``, which hangs on it as ``rel``."""
        self.heads[new] = new if self.heads[old] == old else self.heads[old]
        self.rels[new] = self.rels[old]
        for child in self.children(old):
            if child != new:
                self.heads[child] = new
        self.heads[old], self.rels[old] = new, rel


def convert(draft: Draft) -> None:
    """Redraw a tree of ClearNLP's in place."""
    _prepositions(draft)
    _copulas(draft)
    _conjunctions(draft)
    _persons(draft)
    for i, rel in enumerate(draft.rels):
        if rel == "npadvmod":
            nominal = draft.upos[draft.heads[i]] in _NOMINAL
            draft.rels[i] = "nmod:unmarked" if nominal else "obl:unmarked"
        else:
            draft.rels[i] = _RENAMED.get(rel, rel or "dep")


def _prepositions(draft: Draft) -> None:
    # From the right: the inner of two prepositions ("out of Rome") goes first.
    for i in range(len(draft.heads) - 1, -1, -1):
        if draft.rels[i] not in _PREPOSITIONS:
            continue
        objects = [c for c in draft.children(i) if draft.rels[c] in {"pobj", "pcomp"}]
        if not objects or draft.heads[i] == i:
            continue
        noun, governor = objects[0], draft.heads[i]
        nominal = draft.upos[governor] in _NOMINAL
        clause = draft.rels[noun] == "pcomp"
        agent = draft.rels[i] == "agent"
        draft.replace(i, noun, "mark" if clause else "case")
        if draft.rels[governor] in _PREPOSITIONS:
            draft.rels[noun] = "pobj"
        elif clause:
            draft.rels[noun] = "acl" if nominal else "advcl"
        else:
            draft.rels[noun] = "obl:agent" if agent else "nmod" if nominal else "obl"


def _copulas(draft: Draft) -> None:
    for i, lemma in enumerate(draft.lemmas):
        predicate = next((c for c in draft.children(i) if draft.rels[c] in {"attr", "acomp"}), None)
        if lemma == "be" and draft.upos[i] in {"AUX", "VERB"} and predicate is not None:
            draft.replace(i, predicate, "cop")


def _conjunctions(draft: Draft) -> None:
    for i, rel in enumerate(draft.rels):
        while rel == "conj" and draft.rels[draft.heads[i]] == "conj":
            draft.heads[i] = draft.heads[draft.heads[i]]
    for i, rel in enumerate(draft.rels):
        if rel == "cc":
            later = [c for c in draft.children(draft.heads[i]) if draft.rels[c] == "conj" and c > i]
            if later:
                draft.heads[i] = later[0]


def _persons(draft: Draft) -> None:
    start = 0
    while start < len(draft.heads):
        end = start + 1
        if draft.entities[start] == "B-PERSON":
            while end < len(draft.heads) and draft.entities[end] == "I-PERSON":
                end += 1
            tops = [
                i
                for i in range(start, end)
                if not start <= draft.heads[i] < end or draft.heads[i] == i
            ]
            if len(tops) == 1:
                top = tops[0]
                if top != start:
                    draft.heads[start] = top
                    draft.replace(top, start, "flat")
                for i in range(start + 1, end):
                    if draft.rels[i] in {"compound", "flat"}:
                        draft.heads[i], draft.rels[i] = start, "flat"
                for i in draft.children(start):
                    if draft.rels[i] == "compound" and i < start:
                        draft.rels[i] = "nmod:desc"
        start = end
