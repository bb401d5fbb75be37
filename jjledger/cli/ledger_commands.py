"""Commands about one ledger: check, compile, households."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Any

import click

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import FINDINGS, blocked, open_ledger
from jjledger.cli.options import (
    Day,
    fund_option,
    json_option,
    ledger_argument,
    ledgers_argument,
    today_option,
)
from jjledger.cli.output import (
    finding_record,
    print_csv,
    print_findings,
    print_json,
    print_table,
    progress,
    warn_of_unlisted,
)
from jjledger.errors import JjledgerError
from jjledger.store.system import RealSystem
from jjledger.workflows.compile_books import choose_years, compile_books
from jjledger.workflows.frozen import load_frozen
from jjledger.workflows.households import COLUMNS, fund_shares, household_rows
from jjledger.workflows.locate import locate
from jjledger.workflows.vouchers.private_words import with_private_findings

_STOPPED = 2
_AMOUNTS = frozenset({"area_m2", "principal", "interest", "balance", "arrears"})


@click.command(cls=ChineseCommand, short_help="检查账本。")
@ledgers_argument
@json_option
@today_option
@click.pass_context
def check(ctx: click.Context, ledgers: tuple[Path, ...], today: date, *, as_json: bool) -> None:
    """检查账本：凭证、科目、归属、编号、分户与分配，还有凭证的文字里有没有个人信息。

    没有阻断项时退出码为 0，有阻断项为 1，账本读不了为 2。
    """
    places = [locate(ledger) for ledger in ledgers]
    folders = [folder for place in places for folder in place.folders]
    warn_of_unlisted(code for place in places for code in place.unlisted)
    records: list[dict[str, Any]] = []
    code = 0
    for folder in progress(folders, f"检查 {len(folders)} 个小区", len(folders)):
        try:
            ledger = with_private_findings(load_frozen(folder, today, RealSystem()), today)
        except JjledgerError as error:
            records.append({"community": folder.name, "error": str(error), "findings": []})
            code = _STOPPED
            if not as_json:
                click.echo(f"{error}\n", err=True)
            continue
        code = max(code, FINDINGS if ledger.blocking() else 0)
        findings = [finding_record(finding) for finding in ledger.findings]
        records.append({"community": folder.name, "error": "", "findings": findings})
        if not as_json:
            _say_checked(ledger, several=len(folders) > 1)
    if as_json:
        print_json(records)
    ctx.exit(code)


def _say_checked(ledger: Ledger, *, several: bool) -> None:
    """Print what was found; of several communities each with its folder, since places are relative to it."""
    if several and ledger.findings:
        click.echo(f"{ledger.folder}：\n")
    print_findings(ledger.findings)
    blocked = len(ledger.blocking())
    warned = len(ledger.findings) - blocked
    books = ledger.books
    posted = len(books.posted())
    drafts = f"草稿 {len(books.vouchers) - posted} 张，" if len(books.vouchers) > posted else ""
    click.echo(f"{books.community.name}：{posted} 张凭证，{drafts}阻断 {blocked} 项，提醒 {warned} 项。")


@click.command("compile", cls=ChineseCommand, short_help="编制分户账。")
@ledgers_argument
@click.option(
    "--year", "years", type=int, multiple=True, metavar="年", help="只编这一年，可写多次；默认全部年份。"
)
@today_option
@click.pass_context
def compile_command(
    ctx: click.Context, ledgers: tuple[Path, ...], years: tuple[int, ...], today: date
) -> None:
    """由归属编制分户账，每年一本，写在小区的 build 文件夹；是不带插件的普通 beancount 账本。

    有阻断项的小区不编，退出码为 1；其余照编。
    """
    code = 0
    folders = [folder for ledger in ledgers for folder in locate(ledger).folders]
    for folder in progress(folders, f"编制 {len(folders)} 个小区的分户账", len(folders)):
        ledger = load_ledger(folder, today)
        if blocked(ledger):
            code = FINDINGS
            continue
        chosen = choose_years(ledger, years, today)
        if not chosen:
            click.echo(f"{ledger.books.community.name}：没有可编的分户账。", err=True)
        for path in compile_books(ledger, chosen, RealSystem()):
            click.echo(str(path))
    ctx.exit(code)


@click.command(cls=ChineseCommand, short_help="列出各户的本金、利息和欠款。")
@ledger_argument
@click.option("--at", type=Day(), metavar="日期", help="这一天终了时的余额，默认最新。")
@fund_option
@click.option("--household", default="", metavar="房屋", help="只看一户，例如 01-1-101。")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="输出的样子。"
)
@today_option
@click.pass_context
def households(
    ctx: click.Context, ledger: Path, at: date | None, fund: str, household: str, form: str, today: date
) -> None:
    """列出各户余额：余额 = 本金 + 利息，欠款另列。"""
    loaded = open_ledger(ctx, ledger, today)
    shares = fund_shares(loaded, fund, household)
    rows = household_rows(loaded, shares, at or date.max, household)
    click.echo(
        f"{loaded.books.community.name}：{shares.fund}，{at or today} 终了，{len(rows)} 户。", err=True
    )
    if form == "json":
        print_json([dict(zip(COLUMNS, astuple(row), strict=True)) for row in rows])
    elif form == "csv":
        print_csv(COLUMNS, [astuple(row) for row in rows])
    else:
        print_table(COLUMNS, [astuple(row) for row in rows], _AMOUNTS)
