"""The page and the program, shown the same: whatever is changed in it, they answer the same, to the code."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import pytest

from jjledger.proof.checkpoint import Policy
from jjledger.proof.failed import ProofError
from jjledger.render.verifier import policy_told
from jjledger.seal.codes import HouseholdCode, PosterCode, read_code, verify_code
from jjledger.seal.pack import Verified, verify_pack
from tests.evidence import record_evidence
from tests.page_in_node import asked, b64
from tests.sealed_packs import LONGEST_ROOM, MAINTENANCE, POLICY, PUBLIC_HOUSING, WITNESSES, community

SEED: Final = 1_000
CHANGES: Final = 1_000
_SIGNS: Final = "0123456789-+ \n=ABab/._\u00a0\u3000\u4e00\uff11\u2014\u200b\x1f"
Shown = tuple[bytes, Policy, str | None]


def answer(verified: Callable[[], Verified]) -> str:
    """Say what the program answers."""
    try:
        found = verified()
    except ProofError as failure:
        return failure.code
    return "ok" if found.enough else "amber"


def honest() -> list[bytes]:
    """Give packs of all kinds: of either fund, with a balance, with arrears, with nothing, with few witnesses."""
    told = [community(witnesses).pack(room) for witnesses in (0, 3, 4) for room in MAINTENANCE]
    return told + [community().pack(room, 1) for room in PUBLIC_HOUSING]


def changed_bytes(pack: bytes, chance: random.Random) -> bytes:
    """Change some bytes, which nobody looks at the meaning of."""
    data = bytearray(pack)
    for _ in range(chance.choice([1, 1, 1, 2, 5])):
        at = chance.randrange(len(data))
        how = chance.randrange(4)
        if how == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            del data[at : at + chance.choice([1, 1, 2, 40])]
        elif how == 2:
            data[at:at] = data[at : at + chance.choice([1, 2, 60])]
        else:
            data[at] = chance.randrange(256)
    return bytes(data)


def changed_text(pack: bytes, chance: random.Random) -> bytes:
    """Change a sign within a text, a hash or a number, so that the form of the pack still holds."""
    told = json.loads(pack)
    key = chance.choice(
        ["statement", "salt", "manifest", "manifest", "log", "log", "inclusion", "lines", "index"]
    )
    if key == "index":
        told[key] += chance.choice([-1, 1, 2, 1000])
    elif key == "lines":
        for line in told[key].values():
            if chance.randrange(2):
                line["start"] = max(0, line["start"] + chance.choice([-1, 1, 7, 10**6, 2**53]))
            else:
                line["proof"] = changed_list(line["proof"], chance)
    elif key == "inclusion":
        told[key] = changed_list(told[key], chance)
    else:
        told[key] = changed_line(told[key], chance)
    return plain(told)


def changed_list(texts: list[str], chance: random.Random) -> list[str]:
    """Leave one out, say one twice, swap two or change one."""
    texts = list(texts)
    if not texts:
        return ["A" * 43 + "="]
    at, how = chance.randrange(len(texts)), chance.randrange(4)
    if how == 0:
        del texts[at]
    elif how == 1:
        texts.insert(at, texts[at])
    elif how == 2:
        texts[at], texts[0] = texts[0], texts[at]
    else:
        texts[at] = changed_line(texts[at], chance)
    return texts


def changed_line(text: str, chance: random.Random) -> str:
    """Change a sign, a number or a whole line of a text."""
    how = chance.randrange(5)
    lines = text.split("\n")
    at, line = chance.randrange(len(text)), chance.randrange(len(lines))
    if how == 0:
        return text[:at] + chance.choice(_SIGNS) + text[at + 1 :]
    if how == 1:
        return text[:at] + chance.choice(_SIGNS) + text[at:]
    if how == 2:
        return text[:at] + text[at + 1 :]
    if how == 3:
        return "\n".join(lines[:line] + lines[line + 1 :])
    return "\n".join(lines[: line + 1] + lines[line:])


def crossed(packs: list[bytes], chance: random.Random) -> bytes:
    """Put together parts of two honest packs."""
    one, other = (json.loads(chance.choice(packs)) for _ in range(2))
    for key in chance.sample(list(one), chance.choice([1, 1, 2, 3])):
        one[key] = other[key]
    return plain(one)


def plain(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def changed_packs() -> list[Shown]:
    """Change packs, and now and then whom the reader trusts and whose room she asks for."""
    chance = random.Random(SEED)  # noqa: S311 - the same changes each time
    packs = honest()
    weaker = Policy(POLICY.origin, POLICY.log, POLICY.witnesses[:2], 0)
    stranger = Policy(POLICY.origin, POLICY.log, (WITNESSES[3].public(),), 1)
    shown: list[Shown] = []
    for number in range(CHANGES):
        how = number % 5
        pack = chance.choice(packs)
        if how < 2:
            pack = changed_text(pack, chance)
        elif how == 2:
            pack = changed_bytes(pack, chance)
        elif how == 3:
            pack = crossed(packs, chance)
        room = chance.choice([None, None, "3-101", LONGEST_ROOM])
        policy = chance.choice([POLICY, POLICY, POLICY, weaker, stranger])
        shown.append((pack, policy, room))
    return shown


@pytest.mark.slow
def test_a_thousand_changed_packs() -> None:
    shown = changed_packs()
    program = [answer(lambda one=one: verify_pack(*one)) for one in shown]
    page = asked(
        {"ask": "pack", "data": b64(pack), "policy": policy_told(policy), "room": room}
        for pack, policy, room in shown
    )
    assert [one for one in zip(program, page, shown, strict=True) if one[0] != one[1]] == []
    told = Counter(program)
    assert len(told) > 20  # they reach far, and most fail
    assert told["ok"] + told["amber"] < CHANGES // 3
    record_evidence(
        "page-agrees",
        {
            "changed_packs": CHANGES,
            "different_answers": 0,
            "codes": len(told),
            "hold": told["ok"] + told["amber"],
            "seed": SEED,
        },
    )


@pytest.mark.slow
def test_changed_codes() -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same changes each time
    made = community()
    shown = []
    for number in range(300):
        household, poster = made.code(chance.choice(list(MAINTENANCE))), made.poster()
        if number % 3 == 0:
            household = changed_code(household, chance)
        elif number % 3 == 1:
            poster = changed_code(poster, chance)
        shown.append((household, poster))

    def verified(household: str, poster: str) -> Verified:
        one, other = read_code(household), read_code(poster)
        if not isinstance(one, HouseholdCode) or not isinstance(other, PosterCode):
            raise ProofError("code")
        return verify_code(one, other, POLICY)

    program = [answer(lambda one=one: verified(*one)) for one in shown]
    told = policy_told(POLICY)
    page = asked(
        {"ask": "codes", "household": household, "poster": poster, "policy": told, "room": None}
        for household, poster in shown
    )
    assert [one for one in zip(program, page, shown, strict=True) if one[0] != one[1]] == []
    assert 100 <= program.count("ok") < 105  # a sign may become itself
    assert len(set(program)) > 8


def changed_code(code: str, chance: random.Random) -> str:
    """Change some signs of a code, most often to others that a code can have."""
    signs = list(code)
    for _ in range(chance.choice([1, 1, 3])):
        at = chance.randrange(len(signs))
        if chance.randrange(6) == 0:
            del signs[at : at + chance.choice([1, 2, 3])]
        else:
            signs[at] = chance.choice("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:a")
    return "".join(signs)
