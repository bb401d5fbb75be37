"""The commands about ledgers, as whole programs: what goes to stdout, to stderr, and the exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ledgers import HEYUAN, SAMPLE, SHIFAN, bean_check, copy_of, plain, postings, run, without_plugin

TODAY = ("--today", "2025-08-20")
MARCH = "2025/2025-03.beancount"
COLUMNS = ["household", "building", "unit", "room", "area_m2", "principal", "interest", "balance", "arrears"]
COMMANDS = (
    "new", "check", "compile", "households", "interest", "statement", "publish", "serve", "edit", "doctor",
)  # fmt: skip
Spoil = Callable[[Path], None]


def replace(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def blocked(folder: Path) -> None:
    """Make one person prepare and review the repair."""
    text = (folder / MARCH).read_text(encoding="utf-8")
    (folder / MARCH).write_text(text.replace('reviewed: "乙"', 'reviewed: "甲"', 1), encoding="utf-8")


def unreadable(folder: Path) -> None:
    (folder / "register.csv").unlink()


def undistributed(folder: Path) -> None:
    """Take the distribution of the small community's income away."""
    text = (folder / MARCH).read_text(encoding="utf-8")
    (folder / MARCH).write_text(text[: text.index("2025-03-31 *")], encoding="utf-8")


def district(place: Path, spoil: Spoil) -> Path:
    """Lay down two communities, the first of them spoilt."""
    spoil(copy_of(SHIFAN, place))
    copy_of(HEYUAN, place)
    text = 'name = "某区"\ncommunities = ["shifan", "heyuan"]\n'
    (place / "district.toml").write_text(text, encoding="utf-8")
    return place


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
    ("arguments", "words"),
    [
        (["chekc"], "没有命令 chekc。用 jjledger --help 查看全部命令。"),
        (["check"], "缺少 账本…。"),
        (["check", "--jsn", "x"], "没有选项 --jsn，是不是 --json。"),
        (
            ["households", "x", "--at", "2025-02-30"],
            "--at 的值不对：「2025-02-30」不是日期，请写作 2025-12-31。",
        ),
        (["compile", "x", "--year", "去年"], "--year 的值不对：「去年」不是整数。"),
        (["households", "x", "--format", "xml"], "--format 的值不对：「xml」不在可选的词里："),
        (["check", "x", "--json=1"], "--json 后面不写值。"),
        (["households", "x", "--at"], "--at 后面要写值。"),
        (["households", "x", "y"], "多写了 y。"),
    ],
)
def test_a_wrong_command_line_is_refused_in_one_line(arguments: list[str], words: str) -> None:
    done = run("jjledger", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(words)
    assert done.stderr.count("\n") == 1


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
    assert done.stdout == "和苑：12 张凭证，阻断 0 项，提醒 0 项。\n"


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
    assert done.stdout.endswith("和苑：12 张凭证，阻断 0 项，提醒 0 项。\n")


def test_what_cannot_be_read_is_told_apart_and_the_rest_is_checked(tmp_path: Path) -> None:
    place = district(tmp_path, unreadable)
    done = run("jjledger", "check", place, *TODAY)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{place / 'shifan' / 'register.csv'}: 错误\n没有这个文件。")
    assert done.stdout == "和苑：12 张凭证，阻断 0 项，提醒 0 项。\n"


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
    environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
    told = subprocess.run(command, capture_output=True, check=True, env=environment).stdout
    # The flat's owner brought 2,000.00 and the selling unit, which has no room, 1,000.00.
    assert told == (
        b"household,building,unit,room,area_m2,principal,interest,balance,arrears\n"
        b"02-1-201,02,1,201,80.00,2000.00,0.00,2000.00,0.00\n"
        b"selling_unit:01,,,,,1000.00,0.00,1000.00,0.00\n"
    )


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
    done = run("jjledger", "households", district(tmp_path, lambda _: None))
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


# -- interest


def test_a_planned_distribution_can_be_copied_into_the_book(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    undistributed(folder)
    planned = run("jjledger", "interest", folder, "--through", "2025-03-31", *TODAY)
    assert (planned.returncode, planned.stderr) == (0, "")
    assert "本次可分配 15.20 元" in planned.stdout
    draft = planned.stdout[planned.stdout.index("2025-03-31 !") :]
    with (folder / MARCH).open("a", encoding="utf-8") as month:
        month.write(draft)
    # A draft moves nothing, and may lack its preparer; posted and signed it gives what was planned.
    assert "6.25" not in run("jjledger", "households", folder, "--format", "csv", *TODAY).stdout
    signed = draft.replace(" ! ", " * ").replace('prepared: ""', 'prepared: "甲"')
    replace(
        folder,
        MARCH,
        draft,
        signed.replace('reviewed: ""', 'reviewed: "乙"'),
    )
    assert run("jjledger", "check", folder, *TODAY).returncode == 0
    assert run("jjledger", "households", folder, "--format", "csv", *TODAY).stdout == AT_THE_END
    done = run("jjledger", "interest", folder, "--through", "2025-03-31", *TODAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert "收益已经分配到 2025-03-31。" in done.stderr


def test_a_household_can_reckon_its_interest_again(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    undistributed(folder)
    asked = ("jjledger", "interest", folder, "--through", "2025-03-31", "--household", "01-1-101", *TODAY)
    # 5,818.80 on fifteen days and 5,325.62 on twelve: 151,189.44; both flats 367,874.10.
    words = "01-1-101：15.20 元 × 积数 151,189.44 ÷ 367,874.10 元·天 = 6.25 元\n"
    assert run(*asked).stdout.startswith(words)
    told = json.loads(run(*asked, "--json").stdout)
    assert told["households"] == [{"household": "01-1-101", "balance_days": "151189.44", "amount": "6.25"}]
    assert (told["amount"], told["balance_days"]) == ("15.20", "367874.10")
    stranger = run(
        "jjledger", "interest", folder, "--through", "2025-03-31", "--household", "09-9-999", *TODAY
    )
    assert (stranger.returncode, stranger.stdout) == (2, "")


# -- new


def test_a_new_community_passes_and_can_be_written_in(tmp_path: Path) -> None:
    folder = tmp_path / "xinyuan"
    name = '新苑·"Ⅱ期"（北）𬍛'
    done = run("jjledger", "new", folder, "--name", name, "--bank", "4321工行", "--today", "2025-03-10")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"已建立 {name}：\n  {folder / 'community.toml'}\n")
    assert bean_check(folder / "main.beancount") == (0, "")
    checked = run("jjledger", "check", folder, *TODAY)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout == f"{name}：0 张凭证，阻断 0 项，提醒 0 项。\n"
    empty = run("jjledger", "compile", folder, *TODAY)
    assert (empty.returncode, empty.stdout) == (0, "")
    assert "没有可编的分户账" in empty.stderr

    with (folder / "register.csv").open("a", encoding="utf-8") as register:
        register.write("01-1-101,01,1,101,89.52,commercial,5818.80,2025-01-01\n")
    with (folder / "2025" / "2025-01.beancount").open("a", encoding="utf-8") as month:
        month.write(
            '2025-01-05 * "某业主" "首期交存"\n  voucher: "收-0001"\n  attachments: 1\n'
            '  prepared: "甲"\n  reviewed: "乙"\n'
            "  Assets:1维修资金:1001银行存款:4321工行  5818.80 CNY\n"
            '  Income:1维修资金:4001交存收入  -5818.80 CNY\n    household: "01-1-101"\n'
        )
    assert run("jjledger", "check", folder, "--today", "2025-03-31").returncode == 0
    balance = run("jjledger", "households", folder, "--format", "csv", "--today", "2025-03-31").stdout
    assert balance.endswith("\n01-1-101,01,1,101,89.52,5818.80,0.00,5818.80,0.00\n")


def test_new_asks_what_it_is_not_told(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("jjledger")
    mine, theirs = os.openpty()
    os.write(mine, "问答小区\n1111建行\n\n".encode())
    command = [program, "new", tmp_path / "wenda", "--region", "331002"]
    done = subprocess.run(command, stdin=theirs, capture_output=True, text=True, check=False)
    os.close(mine)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, "")
    assert "小区名称" in done.stdout
    settings = (tmp_path / "wenda" / "community.toml").read_text(encoding="utf-8")
    assert settings.startswith('name   = "问答小区"\ncode   = "wenda"\nregion = "331002"\n')
    chart = (tmp_path / "wenda" / "chart.beancount").read_text(encoding="utf-8")
    assert "Assets:1维修资金:1001银行存款:1111建行 CNY" in chart
    assert "Assets:3公共收益:1001银行存款:0002开户银行 CNY" in chart


@pytest.mark.parametrize(
    ("folder", "options", "words"),
    [
        ("新苑", ["--name", "新苑"], "请只用小写字母、数字和连字符"),
        ("xinyuan", ["--name", "  "], "小区名称是空的"),
        ("xinyuan", ["--name", "新苑", "--region", "台州"], "这不是行政区划代码"),
        ("xinyuan", ["--name", "新苑", "--bank", "建行"], "这不能作科目的一段"),
        ("xinyuan", ["--name", "新苑", "--bank", "0002开户银行"], "同一个银行账户"),
        ("xinyuan", [], "缺少 --name。"),
    ],
)
def test_nonsense_makes_no_community(tmp_path: Path, folder: str, options: list[str], words: str) -> None:
    done = run("jjledger", "new", tmp_path / folder, *options)
    assert done.returncode == 2
    assert words in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_left_as_it_is(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = run("jjledger", "new", folder, "--name", "新苑")
    assert (done.returncode, done.stdout) == (2, "")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


# -- the machine


def test_doctor_answers_for_this_machine() -> None:
    told, said = run("jjledger", "doctor", "--json"), run("jjledger", "doctor")
    lacks = json.loads(told.stdout)
    required = any(lack["grade"] == "required" for lack in lacks)
    assert told.returncode == said.returncode == int(required)
    assert all(lack["remedy"] in said.stdout for lack in lacks)


def test_a_terminal_that_lacks_a_character_shows_another(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    replace(folder, "community.toml", '"示范小区"', '"𬍛玉·府"')
    program = Path(sys.executable).with_name("jjledger")
    environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
    done = subprocess.run(
        [program, "check", folder, *TODAY], capture_output=True, check=True, env=environment
    )
    assert "\n?玉·府：4 张凭证" in done.stdout.decode("gbk").replace("\r", "")
    assert done.stderr == b""


def test_a_reader_that_has_seen_enough_stops_the_program_quietly() -> None:
    program = Path(sys.executable).with_name("jjledger")
    command = f"{program} households {SAMPLE / 'xishang'} --format csv | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout == ",".join(COLUMNS) + "\n"
    assert "Traceback" not in done.stderr


def test_progress_is_for_terminals(tmp_path: Path) -> None:
    place = district(tmp_path, lambda _: None)
    program = Path(sys.executable).with_name("jjledger")
    mine, theirs = os.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    subprocess.run(
        [program, "check", place, *TODAY],
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        check=True,
        env=environment,
    )
    os.close(theirs)
    shown = os.read(mine, 100_000).decode()
    os.close(mine)
    assert "检查 2 个小区" in shown
    assert run("jjledger", "check", place, *TODAY).stderr == ""
