"""Trees and their proofs, held against the RFC written out, and refusing what is not theirs."""

from __future__ import annotations

import random
from hashlib import sha256

import pytest

from jjledger.proof.failed import ProofError
from jjledger.proof.tree import (
    EMPTY,
    Tree,
    leaf_hash,
    node_hash,
    root_of,
    roots_at,
    verify_consistency,
    verify_inclusion,
)
from tests.unit.proof import written_out


def some_leaves(count: int, seed: int = 0) -> list[bytes]:
    return [leaf_hash(b"%d-%d" % (seed, index)) for index in range(count)]


def refused(code: str, *arguments: object, by: object = verify_inclusion) -> None:
    with pytest.raises(ProofError) as caught:
        by(*arguments)  # type: ignore[operator]  # one of the two verifiers
    assert caught.value.code == code


def test_the_empty_tree_and_a_leaf() -> None:
    assert root_of([]) == EMPTY == sha256().digest()
    assert leaf_hash(b"") == sha256(b"\0").digest()
    assert root_of([leaf_hash(b"a")]) == leaf_hash(b"a")


def test_roots_at_sizes_on_the_way_are_those_of_trees_of_their_own() -> None:
    leaves = some_leaves(70)
    assert list(roots_at(leaves, range(1, 71))) == [written_out.mth(leaves[:size]) for size in range(1, 71)]
    assert list(roots_at(leaves, (3, 4, 64, 70))) == [root_of(leaves[:size]) for size in (3, 4, 64, 70)]
    assert list(roots_at(leaves, ())) == []


def test_every_proof_of_300_trees_is_that_of_the_rfc_written_out() -> None:
    chance = random.Random(6962)  # noqa: S311 - the same trees each time
    for seed in range(300):
        size = chance.randrange(1, 90)
        leaves = some_leaves(size, seed)
        tree, index, old = Tree(leaves), chance.randrange(size), chance.randrange(1, size + 1)
        assert tree.size == size
        assert tree.root() == written_out.mth(leaves)
        assert list(tree.inclusion(index)) == written_out.path(index, leaves)
        assert list(tree.consistency(old)) == written_out.proof(old, leaves)
        verify_inclusion(tree.root(), size, index, leaves[index], tree.inclusion(index))
        verify_consistency(root_of(leaves[:old]), old, tree.root(), size, tree.consistency(old))


@pytest.mark.parametrize("size", range(1, 18))
def test_every_leaf_is_only_where_it_stands(size: int) -> None:
    leaves = some_leaves(size)
    tree = Tree(leaves)
    for index, leaf in enumerate(leaves):
        proof = tree.inclusion(index)
        for said in range(size):
            if said != index:
                with pytest.raises(ProofError):
                    verify_inclusion(tree.root(), size, said, leaf, proof)


@pytest.mark.parametrize("size", range(1, 18))
def test_every_earlier_tree_is_only_the_one_that_was(size: int) -> None:
    leaves = some_leaves(size)
    tree = Tree(leaves)
    for old in range(1, size + 1):
        proof = tree.consistency(old)
        for said in range(1, old):
            with pytest.raises(ProofError):
                verify_consistency(root_of(leaves[:said]), old, tree.root(), size, proof)
        changed = root_of([leaf_hash(b"changed"), *leaves[1:old]])
        begins_the_walk = (
            old < size and old & (old - 1) == 0
        )  # so that it is the later root that comes out wrong
        code = "root" if begins_the_walk else "old-root"
        refused(code, changed, old, tree.root(), size, proof, by=verify_consistency)


def test_an_index_beyond_the_tree_is_refused_before_anything_is_hashed() -> None:
    tree = Tree(some_leaves(3))
    leaf, proof = some_leaves(3)[2], tree.inclusion(2)
    for size, index in [(3, 3), (0, 0), (3, -1), (2, 2), (3, True), (True, 0), (3.0, 2), (3, 2.0), ("3", 2)]:
        refused("index", tree.root(), size, index, leaf, proof)


def test_a_leaf_is_not_a_node() -> None:
    left, right = some_leaves(2)
    tree = Tree([left, right])
    with pytest.raises(ProofError):
        verify_inclusion(tree.root(), 1, 0, leaf_hash(left + right), ())
    assert node_hash(left, right) == tree.root() != leaf_hash(left + right)


@pytest.mark.parametrize("spoilt", [b"", b"\0" * 31, b"\0" * 33, "0" * 32, bytearray(32), None])
def test_hashes_are_32_bytes(spoilt: object) -> None:
    leaves = some_leaves(4)
    tree = Tree(leaves)
    proof = tree.inclusion(1)
    refused("hash", spoilt, 4, 1, leaves[1], proof)
    refused("hash", tree.root(), 4, 1, spoilt, proof)
    refused("hash", tree.root(), 4, 1, leaves[1], (proof[0], spoilt))
    old = root_of(leaves[:3])
    refused("hash", spoilt, 3, tree.root(), 4, tree.consistency(3), by=verify_consistency)
    refused("hash", old, 3, spoilt, 4, tree.consistency(3), by=verify_consistency)
    refused("hash", old, 3, tree.root(), 4, (*tree.consistency(3)[:-1], spoilt), by=verify_consistency)


@pytest.mark.parametrize("size", [2, 3, 5, 8, 13])
def test_a_proof_has_its_length(size: int) -> None:
    leaves = some_leaves(size)
    tree = Tree(leaves)
    for index in range(size):
        proof = tree.inclusion(index)
        refused("short", tree.root(), size, index, leaves[index], proof[:-1])
        refused("long", tree.root(), size, index, leaves[index], (*proof, leaves[0]))
    for old in range(1, size):
        proof, old_root = tree.consistency(old), root_of(leaves[:old])
        refused("short", old_root, old, tree.root(), size, proof[:-1], by=verify_consistency)
        refused("short", old_root, old, tree.root(), size, (), by=verify_consistency)
        refused("long", old_root, old, tree.root(), size, (*proof, leaves[0]), by=verify_consistency)


def test_two_roots_at_one_size_are_a_fork() -> None:
    one, other = root_of(some_leaves(5)), root_of(some_leaves(5, seed=1))
    verify_consistency(one, 5, one, 5, ())
    refused("old-root", one, 5, other, 5, (), by=verify_consistency)
    refused("long", one, 5, one, 5, (one,), by=verify_consistency)


def test_a_smaller_or_an_empty_tree_goes_before_nothing() -> None:
    tree = Tree(some_leaves(5))
    for old, size in [(6, 5), (0, 5), (0, 0), (-1, 5), (True, 5), (1.0, 5), (1, "5")]:
        refused("sizes", tree.root(), old, tree.root(), size, (), by=verify_consistency)


def test_a_later_tree_that_changed_something_else_is_refused_for_its_own_root() -> None:
    leaves = some_leaves(6)
    tree = Tree(leaves)
    forged = [*leaves[:5], leaf_hash(b"other")]
    old_root = root_of(leaves[:3])
    refused("root", old_root, 3, root_of(forged), 6, tree.consistency(3), by=verify_consistency)


def test_our_own_mistakes_are_no_proofs() -> None:
    tree = Tree(some_leaves(3))
    for index in (-1, 3):
        with pytest.raises(ValueError, match="no leaf"):
            tree.inclusion(index)
    for old in (0, 4):
        with pytest.raises(ValueError, match="no tree"):
            tree.consistency(old)
