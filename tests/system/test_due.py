"""Silence is visible: what is not out stands on the page and in the list, and leaves both when it is out and has hung."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cases.changes import SOUND
from tests.ledgers import copy_of, run

pytestmark = pytest.mark.slow

QUARTER = ("public-revenue", "2025-Q1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = copy_of(SOUND, tmp_path)
    settings = copy / "community.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('region = "3310"', 'region = "3310"\nsample = true'),
        encoding="utf-8",
    )
    return copy


def _publish(folder: Path, site: Path, today: str) -> str:
    answer = run("jjledger", "publish", folder, "--to", site, "--today", today)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return (site / "d/heyuan/index.html").read_text(encoding="utf-8")


def _duties(folder: Path, site: Path, today: str) -> dict[tuple[str, str], dict[str, Any]]:
    answer = run("jjledger", "due", folder, "--to", site, "--today", today, "--json", "--all")
    return {(duty["kind"], duty["period_code"]): duty for duty in json.loads(answer.stdout)[0]["duties"]}


def test_from_silence_to_complete(folder: Path, tmp_path: Path) -> None:
    site = tmp_path / "public"
    before = _duties(folder, site, "2025-05-12")[QUARTER]
    # 31 March and thirty days are 30 April; 12 May is the twelfth day after it.
    assert (before["state"], before["due"], before["late_days"]) == ("late", "2025-04-30", 12)
    front = _publish(folder, site, "2025-08-04")
    assert "项逾期" not in front
    assert "尚未登记张贴" in front
    out = _duties(folder, site, "2025-08-05")[QUARTER]
    assert (out["state"], out["done"], out["posted"]) == ("unposted", "2025-08-04", "尚未登记张贴")
    told = run("jjledger", "due", folder, "--to", site, "--today", "2025-08-05").stdout
    assert "别的没有海报，贴打印版：jjledger poster" in told
    # What was due before the community began to publish is not called late for ever.
    assert out["late_days"] == 0
    Image.new("RGB", (40, 30), "green").save(tmp_path / "a.jpg")
    hang = (
        "--place",
        "东门公告栏",
        "--from",
        "2025-08-05",
        "--to",
        "2025-08-20",
        "--photo",
        tmp_path / "a.jpg",
    )
    posted = run(
        "jjledger", "posted", folder, "2025-Q1", *hang, "--who", "甲", "--write", "--today", "2025-08-21"
    )
    assert posted.returncode == 0, posted.stderr
    complete = _duties(folder, site, "2025-08-21")[QUARTER]
    assert complete["state"] == "complete"
    assert complete["posted"] == "东门公告栏，2025年8月5日至2025年8月20日，15 天"
    # The third quarter is due on 30 October; on 3 November nothing of it is out.
    front = _publish(folder, site, "2025-11-03")
    before = "2025年8月4日已公示；应于2025年4月30日前公示，本小区2025年8月4日才第一次上网，不算逾期"
    assert f"{before}；东门公告栏，2025年8月5日至2025年8月20日，15 天" in front
    assert "本期应于2025年10月30日前公示，尚未公示 4 天" in front
    index = (site / "index.html").read_text(encoding="utf-8")
    assert "项逾期未公示，最久 4 天" in index
    period = (site / "d/heyuan/2025-Q1/index.html").read_text(encoding="utf-8")
    (photo,) = photos_on_record(folder)
    assert photo[:8] in period
    assert not list(site.rglob("*.jpg")), "a photograph is never published"


def photos_on_record(folder: Path) -> list[str]:
    """Give the hashes of the photographs on record."""
    text = (folder / "posted/2025-Q1.toml").read_text(encoding="utf-8")
    return [line.strip(' ",') for line in text.splitlines() if line.startswith('  "')]
