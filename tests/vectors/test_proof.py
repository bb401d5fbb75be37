"""Trees, signatures and coin lines against figures that others worked out.

The files of other projects are read where they lie beside the project, and skipped where they do not.
"""

from __future__ import annotations

import hmac
import json
import tomllib
from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from jjledger.proof.coin_line import build, coin_hash, verify
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import NOTE, PublicKey
from jjledger.proof.tree import Tree, leaf_hash, root_of, verify_consistency, verify_inclusion

HERE = Path(__file__).resolve().parent
OTHERS = HERE.parents[2] / "shared" / "data" / "vectors"
SEAL = tomllib.loads((HERE / "seal.toml").read_text(encoding="utf-8"))
Case = dict[str, Any]


def read_all(folder: str) -> list[Any]:
    files = sorted((OTHERS / folder).rglob("*.json"))
    return [
        pytest.param(json.loads(file.read_text()), id=f"{file.parent.name}-{file.stem}") for file in files
    ]


def hashes(texts: list[str] | None) -> tuple[bytes, ...]:
    return tuple(b64decode(text) for text in texts or [])


# Published with the tests of Certificate Transparency: eight entries, and the root over the first of them up to each.
ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(9))
def test_roots_of_certificate_transparency(size: int) -> None:
    assert root_of([leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES[:size]]).hex() == ROOTS[size]


@pytest.mark.skipif(not OTHERS.is_dir(), reason="the vectors of other projects are not beside this one")
def test_the_vectors_of_others_are_all_read() -> None:
    assert len(read_all("merkle/inclusion")) == 98
    assert len(read_all("merkle/consistency")) == 98


@pytest.mark.parametrize("case", read_all("merkle/inclusion"))
def test_inclusion(case: Case) -> None:
    root, leaf = b64decode(case["root"]), b64decode(case["leafHash"])
    given = (root, case["treeSize"], case["leafIdx"], leaf, hashes(case["proof"]))
    if not case["wantErr"]:
        verify_inclusion(*given)
        return
    with pytest.raises(ProofError):
        verify_inclusion(*given)


@pytest.mark.parametrize("case", read_all("merkle/consistency"))
def test_consistency(case: Case) -> None:
    old, new = b64decode(case["root1"]), b64decode(case["root2"])
    given = (old, case["size1"], new, case["size2"], hashes(case["proof"]))
    ours = len(old) == len(new) == 32  # one case takes any bytes for a root; we take hashes only
    if ours and not case["wantErr"]:
        verify_consistency(*given)
        return
    with pytest.raises(ProofError):
        verify_consistency(*given)


def mac(key: bytes, *lines: object) -> bytes:
    return hmac.digest(key, "".join(f"{line}\n" for line in lines).encode(), "sha256")


def commitments() -> dict[str, bytes]:
    """Commit to each household's statement, by room, as docs/formats.md says."""
    master, community, period = bytes.fromhex(SEAL["master"]), SEAL["community"], SEAL["period"]
    made = {}
    for household in SEAL["household"]:
        names = ["opening", "paid", "interest", "spent", "closing", "arrears"]
        figures = [f"{name} {fen}" for name, fen in zip(names, household["figures"], strict=True)]
        lines = ["jjledger/statement/v1", community, period, household["room"], *figures]
        owner_key = mac(master, "jjledger/owner/v1", household["room"], household["tenure"])
        salt = mac(owner_key, "jjledger/salt/v1", community, period)
        text = "".join(f"{line}\n" for line in lines).encode()
        made[household["room"]] = sha256(b"jjledger/commit/v1\n" + salt + text).digest()
    return made


def test_commitments_and_statement_tree() -> None:
    made = commitments()
    assert made["1-101"].hex() == SEAL["commitment"]
    assert coin_hash("closing", made["1-101"]).hex() == SEAL["coin"]
    leaves = {room: leaf_hash(b"jjledger/stmt/v1\n" + made[room]) for room in sorted(made)}
    assert leaves["1-101"].hex() == SEAL["statement_leaf"]
    assert root_of(list(leaves.values())).hex() == SEAL["statements"]
    register = "".join(f"{leaf.hex()} {room}\n" for room, leaf in leaves.items())
    assert sha256(register.encode()).hexdigest() == SEAL["register"]
    tree = Tree(list(leaves.values()))
    for index, leaf in enumerate(leaves.values()):
        verify_inclusion(bytes.fromhex(SEAL["statements"]), 4, index, leaf, tree.inclusion(index))


@pytest.mark.parametrize("case", SEAL["line"], ids=lambda case: case["column"])
def test_lines(case: Case) -> None:
    made, column, total = commitments(), case["column"], case["total_fen"]
    which = {"closing": 4, "arrears": 5}[column]
    amounts = {made[row["room"]]: row["figures"][which] for row in SEAL["household"]}
    turn = mac(bytes.fromhex(SEAL["master"]), "jjledger/rotate/v1", SEAL["community"], SEAL["period"], column)
    rotation = int.from_bytes(turn, "big") % total
    assert rotation == case.get("rotation", rotation)
    line = build(column, amounts, rotation)
    assert line is not None
    assert line.total_fen == total
    assert line.root().hex() == case["root"]
    assert case.get("tree_root") in {None, line.tree_root().hex()}
    for key, start in line.starts.items():
        verify(line.root(), column, total, key, line.prove(start, amounts[key]))
    for known in case.get("interval", []):
        key = made[known["room"]]
        assert line.starts[key] == known["start"]
        proof = line.prove(known["start"], amounts[key]).proof
        assert len(proof) == known["hashes"]
        assert sha256(b"".join(proof)).hexdigest() == known["sha256"]


def ed25519_cases() -> list[Any]:
    file = OTHERS / "wycheproof_ed25519.json"
    if not file.is_file():
        return []
    groups = json.loads(file.read_text())["testGroups"]
    return [
        pytest.param(group["publicKey"]["pk"], case, id=str(case["tcId"])) for group in groups for case in group["tests"]
    ]  # fmt: skip


@pytest.mark.parametrize(("public", "case"), ed25519_cases())
def test_ed25519(public: str, case: Case) -> None:
    key = PublicKey("wycheproof", NOTE, bytes.fromhex(public))
    signed = key.signed(bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
    assert signed == (case["result"] == "valid")
