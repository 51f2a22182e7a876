"""The house around the code: what README and CONTRIBUTING promise, and the laws of the layout."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import verbale

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "verbale"
STAGES = (
    "intake",
    "cleaning",
    "language",
    "reading",
    "copies",
    "record",
    "store",
    "running",
    "views",
)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(markdown: str) -> list[str]:
    """The code blocks of a page."""
    return re.findall(r"^```\w*\n(.*?)^```", markdown, re.MULTILINE | re.DOTALL)


def commands(block: str) -> list[str]:
    """The commands of a block of shell, without their comments."""
    lines = (line.split("#")[0].strip() for line in block.splitlines())
    return [line for line in lines if line]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))


def test_readme_opens_with_the_two_commands() -> None:
    assert commands(blocks(text("README.md"))[0]) == ["make demo", "make test"]
    assert {"demo", "test"} <= targets()


def test_contributing_lists_the_very_commands_of_ci() -> None:
    run = [line for line in text(".ci/run").splitlines() if line.startswith("make ")]
    assert commands(blocks(text("CONTRIBUTING.md"))[0]) == run
    assert {line.split()[1] for line in run} <= targets()
    assert "make test" in run


def test_ci_needs_nobody_at_the_keyboard() -> None:
    assert "set -euo pipefail" in text(".ci/run")
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100


def test_one_version_everywhere() -> None:
    version = re.search(r"^version: (.+)$", text("CITATION.cff"), re.MULTILINE)
    assert version is not None
    assert version[1] == verbale.__version__
    headings = re.findall(r"^## \[(.+?)\]", text("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] in ("Unreleased", verbale.__version__)


def test_links_of_the_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    for page in pages:
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{page.name}: {link}"


def modules(stage: str) -> list[Path]:
    return sorted((SOURCE / stage).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The modules of ours that a module imports when it is loaded or run, not for types alone."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typed:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name.split(".")[0] == "verbale"}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_nothing_that_comes_after_it(stage: str) -> None:
    later = {f"verbale.{name}" for name in STAGES[STAGES.index(stage) + 1 :]}
    for path in modules(stage):
        for name in imported(path):
            wrong = ".".join(name.split(".")[:2]) in later
            # the order of reading ends with the copies' own marks, which need no other stage
            assert not wrong or (stage, name) in ALLOWED, f"{path.relative_to(ROOT)}: {name}"


ALLOWED = {("reading", "verbale.copies")}


def test_records_and_errors_stand_alone() -> None:
    assert imported(SOURCE / "records.py") == set()
    assert imported(SOURCE / "errors.py") == set()


def test_help_loads_no_model() -> None:
    heavy = "spacy", "onnxruntime", "numpy", "trafilatura", "py3langid"
    code = (
        "import sys\nfrom verbale.views.cli import main\nsys.argv = ['verbale', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"sys.exit(','.join(name for name in {heavy!r} if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "timeline" in done.stdout


def test_everything_public_is_documented() -> None:
    undocumented = []
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        # what a decorator registers (a page's route) is found by its path and not by its name
        open_ = (n for n in named if not n.name.startswith("_") and not n.decorator_list)
        places = [tree, *open_]
        for node in places:
            if ast.get_docstring(node) is None:
                name = getattr(node, "name", "(the module)")
                undocumented.append(f"{path.relative_to(SOURCE)}: {name}")
    assert undocumented == []
