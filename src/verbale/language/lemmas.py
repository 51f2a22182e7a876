"""Lemmas by rule: the Penn tag picks a suffix rule, tables hold what the rules get wrong.

``lemmas.json`` is made by ``training/lemmas.py`` from the training part of EWT and WordNet's
lists: ``exceptions`` (class -> form -> lemma) and ``words`` (class -> known base forms, which
decide between "hope" and "hop" for "hoping").
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

#: Tags that inflect alike share their table.
CLASSES = {
    "VBD": "verb-ed", "VBN": "verb-ed", "VBG": "verb-ing", "VBZ": "verb-s", "VBP": "verb",
    "VB": "verb", "MD": "modal", "NNS": "noun-s", "NNPS": "name-s", "JJR": "more", "JJS": "most",
    "RBR": "more", "RBS": "most",
}  # fmt: skip
_VOWELS = frozenset("aeiou")


class Lemmas:
    """The lemmatiser of one model."""

    def __init__(
        self, exceptions: dict[str, dict[str, str]], words: dict[str, frozenset[str]]
    ) -> None:
        self._exceptions = exceptions
        self._words = words
        self._nothing: frozenset[str] = frozenset()
        self.lemma = lru_cache(maxsize=60_000)(self._lemma)

    @classmethod
    def read(cls, path: Path) -> Lemmas:
        """From ``lemmas.json``."""
        data = json.loads(path.read_text(encoding="utf-8"))
        words = {kind: frozenset(text.split()) for kind, text in data["words"].items()}
        return cls(data["exceptions"], words)

    def _lemma(self, form: str, upos: str, xpos: str) -> str:
        low = form.lower().replace("\u2019", "'")
        kind = CLASSES.get(xpos, "")
        for table in (f"{upos} {xpos}", upos if upos in {"AUX", "PRON"} else kind, xpos):
            found = self._exceptions.get(table, {}).get(low)
            if found is not None:
                return found
        if upos == "PROPN":
            return self._name(form, xpos)
        if upos in {"X", "SYM", "PUNCT", "NUM"}:
            return form if upos != "NUM" else low
        if kind in {"verb-ed", "verb-ing", "verb-s"}:
            return self._verb(low, kind)
        if kind == "noun-s":
            return self._noun(low)
        if kind in {"more", "most"}:
            return self._adjective(low, "er" if kind == "more" else "est")
        return low

    def _name(self, form: str, xpos: str) -> str:
        if xpos == "NNPS" and len(form) > 3 and form.lower().endswith("s"):
            lower = self._noun(form.lower())
            return _match(form, lower)
        return form

    def _verb(self, low: str, kind: str) -> str:
        known = self._words.get("verb", self._nothing)
        if "-" in low:
            first, last = low.rsplit("-", 1)
            return f"{first}-{self._verb(last, kind)}" if last else low
        if kind == "verb-s":
            return _without_s(low, known)
        suffix = "ed" if kind == "verb-ed" else "ing"
        if not low.endswith(suffix) or len(low) < len(suffix) + 2:
            return low
        stem = low[: -len(suffix)]
        doubled = len(stem) > 2 and stem[-1] == stem[-2]
        options = [stem + "e", stem, stem[:-1] if doubled else ""]
        if stem.endswith("i") and suffix == "ed":
            options.insert(0, stem[:-1] + "y")
        if stem.endswith("y") and suffix == "ing":
            options.append(stem[:-1] + "ie")
        for option in options:
            if option in known:
                return option
        return _guess(stem, suffix)

    def _noun(self, low: str) -> str:
        known = self._words.get("noun", self._nothing)
        if "-" in low:
            first, last = low.rsplit("-", 1)
            return f"{first}-{self._noun(last)}" if last else low
        if low.endswith("men") and len(low) > 4:
            return low[:-2] + "an"
        return _without_s(low, known)

    def _adjective(self, low: str, suffix: str) -> str:
        known = self._words.get("adj", self._nothing)
        if not low.endswith(suffix):
            return low
        stem = low[: -len(suffix)]
        options = [stem, stem + "e"]
        if stem.endswith("i"):
            options.insert(0, stem[:-1] + "y")
        if len(stem) > 2 and stem[-1] == stem[-2]:
            options.insert(0, stem[:-1])
        return next((option for option in options if option in known), options[0])


def _match(form: str, lower: str) -> str:
    if form.isupper():
        return lower.upper()
    return form[: len(lower)] if form.lower().startswith(lower) else form[0] + lower[1:]


def _without_s(low: str, known: frozenset[str]) -> str:
    if not low.endswith("s") or low.endswith("ss") or len(low) < 3:
        return low
    options = [low[:-1]]
    if low.endswith("ies") and len(low) > 4:
        options.insert(0, low[:-3] + "y")
    elif low.endswith("es"):
        options.append(low[:-2])
        if low.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
            options.reverse()
    return next((option for option in options if option in known), options[0])


def _guess(stem: str, suffix: str) -> str:
    """The base of an unknown verb: "-ated" had an e, "-nned" was doubled, "-ied" was y."""
    if suffix == "ed" and stem.endswith("i"):
        return stem[:-1] + "y"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsfz":
        return stem[:-1]
    if stem.endswith(("at", "iz", "is", "iv", "uc", "c", "v", "u", "rs", "ns", "dg", "rg", "bl")):
        return stem + "e"
    if len(stem) > 2 and stem[-1] in "gz" and stem[-2] in _VOWELS:
        return stem + "e"
    return stem
