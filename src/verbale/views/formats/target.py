"""Files that are there when they are whole, and are not when they are not."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from verbale.errors import RecordError, VerbaleError


@contextlib.contextmanager
def needing(library: str, extra: str, what: str) -> Iterator[None]:
    """Around the import of a library: `VerbaleError` when it is not installed."""
    try:
        yield
    except ImportError as error:
        raise VerbaleError(
            f"{what} needs {library}, which is not installed: `pip install 'verbale[{extra}]'`."
        ) from error


def one(to: str | os.PathLike[str], write: Callable[[Path], None], *, force: bool = False) -> Path:
    """Have `write` make the file `to`: beside its place first, moved there when it is whole.

    Raises `RecordError` where `to` is there already (with `force`: is a folder or a record), or
    the disk does not take it.
    """
    target = Path(to)
    _free(target, force)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(
            prefix=f".{target.name}.", suffix=target.suffix, dir=target.parent
        )
        os.close(number)
    except OSError as error:
        raise RecordError(f"{target} cannot be written: {said(error)}.") from error
    draft = Path(name)
    try:
        write(draft)
        draft.chmod(0o666 & ~_umask())
        draft.replace(target)
    except OSError as error:
        raise RecordError(
            f"{target} cannot be written: {said(error)}; nothing is left of it."
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return target


def _free(target: Path, force: bool) -> None:
    if target.is_dir():
        raise RecordError(f"{target} is a folder; name a file.")
    if not target.exists() and not target.is_symlink():
        return
    if not force:
        raise RecordError(f"{target} exists; name another file, or replace it with --force.")
    try:
        with target.open("rb") as held:
            record = held.read(15) == b"SQLite format 3"
    except OSError as error:
        raise RecordError(f"{target} cannot be written: {said(error)}.") from error
    if record:
        raise RecordError(f"{target} is a record or another database; it is left as it is.")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def said(error: OSError) -> str:
    """What the system said, in words."""
    return "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
