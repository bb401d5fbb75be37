"""Salts and turns are the keyed hashes that docs/formats.md writes, and nothing shares one."""

from __future__ import annotations

import hmac
from dataclasses import replace
from itertools import combinations

import pytest

from jjledger.seal import salts
from jjledger.seal.salts import Publication

KEY = bytes(range(32))
ONE = Publication("x.example.cn/demo", "2026-Q3", "maintenance", 1)


def mac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), "sha256").digest()


def test_each_is_the_keyed_hash_that_is_written_down() -> None:
    told = "x.example.cn/demo\n2026-Q3\nmaintenance\n1\n"
    assert salts.community_key(KEY, "x/y") == mac(KEY, "jjledger/community/v1\nx/y\n")
    assert salts.owner_key(KEY, "1-101", 2) == mac(KEY, "jjledger/owner/v1\n1-101\n2\n")
    assert salts.salt(KEY, ONE) == mac(KEY, f"jjledger/salt/v2\n{told}")
    assert salts.rotation(KEY, ONE, "closing") == mac(KEY, f"jjledger/rotate/v2\n{told}closing\n")
    first = "x.example.cn/demo\n2026-Q3\n"
    assert salts.first_salt(KEY, "x.example.cn/demo", "2026-Q3") == mac(KEY, f"jjledger/salt/v1\n{first}")
    turned = salts.first_rotation(KEY, "x.example.cn/demo", "2026-Q3", "arrears")
    assert turned == mac(KEY, f"jjledger/rotate/v1\n{first}arrears\n")


def test_no_two_publications_share_a_salt_or_a_turn() -> None:
    others = [
        ONE, replace(ONE, community="x.example.cn/other"), replace(ONE, period="2026-Q2"),
        replace(ONE, fund="public-housing"), replace(ONE, edition=2),
    ]  # fmt: skip
    for one, other in combinations(others, 2):
        assert salts.salt(KEY, one) != salts.salt(KEY, other)
        assert salts.rotation(KEY, one, "closing") != salts.rotation(KEY, other, "closing")
    assert salts.rotation(KEY, ONE, "closing") != salts.rotation(KEY, ONE, "arrears")


@pytest.mark.parametrize(("room", "tenure"), [("1-101", 2), ("1-102", 1), ("1-10", 1), ("1-101\n1", 1)])
def test_who_owned_a_room_before_cannot_make_the_next_one_s_salt(room: str, tenure: int) -> None:
    old = salts.owner_key(KEY, "1-101", 1)
    new = salts.owner_key(KEY, room, tenure)
    assert new != old
    assert salts.salt(new, ONE) != salts.salt(old, ONE)
