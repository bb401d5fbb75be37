"""How long a document is kept: from the end of its year, by what it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from jjledger.facts.original import Retention

GROUND: Final = "会计档案管理办法第14条、附表一"
_FOR_EVER: Final = 10_000
# Years, the least the law's table allows; a contract counts as what its vouchers rest on.
TERM_YEARS: Final[Mapping[Retention, int]] = {
    "voucher": 30,
    "bank": 10,
    "contract": 30,
    "handover": 30,
    "interim": 10,
    "annual": _FOR_EVER,
    "posting": 10,  # as long as the report that the photograph shows on the wall
}
WORDS: Final[Mapping[Retention, str]] = {
    "voucher": "原始凭证",
    "bank": "银行对账单",
    "contract": "合同",
    "handover": "移交清册",
    "interim": "月度、季度、半年度报告",
    "annual": "年度财务报告",
    "posting": "张贴照片和异议的材料",
}


def kept_until(retention: Retention, day: date) -> date | None:
    """Give the last day on which a document must be kept; None for ever.

    Args:
        retention: what the document is.
        day: on which it was filed; the term runs from the end of that year, so that it is never too short.

    Source: 会计档案管理办法 第14条: 会计档案的保管期限，从会计年度终了后的第一天算起; 附表一; R54.

    Examples:
        >>> kept_until("voucher", date(2025, 3, 5)), kept_until("annual", date(2025, 12, 31))
        (datetime.date(2055, 12, 31), None)
    """
    years = TERM_YEARS[retention]
    return None if years == _FOR_EVER else date(day.year + years, 12, 31)


def term_words(retention: Retention) -> str:
    """Say for how long documents of a class are kept: 30 年, 永久."""
    years = TERM_YEARS[retention]
    return "永久" if years == _FOR_EVER else f"{years} 年"
