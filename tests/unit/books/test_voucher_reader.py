"""From beancount's transactions to vouchers: every particular in its place, every mistake at its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from beancount import loader

from jjledger.books.source import Source
from jjledger.books.voucher_reader import VoucherReader
from jjledger.facts.finding import Finding, Place
from jjledger.facts.voucher import DetailRow, Split, Voucher

OPENED = """\
option "tolerance_multiplier" "0"
2020-01-01 open Assets:1维修资金:1001银行存款:1234建行
2020-01-01 open Income:1维修资金:4001交存收入
2020-01-01 open Equity:1维修资金:3001商品住宅维修资金
"""
BANK, DEPOSITS = "Assets:1维修资金:1001银行存款:1234建行", "Income:1维修资金:4001交存收入"
OWNERS = "Equity:1维修资金:3001商品住宅维修资金"
FIRST_LINE = 5  # of the text that a test adds


def read(folder: Path, text: str) -> tuple[list[Voucher], list[Finding]]:
    """Read transactions as the ledger's file 2025/a.beancount."""
    file = folder / "2025" / "a.beancount"
    file.parent.mkdir(exist_ok=True)
    file.write_text(OPENED + text, encoding="utf-8")
    entries, _, _ = loader.load_file(str(file))
    reader = VoucherReader(Source(folder))
    return [reader.read(entry) for entry in entries if hasattr(entry, "postings")], reader.findings


def posted(head: str = "", split: str = "", account: str = DEPOSITS) -> str:
    """Write a voucher with some lines under its head and under its second posting."""
    lines = [*(f"  {line}" for line in head.splitlines()), f"  {BANK}  58.80 CNY", f"  {account}  -58.80 CNY"]
    return (
        "\n".join(
            ['2025-03-05 * "某业主" "首期交存"', *lines, *(f"    {line}" for line in split.splitlines())]
        )
        + "\n"
    )


def test_every_particular_has_its_place(tmp_path: Path) -> None:
    head = (
        'voucher: "收-0001"\nattachments: 2\nprepared: "甲"\nreviewed: "乙"\ndecision: "2025-01"\n'
        'reverses: "2025-02-S0001"\ncorrects: "2025-02-S0002"\ninvoice: "A1"\ncontract: "B2"\n'
        'document: "../vouchers/a.pdf"\ndocument-2: "b.pdf"'
    )
    text = posted(head, 'household: "01-1-101"').replace('首期交存"', '首期交存" ^b ^a')
    (voucher,), findings = read(tmp_path, text)
    assert findings == []
    assert (voucher.day, voucher.number, voucher.payee, voucher.narration) == (
        date(2025, 3, 5), "收-0001", "某业主", "首期交存",
    )  # fmt: skip
    assert (voucher.draft, voucher.attachments, voucher.prepared, voucher.reviewed) == (False, 2, "甲", "乙")
    assert (voucher.decision, voucher.reverses, voucher.corrects) == (
        "2025-01", "2025-02-S0001", "2025-02-S0002",
    )  # fmt: skip
    assert voucher.links == ("a", "b")
    assert voucher.documents == ("vouchers/a.pdf", "2025/b.pdf")
    assert voucher.extra == {"invoice": "A1", "contract": "B2"}
    assert voucher.place == Place("2025/a.beancount", FIRST_LINE)
    bank, deposit = voucher.postings
    assert (bank.account.name, bank.amount_fen, bank.split, bank.splits) == (BANK, 5880, None, 0)
    assert (deposit.amount_fen, deposit.split, deposit.splits) == (-5880, Split("household", "01-1-101"), 1)
    assert (bank.place.line, deposit.place.line) == (FIRST_LINE + 12, FIRST_LINE + 13)


def test_what_is_left_out_is_empty(tmp_path: Path) -> None:
    text = posted().replace('2025-03-05 * "某业主" "首期交存"', '2025-03-05 ! "首期交存"')
    (voucher,), findings = read(tmp_path, text)
    assert findings == []
    assert (voucher.draft, voucher.number, voucher.payee, voucher.attachments) == (True, "", "", None)
    assert (voucher.links, voucher.documents, voucher.extra) == ((), (), {})


@pytest.mark.parametrize(("flag", "draft"), [("*", False), ("txn", False), ("!", True), ("P", False)])
def test_only_one_mark_makes_a_draft(tmp_path: Path, flag: str, draft: bool) -> None:  # noqa: FBT001 - a column of the table
    (voucher,), _ = read(tmp_path, posted().replace("05 *", f"05 {flag}"))
    assert voucher.draft is draft


@pytest.mark.parametrize(
    ("account", "split", "expected"),
    [
        (DEPOSITS, 'scope: "01 02-1"', Split("scope", "01 02-1")),
        (DEPOSITS, 'scope: "all"\nkey: "equal"', Split("scope", "all", "equal")),
        (DEPOSITS, 'scope: "all"\nkey: "first_deposit"', Split("scope", "all", "first_deposit")),
        (OWNERS, 'household: "a"\npart: "interest"', Split("household", "a", "area", "interest")),
        (OWNERS, 'household: "a"\npart: "principal"', Split("household", "a")),
        (OWNERS, 'interest: "2025-01-01/2025-03-31"', Split("interest", "2025-01-01/2025-03-31", "area", "interest")),
        (OWNERS, 'selling_unit: "01"', Split("selling_unit", "01")),
    ],
)  # fmt: skip
def test_splits(tmp_path: Path, account: str, split: str, expected: Split) -> None:
    (voucher,), findings = read(tmp_path, posted(split=split, account=account))
    assert findings == []
    assert (voucher.postings[1].split, voucher.postings[1].splits) == (expected, 1)


def test_a_detail_file_gives_its_rows(tmp_path: Path) -> None:
    (tmp_path / "details").mkdir()
    (tmp_path / "details" / "a.csv").write_text("household,amount\n01-1-101,58.80\n", encoding="utf-8")
    twice = posted(split='detail: "details/a.csv"') * 2
    vouchers, findings = read(tmp_path, twice)
    assert findings == []
    rows = (DetailRow("01-1-101", 5880, "principal", 2),)
    assert [voucher.postings[1].split for voucher in vouchers] == [
        Split("detail", "details/a.csv", rows=rows)
    ] * 2


@pytest.mark.parametrize(
    ("account", "split", "code", "splits"),
    [
        (DEPOSITS, 'note: "a"', "L12", 0),
        (DEPOSITS, 'scope: "all"\nkey: "volume"', "L12", 1),
        (DEPOSITS, 'household: "a"\nkey: "area"', "L12", 1),
        (DEPOSITS, 'household: "a"\npart: "interest"', "L12", 1),
        (OWNERS, 'household: "a"\npart: "both"', "L12", 1),
        (OWNERS, 'interest: "2025-01-01/2025-03-31"\npart: "interest"', "L12", 1),
        (DEPOSITS, 'detail: "details/none.csv"', "L13", 1),
        (DEPOSITS, 'detail: "../other/details/a.csv"', "L13", 1),
        (DEPOSITS, 'detail: "/etc/passwd"', "L13", 1),
    ],
)
def test_a_split_that_cannot_be_read_is_found(
    tmp_path: Path, account: str, split: str, code: str, splits: int
) -> None:
    (voucher,), findings = read(tmp_path, posted(split=split, account=account))
    assert [(one.code, one.severity, one.place.line) for one in findings] == [(code, "block", FIRST_LINE + 2)]
    assert voucher.postings[1].splits == splits


def test_two_splits_are_none(tmp_path: Path) -> None:
    (voucher,), findings = read(tmp_path, posted(split='household: "a"\nscope: "all"'))
    assert (voucher.postings[1].split, voucher.postings[1].splits) == (None, 2)
    assert findings == []  # the checks say so


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("2025-03-05 *", "2025-03-05 txn", []),
        ("2025-03-05 *", "2025-03-05 P", ["L08"]),
        (f"  {BANK}", f"  ! {BANK}", ["L08"]),
        ("58.80 CNY\n  Income", "58.805 CNY\n  Income", ["L10"]),
        (" -58.80 CNY", "", ["L11"]),
        ("58.80 CNY", "58.80 USD", ["L07", "L07"]),
        ("  -58.80 CNY", "  -58.80 CNY @ 1.00 CNY", ["L07"]),
        ("  -58.80 CNY", "  -58.80 CNY {1.00 CNY}", ["L07"]),
        ('首期交存"', '首期交存"\n  attachments: "2"', ["L09"]),
        ('首期交存"', '首期交存"\n  attachments: 1.5', ["L09"]),
        ('首期交存"', '首期交存"\n  attachments: -1', ["L09"]),
        ('首期交存"', '首期交存"\n  document: "../../a.pdf"', ["L14"]),
        ('首期交存"', '首期交存"\n  document: "/etc/passwd"', ["L14"]),
    ],
)  # fmt: skip
def test_what_a_transaction_may_not_hold(tmp_path: Path, old: str, new: str, codes: list[str]) -> None:
    text = posted(split='household: "a"')
    assert old in text
    _, findings = read(tmp_path, text.replace(old, new))
    assert [finding.code for finding in findings] == codes


def test_an_elided_amount_is_marked(tmp_path: Path) -> None:
    (voucher,), _ = read(tmp_path, posted().replace(" -58.80 CNY", ""))
    assert [posting.elided for posting in voucher.postings] == [False, True]
    assert [posting.amount_fen for posting in voucher.postings] == [5880, -5880]
