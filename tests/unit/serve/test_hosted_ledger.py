"""How a public book is dressed for Fava, and that the book itself stays as it was."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from beancount.loader import load_file

from jjledger.serve.hosted_ledger import HostedLedger
from jjledger.serve.published import Record
from tests.small_sites import BANK, BOOK, write

RECORD = Record({}, ())


@pytest.fixture
def ledger(tmp_path: Path) -> HostedLedger:
    return HostedLedger(write(tmp_path, "book.beancount", BOOK), "jia", lambda: RECORD)


def test_fava_speaks_chinese_and_opens_on_what_there_is(ledger: HostedLedger) -> None:
    options = ledger.fava_options
    assert (options.language, options.locale, options.default_page) == ("zh", "zh_CN", "balance_sheet/")
    assert options.invert_income_liabilities_equity
    assert not options.show_accounts_with_zero_balance
    assert ledger.errors == []
    assert ledger.format_decimal(Decimal("1234567.8"), "CNY") == "1,234,567.80"


def test_trees_are_folded_below_the_fund_s_accounts(ledger: HostedLedger) -> None:
    def folded(account: str) -> bool:
        return any(re.match(pattern, account) for pattern in ledger.fava_options.collapse_pattern)

    parts = BANK.split(":")
    assert [folded(":".join(parts[:depth])) for depth in (1, 2, 3, 4)] == [False, False, True, False]


def test_both_report_pages_are_there(ledger: HostedLedger) -> None:
    titles = {extension.report_title for extension in ledger.extensions.extension_details}
    assert titles == {"公示预览", "检查结果"}


def test_the_side_leads_back_to_the_site_instead_of_filtering_by_hand(ledger: HostedLedger) -> None:
    assert ledger.misc.sidebar_links == [
        ("回到公示页面", "/d/jia/index.html"),
        ("下载这本账", "/d/jia/book.beancount"),
    ]


def test_what_fava_shows_and_exports_is_the_book(ledger: HostedLedger, tmp_path: Path) -> None:
    entries, _, _ = load_file(str(tmp_path / "book.beancount"))
    assert list(ledger.all_entries) == entries


def test_the_book_opens_in_stock_fava_with_its_own_link(tmp_path: Path) -> None:
    assert "fava-sidebar-link" in BOOK
    assert 'custom "fava-option"' not in BOOK
    _, errors, _ = load_file(str(write(tmp_path, "book.beancount", BOOK)))
    assert errors == []
