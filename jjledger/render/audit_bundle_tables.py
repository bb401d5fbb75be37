"""Tables of the auditors' bundle: every voucher with its originals, every word of the bank, findings with evidence."""

from __future__ import annotations

from typing import Final

from jjledger.render.tables import Column, Row, Table

VOUCHER_COLUMNS: Final = (
    Column("日期", "day"), Column("资金", width=16), Column("凭证号"), Column("摘要", width=40), Column("对方", width=28),
    Column("金额（元）", "yuan", 18), Column("附单据", "count", 8), Column("制单", width=10), Column("审核", width=10),
    Column("业主决定"), Column("合同"), Column("原件", width=60), Column("原件 SHA-256", width=64),
)  # fmt: skip
BANK_COLUMNS: Final = (
    Column("资金", width=16), Column("账户", width=28), Column("日期", "day"), Column("银行余额（元）", "yuan", 18),
    Column("账面余额（元）", "yuan", 18), Column("相差（元）", "yuan", 18), Column("说明", width=36),
)  # fmt: skip
ACCOUNT_COLUMNS: Final = (
    Column("资金", width=16), Column("科目编号", width=12), Column("科目", width=36), Column("期初余额（元）", "yuan", 18),
    Column("本期借方（元）", "yuan", 18), Column("本期贷方（元）", "yuan", 18), Column("期末余额（元）", "yuan", 18),
)  # fmt: skip
HOUSEHOLD_COLUMNS: Final = (
    Column("资金", width=16), Column("房屋", width=16), Column("期初（元）", "yuan", 16), Column("交存（元）", "yuan", 16),
    Column("利息和收益（元）", "yuan", 16), Column("支出（元）", "yuan", 16), Column("期末（元）", "yuan", 16),
    Column("欠款（元）", "yuan", 16),
)  # fmt: skip
STATEMENT_COLUMNS: Final = (
    Column("资金", width=16), Column("账户", width=28), Column("从", "day"), Column("到", "day"),
    Column("期初余额（元）", "yuan", 18), Column("期末余额（元）", "yuan", 18), Column("流水（行）", "count", 10),
    Column("是否完整", width=18), Column("流水在本包的", width=60), Column("银行原件", width=60),
    Column("银行原件 SHA-256", width=64),
)  # fmt: skip
FINDING_COLUMNS: Final = (
    Column("编号", width=8), Column("轻重", width=8), Column("发现", width=60), Column("日期", "day"),
    Column("凭证", width=28), Column("金额（元）", "yuan", 18), Column("证据", width=48), Column("账本里的位置", width=40),
    Column("依据", width=48), Column("怎么办", width=48),
)  # fmt: skip
QUESTION_COLUMNS: Final = (
    Column("编号", width=8), Column("问题", width=72), Column("检查（项）", "count", 12), Column("发现（项）", "count", 12),
    Column("没有检查的", width=72),
)  # fmt: skip


def bundle_table(title: str, columns: tuple[Column, ...], rows: list[Row]) -> Table:
    """Put rows under their columns."""
    assert all(len(row) == len(columns) for row in rows), f"rows of {title} have a cell a column"
    return Table(title, columns, tuple(rows))
