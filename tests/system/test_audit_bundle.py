"""A bundle for auditors is of just the period they audit, and what is in it can be followed without the program."""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
import zipfile
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from beancount.core.data import Transaction
from beancount.loader import load_file

from jjledger.proof import tlog_proof
from jjledger.seal.entries import Genesis, read_entry
from jjledger.seal.manifest import read_manifest
from tests.ledgers import SAMPLE, copy_of, run
from tests.publishing import district
from tests.sealed_sites import log_of, published_at

CODE, TODAY = "guiyu2", "2026-01-31"
Files = Mapping[str, bytes]
PERIODS = {
    "2025-H1": (date(2025, 1, 1), date(2025, 6, 30)),
    "2025-Q3": (date(2025, 7, 1), date(2025, 9, 30)),
    "2024-Q3..2025-H1": (date(2024, 7, 1), date(2025, 6, 30)),
}


def _bundle(folder: Path, period: str, place: Path, *words: str) -> Files:
    done = run("jjledger", "audit", "bundle", folder, period, "--today", TODAY, "--out", place, *words)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(place) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _table(files: Files, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"))))


@pytest.fixture(scope="module", params=PERIODS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Files]:
    place = tmp_path_factory.mktemp("bundle")
    folder = copy_of(SAMPLE / CODE, place)
    return request.param, folder, _bundle(folder, request.param, place / "b.zip")


def _moved(folder: Path, first: date, last: date) -> tuple[Counter[str], Counter[str]]:
    """Add up with beancount alone what every balance-sheet account had before a period, and what moved in it."""
    entries, _, _ = load_file(str(folder / "main.beancount"))
    before: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for entry in entries:
        if isinstance(entry, Transaction) and entry.flag == "*" and entry.date <= last:
            for leg in entry.postings:
                (before if entry.date < first else within)[leg.account] += leg.units.number
    return before, within


def test_the_bank_s_balances_are_those_of_the_period_as_beancount_adds_them(
    made: tuple[str, Path, Files],
) -> None:
    period, folder, files = made
    before, within = _moved(folder, *PERIODS[period])
    rows = {
        row["科目"].rpartition(" ")[2]: row
        for row in _table(files, "期末余额/科目余额.csv")
        if row["科目编号"] == "1001"
    }
    banks = {name for name in before if ":1001" in name}
    assert len(banks) == len(rows) > 1
    for name in banks:
        row = rows[name.rpartition(":")[2]]
        moved = Decimal(row["本期借方（元）"]) - Decimal(row["本期贷方（元）"])
        assert Decimal(row["期初余额（元）"]) == before[name]
        assert moved == within[name]
        assert Decimal(row["期末余额（元）"]) == before[name] + within[name]


def test_every_fund_s_closing_balances_to_nothing_and_the_houses_are_the_owners_money(
    made: tuple[str, Path, Files],
) -> None:
    _, _, files = made
    sums: Counter[str] = Counter()
    owners = Decimal()
    for row in _table(files, "期末余额/科目余额.csv"):
        sums[row["资金"]] += Decimal(row["期末余额（元）"])
        owners -= Decimal(row["期末余额（元）"]) if row["科目编号"] in {"3001", "3002"} else 0
    assert set(sums.values()) == {0}
    houses = _table(files, "期末余额/分户余额.csv")
    assert sum(Decimal(row["期末（元）"]) - Decimal(row["欠款（元）"]) for row in houses) == owners > 0
    for row in houses:
        came = sum(Decimal(row[key]) for key in ("期初（元）", "交存（元）", "利息和收益（元）"))
        left = Decimal(row["期末（元）"]) - Decimal(row["欠款（元）"])
        assert came - Decimal(row["支出（元）"]) == left


def test_vouchers_and_printed_books_are_of_the_period_alone(made: tuple[str, Path, Files]) -> None:
    period, _, files = made
    first, last = PERIODS[period]
    days = [date.fromisoformat(row["日期"]) for row in _table(files, "凭证清单/凭证清单.csv")]
    assert days
    assert all(first <= day <= last for day in days)
    months = {name[-11:-4] for name in files if name.startswith("账簿/") and "记账凭证" in name}
    assert {f"{day:%Y-%m}" for day in days} <= months <= _months(first, last)
    year = PERIODS[period][1].year
    interface = "接口" if first.year == year else f"接口/{year}"
    told = _table(files, f"{interface}/科目余额及发生额.csv")
    assert max(int(row["会计期间"]) for row in told) == last.month


def _months(first: date, last: date) -> set[str]:
    """List the months of a period."""
    return {
        f"{year}-{month:02d}"
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    }


def test_statements_are_of_whole_months_or_years_and_none_lies_over_another(
    made: tuple[str, Path, Files],
) -> None:
    period, _, files = made
    first, last = PERIODS[period]
    folders = {name.split("/")[1] for name in files if name.startswith("报表/")}
    assert folders == _months(first, last)
    assert all(f"报表/{folder}/statements.pdf" in files for folder in folders)


def test_it_opens_with_unzip_sha256sum_and_a_shell(made: tuple[str, Path, Files], tmp_path: Path) -> None:
    _, _, files = made
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    summed = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False
    )
    assert summed.returncode == 0, summed.stdout
    again = subprocess.run(
        ["sh", "again.sh", "awk"], cwd=tmp_path / "重算", capture_output=True, text=True, check=False
    )
    assert again.returncode == 0, again.stdout
    told = (tmp_path / "说明.txt").read_text("utf-8")
    for words in ("sha256sum -c SHA256SUMS", "期末余额", "凭证清单", "重算", "账本原文", "范围："):
        assert words in told


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    """Publish a year, and bundle it with its originals and a statement of the bank."""
    place = tmp_path_factory.mktemp("sealed")
    district(place / "ledgers", "bailu")
    published_at(place)
    bank = place / "银行.csv"
    account = next(
        name for name in _moved(place / "ledgers/bailu", date(2025, 1, 1), date(2025, 12, 31))[0]
        if ":1001" in name and "公共收益" in name
    )  # fmt: skip
    bank.write_text(
        "交易时间,借方发生额,贷方发生额,余额,对方户名,摘要,交易流水号\n2025-12-31,,0.00,1.00,,核对,S1\n",
        encoding="utf-8",
    )
    done = run(
        "jjledger", "import", place / "ledgers/bailu", bank, "--account", account.rpartition(":")[2],
        "--today", TODAY,
    )  # fmt: skip
    assert "已写入 statements/" in done.stdout, done.stdout + done.stderr
    files = _bundle(place / "ledgers/bailu", "2025", place / "b.zip", "--with-originals")
    return place, files


def test_what_was_published_is_in_it_as_the_log_has_it_with_its_proof(sealed: tuple[Path, Files]) -> None:
    place, files = sealed
    entries = log_of(place)
    genesis = read_entry(files["公示登记册/genesis.txt"])
    assert isinstance(genesis, Genesis)
    rows = _table(files, "公示登记册/登记.csv")
    manifests = [name for name in files if name.endswith("/manifest.txt")]
    assert manifests
    assert len(rows) == len(manifests)
    for name in manifests:
        manifest = read_manifest(files[name].decode())
        assert manifest.period.startswith("2025")
        proof = files[name.replace("manifest.txt", "disclosure.tlog-proof")]
        index, _ = tlog_proof.verify(proof, files[name], genesis.policy)
        assert entries[index] == files[name]
        assert str(index) in {row["第几条"] for row in rows}
        for block in manifest.funds:
            register = files[name.replace("manifest.txt", f"register-{block.fund}.txt")]
            assert hashlib.sha256(register).digest() == block.register
    assert files["公示登记册/checkpoint"].startswith(genesis.policy.origin.encode())


def test_the_bank_s_statement_is_listed_with_its_rows_and_its_original(sealed: tuple[Path, Files]) -> None:
    _, files = sealed
    (row,) = _table(files, "银行对账/对账单清单.csv")
    original = files[row["银行原件"]]
    assert "核对,S1" in original.decode("utf-8")
    assert hashlib.sha256(original).hexdigest() == row["银行原件 SHA-256"]
    assert "S1" in files[row["流水在本包的"]].decode("utf-8")


def test_nothing_of_it_is_private(sealed: tuple[Path, Files]) -> None:
    _, files = sealed
    assert not any("private" in name.split("/") for name in files)


def test_a_period_before_the_books_or_not_over_is_refused(tmp_path: Path) -> None:
    folder = copy_of(SAMPLE / CODE, tmp_path)
    for period in ("2026", "2025..2026", "2025..2024"):
        done = run(
            "jjledger", "audit", "bundle", folder, period, "--today", TODAY, "--out", tmp_path / "b.zip"
        )
        assert done.returncode == 2, period
