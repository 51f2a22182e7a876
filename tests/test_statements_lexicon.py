"""The lexicon of reporting words: it fits its schema, and misfits are told."""

from __future__ import annotations

import pytest

from verbale.errors import KnowledgeError
from verbale.knowledge import speech

HEAD = "".join(
    f'[[{name}]]\nlemmas = ["{name}"]\n'
    for name in (
        "nouns",
        "light",
        "occasions",
        "spokespeople",
        "carriers",
        "address",
        "askers",
        "carrying",
        "showing",
        "happenings",
        "relational",
    )
)


def test_the_shipped_lexicon_is_read() -> None:
    words = speech.lexicon()
    assert words.verbs["say"].takes["clause"] == "speech"
    assert words.verbs["believe"].takes["clause"] == "thought"
    assert words.verbs["accuse"].prepositions["of"] == "speech"
    assert "statement" in words.occasions


def test_every_frame_and_kind_is_known() -> None:
    words = speech.lexicon()
    for entry in [*words.verbs.values(), *words.nouns.values()]:
        assert entry.takes.keys() <= speech.TAKES
        assert {*entry.takes.values(), *entry.prepositions.values()} <= set(speech.KINDS)


def test_a_frame_is_as_sure_as_its_surest_group() -> None:
    groups = (
        '[[verbs]]\nlemmas = ["hint"]\ntakes = ["clause"]\nkind = "thought"\n'
        '[[verbs]]\nlemmas = ["hint"]\ntakes = ["clause"]\nprepositions = ["at"]\n'
        '[[verbs]]\nlemmas = ["hint"]\ntakes = ["object"]\nkind = "stance"\n'
    )
    entry = speech.read(groups + HEAD).verbs["hint"]
    assert entry.takes == {"clause": "speech", "object": "stance"}
    assert entry.prepositions == {"at": "speech"}


@pytest.mark.parametrize(
    ("group", "complaint"),
    [
        ('[[verbs]]\nlemmas = ["say"]\ntakes = ["sound"]\n', "sound"),
        ('[[verbs]]\nlemmas = ["say"]\nkind = "loud"\n', "loud"),
        ('[[verbs]]\nwords = ["say"]\n', "words"),
        ("[[verbs]]\nlemmas = [", "speech.toml"),
    ],
)
def test_a_lexicon_that_breaks_its_schema_is_refused(group: str, complaint: str) -> None:
    with pytest.raises(KnowledgeError, match=complaint):
        speech.read(group + HEAD if 'lemmas = ["' in group else group)
