"""Printed books by command: every figure against beancount alone, what is written where, and what is refused."""

from __future__ import annotations

import csv
import json
import stat
import subprocess
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from beancount.core import data

from tests.ledgers import HEYUAN, SAMPLE, copy_of, plain, run, without_plugin

TODAY: Final = ("--today", "2026-01-31")
YEAR: Final = ("--year", "2025", *TODAY)
FUND_WORDS: Final = {"1": "maintenance", "2": "public-housing", "3": "public-revenue", "4": "warranty"}
# With reversals, opening balances, sold public housing, a warranty deposit.
LEDGERS: Final = (HEYUAN, *(SAMPLE / code for code in ("yunting", "guiyu2", "hetang", "zhiqiu")))
Rows = list[dict[str, str]]


class Printed(NamedTuple):
    """A ledger's folder, where its books of 2025 are, and its legs as beancount alone reads them."""

    folder: Path
    out: Path
    legs: list[tuple[date, str, str, int]]  # day, number, account, fen


def _fen(text: str) -> int:
    return int(text.replace(".", "")) if text else 0


def _read(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _legs(folder: Path, place: Path) -> list[tuple[date, str, str, int]]:
    """List posted legs as beancount alone reads them: day, number, account, fen."""
    entries, _ = plain(without_plugin(folder, place))
    return [
        (entry.date, entry.meta["voucher"], leg.account, int(leg.units.number.scaleb(2)))
        for entry in entries
        if isinstance(entry, data.Transaction) and entry.flag == "*"
        for leg in entry.postings
    ]


@pytest.fixture(scope="module", params=LEDGERS, ids=lambda folder: folder.name)
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Print a ledger's books of 2025 as CSV."""
    place = tmp_path_factory.mktemp("books")
    folder = copy_of(request.param, place)
    done = run("jjledger", "books", folder, *YEAR, "--format", "csv", "--to", place / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(done.stdout.splitlines()) == sorted(str(path) for path in (place / "out").iterdir())
    return Printed(folder, place / "out", _legs(folder, place))


def _books(printed: Printed, kind: str) -> dict[str, Rows]:
    """Read the books of a kind by fund digit."""
    folder, out, _ = printed
    found = {}
    for digit, word in FUND_WORDS.items():
        path = out / f"{folder.name}-2025-{word}-{kind}.csv"
        if path.exists():
            found[digit] = _read(path)
    assert found
    return found


def _words(account: str) -> tuple[str, str]:
    """Name an account as the books do: its code, and title with details."""
    _, _, head, *details = account.split(":")
    return head[:4], " — ".join((head[4:], *details))


def test_every_leg_stands_once_in_the_subsidiary_ledger(printed: Printed) -> None:
    for digit, rows in _books(printed, "subsidiary").items():
        booked = sorted(
            (f"{day}", number, *_words(account), fen)
            for day, number, account, fen in printed.legs
            if account.split(":")[1].startswith(digit) and day.year == 2025 and not number.startswith("初")
        )
        shown = sorted(
            (
                row["日期"],
                row["字号"],
                row["科目编码"],
                row["科目"],
                _fen(row["借方（元）"]) - _fen(row["贷方（元）"]),
            )
            for row in rows
            if row["字号"] and not row["字号"].startswith("结")
        )
        assert shown == booked


def test_accounts_end_with_what_beancount_says_and_temporary_ones_level(printed: Printed) -> None:
    for digit, rows in _books(printed, "subsidiary").items():
        last = {(row["科目编码"], row["科目"]): row for row in rows}
        ends = {
            name: _fen(row["余额（元）"]) * {"借": 1, "贷": -1, "平": 0}[row["方向"]]
            for name, row in last.items()
        }
        balances: dict[tuple[str, str], int] = defaultdict(int)
        for day, _, account, fen in printed.legs:
            if account.split(":")[1].startswith(digit) and day.year <= 2025:
                balances[_words(account)] += fen
        for name, fen in balances.items():
            if name[0] < "3":
                assert ends.get(name, 0) == fen
            elif name[0] >= "4":
                assert ends.get(name, 0) == 0
        net = sum(fen for name, fen in ends.items() if name[0].startswith("3"))
        assert net == sum(fen for name, fen in balances.items() if name[0] >= "3")


def test_debits_are_credits_and_all_books_come_to_the_same_sums(printed: Printed) -> None:
    general, balances = _books(printed, "general"), _books(printed, "balances")
    for digit, rows in _books(printed, "subsidiary").items():
        sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            if row["字号"]:
                sums[row["科目编码"]][0] += _fen(row["借方（元）"])
                sums[row["科目编码"]][1] += _fen(row["贷方（元）"])
        years = {row["科目编码"]: row for row in general[digit] if row["摘要"] == "本年累计"}
        assert {
            code: [_fen(row["借方（元）"]), _fen(row["贷方（元）"])] for code, row in years.items()
        } == sums
        months: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row in general[digit]:
            if row["摘要"] == "本月合计":
                months[row["科目编码"]][0] += _fen(row["借方（元）"])
                months[row["科目编码"]][1] += _fen(row["贷方（元）"])
        assert months == sums
        heads = {
            row["科目编码"]: row for row in reversed(balances[digit])
        }  # an account stands above its details
        for code, pair in sums.items():
            assert [_fen(heads[code][f"本期{side}（元）"]) for side in ("借方", "贷方")] == pair
        total = balances[digit][-1]
        assert total["科目"] == "合计"
        for pair in ("期初", "本期", "期末"):
            assert total[f"{pair}借方（元）"] == total[f"{pair}贷方（元）"]
        assert _fen(total["本期借方（元）"]) == sum(debit for debit, _ in sums.values())


def test_the_vouchers_come_to_what_the_ledgers_do(printed: Printed) -> None:
    folder, out, legs = printed
    for digit, word in FUND_WORDS.items():
        rows = [row for path in out.glob(f"{folder.name}-2025-??-{word}-vouchers.csv") for row in _read(path)]
        booked = sorted(
            (f"{day}", number, fen)
            for day, number, account, fen in legs
            if account.split(":")[1].startswith(digit) and day.year == 2025
        )
        assert booked == sorted(
            (row["日期"], row["字号"], _fen(row["借方（元）"]) - _fen(row["贷方（元）"]))
            for row in rows
            if not row["字号"].startswith("结")
        )
        by_voucher: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            by_voucher[row["日期"], row["字号"]][0] += _fen(row["借方（元）"])
            by_voucher[row["日期"], row["字号"]][1] += _fen(row["贷方（元）"])
        assert all(debit == credit for debit, credit in by_voucher.values())


def test_the_bank_journal_ends_with_what_the_bank_confirmed(printed: Printed) -> None:
    folder, place, _ = printed
    entries, _ = plain(without_plugin(folder, place))
    confirmed = {
        entry.account: int(entry.amount.number.scaleb(2))
        for entry in entries
        if isinstance(entry, data.Balance) and entry.date <= date(2026, 1, 1)
    }
    ends = {}
    for digit, rows in _books(printed, "bank-journal").items():
        for row in rows:
            assert "相差" not in row["摘要"]
            if row["余额（元）"]:
                ends[digit, row["科目"]] = _fen(row["余额（元）"])
    checked = 0
    for account, fen in confirmed.items():
        code, words = _words(account)
        last = max(
            entry.date for entry in entries if isinstance(entry, data.Balance) and entry.account == account
        )
        if code == "1001" and last == date(2026, 1, 1):
            assert ends[account.split(":")[1][0], words] == fen
            checked += 1
    assert checked or folder.name == "heyuan"


def test_a_reversal_is_red_on_its_own_side_in_every_book(printed: Printed) -> None:
    folder, out, _ = printed
    reds = [
        row for path in out.glob("*vouchers.csv") for row in _read(path) if row["说明"].startswith("冲销")
    ]
    assert reds or folder.name != "heyuan"
    for row in reds:
        assert _fen(row["借方（元）"]) + _fen(row["贷方（元）"]) < 0
        ledgers = [
            one
            for one in _read_all(out, "subsidiary")
            if one["字号"] == row["字号"] and one["日期"] == row["日期"]
        ]
        assert {(one["借方（元）"], one["贷方（元）"]) for one in ledgers} >= {
            (row["借方（元）"], row["贷方（元）"])
        }


def _read_all(out: Path, kind: str) -> Rows:
    return [row for path in out.glob(f"*-{kind}.csv") for row in _read(path)]


def test_books_are_for_the_accountant_alone_and_one_page_is_one_sheet(tmp_path: Path) -> None:
    folder = copy_of(HEYUAN, tmp_path)
    done = run("jjledger", "books", folder, "--month", "6", *YEAR, "--format", "pdf", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    out = folder / "private/print"
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    kinds = set()
    for path in sorted(out.glob("*.json")):
        book = json.loads(path.read_text(encoding="utf-8"))
        kinds.add(book["head"]["kind"])
        info = subprocess.run(
            ["pdfinfo", path.with_suffix(".pdf")], capture_output=True, text=True, check=True
        )
        assert f"Pages:           {len(book['pages'])}\n" in info.stdout, path.name
    assert kinds == {"vouchers", "subsidiary", "general", "balances", "bank-journal"}
    general = next(out.glob("*general.pdf"))
    text = subprocess.run(["pdftotext", general, "-"], capture_output=True, text=True, check=True).stdout
    shown = "".join(text.split())
    for words in (
        "总账",
        "核算单位：和苑",
        "金额单位：元",
        "第1页共1页",
        "会计主管：",
        "账本状态",
        "，2026-01-31打印",
    ):
        assert words in shown


def test_single_vouchers_and_computed_ones(tmp_path: Path) -> None:
    folder = copy_of(HEYUAN, tmp_path)
    asked = ("--fund", "1维修资金", "--format", "json", "--to", tmp_path / "out", *TODAY)
    done = run("jjledger", "voucher", "print", folder, "2025-06-X0001", *asked)
    assert (done.returncode, done.stderr) == (0, "")
    (path,) = (tmp_path / "out").iterdir()
    assert path.name == "heyuan-2025-06-maintenance-X0001.json"
    (piece,) = json.loads(path.read_text(encoding="utf-8"))["pages"][0]["pieces"]
    assert (piece["computed"], piece["prepared"]) == (True, "系统")
    whole = run("jjledger", "voucher", "print", folder, "--month", "2025-06", *asked)
    assert whole.stdout == f"{tmp_path / 'out/heyuan-2025-06-maintenance-vouchers.json'}\n"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("books", "--year", "2024"), "2024年度没有可以打印的账。"),
        (("books", "--year", "2025", "--fund", "9"), "没有资金「9」。"),
        (("voucher", "print"), "没有说打印哪些凭证。"),
        (("voucher", "print", "--month", "2025-13"), "「2025-13」不是期间"),
        (("voucher", "print", "2025-06-X0009"), "没有系统结转的凭证 2025-06-X0009。"),
        (("voucher", "print", "2025-06-F9999"), "没有记账的凭证 2025-06-F9999。"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_words(
    tmp_path: Path, asked: tuple[str, ...], said: str
) -> None:
    folder = copy_of(HEYUAN, tmp_path)
    command = asked[:2] if asked[0] == "voucher" else asked[:1]
    done = run("jjledger", *command, folder, *asked[len(command) :], *TODAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not (folder / "private/print").exists()
