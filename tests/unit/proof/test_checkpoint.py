"""Checkpoints: this log's, signed by it, seen by enough others; a cheat makes all but one of these right."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from string import ascii_letters, digits

import pytest

from jjledger.proof import note
from jjledger.proof.checkpoint import Checkpoint, Opened, Past, Policy, demand_quorum, open_checkpoint, read
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import COSIGNATURE, NOTE, SecretKey, read_public
from jjledger.proof.note import Note, Signature, sign
from jjledger.proof.tree import EMPTY
from tests.unit.proof.keyring import (
    CHEAT,
    ENTRIES,
    LOG,
    NOW,
    ORIGIN,
    POLICY,
    WITNESSES,
    checkpoint_of,
    signed,
    signed_checkpoint,
)

TEXT = checkpoint_of(ENTRIES).text()


def code_of(data: bytes, policy: Policy = POLICY) -> str:
    with pytest.raises(ProofError) as caught:
        open_checkpoint(data, policy)
    return caught.value.code


def test_a_checkpoint_is_read_and_written_back() -> None:
    for size in (0, 1, 12):
        found = checkpoint_of(ENTRIES[:size])
        assert read(found.text()) == found
    assert TEXT.split("\n")[:2] == [ORIGIN, "12"]


def test_a_real_checkpoint_of_another_log() -> None:
    """Signed by the log of Go's modules at 35,225,469 entries."""
    text = "go.sum database tree\n35225469\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n"
    line = "\u2014 sum.golang.org Az3grpukl5AXaVfYkLiDGORx/DN2nlcS5kZHR5uYOBV2KA2HgXpD+gu9HHONebHLAyaKbbTM75QTtPydhKCExixSfwQ=\n"
    key = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    policy = Policy("go.sum database tree", read_public(key), (), 0)
    opened = open_checkpoint(f"{text}\n{line}".encode(), policy)
    assert opened.checkpoint.size == 35_225_469
    assert code_of(f"{text}\n{line}".replace("35225469", "35225468").encode(), policy) == "signature"


def test_who_signed_and_how_many_are_missing() -> None:
    for witnesses, lacking in [(0, 3), (1, 2), (3, 0), (4, 0)]:
        opened = open_checkpoint(signed_checkpoint(witnesses=witnesses), POLICY)
        assert opened.checkpoint == checkpoint_of(ENTRIES)
        assert [signer.key.name for signer in opened.witnesses] == [key.name for key in WITNESSES[:witnesses]]
        assert all(signer.seconds == NOW for signer in opened.witnesses)
        assert opened.lacking == lacking
    demand_quorum(opened)
    with pytest.raises(ProofError) as caught:
        demand_quorum(Opened(opened.checkpoint, opened.witnesses, 1))
    assert caught.value.code == "quorum"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("checkpoint", TEXT.replace("\n12\n", "\n012\n")),
        ("checkpoint", TEXT.replace("\n12\n", "\n+12\n")),
        ("checkpoint", TEXT.replace("\n12\n", "\n-12\n")),
        ("checkpoint", TEXT.replace("\n12\n", "\n12 \n")),
        ("checkpoint", TEXT.replace("\n12\n", "\n\uff11\uff12\n")),
        ("checkpoint", TEXT.replace("\n12\n", "\n9007199254740992\n")),
        ("checkpoint", TEXT.replace("\n12\n", "\n12345678901234567\n")),
        ("checkpoint", TEXT.replace("\n12\n", "\n\n")),
        ("checkpoint", TEXT.replace("\n12\n", "\n0\n")),  # an empty log has the empty root
        ("checkpoint", TEXT + "extension\n"),
        ("checkpoint", "\n".join(TEXT.split("\n")[:2]) + "\n"),
        ("checkpoint", TEXT.replace(ORIGIN, "")),
        ("base64", TEXT.replace("=\n", "\n")),
        ("base64", TEXT.replace("=\n", "= \n")),
        ("hash", f"{ORIGIN}\n12\nAAAA\n"),
    ],
)
def test_a_checkpoint_written_otherwise_is_refused_though_all_signed_it(code: str, text: str) -> None:
    assert code_of(signed(text, LOG, *WITNESSES)) == code


def test_bits_left_over_in_the_root_are_refused_though_all_signed_it() -> None:
    root = TEXT.split("\n")[2]
    left_over = next(sign for sign in ascii_letters + digits if _same_bytes(root, root[:-2] + sign + "="))
    assert code_of(signed(TEXT.replace(root, root[:-2] + left_over + "="), LOG, *WITNESSES)) == "base64"


def _same_bytes(one: str, other: str) -> bool:
    return one != other and b64decode(one) == b64decode(other)


def test_the_same_keys_over_another_log_are_refused() -> None:
    """L4: everything is signed by those we trust, in the name they always use; only the log is another one."""
    other = checkpoint_of(ENTRIES, "moonshine.example.cn/log")
    assert code_of(signed(other.text(), LOG, *WITNESSES)) == "origin"


def test_another_key_in_the_log_s_name_is_refused() -> None:
    forger = SecretKey(LOG.name, NOTE, CHEAT)
    assert code_of(signed(TEXT, forger, *WITNESSES)) == "log-unsigned"
    assert code_of(signed(TEXT, forger)) == "unsigned"
    in_its_name = Signature(LOG.name, LOG.public().key_id, sign(TEXT, forger).signed)
    assert (
        code_of(Note(TEXT, (in_its_name, *note.read(signed(TEXT, *WITNESSES)).signatures)).data())
        == "signature"
    )


def test_one_key_under_two_names_is_one_witness() -> None:
    """L6: three lines, three names, two keys."""
    twice = SecretKey("second.example.cn", COSIGNATURE, WITNESSES[0].seed)
    policy = Policy(ORIGIN, LOG.public(), (*POLICY.witnesses, twice.public()), 3)
    opened = open_checkpoint(signed(TEXT, LOG, WITNESSES[0], twice, WITNESSES[1]), policy)
    assert [signer.key.name for signer in opened.witnesses] == ["street.example.cn", "committee.example.cn"]
    assert opened.lacking == 1
    with pytest.raises(ProofError, match="自相矛盾"):
        Policy(ORIGIN, LOG.public(), (WITNESSES[0].public(), twice.public()), 2)


def test_the_log_is_no_witness_of_its_own() -> None:
    own = SecretKey("own.example.cn", COSIGNATURE, LOG.seed)
    policy = Policy(ORIGIN, LOG.public(), (*POLICY.witnesses, own.public()), 3)
    assert open_checkpoint(signed(TEXT, LOG, own, *WITNESSES[:2]), policy).lacking == 1
    with pytest.raises(ProofError):
        Policy(ORIGIN, LOG.public(), (own.public(),), 1)


def test_a_signature_of_one_kind_is_none_of_the_other() -> None:
    """L7: the same key and name, the right bytes for one kind, under the id of the other."""
    as_note = SecretKey("street.example.cn", NOTE, WITNESSES[0].seed)
    line = sign(TEXT, as_note)
    for signed_bytes in (line.signed, NOW.to_bytes(8, "big") + line.signed):
        passed_off = Signature(line.name, WITNESSES[0].public().key_id, signed_bytes)
        assert code_of(Note(TEXT, (sign(TEXT, LOG), passed_off)).data()) == "signature"
    assert open_checkpoint(signed(TEXT, LOG, as_note), POLICY).witnesses == ()  # under its own id, a stranger
    as_cosigner = SecretKey(LOG.name, COSIGNATURE, LOG.seed)
    cosigned = sign(TEXT, as_cosigner, NOW)
    for signed_bytes in (cosigned.signed, cosigned.signed[8:]):
        passed_off = Signature(LOG.name, LOG.public().key_id, signed_bytes)
        assert (
            code_of(Note(TEXT, (passed_off, *note.read(signed(TEXT, *WITNESSES)).signatures)).data())
            == "signature"
        )
    assert code_of(signed(TEXT, as_cosigner, *WITNESSES)) == "log-unsigned"


def test_a_cosignature_of_another_checkpoint_is_refused() -> None:
    """L8: the witness did sign, one entry earlier."""
    earlier = sign(checkpoint_of(ENTRIES[:11]).text(), WITNESSES[2], NOW)
    lines = (*note.read(signed(TEXT, LOG, *WITNESSES[:2])).signatures, earlier)
    assert code_of(Note(TEXT, lines).data()) == "signature"


def test_false_beside_good_lines_is_refused() -> None:
    """L9: a quorum is there without the false line."""
    stranger = SecretKey(WITNESSES[3].name, COSIGNATURE, CHEAT)
    false = Signature(stranger.name, WITNESSES[3].public().key_id, sign(TEXT, stranger, NOW).signed)
    lines = note.read(signed(TEXT, LOG, *WITNESSES[:3])).signatures
    assert open_checkpoint(Note(TEXT, lines).data(), POLICY).lacking == 0
    assert code_of(Note(TEXT, (*lines, false)).data()) == "signature"
    assert open_checkpoint(Note(TEXT, (*lines, sign(TEXT, stranger, NOW))).data(), POLICY).lacking == 0


def test_two_histories_need_two_that_sign_both() -> None:
    """With 3 of 4, two roots at one size each find a quorum only if two witnesses sign both: 2k - n."""
    fork = checkpoint_of((*ENTRIES[:11], b"other\n")).text()
    first = open_checkpoint(signed(TEXT, LOG, *WITNESSES[:3]), POLICY)
    both_ways = open_checkpoint(signed(fork, LOG, *WITNESSES[1:]), POLICY)
    assert first.lacking == both_ways.lacking == 0
    signed_both = {one.key for one in first.witnesses} & {one.key for one in both_ways.witnesses}
    assert len(signed_both) == 2 * 3 - 4
    assert open_checkpoint(signed(fork, LOG, *WITNESSES[2:]), POLICY).lacking == 1


@pytest.mark.parametrize(
    ("log", "witnesses", "quorum"),
    [
        (WITNESSES[0], (), 0),
        (LOG, (LOG,), 0),
        (LOG, WITNESSES, 5),
        (LOG, WITNESSES, -1),
        (LOG, WITNESSES, True),
        (LOG, WITNESSES, 1.0),
        (LOG, (), 1),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(
    log: SecretKey, witnesses: tuple[SecretKey, ...], quorum: int
) -> None:
    with pytest.raises(ProofError) as caught:
        Policy(ORIGIN, log.public(), tuple(key.public() for key in witnesses), quorum)
    assert caught.value.code == "policy"


def test_an_earlier_key_vouches_for_what_is_named_of_it_and_for_nothing_else() -> None:
    old = SecretKey(ORIGIN, NOTE, bytes([7]) * 32)
    then, now = checkpoint_of(ENTRIES[:9]), checkpoint_of(ENTRIES)
    policy = replace(POLICY, former=(Past(old.public(), 9, then.root),))
    opened = open_checkpoint(signed(then.text(), old, *WITNESSES[:2]), policy)
    assert (opened.checkpoint, len(opened.witnesses), opened.lacking) == (then, 2, 1)
    assert open_checkpoint(signed(now.text(), LOG), policy).checkpoint == now
    # Whoever stole the old key signs another past, or a future.
    forged = checkpoint_of((*ENTRIES[:8], b"another\n"))
    for checkpoint in (forged, now, checkpoint_of(ENTRIES[:8])):
        assert code_of(signed(checkpoint.text(), old, *WITNESSES), policy) == "log-unsigned"
    assert code_of(signed(then.text(), LOG), policy) == "unsigned"  # nor has the new key any past
    assert code_of(signed(then.text(), old)) == "unsigned"
    with pytest.raises(ProofError):
        replace(POLICY, former=(Past(WITNESSES[0].public(), 9, then.root),))


def test_the_empty_log_has_a_checkpoint_too() -> None:
    assert open_checkpoint(signed_checkpoint(0), POLICY).checkpoint == Checkpoint(ORIGIN, 0, EMPTY)
