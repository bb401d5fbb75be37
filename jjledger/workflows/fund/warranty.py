"""保修金: paid in, used, replenished, and given back with its interest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from jjledger.books.ledger import Ledger
from jjledger.checks.warranty import held_fen, warranty_rules
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import Fund
from jjledger.facts.entry import Entry, EntryPosting, Writing
from jjledger.rules.warranty import WarrantyCalendar, calendar_of, due_fen
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.fund.accounts import bank_of

Deed = Literal["pay-in", "interest", "use", "replenish", "refund"]

_GROUND: Final = "台州市物业管理条例第50条"
_OWED: Final = "2001"
_INTEREST: Final = "X利息"
_WORDS: Final[dict[Deed, tuple[str, str, str]]] = {  # kind, payee, narration
    "pay-in": ("收", "建设单位", "交纳物业保修金"),
    "interest": ("收", "开户银行", "保修金结息"),
    "use": ("付", "维修单位", "动用保修金维修"),
    "replenish": ("收", "建设单位", "补存保修金"),
    "refund": ("付", "建设单位", "退还保修金本金和利息"),
}


@dataclass(frozen=True, slots=True)
class WarrantyState:
    """How a warranty deposit stands at the end of a day, in fen."""

    fund: Fund
    due_fen: int | None  # None where no terms or no rules are known
    principal_fen: int
    interest_fen: int
    days: WarrantyCalendar | None

    @property
    def held_fen(self) -> int:
        """Principal and interest."""
        return self.principal_fen + self.interest_fen


def warranty_state(ledger: Ledger, day: date) -> WarrantyState:
    """Say how the community's warranty deposit stands.

    Args:
        ledger: a loaded community.
        day: end of this day.

    Raises:
        OptionError: it has no fund of this kind.

    Source: 台州市物业管理条例 第50条; R49.
    """
    fund = next((fund for fund in ledger.books.community.funds if fund.kind == "warranty"), None)
    if fund is None:
        raise _refuse("本小区没有保修金。", '请在 community.toml 加一段 [[fund]]，kind = "warranty"。')
    interest = -sum(
        posting.amount_fen
        for voucher in ledger.books.posted()
        if voucher.day <= day
        for posting in voucher.postings
        if posting.account.fund == fund.code
        and posting.account.code == _OWED
        and _INTEREST in posting.account.details
    )
    held = held_fen(ledger.books, fund, day)
    rules = warranty_rules(ledger.books.community, fund, day)
    known = fund.warranty is not None and rules is not None
    return WarrantyState(
        fund,
        due_fen(fund.warranty, rules) if known and fund.warranty and rules else None,
        held - interest,
        interest,
        calendar_of(fund.warranty, rules) if known and fund.warranty and rules else None,
    )


def state_words(state: WarrantyState) -> str:
    """Put a state into words."""
    parts = f"本金 {yuan(state.principal_fen)} 元，利息 {yuan(state.interest_fen)} 元"
    lines = [f"{state.fund.code}：账上{parts}，合计 {yuan(state.held_fen)} 元。"]
    if state.due_fen is not None and state.days is not None:
        short = state.due_fen - state.principal_fen
        lines += [
            f"应存 {yuan(state.due_fen)} 元，" + (f"还差 {yuan(short)} 元。" if short > 0 else "已足额。"),
            f"自 {state.days.notice_from} 起公示拟退还一个月；{state.days.expires} 期满；",
            f"没有异议的，{state.days.refund_by} 前退还本金和利息。依据：{_GROUND}",
        ]
    else:
        lines.append("没有写明造价和交付日期，应存数和期限算不出来；请在 community.toml 写 [fund.warranty]。")
    return "\n".join(lines)


def plan_warranty(
    ledger: Ledger, deed: Deed, amount_fen: int | None, day: date, bank: str
) -> tuple[Writing, str, dict[str, Any]]:
    """Plan one movement of the warranty deposit.

    Args:
        ledger: a loaded community without blocking findings.
        deed: what happens.
        amount_fen: how much; None: what is short, or the whole on a refund.
        day: of the voucher.
        bank: last part of the bank account's name; "" the only one.

    Raises:
        OptionError: nothing to move, more than there is, a refund before the term is full or in part.

    Source: 台州市物业管理条例 第50条; R49.
    """
    state = warranty_state(ledger, day)
    amount = _amount(state, deed, amount_fen)
    takes = deed in {"use", "refund"}
    if takes and amount > state.held_fen:
        raise _refuse(f"账上只有 {yuan(state.held_fen)} 元，不够 {yuan(amount)} 元。", "请改正 --amount。")
    if deed == "refund":
        _refuse_early(state, amount, day)
    principal = f"Liabilities:{state.fund.code}:2001应退保修金"
    principal = min(
        (
            account.name
            for account in ledger.books.accounts.values()
            if (account.fund, account.code) == (state.fund.code, _OWED) and not account.details
        ),
        default=principal,
    )
    of_interest = f"{principal}:{_INTEREST}"
    parts = {
        "refund": ((principal, state.principal_fen), (of_interest, state.interest_fen)),
        "interest": ((of_interest, amount),),
    }.get(deed, ((principal, amount),))
    sign = 1 if takes else -1
    legs = (
        *(EntryPosting(account, sign * fen) for account, fen in parts if fen),
        EntryPosting(bank_of(ledger, state.fund, bank), -sign * amount),
    )
    kind, payee, narration = _WORDS[deed]
    entry = Entry(day, kind, payee, narration, legs, 1, (("basis", _GROUND),))
    told = f"{narration} {yuan(amount)} 元；之前：{state_words(state)}"
    if deed == "use":
        told += "\n建设单位应当按规定补存（杭州、湖州为使用后十五日内）。"
    return Writing((entry,)), told, {"deed": deed, "amount": plain_yuan(amount)}


def _amount(state: WarrantyState, deed: Deed, amount_fen: int | None) -> int:
    if amount_fen is not None:
        return amount_fen
    if deed == "refund":
        amount = state.held_fen
    elif deed in {"pay-in", "replenish"} and state.due_fen is not None:
        amount = state.due_fen - state.principal_fen
    else:
        raise _refuse("没有写金额。", "请写  --amount 元")
    if amount <= 0:
        raise _refuse("没有要收付的数。", "请用 status 查看账上的余额。")
    return amount


def _refuse_early(state: WarrantyState, amount: int, day: date) -> None:
    if state.days is not None and day < state.days.expires:
        raise _refuse(
            f"存储期限到 {state.days.expires} 才满。", "期满、公示一个月没有异议后才退还，请改正 --date。"
        )
    if amount != state.held_fen:
        raise _refuse(
            f"应退还本金和利息的全部 {yuan(state.held_fen)} 元，不是 {yuan(amount)} 元。",
            "请不写 --amount；利息先用 interest 登记。",
        )


def _refuse(what: str, remedy: str) -> OptionError:
    return OptionError(Trouble("jjledger fund warranty", what, remedy, _GROUND))
