"""Lay down a new community, and prove that it passes every check before anybody sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.books.account_name import bad_part, take_apart
from jjledger.books.community_file import FOLDER
from jjledger.books.starter import Starter, starter_files
from jjledger.checks.accounts import names_whole_number
from jjledger.errors import FORMAT, OptionError, Trouble
from jjledger.store.files import lay_down
from jjledger.store.system import System

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
    _refuse_nonsense(wish)
    opened = date(wish.today.year, 1, 1)
    files = starter_files(Starter(wish.name.strip(), wish.folder.name, wish.region, wish.banks, opened))
    lay_down(wish.folder, files, system)
    return tuple(wish.folder / name for name in files)


def _refuse_nonsense(wish: Wish) -> None:
    if FOLDER.fullmatch(wish.folder.name) is None:
        raise OptionError(
            Trouble(
                str(wish.folder), f"文件夹名「{wish.folder.name}」不能作小区代号。",
                "请只用小写字母、数字和连字符，例如 shifan；中文名称写在 --name。", FORMAT,
            )
        )  # fmt: skip
    if not wish.name.strip() or not wish.name.isprintable():
        raise OptionError(
            Trouble("--name", "小区名称是空的，或含有看不见的字符。", "请写小区的名称。", FORMAT)
        )
    if _REGION.fullmatch(wish.region) is None:
        raise OptionError(
            Trouble(
                f"--region {wish.region}", "这不是行政区划代码。", "请按 GB/T 2260 写，例如 3310。", FORMAT
            )
        )
    for bank in wish.banks:
        account = take_apart(f"Assets:1维修资金:1001银行存款:{bank}")
        if bad_part(account.name) is not None or names_whole_number(account):
            raise OptionError(
                Trouble(
                    f"--bank {bank}", "这不能作科目的一段。",
                    "请以账号尾号（至多四位）开头，再写银行简称，例如 1234建行；不要写全账号。", FORMAT,
                )
            )  # fmt: skip
    if wish.banks[0] == wish.banks[1]:
        raise OptionError(
            Trouble(
                "--revenue-bank", "维修资金和公共收益写了同一个银行账户。", "两项资金各用自己的账户；请写不同的尾号和银行。",
                "台州市物业管理条例第45条：单独列账或者专门账户",
            )
        )  # fmt: skip
