"""`[[audit]]` of community.toml."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from jjledger.books.community_file import read_community
from jjledger.books.source import Source
from jjledger.errors import CommunityFileError
from jjledger.facts.audit_settings import SETTINGS, AuditSettings

_HEAD = (
    'name = "和苑"\ncode = "heyuan"\nregion = "3310"\n[[fund]]\ncode = "3公共收益"\nkind = "public_revenue"\n'
)


def _settings(tmp_path: Path, text: str) -> AuditSettings:
    folder = tmp_path / "heyuan"
    folder.mkdir()
    (folder / "community.toml").write_text(_HEAD + text, encoding="utf-8")
    return read_community(Source(folder)).audit


def test_nothing_written_is_the_program_s_own(tmp_path: Path) -> None:
    assert _settings(tmp_path, "") == AuditSettings()


def test_amounts_shares_and_days_from_a_day_on(tmp_path: Path) -> None:
    settings = _settings(
        tmp_path,
        '[[audit]]\nfrom = 2025-01-01\napproval = "5000.00"\nnear = "4/5"\nnight_from = 21\n'
        "[[audit]]\nfrom = 2025-07-01\nsplit_days = 10\n",
    )
    assert settings.on(date(2024, 12, 31)).approval_fen is None
    first, second = settings.on(date(2025, 1, 1)), settings.on(date(2025, 7, 1))
    assert (first.approval_fen, first.near, first.night_from, first.split_days) == (
        500_000,
        Fraction(4, 5),
        21,
        7,
    )
    assert (second.approval_fen, second.split_days) == (500_000, 10)


def test_every_setting_can_be_written(tmp_path: Path) -> None:
    samples = {
        "fen": '"12.50"',
        "share": '"1/3"',
        "days": "9",
        "count": "9",
        "hour": "9",
        "day_of_month": "9",
        "names": '["某市　燃气公司"]',
    }
    lines = "".join(f"{setting.key} = {samples[setting.unit]}\n" for setting in SETTINGS)
    found = _settings(tmp_path, f"[[audit]]\nfrom = 2025-01-01\n{lines}").on(date(2025, 1, 1))
    expected = {
        "fen": 1250, "share": Fraction(1, 3), "days": 9, "count": 9, "hour": 9, "day_of_month": 9,
        "names": frozenset({"某市燃气公司"}),
    }  # fmt: skip
    assert {setting.key: getattr(found, setting.field) for setting in SETTINGS} == {
        setting.key: expected[setting.unit] for setting in SETTINGS
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('from = 2025-01-01\nnear = "1"\n', "不是 0 到 1 之间的分数"),
        ('from = 2025-01-01\nnear = "3/2"\n', "不是 0 到 1 之间的分数"),
        ("from = 2025-01-01\nsplit_days = 0\n", "应在 1 到"),
        ("from = 2025-01-01\nlate_day = 31\n", "应在 1 到 28"),
        ('from = 2025-01-01\npublic_bodies = ["银行"]\n', "不是单位的全称"),
        ('from = 2025-01-01\npublic_bodies = "某市燃气公司"\n', "类型不对"),
        ('from = 2025-01-01\napproval = "viel"\n', "读不成金额"),
        ("from = 2025-01-01\nsplit = 3\n", "不认识的键 split"),
        ("from = 2025-01-01\n", "什么也没有设定"),
        ("split_days = 3\n", "缺少 from"),
        ("from = 2025-01-01\nsplit_days = 3\n[[audit]]\nfrom = 2025-01-01\nsplit_days = 4\n", "从早到晚"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CommunityFileError, match=words):
        _settings(tmp_path, f"[[audit]]\n{text}")
