"""`jjledger import`: new rows become drafts, once; what is wrong with a file is told and blocks the close."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jjledger.cli import import_command
from jjledger.errors import OptionError, UnknownLayoutError
from tests.bank_files import (
    FARM,
    HOLDER,
    Line,
    bank_file,
    bytes_of,
    community,
    imported,
    proposals,
    run_import,
)
from tests.ledgers import bean_check, run

AUGUST = "2025/2025-08.beancount"
ROWS = (
    Line("2025-08-02", "1000.00", "某广告公司", "电梯广告费", "S1", "6222000000004444"),
    Line("2025-08-03", "-200.00", "某电梯公司", "维保", "S2", "6222000000005555"),
    Line("2025-08-21", "1.23", "", "结息", "S3"),
    Line("2025-08-21", "-5.00", "", "手续费", "S4"),
)


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    return community(tmp_path)


def drafts_of(folder: Path, name: str = AUGUST) -> list[str]:
    """Give the drafts of a month's file, without the balances."""
    parts = (folder / name).read_text("utf-8").split("\n\n")
    return [part.strip() for part in parts if " ! " in part]


def test_new_rows_become_drafts_that_say_why(heyuan: Path, tmp_path: Path) -> None:
    record = imported(heyuan, bank_file(tmp_path, ROWS))
    assert {key: record[key] for key in ("rows", "new", "known", "unmatched", "chain_breaks", "sum")} == {
        "rows": 4, "new": 4, "known": 0, "unmatched": 2, "chain_breaks": [], "sum": "796.23",
    }  # fmt: skip
    assert record["layout"] == "corporate"
    first, _, interest, fee = drafts_of(heyuan)
    assert first.splitlines() == [
        '2025-08-02 ! "某广告公司" "电梯广告费"',
        '  bank-ref: "corporate:20250802:S1:1000.00"',
        '  why: "没有规则，也没有以前的记账可以参照"',
        "  Assets:3公共收益:1001银行存款:3456农行  1000.00 CNY",
        "  Assets:3公共收益:1901待查款项  -1000.00 CNY",
    ]
    assert interest.splitlines()[2:] == [
        '  why: "摘要写明是存款利息"',
        "  Assets:3公共收益:1001银行存款:3456农行  1.23 CNY",
        "  Income:3公共收益:6008利息  -1.23 CNY",
    ]
    assert fee.splitlines()[-1] == "  Expenses:3公共收益:6599其他  5.00 CNY"
    assert "2025-08-02 open Assets:3公共收益:1901待查款项 CNY" in (heyuan / "chart.beancount").read_text(
        "utf-8"
    )
    assert bean_check(heyuan / "main.beancount") == (0, "")


def test_what_nobody_sees_in_a_bank_s_file_is_a_blank_in_the_draft(heyuan: Path, tmp_path: Path) -> None:
    rows = (
        Line(
            "2025-08-02", "1000.00", "某\u200b广告公司", '\u202e款"\x0b2025-01-01 open Assets:X', "S\u20601"
        ),
    )
    imported(heyuan, bank_file(tmp_path, rows))
    (draft,) = drafts_of(heyuan)
    assert draft.splitlines()[:2] == [
        '2025-08-02 ! "某 广告公司" "款\\" 2025-01-01 open Assets:X"',
        '  bank-ref: "corporate:20250802:S1:1000.00"',
    ]
    assert imported(heyuan, bank_file(tmp_path, rows))["new"] == 0
    assert bean_check(heyuan / "main.beancount") == (0, "")


def test_the_close_of_the_last_day_is_asserted_on_the_next(heyuan: Path, tmp_path: Path) -> None:
    """1,400.00 stood there; 796.23 more with every draft."""
    record = imported(heyuan, bank_file(tmp_path, ROWS))
    assert record["files"][0]["balances"] == [
        {"day": "2025-08-31", "bank": "2196.23", "books": "2196.23", "asserted": True}
    ]
    assert f"2025-09-01 balance Assets:3公共收益:1001银行存款:{FARM}  2196.23 CNY" in (
        heyuan / AUGUST
    ).read_text("utf-8")


def test_each_month_within_a_file_is_asserted_at_its_end(heyuan: Path, tmp_path: Path) -> None:
    rows = [Line("2025-08-02", "10.00"), Line("2025-09-02", "1.00"), Line("2025-09-03", "0.50")]
    record = imported(heyuan, bank_file(tmp_path, rows, days=("2025-08-01", "2025-09-03")))
    asserted = [(one["day"], one["bank"]) for one in record["files"][0]["balances"] if one["asserted"]]
    assert asserted == [("2025-08-31", "1410.00"), ("2025-09-03", "1411.50")]


def test_nothing_is_asserted_of_the_day_on_which_a_file_was_printed(heyuan: Path, tmp_path: Path) -> None:
    path = bank_file(tmp_path, ROWS, days=("2025-08-01", "2025-08-21"))
    text = path.read_text("gb18030").replace("2025-08-21\n", "2025-08-21,打印时间：2025-08-21 12:00:00\n", 1)
    path.write_text(text, encoding="gb18030")
    file = imported(heyuan, path)["files"][0]
    assert file["ends_mid_day"]
    assert [(one["day"], one["bank"]) for one in file["balances"]] == [("2025-08-20", "2200.00")]


def test_a_balance_the_books_do_not_come_to_is_told_and_not_asserted(heyuan: Path, tmp_path: Path) -> None:
    path = bank_file(tmp_path, ROWS, opening="1300.00")
    record = imported(heyuan, path)
    (balance,) = record["files"][0]["balances"]
    assert (balance["bank"], balance["books"], balance["asserted"]) == ("2096.23", "2196.23", False)
    assert " balance " not in (heyuan / AUGUST).read_text("utf-8")
    assert bean_check(heyuan / "main.beancount") == (0, "")


def test_the_same_file_again_writes_nothing(heyuan: Path, tmp_path: Path) -> None:
    path = bank_file(tmp_path, ROWS)
    imported(heyuan, path)
    before = bytes_of(heyuan)
    record = imported(heyuan, path)
    assert (record["new"], record["known"], record["drafts"], record["written_files"]) == (0, 4, 0, [])
    assert bytes_of(heyuan) == before


def test_an_overlapping_file_adds_its_new_rows_only(heyuan: Path, tmp_path: Path) -> None:
    imported(heyuan, bank_file(tmp_path, ROWS[:2], days=("2025-08-01", "2025-08-10")))
    record = imported(heyuan, bank_file(tmp_path, ROWS, name="longer.csv"))
    assert (record["new"], record["known"], record["drafts"]) == (2, 2, 2)
    assert len(drafts_of(heyuan)) == 4
    assert bean_check(heyuan / "main.beancount") == (0, "")


def test_identical_rows_without_serial_are_all_there_and_known_again(heyuan: Path, tmp_path: Path) -> None:
    """Twice 3.00 out and once in between: two rows alike in all but nothing."""
    rows = [
        Line("2025-08-02", "-3.00", "某店"), Line("2025-08-02", "3.00", "某店"), Line("2025-08-02", "-3.00", "某店"),
    ]  # fmt: skip
    assert imported(heyuan, bank_file(tmp_path, rows))["drafts"] == 3
    longer = [*rows, Line("2025-08-02", "3.00", "某店"), Line("2025-08-02", "-3.00", "某店")]
    record = imported(heyuan, bank_file(tmp_path, longer, name="longer.csv"))
    assert (record["known"], record["drafts"]) == (3, 2)


def test_an_export_without_serials_knows_the_rows_of_one_that_has_them(heyuan: Path, tmp_path: Path) -> None:
    imported(heyuan, bank_file(tmp_path, ROWS))
    bare = [Line(row.day, row.yuan, row.name, row.words) for row in ROWS]
    record = imported(heyuan, bank_file(tmp_path, bare, name="bare.csv"))
    assert (record["known"], record["drafts"]) == (4, 0)


def test_rows_of_a_confirmed_draft_stay_known(heyuan: Path, tmp_path: Path) -> None:
    path = bank_file(tmp_path, ROWS)
    imported(heyuan, path)
    said = (
        "jjledger", "voucher", "confirm", heyuan, "corporate:20250802:S1:1000.00", "--account", "6002广告",
        "--prepared", "甲", "--reviewed", "乙", "--write", "--today", "2025-09-05",
    )  # fmt: skip
    done = run(*said)
    assert done.returncode == 0, done.stderr + done.stdout
    for name in (heyuan / "statements" / FARM).iterdir():
        name.unlink()  # the voucher itself remembers its row
    record = imported(heyuan, path)
    assert (record["known"], record["drafts"]) == (4, 0)


def test_a_preview_writes_nothing(heyuan: Path, tmp_path: Path) -> None:
    before = bytes_of(heyuan)
    record = imported(heyuan, bank_file(tmp_path, ROWS), "--dry-run")
    assert (record["drafts"], record["written"]) == (4, False)
    assert bytes_of(heyuan) == before


def test_a_gap_is_told_with_what_is_missing_and_mended_by_a_whole_file(heyuan: Path, tmp_path: Path) -> None:
    """The row of 200.00 out is missing from the file."""
    torn = [ROWS[0], Line("2025-08-21", "1.23", "", "结息", "S3", balance="2201.23"), ROWS[3]]
    record = imported(heyuan, bank_file(tmp_path, torn), code=1)
    assert (record["chain_breaks"], record["missing"]) == ([5], "-200.00")
    assert [one["code"] for one in record["findings"]] == ["E61"]
    assert record["files"][0]["balances"] == []
    assert imported(heyuan, bank_file(tmp_path, torn), code=1)["new"] == 0
    whole = imported(heyuan, bank_file(tmp_path, ROWS, name="whole.csv"))
    assert (whole["drafts"], whole["findings"]) == (1, [])
    assert "E61" not in run("jjledger", "check", heyuan, "--today", "2025-09-05").stdout


def test_a_strangers_name_is_told_and_the_rows_are_there(heyuan: Path, tmp_path: Path) -> None:
    record = imported(heyuan, bank_file(tmp_path, ROWS, holder="张三"), code=1)
    assert ([one["code"] for one in record["findings"]], record["drafts"]) == (["E62"], 4)


def test_a_number_of_another_account_is_told(heyuan: Path, tmp_path: Path) -> None:
    path = bank_file(tmp_path, ROWS, number="33050110000000001234")
    (finding,) = imported(heyuan, path, "--account", FARM, code=1)["findings"]
    assert finding["code"] == "E62"
    assert "账号末四位是 1234，这个账户却是 3456" in finding["what"]


def test_a_number_that_the_community_gives_is_its_own(tmp_path: Path) -> None:
    folder = community(tmp_path, f'\n[[bank]]\naccount = "{FARM}"\ntail = "1234"\n')
    path = bank_file(tmp_path, ROWS, number="33050110000000001234")
    assert imported(folder, path, "--account", FARM)["findings"] == []


def test_a_name_that_the_community_gives_is_its_own(tmp_path: Path) -> None:
    folder = community(tmp_path, f'\n[[bank]]\naccount = "{FARM}"\nholder = "某街道财务中心"\n')
    assert imported(folder, bank_file(tmp_path, ROWS, holder="某街道财务中心"))["findings"] == []


def test_an_unknown_layout_is_kept_aside_and_never_guessed(heyuan: Path, tmp_path: Path) -> None:
    path = bank_file(tmp_path, ROWS)
    strange = path.read_text("gb18030").replace("借方发生额", "甲栏").replace("贷方发生额", "乙栏")
    path.write_text(strange, encoding="utf-8")
    done = run_import(heyuan, path, "--dry-run")
    assert isinstance(done.exception, UnknownLayoutError)
    assert not (heyuan / "statements").exists()
    done = run_import(heyuan, path)
    assert isinstance(done.exception, UnknownLayoutError)
    (aside,) = (heyuan / "statements" / "aside").iterdir()
    assert aside.read_bytes() == path.read_bytes()
    assert not (heyuan / AUGUST).exists()
    assert run("jjledger", "import", heyuan, path, "--today", "2025-09-05").returncode == 2


@pytest.mark.parametrize(
    ("number", "asked", "found"),
    [
        ("33050110000000003456", "", FARM),
        ("33050110000000001234", "", "1234建行"),
        ("", FARM, FARM),
        ("33050110000000001234", f"Assets:3公共收益:1001银行存款:{FARM}", FARM),
    ],
)
def test_whose_statement_it_is(heyuan: Path, tmp_path: Path, number: str, asked: str, found: str) -> None:
    words = ("--account", asked) if asked else ()
    code = 1 if asked and number else 0  # the number is another account's
    record = imported(heyuan, bank_file(tmp_path, ROWS, number=number), *words, "--dry-run", code=code)
    assert record["account"].endswith(f":{found}")


@pytest.mark.parametrize(("number", "asked"), [("", ""), ("9999888877770000", ""), ("", "0000建行")])
def test_an_account_that_cannot_be_told_is_asked_for(
    heyuan: Path, tmp_path: Path, number: str, asked: str
) -> None:
    words = ("--account", asked) if asked else ()
    done = run_import(heyuan, bank_file(tmp_path, ROWS, number=number), *words)
    assert isinstance(done.exception, OptionError)
    assert f"--account {FARM}" in str(done.exception)


def test_rows_of_a_new_year_get_their_include_and_accounts_are_open_then(
    heyuan: Path, tmp_path: Path
) -> None:
    rows = [Line("2024-12-30", "9.00", "", "结息"), Line("2026-01-02", "7.00", "某人")]
    imported(
        heyuan, bank_file(tmp_path, rows, number="33050110000000001234", days=("2024-12-01", "2026-01-02"))
    )
    main = (heyuan / "main.beancount").read_text("utf-8")
    assert 'include "2024/*.beancount"' in main
    assert 'include "2026/*.beancount"' in main
    assert "2024-12-30 open Assets:1维修资金:1001银行存款:1234建行 CNY" in (
        heyuan / "chart.beancount"
    ).read_text("utf-8")
    assert bean_check(heyuan / "main.beancount") == (0, "")


def test_rows_from_before_the_books_are_in_the_opening_balance(heyuan: Path, tmp_path: Path) -> None:
    """The books of sold public housing begin with what the bank had on 1 January."""
    rows = [Line("2024-12-30", "9.00", "某人"), Line("2025-08-02", "5.00", "某人")]
    path = bank_file(
        tmp_path, rows, number="33050110000000002345", days=("2024-12-01", "2025-08-31"), opening="1991.00"
    )
    record = imported(heyuan, path)
    assert (record["new"], record["drafts"], record["files"][0]["before"]) == (2, 1, 1)
    assert imported(heyuan, path)["new"] == 0


def test_rows_of_a_closed_month_are_booked_in_the_next_open_one(tmp_path: Path) -> None:
    """January is closed on the bank's 101.00; then the bank shows 5.00 more of its last day."""
    folder, today = tmp_path / "demo", ("--today", "2026-03-05")
    done = run("jjledger", "new", folder, "--name", "和苑", "--revenue-bank", FARM, "--today", "2026-01-31")
    assert done.returncode == 0, done.stderr
    rows = [
        Line("2026-01-05", "100.00", "某广告公司", "广告", "S1"),
        Line("2026-01-21", "1.00", "", "结息", "S2"),
    ]
    days = ("2026-01-01", "2026-01-31")
    imported(folder, bank_file(tmp_path, rows, opening="0.00", days=days), *today)
    signed = ("--prepared", "甲", "--reviewed", "乙", "--write", *today)
    for words in (("corporate:20260105:S1:100.00", "--account", "6002广告"), ("--all",)):
        done = run("jjledger", "voucher", "confirm", folder, *words, *signed)
        assert done.returncode == 0, done.stderr + done.stdout
    done = run("jjledger", "close", folder, "2026-01", "--closed-by", "丙", "--write", *today)
    assert done.returncode == 0, done.stderr + done.stdout
    january = (folder / "2026/2026-01.beancount").read_text("utf-8")

    late = [*rows, Line("2026-01-31", "5.00", "某人", "来款", "S3")]
    path = bank_file(tmp_path, late, opening="0.00", days=("2026-01-01", "2026-02-01"), name="late.csv")
    record = imported(folder, path, *today)
    assert (record["new"], record["drafts"]) == (1, 1)
    assert [(one["day"], one["bank"], one["asserted"]) for one in record["files"][0]["balances"]] == [
        ("2026-02-01", "106.00", True)
    ]
    assert (folder / "2026/2026-01.beancount").read_text("utf-8") == january
    (late_draft,) = drafts_of(folder, "2026/2026-02.beancount")
    assert late_draft.startswith('2026-02-01 ! "某人" "来款"')
    assert "2026-01 已结账，银行 2026-01-31 的流水补记在 2026-02-01" in late_draft
    assert run("jjledger", "check", folder, *today).returncode == 0


def test_the_words_say_what_was_found(heyuan: Path, tmp_path: Path) -> None:
    done = run_import(heyuan, bank_file(tmp_path, ROWS, holder=HOLDER))
    assert done.exit_code == 0
    assert "4 行，收支净额 796.23 元" in done.stdout
    assert "记成 4 笔待核（2 笔没有查明，0 笔可能已经入账）" in done.stdout
    assert "2025-08-31 余额 2,196.23 元，与账上相符，记作余额核对。" in done.stdout
    assert "→ 6008利息（摘要写明是存款利息）" in done.stdout


def test_a_row_that_cannot_be_read_is_named_and_the_others_are_there(heyuan: Path, tmp_path: Path) -> None:
    path = bank_file(tmp_path, ROWS)
    path.write_text(path.read_text("gb18030").replace(",200.00,,", ",两百元,,"), encoding="gb18030")
    record = imported(heyuan, path, code=1)
    (file,) = record["files"]
    assert [one["row"] for one in file["unread"]] == [5]
    assert {one["code"] for one in record["findings"]} == {"E61", "E63"}
    assert record["drafts"] == 3
    done = run_import(heyuan, path, "--dry-run")
    assert "第 5 行：" in done.stdout


def test_an_import_is_planned_anew_where_somebody_else_wrote_in_between(
    heyuan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another import of the same rows comes first: when it is this one's turn, they are known."""
    path, short = bank_file(tmp_path, ROWS), bank_file(tmp_path, ROWS[:2], name="short.csv")
    plan, others = import_command.plan_imports, [short]

    def after_another(*words: Any) -> Any:  # noqa: ANN401 -- passed on as it is
        planned = plan(*words)
        if others:
            imported(heyuan, others.pop())
        return planned

    monkeypatch.setattr(import_command, "plan_imports", after_another)
    record = imported(heyuan, path)
    assert (record["known"], record["drafts"]) == (2, 2)
    assert len(drafts_of(heyuan)) == 4


def test_what_is_proposed_is_in_the_record(heyuan: Path, tmp_path: Path) -> None:
    first = proposals(imported(heyuan, bank_file(tmp_path, ROWS)))[0]
    assert first == {
        "row": 4, "day": "2025-08-02", "amount": "1000.00", "counterparty": "某广告公司", "words": "电梯广告费",
        "account": "Assets:3公共收益:1901待查款项", "split": {},
        "contract": "", "why": "没有规则，也没有以前的记账可以参照",
        "same_as": "", "bank_ref": "corporate:20250802:S1:1000.00",
    }  # fmt: skip
