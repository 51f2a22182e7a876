"""What the lexicon made of a sentence, for whoever edits it: `verbale explain TEXT`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import acts as knowledge
from verbale.reading import acts, status
from verbale.reading.acts.match import Matcher
from verbale.reading.acts.regroup import regrouped
from verbale.reading.acts.settle import settle
from verbale.reading.acts.untold import why_untold
from verbale.reading.lookup import Lookup
from verbale.records import Cast

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from verbale.knowledge.acts import Condition, Entry, Lexicon
    from verbale.reading.acts import Act, Argument


def explain(doc: Doc, cast: Cast | None = None, lexicon: Lexicon | None = None) -> str:
    """The parse of each sentence, the acts in it with their frame, paths and status, the entries
    that did not fire and the condition that failed them, and what became of each act."""
    lexicon = lexicon or knowledge.load()
    cast = cast or Cast()
    doc = regrouped(doc, cast)
    matcher = Matcher(lexicon, Lookup(cast))
    found = {act.trigger: act for act in acts.find(doc, matcher)}
    events = {one.act.trigger: one for one in settle(doc, list(found.values()), matcher)}
    merged = {word: one.act.trigger for one in events.values() for word in one.also}
    lines: list[str] = []
    for sentence in doc.sents:
        lines.append(sentence.text.strip())
        lines.append("")
        for token in sentence:
            if not token.is_space:
                lines.append(
                    f"  {token.i:4} {token.text:18} {token.lemma_:16} {token.pos_:6} "
                    f"{token.dep_:14} < {token.head.text} ({token.head.i})"
                )
        lines.append("")
        for token in sentence:
            tried = matcher.entries(token)
            act = found.get(token.i)
            if act is not None:
                told = status.read(doc, act, lexicon)
                lines.extend(_act(doc, act))
                lines.append(
                    f"    status     {told.value} "
                    f"({told.rule}: {doc.text[told.start : told.end]!r})"
                )
                if token.i in events:
                    event = events[token.i]
                    lines.append(
                        f"    event      {event.type} {event.mode or ''} {event.status.value}"
                    )
                elif token.i in merged:
                    lines.append(f"    same event as {doc[merged[token.i]].text!r}")
                else:
                    outer = found.get(act.under) if act.under is not None else None
                    why = why_untold(doc, act, told, outer, matcher)
                    why = why or f"{act.entry.type} that is {told.value} is no event"
                    lines.append(f"    no event   {why}")
            for entry in tried:
                if act is not None and entry.where == act.entry.where:
                    continue
                failed = matcher.failed(token, entry)
                why = "another entry asks for more" if failed is None else _condition(failed)
                lines.append(
                    f"  not {entry.where} {entry.form.split()[0]} at {token.text!r}: {why}"
                )
        lines.append("")
    return "\n".join(lines)


def _act(doc: Doc, act: Act) -> list[str]:
    entry: Entry = act.entry
    words = " ".join(doc[i].text for i in act.words)
    return [
        f"  act {words!r}: {entry.where} {entry.form}",
        f"    code       {entry.type} {entry.mode or ''} CAMEO {entry.cameo or '-'}",
        f"    frame      {entry.frame.name}",
        f"    actors     {_arguments(doc, act.actors)}",
        f"    recipients {_arguments(doc, act.recipients)}",
    ]


def _arguments(doc: Doc, arguments: tuple[Argument, ...]) -> str:
    return "; ".join(f"{doc.text[a.start : a.end]!r} by {a.path}" for a in arguments) or "-"


def _condition(condition: Condition) -> str:
    path = "|".join(".".join(steps) for steps in condition.paths)
    values = sorted(condition.values or ())[:6]
    shown = (
        f"={'|'.join(values)}{'|PARTY' if condition.party else ''}"
        if condition.values is not None
        else ""
    )
    return f"{'lacks' if condition.wanted else 'has'} {path}{shown}"
