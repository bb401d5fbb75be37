"""`jjledger new`: a ledger that can be written in at once, or nothing at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.histories_on_disk import git, in_git
from tests.ledgers import SHIFAN, bean_check, copy_of, district, run


def test_a_new_community_passes_and_can_be_written_in(tmp_path: Path) -> None:
    folder = tmp_path / "xinyuan"
    name = '新苑·"Ⅱ期"（北）𬍛'
    done = run("jjledger", "new", folder, "--name", name, "--bank", "4321工行", "--today", "2025-03-10")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"已建立 {name}：\n  {folder / 'community.toml'}\n")
    assert bean_check(folder / "main.beancount") == (0, "")
    checked = run("jjledger", "check", folder, "--today", "2025-08-20")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout == f"{name}：0 张凭证，阻断 0 项，提醒 0 项。\n"
    empty = run("jjledger", "compile", folder, "--today", "2025-08-20")
    assert (empty.returncode, empty.stdout) == (0, "")
    assert "没有可编的分户账" in empty.stderr

    assert [path.name for path in (folder / "2025").iterdir()] == ["2025-03.beancount"]
    assert (folder / "chart.beancount").read_text(encoding="utf-8").startswith("2025-01-01 open ")
    with (folder / "register.csv").open("a", encoding="utf-8") as register:
        register.write("01-1-101,01,1,101,89.52,commercial,5818.80,2025-01-01\n")
    with (folder / "2025" / "2025-01.beancount").open("a", encoding="utf-8") as month:
        month.write(
            '2025-01-05 * "某业主" "首期交存"\n  voucher: "收-0001"\n  attachments: 1\n'
            '  prepared: "甲"\n  reviewed: "乙"\n'
            "  Assets:1维修资金:1001银行存款:4321工行  5818.80 CNY\n"
            '  Income:1维修资金:4001交存收入  -5818.80 CNY\n    household: "01-1-101"\n'
        )
    with (folder / "assets.csv").open("a", encoding="utf-8") as assets:
        assets.write("TC-01,停车,地面车位,小区道路,20,2025-01-01,,,,\n")
    done = run("jjledger", "check", folder, "--today", "2025-03-31")
    assert (done.returncode, done.stdout.count("提醒 E")) == (0, 0)
    told = run("jjledger", "revenue", "assets", folder, "--period", "2025-Q1", "--today", "2025-04-01").stdout
    assert told.startswith("2025年第一季度：1 项公共资产，")
    balance = run("jjledger", "households", folder, "--format", "csv", "--today", "2025-03-31").stdout
    assert balance.endswith("\n01-1-101,01,1,101,89.52,5818.80,0.00,5818.80,0.00\n")


def test_new_asks_again_and_keeps_the_other_answers(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("jjledger")
    mine, theirs = os.openpty()
    os.write(mine, "问答小区\n台州\n3310\n建行\n1111建行\n1111建行\n2222农行\n".encode())
    done = subprocess.run(
        [program, "new", tmp_path / "wenda"], stdin=theirs, capture_output=True, text=True, check=False
    )
    os.close(mine)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, "")
    for said in ("GB/T 2260，台州 3310", "这不是行政区划代码", "请以账号尾号", "同一个银行账户"):
        assert said in done.stdout
    chart = (tmp_path / "wenda" / "chart.beancount").read_text(encoding="utf-8")
    assert "Assets:1维修资金:1001银行存款:1111建行 CNY" in chart
    assert "Assets:3公共收益:1001银行存款:2222农行 CNY" in chart


@pytest.mark.parametrize(
    ("listed", "told"), [('["a"]', True), ('["a", "xinyuan"]', False), ("[", True), (None, False)]
)
def test_a_community_in_a_district_is_to_be_listed(tmp_path: Path, listed: str | None, told: bool) -> None:  # noqa: FBT001 - a column of the table
    if listed is not None:
        (tmp_path / "district.toml").write_text(f'name = "某区"\ncommunities = {listed}\n', encoding="utf-8")
    done = run("jjledger", "new", tmp_path / "xinyuan", "--name", "新苑")
    assert done.returncode == 0
    assert (f'{tmp_path / "district.toml"} 的 communities 里加上  "xinyuan",' in done.stdout) is told
    assert ("communities" in done.stdout) is told


def test_new_asks_what_it_is_not_told(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("jjledger")
    mine, theirs = os.openpty()
    os.write(mine, "问答小区\n1111建行\n\n".encode())
    command = [program, "new", tmp_path / "wenda", "--region", "331002"]
    done = subprocess.run(command, stdin=theirs, capture_output=True, text=True, check=False)
    os.close(mine)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, "")
    assert "小区名称" in done.stdout
    settings = (tmp_path / "wenda" / "community.toml").read_text(encoding="utf-8")
    assert settings.startswith('name   = "问答小区"\ncode   = "wenda"\nregion = "331002"\n')
    chart = (tmp_path / "wenda" / "chart.beancount").read_text(encoding="utf-8")
    assert "Assets:1维修资金:1001银行存款:1111建行 CNY" in chart
    assert "Assets:3公共收益:1001银行存款:0002开户银行 CNY" in chart


@pytest.mark.parametrize(
    ("folder", "options", "words"),
    [
        ("新苑", ["--name", "新苑"], "请只用小写字母、数字和连字符"),
        ("xinyuan", ["--name", "  "], "小区名称是空的"),
        ("xinyuan", ["--name", "新苑", "--region", "台州"], "这不是行政区划代码"),
        ("xinyuan", ["--name", "新苑", "--bank", "建行"], "这不能作科目的一段"),
        ("xinyuan", ["--name", "新苑", "--bank", "0002开户银行"], "同一个银行账户"),
        ("xinyuan", [], "缺少 --name。"),
    ],
)
def test_nonsense_makes_no_community(tmp_path: Path, folder: str, options: list[str], words: str) -> None:
    done = run("jjledger", "new", tmp_path / folder, *options)
    assert done.returncode == 2
    assert words in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_left_as_it_is(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = run("jjledger", "new", folder, "--name", "新苑")
    assert (done.returncode, done.stdout) == (2, "")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_new_community_begins_a_history_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "xinyuan"
    done = run("jjledger", "new", folder, "--name", "新苑")
    assert f"已在 {folder} 建立 git 版本库" in done.stdout
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "fsck", "--strict") == ""
    assert git(folder, "log", "--format=%s") == "新建小区 xinyuan"
    for name in ("private/owners.csv", "build/x", "public", ".jjledger/y"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    assert git(folder, "status", "--porcelain") == ""


def test_a_new_community_of_a_district_goes_into_its_history(tmp_path: Path) -> None:
    in_git(district(tmp_path))
    done = run("jjledger", "new", tmp_path / "xinyuan", "--name", "新苑")
    assert f"已记入 {tmp_path} 的 git 历史" in done.stdout
    assert git(tmp_path, "status", "--porcelain") == ""
    assert (
        "xinyuan/main.beancount" in git(tmp_path, "show", "--name-only", "--format=%s", "HEAD").splitlines()
    )
    assert not (tmp_path / "xinyuan" / ".git").exists()


def test_the_first_history_of_a_district_holds_all_its_communities(tmp_path: Path) -> None:
    district(tmp_path)
    run("jjledger", "new", tmp_path / "xinyuan", "--name", "新苑")
    assert git(tmp_path, "status", "--porcelain") == ""
    kept = git(tmp_path, "ls-files").splitlines()
    assert {"district.toml", "shifan/main.beancount", "xinyuan/main.beancount"} <= set(kept)


def test_a_new_community_in_somebody_s_repository_leaves_it_alone(tmp_path: Path) -> None:
    in_git(tmp_path)
    done = run("jjledger", "new", tmp_path / "xinyuan", "--name", "新苑")
    assert "真正的账本请建在版本库外面" in done.stdout
    assert git(tmp_path, "status", "--porcelain") == "?? xinyuan/"
    assert git(tmp_path, "log", "--format=%s") == "开账"
