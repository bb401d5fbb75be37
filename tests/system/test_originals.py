"""`jjledger voucher attach` and `jjledger originals`: papers filed by their content, compared, and kept for their term."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from fava.core import FavaLedger

from tests.ledgers import HEYUAN, copy_of, run
from tests.voucher_commands import SIGNED, refused, said, shown, sound

PARKING = ("--payee", "某停车公司", "--narration", "七月停车费", "--leg", "6001停车=-300.00", "--leg", "1001")


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    return copy_of(HEYUAN, tmp_path)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "停车费发票.PDF"
    path.write_bytes(b"%PDF-1.7 parking")
    return path


def test_a_paper_is_filed_by_its_content_once(heyuan: Path, paper: Path) -> None:
    digest = hashlib.sha256(b"%PDF-1.7 parking").hexdigest()
    path = f"vouchers/2025/{digest[:16]}.pdf"
    shown(heyuan, "new", *PARKING, "--attach", paper, "--date", "2025-07-31", *SIGNED)
    assert (heyuan / path).read_bytes() == b"%PDF-1.7 parking"
    listed = (heyuan / "vouchers/originals.csv").read_text(encoding="utf-8").splitlines()
    assert listed[-1] == f"{path},{digest},voucher,2055-12-31,2025-08-20,停车费发票.PDF"
    again = said(heyuan, "new", *PARKING, "--attach", paper, "--date", "2025-07-31", *SIGNED)
    assert f"{path} 已经附在 2025-07-S0001（3公共收益），请核对是不是重复入账" in again
    assert len(list((heyuan / "vouchers/2025").iterdir())) == 1
    assert (heyuan / "vouchers/originals.csv").read_text(encoding="utf-8").splitlines() == listed
    sound(heyuan)


def test_a_paper_that_comes_later_joins_the_voucher_and_fava_shows_it(heyuan: Path, paper: Path) -> None:
    month = heyuan / "2025/2025-06.beancount"
    before = month.read_text(encoding="utf-8")
    shown(heyuan, "attach", "2025-06-F0001", paper, "--who", "甲", "--write")
    assert month.read_text(encoding="utf-8").startswith(before.rstrip("\n"))
    assert [one["name"] for one in shown(heyuan, "show", "2025-06-F0001")["documents"]] == ["停车费发票.PDF"]
    ledger = FavaLedger(str(heyuan / "main.beancount"))
    documents = [one for one in ledger.all_entries_by_type.Document if one.filename.endswith(".pdf")]
    assert [(one.account, one.links) for one in documents] == [
        ("Expenses:3公共收益:6501补充维修资金", frozenset({"2025-06-F0001"}))
    ]
    assert "已经附在这张凭证上" in refused(heyuan, "attach", "2025-06-F0001", paper, "--who", "甲", "--write")
    sound(heyuan)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("空.pdf", b"", "是空的"), ("发票", b"x", "没有扩展名"), ("a.beancount", b"x", "不作原始凭证")],
)
def test_what_is_no_paper_is_refused(
    heyuan: Path, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert words in refused(heyuan, "attach", "2025-06-F0001", tmp_path / name, "--who", "甲", "--write")
    assert "没有这个文件" in refused(heyuan, "attach", "2025-06-F0001", tmp_path / "没有.pdf", "--who", "甲")


def originals(
    folder: Path, *command: str | Path, today: str = "2025-08-20"
) -> subprocess.CompletedProcess[str]:
    name, *rest = command
    return run("jjledger", "originals", name, folder, *rest, "--today", today, "--json")


def test_papers_are_listed_and_their_hashes_compared(heyuan: Path, paper: Path) -> None:
    shown(heyuan, "attach", "2025-06-F0001", paper, "--who", "甲", "--write")
    table, filed = json.loads(originals(heyuan, "list").stdout)
    assert (table["name"], filed["name"], filed["vouchers"]) == (
        "合同附表.csv",
        "停车费发票.PDF",
        "2025-06-F0001",
    )
    assert filed["class"] == "原始凭证"
    assert originals(heyuan, "verify").returncode == 0
    path = heyuan / filed["file"]
    path.write_bytes(b"%PDF-1.7 PARKING")  # as long as before
    told = originals(heyuan, "verify")
    assert (told.returncode, [one["code"] for one in json.loads(told.stdout)["findings"]]) == (1, ["B65"])
    path.unlink()
    told = originals(heyuan, "verify")
    assert (told.returncode, [one["code"] for one in json.loads(told.stdout)["findings"]]) == (1, ["B66"])


def test_a_paper_is_destroyed_after_its_term_and_not_before(heyuan: Path) -> None:
    """The list of heyuan has a contract to be kept until the end of 2055."""
    asked = ("remove", "vouchers/gbk.csv", "--why", "销毁清册 2056-1", "--who", "甲", "--write")
    early = originals(heyuan, *asked, today="2055-12-31")
    assert early.returncode == 2
    assert "要保管到 2055-12-31，不能销毁" in early.stderr
    assert originals(heyuan, "remove", "vouchers/gbk.csv", "--who", "甲", today="2056-01-01").returncode == 2
    done = originals(heyuan, *asked, today="2056-01-01")
    assert done.returncode == 0, done.stderr
    assert not (heyuan / "vouchers/gbk.csv").exists()
    assert (
        (heyuan / "vouchers/destroyed.csv")
        .read_text(encoding="utf-8")
        .splitlines()[1]
        .endswith(",合同附表.csv,2056-01-01,甲,销毁清册 2056-1")
    )
    assert "清册里没有" in originals(heyuan, *asked, today="2056-01-02").stderr
