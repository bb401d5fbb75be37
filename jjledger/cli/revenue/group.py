"""The group `jjledger revenue` and its commands, in the order in which people need them."""

from __future__ import annotations

import click

from jjledger.cli.chinese import ChineseGroup
from jjledger.cli.revenue.ask import assets, budget, contracts, controls, expected, net
from jjledger.cli.revenue.top_up import top_up


@click.group(cls=ChineseGroup, short_help="公共收益：合同、应收、净收入、补充维修资金、预算、资产。")
def revenue() -> None:
    """公共收益的合同、应收、净收入、预算和资产。

    只有 top-up 会记账：先预览，加上 --write 才写入。分红见 jjledger fund dividend。
    """


COMMANDS: tuple[click.Command, ...] = (
    contracts,
    expected,
    net,
    top_up,
    budget,
    assets,
    controls,
)
for command in COMMANDS:
    revenue.add_command(command)
