"""Refunds, houses and reversals from end to end on a copy of the small community.

After March: 01-1-101 (89.52 m²) has principal 5,325.62 and interest 6.25; 01-1-102 (128.30 m²)
7,632.68 and 8.95. Expected figures are worked out by hand beside each case.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.ledgers import SHIFAN, copy_of, replace_once, run

TODAY = ("--today", "2026-01-31")
MARCH = "2025/2025-03.beancount"


def _signed(day: str) -> tuple[str, ...]:
    return ("--write", "--date", day, "--prepared", "甲", "--reviewed", "乙", *TODAY)


def _balances(folder: Path) -> dict[str, tuple[str, str, str]]:
    done = run("jjledger", "households", folder, "--format", "csv", *TODAY)
    rows = csv.DictReader(io.StringIO(done.stdout))
    return {row["household"]: (row["principal"], row["interest"], row["arrears"]) for row in rows}


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "build" not in path.parts
    }


def _fund(folder: Path, command: str, *arguments: str) -> str:
    done = run("jjledger", _group_of(command), command, folder, *arguments)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert run("jjledger", "check", folder, *TODAY).returncode == 0
    return done.stdout


def _group_of(command: str) -> str:
    return "voucher" if command == "reverse" else "fund"


def _refused(folder: Path, command: str, *arguments: str) -> str:
    before = _files(folder)
    done = run("jjledger", _group_of(command), command, folder, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert _files(folder) == before
    return done.stderr


def _distribute_december(folder: Path) -> str:
    (folder / "2025/2025-12.beancount").write_text(
        '2025-12-21 * "建设银行" "结息"\n  voucher: "收-0001"\n  attachments: 1\n  prepared: "甲"\n  reviewed: "乙"\n'
        "  Assets:1维修资金:1001银行存款:1234建行  100.00 CNY\n  Income:1维修资金:4101存款利息收入  -100.00 CNY\n",
        encoding="utf-8",
    )
    done = run("jjledger", "interest", folder, "--through", "2025-12-31", *_signed("2025-12-31"))
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of(SHIFAN, tmp_path)


def test_a_split_house_loses_no_fen_and_a_merged_one_has_it_all_back(folder: Path) -> None:
    """5,325.62 × 45.00 ÷ 89.52 = 2,677.087…, so 2,677.08 and the odd fen; 6.25 gives 3.14 and 3.10, one fen over."""
    _fund(
        folder,
        "split",
        "--household",
        "01-1-101",
        "--into",
        "01-1-101A:45.00",
        "--into",
        "01-1-101B:44.52",
        *_signed("2025-06-01"),
    )
    after = _balances(folder)
    assert after["01-1-101A"] == ("2677.09", "3.15", "0.00")
    assert after["01-1-101B"] == ("2648.53", "3.10", "0.00")
    assert after["01-1-101"] == ("0.00", "0.00", "0.00")
    _fund(
        folder,
        "merge",
        "--households",
        "01-1-101A 01-1-101B",
        "--into",
        "01-1-101Z:89.52",
        *_signed("2025-07-01"),
    )
    assert _balances(folder)["01-1-101Z"] == ("5325.62", "6.25", "0.00")
    register = (folder / "register.csv").read_text(encoding="utf-8").splitlines()
    assert register[1] == "01-1-101,01,1,101,89.52,commercial,5818.80,2020-03-01,,2025-05-31"
    assert register[2] == "01-1-102,01,1,102,128.30,commercial,8339.50,2020-03-01,,"
    assert register[3] == "01-1-101A,01,1,101A,45.00,commercial,2925.00,2020-03-01,2025-06-01,2025-06-30"


def test_areas_that_do_not_add_up_are_told_by_how_much(folder: Path) -> None:
    """45.00 and 44.00 are 0.52 short of 89.52."""
    into = ("--into", "01-1-101A:45.00 01-1-101B:44.00")
    assert "差 -0.52 平方米" in _refused(
        folder, "split", "--household", "01-1-101", *into, *_signed("2025-06-01")
    )
    _fund(folder, "split", "--household", "01-1-101", *into, "--area-changed", *_signed("2025-06-01"))


def test_two_new_houses_of_one_number_are_refused(folder: Path) -> None:
    into = ("--into", "01-1-101A:45.00 01-1-101A:44.52")
    assert "重复的房号" in _refused(folder, "split", "--household", "01-1-101", *into, *_signed("2025-06-01"))


def test_a_split_before_something_booked_later_is_refused(folder: Path) -> None:
    told = _refused(
        folder,
        "split",
        "--household",
        "01-1-101",
        "--into",
        "01-1-101A:45.00 01-1-101B:44.52",
        *_signed("2025-03-10"),
    )
    assert "2025-03-20" in told


def test_a_lost_house_gets_everything_and_ends(folder: Path) -> None:
    """5,325.62 + 6.25 = 5,331.87, and the account is empty to the fen."""
    words = _fund(folder, "lost", "--household", "01-1-101", *_signed("2025-09-01"))
    assert "合计 5,331.87 元" in words
    assert _balances(folder)["01-1-101"] == ("0.00", "0.00", "0.00")
    assert "2025-09-01" in (folder / "register.csv").read_text(encoding="utf-8")
    assert "已经销户" in _refused(folder, "transfer", "--household", "01-1-101", *_signed("2025-10-01"))
    assert "已经销户，没有余额" in _refused(folder, "lost", "--household", "01-1-101", *_signed("2025-10-01"))


def test_income_of_days_before_the_loss_still_reaches_the_lost_house(folder: Path) -> None:
    """From 1 April 5,331.87 for 153 days, the day of the withdrawal left out, and 7,641.63 for 275.

    Products 81,577,611 and 210,144,825 fen-days of 291,722,436: of 100.00 these are 2,796.41 and 7,203.59 fen,
    and the one that is left goes to the larger remainder, the house that stands.
    """
    _fund(folder, "lost", "--household", "01-1-101", *_signed("2025-09-01"))
    _distribute_december(folder)
    assert _balances(folder)["01-1-101"] == ("0.00", "27.96", "0.00")
    neighbour = ("--household", "01-1-101", "--into", "01-1-102:128.30")
    assert "房屋是灭失的" in _refused(folder, "split", *neighbour, *_signed("2026-01-05"))
    words = _fund(folder, "lost", "--household", "01-1-101", *_signed("2026-01-05"))
    assert "本金 0.00 元、利息 27.96 元" in words
    assert _balances(folder)["01-1-101"] == ("0.00", "0.00", "0.00")
    assert "已经销户，没有余额" in _refused(folder, "lost", "--household", "01-1-101", *_signed("2026-01-06"))


def test_what_comes_to_a_split_house_later_follows_its_balance(folder: Path) -> None:
    """Of 275 days the old house has 5,331.87 for 61, its parts 2,680.24 and 2,651.63 for 214, its neighbour 7,641.63.

    Products 32,524,407 + 57,357,136 + 56,744,882 + 210,144,825 = 356,771,250 fen-days. Of 10,000 fen these are
    911.632…, 1,607.672…, 1,590.511… and 5,890.184…: 911, 1,607, 1,590 and 5,890 are 9,998, and the two that are
    left go to the largest remainders, .672 and .632. 9.12 × 45.00 ÷ 89.52 = 4.584… and 4.535…: 4.58 and 4.53 are
    9.11, and the first takes the fen that is left.
    """
    house, into = ("--household", "01-1-101"), ("--into", "01-1-101A:45.00 01-1-101B:44.52")
    assert "分配后请再运行一次本命令" in _fund(folder, "split", *house, *into, *_signed("2025-06-01"))
    assert "E50" in _distribute_december(folder)
    after = _balances(folder)
    assert after["01-1-101"] == ("0.00", "9.12", "0.00")
    # 3.15 + 16.08 and 3.10 + 15.90
    assert after["01-1-101A"] == ("2677.09", "19.23", "0.00")
    assert after["01-1-101B"] == ("2648.53", "19.00", "0.00")
    assert "有 1 户已经销户而还有余额，合计 9.12 元" in run("jjledger", "check", folder, *TODAY).stdout
    register = (folder / "register.csv").read_bytes()
    wrong = ("--into", "01-1-101A:45.00 01-1-101B:44.51")
    assert "登记册里 01-1-101B 是 44.52 平方米" in _refused(
        folder, "split", *house, *wrong, *_signed("2026-01-05")
    )
    absent = ("--into", "01-1-101C:89.52")
    assert "01-1-101C" in _refused(folder, "split", *house, *absent, *_signed("2026-01-05"))
    assert "登记册不变" in _fund(folder, "split", *house, *into, *_signed("2026-01-05"))
    assert (folder / "register.csv").read_bytes() == register
    assert (folder / "details/2026-01-05-1.csv").read_text(encoding="utf-8") == (
        "household,amount,part\n01-1-101A,4.59,interest\n01-1-101B,4.53,interest\n"
    )
    after = _balances(folder)
    assert after["01-1-101"] == ("0.00", "0.00", "0.00")
    assert after["01-1-101A"] == ("2677.09", "23.82", "0.00")
    assert after["01-1-101B"] == ("2648.53", "23.53", "0.00")
    assert "E50" not in run("jjledger", "check", folder, *TODAY).stdout
    assert "已经销户" in _refused(folder, "split", *house, *into, *_signed("2026-01-06"))


def test_what_comes_to_merged_houses_later_goes_to_the_one(folder: Path) -> None:
    """All 100.00 are theirs and the one's; what the old ones got, 61 days of 275, is 22.18 together.

    The pool is the same 12,973.50 throughout: 100.00 × 61 ÷ 275 = 22.1818….
    """
    arguments = ("--households", "01-1-101 01-1-102", "--into", "01-1-101Z:217.82")
    assert "分配后请再运行一次本命令" in _fund(folder, "merge", *arguments, *_signed("2025-06-01"))
    _distribute_december(folder)
    # Principal 5,325.62 + 7,632.68; interest 6.25 + 8.95 = 15.20 and 77.82 of the 100.00.
    assert _balances(folder)["01-1-101Z"] == ("12958.30", "93.02", "0.00")
    register = (folder / "register.csv").read_bytes()
    assert "合计 22.18 元" in _fund(folder, "merge", *arguments, *_signed("2026-01-05"))
    assert (folder / "register.csv").read_bytes() == register
    after = _balances(folder)
    assert after["01-1-101Z"] == ("12958.30", "115.20", "0.00")
    assert after["01-1-101"] == after["01-1-102"] == ("0.00", "0.00", "0.00")
    assert "已经销户" in _refused(folder, "merge", *arguments, *_signed("2026-01-06"))


def test_what_a_lost_house_is_owed_is_paid_later_and_once(folder: Path) -> None:
    _fund(folder, "lost", "--household", "01-1-101", "--owed", *_signed("2025-09-01"))
    assert "2001应付房屋灭失返还资金  -5331.87 CNY" in (folder / "2025/2025-09.beancount").read_text(
        encoding="utf-8"
    )
    assert "5,331.87 元" in _fund(folder, "lost", "--household", "01-1-101", "--pay", *_signed("2025-10-08"))
    assert "没有应付" in _refused(folder, "lost", "--household", "01-1-101", "--pay", *_signed("2025-10-09"))


def test_a_debt_that_was_undone_is_not_paid(folder: Path) -> None:
    _fund(folder, "lost", "--household", "01-1-101", "--owed", *_signed("2025-09-01"))
    words = _fund(folder, "reverse", "2025-09-Z0001", *_signed("2025-09-02"))
    assert "register.csv 里有关各户的 from、until 改回原样" in words
    assert "没有应付" in _refused(folder, "lost", "--household", "01-1-101", "--pay", *_signed("2025-10-08"))


def test_the_papers_of_a_lost_house_are_counted(folder: Path) -> None:
    _fund(folder, "lost", "--household", "01-1-101", "--attachments", "3", *_signed("2025-09-01"))
    assert "attachments: 3\n" in (folder / "2025/2025-09.beancount").read_text(encoding="utf-8")


def test_who_owes_cannot_leave(folder: Path) -> None:
    """A repair of 20,000 shared by two leaves both in arrears."""
    replace_once(
        folder,
        MARCH,
        "Expenses:1维修资金:5001维修支出        1200.00",
        "Expenses:1维修资金:5001维修支出       20000.00",
    )
    replace_once(folder, MARCH, "1001银行存款:1234建行 -1200.00", "1001银行存款:1234建行 -20000.00")
    text = (folder / MARCH).read_text(encoding="utf-8")
    (folder / MARCH).write_text(text[: text.index("2025-03-31 *")], encoding="utf-8")
    # 20,000 × 89.52 ÷ 217.82 = 8,219.63; 5,818.80 were there.
    told = _refused(folder, "lost", "--household", "01-1-101", *_signed("2025-09-01"))
    assert "欠款 2,400.83 元" in told


def test_title_moves_nothing_and_keeps_the_name_private(folder: Path) -> None:
    before = _balances(folder)
    words = _fund(folder, "transfer", "--household", "01-1-102", "--owner", "欧阳某", *_signed("2025-08-01"))
    assert "本金 7,632.68 元，利息 8.95 元" in words
    assert _balances(folder) == before
    assert (folder / "private/owners.csv").read_text(
        encoding="utf-8"
    ) == "household,name,from\n01-1-102,欧阳某,2025-08-01\n"
    assert all("欧阳" not in path.read_text(encoding="utf-8") for path in folder.rglob("*.beancount"))
    _fund(folder, "transfer", "--household", "01-1-102", "--owner", "诸葛某", *_signed("2025-12-01"))
    owners = (folder / "private/owners.csv").read_text(encoding="utf-8")
    assert "01-1-102,欧阳某,2025-08-01,2025-11-30\n01-1-102,诸葛某,2025-12-01,\n" in owners


def test_a_refund_of_this_year_reduces_deposits(folder: Path) -> None:
    _fund(folder, "refund", "--household", "01-1-101", "--amount", "300.00", *_signed("2025-06-30"))
    assert "4001交存收入  300.00 CNY" in (folder / "2025/2025-06.beancount").read_text(encoding="utf-8")
    assert _balances(folder)["01-1-101"] == ("5025.62", "6.25", "0.00")


def test_more_than_was_paid_this_year_is_another_years(folder: Path) -> None:
    """In 2026 nothing was paid in; the refund goes through 5101."""
    told = _refused(folder, "refund", "--household", "01-1-101", "--amount", "300.00", *_signed("2026-01-15"))
    assert "2026 年本户交存 0.00 元" in told
    _fund(
        folder,
        "refund",
        "--household",
        "01-1-101",
        "--amount",
        "300.00",
        "--prior-year",
        *_signed("2026-01-15"),
    )
    assert "5101返还支出  300.00 CNY" in (folder / "2026/2026-01.beancount").read_text(encoding="utf-8")


def test_a_community_may_take_it_straight_from_owners_money(folder: Path) -> None:
    replace_once(folder, "community.toml", 'draw_order = "principal"', 'prior_refund = "owners_money"')
    refund = (
        "refund",
        "--household",
        "01-1-101",
        "--amount",
        "300.00",
        "--prior-year",
        *_signed("2026-01-15"),
    )
    assert "直接减少业主资金" in _fund(folder, *refund)
    text = (folder / "2026/2026-01.beancount").read_text(encoding="utf-8")
    assert "3001商品住宅维修资金  300.00 CNY" in text
    assert _balances(folder)["01-1-101"] == ("5025.62", "6.25", "0.00")


def test_more_than_there_is_is_never_paid(folder: Path) -> None:
    told = _refused(
        folder, "refund", "--household", "01-1-101", "--amount", "5331.88", *_signed("2025-06-30")
    )
    assert "账上只有 5,331.87 元" in told
    minus = ("refund", "--household", "01-1-101", "--amount", "-5.00", *_signed("2025-06-30"))
    assert "金额不写负号" in _refused(folder, *minus)


def test_a_reversal_gives_every_household_its_share_back_once(folder: Path) -> None:
    """493.18 and 706.82 of the repair come back."""
    words = _fund(folder, "reverse", "2025-03-F0001", *_signed("2025-04-02"))
    assert "注销3月20日付-0001号凭证" in words
    assert _balances(folder)["01-1-101"] == ("5818.80", "6.25", "0.00")
    assert "已由 2025-04-F0001 冲销" in _refused(folder, "reverse", "2025-03-F0001", *_signed("2025-04-03"))
    assert "本身就是冲销" in _refused(folder, "reverse", "2025-04-F0001", *_signed("2025-04-03"))
    assert "没有记账的凭证" in _refused(folder, "reverse", "2025-03-F0009", *_signed("2025-04-03"))
