"""Precision and recall of each event type on sentences with gold codes, as a Markdown table.

    verbale inspect events GOLD.jsonl > FOUND.jsonl
    python benchmarks/by_type.py GOLD.jsonl FOUND.jsonl

Gold rows have `expected`, a list of `{"code"}`: a PLOVER type, YIELD (CONCEDE or RETREAT), a
CAMEO code, or one of the five classes of a gold whose `ontology` is called "penta" (0: no event, 1
to 4: the quads). A planned CONSULT stands for AGREE where the gold has AGREE, by PLOVER's rule.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from verbale.knowledge import plover

_YIELD = frozenset({"CONCEDE", "RETREAT"})


def rows(path: Path) -> dict[str, dict[str, Any]]:
    """JSON lines by id."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    return {row["id"]: row for row in map(json.loads, text.splitlines())}


def types(event: dict[str, Any]) -> tuple[str, frozenset[str]]:
    """What a code of the gold is called here, and the types that it may be."""
    code = str(event.get("code") or "")
    if "penta" in str(event.get("ontology")):
        kinds = frozenset(k for k in plover.ontology().types if str(plover.quad(k)) == code)
        return f"quad {code}", kinds
    if code[:2].isdigit():
        entry = plover.cameo().get(code[:2])
        kinds = frozenset(entry.plover if entry else ())
    else:
        kinds = _YIELD if code == "YIELD" else frozenset({code} - {""})
    return "/".join(sorted(kinds)), kinds


def table(gold: dict[str, dict[str, Any]], found: dict[str, dict[str, Any]]) -> str:
    """A row a type: how many are found and wanted, and what part of each is right."""
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("found", "right", "wanted", "hit")
    }
    for id, row in gold.items():
        named = dict(map(types, row.get("expected") or ()))
        named = {name: kinds for name, kinds in named.items() if kinds}
        wanted = set(named.values())
        events = found.get(id, {}).get("events", [])
        got = {
            "AGREE" if _plan(event) and frozenset({"AGREE"}) in wanted else event["type"]
            for event in events
        }
        for kind in got:
            counts["found"][kind] += 1
            counts["right"][kind] += any(kind in kinds for kinds in wanted)
        for name, kinds in named.items():
            counts["wanted"][name] += 1
            counts["hit"][name] += bool(kinds & got)
    lines = ["| type | precision | found | recall | wanted |", "| --- | --- | --- | --- | --- |"]
    for kind in sorted({*counts["found"], *counts["wanted"]}):
        cells = [f"`{kind}`"]
        for right, all_ in (("right", "found"), ("hit", "wanted")):
            number = counts[all_][kind]
            share = f"{100 * counts[right][kind] / number:.0f}" if number else ""
            cells += [share, str(number or "")]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _plan(event: dict[str, Any]) -> bool:
    return event["type"] == "CONSULT" and event.get("status") == "planned"


if __name__ == "__main__":
    print(table(rows(Path(sys.argv[1])), rows(Path(sys.argv[2]))))
