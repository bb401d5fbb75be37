"""Whatever happened in a fund, its statements tie, and every household's papers come to its balance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from jjledger.disclosure.head import Setting
from jjledger.disclosure.household import household_statement
from jjledger.disclosure.ledger_card import ledger_card
from jjledger.disclosure.lint import lint
from jjledger.disclosure.statements import financial_statements
from jjledger.facts.books import Books
from jjledger.facts.shares import FundShares
from jjledger.period import parse_period
from jjledger.rules.replay import replay
from tests.properties.histories import FIRST, LAST, NAMES, history, register
from tests.small_books import OWNERS, books

PERIODS: Final = tuple(map(parse_period, ("2024-02", "2024-03", "2024-06", "2024")))
HISTORIES: Final = 120


def _sound() -> Iterator[tuple[str, Books, FundShares]]:
    """List histories in which everything could be carried out."""
    for number in range(HISTORIES):
        told = history(f"papers {number}")
        made = books(told.vouchers, register(), [told.fund])
        replayed = replay(made)
        if not replayed.problems:
            yield told.seed, made, replayed.shares[OWNERS]


SOUND: Final = tuple(_sound())


def test_there_is_something_to_draw_up() -> None:
    assert len(SOUND) > HISTORIES // 4


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.code)
def test_the_statements_tie_to_each_other_and_to_the_households(period: object) -> None:
    for seed, made, shares in SOUND:
        page = financial_statements(made, {OWNERS: shares}, period)
        off = [tie for one in page.statements for tie in one.ties if tie.state == "off"]
        assert not off, seed
        sheet = page.statements[0]
        assert {len(row.amounts_fen) for row in sheet.rows if row.kind != "group"} == {6}, seed


def test_a_household_reads_the_same_balance_on_its_card_and_on_its_statement() -> None:
    year = parse_period("2024")
    for seed, made, shares in SOUND:
        balances = shares.balances_at(year.last_day)
        for name in NAMES:
            at = shares.holders.index(name)
            parts = [int(part[at]) for part in (balances.principal, balances.interest, balances.arrears)]
            card = ledger_card(made, shares, name, FIRST, LAST)
            total = card.total
            assert [total.principal_fen, total.interest_fen, total.arrears_fen] == parts, seed
            page = household_statement(made, shares, name, year, Setting())
            closing = [page.closing_principal_fen, page.closing_interest_fen, page.closing_arrears_fen]
            assert closing == parts, seed
            assert lint(page) == (), seed
