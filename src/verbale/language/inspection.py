"""The parse as lines of ``verbale inspect parse``: for people and scorers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from verbale.language.network import Network
from verbale.language.pipelines import documents, network

_BATCH = 64


def lines(nlp: Language, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """See :func:`verbale.language.inspect`; lines come in the order of the rows."""
    stream = iter(rows)
    while batch := list(islice(stream, _BATCH)):
        ours = network(nlp)
        given = [row for row in batch if "words" in row]
        plain = [row for row in batch if "words" not in row]
        docs = documents(nlp, [str(row["text"]) for row in plain], None, None)
        done = {id(row): _from_doc(row, doc) for row, doc in zip(plain, docs, strict=True)}
        if given and ours is not None:
            done |= dict(zip(map(id, given), _from_words(ours, given), strict=True))
        elif given:
            done |= {id(row): _from_doc(row, _pretokenized(nlp, row)) for row in given}
        yield from (done[id(row)] for row in batch)


def _from_words(ours: Network, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    runs = [[word for sentence in row["words"] for word in sentence] for row in rows]
    bounds: list[list[int] | None] = []
    for row in rows:
        starts, at = [], 0
        for sentence in row["words"]:
            if sentence:
                starts.append(at)
            at += len(sentence)
        bounds.append(starts)
    for row, words, found in zip(rows, runs, ours.read(runs, bounds), strict=True):
        opens = set(found.starts)
        tokens = [
            {
                "upos": found.upos[i],
                "xpos": found.xpos[i],
                "lemma": ours.lemmas.lemma(word, found.upos[i], found.xpos[i]),
                "head": found.heads[i],
                "deprel": found.rels[i],
                "sent_start": i in opens,
                "entity": found.entities[i],
            }
            for i, word in enumerate(words)
        ]
        yield {"id": row.get("id"), "tokens": tokens}


def _pretokenized(nlp: Language, row: dict[str, Any]) -> Doc:
    sentences = [sentence for sentence in row["words"] if sentence]
    starts: list[bool | int | None] = [
        i == 0 for sentence in sentences for i in range(len(sentence))
    ]
    words = [word for sentence in sentences for word in sentence]
    return nlp(Doc(nlp.vocab, words=words, sent_starts=starts))


def _from_doc(row: dict[str, Any], doc: Doc) -> dict[str, Any]:
    """White space is no token here: heads count the words alone."""
    words = [token for token in doc if not token.is_space]
    place = {token.i: i for i, token in enumerate(words)}
    opens = {next((place[t.i] for t in sentence if not t.is_space), -1) for sentence in doc.sents}
    tokens = [
        {
            "start": token.idx,
            "end": token.idx + len(token),
            "upos": token.pos_,
            "xpos": token.tag_,
            "lemma": token.lemma_,
            "head": place.get(token.head.i, i),
            "deprel": token.dep_,
            "sent_start": i in opens,
            "entity": f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O",
        }
        for i, token in enumerate(words)
    ]
    return {"id": row.get("id"), "tokens": tokens}
