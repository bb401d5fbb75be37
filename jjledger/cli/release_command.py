"""`jjledger release`: a false alarm of the look for private words, let through under a name."""

from __future__ import annotations

from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.options import ledger_argument
from jjledger.cli.writing import Pen, carry_out, deed_options


@click.command(cls=ChineseCommand, short_help="签字放行：看似个人信息、其实不是的词句。")
@ledger_argument
@click.argument("voucher", metavar="[凭证]", default="")
@click.option("--words", default="", metavar="原话", help="不在凭证里的：页面上的原话，一字不差。")
@click.option("--reason", default="", metavar="理由", help="为什么这不是个人信息；写入时必写。")
@deed_options
@click.pass_context
def release(ctx: click.Context, ledger: Path, voucher: str, words: str, reason: str, pen: Pen) -> None:
    """公示因为误报停下时，由复核人签字放行：写明日期、谁、哪张凭证和理由，记入 releases.csv。

    只放行这几句原话，改一个字就重新拦下；每次检查都列出放行的记录。确是个人信息的，请订正摘要，不要放行。
    """
    from jjledger.workflows.releasing import Asked, plan_release  # noqa: PLC0415 -- only who writes needs it

    asked = Asked(voucher, words, pen.signed.prepared if pen.signed else "（写入时的经手人）", reason)
    carry_out(ctx, ledger, pen, lambda loaded: plan_release(loaded, asked, pen.today))
