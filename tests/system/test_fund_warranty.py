"""The warranty deposit from end to end: 2 % of 20,000.00 is 400.00, which the sound community has paid in.

Eight years from 2017-08-01 are full on 2025-08-01.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ledgers import HEYUAN, copy_of, replace_once, run

TODAY = ("--today", "2025-08-20")
TERMS = '[fund.warranty]\ncost = "20000.00"\ndelivered = 2017-08-01\ncompleted = 2017-06-30\n'


def _signed(day: str) -> tuple[str, ...]:
    return ("--write", "--date", day, "--prepared", "甲", "--reviewed", "乙", *TODAY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = copy_of(HEYUAN, tmp_path)
    with (place / "community.toml").open("a", encoding="utf-8") as settings:
        settings.write(TERMS)
    return place


def _noticed(folder: Path, day: str) -> None:
    with (folder / "community.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"noticed = {day}\n")


def _done(folder: Path, *words: str) -> str:
    done = run("jjledger", "fund", "warranty", folder, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert run("jjledger", "check", folder, *TODAY).returncode == 0
    return done.stdout


def _refused(folder: Path, *words: str) -> str:
    done = run("jjledger", "fund", "warranty", folder, *words)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def _state(folder: Path, day: str = "2025-08-20") -> tuple[str, str, str]:
    state = json.loads(run("jjledger", "fund", "warranty", folder, "--json", "--today", day).stdout)
    return state["principal"], state["interest"], state["short"]


def test_the_calendar_says_every_day(folder: Path) -> None:
    """Pipes are under warranty for two years from 2017-06-30, roofs for five."""
    told = _done(folder, *TODAY)
    for words in (
        "应存 400.00 元，已足额", "2019-06-30 保修期满，自 2019-05-30 起", "2022-06-30 保修期满，自 2022-05-30 起",
        "自 2025-07-01 起公示", "2025-08-01 期满", "2025-08-31 前退还", "台州市物业管理条例第50条",
    ):  # fmt: skip
        assert words in told


def test_it_is_given_back_whole_after_its_day_and_its_notice(folder: Path) -> None:
    assert "没有写明已经公示" in _refused(folder, "refund", *_signed("2025-08-10"))
    _noticed(folder, "2025-07-05")
    assert "期限到 2025-08-01 才满" in _refused(folder, "refund", *_signed("2025-07-31"))
    assert "公示还没有满期" in _refused(folder, "refund", *_signed("2025-08-04"))
    _done(folder, "interest", "--amount", "1.20", *_signed("2025-08-01"))
    assert "全部 401.20 元" in _refused(folder, "refund", "--amount", "400", *_signed("2025-08-10"))
    _done(folder, "refund", *_signed("2025-08-05"))
    assert _state(folder) == ("0.00", "0.00", "400.00")
    assert "没有要收付的数" in _refused(folder, "refund", *_signed("2025-08-11"))


def test_what_is_used_is_taken_from_principal_first_and_paid_in_again(folder: Path) -> None:
    _done(folder, "interest", "--amount", "1.20", *_signed("2025-07-01"))
    assert "账上只有 401.20 元" in _refused(folder, "use", "--amount", "401.21", *_signed("2025-07-02"))
    assert "金额不写负号" in _refused(folder, "use", "--amount", "-5", *_signed("2025-07-02"))
    _done(
        folder,
        "use",
        "--amount",
        "401.00",
        "--payee",
        "某防水公司",
        "--why",
        "屋面维修",
        *_signed("2025-07-02"),
    )
    assert '"某防水公司" "屋面维修"' in (folder / "2025/2025-07.beancount").read_text(encoding="utf-8")
    assert _state(folder) == ("0.00", "0.20", "400.00")
    _done(folder, "replenish", *_signed("2025-07-09"))
    assert _state(folder) == ("400.00", "0.20", "0.00")


def test_where_a_city_says_so_it_is_paid_in_again_within_fifteen_days(folder: Path) -> None:
    """Hangzhou, article 67; its article on the term is not computed."""
    replace_once(folder, "community.toml", 'region = "3310"', 'region = "3301"')
    assert "15 日内足额补存" in _done(folder, "use", "--amount", "100.00", *_signed("2025-07-02"))
    told = _done(folder, *TODAY)
    assert "2025-07-02 动用的，建设单位应在 2025-07-17 前足额补存" in told
    assert "没有收录存储期限" in told
    checked = run("jjledger", "check", folder, *TODAY).stdout
    assert "少 100.00 元" in checked
    assert "2025-07-17 前足额补存" in checked
