"""`jjledger posted`: where a disclosure hung, and the photographs that show it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.books.ledger import Ledger
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.options import AsPeriod, Day, ledger_argument
from jjledger.cli.voucher.asked import papers_of
from jjledger.cli.writing import Pen, carry_out, deed_options
from jjledger.period import Period
from jjledger.workflows.vouchers.planned import Plan


@click.command(cls=ChineseCommand, short_help="登记公示贴在哪里、贴了多久。")
@ledger_argument
@click.argument("period", metavar="期间", type=AsPeriod())
@click.option(
    "--place", required=True, metavar="地点", help="贴在哪里，例如 1幢大堂公告栏；公示页面上会显示。"
)
@click.option("--from", "first_day", type=Day(), metavar="日期", help="从哪一天起贴着；撕下时不写。")
@click.option("--to", "last_day", type=Day(), metavar="日期", help="贴到哪一天，含当天；还贴着就不写。")
@click.option(
    "--photo", "photos", multiple=True, metavar="文件", type=click.Path(path_type=Path, dir_okay=False),
    help="现场照片，JPEG 或 PNG，可以写几张。",
)  # fmt: skip
@click.option(
    "--document", default="", metavar="公示",
    help="哪一份，例如 public-revenue；不写就是这一期的全部。",
)  # fmt: skip
@click.option(
    "--version", "version", type=click.IntRange(1), metavar="版次", help="贴的是第几版；不写就是现行的一版。",
)  # fmt: skip
@click.option(
    "--correct", "wrong", type=Day(), metavar="日期",
    help="登记错了的一条：写它登记的起始日，再写对的 --from、--to 或 --photo。",
)  # fmt: skip
@click.option(
    "--site", type=click.Path(path_type=Path), default=Path("public"), show_default=True,
    metavar="文件夹", help="已公示的网站在哪里，用来核对版次和日期。",
)  # fmt: skip
@deed_options
@click.pass_context
def posted(
    ctx: click.Context, ledger: Path, period: Period, place: str, first_day: date | None, last_day: date | None,
    photos: tuple[Path, ...], document: str, version: int | None, wrong: date | None, site: Path, pen: Pen,
) -> None:  # fmt: skip
    """登记一期公示的张贴：地点、起止日期和现场照片。网上公示过、又按天数张贴过，才算办完。

    照片只留画面，拍摄的位置、时间和手机型号都去掉，按内容存进原始凭证，不公开。
    撕下以后再写一次同样的地点和 --to。日期登记错了，用 --correct 改正那一条。
    """
    from jjledger.workflows.posted import Said, plan_posted  # noqa: PLC0415 -- pictures are slow to import
    from jjledger.workflows.published import published_at  # noqa: PLC0415 -- needed here alone

    said = Said(period, place, first_day, last_day, document, version, wrong)

    def plan(loaded: Ledger) -> Plan:
        published = published_at(site.absolute() / "d" / loaded.folder.name)
        out = published.periods.get(period.code) if published else None
        return plan_posted(loaded, said, lambda: papers_of(photos), out, pen.today)

    carry_out(ctx, ledger, pen, plan)
