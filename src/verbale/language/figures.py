"""Lines of figures, which need no parser: "Shr 34 cts vs 1.19 dlrs", "Revs 2.1 mln vs 1.9 mln".

Company results make an eighth of the passages of a wire. A passage that holds a figure and
nothing else but the words of such tables (`knowledge/data/figures.txt`) names nobody, tells of no
act and quotes nothing. What it is read as follows from its words alone.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from verbale.language.analysis import Analysis


@cache
def vocabulary() -> frozenset[str]:
    """The words of tables of figures, in small letters."""
    text = files("verbale.knowledge").joinpath("data/figures.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())


def alone(words: list[str]) -> bool:
    """Whether a passage is a line of figures."""
    known = vocabulary()
    figure = False
    for word in words:
        if not any(map(str.isalpha, word)):
            figure = figure or any(map(str.isdigit, word))
        elif word.lower() not in known:
            return False
    return figure


def analysis(words: list[str]) -> Analysis:
    """One sentence whose words hang on the first of them; words are nouns."""
    upos = [_upos(word) for word in words]
    tags = {"NUM": "CD", "PUNCT": ",", "SYM": "SYM", "NOUN": "NN"}
    return Analysis(
        [0] * len(words),
        ["root", *("dep" for _ in words[1:])],
        upos,
        [tags[kind] for kind in upos],
        ["O"] * len(words),
        [0],
    )


def _upos(word: str) -> str:
    if any(map(str.isalpha, word)):
        return "NOUN"
    return "NUM" if any(map(str.isdigit, word)) else "PUNCT" if word in ",.:;()-" else "SYM"
