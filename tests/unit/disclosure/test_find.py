"""Which lines can be found, in which order, on which page, and where they lead."""

from __future__ import annotations

from jjledger.disclosure.find import MOST_LINES, find_pages, found_lines
from jjledger.disclosure.published_data import main_disclosures
from tests.unit.disclosure import published_pages as out
from tests.unit.render import made_pages as made

LINES = found_lines(main_disclosures(out.ALL))


def test_every_item_of_every_period_and_every_voucher_once() -> None:
    told = [
        (line.kind, line.label, line.amount_fen)
        for line in LINES
        if line.day.year == 2025 and line.kind != "sum"
    ]
    assert told == [
        ("item", "存款利息收入", 50), ("item", "维修支出", -45),
        ("item", "停车", 450), ("item", "停车·月租", 250), ("item", "停车·包年", 200), ("item", "利息", 7),
        ("item", "存款利息收入", 50), ("item", "维修支出", -30),
        ("voucher", "修泵", -15), ("voucher", "八月停车", 450), ("voucher", "结息", 7),
        ("voucher", "修门", -30), ("voucher", "结息", 50),
    ]  # fmt: skip
    # And the sums: two of each fund's year or half-year, four of each quarter.
    assert [line.day.year for line in LINES] == [2025] * (13 + 8) + [2024] * (7 + 6)


def test_balances_and_sums_of_every_period_are_found() -> None:
    told = [
        (line.where, line.label, line.amount_fen)
        for line in LINES
        if line.kind == "sum" and line.path.startswith(("2025-Q3", "2025/"))
    ]
    # 10.00 brought forward and 4.57 earned; 60.00 and 40.00, of which 0.45 was spent and 0.50 came in.
    assert told == [
        ("2025年度 维修资金", "期初余额（上期结转）", 10000), ("2025年度 维修资金", "期末余额（结余）", 10005),
        ("2025年第三季度 公共收益", "期初余额（上期结转）", 1000), ("2025年第三季度 公共收益", "收入合计", 457),
        ("2025年第三季度 公共收益", "支出合计", 0), ("2025年第三季度 公共收益", "期末余额（结余）", 1457),
    ]  # fmt: skip
    assert {line.path for line in LINES if line.kind == "sum" and line.path.startswith("2025-Q3")} == {
        "2025-Q3/v1/public-revenue/index.html#lines"
    }


def test_a_voucher_of_a_half_year_leads_there_and_not_to_the_year() -> None:
    paths = {line.label: line.path for line in LINES if line.kind == "voucher" and line.day.year == 2025}
    assert paths["修门"] == "2025-H1/v2/maintenance-fund/index.html#v-2025-05-F0001"
    assert paths["修泵"] == "2025/v2/maintenance-fund/index.html#v-2025-11-F0001"


def test_a_line_says_where_it_stands() -> None:
    where = {line.label: line.where for line in LINES if line.day.year == 2025}
    assert where["停车·包年"] == "2025年第三季度 公共收益收入"
    assert where["维修支出"] == "2025年上半年 维修资金"
    assert where["八月停车"] == "8月5日 公共收益 收-0001 某物业公司"


def test_a_voucher_on_a_page_of_vouchers_is_found_there() -> None:
    many = [out.voucher(f"v-2025-07-S{number:04d}", "2025-07-05", "停车", 5) for number in range(1, 231)]
    busy = out.revenue("2025-Q3", "2025年第三季度", ("2025-07-01", "2025-09-30"), [], many)
    paths = [line.path for line in found_lines(main_disclosures([busy])) if line.kind == "voucher"]
    assert paths[0] == "2025-Q3/v1/public-revenue/vouchers-1/index.html#v-2025-07-S0001"
    assert paths[-1] == "2025-Q3/v1/public-revenue/vouchers-2/index.html#v-2025-07-S0230"


def test_each_year_begins_a_page_and_a_long_year_goes_on() -> None:
    long = [out.line(f"第{number}项", number) for number in range(MOST_LINES + 1)]
    pages = find_pages(
        made.community(),
        found_lines(
            main_disclosures([out.fund("2023", "2023年度", ("2023-01-01", "2023-12-31"), long, []), *out.ALL])
        ),
    )
    assert [(page.part.title, page.part.folder, page.part.lines) for page in pages] == [
        ("2025年", "", 21), ("2024年", "2024", 13), ("2023年", "2023", MOST_LINES),
        ("2023年（第 2 页）", "2023-2", 3),
    ]  # fmt: skip
    assert [month.title for month in pages[0].months] == [
        "各期项目", "2025年11月", "2025年8月", "2025年7月", "2025年5月", "2025年3月",
    ]  # fmt: skip
    assert {page.total for page in pages} == {34 + MOST_LINES + 3}


def test_a_community_that_has_disclosed_nothing_has_one_empty_page() -> None:
    (page,) = find_pages(made.community(), ())
    assert (page.part.folder, page.months, page.total, page.fetched) == ("", (), 0, True)
