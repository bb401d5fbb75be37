"""QR codes: one way to write each, and every check in its place. The cheats are those of tests/attacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jjledger.proof.failed import ProofError
from jjledger.seal.base41 import base41_bytes
from jjledger.seal.codes import (
    HouseholdCode,
    PosterCode,
    codes_in,
    household_code,
    poster_code,
    read_code,
    verify_code,
)  # fmt: skip
from jjledger.seal.statement import read_statement
from tests.attacks import qr
from tests.attacks.world import COMMUNITY, HONEST, PERIOD, POLICY, World

WORLD = World()


def test_every_cheat_is_refused_by_the_check_it_is_made_for() -> None:
    for case in qr.cases():
        assert (case.name, case.verdict()) == (case.name, case.expect)


@pytest.mark.parametrize("room", HONEST)
def test_a_household_s_code_says_what_its_pack_says(room: str) -> None:
    text = qr.parts_of(room).text()
    code = read_code(text)
    assert isinstance(code, HouseholdCode)
    assert (code.room, code.amounts, code.salt) == (room, HONEST[room], WORLD.salts[room])
    statement = read_statement(WORLD.texts[room])
    assert code.statement(COMMUNITY, PERIOD) == statement
    assert code.column == ("closing" if HONEST[room][4] else "arrears" if HONEST[room][5] else "")
    assert household_code(statement, code.salt, code.place, code.hashes, code.column) == text
    found = verify_code(code, PosterCode(WORLD.manifest, WORLD.log), POLICY, room)
    assert (found.statement, found.index, found.enough) == (statement, 1, True)
    assert found.manifest.text() == WORLD.manifest


def test_the_bytes_of_a_code_by_hand() -> None:
    statement = replace(
        read_statement(WORLD.texts["1-101"]), fund="public-housing", room="楼", opening_fen=-65, paid_fen=64
    )
    text = household_code(statement, b"\7" * 32, 300, (b"\x08" * 32,), "arrears")
    assert (text[:3], text[-1]) == ("J1:", "%")
    told = bytes([1, 2, 2, 3]) + "楼".encode() + bytes.fromhex("8101 8001 0e d601 880e 00")
    assert base41_bytes(text[3:-1]) == told + b"\7" * 32 + b"\xac\x02" + b"\x08" * 32


@pytest.mark.parametrize("number", [0, 1, 63, 64, 127, 128, 129, 16_383, 16_384, 2**49 - 1, 2**49, 2**53 - 1])
def test_numbers_and_amounts_come_back(number: int) -> None:
    fen = min(number, 2**52 - 1)
    statement = replace(read_statement(WORLD.texts["1-101"]), opening_fen=-fen, paid_fen=fen, interest_fen=-1)
    code = read_code(household_code(statement, bytes(32), number, (), "closing"))
    assert isinstance(code, HouseholdCode)
    assert (code.amounts[:3], code.place) == ((-fen, fen, -1), number)


def test_a_poster_s_code_says_manifest_and_log() -> None:
    text = poster_code(WORLD.manifest, WORLD.log)
    assert text == qr.poster_of()
    assert read_code(text) == PosterCode(WORLD.manifest, WORLD.log)


def test_amounts_that_a_code_cannot_hold_are_not_written() -> None:
    statement = read_statement(WORLD.texts["1-101"])
    for fen in (2**52, -(2**52) - 1):
        with pytest.raises(AssertionError):
            household_code(replace(statement, opening_fen=fen), bytes(32), 0, (), "closing")
    with pytest.raises(AssertionError):
        household_code(statement, bytes(32), -1, (), "closing")
    text = household_code(replace(statement, opening_fen=-(2**52)), bytes(32), 2**53 - 1, (), "closing")
    code = read_code(text)
    assert isinstance(code, HouseholdCode)
    assert (code.amounts[0], code.place, code.hashes) == (-(2**52), 2**53 - 1, ())


def test_a_code_as_long_as_a_qr_code_holds_is_looked_at() -> None:
    text = poster_code("m", "l" * 2858)
    assert len(text) == 4296  # four signs of its own, and three for every two of 2861 bytes, two for the last
    assert read_code(text) == PosterCode("m", "l" * 2858)
    longer = poster_code("m", "l" * 2859)
    assert len(longer) == 4297
    with pytest.raises(ProofError) as caught:
        read_code(longer)
    assert caught.value.code == "code"


def test_codes_are_found_however_they_were_copied() -> None:
    code, poster = qr.parts_of("1-101").text(), qr.poster_of()
    broken = "\r\n".join(poster[at : at + 40] for at in range(0, len(poster), 40))
    for text in (
        f"{code} {poster}", f"{code}{poster}", f"我家的：{code}，海报的：{poster}谢谢 1-101",
        f"\ufeff{code[:30]}\xa0\xa0{code[30:]}\u3000{broken}\n\n", f"GET WELL {code} J1 J2 {poster}. ABC",
    ):  # fmt: skip
        assert codes_in(text) == [code, poster]
        assert [type(read_code(one)) for one in codes_in(text)] == [HouseholdCode, PosterCode]
    assert codes_in(f"{code[:-1]} {poster}") == [code[:-1], poster]  # cut off, and told as such
    assert codes_in("浙J1234学 J2") == []
