"""Yields on their base and published rates on the same days, by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from jjledger.rules.declared import MissingRate
from jjledger.rules.replay import replay
from jjledger.rules.yields import Base, Stretch, at_rates, base_of, gain_of, yield_of
from tests.small_books import household, owners_fund, pool, rates
from tests.written_books import written

HOMES = (household("01-1-101", "100.00"),)
NOTES = """
2024-12-11 收-0001 业主 | 交存
  1 1001银行存款:5678农行 10000.00
  1 4001交存收入 -10000.00 household=01-1-101
2025-01-11 转-0001 某银行 | 购买国债
  1 1101国债投资 4000.00
  1 1001银行存款:5678农行 -4000.00
2025-01-21 付-0001 某公司 | 维修
  1 5001维修支出 1000.00 scope=all
  1 1001银行存款:5678农行 -1000.00
2025-01-31 收-0001 某银行 | 结息
  1 1001银行存款:5678农行 31.00
  1 4101存款利息收入 -20.00
  1 4102国债利息收入 -8.00
  1 4201经营收入 -3.00
2025-01-31 转-0002 全体业主 | 分配
  1 3101待分配累计收益 15.00
  1 3001商品住宅维修资金 -15.00 interest=2025-01-01/2025-01-31
"""
JANUARY = (date(2025, 1, 1), date(2025, 1, 31))


def _base(first: date = JANUARY[0]) -> Base:
    books = written(NOTES, HOMES)
    return base_of(books.posted(), books.community.funds[0], first, JANUARY[1])


def test_a_purchase_of_bonds_leaves_the_base_as_it_was() -> None:
    # 20 days at 10,000.00 (the 11th changes nothing), 10 at 9,000.00, the 31st at 9,031.00
    base = _base()
    assert base.balance_days_fen == 100 * (10000 * 20 + 9000 * 10 + 9031)
    assert base.days == 31
    assert base.average_fen == Fraction(100 * 299031, 31)


def test_days_before_the_first_voucher_are_not_counted() -> None:
    assert _base(date(2024, 1, 1)).days == 21 + 31


def test_a_yield_is_scaled_to_365_days_and_is_none_without_a_base() -> None:
    year = Base((Stretch(date(2025, 1, 1), date(2026, 1, 1), 100000),))
    assert yield_of(1320, year) == Fraction(132, 10000)
    # 1.00 on 1,000.00 in 25 days is 0.1 %: 1.46 % in 365 days
    short = Base((Stretch(date(2025, 1, 1), date(2025, 1, 26), 100000),))
    assert yield_of(100, short) == Fraction(146, 10000)
    assert yield_of(100, Base(())) is None


def test_demand_of_ninety_days() -> None:
    """A published example: 10,000.00 × 0.36 % ÷ 360 × 90 = 9.00."""
    base = Base((Stretch(date(2025, 1, 1), date(2025, 4, 1), 1000000),))
    assert base.days == 90
    assert at_rates(base, rates(("2020-01-01", "0.36", "")), "new") == 900


def test_a_rate_that_changes_holds_from_its_own_day() -> None:
    base = Base((Stretch(date(2025, 1, 1), date(2025, 1, 31), 1000000),))
    # 10 days at 3.60 % and 20 at 1.80 %: 10,000.00 × 0.01 % a day × 10, and half of that × 20
    table = rates(("2020-01-01", "3.60", ""), ("2025-01-11", "1.80", ""))
    assert at_rates(base, table, "new") == 1000 + 1000


def test_a_missing_rate_is_named_where_there_was_money() -> None:
    base = Base(
        (
            Stretch(date(2025, 1, 1), date(2025, 1, 5), 0),
            Stretch(date(2025, 1, 5), date(2025, 1, 31), 100),
        )
    )
    assert at_rates(base, rates(("2025-01-05", "3.60", "")), "new") == Fraction(100 * 26 * 36, 1000 * 360)
    late = rates(("2025-01-06", "3.60", ""))
    assert at_rates(base, late, "new") == MissingRate("rates.csv", "new", date(2025, 1, 5))
    assert isinstance(at_rates(base, rates(("2025-01-01", "1", "")), "old"), MissingRate)


def test_what_was_earned_and_neither_handed_out_nor_kept_back() -> None:
    fund = owners_fund(pool("1/10"))
    books = written(NOTES, HOMES, (fund,))
    gain = gain_of(books.posted(), fund, replay(books).shares[fund.code], *JANUARY)
    assert gain.interest_fen == {"4101": 2000, "4102": 800}
    # A tenth of 31.00 is kept back: 31.00 - 15.00 - 3.10
    assert (gain.earned_fen, gain.distributed_fen, gain.kept_back_fen) == (3100, 1500, 310)
    assert gain.added_fen == 1290
