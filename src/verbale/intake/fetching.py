"""One polite request: what a page or feed is now, or that it has not changed.

Everything is bounded: redirects, seconds, bytes on the line and bytes after unpacking. Addresses
inside private networks are refused unless allowed, on every hop, and the connection goes to the
address that was looked at, so that a name cannot change its meaning in between.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import urllib.parse
import zlib
from collections.abc import Iterator, Mapping

import msgspec

from verbale import __version__
from verbale.errors import InputError

AGENT = f"Verbale/{__version__} (a reader of news feeds)"
_REDIRECTS = (301, 302, 303, 307, 308)


class Limits(msgspec.Struct, frozen=True):
    """What one request may cost: redirects, seconds in all, bytes packed and unpacked."""

    redirects: int = 5
    seconds: float = 30.0
    bytes: int = 8 * 2**20
    private: bool = False


class Fetched(msgspec.Struct, frozen=True):
    """An answer: `url` is where it came from in the end; `body` is unpacked; names of `headers`
    are in small letters."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class FetchError(InputError):
    """A request that gave no usable answer."""


def get(
    url: str,
    *,
    etag: str | None = None,
    modified: str | None = None,
    limits: Limits = Limits(),  # noqa: B008  (frozen)
) -> Fetched:
    """The answer to a GET, redirects followed, whatever its status; 304 has no body.

    `etag`, `modified`: what the server said of the copy that we have. Raises `FetchError`.
    """
    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    headers = {name: value for name, value in conditions.items() if value}
    ends = time.monotonic() + limits.seconds
    seen: set[str] = set()
    for _ in range(limits.redirects + 1):
        if url in seen:
            raise FetchError("redirects in a circle")
        seen.add(url)
        answer = _ask(url, headers, ends, limits)
        place = answer.headers.get("location")
        if answer.status not in _REDIRECTS or not place:
            return answer
        try:
            url = urllib.parse.urldefrag(urllib.parse.urljoin(url, place)).url
        except ValueError as error:
            raise FetchError(f"redirects to what is no address ({error})") from None
    raise FetchError(f"redirects more than {limits.redirects} times")


def _ask(url: str, conditions: Mapping[str, str], ends: float, limits: Limits) -> Fetched:
    """One answer, redirects not followed."""
    try:
        parts = urllib.parse.urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"is no address ({error})") from None
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError(f"leads to {parts.scheme or 'no'} address; only http and https are read")
    secure = parts.scheme == "https"
    target = urllib.parse.quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + urllib.parse.quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip", "Connection": "close", **conditions}
    connection = http.client.HTTPConnection(host, port or (443 if secure else 80))
    try:
        connection.sock = _connected(host, connection.port, secure, ends, limits)
        with _deadline(connection.sock, ends):
            connection.request("GET", target, headers=headers)
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            packed = "gzip" in told.get("content-encoding", "").lower()
            body = b"" if response.status == 304 else _body(response, packed, limits.bytes)
            return Fetched(url, response.status, told, body)
    except FetchError as error:
        if time.monotonic() >= ends:
            raise FetchError(f"took longer than {limits.seconds:g} seconds") from error
        raise
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        if time.monotonic() >= ends:
            raise FetchError(f"took longer than {limits.seconds:g} seconds") from None
        raise FetchError(f"cannot be fetched ({error or type(error).__name__})") from error
    finally:
        connection.close()


@contextlib.contextmanager
def _deadline(connection: socket.socket, ends: float) -> Iterator[None]:
    """Shuts the connection at the end of its time, however slowly its bytes drip."""

    def shut() -> None:
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, ends - time.monotonic()), shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _connected(host: str, port: int, secure: bool, ends: float, limits: Limits) -> socket.socket:
    """A connection to the first address of the host that is allowed and answers."""
    refusal: Exception = FetchError(f"is at {host}, which has no address")
    for family, kind, protocol, _, address in socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM
    ):
        ip = ipaddress.ip_address(str(address[0]).split("%")[0])
        ip = getattr(ip, "ipv4_mapped", None) or ip
        if not (ip.is_global or limits.private) or ip.is_multicast:
            refusal = FetchError(f"is at {ip}, inside a private network; allow it if it is yours")
            continue
        plain = socket.socket(family, kind, protocol)
        try:
            plain.settimeout(max(0.1, min(10.0, ends - time.monotonic())))
            plain.connect(address)
            plain.settimeout(max(0.1, ends - time.monotonic()))
            if not secure:
                return plain
            return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        except OSError as error:
            plain.close()
            refusal = error
    raise refusal


def _body(response: http.client.HTTPResponse, packed: bool, limit: int) -> bytes:
    """The body, unpacked and whole. Raises `FetchError` when it is too long or breaks off."""
    unpack = zlib.decompressobj(wbits=31) if packed else None
    body = bytearray()
    while chunk := response.read1(2**16):
        body += unpack.decompress(chunk, limit + 1 - len(body)) if unpack else chunk
        if len(body) > limit:
            raise FetchError(f"is longer than {limit:,} bytes")
    # the length that was promised and did not come, or gzip without its end
    if response.length or (unpack and body and not unpack.eof):
        raise FetchError("breaks off")
    return bytes(body)
