"""The program `jjledger`: one group, its commands, and what happens when something is wrong."""

from __future__ import annotations

import io
import sys

import click

from jjledger import __version__
from jjledger.cli.chinese import ChineseGroup, words_of
from jjledger.cli.doctor import doctor
from jjledger.cli.interest_command import interest
from jjledger.cli.ledger_commands import check, compile_command, households
from jjledger.cli.new_command import new
from jjledger.cli.publish_command import publish_command
from jjledger.cli.serve_commands import edit, serve
from jjledger.cli.statement_command import statement
from jjledger.cli.statements_command import statements
from jjledger.errors import JjledgerError

_STOPPED = 2


class _Program(ChineseGroup):
    """All commands. `fund` is half of the program, so it is read only by those who ask for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which people need them."""
        names = super().list_commands(ctx)
        place = names.index("interest") + 1
        return [*names[:place], "fund", *names[place:]]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command by its name."""
        if cmd_name != "fund":
            return super().get_command(ctx, cmd_name)
        from jjledger.cli.fund.group import fund  # noqa: PLC0415 -- a third of the start of every other command

        return fund


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="jjledger %(version)s", help="显示版本。")
def jjledger() -> None:
    """小区账本：维修资金按户分清，公共收益逐笔公示。

    退出码：0 正常，1 账本有阻断项，2 无法继续。
    """


for command in (
    new, check, compile_command, households, interest, statement, statements, publish_command, serve, edit, doctor
):  # fmt: skip
    jjledger.add_command(command)


def main() -> None:
    """Run the program; every error is words, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a GBK terminal lacks characters of some names
    try:
        code = jjledger.main(standalone_mode=False)
    except JjledgerError as error:
        click.echo(str(error), err=True)
        code = _STOPPED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message)
        code = _STOPPED
    except click.ClickException as error:
        click.echo(words_of(error), err=True)
        code = _STOPPED
    except click.Abort:
        click.echo("已中止，没有改动。", err=True)
        code = _STOPPED
    sys.exit(code if isinstance(code, int) else 0)
