"""CoNLL-U and IOB2 files as plain values."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Token(NamedTuple):
    """One word of a treebank; ``head`` counts from 1, 0 is the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    rel: str
    misc: str


class Sentence(NamedTuple):
    """One sentence, with the document that it stands in and whether it begins a paragraph."""

    id: str
    document: str
    paragraph: bool
    text: str
    tokens: list[Token]


def open_text(path: Path) -> Iterator[str]:
    """The lines of a file, gzip or plain."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (line.rstrip("\n") for line in lines)


def read_conllu(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file; ranges and empty nodes are left out."""
    name = document = text = ""
    paragraph = False
    tokens: list[Token] = []
    for line in [*open_text(path), ""]:
        if line.startswith("# newdoc id"):
            document = line.split("=", 1)[1].strip()
            paragraph = True
        elif line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("# sent_id"):
            name = line.split("=", 1)[1].strip()
        elif line.startswith("# text ="):
            text = line.split("=", 1)[1].strip()
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            if cells[0].isdigit():
                tokens.append(
                    Token(cells[1], cells[2], cells[3], cells[4], int(cells[6]), cells[7], cells[9])
                )
        elif not line and tokens:
            yield Sentence(name, document, paragraph, text, tokens)
            tokens, paragraph, text = [], False, ""


def read_iob2(path: Path) -> dict[str, tuple[list[str], list[str]]]:
    """Words and BIO tags of each sentence id."""
    out: dict[str, tuple[list[str], list[str]]] = {}
    name = ""
    words: list[str] = []
    tags: list[str] = []
    for line in [*open_text(path), ""]:
        if line.startswith("# sent_id"):
            name = line.split("=", 1)[1].strip()
        elif line.startswith("#") and "\t" not in line:
            continue
        elif line:
            cells = line.split("\t")
            words.append(cells[1])
            tags.append(cells[2])
        elif words:
            out[name] = (words, tags)
            words, tags = [], []
    return out
