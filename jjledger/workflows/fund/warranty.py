"""保修金: paid in, used, replenished, and given back with its interest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from jjledger.books.ledger import Ledger
from jjledger.checks.warranty import replenish_by, warranty_rules
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import Fund
from jjledger.facts.entry import Entry, EntryPosting, Writing
from jjledger.period import months_after
from jjledger.rules.warranty import (
    INTEREST_PART,
    ItemNotice,
    WarrantyBalance,
    WarrantyCalendar,
    WarrantyRules,
    balance_of,
    calendar_of,
    due_fen,
    item_notices,
)
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.fund.accounts import bank_of, warranty_account
from jjledger.workflows.record import Planned

Deed = Literal["pay-in", "interest", "use", "replenish", "refund"]

_GROUND: Final = "台州市物业管理条例第50条"
_WORDS: Final[dict[Deed, tuple[str, str, str]]] = {  # kind, payee, narration
    "pay-in": ("收", "建设单位", "交纳物业保修金"),
    "interest": ("收", "开户银行", "保修金结息"),
    "use": ("付", "维修单位", "动用保修金维修"),
    "replenish": ("收", "建设单位", "补存保修金"),
    "refund": ("付", "建设单位", "退还保修金本金和利息"),
}
_TAKES: Final = frozenset({"use", "refund"})


@dataclass(frozen=True, slots=True)
class Movement:
    """What is to happen to the deposit."""

    deed: Deed
    amount_fen: int | None  # None: what is short, or the whole on a refund
    bank: str = ""  # last part of the bank account's name; "" the only one
    payee: str = ""  # "" the usual one of the deed
    why: str = ""  # "" the usual words


@dataclass(frozen=True, slots=True)
class WarrantyState:
    """How a warranty deposit stands at the end of a day."""

    fund: Fund
    balance: WarrantyBalance
    due_fen: int | None  # None where no terms or no rule is known
    days: WarrantyCalendar | None
    items: tuple[ItemNotice, ...]
    replenish_by: date | None
    rules: WarrantyRules | None
    grounds: tuple[str, ...]

    @property
    def short_fen(self) -> int:
        """Give what is missing of the sum due; 0 where that is not known."""
        return max((self.due_fen or 0) - self.balance.principal_fen, 0)


def warranty_state(ledger: Ledger, day: date) -> WarrantyState:
    """Say how the community's warranty deposit stands.

    Args:
        ledger: a loaded community.
        day: end of this day.

    Raises:
        OptionError: it has no fund of this kind.

    Source: 台州市物业管理条例 第50条; R49.
    """
    community = ledger.books.community
    fund = next((fund for fund in community.funds if fund.kind == "warranty"), None)
    if fund is None:
        raise _refuse("本小区没有保修金。", '请在 community.toml 加一段 [[fund]]，kind = "warranty"。')
    balance = balance_of(ledger.books.posted(), fund, day)
    if fund.warranty is None:
        return WarrantyState(fund, balance, None, None, (), None, None, ())
    rules, grounds = warranty_rules(community, fund.warranty, day)
    return WarrantyState(
        fund,
        balance,
        due_fen(fund.warranty, rules.share) if rules.share is not None else None,
        calendar_of(fund.warranty, rules.term) if rules.term else None,
        item_notices(fund.warranty, rules),
        replenish_by(balance, rules),
        rules,
        tuple(dict.fromkeys(grounds.values())),
    )


def state_words(state: WarrantyState) -> str:
    """Put a state into words."""
    balance = state.balance
    parts = f"本金 {yuan(balance.principal_fen)} 元，利息 {yuan(balance.interest_fen)} 元"
    lines = [f"{state.fund.code}：账上{parts}，合计 {yuan(balance.held_fen)} 元。"]
    if state.rules is None:
        lines.append("没有写明造价和交付日期，应存数和期限算不出来；请在 community.toml 写 [fund.warranty]。")
        return "\n".join(lines)
    if state.due_fen is not None:
        rest = f"还差 {yuan(state.short_fen)} 元。" if state.short_fen else "已足额。"
        lines.append(f"应存 {yuan(state.due_fen)} 元，{rest}")
    if state.short_fen and state.replenish_by is not None:
        lines.append(f"{balance.last_use} 动用的，建设单位应在 {state.replenish_by} 前足额补存。")
    lines += [
        f"{item.title}：{item.expires} 保修期满，自 {item.notice_from} 起公告一个月，处理异议。"
        for item in state.items
    ]
    if state.days is not None:
        lines += [
            f"自 {state.days.notice_from} 起公示拟退还一个月；{state.days.expires} 期满；",
            f"没有异议的，{state.days.refund_by} 前退还本金和利息。",
        ]
    else:
        lines.append("本地没有收录存储期限和退还的规定，到期日请按当地办法掌握。")
    if state.grounds:
        lines.append(f"依据：{'；'.join(state.grounds)}")
    return "\n".join(lines)


def plan_warranty(ledger: Ledger, movement: Movement, day: date) -> Planned:
    """Plan one movement of the warranty deposit.

    Args:
        ledger: a loaded community without blocking findings.
        movement: what happens.
        day: of the voucher.

    Raises:
        OptionError: nothing to move, more than there is, or a refund before its day or in part.

    Source: 台州市物业管理条例 第50条; R49.
    """
    state = warranty_state(ledger, day)
    amount = _amount(state, movement)
    if movement.deed in _TAKES and amount > state.balance.held_fen:
        raise _refuse(
            f"账上只有 {yuan(state.balance.held_fen)} 元，不够 {yuan(amount)} 元。", "请改正 --amount。"
        )
    if movement.deed == "refund":
        _refuse_early(state, amount, day)
    sign = 1 if movement.deed in _TAKES else -1
    legs = (
        *(EntryPosting(account, sign * fen) for account, fen in _parts(ledger, state, movement.deed, amount)),
        EntryPosting(bank_of(ledger, state.fund, movement.bank), -sign * amount),
    )
    kind, payee, narration = _WORDS[movement.deed]
    basis = "；".join(state.grounds) or _GROUND
    entry = Entry(
        day, kind, movement.payee or payee, movement.why or narration, legs, 1,
        (("basis", basis),),
    )  # fmt: skip
    told = f"{narration} {yuan(amount)} 元；之前：{state_words(state)}"
    if movement.deed == "use" and state.rules and state.rules.replenish_days:
        told += f"\n建设单位应当在动用后 {state.rules.replenish_days} 日内足额补存。"
    return Writing((entry,)), told, {"deed": movement.deed, "amount": plain_yuan(amount)}


def _parts(ledger: Ledger, state: WarrantyState, deed: Deed, amount: int) -> list[tuple[str, int]]:
    """Say how an amount falls on principal and interest; a use takes principal first."""
    principal = warranty_account(ledger, state.fund)
    if deed == "interest":
        of_principal = 0
    elif deed in _TAKES:
        of_principal = min(amount, state.balance.principal_fen)
    else:
        of_principal = amount
    parts = [(principal, of_principal), (f"{principal}:{INTEREST_PART}", amount - of_principal)]
    return [(account, fen) for account, fen in parts if fen]


def _amount(state: WarrantyState, movement: Movement) -> int:
    amount = movement.amount_fen
    if amount is None and movement.deed == "refund":
        amount = state.balance.held_fen
    elif amount is None and movement.deed in {"pay-in", "replenish"} and state.due_fen is not None:
        amount = state.short_fen
    if amount is None:
        raise _refuse("没有写金额。", "请写  --amount 元")
    if amount <= 0:
        raise _refuse("没有要收付的数。", "请用 status 查看账上的余额。")
    return amount


def _refuse_early(state: WarrantyState, amount: int, day: date) -> None:
    """Refuse a refund before the term is full or its notice was up, and one in part."""
    terms, rules = state.fund.warranty, state.rules
    if state.days is not None and terms is not None and rules is not None and rules.term is not None:
        if day < state.days.expires:
            raise _refuse(
                f"存储期限到 {state.days.expires} 才满。", "期满、公示一个月没有异议后才退还，请改正 --date。"
            )
        if terms.noticed is None or day < months_after(terms.noticed, rules.term.notice_months):
            told = f"{terms.noticed} 开始的公示还没有满期" if terms.noticed else "没有写明已经公示"
            raise _refuse(
                f"拟退还事项应先公示 {rules.term.notice_months} 个月，{told}。",
                "公示后在 community.toml 的 [fund.warranty] 写  noticed = 公示第一天，期满没有异议再退还。",
            )
    if amount != state.balance.held_fen:
        raise _refuse(
            f"应退还本金和利息的全部 {yuan(state.balance.held_fen)} 元，不是 {yuan(amount)} 元。",
            "请不写 --amount；利息先用 interest 登记。",
        )


def _refuse(what: str, remedy: str) -> OptionError:
    return OptionError(Trouble("jjledger fund warranty", what, remedy, _GROUND))
