"""Step 3: export what was trained into the build folder and measure it on development data.

``python -m training.evaluate [CONFIG]``. EWT dev, GUM dev (all genres) and raw text of
both; test sets, PUD and newswire are for ``benchmarks/model.py`` alone, after all choices.
"""

from __future__ import annotations

import subprocess
import sys

from training.export import export
from training.settings import ROOT, Settings


def main() -> None:
    """Export and measure."""
    settings = Settings()
    folder = settings.build / "model"
    export(settings, folder)
    command = [
        sys.executable, str(ROOT / "benchmarks/model.py"), "--reader", str(folder),
        "--sets", "ewt-dev,gum-dev", "--no-newswire", "--no-speed",
    ]  # fmt: skip
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
