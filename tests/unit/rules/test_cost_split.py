"""Who bears a cost; the examples an accountant can read stand in tests/law/scenarios/cost_split.toml."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jjledger.facts.community import Fund
from jjledger.facts.shares import FundShares
from jjledger.rules.cost_split import SellingUnit, Sharing, deposited_fen, short_fen, split_cost
from jjledger.rules.replay import replay
from tests.small_books import PUBLIC_HOUSING, books, detail, household, leg, owners_fund, split, voucher

AREAS = st.sampled_from(["50.00", "60.00", "89.52", "100.00"])
FEN = st.integers(0, 9)


def _rows(areas: list[str], building: str) -> tuple:
    return tuple(household(f"{building}-1-{place:03d}", area) for place, area in enumerate(areas))


@given(
    st.integers(1, 10_000), st.lists(AREAS, min_size=1, max_size=5), st.lists(AREAS, min_size=1, max_size=5), FEN, FEN
)  # fmt: skip
def test_all_is_borne_and_nobody_is_a_fen_off(
    cost: int, first: list[str], second: list[str], owners: int, unit: int
) -> None:
    """Each part lies less than a fen from its exact proportion of what was split."""
    selling = SellingUnit("01", owners, unit, Fraction(1))
    sharings = (Sharing("1", _rows(first, "01")), Sharing("2", _rows(second, "02"), selling))
    parts = split_cost(cost, sharings)
    assert sum(sum(part.shares_fen) + part.selling_unit_fen for part in parts) == cost
    whole = sum(sharing.area_dm2 for sharing in sharings)
    for part in parts:
        assert abs(part.cost_fen - Fraction(cost * part.sharing.area_dm2, whole)) < 1
        for row, share in zip(part.sharing.rows, part.shares_fen, strict=True):
            assert abs(share - Fraction(part.owners_fen * row.area_dm2, part.sharing.area_dm2)) < 1
    exact = Fraction(parts[1].cost_fen * owners, owners + unit) if owners + unit else parts[1].cost_fen
    assert abs(parts[1].owners_fen - exact) <= Fraction(1, 2)


def _public() -> FundShares:
    """Give a public-housing fund: opening money, a deposit, one undone, interest, and a draw."""
    rows = [replace(household(name), kind="public_housing") for name in ("02-1-101", "02-1-102")]
    fund = PUBLIC_HOUSING
    first, second = (split("household", name) for name in ("02-1-101", "02-1-102"))
    opening = voucher(
        "2025-01-01", "初-0001",
        leg("1001", "5000.00", fund=fund),
        leg("3002", "-1000.00", first, fund=fund),
        leg("3002", "-40.00", replace(first, part="interest"), fund=fund),
        leg("3002", "-3960.00", split("selling_unit", "01"), fund=fund),
    )  # fmt: skip
    paid_in = voucher(
        "2025-01-05", "收-0001", leg("1001", "200.00", fund=fund), leg("4001", "-200.00", second, fund=fund)
    )
    twice = voucher(
        "2025-01-06", "收-0002", leg("1001", "70.00", fund=fund), leg("4001", "-70.00", second, fund=fund)
    )
    undone = voucher(
        "2025-01-07", "收-0003", leg("1001", "-70.00", fund=fund), leg("4001", "70.00", second, fund=fund),
        reverses="2025-01-S0002",
    )  # fmt: skip
    drawn = voucher(
        "2025-02-01", "付-0001", leg("5001", "300.00", first, fund=fund), leg("1001", "-300.00", fund=fund)
    )
    return replay(
        books(
            [opening, paid_in, twice, undone, drawn], rows, [owners_fund(), Fund(fund, "public_housing", ())]
        )
    ).shares[fund]


def test_deposits_are_money_brought_in_and_not_interest_nor_what_was_spent() -> None:
    shares, day = _public(), date(2025, 12, 31)
    assert deposited_fen(shares, {"02-1-101"}, day) == 100_000  # neither the 40.00 interest nor the draw
    assert deposited_fen(shares, {"02-1-101", "02-1-102"}, day) == 120_000
    assert deposited_fen(shares, {"selling_unit:01"}, day) == 396_000
    assert deposited_fen(shares, {"02-1-102"}, date(2025, 1, 6)) == 27_000  # before the red letter


def test_money_moved_between_houses_was_deposited_by_who_has_it_now() -> None:
    rows = [household("01-1-101"), household("01-1-102")]
    paid_in = voucher(
        "2025-01-05", "收-0001", leg("1001", "10.00"), leg("4001", "-10.00", split("household", "01-1-101"))
    )
    moved = voucher(
        "2025-01-06", "转-0001",
        leg("3001", "10.00", split("household", "01-1-101")), leg("3001", "-10.00", detail([("01-1-102", "10.00")])),
    )  # fmt: skip
    shares = replay(books([paid_in, moved], rows)).shares["1维修资金"]
    day = date(2025, 1, 31)
    assert [deposited_fen(shares, {name}, day) for name in ("01-1-101", "01-1-102")] == [0, 1_000]


def test_a_draw_finds_the_deposits_of_its_day_and_not_the_distributions() -> None:
    """10.00 the day before, 5.00 the same day; 1.00 of income is handed out that evening."""
    house = split("household", "01-1-101")
    found = books(
        [
            voucher("2025-01-05", "收-0001", leg("1001", "10.00"), leg("4001", "-10.00", house)),
            voucher("2025-01-06", "收-0002", leg("1001", "5.00"), leg("4001", "-5.00", house)),
            voucher("2025-01-05", "收-0003", leg("1001", "1.00"), leg("4101", "-1.00")),
            voucher(
                "2025-01-06", "转-0001", leg("3101", "1.00"),
                leg("3001", "-1.00", split("interest", "2025-01-05/2025-01-06")),
            ),
        ],
        [household("01-1-101")],
    )  # fmt: skip
    shares = replay(found).shares["1维修资金"]
    assert short_fen(shares, [0], [1_501], date(2025, 1, 6)) == ((1_500, 0, 1),)
    assert short_fen(shares, [0], [1_500], date(2025, 1, 6)) == ((1_500, 0, 0),)
    assert short_fen(shares, [0], [1_501], date(2025, 1, 7)) == ((1_500, 100, 0),)
