"""`jjledger owners`: the file of owners, saved, backed up encrypted, and restored."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.books.owners_file import OWNERS
from jjledger.books.register_file import read_register
from jjledger.books.source import Source
from jjledger.cli.chinese import ChineseCommand, ChineseGroup
from jjledger.cli.options import ledger_argument, today_option
from jjledger.errors import OptionError, Trouble
from jjledger.store.lock import account
from jjledger.store.refusals import refusing
from jjledger.store.system import RealSystem
from jjledger.workflows.demo import place_to_write, written_place
from jjledger.workflows.locate import only_community
from jjledger.workflows.owners import (
    SavedOwners,
    back_up,
    back_up_with_passphrase,
    make_key,
    restore_owners,
    save_owners,
    write_hashes,
)

_KEY = (
    "请先运行  jjledger owners key 账本 --to 密钥文件  ，把打印的一行写进 community.toml 或 district.toml。"
)
_passphrase_option = click.option("--passphrase", is_flag=True, help="用口令（会询问），不用密钥。")


@click.group(cls=ChineseGroup, short_help="业主名册 private/owners.csv：保存、加密备份、恢复。")
def owners() -> None:
    """业主名册：姓名和电话只在 private/owners.csv，不进版本库，不公开。

    每次保存都先加密备份到 private/backup；密钥不放在账本旁边。
    """


@owners.command(cls=ChineseCommand, short_help="用一个 CSV 文件替换名册。")
@ledger_argument
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@today_option
def save(ledger: Path, file: Path, today: date) -> None:
    """用一个 CSV 文件（household,name,phone,from,until）替换名册：先检查、备份，再一次写成。"""
    with refusing(file, ""):
        data = file.read_bytes()
    _say(
        save_owners(
            place_to_write(only_community(ledger), RealSystem()), data, account(), today, RealSystem()
        )
    )


@owners.command("import", cls=ChineseCommand, short_help="从 Excel 或 CSV 名册替换。")
@ledger_argument
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@today_option
def import_owners(ledger: Path, file: Path, today: date) -> None:
    """从一份 XLSX、XLS 或 CSV 名册替换：房号（一列，或幢、单元、房号三列）、姓名、电话；列按表头认。"""
    from jjledger.intake.sheet import read_sheet  # noqa: PLC0415 -- spreadsheets are slow to import
    from jjledger.workflows.rosters import OWNERS as ROSTER  # noqa: PLC0415 -- see above
    from jjledger.workflows.rosters import owners_csv  # noqa: PLC0415 -- see above

    folder = place_to_write(only_community(ledger), RealSystem())
    data = owners_csv(read_register(Source(folder)), read_sheet(file, ROSTER))
    _say(save_owners(folder, data, account(), today, RealSystem()))


@owners.command(cls=ChineseCommand, short_help="加密备份现在的名册。")
@ledger_argument
@_passphrase_option
def backup(ledger: Path, *, passphrase: bool) -> None:
    """加密备份现在的名册。"""
    folder = written_place(only_community(ledger), RealSystem())
    with refusing(folder / OWNERS, ""):
        data = (folder / OWNERS).read_bytes()
    if passphrase:
        words = click.prompt("口令", hide_input=True, confirmation_prompt=True)
        path: Path | None = back_up_with_passphrase(folder, data, words, RealSystem())
    else:
        path = back_up(folder, data, RealSystem())
    if path is None:
        raise OptionError(Trouble(str(folder), "没有写明备份给谁看。", f"{_KEY}或者加上  --passphrase"))
    click.echo(f"已加密备份：{path}")


@owners.command(cls=ChineseCommand, short_help="从加密备份恢复名册。")
@ledger_argument
@click.argument("file", metavar="备份", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), metavar="密钥文件", help="owners key 写的文件。")
@_passphrase_option
@today_option
def restore(ledger: Path, file: Path, key: Path | None, today: date, *, passphrase: bool) -> None:
    """从加密备份恢复名册；原来的名册留作 private/owners.csv.before-…。"""
    if (key is None) != passphrase:
        raise OptionError(
            Trouble(
                "jjledger owners restore",
                "没有写明用密钥还是口令打开。",
                "请加上  --key 密钥文件  或  --passphrase",
            )
        )
    if key is None:
        secret = ("passphrase", click.prompt("口令", hide_input=True))
    else:
        with refusing(key, ""):
            secret = ("key", key.read_text(encoding="utf-8"))
    folder = place_to_write(only_community(ledger), RealSystem())
    _say(restore_owners(folder, file, secret, today, RealSystem()))


@owners.command("key", cls=ChineseCommand, short_help="生成备份用的密钥。")
@ledger_argument
@click.option(
    "--to",
    "file",
    required=True,
    type=click.Path(path_type=Path),
    metavar="密钥文件",
    help="写到哪里；不能在账本里。",
)
def key_command(ledger: Path, file: Path) -> None:
    """生成一把密钥：私钥写到账本之外的文件里，公钥打印出来。"""
    public = make_key(file, only_community(ledger), RealSystem())
    click.echo(
        f'私钥已写到 {file}；请另抄一份，离开账本保管：丢了它，备份就打不开。\n请写进 community.toml 或 district.toml：\n\n[backup]\nrecipients = ["{public}"]'
    )


@owners.command(cls=ChineseCommand, short_help="把姓名写成带密钥的散列表，给只管公示的机器。")
@ledger_argument
def hashes(ledger: Path) -> None:
    """把名册里的姓名写成 private/owner-hashes.txt：只管公示的机器放这一个文件，就能核对公示里有没有姓名。

    那台机器只会认出账里写到的姓名，认不出别的业主；文件含密钥，和名册一样不进版本库。
    """
    click.echo(str(write_hashes(written_place(only_community(ledger), RealSystem()), RealSystem())))


def _say(saved: SavedOwners) -> None:
    click.echo(f"已保存 {saved.file}：{saved.houses} 户。")
    if saved.unknown:
        click.echo(f"登记册里没有这些房屋：{'、'.join(saved.unknown)}", err=True)
    if saved.backup is None:
        click.echo(f"没有加密备份。{_KEY}", err=True)
    else:
        click.echo(f"已加密备份：{saved.backup}")
