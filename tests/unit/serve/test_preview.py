"""Disclosures as the plain tables of a page inside Fava, from one real community's books."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from jjledger.disclosure.models import MaintenanceFund, PublicRevenue
from jjledger.serve.preview import Row, statement
from jjledger.units import yuan
from jjledger.workflows.inspect import inspect

SAMPLE = Path(__file__).parents[3] / "ledgers" / "bailu"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[PublicRevenue | MaintenanceFund]:
    folder = shutil.copytree(SAMPLE, tmp_path_factory.mktemp("ledgers") / "bailu")
    return list(inspect(Path(folder), date(2026, 1, 31)).documents)


def fen(row: Row) -> int:
    return int(row.amount.replace(",", "").replace(".", ""))


def test_the_latest_of_each_kind_is_there(documents: list[PublicRevenue | MaintenanceFund]) -> None:
    assert {type(document) for document in documents} == {PublicRevenue, MaintenanceFund}


def test_public_revenue_adds_up_as_printed(documents: list[PublicRevenue | MaintenanceFund]) -> None:
    shown = statement(next(document for document in documents if isinstance(document, PublicRevenue)))
    totals = {row.label: fen(row) for row in shown.rows if row.total}
    assert list(totals) == ["上期结转", "收入合计", "支出合计", "本期收支差额", "期末结余"]
    assert totals["上期结转"] + totals["收入合计"] - totals["支出合计"] == totals["期末结余"]
    labels = [row.label for row in shown.rows]
    income = shown.rows[1 : labels.index("收入合计")]
    assert sum(fen(row) for row in income if not row.indent) == totals["收入合计"]


def test_a_funds_table_ends_with_what_there_is(documents: list[PublicRevenue | MaintenanceFund]) -> None:
    document = next(document for document in documents if isinstance(document, MaintenanceFund))
    shown = statement(document)
    totals = {row.label: fen(row) for row in shown.rows if row.total}
    assert totals["上期结转"] + totals["本期收支差额"] == totals["期末余额"]
    assert shown.rows[-1].amount == yuan(document.closing_fen)


def test_an_item_of_a_line_stands_further_in(documents: list[PublicRevenue | MaintenanceFund]) -> None:
    document = next(document for document in documents if isinstance(document, PublicRevenue))
    shown = {row.label: row.indent for row in statement(document).rows}
    lines = [*document.income, *document.expense]
    assert {line.level for line in lines} == {1, 2}
    assert all(shown[line.label] == ("" if line.level == 1 else "\u3000") for line in lines)


def test_a_title_says_of_which_fund_and_when(documents: list[PublicRevenue | MaintenanceFund]) -> None:
    shown = [statement(document) for document in documents]
    assert all(re_title.title.count(" · ") == 2 for re_title in shown)
    assert any("公共收益收支公示 · 公共收益 · 2025年" in one.title for one in shown)
    assert all(one.notes for one in shown)
