"""Seal a large fund, make every household's pack, and verify them: `python -m benchmarks.seal`.

Beside it stand two ways to do the same to the line of balances: as the rule reads, each proof by itself out of the
whole line (a few households, scaled up by how many there are), and the least that any program could do, which is to
hash every node of the line once and nothing else. The rule's proofs must be the program's.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from statistics import median
from typing import Final

from jjledger.proof import note
from jjledger.proof.checkpoint import Checkpoint, Policy
from jjledger.proof.coin_line import CoinLine, coin_hash, height_of
from jjledger.proof.keys import COSIGNATURE, NOTE, SecretKey
from jjledger.proof.tlog_proof import EntryProof
from jjledger.proof.tree import leaf_hash, node_hash
from jjledger.seal import salts
from jjledger.seal.manifest import Held, Manifest
from jjledger.seal.pack import verify_pack
from jjledger.seal.salts import Publication
from jjledger.seal.sealing import Sealed, Secrets, dump_sealed, load_sealed, packs, seal_fund
from jjledger.seal.statement import Statement
from tests.evidence import record_evidence

HOUSEHOLDS: Final = 6000
LIMIT: Final = 2.5  # processor seconds for salts, sealing, manifest and all packs
FOLLOWED: Final = 5  # households for whom the rule is followed by itself
_LOG: Final = SecretKey("sunshine.example.cn/log", NOTE, bytes(32))
_WITNESSES: Final = tuple(
    SecretKey(f"w{number}.example.cn", COSIGNATURE, bytes([number]) * 32) for number in (1, 2, 3)
)
_POLICY: Final = Policy(_LOG.name, _LOG.public(), tuple(key.public() for key in _WITNESSES), 3)
_PUBLICATION: Final = Publication("sunshine.example.cn/cesu", "2026-Q3", "maintenance", 1)
_MASTER: Final = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Round:
    """What one round took, in processor seconds."""

    sealing: float
    making: float
    by_rule: float
    bare: float
    verifying: float
    loading: float

    @property
    def whole(self) -> float:
        """Add up what the limit is for."""
        return self.sealing + self.making


def main() -> int:
    """Measure and print; 1 where the limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=HOUSEHOLDS)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    statements = invent(options.households)
    rounds = [measure(statements) for _ in range(options.rounds)]
    whole, making, verifying, loading = (
        median(getattr(one, name) for one in rounds) for name in ("whole", "making", "verifying", "loading")
    )
    rule = median(one.whole / one.by_rule for one in rounds)
    bare = median(one.whole / one.bare for one in rounds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    count = options.households
    print(f"{count:,} households, {sum(one.closing_fen for one in statements):,} fen")
    print(f"{'sealed with all packs, CPU seconds':<60}{whole:>9.3f}")
    print(f"{'of it the packs':<60}{making:>9.3f}")
    print(f"{'ratio to each proof by itself, as the rule reads':<60}{rule:>9.5f}")
    print(f"{'ratio to hashing every node once and nothing else':<60}{bare:>9.2f}")
    print(f"{'a pack verified in Python, CPU milliseconds':<60}{verifying / count * 1000:>9.3f}")
    print(f"{'read back and one pack made, CPU seconds':<60}{loading:>9.3f}")
    print(f"{'peak MB':<60}{peak:>9.0f}")
    kept = whole <= LIMIT or count > HOUSEHOLDS
    print(f"sealed with all packs, CPU seconds {whole:.2f} <= {LIMIT} {'kept' if kept else 'BROKEN'}")
    record_evidence(
        "seal",
        {
            "households": count, "sealed_with_packs_ms": round(whole * 1000), "packs_ms": round(making * 1000),
            "verify_one_us": round(verifying / count * 1_000_000), "load_and_one_pack_ms": round(loading * 1000),
            "percent_of_bare_hashing": round(bare * 100), "rule_by_itself_seconds": round(whole / rule),
        },
    )  # fmt: skip
    return 0 if kept else 1


def invent(households: int) -> list[Statement]:
    """Invent statements: most households have something, a few have nothing, a few owe."""
    dice = random.Random(households)  # noqa: S311 -- invented figures, no secret
    made = []
    for place in range(households):
        left = dice.choice([0, -dice.randrange(1, 50_000)] + [dice.randrange(100_000, 1_900_000)] * 98)
        paid, interest, spent = dice.choice([0, 0, 0, 65_000]), dice.randrange(3000), dice.randrange(9000)
        made.append(
            Statement(
                2, _PUBLICATION.community, _PUBLICATION.period, _PUBLICATION.fund,
                f"{place // 120 + 1}-{place // 60 % 2 + 1}-{place % 60 // 2 + 1}{place % 2 + 1:02}",
                left - paid - interest + spent, paid, interest, spent, max(0, left), max(0, -left),
            )
        )  # fmt: skip
    return made


def measure(statements: list[Statement]) -> Round:
    """Do everything once."""
    begun = time.process_time()
    keys = {one.room: salts.owner_key(_MASTER, one.room, 1) for one in statements}
    secrets = Secrets(
        {room: salts.salt(key, _PUBLICATION) for room, key in keys.items()},
        {column: salts.rotation(_MASTER, _PUBLICATION, column) for column in ("closing", "arrears")},
    )
    sealed = seal_fund(statements, secrets)
    manifest, log = _logged(sealed)
    sealing = time.process_time()
    made = dict(packs(sealed, manifest, log))
    making = time.process_time()
    for room, data in made.items():
        verify_pack(data, _POLICY, room)
    verifying = time.process_time()
    kept = dump_sealed(sealed)
    first = next(iter(made))
    dumped = time.process_time()
    assert load_sealed(kept).pack(first, manifest, log) == made[first]
    loading = time.process_time()
    return Round(
        sealing - begun, making - sealing, by_rule(sealed), bare(sealed), verifying - making, loading - dumped
    )


def _logged(sealed: Sealed) -> tuple[str, str]:
    """Write a manifest, and a proof that it is the first entry of a log."""
    sums = sealed.sums
    held = Held(0, 0, 0, 0, 0, sums.closing_fen - sums.arrears_fen)
    told = Manifest(
        _PUBLICATION.community, _PUBLICATION.period, 1, "2026-10-15", bytes(32), "a" * 40, None, None,
        (sealed.block(held),),
    )  # fmt: skip
    text = told.text()
    point = Checkpoint(_LOG.name, 1, leaf_hash(text.encode())).text()
    lines = [note.sign(point, key, 0 if key.kind == COSIGNATURE else None) for key in (_LOG, *_WITNESSES)]
    return text, EntryProof(0, (), note.Note(point, tuple(lines)).data()).data().decode()


def by_rule(sealed: Sealed) -> float:
    """Follow the rule for some households, each by itself, and say how long it would take for all."""
    line = sealed.line("closing")
    assert line is not None
    amounts = {
        key: one.closing_fen
        for key, one in zip(sealed.commitments, sealed.statements, strict=True)
        if one.closing_fen
    }
    some = list(amounts)[:FOLLOWED]
    begun = time.process_time()
    for key in some:
        proof = _proof(line, _owners(line, amounts), line.starts[key], amounts[key])
        assert proof == line.prove(line.starts[key], amounts[key]).proof
    return (time.process_time() - begun) * len(amounts) / len(some)


Covering = Callable[[int, int], bytes | None]


def _owners(line: CoinLine, amounts: dict[bytes, int]) -> Covering:
    """Say whose coin covers all fens from one to before another, if one household's does."""
    total = line.total_fen
    pieces = []
    for key, fen in amounts.items():
        start, end = line.starts[key], line.starts[key] + fen
        pieces.append((start, min(end, total), coin_hash(line.column, key)))
        if end > total:
            pieces.append((0, end - total, coin_hash(line.column, key)))
    pieces.sort()

    starts = [start for start, _, _ in pieces]

    def covering(low: int, high: int) -> bytes | None:
        _, end, coin = pieces[bisect_right(starts, low) - 1]
        return coin if high <= end else None

    return covering


def _proof(line: CoinLine, covering: Covering, start: int, amount: int) -> tuple[bytes, ...]:
    """Walk as the rule reads; what is not the household's is hashed from the fens up, each time anew."""
    total = line.total_fen
    end, over = min(start + amount, total), max(0, start + amount - total)

    def node(level: int, place: int) -> bytes:
        low, high = place << level, min((place + 1) << level, total)
        coin = covering(low, high) if high - low == 1 << level else None
        if coin is not None:
            for _ in range(level):
                coin = node_hash(coin, coin)
            return coin
        left = node(level - 1, 2 * place)
        return (
            left
            if (2 * place + 1) << (level - 1) >= total
            else node_hash(left, node(level - 1, 2 * place + 1))
        )

    def walk(level: int, place: int) -> list[bytes]:
        low, high = place << level, min((place + 1) << level, total)
        if (high <= start or low >= end) and low >= over:
            return [node(level, place)]
        if ((start <= low and high <= end) or high <= over) and high - low == 1 << level:
            return []
        right = walk(level - 1, 2 * place + 1) if (2 * place + 1) << (level - 1) < total else []
        return walk(level - 1, 2 * place) + right

    return tuple(walk(height_of(total), 0))


def bare(sealed: Sealed) -> float:
    """Hash as many nodes as both lines, the statements' tree and the ladders of equal coins have, and nothing else."""
    nodes = 2 * len(sealed.statements)
    for column in ("closing", "arrears"):
        line = sealed.line(column)
        if line is not None:
            # The nodes that hold a border between two households: at every level one a border, near the top fewer.
            borders = sorted(set(line.starts.values()))
            levels = range(1, height_of(line.total_fen) + 1)
            nodes += sum(
                len({start >> level for start in borders if start % (1 << level)}) for level in levels
            )
            nodes += sum(
                one.bit_length() for one in (getattr(row, f"{column}_fen") for row in sealed.statements)
            )
    data = bytes(65)
    begun = time.process_time()
    for _ in range(nodes):
        sha256(data).digest()
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
