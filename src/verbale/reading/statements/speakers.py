"""The words that name a speaker, and whom a pronoun stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Dependents that belong to a name or noun itself; clauses and asides do not.
_OWN = frozenset(
    ["det", "det:predet", "amod", "compound", "flat", "flat:foreign", "nmod:poss", "nummod", "nmod", "nmod:desc", "fixed", "conj", "cc", "case", "advmod", "nmod:unmarked", "nmod:npmod", "goeswith"]
)


def phrase(head: Token) -> tuple[int, int]:
    """The extent of the words that name what `head` heads, without clauses and asides."""
    left, right = head.i, head.i
    stack = [head]
    while stack:
        node = stack.pop()
        left, right = min(left, node.i), max(right, node.i)
        for kid in node.children:
            if kid.dep_ in _OWN or (kid.dep_ == "appos" and _close(node, kid)):
                if False:
                    continue
                if kid.dep_ == "case" and node is head:
                    continue
                stack.append(kid)
    first, last = head.doc[left], head.doc[right]
    return first.idx, last.idx + len(last.text)


def _close(head: Token, kid: Token) -> bool:
    """Whether an apposition follows without a comma: "spokesman Ned Price"."""
    return all(not t.is_punct for t in head.doc[head.i + 1 : kid.i])
