"""The attacks on a public log, one after the other: who holds the log's key may write anything, and is found out.

The cheat here signs with the real key and makes every file agree; only what others kept tells on it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, product
from pathlib import Path

import pytest

from jjledger.errors import LogError
from jjledger.proof import note, witness
from jjledger.proof.checkpoint import Policy, open_checkpoint
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import COSIGNATURE, NOTE, SecretKey
from jjledger.proof.tlog_proof import EntryProof, verify
from jjledger.seal.entries import Entry, KeyChange, Papers, PolicyChange, Signed, Withdrawal
from jjledger.store.kept_log import KeptLog, read_log
from jjledger.store.log import open_log
from jjledger.store.system import RealSystem
from jjledger.store.witness_state import open_state
from jjledger.workflows.log_witness import Witnessing, answer_request, request_for
from jjledger.workflows.public_log import policy_told
from tests.public_log import (
    ALONE,
    GENESIS,
    LOG,
    ORIGIN,
    POLICY,
    WITNESSES,
    close,
    disclosure,
    opened,
    written,
)
from tests.unit.proof.keyring import signed

NOW = 1_790_000_000
ENTRIES = tuple(close(number) for number in range(1, 8))  # after the genesis
Rewrite = Callable[[list[bytes]], list[bytes]]


def rewritten(folder: Path, entries: list[bytes], genesis: bytes = GENESIS) -> KeptLog:
    """Write another log with the same key, as if it had always been so; no rule is kept."""
    with open_log(folder, LOG, genesis, RealSystem(), lambda _: None) as log:
        log.append(entries)
    return read_log(folder, LOG.public())


def watcher(kept: KeptLog, key: SecretKey = WITNESSES[0]) -> Witnessing:
    """Be a witness who reads the log that it is shown."""
    files = kept.site_files()

    def read(name: str) -> bytes:
        if name not in files:
            raise FileNotFoundError(name)
        return files[name]

    return Witnessing(key, LOG.public(), read)


def ask(state: Path, kept: KeptLog, old: int, key: SecretKey = WITNESSES[0]) -> bytes:
    """Have a witness look at a log of which it saw the first entries."""
    with open_state(state, RealSystem()) as memory:
        return answer_request(request_for(kept, old), watcher(kept, key), memory, NOW)


def refusal(state: Path, kept: KeptLog, old: int, key: SecretKey = WITNESSES[0]) -> str:
    with pytest.raises(ProofError) as caught:
        ask(state, kept, old, key)
    return caught.value.code


@pytest.fixture
def honest(tmp_path: Path) -> KeptLog:
    """Give a log of eight entries, with a checkpoint after the fifth too."""
    return read_log(written(tmp_path / "honest", ENTRIES[:4], ENTRIES[4:]))


REWRITES: dict[str, Rewrite] = {
    "changed": lambda entries: [close(99), *entries[1:]],
    "removed": lambda entries: [*entries[:1], *entries[2:], close(99)],
    "reordered": lambda entries: [entries[1], entries[0], *entries[2:]],
    "inserted": lambda entries: [close(99), *entries],
    "last changed": lambda entries: [*entries[:3], close(99), *entries[4:]],
}


@pytest.mark.parametrize("how", REWRITES)
def test_l1_a_rewritten_log_does_not_fit_an_older_checkpoint(
    tmp_path: Path, honest: KeptLog, how: str
) -> None:
    kept_by_others = honest.checkpoint_at(5)
    ask(tmp_path / "state", read_log(written(tmp_path / "then", ENTRIES[:4])), 0)
    forged = rewritten(tmp_path / "forged", REWRITES[how]([*ENTRIES]))
    with pytest.raises(ProofError) as caught:
        forged.compare(kept_by_others, ALONE)
    assert caught.value.code == "old-root"
    assert not forged.extends(kept_by_others)
    assert refusal(tmp_path / "state", forged, 5) == "old-root"
    assert ask(tmp_path / "state", honest, 5)


def test_l1_a_truncated_log_does_not_fit_either(honest: KeptLog, tmp_path: Path) -> None:
    short = rewritten(tmp_path / "short", [*ENTRIES[:3]])
    with pytest.raises(ProofError) as caught:
        short.compare(honest.checkpoint_at(5), ALONE)
    assert caught.value.code == "sizes"


def test_l2_two_roots_at_one_size_are_proof_against_the_log(tmp_path: Path, honest: KeptLog) -> None:
    fork = rewritten(tmp_path / "fork", [*ENTRIES[:6], close(99)])
    assert fork.size == honest.size
    with pytest.raises(ProofError) as caught:
        fork.compare(honest.checkpoint, ALONE)
    assert caught.value.code == "old-root"
    ask(tmp_path / "state", honest, 0)
    assert refusal(tmp_path / "state", fork, 8) == "old-root"
    assert ask(tmp_path / "state", honest, 8)


def test_l3_a_witness_is_not_led_back(tmp_path: Path, honest: KeptLog) -> None:
    ask(tmp_path / "state", honest, 0)
    shorter = read_log(written(tmp_path / "shorter", ENTRIES[:4]))
    assert refusal(tmp_path / "state", shorter, 0) == "known-size"
    assert refusal(tmp_path / "state", shorter, 5) == "known-size"
    raw = witness.Request(8, (), shorter.checkpoint).data()
    with open_state(tmp_path / "state", RealSystem()) as memory, pytest.raises(ProofError) as caught:
        answer_request(raw, watcher(shorter), memory, NOW)
    assert caught.value.code == "sizes"


def test_l4_the_same_key_for_another_origin_is_another_log(tmp_path: Path, honest: KeptLog) -> None:
    text = honest.compare(honest.checkpoint, ALONE).checkpoint.text().replace(ORIGIN, "other.example/log")
    elsewhere = signed(text, SecretKey(ORIGIN, NOTE, LOG.seed))
    with pytest.raises(ProofError) as caught:
        honest.compare(elsewhere, ALONE)
    assert caught.value.code == "origin"
    with open_state(tmp_path / "state", RealSystem()) as memory, pytest.raises(ProofError) as caught:
        answer_request(witness.Request(0, (), elsewhere).data(), watcher(honest), memory, NOW)
    assert caught.value.code == "origin"


def test_l5_another_key_of_the_same_name_signs_nothing(tmp_path: Path, honest: KeptLog) -> None:
    cheat = SecretKey(ORIGIN, NOTE, bytes([66]) * 32)
    forged = signed(honest.compare(honest.checkpoint, ALONE).checkpoint.text(), cheat)
    with pytest.raises(ProofError) as caught:
        honest.compare(forged, ALONE)
    assert caught.value.code == "unsigned"
    with open_state(tmp_path / "state", RealSystem()) as memory, pytest.raises(ProofError) as caught:
        answer_request(witness.Request(0, (), forged).data(), watcher(honest), memory, NOW)
    assert caught.value.code == "unsigned"


def quorum_of(honest: KeptLog, fork: KeptLog, seen: tuple[str, ...]) -> tuple[bool, bool]:
    """Say whether both logs are seen by enough witnesses, each of whom signed one (a, b) or both."""
    reached = []
    for side, kept in (("a", honest), ("b", fork)):
        found = kept.compare(kept.checkpoint, ALONE).checkpoint
        lines = [
            witness.answer(found, key, NOW)
            for key, signed_for in zip(WITNESSES, seen, strict=True)
            if side in signed_for
        ]
        under = witness.with_answers(kept.checkpoint, lines, POLICY) if lines else kept.checkpoint
        reached.append(open_checkpoint(under, POLICY).lacking == 0)
    return reached[0], reached[1]


def test_l6_a_split_view_needs_two_of_four_who_sign_both(tmp_path: Path, honest: KeptLog) -> None:
    fork = rewritten(tmp_path / "fork", [*ENTRIES[:6], close(99)])
    doubles = [
        seen.count("ab")
        for seen in product(("a", "b", "ab"), repeat=4)
        if quorum_of(honest, fork, seen) == (True, True)
    ]
    assert min(doubles) == 2  # 2k - n, of k = 3 and n = 4


def test_l6_one_key_under_two_names_is_one_pair_of_eyes(honest: KeptLog) -> None:
    again = SecretKey("another.example", COSIGNATURE, WITNESSES[0].seed)
    policy = Policy(ORIGIN, LOG.public(), (*POLICY.witnesses, again.public()), 3)
    found = honest.compare(honest.checkpoint, ALONE).checkpoint
    lines = [witness.answer(found, key, NOW) for key in (WITNESSES[0], again, WITNESSES[1])]
    assert open_checkpoint(witness.with_answers(honest.checkpoint, lines, policy), policy).lacking == 1


def test_l7_neither_kind_of_signature_does_for_the_other(honest: KeptLog) -> None:
    text = honest.compare(honest.checkpoint, ALONE).checkpoint.text()
    as_witness = SecretKey(ORIGIN, COSIGNATURE, LOG.seed)
    with pytest.raises(ProofError) as caught:
        open_checkpoint(signed(text, as_witness), ALONE)
    assert caught.value.code == "unsigned"
    line = note.sign(text, SecretKey(WITNESSES[0].name, NOTE, WITNESSES[0].seed))
    with pytest.raises(ProofError):
        witness.with_answers(honest.checkpoint, [line.line().encode()], POLICY)
    swapped = note.Signature(WITNESSES[0].name, WITNESSES[0].public().key_id, line.signed)
    with pytest.raises(ProofError) as caught:
        witness.with_answers(honest.checkpoint, [swapped.line().encode()], POLICY)
    assert caught.value.code == "signature"


def test_l8_a_cosignature_of_another_checkpoint_is_none_of_this(honest: KeptLog) -> None:
    older = honest.compare(honest.checkpoint_at(5), ALONE).checkpoint
    line = witness.answer(older, WITNESSES[0], NOW)
    with pytest.raises(ProofError) as caught:
        witness.with_answers(honest.checkpoint, [line], POLICY)
    assert caught.value.code == "signature"


def test_l9_one_false_line_of_a_known_key_spoils_the_checkpoint(honest: KeptLog) -> None:
    found = honest.compare(honest.checkpoint, ALONE).checkpoint
    good = [witness.answer(found, key, NOW) for key in WITNESSES[:3]]
    whole = witness.with_answers(honest.checkpoint, good, POLICY)
    assert open_checkpoint(whole, POLICY).lacking == 0
    public = WITNESSES[3].public()
    false = note.Signature(public.name, public.key_id, bytes(72)).line().encode()
    with pytest.raises(ProofError) as caught:
        open_checkpoint(whole + false, POLICY)
    assert caught.value.code == "signature"


MALFORMED: dict[str, Callable[[bytes], bytes]] = {
    "a control sign": lambda data: data.replace(b"\n8\n", b"\n8\t\n"),
    "line ends of two signs": lambda data: data.replace(b"\n", b"\r\n"),
    "no last line end": lambda data: data[:-1],
    "more than 64 lines": lambda data: data + data.rpartition(b"\n\n")[2] * 64,
    "a leading zero": lambda data: data.replace(b"\n8\n", b"\n08\n"),
    "a fourth line": lambda data: data.replace(b"\n\n", b"\nmore\n\n"),
    "base64 with bits left over": lambda data: data.replace(b"=\n\n", b"B=\n\n"),
    "no signature": lambda data: data.partition(b"\n\n")[0] + b"\n\n",
    "not UTF-8": lambda data: data.replace(b"log\n8", b"l\xffg\n8"),
}


@pytest.mark.parametrize("how", MALFORMED)
def test_l10_what_is_written_otherwise_is_no_checkpoint(tmp_path: Path, honest: KeptLog, how: str) -> None:
    spoiled = MALFORMED[how](honest.checkpoint)
    assert spoiled != honest.checkpoint
    with pytest.raises(ProofError):
        honest.compare(spoiled, ALONE)
    with open_state(tmp_path / "state", RealSystem()) as memory, pytest.raises(ProofError):
        answer_request(witness.Request(0, (), spoiled).data(), watcher(honest), memory, NOW)
    (tmp_path / "honest" / "checkpoint").write_bytes(spoiled)
    with pytest.raises(LogError):
        read_log(tmp_path / "honest", LOG.public())


def test_l11_a_proof_of_another_shape_is_no_proof(honest: KeptLog) -> None:
    hashes, checkpoint = honest.tree(8).inclusion(3), honest.checkpoint
    entry = honest.entries[3]
    assert verify(EntryProof(3, hashes, checkpoint).data(), entry, ALONE)[0] == 3
    empty = signed(f"{ORIGIN}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", LOG)
    for index, proof, under in (
        (3, hashes[:-1], checkpoint),
        (3, (*hashes, bytes(32)), checkpoint),
        (3, (hashes[0][:31], *hashes[1:]), checkpoint),
        (2, hashes, checkpoint),
        (8, hashes, checkpoint),
        (0, (), empty),
    ):
        with pytest.raises(ProofError):
            verify(EntryProof(index, proof, under).data(), entry, ALONE)


@pytest.mark.parametrize("second", [disclosure("2025-Q3"), disclosure("2025-Q3", edition=2, replaces=0)])
def test_l12_a_second_truth_of_a_period_is_neither_written_nor_witnessed(
    tmp_path: Path, second: bytes
) -> None:
    with opened(tmp_path / "log") as log:
        log.append([disclosure("2025-Q3")])
        with pytest.raises(LogError, match="不能登记"):
            log.append([second])
    forged = rewritten(tmp_path / "forged", [disclosure("2025-Q3"), second])
    assert refusal(tmp_path / "state", forged, 0) == "replaces"
    assert not (tmp_path / "state").joinpath("checkpoint").exists()
    assert ask(tmp_path / "state", read_log(tmp_path / "log"), 0)  # nothing was remembered of the forged one


SPELLINGS = {  # of what the first one is called; each adds up and each would be a second truth
    "small letters": (b"2025-Q3", b"2025-q3", "manifest"),
    "a dot": (b"2025-Q3", b"2025-Q3.", "manifest"),
    "a zero": (b"2025-Q3", b"2025-Q03", "manifest"),
    "a name behind": (b"2025-Q3", b"2025-Q3.a", "manifest"),
    "a day in no calendar": (b"2025-Q3", b"2025-09-31.a", "manifest"),
    "no home": (b"sunshine.example.cn/yangguang", b"yangguang", "manifest"),
    "a stroke": (b"sunshine.example.cn/yangguang", b"sunshine.example.cn//yangguang", "manifest"),
    "another home": (b"sunshine.example.cn/yangguang", b"sunshine.example.cn/a/yangguang", "home"),
    "home alone": (b"sunshine.example.cn/yangguang", b"local/yangguang", "home"),
}


@pytest.mark.parametrize("how", SPELLINGS)
def test_l14_the_same_period_under_another_spelling_is_neither_written_nor_witnessed(
    tmp_path: Path, how: str
) -> None:
    """Three manifests of one folder of the site were in force at once, one for each third of the households."""
    old, new, code = SPELLINGS[how]
    second = disclosure("2025-Q3").replace(old, new)
    assert second != disclosure("2025-Q3")
    with opened(tmp_path / "log") as log:
        log.append([disclosure("2025-Q3")])
        with pytest.raises(LogError, match="不能登记：第 2 条"):
            log.append([second])
    forged = rewritten(tmp_path / "forged", [disclosure("2025-Q3"), second])
    assert refusal(tmp_path / "state", forged, 0) == code


ONE, OTHER = bytes(32), bytes([1] * 32)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Papers(1, ONE), Papers(1, OTHER)), (Signed(1, ONE), Signed(1, OTHER)),
        (Withdrawal(1, "money"), Withdrawal(1, "money")),
    ],
    ids=["papers", "signatures", "withdrawal"],
)  # fmt: skip
def test_l15_what_was_told_of_a_disclosure_is_not_told_anew(
    tmp_path: Path, first: Entry, second: Entry
) -> None:
    """Else the last list of papers would count, and those that hung would be forgotten."""
    entries = [disclosure("2025-Q3"), first.text().encode(), second.text().encode()]
    with opened(tmp_path / "log") as log:
        log.append(entries[:2])
        with pytest.raises(LogError, match="出新的一版"):
            log.append(entries[2:])
    forged = rewritten(tmp_path / "forged", entries)
    assert refusal(tmp_path / "state", forged, 0) == "twice"


def test_l16_a_quorum_is_not_lowered_by_way_of_another_entry(tmp_path: Path) -> None:
    """A key that takes a witness's place by `key/v1` counts for nothing, and so does one that goes."""
    streets, clone = (
        WITNESSES[0].public(),
        SecretKey("clone.example.cn", COSIGNATURE, bytes([77] * 32)).public(),
    )
    turned = [KeyChange("witness", streets, clone), KeyChange("witness", streets, None)]
    kept = read_log(written(tmp_path / "log", [change.text().encode() for change in turned]))
    assert (policy_told(kept).witnesses, policy_told(kept).quorum) == (POLICY.witnesses, POLICY.quorum)
    openly = PolicyChange((clone,), 1)
    then = read_log(written(tmp_path / "log", [openly.text().encode()]))
    assert (policy_told(then).witnesses, policy_told(then).quorum) == ((clone,), 1)
    assert "clone.example.cn" in then.entries[3].decode(), "for everybody to read"


def test_l13_whatever_file_is_edited_the_writer_signs_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path / "log", ENTRIES[:4], ENTRIES[4:])
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    assert len(files) == 1 + 3 * 3
    for path, spoil in product(files, (_flip, _cut, _remove)):
        if spoil is _remove and path.parent.name == "checkpoints" and path.name != "8":
            continue  # the monitor's: nothing that was signed since rests on it
        data = path.read_bytes()
        spoil(path)
        seen = {other: other.read_bytes() for other in files if other.exists()}
        with pytest.raises(LogError), opened(folder) as log:
            log.append([close(50)])
        assert {other: other.read_bytes() for other in files if other.exists()} == seen
        path.write_bytes(data)
    with opened(folder) as log:
        assert log.append([close(50)]) == (8,)


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _remove(path: Path) -> None:
    path.unlink()


def test_any_two_quorums_share_two_witnesses() -> None:
    assert (
        min(len({*one} & {*two}) for one in combinations(range(4), 3) for two in combinations(range(4), 3))
        == 2
    )
