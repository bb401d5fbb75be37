"""What assets earn: shared by quantity, whether paid at once or month by month."""

from __future__ import annotations

from datetime import date

import pytest

from jjledger.facts.revenue import ASSET_CLASSES, Asset
from jjledger.period import parse_period
from jjledger.rules.assets import incomes, is_earning, last_two_quarters
from jjledger.rules.covers import earnings_of
from jjledger.units import fen_from_text
from tests.written_books import written


def asset(
    identity: str, quantity: int = 1, contracts: tuple[str, ...] = (), *, kind: str = "广告位"
) -> Asset:
    return Asset(identity, kind, identity, "", quantity, date(2024, 1, 1), None, contracts, None, "", 2)


BOARDS = (asset("GG-01", 2, ("2025-01",)), asset("GG-02", 1, ("2025-01",)), asset("TC-01", kind="停车"))
NOTES = """
2025-01-05 收-0001 甲 | 全年广告 | contract=2025-01 covers=2025-01-01/2025-12-31
  3 1001银行存款:5678农行 100.00
  3 6002广告 -100.00
2025-02-05 收-0001 乙 | 停车 | asset=TC-01
  3 1001银行存款:5678农行 8.00
  3 6001停车 -8.00
2025-02-06 收-0002 丙 | 废品
  3 1001银行存款:5678农行 3.00
  3 6099其他 -3.00
"""


@pytest.mark.parametrize(
    ("code", "received", "belonging", "unexplained"),
    [
        # 100.00 two to one: 66.67 and 33.33. By months 8.49 (.315), 7.67 (.123) or 8.21 (.918), 99.94 in all:
        # six odd fen to the four 30-day months, January and March. 8.50 + 7.67 + 8.50 = 24.67: 16.45 and 8.22.
        ("2025-Q1", [66_67, 33_33, 8_00], [16_45, 8_22, 8_00], 3_00),
        ("2025-Q4", [0, 0, 0], None, 0),
        ("2026-Q1", [0, 0, 0], [0, 0, 0], 0),
    ],
)
def test_what_each_asset_brought(
    code: str, received: list[int], belonging: list[int] | None, unexplained: int
) -> None:
    earnings = earnings_of(written(NOTES).posted(), "3公共收益", ())
    found, rest = incomes(BOARDS, earnings, parse_period(code))
    assert [one.received_fen for one in found] == received
    assert rest == unexplained
    if belonging is not None:
        assert [one.belonging_fen for one in found] == belonging
    else:
        assert all(one.belonging_fen for one in found[:2]), "paid in January, and still earning"


@pytest.mark.parametrize("amount", ["100.00", "99.97", "0.11", "12345.67"])
def test_the_quarters_of_an_asset_sum_to_its_year_and_its_year_to_its_share(amount: str) -> None:
    boards = tuple(asset(f"GG-{number}", number, ("2025-01",)) for number in (1, 2, 4, 7))
    notes = f"""
2025-01-05 收-0001 甲 | 全年广告 | contract=2025-01 covers=2025-01-16/2026-01-15
  3 1001银行存款:5678农行 {amount}
  3 6002广告 -{amount}
2025-11-05 收-0001 甲 | 半年广告 | contract=2025-01 covers=2025-07-01/2025-12-31
  3 1001银行存款:5678农行 {amount}
  3 6002广告 -{amount}
2025-11-06 收-0002 甲 | 注销 | reverses=2025-11-S0001
  3 1001银行存款:5678农行 -{amount}
  3 6002广告 {amount}
"""
    earnings = earnings_of(written(notes).posted(), "3公共收益", ())

    def belonging(*codes: str) -> list[int]:
        found = [incomes(boards, earnings, parse_period(code))[0] for code in codes]
        return [sum(one.belonging_fen for one in of_board) for of_board in zip(*found, strict=True)]

    assert belonging("2025") == belonging("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
    assert belonging("2025") == belonging(*(f"2025-{month:02}" for month in range(1, 13)))
    received, rest = incomes(boards, earnings, parse_period("2025"))
    assert belonging("2025", "2026") == [one.received_fen for one in received]
    assert (sum(belonging("2025", "2026")), rest) == (fen_from_text(amount), 0)


@pytest.mark.parametrize(
    ("day", "quarters"),
    [
        (date(2025, 1, 1), ["2024-Q3", "2024-Q4"]),
        (date(2025, 3, 31), ["2024-Q3", "2024-Q4"]),
        (date(2025, 4, 1), ["2024-Q4", "2025-Q1"]),
        (date(2025, 12, 31), ["2025-Q2", "2025-Q3"]),
    ],
)
def test_the_last_two_whole_quarters(day: date, quarters: list[str]) -> None:
    assert [quarter.code for quarter in last_two_quarters(day)] == quarters


def test_seven_classes_of_which_four_earn() -> None:
    classes = {one.name: one for one in ASSET_CLASSES}
    earning = [name for name in classes if is_earning(asset("X", kind=name), classes)]
    assert (len(classes), earning) == (7, ["停车", "广告位", "场地", "经营设施"])


def test_the_vouchers_by_which_cash_came_in_are_named() -> None:
    earnings = earnings_of(written(NOTES).posted(), "3公共收益", ())
    found, _ = incomes(BOARDS, earnings, parse_period("2025-Q1"))
    assert [[voucher.key for voucher in one.vouchers] for one in found] == [
        ["2025-01-S0001"], ["2025-01-S0001"], ["2025-02-S0001"],
    ]  # fmt: skip
    later, _ = incomes(BOARDS, earnings, parse_period("2025-Q4"))
    assert not any(one.vouchers for one in later)
