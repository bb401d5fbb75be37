"""An entry's proof as one text: written one way, and every layer of it verified."""

from __future__ import annotations

import pytest

from jjledger.proof.failed import ProofError
from jjledger.proof.lines import base64_of
from jjledger.proof.tlog_proof import EntryProof, read, verify
from jjledger.proof.tree import Tree, leaf_hash
from tests.unit.proof.keyring import ENTRIES, LOG, POLICY, WITNESSES, checkpoint_of, signed, signed_checkpoint

LEAVES = [leaf_hash(entry) for entry in ENTRIES]
TREE = Tree(LEAVES)


def proof_of(index: int, checkpoint: bytes | None = None) -> EntryProof:
    return EntryProof(index, TREE.inclusion(index), checkpoint or signed_checkpoint())


def code_of(data: bytes, entry: bytes = ENTRIES[5]) -> str:
    with pytest.raises(ProofError) as caught:
        verify(data, entry, POLICY)
    return caught.value.code


def test_every_entry_is_proved() -> None:
    for index, entry in enumerate(ENTRIES):
        found, opened = verify(proof_of(index).data(), entry, POLICY)
        assert (found, opened.checkpoint.size, opened.lacking) == (index, 12, 0)


def test_the_text_is_that_of_the_format() -> None:
    data = proof_of(5).data()
    lines = data.decode().split("\n")
    assert lines[:2] == ["c2sp.org/tlog-proof@v1", "index 5"]
    assert lines[2:6] == [base64_of(one) for one in TREE.inclusion(5)]
    assert lines[6:9] == ["", "sunshine.example.cn/log", "12"]
    assert read(data) == proof_of(5)


def test_the_only_entry_is_its_own_root() -> None:
    checkpoint = signed_checkpoint(1)
    data = EntryProof(0, (), checkpoint).data()
    assert data.startswith(b"c2sp.org/tlog-proof@v1\nindex 0\n\nsunshine")
    assert verify(data, ENTRIES[0], POLICY)[0] == 0


GOOD = proof_of(5).data()


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("proof-text", b""),
        ("proof-text", GOOD.replace(b"@v1", b"@v2")),
        ("proof-text", GOOD.replace(b"index", b"extra AAAA\nindex")),
        ("proof-text", GOOD.replace(b"index 5", b"index 05")),
        ("proof-text", GOOD.replace(b"index 5", b"index +5")),
        ("proof-text", GOOD.replace(b"index 5", b"index 9007199254740992")),
        ("proof-text", GOOD.replace(b"index 5", "index \uff15".encode())),
        ("proof-text", GOOD.replace(b"index 5\n", b"")),
        ("proof-text", b"\n" + GOOD),
        ("proof-text", GOOD.replace(b"index 5\n", b"index 5\n" + (base64_of(LEAVES[0]).encode() + b"\n") * 60)),
        ("proof-text", GOOD.split(b"\n\n")[0]),
        ("base64", GOOD.replace(b"index 5\n", b"index 5\n" + base64_of(LEAVES[0]).encode() + b" \n")),
        ("base64", GOOD.replace(b"=\n", b"\n", 1)),
        ("base64", GOOD.replace(b"=\n", b"=\r\n", 1)),
        ("hash", GOOD.replace(b"index 5\n", b"index 5\nAAAA\n")),
        ("long", GOOD.replace(b"=\n\n", b"=\n" + base64_of(LEAVES[0]).encode() + b"\n\n", 1)),
        ("short", EntryProof(5, TREE.inclusion(5)[:-1], signed_checkpoint()).data()),
        ("root", EntryProof(4, TREE.inclusion(5), signed_checkpoint()).data()),
        ("index", EntryProof(12, TREE.inclusion(5), signed_checkpoint()).data()),
        ("index", EntryProof(0, (), signed_checkpoint(0)).data()),
        ("note-form", GOOD.split(b"\n\n")[0] + b"\n\n" + checkpoint_of(ENTRIES).text().encode()),
    ],
)  # fmt: skip
def test_a_proof_written_otherwise_or_of_something_else_is_refused(code: str, data: bytes) -> None:
    assert code_of(data) == code


def test_as_many_hashes_as_a_log_can_have_are_read() -> None:
    told = EntryProof(5, (LEAVES[0],) * 63, signed_checkpoint())
    assert read(told.data()) == told
    assert code_of(EntryProof(5, (LEAVES[0],) * 64, told.checkpoint).data()) == "proof-text"


def test_another_entry_with_its_neighbours_proof_is_refused() -> None:
    assert code_of(GOOD, ENTRIES[4]) == "root"
    assert code_of(GOOD, ENTRIES[5][:-1]) == "root"


def test_a_tree_that_holds_the_entry_but_is_not_the_signed_one_is_refused() -> None:
    """The cheat's own tree and proof agree, and the checkpoint is real; they are of two histories."""
    forged = Tree([*LEAVES[:5], leaf_hash(b"forged"), *LEAVES[6:]])
    assert code_of(EntryProof(5, forged.inclusion(5), signed_checkpoint()).data(), b"forged") == "root"


def test_a_tree_that_only_the_cheat_signed_is_refused() -> None:
    entries = (*ENTRIES[:5], b"forged", *ENTRIES[6:])
    forged = Tree([leaf_hash(entry) for entry in entries])
    text = checkpoint_of(entries).text()
    data = EntryProof(5, forged.inclusion(5), signed(text, *WITNESSES)).data()
    assert code_of(data, b"forged") == "log-unsigned"
    unseen = EntryProof(5, forged.inclusion(5), signed(text, LOG)).data()
    assert verify(unseen, b"forged", POLICY)[1].lacking == 3  # the log's word alone: nobody else saw it


def test_a_leaf_that_is_two_nodes_is_no_entry() -> None:
    pair = LEAVES[4] + LEAVES[5]
    data = EntryProof(2, TREE.inclusion(5)[1:], signed_checkpoint()).data()
    assert code_of(data, pair) == "short"


def test_every_flipped_bit_of_a_hash_is_seen() -> None:
    for at in range(len(TREE.inclusion(5))):
        hashes = list(TREE.inclusion(5))
        hashes[at] = hashes[at][:-1] + bytes([hashes[at][-1] ^ 1])
        assert code_of(EntryProof(5, tuple(hashes), signed_checkpoint()).data()) == "root"
