"""verbale inspect, explain: one stage at a time, for those who tune it."""

from __future__ import annotations

import sys

import click

#: The stages, in the order of reading; `verbale.inspecting.KINDS` in a test.
KINDS = ("parse", "times", "statements", "quotes", "events", "copies", "text")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("given", metavar="INPUT", default="-")
@click.option("--reader", metavar="NAME", help="A spaCy pipeline or model folder to read with.")
def inspect(kind: str, given: str, reader: str | None) -> None:
    """Run one stage on JSON lines and print one JSON line an input.

    INPUT: a file of JSON lines with id and text ("published" or "dct" as the reference date;
    "words" for parse, "html" for text), a .txt file, or - for standard input. Builds no record.
    """
    import msgspec

    from verbale import inspecting

    skipped: list[str] = []

    def skip(reason: str) -> None:
        skipped.append(reason)
        click.echo(f"skipped: {reason}", err=True)

    count = 0
    out = sys.stdout
    for line in inspecting.inspect(kind, inspecting.rows(given, skip), reader):
        out.write(msgspec.json.encode(line).decode() + "\n")
        count += 1
    out.flush()
    if skipped and not count:
        sys.exit(2)


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--published", metavar="DATE", help="The day from which the offices are seen.")
@click.option("--reader", metavar="NAME", help="A spaCy pipeline or model folder to read with.")
@click.option("--acts", multiple=True, metavar="FILE", help="Acts of your own, as in acts.tsv.")
def explain(
    text: tuple[str, ...], published: str | None, reader: str | None, acts: tuple[str, ...]
) -> None:
    """What the lexicon of acts makes of a sentence, and why.

    The parse, the acts found with the frame that fired and each argument's path, and the entries
    that did not fire with the condition that failed. TEXT: the sentence, or - for standard input.
    """
    from verbale import inspecting

    given = sys.stdin.read() if text == ("-",) else " ".join(text)
    click.echo(inspecting.explain(given, published, reader, acts))


COMMANDS = (inspect, explain)
