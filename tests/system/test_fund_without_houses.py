"""An owners' fund in which nobody has a house yet holds its own disclosure back, and nothing else."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from jjledger.seal.entries import read_entry
from jjledger.seal.manifest import Manifest
from tests.publishing import district
from tests.sealed_sites import log_of, published_at


def emptied(ledger: Path) -> None:
    """Leave of a community one month a year with interest, and no house."""
    month = (ledger / "2025/2025-06.beancount").read_text(encoding="utf-8")
    month = "".join(line for line in month.splitlines(keepends=True) if " balance " not in line)
    for name in ("2024", "2025", "details", "decisions"):
        shutil.rmtree(ledger / name)
    (ledger / "2025").mkdir()
    for code in ("2025-06", "2025-12"):
        text = month.replace("2025-06-", f"{code}-")
        (ledger / "2025" / f"{code}.beancount").write_text(text, encoding="utf-8")
    main = (ledger / "main.beancount").read_text(encoding="utf-8")
    (ledger / "main.beancount").write_text(main.replace('include "2024/*.beancount"\n', ""), encoding="utf-8")
    heading = (ledger / "register.csv").read_text(encoding="utf-8").splitlines()[0]
    (ledger / "register.csv").write_text(heading + "\n", encoding="utf-8")


def test_a_fund_without_houses_is_held_back_and_the_rest_goes_out(tmp_path: Path) -> None:
    emptied(district(tmp_path / "ledgers", "bailu") / "bailu")
    report = published_at(tmp_path, date(2026, 1, 31))
    (held,) = [finding for finding in report.findings if finding.severity == "block"]
    assert (held.code, held.place.file) == ("P09", "register.csv")
    assert held.what == "2025年度末，1维修资金在房屋登记册里还没有一户。"
    out = {path.name for path in (tmp_path / "public/d/bailu/2025/v1").iterdir() if path.is_dir()}
    assert "public-revenue" in out
    assert "maintenance-fund" not in out
    manifests = [one for one in map(read_entry, log_of(tmp_path)) if isinstance(one, Manifest)]
    assert [one.funds for one in manifests] == [()]
