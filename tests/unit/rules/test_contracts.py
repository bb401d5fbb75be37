"""What contracts make due and which receipt pays which of it, with days counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from jjledger.facts.revenue import Due, Rate, RevenueContract
from jjledger.period import Interval
from jjledger.rules.contracts import Received, dues_of, ends_soon, received_by
from tests.written_books import written


def contract(first: date, last: date, *rates: Rate, dated: tuple[Due, ...] = ()) -> RevenueContract:
    return RevenueContract(
        id="2025-01",
        title="地面停车",
        kind="parking",
        party="某公司",
        company=True,
        place="",
        fund="3公共收益",
        account="Income:3公共收益:6001停车",
        first_day=first,
        last_day=last,
        rates=rates,
        dated=dated,
    )


def quarterly(fen: int = 300_00, day: int = 10) -> RevenueContract:
    first = date(2025, 1, 1)
    return contract(first, date(2025, 12, 31), Rate(first, "quarter", day, fen))


def receipts(text: str, of: RevenueContract) -> Received:
    return received_by([of], written(text).posted())[0]


def paid(received: Received) -> list[int]:
    return [one.received_fen for one in received.standings]


@pytest.mark.parametrize(
    ("every", "day", "dues"),
    [
        ("month", 31, ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"]),
        ("month", 5, ["2025-01-10", "2025-02-05", "2025-03-05", "2025-04-05"]),  # nothing before the term
        ("quarter", 15, ["2025-01-15", "2025-04-15"]),
        ("year", 15, ["2025-01-15"]),
    ],
)
def test_when_amounts_are_due(every: Interval, day: int, dues: list[str]) -> None:
    first = date(2025, 1, 10)
    found = dues_of(contract(first, date(2025, 5, 9), Rate(first, every, day, 100_00)))
    assert [one.day.isoformat() for one in found] == dues
    assert found[-1].last_day == date(2025, 5, 9)


def test_an_interval_cut_short_is_due_by_its_days() -> None:
    first = date(2025, 1, 1)
    found = dues_of(contract(first, date(2025, 4, 10), Rate(first, "month", 1, 100_00)))
    # 10 of April's 30 days: 33.333…
    assert [one.amount_fen for one in found] == [100_00, 100_00, 100_00, 33_33]


def test_an_amount_that_changes_by_a_dated_step() -> None:
    first = date(2025, 1, 1)
    rates = (Rate(first, "quarter", 10, 300_00), Rate(date(2025, 7, 1), "month", 10, 110_00))
    found = dues_of(contract(first, date(2025, 9, 30), *rates))
    assert [one.amount_fen for one in found] == [300_00, 300_00, 110_00, 110_00, 110_00]
    assert found[1].last_day == date(2025, 6, 30)


def test_months_of_a_term_that_begins_on_the_last_of_one() -> None:
    first = date(2025, 1, 31)
    found = dues_of(contract(first, date(2025, 4, 29), Rate(first, "month", 31, 100_00)))
    assert [(one.first_day, one.last_day) for one in found] == [
        (date(2025, 1, 31), date(2025, 2, 27)),
        (date(2025, 2, 28), date(2025, 3, 30)),
        (date(2025, 3, 31), date(2025, 4, 29)),
    ]


def test_part_payments_fill_the_oldest_due_first() -> None:
    received = receipts(
        """
2025-01-20 收-0001 甲 | 部分 | contract=2025-01
  3 1001银行存款:5678农行 100.00
  3 6001停车 -100.00
2025-05-20 收-0001 甲 | 余款和下期 | contract=2025-01
  3 1001银行存款:5678农行 250.00
  3 6001停车 -250.00
2025-05-21 收-0002 乙 | 别的合同 | contract=2025-02
  3 1001银行存款:5678农行 999.00
  3 6001停车 -999.00
""",
        quarterly(),
    )
    assert paid(received) == [300_00, 50_00, 0, 0]
    assert received.standings[0].last_received == date(2025, 5, 20)
    assert [one.days_overdue(date(2025, 5, 31)) for one in received.standings] == [0, 51, 0, 0]
    assert received.standings[1].days_overdue(date(2025, 4, 10)) == 0  # on the day itself nothing is late
    assert received.standings[1].days_overdue(date(2025, 4, 11)) == 1


def test_a_prepayment_fills_dues_to_come_and_the_rest_is_surplus() -> None:
    received = receipts(
        """
2025-01-02 收-0001 甲 | 一次付清 | contract=2025-01
  3 1001银行存款:5678农行 1200.01
  3 6001停车 -1200.01
""",
        quarterly(),
    )
    assert paid(received) == [300_00] * 4
    assert received.surplus_fen == 1


def test_a_red_letter_takes_back_what_its_own_receipt_paid() -> None:
    received = receipts(
        """
2025-01-02 收-0001 甲 | 第一期 | contract=2025-01
  3 1001银行存款:5678农行 300.00
  3 6001停车 -300.00
2025-02-02 收-0001 甲 | 第二期 | contract=2025-01
  3 1001银行存款:5678农行 300.00
  3 6001停车 -300.00
2025-03-02 收-0001 甲 | 注销第一期 | reverses=2025-01-S0001
  3 1001银行存款:5678农行 -300.00
  3 6001停车 300.00
""",
        quarterly(),
    )
    assert paid(received) == [0, 300_00, 0, 0]
    assert received.standings[0].last_received is None


def test_money_given_back_without_a_red_letter_empties_the_latest_due() -> None:
    received = receipts(
        """
2025-01-02 收-0001 甲 | 两期 | contract=2025-01
  3 1001银行存款:5678农行 600.00
  3 6001停车 -600.00
2025-03-02 付-0001 甲 | 退回 | contract=2025-01
  3 6001停车 100.00
  3 1001银行存款:5678农行 -100.00
""",
        quarterly(),
    )
    assert paid(received) == [300_00, 200_00, 0, 0]


def test_a_deposit_held_as_security_pays_nothing() -> None:
    received = receipts(
        """
2025-01-02 收-0001 甲 | 押金 | contract=2025-01
  3 1001银行存款:5678农行 500.00
  3 2201押金 -500.00
""",
        quarterly(),
    )
    assert paid(received) == [0, 0, 0, 0]
    assert not received.parts


@pytest.mark.parametrize(
    ("day", "soon"),
    [
        (date(2025, 11, 1), True),
        (date(2025, 10, 31), False),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_a_contract_that_ends_within_sixty_days(day: date, *, soon: bool) -> None:
    assert ends_soon(quarterly(), day, 60) is soon
