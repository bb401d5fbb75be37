"""Nothing is published over what was changed or lost, and what names somebody leaves every edition."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from jjledger.errors import StoreError
from jjledger.period import parse_period
from jjledger.store.system import RealSystem
from jjledger.workflows.order import order_of
from jjledger.workflows.publish import Report, publish
from tests.ledgers import run
from tests.publishing import change, district, tree

WORDS = "2025年上半年两次活期存款结息"
MONTH = "ledgers/bailu/2025/2025-06.beancount"


def published_at(folder: Path, today: date = date(2026, 2, 3)) -> Report:
    order = order_of(folder / "ledgers", folder / "public", today, parse_period("2025"))
    return publish(order, RealSystem(), lambda parts, _: parts)[0]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one year of one community."""
    folder = tmp_path_factory.mktemp("kept")
    district(folder / "ledgers", "bailu")
    published_at(folder, date(2026, 1, 31))
    return folder


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first, tmp_path / "it", symlinks=True))


def _edit(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("48,073.51", "98,073.51"), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (lambda d: _edit(d / "2025/v1/public-revenue/index.html"), "2025/v1/public-revenue/index.html"),
        (lambda d: (d / "2025/v1/public-revenue/report.pdf").unlink(), "2025/v1/public-revenue/report.pdf"),
        (lambda d: (d / "2025/v1/public-revenue/poster-a4.pdf").unlink(), "poster-a4.pdf"),
        (lambda d: (d / "2025/v1/SHA256SUMS").unlink(), "SHA256SUMS"),
        (lambda d: (d / "2025/v1/SHA256SUMS").write_text(""), "SHA256SUMS"),
        (lambda d: shutil.rmtree(d / "2025/v1"), "2025/v1"),
        (lambda d: shutil.rmtree(d / "2025"), "2025/v1"),
        (lambda d: (d / "index.json").unlink(), "2025/v1"),
        (shutil.rmtree, "2025/v1"),
    ],
    ids=["a figure", "a report", "a poster", "the list", "an empty list", "an edition", "a period", "the index", "all"],
)  # fmt: skip
def test_nothing_goes_out_over_what_was_changed_or_lost(
    folder: Path, damage: Callable[[Path], object], named: str
) -> None:
    damage(folder / "public/d/bailu")
    before = tree(folder / "public")
    change(folder / MONTH, WORDS, "上半年结息")
    with pytest.raises(StoreError) as refused:
        published_at(folder)
    assert named in str(refused.value)
    assert "校验码" in str(refused.value)
    assert tree(folder / "public") == before


def test_a_community_that_left_the_district_keeps_its_address(folder: Path) -> None:
    before = {path: digest for path, digest in tree(folder / "public").items() if path.startswith("d/bailu/")}
    district(folder / "other", "fengwan")
    shutil.copytree(folder / "ledgers/.jjledger", folder / "other/.jjledger")  # the log is the district's
    order = order_of(folder / "other", folder / "public", date(2026, 2, 3), parse_period("2025"))
    publish(order, RealSystem(), lambda parts, _: parts)
    after = tree(folder / "public")
    assert {path: after.get(path) for path in before} == before
    assert "d/fengwan/index.html" in after


def test_a_name_that_becomes_known_leaves_the_site_though_the_books_are_put_right_first(folder: Path) -> None:
    change(folder / MONTH, WORDS, "欧阳明月代收结息")
    told = folder / "ledgers/bailu/amendments/2025.toml"
    amend = ("amend", folder / "ledgers/bailu", "--to", folder / "public", "--today", "2026-02-03")
    approve = ("--reason", "摘要写错了", "--approved-by", "业主委员会", "--write")
    assert run("jjledger", *amend, *approve).returncode == 0
    assert told.exists()
    published_at(folder)
    assert _holding(folder / "public", "欧阳明月")
    # The roster comes, and before anything is published again the voucher is put right.
    (folder / "ledgers/bailu/private").mkdir(exist_ok=True)
    (folder / "ledgers/bailu/private/owners.csv").write_text(
        "household,name,phone\n01-1-101,欧阳明月,13800138000\n", encoding="utf-8"
    )
    change(folder / MONTH, "欧阳明月代收结息", WORDS)
    report = published_at(folder, date(2026, 2, 4))
    assert not report.held()
    assert _holding(folder / "public", "欧阳明月") == []
    with zipfile.ZipFile(folder / "ledgers/bailu/private/withdrawn/2025-v2-public-revenue.zip") as kept:
        page = kept.read("2025/v2/public-revenue/index.html").decode()
    assert "欧阳明月" in page, "a private copy stays"
    assert (folder / "public/d/bailu/2025/v3/public-revenue/index.html").is_file()
    assert (folder / "public/d/bailu/2025/v1/public-revenue/index.html").is_file(), "it named nobody"


def _holding(folder: Path, words: str) -> list[str]:
    """List the files, those inside PDFs too, that hold some words."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        texts = [path.read_bytes()]
        if path.suffix == ".pdf":
            texts = [data for files in PdfReader(path).attachments.values() for data in files]
        if any(words.encode() in text for text in texts):
            found.append(path.relative_to(folder).as_posix())
    return found
