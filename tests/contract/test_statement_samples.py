"""Real exports of banks and payment apps read as a second, plain reading of the same files says.

The samples lie beside the project and are no part of it; without them these tests are skipped.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from python_calamine import load_workbook

from jjledger.facts.statement import Statement
from jjledger.intake.statements import read_statement

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "statements"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")


class Sample(NamedTuple):
    path: str
    layout: str
    heading: int  # its row
    rows: int
    into: int | None = None  # columns from 0
    out: int | None = None
    signed: int | None = None
    balance: int | None = None


BANKS = (
    Sample("abc_debit/example-abc_debit-records.csv", "abc-debit", 1, 5, signed=3, balance=4),
    Sample("boc/debit/example-boc-records.csv", "boc-debit", 2, 17, signed=3, balance=4),
    Sample("ccb/交易明细_xxxx_2025xxxx_2025xxxx.xls", "ccb-debit", 6, 6, into=4, out=3, balance=5),
    Sample("cmb/debit/example-cmb-records.csv", "cmb-debit", 1, 5, signed=2, balance=3),
    Sample("icbc/credit/example-icbc-credit-records.csv", "icbc-credit", 7, 9, into=8, out=9, balance=11),
    Sample("icbc/debit-v1/example-icbc-debit-v1-records.csv", "icbc-debit", 7, 11, into=8, out=9),
    Sample("icbc/debit-v2/example-icbc-debit-v2-records.csv", "icbc-debit", 7, 11, into=9, out=10),
    Sample("spdb_debit/example-spdb_debit-records.xls", "spdb-debit", 2, 4, into=3, out=4, balance=5),
)
FLAGGED = Sample("bocom_debit/example-bocom_debit-records.csv", "bocom-debit", 1, 6, signed=5, balance=6)
BREAKS = {  # seen by reckoning through the files on paper: the samples were made anonymous
    "abc-debit": (3, 4, 5),
    "bocom-debit": (3, 4, 5, 6, 7),
    "ccb-debit": (10,),
    "cmb-debit": (4, 5, 6),
    "icbc-credit": (8, 11, 12, 13, 14),
}


def read(path: str) -> Statement:
    file = SAMPLES / path
    return read_statement(file.name, file.read_bytes())


def plain_rows(sample: Sample) -> list[list[str]]:
    """Read the rows of a sample the plain way: by line and column."""
    file = SAMPLES / sample.path
    if file.suffix == ".csv":
        lines = list(csv.reader(io.StringIO(file.read_text("utf-8"))))
    else:
        book = load_workbook(str(file))
        sheet = book.get_sheet_by_index(0)
        lines = [[str(cell) for cell in row] for row in sheet.to_python()]
    return [[cell.strip() for cell in line] for line in lines[sample.heading : sample.heading + sample.rows]]


def fen(text: str) -> int:
    return round(Decimal(text.replace(",", "") or "0") * 100)


def plain_amounts(sample: Sample, rows: list[list[str]]) -> list[int]:
    if sample.signed is not None:
        return [fen(row[sample.signed]) for row in rows]
    assert sample.into is not None
    assert sample.out is not None
    return [fen(row[sample.into]) - fen(row[sample.out]) for row in rows]


@pytest.mark.parametrize("sample", BANKS, ids=lambda sample: sample.path)
def test_a_bank_sample_reads_as_its_columns_say(sample: Sample) -> None:
    found, rows = read(sample.path), plain_rows(sample)
    assert found.layout == sample.layout
    assert found.unread == ()
    by_row = {row.row: row for row in found.rows}
    assert [by_row[row].amount_fen for row in sorted(by_row)] == plain_amounts(sample, rows)
    if sample.balance is not None:
        balances = [fen(row[sample.balance]) for row in rows]
        assert [by_row[row].balance_fen for row in sorted(by_row)] == balances
    else:
        assert {row.balance_fen for row in found.rows} == {None}
        assert found.closing_fen is None


@pytest.mark.parametrize("sample", [*BANKS, FLAGGED], ids=lambda sample: sample.path)
def test_the_balances_of_a_sample_tie_but_for_the_breaks_that_are_named(sample: Sample) -> None:
    found = read(sample.path)
    assert found.chain_breaks == BREAKS.get(sample.layout, ())
    if sample.balance is not None:
        assert found.opening_fen is not None
        assert found.opening_fen + found.sum_fen + found.missing_fen == found.closing_fen


def test_the_bank_of_communications_says_debit_or_credit_beside_the_amount() -> None:
    found = read(FLAGGED.path)
    by_row = {row.row: row.amount_fen for row in found.rows}
    plain = [fen(row[5]) * (1 if row[4] == "贷 Cr" else -1) for row in plain_rows(FLAGGED)]
    assert [by_row[row] for row in sorted(by_row)] == plain
    assert found.sum_fen == 123 - 321 + 2 + 1_000 - 1_000 - 10_079


def test_credit_cards_say_what_is_owed_each_in_its_own_way() -> None:
    cmb, bocom, boc = (
        read(path)
        for path in (
            "cmb/credit/example-cmb-records.csv",
            "bocom_credit/example-bocom_credit-records.csv",
            "boc/credit/example-boc-records.csv",
        )
    )
    # repayments 1.23, 345.67, 30.00 and a refund 3.90 in; a ticket 56.78 and 8,000.00 out
    assert (cmb.layout, cmb.sum_fen, len(cmb.rows)) == (
        "cmb-credit",
        123 + 34_567 + 3_000 + 390 - 5_678 - 800_000,
        6,
    )
    assert [str(row.day) for row in cmb.rows[:3]] == ["2023-12-29", "2023-12-30", "2024-01-01"]
    assert (bocom.layout, len(bocom.rows)) == ("bocom-credit", 8)
    assert bocom.sum_fen == 12_318 + 199 + 66_660 + 1_350 - 299 - 1_000 - 1_074 - 4_985
    into, out = (
        1 + 36_119 + 7_048 + 39_784 + 7_048 + 8_984,
        5_000 + 59 + 6_819 + 46_832 + 44_832 + 13_177 + 6_090,
    )
    assert (boc.layout, len(boc.rows), boc.sum_fen) == ("boc-credit", 14, into - out)
    dollars = next(row for row in boc.rows if row.state == "neutral")
    assert (dollars.printed_fen, [remark.row for remark in boc.doubts]) == (372, [dollars.row])


def test_two_identical_rows_of_a_day_are_two() -> None:
    rows = [row for row in read("boc/credit/example-boc-records.csv").rows if row.amount_fen == 7_048]
    assert len(rows) == 2
    assert rows[0].words == rows[1].words
    assert [row.key[-2:] for row in rows] == ["-1", "-2"]
    assert rows[0].key[:-2] == rows[1].key[:-2]


def test_wechat_says_the_same_in_both_its_forms() -> None:
    one, two = read("wechat/example-wechat-records.csv"), read("wechat/example-wechat-records.xlsx")
    assert [(row.key, row.amount_fen, row.state) for row in one.rows] == [
        (row.key, row.amount_fen, row.state) for row in two.rows
    ]
    with (SAMPLES / "wechat/example-wechat-records.csv").open(encoding="utf-8") as file:
        plain = list(csv.reader(file))[17:]
    signs = {"收入": 1, "支出": -1, "/": 0}
    assert len(plain) == len(one.rows) == 27
    assert one.sum_fen == sum(fen(row[5].lstrip("¥")) * signs[row[4]] for row in plain)
    assert sum(row.state == "neutral" for row in one.rows) == sum(row[4] == "/" for row in plain)
    assert len({row.key for row in one.rows}) == 27
    assert {remark.why for remark in one.totals_differ} >= {"写着全部 43 笔，读到 27 笔"}


def test_alipay_counts_a_closed_payment_with_its_refund_as_nothing_and_a_lone_refund_as_money() -> None:
    found = read("alipay/example-alipay-records.csv")
    assert (found.layout, len(found.rows), found.holder, found.ends_mid_day) == ("alipay", 10, "xx", True)
    # 收入 222228.50; 支出 49.74, 20.00, 9.90, 82.00; the refund 16.03 of a payment before the file;
    # 99.34 between own pockets, 82.00 never paid, 50.00 paid and given back
    assert found.sum_fen == 22_222_850 - 4_974 - 2_000 - 990 - 8_200 + 1_603
    neutral = sorted(row.printed_fen for row in found.rows if row.state == "neutral")
    assert neutral == [5_000, 5_000, 8_200, 9_934]


def test_every_sample_is_read_and_has_keys_of_its_own() -> None:
    files = [file for file in SAMPLES.rglob("*") if file.suffix in {".csv", ".xls", ".xlsx"}]
    assert len(files) == 15
    for file in files:
        keys = [row.key for row in read(str(file.relative_to(SAMPLES))).rows]
        assert len(keys) == len(set(keys)) > 0
