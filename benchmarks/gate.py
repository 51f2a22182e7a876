"""Hold every score against the floor pinned for it in ``floors.json``; fail under one.

usage: python -m benchmarks.gate [--quick] [--only NAME ...] [--raise] [--lower ROW ...]

Runs what a user would run (``verbale read``, ``export``, ``inspect``) on the development sets
of the shared folder, two at a time, without their gold, and the scorers that stand beside
them. All figures are percentages and more is better. The shared folder is ``VERBALE_SHARED``,
else ``../shared``; where it is absent the gate says so and passes. After trafilatura's
``tests/eval_gate.py``: raising floors is one command, lowering one has to be asked for by name.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import gzip
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import pages

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).with_name("floors.json")

SLACK = 0.3
"""Points that a figure may fall under its floor: the int8 products of the reader are rounded
differently by different processors, which turns a few words in a thousand."""

FED = ("id", "text", "words", "html", "published", "dct", "outlet", "title")
"""Fields that the program is given; all others are gold or hints."""

Figures = dict[str, float]
Rows = Mapping[str, tuple[int, int]]


class GateError(Exception):
    """A command that the gate ran has failed."""


def run(*command: str | Path, into: Path | None = None) -> str:
    """The standard output of a command, kept in `into` too; raises GateError if it fails."""
    done = subprocess.run(
        [*map(str, command)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        check=False,
    )
    if done.returncode:
        raise GateError(f"{' '.join(map(str, command))}\n{done.stderr[-2000:]}")
    if into is not None:
        into.write_text(done.stdout, encoding="utf-8")
    return done.stdout


def verbale(*arguments: str | Path, into: Path | None = None) -> str:
    """A `verbale` command, by the script that stands beside this interpreter."""
    return run(Path(sys.executable).with_name("verbale"), *arguments, into=into)


def scorer(shared: Path, name: str, *arguments: str | Path, into: Path | None = None) -> str:
    """One of the scorers that stand in the shared folder."""
    return run(sys.executable, shared / "tools" / f"score_{name}.py", *arguments, into=into)


def fed(gold: Path, to: Path, leave_out: tuple[str, ...] = ()) -> Path:
    """The rows of a gold file with only what the program may see."""
    with gzip.open(gold, "rt", encoding="utf-8") as rows, to.open("w", encoding="utf-8") as out:
        for row in map(json.loads, rows):
            kept = {k: row[k] for k in FED if row.get(k) is not None and k not in leave_out}
            out.write(json.dumps(kept, ensure_ascii=False) + "\n")
    return to


def percentages(rows: Rows) -> Figures:
    """Hits of totals as percentages, and those of all rows together."""
    figures = {name: 100 * hits / total for name, (hits, total) in rows.items()}
    hits, totals = (sum(row[i] for row in rows.values()) for i in (0, 1))
    return {**figures, "all": 100 * hits / max(1, totals)}


# --- the measurements: a folder to work in, the shared folder -> figures ------------------------


def seeds(work: Path, shared: Path) -> Figures:
    """The five reports, row by row of the hand-made gold."""
    return _record(work, shared, shared / "seeds", "record", shared / "gold" / "seeds")


def readouts(work: Path, shared: Path) -> Figures:
    """Official readouts, fed without titles."""
    gold = shared / "data" / "readouts" / "dev.jsonl.gz"
    given = fed(gold, work / "readouts.jsonl", leave_out=("title",))
    return _record(work, shared, given, "readouts", gold)


def _record(work: Path, shared: Path, given: Path, kind: str, gold: Path) -> Figures:
    verbale("read", given, "--into", work / "record.db")
    verbale("export", work / "record.db", "--to", work / "export")
    rows = json.loads(scorer(shared, kind, work / "export", gold, "--json"))["rows"]
    return percentages(rows)


def times(name: str) -> Callable[[Path, Path], Figures]:
    """Time expressions: F1 of spans and values, as TempEval-3 counts them."""

    def measure(work: Path, shared: Path) -> Figures:
        gold = shared / "data" / "time" / f"{name}.jsonl.gz"
        verbale("inspect", "times", fed(gold, work / "in.jsonl"), into=work / "found.jsonl")
        scored = json.loads(scorer(shared, "time", gold, work / "found.jsonl"))
        return {key: scored[key]["F"] for key in ("strict", "relaxed", "type", "value")}

    return measure


def quotes(work: Path, shared: Path) -> Figures:
    """Attributions in three views: all, direct alone, speech alone."""
    golds = shared / "data" / "quotes"
    given = fed(golds / "polnear_dev.jsonl.gz", work / "in.jsonl")
    verbale("inspect", "statements", given, into=work / "statements.jsonl")
    verbale("inspect", "quotes", given, into=work / "quotes.jsonl")
    figures: Figures = {}
    for view, found in (("", "statements"), ("direct_", "quotes"), ("speech_", "statements")):
        gold = golds / f"polnear_{view}dev.jsonl.gz"
        told = scorer(shared, "quotes", gold, work / f"{found}.jsonl")
        for key, value in re.findall(r"^(\w+) +P.*? F1 +([\d.]+)", told, re.MULTILINE):
            figures[f"{view or 'all_'}{key}"] = float(value)
        if right := re.search(r"^speaker\[all .*?span-acc +([\d.]+)", told, re.MULTILINE):
            figures[f"{view or 'all_'}speaker"] = float(right[1])
    return figures


def events(name: str) -> Callable[[Path, Path], Figures]:
    """Events of single sentences; quiet: sentences without one in which none is found."""

    def measure(work: Path, shared: Path) -> Figures:
        gold = shared / "data" / "events" / f"{name}.jsonl.gz"
        verbale("inspect", "events", fed(gold, work / "in.jsonl"), into=work / "found.jsonl")
        scored = json.loads(scorer(shared, "events", gold, work / "found.jsonl"))
        figures = {key: scored[key] for key in ("P", "R", "root_F1")}
        if scored["false_events_percent"] is not None:
            figures["quiet"] = 100 - scored["false_events_percent"]
        return figures

    return measure


def copies(work: Path, shared: Path) -> Figures:
    """Syndication groups among made reprints of wire stories."""
    gold = shared / "data" / "copies" / "syndication_dev.jsonl.gz"
    verbale("inspect", "copies", fed(gold, work / "in.jsonl"), into=work / "found.jsonl")
    scored = json.loads(scorer(shared, "copies", gold, work / "found.jsonl"))
    shares = {f"found {name}": 100 * share for name, share in scored["found_by_variant"].items()}
    # a story without a reprint is right where it stands alone
    shares["alone"] = 100 - shares.pop("found singleton", 0.0)
    return {**{key: 100 * scored[key] for key in ("ARI", "P", "R")}, **shares}


def parse(name: str, names: str) -> Callable[[Path, Path], Figures]:
    """Words, trees and names on given tokens."""

    def measure(work: Path, shared: Path) -> Figures:
        gold = shared / "data" / "treebank" / f"{name}.conllu.gz"
        scorer(shared, "parse", "input", gold, into=work / "in.jsonl")
        verbale("inspect", "parse", work / "in.jsonl", into=work / "found.jsonl")
        tags = shared / "data" / "ner" / f"{names}.iob2.gz"
        scored: dict[str, float] = json.loads(
            scorer(shared, "parse", "score", gold, work / "found.jsonl", tags)
        )
        scored.pop("tokens")
        return scored

    return measure


def main_texts(work: Path, shared: Path) -> Figures:
    """Main texts of news pages, by the runs of four words that they share with the gold."""
    gold = shared / "data" / "html" / "scrapinghub.jsonl.gz"
    verbale("inspect", "text", fed(gold, work / "in.jsonl"), into=work / "found.jsonl")
    with gzip.open(gold, "rt", encoding="utf-8") as rows:
        texts = {row["id"]: row["body"] for row in map(json.loads, rows)}
    with (work / "found.jsonl").open(encoding="utf-8") as lines:
        found = {row["id"]: row["text"] for row in map(json.loads, lines)}
    return pages.score(texts, found)


MEASUREMENTS: Mapping[str, Callable[[Path, Path], Figures]] = {
    "seeds": seeds,
    "readouts": readouts,
    "quotes": quotes,
    "parse ewt": parse("en_ewt-test", "uner_en_ewt-ud-test"),
    "parse pud": parse("en_pud-test", "uner_en_pud-ud-test"),
    "times timebank": times("timebank"),
    "times aquaint": times("aquaint"),
    "events plv": events("plv_train"),
    "events petr2": events("petr2_gsr"),
    "events penta": events("cameo_penta_conflibert"),
    "copies": copies,
    "pages": main_texts,
}
QUICK = ("seeds", "readouts")


def measured(names: list[str], shared: Path) -> tuple[Figures, dict[str, str]]:
    """All figures by "measurement: row", and for each measurement that failed, why."""
    figures: Figures = {}
    failures: dict[str, str] = {}

    def one(name: str) -> tuple[Figures, float]:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="verbale-gate-") as folder:
            return MEASUREMENTS[name](Path(folder), shared), time.monotonic() - began

    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        running = {pool.submit(one, name): name for name in names}
        for done in concurrent.futures.as_completed(running):
            name = running[done]
            try:
                found, seconds = done.result()
            except (GateError, OSError, ValueError, KeyError) as error:
                failures[name] = f"{type(error).__name__}: {error}"
                continue
            print(f"measured {name} in {seconds:.0f} s", file=sys.stderr)
            figures |= {f"{name}: {row}": round(value, 2) for row, value in found.items()}
    return figures, failures


# --- floors ---------------------------------------------------------------------------------------


def judged(figures: Figures, floors: Figures, names: list[str]) -> list[str]:
    """The rows of the measurements in `names` that lie under their floor or were not found."""
    return [
        row
        for row, floor in floors.items()
        if row.split(":")[0] in names and figures.get(row, -math.inf) < floor - SLACK
    ]


def moved(figures: Figures, floors: Figures, *, up: bool, down: list[str]) -> Figures:
    """Floors after `--raise` (every row to what was reached) and `--lower` (the rows named)."""
    new = dict(floors)
    for row, value in figures.items():
        reached = math.floor(value * 10) / 10
        if (up and reached > new.get(row, -1)) or row in down:
            new[row] = reached
    return dict(sorted(new.items()))


def table(figures: Figures, floors: Figures, under: list[str]) -> str:
    """Row, value, floor; rows under their floor are marked."""
    rows = sorted({*figures, *under})
    wide = max(map(len, rows), default=0)
    lines = [f"{'row':{wide}}   value   floor"]
    for row in rows:
        value = f"{figures[row]:7.1f}" if row in figures else "   none"
        floor = f"{floors[row]:7.1f}" if row in floors else "      -"
        lines.append(f"{row:{wide}} {value} {floor}{'  UNDER' if row in under else ''}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """0: every row holds its floor (or there is nothing to measure on); 1: some do not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help=f"only {' and '.join(QUICK)}")
    parser.add_argument("--only", action="append", choices=[*MEASUREMENTS], metavar="NAME")
    parser.add_argument("--raise", dest="up", action="store_true", help="pin what was reached")
    parser.add_argument("--lower", action="append", default=[], metavar="ROW")
    options = parser.parse_args(arguments)
    shared = Path(os.environ.get("VERBALE_SHARED") or ROOT.parent / "shared").resolve()
    if not (shared / "tools").is_dir():
        print(f"no shared data at {shared}: nothing to measure on, so the gate stands open")
        return 0
    names = options.only or list(QUICK if options.quick else MEASUREMENTS)
    floors: Figures = json.loads(FLOORS.read_text(encoding="utf-8"))
    figures, failures = measured(names, shared)
    unknown = [row for row in options.lower if row not in figures]
    if unknown:
        print(f"cannot lower what was not measured: {', '.join(unknown)}", file=sys.stderr)
        return 2
    if options.up or options.lower:
        floors = moved(figures, floors, up=options.up, down=options.lower)
        FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", "utf-8")
    under = judged(figures, floors, names)
    print(table(figures, floors, under))
    for name, why in failures.items():
        print(f"\n{name} could not be measured: {why}", file=sys.stderr)
    if under or failures:
        print(f"\n{len(under)} rows under their floor, {len(failures)} not measured")
        return 1
    print(f"\nall {len(figures)} rows hold")
    return 0


if __name__ == "__main__":
    sys.exit(main())
