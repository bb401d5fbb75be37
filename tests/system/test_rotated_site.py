"""A site whose log got another key: what households and walls hold from before still verifies, and what is new does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from jjledger.proof.keys import PublicKey
from jjledger.seal.codes import poster_code
from jjledger.seal.entries import Entry, KeyChange, PolicyChange, read_entry
from jjledger.store.kept_log import read_log
from jjledger.store.system import RealSystem
from jjledger.workflows.public_log import find_log
from tests.page_in_node import asked, b64
from tests.publishing import district
from tests.running import run
from tests.unit.proof.keyring import WITNESSES

HOUSE = "01-1-101"
PERIOD = "2025-H2"
EDITION = f"d/fengwan/{PERIOD}/v1"


def published(place: Path, day: str) -> Path:
    run("publish", str(place / "ledgers"), "--to", str(place / "public"), "--period", PERIOD, "--today", day)
    return place / "public"


def pack(place: Path, name: str) -> Path:
    ledger, folder = place / "ledgers" / "fengwan", place / "private" / name
    return Path(run("seal", str(ledger), PERIOD, "--household", HOUSE, "--to", str(folder)).strip())


def poster(site: Path) -> str:
    """Give the text of the code on the wall, made of what stands on the site."""
    index = json.loads((site / "d" / "fengwan" / PERIOD / "index.json").read_bytes())["editions"][0]["entry"]
    proof = (site / "log" / "proofs" / f"{index}.tlog-proof").read_text()
    return poster_code((site / EDITION / "manifest.txt").read_text(), proof)


def trusted(site: Path) -> dict[str, Any]:
    """Give whom the site's verifying page trusts."""
    found = re.search(r'id="policy">(.*?)</script>', (site / "verify.html").read_text())
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def logged(place: Path) -> list[Entry]:
    return [*map(read_entry, read_log(place / "ledgers" / ".jjledger" / "log").entries)]


def watches(place: Path) -> list[tuple[tuple[PublicKey, ...], int]]:
    return [(entry.witnesses, entry.quorum) for entry in logged(place) if isinstance(entry, PolicyChange)]


def answers(told: dict[str, Any], packs: list[Path], posters: list[str]) -> list[str]:
    """Ask the page's own script."""
    return asked(
        [
            *({"ask": "pack", "data": b64(one.read_bytes()), "policy": told, "room": HOUSE} for one in packs),
            *({"ask": "poster", "text": one, "policy": told} for one in posters),
        ]
    )


@pytest.mark.slow
def test_old_papers_verify_under_the_new_key_and_new_ones_too(tmp_path: Path) -> None:
    district(tmp_path / "ledgers", "fengwan")
    run("key", "make", str(tmp_path / "ledgers"))
    site = published(tmp_path, "2026-02-01")
    packs, posters, before = [pack(tmp_path, "old")], [poster(site)], trusted(site)
    run("log", "rotate", str(tmp_path / "ledgers"))
    published(tmp_path, "2026-02-02")
    packs, posters, after = [*packs, pack(tmp_path, "new")], [*posters, poster(site)], trusted(site)

    assert before["log"] != after["log"]
    assert [one["log"] for one in after["former"]] == [before["log"]]
    assert posters[0] != posters[1]
    assert answers(after, packs, posters) == ["amber"] * 4  # signed by the publisher alone
    assert (
        answers(before, packs, posters) == ["amber"] * 4
    )  # a page somebody saved: the change bears both keys
    without = {name: part for name, part in after.items() if name != "former"}
    assert answers(without, packs, posters) == ["unsigned", "amber", "unsigned", "amber"]

    for paper in packs:
        for trust in (("--ledger", "ledgers/fengwan"), ("--site", "public")):
            run("verify", str(paper), "--room", HOUSE, trust[0], str(tmp_path / trust[1]))
        run("log", "compare", str(paper), str(tmp_path / "ledgers"))
    run("verify", str(site))
    assert [entry.role for entry in logged(tmp_path) if isinstance(entry, KeyChange)] == ["log"]


@pytest.mark.slow
def test_witnesses_that_the_district_names_are_named_in_the_log(tmp_path: Path) -> None:
    place = district(tmp_path / "ledgers", "fengwan") / "district.toml"
    text = place.read_text()
    site = published(tmp_path, "2026-02-01")
    first, second, third = (key.public() for key in WITNESSES[:3])
    for day, told in (
        ("2026-02-02", [first, second]),
        ("2026-02-03", [second, third]),
        ("2026-02-04", [third]),
    ):
        named = "".join(f'[[log.witness]]\nname = "某处"\nkey = "{key.text()}"\n' for key in told)
        place.write_text(f"{text}\n[log]\nquorum = 1\n{named}")
        published(tmp_path, day)
    each = [((first, second), 1), ((second, third), 1), ((third,), 1)]
    assert watches(tmp_path) == each
    published(tmp_path, "2026-02-05")
    assert watches(tmp_path) == each
    assert find_log(site, RealSystem()).policy.witnesses == (third,)
    run("verify", str(site))
