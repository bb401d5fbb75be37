"""`jjledger audit related`: the private list of related parties, hashed."""

from __future__ import annotations

from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.options import ledger_argument
from jjledger.store.system import RealSystem
from jjledger.workflows.demo import written_place
from jjledger.workflows.locate import only_community


@click.command(cls=ChineseCommand, short_help="把关联方名单写成带密钥的散列。")
@ledger_argument
@click.option(
    "--to", "to", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="文件夹",
    help="写到哪个文件夹：related.csv 和 related.key，放进另一台机器的 private/。",
)  # fmt: skip
def related(ledger: Path, to: Path) -> None:
    """把 private/related.csv 里的姓名、电话、地址、账号都换成散列，给不该知道这些人的机器用。

    业委会成员、物业员工和收款方的资料只用来互相比对（A10），从不显示，也不进版本库。
    """
    from jjledger.workflows.related_list import write_hashed_list  # noqa: PLC0415 -- needed by few

    folder = written_place(only_community(ledger), RealSystem())
    for path in write_hashed_list(folder, to.absolute(), RealSystem()):
        click.echo(str(path))
