"""Sentences of diplomatic news with known trees, drawn from ``data/grammar.txt``."""

from __future__ import annotations

import random
import re
from typing import Any, NamedTuple

from training.names import Stock
from training.settings import ROOT, Settings

Example = dict[str, Any]
_ITEM = re.compile(r"(.+?):(\d+)(?::([a-z][a-z:]*))?$")
_UPOS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "JJR": "ADJ",
    "RB": "ADV", "RBR": "ADV", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB",
    "VBP": "VERB", "VBZ": "VERB", "MD": "AUX", "IN": "ADP", "DT": "DET", "CD": "NUM", "TO": "PART",
    "POS": "PART",
    "PRP": "PRON", "PRP$": "PRON", "CC": "CCONJ", "EX": "PRON",
}  # fmt: skip
_ENTITIES = {
    "PERSON": "PERSON", "LAST": "PERSON", "COUNTRY": "LOC", "CITY": "LOC", "CITYUP": "LOC",
    "ORG": "ORG", "AGENCY": "ORG", "PEOPLE": "NORP", "FOREIGN": "ORG", "STATE": "ORG",
    "WHITE": "ORG",
}  # fmt: skip
#: Names of places in several words, as EWT draws them.
_AMOD = ["Saudi Arabia", "New Zealand", "New Delhi", "New York", "Middle East"]
_COMPOUND = ["South Korea", "North Korea", "South Africa", "South Sudan", "San Francisco"]
_FLAT = [
    "Sri Lanka", "Hong Kong", "Tel Aviv", "Abu Dhabi", "Buenos Aires", "Addis Ababa",
    "Kuala Lumpur", "Phnom Penh", "San Salvador",
    "Costa Rica", "El Salvador", "Burkina Faso", "Los Angeles",
]  # fmt: skip
_STATES = {"South Korea", "North Korea", "South Africa", "South Sudan", "Saudi Arabia",
           "New Zealand", "Sri Lanka", "Costa Rica", "El Salvador", "Burkina Faso"}  # fmt: skip
_AGENCIES = [
    "AP",
    "Reuters",
    "AFP",
    "Xinhua",
    "TASS",
    "Kyodo",
    "Yonhap",
    "UPI",
    "DPA",
    "Interfax",
    "CNN",
    "BBC",
    "ANI",
    "IRNA",
]


class Word(NamedTuple):
    """A word of a phrase; ``head`` is its place in the phrase, -1 for the phrase's head."""

    form: str
    upos: str
    xpos: str
    head: int
    rel: str
    tag: str


class Item(NamedTuple):
    """One item of a rule: a rule's name or a word, its head (0-based, -1 = none) and relation."""

    rule: str
    word: tuple[str, str, str]
    head: int
    rel: str


def read_grammar() -> dict[str, list[tuple[int, list[Item]]]]:
    """The rules with their weights."""
    rules: dict[str, list[tuple[int, list[Item]]]] = {}
    current: list[tuple[int, list[Item]]] = []
    for line in (ROOT / "training/data/grammar.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            current = rules.setdefault(line.strip(), [])
            continue
        weight, parts = 1, line.split()
        if re.fullmatch(r"\d+\*", parts[0]):
            weight = int(parts.pop(0)[:-1])
        current.append((weight, [_item(part) for part in parts]))
        assert sum(item.head < 0 for item in current[-1][1]) == 1, line
        assert all(item.head < len(current[-1][1]) for item in current[-1][1]), line
    return rules


def _item(text: str) -> Item:
    match = _ITEM.fullmatch(text)
    assert match, text
    what, head, rel = match.groups()
    assert (head == "0") == (rel is None), text
    if what.startswith("<"):
        return Item(what.strip("<>"), ("", "", ""), int(head) - 1, rel or "root")
    form, xpos, *upos = what.split("/")
    return Item(
        "",
        (form, xpos, upos[0] if upos else _UPOS.get(xpos, "PUNCT")),
        int(head) - 1,
        rel or "root",
    )


class Grammar:
    """Draws sentences."""

    def __init__(self, stock: Stock, rng: random.Random) -> None:
        self.rules = read_grammar()
        self.rng = rng
        self.people = [p for p in stock.people if p.count(" ") < 3]
        self.countries = [c for c in stock.countries if " " not in c and "-" not in c] * 2
        self.countries += ["United States"] * 30 + [
            c for c in _AMOD + _COMPOUND + _FLAT if c in _STATES
        ] * 3
        self.cities = [c for c in stock.cities if c.isalpha()]
        self.capitals = [
            "Beijing",
            "Washington",
            "Moscow",
            "Tehran",
            "Tokyo",
            "Seoul",
            "London",
            "Paris",
            "Berlin",
            "Brussels",
            "Rome",
            "Kyiv",
            "Ankara",
            "Cairo",
            "Riyadh",
            "Doha",
            "Jerusalem",
            "Damascus",
            "Baghdad",
            "Islamabad",
            "Kabul",
            "Geneva",
            "Vienna",
            "Canberra",
            "Ottawa",
            "Manila",
            "Hanoi",
            "Jakarta",
            "Nairobi",
            "Pretoria",
            "Caracas",
            "Havana",
            "Brasilia",
            "Warsaw",
        ] + [c for c in _AMOD + _COMPOUND + _FLAT if c not in _STATES and c != "Middle East"]
        peoples = (ROOT / "training/data/demonyms.txt").read_text(encoding="utf-8").split()
        self.peoples = [
            p
            for p in peoples
            if p.endswith(("an", "ese", "ish", "i", "ch", "Swiss", "Thai", "Greek"))
        ]
        self.bodies = [body for body in stock.bodies if " " not in body]

    def phrase(self, rule: str, depth: int = 0) -> list[Word]:
        """Words of a rule, drawn."""
        words = self.builtin(rule)
        if words is None:
            options = self.rules[rule]
            weights = [w / (8 if depth > 4 and _deep(items) else 1) for w, items in options]
            words = self.expand(self.rng.choices(options, weights)[0][1], depth)
        kind = _ENTITIES.get(rule)
        if kind:
            skip = 1 if words[0].form.lower() == "the" else 0
            words = words[:skip] + [
                w._replace(tag=f"{'B' if i == 0 else 'I'}-{kind}")
                for i, w in enumerate(words[skip:])
            ]
        return words

    def expand(self, items: list[Item], depth: int) -> list[Word]:
        parts = [
            self.phrase(item.rule, depth + 1)
            if item.rule
            else [Word(item.word[0], item.word[2], item.word[1], -1, "", "O")]
            for item in items
        ]
        starts = [sum(map(len, parts[:i])) for i in range(len(parts))]
        tops = [
            start + next(k for k, w in enumerate(part) if w.head < 0)
            for start, part in zip(starts, parts, strict=True)
        ]
        out: list[Word] = []
        for item, part, start in zip(items, parts, starts, strict=True):
            for word in part:
                if word.head >= 0:
                    out.append(word._replace(head=word.head + start))
                elif item.head < 0:
                    out.append(word._replace(rel="root"))
                else:
                    out.append(word._replace(head=tops[item.head], rel=item.rel))
        return out

    def builtin(self, rule: str) -> list[Word] | None:
        rng = self.rng
        if rule == "PERSON":
            return _flat(re.findall(r"[^\W\d_]+['’][^\W\d_]+|[^\W\d_]+|-", rng.choice(self.people)))
        if rule == "LAST":
            return _flat([rng.choice(self.people).split()[-1].split("-")[0]])
        if rule == "COUNTRY":
            return self.place(rng.choice(self.countries))
        if rule in ("CITY", "CITYUP"):
            words = self.place(rng.choice(self.capitals if rng.random() < 0.5 else self.cities))
            upper = rule == "CITYUP" and rng.random() < 0.8
            return [w._replace(form=w.form.upper()) for w in words] if upper else words
        if rule in ("ORG", "AGENCY"):
            return _flat([rng.choice(self.bodies if rule == "ORG" else _AGENCIES)])
        if rule == "PEOPLE":
            return [Word(rng.choice(self.peoples), "ADJ", "JJ", -1, "", "O")]
        if rule in ("NUMBER", "DAYNUM", "YEAR"):
            low, high = {"NUMBER": (2, 60), "DAYNUM": (1, 31), "YEAR": (1985, 2025)}[rule]
            return [Word(str(rng.randint(low, high)), "NUM", "CD", -1, "", "O")]
        return None

    def place(self, name: str) -> list[Word]:
        if name in ("United States", "United Kingdom"):
            last = "NNPS" if name[-1] == "s" else "NNP"
            return [
                Word("the", "DET", "DT", 2, "det", "O"),
                Word("United", "ADJ", "NNP", 2, "amod", "O"),
                Word(name.split()[1], "PROPN", last, -1, "", "O"),
            ]
        words = name.split()
        if name in _FLAT or len(words) == 1:
            return _flat(words)
        rel, upos = ("amod", "ADJ") if name in _AMOD else ("compound", "PROPN")
        first = [Word(words[0], upos, "NNP", 1, rel, "O")]
        return [*first, Word(words[1], "PROPN", "NNP", -1, "", "O")]

    def sentence(self, rule: str) -> Example:
        """One sentence as an example."""
        while True:
            words = self.phrase(rule)
            if len(words) <= 55:
                break
        words = _one_comma(words)
        forms = []
        for i, word in enumerate(words):
            form = word.form
            if (
                i
                and form[0].isupper()
                and word.xpos in {"DT", "PRP", "IN", "NNS", "NN"}
                and form.istitle()
            ):
                form = form.lower()
            forms.append(form)
        first = next(i for i, w in enumerate(words) if w.upos != "PUNCT")
        forms[first] = forms[first][0].upper() + forms[first][1:]
        tags = [w.tag for w in words]
        style = self.rng.random()
        if style < 0.5:
            curly = {"``": "“", "''": "”", "'s": "’s"} if style < 0.25 else {"``": '"', "''": '"'}
            forms = [curly.get(f, f) for f in forms]
        else:
            forms = [{"``": '"', "''": '"'}.get(f, f) for f in forms]
        return {
            "words": forms,
            "upos": [w.upos for w in words],
            "xpos": [w.xpos for w in words],
            "head": [w.head + 1 if w.head >= 0 else 0 for w in words],
            "rel": [w.rel for w in words],
            "names": tags,
            "wire": tags,
        }


def _one_comma(words: list[Word]) -> list[Word]:
    """Without a comma that another mark follows: two phrases each brought theirs."""
    kept = [
        i for i, word in enumerate(words)
        if not (word.form == "," and i + 1 < len(words) and words[i + 1].form in {",", "."})
    ]  # fmt: skip
    place = {old: new for new, old in enumerate(kept)}
    return [words[i]._replace(head=place.get(words[i].head, -1)) for i in kept]


def _deep(items: list[Item]) -> bool:
    return any(item.rule in {"CLAUSE", "SIDE", "ISSUE", "INF"} for item in items)


def _flat(words: list[str]) -> list[Word]:
    """A name whose words hang on its first; a hyphen hangs on the word behind it."""
    out = []
    for i, word in enumerate(words):
        if word == "-":
            out.append(Word(word, "PUNCT", "HYPH", i + 1, "punct", "O"))
        else:
            out.append(Word(word, "PROPN", "NNP", 0 if i else -1, "flat", "O"))
    return out


def made(settings: Settings) -> list[Example]:
    """Sentences of the grammar: some with a dateline before them, some in short passages."""
    rng = random.Random(settings.seed)
    grammar = Grammar(Stock(settings), rng)
    out: list[Example] = []
    while len(out) < settings["data"]["patterns"]:
        name = f"made-{len(out)}"
        first = True
        if rng.random() < 0.15:
            out.append(grammar.sentence("DATELINE") | {"doc": name, "par": True})
            first = False
        for _ in range(rng.randint(1, 3)):
            out.append(grammar.sentence("S") | {"doc": name, "par": first})
            first = False
    return out


if __name__ == "__main__":
    grammar = Grammar(Stock(Settings()), random.Random(3))
    for _ in range(40):
        print(" ".join(grammar.sentence("S")["words"]))
