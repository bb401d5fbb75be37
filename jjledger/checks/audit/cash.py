"""A22: were large amounts paid in cash, and did cash that was received reach the bank within some days?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, key_of, row_of
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.facts.voucher import OPENING_KIND, Account, Voucher
from jjledger.period import chinese_day
from jjledger.rules.bank_confirmation import is_bank
from jjledger.rules.reversal import standing
from jjledger.units import yuan

CODE: Final = "A22"
_LIMIT: Final = "现金管理暂行条例第5条、实施细则第6条：结算起点（一千元）以上的支出转账结算"
_BANKED: Final = "现金管理暂行条例第11条：现金收入当日送存银行，不得坐支"
_PETTY_CASH: Final = "1201"
_WORDS: Final = ("现金", "备用金")


def ask(asked: Asked) -> Answer:
    """Ask of cash what was paid out of it, and when what came in was banked.

    Args:
        asked: the books under audit.

    Source: 现金管理暂行条例 第5条, 第11条.
    """
    findings: list[AuditFinding] = []
    items = 0
    stand = standing(asked.books.posted())
    accounts = {leg.account.name for voucher in stand for leg in voucher.postings if is_cash(leg.account)}
    for account in sorted(accounts):
        moves = [_Move(voucher, *_moved(voucher, account)) for voucher in stand]
        moves = [one for one in moves if one.fen]
        items += sum(asked.within(one.voucher.day) for one in moves)
        findings += [_large(asked, one) for one in moves if _is_large(asked, one)]
        findings += [_late(asked, one, account) for one in _unbanked(asked, moves)]
    return Answer(CODE, items, in_order(findings))


def is_cash(account: Account) -> bool:
    """Say whether an account is of notes and coins: petty cash, or what its name calls cash."""
    if account.root != "Assets" or is_bank(account):
        return False
    names = (account.title, *account.details)
    return account.code == _PETTY_CASH or any(word in name for word in _WORDS for name in names)


@dataclass(frozen=True, slots=True)
class _Move:
    """What a voucher brought a cash account, or took from it."""

    voucher: Voucher
    fen: int
    bank: bool  # the other side is the bank


@dataclass(slots=True)
class _Waiting:
    """Cash that came in and has not been banked."""

    move: _Move
    fen: int
    banked: date | None = None


def _moved(voucher: Voucher, account: str) -> tuple[int, bool]:
    fen = sum(leg.amount_fen for leg in voucher.postings if leg.account.name == account)
    others = [leg.account for leg in voucher.postings if leg.account.name != account]
    return fen, bool(others) and all(is_bank(other) for other in others)


def _is_large(asked: Asked, one: _Move) -> bool:
    limit = asked.settings.on(one.voucher.day).cash_limit_fen
    return asked.within(one.voucher.day) and not one.bank and -one.fen > limit


def _large(asked: Asked, one: _Move) -> AuditFinding:
    limit = asked.settings.on(one.voucher.day).cash_limit_fen
    return AuditFinding(
        CODE, "low", f"用现金付了 {yuan(-one.fen)} 元，超过单笔 {yuan(limit)} 元。",
        (row_of(one.voucher, -one.fen),), _LIMIT, "请改用银行转账；确须用现金的，写明原因并经批准。",
        key_of(CODE, one.voucher),
    )  # fmt: skip


def _unbanked(asked: Asked, moves: list[_Move]) -> Iterator[_Waiting]:
    """Follow cash that came in until it is banked, the oldest first; what is drawn from the bank is not such."""
    end = min(asked.last_day, asked.today)
    waiting: deque[_Waiting] = deque()
    done: list[_Waiting] = []
    for one in moves:
        if one.bank and one.fen < 0:
            left = -one.fen
            while left and waiting:
                step = min(left, waiting[0].fen)
                waiting[0].fen, left = waiting[0].fen - step, left - step
                waiting[0].banked = one.voucher.day
                if not waiting[0].fen:
                    done.append(waiting.popleft())
        elif one.fen > 0 and not one.bank and one.voucher.kind != OPENING_KIND:
            waiting.append(_Waiting(one, one.fen))
    for open_ in waiting:
        open_.banked = None
    for each in (*done, *waiting):
        day = each.move.voucher.day
        most = timedelta(days=asked.settings.on(day).cash_days)
        if asked.within(day) and (each.banked or end) > day + most:
            yield each


def _late(asked: Asked, one: _Waiting, account: str) -> AuditFinding:
    voucher = one.move.voucher
    when = (
        f"到 {chinese_day(one.banked)}才全部存入银行"
        if one.banked
        else f"还有 {yuan(one.fen)} 元没有存入银行"
    )
    most = asked.settings.on(voucher.day).cash_days
    return AuditFinding(
        CODE, "low", f"收到现金 {yuan(one.move.fen)} 元，{when}，超过 {most} 天。",
        (row_of(voucher, one.move.fen, account.rpartition(":")[2]),), _BANKED,
        "请把收到的现金当日或次日存入银行，不直接拿来支付。", f"{key_of(CODE, voucher)} banked",
    )  # fmt: skip


RULE: Final = Rule(
    CODE, "low", "有没有大额现金支付，收到的现金有没有及时存入银行？", f"{_LIMIT}；{_BANKED}", ask
)
