"""`jjledger verify` on what holds and does not count: an edition that was corrected, and keys that prove nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jjledger.seal.codes import poster_code
from jjledger.seal.sealing import load_sealed
from tests.ledgers import run
from tests.sealed_site import logged, published, steps

ENTRY, ROOM = 1, "01-1-101"
DEMO = "步骤都对，但用的是演示密钥，什么也不证明。"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one year of one community, and give a household its pack and a poster its code."""
    folder = tmp_path_factory.mktemp("counted")
    ledgers, site = published(folder), folder / "public"
    (sealed,) = (ledgers / "bailu/private/sealed").glob("2025.v1.*.json")
    manifest = (site / "d/bailu/2025/v1/manifest.txt").read_text(encoding="utf-8")
    proof = (site / f"log/proofs/{ENTRY}.tlog-proof").read_text(encoding="utf-8")
    (folder / "pack.json").write_bytes(load_sealed(sealed.read_bytes()).pack(ROOM, manifest, proof))
    (folder / "poster.txt").write_text(poster_code(manifest, proof), encoding="utf-8")
    return folder


def test_keys_for_demonstration_are_said_last_whatever_holds(first: Path) -> None:
    site, pack = first / "public", first / "pack.json"
    page = (site / "verify.html").read_text(encoding="utf-8")
    told = json.loads(page.partition('id="policy">')[2].partition("<")[0])
    assert told["demo"] is True
    (first / "policy.json").write_text(json.dumps(told), encoding="utf-8")
    (first / "real.json").write_text(json.dumps({**told, "demo": False}), encoding="utf-8")
    for options in (
        ("--site", site), ("--ledger", first / "ledgers"), ("--policy", first / "policy.json"),
    ):  # fmt: skip
        done = run("jjledger", "verify", pack, "--room", ROOM, *options)
        assert done.returncode == 0
        assert done.stdout.splitlines()[-1] == DEMO
        assert "！演示密钥" in done.stdout
        assert "全部成立" not in done.stdout
    done = run("jjledger", "verify", pack, "--room", ROOM, "--policy", first / "real.json")
    assert done.stdout.splitlines()[-1] == "全部成立。"
    assert "演示" not in done.stdout
    assert json.loads(run("jjledger", "verify", site, "--json").stdout)["demo"] is True
    wrong = run("jjledger", "verify", pack, "--room", "01-1-102", "--site", site)
    assert wrong.returncode == 1
    assert wrong.stdout.splitlines()[-1] == "有不成立的，见上面打 ✘ 的各行。"


def test_the_page_is_told_what_people_call_the_communities(first: Path) -> None:
    page = (first / "public/verify.html").read_text(encoding="utf-8")
    names = json.loads(page.partition('id="policy">')[2].partition("<")[0])["names"]
    toml = (first / "ledgers/bailu/community.toml").read_text(encoding="utf-8")
    assert list(names) == ["a.example/bailu"]
    assert f'name = "{names["a.example/bailu"]}"' in " ".join(toml.split())


def test_what_was_corrected_meanwhile_says_by_which_entry(first: Path) -> None:
    site, pack, code = first / "public", first / "pack.json", first / "poster.txt"
    at = ("--room", ROOM, "--site", site)
    assert not [what for what in steps(pack, *at, state="amber") if "更正" in what]
    manifest = (site / "d/bailu/2025/v1/manifest.txt").read_text(encoding="utf-8")
    again = manifest.replace("edition 1", "edition 2").replace("replaces -", f"replaces {ENTRY}")
    places: list[int] = []
    logged(site.resolve(), first / "ledgers", lambda log: places.append(log.size) or [again])  # type: ignore[func-returns-value]
    new = f"这一版已由登记册第 {places[0]} 条更正，"
    assert f"{new}请要新的对账单" in steps(pack, *at, state="amber")
    assert f"{new}请要新的对账单" in steps(pack, "--room", ROOM, "--ledger", first / "ledgers", state="amber")
    assert f"{new}请看新的一版" in steps(code, "--site", site, state="amber")
    assert steps(pack, *at) == {}
