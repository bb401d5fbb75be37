"""Statements as short as a test needs them, and the import of them into a community.

What lives here: writers of small files and the run of the command. What must not: expectations.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from jjledger.cli.main import jjledger
from jjledger.units import fen_from_text, plain_yuan
from tests.ledgers import HEYUAN, copy_of

TODAY = ("--today", "2025-09-05")
HOLDER = "和苑业主委员会"
FARM = "3456农行"  # the account of public revenue, with 1,400.00 on it at the end of July
CHART = """2025-01-01 open Income:3公共收益:6002广告 CNY
2025-01-01 open Income:3公共收益:6008利息 CNY
2025-01-01 open Expenses:3公共收益:6401成本:01电梯维保 CNY
2025-01-01 open Expenses:3公共收益:6599其他 CNY
"""
_HEADING = "交易时间,借方发生额,贷方发生额,余额,对方户名,对方账号,摘要,用途,流水号"
_WECHAT = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"


@dataclass(frozen=True)
class Line:
    """A row of a bank's statement: money in positive."""

    day: str  # 2025-08-02
    yuan: str
    name: str = ""
    words: str = ""
    serial: str = ""
    account: str = ""
    balance: str = ""  # "" what follows from the row before


def community(place: Path, more: str = "") -> Path:
    """Copy a community with a fuller chart of public revenue; say something more in community.toml."""
    chart = (HEYUAN / "chart.beancount").read_text("utf-8") + CHART
    settings = (HEYUAN / "community.toml").read_text("utf-8") + more
    return copy_of(HEYUAN, place, {"chart.beancount": chart, "community.toml": settings})


def bank_file(  # noqa: PLR0913 -- each a fact the head of a statement prints
    place: Path,
    lines: Sequence[Line],
    *,
    opening: str = "1400.00",
    holder: str = HOLDER,
    number: str = "33050110000000003456",
    days: tuple[str, str] = ("2025-08-01", "2025-08-31"),
    name: str = "bank.csv",
) -> Path:
    """Write a corporate statement, oldest row first, in GB18030."""
    head = [f"账号：{number},户名：{holder}", f"起止日期：{days[0]} 至 {days[1]}"]
    balance = fen_from_text(opening)
    rows = []
    for line in lines:
        fen = fen_from_text(line.yuan)
        balance = fen_from_text(line.balance) if line.balance else balance + fen
        out, came = (plain_yuan(-fen), "") if fen < 0 else ("", plain_yuan(fen))
        moment = line.day if " " in line.day else f"{line.day} 10:00:00"
        rows.append(
            f"{moment},{out},{came},{plain_yuan(balance)},{line.name},{line.account},{line.words},,{line.serial}"
        )
    path = place / name
    path.write_text(
        "\n".join([*(head if holder or number else ()), _HEADING, *rows]) + "\n", encoding="gb18030"
    )
    return path


def wechat_file(place: Path, lines: Sequence[Line], *, through: str = "农业银行(3456)") -> Path:
    """Write a payment app's statement; the account column says what it was paid through."""
    rows = []
    for number, line in enumerate(lines):
        fen = fen_from_text(line.yuan)
        flag = "支出" if fen < 0 else "收入"
        serial = line.serial or f"4200{number:08d}"
        rows.append(
            f"{line.day} 09:30:00,商户消费,{line.name},{line.words},{flag},¥{plain_yuan(abs(fen))},"
            f"{through},支付成功,{serial},{serial}M,/"
        )
    path = place / "wechat.csv"
    head = [
        "微信支付账单明细",
        "微信昵称：[和苑业主委员会]",
        "----------------------微信支付账单明细列表--------------------",
    ]
    path.write_text("\n".join([*head, _WECHAT, *rows]) + "\n", encoding="utf-8")
    return path


def run_import(folder: Path, *words: str | Path) -> Result:
    """Run the command in this process; an error comes back as the result's exception."""
    return CliRunner().invoke(jjledger, ["import", str(folder), *TODAY, *map(str, words)])


def imported(folder: Path, *words: str | Path, code: int = 0) -> dict[str, Any]:
    """Import files; give the record."""
    done = run_import(folder, *words, "--json")
    assert done.exit_code == code, f"{done.output}{done.exception!r}"
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Read every file of a community but what can be thrown away."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {"build", ".git"} & set(path.relative_to(folder).parts)
    }


def proposals(record: dict[str, Any]) -> list[dict[str, Any]]:
    """List the proposals of all files."""
    return [one for file in record["files"] for one in file["proposals"]]
