"""合同台账公示: by which contracts common parts earn, what they bring, and whether it is paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Literal

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.assets import views_of
from jjledger.disclosure.head import Setting, make_head
from jjledger.disclosure.models import Line
from jjledger.disclosure.revenue_models import ContractList, ContractRow
from jjledger.disclosure.voucher_views import anchor_of
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.revenue import KIND_WORDS, RevenueContract
from jjledger.facts.voucher import OPENING_KIND, Voucher
from jjledger.period import Period
from jjledger.rules.contracts import Received, ends_soon, income_fen, received_by

SOON_DAYS: Final = 90
PERSON: Final = "个人（不公开姓名）"
NO_CONTRACT: Final = "不按合同收的收入"
PACE: Final = "与公共收益收支公示同时公示。"
HOW_READ: Final = (
    "“本年应收”是合同约定在本年度到期的款；“到期应收”从合同开始算到本期末，收款先抵最早到期的一笔。"
)
NO_RECORD: Final = (
    "没有登记合同的收入，可能本来没有书面合同（如临时停车费），也可能有合同而没有登记，账簿分不出来；"
    "可以请收款的单位出示合同。"
)
UNREADABLE: Final = "另有 {} 份合同的记录读不出来，没有列入。"
INTEREST: Final = "利息"  # the one income that no contract is made for
_State = Literal["running", "ending", "ended", "coming"]


def contract_list(books: Books, fund: Fund, period: Period, setting: Setting) -> ContractList:
    """List the contracts of the year so far and those still owed, each with dues and receipts.

    Args:
        books: the general book; drafts are passed over.
        fund: of kind `public_revenue`; contracts of another fund are left out.
        period: a whole period; dues and receipts are counted to its last day.
        setting: grounds, address and notes to print.

    Source: 民法典 第282条; 台州市物业管理条例 第25条 (四), 第37条 (三).
    """
    posted = books.posted_between(date.min, period.last_day)
    contracts = [one for one in books.revenue.readable() if one.fund == fund.code]
    found = received_by(contracts, posted)
    rows = [row for one in found if _is_shown(row := _row(one, posted, period), one.contract, period)]
    earned = [voucher for voucher in posted if _earns(voucher, fund, period)]
    of_contracts = {anchor for row in rows for anchor in row.vouchers}
    income = sum(income_fen(voucher, fund.code) for voucher in earned)
    received = sum(row.received_fen for row in rows)
    rest = [one for one in earned if anchor_of(one) not in of_contracts]
    parts = _by_account(rest, fund)
    unrecorded = sum(line.amount_fen for line in parts if INTEREST not in line.label)
    lost = sum(one is None for one in books.revenue.contracts.values())
    notes = (
        *setting.notes,
        PACE,
        HOW_READ,
        *((NO_RECORD,) if unrecorded else ()),
        *((UNREADABLE.format(lost),) if lost else ()),
    )
    return ContractList(
        head=make_head("contracts", books.community, fund, period, replace(setting, notes=notes)),
        contracts=tuple(rows),
        running=sum(row.state in {"running", "ending"} for row in rows),
        ending=sum(row.state == "ending" for row in rows),
        year_fen=sum(row.year_fen for row in rows),
        due_fen=sum(row.due_fen for row in rows),
        paid_fen=sum(row.paid_fen for row in rows),
        open_fen=sum(row.open_fen for row in rows),
        received_fen=received,
        other=Line(NO_CONTRACT, income - received, 1, tuple(anchor_of(one) for one in rest)),
        parts=parts,
        unrecorded_fen=unrecorded,
        income_fen=income,
        vouchers=views_of(books, fund, earned),
    )


def persons_of(books: Books) -> frozenset[str]:
    """Name the persons that contracts are made with, so that no page says who they are."""
    return frozenset(one.party for one in books.revenue.readable() if not one.company)


def _is_shown(row: ContractRow, contract: RevenueContract, period: Period) -> bool:
    """Keep a contract on the list for its year: what fell due in it is not forgotten once it has ended."""
    begun = contract.first_day <= period.last_day
    of_year = contract.last_day.year >= period.last_day.year or row.year_fen != 0
    return (begun and of_year) or row.open_fen != 0 or row.vouchers != ()


def _by_account(vouchers: Sequence[Voucher], fund: Fund) -> tuple[Line, ...]:
    """Sum the income of some vouchers by account, in the order of the chart."""
    sums: dict[str, int] = {}
    anchors: dict[str, dict[str, None]] = {}
    for voucher in vouchers:
        for posting in voucher.postings:
            account = posting.account
            if account.fund == fund.code and account.root == "Income":
                key = account.code + account.title
                sums[key] = sums.get(key, 0) - posting.amount_fen
                anchors.setdefault(key, {})[anchor_of(voucher)] = None
    return tuple(
        Line(without_code(key), sums[key], 2, tuple(anchors[key])) for key in sorted(sums) if sums[key]
    )


def _earns(voucher: Voucher, fund: Fund, period: Period) -> bool:
    return (
        period.contains(voucher.day) and voucher.kind != OPENING_KIND and income_fen(voucher, fund.code) != 0
    )


def _row(received: Received, posted: Sequence[Voucher], period: Period) -> ContractRow:
    contract, day = received.contract, period.last_day
    due = [one for one in received.standings if one.due.day <= day]
    year = [one for one in received.standings if one.due.day.year == day.year]
    paid = sum(one.received_fen for one in due)
    everything = sum(part.amount_fen for parts in received.parts.values() for part in parts)
    own = [
        (posted[place], sum(part.amount_fen for part in parts))
        for place, parts in sorted(received.parts.items())
        if period.contains(posted[place].day)
    ]
    state = _state(contract, day)
    return ContractRow(
        number=contract.id,
        title=contract.title,
        kind=KIND_WORDS[contract.kind],
        place=contract.place,
        party=contract.party if contract.company else PERSON,
        first_day=contract.first_day,
        last_day=contract.last_day,
        state=state,
        words=_state_words(contract, state, day),
        year_fen=sum(one.due.amount_fen for one in year),
        due_fen=sum(one.due.amount_fen for one in due),
        paid_fen=paid,
        open_fen=sum(one.open_fen for one in due),
        overdue_days=max((one.days_overdue(day) for one in due), default=0),
        ahead_fen=everything - paid,
        deposit_fen=contract.deposit_fen,
        received_fen=sum(fen for _, fen in own),
        vouchers=tuple(dict.fromkeys(anchor_of(voucher) for voucher, _ in own)),
    )


def _state(contract: RevenueContract, day: date) -> _State:
    if contract.first_day > day:
        return "coming"
    if contract.last_day < day:
        return "ended"
    return "ending" if ends_soon(contract, day, SOON_DAYS) else "running"


def _state_words(contract: RevenueContract, state: _State, day: date) -> str:
    left = (contract.last_day - day).days
    return {
        "coming": "还没有开始",
        "running": "履行中",
        "ending": f"期末起还有 {left} 天到期" if left else "期末当天到期",
        "ended": "已到期",
    }[state]
