"""The half-year accounts of a real community, entered as a ledger and disclosed as it published them.

The published sheet has totals for the half-year only: no dates, no payees, no bank balance. The
ledger dates every line on the period's last day and says so.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.disclosure.models import PublicRevenue
from jjledger.period import parse_period
from jjledger.units import fen_from_text
from jjledger.workflows.disclose import Request, disclose

HERE = Path(__file__).resolve().parent
PUBLISHED = HERE.parents[2] / "shared" / "data" / "disclosures" / "public_revenue_pingan_2017H1.csv"
TODAY = date(2017, 7, 15)

# As published, in yuan: what stands below a main item is part of it.
INCOME = [("服务费", 52_886, 1), ("占道费", 28_550, 1), ("办公室租金", 1_200, 1)]
EXPENSE = [
    ("人员工资", 53_600, 1),
    ("水电费", 4_318, 1),
    ("维修费用", 8_747, 1),
    ("清淘和下水", 2_538, 2),
    ("方砖地面", 1_481, 2),
    ("视频监控", 535, 2),
    ("单元门", 230, 2),
    ("车库门", 400, 2),
    ("门杆和车位线-牌等", 881, 2),  # an account's name takes no 、
    ("落水管", 742, 2),
    ("其他设施", 1_940, 2),
    ("绿化费用", 4_316, 1),
    ("葡萄架维修", 2_365, 2),
    ("绿化工具等", 1_683, 2),
    ("种子秧苗", 200, 2),
    ("肥料农药", 68, 2),
    ("办公和保洁费用", 847, 1),
    ("办公用品", 140, 2),
    ("劳动保护", 366, 2),
    ("清扫工具", 96, 2),
    ("其他", 245, 2),
]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return load_ledger(HERE / "pingan", TODAY)


@pytest.fixture(scope="module")
def page(ledger: Ledger) -> PublicRevenue:
    disclosed = disclose(ledger, None, Request(TODAY, parse_period("2017-H1")))
    (found,) = (page for page in disclosed.pages if isinstance(page, PublicRevenue))
    assert (found.head.period_code, found.head.document) == ("2017-H1", "public-revenue")
    return found


def test_the_books_lack_nothing_but_the_bank_s_word(ledger: Ledger, page: PublicRevenue) -> None:
    assert [finding.code for finding in ledger.findings] == ["E12"]
    assert (page.bank.state, page.bank.words, page.bank.book_fen) == ("unchecked", "未与银行核对", 947_600)


def test_the_totals_are_those_published(page: PublicRevenue) -> None:
    assert page.opening_fen == -1_332_00
    assert page.income_fen == 82_636_00
    assert page.expense_fen == 71_828_00
    assert page.result_fen == 10_808_00
    assert page.closing_fen == 9_476_00
    assert page.closing_capital == "人民币玖仟肆佰柒拾陆元整"


def test_every_line_is_the_published_one(page: PublicRevenue) -> None:
    for lines, published in ((page.income, INCOME), (page.expense, EXPENSE)):
        assert [(line.label, line.amount_fen, line.level) for line in lines] == [
            (label, yuan * 100, level) for label, yuan, level in published
        ]


def test_every_line_is_what_its_vouchers_sum_to(page: PublicRevenue) -> None:
    amounts = {view.anchor: view.amount_fen for view in page.vouchers}
    for sign, lines in ((1, page.income), (-1, page.expense)):
        for line in lines:
            assert sum(amounts[anchor] for anchor in line.vouchers) == sign * line.amount_fen, line.label


def test_what_was_overspent_is_brought_forward_and_paid_back_without_being_expense(
    page: PublicRevenue,
) -> None:
    neither = [
        view for view in page.vouchers if not any(view.anchor in line.vouchers for line in page.expense)
    ]
    assert [(view.number, view.amount_fen) for view in neither if view.day.month == 1] == [
        ("初-0001", -1_332_00)
    ]
    assert [(view.number, view.amount_fen) for view in neither if view.number[0] == "付"] == [("付-0019", 0)]


def test_the_figures_here_are_those_of_the_published_sheet(page: PublicRevenue) -> None:
    if not PUBLISHED.is_file():
        pytest.skip("the published sheet is not here")
    rows = list(csv.DictReader(PUBLISHED.read_text(encoding="utf-8").splitlines()))
    for section, lines in (("收入", page.income), ("支出", page.expense)):
        main = ""
        shown = []
        for line in lines:
            main = line.label if line.level == 1 else main
            shown.append((line.label, line.amount_fen, "" if line.level == 1 else main))
        sheet = [
            (row["item"].replace("、", "-"), fen_from_text(row["amount"]), row["parent"])
            for row in rows
            if row["section"] == section
        ]
        assert sorted(shown) == sorted(sheet)
    totals = {row["item"]: fen_from_text(row["amount"]) for row in rows if row["section"] in {"结转", "合计"}}
    assert totals == {
        "上年超支": page.opening_fen,
        "结余": page.closing_fen,
        "收入": page.income_fen,
        "支出": page.expense_fen,
    }
