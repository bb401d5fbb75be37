"""One invoice once in a district: refused across communities by keyed hashes, freed by a reversal, a lost key told."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ledgers import HEYUAN, run
from tests.voucher_commands import SIGNED, TODAY

NUMBER = "25332000000012345678"


@pytest.fixture
def district(tmp_path: Path) -> Path:
    place = tmp_path / "区"
    place.mkdir()
    (place / "district.toml").write_text('name = "示范区"\ncommunities = ["east", "west"]\n', "utf-8")
    for name in ("east", "west"):
        shutil.copytree(HEYUAN, place / name)
        toml = place / name / "community.toml"
        toml.write_text(toml.read_text("utf-8").replace('"heyuan"', f'"{name}"', 1), "utf-8")
    return place


def command(folder: Path, yuan: str, invoice: str, payee: str = "某保洁公司") -> list[str]:
    return [
        "voucher", "new", str(folder), "--payee", payee, "--narration", "保洁费", "--attachments", "1", "--date",
        "2025-07-31", "--debit", f"Expenses:3公共收益:6501补充维修资金={yuan}", "--credit", "3456农行",
        "--invoice", invoice, *SIGNED, *TODAY,
    ]  # fmt: skip


def book(folder: Path, yuan: str, invoice: str, payee: str = "某保洁公司") -> None:
    done = run("jjledger", *command(folder, yuan, invoice, payee))
    assert done.returncode == 0, done.stderr


def refused(folder: Path, yuan: str, invoice: str, payee: str = "某保洁公司") -> str:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = run("jjledger", *command(folder, yuan, invoice, payee))
    assert done.returncode == 2, done.stdout
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    return done.stderr


def test_a_neighbours_invoice_is_refused_and_nobody_reads_it_in_the_file(district: Path) -> None:
    book(district / "east", "60", f"{NUMBER}=100.00")
    text = (district / "east" / "invoices.csv").read_text("utf-8")
    assert NUMBER not in text
    assert "保洁" not in text
    assert text.splitlines()[0] == "key,invoice,payee,total,booked"
    assert text.endswith(",100.00,60.00\n")
    words = refused(district / "west", "40.01", f"{NUMBER}=100.00")
    assert (
        "在本区另一个小区已入账 60.00 元，加上这里的 40.01 元，超过价税合计 100.00 元，多出 0.01 元" in words
    )
    assert "east" not in words
    book(district / "west", "40", f"{NUMBER}=100.00")
    done = run("jjledger", "invoice", "check", district, *TODAY)
    assert (done.returncode, "2 个小区，2 张发票，0 处有问题" in done.stdout) == (0, True), done.stdout


def test_a_reversal_frees_the_invoice_for_the_neighbour(district: Path) -> None:
    book(district / "east", "60", NUMBER)
    assert "没有写价税合计" in refused(district / "west", "60", NUMBER)
    assert "单位与这里的「别的公司」不同" in refused(district / "west", "60", NUMBER, "别的公司")
    done = run("jjledger", "voucher", "reverse", district / "east", "2025-07-F0001", "--date", "2025-08-01", *SIGNED, *TODAY)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (district / "east" / "invoices.csv").read_text("utf-8").count("\n") == 1
    book(district / "west", "60", NUMBER)


def test_the_key_is_private_and_its_loss_is_told_and_mended(district: Path) -> None:
    book(district / "east", "60", NUMBER)
    key = district / ".jjledger" / "keys" / "invoices"
    assert key.stat().st_mode & 0o777 == 0o600
    assert (district / ".jjledger" / ".gitignore").read_text() == "*\n"
    key.unlink()
    words = refused(district / "west", "60", NUMBER)
    assert "密钥不见了" in words
    assert not key.exists(), "no new key is made in silence"
    done = run("jjledger", "invoice", "check", district, *TODAY)
    assert (done.returncode, "east：发票清单" in done.stdout) == (1, True)
    done = run("jjledger", "invoice", "check", district, "--write", *TODAY)
    assert done.returncode == 0, done.stderr + done.stdout
    assert "没有写价税合计" in refused(district / "west", "60", NUMBER)


def test_another_key_is_told(district: Path) -> None:
    book(district / "east", "60", NUMBER)
    (district / ".jjledger" / "keys" / "invoices").write_text("00" * 32)
    assert "不是写出各小区发票清单的那一把" in refused(district / "west", "60", NUMBER)


def test_what_an_editor_wrote_in_two_communities_is_found_by_the_check(district: Path) -> None:
    text = (
        '2025-07-31 * "某保洁公司" "保洁费"\n  voucher: "付-0001"\n  attachments: 1\n  prepared: "甲"\n  reviewed: "乙"\n'
        f'  invoice: "{NUMBER}"\n  Expenses:3公共收益:6501补充维修资金  60.00 CNY\n'
        "  Assets:3公共收益:1001银行存款:3456农行  -60.00 CNY\n"
    )
    for name in ("east", "west"):
        with (district / name / "2025" / "2025-07.beancount").open("a", encoding="utf-8") as file:
            file.write(text)
    done = run("jjledger", "invoice", "check", district, *TODAY, "--json")
    shown = json.loads(done.stdout)
    assert done.returncode == 1
    assert (shown["communities"], shown["invoices"], shown["stale"]) == (2, 2, ["east", "west"])
    (trouble,) = shown["troubles"]
    assert trouble.startswith("west/2025/2025-07.beancount:")


def test_two_communities_that_book_it_at_once_do_not_both_have_it(district: Path) -> None:
    program = [sys.executable, "-c", "from jjledger.cli.main import main; main()"]
    running = [
        subprocess.Popen([*program, *command(district / name, "60", NUMBER)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for name in ("east", "west")
    ]  # fmt: skip
    told = [one.communicate(timeout=120)[1].decode() for one in running]
    assert sorted(one.returncode for one in running) == [0, 2], told
    assert any("在本区另一个小区已入账 60.00 元" in words for words in told)


def test_a_community_of_no_district_keeps_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "heyuan"
    shutil.copytree(HEYUAN, folder)
    book(folder, "60", NUMBER)
    assert not (folder / "invoices.csv").exists()
