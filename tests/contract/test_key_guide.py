"""The guide for those who keep keys: its commands are the program's, and it tells of each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import click
import pytest

from jjledger.cli.key_command import key
from jjledger.cli.link_command import link
from jjledger.cli.main import jjledger

GUIDE: Final = (Path(__file__).parents[2] / "docs/zh/密钥保管.md").read_text(encoding="utf-8")
COMMANDS: Final = re.findall(r"^jjledger (.+)$", GUIDE, re.MULTILINE)


def _found(words: list[str]) -> tuple[click.Command, list[str]]:
    """Follow words to the command they name; give it with what is left."""
    context = click.Context(jjledger)
    command: click.Command | None = jjledger.get_command(context, words[0])
    rest = words[1:]
    while isinstance(command, click.Group) and rest and rest[0] in command.commands:
        command, rest = command.commands[rest[0]], rest[1:]
    if command is link:
        command = link.commands["show"]
    assert command is not None, words
    return command, rest


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_is_one_of_the_program(line: str) -> None:
    command, rest = _found(line.split())
    options = {name for param in command.params for name in param.opts if name.startswith("--")}
    assert {word for word in rest if word.startswith("--")} <= options
    places = [word for word in rest if not word.startswith("--")]
    assert places, line


def test_the_guide_tells_of_every_command_about_keys_and_links() -> None:
    for name in key.commands:
        assert re.search(rf"(key {name}|`{name}`)\b", GUIDE), name
    for name in link.commands:
        assert name == "show" or f"link {name}" in GUIDE, name
