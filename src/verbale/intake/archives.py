"""ZIP, tar and single compressed files of anything that the door reads.

Nothing is unpacked onto the disk under a name of the archive's choosing. Limits hold against
archives made to harm: how deep they nest, how many members they have, how far they expand.
"""

from __future__ import annotations

import bz2
import dataclasses
import gzip
import io
import lzma
import re
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO, cast

from verbale.errors import FormatError
from verbale.intake.source import Opened, Refused
from verbale.records import Report

MAX_MEMBERS = 100_000
MAX_RATIO = 200
"""Times that data may expand; news in JSON lines expands 3 to 30 times."""
FREE = 64 * 2**20
"""Bytes that may come out of any archive, however small it is."""
MAX_OUT = 64 * 2**30
MAX_DEPTH = 4

DAMAGE = (
    EOFError,
    OSError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,  # packed by a method that the standard library does not have
)

Inner = Callable[[Opened], Iterator[Report | Refused]]


class Expanding(io.RawIOBase):
    """A stream of what comes out, which raises FormatError once that is too much for what went in.

    `packed` is the number of bytes that went in. Where the packed data breaks off, the stream
    ends, so that what came before can be read, and `broken` says why.
    """

    def __init__(self, stream: IO[bytes], packed: int) -> None:
        self.inner = stream
        self.limit = min(MAX_OUT, max(FREE, MAX_RATIO * packed))
        self.broken: Exception | None = None
        self._ended = False

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if whence == io.SEEK_CUR:
            offset += self.tell()
        elif whence == io.SEEK_END:
            while self.read(2**16):
                pass
            offset += self.tell()
        if offset < self.tell():
            self.inner.seek(offset)
            self._ended = False
        while offset > self.tell() and self.read(min(2**16, offset - self.tell())):
            pass  # forwards by reading, so that the limit and a break are noticed
        return self.tell()

    def tell(self) -> int:
        return self.inner.tell()

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        if self._ended:
            return 0
        try:
            # read1: what is already unpacked comes out before the break
            data: bytes = getattr(self.inner, "read1", self.inner.read)(len(buffer))
        except DAMAGE as error:
            self.broken, self._ended = error, True
            return 0
        buffer[: len(data)] = data
        if self.inner.tell() > self.limit:
            raise FormatError(
                f"expands to more than {self.limit:,} bytes, over {MAX_RATIO} times its size; "
                "unpack it yourself if you trust it"
            )
        return len(data)


def size(stream: BinaryIO) -> int:
    """Bytes of a stream, which is left at its start."""
    total = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return total


def deeper(file: Opened, stream: Expanding, member: str | None) -> Opened:
    """What comes out of `file`. Raises FormatError when archives nest too deep."""
    if file.depth >= MAX_DEPTH:
        raise FormatError(f"nests archives more than {MAX_DEPTH} deep; unpack it yourself")
    names = [name for name in (file.member, member) if name]
    bounded = cast(BinaryIO, io.BufferedReader(stream, 2**16))
    return Opened(file.source, bounded, "/".join(names) or None, file.columns, file.depth + 1)


def compressed(file: Opened, inner: Inner) -> Iterator[Report | Refused]:
    """One compressed file: gzip, bzip2 or xz, with anything in it."""
    start = file.head(3)
    packed = size(file.stream)
    stream: IO[bytes]  # closes with the stream under it
    if start.startswith(b"\x1f\x8b"):
        stream = cast(IO[bytes], gzip.GzipFile(fileobj=file.stream))
    elif start == b"BZh":
        stream = bz2.BZ2File(file.stream)
    else:
        stream = lzma.LZMAFile(file.stream)  # noqa: SIM115
    expanding = Expanding(stream, packed)
    yield from inner(deeper(file, expanding, None))
    if expanding.broken:
        yield file.refused(
            "is compressed data that breaks off or is damaged; what came before was read, "
            "fetch it again"
        )


def unzipped(file: Opened, inner: Inner) -> Iterator[Report | Refused]:
    """The members of a ZIP file, sorted by name."""
    try:
        archive = zipfile.ZipFile(file.stream)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise FormatError(f"is a ZIP file that is damaged ({error}); fetch it again") from None
    with archive:
        members = [m for m in archive.infolist() if not m.filename.endswith("/")]
        _check_count(len(members))
        for member in sorted(members, key=lambda m: m.filename):
            name = member.filename
            if _hidden(name):
                continue
            if reason := _unsafe(name):
                yield file.refused(reason, name)
            elif member.flag_bits & 1:
                yield file.refused("is encrypted; unpack it yourself", name)
            else:
                try:
                    stream = archive.open(member)
                except DAMAGE as error:
                    yield file.refused(f"is damaged or packed oddly ({error})", name)
                    continue
                with stream:
                    yield from _laid(file, stream, member.compress_size, name, inner)


def untarred(file: Opened, inner: Inner) -> Iterator[Report | Refused]:
    """The files of a tar archive, in its order."""
    file.stream.seek(0)
    count = 0
    try:
        with tarfile.open(fileobj=file.stream, mode="r:") as archive:
            for member in archive:
                count += 1
                _check_count(count)
                name = member.name
                if member.isdir() or _hidden(name):
                    continue
                stream = archive.extractfile(member) if member.isreg() else None
                if stream is None:
                    yield file.refused("is a link or a device, not a file; it was not read", name)
                elif reason := _unsafe(name):
                    yield file.refused(reason, name)
                else:
                    yield from _laid(file, stream, member.size, name, inner)
            ends = archive.offset
    except DAMAGE:
        ends = size(file.stream)
    # the archive ends with blocks of zeros, which tarfile does not insist on
    file.stream.seek(ends)
    end = file.stream.read(512)
    if not end or end.strip(b"\0"):
        yield file.refused("is a tar archive that breaks off or is damaged; fetch it again")


def _laid(
    file: Opened, stream: IO[bytes], packed: int, name: str, inner: Inner
) -> Iterator[Report | Refused]:
    """What a member holds, laid down where it can be sought in; refused when it is unfit."""
    expanding = Expanding(stream, packed)
    try:
        opened = deeper(file, expanding, name)
        with tempfile.SpooledTemporaryFile(max_size=2**24) as laid:
            while chunk := opened.stream.read(2**20):
                laid.write(chunk)
            if expanding.broken:
                raise FormatError(f"is damaged or packed oddly ({expanding.broken})")
            laid.seek(0)
            yield from inner(dataclasses.replace(opened, stream=cast(BinaryIO, laid)))
    except FormatError as error:
        yield file.refused(str(error), name)


def _check_count(count: int) -> None:
    if count > MAX_MEMBERS:
        raise FormatError(f"has more than {MAX_MEMBERS:,} members; unpack it yourself")


def _hidden(name: str) -> bool:
    return any(
        part.startswith((".", "__MACOSX")) and part not in (".", "..")
        for part in re.split(r"[/\\]", name)
    )


def _unsafe(name: str) -> str | None:
    if re.match(r"[/\\]|[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
        return "has a name that leads out of the archive; it was not read"
    return None
