"""资金清单: every account of every fund, what the bank said of it, and who keeps the money."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.bank_tie import account_balances
from jjledger.disclosure.decision_words import with_decisions
from jjledger.disclosure.fund_views import Shown
from jjledger.disclosure.head import Setting, make_head
from jjledger.disclosure.masking import mask_payee
from jjledger.disclosure.models import Line, VoucherView
from jjledger.disclosure.money_models import FundMoney, MoneyAccount, MoneyList, State
from jjledger.disclosure.pool import is_half_year_end, names_households
from jjledger.disclosure.three_funds import OWNERS
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.custody import KEEPER_WORDS
from jjledger.facts.placement import Instrument, Placement, bank_of_deposit
from jjledger.facts.voucher import Account
from jjledger.period import Period, chinese_day
from jjledger.rules.bank_confirmation import LastWord, is_bank, last_word
from jjledger.units import percent, yuan

CURRENT: Final = "活期存款"
_INSTRUMENTS: Final[Mapping[Instrument, str]] = {"term_deposit": "定期存款", "treasury_bond": "国债"}
_DIGITS: Final = re.compile(r"\d{4,}", re.ASCII)
_OWN: Final = frozenset({"Equity", "Income", "Expenses"})
_LAST_DIGITS: Final = 4
NO_BANK: Final = "不是银行账户，没有银行确认"
PACE: Final = "与维修资金收支公示同时公示。"
NO_LAW: Final = (
    "没有法规规定资金清单的式样；它把各项资金存在哪里、由谁保管、银行怎样确认放在一张表上。"
    "各项资金不归同样的人所有，所以不相加。"
)
HALF_YEARS: Final = "各户的钱逐月变动会显出单户的收支，所以账户余额只在六月三十日、十二月三十一日公布。"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A term deposit or bond with the vouchers by which it was bought."""

    placement: Placement
    views: tuple[VoucherView, ...]


_PlacedBy = Mapping[str, _Placed]  # by the name of its account


def money_list(books: Books, period: Period, setting: Setting) -> MoneyList:
    """List where all money is at the end of a half-year or year.

    Args:
        books: the general book; drafts are passed over.
        period: a half-year or a year; balances of shorter ones could show single households.
        setting: grounds, address and notes to print.

    Source: 住宅专项维修资金管理办法 第30条 (reconcile with the bank); 台州市物业管理条例 第45条; R43.
    """
    assert is_half_year_end(period.last_day), "balances of an owners' fund are shown at half-years' ends"
    placed = _placed(books, period.last_day)
    funds = tuple(
        _fund_money(books, fund, period.last_day, placed)
        for fund in books.community.funds
        if any(fund.code in voucher.funds and voucher.day <= period.last_day for voucher in books.posted())
    )
    accounts = [account for fund in funds for account in fund.accounts]
    told = replace(setting, notes=(*setting.notes, PACE, NO_LAW, HALF_YEARS))
    wanted = {anchor for account in accounts for anchor in account.vouchers}
    views = {view.anchor: view for one in placed.values() for view in one.views if view.anchor in wanted}
    return MoneyList(
        head=make_head("money", books.community, None, period, told),
        funds=funds,
        accounts=len(accounts),
        unconfirmed=sum(account.state in {"earlier", "off", "unchecked"} for account in accounts),
        vouchers=with_decisions(
            sorted(views.values(), key=lambda view: (view.day, view.anchor)), books.decisions
        ),
    )


def _placed(books: Books, day: date) -> _PlacedBy:
    """Find term deposits and bonds, with the vouchers that put money into them; none that names households."""
    found = {}
    for one in books.placements:
        fund = books.community.fund(one.account.fund)
        if not isinstance(one, Placement) or fund is None:
            continue
        shown = Shown(fund, books.community.funds.index(fund) + 1, (), {})
        bought = [
            voucher
            for voucher in books.posted_between(date.min, day)
            if not names_households(voucher)
            and any(leg.account == one.account and leg.amount_fen > 0 for leg in voucher.postings)
        ]
        found[one.account.name] = _Placed(one, tuple(shown.view(voucher) for voucher in bought))
    return found


def _fund_money(books: Books, fund: Fund, day: date, placed: _PlacedBy) -> FundMoney:
    balances = account_balances(books, fund, day)
    holdings = [
        account
        for account, fen in balances.items()
        if account.root == "Assets" and _is_shown(account, fen, placed)
    ]
    accounts = tuple(
        _account(books, account, balances[account], day, placed.get(account.name))
        for account in sorted(holdings, key=lambda account: account.name)
    )
    # All that a warranty fund has is owed to the developer; that is what it is about.
    owed = _owed(balances) if fund.kind != "warranty" else ()
    total, owed_fen = sum(one.balance_fen for one in accounts), sum(line.amount_fen for line in owed)
    roots = _OWN if fund.kind != "warranty" else _OWN | {"Liabilities"}
    closing = -sum(fen for account, fen in balances.items() if account.root in roots)
    assert total - owed_fen == closing, "what a fund holds less what it owes must be its closing balance"
    custody = fund.custody_on(day)
    return FundMoney(
        fund=without_code(fund.code),
        owner=OWNERS[fund.kind],
        keeper=KEEPER_WORDS[custody.keeper] if custody else "",
        holder=custody.holder if custody else "",
        duty=custody.duty if custody else "",
        since=custody.from_day if custody else None,
        accounts=accounts,
        total_fen=total,
        owed=owed,
        owed_fen=owed_fen,
        closing_fen=closing,
    )


def _is_shown(account: Account, fen: int, placed: _PlacedBy) -> bool:
    """Show every bank account that was ever used; of others, and of what has matured, only where money is in it."""
    return fen != 0 or (is_bank(account) and account.name not in placed)


def _account(books: Books, account: Account, fen: int, day: date, placed: _Placed | None) -> MoneyAccount:
    bank = is_bank(account)
    said = last_word(books, account, day) if bank else None
    state, words = _confirmation(said, day) if bank else ("none", NO_BANK)
    kind = CURRENT if bank else account.title
    return MoneyAccount(
        name=account_name(account),
        kind=_INSTRUMENTS[placed.placement.instrument] if placed else kind,
        holder=_holder(books, account, day),
        balance_fen=fen,
        state=state,
        confirmed_day=said.day if said else None,
        confirmed_fen=said.bank_fen if said else None,
        words=words,
        terms=_terms(placed.placement) if placed else "",
        vouchers=tuple(view.anchor for view in placed.views) if placed else (),
    )


def account_name(account: Account) -> str:
    """Name an account for the public: its bank and the last four digits of the number alone.

    Examples:
        >>> from jjledger.facts.voucher import Account
        >>> account_name(Account("", "Assets", "3", "1001", "银行存款", ("1234建行-D0001",)))
        '建行（尾号 1234）存单 D0001'
        >>> account_name(Account("", "Assets", "3", "1001", "银行存款", ("33001234567890",)))
        '银行存款（尾号 7890）'
        >>> account_name(Account("", "Assets", "3", "1201", "备用金", ()))
        '备用金'
    """
    last = account.details[-1] if account.details else ""
    bank = bank_of_deposit(last)
    number = _DIGITS.search(bank)
    name = _DIGITS.sub("", bank).strip("-") or account.title
    if not last:
        return account.title
    tail = f"（尾号 {number[0][-_LAST_DIGITS:]}）" if number else ""
    deposit = f"存单 {last[len(bank) + 1 :]}" if bank != last else ""
    return f"{name}{tail}{deposit}"


def _holder(books: Books, account: Account, day: date) -> str:
    """Say in whose name the bank keeps an account, by its latest statement of days up to one; a person is masked.

    What community.toml says of it has no day, and would change pages that are out.
    """
    told = [
        (head.last_day, head.holder)
        for head in books.statements
        if head.account == account.name and head.holder and head.last_day <= day
    ]
    return mask_payee(max(told)[1]) if told else ""


def _confirmation(said: LastWord | None, day: date) -> tuple[State, str]:
    """Say what the bank said last, and whether it is of the day."""
    if said is None:
        return "unchecked", "未与银行核对"
    if not said.explained:
        return (
            "off",
            f"{chinese_day(said.day)}银行说是 {yuan(said.bank_fen)} 元，账上是 {yuan(said.book_fen)} 元，还没有查明",
        )
    told = f"与银行对账单核对一致（{chinese_day(said.day)}）"
    if said.on_the_way_fen:
        told = f"银行余额 {yuan(said.bank_fen)} 元，未达账项 {yuan(said.on_the_way_fen)} 元已逐笔查明（{chinese_day(said.day)}）"
    if said.day < day:
        return "earlier", f"期末未与银行核对；最近一次{told}"
    return "tied", told


def _terms(placement: Placement) -> str:
    return f"年利率 {percent(placement.rate)}，{chinese_day(placement.from_day)}存入，{chinese_day(placement.matures)}到期"


def _owed(balances: Mapping[Account, int]) -> tuple[Line, ...]:
    sums: dict[str, int] = {}
    for account, fen in sorted(balances.items(), key=lambda item: item[0].name):
        if account.root == "Liabilities" and fen:
            sums[account.title] = sums.get(account.title, 0) - fen
    return tuple(Line(title, fen, 1, ()) for title, fen in sums.items() if fen)
