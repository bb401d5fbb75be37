"""What each page shows, read back from the HTML as a browser reads it."""

import re
from dataclasses import replace
from datetime import date

import jinja2
import pytest

from jjledger.disclosure.models import (
    Change,
    Correction,
    HouseholdStatement,
    MaintenanceFund,
    PublicRevenue,
)
from jjledger.render import html
from tests.unit.render import made_pages as made
from tests.unit.render.reading import read

QR = '<svg class="made-qr"><path d="M0 0"/></svg>'
REVENUE = html.disclosure(made.revenue(), "screen")
FUND = html.disclosure(made.fund(), "screen")
PAPER = {
    page.head.document: html.disclosure(page, "paper", QR)
    for page in (made.revenue(), made.fund(), made.household())
}
DISCLOSURES = [
    pytest.param(page, medium, id=f"{page.head.document}-{medium}")
    for page in (made.revenue(), made.fund(), made.household())
    for medium in ("screen", "paper")
]


def test_a_disclosure_leads_to_its_files_its_community_and_the_district() -> None:
    links = {link.attributes["href"] for link in read(REVENUE).all("a")}
    assert links >= {
        "report.pdf",
        "data.json",
        "lines.csv",
        "lines.xlsx",
        "vouchers.csv",
        "vouchers.xlsx",
        "../../index.html",
        "../../../index.html",
        "../../../../../index.html",
    }


def test_the_largest_figure_comes_first_then_its_sum() -> None:
    page = read(REVENUE).one("main")
    assert page.one("p", "figure").text == "¥1,382.86"
    assert page.one("p", "capital").text == "人民币壹仟叁佰捌拾贰元捌角陆分"
    assert [item.text for item in page.one("ul", "equation").all("li")] == [
        "上期结转 1,000.01",
        "+ 本期收入 503.25",
        "− 本期支出 120.40",
        "= 期末结余 1,382.86",
    ]
    order = [
        element for element in page.all() if {"balance", "sum", "answers", "statement"} & {*element.classes}
    ]
    assert [element.classes[0] for element in order] == ["balance", "sum", "answers", "statement"]


def test_the_tie_to_the_bank_is_said_in_words() -> None:
    tied = read(REVENUE).one("p", "tie")
    assert tied.classes == ["tie", "tied"]
    assert tied.text == "银行存款 1,382.86 元，与银行对账单核对一致（2025年9月30日）"
    unchecked = read(PAPER["maintenance-fund"]).one("p", "tie")
    assert unchecked.classes == ["tie", "unchecked"]
    assert unchecked.text.startswith("银行存款 19,500.00 元，未与银行核对；")


def test_the_statement_of_public_revenue_line_by_line() -> None:
    rows = read(REVENUE).one("table", "statement").rows()
    assert rows == [
        ["上期结转", "1,000.01", ""],
        ["收入"],
        ["停车", "500.20", "2 张凭证 7月 收-0001 9月 收-0001"],
        ["其中：月租", "400.10", "2 张凭证 7月 收-0001 9月 收-0001"],
        ["临停", "100.10", "9月 收-0001"],
        ["利息", "3.05", "9月 收-0002"],
        ["收入合计", "503.25", ""],
        ["其中属于以后期间", "120.06", ""],
        ["支出"],
        ["成本 含税费", "120.40", "8月 付-0001"],
        ["支出合计", "120.40", ""],
        ["净收入（收入减成本和税费）", "382.85", ""],
        ["本期收支差额", "382.85", ""],
        ["期末结余", "1,382.86", ""],
    ]


@pytest.mark.parametrize("medium", ["screen", "paper"])
@pytest.mark.parametrize("model", [made.revenue(), made.fund()], ids=["revenue", "fund"])
def test_every_line_and_project_leads_to_its_vouchers(
    model: PublicRevenue | MaintenanceFund, medium: html.Medium
) -> None:
    page = read(html.disclosure(model, medium))
    lines = (*model.income, *model.expense) if hasattr(model, "income") else model.lines
    expected = [(line.label, [f"#{anchor}" for anchor in line.vouchers]) for line in lines]
    expected += [
        (project.title, [f"#{anchor}" for anchor in project.vouchers])
        for project in getattr(model, "projects", ())
    ]
    expected += [(row.who, [f"#{anchor}" for anchor in row.vouchers]) for row in model.answers.decided]
    found = [
        (row.one("th").text, [link.attributes["href"] for link in row.all("a")])
        for row in page.all("tr")
        if row.all("a")
    ]
    assert [links for _, links in found] == [links for _, links in expected]
    assert all(label in words for (words, _), (label, _) in zip(found, expected, strict=True))
    anchors = {element.attributes["id"] for element in page.all(kind="voucher")}
    assert anchors == {voucher.anchor for voucher in model.vouchers}


def test_a_line_without_its_voucher_is_an_error_and_no_dead_link() -> None:
    broken = replace(made.revenue(), vouchers=made.revenue().vouchers[1:])
    with pytest.raises(jinja2.UndefinedError):
        html.disclosure(broken, "screen")


def test_the_fund_by_whose_it_is_by_project_and_by_building() -> None:
    page = read(FUND)
    assert page.one("table", "owners").rows() == [
        ["记在各户名下", "20,000.00", "19,569.87"],
        ["待分配累计收益", "50.05", "16.12"],
        ["合计", "20,050.05", "19,585.99"],
    ]
    assert page.one("table", "projects").rows() == [
        ["更换曳引机", "01幢1单元，36 户", "2025-01", "900.10", "5月 付-0001"],
        [
            "合并列示的维修",
            "涉及个别住户或按明细表分到各户，合并列示",
            "—",
            "300.30",
            "2 张凭证 12月 合并收退 11月 付-0001",
        ],
        ["合计", "", "", "1,200.40", ""],
    ]
    assert page.one("table", "buildings").rows() == [
        ["01幢", "12", "9,000.87"],
        ["02、05幢合并 户数不足 10 户的幢，合并列示", "11", "10,569.00"],
        ["合计", "", "19,569.87"],
    ]
    assert [item.text for item in page.one("ul", "remarks").all("li")] == [
        "待分配累计收益是已经到账、还没有分到各户的利息等收益。",
        "本期把 40.04 元收益分到各户，从“待分配累计收益”转到“记在各户名下”，合计不变。",
        "期末有 12 户余额不够分摊，所欠已从“记在各户名下”中减去。各户欠多少只告诉本户，不在这里列。",
    ]


def test_figures_and_words_have_one_minus_sign_and_dates_keep_their_hyphens() -> None:
    bank = replace(made.fund().bank, words="未与银行核对；结余与银行存款相差 -85.99 元：应付款 -1,200.00 元")
    model = replace(made.fund(), bank=bank)
    model = replace(
        model, vouchers=(replace(model.vouchers[0], note="冲销 2025-05 收-0001"), *model.vouchers[1:])
    )
    for medium in ("screen", "paper"):
        page = read(html.disclosure(model, medium))
        assert page.one("p", "tie").text.endswith("相差 −85.99 元：应付款 −1,200.00 元")
        assert "−9.09" in page.text
        assert "冲销 2025-05 收-0001" in page.text
        assert not re.findall(r"(?<!\d)-¥?\d[\d,]*\.\d\d", page.text)


def test_what_would_tell_a_single_household_is_not_told() -> None:
    few = replace(made.fund(), arrears_households=2)
    few = replace(few, buildings=(replace(few.buildings[0], closing_fen=None), few.buildings[1]))
    page = read(html.disclosure(few, "screen"))
    assert page.one("table", "buildings").rows()[0] == ["01幢", "12", "不单列"]
    assert "2 户余额不够分摊" in page.one("ul", "remarks").text
    assert "各户欠多少只告诉本户，不在这里列" in page.one("ul", "remarks").text


def test_vouchers_with_their_entries() -> None:
    page = read(REVENUE)
    voucher = page.one("li", "voucher", id="v-2025-09-S0001")
    assert voucher.one("h3").text == "9月 收-0001 2025年9月4日 +199.90"
    assert [row.text for row in voucher.one("dl").all("div")] == ["对方 某物业公司", "附单据 2 张"]
    assert [leg.text for leg in voucher.one("details").one("ul", "legs").all("li")] == [
        "借 银行存款 — 1234建行 199.90",
        "贷 停车 — 01月租 99.80",
        "贷 停车 — 02临停 100.10",
    ]
    assert page.one("li", "voucher", id="v-2025-08-F0001").one("h3").one(kind="num").text == "−120.40"


def test_a_voucher_names_the_decision_and_what_it_corrects() -> None:
    first, *others = made.revenue().vouchers
    decided = replace(first, decision="2025-03", note="冲销 2025-05 收-0001")
    model = replace(made.revenue(), vouchers=(decided, *others))
    facts = [
        row.text
        for row in read(html.disclosure(model, "screen")).all("li", "voucher")[0].one("dl").all("div")
    ]
    assert facts[2:] == ["业主决定 2025-03", "备注 冲销 2025-05 收-0001"]
    cells = read(html.disclosure(model, "paper")).one("table", "vouchers").rows()[0]
    assert "业主决定 2025-03；冲销 2025-05 收-0001" in cells[2]


def test_a_household_can_do_its_sums_again() -> None:
    page = read(html.disclosure(made.household(), "screen"))
    assert page.one("p", "figure").text == "¥316.78"
    assert page.one("dl", "home").text == (
        "地址 桂语府·Ⅱ期01幢2单元301室 分户产业代码 01-2-301 建筑面积 89.52 m²"
        " 结转期间 2025年1月1日至2025年12月31日 流水号 9F3A-2C71-B04D-55E0 资金 维修资金"
    )
    balances = [row for row in page.one("table", "year").rows() if len(row) > 2]
    assert balances == [["年初余额", "500.00", "20.02", "520.02"], ["年末余额", "289.69", "27.09", "316.78"]]
    assert page.one("table", "movements").rows() == [
        ["期初余额", "520.02"],
        ["2025-03-05", "续交 2025-03 收-0001 凭证列明本户", "+100.00", "+100.00", "0.00", "620.02"],
        [
            "2025-08-01", "更换水泵 2025-08 付-0001 12,345.67 元 × 89.52 ÷ 3561.50 m² = 310.3142… 元，先舍到分；全体共差 24 分，按舍去部分从大到小每户补 1 分，本户排第 25（同样多的按房屋编号），不补，计 310.31 元",
            "−310.31", "−310.31", "0.00", "309.71",
        ],
        ["2025-12-31", "分配利息 2025-12 转-0001 积数 18,000", "+7.07", "0.00", "+7.07", "316.78"],
    ]  # fmt: skip
    assert "只给本户业主" in page.one("ul", "posting").text
    assert {link.attributes["href"] for link in page.all("a")} == {"#main"}


def test_a_household_that_owes_sees_how_much() -> None:
    owing = replace(
        made.household(), closing_principal_fen=0, closing_interest_fen=0, closing_arrears_fen=3303,
        used_fen=66012, closing_capital="人民币零元整",
    )  # fmt: skip
    page = read(html.disclosure(owing, "screen"))
    assert page.one("p", "owes").one("strong").text == "尚欠 ¥33.03"
    first, last = (row for row in page.one("table", "year").rows() if len(row) > 2)
    assert (first[3], last[1:4]) == ("0.00", ["0.00", "0.00", "33.03"])


@pytest.mark.parametrize("text", PAPER.values(), ids=PAPER)
def test_paper_stands_alone(text: str) -> None:
    page = read(text)
    assert not page.all("nav")
    assert not page.all("link")
    assert not page.all("details")
    assert page.one("div", "qr").one("svg", "made-qr")
    assert "街道财务服务中心" in page.one("ul", "posting").text
    addresses = {link.attributes["href"] for link in page.all("a", "address")}
    others = {link.attributes["href"] for link in page.all("a")} - addresses
    assert all(address.startswith("#") for address in others)


def test_paper_says_where_the_page_is_and_how_long_it_hangs() -> None:
    posting = read(PAPER["public-revenue"]).one("ul", "posting")
    assert "自张贴之日起 20 天" in posting.text
    head = read(PAPER["public-revenue"]).one("header", "head")
    assert head.one("a").text == "https://gongshi.example/d/guiyu/2025-Q3/v1/public-revenue/"
    assert [row[1] for row in read(PAPER["public-revenue"]).one("table", "vouchers").rows()] == [
        "收-0001",
        "付-0001",
        "收-0001",
        "收-0002",
    ]
    assert (
        "借 成本 120.40；贷 银行存款 — 1234建行 120.40"
        in read(PAPER["public-revenue"]).one(id="v-2025-08-F0001").text
    )


def test_a_screen_shows_no_code_to_scan_and_paper_none_that_is_not_there() -> None:
    assert not read(html.disclosure(made.revenue(), "screen", QR)).all(kind="qr")
    assert not read(html.disclosure(made.revenue(), "paper")).all(kind="qr")


@pytest.mark.parametrize(("page", "medium"), DISCLOSURES)
def test_grounds_notes_and_edition_are_told(
    page: PublicRevenue | MaintenanceFund | HouseholdStatement, medium: html.Medium
) -> None:
    first = read(html.disclosure(page, medium))
    assert first.one("div", "ground").text == "台州市物业管理条例第25条 2021年5月1日起施行 在显著位置公示"
    assert first.one("ul", "notes").text == "每季度公示一次。"
    assert first.one("p", "sample").text.startswith("演示数据")
    assert not first.all(kind="correction")
    told = Correction(1, date(2025, 10, 9), "收据漏记。", "某街道办", (Change("停车", "450.10", "500.20"),))
    later = replace(page.head, edition=2, issued=date(2026, 1, 5), correction=told, sample=False)
    second = read(html.disclosure(replace(page, head=later), medium))
    strip = second.one("section", "correction")
    assert [part.text for part in strip.all("p")] == [
        "第 1 版（2025年10月9日）→ 第 2 版（2026年1月5日）",
        "收据漏记。 批准：某街道办。",
    ]
    assert [item.text for item in strip.all("li")] == ["停车 450.10 → 500.20"]
    assert "2026年1月5日公示，第 2 版" in second.one("header", "head").text
    assert "演示数据" not in second.text


def test_an_edition_that_only_adds_papers_says_that_this_page_is_as_it_was() -> None:
    told = Correction(1, date(2025, 10, 9), "补发先前没有备齐的公示。", "", ())
    later = replace(made.revenue().head, edition=2, issued=date(2026, 1, 5), correction=told)
    strip = read(html.disclosure(replace(made.revenue(), head=later), "paper")).one("section", "correction")
    assert not strip.all("li")
    assert "本页内容没有变化。" in strip.text
    assert "批准" not in strip.text


def test_the_chart_has_words_for_who_cannot_see_it() -> None:
    chart = read(REVENUE).one("svg", "bars")
    assert chart.attributes["role"] == "img"
    words = "收入：停车 500.20 元，利息 3.05 元；支出：成本 120.40 元"
    assert chart.one("title").text == f"各项收入和支出，单位元。{words}"
    assert [bar.attributes["width"] for bar in chart.all("rect") if "track" not in bar.classes] == [
        "100.0%",
        "0.6%",
        "24.1%",
    ]
    assert all(element.attributes["fill"] for element in chart.all() if element.tag in {"rect", "text"})


def test_a_period_without_movement_still_has_its_page() -> None:
    empty = replace(
        made.revenue(), income=(), expense=(), income_fen=0, expense_fen=0, result_fen=0,
        closing_fen=100001, bars=(), vouchers=(), answers=replace(made.REVENUE_ANSWERS, decided=()),
    )  # fmt: skip
    page = read(html.disclosure(empty, "screen"))
    assert "本期没有收入和支出" in page.text
    assert "本期没有凭证" in page.text
    idle = replace(made.fund(), projects=(), buildings=(), distributed_fen=0, arrears_households=0)
    assert "本期没有使用维修资金" in read(html.disclosure(idle, "paper")).text


def test_a_community_shows_what_is_out_and_says_what_is_not() -> None:
    page = read(html.community(made.community()))
    assert [item.text for item in page.one("section", "balances").all("li")] == [
        "维修资金（截至2025年6月30日） ¥19,585.99",
        "公共收益 ¥1,382.86",
    ]
    listed = page.one(id="disclosures")
    assert [heading.text for heading in listed.all("h3")] == ["2025年", "2024年"]
    periods = page.all("div", "of-period")
    assert [(item.classes[1], item.one("p", "state").text) for item in periods] == [
        ("held", "暂缓公示：凭证号有缺号"),
        ("late", "未公示，应于2026年1月30日前公示"),
        ("unposted", "已公示"),
        ("unposted", "已公示"),
    ]
    assert [[link.attributes["href"] for link in item.all("a")] for item in periods] == [
        [],
        [],
        ["2025-Q3/index.html", "2025-Q3/v1/public-revenue/index.html"],
        ["2024/index.html", "2024/v1/maintenance-fund/index.html"],
    ]
    assert all(item.one("p", "state").one("svg", "icon") for item in periods)
    assert "N02 凭证号有缺号" in page.all("section", "attention")[0].text


def test_a_community_says_what_is_late_what_comes_next_and_what_has_not_hung() -> None:
    page = read(html.community(made.community()))
    late = page.all("section", "attention")[1]
    assert late.one("h2").text == "2 项逾期"
    (group,) = late.all("li")  # two of one period that stand alike are told once
    assert [part.text for part in group.all("p")] == [
        "2025期 maintenance-fund公示、annual公示",
        "本期应于2026年1月30日前公示，尚未公示 12 天",
        "依据：某条例第3条；期末后 30 天内",
    ]
    calendar = page.one(id="calendar")
    assert [item.one("p", "stands").text for item in calendar.all("li")] == [
        "2026年3月31日期末，应于2026年4月30日前公示",
        "尚未登记张贴",
    ]
    calm = read(html.community(replace(made.community(), duties=(), held=())))
    assert not calm.all("section", "attention")
    assert not [part for part in calm.all("section") if part.attributes.get("id") == "calendar"]


def test_a_book_that_is_held_is_not_linked() -> None:
    page = read(html.community(replace(made.community(), book_path="", held=(), duties=())))
    assert "公开账暂缓公示" in page.one(id="book").text
    assert not [link for link in page.all("a") if "book" in link.attributes["href"]]
    assert not page.all(kind="attention")


def test_a_district_lists_its_communities_and_names_who_is_behind() -> None:
    page = read(html.district(made.district()))
    assert [item.text for item in page.one("section", "balances").all("li")] == [
        "在管公共收益 ¥1,506.97",
        "维修资金（截至2025年6月30日） ¥19,985.99",
    ]
    assert page.one("section", "balances").one("p").text == "截至2025年9月30日，3 个小区，公共收益凭证 473 张"
    assert page.one("table", "communities").rows() == [
        ["枫晚居", "—", "—", "—", "—", "账簿读不出来"],
        ["桂语府·Ⅱ期", "352", "2025年第三季度", "1,382.86", "19,585.99", "齐全"],
        ["听澜苑", "280", "2025年上半年", "124.11", "400.00", "2 项逾期未公示"],
    ]
    attention = page.one("section", "attention")
    assert [item.text for item in attention.all("li")] == ["听澜苑 2 项逾期未公示", "枫晚居 账簿读不出来"]
    calm = replace(made.district(), rows=made.district().rows[:1])
    assert not read(html.district(calm)).all(kind="attention")


def test_a_negative_amount_has_its_yuan_sign_at_the_digits() -> None:
    behind = replace(made.revenue(), opening_fen=-138285 - 38286, closing_fen=-138286)
    assert read(html.disclosure(behind, "screen")).one("p", "figure").text == "−¥1,382.86"
