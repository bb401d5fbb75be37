"""Pages that the log does not hold: their totals are held against the editions, and nobody takes the rest for proved."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from jjledger.seal.entries import OwnersPage
from jjledger.seal.monitor import monitor
from jjledger.store.system import RealSystem
from jjledger.workflows.public_log import find_log
from jjledger.workflows.verified_step import Site, Step
from jjledger.workflows.verified_unlogged import verify_unlogged
from tests.sealed_site import logged, published, signed_anew, steps

PERIOD = "d/bailu/2025"
TOTALS = "首页和各期页面上的期末合计，与登记的各版相同"
THERE = "首页、各小区和各期的页面都在"
BESIDE = "没有登记册以外的小区、版次和文件"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one year of one community."""
    folder = tmp_path_factory.mktemp("unlogged")
    published(folder)
    return folder


@pytest.fixture
def site(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree((first / "public").resolve(), tmp_path / "served"))


def dearer(name: str) -> Callable[[Path], object]:
    """Let a page print, or data tell, another amount at every place."""

    def turn(site: Path) -> None:
        path = site / name
        before = path.read_text(encoding="utf-8")
        after = re.sub(r"¥(?=[0-9])", "¥9", before)
        after = re.sub(
            r'("(?:closing|balance|public_revenue|maintenance_fund)_fen": )([0-9])', r"\g<1>9\2", after
        )
        assert after != before
        path.write_text(after, encoding="utf-8")

    return turn


def put(name: str, text: str = "假") -> Callable[[Path], object]:
    """Put a file of nobody's on the site."""

    def turn(site: Path) -> None:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")

    return turn


@pytest.mark.parametrize(
    "name",
    [
        "index.html", "large.html", "index.json", "d/bailu/index.html", "d/bailu/large.html", "d/bailu/index.json",
        f"{PERIOD}/index.html", f"{PERIOD}/large.html", f"{PERIOD}/index.json",
    ],
)  # fmt: skip
def test_another_total_on_a_page_that_is_not_logged_is_named(first: Path, site: Path, name: str) -> None:
    dearer(name)(site)
    signed_anew(site, first / "ledgers")
    wrong = steps(site)
    assert set(wrong) == {TOTALS}
    assert name in wrong[TOTALS]


@pytest.mark.parametrize("name", ["index.html", "d/bailu/large.html", f"{PERIOD}/index.html"])
def test_a_page_that_is_gone_is_named(first: Path, site: Path, name: str) -> None:
    (site / name).unlink()
    signed_anew(site, first / "ledgers")
    assert steps(site) == {THERE: f"不见了：{name}"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("d/bailu/2025-H3/v9/index.html", "d/bailu/2025-H3/v9"),
        ("d/bailu/2025-H3/index.html", "d/bailu/2025-H3/index.json 不见了"),
        ("d/fakecomm/index.html", "d/fakecomm"),
        (f"{PERIOD}/final-report.html", f"{PERIOD}/final-report.html"),
        ("d/bailu/final.pdf", "d/bailu/final.pdf"),
    ],
)
def test_invented_editions_communities_and_files_are_named(
    first: Path, site: Path, name: str, told: str
) -> None:
    put(name)(site)
    signed_anew(site, first / "ledgers")
    assert any(told in why for why in steps(site).values()), steps(site)


def test_a_community_of_which_nothing_went_out_claims_nothing(first: Path, site: Path) -> None:
    front = {"code": "new", "entries": [{"state": "missing"}], "balances": []}
    put("d/new/index.json", json.dumps(front))(site)
    signed_anew(site, first / "ledgers")
    assert steps(site) == {}
    front["entries"] = [{"state": "out"}]
    put("d/new/index.json", json.dumps(front))(site)
    signed_anew(site, first / "ledgers")
    assert steps(site) == {BESIDE: "登记册里没有：d/new"}


def test_what_nothing_proves_is_said_and_no_witness_could_change_it(first: Path, site: Path) -> None:
    """The public book is changed: the log has nothing of it, so verifying says that it proves nothing."""
    book = site / "d/bailu/book.beancount"
    text = book.read_text(encoding="utf-8")
    book.write_text(re.sub(r"([0-9])\.00 CNY", r"\g<1>1.00 CNY", text), encoding="utf-8")
    assert book.read_text(encoding="utf-8") != text
    signed_anew(site, first / "ledgers")
    for path in (site, site / PERIOD):
        amber = steps(path, state="amber")
        assert any("公开账本 book.beancount" in what and "没有证明" in what for what in amber), amber


def test_what_no_witness_could_change_fails_nobody_who_asks_for_witnesses(first: Path) -> None:
    folder = (first / "public").resolve()
    site = Site(folder, find_log(folder, RealSystem()))
    told = list(verify_unlogged(site, monitor(site.found.kept.entries)))
    assert [step.amber for step in told] == [False, False, True]
    assert not any(step.fails(strict=True) for step in told)
    assert Step("尚缺一家见证", amber=True).fails(strict=True)
    assert not Step("尚缺一家见证", amber=True).fails(strict=False)


def test_the_owners_page_that_was_taken_away_is_missed(first: Path, site: Path, tmp_path: Path) -> None:
    ledgers = Path(shutil.copytree(first / "ledgers", tmp_path / "ledgers"))
    page = b"<!doctype html>"
    logged(site, ledgers, lambda _: [OwnersPage(sha256(page).digest()).text()])
    signed_anew(site, ledgers)
    assert steps(site) == {}, "links were closed"
    assert any("网站上没有：停用了专用链接，或者被拿走了" in what for what in steps(site, state="amber"))
    front = site / "d/bailu/index.json"
    told = json.loads(front.read_text(encoding="utf-8"))
    front.write_text(json.dumps({**told, "owner_links": True}, ensure_ascii=False), encoding="utf-8")
    signed_anew(site, ledgers)
    assert list(steps(site).values()) == ["网站上没有这一页，住户打不开自己的链接。"]
    (site / "o").mkdir()
    (site / "o/index.html").write_bytes(page)
    signed_anew(site, ledgers)
    assert steps(site) == {}
