"""The fixed vectors of four households, through the program that seals: keys, salts, register, roots and intervals."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from pathlib import Path

from jjledger.proof.coin_line import CoinLine
from jjledger.seal import salts
from jjledger.seal.sealing import Sealed, Secrets, seal_fund
from jjledger.seal.statement import Statement, leaf_of

SEAL = tomllib.loads((Path(__file__).resolve().parent / "seal.toml").read_text(encoding="utf-8"))
MASTER, COMMUNITY, PERIOD = bytes.fromhex(SEAL["master"]), SEAL["community"], SEAL["period"]


def sealed() -> Sealed:
    rows = SEAL["household"]
    statements = [
        Statement(1, COMMUNITY, PERIOD, "maintenance", row["room"], *row["figures"]) for row in rows
    ]
    keys = {row["room"]: salts.owner_key(MASTER, row["room"], row["tenure"]) for row in rows}
    turns = {
        column: salts.first_rotation(MASTER, COMMUNITY, PERIOD, column) for column in ("closing", "arrears")
    }
    return seal_fund(
        statements,
        Secrets({room: salts.first_salt(key, COMMUNITY, PERIOD) for room, key in keys.items()}, turns),
    )


def test_keys_and_salts() -> None:
    key = salts.owner_key(MASTER, "1-101", 1)
    assert key.hex() == SEAL["owner_key"]
    assert salts.first_salt(key, COMMUNITY, PERIOD).hex() == SEAL["salt"]


def test_commitment_leaf_register_and_root() -> None:
    made = sealed()
    assert made.commitments[0].hex() == SEAL["commitment"]
    assert leaf_of(made.commitments[0]).hex() == SEAL["statement_leaf"]
    assert sha256(made.register).hexdigest() == SEAL["register"]
    assert made.statements_root.hex() == SEAL["statements"]


def test_lines_and_intervals() -> None:
    made = sealed()
    for known in SEAL["line"]:
        line = made.line(known["column"])
        assert isinstance(line, CoinLine)
        assert (line.total_fen, line.root().hex()) == (known["total_fen"], known["root"])
        if "tree_root" in known:
            assert line.tree_root().hex() == known["tree_root"]
        for interval in known.get("interval", []):
            found = made.intervals(made.places[interval["room"]])[known["column"]]
            assert (found.start, len(found.proof)) == (interval["start"], interval["hashes"])
            assert sha256(b"".join(found.proof)).hexdigest() == interval["sha256"]
