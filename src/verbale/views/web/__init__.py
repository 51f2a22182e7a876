"""The page: `verbale serve`."""

from __future__ import annotations

from verbale.views.web.app import create_app, serve

__all__ = ["create_app", "serve"]
