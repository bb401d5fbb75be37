"""Rate tables: what the package keeps, and every mistake in a community's own at its line."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from jjledger.books.rate_table import published_table, read_rate_table
from jjledger.books.source import Source
from jjledger.errors import RegisterError
from jjledger.facts.rates import RateTable
from jjledger.law.city_interest import published_rates


def table(folder: Path, text: str) -> RateTable:
    (folder / "own.csv").write_text(text, encoding="utf-8")
    return read_rate_table(Source(folder), "own.csv", "own.csv")


@pytest.mark.parametrize(
    ("day", "column", "percent"),
    [
        # 中国人民银行: 2015-10-24 活期 0.35 %, 三个月 1.10 %, 一年 1.50 %; the day before still 0.35, 1.35, 1.75.
        (date(2015, 10, 24), "demand", "0.35"),
        (date(2015, 10, 24), "months_3", "1.10"),
        (date(2015, 10, 23), "months_3", "1.35"),
        (date(2015, 10, 23), "year_1", "1.75"),
        (date(2010, 8, 5), "demand", "0.36"),
        (date(2011, 6, 30), "months_3", "2.85"),
        (date(2007, 12, 21), "months_6", "3.78"),
    ],
)
def test_what_the_central_bank_published(day: date, column: str, percent: str) -> None:
    rates = published_table(published_rates()["pboc"])
    assert rates.on(day, column) == Fraction(percent) / 100


def test_there_is_no_rate_before_the_table_nor_for_what_is_no_longer_published() -> None:
    rates = published_table(published_rates()["pboc"])
    assert rates.on(date(1990, 4, 14), "demand") is None
    assert rates.on(date(2014, 11, 22), "year_5") is None


@pytest.mark.parametrize("name", sorted(published_rates()))
def test_every_published_table_can_be_read_and_says_where_it_is_from(name: str) -> None:
    rates = published_table(published_rates()[name])
    assert rates.rows
    assert rates.name == name
    assert rates.source


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("day,demand\n2020-01-01,0.35\n", 1),
        ("from\n2020-01-01\n", 1),
        ("from,demand,demand\n2020-01-01,1,2\n", 1),
        ("from,活期\n2020-01-01,1\n", 1),
        ("from,demand\n", 1),
        ("from,demand\n2020-1-1,0.35\n", 2),
        ("from,demand\n2020-01-01,0.35\n2020-01-01,0.30\n", 3),
        ("from,demand\n2020-01-01,0.35\n\n2019-12-31,0.30\n", 4),
        ("from,demand\n2020-01-01,-0.35\n", 2),
        ("from,demand\n2020-01-01,０.35\n", 2),
        ("from,demand\n2020-01-01,0.35%\n", 2),
        ("from,demand\n2020-01-01,1/3\n", 2),
        ("from,demand\n2020-01-01,0.35,1\n", 2),
        ("from,demand,fixed\n2020-01-01,0.35\n", 2),
    ],
)
def test_a_mistake_is_refused_at_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(RegisterError) as refused:
        table(tmp_path, text)
    assert refused.value.trouble.place.endswith(f"own.csv:{line}")


def test_a_spreadsheet_s_bom_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    rates = table(tmp_path, "\ufefffrom, demand\n\n2020-01-01, 0.35\n")
    assert rates.on(date(2020, 1, 1), "demand") == Fraction(7, 2000)
