"""The group `jjledger fund` and its commands, in the order in which people need them."""

from __future__ import annotations

import click

from jjledger.cli.chinese import ChineseGroup
from jjledger.cli.fund.card import card
from jjledger.cli.fund.decide import certify, decide
from jjledger.cli.fund.deposit import deposit
from jjledger.cli.fund.dividend import dividend, dividend_pay, unclaimed
from jjledger.cli.fund.houses import lost, merge, split, transfer
from jjledger.cli.fund.notices import notices
from jjledger.cli.fund.opening import opening
from jjledger.cli.fund.outlook import outlook
from jjledger.cli.fund.pay import contract, pay, settle
from jjledger.cli.fund.placement import mature, place, placements
from jjledger.cli.fund.project import project
from jjledger.cli.fund.refund import refund
from jjledger.cli.fund.top_up import top_up
from jjledger.cli.fund.warranty import warranty
from jjledger.cli.fund.yields import yield_command


@click.group(cls=ChineseGroup, short_help="资金的各项业务：交存、使用、退款、过户、定期……")
def fund() -> None:
    """资金的各项业务。每条命令先预览，不改动账本；加上 --write 才记账。

    预览里的凭证也可以照抄进账本，结果相同。
    """


COMMANDS: tuple[click.Command, ...] = (
    opening,
    deposit,
    top_up,
    project,
    decide,
    certify,
    contract,
    pay,
    settle,
    refund,
    lost,
    transfer,
    split,
    merge,
    place,
    mature,
    placements,
    warranty,
    dividend,
    dividend_pay,
    unclaimed,
    outlook,
    yield_command,
    notices,
    card,
)
for command in COMMANDS:
    fund.add_command(command)
