"""One stage at a time on rows of JSON: what ``verbale inspect`` prints (docs/cli.md)."""

from __future__ import annotations

import datetime as dt
import gzip
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import msgspec

from verbale.errors import FormatError, InputError
from verbale.records import Report

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from verbale.knowledge.own import Own
    from verbale.records import Cast

KINDS = ("parse", "times", "statements", "quotes", "events", "copies", "text")
Row = dict[str, Any]
_BATCH = 64
_GZIP = b"\x1f\x8b"


def rows(path: str | Path, skipped: Callable[[str], None]) -> Iterator[Row]:
    """The rows of a file of JSON lines ("-": standard input); `skipped` hears of broken ones.

    A file of plain text, by its ending .txt, is one row. Raises `InputError` where the file cannot
    be read.
    """
    name = "standard input" if str(path) == "-" else str(path)
    try:
        if name.endswith(".txt"):
            text = Path(path).read_text(encoding="utf-8")
            yield {"id": Path(path).stem, "text": text}
            return
        with _lines(path) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        yield _row(line, number)
                    except FormatError as error:
                        skipped(f"{name}, line {number}: {error}")
    except (OSError, EOFError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{name} cannot be read ({why}); check the path.") from error
    except UnicodeDecodeError as error:
        raise FormatError(f"{name} is not text in UTF-8; save it as UTF-8.") from error


@contextmanager
def _lines(path: str | Path) -> Iterator[IO[bytes]]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    with Path(path).open("rb") as file:
        packed = file.read(2) == _GZIP
        file.seek(0)
        if not packed:
            yield file
            return
        with gzip.open(file) as inner:
            yield cast(IO[bytes], inner)


def _row(line: bytes, number: int) -> Row:
    from verbale.intake.jsonlines import parsed

    row = parsed(line)
    if not isinstance(row, dict):
        raise FormatError('is JSON but not an object with a "text" field')
    for field in ("text", "html"):
        if field in row and not isinstance(row[field], str):
            raise FormatError(f'has a "{field}" that is not text')
    if not row.keys() & {"text", "words", "html"}:
        raise FormatError('has no "text"')
    row.setdefault("id", str(number))
    return row


def inspect(
    kind: str, given: Iterable[Row], reader: str | None = None, own: Own | None = None
) -> Iterator[Row]:
    """The lines of one stage for rows with `id`, `text` and, for times, `published` or `dct`.

    `kind`: "parse", "times", "statements", "quotes" (what stands in quote marks alone), "events",
    "copies" (lines after all input) or "text" (from `html`). `reader`: see :func:`verbale.read`;
    `own`: a user's own files (`verbale.knowledge.own.given`).
    """
    if kind == "text":
        from verbale.intake import html

        yield from html.inspect(given)
    elif kind == "copies":
        yield from _copies(given)
    else:
        from verbale import language
        from verbale.knowledge.own import Own

        nlp = language.load(reader)
        if kind == "parse":
            yield from language.inspect(nlp, given)
        else:
            yield from _STAGES[kind](nlp, given, own or Own())


def explain(
    text: str,
    published: str | None = None,
    reader: str | None = None,
    own: Own | None = None,
) -> str:
    """What the lexicon of acts makes of a text, and why, as lines to be read.

    `own`: a user's own files (`verbale.knowledge.own.given`).
    """
    from verbale import language
    from verbale.knowledge.own import Own, knowledge
    from verbale.reading.acts.explain import explain as explained

    own = own or Own()
    doc = language.parse(language.load(reader), text)
    return explained(doc, _cast(doc, {"published": published}, own), knowledge(own).lexicon)


def _copies(given: Iterable[Row]) -> Iterator[Row]:
    from verbale import cleaning, copies
    from verbale.records import Cast, Reading

    held = {}
    for row in given:
        report = _report(row)
        marks = cleaning.clean(report)
        prints = copies.passages(report.text, marks)
        held[report.id] = Reading(report, marks, Cast(), (), (), (), (), prints)
    yield from copies.inspect(held)


def _times(nlp: Language, given: Iterable[Row], _: Own) -> Iterator[Row]:
    from verbale.reading import times

    for row, doc in _docs(nlp, given):
        yield {"id": row["id"], "timex": times.inspect(doc, _reference(row))}


def _statements(nlp: Language, given: Iterable[Row], own: Own) -> Iterator[Row]:
    from verbale.reading import statements

    for row, doc in _docs(nlp, given):
        yield {"id": row["id"], "quotes": statements.inspect(doc, _cast(doc, row, own))}


def _quotes(nlp: Language, given: Iterable[Row], own: Own) -> Iterator[Row]:
    from verbale.reading import statements

    for row, doc in _docs(nlp, given):
        yield {"id": row["id"], "quotes": statements.passages(doc, _cast(doc, row, own))}


def _events(nlp: Language, given: Iterable[Row], own: Own) -> Iterator[Row]:
    from verbale.reading import events

    for row, doc in _docs(nlp, given):
        yield {"id": row["id"], "events": events.inspect(doc, _cast(doc, row, own))}


_STAGES: dict[str, Callable[[Language, Iterable[Row], Own], Iterator[Row]]] = {
    "times": _times,
    "statements": _statements,
    "quotes": _quotes,
    "events": _events,
}


def _docs(nlp: Language, given: Iterable[Row]) -> Iterator[tuple[Row, Doc]]:
    from verbale import language

    waiting = iter(given)
    while batch := list(islice(waiting, _BATCH)):
        docs = language.parse_many(nlp, [str(row.get("text") or "") for row in batch])
        yield from zip(batch, docs, strict=True)


def _cast(doc: Doc, row: Row, own: Own) -> Cast:
    from verbale.knowledge.own import knowledge
    from verbale.reading import parties

    home = parties.issuer(row.get("outlet"))
    return parties.find(doc, _reference(row), knowledge(own).directory, home)


def _report(row: Row) -> Report:
    return Report(str(row["id"]), "", str(row.get("text") or ""), title=row.get("title"))


def _reference(row: Row) -> dt.date | None:
    told = row.get("published") or row.get("dct")
    try:
        return msgspec.convert(str(told)[:10], dt.date) if told else None
    except msgspec.ValidationError:
        return None
