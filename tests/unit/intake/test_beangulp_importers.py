"""An accountant with beangulp imports a statement: drafts, the closing balance, and nothing twice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import beangulp
import pytest
from beancount import loader
from beancount.core import data
from click.testing import CliRunner, Result

from jjledger.intake.beangulp_importers import StatementImporter
from tests.statement_files import CONTAINERS, Grid, as_csv, corporate, wechat

BANK = "Assets:3公共收益:1001银行存款:9876农行"
WALLET = "Assets:3公共收益:1012微信:物业"
AMOUNTS = [30_000, 30_000, -12_550, 30_000]
IMPORTERS = [StatementImporter("corporate", BANK, tail="9876"), StatementImporter("wechat", WALLET)]
OPENED = f"""2025-01-01 open {BANK} CNY
2025-01-01 open Assets:3公共收益:1901待查款项 CNY
2025-01-01 open Equity:3公共收益:开账 CNY
2025-02-28 * "开账"
  {BANK} 10000.00 CNY
  Equity:3公共收益:开账 -10000.00 CNY
"""


def gulp(*arguments: str | Path) -> Result:
    """Run the command line that beangulp gives a configuration."""
    return CliRunner().invoke(beangulp.Ingest(IMPORTERS).cli, [str(argument) for argument in arguments])


def put(folder: Path, name: str, grid: Grid) -> Path:
    file = folder / name
    file.write_bytes(CONTAINERS["gb18030.csv"](grid))
    return file


def test_each_file_is_known_by_its_heading(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", corporate(AMOUNTS).grid)
    put(tmp_path, "b.csv", wechat())
    put(tmp_path, "c.csv", [["房屋编号", "金额"], ["01-1-101", "3"]])
    told = gulp("identify", "-v", tmp_path).output
    assert [line.strip() for line in told.splitlines() if line.startswith("  ")] == [
        "jjledger.corporate.9876", BANK, "jjledger.wechat", WALLET,
    ]  # fmt: skip


def test_rows_become_drafts_and_the_closing_balance_an_assertion_that_holds(tmp_path: Path) -> None:
    file = put(tmp_path, "a.csv", corporate(AMOUNTS).grid)
    done = gulp("extract", file)
    assert done.exit_code == 0
    ledger = OPENED + done.stdout[done.stdout.index("**** ") :]
    entries, errors, _ = loader.load_string(ledger)
    assert errors == []  # the balance stands
    drafts = [entry for entry in entries if isinstance(entry, data.Transaction) and entry.flag == "!"]
    assert [int(draft.postings[0].units.number * 100) for draft in drafts] == AMOUNTS
    assert len({draft.meta["bank-ref"] for draft in drafts}) == 4
    assert {draft.postings[1].account for draft in drafts} == {"Assets:3公共收益:1901待查款项"}
    balance = next(entry for entry in entries if isinstance(entry, data.Balance))
    # The last of four rows stands three quarters through thirty days: on the 23rd.
    assert (balance.date, str(balance.amount)) == (dt.date(2025, 3, 24), "10774.50 CNY")


def test_only_the_same_bank_reference_is_a_duplicate(tmp_path: Path) -> None:
    first = put(tmp_path, "a.csv", corporate(AMOUNTS[:2]).grid)  # two payments of 300.00 two weeks apart
    ledger = tmp_path / "main.beancount"
    ledger.write_text(
        OPENED + gulp("extract", first).stdout.split("****")[1].split("\n", 1)[1], encoding="utf-8"
    )
    again = gulp("extract", "-e", ledger, first).stdout
    assert [line for line in again.splitlines() if line and not line.startswith((";", "**"))] == []
    other = [list(cells) for cells in corporate(AMOUNTS[:2]).grid]
    other[5][8], other[5][4] = "20250309000001", "另一户"  # the same day and amount from another household
    more = gulp("extract", "-e", ledger, put(tmp_path, "b.csv", other)).stdout
    assert [line for line in more.splitlines() if line.startswith("2025") and " ! " in line] == [
        '2025-03-01 ! "另一户" "转账 车位费0"'
    ]


def test_a_file_that_ends_within_the_day_asserts_no_balance(tmp_path: Path) -> None:
    grid = [["打印时间：2025-03-23 18:00:00"], *corporate(AMOUNTS).grid[3:]]
    assert " balance " not in gulp("extract", put(tmp_path, "a.csv", grid)).stdout


def test_neutral_rows_are_no_drafts(tmp_path: Path) -> None:
    told = gulp("extract", put(tmp_path, "a.csv", wechat())).stdout
    assert (told.count(" ! "), told.count("1000.00")) == (7, 0)


def test_the_archive_is_named_by_layout_account_and_last_day(tmp_path: Path) -> None:
    file = put(tmp_path, "下载 (3).CSV", corporate(AMOUNTS).grid)
    told = gulp("archive", "-n", "-o", tmp_path, file).output
    assert "2025-03-31.corporate-9876.csv" in told


def test_a_statement_of_another_account_is_left_alone(tmp_path: Path) -> None:
    text = as_csv(corporate(AMOUNTS).grid).replace("33050161234500009876", "33050161234500001111")
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert "jjledger" not in gulp("identify", tmp_path).output


def test_a_layout_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match=r"没有「icbc」这种对账单.*icbc-debit"):
        StatementImporter("icbc", BANK)
