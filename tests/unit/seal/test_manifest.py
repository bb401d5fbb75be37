"""Manifests: one way to write each, and what must add up in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jjledger.proof.failed import ProofError
from jjledger.seal.manifest import Beacon, FundBlock, Held, Line, Manifest, Sums, read_manifest
from tests.attacks.manifests import FORMS, GOOD
from tests.attacks.world import World

MOST = 9_007_199_254_740_991
BLOCK = FundBlock(
    fund="maintenance",
    households=4,
    register=b"\1" * 32,
    statements=b"\2" * 32,
    closing=Line(1252, b"\3" * 32),
    arrears=Line(0, None),
    sums=Sums(1350, -8, 9, 99, 1252, 0),
    held=Held(8, -100, 20, 1000, 50, 130),
)
ONE = Manifest(
    community="x.example.cn/demo",
    period="2026-Q3",
    edition=2,
    issued="2026-10-15",
    files=b"\4" * 32,
    ledger="a" * 40,
    beacon=Beacon("sse-close", "2026-10-16"),
    replaces=7,
    funds=(BLOCK,),
)
TEXT = f"""jjledger/disclosure/v2
community x.example.cn/demo
period 2026-Q3
edition 2
issued 2026-10-15
files {"04" * 32}
ledger {"a" * 40}
beacon sse-close 2026-10-16
replaces 7
fund maintenance
register 4 {"01" * 32}
statements {"02" * 32}
line closing 1252 {"03" * 32}
line arrears 0 -
total opening 1350
total paid -8
total interest 9
total spent 99
total closing 1252
total arrears 0
total undistributed 8
total payable -100
total selling_unit 20
total invested 1000
total pettycash 50
total bank 130
"""
WORLD = World().manifest


def failure(text: str) -> tuple[str, str]:
    with pytest.raises(ProofError) as caught:
        read_manifest(text)
    return caught.value.code, caught.value.about


def test_a_manifest_is_its_text() -> None:
    assert ONE.text() == TEXT
    assert read_manifest(TEXT) == ONE
    assert read_manifest(WORLD).text() == WORLD


def test_a_manifest_without_funds_beacon_or_predecessor() -> None:
    bare = replace(ONE, beacon=None, replaces=None, funds=())
    assert bare.text().endswith("beacon -\nreplaces -\n")
    assert read_manifest(bare.text()) == bare
    first = replace(bare, replaces=0, ledger="sha256:" + "b" * 64)
    assert read_manifest(first.text()) == first


def test_both_funds_stand_in_their_order() -> None:
    other = replace(BLOCK, fund="public-housing", arrears=Line(52, b"\5" * 32), sums=Sums(0, 1252, 0, 52, 1252, 52), held=Held(0, 0, 0, 0, 0, 1200))  # fmt: skip
    both = replace(ONE, funds=(BLOCK, other))
    assert read_manifest(both.text()) == both
    assert both.fund("maintenance") == BLOCK
    assert both.fund("public-housing") == other
    assert both.fund("closing") is None
    assert replace(ONE, funds=(other,)).fund("maintenance") is None
    assert (other.line("closing"), other.line("arrears")) == (Line(1252, b"\3" * 32), Line(52, b"\5" * 32))
    assert read_manifest(replace(ONE, funds=(other,)).text()).funds == (other,)
    for funds in [(other, BLOCK), (BLOCK, BLOCK), (other, other), (BLOCK, other, BLOCK)]:
        assert failure(replace(ONE, funds=funds).text()) == ("manifest", "")
    wrong = replace(other, held=Held(0, 0, 0, 0, 0, 1201))
    assert failure(replace(ONE, funds=(BLOCK, wrong)).text()) == ("total-bank", "public-housing")


@pytest.mark.parametrize("name", FORMS)
def test_what_is_written_otherwise_is_refused(name: str) -> None:
    old, new = FORMS[name]
    assert old in WORLD
    assert failure(WORLD.replace(old, new, 1)) == ("manifest", "")


@pytest.mark.parametrize("name", GOOD)
def test_what_may_be_written_so(name: str) -> None:
    old, new = GOOD[name]
    assert read_manifest(WORLD.replace(old, new, 1)).text() == WORLD.replace(old, new, 1)


@pytest.mark.parametrize(
    "text", ["", "\n", TEXT[:-1], TEXT + "\n", TEXT + "note 1\n", TEXT[1:], TEXT[: TEXT.index("line")]]
)
def test_what_is_no_manifest(text: str) -> None:
    assert failure(text)[0] == "manifest"


def test_numbers_reach_as_far_as_they_may() -> None:
    for old in ("edition 2", "replaces 7", "register 4"):
        name = old.split(" ")[0]
        assert read_manifest(TEXT.replace(old, f"{name} {MOST}"))
        assert failure(TEXT.replace(old, f"{name} {MOST + 1}"))[0] == "manifest"
    line = f"line closing {MOST + 1}"
    assert failure(TEXT.replace("line closing 1252", line))[0] == "manifest"
    large = replace(BLOCK, closing=Line(MOST, b"\3" * 32), sums=Sums(MOST, MOST, -MOST, 0, MOST, 0), held=Held(0, 0, 0, MOST, 0, 0))  # fmt: skip
    assert read_manifest(replace(ONE, funds=(large,)).text()).funds == (large,)


def refused(**changes: object) -> tuple[str, str]:
    return failure(replace(ONE, funds=(replace(BLOCK, **changes),)).text())  # type: ignore[arg-type]  # names of fields


@pytest.mark.parametrize("step", [1, -1])
def test_everything_that_must_add_up_does(step: int) -> None:
    for name in ("opening_fen", "paid_fen", "interest_fen", "spent_fen"):
        sums = replace(BLOCK.sums, **{name: getattr(BLOCK.sums, name) + step})
        assert refused(sums=sums) == ("total-sum", "maintenance")
    for name in Held.__slots__:
        held = replace(BLOCK.held, **{name: getattr(BLOCK.held, name) + step})
        assert refused(held=held) == ("total-bank", "maintenance")
    line = Line(1252 + step, b"\3" * 32)
    assert refused(closing=line) == ("line-total", "closing")


def test_arrears_are_a_line_of_their_own_and_never_set_off() -> None:
    owed = {"arrears": Line(52, b"\5" * 32), "sums": Sums(1198, -8, 9, 99, 1152, 52)}
    good = replace(BLOCK, closing=Line(1152, b"\3" * 32), held=replace(BLOCK.held, bank_fen=-22), **owed)  # type: ignore[arg-type]  # names of fields
    assert read_manifest(replace(ONE, funds=(good,)).text()).funds == (good,)
    wrong = replace(good, arrears=Line(51, b"\5" * 32))
    assert failure(replace(ONE, funds=(wrong,)).text()) == ("line-total", "arrears")
    wrong = replace(good, sums=Sums(1198, -8, 9, 99, 1152, 51))
    assert failure(replace(ONE, funds=(wrong,)).text()) == ("line-total", "arrears")
    wrong = replace(good, arrears=Line(51, b"\5" * 32), sums=Sums(1198, -8, 9, 99, 1152, 51))
    assert failure(replace(ONE, funds=(wrong,)).text()) == ("total-sum", "maintenance")
