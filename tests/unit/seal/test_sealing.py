"""Sealing: a fund is sealed as docs/formats.md writes it, every household's pack holds, and nothing else is sealed."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from hashlib import sha256
from itertools import product

import pytest

from jjledger.proof.coin_line import Interval
from jjledger.proof.coin_line import verify as verify_interval
from jjledger.proof.failed import ProofError
from jjledger.seal.manifest import Held, Line, Manifest, Sums
from jjledger.seal.pack import verify_pack
from jjledger.seal.register import verify_register
from jjledger.seal.sealing import Sealed, Secrets, dump_sealed, load_sealed, packs, seal_fund
from jjledger.seal.statement import Statement, read_statement
from tests.attacks.world import (
    GENESIS,
    HONEST,
    LOG,
    POLICY,
    WITNESSES,
    Figures,
    b64,
    checkpoint_text,
    honest_text,
    signed_by,
)
from tests.unit.proof import written_out

MOST = 9_007_199_254_740_991
TURNS = {"closing": (304).to_bytes(32, "big"), "arrears": (7).to_bytes(32, "big")}
HELD = Held(8, -100, 20, 1000, 50, 0)


def salt(room: str) -> bytes:
    return sha256(room.encode()).digest()


def sealed_of(figures: Figures = HONEST, turns: dict[str, bytes] = TURNS) -> Sealed:
    statements = [read_statement(honest_text(room, row)) for room, row in figures.items()]
    return seal_fund(statements, Secrets({room: salt(room) for room in figures}, turns))


def logged(sealed: Sealed) -> tuple[str, str]:
    """Write a manifest of it and put it into a log."""
    sums = sealed.sums
    left = sums.closing_fen - sums.arrears_fen
    block = sealed.block(replace(HELD, bank_fen=left + 8 - 100 + 20 - 1000 - 50))
    manifest = Manifest(
        "x.example.cn/demo", "2026-Q3", 1, "2026-10-15", bytes(32), "a" * 40, None, None, (block,)
    )
    text = manifest.text()
    note = signed_by(LOG, *WITNESSES[:3])(checkpoint_text((GENESIS, text.encode()))).decode()
    hidden = b64(sha256(b"\0" + GENESIS).digest())
    return text, f"c2sp.org/tlog-proof@v1\nindex 1\n{hidden}\n\n{note}"


def commitments(figures: Figures) -> dict[str, bytes]:
    return {
        room: sha256(b"jjledger/commit/v1\n" + salt(room) + honest_text(room, row).encode()).digest()
        for room, row in sorted(figures.items())
    }


def line_by_hand(figures: Figures, column: int, turn: int) -> list[bytes]:
    """Lay every fen out, one leaf each."""
    made = commitments(figures)
    rows = sorted((key, figures[room][column]) for room, key in made.items())
    fens = [key for key, fen in rows for _ in range(fen)]
    turn %= max(1, len(fens))
    turned = fens[len(fens) - turn :] + fens[: len(fens) - turn]
    return written_out.line_of(("closing", "arrears")[column - 4], turned)


def test_a_fund_is_sealed_as_it_is_written_down() -> None:
    sealed = sealed_of()
    leaves = {
        room: sha256(b"\0jjledger/stmt/v1\n" + key).digest() for room, key in commitments(HONEST).items()
    }
    assert sealed.statements_root == written_out.mth(list(leaves.values()))
    register = "".join(f"{leaf.hex()} {room}\n" for room, leaf in leaves.items()).encode()
    assert sealed.register == register
    assert [one.room for one in sealed.statements] == sorted(HONEST)
    assert sealed.fund == "maintenance"
    block = sealed.block(HELD)
    assert block.closing == Line(1799, written_out.sealed("closing", line_by_hand(HONEST, 4, 304)))
    assert block.arrears == Line(31, written_out.sealed("arrears", line_by_hand(HONEST, 5, 7)))
    assert (block.households, block.register) == (7, sha256(register).digest())
    assert (block.sums, block.held) == (Sums(1845, 99, 12, 188, 1799, 31), HELD)
    assert verify_register(register, block).rooms == tuple(sorted(HONEST))


def test_every_pack_holds() -> None:
    sealed = sealed_of()
    manifest, log = logged(sealed)
    made = dict(packs(sealed, manifest, log))
    assert list(made) == sorted(HONEST)
    for room, data in made.items():
        found = verify_pack(data, POLICY, room)
        assert (found.statement.text(), found.enough) == (honest_text(room, HONEST[room]), True)
        assert sealed.pack(room, manifest, log) == data
        assert set(json.loads(data)["lines"]) == {
            column for column, at in (("closing", 4), ("arrears", 5)) if HONEST[room][at]
        }


def test_all_small_funds_hold_and_are_the_tree_written_out() -> None:
    """Three households with from two fen owed to two fen left, in every way."""
    for fens in product(range(-2, 3), repeat=3):
        figures = {
            f"1-{place}": (fen, 0, 0, 0, max(0, fen), max(0, -fen)) for place, fen in enumerate(fens, 101)
        }
        sealed = sealed_of(figures)
        manifest, log = logged(sealed)
        for room, data in packs(sealed, manifest, log):
            assert verify_pack(data, POLICY, room).statement.room == room
        for column, line in ((4, sealed.closing), (5, sealed.arrears)):
            leaves = line_by_hand(figures, column, 304 if column == 4 else 7)
            assert (line is None) == (not leaves)
            assert line is None or line.tree_root() == written_out.mth(leaves)


def test_funds_of_many_sizes_hold() -> None:
    chance = random.Random(9)  # noqa: S311 - the same funds each time
    for _ in range(60):
        figures = {}
        for room in range(chance.randrange(1, 30)):
            left = chance.choice([0, 0, -3, 1, 2, 50, 1000, 10**6])
            paid, interest, spent = (chance.randrange(-50, 50) for _ in range(3))
            figures[f"2-{room}"] = (
                left - paid - interest + spent, paid, interest, spent, max(0, left), max(0, -left),
            )  # fmt: skip
        sealed = sealed_of(figures, {column: chance.randbytes(32) for column in TURNS})
        manifest, log = logged(sealed)
        for room, data in packs(sealed, manifest, log):
            assert verify_pack(data, POLICY, room).enough
        assert load_sealed(dump_sealed(sealed)).register == sealed.register


def test_the_order_of_the_statements_does_not_matter() -> None:
    backwards = dict(reversed(HONEST.items()))
    assert dump_sealed(sealed_of(backwards)) == dump_sealed(sealed_of())


def test_the_start_is_as_likely_anywhere_whatever_others_have() -> None:
    """Over all turns of the ring a household's start takes every place once; so it tells nothing of the others."""
    for others in ((1, 9), (9, 1), (5, 5), (0, 10)):
        figures = {
            "1": (3, 0, 0, 0, 3, 0),
            **{f"{room}": (fen, 0, 0, 0, fen, 0) for room, fen in enumerate(others, 2)},
        }
        starts = []
        for turn in range(13):
            sealed = sealed_of(figures, {**TURNS, "closing": turn.to_bytes(32, "big")})
            starts.append(sealed.intervals(0)["closing"].start)
        assert sorted(starts) == list(range(13))


def test_the_turn_is_the_remainder_of_all_32_bytes() -> None:
    turn = (1799 * 5 + 11).to_bytes(32, "big")
    near = (11).to_bytes(32, "big")
    large = ((1 << 255) + 3).to_bytes(32, "big")
    assert sealed_of(turns={**TURNS, "closing": turn}).block(HELD) == sealed_of(turns={**TURNS, "closing": near}).block(HELD)  # fmt: skip
    small = (((1 << 255) + 3) % 1799).to_bytes(32, "big")
    assert sealed_of(turns={**TURNS, "closing": large}).block(HELD) == sealed_of(turns={**TURNS, "closing": small}).block(HELD)  # fmt: skip


def test_a_household_alone_runs_around_the_ring() -> None:
    sealed = sealed_of({"1": (7, 0, 0, 0, 7, 0)})
    interval = sealed.intervals(0)["closing"]
    assert interval == Interval(304 % 7, 7, ())
    line = sealed.line("closing")
    assert line is not None
    verify_interval(line.root(), "closing", 7, sealed.commitments[0], interval)
    assert sealed.line("arrears") is None
    assert sealed.block(HELD).arrears == Line(0, None)


def test_what_was_kept_gives_the_same_packs() -> None:
    sealed = sealed_of()
    data = dump_sealed(sealed)
    again = load_sealed(data)
    manifest, log = logged(sealed)
    assert dict(packs(again, manifest, log)) == dict(packs(sealed, manifest, log))
    assert again.block(HELD) == sealed.block(HELD)
    assert dump_sealed(again) == data
    assert data.decode().count("\n") > 7  # a line each, so that a reader sees where it stands


def test_what_is_kept_by_hand() -> None:
    room = "楼"
    sealed = sealed_of({room: (0, 0, 0, 0, 0, 0)})
    text = honest_text(room, (0, 0, 0, 0, 0, 0)).replace("\n", "\\n")
    assert dump_sealed(sealed).decode() == "\n".join([
        "{", '"form": "jjledger/sealed/v1",', '"rotation": {', f'"closing": "{TURNS["closing"].hex()}",',
        f'"arrears": "{TURNS["arrears"].hex()}"', "},", '"households": [', "[", f'"{salt(room).hex()}",', f'"{text}"', "]",
        "],", f'"register": "{sha256(sealed.register).hexdigest()}"', "}", "",
    ])  # fmt: skip


def test_what_was_kept_and_changed_is_not_sealed_again() -> None:
    data = dump_sealed(sealed_of()).decode()
    for old, new in [
        (salt("1-101").hex(), salt("1-102").hex()),
        ("opening 1000\\npaid 0", "opening 999\\npaid 1"),
        ("jjledger/sealed/v1", "jjledger/sealed/v2"),
    ]:
        assert old in data
        with pytest.raises(ValueError, match="seal"):
            load_sealed(data.replace(old, new, 1).encode())
    for other in (b"[]", b"{}", b"null", b"7"):
        with pytest.raises(ValueError, match="not what a fund was sealed from"):
            load_sealed(other)


def test_no_secret_is_shown_by_accident() -> None:
    sealed = sealed_of()
    for shown in (repr(sealed), repr(sealed.secrets)):
        assert repr(salt("1-101")) not in shown
        assert repr(TURNS["closing"]) not in shown
        assert repr(sealed.commitments[0]) not in shown


GOOD = read_statement(honest_text("1-101", HONEST["1-101"]))


@pytest.mark.parametrize(
    "statements",
    [
        [],
        [GOOD, GOOD],
        [GOOD, replace(GOOD, closing_fen=800, spent_fen=207)],
        [GOOD, replace(GOOD, room="1-102", community="x.example.cn/other")],
        [GOOD, replace(GOOD, room="1-102", period="2026-Q2")],
        [GOOD, replace(GOOD, room="1-102", fund="public-housing")],
        [GOOD, replace(GOOD, room="1-102", version=1)],
    ],
)
def test_what_is_not_one_statement_a_room_of_one_fund_is_not_sealed(statements: list[Statement]) -> None:
    with pytest.raises(ValueError, match="statement"):
        seal_fund(statements, Secrets({"1-101": bytes(32), "1-102": bytes(32)}, TURNS))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("closing_fen", True), ("closing_fen", 900.0), ("opening_fen", 1000.0), ("closing_fen", -900),
        ("closing_fen", 901), ("arrears_fen", 1), ("opening_fen", MOST + 1), ("room", "1 101"), ("room", ""),
        ("fund", "revenue"), ("community", "X"), ("version", 3),
    ],
)  # fmt: skip
def test_what_no_verifier_would_read_is_not_sealed(name: str, value: object) -> None:
    wrong = replace(GOOD, **{name: value})
    with pytest.raises((ValueError, ProofError)):
        seal_fund([wrong], Secrets({wrong.room: bytes(32)}, TURNS))


def test_secrets_have_32_bytes_and_a_total_that_can_be_written() -> None:
    for wrong in (b"", bytes(31), bytes(33), bytearray(32), "0" * 32):
        with pytest.raises(ValueError, match="32 bytes"):
            seal_fund([GOOD], Secrets({"1-101": wrong}, TURNS))  # type: ignore[dict-item]  # what is refused
        for column in TURNS:
            with pytest.raises(ValueError, match="32 bytes"):
                seal_fund([GOOD], Secrets({"1-101": bytes(32)}, {**TURNS, column: wrong}))  # type: ignore[dict-item]  # the same
    with pytest.raises(KeyError):
        seal_fund([GOOD], Secrets({}, TURNS))
    most = {"1-101": (MOST, 0, 0, 0, MOST, 0)}
    assert sealed_of(most).block(HELD).closing.total_fen == MOST
    with pytest.raises(ValueError, match="total"):
        sealed_of({**most, "1-102": (1, 0, 0, 0, 1, 0)})
