"""Build the shipped table of terms of office from lists of office holders.

usage: python tools/build_offices.py FOLDER [--to FILE]

FOLDER holds files ``*.csv.gz`` with the columns country, position, person, qid, start, end,
gender, enwiki, snapshot (facts derived from Wikidata). Offices of parts of a state are left
out, titles are put in the words of the field, dates keep their precision. What was found
holds as of the snapshot: a term without an end was going on then.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from pathlib import Path

from verbale.knowledge import states, titles

_SHIPPED = Path(__file__).parents[1] / "src/verbale/knowledge/data/offices.csv.gz"
_ELSEWISE = {
    "us": "USA", "uk": "GBR", "congo-kinshasa": "COD", "congo-brazzaville": "COG",
    "ivory-coast": "CIV", "st-kitts-and-nevis": "KNA", "bosnia-herzegovina": "BIH",
    "sao-tome-and-principe": "STP", "cabo-verde": "CPV", "timor-leste": "TLS",
    "world": "", "guinea-bissau": "GNB", "hong-kong": "HKG",
}  # fmt: skip
_PARTS = {"georgia-us", "abkhazia", "south-ossetia", "northern-cyprus", "transnistria",
          "somaliland", "scotland", "wales", "northern-ireland", "greenland", "faroes"}  # fmt: skip
#: Words that show an office of a part of the state.
_LOCAL = ("oblast", "province", "krai", "council of", "borough", "county")
#: India's foreign secretaries, the first officials of the ministry, whom the lists call ministers.
_FOREIGN_SECRETARIES = frozenset(
    {"Chokila Iyer", "Harsh Vardhan Shringla", "Kanwal Sibal", "Lalit Mansingh", "Nirupama Rao",
     "Ranjan Mathai", "Shashank", "Shivshankar Menon", "Shyam Saran", "Sujatha Singh",
     "Vijay Keshav Gokhale", "Vinay Mohan Kwarta"}
)  # fmt: skip
_OWN_WORDS = ("of the state council", "of the russian federation", "of the republic")


def code(slug: str) -> str | None:
    """The state of a country's slug; None where it is no state."""
    if slug in _PARTS:
        return None
    if slug in _ELSEWISE:
        return _ELSEWISE[slug]
    state = states.by_name(" ".join(w.capitalize() for w in slug.split("-")))
    return state.code if state else None


def office(position: str) -> tuple[str, str | None]:
    """The title in the words of the field, and its role; role None where it stays as told."""
    plain = position.split("(", maxsplit=1)[0].strip().replace("’", "'")
    for words in _OWN_WORDS:
        if plain.lower().endswith(words):
            plain = plain[: -len(words)].strip()
    title = titles.normalise(plain)
    if title is None or title.title is None:
        return plain, None
    whole = titles.heads().get(plain) is not None
    named = whole or title.title.split()[0] in ("Minister", "Secretary", "Deputy")
    if named or title.role in ("envoy", "deputy-foreign"):
        return title.title, title.role
    return plain, None


def main(arguments: list[str]) -> int:
    """Write the table; 2 on wrong usage."""
    if not arguments:
        print(__doc__)
        return 2
    target = Path(arguments[arguments.index("--to") + 1]) if "--to" in arguments else _SHIPPED
    rows: set[tuple[str, ...]] = set()
    for source in sorted(Path(arguments[0]).glob("*.csv.gz")):
        with gzip.open(source, "rt", encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                state = code(row["country"])
                if state is None or any(w in row["position"].lower() for w in _LOCAL):
                    continue
                name = row["person"].split("(")[0].strip()
                wiki = row["enwiki"].replace("_", " ").split("(")[0].strip()
                other = wiki if wiki and wiki != name else ""
                for position in row["position"].split(" | "):
                    title, role = office(position)
                    if state == "IND" and name in _FOREIGN_SECRETARIES and role == "foreign":
                        title = "Foreign Secretary"
                    rows.add((name, other, row["gender"][:1], state, title, role or "",
                              row["start"], row["end"], row["snapshot"], row["qid"]))  # fmt: skip
    served = {row[9] or row[0] for row in rows if row[5]}
    rows = {row for row in rows if (row[9] or row[0]) in served and not "" < row[7] < "1985"}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["name", "alias", "gender", "state", "title", "role", "start", "end", "seen", "qid"]
    )
    writer.writerows(sorted(rows))
    with gzip.GzipFile(target, "wb", mtime=0) as packed:
        packed.write(out.getvalue().encode())
    print(f"{len(rows)} terms in {target} ({target.stat().st_size} bytes)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
