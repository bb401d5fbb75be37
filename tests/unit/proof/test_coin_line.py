"""The coin line: what it builds is RFC 6962 with a leaf a fen, and nobody can claim a fen twice."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import product

import pytest

from jjledger.proof.coin_line import CoinLine, Interval, build, coin_hash, seal, verify
from jjledger.proof.failed import ProofError
from jjledger.proof.tree import Tree, root_of, verify_inclusion
from tests.unit.proof import written_out

COLUMN = "closing"
MOST_FEN = 9_007_199_254_740_991  # the largest whole number that JavaScript tells from its neighbours


def commitment(name: object) -> bytes:
    return sha256(str(name).encode()).digest()


A, B, C = sorted(map(commitment, "abc"))


def a_line(amounts: dict[bytes, int], rotation: int = 0) -> CoinLine:
    line = build(COLUMN, amounts, rotation)
    assert line is not None
    return line


def owners_of(line: CoinLine, amounts: dict[bytes, int]) -> list[bytes]:
    """Write out who owns each fen."""
    owners = [b""] * line.total_fen
    for key, start in line.starts.items():
        for fen in range(start, start + amounts[key]):
            owners[fen % line.total_fen] = key
    return owners


def holds(root: bytes, total: object, key: object, interval: Interval, column: str = COLUMN) -> bool:
    try:
        verify(root, column, total, key, interval)  # type: ignore[arg-type]  # wrong types must be refused too
    except ProofError:
        return False
    return True


def refused(code: str, line: CoinLine, interval: Interval, key: object = A, total: object = ...) -> None:
    with pytest.raises(ProofError) as caught:
        verify(line.root(), COLUMN, line.total_fen if total is ... else total, key, interval)  # type: ignore[arg-type]  # the same
    assert caught.value.code == code


def walked(total: int, start: int, amount: int, node: Callable[[int, int], bytes]) -> tuple[bytes, ...]:
    """Take a proof of any interval out of any tree, as a cheat who has every leaf could."""
    end, over = min(start + amount, total), max(0, start + amount - total)
    proof: list[bytes] = []

    def walk(level: int, place: int) -> None:
        low, high = place << level, min((place + 1) << level, total)
        if (high <= start or low >= end) and low >= over:
            proof.append(node(low, high))
        elif not ((start <= low and high <= end) or high <= over) or high - low != 1 << level:
            walk(level - 1, 2 * place)
            if (2 * place + 1) << (level - 1) < total:
                walk(level - 1, 2 * place + 1)

    walk((total - 1).bit_length(), 0)
    return tuple(proof)


def node_of(leaves: list[bytes]) -> Callable[[int, int], bytes]:
    return lambda low, high: written_out.mth(leaves[low:high])


def small_lines() -> Iterator[tuple[dict[bytes, int], int]]:
    """All of three households with up to four fen each, however the ring is turned."""
    for fens in product(range(5), repeat=3):
        for rotation in range(sum(fens)):
            yield dict(zip((A, B, C), fens, strict=True)), rotation


def test_every_small_line_is_the_tree_written_out_and_every_household_is_on_it() -> None:
    lines = 0
    for amounts, rotation in small_lines():
        line = a_line(amounts, rotation)
        leaves = written_out.line_of(COLUMN, owners_of(line, amounts))
        assert line.tree_root() == written_out.mth(leaves)
        assert line.root() == written_out.sealed(COLUMN, leaves)
        assert set(line.starts) == {key for key, fen in amounts.items() if fen}
        for key, start in line.starts.items():
            verify(line.root(), COLUMN, line.total_fen, key, line.prove(start, amounts[key]))
        lines += 1
    assert lines == 750  # 5^3 choices of fens, each 6 fens on the mean


def test_lines_of_many_sizes_are_the_tree_written_out() -> None:
    chance = random.Random(1252)  # noqa: S311 - the same lines each time
    for _ in range(300):
        amounts = {
            commitment(name): chance.choice([0, 1, 1, 2, 7, 64, 100])
            for name in range(chance.randrange(1, 9))
        }
        total = sum(amounts.values())
        if not total:
            assert build(COLUMN, amounts, 0) is None
            continue
        line = a_line(amounts, chance.randrange(total))
        leaves = written_out.line_of(COLUMN, owners_of(line, amounts))
        assert line.tree_root() == written_out.mth(leaves)
        for key, start in line.starts.items():
            proof = line.prove(start, amounts[key])
            assert proof.proof == walked(total, start, amounts[key], node_of(leaves))
            verify(line.root(), COLUMN, total, key, proof)


def test_a_single_coin_is_proved_to_any_verifier_of_rfc_6962() -> None:
    amounts = {A: 5, B: 1, C: 7}
    line = a_line(amounts, 9)
    owners = owners_of(line, amounts)
    tree = Tree(written_out.line_of(COLUMN, owners))
    for fen, owner in enumerate(owners):
        verify_inclusion(line.tree_root(), 13, fen, coin_hash(COLUMN, owner), tree.inclusion(fen))
        verify(line.root(), COLUMN, 13, owner, line.prove(fen, 1))


@pytest.mark.parametrize("total", range(1, 8))
def test_no_fen_of_any_tree_is_proved_for_two(total: int) -> None:
    """All colourings with two owners and a stranger, and for each every interval either could claim."""
    spans = [(start, amount) for start in range(total) for amount in range(1, total + 1)]
    for owners in product((A, B, C), repeat=total):
        leaves = written_out.line_of(COLUMN, list(owners))
        parts = {
            (low, high): written_out.mth(leaves[low:high])
            for low in range(total)
            for high in range(low + 1, total + 1)
        }
        root = seal(COLUMN, total, parts[0, total])
        for start, amount in spans:
            proof = walked(total, start, amount, lambda low, high: parts[low, high])  # noqa: B023 - used at once
            mine = {owners[(start + step) % total] for step in range(amount)}
            for key in (A, B):
                interval = Interval(start, amount, proof)
                assert holds(root, total, key, interval) == (mine == {key})


def test_one_fen_more_or_less_or_a_place_further_is_refused() -> None:
    line = a_line({A: 300, B: 352, C: 600}, 304)
    start, proof = line.starts[A], line.prove(line.starts[A], 300).proof
    for at, amount in [
        (start, 299),
        (start, 301),
        (start + 1, 300),
        (start - 1, 300),
        (start - 1, 301),
        (start + 1, 299),
    ]:
        assert not holds(line.root(), 1252, A, Interval(at, amount, proof))
        assert not holds(line.root(), 1252, A, line.prove(at, amount)) or amount < 300
    assert holds(line.root(), 1252, A, line.prove(start, 299))  # less than one has can be proved, more cannot


def test_another_total_column_or_root_is_refused() -> None:
    amounts = {A: 300, B: 352, C: 600}
    line = a_line(amounts)
    interval = line.prove(line.starts[A], 300)
    for total in (1251, 1253, 2504, 300):
        assert not holds(line.root(), total, A, interval)
    assert not holds(line.root(), 1252, A, interval, column="arrears")
    assert not holds(a_line({A: 301, B: 352, C: 599}).root(), 1252, A, interval)
    assert not holds(line.root(), 1252, B, interval)
    other = build("arrears", amounts, 0)
    assert other is not None
    assert not holds(other.root(), 1252, A, interval)


def test_the_tree_alone_does_not_fix_its_size_but_the_seal_does() -> None:
    """A cheat builds a tree whose root is right for two sizes, so that only the seal tells them apart."""
    coin = coin_hash(COLUMN, A)
    half = written_out.digest(b"\x01", coin, coin)
    tree_root = written_out.digest(b"\x01", half, half)  # four fens of A, or two with two halves as leaves
    assert holds(seal(COLUMN, 4, tree_root), 4, A, Interval(0, 4, ()))
    assert holds(seal(COLUMN, 3, written_out.digest(b"\x01", half, coin)), 3, A, Interval(0, 3, ()))
    as_three = Interval(0, 2, (half,))
    assert (
        written_out.digest(b"\x01", half, half) == tree_root
    )  # the walk of three fens comes to the same root
    assert not holds(seal(COLUMN, 4, tree_root), 3, A, as_three)
    assert holds(seal(COLUMN, 3, tree_root), 3, A, as_three)


def test_a_seal_over_another_column_is_refused_though_the_coins_are_right() -> None:
    coin = coin_hash(COLUMN, A)
    assert holds(seal(COLUMN, 1, coin), 1, A, Interval(0, 1, ()))
    assert not holds(seal("arrears", 1, coin), 1, A, Interval(0, 1, ()))
    assert not holds(seal(COLUMN, 1, coin_hash("arrears", A)), 1, A, Interval(0, 1, ()))
    assert not holds(coin, 1, A, Interval(0, 1, ()))  # not sealed at all


def test_who_is_left_out_notices_and_nobody_else_does() -> None:
    """The operator lays 20 of 25 households; the other five cannot use anybody's proof."""
    amounts = {commitment(name): 1000 + name for name in range(25)}
    left_out = set(list(amounts)[:5])
    told = {key: fen for key, fen in amounts.items() if key not in left_out}
    line = a_line(told, 77)
    proofs = {key: line.prove(line.starts[key], told[key]) for key in told}
    assert all(holds(line.root(), line.total_fen, key, proof) for key, proof in proofs.items())
    for key in left_out:
        for proof in proofs.values():
            assert not holds(line.root(), line.total_fen, key, proof)
            assert not holds(
                line.root(), line.total_fen, key, Interval(proof.start, amounts[key], proof.proof)
            )


def test_an_understated_total_has_no_room_for_everybody() -> None:
    """Seven fen are owed and six published: whichever line is laid, not all three households verify."""
    owed = {A: 3, B: 2, C: 2}
    for owners in product((A, B, C), repeat=6):
        leaves = written_out.line_of(COLUMN, list(owners))
        parts = {
            (low, high): written_out.mth(leaves[low:high]) for low in range(6) for high in range(low + 1, 7)
        }
        root = seal(COLUMN, 6, parts[0, 6])

        def content(key: bytes, root: bytes = root, parts: dict[tuple[int, int], bytes] = parts) -> bool:
            claims = (
                Interval(start, owed[key], walked(6, start, owed[key], lambda *span: parts[span]))
                for start in range(6)
            )
            return any(holds(root, 6, key, claim) for claim in claims)

        assert not (content(A) and content(B) and content(C))


def test_a_spoilt_proof_is_refused_by_the_check_it_meets_first() -> None:
    line = a_line({A: 300, B: 352, C: 600}, 304)
    good = line.prove(line.starts[A], 300)
    spoil = [
        ("short", good.proof[:-1]),
        ("short", ()),
        ("long", (*good.proof, good.proof[0])),
        ("line-root", (bytes(32), *good.proof[1:])),
        ("line-root", tuple(reversed(good.proof))),
        ("hash", (good.proof[0] + b"\0", *good.proof[1:])),
        ("hash", (good.proof[0][:31], *good.proof[1:])),
        ("hash", (good.proof[0].hex(), *good.proof[1:])),
    ]
    for code, proof in spoil:
        refused(code, line, Interval(good.start, 300, proof))  # type: ignore[arg-type]  # a text among the hashes
    for at in range(len(good.proof)):
        flipped = bytes([good.proof[at][0] ^ 1]) + good.proof[at][1:]
        refused(
            "line-root", line, Interval(good.start, 300, (*good.proof[:at], flipped, *good.proof[at + 1 :]))
        )
    for key in (b"", A[:31], A + b"\0", A.hex(), None):
        refused("hash", line, good, key)
    with pytest.raises(ProofError, match="32"):
        verify(line.root()[:31], COLUMN, 1252, A, good)


NO_AMOUNTS = [True, 1.0, float("nan"), float("inf"), -0.0, "1", None, -1, MOST_FEN + 1, 1 << 64, b"\1"]


@pytest.mark.parametrize("spoilt", NO_AMOUNTS)
def test_every_number_is_a_whole_number_of_fen(spoilt: object) -> None:
    line = a_line({A: 1})
    good = line.prove(0, 1)
    refused("amount", line, good, total=spoilt)
    refused("amount", line, Interval(spoilt, 1, ()))  # type: ignore[arg-type]  # what is refused
    refused("amount", line, Interval(0, spoilt, ()))  # type: ignore[arg-type]  # the same


def test_an_interval_lies_on_the_line() -> None:
    line = a_line({A: 2, B: 3})
    for start, amount in [(0, 0), (5, 1), (0, 6), (MOST_FEN, MOST_FEN)]:
        refused("interval", line, Interval(start, amount, ()))
    refused("interval", line, Interval(0, 1, ()), total=0)


def test_whose_fens_run_over_the_end_and_who_has_them_all() -> None:
    line = a_line({A: 300, B: 352, C: 600}, 1100)
    assert line.starts[A] == 1100  # of 1252
    assert holds(line.root(), 1252, A, line.prove(1100, 300))
    for rotation in (0, 1, 4, 6):
        alone = a_line({A: 7}, rotation)
        assert alone.prove(rotation, 7).proof == ()
        assert holds(alone.root(), 7, A, alone.prove(rotation, 7))
        assert not holds(alone.root(), 7, B, alone.prove(rotation, 7))


def test_one_fen_and_the_most_there_can_be() -> None:
    one = a_line({A: 1})
    assert one.root() == seal(COLUMN, 1, coin_hash(COLUMN, A))
    assert holds(one.root(), 1, A, Interval(0, 1, ()))
    most = a_line({A: MOST_FEN - 2, B: 1, C: 1}, MOST_FEN - 1)
    assert most.total_fen == MOST_FEN
    for key, fen in [(A, MOST_FEN - 2), (B, 1), (C, 1)]:
        assert holds(most.root(), MOST_FEN, key, most.prove(most.starts[key], fen))


def test_a_node_is_no_commitment_and_a_coin_no_leaf_of_the_statements() -> None:
    """Somebody whose 32 bytes are an inner node, or who passes a node off as a coin, proves nothing."""
    line = a_line({A: 1, B: 1, C: 2}, 0)
    leaves = written_out.line_of(COLUMN, [A, B, C, C])
    for node in (*leaves, written_out.mth(leaves[:2]), line.tree_root(), line.root()):
        for start in range(4):
            assert not holds(line.root(), 4, node, line.prove(start, 1))
    assert coin_hash(COLUMN, A) != written_out.digest(b"\0", A)


def test_the_start_tells_nothing_of_others_over_all_turns_of_the_ring() -> None:
    for others in ({B: 1, C: 9}, {B: 9, C: 1}, {B: 5, C: 5}):
        starts = sorted(a_line({A: 3, **others}, turn).starts[B] for turn in range(13))
        assert starts == list(range(13))


@pytest.mark.parametrize("spoilt", [*NO_AMOUNTS])
def test_no_line_is_built_of_anything_but_fens(spoilt: object) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        build(COLUMN, {A: 5, B: spoilt}, 0)  # type: ignore[dict-item]  # what is refused


def test_no_line_is_built_of_other_keys_totals_or_turns() -> None:
    for key in (A[:31], A + b"\0", "a" * 32):
        with pytest.raises(ValueError, match="32 bytes"):
            build(COLUMN, {key: 1}, 0)  # type: ignore[dict-item]  # what is refused
    for amounts, turn in [({A: MOST_FEN, B: 1}, 0), ({A: 5}, 5), ({A: 5}, -1), ({A: 5}, True), ({A: 5}, 1.0)]:
        with pytest.raises(ValueError, match="too large"):
            build(COLUMN, amounts, turn)  # type: ignore[arg-type]  # the same
    assert build(COLUMN, {A: 0}, 0) is None
    assert build(COLUMN, {}, 0) is None


@pytest.mark.parametrize(("start", "amount"), [(-1, 1), (5, 1), (0, 0), (0, 6)])
def test_nothing_is_proved_that_is_not_on_the_line(start: int, amount: int) -> None:
    with pytest.raises(AssertionError):
        a_line({A: 2, B: 3}).prove(start, amount)


def test_root_of_a_line_is_the_root_of_its_leaves() -> None:
    assert a_line({A: 2, B: 2}).tree_root() == root_of(written_out.line_of(COLUMN, [A, A, B, B]))
