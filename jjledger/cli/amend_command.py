"""`jjledger amend`: what is out changes only with a reason and somebody who approved it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import find_to_write
from jjledger.cli.options import json_option, ledger_argument, today_option
from jjledger.cli.writing import Pen, finish, write_option
from jjledger.errors import refusal
from jjledger.facts.entry import Signed
from jjledger.store.system import RealSystem
from jjledger.workflows.frozen import load_frozen

_GROUND: Final = "公示一经发布不再改写；更正另出一版，写明原因和批准人"


@click.command(cls=ChineseCommand, short_help="批准更正：已公示的内容变了，写明原因和批准人，另出一版。")
@ledger_argument
@click.argument("periods", metavar="[期间]…", nargs=-1)
@click.option("--reason", default="", metavar="原因", help="为什么更正；印在新版和期间页上。")
@click.option(
    "--approved-by", default="", metavar="谁", help="谁批准，例如 业主委员会；印出来时个人的姓名会遮掉。"
)
@click.option("--reprint", is_flag=True, help="内容没有变化也照样重印一版。")
@click.option(
    "--to", "site", type=click.Path(path_type=Path), default=Path("public"), show_default=True,
    metavar="文件夹", help="已经公示的网站在哪里。",
)  # fmt: skip
@write_option
@json_option
@today_option
def amend(ledger: Path, site: Path, today: date, **options: Any) -> None:  # noqa: ANN401 -- click's
    """列出账簿与已公示内容的每一处不同；加上原因、批准人和 --write，下次公示时另出一版。

    不写期间，就是所有有变化的期间。批准的只是列出来的这些改动：以后账又变了，要重新批准。
    原来的一版留在网上，一字不改。
    """
    from jjledger.workflows.amending import Approval, plan_amendment  # noqa: PLC0415 -- setting type takes long

    reason, who = options["reason"].strip(), options["approved_by"].strip()
    if options["write"] and not (reason and who):
        raise refusal(
            "--write", "更正要写明原因和批准人。", "请加上  --reason 原因 --approved-by 业主委员会", _GROUND
        )
    loaded = load_frozen(find_to_write(ledger), today, RealSystem())
    approval = Approval(options["periods"], reason, who, today, reprint=options["reprint"])
    plan = plan_amendment(loaded, site, approval)
    pen = Pen(
        today,
        dated=False,
        signed=Signed(who, "") if who else None,
        attachments=None,
        corrects="",
        write=options["write"],
        as_json=options["as_json"],
        today=today,
    )
    finish(loaded, pen, plan.writing, plan.words(), plan.record())
