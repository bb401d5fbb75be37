"""The page's smaller readers and verifiers, shown what the program's are shown: the same answer, to the code."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from itertools import product
from typing import Any

import pytest

from jjledger.proof import tlog_proof
from jjledger.proof.checkpoint import open_checkpoint
from jjledger.proof.coin_line import Interval, build
from jjledger.proof.coin_line import verify as verify_interval
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import read_public
from jjledger.proof.tree import Tree, leaf_hash, verify_consistency, verify_inclusion
from jjledger.render.verifier import policy_told
from jjledger.seal.codes import PosterCode, read_code
from jjledger.seal.manifest import Manifest, read_manifest
from jjledger.seal.register import verify_register, verify_row
from jjledger.seal.statement import read_statement
from tests.page_in_node import asked, b64
from tests.properties.test_page_agrees import changed_code, changed_line
from tests.sealed_packs import MAINTENANCE, POLICY, community
from tests.unit.proof import keyring, test_checkpoint, test_keys, test_tlog_proof
from tests.unit.seal import test_register

MADE = community()
TOLD = policy_told(POLICY)
Question = tuple[dict[str, Any], Callable[[], object]]


def agreed(questions: Iterable[Question]) -> list[str]:
    """Ask both, and give the answers if they are the same."""
    shown = list(questions)
    page = asked(question for question, _ in shown)
    program = [_answer(verify) for _, verify in shown]
    differ = [one for one in zip(shown, program, page, strict=True) if one[1] != one[2]]
    assert differ == []
    return program


def _answer(verify: Callable[[], object]) -> str:
    try:
        found = verify()
    except ProofError as failure:
        return failure.code
    if isinstance(found, str):
        return found
    return "amber" if getattr(found, "enough", True) is False else "ok"


def tried(test: Any, place: int = 1) -> list[Any]:  # noqa: ANN401 - a test
    """Give what a test of the program is parametrised with."""
    marks = next(mark for mark in test.pytestmark if mark.name == "parametrize")
    return [row[place] if isinstance(row, tuple) else row for row in marks.args[1]]


def test_public_keys() -> None:
    texts = [*tried(test_keys.test_a_public_key_is_read_and_written_back)]
    texts += [
        *tried(test_keys.test_a_public_key_written_otherwise_is_refused),
        *test_keys.manglings(test_keys.PETER),
    ]
    told = agreed(({"ask": "key", "text": text}, lambda text=text: read_public(text).name) for text in texts)
    assert told.count("PeterNeumann") == 1
    assert {"key", "base64"} < set(told)


def test_checkpoints() -> None:
    written = tried(test_checkpoint.test_a_checkpoint_written_otherwise_is_refused_though_all_signed_it)
    shown = [keyring.signed(text, keyring.LOG, *keyring.WITNESSES) for text in written]
    shown += [keyring.signed_checkpoint(size, witnesses) for size in (0, 1, 12) for witnesses in range(5)]
    shown += [
        keyring.signed(test_checkpoint.TEXT, *keyring.WITNESSES),
        keyring.signed(test_checkpoint.TEXT, keyring.WITNESSES[0], keyring.LOG, *keyring.WITNESSES[1:]),
        keyring.signed(test_checkpoint.TEXT, keyring.LOG, keyring.LOG, *keyring.WITNESSES[:2] * 3),
        keyring.signed(test_checkpoint.TEXT, keyring.LOG, *keyring.WITNESSES, seconds=2**53 - 1),
        keyring.signed(test_checkpoint.TEXT, keyring.LOG, *keyring.WITNESSES, seconds=0),
    ]

    def opened(data: bytes) -> str:
        return "amber" if open_checkpoint(data, keyring.POLICY).lacking else "ok"

    told = policy_told(keyring.POLICY)
    answers = agreed(
        ({"ask": "checkpoint", "data": b64(data), "policy": told}, lambda data=data: opened(data))
        for data in shown
    )
    assert {"ok", "amber", "checkpoint", "base64", "hash", "log-unsigned"} <= set(answers)


def test_proofs_of_entries() -> None:
    mark = next(name for name in dir(test_tlog_proof) if "otherwise" in name)
    shown = [*tried(getattr(test_tlog_proof, mark)), test_tlog_proof.GOOD]
    told = policy_told(keyring.POLICY)
    entry = keyring.ENTRIES[5]

    def verified(data: bytes) -> str:
        _, opened = tlog_proof.verify(data, entry, keyring.POLICY)
        return "amber" if opened.lacking else "ok"

    answers = agreed(
        (
            {"ask": "entry", "data": b64(data), "entry": b64(entry), "policy": told},
            lambda data=data: verified(data),
        )
        for data in shown
    )
    assert {"proof-text", "base64", "hash", "long", "short", "root", "index", "ok"} <= set(answers)


def _of_register(data: bytes, rooms: int | None = None, root: bytes | None = None) -> Manifest:
    """Give a manifest that names a file as its register, whatever is in it."""
    block = replace(
        test_register.BLOCK,
        register=sha256(data).digest(),
        households=rooms or max(1, data.count(b"\n")),
        statements=root or test_register.BLOCK.statements,
    )
    return replace(MADE.manifest, funds=(block,))


def test_registers() -> None:
    good = test_register.FILE
    shown = [(data, _of_register(data)) for data in (*tried(test_register.test_what_is_no_register), good)]
    shown += [
        (good, _of_register(good + b"x")),
        (good, _of_register(good, rooms=4)),
        (good, _of_register(good, root=bytes(32))),
        (MADE.funds[0].register, MADE.manifest),
    ]
    answers = agreed(
        (
            {"ask": "register", "data": b64(data), "manifest": manifest.text()},
            lambda data=data, block=manifest.funds[0]: verify_register(data, block),
        )
        for data, manifest in shown
    )
    assert answers.count("ok") == 2
    assert {name for name in answers if name.startswith("register")} == {
        "register", "register-twice", "register-order", "register-file", "register-count", "register-root",
    }  # fmt: skip


def test_rows_of_a_register() -> None:
    good = test_register.FILE
    manifest = _of_register(good)
    answers = agreed(
        (
            {
                "ask": "row", "data": b64(good), "manifest": manifest.text(), "room": room,
                "leaf": b64(bytes([number]) * 32),
            },
            lambda room=room, number=number: verify_row(
                verify_register(good, manifest.funds[0]), room, bytes([number]) * 32
            ),
        )
        for room, number, _ in test_register.ROWS
    )  # fmt: skip
    assert answers == [answer for _, _, answer in test_register.ROWS]


@pytest.mark.parametrize(("ask", "read"), [("statement", read_statement), ("manifest", read_manifest)])
def test_texts_with_signs_and_lines_changed(ask: str, read: Callable[[str], object]) -> None:
    chance = random.Random(ask)  # noqa: S311 - the same changes each time
    texts = [one.text() for sealed in MADE.funds for one in sealed.statements]
    if ask == "manifest":
        texts = [MADE.manifest.text(), replace(MADE.manifest, funds=()).text()]
        texts.append(replace(MADE.manifest, funds=MADE.manifest.funds[::-1]).text())
        texts.append(replace(MADE.manifest, replaces=2**53 - 1, beacon=None, ledger="a" * 40).text())
    changed = [changed_line(chance.choice(texts), chance) for _ in range(400)]
    answers = agreed(({"ask": ask, "text": text}, lambda text=text: read(text)) for text in texts + changed)
    assert answers.count("ok") >= 3
    assert answers.count(ask) > 200


def test_posters() -> None:
    chance = random.Random(2)  # noqa: S311 - the same changes each time
    codes = [MADE.poster(), community(1).poster(), MADE.code("3-101")]
    codes += [changed_code(MADE.poster(), chance) for _ in range(60)]
    codes += ["", "J", "J2", "J200", "J3", "J1:" + "0" * 4292 + "%", "J2:" + "0" * 4293 + "%", "j2"]
    codes += ["J2 ", "J2:::", "J2::", "J2:%", "J2:///%", "J2://%", MADE.poster()[:-1]]

    def verified(code: str) -> str:
        poster = read_code(code)
        if not isinstance(poster, PosterCode):
            raise ProofError("manifest")  # of a household's code there is no text
        read_manifest(poster.manifest)
        _, opened = tlog_proof.verify(poster.log.encode(), poster.manifest.encode(), POLICY)
        return "amber" if opened.lacking else "ok"

    answers = agreed(
        ({"ask": "poster", "text": code, "policy": TOLD}, lambda code=code: verified(code)) for code in codes
    )
    assert answers[:3] == ["ok", "amber", "manifest"]


def test_households_codes_are_read_alike() -> None:
    chance = random.Random(1)  # noqa: S311 - the same changes each time
    codes = [MADE.code(room) for room in MAINTENANCE]
    codes += [changed_code(chance.choice(codes), chance) for _ in range(300)]
    agreed(({"ask": "code", "text": code}, lambda code=code: read_code(code)) for code in codes)


def test_small_lines_and_every_claim_on_them() -> None:
    """Each total up to 6 fen of two households, and every interval that either could claim with the proofs there are."""
    first, second = sorted(sha256(name).digest() for name in (b"a", b"b"))
    questions: list[Question] = []
    for ones, others, turn in product(range(4), range(1, 4), range(2)):
        line = build("closing", {first: ones, second: others}, turn % (ones + others))
        assert line is not None
        total, root = line.total_fen, line.root()
        for start, amount, key in product(range(total + 1), range(total + 2), (first, second)):
            proof = line.prove(start % total, min(max(amount, 1), total)).proof
            for shown in (proof, proof[1:], (*proof, bytes(32)), tuple(reversed(proof))):
                interval = Interval(start, amount, shown)
                question = {
                    "ask": "interval", "root": b64(root), "column": "closing", "total": total, "start": start,
                    "commitment": b64(key), "amount": amount, "proof": [b64(one) for one in shown],
                }  # fmt: skip
                questions.append(
                    (
                        question,
                        lambda r=root, t=total, k=key, i=interval: verify_interval(r, "closing", t, k, i),
                    )
                )
    answers = agreed(questions)
    assert answers.count("ok") > 100
    assert {"interval", "short", "long", "line-root"} < set(answers)


def test_what_is_no_count_is_none_for_either() -> None:
    leaf = leaf_hash(b"0")
    root = Tree([leaf]).root()
    questions: list[Question] = []
    for bad in (1.5, -1, "1", True, None, [1], 0.5):
        for size, index in ((bad, 0), (1, bad)):
            told = {
                "ask": "inclusion",
                "root": b64(root),
                "size": size,
                "index": index,
                "leaf": b64(leaf),
                "proof": [],
            }
            questions.append((told, lambda s=size, i=index: verify_inclusion(root, s, i, leaf, ())))
        for old, size in ((bad, 1), (1, bad)):
            told = {
                "ask": "consistency",
                "old": b64(root),
                "oldSize": old,
                "root": b64(root),
                "size": size,
                "proof": [],
            }
            questions.append((told, lambda o=old, s=size: verify_consistency(root, o, root, s, ())))
        for total, start, amount in ((bad, 0, 1), (1, bad, 1), (1, 0, bad)):
            told = {
                "ask": "interval", "root": b64(root), "column": "closing", "total": total, "start": start,
                "commitment": b64(leaf), "amount": amount, "proof": [],
            }  # fmt: skip
            interval = Interval(start, amount, ())  # type: ignore[arg-type]  # wrong types must be refused too
            questions.append((told, lambda t=total, i=interval: verify_interval(root, "closing", t, leaf, i)))
    assert set(agreed(questions)) == {"index", "sizes", "amount"}


def test_small_trees_and_every_claim_on_them() -> None:
    leaves = [leaf_hash(b"%d" % number) for number in range(9)]
    trees = [Tree(leaves[:size]) for size in range(10)]
    questions: list[Question] = []
    for size, index, off in product(range(1, 10), range(9), (0, 1)):
        proof = trees[size].inclusion(index) if index < size else ()
        for shown in (proof, proof[1:], (*proof, bytes(32))):
            given = (trees[size].root(), size, index + off, leaves[index], shown)
            question = {
                "ask": "inclusion", "root": b64(given[0]), "size": size, "index": given[2], "leaf": b64(given[3]),
                "proof": [b64(one) for one in shown],
            }  # fmt: skip
            questions.append((question, lambda given=given: verify_inclusion(*given)))
    for old, size in product(range(10), range(1, 10)):
        proof = trees[size].consistency(old) if 0 < old <= size else ()
        for shown, root in product(
            (proof, proof[1:], (*proof, bytes(32))), (trees[old].root(), trees[size - 1].root())
        ):
            given_ = (root, old, trees[size].root(), size, shown)
            question = {
                "ask": "consistency", "old": b64(root), "oldSize": old, "root": b64(given_[2]), "size": size,
                "proof": [b64(one) for one in shown],
            }  # fmt: skip
            questions.append((question, lambda given=given_: verify_consistency(*given)))
    answers = agreed(questions)
    assert {"ok", "index", "sizes", "short", "long", "root", "old-root"} == set(answers)
