"""`jjledger key`: the district's secret keys, made on purpose, kept by three, changed, and owners' keys by turn."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path
from typing import Final

import click

from jjledger.books.register_file import read_register
from jjledger.books.source import Source
from jjledger.cli.chinese import ChineseCommand, ChineseGroup
from jjledger.cli.options import Day, json_option, ledger_argument, today_option
from jjledger.cli.output import print_json
from jjledger.errors import refusal
from jjledger.facts.sign_off import ROLE_WORDS
from jjledger.proof.keys import COSIGNATURE, NOTE, SecretKey
from jjledger.store.files import make_folders, write_atomically
from jjledger.store.keys import deployment
from jjledger.store.open_places import refuse_for_keys
from jjledger.store.owner_keys import Master
from jjledger.store.system import RealSystem
from jjledger.workflows.district_keys import (
    DistrictKeys,
    district_around,
    make_keys,
    rotate_deployment,
    show_keys,
)
from jjledger.workflows.locate import only_community
from jjledger.workflows.log_place import community_name, log_home
from jjledger.workflows.owner_links import demand_household
from jjledger.workflows.owner_tenures import begin_tenure, erase_owner
from jjledger.workflows.private_papers import refuse_standing

_SEED: Final = 32
_ROLES: Final = (*ROLE_WORDS, "audited")
_district_argument = click.argument("folder", metavar="区文件夹", type=click.Path(path_type=Path))
_house_argument = click.argument("household", metavar="房屋")
_to_option = click.option(
    "--to", "file", required=True, type=click.Path(path_type=Path), metavar="密钥文件",
    help="私钥写到哪里；不能在账本里。",
)  # fmt: skip


@click.group(cls=ChineseGroup, short_help="密钥：总密钥、登记册签章、三人保管、住户密钥。")
def key() -> None:
    """公示用的密钥：做、看、分给三人保管、恢复、更换；见证人和签批人各自的密钥；住户换人和销毁。

    谁拿什么、丢了什么会怎样，见 docs/zh/密钥保管.md。
    """


@key.command(cls=ChineseCommand, short_help="做正式的密钥；有了的不覆盖。")
@_district_argument
@click.option("--replace-demo", is_flag=True, help="把演示密钥和它签的登记册移到一边，从头登记。")
@json_option
def make(folder: Path, *, replace_demo: bool, as_json: bool) -> None:
    """做本区的总密钥和登记册签章密钥，只有本账号能读，不进版本库。已经有的不覆盖。

    放在 JJLEDGER_KEYS 指的文件夹；没有设的，放在区文件夹的 .jjledger/keys。
    """
    _say(make_keys(folder, RealSystem(), replace_demo=replace_demo), as_json=as_json)
    if not as_json:
        click.echo("\n接着请做两件事：")
        click.echo(
            f"  1. 分给三人保管：jjledger key split {folder} --to U盘 --holder … --holder … --holder …"
        )
        click.echo(
            "  2. 把登记册公钥抄进业委会的会议记录；公示以后，贴在楼道里的核对单上也印着它，应当一样。"
        )


@key.command(cls=ChineseCommand, short_help="看公开的部分：指纹、公钥、保管情况。")
@_district_argument
@json_option
def show(folder: Path, *, as_json: bool) -> None:
    """打印密钥的指纹、登记册公钥、是不是演示密钥、谁保管哪一份、最近一次演练。不打印任何秘密。"""
    from jjledger.workflows.key_custody import custody_of  # noqa: PLC0415 -- shares are slow to import

    found, custody = show_keys(folder, RealSystem()), custody_of(folder, RealSystem())
    if as_json:
        print_json(_record(found) | {"custody": custody})
        return
    _say(found, as_json=False)
    mine = [row for row in custody if row.mark == found.mark]
    holders = [row for row in mine if row.what == "split"][-3:]
    for row in holders:
        click.echo(f"份额 {row.share}：{row.holder}，{row.day} 交")
    if not holders and not found.demo:
        click.echo("还没有分给三人保管：这台机器坏了，密钥就没有了。请用 jjledger key split。", err=True)
    tried = [row.day for row in mine if row.what != "split"]
    click.echo(f"最近一次演练：{tried[-1] if tried else '还没有'}")


@key.command(cls=ChineseCommand, short_help="分成三份，任意两份能恢复。")
@_district_argument
@click.option(
    "--to",
    "to",
    required=True,
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="份额写到哪里，例如 U 盘；不能在账本里。",
)
@click.option("--holder", "holders", multiple=True, metavar="保管人", help="写三次，各是一个单位或职务。")
@today_option
def split(folder: Path, to: Path, holders: tuple[str, ...], today: date) -> None:
    """把总密钥和登记册签章密钥一起分成三份，各写一个文本文件和一页可以打印的网页；任意两份能恢复，一份没有用。

    打印、封好、签收以后，把文件删去。每分一次都是新的三份，不能和以前的混用。
    """
    from jjledger.workflows.key_custody import split_keys  # noqa: PLC0415 -- shares are slow to import

    for path in split_keys(folder, to, holders, today, RealSystem()):
        click.echo(str(path))
    click.echo("\n请打印三份 .html，各装一个信封，当面交给保管人签收；然后删去这些文件。")
    click.echo(f"现在就演练一次：jjledger key join {folder} 任意两份.txt --check")


@key.command(cls=ChineseCommand, short_help="用任意两份恢复，或演练。")
@_district_argument
@click.argument(
    "shares", metavar="份额 份额", nargs=2, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--check", is_flag=True, help="只演练：核对两份合得起来、和现有的密钥一致，不写入。")
@today_option
def join(folder: Path, shares: tuple[Path, Path], today: date, *, check: bool) -> None:
    """用任意两份份额恢复密钥。份额是 key split 写的文本文件，或照纸打的词（每个词写前四个字母也行）。

    机器上有密钥的，只核对是不是同一把。指纹和纸上印的不同就不写入。
    """
    from jjledger.workflows.key_custody import join_keys  # noqa: PLC0415 -- shares are slow to import

    joined = join_keys(folder, shares, today, RealSystem(), check=check)
    click.echo(f"两份合得起来，密钥指纹 {joined.fingerprint}。")
    if joined.written:
        click.echo("密钥已经恢复。请再核对一遍：jjledger key show 区文件夹，jjledger log show 区文件夹。")
    elif joined.compared:
        click.echo("和这台机器上的是同一把，演练通过。")
    else:
        click.echo("这台机器上没有密钥；去掉 --check 就恢复。")


@key.command(cls=ChineseCommand, short_help="更换总密钥。")
@_district_argument
@json_option
def rotate(folder: Path, *, as_json: bool) -> None:
    """更换总密钥，例如机器被人动过、保管人换届。住户的密钥不变，只是重新加密；已经发出的链接照旧能用。

    登记册的签章密钥用 jjledger log rotate 换，要旧密钥在登记册里签一条换钥登记。
    """
    found, count = rotate_deployment(folder, RealSystem())
    _say(found, as_json=as_json)
    if not as_json:
        click.echo(f"\n已换总密钥，{count} 把住户密钥重新加密。接着请：")
        click.echo("  1. 重新 key split，收回并销毁旧的三份。")
        click.echo("  2. 销毁 private/keys 的旧备份：旧的总密钥还打得开它们。")
        click.echo("  3. 照常 publish；公示过的、发出的链接和核对包都不受影响。")
        click.echo(f"登记册的签章密钥没有换；也要换的：jjledger log rotate {folder}")


@key.command(cls=ChineseCommand, short_help="做见证人的密钥。")
@click.argument("name", metavar="名称")
@_to_option
def witness(name: str, file: Path) -> None:
    """做见证人自己的密钥：私钥留在见证人自己的机器上，公钥交给发布方写进 district.toml。

    名称写单位的网址或英文名，例如 street.example.cn，不写个人姓名。
    """
    public = _own_key(name, COSIGNATURE, file)
    click.echo(
        f'请把下面几行交给发布方，写进 district.toml：\n\n[[log.witness]]\nname = "单位名称"\nkey  = "{public}"'
    )


@key.command(cls=ChineseCommand, short_help="做签批人、审计人的密钥。")
@click.argument("role", metavar="角色", type=click.Choice(_ROLES))
@click.argument("name", metavar="名称")
@_to_option
def signer(role: str, name: str, file: Path) -> None:
    """做签批人自己的密钥：角色是 prepared 编制、reviewed 复核、committee 业委会、published 发布、audited 审计。

    名称公开，写小区和职务，例如 yunting，不写个人姓名。
    """
    public = _own_key(f"{name}.{role}", NOTE, file)
    if role == "audited":
        click.echo(
            "请把公钥交给小区，由业委会写进 community.toml，写明从哪天起；公示时登记册就写明这是本小区的审计：\n\n"
            f'[[auditor]]\nname = "某某会计师事务所"\nkey  = "{public}"\nfrom = 2026-01-01'
        )
        return
    click.echo(
        "请把下面几行写进 community.toml，写在最后；[sign_off] 已经有了的，只在 required 里加上这个角色：\n\n"
        f'[sign_off]\nrequired = ["{role}"]\n\n'
        f'[[sign_off.signer]]\nrole   = "{role}"\nperson = "姓名或工号，不公开"\nkey    = "{public}"'
    )


@key.command(cls=ChineseCommand, short_help="住户换人：给新业主另一把密钥。")
@ledger_argument
@_house_argument
@click.option("--since", required=True, type=Day(), metavar="日期", help="新业主从哪天起，例如 2026-03-01。")
def tenure(ledger: Path, household: str, since: date) -> None:
    """房屋过户以后，给新业主另一把密钥：新业主看不到以前的对账单，旧业主的链接看不到以后的。"""
    folder = only_community(ledger)
    demand_household(read_register(Source(folder)), household)
    row = begin_tenure(folder, _master(folder), household, since, RealSystem())
    click.echo(
        f"{household} 第 {row.tenure} 任，{since} 起用新的密钥。旧密钥留着，以前各期的对账单仍然核对得了。"
    )
    click.echo(f"新业主的链接：jjledger link {ledger} {household}（期末在 {since} 以后的第一期公示后能用）。")


@key.command(cls=ChineseCommand, short_help="销毁一任业主的密钥，不可恢复。")
@ledger_argument
@_house_argument
@click.option(
    "--tenure", "turn", type=click.IntRange(1), default=None, metavar="第几任", help="默认最后一任。"
)
@click.option("--yes", is_flag=True, help="确认销毁。")
def erase(ledger: Path, household: str, turn: int | None, *, yes: bool) -> None:
    """销毁一任业主的密钥：登记册里的哈希从此和这一户对不上任何东西，谁也证明不了，业主自己也不行。

    账簿依法另行保存；要加 --yes 才销毁。
    """
    folder = only_community(ledger)
    demand_household(read_register(Source(folder)), household)
    if not yes:
        what = "销毁以后，这一任各期的链接打不开，核对包不能再做，已经存下的核对包不受影响。"
        raise refusal(
            f"jjledger key erase {household}", what, "想好了，请加上 --yes。", "个人信息保护法第47条"
        )
    gone = erase_owner(folder, _master(folder), household, turn or 0, RealSystem())
    click.echo(
        f"已销毁 {household} 第 {gone.row.tenure} 任的密钥；这一任各期的对账单不能再证明，链接下次 publish 起打不开。"
    )
    click.echo("还要您动手：备份里的 private/keys 也要换成现在这一份，硬盘上旧的内容要等被覆盖才真正没有。")
    if gone.leftovers:
        click.echo("下面几个文件里还有这一户当期的盐，核对包不再需要重做时请一起删去：")
        for path in gone.leftovers:
            click.echo(f"  {path}")


def _own_key(name: str, kind: int, file: Path) -> str:
    """Make a person's own key in a file away from the ledger; give its public text."""
    if not name.isascii() or any(sign in name for sign in " +\t") or not name:
        raise refusal(name, "名称要用英文字母、数字和 . - _ ，不能有空格和加号。", "例如 street.example.cn")
    system, place = RealSystem(), file.absolute()
    refuse_for_keys(place.parent, f"--to {file}", "请放到自己的机器或 U 盘上。", system)
    refuse_standing(place, "--to")
    make_folders(place.parent, system)
    made = SecretKey(name, kind, secrets.token_bytes(_SEED))
    write_atomically(place, f"{made.text()}\n".encode(), system, 0o600)
    click.echo(f"私钥已写到 {file}，只有本账号能读；请另抄一份，不要发给别人。", err=True)
    return made.public().text()


def _master(folder: Path) -> Master:
    system = RealSystem()
    name = community_name(district_around(folder), folder.name)
    return deployment(log_home(folder, system), system).master(name)


def _record(found: DistrictKeys) -> dict[str, object]:
    return {
        "folder": str(found.folder), "fingerprint": found.fingerprint, "log": found.log.text(), "demo": found.demo,
        "readable_by_others": list(found.readable),
    }  # fmt: skip


def _say(found: DistrictKeys, *, as_json: bool) -> None:
    if as_json:
        print_json(_record(found))
        return
    click.echo(f"密钥放在：{found.folder}")
    click.echo(f"性质：{'演示密钥，没有人保管，不能正式公示' if found.demo else '正式密钥'}")
    click.echo(f"密钥指纹：{found.fingerprint}")
    click.echo(f"登记册公钥：{found.log.text()}")
    for name in found.readable:
        click.echo(f"注意：{name} 别的账号也能读，请运行  chmod 600 {found.folder / name}", err=True)
