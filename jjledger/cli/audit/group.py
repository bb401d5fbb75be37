"""The group `jjledger audit`: named with a ledger it asks all questions, else one of its commands."""

from __future__ import annotations

import click

from jjledger.cli.audit.ask import ask
from jjledger.cli.audit.bundle import bundle
from jjledger.cli.audit.related import related
from jjledger.cli.audit.sample import correct, sample, sign
from jjledger.cli.chinese import ChineseGroup

_HELP = frozenset({"-h", "--help"})


class _Audit(ChineseGroup):
    """Takes `audit LEDGER PERIOD` for `audit ask LEDGER PERIOD`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command's name before what begins with none."""
        if args and args[0] not in self.commands and args[0] not in _HELP:
            args = [str(ask.name), *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Audit, short_help="审计：逐项提问、重算、抽样、报告和审计资料包。")
def audit() -> None:
    """审计一个期间的账。

    jjledger audit 账本 期间  回答全部审计问题；加 --recompute 另用别的记账程序把账重新加一遍。
    账本的名字恰好是下面的命令时，写成 ./名字。
    """


COMMANDS: tuple[click.Command, ...] = (ask, bundle, correct, related, sample, sign)
for command in COMMANDS:
    audit.add_command(command)
