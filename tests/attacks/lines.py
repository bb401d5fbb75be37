"""Trees and lines that are wrong: who is left out, who is cut short, and whose proof is somebody else's.

What lives here: cases of the statements' tree and of the coin lines, every text of which is right and signed.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from jjledger.proof.coin_line import CoinLine, build, seal
from jjledger.proof.tree import Tree, leaf_hash
from tests.attacks.case import Case, edited, lied, put
from tests.attacks.world import HONEST, Lies, World, b64, commitment

Told = dict[str, Any]
HONESTLY = World()
MOST = 2**53 - 1


def spoilt(hashes: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Spoil a proof in every way; the code is of what is met first."""
    yield "no hash", "short", []
    yield "a hash missing at the end", "short", hashes[:-1]
    yield "a hash more", "long", [*hashes, hashes[0]]
    yield "a hash of zeros more", "long", [*hashes, b64(bytes(32))]
    for place, one in enumerate(hashes):
        flipped = bytearray(b64decode(one))
        flipped[place % 32] ^= 1 << place % 8
        yield (
            f"a bit of hash {place} turned",
            "",
            [*hashes[:place], b64(bytes(flipped)), *hashes[place + 1 :]],
        )
    yield "the other way round", "", hashes[::-1]


def tree() -> Iterator[Case]:
    honest = [b64(one) for one in HONESTLY.tree.inclusion(0)]
    for name, code, hashes in spoilt(honest):
        yield lied(f"inclusion with {name}", code or "root", pack=put(inclusion=hashes))
    for index, code in [(1, "root"), (2, "root"), (6, "long"), (7, "index"), (8, "index"), (1000, "index")]:
        yield lied(f"the first room at index {index}", code, pack=put(index=index))
    neighbour = [b64(one) for one in HONESTLY.tree.inclusion(1)]
    yield lied("a neighbour's place in the tree", "root", pack=put(index=1, inclusion=neighbour))
    yield lied("a neighbour's salt", "root", pack=put(salt=b64(HONESTLY.salts["1-102"])))
    yield lied("a neighbour's statement", "root", asked=None, pack=put(statement=HONESTLY.texts["1-104"]))
    # A root of RFC 6962 alone does not fix how many leaves there are: of 6 and of 8 the first room's proof is the same,
    # the last one's is not, and the register shows it to everybody.
    for rooms, first, last in [
        (6, "ok", "index"),
        (8, "ok", "short"),
        (1, "long", "index"),
        (MOST, "short", "short"),
    ]:
        counted = edited("register 7", f"register {rooms}")
        yield lied(f"{rooms} rooms of 7, to the first", first, manifest=counted)
        yield lied(f"{rooms} rooms of 7, to the last", last, room="甲栋2单元301", manifest=counted)
    yield lied("another root of statements", "root", manifest=other_root)
    yield lied("a leaf of another salt", "root", leaves=lambda leaves: {**leaves, "1-101": leaves["1-102"]})
    zero = {"1-103": leaf_hash(b"jjledger/stmt/v1\n" + bytes(32))}
    yield lied(
        "a household without money is left out", "root", room="1-103", leaves=lambda leaves: leaves | zero
    )
    yield lied(
        "on the line but not in the register", "root", leaves=lambda leaves: leaves | {"1-101": bytes(32)}
    )
    yield lied(
        "the commitment for a leaf", "root", leaves=lambda _: dict(sorted(HONESTLY.commitments.items()))
    )
    coins = {
        room: leaf_hash(b"jjledger/coin/v1\nclosing\n" + key) for room, key in HONESTLY.commitments.items()
    }
    yield lied("coins for leaves", "root", leaves=lambda _: dict(sorted(coins.items())))


def other_root(text: str) -> str:
    root = HONESTLY.tree.root().hex()
    assert root in text
    return text.replace(root, sha256(b"another").hexdigest())


def present() -> Iterator[Case]:
    yield lied("no line for a balance", "lines", pack=put(lines={}))
    closing = HONESTLY.stretch("1-101")
    arrears = HONESTLY.stretch("1-102", "arrears")
    yield lied("a balance on the line of arrears", "lines", pack=put(lines={"arrears": closing}))
    yield lied(
        "arrears where nothing is owed", "lines", pack=put(lines={"closing": closing, "arrears": arrears})
    )
    yield lied("no line for arrears", "lines", room="1-102", pack=put(lines={}))
    yield lied("arrears on the line of balances", "lines", room="1-102", pack=put(lines={"closing": arrears}))
    yield lied("a line for who has nothing", "lines", room="1-103", pack=put(lines={"closing": closing}))
    yield lied(
        "a line of no fen", "lines", room="1-103", pack=put(lines={"closing": {"start": 0, "proof": []}})
    )


def stretch(**changes: object) -> Callable[[Told], Told]:
    """Tell something else of the interval of closing."""

    def change(told: Told) -> Told:
        return {**told, "lines": {"closing": {**told["lines"]["closing"], **changes}}}

    return change


def intervals() -> Iterator[Case]:
    honest = HONESTLY.stretch("1-101")
    for name, code, hashes in spoilt(honest["proof"]):
        yield lied(f"an interval with {name}", code or "line-root", pack=stretch(proof=hashes))
    for start, code in [(1799, "interval"), (1800, "interval"), (MOST, "interval")]:
        yield lied(f"an interval that begins at {start} of 1799", code, pack=stretch(start=start))
    line = HONESTLY.lines["closing"]
    assert line is not None
    for step in (1, -1, 450):
        start = (honest["start"] + step) % 1799
        proof = [b64(one) for one in line.prove(start, 900).proof]
        yield lied(
            f"an interval {step:+} fen away, with its own proof",
            "line-root",
            pack=stretch(start=start, proof=proof),
        )
    theirs = HONESTLY.stretch("1-104")
    start = theirs["start"]
    proof = [b64(one) for one in line.prove(start, 900).proof]
    yield lied("an interval over a neighbour's fens", "line-root", pack=stretch(start=start, proof=proof))
    for room in ("1-106", "甲栋2单元301"):
        inside = (honest["start"] + 100) % 1799
        mine = HONEST[room][4]
        taken = stretch(start=inside, proof=[b64(one) for one in line.prove(inside, mine).proof])
        yield lied(f"{room} says its fens are among those of 1-101", "line-root", room=room, pack=taken)


def relaid(column: str, room: str, fen: int) -> Callable[[str, dict[str, int]], dict[str, int]]:
    """Lay so many fens for a room more."""

    def lay(of: str, fens: dict[str, int]) -> dict[str, int]:
        return {**fens, room: fens[room] + fen} if of == column else fens

    return lay


def agreed(fen: int) -> dict[str, int]:
    """Publish a balance of all that is so much higher, and make it add up."""
    return {"closing": fen, "opening": fen, "bank": fen}


def laid() -> Iterator[Case]:
    """Lay something else than was told, publish its total and make all totals agree with it."""
    for fen in (-1, -100, -899):
        told = whole_stretch("1-101", 900 + fen, 1799 + fen)
        yield lied(
            f"{-fen} fen of a household are not laid, but all are proved", "line-root",
            laid=relaid("closing", "1-101", fen), more=agreed(fen), pack=told,
        )  # fmt: skip
    yield lied(
        "a fen more than a household has",
        "ok",
        laid=relaid("closing", "1-101", 1),
        more=agreed(1),
        pack=whole_stretch("1-101", 901, 1800),
    )
    out = relaid("closing", "1-106", -64)
    yield lied("who is left out has no line", "lines", room="1-106", laid=out, more=agreed(-64))
    yield lied(
        "who is left out uses a neighbour's fens",
        "line-root",
        room="1-106",
        laid=out,
        more=agreed(-64),
        pack=borrowed(out, "1-104", 64),
    )
    yield lied("the others do not notice who is left out", "ok", room="1-101", laid=out, more=agreed(-64))
    one = {"closing": 1 - 1799, "opening": 1 - 1799, "bank": 1 - 1799}
    only = dict.fromkeys(HONEST, 0) | {"1-106": 1}

    def lay_one(column: str, fens: dict[str, int]) -> dict[str, int]:
        return only if column == "closing" else fens

    yield lied(
        "a line shorter than a balance",
        "interval",
        laid=lay_one,
        more=one,
        pack=put(lines={"closing": {"start": 0, "proof": []}}),
    )
    none = {name: fen - 1 for name, fen in one.items()}
    yield lied(
        "no line for anybody",
        "interval",
        laid=lambda column, fens: dict.fromkeys(fens, 0) if column == "closing" else fens,
        more=none,
        pack=put(lines={"closing": {"start": 0, "proof": []}}),
    )
    owed = {"arrears": -29, "opening": 29, "bank": 29}
    yield lied(
        "arrears are understated",
        "interval",
        room="1-102",
        laid=relaid("arrears", "1-102", -29),
        more=owed,
        pack=put(lines={"arrears": {"start": 0, "proof": []}}),
    )


def whole_stretch(room: str, has: int, total: int) -> Callable[[Told], Told]:
    """Prove the told amount of 1-101 from its start on a line where it has another, as well as can be."""

    def change(told: Told) -> Told:
        world = World(Lies(laid=relaid("closing", room, has - 900)))
        line = world.lines["closing"]
        assert line is not None
        assert line.total_fen == total
        start = line.starts[world.commitments[room]]
        return {
            **told,
            "lines": {
                "closing": {"start": start, "proof": [b64(one) for one in line.prove(start, 900).proof]}
            },
        }

    return change


def borrowed(
    lay: Callable[[str, dict[str, int]], dict[str, int]], room: str, amount: int
) -> Callable[[Told], Told]:
    """Prove an amount at a neighbour's start."""

    def change(told: Told) -> Told:
        line = World(Lies(laid=lay)).lines["closing"]
        assert line is not None
        start = line.starts[HONESTLY.commitments[room]]
        return {
            **told,
            "lines": {
                "closing": {"start": start, "proof": [b64(one) for one in line.prove(start, amount).proof]}
            },
        }

    return change


def seals() -> Iterator[Case]:
    """Seal the right tree wrongly, or another one rightly."""

    def sealed(
        root: Callable[[CoinLine], bytes],
    ) -> Callable[[str, CoinLine | None], tuple[int, bytes | None]]:
        def say(column: str, line: CoinLine | None) -> tuple[int, bytes | None]:
            assert line is not None
            return line.total_fen, root(line) if column == "closing" else line.root()

        return say

    amounts = {HONESTLY.commitments[room]: row[4] for room, row in HONEST.items()}
    turned = build("closing", amounts, 5)
    assert turned is not None
    other = build("arrears", amounts, turned.total_fen - 7)
    assert other is not None
    strangers = build("closing", {commitment(bytes(32), room): row[4] for room, row in HONEST.items()}, 9)
    assert strangers is not None
    for name, root in {
        "the root of the tree, not sealed": CoinLine.tree_root,
        "a seal of another column": lambda line: seal("arrears", line.total_fen, line.tree_root()),
        "a seal of another total": lambda line: seal("closing", line.total_fen + 1, line.tree_root()),
        "a ring turned otherwise": lambda _: turned.root(),
        "coins of another column": lambda _: seal("closing", other.total_fen, other.tree_root()),
        "coins of strangers": lambda _: strangers.root(),
        "an empty tree": lambda line: seal("closing", line.total_fen, Tree([]).root()),
    }.items():
        yield lied(f"a line root that is {name}", "line-root", sealed=sealed(root))
    yield lied("the roots of both lines changed places", "line-root", sealed=swapped)


def swapped(column: str, line: CoinLine | None) -> tuple[int, bytes | None]:
    other = HONESTLY.lines["arrears" if column == "closing" else "closing"]
    assert line is not None
    assert other is not None
    return line.total_fen, other.root()


def totals() -> Iterator[Case]:
    """Seal the right tree over a total that is not its own, and make all totals agree.

    Whose fens lie far from the end may see no difference; but where the total is too small, whoever has the last fens
    does, so that what verifies is never more than the total.
    """
    for fen, codes in {1: ("ok", "short"), -1: ("ok", "short"), 249: ("ok", "line-root")}.items():
        for room, code in zip(("1-101", last_on_the_line()), codes, strict=True):
            yield lied(
                f"a total by {fen:+} over the same tree, {room}",
                code,
                room=room,
                sealed=stretched(fen),
                more=agreed(fen),
            )


def last_on_the_line() -> str:
    """Say who has the last fen of the line."""
    line = HONESTLY.lines["closing"]
    assert line is not None
    starts = {room: line.starts[key] for room, key in HONESTLY.commitments.items() if key in line.starts}
    return max(starts, key=lambda room: starts[room])


def stretched(fen: int) -> Callable[[str, CoinLine | None], tuple[int, bytes | None]]:
    def say(column: str, line: CoinLine | None) -> tuple[int, bytes | None]:
        assert line is not None
        total = line.total_fen + (fen if column == "closing" else 0)
        return total, seal(column, total, line.tree_root())

    return say


def cases() -> Iterator[Case]:
    """Give all cases of this kind."""
    for part in (tree, present, intervals, laid, seals, totals):
        yield from part()
