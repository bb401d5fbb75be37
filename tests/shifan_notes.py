"""The small community of the house's own example, as notes; its files stand in tests/cases/shifan.

What its figures must be was worked out by hand:

* 1,200.00 by area over 89.52 + 128.30 = 217.82 m²: 493.1778… and 706.8221…, so 493.17 and 706.82
  with a fen left for the larger remainder: 493.18 and 706.82.
* From 5 to 19 March, 15 days, the deposits stand; from the 20th to the 31st, 12 days, what is left:
  5,818.80 × 15 + 5,325.62 × 12 = 151,189.44 and 8,339.50 × 15 + 7,632.68 × 12 = 216,684.66.
* 15.20 by these: 6.2469… and 8.9530…, so 6.24 and 8.95 with a fen left for the former: 6.25 and 8.95.
"""

from __future__ import annotations

from typing import Final

from jjledger.facts.books import Books
from tests.small_books import household
from tests.written_books import written

HOMES: Final = (household("01-1-101", "89.52"), household("01-1-102", "128.30"))
NOTES: Final = """
2025-03-05 收-0001 两户业主 | 首期交存
  1 1001银行存款:1234建行 14158.30
  1 4001交存收入 -5818.80 household=01-1-101
  1 4001交存收入 -8339.50 household=01-1-102
2025-03-20 付-0001 某电梯公司 | 更换曳引机 | decision=2025-01 attachments=3
  1 5001维修支出 1200.00 scope=01-1
  1 1001银行存款:1234建行 -1200.00
2025-03-21 收-0002 建设银行 | 第一季度结息
  1 1001银行存款:1234建行 15.20
  1 4101存款利息收入 -15.20
2025-03-31 转-0001 全体业主 | 分配利息 | attachments=0
  1 3101待分配累计收益 15.20
  1 3001商品住宅维修资金 -15.20 interest=2025-03-01/2025-03-31
"""


def shifan(more: str = "") -> Books:
    """Give the community's books, with more notes below."""
    return written(NOTES + more, HOMES)
