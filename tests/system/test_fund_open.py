"""`jjledger fund open`: a fund moves in from another system, to the fen or not at all."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import xlsxwriter

from tests.ledgers import HEYUAN, bean_check, copy_of, run

TODAY = ("--today", "2025-08-20")
WRITE = ("--date", "2025-01-01", "--prepared", "甲", "--reviewed", "乙", "--write")
# 5000.00 + 2500.01 principal and 12.34 + 0.00 interest are 7512.35; 87.65 undistributed makes 7600.00.
ROWS = (("01-1-101", 5000, 12.34), ("01-1-102", "2,500.01", 0))
BALANCE = ("--bank-balance", "7600.00", "--undistributed", "87.65")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Give a community whose chart is open and whose books are empty."""
    folder = copy_of(HEYUAN, tmp_path)
    for path in (folder / "2025").iterdir():
        path.unlink()
    (folder / "2025" / "2025-01.beancount").write_text("; 没有凭证\n", encoding="utf-8")
    return folder


def table(
    folder: Path, *rows: tuple[object, ...], head: tuple[str, ...] = ("房屋编号", "本金", "利息")
) -> Path:
    path = folder.parent / "旧系统.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("余额")
    sheet.write_row(0, 0, ["某小区分户余额表"])
    for number, row in enumerate((head, *rows), 2):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def opened(*command: str | Path) -> tuple[int, str]:
    done = run("jjledger", "fund", "open", *command, *TODAY)
    return done.returncode, done.stdout + done.stderr


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_principal_interest_and_undistributed_tie_out_to_the_bank(empty: Path) -> None:
    path = table(empty, *ROWS, ("合计", 7500.01, 12.34))
    code, words = opened(empty, path, *BALANCE, *WRITE)
    assert code == 0, words
    assert "分户本金                  7,500.01" in words
    detail = (empty / "details" / "2025-01-01-1.csv").read_text(encoding="utf-8")
    assert detail == (
        "household,amount,part\n01-1-101,5000.00,principal\n01-1-101,12.34,interest\n01-1-102,2500.01,principal\n"
    )
    assert bean_check(empty / "main.beancount") == (0, "")
    done = run("jjledger", "households", empty, *TODAY, "--format", "csv")
    balances = {
        row["household"]: (row["principal"], row["interest"])
        for row in csv.DictReader(done.stdout.splitlines())
    }
    assert balances == {"01-1-101": ("5000.00", "12.34"), "01-1-102": ("2500.01", "0.00")}


@pytest.mark.parametrize(
    ("bank", "words"), [("7600.01", "银行存款和投资多 0.01 元"), ("7599.99", "分户和待分配收益多 0.01 元")]
)
def test_one_fen_more_or_less_is_refused_with_the_difference(empty: Path, bank: str, words: str) -> None:
    before = bytes_of(empty)
    code, said = opened(
        empty, table(empty, *ROWS), "--bank-balance", bank, "--undistributed", "87.65", *WRITE
    )
    assert code == 2
    assert words in said
    assert "7,600.00" in said
    assert bytes_of(empty) == before


def test_placements_count_as_money(empty: Path) -> None:
    chart = empty / "chart.beancount"
    account = "Assets:1维修资金:1101国债投资:G0001"
    rest = (empty, table(empty, *ROWS), "--bank-balance", "2600.00", "--undistributed", "87.65")
    code, words = opened(*rest, "--placement", "1101国债投资:G0001=5000")
    assert (code, "还没有开设科目" in words) == (2, True)
    chart.write_text(
        f"{chart.read_text(encoding='utf-8')}\n2025-01-01 open {account} CNY\n", encoding="utf-8"
    )
    code, words = opened(*rest, "--placement", "1101国债投资:G0001=5000")
    assert code == 0, words
    assert f"  {account}  5000.00 CNY\n" in words


def test_public_housing_opens_with_its_selling_unit(empty: Path) -> None:
    path = table(empty, ("02-1-201", 2000, 0))
    code, words = opened(
        empty,
        path,
        "--fund",
        "2公房维修资金",
        "--selling-unit",
        "01=1000.00",
        "--bank-balance",
        "3000.00",
        *WRITE,
    )
    assert code == 0, words
    assert '  Equity:2公房维修资金:3002已售公有住房维修资金  -1000.00 CNY\n    selling_unit: "01"\n' in words
    assert bean_check(empty / "main.beancount") == (0, "")


def test_arrears_cannot_be_opened(empty: Path) -> None:
    path = table(
        empty, ("01-1-101", -1, 0, 0), ("01-1-102", 0, 0, 5), head=("房屋编号", "本金", "利息", "欠款")
    )
    code, words = opened(empty, path, "--bank-balance", "0")
    assert code == 2
    assert "本金 -1.00 元是负数" in words
    assert "原系统欠款 5.00 元" in words
    assert words.count("欠款不能作期初余额") == 2


def test_everything_wrong_with_the_rows_is_said_at_once(empty: Path) -> None:
    path = table(
        empty, ("01-1-101", 1, 1, 2), ("1-1-101", 1, 1, 2), ("09-1-1", 1, 1, 2), ("01-1-102", 1, 1, 3),
        head=("房屋编号", "本金", "利息", "余额"),
    )  # fmt: skip
    code, words = opened(empty, path, "--bank-balance", "8")
    assert code == 2
    places = [line.split(":")[0] for line in words.splitlines() if line.startswith("旧系统.xlsx")]
    assert places == [
        "旧系统.xlsx 「余额」第 5 行",
        "旧系统.xlsx 「余额」第 6 行",
        "旧系统.xlsx 「余额」第 7 行",
    ]
    assert "本金加利息是 2.00 元，余额写的是 3.00 元" in words


def test_who_is_not_in_the_file_is_named(empty: Path) -> None:
    code, words = opened(empty, table(empty, ROWS[0]), "--bank-balance", "5012.34")
    assert code == 0, words
    assert "表里没有的 1 户，期初余额作零：01-1-102" in words


def test_a_fund_that_has_begun_is_refused(tmp_path: Path) -> None:
    folder = copy_of(HEYUAN, tmp_path)
    code, words = opened(folder, table(folder, *ROWS), *BALANCE)
    assert code == 2
    assert "2025/2025-01.beancount:1" in words
    assert "1维修资金 从 2025-01-05 起已经记账" in words


@pytest.mark.parametrize(
    "option",
    [
        ("--bank-balance", "-1"),
        ("--bank-balance", "1", "--undistributed", "-1"),
        ("--bank-balance", "1", "--placement", "1101"),
        ("--bank-balance", "1", "--placement", "1001银行存款:1234建行=1"),
        ("--bank-balance", "1", "--selling-unit", "01=1"),
    ],
)
def test_what_makes_no_sense(empty: Path, option: tuple[str, ...]) -> None:
    code, words = opened(empty, table(empty, *ROWS), *option)
    assert code == 2
    assert words.partition(": ")[0].removeprefix("jjledger fund open ").startswith("--")
