"""Names and rooms in a voucher's words: warned of while it is booked, in the way of the close, cured by a correction."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ledgers import HEYUAN, copy_of, run

TODAY = ("--today", "2026-01-31")
SIGNED = ("--prepared", "甲", "--reviewed", "乙", "--write", *TODAY)
WARNING = "公示会因此暂停"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a community with one owner on file."""
    place = copy_of(HEYUAN, tmp_path)
    (place / "private").mkdir(exist_ok=True)
    (place / "private/owners.csv").write_text("household,name,phone\n01-1-101,欧阳某某,\n", encoding="utf-8")
    return place


def _book(folder: Path, narration: str, *more: str) -> str:
    done = run(
        "jjledger", "voucher", "new", folder, "--date", "2025-01-20", "--payee", "某业主", "--narration", narration,
        "--attachments", "1", "--leg", "6001停车=10.00", "--leg", "Income:3公共收益:6099其他", *more, *SIGNED,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("narration", "warned"),
    [("停车费", False), ("01-1-101停车费", True), ("欧阳某某停车费", True), ("停车费 13800000000", True)],
)
def test_private_words_are_told_when_they_are_booked(folder: Path, narration: str, *, warned: bool) -> None:
    said = _book(folder, narration)
    assert (WARNING in said) == warned


def test_they_stand_in_the_way_of_the_close_until_they_are_corrected(folder: Path) -> None:
    _book(folder, "01-1-101停车费")
    close = ("jjledger", "close", folder, "2025-01", *TODAY)
    refused = run(*close)
    assert "2025-01-Z" in refused.stderr
    assert WARNING in refused.stderr
    key = next(word for word in refused.stderr.split() if word.startswith("2025-01-Z"))
    done = run(
        "jjledger", "voucher", "correct", folder, key, "--fund", "3公共收益", "--narration", "停车费", "--date", "2025-01-21", *SIGNED,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert WARNING not in run(*close).stderr


def _checked(folder: Path) -> tuple[int, list[str], str]:
    """Check as a person and as a program: exit code, the codes of what blocks, the last line."""
    done, told = run("jjledger", "check", folder, *TODAY), run("jjledger", "check", folder, "--json", *TODAY)
    assert done.returncode == told.returncode
    (record,) = json.loads(told.stdout)
    blocking = [one["code"] for one in record["findings"] if one["severity"] == "block"]
    return done.returncode, blocking, done.stdout


def test_a_check_finds_what_would_hold_the_publication_and_lets_it_be_corrected(folder: Path) -> None:
    assert _checked(folder)[:2] == (0, [])
    _book(folder, "欧阳某某停车费")
    code, blocking, said = _checked(folder)
    assert (code, blocking, "阻断 1 项" in said) == (1, ["D07"], True), said
    assert "凭证 2025-01-Z0001 的摘要里有姓名，公示会因此暂停。" in said
    publish = ("jjledger", "publish", folder, "--to", folder.parent / "out", "--period", "2025-Q1", *TODAY)
    assert run(*publish).returncode == 1
    done = run(
        "jjledger", "voucher", "correct", folder, "2025-01-Z0001", "--fund", "3公共收益", "--narration", "停车费", "--date", "2025-01-21", *SIGNED,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert _checked(folder)[:2] == (0, [])
    assert run(*publish).returncode == 0


@pytest.mark.parametrize(("contact", "blocking"), [("欧阳某某", ["D07"]), ("示例业委会 13911112222", [])])
def test_a_check_reads_the_contact_as_a_publication_does(
    folder: Path, contact: str, blocking: list[str]
) -> None:
    with (folder / "community.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[disclosure]\ncontact = "{contact}"\n')
    assert _checked(folder)[1] == blocking


def test_a_contact_that_names_an_owner_is_on_no_page_and_is_told(folder: Path) -> None:
    settings = folder / "community.toml"
    old = settings.read_text(encoding="utf-8")
    settings.write_text(f'{old}\n[disclosure]\ncontact = "欧阳某某 13911112222"\n', encoding="utf-8")
    site = folder.parent / "out"
    done = run("jjledger", "publish", folder, "--to", site, "--period", "2025-Q1", *TODAY)
    assert (done.returncode, "联系单位里有姓名" in done.stdout) == (1, True), done.stdout
    pages = [path for path in site.rglob("*") if path.suffix in {".html", ".json", ".csv"}]
    assert pages
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert "欧阳某某" not in text, path
        assert "13911112222" not in text, path
    assert any("有疑问请找：业主委员会" in path.read_text(encoding="utf-8") for path in pages)
    settings.write_text(f'{old}\n[disclosure]\ncontact = "示例业委会 13911112222"\n', encoding="utf-8")
    assert run("jjledger", "publish", folder, "--to", site, "--period", "2025-Q1", *TODAY).returncode == 0


NARRATION = "欧阳某某苑灯箱广告"


def test_a_false_alarm_holds_the_pages_until_somebody_signs_for_it(folder: Path) -> None:
    _book(folder, NARRATION)
    key = "2025-01-Z0001"
    asked = ("jjledger", "release", folder, key, "--reason", "灯箱的名字，不是人", "--who", "丙", *TODAY)
    publish = ("jjledger", "publish", folder, "--to", folder.parent / "out", "--period", "2025-Q1", *TODAY)
    held = run(*publish)
    assert (held.returncode, "摘要里有姓名" in held.stdout) == (1, True)
    assert "jjledger release" in held.stdout
    unsigned = run("jjledger", "release", folder, key, "--reason", "x", "--write", *TODAY)
    assert (unsigned.returncode, "--who" in unsigned.stderr) == (2, True)
    shown = run(*asked)
    assert (shown.returncode, NARRATION in shown.stdout) == (0, True)
    assert not (folder / "releases.csv").exists()
    assert run(*asked, "--write").returncode == 0
    line = (folder / "releases.csv").read_text(encoding="utf-8").splitlines()[1]
    assert line.startswith(f"2026-01-31,丙,{key},姓名,")
    assert NARRATION not in line, "the words stand in the voucher alone"
    out = run(*publish)
    assert (out.returncode, "姓名" in out.stdout) == (0, False), out.stdout
    told = run("jjledger", "check", folder, *TODAY).stdout
    assert f"{key} 里的姓名由 丙 于 2026-01-31 签字放行：灯箱的名字，不是人。" in told


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("2025-01-Z0001",), "没有写理由"),
        (("2025-01-Z0009", "--reason", "x"), "没有凭证"),
        (("2025-02-F0001", "--reason", "x"), "不用放行"),
        (("--reason", "x"), "两样写一样"),
        (("--words", "更换门禁", "--reason", "x"), "不用放行"),
    ],
)
def test_a_release_that_lets_nothing_pass_is_refused(folder: Path, asked: tuple[str, ...], said: str) -> None:
    _book(folder, NARRATION)
    done = run("jjledger", "release", folder, *asked, *TODAY)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_keyed_hashes_stand_for_the_names_on_a_machine_that_has_none(folder: Path) -> None:
    publish = ("jjledger", "publish", folder, "--to", folder.parent / "out", "--period", "2025-Q1", *TODAY)
    assert run("jjledger", "owners", "hashes", folder).returncode == 0
    (folder / "private/owners.csv").unlink()
    assert run(*publish).returncode == 0
    _book(folder, "欧阳某某停车费")
    held = run(*publish)
    assert (held.returncode, "摘要里有姓名" in held.stdout) == (1, True)
    (folder / "private/owner-hashes.txt").unlink()
    assert "没有业主名册" in run(*publish).stdout
