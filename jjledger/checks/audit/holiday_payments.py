"""A06: was money paid on a day on which nobody works, by the Chinese working calendar?

What a bank or a utility draws by itself is left out; it falls on any day.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, public_left_out, row_of
from jjledger.facts.audit_finding import Answer, AuditFinding

CODE: Final = "A06"
_GROUND: Final = "会计基础工作规范第94条：财务收支的审批程序；全国年节及纪念日放假办法第2条"
_REMEDY: Final = "请对照银行回单核对付款日期和经办人；网上银行在休息日付款的，说明由谁复核。"
_WEEKDAYS: Final = "一二三四五六日"


def ask(asked: Asked) -> Answer:
    """Ask which payments bear the date of a day off; days of adjusted work count as working days.

    Args:
        asked: the books under audit.

    Source: 全国年节及纪念日放假办法 第2条; the yearly notices of the State Council's office.
    """
    payments, left_out = [one for one in asked.paid() if not one.public], public_left_out(asked.paid())
    known = [one for one in payments if asked.calendar.knows(one.voucher.day)]
    off = [one for one in known if not asked.calendar.is_working(one.voucher.day)]
    years = sorted({one.voucher.day.year for one in payments} - {one.voucher.day.year for one in known})
    unable = f"{'、'.join(map(str, years))}年的放假安排程序还不知道" if years else ""
    if not off:
        return Answer(CODE, len(known), (), unable, left_out)
    finding = AuditFinding(
        CODE, "low", f"有 {len(off)} 笔付款的日期是休息日或法定节假日。",
        tuple(row_of(one.voucher, one.amount_fen, _called(one.voucher.day)) for one in off),
        _GROUND, _REMEDY, f"{CODE} {asked.first_day}/{asked.last_day}",
    )  # fmt: skip
    return Answer(CODE, len(known), (finding,), unable, left_out)


def _called(day: date) -> str:
    return f"星期{_WEEKDAYS[day.weekday()]}，休息日"


RULE: Final = Rule(CODE, "low", "有没有在休息日或法定节假日付款？", _GROUND, ask)
