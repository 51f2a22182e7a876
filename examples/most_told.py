"""Print the id of the talks that the most voices of a record tell of.

usage: python examples/most_told.py RECORD
"""

from __future__ import annotations

import sys

import verbale

with verbale.open(sys.argv[1]) as record:
    talks = record.events(type="CONSULT")
    best = max(talks, key=lambda e: (e.independent_sources, len(e.reports), len(e.evidence), e.id))
    print(best.id)
