"""Keys of notes: each is written one way, and none that was changed is read."""

from __future__ import annotations

import pytest

from jjledger.proof.failed import ProofError
from jjledger.proof.keys import COSIGNATURE, NOTE, PublicKey, SecretKey, fingerprint, read_public, read_secret
from tests.unit.proof.keyring import CHEAT, LOG, WITNESSES

# Published with the tests of Go's notes.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"  # noqa: S105 - published to be tested with
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
SUM_GOLANG_ORG = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"


def manglings(text: str) -> list[str]:
    """Give every part of a text, and the text with each sign turned into the next one."""
    parts = [text[i:j] for i in range(len(text)) for j in range(i + 1, len(text) + 1) if j - i < len(text)]
    return [*parts, *(text[:i] + chr(ord(text[i]) + 1) + text[i + 1 :] for i in range(len(text)))]


@pytest.mark.parametrize("text", [PETER, ENOCH, SUM_GOLANG_ORG, WITNESSES[0].public().text()])
def test_a_public_key_is_read_and_written_back(text: str) -> None:
    assert read_public(text).text() == text


def test_kinds_have_ids_of_their_own() -> None:
    assert (NOTE, COSIGNATURE) == (0x01, 0x04)  # as C2SP assigned them
    kinds = {PublicKey("a", kind, LOG.public().public).key_id for kind in (NOTE, COSIGNATURE)}
    assert len(kinds) == 2
    assert read_public(WITNESSES[0].public().text()).kind == COSIGNATURE
    assert read_public(PETER).kind == NOTE


@pytest.mark.parametrize("text", [PETER, LOG.public().text()])
def test_a_mangled_public_key_is_refused(text: str) -> None:
    for mangled in manglings(text):
        with pytest.raises(ProofError):
            read_public(mangled)


@pytest.mark.parametrize(
    "text",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",  # its id fits, its length not
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",  # an unknown kind with its id
        PETER.replace("c74f20a3", "C74F20A3"),
        PETER.replace("PeterNeumann", "Peter Neumann"),
        PETER.replace("PeterNeumann", "Peter\u3000Neumann"),
        PETER.replace("PeterNeumann", ""),
        PETER + "\n",
        "",
    ],
)
def test_a_public_key_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(ProofError):
        read_public(text)


def test_a_public_key_that_is_refused_is_named() -> None:
    for text in (
        PETER.replace("c74f20a3", "c74f20a4"),
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ):
        with pytest.raises(ProofError) as caught:
            read_public(text)
        assert (caught.value.code, caught.value.about) == ("key", "PeterNeumann")


def test_a_secret_key_is_read_written_back_and_never_shown() -> None:
    key = read_secret(PETER_SECRET)
    assert key.text() == PETER_SECRET
    assert key.public().text() == PETER
    assert key.seed.hex() not in repr(key)
    assert repr(key.seed) not in repr(key)


@pytest.mark.parametrize("text", [PETER_SECRET, WITNESSES[1].text()])
def test_a_mangled_secret_key_is_refused_without_showing_it(text: str) -> None:
    for mangled in manglings(text):
        with pytest.raises(ProofError) as caught:
            read_secret(mangled)
        assert (caught.value.code, caught.value.about) == ("key", "")


def test_a_key_signs_the_same_each_time_and_for_itself() -> None:
    message = "甲".encode()
    signature = LOG.sign(message)
    assert signature == LOG.sign(message)
    assert LOG.public().signed(message, signature)
    assert not LOG.public().signed(message + b"\n", signature)
    assert not LOG.public().signed(message, signature[:-1])
    assert not LOG.public().signed(message, b"")
    assert not SecretKey("x", NOTE, CHEAT).public().signed(message, signature)
    assert not PublicKey("x", NOTE, b"\1").signed(message, signature)


@pytest.mark.parametrize(
    ("name", "kind", "seed"),
    [("a b", NOTE, CHEAT), ("a+b", NOTE, CHEAT), ("", NOTE, CHEAT), ("a", 2, CHEAT), ("a", NOTE, b"")],
)
def test_no_secret_key_is_made_that_could_not_be_read_back(name: str, kind: int, seed: bytes) -> None:
    with pytest.raises(AssertionError):
        SecretKey(name, kind, seed)


def test_a_fingerprint_is_the_beginning_of_the_hash_in_fours() -> None:
    # printf '%064d' 0 | xxd -r -p | sha256sum
    assert fingerprint(PublicKey("a", NOTE, bytes(32))) == "6668 7aad f862 bd77"
