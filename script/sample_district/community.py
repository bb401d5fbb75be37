"""One community's folder: every file of it as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.units import plain_yuan
from sample_district.chart import chart_text
from sample_district.decisions import decision_ids, decision_text
from sample_district.deposits import book_deposits, receive_top_up, top_up_decision
from sample_district.houses import House, build_houses
from sample_district.keeping import (
    absences,
    book_warranty,
    budget_decision,
    budget_settings,
    keeping,
    with_committee,
)
from sample_district.maintenance import (
    FundDesk,
    book_bank_interest,
    book_repairs,
    distribute_interest,
    open_fund,
)
from sample_district.plan import COMMUNITY_CONTACT, YEARS, Plan
from sample_district.postings import posting_files
from sample_district.projects import RENEWALS, audit_files, project_files, stall_files
from sample_district.register import register_files, register_settings, say_where_income_comes_from
from sample_district.revenue import RevenueDesk, book_revenue
from sample_district.vouchers import (
    MAINTENANCE,
    PUBLIC_HOUSING,
    REVENUE,
    WARRANTY,
    Assertion,
    Leg,
    Voucher,
    Writer,
    month_files,
)

_BANKS: Final = ("示范银行", "样例农商行", "样例城商行")
_HALF_YEAR_ENDS: Final = tuple(day for year in YEARS for day in (date(year, 6, 30), date(year, 12, 31)))
_KINDS: Final = {
    MAINTENANCE: "maintenance",
    PUBLIC_HOUSING: "public_housing",
    REVENUE: "public_revenue",
    WARRANTY: "warranty",
}
_NOT_OWNERS: Final = frozenset({REVENUE, WARRANTY})
_POLICY_DAY: Final = date(2021, 1, 1)


@dataclass(frozen=True, slots=True)
class _Bank:
    """A fund's bank account: the account's name and the bank's."""

    account: str
    name: str


def community_files(plan: Plan, closing_fen: int) -> dict[str, str]:
    """Write a community.

    Args:
        plan: what it is like.
        closing_fen: public revenue in the bank at the end of 2025.

    Returns:
        Path within the community's folder to text.
    """
    houses = build_houses(plan)
    banks = _banks(plan)
    funds = [_fund(plan, fund, bank, houses) for fund, bank in banks.items() if fund not in _NOT_OWNERS]
    revenue = _revenue(plan, banks[REVENUE], funds[0], closing_fen)
    for desk in funds:
        book_bank_interest(desk)
        distribute_interest(desk)
    stall = stall_files(revenue) if plan.has("audit") else {}
    if plan.has("draft"):
        funds[0].vouchers.append(_draft(funds[0]))
    vouchers = [voucher for desk in funds for voucher in desk.vouchers] + revenue.vouchers
    if plan.has("warranty"):
        vouchers += book_warranty(banks[WARRANTY].account, banks[WARRANTY].name)
    budget = [budget_decision(houses)] if plan.has("budget") else []
    ids = decision_ids([*dict.fromkeys(one.decision for one in vouchers if one.decision), *budget])
    writer = Writer(*_staff(plan), ids, plan.has("projects"))
    files = {
        "community.toml": _settings(plan, list(banks), "".join(budget_settings(ids[one]) for one in budget)),
        "main.beancount": _main(plan),
        "chart.beancount": chart_text({fund: bank.account for fund, bank in banks.items()}, "2024-01-01"),
        "register.csv": _register(houses),
        **month_files(vouchers, _assertions(plan, banks, vouchers), writer),
    }
    for desk in funds:
        files |= desk.files
    if plan.has("register"):
        files |= register_files(revenue)
    if plan.has("projects"):
        files |= project_files(ids, vouchers)
    if plan.has("audit"):
        posted, photos = posting_files(plan)
        files |= audit_files(plan) | stall | posted
        files["vouchers/originals.csv"] += photos
    dice, other = plan.chance("votes"), plan.chance("budget votes")
    return files | {
        f"decisions/{name}.toml": decision_text(name, one, other if one in budget else dice)
        for one, name in ids.items()
    }


def _banks(plan: Plan) -> dict[str, _Bank]:
    """Give every fund a bank account of its own."""
    dice = plan.chance("banks")
    name = dice.choice(_BANKS)
    tail = dice.randrange(1_000, 3_000)
    funds = [MAINTENANCE, *([PUBLIC_HOUSING] if plan.has("public_housing") else []), REVENUE]
    funds += [WARRANTY] if plan.has("warranty") else []
    return {
        fund: _Bank(f"Assets:{fund}:1001银行存款:{tail + 2_311 * place}{name}", name)
        for place, fund in enumerate(funds)
    }


def _fund(plan: Plan, fund: str, bank: _Bank, houses: tuple[House, ...]) -> FundDesk:
    """Book two years of a fund that belongs to households."""
    of_fund = tuple(one for one in houses if (one.kind == "public_housing") == (fund == PUBLIC_HOUSING))
    desk = FundDesk(plan, fund, bank.account, bank.name, of_fund, plan.chance(fund))
    open_fund(desk)
    book_repairs(desk)
    if fund == MAINTENANCE:
        book_deposits(desk)
    return desk


def _revenue(plan: Plan, bank: _Bank, fund: FundDesk, closing_fen: int) -> RevenueDesk:
    """Book public revenue; what it pays into the maintenance fund is booked there too."""
    decision = top_up_decision(fund) if plan.has("top_up") else None
    desk = RevenueDesk(plan, bank.account, bank.name, plan.chance(REVENUE), decision)
    book_revenue(desk, closing_fen)
    if plan.has("register"):
        say_where_income_comes_from(desk)
    if plan.has("budget"):
        desk.vouchers[:] = [with_committee(voucher) for voucher in desk.vouchers]
    for voucher in desk.vouchers:
        if voucher.name == "top-up":
            receive_top_up(fund, voucher)
    return desk


def _draft(desk: FundDesk) -> Voucher:
    """Leave a transfer of the last month unfinished; it touches no bank account."""
    undistributed = f"Equity:{desk.fund}:3101待分配累计收益"
    legs = (Leg(undistributed, 32_000), Leg(desk.owners, -32_000, ("scope", "all")))
    words = "待复核：拟将经营收入余款按建筑面积转入分户"
    return Voucher(date(2025, 12, 30), "转", "全体业主", words, legs, 0, draft=True)


def _staff(plan: Plan) -> tuple[str, str]:
    dice = plan.chance("staff")
    return f"制单员{dice.choice('甲丙')}", f"复核员{dice.choice('乙丁')}"


def _assertions(plan: Plan, banks: dict[str, _Bank], vouchers: list[Voucher]) -> list[Assertion]:
    """Give what the bank confirmed at each half-year's end."""
    missing = {MAINTENANCE: "unchecked_fund", REVENUE: "unchecked_revenue"}
    found = []
    for day in _HALF_YEAR_ENDS:
        for fund, bank in banks.items():
            if day == _HALF_YEAR_ENDS[-1] and fund in missing and plan.has(missing[fund]):
                continue
            balance = sum(one.bank_fen for one in vouchers if one.fund == fund and one.day <= day)
            found.append(Assertion(day, bank.account, balance))
    return found


def _main(plan: Plan) -> str:
    return (
        f'option "title" "{plan.name}"\n'
        'option "operating_currency" "CNY"\n'
        'option "tolerance_multiplier" "0"\n'
        'plugin "jjledger.books.plugin"\n'
        'include "chart.beancount"\n' + "".join(f'include "{year}/*.beancount"\n' for year in YEARS)
    )


def _register(houses: tuple[House, ...]) -> str:
    rows = [
        f"{one.id},{one.building},{one.unit},{one.room},{plain_yuan(one.area_dm2)},{one.kind},"
        f"{plain_yuan(one.first_deposit_fen)},{one.delivered}\n"
        for one in houses
    ]
    return "household,building,unit,room,area_m2,kind,first_deposit,delivered\n" + "".join(rows)


def _settings(plan: Plan, funds: list[str], budget: str) -> str:
    """Write community.toml; `budget` is what the owners let the committee spend."""
    head = (
        "# 示例数据：小区、房屋、公司和金额都是虚构的。地区代码只用来选定适用的法规。\n"
        f'name   = "{plan.name}"\ncode   = "{plan.code}"\nregion = "3310"\nsample = true\n'
    )
    control = register_settings() if plan.has("register") else ""
    renewals = RENEWALS if plan.has("audit") else ""
    return (
        head
        + "".join(_fund_settings(plan, fund) for fund in funds)
        + absences(plan)
        + budget
        + renewals
        + control
        + _disclosure(plan)
    )


def _fund_settings(plan: Plan, fund: str) -> str:
    text = f'\n[[fund]]\ncode = "{fund}"\nkind = "{_KINDS[fund]}"\n'
    text += keeping(plan, fund)
    if fund in _NOT_OWNERS:
        return text
    share = "37/2000" if plan.has("management") else "0"
    remainder = next((rule for rule in ("first", "last") if plan.has(rule)), "largest")
    order = "interest" if plan.has("interest_first") else "principal"
    return text + (
        f"[[fund.policy]]\nfrom       = {_POLICY_DAY}\n"
        f'interest   = {{ method = "pool", management_share = "{share}", remainder = "{remainder}" }}\n'
        f'draw_order = "{order}"\n'
    )


def _disclosure(plan: Plan) -> str:
    how_often = f'public_revenue   = "{plan.frequency}"\nmaintenance_fund = "half_year"\n'
    if plan.has("shanghai"):
        how_often = 'preset           = "cn-31"\n'
    return (
        f"\n[disclosure]\n{how_often}days_posted      = 15\ndue_days         = 30\n"
        f'contact          = "{COMMUNITY_CONTACT}"\n'
    )
