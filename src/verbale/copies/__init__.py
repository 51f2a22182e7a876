"""Which reports carry the same copy: fingerprints of passages, and the groups that they make."""

from __future__ import annotations

from verbale.copies.compare import Prints, are_copies, shared
from verbale.copies.direction import direction, directions
from verbale.copies.groups import clusters, groups, inspect
from verbale.copies.prints import passages

__all__ = [
    "Prints",
    "are_copies",
    "clusters",
    "direction",
    "directions",
    "groups",
    "inspect",
    "passages",
    "shared",
]
