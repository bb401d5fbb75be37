"""click in Chinese: help, usage and refusals."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import click

# What click says of values and arguments, and what an accountant reads.
_VALUES: Final[tuple[tuple[str, Callable[[re.Match[str]], str]], ...]] = (
    (r"'(.*)' is not a valid integer\.", lambda m: f"「{m[1]}」不是整数。"),
    (r"'(.*)' is not one of (.*)\.", lambda m: f"「{m[1]}」不在可选的词里：{m[2]}。"),
    (r"(.*) is not in the range (.*)\.", lambda m: f"{m[1]} 不在 {m[2]} 的范围里。"),
)
_USAGE: Final[tuple[tuple[str, Callable[[re.Match[str]], str]], ...]] = (
    (
        r"No such command '(.*?)'.*",
        lambda m: f"没有命令 {m[1]}。用 jjledger --help 查看全部命令。",
    ),
    (r"Option '(.*)' requires an argument\.", lambda m: f"{m[1]} 后面要写值。"),
    (r"Option '(.*)' does not take a value\.", lambda m: f"{m[1]} 后面不写值。"),
    (r"Got unexpected extra arguments? \((.*)\)", lambda m: f"多写了 {m[1]}。"),
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


def words_of(error: click.ClickException) -> str:
    """Put one of click's refusals into Chinese.

    Args:
        error: what click raised.
    """
    name = _param_name(error)
    if isinstance(error, click.NoSuchOption):
        near = f"，是不是 {'、'.join(error.possibilities)}" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}。"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {name}。"
    if isinstance(error, click.BadParameter):
        return f"{name} 的值不对：{_put(error.message, _VALUES)}"
    return _put(error.format_message(), _USAGE)


def _put(message: str, phrases: tuple[tuple[str, Callable[[re.Match[str]], str]], ...]) -> str:
    """Put a message into Chinese; one that is not in the table is quoted as it stands."""
    for pattern, words in phrases:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is not None:
            return words(match)
    return message


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
