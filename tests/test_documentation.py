"""The README tells of every setting and command; a document that rots fails here."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from bot.cli import main
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name.upper() for name in Settings.model_fields])
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README


def test_every_command_is_in_the_readme() -> None:
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert re.search(rf"\b{name}\b", README), name
        if isinstance(command, click.Group):
            assert all(re.search(rf"\b{sub}\b", README) for sub in command.commands), name


def test_every_file_the_readme_shows_or_links_is_there() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_direct_dependency_has_its_reason_in_the_decisions() -> None:
    decisions = (ROOT / "DECISIONS.md").read_text(encoding="utf-8").lower()
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    names = [re.split(r"[\[=<>]", line)[0].strip().lower() for line in lines if line[:1] not in "#"]
    assert [name for name in names if name and not _told(name, decisions)] == []


def test_the_lock_pins_every_direct_dependency() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower().replace("_", "-")
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    names = [re.split(r"[\[=<>]", line)[0].strip().lower() for line in lines if line[:1] not in "#"]
    assert [name for name in names if name and f"{name.replace('_', '-')}==" not in lock] == []


def test_the_package_cannot_be_uploaded_by_accident() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "Private :: Do Not Upload" in project["classifiers"]


def _told(name: str, decisions: str) -> bool:
    """Named whole, or as one of a family ("pytest (+ asyncio, timeout, xdist)")."""
    return name in decisions or (name.startswith("pytest-") and name.split("-", 1)[1] in decisions)
