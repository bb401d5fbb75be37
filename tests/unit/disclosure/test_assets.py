"""What all owners have in common, and what each of it earned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.disclosure.assets import IDLE, LET, OWN, asset_list
from jjledger.disclosure.head import Setting
from jjledger.disclosure.lint import lint
from jjledger.disclosure.revenue_models import AssetList, AssetRow
from jjledger.facts.books import Books
from jjledger.facts.revenue import Asset, Due, RevenueContract, RevenueRecords
from jjledger.period import parse_period
from tests.written_books import written

NOTES = """
2025-01-05 收-0001 某广告公司 | 一月到十二月广告 | contract=2025-01 covers=2025-01-01/2026-12-31
  3 1001银行存款:5678农行 7300.00
  3 6002广告 -7300.00
2025-02-05 收-0001 某停车公司 | 停车 | asset=TC-01
  3 1001银行存款:5678农行 800.00
  3 6001停车 -800.00
2025-03-06 付-0001 某停车公司 | 退多收的停车费 | asset=TC-01
  3 6001停车 50.00
  3 1001银行存款:5678农行 -50.00
2025-03-21 收-0001 农业银行 | 结息
  3 1001银行存款:5678农行 3.00
  3 6008利息 -3.00
"""


def _asset(number: str, kind: str, quantity: int = 1, *, until: date | None = None) -> Asset:
    contracts = ("2025-01",) if number.startswith("GG") else ()
    return Asset(
        number, kind, f"资产{number}", "大门", quantity, date(2020, 1, 1), until, contracts, None, "", 2
    )


ASSETS = (
    _asset("TC-01", "停车", 20),
    _asset("GG-01", "广告位", 3),
    _asset("GG-02", "广告位", 1),
    _asset("CD-01", "场地"),
    _asset("YF-01", "物业用房"),
    _asset("YF-00", "物业用房", until=date(2024, 12, 31)),
    _asset("ZZ-01", "自定"),
)


def books_of(notes: str = NOTES) -> Books:
    return replace(written(notes), revenue=RevenueRecords(assets=ASSETS))


def _page(code: str = "2025", books: Books | None = None) -> AssetList:
    books = books or books_of()
    return asset_list(books, books.community.funds[1], parse_period(code), Setting())


def _rows(page: AssetList) -> dict[str, AssetRow]:
    return {row.number: row for group in page.groups for row in group.assets}


def test_what_came_in_is_shared_by_quantity_and_opens_its_vouchers() -> None:
    rows = _rows(_page())
    # 7,300 by three to one; parking 800 less 50.
    assert [rows[number].received_fen for number in ("GG-01", "GG-02", "TC-01")] == [
        5_475_00, 1_825_00, 750_00,
    ]  # fmt: skip
    # 365 of 730 days belong to the year: half.
    assert (rows["GG-01"].belonging_fen, rows["TC-01"].belonging_fen) == (2_737_50, 750_00)
    assert rows["TC-01"].vouchers == ("v-2025-02-S0001", "v-2025-03-F0001")
    assert rows["GG-02"].vouchers == ("v-2025-01-S0001",)


def test_all_income_of_the_year_is_there_once() -> None:
    page = _page()
    assert (page.received_fen, page.other.amount_fen, page.income_fen) == (8_050_00, 3_00, 8_053_00)
    assert page.other.vouchers == ("v-2025-03-S0001",)
    assert sum(view.amount_fen for view in page.vouchers) == page.income_fen
    assert not lint(page)


def test_what_is_there_to_earn_and_did_not_is_told() -> None:
    page = _page()
    rows = _rows(page)
    assert [rows[number].use for number in ("TC-01", "CD-01", "YF-01", "ZZ-01")] == [LET, IDLE, OWN, OWN]
    assert (page.assets, page.idle) == (6, 1)


def test_classes_stand_in_the_communitys_order_and_unknown_ones_last() -> None:
    assert [group.title for group in _page().groups] == ["物业用房", "停车", "广告位", "场地", "自定"]
    assert [group.received_fen for group in _page().groups] == [0, 750_00, 7_300_00, 0, 0]


def test_what_left_the_register_before_is_not_shown() -> None:
    assert "YF-00" not in _rows(_page())
    assert "YF-00" in _rows(_page("2024"))


def test_a_year_earlier_paid_belongs_to_the_next_one_too() -> None:
    rows = _rows(_page("2026"))
    assert (rows["GG-01"].received_fen, rows["GG-01"].belonging_fen) == (0, 2_737_50)
    assert (rows["GG-01"].use, rows["GG-01"].vouchers) == (LET, ())


def test_what_the_register_says_of_later_days_leaves_the_page_as_it_was() -> None:
    before = _rows(_page())["GG-01"]
    contract = RevenueContract(
        "2026-01", "广告", "advertising", "某广告公司", company=True, place="大门", fund="3公共收益",
        account="Income:3公共收益:6002广告", first_day=date(2026, 1, 1), last_day=date(2026, 12, 31),
        dated=(Due(date(2026, 1, 5), 100, date(2026, 1, 1), date(2026, 12, 31)),),
    )  # fmt: skip
    later = tuple(
        replace(one, until=date(2026, 6, 30), contracts=(*one.contracts, "2026-01")) for one in ASSETS
    )
    books = replace(books_of(), revenue=RevenueRecords({"2026-01": contract}, assets=later))
    assert before.contracts == "2025-01"
    assert _rows(_page("2025", books))["GG-01"] == before
    assert _rows(_page("2026", books))["GG-01"].until == date(2026, 6, 30)
    assert _rows(_page("2026", books))["GG-01"].contracts == "2025-01、2026-01"
