"""The commands about ledgers, as whole programs: what goes to stdout, to stderr, and the exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ledgers import (
    HEYUAN,
    SAMPLE,
    SHIFAN,
    bean_check,
    copy_of,
    district,
    plain,
    postings,
    run,
    without_plugin,
)

TODAY = ("--today", "2025-08-20")
MARCH = "2025/2025-03.beancount"
COLUMNS = ["household", "building", "unit", "room", "area_m2", "principal", "interest", "balance", "arrears"]
COMMANDS = (
    "new", "check", "compile", "households", "interest", "fund", "voucher", "originals", "statement", "publish", "serve", "edit", "doctor",
)  # fmt: skip


def blocked(folder: Path) -> None:
    """Make one person prepare and review the repair."""
    text = (folder / MARCH).read_text(encoding="utf-8")
    (folder / MARCH).write_text(text.replace('reviewed: "乙"', 'reviewed: "甲"', 1), encoding="utf-8")


def unreadable(folder: Path) -> None:
    (folder / "register.csv").unlink()


# -- the program itself


def test_help_is_chinese_and_lists_every_command() -> None:
    helped, bare = run("jjledger", "--help"), run("jjledger")
    assert (helped.returncode, bare.returncode) == (0, 2)
    assert helped.stdout == bare.stdout
    assert (helped.stderr, bare.stderr) == ("", "")
    for command in COMMANDS:
        assert f"\n  {command} " in helped.stdout
        told = run("jjledger", command, "--help")
        assert told.returncode == 0
        assert told.stdout.startswith("用法: jjledger " + command)
        english = set(re.findall(r"[A-Za-z]{4,}", told.stdout)) & {
            "Usage",
            "Options",
            "Show",
            "default",
            "required",
        }
        assert not english, command


@pytest.mark.parametrize(
    ("arguments", "place", "what", "remedy"),
    [
        (["chekc"], "", "没有命令 chekc。", "用 jjledger --help 查看全部命令。"),
        (["check"], "check", "缺少 账本…。", "check --help"),
        (["check", "--jsn", "x"], "check", "没有选项 --jsn。", "请看是不是 --json；"),
        (
            ["households", "x", "--at", "2025-02-30"],
            "households --at",
            "「2025-02-30」不是日期，请写作 2025-12-31。",
            "households --help",
        ),
        (["compile", "x", "--year", "去年"], "compile --year", "「去年」不是数字。", "请写数字"),
        (
            ["households", "x", "--format", "xml"],
            "households --format",
            "「xml」不在可选的词里。",
            "请改成其中一个：",
        ),
        (["check", "x", "--json=1"], "check", "--json 后面不写值。", "请去掉等号"),
        (["households", "x", "--at"], "households", "--at 后面要写值。", "households --help"),
        (["households", "x", "y"], "households", "多写了「y」。", "请去掉"),
        (["key", "join", "x", "y"], "key join", "这里要写 2 个，写少了。", "key join --help"),
    ],
)
def test_a_wrong_command_line_is_told_where_what_and_what_to_do(
    arguments: list[str], place: str, what: str, remedy: str
) -> None:
    done = run("jjledger", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    first, second, third = done.stderr.splitlines()
    assert (first, second) == (f"{f'jjledger {place}'.strip()}: 错误", what)
    assert remedy in third


def test_a_program_that_asked_for_json_is_told_in_json_why_the_command_stops(tmp_path: Path) -> None:
    done = run("jjledger", "reconcile", tmp_path, "--account", "1234建行", "--month", "2025-03", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 2
    assert told["error"]["place"] == str(tmp_path)
    assert told["error"]["what"].startswith("这里没有账本")
    assert (told["error"]["remedy"] != "", told["more"]) == (True, [])
    assert done.stderr.startswith(f"{tmp_path}: 错误\n这里没有账本")  # a person reads the same as ever


def test_each_of_several_reasons_is_told_in_json(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    for name in ("chart.beancount", "main.beancount"):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())
    told = json.loads(run("jjledger", "suspense", folder, "--json").stdout)
    places = [one["place"] for one in (told["error"], *told["more"])]
    assert places == [f"{folder}/chart.beancount:1", f"{folder}/main.beancount:1"]


def test_a_wrong_command_line_is_told_in_json(tmp_path: Path) -> None:
    done = run("jjledger", "suspense", tmp_path, "--todya", "2025-01-01", "--json")
    error = json.loads(done.stdout)["error"]
    assert (done.returncode, error["place"]) == (2, "jjledger suspense")
    assert done.stderr.splitlines() == [f"{error['place']}: 错误", error["what"], error["remedy"]]
    assert (error["what"], error["remedy"].split("j")[0]) == ("没有选项 --todya。", "请看是不是 --today；")


def test_the_help_of_a_voucher_says_that_writing_wants_a_day() -> None:
    help_text = run("jjledger", "voucher", "reverse", "--help").stdout
    assert "写入时必写；预览默认今天" in "".join(help_text.split())


@pytest.mark.parametrize("command", ["check", "compile", "households", "interest"])
def test_where_no_ledger_is_nothing_can_go_on(command: str, tmp_path: Path) -> None:
    done = run("jjledger", command, tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{tmp_path}: 错误\n这里没有账本")


# -- check


def test_sound_books_pass_with_one_line() -> None:
    done = run("jjledger", "check", HEYUAN, *TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    # Twelve vouchers; the draft of July does not count.
    assert done.stdout == "和苑：12 张凭证，草稿 1 张，阻断 0 项，提醒 0 项。\n"


def test_missing_evidence_warns_and_passes() -> None:
    done = run("jjledger", "check", SHIFAN / "main.beancount", *TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert "提醒 E40" in done.stdout
    assert "阻断 0 项" in done.stdout.splitlines()[-1]


def test_wrong_books_block_and_the_rest_is_checked(tmp_path: Path) -> None:
    done = run("jjledger", "check", district(tmp_path, blocked), *TODAY)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(
        f'{tmp_path / "shifan"}：\n\n{MARCH}:1: 阻断 B12\n  1 | 2025-03-05 * "两户业主" "首期交存"\n'
        "凭证 收-0001 的制单和审核是同一个人「甲」。\n依据: "
    )
    assert done.stdout.endswith("和苑：12 张凭证，草稿 1 张，阻断 0 项，提醒 0 项。\n")


def test_what_cannot_be_read_is_told_apart_and_the_rest_is_checked(tmp_path: Path) -> None:
    place = district(tmp_path, unreadable)
    done = run("jjledger", "check", place, *TODAY)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{place / 'shifan' / 'register.csv'}: 错误\n没有这个文件。")
    assert done.stdout == "和苑：12 张凭证，草稿 1 张，阻断 0 项，提醒 0 项。\n"


def test_json_says_the_same(tmp_path: Path) -> None:
    done = run("jjledger", "check", district(tmp_path, blocked), "--json", *TODAY)
    assert (done.returncode, done.stderr) == (1, "")
    first, second = json.loads(done.stdout)
    assert (first["community"], second["community"], second["findings"]) == ("shifan", "heyuan", [])
    found = {(one["code"], one["severity"], one["file"], one["line"]) for one in first["findings"]}
    assert ("B12", "block", MARCH, 1) in found
    unread = run("jjledger", "check", district(tmp_path / "2", unreadable), "--json", *TODAY)
    assert (unread.returncode, unread.stderr) == (2, "")
    assert [bool(one["error"]) for one in json.loads(unread.stdout)] == [True, False]


# -- compile


def test_a_compiled_book_stands_alone_and_its_path_is_printed(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    done = run("jjledger", "compile", folder, *TODAY)
    book = folder / "build" / "households-2025.beancount"
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{book}\n", "")
    assert bean_check(book) == (0, "")
    again = run("jjledger", "compile", folder, "--year", "2026", "--year", "2025", "--today", "2026-01-02")
    assert again.stdout.split() == [
        str(folder / "build" / f"households-{year}.beancount") for year in (2026, 2025)
    ]
    assert {path.name for path in (folder / "build").iterdir()} == {
        "households-2025.beancount",
        "households-2026.beancount",
    }


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    books = []
    for seed in "1", "2":
        folder = copy_of(SAMPLE / "qingxi", tmp_path / seed)
        assert run("jjledger", "compile", folder, PYTHONHASHSEED=seed).returncode == 0
        books.append({path.name: path.read_bytes() for path in sorted((folder / "build").iterdir())})
    assert books[0] == books[1]
    assert list(books[0]) == ["households-2024.beancount", "households-2025.beancount"]


@pytest.mark.parametrize("year", ["2024", "2027", "0", "99999"])
def test_a_year_without_a_book_is_refused(year: str, tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    done = run("jjledger", "compile", folder, "--year", year, "--today", "2026-01-02")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"没有 {year} 年的分户账" in done.stderr
    assert not (folder / "build").exists()


def test_wrong_books_are_not_compiled_and_the_others_are(tmp_path: Path) -> None:
    place = district(tmp_path, blocked)
    done = run("jjledger", "compile", place, *TODAY)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{MARCH}:1: 阻断 B12\n")
    assert done.stdout == f"{place / 'heyuan' / 'build' / 'households-2025.beancount'}\n"
    assert not (place / "shifan" / "build").exists()


# -- households

# Worked out by hand in tests/unit/books/test_household_book.py.
AT_THE_END = """\
household,building,unit,room,area_m2,principal,interest,balance,arrears
01-1-101,01,1,101,89.52,5325.62,6.25,5331.87,0.00
01-1-102,01,1,102,128.30,7632.68,8.95,7641.63,0.00
"""


def test_csv_is_exact() -> None:
    done = run("jjledger", "households", SHIFAN, "--format", "csv", *TODAY)
    assert (done.returncode, done.stdout) == (0, AT_THE_END)
    assert done.stderr == "示范小区：1维修资金，2025-08-20 终了，2 户。\n"


@pytest.mark.parametrize(
    ("day", "principal", "interest"),
    [
        ("2025-03-04", "0.00", "0.00"),
        ("2025-03-05", "5818.80", "0.00"),
        ("2025-03-19", "5818.80", "0.00"),
        ("2025-03-20", "5325.62", "0.00"),
        ("2025-03-30", "5325.62", "0.00"),
        ("2025-03-31", "5325.62", "6.25"),
    ],
)
def test_at_means_the_end_of_the_day(day: str, principal: str, interest: str) -> None:
    done = run(
        "jjledger", "households", SHIFAN, "--at", day, "--household", "01-1-101", "--format", "json", *TODAY
    )
    (row,) = json.loads(done.stdout)
    assert list(row) == COLUMNS
    assert (row["principal"], row["interest"]) == (principal, interest)
    assert done.stderr == f"示范小区：1维修资金，{day} 终了，1 户。\n"


def test_a_table_shows_every_figure_whole() -> None:
    done = run("jjledger", "households", SHIFAN, *TODAY, COLUMNS="40")
    rows = [line.split() for line in done.stdout.splitlines()]
    assert [COLUMNS, *csv.reader(AT_THE_END.splitlines()[1:])] == [row for row in rows if len(row) == 9]


def test_rows_stand_in_the_registers_order(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    heading, first, second = (folder / "register.csv").read_text(encoding="utf-8").splitlines()
    (folder / "register.csv").write_text(f"{heading}\n{second}\n{first}\n", encoding="utf-8")
    done = run("jjledger", "households", folder, "--format", "csv", *TODAY)
    heading, first, second = AT_THE_END.splitlines()
    assert done.stdout.splitlines() == [heading, second, first]


def test_csv_is_utf8_without_bom_on_any_terminal() -> None:
    program = Path(sys.executable).with_name("jjledger")
    command = [program, "households", HEYUAN, "--fund", "2公房维修资金", "--format", "csv", *TODAY]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-16"}
    told = subprocess.run(command, capture_output=True, check=True, env=environment).stdout
    # The flat's owner brought 2,000.00 and the selling unit, which has no room, 1,000.00.
    assert told == (
        b"household,building,unit,room,area_m2,principal,interest,balance,arrears\n"
        b"02-1-201,02,1,201,80.00,2000.00,0.00,2000.00,0.00\n"
        b"selling_unit:01,,,,,1000.00,0.00,1000.00,0.00\n"
    )


def test_a_household_is_found_in_the_fund_that_has_its_account() -> None:
    done = run("jjledger", "households", HEYUAN, "--household", "02-1-201", "--format", "csv", *TODAY)
    assert done.stdout.splitlines()[1:] == ["02-1-201,02,1,201,80.00,2000.00,0.00,2000.00,0.00"]
    assert done.stderr.startswith("和苑：2公房维修资金，")
    for command in "households", "statement", "interest":
        wrong = ["--household", "02-1-201", "--fund", "1维修资金"]
        refused = run("jjledger", command, HEYUAN, *wrong, *TODAY)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "房屋 02-1-201 在「1维修资金」没有分户账。" in refused.stderr
        assert "--fund 2公房维修资金" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--fund", "3公共收益"], "可以写：1维修资金\n"),
        (["--household", "01-1-999"], "登记册里没有房屋 01-1-999。"),
    ],
)
def test_what_there_is_not_is_refused(arguments: list[str], words: str) -> None:
    done = run("jjledger", "households", SHIFAN, *arguments, *TODAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_wrong_books_have_no_balances(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    blocked(folder)
    for command in "households", "interest":
        done = run("jjledger", command, folder, *TODAY)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith(f"{MARCH}:1: 阻断 B12\n")


def test_a_district_is_not_one_community(tmp_path: Path) -> None:
    done = run("jjledger", "households", district(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "这里有多个小区。" in done.stderr


def test_balances_and_arrears_come_to_the_general_book(tmp_path: Path) -> None:
    """石榴院 is nearly used up: some households owe."""
    done = run("jjledger", "households", SAMPLE / "shiliu", "--at", "2025-12-31", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    cents = [{key: int(row[key].replace(".", "")) for key in COLUMNS[5:]} for row in rows]
    assert all(row["balance"] == row["principal"] + row["interest"] >= 0 for row in cents)
    assert any(row["arrears"] and not row["balance"] for row in cents)
    entries, _ = plain(without_plugin(SAMPLE / "shiliu", tmp_path))
    owners = -sum(
        fen
        for day, account, fen in postings(entries)
        if str(day) <= "2025-12-31"
        and account.split(":")[1] == "1维修资金"
        and account.split(":")[2][:4] in {"3001", "4001", "5001", "5101"}
    )
    assert sum(row["balance"] - row["arrears"] for row in cents) == owners


def test_python_runs_the_program_by_the_name_of_its_package() -> None:
    assert run("python", "-m", "jjledger", "--version").stdout == run("jjledger", "--version").stdout != ""
    assert run("python", "-m", "jjledger", "chekc").returncode == 2
