"""A witness signs only what grew out of what it saw."""

from __future__ import annotations

import pytest

from jjledger.proof.checkpoint import Checkpoint, Policy, open_checkpoint
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import COSIGNATURE, NOTE, SecretKey
from jjledger.proof.lines import base64_of
from jjledger.proof.tree import Tree, leaf_hash
from jjledger.proof.witness import Request, answer, examine, read, with_answers
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

Entries = tuple[bytes, ...]
FORKED = (*ENTRIES[:3], b"other\n", *ENTRIES[4:])


def request(old: int, entries: Entries = ENTRIES, checkpoint: bytes | None = None) -> Request:
    hashes = Tree([leaf_hash(entry) for entry in entries]).consistency(old) if old else ()
    return Request(old, hashes, checkpoint or signed(checkpoint_of(entries).text(), LOG))


def code_of(asked: Request | bytes, seen: Checkpoint | None, policy: Policy = POLICY) -> str:
    with pytest.raises(ProofError) as caught:
        examine(asked if isinstance(asked, bytes) else asked.data(), seen, policy)
    return caught.value.code


@pytest.mark.parametrize("old", range(13))
def test_a_log_that_only_grew_is_signed(old: int) -> None:
    seen = checkpoint_of(ENTRIES[:old]) if old else None
    found = examine(request(old).data(), seen, POLICY)
    assert found == checkpoint_of(ENTRIES)
    line = answer(found, WITNESSES[1], NOW)
    data = with_answers(request(old).checkpoint, [line], POLICY)
    assert [signer.key.name for signer in open_checkpoint(data, POLICY).witnesses] == ["committee.example.cn"]


def test_the_text_of_a_request() -> None:
    asked = request(5)
    lines = asked.data().decode().split("\n")
    assert lines[0] == "old 5"
    assert lines[1 : lines.index("")] == [base64_of(one) for one in asked.hashes]
    assert lines[lines.index("") + 1] == ORIGIN
    assert read(asked.data()) == asked
    assert request(0).data().startswith(b"old 0\n\nsunshine")


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("request", b""),
        ("request", request(5).data().replace(b"old 5", b"old 05")),
        ("request", request(5).data().replace(b"old 5", b"new 5")),
        ("request", request(5).data().split(b"\n\n")[0]),
        (
            "request",
            request(5).data().replace(b"old 5\n", b"old 5\n" + (base64_of(CHEAT).encode() + b"\n") * 61),
        ),
        ("request", "\u65e7 5\n\n".encode()),
        ("base64", request(5).data().replace(b"old 5\n", b"old 5\n?\n")),
        ("hash", request(5).data().replace(b"old 5\n", b"old 5\nAAAA\n")),
    ],
)
def test_a_request_written_otherwise_is_refused(code: str, data: bytes) -> None:
    assert code_of(data, checkpoint_of(ENTRIES[:5])) == code


def test_as_many_hashes_as_a_log_can_have_are_read() -> None:
    asked = Request(5, (CHEAT,) * 63, request(5).checkpoint)
    assert read(asked.data()) == asked
    assert code_of(Request(5, (CHEAT,) * 64, asked.checkpoint), checkpoint_of(ENTRIES[:5])) == "request"


def test_a_rollback_is_refused() -> None:
    """L3: an earlier checkpoint, really signed by the log, offered to a witness that saw a later one."""
    seen = checkpoint_of(ENTRIES)
    assert code_of(request(5, ENTRIES[:9]), seen) == "known-size"
    assert code_of(request(0, ENTRIES[:9]), seen) == "known-size"
    assert code_of(Request(12, (), signed_checkpoint(9, 0)), seen) == "sizes"


def test_a_fork_is_refused() -> None:
    """L2: another history, at the same size and further on; the request is consistent in itself."""
    seen = checkpoint_of(ENTRIES[:9])
    assert code_of(request(9, FORKED[:9]), seen) == "old-root"
    assert code_of(request(9, FORKED), seen) == "old-root"
    assert code_of(request(3, FORKED), checkpoint_of(ENTRIES[:4])) == "known-size"
    assert code_of(request(4, FORKED), checkpoint_of(ENTRIES[:4])) == "root"


def test_the_log_is_told_what_the_witness_saw() -> None:
    with pytest.raises(ProofError, match="见证人见过的登记册不是这个长度：9"):
        examine(request(5).data(), checkpoint_of(ENTRIES[:9]), POLICY)
    assert code_of(request(5), None) == "known-size"


def test_a_proof_that_the_log_did_not_change_is_neither_left_out_nor_made_up() -> None:
    seen = checkpoint_of(ENTRIES[:9])
    asked = request(9)
    assert code_of(Request(9, (), asked.checkpoint), seen) == "short"
    assert code_of(Request(9, asked.hashes[:-1], asked.checkpoint), seen) == "short"
    assert code_of(Request(9, (*asked.hashes, CHEAT), asked.checkpoint), seen) == "long"
    assert code_of(Request(0, (CHEAT,), asked.checkpoint), None) == "long"
    assert code_of(Request(12, (CHEAT,), asked.checkpoint), checkpoint_of(ENTRIES)) == "long"


def test_only_the_log_s_own_checkpoints_are_looked_at() -> None:
    other = checkpoint_of(ENTRIES, "moonshine.example.cn/log").text()
    assert code_of(request(0, checkpoint=signed(other, LOG)), None) == "origin"
    text = checkpoint_of(ENTRIES).text()
    assert code_of(request(0, checkpoint=signed(text, SecretKey(ORIGIN, NOTE, CHEAT))), None) == "unsigned"
    assert code_of(request(0, checkpoint=signed(text, *WITNESSES)), None) == "log-unsigned"
    assert (
        code_of(request(12), Checkpoint("moonshine.example.cn/log", 12, checkpoint_of(ENTRIES).root))
        == "origin"
    )


def test_two_who_look_after_different_sizes_both_sign_one_history() -> None:
    found = examine(request(0).data(), None, POLICY)
    later = examine(request(4).data(), checkpoint_of(ENTRIES[:4]), POLICY)
    lines = [answer(found, WITNESSES[0], NOW), answer(later, WITNESSES[3], NOW + 5)]
    opened = open_checkpoint(with_answers(request(0).checkpoint, lines, POLICY), POLICY)
    assert [signer.seconds for signer in opened.witnesses] == [NOW, NOW + 5]
    assert opened.lacking == 1


def test_an_answer_over_something_else_or_of_a_stranger_is_not_put_under_it() -> None:
    checkpoint = signed_checkpoint(12, 0)
    earlier = answer(checkpoint_of(ENTRIES[:11]), WITNESSES[0], NOW)
    stranger = answer(checkpoint_of(ENTRIES), SecretKey("x.example.cn", COSIGNATURE, CHEAT), NOW)
    for code, line in [
        ("signature", earlier),
        ("unsigned", stranger),
        ("note-end", b"no line"),
        ("note-form", b"no line\n"),
    ]:
        with pytest.raises(ProofError) as caught:
            with_answers(checkpoint, [line], POLICY)
        assert caught.value.code == code


def test_a_later_answer_takes_the_place_of_the_earlier_one() -> None:
    first = with_answers(
        signed_checkpoint(12, 0), [answer(checkpoint_of(ENTRIES), WITNESSES[0], NOW)], POLICY
    )
    second = with_answers(first, [answer(checkpoint_of(ENTRIES), WITNESSES[0], NOW + 9)], POLICY)
    assert len(second) == len(first)
    assert open_checkpoint(second, POLICY).witnesses[0].seconds == NOW + 9
