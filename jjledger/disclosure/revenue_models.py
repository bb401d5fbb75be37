"""View models of 公共资产清单, 合同台账公示 and 业委会经费公示."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from jjledger.disclosure.models import Head, Line, VoucherView


@dataclass(frozen=True, slots=True)
class AssetRow:
    """One piece of common property."""

    number: Annotated[str, "its number in the register"]
    name: Annotated[str, "what it is"]
    place: Annotated[str, "where it is"]
    quantity: Annotated[int, "pieces"]
    since: Annotated[date, "first day in the register"]
    until: Annotated[date | None, "last day in it; empty where it still is"]
    contracts: Annotated[str, "numbers of the contracts by which it earns, separated by 、"]
    use: Annotated[str, "对外经营, 待经营 (there to earn, and earned nothing) or 自用"]
    received_fen: Annotated[int, "what came in for it during the period, in fen"]
    belonging_fen: Annotated[int, "what belongs to the period, whenever it came in; in fen"]
    note: Annotated[str, "remark of the register"]
    vouchers: Annotated[tuple[str, ...], "anchors of the vouchers the amount received consists of"]


@dataclass(frozen=True, slots=True)
class AssetGroup:
    """A class of common property."""

    title: Annotated[str, "name of the class"]
    assets: Annotated[tuple[AssetRow, ...], "what is in it"]
    received_fen: Annotated[int, "what came in for all of it, in fen"]


@dataclass(frozen=True, slots=True)
class AssetList:
    """公共资产清单: what all owners have in common, and what it earned in a year."""

    head: Annotated[Head, "what the page says about itself"]
    groups: Annotated[tuple[AssetGroup, ...], "class by class"]
    assets: Annotated[int, "number of rows of the register"]
    idle: Annotated[int, "of them, there to earn and earned nothing"]
    received_fen: Annotated[int, "what came in for all of them, in fen"]
    other: Annotated[Line, "income of no asset in the register, such as interest"]
    income_fen: Annotated[int, "both together: all income booked in the period, in fen"]
    vouchers: Annotated[tuple[VoucherView, ...], "the vouchers of that income"]


@dataclass(frozen=True, slots=True)
class ContractRow:
    """One contract by which common parts earn money."""

    number: Annotated[str, "its number"]
    title: Annotated[str, "what it is about"]
    kind: Annotated[str, "停车, 广告, 快递柜, 通信基站, 租赁 or 其他"]
    place: Annotated[str, "where"]
    party: Annotated[str, "the other party: a company by name, a person never"]
    first_day: Annotated[date, "first day of the term"]
    last_day: Annotated[date, "last day of the term"]
    state: Annotated[
        Literal["running", "ending", "ended", "coming"],
        "on the period's last day: running; ending within 90 days; ended; not begun",
    ]
    words: Annotated[str, "the state in words, with the days that are left"]
    year_fen: Annotated[int, "what it makes due in the calendar year, in fen"]
    due_fen: Annotated[int, "what it has made due by the period's end, since it began, in fen"]
    paid_fen: Annotated[int, "of that, what has been paid, in fen"]
    open_fen: Annotated[int, "of that, what has not, in fen"]
    overdue_days: Annotated[int, "for how many days the oldest of it has been due; 0 where nothing is open"]
    ahead_fen: Annotated[int, "paid for dues that are still to come, or beyond all dues, in fen"]
    deposit_fen: Annotated[int, "held as a security, no income, in fen"]
    received_fen: Annotated[int, "what came in during the period, in fen"]
    vouchers: Annotated[tuple[str, ...], "anchors of the vouchers that consists of"]


@dataclass(frozen=True, slots=True)
class ContractList:
    """合同台账公示: by which contracts common parts earn, and whether they are paid."""

    head: Annotated[Head, "what the page says about itself"]
    contracts: Annotated[
        tuple[ContractRow, ...], "contracts of the calendar year so far, or still owed, by number"
    ]
    running: Annotated[int, "of them, running on the period's last day"]
    ending: Annotated[int, "of these, ending within 90 days"]
    year_fen: Annotated[int, "what they make due in the calendar year, in fen"]
    due_fen: Annotated[int, "what they have made due by the period's end, in fen"]
    paid_fen: Annotated[int, "of that, what has been paid, in fen"]
    open_fen: Annotated[int, "of that, what has not, in fen"]
    received_fen: Annotated[int, "what came in under them during the period, in fen"]
    other: Annotated[Line, "income of the period under no contract"]
    parts: Annotated[tuple[Line, ...], "that income by account, interest among it"]
    unrecorded_fen: Annotated[
        int, "of that income, what is no interest: no contract is on record for it, in fen"
    ]
    income_fen: Annotated[int, "both together: all income booked in the period, in fen"]
    vouchers: Annotated[tuple[VoucherView, ...], "the vouchers of that income"]


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A budget of the committee, and what was spent of it."""

    label: Annotated[str, "name of the account"]
    amount_fen: Annotated[int, "what may be spent in the calendar year, in fen"]
    used_fen: Annotated[int, "spent from the first of January to the period's end, in fen"]
    left_fen: Annotated[int, "what is left, below zero where it was overrun; in fen"]
    decision: Annotated[str, "the owners' decision that set it"]


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """What the committee may spend on its own, and what it has."""

    since: Annotated[date, "first day of the limits"]
    item_fen: Annotated[int, "limit of one voucher, in fen"]
    year_fen: Annotated[int, "limit of the calendar year, in fen"]
    used_fen: Annotated[
        int, "spent from the first of January to the period's end without the owners' decision, in fen"
    ]
    left_fen: Annotated[int, "what is left of the year's limit, in fen"]
    beyond: Annotated[int, "number of vouchers beyond a limit in that time"]
    decision: Annotated[str, "the owners' decision that gave it"]


@dataclass(frozen=True, slots=True)
class CommitteeSpending:
    """业委会经费公示: what the committee spent of public revenue, against budget and limits."""

    head: Annotated[Head, "what the page says about itself"]
    lines: Annotated[tuple[Line, ...], "what was spent on the committee's own work, item by item"]
    total_fen: Annotated[int, "sum of the main items, in fen"]
    total_capital: Annotated[str, "the same in capital characters"]
    year_fen: Annotated[int, "the same from the first of January to the period's end, in fen"]
    before_fen: Annotated[
        int | None, "the same of the same days of the year before, in fen; empty where the books began later"
    ]
    budgets: Annotated[tuple[BudgetRow, ...], "budgets of the calendar year; empty where there are none"]
    authority: Annotated[
        AuthorityRow | None, "limits in force on the period's last day; empty where there are none"
    ]
    own: Annotated[tuple[Line, ...], "other uses of public revenue that the committee decided by itself"]
    vouchers: Annotated[tuple[VoucherView, ...], "the vouchers of both"]
