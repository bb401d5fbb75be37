"""`jjledger verify` of a page by itself: it is one that the log has, or the site's signed list, or it is named."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from jjledger.seal.entries import OwnersPage, VerifierPage
from tests.ledgers import run
from tests.sealed_site import logged, published, signed_anew, steps

V1 = "d/bailu/2025/v1"
OWNERS = "o/index.html"
PAGE = b'<!DOCTYPE html><script id="saved">null</script>'


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one year of one community."""
    folder = tmp_path_factory.mktemp("pages")
    published(folder)
    return folder


@pytest.fixture
def ledgers(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first / "ledgers", tmp_path / "ledgers"))


@pytest.fixture
def site(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree((first / "public").resolve(), tmp_path / "served"))


def holds(path: Path, *options: str | Path, state: str = "holds") -> str:
    """Verify what must not be wrong; give what came out so."""
    assert steps(path, *options) == {}
    return "\n".join(steps(path, *options, state=state))


def test_the_verifying_page_is_the_one_of_the_first_entry(site: Path, ledgers: Path, tmp_path: Path) -> None:
    words = "这个网页是核对页 verify.html，与登记册第 0 条登记的一字不差"
    assert words in holds(site / "verify.html")
    kept = Path(shutil.copy(site / "verify.html", tmp_path / "存下的.html"))
    assert words in holds(kept, "--site", site)
    assert words in holds(kept, "--ledger", ledgers)
    alone = run("jjledger", "verify", kept)
    assert alone.returncode != 0
    assert "--site 网站文件夹" in alone.stderr


def test_a_page_that_somebody_changed_is_named_with_what_the_log_says(site: Path, tmp_path: Path) -> None:
    path = site / "verify.html"
    told, data = sha256(path.read_bytes()).hexdigest(), path.read_bytes() + b"<!-- -->"
    path.write_bytes(data)
    ((what, why),) = steps(path).items()
    assert what == "这个网页"
    assert f"第 0 条登记的核对页 verify.html是 {told[:16]}…，这一份是 {sha256(data).hexdigest()[:16]}…" in why
    elsewhere = tmp_path / "page.html"
    elsewhere.write_bytes(data)
    assert set(steps(elsewhere, "--site", site)) == {"这个网页"}


def test_an_older_page_is_told_with_the_entry_that_renewed_it(site: Path, ledgers: Path) -> None:
    logged(site, ledgers, lambda _: [VerifierPage(bytes(32)).text()])
    assert "登记册第 0 条" in holds(site / "verify.html")
    assert "登记了新的" in holds(site / "verify.html", state="amber")
    renewed = VerifierPage(sha256((site / "verify.html").read_bytes()).digest()).text()
    logged(site, ledgers, lambda _: [renewed])
    assert "登记册第 0 条" not in holds(site / "verify.html")
    assert "登记了新的" not in holds(site / "verify.html", state="amber")


def test_the_owners_page_is_one_of_the_log_with_a_pack_in_it_or_without(
    site: Path, ledgers: Path, tmp_path: Path
) -> None:
    (site / "o").mkdir()
    (site / OWNERS).write_bytes(PAGE)
    assert set(steps(site / OWNERS)) == {"这个网页"}, "no log says so"
    logged(site, ledgers, lambda _: [OwnersPage(sha256(PAGE).digest()).text()])
    assert f"这个网页是“我家的对账单”网页 {OWNERS}，与登记册第 " in holds(site / OWNERS)
    saved = tmp_path / "saved.html"
    saved.write_bytes(PAGE.replace(b"null", b'"{}"'))
    assert set(steps(saved, "--site", site)) == {"网页里的核对包"}
    assert "存下的网页就是登记过的“我家的对账单”，里面放进了核对包" in steps(
        saved, "--site", site, state="holds"
    )
    saved.write_bytes(PAGE.replace(b"null", b'"{}"') + b"<p>")
    assert any("不是登记过的“我家的对账单”" in what for what in steps(saved, "--site", site, state="amber"))


def test_other_pages_are_found_in_their_edition_or_on_the_signed_list(site: Path, ledgers: Path) -> None:
    page = next((site / V1).glob("*/index.html"))
    assert (
        f"这个网页是公示过的一份，一字不差：a.example/bailu 2025 第 1 版（登记册第 1 条） {page.parent.name}/"
        in holds(page)
    )
    assert "这个网页是网站清单里的 log/index.html" in holds(site / "log/index.html", state="amber")
    with (site / "log/index.html").open("a", encoding="utf-8") as file:
        file.write("<p>另加的")
    assert set(steps(site / "log/index.html")) == {"这个网页"}
    signed_anew(site, ledgers)
    assert steps(site / "log/index.html") == {}
    (site / "SITE.note").unlink()
    assert set(steps(site / "log/index.html")) == {"网站文件清单的签名"}
