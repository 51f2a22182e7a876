"""``python -m verbale``."""

from __future__ import annotations

from verbale.views.cli import main

main()
