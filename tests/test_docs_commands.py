"""The documentation names every command, option, public name and field."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import verbale
from verbale.store.rows import KINDS
from verbale.views.cli import cli
from verbale.views.exports import FILES

DOCS = Path(__file__).parent.parent / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def sections(text: str) -> dict[str, str]:
    parts = re.split(r"^## verbale (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def leaves(command: click.Command, name: str = "") -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from leaves(inner, f"{name} {inner.name}".strip())
    else:
        yield name, command


@pytest.mark.parametrize(("name", "command"), list(leaves(cli)), ids=str)
def test_every_command_is_documented_beside_its_python(name: str, command: click.Command) -> None:
    text = sections(page("cli.md"))[name.split(maxsplit=1)[0]]
    assert f"verbale {name}" in text
    assert "Python: `" in text
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert any(option in text for option in parameter.opts), (name, parameter.opts)


def test_no_command_is_documented_that_does_not_exist() -> None:
    known = {name.split(maxsplit=1)[0] for name, _ in leaves(cli)}
    assert set(sections(page("cli.md"))) == known


def test_every_public_name_and_method_is_documented() -> None:
    text = page("python.md")
    for name in verbale.__all__:
        assert re.search(rf"`(verbale\.)?{name}\b", text), name
    for name, _ in inspect.getmembers(verbale.Record, callable):
        if not name.startswith("_"):
            assert f"record.{name}(" in text, name


def test_python_twins_exist() -> None:
    for page_name in ("cli.md", "python.md"):
        for name in re.findall(r"`record\.(\w+)\(", page(page_name)):
            assert hasattr(verbale.Record, name), name


def test_arguments_in_the_documentation_are_those_of_the_methods() -> None:
    for name, told in re.findall(r"`record\.(\w+)\(([^)`]*)\)`", page("python.md")):
        parameters = inspect.signature(getattr(verbale.Record, name)).parameters
        for argument in re.findall(r"\w+", told):
            assert argument in parameters, (name, argument)


def test_every_file_and_field_of_the_export_is_documented() -> None:
    text = page("export.md")
    for file, kind in FILES.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{file}`"))
        for field in KINDS[kind].__struct_fields__:
            assert f"`{field}`" in row, (file, field)
