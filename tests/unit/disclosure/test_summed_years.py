"""Years added up from their quarters, with a pencil: 4.50 + 0.07 twice, 5.00 + 0.90 twice."""

from __future__ import annotations

from jjledger.disclosure.published_data import Published, main_disclosures
from jjledger.disclosure.summed_years import summed_years
from tests.unit.disclosure import published_pages as out

ENDS = ("03-31", "06-30", "09-30", "12-31")


def quarter(number: int, year: int = 2025) -> tuple[str, dict[str, object]]:
    """Make a quarter like one of those written by hand, in turns."""
    model = (out.Q3_24 if number % 2 else out.Q3_25)[1]
    days = (f"{year}-{3 * number - 2:02d}-01", f"{year}-{ENDS[number - 1]}")
    path, data = out.revenue(f"{year}-Q{number}", f"第{number}季度", days, model["income"], model["vouchers"])
    return path, data | {"opening_fen": number, "closing_fen": 100 * number}


def summed(*pages: tuple[str, dict[str, object]]) -> tuple[Published, ...]:
    return summed_years(main_disclosures(pages))


def test_four_quarters_are_a_year() -> None:
    (year,) = summed(*(quarter(number) for number in (3, 1, 4, 2)))
    assert (year.code, year.words("period_title"), year.words("summed"), year.path) == (
        "2025", "2025年度", "各季度相加", "",
    )  # fmt: skip
    assert (year.opening_fen(), year.data["closing_fen"]) == (1, 400)
    assert (year.data["income_fen"], year.data["result_fen"]) == (2 * 590 + 2 * 457, 2 * 590 + 2 * 457)
    assert [(item.label, item.amount_fen) for item in year.items()] == [
        ("停车", 1900), ("停车·月租", 1100), ("停车·临停", 400), ("停车·包年", 400), ("场地", 180), ("利息", 14),
    ]  # fmt: skip


def test_a_year_that_lacks_a_quarter_is_none() -> None:
    assert summed(*(quarter(number) for number in (1, 2, 4))) == ()


def test_a_year_that_is_disclosed_itself_is_not_added_up() -> None:
    whole = out.revenue("2024", "2024年度", ("2024-01-01", "2024-12-31"), [], [])
    assert summed(*(quarter(number) for number in (1, 2, 3, 4)), whole) == ()


def test_owners_funds_disclose_their_years_themselves() -> None:
    halves = [
        out.fund(f"2025-H{number}", "半年", (f"2025-0{number}-01", f"2025-0{number}-28"), [], [])
        for number in (1, 2)
    ]
    assert summed(*halves) == ()
