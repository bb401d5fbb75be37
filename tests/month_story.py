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
from tests.ledgers import plain, postings

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
E_INVOICE: Final = (
    "保洁发票.xml",
    """<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EIid>25332000000000000800</EIid><EInvoiceTag>SWEI3200</EInvoiceTag></Header>
<EInvoiceData><SellerInformation><SellerName>示例保洁公司</SellerName></SellerInformation>
<BuyerInformation><BuyerName>云溪苑业主委员会</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>754.72</TotalAmWithoutTax><TotalTaxAm>45.28</TotalTaxAm>
<TotalTax-includedAmount>800.00</TotalTax-includedAmount><RequestTime>2025-06-09 10:02:03</RequestTime></BasicInformation>
<IssuItemInformation><ItemName>*生活服务*保洁</ItemName><Amount>754.72</Amount></IssuItemInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>25332000000000000800</InvoiceNumber><IssueTime>2025-06-09</IssueTime></TaxSupervisionInfo></EInvoice>
""".encode(),
)
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
# One is paid in time; the other has not brought anything yet.
CONTRACTS: Final = {
    "contracts/2025-01.toml": """number    = "2025-01"
title     = "电梯轿厢广告"
kind      = "advertising"
party     = "示例传媒公司"
account   = "Income:3公共收益:6002广告"
first_day = 2025-06-01
last_day  = 2026-05-31
[[due]]
every  = "month"
day    = 5
amount = "3000.00"
""",
    "contracts/2025-02.toml": """number    = "2025-02"
title     = "屋顶通信基站"
kind      = "base_station"
party     = "示例铁塔公司"
account   = "Income:3公共收益:6005基站"
first_day = 2025-06-01
last_day  = 2027-05-31
[[due]]
every  = "half_year"
day    = 15
amount = "2400.00"
""",
}
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
# What the month comes to, whoever tells it: day, account and fen of every leg but the bank's.
BOOKED: Final = (
    ("2025-06-03", "Income:3公共收益:6002广告", -300_000),
    ("2025-06-05", "Income:3公共收益:6004快递柜", -60_000),
    ("2025-06-10", "Expenses:3公共收益:6401成本", 80_000),
    ("2025-06-16", "Income:3公共收益:6001停车", -123_200),
    ("2025-06-20", "Expenses:3公共收益:6502维修", 150_000),
    ("2025-06-21", "Income:3公共收益:6008利息", -321),
    ("2025-06-30", "Income:3公共收益:6001停车", 123_200),
    ("2025-06-30", "Income:3公共收益:6003场地", -123_200),
)


def begin(place: Path) -> Path:
    """Lay the community down as `jjledger new` does, with the accountant's rules; give its folder.

    Args:
        place: an empty folder, in which the community's comes to lie.
    """
    folder = place / CODE
    words = ("--name", NAME, "--bank", "1234建行", "--revenue-bank", BANK, "--today", BEGUN)
    result = CliRunner().invoke(jjledger, ["new", str(folder), *words])
    assert result.exit_code == 0, result.output
    write_rules(folder)
    return folder


def write_rules(folder: Path) -> None:
    """Write the accountant's rules at the end of the community's settings."""
    settings = folder / "community.toml"
    settings.write_text(settings.read_text("utf-8") + RULES, "utf-8")


def sign_contracts(folder: Path) -> None:
    """Lay the contracts of the community into its folder, as an accountant does."""
    for name, text in CONTRACTS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def booked(folder: Path) -> list[tuple[str, str, int]]:
    """Read with beancount alone what a month of the books comes to, the bank's legs left out; by day and account."""
    entries, _ = plain(folder / "main.beancount")
    return [
        (str(day), account, fen)
        for day, account, fen in sorted(postings(entries))
        if account != BANK_ACCOUNT and str(day).startswith(MONTH)
    ]


def bank_file(place: Path) -> Path:
    """Put the bank's file where a person has saved it; give its path."""
    path = place / FILE_NAME
    path.write_text(STATEMENT, "utf-8")
    return path
