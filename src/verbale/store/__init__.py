"""The store: one SQLite file that keeps what was read and the record made of it."""

from __future__ import annotations

from verbale.store.base import Made
from verbale.store.counting import Chosen
from verbale.store.givens import Known
from verbale.store.passages import PassageCache
from verbale.store.selecting import Where, match
from verbale.store.store import Changed, Hit, Store

__all__ = ["Changed", "Chosen", "Hit", "Known", "Made", "PassageCache", "Store", "Where", "match"]
