"""Packs: one way to write each, and every check in its place. The cheats are those of tests/attacks."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from jjledger.proof.coin_line import Interval
from jjledger.proof.failed import ProofError
from jjledger.seal.manifest import read_manifest
from jjledger.seal.pack import MOST_BYTES, WORDS, Pack, Stretch, named, read_pack, verify_pack, verify_stretch
from tests.attacks import lines, logs, manifests, pack_forms, statements
from tests.attacks.world import HONEST, POLICY, WITNESSES, Lies, World, signed_by

WORLD = World()


@pytest.mark.parametrize(
    "kind", [pack_forms, statements, manifests, lines, logs], ids=lambda kind: kind.__name__
)
def test_every_cheat_is_refused_by_the_check_it_is_made_for(kind: object) -> None:
    for case in kind.cases():  # type: ignore[attr-defined]  # every module of cases has them
        assert (case.name, case.verdict()) == (case.name, case.expect)


@pytest.mark.parametrize("room", HONEST)
def test_what_is_verified_is_what_the_pack_says(room: str) -> None:
    found = verify_pack(WORLD.pack(room).encode(), POLICY, room)
    row = found.statement
    amounts = (
        row.opening_fen,
        row.paid_fen,
        row.interest_fen,
        row.spent_fen,
        row.closing_fen,
        row.arrears_fen,
    )
    assert (row.room, amounts) == (room, HONEST[room])
    assert found.manifest == read_manifest(WORLD.manifest)
    assert (found.index, found.checkpoint.size, found.checkpoint.origin) == (1, 2, POLICY.origin)
    assert [one.key.name for one in found.witnesses] == [key.name for key in WITNESSES[:3]]
    assert (found.lacking, found.enough) == (0, True)


def test_enough_is_a_quorum_and_one_at_least() -> None:
    found = verify_pack(WORLD.pack("1-101").encode(), POLICY)
    assert not replace(found, lacking=1).enough
    assert not replace(found, witnesses=()).enough
    two = World(Lies(sign=signed_by(logs.LOG, *WITNESSES[:2]))).pack("1-101")
    assert verify_pack(two.encode(), POLICY).lacking == 1


def test_a_pack_is_written_as_it_was_read() -> None:
    for room in HONEST:
        data = WORLD.pack(room).encode()
        pack = read_pack(data)
        assert pack.data() == data
        assert pack.salt == WORLD.salts[room]
        assert (pack.statement, pack.manifest, pack.log) == (WORLD.texts[room], WORLD.manifest, WORLD.log)


def test_an_example_by_hand() -> None:
    pack = Pack("s\n", bytes(32), 3, (b"\1" * 32,), {"arrears": Stretch(7, (b"\2" * 32,))}, '"', "楼")
    zeros, ones, twos = "A" * 43 + "=", "AQEB" * 10 + "AQE=", "AgIC" * 10 + "AgI="
    told = (
        f'{{"v":2,"statement":"s\\n","salt":"{zeros}","index":3,"inclusion":["{ones}"],'
        f'"lines":{{"arrears":{{"start":7,"proof":["{twos}"]}}}},"manifest":"\\"","log":"楼"}}'
    )
    assert pack.data().decode() == told
    assert read_pack(told.encode()) == pack


def test_a_pack_is_no_larger_than_it_may_be() -> None:
    pack = read_pack(WORLD.pack("1-101").encode())
    room = MOST_BYTES - len(replace(pack, log="").data())
    assert len(replace(pack, log="x" * room).data()) == MOST_BYTES == 262_144
    assert read_pack(replace(pack, log="x" * room).data()).log == "x" * room
    for data in (
        replace(pack, log="x" * (room + 1)).data(),
        b"\xff",
        b"\xef\xbb\xbf" + pack.data(),
        pack.data() + b"\n",
    ):
        with pytest.raises(ProofError) as caught:
            read_pack(data)
        assert caught.value.code == "pack"


def test_of_which_tree_or_line_it_is_is_said() -> None:
    def failure(**changes: object) -> ProofError:
        told = {**json.loads(WORLD.pack("1-101")), **changes}
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        with pytest.raises(ProofError) as caught:
            verify_pack(text.encode(), POLICY)
        return caught.value

    assert str(failure(index=9)) == "序号超出了范围：房屋名录"
    assert str(failure(lines={"closing": {"start": 9999, "proof": []}})) == "这一段钱不在总额之内：余额的钱线"
    assert failure(log=WORLD.log.replace("index 1", "index 9")).about == ""
    told = json.loads(WORLD.pack("1-102"))
    told["lines"]["arrears"]["start"] = 9999
    with pytest.raises(ProofError, match="欠款的钱线"):
        verify_pack(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), POLICY)
    assert WORDS == {"closing": "余额的钱线", "arrears": "欠款的钱线", "statements": "房屋名录"}
    with pytest.raises(ProofError, match="房屋名录"), named("statements"):
        raise ProofError("root")


def test_a_line_that_nobody_is_on_proves_nothing() -> None:
    empty = World(Lies(figures={"1-103": HONEST["1-103"]}))
    block = read_manifest(empty.manifest).funds[0]
    with pytest.raises(ProofError) as caught:
        verify_stretch(block, "closing", bytes(32), Interval(0, 1, ()))
    assert caught.value.code == "interval"
