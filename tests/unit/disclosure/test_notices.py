"""Notices to households: what each bears and from what, what each is to top up, in the order of the doors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

import pytest

from jjledger.disclosure.notice_models import ShareNotice
from jjledger.disclosure.notices import Charge, NoticeSetting, Shortfall, share_notices, top_up_notice
from jjledger.facts.community import Fund
from jjledger.rules.project import standing_uses
from jjledger.rules.replay import replay
from tests.shifan_notes import shifan
from tests.small_books import OWNERS, PUBLIC_HOUSING, household, owners_fund
from tests.written_books import written

UNTIL: Final = date(2025, 4, 30)
SETTING: Final = NoticeSetting(date(2025, 3, 31), UNTIL)


def _notices(text: str = "", fund: str = OWNERS) -> tuple[ShareNotice, ...]:
    books = shifan(text)
    charge = Charge("更换曳引机", "2025-01", standing_uses(books))
    return share_notices(books, replay(books).shares[fund], charge, SETTING)


def test_everybody_in_the_scope_is_told_what_they_bear_and_how_it_came_about() -> None:
    first, second = _notices()
    assert (first.project, first.method, first.cost_fen) == ("更换曳引机", "按专有部分面积分摊", 1200_00)
    assert [(line.day, line.voucher, line.cost_fen, line.share_fen, line.formula) for line in first.lines] == [
        (
            date(2025, 3, 20), "2025-03 付-0001", 1200_00, 493_18,
            "1,200.00 元 × 89.52 ÷ 217.82 m² = 493.1778… 元，先舍到分；全体共差 1 分，按舍去部分从大到小每户补 1 分，本户排第 1，补 1 分，计 493.18 元",
        )
    ]  # fmt: skip
    assert (first.share_fen, first.principal_fen, first.interest_fen, first.arrears_fen) == (
        493_18,
        493_18,
        0,
        0,
    )
    assert (first.share_capital, first.balance_fen) == ("人民币肆佰玖拾叁元壹角捌分", 5331_87)
    assert (first.head.house, first.head.area) == ("01幢1单元101室", "89.52 m²")
    assert second.share_fen == 1200_00 - 493_18
    # 706.82214… is cut by less than 493.17785…, so the fen is not its.
    assert second.lines[0].formula == (
        "1,200.00 元 × 128.30 ÷ 217.82 m² = 706.8221… 元，先舍到分；全体共差 1 分，按舍去部分从大到小每户补 1 分，本户排第 2，不补，计 706.82 元"
    )


def test_the_payments_of_a_project_are_summed_line_by_line() -> None:
    more = "\n2025-03-25 付-0002 某电梯公司 | 尾款 | decision=2025-01\n  1 5001维修支出 100.00 scope=01-1\n  1 1001银行存款:1234建行 -100.00\n"
    first, second = _notices(more)
    # 100.00 × 89.52 ÷ 217.82 = 41.098…, × 128.30 = 58.901…: the odd fen goes to the former.
    assert [line.share_fen for line in first.lines] == [493_18, 41_10]
    assert (first.cost_fen, first.share_fen, second.share_fen) == (1300_00, 534_28, 765_72)


def test_a_share_is_taken_from_principal_then_interest_and_the_rest_is_owed() -> None:
    # 101 had 5,325.62 and 6.25 after March; it bears all of 6,000.00.
    more = "\n2025-04-02 付-0001 某公司 | 修阳台\n  1 5001维修支出 6000.00 household=01-1-101\n  1 1001银行存款:1234建行 -6000.00\n"
    books = shifan(more)
    charge = Charge("修阳台", "", standing_uses(books)[-1:])
    (notice,) = share_notices(
        books, replay(books).shares[OWNERS], charge, NoticeSetting(date(2025, 4, 30), UNTIL)
    )
    assert (notice.principal_fen, notice.interest_fen, notice.arrears_fen) == (5325_62, 6_25, 668_13)
    assert (notice.share_fen, notice.balance_fen, notice.method) == (6000_00, 0, "凭证逐户列明")
    assert notice.lines[0].formula == "凭证列明本户 6,000.00 元；余额不足，欠款增加 668.13 元"


def test_a_use_that_was_undone_is_told_to_nobody() -> None:
    undone = "\n2025-03-22 付-0002 某电梯公司 | 注销 | reverses=2025-03-F0001\n  1 5001维修支出 -1200.00 scope=01-1\n  1 1001银行存款:1234建行 1200.00\n"
    assert _notices(undone) == ()


def test_notices_lie_in_the_order_of_the_doors_with_selling_units_last() -> None:
    homes = [
        replace(household(name), kind="public_housing") for name in ("02-1-101", "01-1-1001", "01-1-201")
    ]
    text = """
2025-02-01 付-0001 某公司 | 修管
  2 5001维修支出 30.00 scope=all
  2 5001维修支出 70.00 selling_unit=01
  2 1001银行存款 -100.00
"""
    books = written(text, homes, [Fund(PUBLIC_HOUSING, "public_housing", ())])
    shares = replay(books).shares[PUBLIC_HOUSING]
    notices = share_notices(books, shares, Charge("修管", "", standing_uses(books)), SETTING)
    assert [(one.head.house, one.share_fen) for one in notices] == [
        ("01幢1单元201室", 10_00),
        ("01幢1单元1001室", 10_00),
        ("02幢1单元101室", 10_00),
        ("售房单位01", 70_00),
    ]
    assert {(one.cost_fen, one.selling_unit_fen) for one in notices} == {(100_00, 70_00)}
    assert (notices[-1].head.household, notices[-1].head.area) == ("01", "")


HOUSE: Final = replace(household("01-1-101", "89.52"), first_deposit_fen=5818_85)
LACKING: Final = Shortfall(HOUSE, 1000_00, 2_00, 0, Fraction(3, 10), 4816_85, "difference")


def test_a_house_below_the_line_is_told_the_line_and_the_sum() -> None:
    notice = top_up_notice(shifan().community, owners_fund(), LACKING, SETTING)
    # 5,818.85 × 3/10 is 1,745.655, which is not rounded.
    assert notice.line == "5,818.85 元 × 3/10 = 1,745.655 元，余额 1,002.00 元不足此数"
    assert notice.reading == "补足到首期交存额：首期交存额 5,818.85 元 − 余额 1,002.00 元 = 4,816.85 元"
    assert (notice.balance_fen, notice.amount_capital) == (1002_00, "人民币肆仟捌佰壹拾陆元捌角伍分")
    assert any("01-1-101" in sentence for sentence in notice.payment)


@pytest.mark.parametrize(
    ("lacking", "line", "reading"),
    [
        (
            replace(LACKING, principal_fen=0, interest_fen=0, arrears_fen=50_00, amount_fen=5868_85),
            "余额 -50.00 元（已减欠款）不足此数",
            "首期交存额 5,818.85 元 − 余额 0.00 元 + 尚欠 50.00 元 = 5,868.85 元",
        ),
        (
            replace(LACKING, amount_fen=5818_85, reading="standard"),
            "余额 1,002.00 元不足此数",
            "按首期交纳的标准再交一次：5,818.85 元",
        ),
    ],
    ids=["with arrears", "the other reading"],
)
def test_the_sum_can_be_done_again(lacking: Shortfall, line: str, reading: str) -> None:
    notice = top_up_notice(shifan().community, owners_fund(), lacking, SETTING)
    assert notice.line.endswith(line)
    assert notice.reading.endswith(reading)
