"""A08: was a voucher typed long after its day, or dated into a month that was closed?

B72 blocks what came into a closed month; here it is told with all that was typed late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, key_of, row_of, turnover_fen
from jjledger.checks.audit.typed_vouchers import typed_within
from jjledger.facts.audit_finding import Answer, AuditFinding, Evidence
from jjledger.facts.audit_history import Typed
from jjledger.facts.closed_month import ClosedMonth
from jjledger.facts.voucher import Voucher
from jjledger.period import chinese_day, following_month, month_of, parse_period

CODE: Final = "A08"
_GROUND: Final = "会计基础工作规范第47条、第55条：凭证及时送交，不得积压；第63条：结账前全部登记入账"
_LATE: Final = "请说明为什么迟记，并核对原始凭证上的日期；确是补记的，在摘要里写明。"
_CLOSED: Final = "请改记在没有结账的月份；确须改动的，先反结账并写明原因。"


def ask(asked: Asked) -> Answer:
    """Ask which vouchers were typed after the twentieth of the month that follows theirs.

    Args:
        asked: the books under audit, with their history.

    Source: 会计基础工作规范 第47条, 第55条, 第63条; R05.
    """
    typed = typed_within(asked)
    findings = [
        _late(voucher, one, asked.settings.on(voucher.day).late_day)
        for voucher, one in typed.known
        if one.commit.when.date() > last_day_to_type(voucher.day, asked.settings.on(voucher.day).late_day)
    ]
    closed = [one for one in asked.books.closings.months if asked.within(parse_period(one.month).last_day)]
    findings += [finding for month in closed for finding in _into(month)]
    return Answer(CODE, len(typed.known) + len(closed), in_order(findings), typed.unable, typed.left_out)


def last_day_to_type(day: date, late_day: int) -> date:
    """Give the last day on which a voucher of some day is typed in time.

    Examples:
        >>> last_day_to_type(date(2025, 12, 3), 20)
        datetime.date(2026, 1, 20)
    """
    return parse_period(following_month(month_of(day))).first_day.replace(day=late_day)


def _late(voucher: Voucher, typed: Typed, late_day: int) -> AuditFinding:
    when = typed.commit.when.date()
    days = (when - voucher.day).days
    return AuditFinding(
        CODE, "high", f"凭证的日期是 {chinese_day(voucher.day)}，{chinese_day(when)}才录入，晚了 {days} 天，"
        f"过了次月 {late_day} 日。",
        (row_of(voucher, turnover_fen(voucher), f"录入于 {when}"),),
        _GROUND, _LATE, key_of(CODE, voucher),
    )  # fmt: skip


def _into(month: ClosedMonth) -> Iterator[AuditFinding]:
    for change in month.changes:
        if change.kind == "new":
            yield AuditFinding(
                CODE, "high", f"{month.month} 在 {chinese_day(month.day)}结账以后又记进了内容（检查 B72）。",
                (Evidence(None, change.name, change.words, None, change.place),),
                _GROUND, _CLOSED, f"{CODE} {month.month} {change.name}",
            )  # fmt: skip


RULE: Final = Rule(CODE, "high", "有没有倒填日期：次月二十日以后才录入，或记进已经结账的月份？", _GROUND, ask)
