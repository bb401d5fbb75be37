"""Each figure of a list, spoilt by one fen, is found; good ones pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jjledger.disclosure.lint import lint
from jjledger.disclosure.models import Disclosure
from tests.unit.disclosure.registers import assets, committee, contracts, funds, money


def _codes(page: Disclosure) -> list[str]:
    return sorted({finding.code for finding in lint(page)})


@pytest.mark.parametrize("page", [money(), funds(), assets(), contracts(), committee()])
def test_good_pages_pass(page: Disclosure) -> None:
    assert lint(page) == ()


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        (money(), ("accounts",)),
        (assets(), ("received_fen", "income_fen")),
        (
            contracts(),
            ("year_fen", "due_fen", "paid_fen", "open_fen", "received_fen", "income_fen"),
        ),
        (committee(), ("total_fen",)),
    ],
)
def test_a_sum_that_is_a_fen_off_is_found(page: Disclosure, fields: tuple[str, ...]) -> None:
    for name in fields:
        spoilt = replace(page, **{name: getattr(page, name) + 1})  # type: ignore[type-var]
        assert "D02" in _codes(spoilt), name


@pytest.mark.parametrize("name", ["total_fen", "owed_fen", "closing_fen"])
def test_a_fund_of_the_list_of_money_that_does_not_tie(name: str) -> None:
    page = money()
    revenue = page.funds[1]
    spoilt = replace(revenue, **{name: getattr(revenue, name) + 1})  # type: ignore[arg-type]
    assert _codes(replace(page, funds=(page.funds[0], spoilt, page.funds[2]))) == ["D02"]


@pytest.mark.parametrize("name", ["opening_fen", "in_fen", "out_fen", "closing_fen"])
def test_a_fund_side_by_side_that_does_not_tie(name: str) -> None:
    page = funds()
    for place, fund in enumerate(page.funds):
        spoilt = replace(fund, **{name: getattr(fund, name) + 1})  # type: ignore[arg-type]
        columns = (*page.funds[:place], spoilt, *page.funds[place + 1 :])
        assert set(_codes(replace(page, funds=columns))) & {"D02", "D05"}, fund.fund


def test_a_balance_without_what_was_brought_forward() -> None:
    page = funds()
    revenue = page.funds[1]
    spoilt = replace(revenue, closing_fen=revenue.in_fen - revenue.out_fen)
    assert "D05" in _codes(replace(page, funds=(page.funds[0], spoilt, page.funds[2])))


def test_a_budget_and_limits_that_do_not_tie() -> None:
    page = committee()
    budget = replace(page.budgets[0], left_fen=page.budgets[0].left_fen + 1)
    assert _codes(replace(page, budgets=(budget, *page.budgets[1:]))) == ["D02"]
    assert page.authority is not None
    assert _codes(replace(page, authority=replace(page.authority, used_fen=0))) == ["D02"]


def test_an_amount_that_opens_no_voucher() -> None:
    page = contracts()
    bare = replace(page.contracts[0], vouchers=())
    assert _codes(replace(page, contracts=(bare, *page.contracts[1:]))) == ["D06"]
    listed = assets()
    assert _codes(replace(listed, vouchers=listed.vouchers[1:])) == ["D06"]
    assert _codes(replace(listed, vouchers=(*listed.vouchers, listed.vouchers[0]))) == ["D06"]
    spent = committee()
    twice = replace(spent.own[0], vouchers=spent.own[0].vouchers * 2)
    assert _codes(replace(spent, own=(twice,))) == ["D06"]
    assert _codes(replace(money(), vouchers=())) == ["D06"]
    assert _codes(replace(funds(), vouchers=funds().vouchers[1:])) == ["D06"]
