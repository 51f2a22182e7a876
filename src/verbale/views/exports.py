"""The record as the files of the contract (docs/export.md): JSON lines and a manifest.

An export is written beside its place and moved there when it is whole.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from verbale.errors import RecordError
from verbale.store.rows import encode

if TYPE_CHECKING:
    from verbale.minutes import Minutes
    from verbale.views.formats.selection import Selection

#: File -> kind of row, in the order of the contract.
FILES = {
    "reports.jsonl": "report",
    "copies.jsonl": "copy",
    "parties.jsonl": "party",
    "events.jsonl": "event",
    "statements.jsonl": "statement",
    "conflicts.jsonl": "conflict",
    "plans.jsonl": "plan",
    "channels.jsonl": "channel",
}
CORRECTIONS, MANIFEST = "corrections.jsonl", "manifest.json"


def export(
    record: Minutes, to: str | os.PathLike[str], chosen: Selection, *, force: bool = False
) -> dict[str, int]:
    """Write what is chosen into the folder `to`; how many rows each file has.

    See :meth:`verbale.Record.export`.
    """
    counts: dict[str, int] = {}
    whole(to, lambda folder: counts.update(_write(record, folder, chosen)), force=force)
    return counts


def whole(
    to: str | os.PathLike[str],
    write: Callable[[Path], None],
    *,
    force: bool = False,
    known: Collection[str] = (*FILES, CORRECTIONS, MANIFEST),
) -> Path:
    """Have `write` fill a folder that is `to` when it has ended well, and is not when it has not.

    `known`: the files that an export holds. Raises `RecordError` where `to` holds something
    already (with `force`: something that is no export), or the disk does not take it.
    """
    target = Path(to)
    _free(target, force, known)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise RecordError(f"{target} cannot be written: {_said(error)}.") from error
    try:
        write(draft)
        draft.chmod(0o777 & ~_umask())
        _move(draft, target)
    except OSError as error:
        raise RecordError(
            f"{target} cannot be written: {_said(error)}; nothing is left of it."
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return target


def _free(target: Path, force: bool, known: Collection[str]) -> None:
    if not target.exists() and not target.is_symlink():
        return
    if not target.is_dir():
        raise RecordError(f"{target} is a file; name a folder to export to.")
    held = {path.name for path in target.iterdir()}
    if not held:
        return
    if not force:
        raise RecordError(
            f"{target} exists and is not empty; name another folder, or put this export in the "
            "place of an earlier one with --force."
        )
    if held - set(known):
        raise RecordError(
            f"{target} holds files that are no export ({', '.join(sorted(held)[:3])}); "
            "it is left as it is. Name another folder."
        )


def _move(draft: Path, target: Path) -> None:
    if target.exists() and any(target.iterdir()):
        old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        target.rename(old / "old")
        draft.rename(target)
        shutil.rmtree(old)
        return
    if target.exists():
        target.rmdir()
    draft.rename(target)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _said(error: OSError) -> str:
    return "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)


def _write(record: Minutes, folder: Path, chosen: Selection) -> dict[str, int]:
    counts = {}
    for name, kind in FILES.items():
        counts[name.removesuffix(".jsonl")] = _lines(folder / name, rows(chosen, kind))
    decided = record.corrections()
    if not chosen.choice.whole:
        held = {*chosen.reports, *chosen.parties, *(e.id for e in chosen.events)}
        decided = tuple(c for c in decided if c.target in held)
    made = manifest(record, chosen, counts, _lines(folder / CORRECTIONS, map(encode, decided)))
    text = json.dumps(made, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return counts


def rows(chosen: Selection, kind: str) -> Iterator[str]:
    """The lines of one kind; without text, its SHA-256 stands in its place as `digest`."""
    for noun in chosen.rows(kind):
        line = encode(noun)
        if chosen.without_text and kind in ("report", "statement"):
            fields: dict[str, Any] = msgspec.json.decode(line)
            fields["digest"] = hashlib.sha256(fields.pop("text").encode()).hexdigest()
            line = msgspec.json.encode(fields).decode()
        yield line


def manifest(
    record: Minutes, chosen: Selection, counts: dict[str, int], corrections: int
) -> dict[str, Any]:
    """What made the record: readers by digest, counts, and the readings by report.

    Of a part of the record, `chosen` says of which.
    """
    inputs = record.store.inputs()
    part: dict[str, Any] = {}
    if not chosen.choice.whole:
        held = set(chosen.reports)
        inputs = [row for row in inputs if row[0] in held]
        part = {"chosen": msgspec.to_builtins(chosen.choice.bare)}
    readers = {reader: record.store.meta(f"reader {reader}") for _, _, reader in inputs}
    return {
        "format": "verbale-jsonl/1",
        **part,
        "counts": counts,
        "corrections": corrections,
        "readers": {key: json.loads(told) for key, told in sorted(readers.items()) if told},
        "readings": [
            {"report": report, "input": given, "reader": reader} for report, given, reader in inputs
        ],
    }


def _lines(path: Path, lines: Iterable[str]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for line in lines:
            out.write(line + "\n")
            count += 1
    return count
