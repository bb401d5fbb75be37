"""The poster: what stands on it, and that its sums come out however little of it there is room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jjledger.disclosure.models import BankTie, Change, Correction, Line, PublicRevenue
from jjledger.disclosure.poster import hangs, poster, posting_words
from jjledger.disclosure.poster_models import Poster, PosterRow, Stamp
from jjledger.disclosure.poster_rows import Page
from tests.unit.render import made_pages as made

ROOT = "0123456789abcdef" * 4
STAMP = Stamp(ROOT)


def lines(*amounts: int) -> tuple[Line, ...]:
    """Make items 甲1, 甲2 and so on."""
    return tuple(Line(f"甲{number}", fen, 1, ()) for number, fen in enumerate(amounts, 1))


def with_items(income: tuple[Line, ...], expense: tuple[Line, ...]) -> PublicRevenue:
    """Make a page of public revenue with other items."""
    page = made.revenue()
    earned = sum(line.amount_fen for line in income if line.level == 1)
    spent = sum(line.amount_fen for line in expense if line.level == 1)
    return replace(
        page,
        income=income,
        income_fen=earned,
        expense=expense,
        expense_fen=spent,
        closing_fen=page.opening_fen + earned - spent,
    )


def with_head(page: Page, **changed: Any) -> Page:  # noqa: ANN401 -- any field of a head
    """Change some of a page's head."""
    return replace(page, head=replace(page.head, **changed))


def sides(paper: Poster) -> Iterator[tuple[PosterRow, list[PosterRow]]]:
    """Give each sum with the items below it."""
    found: list[tuple[PosterRow, list[PosterRow]]] = []
    for row in paper.rows[1:-1]:
        if row.kind == "sum":
            found.append((row, []))
        else:
            found[-1][1].append(row)
    return iter(found)


def assert_ties(paper: Poster) -> None:
    """Reckon a poster's sum as a passer-by would."""
    assert paper.rows[0].kind == "opening"
    assert paper.rows[-1].kind == "closing"
    total = paper.rows[0].amount_fen
    for one, items in sides(paper):
        total += one.amount_fen if one.sign == "+" else -one.amount_fen
        assert not items or sum(item.amount_fen for item in items) == one.amount_fen
    assert total == paper.rows[-1].amount_fen == paper.closing_fen


def words(paper: Poster) -> list[tuple[str, str, int]]:
    """Give what is read row by row."""
    return [(row.sign, row.label, row.amount_fen) for row in paper.rows]


def test_public_revenue_in_full() -> None:
    paper = poster(made.revenue(), STAMP)
    assert words(paper) == [
        ("", "上期结转", 100001),
        ("+", "本期收入", 50325),
        ("", "停车·月租", 40010),
        ("", "停车·临停", 10010),
        ("", "利息", 305),
        ("-", "本期支出", 12040),
        ("", "成本：保安", 12040),
        ("=", "期末结余", 138286),
    ]
    assert_ties(paper)
    assert (paper.closing_label, paper.closing_fen) == ("公共收益期末结余", 138286)
    assert (paper.tied, paper.tie) == (True, "与银行对账单核对一致（2025年9月30日）")
    assert paper.notes == ("收入中有 120.06 元是预收的，属于以后期间。",)
    assert paper.correction == ()


def test_an_owners_fund_tells_its_repairs_by_size() -> None:
    paper = poster(made.fund(), STAMP)
    assert words(paper)[:6] == [
        ("", "上期结转", 2005005),
        ("+", "交存", 80030),
        ("+", "利息等收入", 1520),
        ("-", "维修支出", 120040),
        ("", "更换曳引机", 90010),
        ("", "合并列示的维修", 30030),
    ]
    assert_ties(paper)
    assert (paper.tied, paper.tie) == (False, "未与银行核对")
    assert paper.notes == (
        "结余与银行存款相差 85.99 元：备用金 85.99 元。",
        "余额中有 16.12 元收益还没有分到各户。",
    )


@pytest.mark.parametrize("income", range(0, 41, 5))
@pytest.mark.parametrize("expense", [0, 1, 2, 7, 40])
def test_however_many_items_there_are_the_sums_come_out(income: int, expense: int) -> None:
    page = with_items(
        lines(*(1001 * number for number in range(1, income + 1))),
        lines(*(777 * number * number for number in range(1, expense + 1))),
    )
    paper = poster(page, STAMP)
    assert_ties(paper)
    for count, (_, items) in zip((income, expense), sides(paper), strict=True):
        told = [item for item in items if item.kind == "item"]
        rest = [item.label for item in items if item.kind == "rest"]
        assert rest in ([], [f"其余 {count - len(told)} 项合计"])
        assert len(told) == count or rest or not told
        amounts = [item.amount_fen for item in told]
        assert amounts == sorted(amounts, reverse=True)


def test_forty_lines_leave_the_largest_of_each_side() -> None:
    page = with_items(lines(*range(100, 4100, 100)), lines(*range(10, 410, 10)))
    income, expense = sides(poster(page, STAMP))
    assert income[1][0].amount_fen == 4000
    assert expense[1][0].amount_fen == 400  # although every item of income is larger
    assert income[1][-1].kind == expense[1][-1].kind == "rest"


def test_the_rest_is_never_one_item() -> None:
    for count in range(1, 30):
        for _, items in sides(poster(with_items(lines(*range(count, 0, -1)), ()), STAMP)):
            assert all(item.label != "其余 1 项合计" for item in items)


def test_an_item_below_zero_stands_by_its_size() -> None:
    paper = poster(with_items(lines(500, -90000, 20), ()), STAMP)
    income, _ = sides(paper)
    assert [item.amount_fen for item in income[1]] == [-90000, 500, 20]
    assert_ties(paper)


def test_what_takes_more_room_leaves_fewer_items() -> None:
    page = with_items(lines(*range(100, 2100, 100)), lines(*range(10, 210, 10)))
    plain = len(poster(page, STAMP).rows)
    change = Change("停车", "1.00", "2.00")
    correction = Correction(1, date(2025, 10, 1), "漏记一笔", "业主委员会", (change,) * 3)
    assert len(poster(with_head(page, correction=correction, edition=2), STAMP).rows) < plain
    assert len(poster(with_head(page, contact="咨询" * 40), STAMP).rows) < plain
    assert len(poster(replace(page, bank=BankTie("tied", 0, "核对" * 40, 0)), STAMP).rows) < plain
    assert len(poster(page, STAMP, room=900).rows) < plain


def test_letters_are_larger_where_there_is_room() -> None:
    assert poster(with_items((), ()), STAMP).scale == "large"
    assert poster(made.revenue(), STAMP).scale == "normal"
    assert poster(with_items(lines(*range(20)), ()), STAMP).scale == "small"


def test_a_correction_says_what_it_replaces_what_changed_why_and_who_approved_it() -> None:
    changes = (
        Change("成本", "100.40", "120.40"),
        Change("期末结余", "1,402.86", "1,382.86"),
        Change("凭证", "无", "保安"),
    )
    correction = Correction(1, date(2025, 10, 15), "漏记一笔。", "业主委员会", changes)
    assert poster(with_head(made.revenue(), correction=correction, edition=2), STAMP).correction == (
        (
            "更正：第 2 版，代替2025年10月15日的第 1 版。成本 100.40 → 120.40；期末结余 1,402.86 → 1,382.86；"
            "等 3 处，其余见网上公示。原因：漏记一笔。批准：业主委员会。"
        ),
    )
    added = Correction(1, date(2025, 10, 15), "补充公示资金清单，其他没有变化。", "", ())
    assert poster(with_head(made.revenue(), correction=added, edition=2), STAMP).correction == (
        "第 2 版，代替2025年10月15日的第 1 版；这里的数没有变。原因：补充公示资金清单，其他没有变化。",
    )


def changed(words: str, *, count: int = 1, reason: str = "摘要写得不清楚。") -> dict[str, Any]:
    """Make the correction of as many vouchers, whose words before and after are these."""
    change = Change("2025年8月付-0001号凭证的摘要", words, f"{words}（金额不变）")
    return {
        "edition": 2,
        "correction": Correction(1, date(2025, 10, 15), reason, "业主委员会", (change,) * count),
    }


@pytest.mark.parametrize("length", [1, 10, 20, 40, 80, 300])
@pytest.mark.parametrize("count", [1, 2, 50])
@pytest.mark.parametrize("reason", ["漏记。", "经业主委员会第三次会议核对凭证后更正，" * 12])
def test_however_long_a_correction_is_the_largest_lines_and_the_rest_stay(
    length: int, count: int, reason: str
) -> None:
    page = with_items(lines(*range(100, 4100, 100)), lines(*range(10, 410, 10)))
    paper = poster(with_head(page, **changed("摘" * length, count=count, reason=reason)), STAMP)
    (strip,) = paper.correction
    assert len(strip) <= 5 * 32, "five lines of 32 characters"
    for _, items in sides(paper):
        assert [items[0].kind, items[-1].kind] == ["item", "rest"]
    assert_ties(paper)


def test_a_correction_is_told_as_fully_as_there_is_room_for() -> None:
    page = with_items(lines(*range(100, 4100, 100)), lines(*range(10, 410, 10)))
    begins = "更正：第 2 版，代替2025年10月15日的第 1 版。"
    name = "2025年8月付-0001号凭证的摘要"
    assert poster(with_head(page, **changed("保安")), STAMP).correction == (
        f"{begins}{name} 保安 → 保安（金额不变）。原因：摘要写得不清楚。批准：业主委员会。",
    )
    assert poster(with_head(page, **changed("长" * 60)), STAMP).correction == (
        f"{begins}改了{name}（金额不变）；见网上公示。原因：摘要写得不清楚。批准：业主委员会。",
    )
    assert poster(with_head(page, **changed("长" * 60, count=3, reason="长" * 99)), STAMP).correction == (
        f"{begins}改了 3 处，见网上公示。原因见网上公示。",
    )


@pytest.mark.parametrize(
    ("issued", "days", "told"),
    [
        # The day it is put up does not count: of 15 days from the 15th, the 16th is the first and the 30th the last.
        (date(2025, 10, 15), 15, ("2025年10月15日起张贴 15 天，", "到10月30日止")),
        (date(2025, 12, 20), 20, ("2025年12月20日起张贴 20 天，", "到2026年1月9日止")),
        (date(2024, 2, 28), 1, ("2024年2月28日起张贴 1 天，", "到2月29日止")),
        (None, 30, ("自张贴之日起 30 天",)),
    ],
)
def test_how_long_it_hangs(issued: date | None, days: int, told: tuple[str, ...]) -> None:
    assert posting_words(issued, days) == told


@pytest.mark.parametrize(
    ("address", "led_to"),
    [
        ("https://a.cn/d/guiyu/2025-Q3/v1/public-revenue/", "https://a.cn/d/guiyu/2025-Q3/"),
        ("https://a.cn/x/d/guiyu/2025-Q3/v12/public-revenue/", "https://a.cn/x/d/guiyu/2025-Q3/"),
        ("", ""),
    ],
)
def test_its_code_leads_to_the_period_whatever_the_edition(address: str, led_to: str) -> None:
    assert poster(with_head(made.revenue(), address=address), STAMP).foot.address == led_to


def test_the_foot() -> None:
    page = made.revenue()
    twice = with_head(page, grounds=page.head.grounds * 2)
    below = poster(twice, STAMP, draft=True).foot
    assert below.root == ("01234567", "89abcdef") * 4
    assert below.grounds == ("台州市物业管理条例第25条",)
    assert below.contact == "街道财务服务中心"
    assert below.draft
    assert poster(page, Stamp()).foot.root == ()


def test_papers_hang_for_a_year_after_the_period() -> None:
    last = date(2023, 12, 31)
    assert hangs(last, date(2024, 12, 31))  # 366 days, since 2024 has a 29 February
    assert not hangs(last, date(2025, 1, 1))
    assert hangs(last, None)  # a draft, which somebody asked for
