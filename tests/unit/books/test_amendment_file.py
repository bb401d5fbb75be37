"""Approvals of later editions, as a community records them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from jjledger.books.amendment_file import amendment_text, read_amendments
from jjledger.books.source import Source
from jjledger.facts.amendment import Amendment
from jjledger.facts.finding import Finding

DIGEST = "3c" * 32
RECORD = Amendment("2025-Q3", 2, date(2025, 11, 5), "漏记一笔停车费", "业主委员会", DIGEST)


Read = tuple[Mapping[str, tuple[Amendment, ...] | None], tuple[Finding, ...]]


def read(folder: Path, text: str, name: str = "2025-Q3") -> Read:
    (folder / "amendments").mkdir(exist_ok=True)
    (folder / "amendments" / f"{name}.toml").write_text(text, encoding="utf-8")
    return read_amendments(Source(folder))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    third = Amendment("2025-Q3", 3, date(2025, 12, 1), '又改"一次"', "张三", DIGEST)
    found, findings = read(tmp_path, amendment_text((RECORD, third)))
    assert found == {"2025-Q3": (RECORD, third)}
    assert findings == ()


def test_a_paper_about_an_event_has_its_day_in_its_name(tmp_path: Path) -> None:
    found, findings = read(tmp_path, amendment_text((RECORD,)), "2025-03-10.project-2025-01")
    assert findings == ()
    ((one,),) = [found["2025-03-10.project-2025-01"] or ()]
    assert one.period_code == "2025-03-10.project-2025-01"


def test_a_record_that_cannot_be_read_is_told_and_lets_nothing_out(tmp_path: Path) -> None:
    good = amendment_text((RECORD,))
    for wrong, words in (
        (good.replace("= 2\n", "= 1\n"), "首次公示"),
        (good.replace(DIGEST, "3c"), "64 位"),
        (good.replace("漏记一笔停车费", " "), "reason 是空的"),
        (good.replace("业主委员会", ""), "approved_by 是空的"),
        (good.replace("漏记一笔停车费", "。"), "reason「。」没有说明什么"),
        (good.replace("漏记一笔停车费", "2025-03-01"), "没有说明什么，至少要 4 个字"),
        (good.replace("业主委员会", "。！"), "approved_by「。！」没有说明什么"),
        (good + "who = 1\n", "who"),
    ):
        found, (finding,) = read(tmp_path, wrong)
        assert found == {"2025-Q3": None}
        assert (finding.code, finding.severity) == ("E95", "warn")
        assert words in finding.what


def test_a_file_named_after_no_period_is_told(tmp_path: Path) -> None:
    found, (finding,) = read(tmp_path, amendment_text((RECORD,)), "abc")
    assert found == {"abc": None}
    assert "不是期间" in finding.what
