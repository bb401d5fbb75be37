"""All funds side by side: the figures of their own disclosures, and in words what there is none of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.head import Setting
from jjledger.disclosure.lint import lint
from jjledger.disclosure.maintenance_fund import maintenance_fund
from jjledger.disclosure.money_models import ThreeFunds
from jjledger.disclosure.public_revenue import public_revenue
from jjledger.disclosure.three_funds import UNWRITTEN, three_funds
from jjledger.facts.books import Books
from jjledger.facts.community import Fund, FundKind
from jjledger.facts.custody import Custody, NoFund
from jjledger.period import parse_period
from jjledger.rules.replay import replay
from tests.shifan_notes import HOMES, NOTES
from tests.small_books import OWNERS, REVENUE, owners_fund
from tests.written_books import WARRANTY, written

BOTH = """
2025-01-01 初-0001 全体业主 | 期初余额
  3 1001银行存款:5678农行 5000.00
  3 3101结余 -5000.00
2025-02-10 收-0001 某物业公司 | 停车
  3 1001银行存款:5678农行 3000.00
  3 6001停车 -3000.00
2025-03-25 付-0001 某工程公司 | 修灯
  3 6502维修 450.00
  3 1001银行存款:5678农行 -450.00
2024-05-01 收-0001 某开发公司 | 交存保修金
  4 1001银行存款:4567工行 100000.00
  4 2001应退保修金 -100000.00
2025-03-21 收-0001 工商银行 | 结息
  4 1001银行存款:4567工行 300.00
  4 2001应退保修金:X利息 -300.00
2025-04-10 付-0001 某防水公司 | 保修期内补漏
  4 2001应退保修金 8000.00
  4 1001银行存款:4567工行 -8000.00
2025-04-20 付-0002 某防水公司 | 注销2025-04付-0001 | reverses=2025-04-F0001
  4 2001应退保修金 -8000.00
  4 1001银行存款:4567工行 8000.00
2025-04-20 付-0003 某防水公司 | 订正 | corrects=2025-04-F0001
  4 2001应退保修金 7500.00
  4 1001银行存款:4567工行 -7500.00
"""
CUSTODY = Custody(date(2024, 1, 1), "authority", "某区物业保修金管理中心", "保修科")
FUNDS = (
    Fund(WARRANTY, "warranty", (), custody=(CUSTODY,)),
    Fund(REVENUE, "public_revenue", ()),
    owners_fund(),
)


def books_of(notes: str = NOTES + BOTH, funds: tuple[Fund, ...] = FUNDS) -> Books:
    return written(notes, HOMES, funds)


def _page(books: Books, code: str = "2025-H1") -> ThreeFunds:
    return three_funds(books, parse_period(code), replay(books).shares, Setting())


def test_each_fund_is_as_its_own_disclosure_has_it() -> None:
    books = books_of()
    page, period = _page(books), parse_period("2025-H1")
    assert [one.fund for one in page.funds] == ["维修资金", "公共收益", "保修金"]
    owners, revenue, _ = page.funds
    # 14,158.30 paid in and 15.20 interest; a lift for 1,200.00
    assert (owners.opening_fen, owners.in_fen, owners.out_fen, owners.closing_fen) == (
        0, 14_173_50, 1_200_00, 12_973_50,
    )  # fmt: skip
    # brought in 5,000; 3,000 parking; 450 lamps
    assert (revenue.opening_fen, revenue.in_fen, revenue.out_fen, revenue.closing_fen) == (
        5_000_00, 3_000_00, 450_00, 7_550_00,
    )  # fmt: skip
    shares = replay(books).shares[OWNERS]
    own = maintenance_fund(books, FUNDS[2], period, shares, Setting())
    assert (own.closing_fen, own.bank) == (owners.closing_fen, owners.bank)
    public = public_revenue(books, FUNDS[1], period, Setting())
    assert (public.closing_fen, public.bank) == (revenue.closing_fen, revenue.bank)
    assert not lint(page)


def test_the_warranty_deposit_opens_its_vouchers_here() -> None:
    page = _page(books_of())
    warranty = page.funds[2]
    # 100,000 stood there; 300 interest; 8,000 booked wrongly, taken back, 7,500 right.
    assert (warranty.opening_fen, warranty.in_fen, warranty.out_fen, warranty.closing_fen) == (
        100_000_00, 300_00, 7_500_00, 92_800_00,
    )  # fmt: skip
    assert [(line.label, line.amount_fen, len(line.vouchers)) for line in warranty.lines] == [
        ("利息", 300_00, 1),
        ("使用和退还", -7_500_00, 3),
    ]
    assert [(view.number, view.amount_fen) for view in page.vouchers] == [
        ("收-0001", 300_00), ("付-0001", -8_000_00), ("付-0002", 8_000_00), ("付-0003", -7_500_00),
    ]  # fmt: skip
    assert warranty.document == ""


def test_a_deposit_is_brought_in_by_the_developer() -> None:
    warranty = _page(books_of(), "2024-H1").funds[0]
    assert (warranty.opening_fen, warranty.in_fen, warranty.closing_fen) == (0, 100_000_00, 100_000_00)
    assert [line.label for line in warranty.lines] == ["存入"]


def test_whose_it_is_and_who_keeps_it() -> None:
    page = _page(books_of())
    assert page.funds[2].keeper == "某区物业保修金管理中心（主管部门代管，保修科负责）"
    assert page.funds[1].keeper == UNWRITTEN
    assert page.funds[1].owner == "全体业主共有"


def test_what_there_is_none_of_is_said_in_words() -> None:
    books = books_of(NOTES, FUNDS[1:])
    page = _page(books)
    assert [one.fund for one in page.funds] == ["维修资金"]
    assert [one.title for one in page.absent] == ["公共收益", "保修金"]
    assert page.absent[1].words.startswith("本小区的账里没有保修金")
    reason = NoFund("warranty", date(2025, 5, 1), "保修期满，已退还建设单位")
    told = _page(replace(books, community=replace(books.community, no_funds=(reason,))))
    assert told.absent[1].words == "本小区没有保修金：保修期满，已退还建设单位。"
    # Of a period before that day nothing is claimed.
    earlier = replace(reason, from_day=date(2025, 7, 1))
    known = _page(replace(books, community=replace(books.community, no_funds=(earlier,))))
    assert known.absent[1].words == page.absent[1].words


@pytest.mark.parametrize(
    ("kinds", "shown", "absent"),
    [
        (("warranty", "maintenance"), ["保修金", "维修资金", "公共收益"], []),
        (("public_revenue", "public_housing"), ["公共收益", "保修金", "维修资金"], ["已售公有住房维修资金"]),
    ],
)
def test_which_funds_stand_there_is_a_setting(
    kinds: tuple[FundKind, ...], shown: list[str], absent: list[str]
) -> None:
    books = books_of()
    settings = replace(books.community.disclosure, side_by_side=kinds)
    page = _page(replace(books, community=replace(books.community, disclosure=settings)))
    # A fund that the setting does not name is shown behind the others, never hidden.
    assert [one.fund for one in page.funds] == shown
    assert [one.title for one in page.absent] == absent
