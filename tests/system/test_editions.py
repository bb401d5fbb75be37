"""What is out stays, to the byte; a change waits until somebody approved it and makes an edition of its own."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.publishing import district, publish, tree


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish a small community."""
    folder = tmp_path_factory.mktemp("published")
    result = publish(district(folder / "ledgers", "bailu"), folder / "public")
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    """Copy ledgers and site, for tests that change them."""
    return Path(shutil.copytree(published, tmp_path / "it", symlinks=True))


def test_the_check_codes_of_an_edition_are_of_its_files(published: Path) -> None:
    site = published / "public"
    editions = list(site.glob("d/*/*/v*"))
    assert editions
    for edition in editions:
        listed = {}
        for name in ("SHA256SUMS", "PAPERS.SHA256"):
            # An edition without posters has no list of them.
            for line in (
                []
                if not (edition / name).exists()
                else (edition / name).read_text(encoding="utf-8").splitlines()
            ):
                digest, _, path = line.partition("  ")
                listed[path] = digest
        files = {
            path.relative_to(edition).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in edition.rglob("*")
            if path.is_file() and (path.parent != edition or path.name.startswith("register-"))
        }
        assert listed == files
        root = hashlib.sha256((edition / "SHA256SUMS").read_bytes()).hexdigest()
        index = json.loads((edition.parent / "index.json").read_text(encoding="utf-8"))
        assert [one["root"] for one in index["editions"]] == [root]


def test_a_new_voucher_waits_for_approval_and_makes_a_second_edition_of_its_period_alone(
    folder: Path,
) -> None:
    ledgers, site = folder / "ledgers", folder / "public"
    before = tree(site)
    voucher = (
        '\n2025-12-30 * "示例保洁有限公司" "外墙清洗"\n  voucher: "付-0099"\n  attachments: 1\n'
        '  prepared: "甲"\n  reviewed: "乙"\n'
    )
    month = ledgers / "bailu/2025/2025-12.beancount"
    text = month.read_text(encoding="utf-8")
    bank = re.search(r"Assets:3公共收益:1001银行存款:\S+", text)
    assert bank is not None
    numbers = [int(number) for number in re.findall(r'voucher: "付-(\d{4})"', _of_fund(text, "3公共收益"))]
    voucher = voucher.replace("付-0099", f"付-{max(numbers, default=0) + 1:04}")
    voucher += f"  Expenses:3公共收益:6401成本:01人工  100.00 CNY\n  {bank[0]}  -100.00 CNY\n"
    balance = re.search(rf"2026-01-01 balance {re.escape(bank[0])}\s+([\d.]+) CNY", text)
    assert balance is not None
    fen = round(float(balance[1]) * 100) - 10_000
    text = text.replace(balance[0], f"2026-01-01 balance {bank[0]}  {fen // 100}.{fen % 100:02} CNY")
    month.write_text(text + voucher, encoding="utf-8")

    held = publish(ledgers, site)
    assert held.returncode == 1, held.stdout + held.stderr
    assert "阻断 P05" in held.stdout
    waiting = tree(site)
    assert {path for path in before if "/v1/" in path and waiting.get(path) != before[path]} == set()
    assert not list(site.glob("d/*/*/v2"))
    assert "等待批准" in (site / "d/bailu/2025/index.html").read_text(encoding="utf-8")

    approved = amend(
        ledgers / "bailu", site, "--reason", "漏记外墙清洗", "--approved-by", "业主委员会", "--write"
    )
    assert approved.returncode == 0, approved.stdout + approved.stderr
    result = publish(ledgers, site)
    assert result.returncode == 0, result.stdout + result.stderr
    after = tree(site)
    assert {path for path in before if "/v1/" in path and after.get(path) != before[path]} == set()
    # The half-year's overview of all funds shows the same money.
    assert sorted(path.parent.name for path in site.glob("d/*/*/v2")) == ["2025", "2025-H2"]
    page = json.loads((site / "d/bailu/2025/v2/public-revenue/data.json").read_text(encoding="utf-8"))
    told = page["head"]["correction"]
    assert (page["head"]["edition"], told["replaces"], told["approved_by"]) == (2, 1, "业主委员会")
    assert told["reason"] == "漏记外墙清洗。"
    assert told["changes"][0]["label"] == "期末结余"
    assert "第 2 版" in (site / "d/bailu/index.html").read_text(encoding="utf-8")
    html = (site / "d/bailu/2025/v2/public-revenue/index.html").read_text(encoding="utf-8")
    for one in told["changes"]:
        assert one["before"] in html
        assert one["after"] in html


def amend(ledger: Path, site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "jjledger"
    command = [str(program), "amend", str(ledger), "--to", str(site), "--today", "2026-01-31", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _of_fund(text: str, fund: str) -> str:
    """Keep the transactions that touch a fund."""
    return "\n\n".join(part for part in text.split("\n\n") if f":{fund}:" in part)
