"""Windows through the network, several at once.

Scales of activations are fixed in the model, every row of a batch is computed by itself and the
attention does not see padding: company changes no bit of what the network makes of a window.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from numpy.typing import NDArray

from verbale.errors import ReaderError
from verbale.language.encode import Encoded, feed

Scores = dict[str, NDArray[Any]]


class Batches:
    """A session of onnxruntime, fed with windows of like length together."""

    def __init__(self, session: Any, most: int, padding: float) -> None:
        """`most`: pieces of a batch, padding counted; halved where memory does not hold them.

        `padding`: the most padding, as a share of the pieces that are none.
        """
        self._session = session
        self._outputs = [output.name for output in session.get_outputs()]
        self._inputs = {given.name for given in session.get_inputs()}
        self._most = most
        self._padding = padding

    def run(self, windows: Sequence[Encoded]) -> list[Scores]:
        """The outputs for each window, as if it were alone; raises `ReaderError`."""
        out: list[Scores] = [{}] * len(windows)
        for batch in self._batches([len(window.ids) for window in windows]):
            for at, scores in zip(batch, self._run([windows[i] for i in batch]), strict=True):
                out[at] = scores
        return out

    def _batches(self, sizes: list[int]) -> Iterator[list[int]]:
        """Indexes of windows of like length."""
        batch: list[int] = []
        own = 0
        for i in sorted(range(len(sizes)), key=sizes.__getitem__):
            whole = sizes[i] * (len(batch) + 1)
            own += sizes[i]
            if batch and (whole > self._most or whole > own * (1 + self._padding)):
                yield batch
                batch, own = [], sizes[i]
            batch.append(i)
        if batch:
            yield batch

    def _run(self, windows: list[Encoded]) -> list[Scores]:
        given = feed(windows)
        try:
            found = self._session.run(None, {key: given[key] for key in self._inputs})
        except Exception as error:
            if len(windows) == 1:
                raise ReaderError(
                    f"The model cannot be run ({error}). VERBALE_DEVICE=cpu reads without a GPU."
                ) from error
            # Too many for the memory: half as many from here on.
            self._most = max(1, given["ids"].size // 2)
            half = len(windows) // 2
            return self._run(windows[:half]) + self._run(windows[half:])
        outputs = dict(zip(self._outputs, found, strict=True))
        return [
            {name: _own(name, scores[i], len(window.first)) for name, scores in outputs.items()}
            for i, window in enumerate(windows)
        ]


def _own(name: str, scores: NDArray[Any], words: int) -> NDArray[Any]:
    """A window's own part; `words` count the root, of which only arcs have a row and a column."""
    return scores[:words, :words] if name == "arc" else scores[: words - 1]
