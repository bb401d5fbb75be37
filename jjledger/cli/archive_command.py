"""`jjledger archive`: a year bound into one file, and the proof of one that was bound before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import json_option, today_option
from jjledger.cli.output import print_json, progress
from jjledger.errors import refusal
from jjledger.store.system import RealSystem
from jjledger.workflows.private_papers import refuse_secret_file, write_secret_file


@click.command(cls=ChineseCommand, short_help="把一年的账装订成一个档案文件，或核对档案。")
@click.argument("ledger", metavar="[账本]", type=click.Path(path_type=Path), required=False)
@click.option("--year", type=click.IntRange(1, 9999), metavar="年", help="哪一年，默认上一年。")
@click.option(
    "--to", "target", type=click.Path(path_type=Path), metavar="文件",
    help="写成哪个 zip，默认小区的 private/archive 里。",
)  # fmt: skip
@click.option(
    "--verify", "verified", type=click.Path(path_type=Path), metavar="文件",
    help="核对一个档案：逐个文件核对哈希，并从账本原文重新计算。",
)  # fmt: skip
@today_option
@json_option
@click.pass_context
def archive(
    ctx: click.Context, ledger: Path | None, year: int | None, target: Path | None, verified: Path | None,
    today: date, *, as_json: bool,
) -> None:  # fmt: skip
    """把一年的凭证、账簿、报表、分户账、原始凭证和哈希装订成一个 zip，不用本程序也能打开。"""
    from jjledger.workflows import archive as work  # noqa: PLC0415 -- prints books

    if verified is not None:
        proven = work.prove_archive(verified, today)
        books = proven.books
        found = {"title": books.title, "year": books.year, "last_day": books.last_day, "files": proven.files}
        words = f"{books.title} {books.year} 年档案：{proven.files} 个文件的哈希都对，从账本重新算出的余额全部相同。"
    elif ledger is not None:
        loaded = open_ledger(ctx, ledger, today)
        year = year or today.year - 1
        path = target or loaded.folder / "private" / "archive" / f"{loaded.books.community.code}-{year}.zip"
        refuse_secret_file(path.absolute(), "--to")
        made = progress(work.archive_files(loaded, year, today), "装订", None)
        data = work.bound(loaded, year, dict(made), today)
        write_secret_file(path.absolute(), data, RealSystem(), "--to")
        found = {"file": str(path.absolute()), "bytes": len(data)}
        words = f"{path.absolute()}（{len(data):,} 字节）"
    else:
        raise refusal(
            "jjledger archive", "没有写账本，也没有写要核对的档案。", "请写账本，或用 --verify 文件。"
        )
    print_json(found) if as_json else click.echo(words)
