"""Three published accounts in every form they go out in: the page, the sheet, the table, all with the published figures."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from jjledger.books.ledger import load_ledger
from jjledger.disclosure.models import MaintenanceFund, PublicRevenue
from jjledger.period import parse_period
from jjledger.render.document import disclosure_files
from jjledger.workflows.disclose import Request, disclose
from tests.cases.test_pingan import EXPENSE, INCOME
from tests.unit.render.paper import printer, sheets
from tests.unit.render.reading import read

HERE: Final = Path(__file__).resolve().parent


class Published(NamedTuple):
    """What was published of one account, in yuan as people write them."""

    period: str
    today: date
    lines: tuple[tuple[str, str], ...]  # label and amount, in the order printed
    balances: tuple[str, ...]  # brought forward and left


def _whole(yuan: int) -> str:
    return f"{yuan:,}.00"


ACCOUNTS: Final = {
    "pingan": Published(
        "2017-H1",
        date(2017, 7, 15),
        tuple((label, _whole(yuan)) for label, yuan, _ in (*INCOME, *EXPENSE)),
        ("-1,332.00", "82,636.00", "71,828.00", "9,476.00"),
    ),
    "xinyuan": Published(
        "2022",
        date(2023, 1, 15),
        (("交存", "2,380,769.00"), ("存款利息收入", "480,216.41")),
        ("18,994,956.49", "21,855,941.90"),
    ),
    "quancheng": Published(
        "2020",
        date(2021, 1, 15),
        (("交存", "1,922,274,700.00"), ("存款利息收入", "478,099,800.00"), ("维修支出", "-85,978,800.00")),
        ("12,238,779,500.00", "14,553,175,200.00"),
    ),
}
EACH: Final = pytest.mark.parametrize("name", ACCOUNTS)


@cache
def _files(name: str) -> Mapping[str, bytes]:
    published = ACCOUNTS[name]
    ledger = load_ledger(HERE / name, published.today)
    disclosed = disclose(ledger, None, Request(published.today, parse_period(published.period)))
    (page,) = (page for page in disclosed.pages if isinstance(page, PublicRevenue | MaintenanceFund))
    return disclosure_files(page, printer())


def _printed(amount: str) -> str:
    return amount.replace("-", "−")


@EACH
def test_the_page_shows_every_published_line_in_its_order(name: str) -> None:
    page = read(_files(name)["index.html"].decode())
    rows = [row.text for row in page.all("tr", "line")]
    for label, amount in ACCOUNTS[name].lines:
        assert any(label in row and _printed(amount) in row for row in rows), (label, rows)
    for amount in ACCOUNTS[name].balances:
        assert _printed(amount) in page.text or f"−¥{amount[1:]}" in page.text, amount


@EACH
def test_the_sheet_says_the_same(name: str) -> None:
    text = "".join(sheets(_files(name)["report.pdf"]))
    for label, amount in ACCOUNTS[name].lines:
        # On paper the vouchers of an item stand between its words and its amount.
        line = rf"{re.escape(label.replace(' ', ''))}(?:\d+月[收付转]-\d+)*{re.escape(_printed(amount))}"
        assert re.search(line, text), (label, amount)
    for amount in ACCOUNTS[name].balances:
        assert _printed(amount) in text, amount


@EACH
def test_the_table_holds_them_to_the_fen(name: str) -> None:
    rows = list(csv.DictReader(io.StringIO(_files(name)["lines.csv"].decode("utf-8-sig"))))
    listed = [(row["项目"], row["金额（元）"]) for row in rows]
    for label, amount in ACCOUNTS[name].lines:
        assert (label, amount.replace(",", "")) in listed, (label, listed)
    amounts = {amount for _, amount in listed}
    assert {amount.replace(",", "") for amount in ACCOUNTS[name].balances} <= amounts
