"""View models of every published page. Each field is described in docs/pages.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal


def shown(text: str) -> object:
    """Declare a field with its description for docs/pages.md."""
    return field(metadata={"help": text})


@dataclass(frozen=True, slots=True)
class Ground:
    """The rule a page fulfils, with the day it has been in force since."""

    title: str  # 台州市物业管理条例第25条
    since: date
    phrase: str  # the words of the article that are relied on


@dataclass(frozen=True, slots=True)
class Head:
    """What every disclosure says about itself."""

    document: Literal["public-revenue", "maintenance-fund", "household"]
    title: str  # 公共收益收支公示
    community: str
    community_code: str
    fund: str  # 公共收益, without the leading digit of its account
    period_code: str  # 2025-Q3
    period_title: str  # 2025年第三季度
    first_day: date
    last_day: date
    grounds: tuple[Ground, ...]
    contact: str
    days_posted: int
    address: str  # full address of the page, "" when the site's address is unknown
    sample: bool  # demonstration data; printed on every page
    notes: tuple[str, ...]  # sentences under the figures: settings used, what is suppressed and why


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a statement."""

    label: str
    amount_fen: int
    level: int  # 1: main item; 2: 其中 item of the line above; …
    vouchers: tuple[str, ...]  # anchors of the vouchers it consists of
    note: str = ""  # e.g. scope and decision of a project


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of a voucher."""

    account: str  # 银行存款 — 1234建行
    debit_fen: int
    credit_fen: int


@dataclass(frozen=True, slots=True)
class VoucherView:
    """A voucher as anybody may see it."""

    anchor: str  # v-2025-03-F0012
    day: date
    number: str  # 付-0012
    payee: str  # masked
    summary: str
    amount_fen: int  # what it did to the fund's money: in positive, out negative; 0 for transfers
    attachments: str  # "3 张" or "无"
    decision: str  # id of the decision, "" where none applies
    legs: tuple[Leg, ...]
    note: str = ""  # 冲销 2025-03 付-0003, 分摊范围 …


@dataclass(frozen=True, slots=True)
class BankTie:
    """Whether the fund's bank balance was confirmed at the period's end."""

    state: Literal["tied", "unchecked"]
    book_fen: int  # bank balance by the books at the period's end
    words: str  # 与银行对账单核对一致 / 未与银行核对
    difference_fen: int  # closing - bank, explained by `words`; 0 where the fund is all in the bank


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the income and expense chart."""

    label: str
    amount_fen: int
    kind: Literal["income", "expense"]
    width: int  # per mille of the longest bar, 0..1000


@dataclass(frozen=True, slots=True)
class PublicRevenue:
    """公共收益收支公示: opening + income - expense = closing."""

    head: Head
    opening_fen: int
    income: tuple[Line, ...]
    income_fen: int
    expense: tuple[Line, ...]
    expense_fen: int
    result_fen: int  # income - expense of the period
    closing_fen: int
    closing_capital: str
    bank: BankTie
    bars: tuple[Bar, ...]
    vouchers: tuple[VoucherView, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """One use of the maintenance fund."""

    title: str
    scope: str  # 01幢1单元 36户
    cost_fen: int
    decision: str
    vouchers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """One building, or several together where one alone would show a household."""

    label: str  # 01幢 / 02、05幢合并
    households: int
    closing_fen: int | None  # None: withheld
    note: str = ""


@dataclass(frozen=True, slots=True)
class MaintenanceFund:
    """维修资金收支公示 of one fund: the four items of 令165 art. 30 as far as they are public."""

    head: Head
    opening_owners_fen: int  # owners' money
    opening_undistributed_fen: int
    lines: tuple[Line, ...]  # in the statement's order, signed as they move the balance
    deposits_fen: int
    refunds_fen: int  # positive
    use_fen: int  # positive
    income_fen: int  # interest and other income
    other_expense_fen: int  # positive
    distributed_fen: int  # moved from undistributed income to households
    result_fen: int
    closing_owners_fen: int
    closing_undistributed_fen: int
    closing_fen: int
    closing_capital: str
    arrears_fen: int  # owed by households, total only
    arrears_households: int
    projects: tuple[Project, ...]
    buildings: tuple[BuildingRow, ...]
    bank: BankTie
    bars: tuple[Bar, ...]
    vouchers: tuple[VoucherView, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One movement of a household's money."""

    day: date
    voucher: str  # 2025-03 付-0001
    summary: str
    amount_fen: int
    principal_fen: int  # change
    interest_fen: int  # change
    arrears_fen: int  # change
    balance_fen: int  # principal + interest - arrears after the row
    formula: str  # how the amount came about, to be done again by hand


@dataclass(frozen=True, slots=True)
class HouseholdStatement:
    """分户对账单 of one household and year, one fund. For its owner only."""

    head: Head
    household: str
    building: str
    unit: str
    room: str
    area: str  # 89.52 m²
    opening_principal_fen: int
    opening_interest_fen: int
    opening_arrears_fen: int
    rows: tuple[StatementRow, ...]
    paid_fen: int
    earned_fen: int
    used_fen: int  # positive
    closing_principal_fen: int
    closing_interest_fen: int
    closing_arrears_fen: int
    closing_capital: str  # of principal + interest


@dataclass(frozen=True, slots=True)
class HeldFinding:
    """Why a disclosure is held back, safe to show in public."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One disclosure in a list."""

    document: str
    title: str
    period_code: str
    period_title: str
    path: str  # relative to the community's page: 2025-Q3/public-revenue/
    closing_fen: int | None
    state: Literal["out", "held", "missing"]
    words: str  # "已公示" / why held / how late


@dataclass(frozen=True, slots=True)
class FundBalance:
    """What one fund holds at the end of the latest month."""

    fund: str
    kind: str
    balance_fen: int


@dataclass(frozen=True, slots=True)
class CommunityPage:
    """The front page of one community."""

    name: str
    code: str
    households: int
    balances: tuple[FundBalance, ...]
    as_of: date
    entries: tuple[Entry, ...]  # latest first
    held: tuple[HeldFinding, ...]
    book_path: str  # download of the public book, "" where it is held
    contact: str
    sample: bool


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """One community in the district's index."""

    name: str
    code: str
    households: int
    latest: str  # 2025年第四季度, "" where nothing is out
    public_revenue_fen: int | None
    maintenance_fund_fen: int | None
    state: Literal["complete", "late", "held"]
    words: str  # "齐全" / what is missing or late


@dataclass(frozen=True, slots=True)
class DistrictIndex:
    """The front page of the district."""

    name: str
    communities: int
    vouchers: int  # vouchers that touch a public-revenue fund
    public_revenue_fen: int  # in custody
    maintenance_fund_fen: int
    as_of: date
    rows: tuple[DistrictRow, ...]
    contact: str
    sample: bool
