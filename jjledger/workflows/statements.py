"""会计报表 on request: the prescribed statements of a month or a year, for those who sign them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.disclosure.statement_models import FinancialStatements
from jjledger.disclosure.statements import financial_statements
from jjledger.errors import OptionError, PeriodError, Trouble
from jjledger.facts.community import OWNERS_FUND_KINDS
from jjledger.period import Period
from jjledger.render.papers import Format, statement_files
from jjledger.store.files import write_into
from jjledger.store.system import System
from jjledger.workflows.plan import refuse_unfinished

BUILD: Final = Path("build", "statements")  # below a community's folder; git-ignored


def statements_of(ledger: Ledger, period: Period, today: date) -> FinancialStatements:
    """Draw up a community's statements.

    Args:
        ledger: a loaded community without blocking findings.
        period: a month or a year.
        today: the day on which it is asked.

    Raises:
        OptionError: the community keeps no fund they are prescribed for.
        PeriodError: the period is not over, not entered to its end, or before the books.
    """
    books = ledger.books
    if not any(fund.kind in OWNERS_FUND_KINDS for fund in books.community.funds):
        raise OptionError(
            Trouble(
                "jjledger statements", "本小区没有住宅专项维修资金，不编会住维报表。",
                '请先在 community.toml 里设立 kind = "maintenance" 的资金。', "财会〔2020〕7号",
            )
        )  # fmt: skip
    refuse_unfinished(books, period, today)
    began = min((voucher.day for voucher in books.posted()), default=today)
    if period.last_day < began:
        raise PeriodError(
            Trouble(
                f"--year {period.first_day.year}", f"{period.title}还没有账，账从 {began} 开始。",
                "请写开始记账以后的年月。",
            )
        )  # fmt: skip
    return financial_statements(books, ledger.replayed.shares, period)


def write_statements(
    page: FinancialStatements, folder: Path, formats: Collection[Format], system: System
) -> tuple[Path, ...]:
    """Write the statements.

    Args:
        page: the statements.
        folder: where; made where it is not there.
        formats: which forms.
        system: the disk.

    Returns:
        The files written.

    Raises:
        StoreError: the disk refused.
    """
    return write_into(folder, statement_files(page, formats), system)
