"""Every cheat is refused by the check it is made for, and nothing random gets past all of them."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from jjledger.proof.failed import FAILURES, ProofError
from jjledger.seal.pack import verify_pack
from tests.attacks import all_cases
from tests.attacks.case import Case, CodeCase
from tests.attacks.lines import agreed, stretched
from tests.attacks.mutations import SEED
from tests.attacks.world import HONEST, POLICY, Lies, World
from tests.evidence import record_evidence

CASES = all_cases()
NAMED = [
    pytest.param(case, id=f"{kind}: {case.name[:60]}") for kind in ("packs", "codes") for case in CASES[kind]
]
# What no pack and no code comes to: of keys, whole logs, registers, entries and whoever asks a witness.
ELSEWHERE = {
    "amount", "sizes", "old-root", "note-text", "key", "keys", "policy", "quorum", "tile", "tile-hashes", "bundle",
    "request", "known-size", "entry", "genesis", "no-disclosure", "replaces", "edition", "home", "twice", "closed", "beacon", "register", "register-twice",
    "register-order", "register-file", "register-count", "register-root", "register-row",
}  # fmt: skip


@pytest.mark.parametrize("case", NAMED)
def test_every_case_is_answered_as_it_should_be(case: Case | CodeCase) -> None:
    assert case.verdict() == case.expect


def test_no_two_cases_have_one_name_and_every_code_that_can_be_met_is() -> None:
    names = Counter(case.name for cases in CASES.values() for case in cases)
    assert [name for name, times in names.items() if times > 1] == []
    met = {case.expect for kind in ("packs", "codes") for case in CASES[kind]}
    assert met == (set(FAILURES) - ELSEWHERE) | {"ok", "amber"}


def test_what_was_changed_at_random_holds_only_where_it_says_the_same() -> None:
    held = [case for case in CASES["mutations"] if case.expect in {"ok", "amber"}]
    honest = {room: json.loads(World().pack(room)) for room in HONEST}
    for case in held:
        assert isinstance(case, Case)
        told = json.loads(case.pack)
        good = honest[case.room or ""]
        assert {key: told[key] for key in told if key != "log"} == {
            key: good[key] for key in good if key != "log"
        }
        assert told["log"] == good["log"] or case.expect == "amber" or len(told["log"]) > len(good["log"])
    refused = len(CASES["mutations"]) - len(held)
    assert len(CASES["mutations"]) == 1000 > refused > 900
    record_evidence(
        "attacks",
        {
            "packs": len(CASES["packs"]), "codes": len(CASES["codes"]), "mutations": len(CASES["mutations"]),
            "refused": refused, "seed": str(SEED),
        },
    )  # fmt: skip


def test_bytes_of_any_kind_are_refused_and_nothing_else_goes_wrong() -> None:
    chance = random.Random(7)  # noqa: S311 - the same bytes each time
    good = World().pack("1-101").encode()
    for _ in range(500):
        data = bytearray(good)
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            found = verify_pack(bytes(data), POLICY, "1-101")
        except ProofError:
            continue
        assert (found.statement.closing_fen, found.statement.opening_fen) == (900, 1000)


@pytest.mark.parametrize("fen", [-1799 + 900, -900, -352, -64, -1, 0, 1, 249, 250, 2048])
def test_whatever_total_is_sealed_what_verifies_is_never_more(fen: int) -> None:
    """Soundness, with an operator who seals any total over the honest tree and lets all sums agree."""
    world = World(Lies(sealed=stretched(fen), more=agreed(fen)))
    verified = 0
    for room in HONEST:
        try:
            verified += verify_pack(world.pack(room).encode(), POLICY, room).statement.closing_fen
        except ProofError:
            continue
    assert verified <= 1799 + fen
    assert fen != 0 or verified == 1799


def test_the_cases_are_handed_out_as_json() -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "tests.attacks", "packs", "codes"],
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told == [case.told() for kind in ("packs", "codes") for case in CASES[kind]]
    assert {key for case in told for key in case} == {
        "name", "policy", "room", "pack", "household", "poster", "expect",
    }  # fmt: skip
    refused = subprocess.run(
        [sys.executable, "-m", "tests.attacks", "x"], cwd=root, capture_output=True, check=False
    )
    assert refused.returncode == 2
