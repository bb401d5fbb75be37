"""Records of projects: read, written, and added to."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from jjledger.books.project_file import (
    announced_text,
    contract_text,
    extra_text,
    project_text,
    read_project,
    read_projects,
    settled_text,
    with_added,
)
from jjledger.books.source import Source
from jjledger.errors import CommunityFileError
from jjledger.facts.project import Contract, Extra, Project, Settled, Stage

HEAD = """id             = "2025-01"
title          = "更换曳引机"
funds          = ["1维修资金"]
scope          = "01-1"
category       = "电梯"
budget         = "86,400.00"
not_chargeable = false
"""
CONTRACT = "false\n[contract]\ncontractor = '某'\namount = '1.00'\nday = 2025-05-01\n"
STAGE = "[[contract.stage]]\nname = '一'\nshare = '1/3'\n"
PLAIN = Project(
    "2025-01",
    "更换曳引机",
    ("1维修资金",),
    "01-1",
    "电梯",
    8_640_000,
    not_chargeable=False,
    decision="2025-01",
)
STAGES = (Stage("预付款", Fraction(3, 10)), Stage("尾款", 5_000_000))


def _source(folder: Path, text: str, name: str = "2025-01") -> Source:
    (folder / "projects").mkdir(exist_ok=True)
    (folder / "projects" / f"{name}.toml").write_text(text, encoding="utf-8")
    return Source(folder)


def test_a_record_rests_on_the_decision_of_its_own_number_unless_it_says_otherwise(tmp_path: Path) -> None:
    assert read_project(_source(tmp_path, HEAD), "2025-01") == PLAIN
    other = read_project(_source(tmp_path, HEAD + 'decision = "2024-07"\n'), "2025-01")
    assert other.decision == "2024-07"


def test_what_will_be_done_and_when_it_starts_may_be_written_and_reads_back(tmp_path: Path) -> None:
    text = HEAD + 'plan = "更换曳引机，检验后验收"\nstart = 2025-03-10\n'
    told = read_project(_source(tmp_path, text), "2025-01")
    assert (told.plan, told.start) == ("更换曳引机，检验后验收", date(2025, 3, 10))
    assert read_project(_source(tmp_path, project_text(told)), "2025-01") == told
    with pytest.raises(CommunityFileError, match="plan 是空的"):
        read_project(_source(tmp_path, HEAD + 'plan = " "\n'), "2025-01")


def test_nobody_having_said_is_not_the_same_as_no(tmp_path: Path) -> None:
    unsaid = HEAD.replace("not_chargeable = false\n", "")
    assert read_project(_source(tmp_path, unsaid), "2025-01").not_chargeable is None


def test_what_is_written_reads_back_the_same(tmp_path: Path) -> None:
    """Everything a record may hold, with quotes and a backslash in a name."""
    whole = Project(
        "2025-01", '换"曳引机"\\一台', ("1维修资金", "2公房维修资金"), "01-1 02", "电梯", 8_640_000,
        not_chargeable=True,
        decision="A-1",
        selling_unit="01",
        contract=Contract("HT-1", "某公司", 8_000_000, date(2025, 3, 1), STAGES),
        extras=(Extra("A-2", 100), Extra("A-3", 1)),
        settled=Settled(date(2025, 5, 1), 8_640_101),
        announced=date(2025, 5, 20),
    )  # fmt: skip
    assert whole.contract is not None
    assert whole.settled is not None
    assert whole.announced is not None
    parts = [project_text(whole), contract_text(whole.contract), *map(extra_text, whole.extras)]
    text = "\n".join([*parts, settled_text(whole.settled), announced_text(whole.announced)])
    assert read_project(_source(tmp_path, text), "2025-01") == whole


def test_adding_leaves_what_a_person_wrote_as_it_stands(tmp_path: Path) -> None:
    text = f"# 王工核过预算\n{HEAD}\n\n"
    added = with_added(
        _source(tmp_path, text), "2025-01", settled_text(Settled(date(2025, 5, 1), 5))
    ).decode()
    assert added.startswith(f"# 王工核过预算\n{HEAD}")
    assert read_project(_source(tmp_path, added), "2025-01").settled == Settled(date(2025, 5, 1), 5)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id             = "2025-01"', 'id = "2025-02"', "id 与文件名"),
        ('["1维修资金"]', "[]", "funds 不是资金编号的列表"),
        ('["1维修资金"]', '["1维修资金", "1维修资金"]', "funds 不是资金编号的列表"),
        ('"86,400.00"', '"0.00"', "budget 必须大于零"),
        ('"86,400.00"', "86400", "budget 的值类型不对"),
        ('"86,400.00"', '"86400.001"', "读不成金额"),
        ("false", '"no"', "not_chargeable 的值类型不对"),
        ('"更换曳引机"', '" "', "title 是空的"),
        ('"01-1"', '"一幢"', "范围「一幢」写法不对"),
        ("false", 'false\nowner = "甲"', "不认识的键 owner"),
        ("false", "false\n[settlement]\nday = 2025-05-01T08:00:00\namount = '1.00'", "day 带着时刻"),
        ("false", f"{CONTRACT}[[contract.stage]]\nname = '一'\nshare = '4/3'", "share「4/3」不是份额"),
        ("false", f"{CONTRACT}{STAGE}{STAGE}", "同名的付款阶段"),
    ],
)
def test_what_cannot_be_a_record_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert HEAD.count(old) == 1
    with pytest.raises(CommunityFileError, match=words):
        read_project(_source(tmp_path, HEAD.replace(old, new)), "2025-01")


def test_an_unreadable_record_is_there_but_empty_and_found(tmp_path: Path) -> None:
    source = _source(tmp_path, HEAD)
    _source(tmp_path, "garbage = [\n", "2025-02")
    projects, findings = read_projects(source)
    assert projects == {"2025-01": PLAIN, "2025-02": None}
    assert [(one.code, one.place.file) for one in findings] == [("E44", "projects/2025-02.toml")]
    assert read_projects(Source(tmp_path / "projects")) == ({}, ())
