"""Links of owners through a whole publication: there while they live, gone when they are closed or their time is over."""

from __future__ import annotations

import json
import re
import shutil
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jjledger.proof.checkpoint import Policy
from jjledger.proof.keys import read_public
from jjledger.seal.link import Link
from jjledger.seal.pack import verify_pack
from tests.publishing import district as laid_out
from tests.running import run

SAMPLE = Path(__file__).parents[2] / "ledgers"
HOUSES = ("01-1-101", "01-1-102")
LAST = "2025-H2"


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linked") / "district"
    folder.mkdir()
    text = (SAMPLE / "district.toml").read_text()
    (folder / "district.toml").write_text(
        re.sub(r"(?s)communities = \[.*?\]", 'communities = ["fengwan"]', text)
    )
    shutil.copytree(SAMPLE / "fengwan", folder / "fengwan", ignore=shutil.ignore_patterns("private"))
    with (folder / "fengwan" / "community.toml").open("a") as file:
        file.write("\n[owner_links]\nenabled = true\nlife_days = 30\n")
    run("key", "make", str(folder))
    return folder


def two_communities(folder: Path) -> Path:
    """Lay out a district of which only fengwan has links, for thirty days."""
    laid_out(folder, "fengwan", "bailu")
    with (folder / "fengwan" / "community.toml").open("a") as file:
        file.write("\n[owner_links]\nenabled = true\nlife_days = 30\n")
    return folder


def publish(place: Path, day: str, to: Path | None = None) -> Path:
    target = to or place.parent / "public"
    run("publish", str(place), "--to", str(target), "--period", LAST, "--today", day)
    return target


def link(district: Path, house: str) -> Link:
    told = json.loads(run("link", str(district / "fengwan"), house, "--period", LAST, "--json"))
    return Link(urlsafe_b64decode(told["address"].partition("#")[2] + "=="))


def files(site: Path, link: Link) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in (site / "o" / link.id).glob("*.bin")}


def opened(link: Link, data: bytes) -> bytes:
    framed = AESGCM(link.key).decrypt(data[:12], data[12:], link.id.encode())
    return framed[4 : 4 + int.from_bytes(framed[:4], "big")]


def printed(district: Path, day: str) -> dict[str, Any]:
    """Print everybody's statement on a day; give what each says of its link, by house."""
    ledger, place = district / "fengwan", district.parent / "private" / day
    run(
        "statement", str(ledger), "--all", "--each", "--period", LAST, "--format", "json", "--today", day, "--to", str(place),
    )  # fmt: skip
    papers = [json.loads(path.read_bytes()) for path in place.rglob("fengwan-*.json")]
    return {one["household"]: one["proof"] and one["proof"]["link"] for one in papers}


@pytest.mark.slow
def test_a_link_lives_is_changed_and_closed_and_its_time_ends(district: Path) -> None:
    site = publish(district, "2026-02-01")
    mine, other = (link(district, house) for house in HOUSES)
    found = files(site, mine)
    assert json.loads(opened(mine, found["list"])) == [LAST]
    key = read_public(json.loads(run("key", "show", str(district), "--json"))["log"])
    policy = Policy("gongshi.example/log", key, (), 0)
    held = verify_pack(opened(mine, found[LAST]), policy, HOUSES[0])
    assert held.statement.community == "gongshi.example/fengwan"
    words = ("--household", HOUSES[0], "--period", LAST, "--json", "--today", "2026-02-01")
    paper = json.loads(run("statement", str(district / "fengwan"), *words))
    assert held.statement.closing_fen == paper["closing_principal_fen"] + paper["closing_interest_fen"]

    assert paper["proof"]["link"] == {
        "address": mine.address("https://gongshi.example"), "place": "https://gongshi.example/o/",
        "words": mine.spoken(), "last_day": "2026-03-03",
    }  # fmt: skip
    pile = printed(district, "2026-02-01")
    assert len(pile) > len(HOUSES)
    assert (pile[HOUSES[0]]["address"], pile[HOUSES[1]]["address"]) == (
        mine.address("https://gongshi.example"), other.address("https://gongshi.example"),
    )  # fmt: skip

    # Nothing on the site tells whose a file is, or opens one.
    assert (site / "o" / "index.html").is_file()
    sizes = {path.stat().st_size for path in (site / "o").glob(f"*/{LAST}.bin")}
    assert len(sizes) == 1
    secrets = [
        mine.token,
        mine.key,
        mine.fragment().encode(),
        mine.token.hex().encode(),
        mine.spoken().encode(),
    ]
    for path in site.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [one for one in secrets if one in data], path

    run("link", "rotate", str(district / "fengwan"), HOUSES[0])
    run("link", "revoke", str(district / "fengwan"), HOUSES[1])
    site = publish(district, "2026-02-01")
    new = link(district, HOUSES[0])
    assert new.id != mine.id
    assert (files(site, mine), files(site, other)) == ({}, {})
    assert opened(new, files(site, new)[LAST]) == opened(mine, found[LAST])
    pile = printed(district, "2026-03-03")
    assert pile[HOUSES[0]]["address"] == new.address("https://gongshi.example")
    assert pile[HOUSES[1]] is None
    assert set(printed(district, "2026-03-04").values()) == {None}

    site = publish(district, "2026-03-04")  # the thirty-first day after it went out
    assert not list((site / "o").glob("*/*.bin"))


@pytest.mark.slow
def test_a_neighbours_files_leave_on_their_day_though_nobody_publishes_it(tmp_path: Path) -> None:
    district = two_communities(tmp_path / "district")
    site = publish(district, "2026-02-01")
    front, mine = site / "d" / "fengwan" / "index.html", link(district, HOUSES[0])
    assert '<a class="button quiet" href="../../o/index.html">看我家的对账单</a>' in front.read_text()
    assert "o/index.html" not in (site / "d" / "bailu" / "index.html").read_text()
    before = {path.relative_to(site): path.read_bytes() for path in site.glob("o/*/*.bin")}
    assert set(files(site, mine)) == {LAST, "list"}

    book = district / "fengwan" / "main.beancount"  # books that cannot be read take nothing away that is out
    text = book.read_text()
    book.write_text("?")
    with pytest.raises(AssertionError, match="账簿读不出来"):
        publish(district, "2026-02-02")
    assert {path.relative_to(site): path.read_bytes() for path in site.glob("o/*/*.bin")} == before
    book.write_text(text)

    site = publish(district / "bailu", "2026-03-03", district.parent / "public")  # the last day
    assert {path.relative_to(site): path.read_bytes() for path in site.glob("o/*/*.bin")} == before
    site = publish(district / "bailu", "2026-03-04", district.parent / "public")
    assert not list(site.glob("o/*/*.bin"))
    assert front.is_file()  # all else of it stays as it was
    assert (site / "o" / "index.html").is_file()  # says that the time is over
