"""What reads: digests of the code, the model, the lexicon and the table of offices.

A report is read again when any of them has changed since; the manifest of an export names them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from verbale import __version__

#: What decides how readings are put together.
_BUILDING = ("copies", "knowledge", "record")
#: The folders whose code decides what is read in one report.
_CODE = ("cleaning", "copies", "knowledge", "language", "reading")
_PACKAGE = Path(str(files("verbale")))
_DATA = _PACKAGE / "knowledge" / "data"


def current(reader: str | None = None) -> dict[str, str]:
    """The versions of "verbale", "code", "model", "lexicon" and "offices" as they now stand."""
    from verbale.language import gpu

    code = [path for folder in _CODE for path in (_PACKAGE / folder).rglob("*.py")]
    tables = [path for path in _DATA.rglob("*") if path.is_file()]
    offices = [path for path in tables if path.name.startswith("offices")]
    return {
        "verbale": __version__,
        "code": _digest([*code, _PACKAGE / "records.py"], _PACKAGE),
        "model": _model(reader or os.environ.get("VERBALE_READER")) + gpu.name(),
        "lexicon": _digest([path for path in tables if path not in offices], _DATA),
        "offices": _digest(offices, _DATA),
    }


@cache
def building() -> str:
    """The digest of what makes the record of readings: where it changes, it is made anew."""
    code = [path for folder in _BUILDING for path in (_PACKAGE / folder).rglob("*.py")]
    tables = [path for path in _DATA.rglob("*") if path.is_file()]
    rows = _PACKAGE / "store" / "rows.py"
    return _digest([*code, *tables, rows, _PACKAGE / "records.py"], _PACKAGE)


def key(versions: dict[str, str]) -> str:
    """One digest for all of them."""
    return hashlib.sha256(repr(sorted(versions.items())).encode()).hexdigest()[:16]


def _model(reader: str | None) -> str:
    folder = Path(reader) if reader else _PACKAGE / "language" / "model"
    if reader is None and not folder.is_dir():
        return "none"
    if folder.is_dir():
        return _digest((path for path in folder.rglob("*") if path.is_file()), folder)
    try:
        return f"{reader} {metadata.version(str(reader))}"
    except metadata.PackageNotFoundError:
        return str(reader)


def _digest(paths: Iterable[Path], root: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(paths):
        if "__pycache__" not in path.parts:
            total.update(f"{path.relative_to(root).as_posix()}\n".encode())
            total.update(hashlib.blake2b(path.read_bytes()).digest())
    return total.hexdigest()[:16]
