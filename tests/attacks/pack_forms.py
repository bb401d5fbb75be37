"""Packs that are written otherwise than the one way there is.

What lives here: cases of the form alone, every hash and signature of which is right.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator

from tests.attacks.case import Case, edited, lied, put
from tests.attacks.world import plain

HASHES = [b64encode(bytes([number % 256]) * 32).decode() for number in range(130)]
# A number that another reader may take for the same.
NUMBERS = [
    "-0", "0.0", "0e0", "00", '"0"', "true", "false", "-1", "0.5", "[]", "{}", "9007199254740992",
    "9007199254740993", "18446744073709551616", "1e400", "NaN", "Infinity", "0 ", "+0", "0x0",
]  # fmt: skip
VERSIONS = ["1", "3", '"2"', "true", "2.0", "2e0", "20e-1", "[2]", "-2", "02"]
WHOLE = ["", "null", "[]", "2", '"pack"', "{}", "{", "[" * 100_000, "\0", "undefined", "//", "\ufeff{}"]


def changed_key(key: str, value: object) -> Case:
    return lied(f"{key} is {plain(value)}", "pack", pack=put(**{key: value}))


def keys() -> Iterator[Case]:
    for key in ("v", "statement", "salt", "index", "inclusion", "lines", "manifest", "log"):
        yield lied(
            f"{key} is missing",
            "pack",
            pack=lambda told, key=key: {k: v for k, v in told.items() if k != key},
        )
        yield changed_key(key, None)
        yield changed_key(key, [1])
    for key in ("room", "policy", "__proto__", "V", ""):
        yield lied(f"a key more, {key!r}", "pack", pack=put(**{key: "1-101"}))
    yield lied("keys in another order", "pack", pack=lambda told: dict(reversed(told.items())))
    yield lied("a key twice, the later one false", "pack", data=edited('"index":0', '"index":0,"index":1'))
    yield lied("a key twice, the earlier one false", "pack", data=edited('"index":0', '"index":1,"index":0'))
    yield lied("a key with an escape", "pack", data=edited('"index"', '"\\u0069ndex"'))


def numbers() -> Iterator[Case]:
    for number in NUMBERS:
        yield lied(f"index is {number}", "pack", data=edited('"index":0', f'"index":{number}'))
    for number in VERSIONS:
        yield lied(f"v is {number}", "pack", data=edited('"v":2', f'"v":{number}'))
    for ending in (".0", "e0", ".5", "00000000000000000"):

        def longer(text: str, ending: str = ending) -> str:
            return re.sub(r'"start":(\d+)', rf'"start":\g<1>{ending}', text)

        yield lied(f"start ends in {ending}", "pack", data=longer)
    for digits in ("9" * 400, "9" * 5000, "1" + "0" * 5000):
        name = f"index has {len(digits)} digits, {digits[0]} first"
        yield lied(name, "pack", data=edited('"index":0', f'"index":{digits}'))
    yield lied("start twice", "pack", data=edited('"start":', '"start":0,"start":'))
    yield lied(
        "closing twice", "pack", data=edited('"lines":{', '"lines":{"closing":{"start":0,"proof":[]},')
    )
    yield lied("start is negative", "pack", data=lambda text: text.replace('"start":', '"start":-'))
    yield lied("the largest index there is", "index", pack=put(index=2**53 - 1))


def lines() -> Iterator[Case]:
    for told in ([], "closing", 0):
        yield changed_key("lines", told)
    for line in (
        None,
        [],
        {},
        {"start": 1},
        {"proof": []},
        {"proof": [], "start": 1},
        {"start": 1, "proof": None},
    ):
        yield changed_key("lines", {"closing": line})
    yield changed_key("lines", {"paid": {"start": 0, "proof": []}})
    yield lied(
        "a line more, of a column that there is not",
        "pack",
        pack=lambda told: {**told, "lines": {**told["lines"], "paid": {"start": 0, "proof": []}}},
    )
    yield lied(
        "arrears before closing",
        "pack",
        pack=lambda told: {**told, "lines": {"arrears": {"start": 0, "proof": []}, **told["lines"]}},
    )
    yield lied("a key more in a line", "pack", data=edited('"start":', '"end":1,"start":'))
    yield lied(
        "129 hashes in a line", "pack", pack=put(lines={"closing": {"start": 1, "proof": HASHES[:129]}})
    )
    yield lied(
        "128 hashes in a line", "long", pack=put(lines={"closing": {"start": 1, "proof": HASHES[:128]}})
    )
    yield lied("64 hashes of inclusion", "pack", pack=put(inclusion=HASHES[:64]))
    yield lied("63 hashes of inclusion", "long", pack=put(inclusion=HASHES[:63]))
    yield lied("a hash is a number", "pack", pack=put(inclusion=[1]))
    yield lied("a hash is null", "pack", pack=put(lines={"closing": {"start": 1, "proof": [None]}}))
    yield lied("a hash in a list", "pack", pack=put(inclusion=[[HASHES[0]]]))


def hashes() -> Iterator[Case]:
    good = HASHES[1]
    others = {
        "31 bytes": ("hash", b64encode(bytes(31)).decode()),
        "33 bytes": ("hash", b64encode(bytes(33)).decode()),
        "no bytes": ("hash", ""),
        "bits left over": ("base64", good[:-2] + "F="),
        "no padding": ("base64", good[:-1]),
        "a blank": ("base64", good[:10] + " " + good[10:]),
        "a line end": ("base64", good + "\n"),
        "signs of addresses": ("base64", "-_" + good[2:]),
        "a sign that is not ASCII": ("base64", "é" + good[1:]),
        "padding inside": ("base64", good + good),
        "hex": ("hash", "0" * 64),
    }
    for name, (code, told) in others.items():
        yield lied(f"a salt of {name}", code, pack=put(salt=told))
        yield lied(f"a hash of inclusion of {name}", code, pack=put(inclusion=[good, told]))
        stretch = {"closing": {"start": 1, "proof": [good, told]}}
        yield lied(f"a hash of the line of {name}", code, pack=put(lines=stretch))
    short, bad = others["31 bytes"][1], others["no padding"][1]
    yield lied("salt before inclusion, one way", "hash", pack=put(salt=short, inclusion=[bad]))
    yield lied("salt before inclusion, the other way", "base64", pack=put(salt=bad, inclusion=[short]))
    stretch = {"closing": {"start": 1, "proof": [bad]}}
    yield lied("inclusion before lines", "hash", pack=put(inclusion=[short], lines=stretch))
    both = {"closing": {"start": 1, "proof": [short]}, "arrears": {"start": 1, "proof": [bad]}}
    yield lied("closing before arrears", "hash", pack=put(lines=both))
    yield lied("form before hashes", "pack", pack=put(salt=short, index=-1))
    yield lied("hashes before the statement", "hash", pack=put(salt=short, statement=""))


def whole() -> Iterator[Case]:
    for number, text in enumerate(WHOLE):
        yield Case(f"whole {number}: {text[:10]!r}", "pack", text, None)
    yield lied("a line end", "pack", data=lambda text: text + "\n")
    yield lied("a blank before", "pack", data=lambda text: " " + text)
    yield lied("a mark of the order of bytes", "pack", data=lambda text: "\ufeff" + text)
    yield lied("twice", "pack", data=lambda text: text + text)
    yield lied("cut off", "pack", data=lambda text: text[:-1])
    yield lied("a comma more", "pack", data=lambda text: text[:-1] + ",}")
    yield lied("a blank after a colon", "pack", data=edited('"v":2', '"v": 2'))
    yield lied("in a list", "pack", data=lambda text: f"[{text}]")
    yield lied("single quotes", "pack", data=lambda text: text.replace('"', "'"))
    yield lied("an escape that JSON does not need", "pack", data=edited("x.example", "\\u0078.example"))
    yield lied("an escape of a stroke", "pack", data=edited("cn/demo", "cn\\/demo"))
    yield lied("an escape in capitals", "pack", pack=put(log="\x1f"), data=edited("\\u001f", "\\u001F"))
    yield lied("a line end as it stands", "pack", data=edited("\\n", "\n"))
    yield lied("half a sign, escaped", "pack", data=edited("x.example", "\\ud800.example"))
    yield lied("half a sign of the other half, escaped", "pack", data=edited("x.example", "\\udc00.example"))
    yield lied("a sign of two halves, escaped", "pack", data=edited("x.example", "\\ud83d\\ude00.example"))
    yield lied("a log as long as may be, which is none", "proof-text", pack=put(log="x" * 200_000))
    yield lied("larger than may be", "pack", pack=put(log="x" * 262_144))
    # Signs that some program might escape and ours do not: the form holds, and the log's text is no proof.
    for sign in ("\u2028", "\x7f", "\x1f", "\b\f\r\t", "/", "<", "\ufeff", "\U0001f600", '"\\'):
        yield lied(f"a log of {sign!r}", "proof-text", pack=put(log=sign))


def honest() -> Iterator[Case]:
    for room in ("1-101", "1-102", "1-103", "1-104", "1-105", "1-106", "甲栋2单元301"):
        yield lied(f"honest, {room}", "ok", room=room)
        yield lied(f"honest, {room}, nobody asks whose", "ok", room=room, asked=None)
    yield lied("a neighbour's pack", "room", asked="1-102")
    yield lied("a room of almost the same name", "room", asked="1-101\u7532")
    yield lied("a room without its dash", "room", asked="1101")
    for typed in ("1-101 ", "\uff11-\uff11\uff10\uff11", "1\u2014\u2014101", "1 \u2212 101"):
        yield lied(f"a room typed as {typed}", "ok", asked=typed)
    yield lied("a room without name", "room", asked="")
    assert plain({"a": "é\u2028"}) == '{"a":"é\u2028"}'


def cases() -> Iterator[Case]:
    """Give all cases of this kind."""
    for part in (honest, keys, numbers, lines, hashes, whole):
        yield from part()
