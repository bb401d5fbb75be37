"""Read community.toml and district.toml."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, get_args

from jjledger.books.audit_table import read_audit_settings
from jjledger.books.auditor_table import read_auditors
from jjledger.books.backup_table import read_backup
from jjledger.books.custody_table import read_custody, read_no_funds, read_side_by_side
from jjledger.books.deposit_table import read_standards
from jjledger.books.log_table import read_log_table
from jjledger.books.owner_link_table import read_owner_links
from jjledger.books.policy_table import read_policies
from jjledger.books.renewal_table import read_renewals
from jjledger.books.revenue_table import read_revenue
from jjledger.books.rule_table import read_banks, read_rules
from jjledger.books.sign_off_table import read_sign_off
from jjledger.books.source import Source
from jjledger.books.toml_table import Table, read_toml
from jjledger.books.warranty_table import read_warranty
from jjledger.facts.community import (
    SIDE_BY_SIDE,
    BackupSettings,
    Community,
    DisclosureSettings,
    District,
    Fund,
    FundKind,
)
from jjledger.period import Interval

COMMUNITY: Final = "community.toml"
DISTRICT: Final = "district.toml"
_KINDS: Final[dict[str, FundKind]] = {kind: kind for kind in get_args(FundKind)}
_REVENUE_INTERVALS: Final[dict[str, Interval | None]] = {
    "quarter": "quarter", "half_year": "half_year", "year": "year", "": None,
}  # fmt: skip
_FUND_INTERVALS: Final[dict[str, Interval | None]] = {"half_year": "half_year", "year": "year", "": None}
_FUND_CODE: Final = re.compile(r"[0-9][A-Za-z0-9一-鿿]*")
# /book/static/ is where Fava's own files are served from, /desk/ where the accountant's own pages are.
FOLDER: Final = re.compile(r"(?!(?:static|desk)$)[a-z0-9][a-z0-9-]*", re.ASCII)
_MOST_DAYS: Final = 366


def read_name(source: Source) -> str:
    """Read what people call a community, whatever else its settings say.

    Raises:
        CommunityFileError: it has no name, or its file cannot be read.
    """
    return read_toml(source, COMMUNITY).get("name", str)


def read_community(source: Source) -> Community:
    """Read a community's facts, funds and policies.

    Raises:
        CommunityFileError: unknown or missing keys, or values that make no sense.
    """
    top = read_toml(source, COMMUNITY)
    name = top.get("name", str)
    code = top.get("code", str)
    if FOLDER.fullmatch(code) is None:
        raise top.refuse(
            "code", f"code「{code}」只能用小写字母、数字和连字符。", "请用文件夹的名字，例如 shifan。"
        )
    if code != source.folder.name:
        or_so = "，或把 code 改成文件夹的名字" if FOLDER.fullmatch(source.folder.name) else ""
        raise top.refuse(
            "code", f"code「{code}」与文件夹的名字「{source.folder.name}」不同。",
            f"页面的地址用 code，区里用它找文件夹；请把文件夹改名为 {code}{or_so}。",
        )  # fmt: skip
    region = top.get("region", str)
    if not (region.isascii() and region.isdigit() and len(region) in {2, 4, 6}):
        raise top.refuse(
            "region", f"region「{region}」不是行政区划代码。", '请按 GB/T 2260 填写，例如 "3310"。'
        )
    funds = _funds(top)
    sign_off = read_sign_off(top)
    community = Community(
        name,
        code,
        region,
        funds,
        _disclosure(top),
        top.get("law", dict, {}),
        top.get("sample", bool, default=False),
        read_renewals(top, funds),
        read_banks(top),
        read_rules(top),
        read_revenue(top, funds),
        read_no_funds(top, {fund.kind for fund in funds}),
        read_audit_settings(top),
        read_owner_links(top),
        sign_off,
        read_auditors(top, sign_off),
    )
    read_backup(top)  # who may open backups is read where they are made
    top.close()
    return community


def read_backup_of(folder: Path, name: str) -> BackupSettings:
    """Read `[backup]` of a community's or a district's file, and nothing else of it.

    Args:
        folder: which holds the file.
        name: of the file.

    Raises:
        CommunityFileError: the table is refused.
    """
    return read_backup(read_toml(Source(folder), name))


def _funds(top: Table) -> tuple[Fund, ...]:
    tables = top.tables("fund")
    funds = tuple(_fund(table) for table in tables)
    if not funds:
        raise top.refuse("fund", "没有一项资金。", "请加上一段 [[fund]]，写明 code 和 kind。")
    seen: set[str] = set()
    for fund, table in zip(funds, tables, strict=True):
        if fund.code in seen:
            raise table.refuse("code", f"两项资金的 code 都是「{fund.code}」。", "每项资金的 code 必须不同。")
        seen.add(fund.code)
    return funds


def _fund(table: Table) -> Fund:
    code = table.get("code", str)
    if _FUND_CODE.fullmatch(code) is None:
        raise table.refuse(
            "code", f"资金的 code「{code}」不能作科目的第二段。", '请以数字开头，例如 "1维修资金"。'
        )
    kind = table.choice("kind", _KINDS)
    policies = read_policies(table, code)
    standards = read_standards(table)
    warranty = read_warranty(table, kind)
    custody = read_custody(table)
    table.close()
    return Fund(code, kind, policies, standards, warranty, custody)


def _contact(table: Table) -> str:
    """Look up whom owners may ask; the committee where nothing or a mere sign is written."""
    contact = table.get("contact", str, "本小区业主委员会").strip()
    return contact if any(sign.isalnum() for sign in contact) else "业主委员会"


def _disclosure(top: Table) -> DisclosureSettings:
    table = top.table("disclosure") or Table(top.source, top.name, {}, "disclosure", "[disclosure] ")
    preset = table.get("preset", str, "")
    settings = DisclosureSettings(
        table.choice("public_revenue", _REVENUE_INTERVALS, ""),
        table.choice("maintenance_fund", _FUND_INTERVALS, ""),
        preset,
        _days(table, "days_posted", 15),
        _days(table, "due_days", 30),
        _contact(table),
        table.get("require_closed", bool, default=False),
        read_side_by_side(table, SIDE_BY_SIDE),
    )
    table.close()
    return settings


def _days(table: Table, key: str, default: int) -> int:
    days = table.get(key, int, default)
    if not 0 < days <= _MOST_DAYS:
        raise table.refuse(key, f"{key} 应在 1 到 {_MOST_DAYS} 之间。", "请填天数。")
    return days


def read_district(folder: Path) -> District:
    """Read a district's file.

    Args:
        folder: the folder that holds district.toml.

    Raises:
        CommunityFileError: unknown or missing keys, or a folder named twice.
    """
    table = read_toml(Source(folder), DISTRICT)
    names = table.get("communities", list)
    bad = next((name for name in names if not isinstance(name, str) or not FOLDER.fullmatch(name)), None)
    if bad is not None:
        raise table.refuse(
            "communities", f"communities 里的「{bad}」不能作小区的文件夹名。",
            "文件夹名只用小写字母、数字和连字符，中文名称写在该小区 community.toml 的 name。",
        )  # fmt: skip
    if len(set(names)) != len(names):
        raise table.refuse("communities", "communities 里有重复的小区。", "每个小区只写一次。")
    district = District(
        table.get("name", str),
        tuple(names),
        table.get("contact", str, ""),
        table.get("site", str, ""),
        read_log_table(table),
    )
    read_backup(table)
    table.close()
    return district
