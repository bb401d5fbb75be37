"""The files of a new community: settings, charts, registers with their headings, a first month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.books.asset_file import ASSETS, ASSETS_HEADING
from jjledger.books.text import quoted

REGISTER_HEADING: Final = "household,building,unit,room,area_m2,kind,first_deposit,delivered\n"

_MAINTENANCE: Final = (
    "Assets:{fund}:1901待查款项",
    "Equity:{fund}:3001商品住宅维修资金",
    "Equity:{fund}:3101待分配累计收益",
    "Income:{fund}:4001交存收入",
    "Income:{fund}:4101存款利息收入",
    "Income:{fund}:4102国债利息收入",
    "Income:{fund}:4201经营收入",
    "Income:{fund}:4301共用设施处置收入",
    "Income:{fund}:4901其他收入",
    "Expenses:{fund}:5001维修支出",
    "Expenses:{fund}:5101返还支出",
    "Expenses:{fund}:5901其他支出",
)
_PUBLIC_REVENUE: Final = (
    "Assets:{fund}:1901待查款项",
    "Equity:{fund}:3101结余",
    "Income:{fund}:6001停车",
    "Income:{fund}:6002广告",
    "Income:{fund}:6003场地",
    "Income:{fund}:6004快递柜",
    "Income:{fund}:6005基站",
    "Income:{fund}:6006租金",
    "Income:{fund}:6008利息",
    "Income:{fund}:6099其他",
    "Expenses:{fund}:6401成本",
    "Expenses:{fund}:6402税费",
    "Expenses:{fund}:6501补充维修资金",
    "Expenses:{fund}:6502维修",
    "Expenses:{fund}:6503业委会",
    "Expenses:{fund}:6599其他",
)


@dataclass(frozen=True, slots=True)
class Starter:
    """What a new community needs to know about itself."""

    name: str
    code: str
    region: str
    banks: tuple[str, str]  # detail parts of the fund's and the revenue's bank account
    today: date  # its month gets the first file

    @property
    def opened(self) -> date:
        """The day from which on all accounts are open: the year's first."""
        return self.today.replace(month=1, day=1)


def starter_files(starter: Starter) -> Mapping[str, bytes]:
    """Write the files of a new community.

    Args:
        starter: its name, banks and the day.

    Returns:
        Content by path relative to the folder.
    """
    month = f"{starter.today.year}/{starter.today:%Y-%m}.beancount"
    texts = {
        "community.toml": _settings(starter),
        "main.beancount": _main(starter),
        "chart.beancount": _chart(starter),
        "register.csv": REGISTER_HEADING,
        ASSETS: ASSETS_HEADING,
        # Names and phones never get into a repository, nor what is made from the rest.
        ".gitignore": "private/\nbuild/\npublic\n.public*/\n.jjledger/\n",
        month: f"; {starter.today:%Y年%m月}的凭证记在这里；写法见 docs/ledger-format.md\n",
    }
    return {name: text.encode() for name, text in texts.items()}


def _settings(starter: Starter) -> str:
    return f"""name   = {quoted(starter.name)}
code   = {quoted(starter.code)}
region = {quoted(starter.region)}

[[fund]]
code = "1维修资金"
kind = "maintenance"
[[fund.policy]]
from       = {starter.opened}
interest   = {{ method = "pool", management_share = "0", remainder = "largest" }}
draw_order = "principal"

[[fund]]
code = "3公共收益"
kind = "public_revenue"

[disclosure]
public_revenue   = "quarter"
maintenance_fund = "half_year"
days_posted      = 15
due_days         = 30
contact          = "本小区业主委员会"
"""


def _main(starter: Starter) -> str:
    return f"""option "title" {quoted(starter.name)}
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"
plugin "jjledger.books.plugin"
include "chart.beancount"
include "20*/*.beancount"
"""


def _chart(starter: Starter) -> str:
    lines = []
    for fund, bank, accounts in (
        ("1维修资金", starter.banks[0], _MAINTENANCE),
        ("3公共收益", starter.banks[1], _PUBLIC_REVENUE),
    ):
        names = [f"Assets:{fund}:1001银行存款:{bank}", *(name.format(fund=fund) for name in accounts)]
        lines += [f"{starter.opened} open {name} CNY" for name in names]
    return "\n".join(lines) + "\n"
