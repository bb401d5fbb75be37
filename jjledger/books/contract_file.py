"""Read contracts/*.toml: the contracts by which common parts earn money."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from jjledger.books.record_folder import read_folder
from jjledger.books.source import Source
from jjledger.books.toml_table import Table, read_toml
from jjledger.facts.community import Fund
from jjledger.facts.finding import Finding
from jjledger.facts.revenue import KIND_WORDS, ContractKind, Due, Rate, RevenueContract
from jjledger.period import MONTHS_OF, Interval

FOLDER: Final = "contracts"
CONTRACT_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*", re.ASCII)
_KINDS: Final[Mapping[str, ContractKind]] = {kind: kind for kind in KIND_WORDS}
_EVERY: Final[Mapping[str, Interval]] = {interval: interval for interval in MONTHS_OF}
_PARTIES: Final = {"company": True, "person": False}
_DAYS: Final = range(1, 32)
_MOST_YEARS: Final = 50  # a lease lasts 20 at most, 民法典 第705条; more is a slip of the pen


def read_contracts(
    source: Source, funds: Sequence[Fund]
) -> tuple[Mapping[str, RevenueContract | None], tuple[Finding, ...]]:
    """Read every contract of a community.

    Args:
        source: the community's files.
        funds: of the community.

    Returns:
        The contracts by number, None where one cannot be read, and what is wrong with those.
    """
    codes = {fund.code: fund.code for fund in funds if fund.kind == "public_revenue"}
    return read_folder(source, FOLDER, lambda own, name: read_contract(own, name, codes), ("E76", "合同"))


def read_contract(source: Source, identity: str, codes: Mapping[str, str]) -> RevenueContract:
    """Read one contract.

    Args:
        source: the community's files.
        identity: the contract's number, which is the file's name.
        codes: of the funds of public revenue.

    Raises:
        CommunityFileError: unknown or missing keys, or values that make no sense.
    """
    top = read_toml(source, f"{FOLDER}/{identity}.toml")
    if top.get("number", str) != identity or CONTRACT_ID.fullmatch(identity) is None:
        raise top.refuse(
            "number", f"number 与文件名「{identity}」不同，或含有字母、数字和 - 以外的字符。",
            '编号用字母、数字和 -，例如 number = "2025-01"，文件名为 2025-01.toml。',
        )  # fmt: skip
    fund = top.choice("fund", codes, next(iter(codes), None))
    account = top.get("account", str)
    if not account.startswith(f"Income:{fund}:"):
        raise top.refuse(
            "account",
            f"account「{account}」不是{fund}的收入科目。",
            f'例如 account = "Income:{fund}:6002广告"',
        )
    first_day, last_day = top.get("first_day", date), top.get("last_day", date)
    if last_day < first_day:
        raise top.refuse("last_day", "last_day 早于 first_day。", "请核对合同的起止日期。")
    if last_day.year - first_day.year > _MOST_YEARS:
        raise top.refuse("last_day", f"合同期超过 {_MOST_YEARS} 年。", "请核对合同的起止日期。")
    contract = RevenueContract(
        identity,
        top.words("title", "请写合同的名称。"),
        top.choice("kind", _KINDS),
        top.words("party", "请写对方的名称。"),
        top.choice("party_kind", _PARTIES, "company"),
        top.get("place", str, ""),
        fund,
        account,
        first_day,
        last_day,
        _rates(top, first_day, last_day),
        _dated(top, first_day, last_day),
        top.amount("deposit") if "deposit" in top.values else 0,
        top.get("original", str, ""),
    )
    if bool(contract.rates) == bool(contract.dated):
        raise top.refuse(
            "due",
            "没有写明收款，或者两种写法都用了。",
            "按期的写 [[due]]，逐笔约定的写 [[payment]]，只用一种。",
        )
    top.close()
    return contract


def _rates(top: Table, first_day: date, last_day: date) -> tuple[Rate, ...]:
    tables = top.tables("due")
    rates = tuple(_rate(table, first_day) for table in tables)
    if rates and rates[0].from_day != first_day:
        raise tables[0].refuse("from", f"第一段 due 应从合同首日 {first_day} 起。", "请改正 from，或删去它。")
    for (earlier, later), table in zip(pairwise(rates), tables[1:], strict=False):
        if not earlier.from_day < later.from_day <= last_day:
            raise table.refuse("from", "各段 due 没有按日期从早到晚排列，或超出合同期。", "请按 from 排列。")
    return rates


def _rate(table: Table, first_day: date) -> Rate:
    from_day = table.get("from", date, first_day)
    every = table.choice("every", _EVERY)
    day = table.get("day", int)
    if day not in _DAYS:
        raise table.refuse("day", f"day「{day}」不是几号。", "请写 1 到 31；当月没有这一天的，按月末。")
    rate = Rate(from_day, every, day, table.amount("amount"))
    table.close()
    return rate


def _dated(top: Table, first_day: date, last_day: date) -> tuple[Due, ...]:
    return tuple(sorted((_due(table, first_day, last_day) for table in top.tables("payment")), key=_by_day))


def _due(table: Table, first_day: date, last_day: date) -> Due:
    first, last = table.get("first_day", date, first_day), table.get("last_day", date, last_day)
    if not first_day <= first <= last <= last_day:
        raise table.refuse("first_day", "这一笔对应的期间不在合同期内。", "请核对 first_day 和 last_day。")
    due = Due(table.get("day", date), table.amount("amount"), first, last)
    table.close()
    return due


def _by_day(due: Due) -> date:
    return due.day
