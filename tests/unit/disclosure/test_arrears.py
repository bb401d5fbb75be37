"""What households owe together, told only where it tells of nobody."""

from __future__ import annotations

from datetime import date

from jjledger.disclosure.arrears import Arrears, arrears
from jjledger.rules.replay import replay
from tests.small_books import OWNERS, household
from tests.written_books import written

HOMES = [household(f"01-1-{n}01") for n in range(1, 15)]
JUNE, DECEMBER = date(2025, 6, 30), date(2025, 12, 31)


def _arrears(notes: str, day: date = DECEMBER) -> Arrears:
    return arrears(replay(written(notes, HOMES)).shares[OWNERS], day)


def _draw(day: str, number: str, homes: int, yuan: str) -> str:
    scope = "+".join(home.id for home in HOMES[:homes])
    return f"\n{day} {number} 某公司 | 修\n  1 5001维修支出 {yuan} scope={scope}\n  1 1001银行存款 -{yuan}\n"


def test_nobody_owes() -> None:
    assert _arrears("") == Arrears(0, 0)
    paid = (
        "\n2025-01-01 收-0001 业主 | 交\n  1 1001银行存款 9.00\n  1 4001交存收入 -9.00 household=01-1-101\n"
    )
    assert _arrears(paid) == Arrears(0, 0)


def test_ten_who_owe_are_summed_and_nine_only_counted() -> None:
    assert _arrears(_draw("2025-02-01", "付-0001", 10, "50.00")) == Arrears(10, 50_00)
    assert _arrears(_draw("2025-02-01", "付-0001", 9, "45.00")) == Arrears(9, None)


def test_one_more_who_owes_is_not_told_by_the_difference_of_two_sums() -> None:
    notes = _draw("2025-02-01", "付-0001", 10, "50.00") + _draw("2025-08-01", "付-0001", 1, "3.00")
    assert _arrears(notes, JUNE) == Arrears(10, 50_00)
    assert _arrears(notes) == Arrears(10, None)


def test_ten_of_whom_one_owes_more_than_all_others_are_only_counted() -> None:
    notes = _draw("2025-02-01", "付-0001", 10, "50.00") + _draw("2025-02-02", "付-0002", 1, "41.00")
    assert _arrears(notes) == Arrears(10, None)


def test_what_was_paid_is_not_owed_any_more() -> None:
    paid = """
2025-03-01 收-0001 业主 | 交
  1 1001银行存款 5.00
  1 4001交存收入 -5.00 household=01-1-101
"""
    assert _arrears(_draw("2025-02-01", "付-0001", 11, "55.00") + paid) == Arrears(10, 50_00)


def test_a_selling_unit_is_no_household() -> None:
    notes = (
        "\n2025-02-01 付-0001 某公司 | 修\n  1 5001维修支出 9.00 selling_unit=01\n  1 1001银行存款 -9.00\n"
    )
    assert _arrears(notes) == Arrears(0, 0)
