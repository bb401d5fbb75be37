"""What is out changes only with a reason and somebody who approved just that change."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from jjledger.period import parse_period
from jjledger.store.system import RealSystem
from jjledger.workflows.order import order_of
from jjledger.workflows.publish import publish
from tests.ledgers import run
from tests.publishing import change, district

TODAY = date(2026, 2, 3)
SUMMARY = "2025年上半年两次活期存款结息"
RECORD = "amendments/2025.toml"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one year of one community."""
    folder = tmp_path_factory.mktemp("amended")
    ledgers = district(folder / "ledgers", "bailu")
    order = order_of(ledgers, folder / "public", date(2026, 1, 31), parse_period("2025"))
    publish(order, RealSystem(), lambda parts, _: parts)
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "it", symlinks=True))


def amend(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    ledger, site = folder / "ledgers" / "bailu", folder / "public"
    return run("jjledger", "amend", ledger, *options, "--to", site, "--today", TODAY.isoformat())


def changed(folder: Path, words: str = "上半年结息") -> None:
    change(folder / "ledgers/bailu/2025/2025-06.beancount", SUMMARY, words)


def test_every_change_is_listed_before_anything_is_written(folder: Path) -> None:
    changed(folder)
    found = amend(folder)
    assert found.returncode == 0
    assert "2025年度：第 1 版 → 第 2 版" in found.stdout
    assert f"摘要：{SUMMARY} → 上半年结息" in found.stdout
    assert RECORD in found.stdout
    assert not (folder / "ledgers/bailu" / RECORD).exists()


def test_an_approval_is_written_with_its_reason_and_who_gave_it(folder: Path) -> None:
    changed(folder)
    found = amend(folder, "2025", "--reason", "摘要写错", "--approved-by", "业主委员会", "--write", "--json")
    assert found.returncode == 0
    told = json.loads(found.stdout)
    assert told["written"]
    assert [(one["period"], one["edition"]) for one in told["periods"]] == [("2025", 2)]
    assert {one["after"] for one in told["periods"][0]["changes"]} >= {"上半年结息"}
    text = (folder / "ledgers/bailu" / RECORD).read_text(encoding="utf-8")
    assert 'reason      = "摘要写错"' in text
    assert 'approved_by = "业主委员会"' in text


def test_an_approval_without_reason_or_name_is_refused(folder: Path) -> None:
    changed(folder)
    for options in (
        ["--write"],
        ["--reason", "摘要写错", "--write"],
        ["--approved-by", "业主委员会", "--write"],
    ):
        found = amend(folder, *options)
        assert found.returncode == 2
        assert "更正要写明原因和批准人" in found.stderr
    assert not (folder / "ledgers/bailu/amendments").exists()


def test_where_nothing_changed_there_is_nothing_to_approve(folder: Path) -> None:
    found = amend(folder)
    assert found.returncode == 2
    assert "没有要更正的" in found.stderr
    assert "--reprint" in found.stderr


def test_the_same_can_be_printed_anew(folder: Path) -> None:
    found = amend(folder, "2025", "--reprint")
    assert found.returncode == 0
    assert "内容没有变化，照样重印" in found.stdout


@pytest.mark.parametrize("period", ["2024", "2025-Q3", "abc"])
def test_what_is_not_out_cannot_be_corrected(folder: Path, period: str) -> None:
    changed(folder)
    found = amend(folder, period)
    assert found.returncode == 2
    assert "还没有公示" in found.stderr


def test_without_a_site_there_is_nothing_to_correct(folder: Path) -> None:
    (folder / "public").unlink()
    found = amend(folder)
    assert found.returncode == 2
    assert "还没有公示过这个小区" in found.stderr


def test_a_site_that_cannot_be_read_is_not_guessed_at(folder: Path) -> None:
    index = folder / "public/d/bailu/2025/index.json"
    index.write_text("{}", encoding="utf-8")
    found = amend(folder)
    assert found.returncode == 2
    assert "读不出来" in found.stderr


def test_an_approval_of_a_later_change_takes_the_place_of_one_that_was_not_used(folder: Path) -> None:
    told = ("--reason", "摘要写错", "--approved-by", "业主委员会", "--write")
    changed(folder)
    assert amend(folder, *told).returncode == 0
    change(folder / "ledgers/bailu/2025/2025-06.beancount", "上半年结息", "半年结息")
    assert amend(folder, *told).returncode == 0
    text = (folder / "ledgers/bailu" / RECORD).read_text(encoding="utf-8")
    assert text.count("[[edition]]") == 1


@pytest.mark.parametrize(
    ("option", "words"), [("--reason", "。"), ("--reason", "1234 5"), ("--approved-by", "。。")]
)
def test_words_that_say_nothing_are_refused(folder: Path, option: str, words: str) -> None:
    changed(folder)
    told = {"--reason": "摘要写错了", "--approved-by": "业主委员会", option: words}
    found = amend(folder, *(part for pair in told.items() for part in pair), "--write")
    assert found.returncode == 2
    assert "没有说明什么" in found.stderr
    assert not (folder / "ledgers/bailu/amendments").exists()


@pytest.mark.parametrize(
    ("option", "words"),
    [("--reason", "业主13812345678来电说写错"), ("--approved-by", "业委会主任 电话13812345678")],
)
def test_words_that_hold_something_private_are_refused_before_they_are_written(
    folder: Path, option: str, words: str
) -> None:
    changed(folder)
    told = {"--reason": "摘要写错了", "--approved-by": "业主委员会", option: words}
    found = amend(folder, *(part for pair in told.items() for part in pair), "--write")
    assert found.returncode == 2
    assert "手机号" in found.stderr
    assert not (folder / "ledgers/bailu/amendments").exists()


def test_an_approval_that_was_not_used_yet_can_be_written_anew(folder: Path) -> None:
    changed(folder)
    assert amend(folder, "--reason", "写错了原因", "--approved-by", "业主委员会", "--write").returncode == 0
    again = amend(folder, "--reason", "摘要写错了", "--approved-by", "业主委员会", "--write")
    assert again.returncode == 0, again.stderr
    text = (folder / "ledgers/bailu" / RECORD).read_text(encoding="utf-8")
    assert "写错了原因" not in text
    assert "摘要写错了" in text
