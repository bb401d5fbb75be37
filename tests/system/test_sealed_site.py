"""A published site is sealed: everything of it is in the log, and what is changed, lost or rolled back is noticed."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from jjledger.errors import StoreError
from jjledger.seal.manifest import read_manifest
from tests.ledgers import run
from tests.publishing import change, district, tree
from tests.sealed_sites import MONTH, WORDS, log_of, published_at, verified


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one year of one community."""
    folder = tmp_path_factory.mktemp("sealed")
    district(folder / "ledgers", "bailu")
    published_at(folder)
    return folder


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first, tmp_path / "it", symlinks=True))


def test_what_is_published_holds_and_comes_to_what_the_page_says(first: Path) -> None:
    assert verified(first / "public") == {}
    edition = first / "public/d/bailu/2025/v1"
    manifest = read_manifest((edition / "manifest.txt").read_text(encoding="utf-8"))
    page = json.loads((edition / "maintenance-fund/data.json").read_text(encoding="utf-8"))
    (block,) = manifest.funds
    assert block.sums.closing_fen - block.sums.arrears_fen == page["closing_owners_fen"]
    assert block.held.undistributed_fen == page["closing_undistributed_fen"]
    assert block.held.bank_fen == page["bank"]["book_fen"]
    assert page["sealed"]["statements"] == block.statements.hex()
    index = json.loads((edition.parent / "index.json").read_text(encoding="utf-8"))
    entry = index["editions"][0]["entry"]
    assert log_of(first)[entry] == manifest.text().encode()


def test_every_household_can_prove_its_balance_and_nobody_elses(first: Path, tmp_path: Path) -> None:
    ledger = first / "ledgers/bailu"
    done = run(
        "jjledger", "seal", ledger, "2025", "--household", "01-1-102", "--to", tmp_path / "private/here"
    )
    (pack,) = map(Path, done.stdout.split())
    assert verified(pack, "--ledger", ledger, "--room", "01-1-102") == {}
    assert "不是您家的" in verified(pack, "--ledger", ledger, "--room", "01-1-101")["核对包"]
    told = pack.read_text(encoding="utf-8")
    assert "01-1-101" not in told
    assert "01-1-102" in told


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (
            lambda d: change(d / "d/bailu/2025/v1/maintenance-fund/index.html", "维修", "维护"),
            "清单的校验码相符",
        ),
        (lambda d: (d / "d/bailu/2025/v1/annual/report.pdf").unlink(), "个文件都在"),
        (lambda d: (d / "d/bailu/more.html").write_text("更好看"), "没有清单以外的文件"),
        (lambda d: change(d / "d/bailu/2025/v1/manifest.txt", "total paid 0", "total paid 1"), "一字不差"),
        (
            lambda d: change(d / "d/bailu/2025/v1/register-maintenance.txt", "01-1-101", "01-1-109"),
            "房屋名录",
        ),
        (lambda d: change(d / "verify.html", "核对", "核实"), "核对页"),
        (lambda d: change(d / "SITE.sums", "0", "1"), "清单的签名"),
        (lambda d: (d / "log/proofs/1.tlog-proof").write_text("index 1"), "登记在册的证明"),
    ],
    ids=["a word", "a report", "a file more", "a manifest", "a room", "the verifier", "the list", "a proof"],
)
def test_whatever_is_changed_on_the_server_is_named(
    folder: Path, damage: Callable[[Path], object], named: str
) -> None:
    site = Path(shutil.copytree((folder / "public").resolve(), folder / "served"))
    damage(site)
    wrong = verified(site, "--ledger", folder / "ledgers")
    assert any(named in what for what in wrong), wrong


def test_a_site_that_is_lost_comes_back_to_the_byte_and_takes_no_second_place_in_the_log(
    folder: Path,
) -> None:
    before, entries = tree(folder / "public"), log_of(folder)
    assert published_at(folder, date(2026, 3, 1), "again").made
    assert log_of(folder) == entries
    after = tree(folder / "again")
    kept = {path: digest for path, digest in before.items() if "/v1/" in path or path.startswith("log/")}
    assert {path: after.get(path) for path in kept} == kept


def test_a_site_that_cannot_come_back_is_a_new_edition_and_says_what_it_replaces(folder: Path) -> None:
    change(folder / MONTH, WORDS, "上半年结息")
    published_at(folder, date(2026, 3, 1), "again")
    manifests = [
        read_manifest(entry.decode()) for entry in log_of(folder) if entry.startswith(b"jjledger/disclosure")
    ]
    assert [(one.edition, one.issued) for one in manifests if one.period == "2025"] == [
        (1, "2026-01-31"),
        (2, "2026-03-01"),
    ]
    page = (folder / "again/d/bailu/2025/v2/public-revenue/index.html").read_text(encoding="utf-8")
    assert "第 1 版已经登记，现在的网站上没有" in page
    assert verified(folder / "again/d/bailu/2025/v2") == {}
    # The whole site holds too: that the first edition is not on it stands in what its successor logged.
    assert verified(folder / "again") == {}
    change(folder / "again/d/bailu/2025/v2/public-revenue/data.json", "第 1 版已经登记", "第 1 版没有登记")
    assert "网站上没有这一版。" not in verified(folder / "again").values()  # other documents say it still
    for path in (folder / "again/d/bailu/2025/v2").glob("*/data.json"):
        path.write_text("{}", encoding="utf-8")
    assert "网站上没有这一版。" in verified(folder / "again").values()


def test_a_log_that_was_taken_away_is_not_begun_anew_over_a_site(folder: Path) -> None:
    shutil.rmtree(folder / "ledgers/.jjledger/log")
    before = tree(folder / "public")
    change(folder / MONTH, WORDS, "上半年结息")
    with pytest.raises(StoreError, match="登记册"):
        published_at(folder, date(2026, 3, 1))
    assert tree(folder / "public") == before


def test_a_log_that_was_rolled_back_puts_nothing_out(folder: Path) -> None:
    older = shutil.copytree(folder / "ledgers/.jjledger/log", folder / "older")
    ledger = folder / "ledgers/bailu"
    change(folder / MONTH, WORDS, "上半年结息")
    at = ("--to", folder / "public", "--today", "2026-02-03")
    assert (
        run(
            "jjledger",
            "amend",
            ledger,
            *at,
            "--reason",
            "摘要写错了",
            "--approved-by",
            "业主委员会",
            "--write",
        ).returncode
        == 0
    )
    published_at(folder, date(2026, 2, 3))
    shutil.rmtree(folder / "ledgers/.jjledger/log")
    shutil.move(older, folder / "ledgers/.jjledger/log")
    with pytest.raises(StoreError, match="登记册"):
        published_at(folder, date(2026, 2, 4))


def test_a_correction_replaces_its_edition_in_the_log(folder: Path) -> None:
    ledger = folder / "ledgers/bailu"
    change(folder / MONTH, WORDS, "上半年结息")
    at = ("--to", folder / "public", "--today", "2026-02-03")
    assert (
        run(
            "jjledger",
            "amend",
            ledger,
            *at,
            "--reason",
            "摘要写错了",
            "--approved-by",
            "业主委员会",
            "--write",
        ).returncode
        == 0
    )
    published_at(folder, date(2026, 2, 3))
    found = [
        (index, read_manifest(entry.decode()))
        for index, entry in enumerate(log_of(folder))
        if entry.startswith(b"jjledger/disclosure")
    ]
    (old, _), (_, new) = [(index, one) for index, one in found if one.period == "2025"]
    assert (new.edition, new.replaces) == (2, old)
    assert verified(folder / "public") == {}


def test_a_key_that_has_signed_a_log_begins_no_other(folder: Path) -> None:
    shutil.rmtree(folder / "ledgers/.jjledger/log")
    with pytest.raises(StoreError, match="签到过第"):
        published_at(folder, date(2026, 3, 1), "elsewhere")
    assert not (folder / "ledgers/.jjledger/log/checkpoint").exists()
    assert not (folder / "elsewhere").exists()


def test_real_keys_begin_anew_where_demonstration_ended(folder: Path) -> None:
    assert run("jjledger", "key", "make", folder / "ledgers", "--replace-demo").returncode == 0
    published_at(folder, date(2026, 3, 1), "elsewhere")
    assert verified(folder / "elsewhere") == {}
    page = (folder / "elsewhere/d/bailu/index.html").read_text(encoding="utf-8")
    assert "演示密钥" not in page
    assert "演示密钥" in (folder / "public/d/bailu/index.html").read_text(encoding="utf-8")
    with pytest.raises(StoreError, match=r"有人动过网站|不是这里的登记册的前一段"):
        published_at(folder, date(2026, 3, 2))


def test_a_strangers_edit_is_not_signed_with_the_next_publication(folder: Path) -> None:
    site = (folder / "public").resolve()
    change(site / "d/bailu/compare/index.html", "比较", "比一比")
    told = hashlib.sha256((site / "d/bailu/compare/index.html").read_bytes()).hexdigest()
    sums = (site / "SITE.sums").read_text(encoding="utf-8").splitlines()
    lines = [
        f"{told}  {line.split('  ')[1]}" if line.endswith("  d/bailu/compare/index.html") else line
        for line in sums
    ]
    (site / "SITE.sums").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(StoreError, match="有人动过网站"):
        published_at(folder)  # also where nothing else changed
    change(folder / MONTH, WORDS, "上半年结息")
    with pytest.raises(StoreError, match="有人动过网站"):
        published_at(folder, date(2026, 2, 3))


def test_money_entered_for_the_wrong_door_is_put_right_by_an_edition_of_its_own(folder: Path) -> None:
    path = folder / "ledgers/bailu/details/2024-01-01.csv"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("01-1-101,21111.44,", "01-1-101,21110.44,"),
        ("01-1-102,20047.29,", "01-1-102,20048.29,"),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    held = published_at(folder, date(2026, 2, 3))
    assert [finding.code for finding in held.findings if finding.severity == "block"] == ["P05"]
    assert "各户对账单" in "".join(finding.what for finding in held.findings)
    amend = (
        "jjledger",
        "amend",
        folder / "ledgers/bailu",
        "--to",
        folder / "public",
        "--today",
        "2026-02-03",
    )
    assert run(*amend, "--reason", "两户记反了", "--approved-by", "业主委员会", "--write").returncode == 0
    assert not published_at(folder, date(2026, 2, 3)).held()
    old, new = (
        read_manifest((folder / f"public/d/bailu/2025/v{number}/manifest.txt").read_text(encoding="utf-8"))
        for number in (1, 2)
    )
    assert old.funds[0].sums.closing_fen == new.funds[0].sums.closing_fen
    assert old.funds[0].statements != new.funds[0].statements
    assert verified(folder / "public") == {}
