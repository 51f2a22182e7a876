"""Make ``lemmas.json``: what the suffix rules of ``verbale.language.lemmas`` get wrong.

From the training part of EWT (CC BY-SA 4.0), and WordNet's lists of base forms and exceptions as
the package spacy-lookups-data carries them (MIT; WordNet licence).
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from training.treebanks import read_conllu
from verbale.language.lemmas import CLASSES, Lemmas


def wordnet() -> tuple[dict[str, list[str]], dict[str, dict[str, list[str]]]]:
    """Base forms and irregular forms by part of speech (verb, noun, adj, adv)."""
    import spacy_lookups_data

    folder = Path(spacy_lookups_data.__file__).parent / "data"

    def table(name: str) -> dict:
        return json.loads(gzip.decompress((folder / f"en_lemma_{name}.json.gz").read_bytes()))

    return table("index"), table("exc")


def build(treebank: Path) -> dict[str, dict]:
    """Tables of exceptions and of known words."""
    index, irregular = wordnet()
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    seen: dict[str, set[str]] = defaultdict(set)
    for sentence in read_conllu(treebank):
        for token in sentence.tokens:
            low = token.form.lower().replace("\u2019", "'")
            counts[token.upos, token.xpos, low][token.lemma] += 1
            if token.upos == "VERB":
                seen["verb"].add(token.lemma)
    exceptions: dict[str, dict[str, str]] = defaultdict(dict)
    for kind, pos in (
        ("verb-ed", "verb"),
        ("verb-ing", "verb"),
        ("verb-s", "verb"),
        ("noun-s", "noun"),
        ("more", "adj"),
        ("most", "adj"),
    ):
        for form, bases in irregular[pos].items():
            base = bases[0]
            if "_" in form or "_" in base or not _fits(kind, form, base):
                continue
            exceptions[kind][form] = base
    exceptions["verb-ed"] |= {"was": "be", "were": "be", "been": "be", "had": "have"}
    words = {
        "verb": sorted(
            {w for w in index["verb"] if w.isalpha() and w.islower()} | _plain(seen["verb"])
        ),
        "adj": sorted(w for w in index["adj"] if w.isalpha() and w.islower() and len(w) < 9),
        "noun": sorted(
            w
            for w in index["noun"]
            if w.isalpha()
            and w.endswith(("e", "s", "ie", "o", "x", "ch", "sh", "z"))
            and w.islower()
        ),
    }
    # A verb of two spellings ("singe", "sing") would win over the common one: drop the rare.
    rules = Lemmas({}, {k: frozenset(v) for k, v in words.items()})
    for table in (exceptions,):
        for kind in list(table):
            tag = {v: k for k, v in CLASSES.items()}[kind]
            upos = {"verb": "VERB", "noun": "NOUN", "more": "ADJ", "most": "ADJ"}[
                kind.split("-")[0]
            ]
            table[kind] = {f: b for f, b in table[kind].items() if rules.lemma(f, upos, tag) != b}
    first = Lemmas(exceptions, {k: frozenset(v) for k, v in words.items()})
    for (upos, xpos, low), found in sorted(counts.items()):
        lemma, n = found.most_common(1)[0]
        total = sum(found.values())
        if upos in {"PROPN", "X", "PUNCT", "SYM", "NUM", "INTJ"} or n * 2 <= total:
            continue
        if first.lemma(low, upos, xpos) == lemma:
            continue
        shared = upos in {"AUX", "PRON", "DET", "PART", "ADP", "SCONJ", "CCONJ", "ADV"}
        key = f"{upos} {xpos}" if shared or xpos not in CLASSES else CLASSES[xpos]
        if total > 1 or key in CLASSES.values():
            exceptions[key][low] = lemma
    return {
        "exceptions": {k: dict(sorted(v.items())) for k, v in sorted(exceptions.items())},
        "words": {k: " ".join(v) for k, v in words.items()},
    }


def _plain(words: set[str]) -> set[str]:
    return {w for w in words if w.isalpha() and w.islower()}


def _fits(kind: str, form: str, base: str) -> bool:
    if kind == "verb-ing":
        return form.endswith("ing")
    if kind == "verb-s":
        return form.endswith("s") and not form.endswith("ss")
    if kind == "verb-ed":
        return not form.endswith("ing") and not (form.endswith("s") and base + "s" == form)
    if kind == "more":
        return form.endswith("r") or form in {"more", "less"}
    if kind == "most":
        return form.endswith("st")
    return form != base


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(
        json.dumps(build(Path(sys.argv[1])), ensure_ascii=False, separators=(",", ":")),
        encoding="utf-8",
    )
