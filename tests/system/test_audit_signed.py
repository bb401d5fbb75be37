"""An audit that is signed after it went out reaches the site and the log together, and nobody has to approve it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from jjledger.proof.keys import NOTE, SecretKey
from jjledger.seal.entries import Audit
from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import monitor
from jjledger.store.kept_log import read_log
from tests.ledgers import run
from tests.sealed_site import key_of, published, steps

FIRM = SecretKey("firm.example.cn", NOTE, bytes([9]) * 32)
DAY, NEXT, LATER = date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 3)
RECORD = f"{DAY}-books-2025"
PERIOD = f"{DAY}.audit-books-2025"
OPINION = (
    "--auditor", "某会计师事务所", "--opinion", "unqualified", "--opinion-text", "公允反映了结余。", "--cause", "yearly",
)  # fmt: skip


def _entries(ledgers: Path) -> tuple[object, ...]:
    return monitor(read_log(ledgers / ".jjledger/log", key_of(ledgers).public()).entries).entries


def _audits(ledgers: Path) -> list[Audit]:
    return [entry for entry in _entries(ledgers) if isinstance(entry, Audit)]


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """Publish a year and its audit, and let the auditor sign it afterwards."""
    ledgers = published(tmp_path, DAY)
    folder = ledgers / "bailu"
    done = run("jjledger", "audit", "ask", folder, "2025", "--today", str(DAY), "--write", *OPINION)
    assert done.returncode == 0, done.stderr
    with (folder / "community.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[auditor]]\nname = "某会计师事务所"\nkey = "{FIRM.public().text()}"\nfrom = {DAY}\n')
    _publish(tmp_path, NEXT)
    assert (tmp_path / "public/d/bailu" / PERIOD / "v1/audit/record.toml").is_file()
    year = next(
        index
        for index, entry in enumerate(_entries(ledgers))
        if isinstance(entry, Manifest) and entry.period == "2025"
    )
    key = tmp_path / "auditor.key"
    key.write_text(FIRM.text() + "\n", encoding="ascii")
    done = run(
        "jjledger", "audit", "sign", folder, RECORD, "--key", key, "--disclosure", str(year), "--today", str(DAY), "--write"
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return ledgers


def _publish(place: Path, day: date) -> str:
    done = run(
        "jjledger",
        "publish",
        place / "ledgers",
        "--to",
        place / "public",
        "--period",
        PERIOD,
        "--today",
        str(day),
    )
    return done.stdout + done.stderr


def test_a_signature_reaches_the_site_and_the_log_in_one_publication(signed: Path, tmp_path: Path) -> None:
    assert _audits(signed) == []
    told = _publish(tmp_path, LATER)
    assert "P05" not in told
    site = tmp_path / "public"
    assert (site / "d/bailu" / PERIOD / "v2/audit/record.note").is_file()
    assert len(_audits(signed)) == 1
    assert steps(site) == {}
    assert any("标准无保留意见" in what for what in (steps(site, state="holds") | steps(site, state="amber")))
    page = json.loads((site / "d/bailu" / PERIOD / "v2/audit/data.json").read_text("utf-8"))
    correction = page["head"]["correction"]
    assert correction["reason"] == "补上审计人的签名。其他没有变化。"
    assert correction["approved_by"] == ""
    assert correction["changes"] == [
        {"label": "审计人的签名", "before": "无", "after": "已由 firm.example.cn 签名"}
    ]


def test_while_the_page_waits_for_an_approval_the_log_is_not_told(signed: Path, tmp_path: Path) -> None:
    """Something else was changed too: the page is held, and the site is whole all the while."""
    record = signed / f"bailu/audits/{RECORD}.toml"
    record.write_text(record.read_text("utf-8").replace("公允反映了结余。", "公允反映了全部结余。"), "utf-8")
    (signed / f"bailu/audits/signed/{RECORD}.toml").unlink()
    key = tmp_path / "auditor.key"
    done = run(
        "jjledger", "audit", "sign", signed / "bailu", RECORD, "--key", key, "--today", str(DAY), "--write"
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = _publish(tmp_path, LATER)
    assert "P05" in told
    assert "意见原文" in told
    assert "— firm" not in told
    assert _audits(signed) == []
    assert steps(tmp_path / "public") == {}
    done = run(
        "jjledger", "amend", signed / "bailu", PERIOD, "--reason", "意见写得更全", "--approved-by", "业主委员会", "--to",
        tmp_path / "public", "--today", str(LATER), "--write",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "已由 firm.example.cn 签名" in done.stdout
    assert "— firm" not in done.stdout
    assert "P05" not in _publish(tmp_path, LATER)
    assert len(_audits(signed)) == 1
    assert steps(tmp_path / "public") == {}
