"""One month of one community, made up: what came from the bank, and what a person says of it.

The handbook's story by commands and the browser's without a shell tell the same month, so that
both must come to the same books. What lives here: the data. What must not: expectations of how.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from click.testing import CliRunner

from jjledger.cli.main import jjledger

CODE: Final = "yunxi"
NAME: Final = "云溪苑"
MONTH: Final = "2025-06"
BEGUN: Final = "2025-06-01"  # the day on which the books are begun
TODAY: Final = "2025-07-02"  # the day on which the month is worked through
PREPARED: Final = "李会计"
REVIEWED: Final = "王主任"
BANK: Final = "3456农行"
BANK_ACCOUNT: Final = "Assets:3公共收益:1001银行存款:3456农行"
FILE_NAME: Final = "农行6月对账单.csv"
CLOSING_YUAN: Final = "2535.21"  # 3000.00 + 600.00 - 800.00 + 1232.00 - 1500.00 + 3.21
INVOICE: Final = ("保洁发票.pdf", b"%PDF-1.4\n% invoice of the cleaners\n")
QUOTE: Final = ("门窗维修发票.pdf", b"%PDF-1.4\n% invoice of the locksmith\n")
# What the accountant has written once into community.toml, so that the program knows.
RULES: Final = """
[[bank]]
account = "3456农行"
holder  = "云溪苑业主委员会"

[[rule]]
counterparty = "示例传媒公司"
account      = "6002广告"
summary      = "电梯广告费"

[[rule]]
words   = "结息"
account = "6008利息"

[[rule]]
counterparty = "示例保洁公司"
account      = "6401成本"
summary      = "地下车库保洁"
attachments  = 1
"""
STATEMENT: Final = """账号：33050110000000003456,,,户名：云溪苑业主委员会,,,,,
起止日期：2025-06-01 至 2025-06-30,,,打印时间：2025-07-01 08:30:00,,,,,
交易时间,借方发生额,贷方发生额,余额,对方户名,对方账号,摘要,用途,交易流水号
2025-06-03 09:12:33,,3000.00,3000.00,示例传媒公司,6222000000001111,转账,6月电梯广告,N250603001
2025-06-05 10:01:02,,600.00,3600.00,示例快递柜公司,6222000000002222,转账,场地费,N250605001
2025-06-10 14:30:00,800.00,,2800.00,示例保洁公司,6222000000003333,转账,车库保洁,N250610001
2025-06-16 16:20:11,,1232.00,4032.00,个人甲,6222000000004444,转账,,N250616001
2025-06-20 11:00:45,1500.00,,2532.00,示例门窗店,6222000000005555,转账,单元门维修,N250620001
2025-06-21 03:00:00,,3.21,2535.21,,,结息,,N250621001
合计,2300.00,4835.21,,,,,,
"""


@dataclass(frozen=True)
class Row:
    """A row of the bank's file, and what a person says it is."""

    day: str
    payee: str  # as the statement prints it
    words: str  # by which the row is known on a page
    yuan: str  # money in positive
    account: str  # as a person says it; "" as proposed
    proposed: bool  # a rule or the past knows it


ROWS: Final = (
    Row("2025-06-03", "示例传媒公司", "电梯广告", "3000.00", "", proposed=True),
    Row("2025-06-05", "示例快递柜公司", "场地费", "600.00", "6004快递柜", proposed=False),
    Row("2025-06-10", "示例保洁公司", "车库保洁", "-800.00", "", proposed=True),
    Row("2025-06-16", "个人甲", "转账", "1232.00", "6001停车", proposed=False),
    Row("2025-06-20", "示例门窗店", "单元门维修", "-1500.00", "6502维修", proposed=False),
    Row("2025-06-21", "", "结息", "3.21", "", proposed=True),
)
# The parking money was rent of the ground for a market: booked wrongly, undone, booked rightly.
WRONG: Final = ROWS[3]
RIGHT_ACCOUNT: Final = "6003场地"


def begin(place: Path) -> Path:
    """Lay the community down as `jjledger new` does, with the accountant's rules; give its folder.

    Args:
        place: an empty folder, in which the community's comes to lie.
    """
    folder = place / CODE
    words = ("--name", NAME, "--bank", "1234建行", "--revenue-bank", BANK, "--today", BEGUN)
    result = CliRunner().invoke(jjledger, ["new", str(folder), *words])
    assert result.exit_code == 0, result.output
    settings = folder / "community.toml"
    settings.write_text(settings.read_text("utf-8") + RULES, "utf-8")
    return folder


def bank_file(place: Path) -> Path:
    """Put the bank's file where a person has saved it; give its path."""
    path = place / FILE_NAME
    path.write_text(STATEMENT, "utf-8")
    return path
