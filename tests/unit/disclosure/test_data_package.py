"""The open data of a community, as its catalogue describes them."""

from __future__ import annotations

import hashlib
import re

from jjledger.disclosure.data_package import data_package
from jjledger.render.data import csv_bytes
from jjledger.render.tables import tables
from tests.unit.disclosure import published_pages as out
from tests.unit.render import made_pages as made

CSV = {
    f"2025-Q3/v1/public-revenue/{name}.csv": csv_bytes(table)
    for name, table in tables(made.revenue()).items()
}
PACKAGE = data_package(made.community(), [out.Q3_25], CSV, "https://gongshi.example")


def test_every_table_is_listed_with_what_it_weighs() -> None:
    assert [(one["path"], one["bytes"], one["hash"]) for one in PACKAGE["resources"]] == [
        (path, len(data), f"sha256:{hashlib.sha256(data).hexdigest()}") for path, data in sorted(CSV.items())
    ]
    assert [one["title"] for one in PACKAGE["resources"]] == [
        "2025年第三季度 某公示 收支明细", "2025年第三季度 某公示 凭证",
    ]  # fmt: skip
    assert all(re.fullmatch("[a-z0-9._-]+", one["name"]) for one in PACKAGE["resources"])


def test_columns_have_their_types_and_money_its_unit() -> None:
    lines, vouchers = (
        {field["name"]: field for field in one["schema"]["fields"]} for one in PACKAGE["resources"]
    )
    assert list(lines) == ["部分", "层级", "项目", "金额（元）", "凭证", "说明"]
    assert (lines["层级"]["type"], lines["项目"]["type"]) == ("integer", "string")
    assert (lines["金额（元）"]["type"], lines["金额（元）"]["unit"]) == ("number", "CNY")
    assert (vouchers["日期"]["type"], vouchers["日期"]["format"]) == ("date", "%Y-%m-%d")


def test_it_says_whose_data_they_are_and_what_may_be_done_with_them() -> None:
    assert (PACKAGE["name"], PACKAGE["title"]) == ("guiyu", "桂语府·Ⅱ期账目公示数据")
    assert PACKAGE["licenses"][0]["name"] == "CC-BY-4.0"
    assert PACKAGE["homepage"] == "https://gongshi.example/d/guiyu/"
    assert PACKAGE["sources"][0]["path"] == "https://gongshi.example/d/guiyu/book.beancount"
    alone = data_package(made.community(), [], {})
    assert "homepage" not in alone
    assert "path" not in alone["sources"][0]
