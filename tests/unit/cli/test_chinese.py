"""What click refuses is told in Chinese, whichever command and whichever value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from jjledger.cli.chinese import trouble_of
from jjledger.cli.main import jjledger

# Words of click's own English, none of which is a name of a command, an option or a choice.
ENGLISH = re.compile(r"\b(is|are|not|does|exist|takes|requires|Got|valid|Missing|Invalid|such|argument)\b")


def commands(group: click.Group, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inside = click.Context(command, parent=context, info_name=name)
        yield command, inside
        if isinstance(command, click.Group):
            yield from commands(command, inside)


ALL = list(commands(jjledger, click.Context(jjledger, info_name="jjledger")))
VALUES = [
    pytest.param(context, param, id=f"{context.command_path} {param.name}")
    for command, context in ALL
    for param in command.params
    if not isinstance(param.type, click.types.StringParamType | click.types.BoolParamType)
    and not (isinstance(param.type, click.Path) and not param.type.exists)
]


def refused(context: click.Context, param: click.Parameter, value: object) -> tuple[str, str, str]:
    with pytest.raises(click.ClickException) as caught:
        param.type.convert(value, param, context)
    told = trouble_of(caught.value)
    assert not ENGLISH.search(told.what + told.remedy), told
    return told.place, told.what, told.remedy


def test_there_are_as_many_commands_and_values_as_there_should_be() -> None:
    assert len(ALL) > 60
    assert len(VALUES) > 100


@pytest.mark.parametrize(("context", "param"), VALUES)
def test_a_value_that_is_none_is_named_with_what_is_wrong_and_what_to_do(
    context: click.Context, param: click.Parameter
) -> None:
    place, what, remedy = refused(context, param, "没有这个")
    assert place.startswith(f"{context.command_path} ")
    assert "没有这个" in what
    assert remedy.endswith("。")
    if isinstance(param.type, click.Choice):
        assert all(str(choice) in remedy for choice in param.type.choices)


@pytest.mark.parametrize(("command", "context"), ALL)
def test_too_many_words_are_named(command: click.Command, context: click.Context) -> None:
    if isinstance(command, click.Group) or any(param.nargs == -1 for param in command.params):
        return
    with pytest.raises(click.UsageError) as caught:
        command.make_context(command.name, [*["x"] * 9], parent=context.parent)
    told = trouble_of(caught.value)
    assert not ENGLISH.search(told.what + told.remedy), told
    assert told.place.startswith(context.command_path)


def test_folders_for_files_files_for_folders_and_numbers_out_of_range(tmp_path: Path) -> None:
    context = click.Context(click.Command("x"), info_name="x")
    file = tmp_path / "a"
    file.write_text("")

    def what(kind: click.ParamType[object], value: object) -> str:
        return refused(context, click.Option(["--y"], type=kind), value)[1]

    assert (
        what(click.Path(exists=True, dir_okay=False), str(tmp_path))
        == f"「{tmp_path}」是文件夹，这里要的是文件。"
    )
    assert (
        what(click.Path(exists=True, file_okay=False), str(file)) == f"「{file}」是文件，这里要的是文件夹。"
    )
    assert what(click.IntRange(1), "0") == "0 太小，至少是 1。"
    assert what(click.IntRange(1, 12), "13") == "13 不行，要在 1 到 12 之间。"
    assert what(click.Choice(["one"]), "two") == "「two」不在可选的词里。"


def test_commands_that_a_help_lists_stand_each_on_a_line() -> None:
    listed = 0
    for command, context in ALL:
        lines = [" ".join(line.split()) for line in command.get_help(context).splitlines()]
        examples = [line for line in lines if line.startswith("jjledger ")]
        assert [line for line in examples if line.count("jjledger ") > 1] == [], context.command_path
        listed += len(examples)
    assert listed > 1
