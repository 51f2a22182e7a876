"""verbale inspect, explain, check: one stage at a time, and files of one's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from verbale.views.cli.options import own_files

#: The stages, in the order of reading; `verbale.inspecting.KINDS` in a test.
KINDS = ("parse", "times", "statements", "quotes", "events", "copies", "text")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("given", metavar="INPUT", default="-")
@click.option("--reader", metavar="NAME", help="A spaCy pipeline or model folder to read with.")
@own_files
def inspect(
    kind: str,
    given: str,
    reader: str | None,
    people: tuple[str, ...],
    issues: tuple[str, ...],
    acts: tuple[str, ...],
) -> None:
    """Run one stage on JSON lines and print one JSON line an input.

    INPUT: a file of JSON lines with id and text ("published" or "dct" as the reference date;
    "words" for parse, "html" for text), a .txt file, or - for standard input. Builds no record.

    What was said comes in two views: "statements" gives all of it, direct and indirect, a split
    quote in one row; "quotes" the passages in quotation marks alone, a row each. Score quotations
    (a direct view) with "quotes", speech as a whole with "statements".
    """
    import msgspec

    from verbale import inspecting
    from verbale.knowledge import own
    from verbale.language import lean

    skipped: list[str] = []

    def skip(reason: str) -> None:
        skipped.append(reason)
        click.echo(f"skipped: {reason}", err=True)

    lean(reader)
    files = own.given(people, issues, acts)
    count = 0
    out = sys.stdout
    for line in inspecting.inspect(kind, inspecting.rows(given, skip), reader, files):
        out.write(msgspec.json.encode(line).decode() + "\n")
        count += 1
    out.flush()
    if skipped and not count:
        sys.exit(2)


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--published", metavar="DATE", help="The day from which the offices are seen.")
@click.option("--reader", metavar="NAME", help="A spaCy pipeline or model folder to read with.")
@own_files
def explain(
    text: tuple[str, ...],
    published: str | None,
    reader: str | None,
    people: tuple[str, ...],
    issues: tuple[str, ...],
    acts: tuple[str, ...],
) -> None:
    """What the lexicon of acts makes of a sentence, and why.

    The parse, the acts found with the frame that fired and each argument's path, and the entries
    that did not fire with the condition that failed. TEXT: the sentence, or - for standard input.
    """
    from verbale import inspecting
    from verbale.knowledge import own
    from verbale.language import lean

    lean(reader)
    given = sys.stdin.read() if text == ("-",) else " ".join(text)
    click.echo(inspecting.explain(given, published, reader, own.given(people, issues, acts)))


@click.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
def check(files: tuple[Path, ...]) -> None:
    """Check files of your own: persons, issues or acts (docs/own-files.md).

    Says what each holds, or which line is wrong and how to mend it.
    """
    from verbale.errors import KnowledgeError
    from verbale.knowledge import own
    from verbale.views.words import safe

    broken = False
    for file in files:
        try:
            click.echo(f"{file}: {own.check(file)}")
        except KnowledgeError as error:
            broken = True
            click.echo(safe(str(error)), err=True)
    if broken:
        sys.exit(2)


COMMANDS = (inspect, explain, check)
