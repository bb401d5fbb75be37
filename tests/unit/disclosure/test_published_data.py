"""What is read of a data.json, whichever version of the program wrote it."""

from __future__ import annotations

from jjledger.disclosure.published_data import main_disclosures
from tests.unit.disclosure import published_pages as out


def test_disclosures_stand_oldest_first_and_of_equal_ends_the_shortest() -> None:
    year_of_revenue = out.revenue("2025", "2025年度", ("2025-01-01", "2025-09-30"), [], [])
    found = main_disclosures([*out.ALL, year_of_revenue])
    assert [page.code for page in found] == ["2024-Q3", "2024", "2025-H1", "2025-Q3", "2025", "2025"]
    assert [page.path for page in found][3:5] == ["2025-Q3/v1/public-revenue", "2025/v1/public-revenue"]


def test_papers_about_an_event_and_papers_without_a_balance_are_left_aside() -> None:
    path, data = out.Q3_25
    event = {**data, "head": {**data["head"], "period_code": "2025-03-10.project-2025-01"}}
    bare = {"head": data["head"]}
    listless = {**data, "vouchers": None}
    found = main_disclosures([("a", event), ("b", bare), ("c", listless), ("d", {}), (f"{path}/", data)])
    assert [page.path for page in found] == [path]


def test_an_item_is_named_with_what_it_belongs_to() -> None:
    page = main_disclosures([out.Q3_24])[0]
    assert [(item.side, item.label, item.amount_fen) for item in page.items()] == [
        ("收入", "停车", 500), ("收入", "停车·月租", 300), ("收入", "停车·临停", 200), ("收入", "场地", 90),
    ]  # fmt: skip


def test_a_fund_begins_with_owners_and_undistributed_money() -> None:
    assert main_disclosures([out.H1_25])[0].opening_fen() == 10000
    assert main_disclosures([out.Q3_24])[0].opening_fen() == 1000


def test_a_field_that_an_old_version_did_not_write_is_not_missed() -> None:
    path, data = out.Q3_25
    old = {name: value for name, value in data.items() if name not in {"net_income_fen", "income_fen"}}
    page = main_disclosures([(path, old)])[0]
    assert len(list(page.items())) == 4
    assert page.words("issued") == ""
