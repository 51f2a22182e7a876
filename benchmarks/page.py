"""How long each address of the page takes at 10,000 reports, and how large it is.

usage: python -m benchmarks.page [INPUT ...] [--reports N] [--record FILE]

Without INPUT: the State Department's press releases of the shared folder (``VERBALE_SHARED``,
else ``../shared``). They are read once; then what was read in them is retold, under other names
and other years, until there are as many reports as asked for, and the record is built of all
(`--record`, made where it is absent: by default in ``out/``). Each address is asked for several
times, by one client after the other; the first answer (nothing drawn, nothing kept) and the
median of the later ones are told, and the size uncompressed. The limits are 200 ms for every
page, 300 kB for everything.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import re
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

import verbale
from benchmarks.read import PRESS, ROOT
from verbale.records import Reading
from verbale.store import Store

SECONDS, SIZE = 0.2, 300_000
#: Years on which the days of 2021 and 2022 fall on the same weekdays.
SHIFTS = (0, -11, -28, -39, 17, 28, -17 - 28, 45)
_WORD = re.compile(r"[^\W\d_]{4,}")
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
_VOWELS = "aeiou"


def main() -> int:
    """0 where every address is within the limits, 1 where one is not, 2 without input."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("inputs", nargs="*", type=Path, metavar="INPUT")
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--times", type=int, default=5, help="how often each address is asked for")
    options = parser.parse_args()
    shared = Path(os.environ.get("VERBALE_SHARED") or ROOT.parent / "shared")
    inputs = options.inputs or [shared / PRESS]
    path = options.record or ROOT / "out" / f"page-{options.reports}.db"
    if not path.exists():
        missing = [given for given in inputs if not given.exists()]
        if missing:
            print(f"{missing[0]} is not there: name what to read", file=sys.stderr)
            return 2
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path, inputs, options.reports)
    return measure(path, options.times)


# --- a large record -----------------------------------------------------------------------------


def make(path: Path, inputs: list[Path], number: int) -> None:
    """A record of `number` reports: those of `inputs`, and the same retold."""
    base = path.with_suffix(".base.db")
    with verbale.read(inputs, base) as record:
        readings = list(record.store.readings())
    draft = path.with_suffix(".draft.db")
    draft.unlink(missing_ok=True)
    store = Store(draft, create=True)
    store.begin("read", "retold")
    retold = retellings(readings, number)
    while some := list(islice(retold, 500)):
        with store.transaction():
            store.keep([(reading.report, reading) for reading in some], "retold")
    began = time.perf_counter()
    with verbale.Record(store) as record:
        record.refresh()
        print(f"{record!r}, built in {time.perf_counter() - began:.0f} s", flush=True)
    draft.rename(path)


def retellings(readings: list[Reading], number: int) -> Iterator[Reading]:
    """The readings, then the same with other persons in other years."""
    names = names_of(readings)
    for turn in range(number):
        again, place = divmod(turn, len(readings))
        if not again:
            yield readings[place]
        else:
            yield retell(readings[place], names, again, SHIFTS[again % len(SHIFTS)])


def names_of(readings: Iterable[Reading]) -> frozenset[str]:
    """The words that only stand in names of persons."""
    persons: set[str] = set()
    rest: set[str] = set()
    for reading in readings:
        for referent in reading.cast.referents:
            words = _WORD.findall(referent.name or "")
            (persons if referent.kind == "person" else rest).update(words)
    return frozenset(persons - rest)


def retell(reading: Reading, names: frozenset[str], again: int, years: int) -> Reading:
    """A reading as if of other persons, so many years later: every offset still holds."""
    chance = random.Random(again)
    order = list(_VOWELS)
    chance.shuffle(order)
    letters = str.maketrans(_VOWELS, "".join(order))
    mask = chance.getrandbits(62)

    def word(match: re.Match[str]) -> str:
        found = match.group()
        return found[0] + found[1:].translate(letters) if found in names else found

    def later(match: re.Match[str]) -> str:
        return f"{int(match.group()) + years:04d}"

    def told(value: Any) -> Any:
        if isinstance(value, str):
            return _YEAR.sub(later, _WORD.sub(word, value))
        if isinstance(value, list):
            return [told(item) for item in value]
        if isinstance(value, dict):
            return {key: told(item) for key, item in value.items()}
        return value

    plain = told(msgspec.to_builtins(reading))
    plain["report"]["id"] = f"{reading.report.id}-{again}"
    if reading.report.url:  # another address: the same one would make it a newer text of this page
        plain["report"]["url"] = f"{reading.report.url}/{again}"
    for referent in plain["cast"]["referents"]:
        if referent["kind"] == "person":
            referent["known"] = None
    for passage in plain["prints"]:
        passage["exact"] ^= mask
        for field in ("grams", "figures", "names"):
            passage[field] = sorted(value ^ mask for value in passage[field])
    return msgspec.convert(plain, Reading)


# --- its pages ----------------------------------------------------------------------------------


def addresses(record: verbale.Record) -> list[str]:
    """Every kind of page, each at its largest."""
    events = record.events()
    told = max(events, key=lambda e: len(e.reports))
    spoken: dict[str, int] = {}
    taking: dict[str, int] = {}
    pairs: dict[str, int] = {}
    about: dict[str, int] = {}
    for event in events:
        states = sorted({s for p in (*event.actors, *event.recipients) if (s := record.state(p))})
        for i, a in enumerate(states):
            for b in states[i + 1 :]:
                pairs[f"{a}-{b}"] = pairs.get(f"{a}-{b}", 0) + 1
        for party in (*event.actors, *event.recipients):
            taking[party] = taking.get(party, 0) + 1
        for issue in event.issues:
            about[issue] = about.get(issue, 0) + 1
    for statement in record.statements():
        spoken[statement.report] = spoken.get(statement.report, 0) + 1

    def top(counts: dict[str, int]) -> str:
        return max(sorted(counts), key=counts.__getitem__)

    persons = {p.id for p in record.parties(kind="person")}
    person = top({p: n for p, n in taking.items() if p in persons})
    longest = max(record.reports(), key=lambda r: len(r.text)).id
    pair = top(pairs)
    return [
        "/", "/relations", f"/relations/{pair}", f"/events/{told.id}", f"/reports/{longest}",
        f"/reports/{top(spoken)}", "/people", f"/people/{person}", f"/people/{top(taking)}",
        "/issues", f"/issues/{top(about)}", "/plans", "/conflicts", "/search",
        "/search?q=meeting", "/search?q=president+visit&type=CONSULT",
        f"/search?pair={pair}", f"/search?issue={top(about)}&status=planned",
        "/search?period=2021", "/search?q=the", "/search?q=presid*+%22united+states%22",
        f"/search?q=visit&pair={pair}&type=CONSULT&status=occurred&period=2021",
        "/plots/weeks.svg", "/plots/meetings.svg", "/plots/map.svg",
        f"/plots/relations/{pair}/curve.svg", f"/plots/relations/{pair}/lines.svg",
    ]  # fmt: skip


def measure(path: Path, times: int) -> int:
    """Ask for every address and its twin; a line each."""
    from litestar.testing import TestClient

    from verbale.views.web import create_app

    with verbale.open(path) as record:
        asked = addresses(record)
        count = record.store.count
        counted = f"{count('report'):,} reports, {count('event'):,} events"
        print(f"{counted}, {count('statement'):,} statements")
    asked += [_twin(address) for address in asked if not address.startswith("/plots")]
    print(f"{'':44}{'first ms':>10}{'later ms':>10}{'kB':>8}")
    slow = 0
    app: Any = create_app(path)
    with TestClient(app, raise_server_exceptions=False) as client:
        app.state.preparing.ready.wait()  # its time is not that of a page
        logging.getLogger("httpx").setLevel(logging.WARNING)
        for address in asked:
            took, size = [], 0
            for _ in range(times):
                began = time.process_time()
                reply = client.get(address)
                took.append(time.process_time() - began)
                size = len(reply.content)
                assert reply.status_code == 200, (address, reply.text[:300])
            later = statistics.median(took[1:] or took)
            over = (later > SECONDS or took[0] > SECONDS) or size > SIZE
            slow += over
            flag = "  over" if over else ""
            name = address if len(address) < 43 else address[:40] + "..."
            print(f"{name:44}{took[0] * 1e3:10.0f}{later * 1e3:10.0f}{size / 1e3:8.0f}{flag}")
        began = time.process_time()
        app.state.record.store.index("event")
        again = time.process_time() - began
        print(f"{'the index of events, made anew beside the page':44}{again * 1e3:10.0f}")
    print(f"{slow} of {len(asked)} over {SECONDS * 1e3:.0f} ms or {SIZE / 1e3:.0f} kB")
    return 1 if slow else 0


def _twin(address: str) -> str:
    path, _, query = address.partition("?")
    path = "/index.json" if path == "/" else f"{path}.json"
    return path + (f"?{query}" if query else "")


if __name__ == "__main__":
    sys.exit(main())
