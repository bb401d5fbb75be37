"""A site that is led to another past, or back to an old one, agrees with itself; a ledger or a site at hand tells on it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from jjledger.proof.keys import NOTE, SecretKey
from jjledger.seal.codes import poster_code
from jjledger.seal.entries import KeyChange
from jjledger.seal.sealing import load_sealed
from jjledger.store.kept_log import read_log
from tests.forked_site import forked, proof_of
from tests.ledgers import run
from tests.sealed_site import logged, published, signed_anew, steps

V1 = "d/bailu/2025/v1"
ENTRY = 1  # of the only edition
ROOM = "01-1-101"
SAME = "网站的登记册就是账本自己的那一本"
HANDS = "这份证明说的登记册，就是手边的登记册"
WORD, OTHER = "银行", "银杭"  # what the fork's pages say otherwise


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one year of one community."""
    folder = tmp_path_factory.mktemp("forks")
    published(folder)
    return folder


@pytest.fixture(scope="module")
def pack(first: Path) -> Path:
    """Make a household's pack, before anybody leads the site anywhere."""
    (sealed,) = (first / "ledgers/bailu/private/sealed").glob("2025.v1.*.json")
    site = first / "public"
    manifest = (site / V1 / "manifest.txt").read_text(encoding="utf-8")
    proof = (site / f"log/proofs/{ENTRY}.tlog-proof").read_text(encoding="utf-8")
    (first / "pack.json").write_bytes(load_sealed(sealed.read_bytes()).pack(ROOM, manifest, proof))
    return first / "pack.json"


@pytest.fixture
def ledgers(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first / "ledgers", tmp_path / "ledgers"))


@pytest.fixture
def site(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree((first / "public").resolve(), tmp_path / "served"))


def turned(site: Path, ledgers: Path) -> None:
    """Lead a site to another past."""
    pages = "".join(path.read_text(encoding="utf-8") for path in (site / V1).glob("*/index.html"))
    assert WORD in pages
    forked(site, ledgers, ENTRY, lambda text: text.replace(WORD, OTHER))


def test_a_fork_agrees_with_itself_and_not_with_the_ledger(site: Path, ledgers: Path) -> None:
    turned(site, ledgers)
    assert steps(site) == {}, "by itself nothing tells on it"
    for path in (site, site / V1):
        wrong = steps(path, "--ledger", ledgers)
        assert set(wrong) == {SAME}
        assert "从第 1 条起是另一本" in wrong[SAME]
    done = run("jjledger", "log", "monitor", site, "--ledger", ledgers)
    assert done.returncode == 1
    assert "这份副本与账本自己的登记册不同：从第 1 条起是另一本" in done.stdout


def test_a_site_that_was_led_back_is_named_and_one_that_is_the_ledgers_says_so(
    site: Path, ledgers: Path
) -> None:
    assert f"{SAME}，{read_log(site / 'log').size} 条都相同" in steps(
        site, "--ledger", ledgers, state="holds"
    )
    size = read_log(site / "log").size
    key = SecretKey("a.example/bailu/prepared", NOTE, bytes(32)).public()
    elsewhere = site.parent / "elsewhere"
    shutil.copytree(site, elsewhere)
    logged(elsewhere, ledgers, lambda _: [KeyChange("prepared", None, key, "a.example/bailu").text()])
    late = f"网站的登记册停在 {size} 条，账本自己的已有 {size + 1} 条：网站是旧的，或者后来登记的还没有公示"
    assert steps(site, "--ledger", ledgers) == {}
    assert late in steps(site, "--ledger", ledgers, state="amber")
    assert late in run("jjledger", "log", "monitor", site, "--ledger", ledgers).stdout


def test_a_site_that_is_ahead_of_an_old_ledger_is_not_taken_for_whole(
    site: Path, ledgers: Path, first: Path
) -> None:
    key = SecretKey("a.example/bailu/prepared", NOTE, bytes(32)).public()
    logged(site, ledgers, lambda _: [KeyChange("prepared", None, key, "a.example/bailu").text()])
    signed_anew(site, ledgers)
    amber = steps(site, "--ledger", first / "ledgers", state="amber")
    assert any(what.endswith("账本是旧的副本，后面的 1 条没有核对") for what in amber), amber


def test_a_pack_and_a_code_of_another_log_are_held_against_the_one_at_hand(
    site: Path, ledgers: Path, pack: Path, tmp_path: Path
) -> None:
    """Each household may be shown a log of its own; the site at hand, or the ledger, is another."""
    at = ("--room", ROOM, "--site", site)
    assert steps(pack, *at) == {}
    assert HANDS in steps(pack, *at, state="holds")
    code = tmp_path / "poster.txt"
    edition = site / V1
    manifest = (edition / "manifest.txt").read_text(encoding="utf-8")
    proof = (site / f"log/proofs/{ENTRY}.tlog-proof").read_text(encoding="utf-8")
    code.write_text(poster_code(manifest, proof), encoding="utf-8")
    assert steps(code, "--site", site) == {}
    honest = tmp_path / "honest"
    shutil.copytree(site, honest)
    turned(site, ledgers)
    for paper in (pack, code):
        wrong = steps(paper, *at)
        assert set(wrong) == {HANDS}
        assert "是两本登记册" in wrong[HANDS]
        both = steps(paper, *at, "--ledger", ledgers)
        assert set(both) == {HANDS}, "the ledger's own has it"
    assert steps(pack, "--room", ROOM, "--ledger", ledgers) == {}


def test_a_pack_of_a_longer_log_is_not_taken_for_the_site_s(
    site: Path, ledgers: Path, pack: Path, tmp_path: Path
) -> None:
    """More entries than the site has: what it proves stands there, or not; that it goes on from it is nobody's word."""
    told = json.loads(pack.read_bytes())
    entries = [*read_log(site / "log").entries, b"jjledger/notice/v1 made up\n"]
    told["log"] = proof_of(entries, ENTRY, ledgers).decode()
    longer = tmp_path / "longer.json"
    longer.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    assert steps(longer, "--room", ROOM, "--site", site) == {}
    amber = steps(longer, "--room", ROOM, "--site", site, state="amber")
    assert any("接不接得上没有核对" in what for what in amber), amber
    turned(site, ledgers)
    wrong = steps(longer, "--room", ROOM, "--site", site)
    assert "第 1 条登记的不是这一份公布" in wrong[HANDS]


def test_a_log_put_into_the_books_says_nothing_of_whom_to_trust(
    site: Path, ledgers: Path, tmp_path: Path
) -> None:
    """Who may write to the ledger's git puts a stranger's log there; its own lies below .jjledger, and counts alone."""
    strange = tmp_path / "strange"
    strangers = published(strange)
    other = (strange / "public").resolve()
    assert any("不是" in why or "没有" in why for why in steps(other, "--ledger", ledgers).values())
    shutil.copytree(other / "log", ledgers / "log")
    assert SAME in steps(other, "--ledger", ledgers)
    assert steps(other, "--ledger", strangers) == {}
    assert steps(site, "--ledger", ledgers) == {}
    done = run("jjledger", "log", "monitor", ledgers)
    assert done.returncode == 2
    assert "又有账本，又有一份登记册的副本" in done.stderr
