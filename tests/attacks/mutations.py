"""Honest packs with one random thing changed, the same each time.

What lives here: the changes. What must not: what a verifier says to them; a pack that still holds has to be one whose
statement and manifest did not change.
"""

from __future__ import annotations

import json
import random
from base64 import b64decode
from collections.abc import Callable, Iterator
from typing import Any

from tests.attacks.case import Case
from tests.attacks.world import HONEST, World, b64, plain

SEED = 20261015
NUMBER = 1000
SIGNS = '0123456789abcdefABCDEF+/=-_ \n\t\r"\\{}[]:,.eE\0\x7f\xa0\u200b\u2014\u2028\ufeff楼１é\U0001f600'
Told = dict[str, Any]


def changed_packs() -> Iterator[Case]:
    """Give the changed packs; `expect` is what the program says of each."""
    chance = random.Random(SEED)  # noqa: S311 - the same packs each time
    packs = {room: World().pack(room) for room in HONEST}
    for number in range(NUMBER):
        room = chance.choice(list(packs))
        change = chance.choice(CHANGES)
        pack = change(packs[room], packs[chance.choice(list(packs))], chance)
        told = Case(f"mutation {number}, {change.__name__}", "", pack, room)
        yield Case(told.name, told.verdict(), pack, room)


def sign(pack: str, _: str, chance: random.Random) -> str:
    at = chance.randrange(len(pack))
    return pack[:at] + chance.choice(SIGNS) + pack[at + 1 :]


def sign_more(pack: str, _: str, chance: random.Random) -> str:
    at = chance.randrange(len(pack) + 1)
    return pack[:at] + chance.choice(SIGNS) + pack[at:]


def sign_less(pack: str, _: str, chance: random.Random) -> str:
    at = chance.randrange(len(pack))
    return pack[:at] + pack[at + 1 :]


def bit(pack: str, _: str, chance: random.Random) -> str:
    at = chance.randrange(len(pack))
    return pack[:at] + chr(ord(pack[at]) ^ 1 << chance.randrange(7)) + pack[at + 1 :]


def exchange(pack: str, _: str, chance: random.Random) -> str:
    first, second = sorted(chance.sample(range(len(pack)), 2))
    return pack[:first] + pack[second] + pack[first + 1 : second] + pack[first] + pack[second + 1 :]


def cut(pack: str, _: str, chance: random.Random) -> str:
    first, second = sorted(chance.sample(range(len(pack)), 2))
    return pack[:first] + pack[second:]


def digit(pack: str, _: str, chance: random.Random) -> str:
    at = chance.choice([place for place, one in enumerate(pack) if one.isdigit()])
    return pack[:at] + chance.choice("0123456789") + pack[at + 1 :]


def field(pack: str, other: str, chance: random.Random) -> str:
    """Take one field of another household's pack."""
    told, theirs = json.loads(pack), json.loads(other)
    name = chance.choice(list(told))
    return plain({**told, name: theirs[name]})


def fields(pack: str, other: str, chance: random.Random) -> str:
    """Take any of another household's fields."""
    told, theirs = json.loads(pack), json.loads(other)
    return plain({name: chance.choice([told, theirs])[name] for name in told})


def number(pack: str, _: str, chance: random.Random) -> str:
    told = json.loads(pack)
    step = chance.choice([-(2**52), -100, -2, -1, 1, 2, 64, 2**31, 2**32, 2**52])
    if told["lines"] and chance.random() < 0.5:
        line = chance.choice(list(told["lines"].values()))
        line["start"] += step
    else:
        told["index"] += step
    return plain(told)


def line(pack: str, _: str, chance: random.Random) -> str:
    """Change one line of one of the texts: away, twice, or another's place."""
    told = json.loads(pack)
    name = chance.choice(["statement", "manifest", "log"])
    lines = told[name].split("\n")
    at = chance.randrange(len(lines))
    lines[at : at + 1] = chance.choice([[], [lines[at]] * 2, [chance.choice(lines)], [lines[at] + " "]])
    return plain({**told, name: "\n".join(lines)})


def amount(pack: str, _: str, chance: random.Random) -> str:
    """Change two amounts of the statement so that it adds up again."""
    told = json.loads(pack)
    lines = told["statement"].split("\n")
    step = chance.randrange(1, 50)
    owes = not lines[-2].endswith(" 0")
    for at, line in enumerate(lines):
        name, _, fen = line.partition(" ")
        if name in {"opening", "arrears" if owes else "closing"}:
            lines[at] = f"{name} {int(fen) + (-step if owes and name == 'opening' else step)}"
    return plain({**told, "statement": "\n".join(lines)})


def hashes(pack: str, other: str, chance: random.Random) -> str:
    """Turn a bit of a hash, leave one out, put one in, or exchange two."""
    told, theirs = json.loads(pack), json.loads(other)
    held = [told["inclusion"], *(one["proof"] for one in told["lines"].values())]
    proof = chance.choice(held)
    if proof:
        at = chance.randrange(len(proof))
        turned = bytearray(b64decode(proof[at]))
        turned[chance.randrange(32)] ^= 1 << chance.randrange(8)
        proof[at : at + 1] = chance.choice([[b64(bytes(turned))], [], [proof[at]] * 2, [theirs["salt"]]])
    return plain(told)


Change = Callable[[str, str, random.Random], str]
CHANGES: list[Change] = [
    sign, sign_more, sign_less, bit, exchange, cut, digit, field, fields, number, line, amount, hashes,
]  # fmt: skip
