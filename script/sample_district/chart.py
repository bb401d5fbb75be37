"""Charts of accounts of the sample, and the names of its accounts."""

from __future__ import annotations

from typing import Final

from sample_district.vouchers import MAINTENANCE, PUBLIC_HOUSING, REVENUE, WARRANTY

_FUND: Final = (
    "Assets 1101国债投资",
    "Assets 1201备用金",
    "Liabilities 2001应付房屋灭失返还资金",
    "Equity 3101待分配累计收益",
    "Income 4001交存收入",
    "Income 4101存款利息收入",
    "Income 4102国债利息收入",
    "Income 4201经营收入",
    "Income 4301共用设施处置收入",
    "Income 4901其他收入",
    "Expenses 5001维修支出",
    "Expenses 5101返还支出",
    "Expenses 5901其他支出",
)
CHARTS: Final[dict[str, tuple[str, ...]]] = {
    MAINTENANCE: ("Equity 3001商品住宅维修资金", *_FUND),
    PUBLIC_HOUSING: ("Equity 3002已售公有住房维修资金", *_FUND),
    REVENUE: (
        "Equity 3101结余",
        "Income 6001停车:01月租",
        "Income 6001停车:02临停",
        "Income 6002广告:01电梯轿厢",
        "Income 6002广告:02道闸",
        "Income 6003场地:01摊位",
        "Income 6004快递柜",
        "Income 6005基站",
        "Income 6006租金:01经营用房",
        "Income 6008利息",
        "Income 6099其他",
        "Expenses 6401成本:01人工",
        "Expenses 6401成本:02水电能耗",
        "Expenses 6402税费",
        "Expenses 6501补充维修资金",
        "Expenses 6502维修",
        "Expenses 6503业委会:01办公",
        "Expenses 6503业委会:02代理记账",
        "Expenses 6599其他",
    ),
    WARRANTY: ("Liabilities 2001应退保修金", "Liabilities 2001应退保修金:X利息"),
}


def account(fund: str, code: str) -> str:
    """Give an account's full name by fund and the head of its coded part, e.g. `6001停车:02`."""
    found = [line.split() for line in CHARTS[fund] if line.split()[1].startswith(code)]
    assert len(found) == 1, (fund, code)
    root, tail = found[0]
    return f"{root}:{fund}:{tail}"


def chart_text(banks: dict[str, str], first_day: str) -> str:
    """Write chart.beancount: the bank account and the chart of each fund."""
    blocks = []
    for fund, bank in banks.items():
        names = [bank, *(f"{root}:{fund}:{tail}" for root, tail in (line.split() for line in CHARTS[fund]))]
        blocks.append("".join(f"{first_day} open {name} CNY\n" for name in names))
    return "; 科目表\n" + "\n".join(blocks)
