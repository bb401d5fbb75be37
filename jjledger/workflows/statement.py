"""分户对账单 on request: for one household's owner, never on the site."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.disclosure.head import Setting
from jjledger.disclosure.house_words import file_word
from jjledger.disclosure.household import household_statement
from jjledger.disclosure.lint import lint
from jjledger.disclosure.models import HouseholdStatement
from jjledger.errors import OptionError, RenderError, Trouble
from jjledger.facts.shares import FundShares
from jjledger.period import Period
from jjledger.render.household_papers import paper_files
from jjledger.render.papers import FORMATS, Format
from jjledger.render.pdf import Printer
from jjledger.store.system import RealSystem, System
from jjledger.workflows.household_proofs import HouseholdProofs
from jjledger.workflows.plan import refuse_unfinished
from jjledger.workflows.private_papers import write_papers
from jjledger.workflows.rulings import grounds_by, law_of

_RULES: Final = ("books_by_household", "sharing_basis")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose statement, of when."""

    household: str
    period: Period
    today: date


def statement_of(ledger: Ledger, shares: FundShares, wanted: Wanted) -> HouseholdStatement:
    """Draw up a household's statement.

    Args:
        ledger: a loaded community without blocking findings.
        shares: the fund.
        wanted: whose, and the period.

    Raises:
        OptionError: the household has no account in the fund.
        PeriodError: the period is not over or not entered to its end.
        RenderError: the statement does not add up.
    """
    setting = statement_setting(ledger, wanted)
    try:
        page = household_statement(ledger.books, shares, wanted.household, wanted.period, setting)
    except ValueError as error:
        raise OptionError(
            Trouble(f"--household {wanted.household}", f"{error}。", "请写 楼幢-单元-房号，例如 01-1-101。")
        ) from error
    fund = ledger.books.community.fund(shares.fund)
    assert fund is not None, "shares are of a fund of the community"
    return HouseholdProofs(ledger.folder, RealSystem(), wanted.today).proved(
        linted(page, wanted.household), fund
    )


def statement_setting(ledger: Ledger, wanted: Wanted) -> Setting:
    """Say what statements of a period rest on.

    Raises:
        PeriodError: the period is not over or not entered to its end.
    """
    refuse_unfinished(ledger.books, wanted.period, wanted.today)
    return Setting(grounds_by(law_of(ledger.books.community), _RULES, wanted.period.last_day))


def linted(page: HouseholdStatement, household: str) -> HouseholdStatement:
    """Give a statement back that adds up.

    Raises:
        RenderError: it does not.
    """
    wrong = lint(page)
    if wrong:
        raise RenderError(Trouble(f"--household {household}", wrong[0].what, wrong[0].remedy))
    return page


def write_statement(
    page: HouseholdStatement, folder: Path, system: System, formats: Collection[Format] = FORMATS
) -> tuple[Path, ...]:
    """Write a statement's files where only the accountant gets at them.

    Args:
        page: the statement.
        folder: where, or the community's `private/print`.
        system: the disk.
        formats: which forms.

    Returns:
        The files written.

    Raises:
        OptionError: the folder is one that others see.
        StoreError: the disk refused.
    """
    name = f"{page.head.community_code}-{file_word(page.household, page.area)}-{page.head.period_code}"
    files = {f"{name}.{form}": data for form, data in paper_files(page, formats, Printer()).items()}
    return write_papers(files, folder, system)
