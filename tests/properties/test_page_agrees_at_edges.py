"""Where one more or one less decides: the page draws each line where the program does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from jjledger.proof import tlog_proof
from jjledger.proof.checkpoint import Policy, open_checkpoint
from jjledger.proof.keys import COSIGNATURE, NOTE, PublicKey, SecretKey, read_public
from jjledger.proof.lines import base64_of
from jjledger.proof.note import Note, Signature, read, sign, verify
from jjledger.proof.tree import Tree, leaf_hash, verify_inclusion
from jjledger.render.verifier import policy_told
from jjledger.seal.base41 import base41_of
from jjledger.seal.codes import codes_in, read_code
from jjledger.seal.manifest import read_manifest
from jjledger.seal.pack import verify_pack
from jjledger.seal.register import verify_register
from jjledger.seal.statement import read_statement
from jjledger.seal.typed import is_room
from tests.page_in_node import asked, b64
from tests.properties.test_page_agrees_on_parts import Question, agreed
from tests.sealed_packs import LOG, ORIGIN, POLICY, SEEN, WITNESSES, community
from tests.unit.proof.test_note import BY_PETER, PETER, TEXT

MADE = community()
TOLD = policy_told(POLICY)
CHECKPOINT = read(MADE.checkpoint().encode()).text


def note_of(data: bytes, *keys: PublicKey | str) -> Question:
    texts = [key if isinstance(key, str) else key.text() for key in keys]

    def verified() -> str:
        from_texts = [read_public(text) for text in texts]
        return ",".join(signer.key.name for signer in verify(read(data), from_texts))

    return {"ask": "note", "data": b64(data), "keys": texts}, verified


def checkpoint_of(lines: list[Signature], policy: Policy) -> Question:
    data = Note(CHECKPOINT, tuple(lines)).data()

    def verified() -> str:
        opened = open_checkpoint(data, policy)
        return "ok" if not opened.lacking and opened.witnesses else "amber"

    return {"ask": "checkpoint", "data": b64(data), "policy": policy_told(policy)}, verified


def test_the_largest_pack() -> None:
    def padded(size: int) -> bytes:
        told = json.loads(MADE.pack("3-101"))
        told["log"] = ""
        empty = len(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())
        told["log"] = "x" * (size - empty)
        data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        assert len(data) == size
        return data

    shown = [padded(256 * 1024 + more) for more in (-1, 0, 1)]
    answers = agreed(
        (
            {"ask": "pack", "data": b64(one), "policy": TOLD, "room": None},
            lambda one=one: verify_pack(one, POLICY),
        )
        for one in shown
    )
    assert answers == ["proof-text", "proof-text", "pack"]


def test_the_largest_note_and_where_its_text_ends() -> None:
    line = sign("a\n", LOG).line().encode()
    room = 64 * 1024 - 2 - len(line)
    texts = ["a" * (room + more) + "\n" for more in (-1, 0)]
    shown = [Note(text, (sign(text, LOG),)).data() for text in texts]
    assert [len(one) for one in shown] == [64 * 1024 - 1, 64 * 1024]
    public = LOG.public()
    answers = agreed(
        [
            *(note_of(one, public) for one in (*shown, b"a" + shown[1])),
            *(note_of((start + BY_PETER).encode(), PETER) for start in ("\n", "\n\n", "x", "\n\n\n", TEXT)),
        ]
    )
    assert answers == [
        ORIGIN,
        ORIGIN,
        "note-large",
        "note-form",
        "signature",
        "note-form",
        "signature",
        "note-form",
    ]


def test_a_key_that_is_too_long_though_its_id_is_its_own() -> None:
    told = []
    for data in (b"\1" + bytes(33), b"\1" + bytes(31), b"\4" + bytes(33), b"\2" + bytes(32)):
        key_id = sha256(b"long\n" + data).digest()[:4].hex()
        text = f"long+{key_id}+{base64_of(data)}"
        told.append(({"ask": "key", "text": text}, lambda text=text: read_public(text).name))
    assert agreed(told) == ["key"] * 4


def _twins(*kinds: tuple[str, int]) -> list[PublicKey]:
    """Find a key of each name and kind, all with the same four bytes of id, as anybody can."""
    known: dict[bytes, dict[tuple[str, int], PublicKey]] = {}
    for number in range(1_000_000):
        name, kind = kinds[number % len(kinds)]
        key = PublicKey(name, kind, number.to_bytes(32, "big"))
        found = known.setdefault(key.key_id, {})
        other = found.setdefault((name, kind), key)
        if len(found) == len(set(kinds)) and (other != key or len(found) > 1):
            return [other, key] if other != key else [found[one] for one in kinds]
    raise AssertionError("no two of a million")


def test_two_keys_that_cannot_be_told_apart() -> None:
    name = "twin.example.cn"
    first, second = _twins((name, COSIGNATURE))
    lines = [sign(CHECKPOINT, LOG), sign(CHECKPOINT, WITNESSES[0], SEEN)]
    for keys in ((first, second), (second, first), (first, WITNESSES[0].public(), second)):
        assert agreed([checkpoint_of(lines, Policy(ORIGIN, LOG.public(), keys, 1))]) == ["keys"]
    same = Policy(ORIGIN, LOG.public(), (first, WITNESSES[0].public(), first), 1)
    assert agreed([checkpoint_of(lines, same)]) == ["ok"]
    log, witness = _twins((ORIGIN, NOTE), (ORIGIN, COSIGNATURE))
    assert agreed([checkpoint_of(lines, Policy(ORIGIN, log, (witness,), 1))]) == ["keys"]
    named_otherwise = _twins((name, COSIGNATURE), ("other.example.cn", COSIGNATURE))
    apart = Policy(ORIGIN, LOG.public(), (*named_otherwise, WITNESSES[0].public()), 1)
    assert agreed([checkpoint_of(lines, apart)]) == ["ok"]


def test_hashes_that_differ_in_one_byte_or_are_none() -> None:
    leaves = [leaf_hash(b"%d" % number) for number in range(3)]
    tree = Tree(leaves)
    questions: list[Question] = []

    def asked_of(root: bytes, leaf: bytes, proof: tuple[bytes, ...]) -> None:
        told = {"ask": "inclusion", "root": b64(root), "size": 3, "index": 1, "leaf": b64(leaf)}
        question = {**told, "proof": [b64(one) for one in proof]}
        questions.append((question, lambda: verify_inclusion(root, 3, 1, leaf, proof)))

    root, leaf, proof = tree.root(), leaves[1], tree.inclusion(1)
    for at in range(32):
        asked_of(root[:at] + bytes([root[at] ^ 1]) + root[at + 1 :], leaf, proof)
    for short in (root[:-1], root + b"0", b""):
        asked_of(short, leaf, proof)
        asked_of(root, short, proof)
        asked_of(root, leaf, (proof[0], short))
    assert agreed(questions) == ["root"] * 32 + ["hash"] * 9


def test_rooms_of_every_sign_of_a_typewriter() -> None:
    texts = [
        f"jjledger/statement/v2\na/b\n2025\nfund maintenance\n1{chr(sign_)}\nopening 0\npaid 0\ninterest 0\n"
        "spent 0\nclosing 0\narrears 0\n"
        for sign_ in range(256)
    ]
    answers = agreed(
        ({"ask": "statement", "text": text}, lambda text=text: read_statement(text)) for text in texts
    )
    assert answers.count("ok") == 94 + 94  # those of ASCII, and of Latin letters but the soft hyphen


def test_keys_of_one_name() -> None:
    """A witness in the log's name is not the log, and two of one name with two keys are two."""
    in_its_name = SecretKey(ORIGIN, COSIGNATURE, bytes([50]) * 32)
    named_alike = [SecretKey("same.example.cn", COSIGNATURE, bytes([number]) * 32) for number in (51, 52)]
    own = SecretKey("own.example.cn", COSIGNATURE, LOG.seed)
    itself = SecretKey(ORIGIN, COSIGNATURE, LOG.seed)
    itself_watching = Policy(ORIGIN, LOG.public(), (itself.public(),), 0)
    watched = Policy(ORIGIN, LOG.public(), (in_its_name.public(), own.public(), WITNESSES[0].public()), 2)
    pair = Policy(ORIGIN, LOG.public(), tuple(key.public() for key in named_alike), 2)
    log, both = sign(CHECKPOINT, LOG), [sign(CHECKPOINT, key, SEEN) for key in named_alike]
    cosigned = [sign(CHECKPOINT, key, SEEN) for key in (in_its_name, own, WITNESSES[0])]
    told = agreed(
        [
            checkpoint_of(cosigned[:1], watched),
            checkpoint_of(cosigned, watched),
            checkpoint_of([log, *cosigned], watched),
            checkpoint_of([log, *cosigned[1:]], watched),
            checkpoint_of([log, *both], pair),
            checkpoint_of([log, both[0], both[0]], pair),
            checkpoint_of([sign(CHECKPOINT, itself, SEEN)], itself_watching),
        ]
    )
    assert told == ["log-unsigned", "log-unsigned", "ok", "amber", "ok", "amber", "log-unsigned"]


def test_the_last_second_there_is() -> None:
    witness = WITNESSES[0]

    def cosigned(seconds: int, told: int) -> Signature:
        message = f"cosignature/v1\ntime {seconds}\n{CHECKPOINT}".encode()
        return Signature(
            witness.name, witness.public().key_id, told.to_bytes(8, "big") + witness.sign(message)
        )

    policy = Policy(ORIGIN, LOG.public(), (witness.public(),), 1)
    last = 2**53 - 1
    shown = [
        (last, last),
        (last + 1, last + 1),
        (SEEN, SEEN + 2**56),
        (SEEN, SEEN),
        (2**64 - 1, 2**64 - 1),
        (0, 0),
    ]
    told = agreed(checkpoint_of([sign(CHECKPOINT, LOG), cosigned(*one)], policy) for one in shown)
    assert told == ["ok", "signature", "signature", "ok", "signature", "ok"]


def test_policies_that_are_none() -> None:
    strange = SecretKey("strange.example.cn", NOTE, bytes([60]) * 32).public()
    own = SecretKey("own.example.cn", COSIGNATURE, LOG.seed).public()
    bad: list[Any] = [
        None, 1, "x", [], {}, {"origin": ORIGIN}, TOLD | {"origin": 1}, TOLD | {"origin": None}, TOLD | {"log": None},
        TOLD | {"log": [TOLD["log"]]}, TOLD | {"witnesses": None}, TOLD | {"witnesses": {}}, TOLD | {"witnesses": "x"},
        TOLD | {"witnesses": [1]}, TOLD | {"witnesses": [None]}, TOLD | {"quorum": "3"}, TOLD | {"quorum": None},
        TOLD | {"quorum": 2.5}, TOLD | {"quorum": True}, {**TOLD, "witnesses": [strange.text()], "quorum": 1},
        {**TOLD, "witnesses": [own.text()], "quorum": 1}, {**TOLD, "witnesses": [strange.text()], "quorum": 0},
    ]  # fmt: skip
    assert asked({"ask": "policy", "policy": one} for one in bad) == ["policy"] * len(bad)


def test_sums_that_no_number_of_the_page_can_hold() -> None:
    most = 2**53 - 1
    answers = []
    for paid, interest in ((most, 0), (most - 1, 1), (most, 1), (most - 1, 0), (most - 1, -1), (most - 2, 3)):
        text = (
            f"jjledger/statement/v2\na/b\n2025\nfund maintenance\n1\nopening {most}\npaid {paid}\n"
            f"interest {interest}\nspent {most}\nclosing {most}\narrears 0\n"
        )
        answers += agreed([({"ask": "statement", "text": text}, lambda text=text: read_statement(text))])
    assert answers == ["ok", "ok", *["statement-sum"] * 4]


def test_numbers_of_a_manifest_that_are_too_large() -> None:
    text, large = MADE.manifest.text(), str(2**53)
    block = MADE.manifest.funds[0]
    shown = [text]
    for old, new in (
        (f"register {block.households} ", f"register {large} "),
        (f"line closing {block.closing.total_fen} ", f"line closing {large} "),
        (f"line arrears {block.arrears.total_fen} ", f"line arrears {large} "),
        (
            f"line arrears {block.arrears.total_fen} {block.arrears.root.hex() if block.arrears.root else ''}",
            "line arrears 0 -",
        ),
        ("edition 1\n", f"edition {large}\n"),
        ("replaces -\n", f"replaces {large}\n"),
        (f"total closing {block.sums.closing_fen}\n", f"total closing {large}\n"),
    ):
        assert old in text
        shown.append(text.replace(old, new, 1))
    answers = agreed(({"ask": "manifest", "text": one}, lambda one=one: read_manifest(one)) for one in shown)
    assert answers == ["ok", *["manifest"] * 3, "line-total", *["manifest"] * 3]


def test_a_register_of_one_room() -> None:
    data = f"{'0' * 64} 1\n".encode()
    block = replace(
        MADE.manifest.funds[0], households=1, register=sha256(data).digest(), statements=bytes(32)
    )
    manifest = replace(MADE.manifest, funds=(block,)).text()
    question = {"ask": "register", "data": b64(data), "manifest": manifest}
    assert agreed([(question, lambda: verify_register(data, block))]) == ["ok"]


def test_signs_of_seven_bits_and_of_eight_before_a_proof() -> None:
    told = []
    for sign_ in (b"\x7f", b"\x80", "\u00e9".encode()):
        data = MADE.log.encode().replace(b"=\n", b"=" + sign_ + b"\n", 1)
        question = {"ask": "entry", "data": b64(data), "entry": b64(b"x"), "policy": TOLD}
        told.append((question, lambda data=data: tlog_proof.verify(data, b"x", POLICY)))
    assert agreed(told) == ["base64", "proof-text", "proof-text"]


def _code(kind: str, data: bytes) -> str:
    return f"{kind}:{base41_of(data)}%"


def test_codes_at_their_edges() -> None:
    code, poster = MADE.code("3-101"), MADE.poster()
    body = poster[:-1]
    aligned = body if len(body) % 3 == 0 else body[:-2]
    assert len(aligned) % 3 == 0
    shown = [code[:length] for length in range(len(code) + 1)]
    shown += [code[:length] + "%" for length in range(len(code))]
    shown += [f"{aligned}{more}%" for more in ("", "0", "00", "I/-", "H/-", "96", "A6", "0I/-", "///", "000")]
    # A manifest of such a length that the code is as long as a QR code can hold, and longer.
    for size in range(2855, 2863):
        shown.append(_code("J2", b"\x02\x01m" + b"l" * size))
    shown.append(_code("J1", b"\x01\x01\x00\x02rr" + bytes(6) + bytes(32) + b"\0" + b"\xff" * 32))
    shown += [_code("J2", b"\x02" + bytes([size]) + b"manifest") for size in (0, 7, 8, 9, 100)]
    for sign_ in (*range(256), *range(0x1680, 0x1690), *range(0x1800, 0x1810), *range(0x1FF0, 0x2070)):
        shown += [code[:90] + chr(sign_) + code[91:], code[:90] + chr(sign_) + code[90:]]
    shown += [code[:90] + sign_ + code[90:] for sign_ in "\u3000\u3001\ufeff\ufe0f\ufffd\U00010348\u0378"]
    for number in (0, 1, 63, 64, 65, 127, 128, 129, 16_383, 16_384, 2**53 - 1, 2**53):
        groups, rest = [], number
        while rest > 127:
            groups.append(rest & 127 | 128)
            rest >>= 7
        told = bytes([*groups, rest])
        zero = bytes(1)
        head = b"\x01\x01\x00\x01r"
        shown.append(_code("J1", head + told * 6 + bytes(32) + told))
        shown.append(_code("J1", head + zero * 6 + bytes(32) + told[:-1] + bytes([rest | 128, 0])))

    def parts(text: str) -> Callable[[], object]:
        return lambda: read_code(text)

    answers = agreed(({"ask": "code", "text": text}, parts(text)) for text in shown)
    assert {"ok", "code"} == set(answers)


def test_typed_rooms_are_the_same_to_both() -> None:
    signs = [chr(sign_) for sign_ in (*range(0x20, 0x530), *range(0x1100, 0x1200), *range(0x1E00, 0x3400))]
    signs += [
        chr(sign_) for sign_ in (*range(0xF900, 0xFB00), *range(0xFE00, 0x10000)) if chr(sign_).isprintable()
    ]
    questions = [
        {"ask": "room", "typed": f"1{one}2", "room": room} for one in signs for room in ("1-2", "12", "122")
    ]
    answers = asked(questions)
    expected = [is_room(str(one["typed"]), str(one["room"])) for one in questions]
    assert [one for one, is_, was in zip(questions, answers, expected, strict=True) if is_ != was] == []
    assert sum(expected) > 50


def test_codes_are_found_by_both() -> None:
    code, poster = MADE.code("3-101"), MADE.poster()
    shown = [
        code,
        f"{code}{poster}",
        f"看：{code[:9]}\xa0 {code[9:]} 3-101 {poster[:-1]}\n{poster}。",
        "J1 J2:",
        "J1:J1:%%",
    ]
    shown += ["J2:J1:AB%C%", "\u0085J\u200b1\ufeff:0%", "J3:00%J1:aJ2:%%"]
    assert asked({"ask": "found", "text": text} for text in shown) == [codes_in(text) for text in shown]
    assert [len(codes_in(text)) for text in shown] == [1, 2, 3, 1, 2, 2, 1, 2]


def test_amounts_of_codes_are_the_program_s() -> None:
    """A code of amounts around those where a byte more is needed, read to the same statement."""
    amounts = [0, 1, -1, 63, -63, 64, -64, 65, -65, 8191, -8192, 8192, 2**52 - 1, -(2**52) + 1]
    for fen in amounts:
        number = 2 * fen if fen >= 0 else -2 * fen - 1
        groups = []
        while number > 127:
            groups.append(number & 127 | 128)
            number >>= 7
        told = bytes([*groups, number])
        text = _code("J1", b"\x01\x01\x00\x01r" + told + bytes(5) + bytes(32) + b"\0")
        found = read_code(text)
        assert asked([{"ask": "amounts", "text": text}]) == [[fen, 0, 0, 0, 0, 0]]
        assert getattr(found, "amounts") == (fen, 0, 0, 0, 0, 0)  # noqa: B009 - of a household's code only
