"""`jjledger reconcile`: four parts by key alone, what looks alike proposed, and nothing unexplained closed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from tests.bank_files import FARM, Line, bank_file, community, imported
from tests.ledgers import bean_check, run

TODAY: Final = ("--today", "2025-09-05")
SIGNED: Final = ("--prepared", "甲", "--reviewed", "乙", "--write", *TODAY)
# Of August: 1,400.00 before, and 1,400.00 + 600.00 - 15.00 - 80.00 = 1,905.00 after.
ROWS: Final = [
    Line("2025-08-02", "600.00", "某停车公司", "停车费", "S1"),
    Line("2025-08-11", "-15.00", "", "手续费", "S2"),
    Line("2025-08-30", "-80.00", "某保洁公司", "保洁费", "S3"),
]
REF: Final = "corporate:202508{}:S{}:{}"


@pytest.fixture
def august(tmp_path: Path) -> Path:
    """Give a community with a statement of August; its first row is confirmed, the others are drafts."""
    return with_statement(tmp_path)


def with_statement(place: Path, *by_hand: tuple[str, str]) -> Path:
    """Give the same where somebody had booked payments by hand before, by day and yuan."""
    folder = community(place)
    for day, yuan in by_hand:
        booked(folder, day, yuan)
    imported(folder, bank_file(place, ROWS))
    confirm(folder, REF.format("02", 1, "600.00"), "6001停车")
    return folder


def confirm(folder: Path, ref: str, account: str) -> None:
    done = run("jjledger", "voucher", "confirm", folder, ref, "--account", account, *SIGNED)
    assert done.returncode == 0, done.stderr + done.stdout


def booked(folder: Path, day: str, yuan: str) -> None:
    """Book a payment by hand, which names no row."""
    legs = ("--leg", f"6599其他={yuan}", "--leg", "1001")
    done = run(
        "jjledger", "voucher", "new", folder, "--date", day, "--payee", "某单位", "--narration", "手工",
        "--attachments", "1", *legs, *SIGNED,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout


def reconciled(folder: Path, *words: str, code: int = 0, account: str = FARM) -> dict[str, Any]:
    done = run(
        "jjledger", "reconcile", folder, "--account", account, "--month", "2025-08", "--json", *words, *TODAY
    )
    assert done.returncode == code, done.stderr + done.stdout
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def parts(record: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["title"], one["day"], one["amount"]) for one in record["items"]]


@pytest.mark.parametrize("times", [1, 2])
def test_a_corrected_voucher_leaves_its_row_to_the_one_in_its_place(august: Path, times: int) -> None:
    """The account was wrong, not the payment: the bank's 600.00 is still that of the voucher which stands."""
    wrong, right = ["2025-08-S0001", "2025-08-S0003"], ["6002广告", "6008利息"]
    for voucher, account in list(zip(wrong, right, strict=True))[:times]:
        legs = ("--leg", f"{account}=-600", "--leg", "1001=600", "--date", "2025-08-31")
        done = run("jjledger", "voucher", "correct", august, voucher, *legs, *SIGNED)
        assert done.returncode == 0, done.stderr + done.stdout
    record = reconciled(august)
    assert [one["title"] for one in record["items"]] == ["银付企未付", "银付企未付"]
    assert (record["bank_adjusted"], record["books_adjusted"]) == ("1905.00", "1905.00")


def test_what_only_the_bank_has_is_added_to_the_books(august: Path) -> None:
    record = reconciled(august)
    assert (record["bank"], record["books"]) == ("1905.00", "2000.00")
    assert parts(record) == [
        ("银付企未付", "2025-08-11", "-15.00"),
        ("银付企未付", "2025-08-30", "-80.00"),
    ]
    assert (record["bank_adjusted"], record["books_adjusted"]) == ("1905.00", "1905.00")
    assert record["ties"] is True
    assert "（草稿待核）" in record["items"][0]["words"]


def test_nothing_is_matched_for_looking_alike_it_is_proposed(tmp_path: Path) -> None:
    record = reconciled(with_statement(tmp_path, ("2025-08-29", "80.00")))
    assert parts(record) == [
        ("银付企未付", "2025-08-11", "-15.00"),
        ("银付企未付", "2025-08-30", "-80.00"),
        ("企付银未付", "2025-08-29", "-80.00"),
    ]
    assert record["proposals"] == [{"books": "2025-08-F0001", "bank": REF.format("30", 3, "-80.00")}]
    assert record["ties"] is True, "a pair on both sides upsets neither"


def test_two_of_the_same_amount_are_proposed_to_nobody(tmp_path: Path) -> None:
    folder = with_statement(tmp_path, ("2025-08-29", "80.00"), ("2025-08-28", "80.00"))
    assert reconciled(folder)["proposals"] == []


def test_what_the_bank_carries_out_next_month_is_on_the_way_until_then(tmp_path: Path) -> None:
    """A cheque of August that the bank pays in September: outstanding in August, by key, though its row is known."""
    august = with_statement(tmp_path, ("2025-08-31", "50.00"))
    september = [Line("2025-09-02", "-50.00", "某单位", "支票", "S9")]
    paper = bank_file(
        tmp_path, september, opening="1905.00", days=("2025-09-01", "2025-09-04"), name="sept.csv"
    )
    imported(august, paper)
    record = reconciled(august)
    assert ("企付银未付", "2025-08-31", "-50.00") in parts(record)
    assert record["ties"] is True


def test_a_gap_before_the_statements_is_named_and_not_put_on_record(tmp_path: Path) -> None:
    august = with_statement(tmp_path, ("2025-07-30", "7.00"))
    record = reconciled(august, code=1)
    assert record["difference"] == "7.00"
    done = run(
        "jjledger",
        "reconcile",
        august,
        "--account",
        FARM,
        "--month",
        "2025-08",
        "--write",
        "--by",
        "甲",
        *TODAY,
    )
    assert done.returncode == 2
    assert "调节后还差 7.00 元" in done.stderr
    assert (
        "7.00 元在对账单开始（2025-08-01）以前就有"
        in run("jjledger", "reconcile", august, "--account", FARM, "--month", "2025-08", *TODAY).stdout
    )
    assert not (august / "reconciliations").exists()


def test_where_both_sides_are_equal_a_balance_is_asserted(august: Path) -> None:
    confirm(august, REF.format("11", 2, "-15.00"), "6599其他")
    confirm(august, REF.format("30", 3, "-80.00"), "6401成本:01电梯维保")
    text = (august / "2025/2025-08.beancount").read_text("utf-8")
    asserted = f"2025-09-01 balance Assets:3公共收益:1001银行存款:{FARM}  1905.00 CNY"
    (august / "2025/2025-08.beancount").write_text(text.replace(asserted, ""), "utf-8")
    record = reconciled(august)
    assert (record["items"], record["ties"], record["recorded"]) == ([], True, False)
    record = reconciled(august, "--write", "--by", "甲")
    assert record["written"] is True
    assert asserted in (august / "2025/2025-08.beancount").read_text("utf-8")
    assert reconciled(august)["recorded"] is True
    assert bean_check(august / "main.beancount") == (0, "")


def test_items_go_on_record_and_confirm_the_month_until_the_books_change(tmp_path: Path) -> None:
    folder = with_statement(tmp_path, ("2025-08-31", "50.00"))
    confirm(folder, REF.format("11", 2, "-15.00"), "6599其他")
    confirm(folder, REF.format("30", 3, "-80.00"), "6599其他")
    record = reconciled(folder, "--write", "--by", "丙")
    assert parts(record) == [("企付银未付", "2025-08-31", "-50.00")]
    written = (folder / f"reconciliations/2025-08-{FARM}.toml").read_text("utf-8")
    assert 'bank    = "1905.00"\nbooks   = "1855.00"\n' in written
    assert 'by      = "丙"' in written
    assert reconciled(folder)["recorded"] is True
    booked(folder, "2025-08-31", "1.00")
    (checked,) = json.loads(run("jjledger", "check", folder, "--json", *TODAY).stdout)
    assert "E71" in {one["code"] for one in checked["findings"]}


def test_a_paper_statement_is_typed_with_its_items(tmp_path: Path) -> None:
    """1234建行 has 7,410.00 by the books; the bank says 7,700.00: 300.00 not yet paid out, 10.00 of charges not booked."""
    folder = community(tmp_path)
    typed = (
        "--bank-balance",
        "7700.00",
        "--outstanding",
        "2025-02-F0001",
        "--bank-row",
        "2025-08-30 -10 手续费",
    )
    record = reconciled(folder, *typed, account="1234建行")
    assert parts(record) == [("银付企未付", "2025-08-30", "-10.00"), ("企付银未付", "2025-02-10", "-300.00")]
    assert (record["bank_adjusted"], record["books_adjusted"]) == ("7400.00", "7400.00")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--account", "9999某行", "--month", "2025-08"), "账本里没有银行账户「9999某行」"),
        (("--account", FARM, "--month", "2025-Q3"), "不是一个月"),
        (("--account", "1234建行", "--month", "2025-08"), "--bank-balance 余额"),
        (("--account", FARM, "--month", "2025-08", "--bank-row", "手续费"), "请写作  --bank-row"),
        (("--account", FARM, "--month", "2025-08", "--write"), "请加上  --by 姓名"),
    ],
)
def test_what_makes_no_sense_is_refused(august: Path, words: tuple[str, ...], told: str) -> None:
    done = run("jjledger", "reconcile", august, *words, *TODAY)
    assert done.returncode == 2, done.stdout
    assert told in done.stderr


def test_it_is_printed_to_be_signed(august: Path) -> None:
    done = run(
        "jjledger", "reconcile", august, "--account", FARM, "--month", "2025-08", "--format", "pdf", "--format", "html",
        "--by", "丙", *TODAY,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    page = (august / f"private/print/heyuan-2025-08-{FARM}-reconciliation.html").read_text("utf-8")
    for words in (
        "银行存款余额调节表",
        "减：银行已付、企业未付",
        "95.00",
        "调节后余额一致",
        "编制：丙",
        "复核：＿",
    ):
        assert words in page
    assert (
        (august / f"private/print/heyuan-2025-08-{FARM}-reconciliation.pdf").read_bytes().startswith(b"%PDF")
    )
