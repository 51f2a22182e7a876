"""Libraries that only some formats need: missing ones are named, with how to install them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from verbale.errors import InputError


@contextlib.contextmanager
def needing(library: str, what: str) -> Iterator[None]:
    """Around the import of a library: raises InputError when it is not installed."""
    try:
        yield
    except ImportError as error:
        raise InputError(
            f"reading {what} needs {library}, which is not installed: "
            "pip install 'verbale[formats]'"
        ) from error
