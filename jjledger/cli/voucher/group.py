"""The group `jjledger voucher` and its commands, in the order in which people need them."""

from __future__ import annotations

import click

from jjledger.cli.chinese import ChineseGroup
from jjledger.cli.voucher.attach import attach
from jjledger.cli.voucher.drafts import confirm, drop, same
from jjledger.cli.voucher.look import list_command, show
from jjledger.cli.voucher.new import correct, new, reverse
from jjledger.cli.voucher.print_command import print_command


@click.group(cls=ChineseGroup, short_help="凭证：新记、查看、打印、冲销、订正，确认导入的草稿，附原始凭证。")
def voucher() -> None:
    """凭证。写入的命令先预览，不改动账本；加上 --write 才记账，编号由程序给。

    已记账的凭证不改不删：错了用 reverse 红字冲销，或用 correct 冲销并订正。
    """


COMMANDS: tuple[click.Command, ...] = (
    new,
    list_command,
    show,
    print_command,
    confirm,
    same,
    drop,
    attach,
    reverse,
    correct,
)
for command in COMMANDS:
    voucher.add_command(command)
