"""Read `[[fund.custody]]` and `[[no_fund]]` of community.toml: who keeps the money, and what there is none of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from itertools import pairwise
from typing import Final, get_args

from jjledger.books.toml_table import Table
from jjledger.facts.community import FundKind
from jjledger.facts.custody import Custody, Keeper, NoFund

_KEEPERS: Final[Mapping[str, Keeper]] = {word: word for word in get_args(Keeper)}
_KINDS: Final[Mapping[str, FundKind]] = {kind: kind for kind in get_args(FundKind)}


def read_custody(fund: Table) -> tuple[Custody, ...]:
    """Read who keeps a fund's money, oldest first.

    Args:
        fund: the fund's table.

    Raises:
        CommunityFileError: a key is missing or unknown, or the days do not rise.
    """
    tables = fund.tables("custody")
    found = tuple(_custody(table) for table in tables)
    for (earlier, later), table in zip(pairwise(found), tables[1:], strict=False):
        if later.from_day <= earlier.from_day:
            raise table.refuse("from", "各段 custody 没有按日期从早到晚排列。", "请按 from 排列。")
    return found


def _custody(table: Table) -> Custody:
    custody = Custody(
        table.get("from", date),
        table.choice("by", _KEEPERS),
        table.words("holder", '请写保管这笔钱的单位，例如 holder = "某区物业维修资金管理中心"。'),
        table.words("duty", '请写单位里负责的岗位或科室，例如 duty = "资金管理科"。'),
    )
    table.close()
    return custody


def read_side_by_side(disclosure: Table, default: tuple[FundKind, ...]) -> tuple[FundKind, ...]:
    """Read which kinds of fund are shown side by side, in the order written.

    Args:
        disclosure: the table `[disclosure]`.
        default: where nothing is written.

    Raises:
        CommunityFileError: it is no list of kinds, or names one twice.
    """
    words = disclosure.get("three_funds", list, [])
    found = [_KINDS[word] for word in words if word in _KINDS]
    if len(found) < len(words) or len(set(found)) < len(found):
        raise disclosure.refuse(
            "three_funds",
            "three_funds 里有不认识或者重复的资金种类。",
            f"可以写：{'、'.join(_KINDS)}；每种一次。",
        )
    return tuple(found) or default


def read_no_funds(top: Table, kinds: Collection[FundKind]) -> tuple[NoFund, ...]:
    """Read which funds a community says it has none of.

    Args:
        top: the file.
        kinds: of the funds it has.

    Raises:
        CommunityFileError: a key is missing or unknown, or there is such a fund.
    """
    found = []
    for table in top.tables("no_fund"):
        kind = table.choice("kind", _KINDS)
        if kind in kinds:
            raise table.refuse(
                "kind",
                f"kind「{kind}」的资金在本文件里有。",
                "请删去这一段 [[no_fund]]，或者核对资金的 kind。",
            )
        words = table.words("reason", '请写为什么没有，例如 reason = "保修期已满，2024年5月退还建设单位"。')
        found.append(NoFund(kind, table.get("from", date), words))
        table.close()
    return tuple(found)
