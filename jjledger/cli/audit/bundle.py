"""`jjledger audit bundle`: what an outside auditor is handed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.cli.audit.span import AsSpan
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import ledger_argument, today_option
from jjledger.cli.output import progress
from jjledger.errors import refusal
from jjledger.period import Period
from jjledger.store.system import RealSystem
from jjledger.workflows.private_papers import refuse_secret_file, write_secret_file


@click.command(cls=ChineseCommand, short_help="做审计资料包，交给会计师事务所。")
@ledger_argument
@click.argument("period", metavar="期间", type=AsSpan())
@click.option(
    "--out",
    "out",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写成哪个 zip，默认小区的 private/audit 里。",
)
@click.option("--with-originals", "originals", is_flag=True, help="连同原始凭证。")
@click.option(
    "--recipient", "recipients", multiple=True, metavar="公钥",
    help="加密给持有这把 age 密钥的人（age1…），可写多次；写了就得到 .age 文件。",
)  # fmt: skip
@today_option
@click.pass_context
def bundle(
    ctx: click.Context, ledger: Path, period: Period, out: Path | None, recipients: tuple[str, ...],
    today: date, *, originals: bool,
) -> None:  # fmt: skip
    """账簿、报表、对账、凭证清单、电子数据、审计发现、重算的脚本和资料清单，装成一个不用本程序就能打开的文件。

    期间写年度、半年、季度，或从哪期到哪期，例如 2023..2025-H1；期末余额就是这个期间的。private 里的业主名册不在其中；原始凭证只有写了 --with-originals 才放进去。
    """
    from jjledger.workflows import audit_bundle as work  # noqa: PLC0415 -- prints
    from jjledger.workflows.auditing import ask_all, chosen  # noqa: PLC0415 -- see above

    system = RealSystem()
    loaded = open_ledger(ctx, ledger, today)
    path = (out or work.bundle_place(loaded, period)).absolute()
    if recipients and path.suffix != ".age":
        path = path.with_name(f"{path.name}.age")
    if not recipients and path.suffix != ".zip":
        raise refusal(f"--out {out}", "资料包是 zip 文件。", "请写成 .zip 结尾的文件名。")
    refuse_secret_file(path, "--out")
    rules = chosen(())
    audited = ask_all(
        loaded, (period, today), system, lambda asked: progress(asked, "逐项检查", len(rules)), rules
    )
    planned = work.plan_bundle(loaded, audited, system, originals=originals)
    files = dict(progress(work.bundle_files(planned, system), "装订", None))
    data = work.bound_bundle(planned, files, recipients)
    write_secret_file(path, data, system, "--out")
    click.echo(f"{path}（{len(files)} 个文件，{len(data):,} 字节）")
