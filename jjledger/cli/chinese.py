"""click in Chinese: help, usage and refusals."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import click

from jjledger.errors import Trouble

# What click says of values and arguments, what an accountant reads, and what to do.
_Said = tuple[str, Callable[[re.Match[str]], str], str]
_SEE_HELP: Final = "{command} --help 说明写法。"
_VALUES: Final[tuple[_Said, ...]] = (
    (
        r"'(.*)' is not a valid (?:integer|float)(?: range)?\.",
        lambda m: f"「{m[1]}」不是数字。",
        "请写数字，例如 3。",
    ),
    (
        r"'(.*)' is not (?:one of )?'.*\.",
        lambda m: f"「{m[1]}」不在可选的词里。",
        "请改成其中一个：{choices}。",
    ),
    (r"(.*) is not in the range x>=(.*)\.", lambda m: f"{m[1]} 太小，至少是 {m[2]}。", "请改大。"),
    (
        r"(.*) is not in the range (.*)<=x<=(.*)\.",
        lambda m: f"{m[1]} 不行，要在 {m[2]} 到 {m[3]} 之间。",
        "请改成这之间的数。",
    ),
    (
        r"\w+ '(.*)' does not exist\.",
        lambda m: f"找不到「{m[1]}」。",
        "请看文件名有没有打错；不在当前文件夹里的，要写全路径，或把文件拖进终端窗口。",
    ),
    (
        r"\w+ '(.*)' is a directory\.",
        lambda m: f"「{m[1]}」是文件夹，这里要的是文件。",
        "请写文件夹里的那一个文件。",
    ),
    (r"\w+ '(.*)' is a file\.", lambda m: f"「{m[1]}」是文件，这里要的是文件夹。", "请写它所在的文件夹。"),
    (
        r"\w+ '(.*)' is not (?:read|writ|execut)able\.",
        lambda m: f"「{m[1]}」这个账号打不开。",
        "请用有权限的账号，或请管理员改权限。",
    ),
)
_USAGE: Final[tuple[_Said, ...]] = (
    (r"No such command '(.*?)'.*", lambda m: f"没有命令 {m[1]}。", "用 {command} --help 查看全部命令。"),
    (r"Missing command\.", lambda _: "没有写要做什么。", "用 {command} --help 查看全部命令。"),
    (r"Option '(.*)' requires an argument\.", lambda m: f"{m[1]} 后面要写值。", _SEE_HELP),
    (r"Option '(.*)' requires (\d+) arguments\.", lambda m: f"{m[1]} 后面要写 {m[2]} 个值。", _SEE_HELP),
    (r"Option '(.*)' does not take a value\.", lambda m: f"{m[1]} 后面不写值。", "请去掉等号和后面的字。"),
    (
        r"Got unexpected extra arguments? \((.*)\)",
        lambda m: f"多写了「{m[1]}」。",
        "请去掉；名字里有空格的，两头要加引号。写法见  {command} --help 。",
    ),
    (r"Argument '.*' takes (\d+) values\.", lambda m: f"这里要写 {m[1]} 个，写少了。", _SEE_HELP),
)
_HELP: Final = (("[default: ", "[默认 "), ("[required]", "[必写]"))


class ChineseCommand(click.Command):
    """A command whose help speaks Chinese throughout."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give the help option with Chinese words."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这些说明。"
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; what is wrong with them is told of this command."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how to call the command."""
        pieces = [
            piece.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")
            for piece in self.collect_usage_pieces(ctx)
        ]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options."""
        records = [
            (name, _translated(words))
            for param in self.get_params(ctx)
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx))
            for name, words in [record]
        ]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands whose help speaks Chinese throughout."""

    command_class = ChineseCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options, then the commands."""
        super().format_options(ctx, formatter)
        rows = [
            (name, command.get_short_help_str(limit=60))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) and not command.hidden
        ]
        if rows:
            with formatter.section("命令"):
                formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which people need them."""
        del ctx
        return list(self.commands)


def trouble_of(error: click.ClickException) -> Trouble:
    """Put one of click's refusals into Chinese: where, what, and what to do.

    Args:
        error: what click raised.
    """
    context: click.Context | None = getattr(error, "ctx", None)
    command = context.command_path if context else "jjledger"
    name = _param_name(error)
    if isinstance(error, click.NoSuchOption):
        near = f"请看是不是 {'、'.join(error.possibilities)}；" if error.possibilities else ""
        return Trouble(command, f"没有选项 {error.option_name}。", f"{near}{command} --help 说明写法。")
    if isinstance(error, click.MissingParameter):
        return Trouble(command, f"缺少 {name}。", f"{command} --help 说明写法。")
    if isinstance(error, click.BadParameter) and getattr(error, "param", None) is not None:
        what, remedy = _put(error.message, _VALUES)
        return Trouble(f"{command} {name}", what, _filled(remedy, error, command))
    what, remedy = _put(error.format_message(), _USAGE)
    return Trouble(command, what, _filled(remedy, error, command))


def _put(message: str, phrases: tuple[_Said, ...]) -> tuple[str, str]:
    """Put a message into Chinese; one that is not in the table is ours and stands as it is."""
    for pattern, words, remedy in phrases:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is not None:
            return words(match), remedy
    return message, _SEE_HELP


def _filled(remedy: str, error: click.ClickException, command: str) -> str:
    """Name the command in what to do, and the words to choose from where there are some."""
    kind = getattr(getattr(error, "param", None), "type", None)
    choices = "、".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else ""
    return remedy.replace("{command}", command).replace("{choices}", choices)


def _translated(words: str) -> str:
    for english, chinese in _HELP:
        words = words.replace(english, chinese)
    return words


def _param_name(error: click.ClickException) -> str:
    param: Any = getattr(error, "param", None)
    if param is None:
        return "参数"
    return str(
        param.opts[0]
        if isinstance(param, click.Option)
        else param.make_metavar(click.Context(click.Command("")))
    )
