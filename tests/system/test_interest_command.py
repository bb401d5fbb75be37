"""`jjledger interest` from end to end: preview, reasons, booking once."""

from __future__ import annotations

import json
from pathlib import Path

from tests.ledgers import ROOT, SHIFAN, copy_of, replace_once, run

NANHU = ROOT / "tests" / "cases" / "nanhu"
TODAY = ("--today", "2026-01-31")
MARCH = "2025/2025-03.beancount"
SIGNED = ("--write", "--date", "2025-03-31", "--prepared", "甲", "--reviewed", "乙")


def _undistributed(folder: Path) -> None:
    """Take the distribution out of the month, so that it can be made again."""
    text = (folder / MARCH).read_text(encoding="utf-8")
    (folder / MARCH).write_text(text[: text.index("2025-03-31 *")], encoding="utf-8")


def _asked(folder: Path, *more: str) -> tuple[str | Path, ...]:
    return ("jjledger", "interest", folder, "--through", "2025-03-31", *more, *TODAY)


def test_the_preview_says_before_and_after_and_changes_nothing(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    _undistributed(folder)
    before = (folder / MARCH).read_bytes()
    done = run(*_asked(folder))
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("分配前 15.20 元", "本次分配 15.20 元，2 户", "分配后 0.00 元", "尾差 1 分"):
        assert words in done.stdout
    assert '2025-03-31 ! "全体业主" "分配利息"' in done.stdout  # unsigned, so a copy of it does not count
    assert (folder / MARCH).read_bytes() == before
    assert run(*_asked(folder)).stdout == done.stdout


def test_a_previewed_voucher_can_be_copied_signed_and_gives_the_same(tmp_path: Path) -> None:
    folder, other = copy_of(SHIFAN, tmp_path), copy_of(SHIFAN, tmp_path / "b")
    _undistributed(folder)
    _undistributed(other)
    run(*_asked(other, *SIGNED))
    planned = run(*_asked(folder)).stdout
    draft = planned[planned.index("2025-03-31 !") : planned.index("\n\n尚未写入")] + "\n"
    signed = draft.replace(" ! ", " * ").replace('prepared: ""', 'prepared: "甲"')
    with (folder / MARCH).open("a", encoding="utf-8") as month:
        month.write(signed.replace('reviewed: ""', 'reviewed: "乙"'))
    rows = [
        run("jjledger", "households", place, "--format", "csv", *TODAY).stdout for place in (folder, other)
    ]
    assert rows[0] == rows[1]
    assert "6.25" in rows[0]


def test_it_is_booked_once(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    _undistributed(folder)
    done = run(*_asked(folder, *SIGNED))
    assert (done.returncode, done.stderr) == (0, "")
    written = (folder / MARCH).read_bytes()
    assert b'interest: "2025-03-05/2025-03-31"' in written
    assert b'remainder: "largest"' in written
    assert run("jjledger", "check", folder, *TODAY).returncode == 0
    again = run(*_asked(folder, *SIGNED))
    assert (again.returncode, again.stdout) == (2, "")
    assert "收益已经分配到 2025-03-31。" in again.stderr
    assert (folder / MARCH).read_bytes() == written


def test_writing_needs_day_and_two_names(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    _undistributed(folder)
    done = run(*_asked(folder, "--write", "--prepared", "甲"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "凭证日期、制单人和审核人" in done.stderr
    same = run(*_asked(folder, "--write", "--date", "2025-03-31", "--prepared", "甲", "--reviewed", "甲"))
    assert same.returncode == 2
    assert "B12" in same.stderr


def test_one_household_is_explained_to_the_odd_fen(tmp_path: Path) -> None:
    """5,818.80 on 15 days and 5,325.62 on 12 are 151,189.44; both flats 367,874.10 yuan × days."""
    folder = copy_of(SHIFAN, tmp_path)
    _undistributed(folder)
    told = run(*_asked(folder, "--explain", "01-1-101")).stdout
    for words in (
        "余额 5,818.80 元 × 15 天 = 87,282.00 元·天",
        "余额 5,325.62 元 × 12 天 = 63,907.44 元·天",
        "15.20 元 × 积数 151,189.44 ÷ 367,874.10 元·天 = 6.246",
        "应得 6.25 元",
        "全体共差 1 分，按舍去部分从大到小每户补 1 分，本户排第 1，补 1 分",
    ):
        assert words in told
    record = json.loads(run(*_asked(folder, "--explain", "01-1-101", "--json")).stdout)
    assert record["households"] == [{"household": "01-1-101", "balance_days": "151189.44", "amount": "6.25"}]
    stranger = run(*_asked(folder, "--explain", "09-9-999"))
    assert (stranger.returncode, stranger.stdout) == (2, "")


def test_a_policy_that_changes_is_settled_in_two_periods(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    _undistributed(folder)
    later = '\n[[fund.policy]]\nfrom = 2025-03-16\ninterest = { method = "pool", management_share = "1/10", remainder = "first" }\n'
    replace_once(folder, "community.toml", 'draw_order = "principal"\n', f'draw_order = "principal"\n{later}')
    done = run(*_asked(folder))
    assert (done.returncode, done.stdout) == (2, "")
    assert "2025-03-05 至 2025-03-15、2025-03-16 至 2025-03-31" in done.stderr


def test_what_is_booked_can_be_explained_like_what_is_planned(tmp_path: Path) -> None:
    booked, open_ = copy_of(SHIFAN, tmp_path), copy_of(SHIFAN, tmp_path / "b")
    _undistributed(open_)
    run(*_asked(open_, *SIGNED))
    _undistributed(booked)
    planned = run(*_asked(booked, "--explain", "01-1-101")).stdout
    assert run(*_asked(open_, "--explain", "01-1-101")).stdout == planned
    assert run("jjledger", "interest", open_, "--explain", "01-1-101", *TODAY).stdout == planned


def test_a_settlement_that_was_undone_can_be_made_again_for_its_own_period(tmp_path: Path) -> None:
    """Wrong or not, the second one shares the same 15.20 by the same balance-days, on the day of the reversal."""
    folder = copy_of(SHIFAN, tmp_path)
    undo = ("jjledger", "voucher", "reverse", folder, "2025-03-Z0001", "--write", "--date", "2025-04-02")
    assert run(*undo, "--prepared", "甲", "--reviewed", "乙", *TODAY).returncode == 0
    planned = run(*_asked(folder)).stdout
    assert "本次分配 15.20 元，2 户" in planned
    assert "\n2025-04-02 !" in planned
    early = run(*_asked(folder, *SIGNED))
    assert (early.returncode, early.stdout) == (2, "")
    assert "不能早于 2025-04-02" in early.stderr
    late = ("--write", "--date", "2025-04-02", "--prepared", "甲", "--reviewed", "乙")
    assert run(*_asked(folder, *late)).returncode == 0
    rows = run("jjledger", "households", folder, "--format", "csv", *TODAY).stdout
    assert ",5325.62,6.25," in rows
    assert run("jjledger", "check", folder, *TODAY).returncode == 0


def test_a_declared_settlement_names_the_rows_of_its_rate_table(tmp_path: Path) -> None:
    """Nanning from 2010-08-05 to 2011-06-29: one row in force, four that came in between."""
    folder = copy_of(NANHU, tmp_path)
    undo = ("jjledger", "voucher", "reverse", folder)
    signed = (
        "--write",
        "--date",
        "2012-07-01",
        "--prepared",
        "甲",
        "--reviewed",
        "乙",
        "--today",
        "2012-08-01",
    )
    for voucher in ("2012-06-Z0001", "2011-06-Z0001"):
        assert run(*undo, voucher, *signed).returncode == 0
    told = run("jjledger", "interest", folder, "--today", "2012-08-01").stdout
    assert 'interest: "2010-08-05/2011-06-29"' in told
    assert 'rate-rows: "2008-12-23 2010-10-20 2010-12-26 2011-02-09 2011-04-06"' in told
