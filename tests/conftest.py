"""What every test may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from verbale import language

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped reader; it holds no state between texts."""
    return language.load()
