"""`jjledger link`: a household's own link to its statements, shown, changed or closed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.books.community_file import read_community
from jjledger.books.register_file import read_register
from jjledger.books.source import Source
from jjledger.cli.chinese import ChineseCommand, ChineseGroup
from jjledger.cli.options import AsPeriod, json_option, ledger_argument, today_option
from jjledger.cli.output import print_json
from jjledger.errors import refusal
from jjledger.period import Period
from jjledger.seal.link import owners_page
from jjledger.store.keys import deployment
from jjledger.store.link_turns import change_link, close_link
from jjledger.store.owner_keys import Master
from jjledger.store.system import RealSystem
from jjledger.workflows.district_keys import district_around
from jjledger.workflows.link_ends import open_until
from jjledger.workflows.locate import only_community
from jjledger.workflows.log_place import community_name, log_home
from jjledger.workflows.owner_links import (
    HouseholdLink,
    demand_household,
    household_link,
    household_links,
    last_sealed_day,
)
from jjledger.workflows.private_papers import PRINT, write_papers

_house_argument = click.argument("household", metavar="房屋")
_COPIES = (
    "已经有人打开过、保存过的副本，仍然能看，收不回来。\n请马上运行 jjledger publish，把旧文件从网站上撤下。"
)


class _ShownByDefault(ChineseGroup):
    """A group that shows the link where no other command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what is no command as the ledger of `show`."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_ShownByDefault, short_help="住户专用链接：打印、更换、停用。")
def link() -> None:
    """一户的专用链接：扫码或输入，就在手机上看自己家的对账单；别人和网站都打不开。

    \b
    jjledger link 账本 房屋      打印链接和二维码，只交给本户
    jjledger link sheets 账本    全小区的，裁开装信封

    要先在 community.toml 写 [owner_links] enabled = true，再 publish。链接每年一换，换业主自动换。
    """  # noqa: D301 -- click takes this sign for lines that stay as they are


@link.command(cls=ChineseCommand, short_help="打印一户的链接和二维码。")
@ledger_argument
@_house_argument
@click.option(
    "--period", type=AsPeriod(), metavar="期间", help="看哪一期的，默认最近公示的一期；一年一个链接。"
)
@json_option
@today_option
def show(ledger: Path, household: str, period: Period | None, today: date, *, as_json: bool) -> None:
    """打印一户的链接、可以手工输入的口令，并把二维码（SVG、PNG）写到 private/print。"""
    from jjledger.render.qr import qr_files  # noqa: PLC0415 -- segno is slow to import

    folder = only_community(ledger)
    found = _link(folder, household, period, today)
    site = district_around(folder).site
    address = found.link.address(site or "https://网站地址")
    stem = f"link-{household.replace('/', '_')}-{found.year}"
    drawn = {f"{stem}.{suffix}": data for suffix, data in qr_files(address).items()} if site else {}
    files = write_papers(drawn, folder / PRINT, RealSystem())
    if as_json:
        print_json(
            {
                "household": household, "year": found.year, "turn": found.turn.turn, "closed": found.turn.closed,
                "address": address, "code": found.link.spoken(), "files": files,
            }
        )  # fmt: skip
        return
    click.echo(f"{household} 的住户专用链接，看 {found.year} 年度的对账单：\n\n  {address}\n")
    click.echo(f"手工输入时，打开网站的 /o/ ，输入：\n\n  {found.link.spoken()}\n")
    for path in files:
        click.echo(f"二维码：{path}")
    click.echo("只交给本户：拿到它的人就看得到这一户的对账单。")
    _warn(folder, found, site)


@link.command(cls=ChineseCommand, short_help="换一个新链接，旧的不再能用。")
@ledger_argument
@_house_argument
@today_option
def rotate(ledger: Path, household: str, today: date) -> None:
    """换一户的链接：例如二维码丢了、转给了别人。下次 publish 起旧链接打不开；停用的也由此恢复。"""
    folder = only_community(ledger)
    _link(folder, household, None, today)  # there is one to change
    change_link(folder, household, RealSystem())
    found = _link(folder, household, None, today)
    click.echo(f"已换 {household} 的链接（第 {found.turn.turn} 次）。{_COPIES}")
    click.echo(f"新链接：jjledger link {ledger} {household}")


@link.command(cls=ChineseCommand, short_help="停用一户的链接。")
@ledger_argument
@_house_argument
@today_option
def revoke(ledger: Path, household: str, today: date) -> None:
    """停用一户的链接，例如住户自己要求。下次 publish 起打不开，和写错的链接没有两样；恢复用 rotate。"""
    folder = only_community(ledger)
    _link(folder, household, None, today)  # there is one to close
    close_link(folder, household, today, RealSystem())
    click.echo(f"已停用 {household} 的链接。{_COPIES}")


@link.command(cls=ChineseCommand, short_help="打印全小区的链接，一幢一个文件，裁开装信封。")
@ledger_argument
@click.option("--building", default="", metavar="幢", help="只要哪一幢，例如 01；默认各幢都要。")
@click.option(
    "--period", type=AsPeriod(), metavar="期间", help="看哪一期的，默认最近公示的一期；一年一个链接。"
)
@today_option
def sheets(ledger: Path, building: str, period: Period | None, today: date) -> None:
    """把各户的链接写成可以打印的网页（A4，一页八户），放在 private/print：裁开，各装信封，当面或投信箱交给本户。

    停用的和密钥已经销毁的不打印。用完请删去文件。
    """
    from jjledger.render.link_slips import LinkSheet, LinkSlip, link_sheet_html  # noqa: PLC0415 -- slow to import

    folder, system = only_community(ledger), RealSystem()
    community, site = read_community(Source(folder)), district_around(folder).site
    if not site:
        raise refusal(
            "district.toml", "没有写 site（网站地址），链接没有地方可指。", '请先写  site = "https://…"'
        )
    last_day = period.last_day if period else last_sealed_day(folder, today)
    houses = [
        row
        for row in read_register(Source(folder)).rows
        if row.in_force(last_day) and building in {"", row.building}
    ]
    if not houses:
        raise refusal(
            f"--building {building}", "登记册里没有这一幢。", "请照 register.csv 的幢号写，例如 01。"
        )
    found = household_links(folder, _master(folder), [row.id for row in houses], last_day, system)
    links = {one.household: one for one in found if one.turn.closed is None}
    signed = community_name(district_around(folder), folder.name)
    until = open_until(folder, signed, community.owner_links, last_day, system)
    for name in dict.fromkeys(row.building for row in houses):
        slips = [
            LinkSlip(row.id, links[row.id].link.address(site), links[row.id].link.spoken())
            for row in houses
            if row.building == name and row.id in links
        ]
        life = community.owner_links.life_days
        sheet = LinkSheet(community.name, name, last_day.year, owners_page(site), life, until, slips)
        data = {f"links-{last_day.year}-{name}.html": link_sheet_html(sheet).encode()}
        for path in write_papers(data, folder / PRINT, system):
            click.echo(f"{path}　{len(slips)} 户")
    if gone := len(houses) - len(found):
        click.echo(f"{gone} 户的密钥已经销毁，没有链接。", err=True)
    if not community.owner_links.enabled:
        click.echo("community.toml 没有 [owner_links] enabled = true，网站上没有住户的文件。", err=True)


def _master(folder: Path) -> Master:
    system = RealSystem()
    return deployment(log_home(folder, system), system).master(
        community_name(district_around(folder), folder.name)
    )


def _link(folder: Path, household: str, period: Period | None, today: date) -> HouseholdLink:
    """Derive a household's link, for a period or the newest one sealed."""
    system = RealSystem()
    demand_household(read_register(Source(folder)), household)
    last_day = period.last_day if period else last_sealed_day(folder, today)
    return household_link(folder, _master(folder), household, last_day, system)


def _warn(folder: Path, found: HouseholdLink, site: str) -> None:
    """Say why a link leads nowhere yet."""
    if not site:
        click.echo("district.toml 没有写 site（网站地址），所以没有画二维码。", err=True)
    if not read_community(Source(folder)).owner_links.enabled:
        click.echo("community.toml 没有 [owner_links] enabled = true，网站上没有住户的文件。", err=True)
    if found.turn.closed:
        click.echo(f"这个链接 {found.turn.closed} 起停用；恢复请用 jjledger link rotate。", err=True)
