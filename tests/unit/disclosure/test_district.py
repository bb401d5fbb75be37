"""The district's index: one row a community, and their sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.calendar_models import Duty, DutyState
from jjledger.disclosure.district import (
    district_index,
    district_row,
    held_row,
)
from jjledger.disclosure.models import CommunityPage, Entry, FundBalance, HeldFinding
from jjledger.facts.community import District

DAY, JUNE = date(2025, 8, 31), date(2025, 6, 30)
BALANCES = (
    FundBalance("维修资金", "maintenance", 100_00, JUNE),
    FundBalance("公房维修资金", "public_housing", 30_00, JUNE),
    FundBalance("公共收益", "public_revenue", 7_00, DAY),
    FundBalance("保修金", "warranty", 1000_00, DAY),
)
DISTRICT = District("某区", ("yi", "er", "san"), "服务中心")


def _entry(code: str, state: str) -> Entry:
    out = state == "out"
    return Entry(
        "public-revenue", "公共收益收支公示", code, f"{code} 期", f"{code}/public-revenue/",
        7_00 if out else None, "out" if out else "held" if state == "held" else "missing", "",
    )  # fmt: skip


def _page(code: str, *entries: Entry) -> CommunityPage:
    return CommunityPage(f"{code}小区", code, 12, BALANCES, DAY, entries, (), "", "服务中心", sample=False)


def test_a_row_sums_owners_funds_and_public_revenue_and_no_warranty() -> None:
    row = district_row(_page("yi", _entry("2025-Q2", "out"), _entry("2025-Q1", "out")))
    assert (row.name, row.code, row.households) == ("yi小区", "yi", 12)
    assert (row.maintenance_fund_fen, row.public_revenue_fen) == (130_00, 7_00)
    assert (row.latest, row.state, row.words) == ("2025-Q2 期", "complete", "网上齐全")


def _late(code: str, days: int, kind: str = "public-revenue") -> Duty:
    return Duty(kind, "", "", code, DAY, "", "", "", "late", "", None, days)


@pytest.mark.parametrize(
    ("entries", "late", "state", "words"),
    [
        ((_entry("2025-Q2", "missing"), _entry("2025-Q1", "out")), (), "complete", "网上齐全"),
        (
            (_entry("2025-Q2", "missing"), _entry("2025-Q1", "out")),
            (_late("2025-Q2", 12),), "late", "1 项逾期未公示，最久 12 天",
        ),
        ((_entry("2025-Q2", "held"), _entry("2025-Q1", "out")), (), "held", "1 项暂缓公示"),
        (
            (_entry("2025-Q2", "held"), _entry("2025-Q1", "missing"), _entry("2024-Q4", "missing")),
            (_late("2025-Q2", 12), _late("2025-Q1", 104), _late("2024-Q4", 194)),
            "held", "1 项暂缓公示，2 项逾期未公示，最久 194 天",
        ),
        (
            (_entry("2025-Q2", "out"), _entry("2025-Q1", "out")),
            (_late("", 3, "handover"),), "late", "1 项逾期未办理，最久 3 天",
        ),
    ],
)  # fmt: skip
def test_a_row_says_what_is_missing_or_late(
    entries: tuple[Entry, ...], late: tuple[Duty, ...], state: str, words: str
) -> None:
    row = district_row(replace(_page("yi", *entries), duties=late))
    assert (row.state, row.words) == (state, words)


def _duty(code: str, state: DutyState, due: date | None, kind: str = "public-revenue") -> Duty:
    return Duty(kind, "", "", code, due, "", "", "", state, "")


def test_what_did_not_hang_is_not_complete_and_the_day_and_the_next_deadline_are_told() -> None:
    unposted = [
        _duty("2025-Q1", "unposted", DAY),
        _duty("2025-Q2", "unposted", DAY),
        _duty("2025-Q2", "unposted", DAY, "contracts"),
    ]
    ahead = [_duty("2025-Q4", "coming", date(2026, 1, 30)), _duty("2025-Q3", "missing", date(2025, 10, 30))]
    open_ended = _duty("", "open", None, "handover")
    page = replace(_page("yi", _entry("2025-Q2", "out")), told_on=date(2025, 10, 12))
    row = district_row(replace(page, duties=(*unposted, *ahead, open_ended)))
    assert row.state == "unposted"
    assert row.words == (
        "截至2025年10月12日，网上齐全，2 期没有登记张贴，或张贴天数不足；下一个期限2025年10月30日"
    )
    hung = district_row(replace(page, duties=tuple(ahead)))
    assert (hung.state, hung.words) == (
        "complete",
        "截至2025年10月12日，网上齐全；下一个期限2025年10月30日",
    )


def test_nothing_out_and_nothing_due_is_not_called_complete() -> None:
    assert district_row(_page("yi", _entry("2025-Q2", "missing"))).words == "还没有到期的公示"
    assert district_row(_page("yi")).words == "没有要公示的"


def test_the_latest_period_is_no_single_day() -> None:
    vote = replace(_entry("2025-08-10.decision-2025-01", "out"), document="decision")
    assert district_row(_page("yi", vote, _entry("2025-Q1", "out"))).latest == "2025-Q1 期"
    assert district_row(_page("yi", _entry("2025-Q1", "missing"))).latest == ""


def test_books_that_hold_something_back_are_held_whatever_is_out() -> None:
    page = replace(_page("yi", _entry("2025-Q2", "out")), held=(HeldFinding("B10", "账簿有误"),))
    assert (district_row(page).state, district_row(page).words) == ("held", "账簿有问题，暂缓公示")


def test_the_index_sums_its_rows_and_stands_in_the_districts_order() -> None:
    pages = [
        replace(_page("san"), vouchers=400),
        replace(_page("yi"), vouchers=73),
        replace(_page("qi"), as_of=date(2025, 7, 31)),
    ]
    index = district_index(DISTRICT, pages, [held_row("二小区", "er", "账簿读不出来")])
    assert [row.code for row in index.rows] == ["yi", "er", "san", "qi"]
    assert (index.communities, index.vouchers) == (4, 473)
    assert (index.public_revenue_fen, index.maintenance_fund_fen) == (21_00, 390_00)
    assert (index.as_of, index.owners_as_of) == (DAY, JUNE)
    assert (index.name, index.contact, index.sample) == ("某区", "服务中心", False)


def test_a_community_that_cannot_be_read_has_no_figures() -> None:
    row = held_row("二小区", "er", "账簿读不出来")
    assert (row.public_revenue_fen, row.maintenance_fund_fen, row.latest) == (None, None, "")
    assert (row.state, row.words) == ("held", "账簿读不出来")


def test_a_community_that_is_there_and_cannot_be_read_now_is_one_row() -> None:
    index = district_index(DISTRICT, [_page("yi")], [held_row("一小区", "yi", "账簿读不出来")])
    assert [(row.code, row.state) for row in index.rows] == [("yi", "held")]
    assert index.public_revenue_fen == 0


def test_where_the_district_names_no_office_the_committees_are_asked() -> None:
    assert district_index(replace(DISTRICT, contact=" "), [_page("yi")], []).contact == "各小区业主委员会"


def test_made_up_books_make_a_made_up_district() -> None:
    assert district_index(DISTRICT, [_page("yi"), replace(_page("er"), sample=True)], []).sample


def test_without_owners_funds_there_is_one_day() -> None:
    page = replace(_page("yi"), balances=BALANCES[2:])
    assert district_index(DISTRICT, [page], []).owners_as_of == DAY


def test_a_district_that_cannot_be_read_at_all_has_no_index() -> None:
    with pytest.raises(ValueError, match="没有一个小区"):
        district_index(DISTRICT, [], [held_row("二小区", "er", "")])


def test_a_balance_that_is_not_known_makes_no_sum() -> None:
    unknown = (replace(BALANCES[0], balance_fen=None), *BALANCES[1:])
    row = district_row(replace(_page("yi"), balances=unknown))
    assert (row.maintenance_fund_fen, row.public_revenue_fen) == (None, 7_00)
