"""Morphology that follows from the Penn tag: number, tense, mood, degree, verb form."""

from __future__ import annotations

_BY_TAG = {
    "NN": "Number=Sing",
    "NNP": "Number=Sing",
    "NNS": "Number=Plur",
    "NNPS": "Number=Plur",
    "VBD": "Mood=Ind|Tense=Past|VerbForm=Fin",
    "VBP": "Mood=Ind|Tense=Pres|VerbForm=Fin",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "VBN": "Tense=Past|VerbForm=Part",
    "VB": "VerbForm=Inf",
    "MD": "VerbForm=Fin",
    "JJ": "Degree=Pos",
    "JJR": "Degree=Cmp",
    "JJS": "Degree=Sup",
    "RBR": "Degree=Cmp",
    "RBS": "Degree=Sup",
    "CD": "NumType=Card",
    "PRP$": "Poss=Yes|PronType=Prs",
    "WP$": "Poss=Yes|PronType=Rel",
}
_PRONOUNS = {
    "I": "Number=Sing|Person=1|PronType=Prs",
    "we": "Number=Plur|Person=1|PronType=Prs",
    "you": "Person=2|PronType=Prs",
    "he": "Gender=Masc|Number=Sing|Person=3|PronType=Prs",
    "she": "Gender=Fem|Number=Sing|Person=3|PronType=Prs",
    "it": "Gender=Neut|Number=Sing|Person=3|PronType=Prs",
    "they": "Number=Plur|Person=3|PronType=Prs",
}
_ARTICLES = {"the": "Definite=Def|PronType=Art", "a": "Definite=Ind|PronType=Art"}


def features(upos: str, xpos: str, lemma: str) -> str:
    """Universal features of a word, ``""`` where none follow from its tags and lemma."""
    if xpos == "VBG":
        return "VerbForm=Ger" if upos == "NOUN" else "Tense=Pres|VerbForm=Part"
    if upos == "PRON" and xpos == "PRP":
        return _PRONOUNS.get(lemma, "PronType=Prs")
    if upos == "DET" and lemma in _ARTICLES:
        return _ARTICLES[lemma]
    return _BY_TAG.get(xpos, "")
