"""Documents whose lines were wrapped, read as if they were not.

Old wire copy breaks its lines within names and titles ("Trade Representative Clayton\\nYeutter").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


#: Lines of this many characters are longer than a page is wide.
_LINE = 100
#: With fewer line breaks there is no telling.
_ENOUGH = 2


def unwrap(doc: Doc) -> Doc:
    """The document with the line breaks inside paragraphs read as spaces.

    Every character keeps its place: a break of one character becomes the space after the word
    before it. A document without such breaks is given back as it is.
    """
    breaks = [token for token in doc if token.text == "\n"]
    if len(breaks) < _ENOUGH or not _wrapped(doc.text):
        return doc
    keep = [token for token in doc if not _wraps(token)]
    if len(keep) == len(doc):
        return doc
    from verbale.language.component import Page

    place = {token.i: j for j, token in enumerate(keep)}

    def new_head(token: Token) -> int:
        head = token.head
        while head.i not in place and head.head.i != head.i:
            head = head.head
        return place.get(head.i, place[token.i])

    wrapped = {token.i - 1 for token in doc if token.i not in place}
    unwrapped = Page(
        doc.vocab,
        words=[t.text for t in keep],
        spaces=[bool(t.whitespace_) or t.i in wrapped for t in keep],
        tags=[t.tag_ for t in keep],
        pos=[t.pos_ for t in keep],
        lemmas=[t.lemma_ for t in keep],
        heads=[new_head(t) for t in keep],
        deps=[t.dep_ for t in keep],
        ents=[_entity(t) for t in keep],
    )
    return unwrapped.settle()


def _wrapped(text: str) -> bool:
    """Whether the lines are those of a page, not paragraphs: none long, most of a length."""
    lengths = sorted(len(line) for line in text.split("\n") if line.strip())
    return bool(lengths) and lengths[-1] < _LINE and lengths[len(lengths) // 2] > _LINE // 3


def _wraps(token: Token) -> bool:
    """A line break of one character between two words of a paragraph."""
    i = token.i
    if token.text != "\n" or i == 0 or i + 1 == len(token.doc):
        return False
    before, after = token.doc[i - 1], token.doc[i + 1]
    return not before.whitespace_ and not before.is_space and not after.is_space


def _entity(token: Token) -> str:
    """The BIO tag; a name that began on the line before goes on."""
    if not token.ent_type_:
        return "O"
    before = token.doc[token.i - 1] if token.i else None
    if before is not None and before.text == "\n" and token.i > 1:
        last = token.doc[token.i - 2]
        if last.ent_type_ == token.ent_type_:
            return f"I-{token.ent_type_}"
    return f"{token.ent_iob_ or 'B'}-{token.ent_type_}"
