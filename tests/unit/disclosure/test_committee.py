"""What the committee spent, against budget and limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.disclosure.committee import NO_AUTHORITY, NO_BUDGET, committee_spending, has_spending
from jjledger.disclosure.head import Setting
from jjledger.disclosure.lint import lint
from jjledger.disclosure.revenue_models import CommitteeSpending
from jjledger.facts.books import Books
from jjledger.facts.revenue import Authority, Budget, RevenueSettings
from jjledger.period import parse_period
from tests.small_books import REVENUE
from tests.written_books import written

NOTES = """
2024-03-01 付-0001 某文具公司 | 办公用品
  3 6503业委会:01办公 90.00
  3 1001银行存款:5678农行 -90.00
2025-02-01 付-0001 某文具公司 | 办公用品
  3 6503业委会:01办公 100.00
  3 1001银行存款:5678农行 -100.00
2025-04-01 付-0001 委员 | 津贴 | decision=2025-02
  3 6503业委会:02津贴 600.00
  3 1001银行存款:5678农行 -600.00
2025-05-01 付-0001 王五 | 执行秘书报酬
  3 6503业委会:03执行秘书 250.00
  3 1001银行存款:5678农行 -250.00
2025-05-09 付-0002 某门业公司 | 修单元门 | committee=YW-07
  3 6502维修 80.00
  3 1001银行存款:5678农行 -80.00
2025-06-01 付-0001 某工程公司 | 修路 | decision=2025-03
  3 6502维修 9000.00
  3 1001银行存款:5678农行 -9000.00
2025-06-02 付-0002 税务局 | 税
  3 6402税费 70.00
  3 1001银行存款:5678农行 -70.00
"""
ACCOUNT = f"Expenses:{REVENUE}:6503业委会"
SETTINGS = RevenueSettings(
    budgets=(
        Budget(REVENUE, ACCOUNT, 2025, 1_000_00, "2025-01"),
        Budget(REVENUE, f"{ACCOUNT}:03执行秘书", 2025, 200_00, "2025-01"),
        Budget(REVENUE, f"Expenses:{REVENUE}:6502维修", 2025, 5_000_00, "2025-01"),
        Budget(REVENUE, ACCOUNT, 2024, 1_00, "2024-01"),
    ),
    authority=(Authority(date(2025, 1, 1), 200_00, 400_00, "2025-01"),),
)


def books_of(notes: str = NOTES, settings: RevenueSettings = SETTINGS) -> Books:
    books = written(notes)
    return replace(books, community=replace(books.community, revenue=settings))


def _page(code: str = "2025-H1", books: Books | None = None) -> CommitteeSpending:
    books = books or books_of()
    return committee_spending(books, books.community.funds[1], parse_period(code), Setting())


def test_what_was_spent_item_by_item() -> None:
    page = _page()
    assert [(line.label, line.level, line.amount_fen) for line in page.lines] == [
        ("业委会", 1, 950_00), ("办公", 2, 100_00), ("津贴", 2, 600_00), ("执行秘书", 2, 250_00),
    ]  # fmt: skip
    assert (page.total_fen, page.total_capital) == (950_00, "人民币玖佰伍拾元整")
    assert page.lines[3].vouchers == ("v-2025-05-F0001",)
    assert not lint(page)


def test_the_year_so_far_and_the_same_days_a_year_before() -> None:
    page = _page("2025-Q2")
    assert (page.total_fen, page.year_fen, page.before_fen) == (850_00, 950_00, 90_00)
    assert _page("2024-H1").before_fen is None


def test_budget_against_actual() -> None:
    rows = _page().budgets
    assert [(row.label, row.amount_fen, row.used_fen, row.left_fen) for row in rows] == [
        ("业委会", 1_000_00, 950_00, 50_00),
        ("业委会 — 执行秘书", 200_00, 250_00, -50_00),
    ]
    assert _page("2025-Q1").budgets[0].used_fen == 100_00


def test_limits_count_what_no_decision_of_the_owners_carries() -> None:
    limits = _page().authority
    assert limits is not None
    # 100 + 250 + 80: the allowance and the road have decisions, the tax is a cost. 250 is beyond 200, 430 beyond 400.
    assert (limits.used_fen, limits.left_fen, limits.beyond) == (430_00, -30_00, 2)


def test_what_the_committee_decided_beside_its_own_work() -> None:
    page = _page()
    assert [(line.label, line.amount_fen, line.vouchers) for line in page.own] == [
        ("维修", 80_00, ("v-2025-05-F0002",))
    ]
    shown = {view.anchor: view for view in page.vouchers}
    assert shown["v-2025-05-F0002"].note == "业委会决定 YW-07"
    assert shown["v-2025-05-F0001"].payee == "王*"
    assert "v-2025-06-F0001" not in shown


def test_no_budget_and_no_limits_are_said_plainly() -> None:
    page = _page(books=books_of(settings=RevenueSettings()))
    assert (page.budgets, page.authority) == ((), None)
    assert {NO_BUDGET, NO_AUTHORITY} <= set(page.head.notes)
    assert not {NO_BUDGET, NO_AUTHORITY} & set(_page().head.notes)


def test_a_period_without_spending_is_passed_over_but_for_the_years_end() -> None:
    books = books_of()
    periods = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2025")
    assert [has_spending(books, parse_period(code)) for code in periods] == [True, True, False, True, True]
    empty = _page("2025-Q4", books)
    assert (empty.lines, empty.total_fen, empty.total_capital) == ((), 0, "人民币零元整")
    assert not lint(empty)
