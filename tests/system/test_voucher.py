"""`jjledger voucher` on a copy of a community: made, shown, undone, corrected; drafts; two writers at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fava.core import FavaLedger

from tests.ledgers import HEYUAN, copy_of, run
from tests.voucher_commands import SIGNED, TODAY, bytes_of, refused, said, shown, sound

JULY = "2025/2025-07.beancount"
PARKING = ("--payee", "某停车公司", "--narration", "七月停车费", "--leg", "6001停车=-300.00", "--leg", "1001")


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    return copy_of(HEYUAN, tmp_path)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "停车费发票.PDF"
    path.write_bytes(b"%PDF-1.7 parking")
    return path


# -- new


def test_a_preview_changes_nothing_and_shows_a_draft(heyuan: Path) -> None:
    before = bytes_of(heyuan)
    words = said(heyuan, "new", *PARKING, "--attachments", "1", "--date", "2025-07-31")
    assert bytes_of(heyuan) == before
    assert "收字凭证，3公共收益，300.00 元，附单据 1 张" in words
    assert '2025-07-31 ! "某停车公司" "七月停车费"' in words
    assert "尚未写入" in words


def test_numbers_run_on_in_each_fund_month_and_kind(heyuan: Path, paper: Path) -> None:
    first = shown(heyuan, "new", *PARKING, "--attach", paper, "--date", "2025-07-31", *SIGNED)
    second = shown(heyuan, "new", *PARKING, "--attach", paper, "--date", "2025-07-30", *SIGNED)
    other = shown(
        heyuan, "new", "--narration", "支付清洁费", "--debit", "5901其他支出=80", "--credit", "1234建行=80",
        "--attachments", "1", "--date", "2025-07-31", *SIGNED,
    )  # fmt: skip
    between = shown(
        heyuan, "new", "--narration", "结转", "--leg", "Expenses:3公共收益:6501补充维修资金=1", "--leg", "6001停车=-1",
        "--date", "2025-07-31", *SIGNED,
    )  # fmt: skip
    numbers = [one["numbers"] for one in (first, second, other, between)]
    assert numbers == [["收-0001"], ["收-0002"], ["付-0001"], ["转-0001"]]
    sound(heyuan)


def test_the_missing_amount_is_filled_in_and_debits_stand_first(heyuan: Path) -> None:
    (text,) = shown(heyuan, "new", *PARKING, "--attachments", "1", "--date", "2025-07-31")["vouchers"]
    legs = [line.strip() for line in text.splitlines() if "公共收益" in line]
    assert legs == [
        "Assets:3公共收益:1001银行存款:3456农行  300.00 CNY",
        "Income:3公共收益:6001停车  -300.00 CNY",
    ]


@pytest.mark.parametrize(
    ("legs", "words"),
    [
        (("--leg", "6001=-300", "--leg", "1001=299.99"), "相差 0.01 元"),
        (("--leg", "6001", "--leg", "1001"), "几行都没有写金额"),
        (("--leg", "6001=0", "--leg", "1001=0"), "金额是零"),
        (("--leg", "6001=-3.005", "--leg", "1001"), "读不成金额"),
        (("--leg", "6002广告=-1", "--leg", "1001"), "没有科目「6002广告」"),
        (("--leg", "1001=-1", "--leg", "3101=1"), "可能是几个科目"),
        ((), "没有写分录"),
    ],
)
def test_legs_that_make_no_voucher_are_refused(heyuan: Path, legs: tuple[str, ...], words: str) -> None:
    assert words in refused(heyuan, "new", "--narration", "试", *legs, "--date", "2025-07-31", *SIGNED)


def test_a_receipt_without_a_paper_is_refused_by_the_check(heyuan: Path) -> None:
    assert "B13" in refused(heyuan, "new", *PARKING, "--date", "2025-07-31", *SIGNED)


def test_one_person_does_not_sign_twice(heyuan: Path) -> None:
    twice = ("--prepared", "甲", "--reviewed", "甲", "--write")
    told = refused(heyuan, "new", *PARKING, "--attachments", "1", "--date", "2025-07-31", *twice)
    assert "B12" in told


def test_the_kind_is_told_by_the_bank(heyuan: Path) -> None:
    told = refused(heyuan, "new", *PARKING, "--kind", "付", "--date", "2025-07-31", *SIGNED)
    assert "这张凭证是收款，不是付字" in told
    aside = shown(heyuan, "new", *PARKING, "--kind", "转", "--date", "2025-07-31", *SIGNED)
    assert aside["numbers"] == ["转-0001"]


def test_owners_money_says_whose_it_is(heyuan: Path) -> None:
    deposit = (
        "--narration",
        "交存",
        "--leg",
        "4001=-75",
        "--leg",
        "1234建行",
        "--attachments",
        "1",
        "--date",
        "2025-07-31",
    )
    assert "要写明归属；应写 1 个，写了 0 个" in refused(heyuan, "new", *deposit, *SIGNED)
    shown(heyuan, "new", *deposit, "--split", "household=01-1-101", *SIGNED)
    rows = json.loads(run("jjledger", "households", heyuan, "--format", "json", *TODAY).stdout)
    assert rows
    sound(heyuan)


def test_money_between_funds_is_two_linked_vouchers(heyuan: Path) -> None:
    legs = (
        "--leg", "3公共收益:6501=50", "--leg", "3公共收益:1001=-50",
        "--leg", "1维修资金:1001=50", "--leg", "1维修资金:4201=-50",
    )  # fmt: skip
    done = shown(
        heyuan,
        "new",
        "--narration",
        "补充维修资金",
        *legs,
        "--attachments",
        "1",
        "--date",
        "2025-07-31",
        *SIGNED,
    )
    assert done["numbers"] == ["付-0001", "收-0001"]
    assert all("^transfer-2025-07-31-1" in text for text in done["vouchers"])
    assert done["warnings"] == []  # E14 finds that it arrived
    sound(heyuan)


def test_a_voucher_over_two_funds_is_refused_with_the_way(heyuan: Path) -> None:
    legs = ("--leg", "6501=50", "--leg", "1维修资金:1001=-50")
    told = refused(heyuan, "new", "--narration", "补充维修资金", *legs, "--date", "2025-07-31", *SIGNED)
    assert "3公共收益 的分录借方多 50.00 元" in told
    assert "1维修资金 的分录贷方多 50.00 元" in told


def test_bytes_that_are_no_text_are_refused_before_anything_else(heyuan: Path) -> None:
    told = refused(heyuan, "new", "--payee", "\udcff\udcfe", "--narration", "试", "--leg", "6001=-1")
    assert "读不成文字的字节" in told


# -- list and show


def test_vouchers_are_listed_by_what_is_asked(heyuan: Path) -> None:
    def keys(*options: str) -> list[str]:
        rows: Any = shown(heyuan, "list", *options)
        return [row["key"] for row in rows]

    assert keys("--month", "2025-03", "--fund", "3公共收益") == [
        "2025-03-S0001",
        "2025-03-S0002",
        "2025-03-S0003",
    ]
    assert keys("--kind", "付") == ["2025-02-F0001", "2025-06-F0001"]
    assert keys("--drafts") == [f"{JULY}:1"]
    assert keys("--words", "门禁") == ["2025-02-F0001"]
    assert keys("--from", "2025-06-16", "--to", "2025-06-16") == ["2025-06-S0001", "2025-06-F0001"]


def test_a_voucher_is_shown_with_everything_that_hangs_on_it(heyuan: Path) -> None:
    record = shown(heyuan, "show", "收-1", "--month", "2025-03", "--fund", "3公共收益")
    assert record["amount_in_capitals"] == "人民币陆佰陆拾元整"
    assert (record["reversed_by"], record["corrected_by"]) == ("2025-03-S0002", "2025-03-S0003")
    assert record["place"] == "2025/2025-03.beancount:1"
    red = shown(heyuan, "show", "2025-03-S0002")
    assert (red["amount"], red["reverses"], red["state"]) == ("-660.00", "2025-03-S0001", "红字")
    assert shown(heyuan, "show", "^2025-03-S0003")["corrects"] == "2025-03-S0001"
    assert "都有凭证 2025-03-S0001" in refused(heyuan, "show", "2025-03-S0001")
    assert "没有写明是哪个月" in refused(heyuan, "show", "收-0001")


# -- undo and correct


def test_a_reversal_and_its_correction_are_linked_both_ways(heyuan: Path) -> None:
    done = shown(
        heyuan, "correct", "2025-02-F0001", "--leg", "5001=280;scope=01-1", "--leg", "1001=-280",
        "--decision", "2025-01", "--date", "2025-07-31", *SIGNED,
    )  # fmt: skip
    assert done["numbers"] == ["付-0001", "付-0002"]
    red, right = done["vouchers"]
    assert '"注销2月10日付-0001号凭证" ^2025-02-F0001' in red
    assert '"订正2月10日付-0001号凭证：更换门禁" ^2025-02-F0001' in right, "what it was for is as before"
    assert 'corrects: "2025-02-F0001"' in right
    assert "attachments: 2" in right
    record = shown(heyuan, "show", "2025-02-F0001")
    assert (record["reversed_by"], record["corrected_by"]) == ("2025-07-F0001", "2025-07-F0002")
    assert "已由 2025-07-F0001 冲销" in refused(
        heyuan, "reverse", "2025-02-F0001", "--date", "2025-07-31", *SIGNED
    )
    sound(heyuan)


def test_what_was_undone_before_is_only_put_right(heyuan: Path) -> None:
    shown(heyuan, "reverse", "2025-02-F0001", "--date", "2025-07-30", *SIGNED)
    done = shown(
        heyuan,
        "correct",
        "2025-02-F0001",
        "--payee",
        "某安防公司",
        "--decision",
        "2025-01",
        "--date",
        "2025-07-31",
        *SIGNED,
    )
    assert done["numbers"] == ["付-0002"]
    assert '"某安防公司" "订正2月10日付-0001号凭证：更换门禁"' in done["vouchers"][0]
    assert "scope" in done["vouchers"][0]  # the legs are as before, whose money too
    sound(heyuan)


def test_a_correction_says_why_and_asks_for_it(heyuan: Path) -> None:
    asked = "没有写明为什么订正"
    amounts = ("--debit", "3456农行=590", "--credit", "6001停车=590", "--date", "2025-07-31", *TODAY)
    plain = run("jjledger", "voucher", "correct", heyuan, "2025-03-S0003", "--fund", "3公共收益", *amounts)
    assert asked in plain.stdout, plain.stderr
    why = ("--why", "原因：发票（第2页）看错了。", "--decision", "2025-01")
    said = run(
        "jjledger", "voucher", "correct", heyuan, "2025-02-F0001", *why, "--date", "2025-07-31", *TODAY
    )
    assert asked not in said.stdout
    assert "订正2月10日付-0001号凭证（原因，发票，第2页看错了）：更换门禁" in said.stdout, said.stderr


@pytest.mark.parametrize("legs", [
    ("--debit", "5901其他支出=-80", "--credit", "1234建行"), ("--debit", "5901其他支出", "--credit", "1234建行=-80"),
])  # fmt: skip
def test_an_amount_below_zero_on_a_side_is_refused_and_the_way_to_undo_named(
    heyuan: Path, legs: tuple[str, ...]
) -> None:
    told = refused(
        heyuan, "new", "--narration", "试", *legs, "--attachments", "1", "--date", "2025-07-31", *SIGNED
    )
    assert "借方、贷方的金额只写正数" in told
    assert "jjledger voucher reverse" in told
    assert next(part for part in legs if part.endswith("-80")) in told


def test_what_does_not_balance_is_not_said_of_an_option_that_nobody_wrote(heyuan: Path) -> None:
    legs = ("--debit", "5901其他支出=80", "--credit", "1234建行=70")
    told = refused(
        heyuan, "new", "--narration", "试", *legs, "--attachments", "1", "--date", "2025-07-31", *SIGNED
    )
    assert "借方 80.00 元，贷方 70.00 元，相差 10.00 元" in told
    assert "--leg" not in told


def test_stock_fava_finds_all_three_under_one_link(heyuan: Path) -> None:
    ledger = FavaLedger(str(heyuan / "main.beancount"))
    linked = [
        entry.meta["voucher"]
        for entry in ledger.all_entries_by_type.Transaction
        if "2025-03-S0001" in entry.links
    ]
    assert linked == ["收-0001", "收-0002", "收-0003"]


# -- drafts

DRAFTS = """
2025-07-09 ! "某广告公司" "转账 广告费"
  bank-ref: "abc:001"
  why: "没有规则"
  Assets:3公共收益:1001银行存款:3456农行  120.00 CNY
  Assets:3公共收益:1901待查款项  -120.00 CNY

2025-07-10 ! "某停车公司" "停车费"
  bank-ref: "abc:002"
  why: "按规则"
  Assets:3公共收益:1001银行存款:3456农行  80.00 CNY
  Income:3公共收益:6001停车  -80.00 CNY
"""


@pytest.fixture
def drafted(heyuan: Path) -> Path:
    with (heyuan / JULY).open("a", encoding="utf-8") as file:
        file.write(DRAFTS)
    with (heyuan / "chart.beancount").open("a", encoding="utf-8") as file:
        file.write("2025-01-01 open Assets:3公共收益:1901待查款项 CNY\n")
    return heyuan


def test_a_draft_becomes_a_voucher_that_keeps_its_bank_row(drafted: Path, paper: Path) -> None:
    unsaid = refused(drafted, "confirm", "abc:001", *SIGNED)
    assert "没有写明是什么钱" in unsaid
    assert "jjledger voucher same 账本 abc:001" in unsaid, "perhaps it is booked already"
    done = shown(
        drafted,
        "confirm",
        "abc:001",
        "--account",
        "6001",
        "--narration",
        "广告费",
        "--attach",
        paper,
        *SIGNED,
    )
    assert done["numbers"] == ["收-0001"]
    text = (drafted / JULY).read_text(encoding="utf-8")
    assert text.count("abc:001") == 1
    assert "没有规则" not in text
    assert "1901" not in text
    assert '2025-07-09 * "某广告公司" "广告费"' in text
    assert "这笔流水已经记账：2025-07-S0001" in refused(drafted, "confirm", "abc:001", *SIGNED)
    sound(drafted)


def test_all_certain_drafts_are_confirmed_and_the_others_wait(drafted: Path) -> None:
    done = shown(drafted, "confirm", "--all", *SIGNED)
    assert [one["ref"] for one in done["confirmed"]] == ["abc:002"]
    assert done["left"] == 2
    left: Any = shown(drafted, "list", "--drafts")
    assert [row["key"] for row in left] == [f"{JULY}:1", "abc:001"]  # no original; nobody knows what it is


def test_a_draft_is_dropped_with_its_reason(drafted: Path) -> None:
    assert "没有写明为什么" in refused(drafted, "drop", "abc:002", "--who", "甲", "--write")
    shown(drafted, "drop", "abc:002", "--why", "银行冲正", "--who", "甲", "--write")
    assert (drafted / "statements/dropped.csv").read_text(encoding="utf-8").splitlines() == [
        "key,voucher,who,day,why,fund",
        "abc:002,,甲,2025-08-20,银行冲正,3公共收益",
    ]
    assert "abc:002" not in (drafted / JULY).read_text(encoding="utf-8")
    assert "已不入账：银行冲正" in refused(drafted, "confirm", "abc:002", *SIGNED)
    sound(drafted)


def test_a_draft_that_is_a_voucher_already_is_noted_beside_it(drafted: Path) -> None:
    shown(drafted, "new", *PARKING, "--attachments", "1", "--date", "2025-07-31", *SIGNED)
    words = said(drafted, "same", "abc:002", "收-0001", "--who", "甲", "--write")
    assert "流水 80.00 元，凭证上银行是 300.00 元，请核对" in words
    assert (drafted / "statements/same.csv").read_text(encoding="utf-8").splitlines()[1] == (
        "abc:002,2025-07-S0001,甲,2025-08-20,同一笔款,3公共收益"
    )
    assert shown(drafted, "show", "2025-07-S0001", "--fund", "3公共收益")["bank_rows"] == ["abc:002"]
    sound(drafted)


def test_a_row_is_held_by_the_voucher_of_its_fund_and_by_no_other_of_the_same_key(drafted: Path) -> None:
    said(drafted, "same", "abc:002", "2025-01-S0001", "--fund", "1维修资金", "--who", "甲", "--write")
    held = {
        fund: shown(drafted, "show", "2025-01-S0001", "--fund", fund)["bank_rows"]
        for fund in ("1维修资金", "4保修金")
    }
    assert held == {"1维修资金": ["abc:002"], "4保修金": []}
    sound(drafted)


def test_two_drafts_of_one_payment_become_one(drafted: Path) -> None:
    shown(drafted, "same", "abc:001", "abc:002", "--who", "甲", "--write")
    text = (drafted / JULY).read_text(encoding="utf-8")
    assert '  bank-ref: "abc:002"\n' in text
    assert '  bank-ref-2: "abc:001"\n' in text
    assert text.count(" ! ") == 2  # the one that stood there, and the one of the two
    sound(drafted)


# -- two writers


def test_two_writers_get_two_numbers(heyuan: Path) -> None:
    """Four at once: each of them is told a number, and each voucher stands under the one that was told."""
    program = (sys.executable, "-c", "from jjledger.cli.main import main; main()")
    command = (
        "voucher", "new", str(heyuan), *PARKING, "--attachments", "1", "--date", "2025-07-31", *SIGNED, *TODAY, "--json",
    )  # fmt: skip
    writers = [
        subprocess.Popen([*program, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    told = []
    for writer in writers:
        out, err = writer.communicate(timeout=240)
        assert writer.returncode == 0, err.decode()
        told += json.loads(out)["numbers"]
    assert sorted(told) == ["收-0001", "收-0002", "收-0003", "收-0004"]
    sound(heyuan)
