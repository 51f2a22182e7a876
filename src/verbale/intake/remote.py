"""Addresses: any file or folder that fsspec can open ("https://", "s3://", "memory://")."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from verbale.errors import InputError
from verbale.intake.needing import needing


def is_address(path: str) -> bool:
    """Whether a path is an address: it begins with the name of a protocol and "://"."""
    return re.match(r"[a-z][a-z0-9+.-]+(?:::[a-z][a-z0-9+.-]+)*://", path) is not None


def files(address: str) -> Iterator[tuple[str, BinaryIO]]:
    """Every file under an address, fetched, with its own address; sorted, without hidden ones.

    Raises InputError when the address cannot be opened.
    """
    with needing("fsspec", "addresses"):
        import fsspec
    try:
        system, path = fsspec.core.url_to_fs(address)
        if not system.exists(path):
            raise InputError("there is nothing at this address; check it")
        names = [path]
        if system.isdir(path):
            below = sorted(system.find(path))
            names = [n for n in below if "/." not in n[len(path) :]]
            if not names:
                raise InputError("the folder holds no files; give the folder of the reports")
        for name in names:
            with tempfile.SpooledTemporaryFile(max_size=2**24) as laid:
                with system.open(name, "rb") as stream:
                    shutil.copyfileobj(stream, laid)
                laid.seek(0)
                yield system.unstrip_protocol(name), cast(BinaryIO, laid)
    except InputError:
        raise
    except Exception as error:  # each protocol has its own libraries and errors
        raise InputError(f"cannot be opened ({error}); check the address") from error
