"""Signed notes: what is refused for how it is written, and whose signatures count."""

from __future__ import annotations

import struct

import pytest

from jjledger.proof.failed import ProofError
from jjledger.proof.keys import NOTE, PublicKey, SecretKey, read_public, read_secret
from jjledger.proof.note import Note, Signature, Signer, read, sign, verify, with_signatures
from tests.unit.proof.keyring import CHEAT, LOG, NOW, WITNESSES, signed
from tests.unit.proof.test_keys import ENOCH, PETER, PETER_SECRET

# Published with the tests of Go's notes.
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
BY_PETER = "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
BY_ENOCH = "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
POEM = """Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed \u00e8 subito sera.

\u2014 quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
"""


def names(data: str | bytes, *keys: str | PublicKey) -> list[str]:
    known = [read_public(key) if isinstance(key, str) else key for key in keys]
    note = read(data if isinstance(data, bytes) else data.encode())
    return [signer.key.name for signer in verify(note, known)]


def code_of(data: str | bytes, *keys: str | PublicKey) -> str:
    with pytest.raises(ProofError) as caught:
        names(data, *(keys or (PETER,)))
    return caught.value.code


def test_the_notes_of_go_are_signed_and_read_alike() -> None:
    assert Note(TEXT, (sign(TEXT, read_secret(PETER_SECRET)),)).data().decode() == f"{TEXT}\n{BY_PETER}"
    both = f"{TEXT}\n{BY_PETER}{BY_ENOCH}"
    assert names(both, PETER) == ["PeterNeumann"]
    assert names(both, ENOCH, PETER) == ["PeterNeumann", "EnochRoot"]
    assert read(both.encode()).text == TEXT
    assert read(both.encode()).data().decode() == both
    assert code_of(both, LOG.public()) == "unsigned"
    assert verify(read(both.encode()), [read_public(ENOCH)]) == (Signer(read_public(ENOCH), None),)


def test_the_text_ends_at_the_last_empty_line() -> None:
    assert read(POEM.encode()).text.endswith("\n\ned \u00e8 subito sera.\n")
    assert read(POEM.encode()).data().decode() == POEM


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("note-form", TEXT),
        ("note-form", f"{TEXT}\n"),
        ("note-form", f"{TEXT}\n\n"),
        ("note-form", f"{TEXT}{BY_PETER}"),
        ("note-form", BY_PETER),
        ("note-form", "\n"),
        ("note-end", f"{TEXT}\n{BY_PETER[:-1]}"),
        ("note-end", ""),
        ("note-control", f"\x01{TEXT}\n{BY_PETER}"),
        ("note-control", f"{TEXT}\n{BY_PETER}".replace("\n", "\r\n")),
        ("note-control", f"{TEXT}\t\n\n{BY_PETER}"),
        ("note-control", f"{TEXT}\n{BY_PETER[:-1]}\x1f\n"),
        ("note-text", b"\xff" + f"{TEXT}\n{BY_PETER}".encode()),
        ("note-text", b"\xed\xa0\x80\n\n" + BY_PETER.encode()),  # half a sign of two
        ("note-form", f"{TEXT}\n{BY_PETER}Unexpected line.\n"),
        ("note-form", f"{TEXT}\n{BY_PETER.replace('PeterNeumann', 'Peter Neumann')}"),
        ("note-form", f"{TEXT}\n{BY_PETER.replace('PeterNeumann', 'Peter+Neumann')}"),
        ("note-form", f"{TEXT}\n{BY_PETER.replace('PeterNeumann', 'Peter' + chr(0xA0) + 'Neumann')}"),
        ("note-form", f"{TEXT}\n{BY_PETER.replace('PeterNeumann', '')}"),
        ("note-form", f"{TEXT}\n{BY_PETER.replace(chr(0x2014), '-')}"),
        ("note-form", f"{TEXT}\n {BY_PETER}"),
        ("note-form", f"{TEXT}\n{BY_PETER[:-1]} \n"),
        ("note-form", f"{TEXT}\n\u2014 PeterNeumann \n"),
        ("note-form", f"{TEXT}\n\u2014 PeterNeumann x08gow==\n"),  # an id and nothing after it
        ("base64", f"{TEXT}\n{BY_PETER[:-2]}\n"),  # without its =
        ("base64", f"{TEXT}\n{BY_PETER.replace('nAM=', 'nAN=')}"),  # the same bytes, bits left over
        ("base64", f"{TEXT}\n{BY_PETER.replace('nAM=', 'nA=M')}"),
        ("note-large", "\u597d" * 21846 + f"\n\n{BY_PETER}"),
        ("note-many", f"{TEXT}\n" + BY_PETER * 65),
        ("note-many", f"{TEXT}\n" + BY_ENOCH * 65),
    ],
)
def test_a_note_written_otherwise_is_refused(code: str, data: str | bytes) -> None:
    assert code_of(data) == code


def test_what_is_just_small_enough_is_read() -> None:
    assert names(f"{TEXT}\n" + BY_PETER * 64, PETER) == ["PeterNeumann"]
    text = "a" * (64 * 1024 - len(BY_PETER.encode()) - 2) + "\n"
    key = read_secret(PETER_SECRET)
    data = Note(text, (sign(text, key),)).data()
    assert len(data) == 64 * 1024
    assert names(data, PETER) == ["PeterNeumann"]
    assert code_of(b"a" + data) == "note-large"


def test_a_false_signature_of_a_known_key_spoils_the_note_though_others_are_good() -> None:
    false = sign(TEXT, SecretKey("EnochRoot", NOTE, CHEAT)).signed
    in_his_name = Signature("EnochRoot", read_public(ENOCH).key_id, false).line()
    for lines in (BY_PETER + in_his_name, in_his_name + BY_PETER, BY_ENOCH + BY_PETER + in_his_name):
        with pytest.raises(ProofError) as caught:
            names(f"{TEXT}\n{lines}", PETER, ENOCH)
        assert (caught.value.code, caught.value.about) == ("signature", "EnochRoot")
        assert names(f"{TEXT}\n{lines}", PETER) == ["PeterNeumann"]  # who does not know Enoch passes over him


def test_a_signature_over_another_text_or_of_another_length_is_false() -> None:
    assert code_of(f"{TEXT}.\n\n{BY_PETER}") == "signature"
    assert code_of(f"\n{TEXT}\n{BY_PETER}") == "signature"
    line = sign(TEXT, read_secret(PETER_SECRET))
    for changed in (
        line.signed[:-1],
        line.signed + b"\0",
        b"\0",
        bytes([line.signed[0] ^ 1]) + line.signed[1:],
    ):
        assert code_of(Note(TEXT, (Signature(line.name, line.key_id, changed),)).data()) == "signature"


def test_another_key_of_the_same_name_or_the_same_id_is_a_stranger() -> None:
    forged = sign(TEXT, SecretKey("PeterNeumann", NOTE, CHEAT))
    assert code_of(Note(TEXT, (forged,)).data()) == "unsigned"
    other_name = Signature(
        "CarmenSandiego", read_public(PETER).key_id, sign(TEXT, read_secret(PETER_SECRET)).signed
    )
    assert code_of(Note(TEXT, (other_name,)).data()) == "unsigned"
    assert names(f"{TEXT}\n{forged.line()}{BY_PETER}", PETER) == ["PeterNeumann"]


def test_a_key_counts_once_however_often_it_signs() -> None:
    assert names(f"{TEXT}\n{BY_PETER * 3}{BY_ENOCH}", PETER, ENOCH, PETER) == ["PeterNeumann", "EnochRoot"]
    early, late = (sign(TEXT, WITNESSES[0], seconds) for seconds in (NOW, NOW + 1))
    signers = verify(Note(TEXT, (early, late)), [WITNESSES[0].public()])
    assert [signer.seconds for signer in signers] == [NOW]


def test_keys_that_cannot_be_told_apart_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four bytes of an id can be made to collide; here they are simply said to."""
    one, other = PublicKey("same", NOTE, bytes(32)), PublicKey("same", NOTE, bytes(31) + b"\1")
    assert code_of(f"{TEXT}\n{BY_PETER}", one, other) == "unsigned"
    monkeypatch.setattr(PublicKey, "key_id", b"same")
    assert code_of(f"{TEXT}\n{BY_PETER}", one, other) == "keys"


def test_a_cosignature_says_when_and_is_spoilt_with_its_time() -> None:
    witness = WITNESSES[0].public()
    line = sign(TEXT, WITNESSES[0], NOW)
    assert verify(Note(TEXT, (line,)), [witness]) == (Signer(witness, NOW),)
    for seconds in (NOW + 1, 0, 2**53, 2**64 - 1):
        moved = Signature(line.name, line.key_id, seconds.to_bytes(8, "big") + line.signed[8:])
        assert code_of(Note(TEXT, (moved,)).data(), witness) == "signature"
    short = Signature(line.name, line.key_id, line.signed[:7])
    assert code_of(Note(TEXT, (short,)).data(), witness) == "signature"


@pytest.mark.parametrize("seconds", [0, 1, NOW, 2**53 - 1])
def test_a_cosignature_is_the_time_in_eight_bytes_and_a_signature_over_time_and_text(seconds: int) -> None:
    line = sign(TEXT, WITNESSES[0], seconds)
    message = b"cosignature/v1\ntime " + str(seconds).encode() + b"\n" + TEXT.encode()
    assert line.signed == struct.pack(">Q", seconds) + WITNESSES[0].sign(message)
    assert verify(Note(TEXT, (line,)), [WITNESSES[0].public()])[0].seconds == seconds


@pytest.mark.parametrize("seconds", [-1, 2**53])
def test_no_time_is_signed_that_would_be_refused(seconds: int) -> None:
    with pytest.raises(AssertionError):
        sign(TEXT, WITNESSES[0], seconds)


def test_a_cosigner_of_the_far_future_is_refused_though_its_signature_is_right() -> None:
    far = 2**53
    message = f"cosignature/v1\ntime {far}\n{TEXT}".encode()
    line = Signature(
        WITNESSES[0].name, WITNESSES[0].public().key_id, far.to_bytes(8, "big") + WITNESSES[0].sign(message)
    )
    assert code_of(Note(TEXT, (line,)).data(), WITNESSES[0].public()) == "signature"


def test_a_newer_line_takes_the_place_of_its_key_s_older_one() -> None:
    note = read(signed(TEXT, LOG, WITNESSES[0]))
    newer = sign(TEXT, WITNESSES[0], NOW + 60)
    more = with_signatures(note, [newer, sign(TEXT, WITNESSES[1], NOW)])
    assert [line.name for line in more.signatures] == [LOG.name, WITNESSES[0].name, WITNESSES[1].name]
    assert more.signatures[1] == newer
    assert more.text == TEXT


@pytest.mark.parametrize(("text", "seconds"), [("a", None), ("a\r\n", None), ("a\n", NOW)])
def test_what_could_not_be_read_is_not_signed(text: str, seconds: int | None) -> None:
    with pytest.raises(AssertionError):
        sign(text, LOG, seconds)
    with pytest.raises(AssertionError):
        sign("a\n", WITNESSES[0])
