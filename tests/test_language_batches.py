"""Windows go through the network together, and each is read as if it were alone."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from verbale.errors import ReaderError
from verbale.language.batches import Batches
from verbale.language.component import SHIPPED
from verbale.language.encode import Encoded, Pieces, feed
from verbale.language.network import BATCH, PADDING, Network

TEXT = (
    "The minister of Kenya told reporters in Lima on Tuesday that talks with Norway would go on , "
    "while an envoy's visit to Ankara , planned for 12 May , was put off ; nobody said why ."
)
WORDS = TEXT.split()


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(SHIPPED)


@pytest.fixture(scope="module")
def windows() -> list[Encoded]:
    pieces = Pieces(SHIPPED / "tokenizer.json")
    drawn = random.Random(7)
    sizes = [1, 2, 3, 30, 62, 63, 64, 65, 66, 150, *(drawn.randint(1, 60) for _ in range(40))]
    return [pieces.encode(drawn.choices(WORDS, k=size)) for size in sizes]


def _same(some: dict[str, Any], others: dict[str, Any]) -> bool:
    return all(np.array_equal(some[name], others[name]) for name in some)


def test_company_changes_no_bit(network: Network, windows: list[Encoded]) -> None:
    alone = [network._batches.run([window])[0] for window in windows]
    together = network._batches.run(windows)
    turned = network._batches.run(windows[::-1])[::-1]
    assert all(map(_same, alone, together))
    assert all(map(_same, alone, turned))


def test_a_window_gets_what_is_its_own(network: Network, windows: list[Encoded]) -> None:
    for window, scores in zip(windows, network._batches.run(windows), strict=True):
        words = len(window.first) - 1
        assert scores["arc"].shape == (words + 1, words + 1)
        assert {len(scores[name]) for name in ("upos", "xpos", "rel", "names", "starts")} == {words}


class Counted:
    """A session that notes the shapes of what it is given, and holds so many pieces at most."""

    def __init__(self, session: Any, most: int) -> None:
        self.session = session
        self.most = most
        self.shapes: list[tuple[int, int]] = []
        self.get_inputs, self.get_outputs = session.get_inputs, session.get_outputs

    def run(self, names: object, given: dict[str, Any]) -> Any:
        self.shapes.append(given["ids"].shape)
        if given["ids"].size > self.most:
            raise RuntimeError("out of memory")
        return self.session.run(names, given)


def test_batches_hold_windows_of_like_length(network: Network, windows: list[Encoded]) -> None:
    counted = Counted(network._batches._session, 10**6)
    Batches(counted, BATCH, PADDING).run(windows)
    pieces = sum(len(window.ids) for window in windows)
    assert len(counted.shapes) < len(windows) / 2
    assert sum(rows * width for rows, width in counted.shapes) <= pieces * (1 + PADDING)
    assert all(rows == 1 or rows * width <= BATCH for rows, width in counted.shapes)


def test_what_does_not_fit_goes_in_halves(network: Network, windows: list[Encoded]) -> None:
    counted = Counted(network._batches._session, 400)
    small = Batches(counted, 10**6, 100.0)
    whole = network._batches.run(windows)
    assert all(map(_same, whole, small.run(windows)))
    assert counted.shapes[0][0] == len(windows)
    counted.shapes.clear()
    small.run(windows)
    assert counted.shapes[0][0] < len(windows)


def test_a_window_that_does_not_fit_is_an_error(network: Network, windows: list[Encoded]) -> None:
    with pytest.raises(ReaderError, match="out of memory"):
        Batches(Counted(network._batches._session, 2), BATCH, PADDING).run(windows[:1])


def test_padding_is_masked(windows: list[Encoded]) -> None:
    given = feed(windows[:2])
    assert given["mask"].sum(axis=1).tolist() == [len(window.ids) for window in windows[:2]]
    assert not given["ids"][given["mask"] == 0].any()
