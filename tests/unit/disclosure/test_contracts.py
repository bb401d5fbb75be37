"""By which contracts common parts earn, whether they are paid, and that no person is named."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.contracts import NO_RECORD, PERSON, contract_list, persons_of
from jjledger.disclosure.head import Setting
from jjledger.disclosure.lint import lint
from jjledger.disclosure.revenue_models import ContractList, ContractRow
from jjledger.facts.books import Books
from jjledger.facts.revenue import Due, Rate, RevenueContract, RevenueRecords
from jjledger.period import parse_period
from jjledger.render.data import json_bytes
from jjledger.render.html import disclosure
from tests.small_books import REVENUE
from tests.written_books import written

NOTES = """
2025-01-20 收-0001 某广告公司 | 广告费 | contract=2024-01
  3 1001银行存款:5678农行 1200.00
  3 6002广告 -1200.00
2025-03-20 收-0001 李四 | 储藏间租金 | contract=2025-02
  3 1001银行存款:5678农行 250.00
  3 6006租金 -250.00
2025-03-21 收-0002 农业银行 | 结息
  3 1001银行存款:5678农行 3.00
  3 6008利息 -3.00
2025-07-15 收-0001 李四 | 储藏间租金 | contract=2025-02
  3 1001银行存款:5678农行 100.00
  3 6006租金 -100.00
"""


def _contract(number: str, title: str, last_day: date, *, party: str, company: bool) -> RevenueContract:
    return RevenueContract(
        number, title, "lease", party, company, "底层", REVENUE, "Income:3公共收益:6006租金",
        date(2025, 1, 1), last_day,
    )  # fmt: skip


ADVERT = replace(
    _contract("2024-01", "电梯广告", date(2025, 12, 31), party="某广告公司", company=True),
    kind="advertising",
    dated=(Due(date(2025, 1, 10), 1_200_00, date(2025, 1, 1), date(2025, 12, 31)),),
)
# 100 a month on the tenth, from March on, to the end of September.
STORE = replace(
    _contract("2025-02", "储藏间", date(2025, 9, 28), party="李四", company=False),
    first_day=date(2025, 3, 1),
    rates=(Rate(date(2025, 3, 1), "month", 10, 100_00),),
    deposit_fen=300_00,
)
LATER = replace(
    _contract("2025-03", "充电桩场地", date(2026, 12, 31), party="某充电公司", company=True),
    first_day=date(2025, 8, 1),
    dated=(Due(date(2025, 8, 1), 900_00, date(2025, 8, 1), date(2026, 12, 31)),),
)


def books_of(*contracts: RevenueContract, notes: str = NOTES) -> Books:
    given = contracts or (ADVERT, STORE, LATER)
    return replace(written(notes), revenue=RevenueRecords({one.id: one for one in given}))


def _page(code: str = "2025-H1", books: Books | None = None) -> ContractList:
    books = books or books_of()
    return contract_list(books, books.community.funds[1], parse_period(code), Setting())


def _row(page: ContractList, number: str) -> ContractRow:
    return next(row for row in page.contracts if row.number == number)


def test_dues_and_receipts_to_the_periods_end() -> None:
    page = _page()
    advert, store = page.contracts
    assert (advert.year_fen, advert.due_fen, advert.paid_fen, advert.open_fen) == (
        1_200_00, 1_200_00, 1_200_00, 0,
    )  # fmt: skip
    # March to June are due, 250 paid: April is whole, half of May and June are open since 10 May.
    assert (store.due_fen, store.paid_fen, store.open_fen) == (400_00, 250_00, 150_00)
    assert store.overdue_days == (date(2025, 6, 30) - date(2025, 5, 10)).days
    # Seven months; the last has 28 of 30 days, 93.33.
    assert store.year_fen == 693_33
    assert (page.year_fen, page.due_fen, page.paid_fen, page.open_fen) == (
        1_893_33, 1_600_00, 1_450_00, 150_00,
    )  # fmt: skip
    assert not lint(page)


def test_income_of_the_period_opens_its_vouchers() -> None:
    page = _page()
    assert (page.received_fen, page.other.amount_fen, page.income_fen) == (1_450_00, 3_00, 1_453_00)
    assert _row(page, "2025-02").vouchers == ("v-2025-03-S0001",)
    assert page.other.vouchers == ("v-2025-03-S0002",)
    assert sum(view.amount_fen for view in page.vouchers) == page.income_fen


@pytest.mark.parametrize(
    ("last_day", "state", "words"),
    [
        (date(2025, 6, 29), "ended", "已到期"),
        (date(2025, 6, 30), "ending", "期末当天到期"),
        (date(2025, 9, 28), "ending", "期末起还有 90 天到期"),
        (date(2025, 9, 29), "running", "履行中"),
    ],
)
def test_what_ends_within_ninety_days(last_day: date, state: str, words: str) -> None:
    row = _row(_page(books=books_of(replace(STORE, last_day=last_day))), "2025-02")
    assert (row.state, row.words) == (state, words)


def test_a_contract_that_has_not_begun_is_not_listed_yet() -> None:
    assert [row.number for row in _page().contracts] == ["2024-01", "2025-02"]
    assert [row.number for row in _page("2025-H2").contracts] == ["2024-01", "2025-02", "2025-03"]


def test_a_contract_stays_listed_for_its_year_after_its_end() -> None:
    month = replace(ADVERT, first_day=date(2025, 1, 1), last_day=date(2025, 1, 31))
    row = _row(_page("2025-H2", books_of(month)), "2024-01")
    # Paid in full in January, it is neither owed nor has it a receipt in the second half.
    assert (row.state, row.open_fen, row.vouchers) == ("ended", 0, ())
    assert (row.year_fen, _page("2025-H2", books_of(month)).year_fen) == (1_200_00, 1_200_00)
    assert _page("2026-H1", books_of(month)).contracts == ()


def test_income_without_a_contract_is_told_by_account_and_interest_is_no_such_income() -> None:
    page = _page(books=books_of(STORE))
    assert [(line.label, line.amount_fen) for line in page.parts] == [("广告", 1_200_00), ("利息", 3_00)]
    assert (page.other.amount_fen, page.unrecorded_fen) == (1_203_00, 1_200_00)
    assert NO_RECORD in page.head.notes
    assert not lint(page)
    covered = _page()
    assert (covered.unrecorded_fen, NO_RECORD in covered.head.notes) == (0, False)


@pytest.mark.parametrize(
    ("contracts", "good", "late"),
    [
        ((ADVERT, LATER), "合同到期的款都收到了", "本期有 250.00 元收入没有登记合同（利息除外）"),
        ((LATER,), "", "本期有 1,450.00 元收入没有登记合同（利息除外）"),
    ],
)
def test_no_tick_stands_where_no_contract_is_on_record(
    contracts: tuple[RevenueContract, ...], good: str, late: str
) -> None:
    page = disclosure(_page(books=books_of(*contracts)), "screen")
    ties = re.findall(r'<p class="tie (tied|unchecked)">.*?<span>(.*?)</span></p>', page, re.DOTALL)
    told = [(kind, re.sub(r"<[^>]+>", "", words)) for kind, words in ties]
    assert told == [*([("tied", good)] if good else []), ("unchecked", late)]


def test_what_is_still_owed_stays_listed_after_the_term() -> None:
    page = _page("2026-H1")
    assert _row(page, "2025-02").state == "ended"
    # Of 693.33 they paid 350.
    assert _row(page, "2025-02").open_fen == 343_33
    assert "2024-01" not in [row.number for row in page.contracts]


def test_what_is_paid_ahead_is_told_apart() -> None:
    ahead = NOTES.replace("250.00", "550.00").replace("-250.00", "-550.00")
    row = _row(_page(books=books_of(notes=ahead)), "2025-02")
    assert (row.due_fen, row.paid_fen, row.ahead_fen, row.open_fen) == (400_00, 400_00, 150_00, 0)


def test_a_person_is_nowhere_named() -> None:
    books = books_of()
    page = _page(books=books)
    assert _row(page, "2025-02").party == PERSON
    assert "李四" not in json_bytes(page).decode()
    assert persons_of(books) == {"李四"}
    told = NOTES.replace("储藏间租金", "李四交储藏间租金")
    wrong = lint(_page(books=books_of(notes=told)), persons_of(books))
    assert [finding.code for finding in wrong] == ["D07"]


def test_a_record_that_cannot_be_read_is_counted() -> None:
    books = books_of()
    contracts = {**books.revenue.contracts, "2025-09": None}
    page = _page(books=replace(books, revenue=RevenueRecords(contracts)))
    assert "另有 1 份合同的记录读不出来，没有列入。" in page.head.notes
