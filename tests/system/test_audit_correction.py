"""A signed audit is corrected from the record to the site, and everybody who verifies sees both."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from jjledger.period import parse_period
from jjledger.proof.keys import NOTE, SecretKey
from jjledger.store.system import RealSystem
from jjledger.workflows.order import order_of
from jjledger.workflows.publish import publish
from tests.histories_on_disk import git
from tests.ledgers import run
from tests.publishing import district
from tests.sealed_sites import log_of, published_at, verified

FIRM = SecretKey("firm.example.cn", NOTE, bytes([9]) * 32)
OLD, NEW = "2026-01-31-books-2025", "2026-02-03-books-2025-v2"
WRITTEN, CHANGED, REASON = "公允反映了结余。", "除一事外公允反映了结余。", "漏写一笔未达账项"


def _go(*words: object) -> str:
    done = run("jjledger", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _laid_down(place: Path) -> Path:
    """Publish a year of a community in git that has named its auditor."""
    folder = district(place / "ledgers", "bailu") / "bailu"
    with (folder / "community.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[[auditor]]\nname = "某会计师事务所"\nkey = "{FIRM.public().text()}"\nfrom = 2026-01-01\n'
        )
    (place / "firm.key").write_text(FIRM.text() + "\n", encoding="ascii")
    git(place / "ledgers", "init", "--quiet", "--initial-branch=main")
    git(place / "ledgers", "add", "--all")
    git(place / "ledgers", "commit", "--quiet", "-m", "登记账本现状")
    published_at(place)
    return folder


def _publish(place: Path, event: str) -> None:
    order = order_of(place / "ledgers", place / "public", date(2026, 2, 6), parse_period(event))
    publish(order, RealSystem(), lambda parts, _: parts)


def test_from_the_record_to_the_log_and_the_page(tmp_path: Path) -> None:
    folder = _laid_down(tmp_path)
    disclosure = max(
        index for index, one in enumerate(log_of(tmp_path)) if one.startswith(b"jjledger/disclosure/")
    )
    _go(
        "audit", folder, "2025", "--recompute", "--write", "--auditor", "某会计师事务所", "--opinion", "unqualified",
        "--opinion-text", WRITTEN, "--today", "2026-01-31",
    )  # fmt: skip
    key = ("--key", tmp_path / "firm.key", "--write")
    _go("audit", "sign", folder, OLD, *key, "--disclosure", str(disclosure), "--today", "2026-02-01")
    _publish(tmp_path, "2026-01-31.audit-books-2025")
    record = folder / f"audits/{OLD}.toml"
    signed = record.read_bytes()
    record.write_bytes(signed.replace(WRITTEN.encode(), CHANGED.encode()))
    _go("edits", folder, "--commit", f"audits/{OLD}.toml", "--author", "甲", "--why", "改意见")
    refused = run("jjledger", "audit", "sign", folder, OLD, *key, "--today", "2026-02-03")
    assert refused.returncode == 2
    assert "jjledger audit correct" in refused.stderr
    told = _go("audit", "correct", folder, OLD, "--reason", REASON, "--write", "--today", "2026-02-03")
    assert f"更正 {OLD}" in told
    assert record.read_bytes() == signed
    _go("audit", "sign", folder, NEW, *key, "--today", "2026-02-03")
    _publish(tmp_path, "2026-02-03.audit-books-2025-v2")
    shown = _go("log", "show", tmp_path / "ledgers")
    assert shown.count(f"审计：第 {disclosure} 条") == shown.count(f"审计更正：第 {disclosure} 条") == 1
    assert verified(tmp_path / "public") == {}
    (page,) = (tmp_path / "public/d/bailu/2026-02-03.audit-books-2025-v2/v1").glob("audit/data.json")
    data = json.loads(page.read_text("utf-8"))
    assert (data["corrects"], data["reason"], data["opinion_text"]) == (OLD, REASON, CHANGED)
    assert [one["same"] for one in data["tested"]["engines"]] == [True] * len(data["tested"]["engines"])
    assert data["tested"]["engines"]
    assert (tmp_path / "public/d/bailu/2026-01-31.audit-books-2025/v1").is_dir()
