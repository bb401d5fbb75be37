"""Lay down a new community, and prove that it passes every check before anybody sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.books.account_name import bad_part, take_apart
from jjledger.books.community_file import DISTRICT, FOLDER, read_district
from jjledger.books.starter import Starter, starter_files
from jjledger.checks.accounts import names_whole_number
from jjledger.errors import FORMAT, JjledgerError, OptionError, Trouble
from jjledger.facts.entry import Deed
from jjledger.store.files import lay_down
from jjledger.store.history import start_repository
from jjledger.store.home import find_home
from jjledger.store.system import System
from jjledger.store.writer import writing

_REGION: Final = re.compile(r"\d{2}|\d{4}|\d{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for."""

    folder: Path
    name: str
    region: str
    banks: tuple[str, str]
    today: date


def lay_down_community(wish: Wish, system: System) -> tuple[Path, ...]:
    """Write a new community's folder: all of it or nothing.

    Args:
        wish: folder, name, region and banks.
        system: the disk.

    Returns:
        The files written.

    Raises:
        OptionError: a name, region or bank that no ledger may have.
        StoreError: the folder is not empty, or the disk refused.
    """
    refuse_folder(wish.folder)
    refuse_name(wish.name)
    refuse_region(wish.region)
    for bank in wish.banks:
        refuse_bank(bank)
    refuse_shared_bank(*wish.banks)
    files = starter_files(Starter(wish.name.strip(), wish.folder.name, wish.region, wish.banks, wish.today))
    lay_down(wish.folder, files, system)
    return tuple(wish.folder / name for name in files)


def keep_history(folder: Path, files: Iterable[Path], who: str, system: System) -> str:
    """Put a new community into a history: the district's, or a new one where there is none yet.

    Args:
        folder: the community's folder.
        files: what was laid down there.
        who: writes.
        system: the machine.

    Returns:
        What was done, in words for a person.

    Raises:
        StoreError: git or the disk refused; the community's files stand.
    """
    home = find_home(folder, system)
    deed = Deed(who, f"新建小区 {folder.name}")
    if home.foreign is not None:
        return (
            f"它放在另一个 git 版本库（{home.foreign}）里，没有为它建立操作日志，写入时会写到副本里；"
            "真正的账本请建在版本库外面。"
        )
    if home.repository is not None:
        contents = {str(path.relative_to(folder)): path.read_bytes() for path in files}
        with writing(folder, system) as writer:
            writer.save(contents, contents, deed)
        return f"已记入 {home.top} 的 git 历史。"
    if start_repository(home.top, deed, system):
        return f"已在 {home.top} 建立 git 版本库，以后每次写入都留下操作日志（jjledger history）。"
    return "这台机器没有 git，账本没有操作日志；jjledger doctor 会说明怎么办。"


def district_without(folder: Path) -> Path | None:
    """Give the district's file beside a new community that does not list it yet; None where there is none.

    Args:
        folder: the community's folder.
    """
    file = folder.parent / DISTRICT
    if not file.is_file():
        return None
    try:
        listed = read_district(folder.parent).communities
    except JjledgerError:
        listed = ()  # whoever mends the file has the line to add
    return None if folder.name in listed else file


def refuse_folder(folder: Path) -> None:
    """Refuse a folder whose name cannot be a community's code."""
    if FOLDER.fullmatch(folder.name) is None:
        raise OptionError(
            Trouble(
                str(folder), f"文件夹名「{folder.name}」不能作小区代号。",
                "请只用小写字母、数字和连字符，例如 shifan；desk 和 static 是网页自己的地址，不能用；中文名称写在 --name。", FORMAT,
            )
        )  # fmt: skip


def refuse_name(name: str) -> None:
    """Refuse a name nobody could read."""
    if not name.strip() or not name.isprintable():
        raise OptionError(
            Trouble("--name", "小区名称是空的，或含有看不见的字符。", "请写小区的名称。", FORMAT)
        )


def refuse_region(region: str) -> None:
    """Refuse what is no code of a province, city or county."""
    if _REGION.fullmatch(region) is None:
        raise OptionError(
            Trouble(f"--region {region}", "这不是行政区划代码。", "请按 GB/T 2260 写，例如 3310。", FORMAT)
        )


def refuse_bank(bank: str) -> None:
    """Refuse a bank account that cannot be part of an account's name, or tells its whole number."""
    account = take_apart(f"Assets:1维修资金:1001银行存款:{bank}")
    if bad_part(account.name) is not None or names_whole_number(account):
        raise OptionError(
            Trouble(
                f"--bank {bank}", "这不能作科目的一段。",
                "请以账号尾号（至多四位）开头，再写银行简称，例如 1234建行；不要写全账号。", FORMAT,
            )
        )  # fmt: skip


def refuse_shared_bank(bank: str, revenue_bank: str) -> None:
    """Refuse one bank account for both funds."""
    if bank == revenue_bank:
        raise OptionError(
            Trouble(
                "--revenue-bank", "维修资金和公共收益写了同一个银行账户。", "两项资金各用自己的账户；请写不同的尾号和银行。",
                "台州市物业管理条例第45条：单独列账或者专门账户",
            )
        )  # fmt: skip
