"""Reading on more machines than one: the same functions over shards, on a Dask cluster.

``verbale read ... --on dask://HOST:PORT`` sends batches of reports to the workers of a Dask
scheduler that runs already; ``--on local:4`` starts four worker processes on this machine. Every
worker loads the model once. A reading is a function of its report alone, so the record is the
same, byte for byte in its export, as on one machine; one that dies is replaced and its batches
are read by others. `docs/scale.md` says why Dask, and what it costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.errors import InputError, ReaderError

if TYPE_CHECKING:
    from verbale.cluster.engine import Cluster
    from verbale.running.worker import Setup

__all__ = ["connect"]

_SCHEMES = ("dask://", "tcp://", "tls://")


def connect(address: str, setup: Setup) -> Cluster:
    """The cluster at `address`: "local", "local:N" or "dask://HOST:PORT"; a context manager.

    Raises `InputError` for another form of address, `ReaderError` where Dask is not installed or
    nothing answers there.
    """
    kind, _, count = address.partition(":")
    local = kind == "local" and (not count or (count.isdigit() and int(count) > 0))
    if not local and not address.startswith(_SCHEMES):
        raise InputError(
            f"{address} names no cluster: give local, local:N (N processes of this machine) or "
            "dask://HOST:PORT, the address of a Dask scheduler."
        )
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise ReaderError(
            "Reading on a cluster needs Dask: pip install 'verbale[cluster]'."
        ) from error
    from verbale.cluster import engine

    if local:
        return engine.start(int(count) if count else None, setup)
    return engine.join(address.replace("dask://", "tcp://", 1), setup)
