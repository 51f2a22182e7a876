"""The configuration file, and the folders that it names."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class Settings:
    """``config.toml`` (or the file named first on the command line) as nested values.

    A file may say ``base``, another file beside it: then it holds only what differs from that.
    """

    def __init__(self, path: Path | None = None) -> None:
        given = path or (Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "training/config.toml")
        self.values = _read(given)
        self.seed: int = self.values["seed"]

    def __getitem__(self, section: str) -> dict[str, Any]:
        return self.values[section]

    def path(self, name: str) -> Path:
        """A folder of ``[paths]``, from the root of the repository."""
        return (ROOT / self.values["paths"][name]).resolve()

    @property
    def build(self) -> Path:
        """Where the steps leave what they make."""
        folder = self.path("build")
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def _read(path: Path) -> dict[str, Any]:
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    if "base" not in values:
        return values
    out = _read(path.with_name(values.pop("base")))
    for name, value in values.items():
        out[name] = {**out.get(name, {}), **value} if isinstance(value, dict) else value
    return out


#: Our names, in the order of the network's labels.
KINDS = ("PERSON", "ORG", "LOC", "NORP", "EVENT")
NAME_LABELS = ["O", *(f"{mark}-{kind}" for kind in KINDS for mark in "BI")]
#: A word that the loss leaves out.
IGNORE = "?"


def spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """(start, end, kind) of BIO tags; words left out belong to no span."""
    out: list[tuple[int, int, str]] = []
    start, kind = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and not (tag.startswith("I-") and tag[2:] == kind):
            out.append((start, i, kind))
            start = -1
        if tag.startswith("B-") or (tag.startswith("I-") and start < 0):
            start, kind = i, tag[2:]
    return out
