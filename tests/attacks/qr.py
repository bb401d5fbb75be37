"""QR codes that are wrong, as somebody who prints papers could make them.

What lives here: codes written by hand, as docs/formats.md has them, and cases of them.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tests.attacks.case import CodeCase, edited
from tests.attacks.world import HONEST, Lies, World

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$+-./"
HONESTLY = World()
MOST = 2**53 - 1


def base41(data: bytes) -> str:
    """Write docs/formats.md out."""
    text = ""
    for first, second in zip(data[::2], data[1::2], strict=False):
        n = first * 256 + second
        text += SIGNS[n % 41] + SIGNS[n // 41 % 41] + SIGNS[n // 1681]
    if len(data) % 2:
        text += SIGNS[data[-1] % 41] + SIGNS[data[-1] // 41]
    return text


def whole(kind: str, data: bytes) -> str:
    return f"{kind}:{base41(data)}%"


def leb(number: int, more: int = 0) -> bytes:
    """Write a number in groups of seven bits, with so many empty groups more than it needs."""
    groups = [number & 127]
    while number := number >> 7:
        groups.append(number & 127)
    groups += [0] * more
    return bytes([group | 128 for group in groups[:-1]] + groups[-1:])


def zigzag(fen: int) -> int:
    return 2 * abs(fen) - (fen < 0)


@dataclass(frozen=True)
class Parts:
    """A household's code, part by part."""

    head: bytes
    room: bytes
    amounts: tuple[bytes, ...]
    salt: bytes
    place: bytes
    hashes: bytes
    size: bytes | None = None  # of the room

    def text(self) -> str:
        """Write the code."""
        size = leb(len(self.room)) if self.size is None else self.size
        parts = (self.head, size, self.room, *self.amounts, self.salt, self.place, self.hashes)
        return whole("J1", b"".join(parts))


def parts_of(room: str, world: World = HONESTLY) -> Parts:
    row = world.figures[room]
    amounts = tuple(leb(zigzag(fen)) for fen in row)
    if not (row[4] or row[5]):
        index = list(world.leaves).index(room)
        hashes = b"".join(world.tree.inclusion(index))
        return Parts(b"\1\1\0", room.encode(), amounts, world.salts[room], leb(index), hashes)
    column = "closing" if row[4] else "arrears"
    stretch = world.stretch(room, column)
    hashes = b"".join(map(b64decode, stretch["proof"]))
    head = b"\1\1\1" if row[4] else b"\1\1\2"
    return Parts(head, room.encode(), amounts, world.salts[room], leb(stretch["start"]), hashes)


def poster_of(world: World = HONESTLY) -> str:
    return whole("J2", b"\2" + leb(len(world.manifest.encode())) + (world.manifest + world.log).encode())


def household(name: str, expect: str, of: str = "1-101", **changes: object) -> CodeCase:
    parts = replace(parts_of(of), **changes)  # type: ignore[arg-type]  # names of parts
    return CodeCase(name, expect, parts.text(), poster_of(), None)


def written(name: str, text: str, expect: str = "code") -> CodeCase:
    return CodeCase(name, expect, text, poster_of())


def honest() -> Iterator[CodeCase]:
    for room in HONEST:
        yield CodeCase(f"honest code, {room}", "ok", parts_of(room).text(), poster_of(), room)
    yield CodeCase("a neighbour's code", "room", parts_of("1-102").text(), poster_of(), "1-101")
    large = {"1-101": (1 - 2**52, 2**52 - 1, 0, 0, 0, 0)}
    world = World(Lies(figures=large))
    yield CodeCase("the largest amounts of a code", "ok", parts_of("1-101", world).text(), poster_of(world))


def forms() -> Iterator[CodeCase]:
    text = parts_of("1-101").text()
    yield written("no household's code", "")
    yield written("a kind alone", "J1")
    yield written("a kind with nothing", "J1:%")
    yield written("another kind", "J3" + text[2:])
    yield written("a poster's kind before a household's", "J2" + text[2:])
    yield written("small letters", "j1" + text[2:])
    yield written("small letters inside", text[:3] + text[3:].lower())
    yield written("a sign that base41 does not have", text[:10] + "!" + text[11:])
    yield written("a sign of full width", text[:10] + "Ａ" + text[11:])
    yield written("a sign more", text[:-1] + "0%")
    yield written("a sign behind the end", text + "0")
    yield written("the beginning twice", "J1:" + text)
    yield written("the end twice", text + "%")
    yield written("no end", text[:-1])
    yield written("no beginning", "J1" + text[3:])
    yield written("two codes in place of one", text + text)
    yield written("a code with a line end", text + "\n", "ok")
    yield written(
        "a code with line ends", "\r\n".join(text[at : at + 50] for at in range(0, len(text), 50)), "ok"
    )
    for name, blank in {
        "blanks": "  ", "a blank that does not break": "\xa0", "a wide blank": "\u3000", "a mark not seen": "\u200b",
        "a byte order mark": "\ufeff",
    }.items():  # fmt: skip
        yield written(f"a code with {name}", blank + text[:1] + blank + text[1:40] + blank + text[40:], "ok")
    yield written("a code with a sign that is seen", text[:40] + "\u2014" + text[40:])
    yield written("a number too large for two bytes", text[:3] + "///" + text[6:])
    yield written("a number too large for one byte", "J1://%")
    yield written("the least too large for two bytes", "J1:I/-%")
    yield written("the least too large for one byte", "J1:A6%")
    yield written("more signs than a QR code holds", text[:-1] + "0" * 4296 + "%")


def parts_otherwise() -> Iterator[CodeCase]:
    good = parts_of("1-101")
    for name, changes in {
        "another version": {"head": b"\2\1\1"},
        "fund 0": {"head": b"\1\0\1"},
        "fund 3": {"head": b"\1\3\1"},
        "column 3": {"head": b"\1\1\3"},
        "column 255": {"head": b"\1\1\xff"},
        "a room that is no UTF-8": {"room": b"\xff\xfe"},
        "a room cut inside a sign": {"room": "楼".encode()[:2]},
        "a room of half a sign": {"room": b"\xed\xa0\x80"},
        "a room of 121 bytes": {"room": b"1" * 121},
        "a room longer than the code": {"size": leb(100_000)},
        "a size of the room in more bytes than needed": {"size": leb(5, 1)},
        "a size of the room beyond 2^53": {"size": leb(MOST + 1)},
        "a start in more bytes than needed": {"place": leb(5, 1)},
        "a start beyond 2^53": {"place": leb(MOST + 1)},
        "a start of nine bytes": {"place": leb(1 << 62)},
        "a start without end": {"place": b"\x80" * 20},
        "a start of zeros without end": {"place": b"\x80" * 8 + b"\0", "hashes": b""},
        "an amount in more bytes than needed": {"amounts": (leb(2000, 1), *good.amounts[1:])},
        "an amount beyond 2^53": {"amounts": (leb(MOST + 1), *good.amounts[1:])},
        "an amount that stays zero": {"amounts": (b"\x80\0", *good.amounts[1:])},
        "a hash cut short": {"hashes": good.hashes[:-1]},
        "a byte more": {"hashes": good.hashes + b"\0"},
        "no salt": {"salt": b"", "place": b"", "hashes": b""},
        "half a salt": {"salt": good.salt[:16], "place": b"", "hashes": b""},
    }.items():
        yield household(f"a code with {name}", "code", **changes)


def lies() -> Iterator[CodeCase]:
    """Write what is well formed and false."""
    good = parts_of("1-101")
    numbers = [1000, 0, 7, 107, 900, 0]

    def told(*fens: int) -> Mapping[str, tuple[bytes, ...]]:
        return {"amounts": tuple(leb(zigzag(fen)) for fen in fens)}

    yield household("a code that does not add up", "statement-sum", **told(1000, 0, 7, 107, 901, 0))
    yield household("a code with both", "statement-both", **told(1000, 0, 7, 107, 901, 1))
    yield household("a code with a negative balance", "statement", **told(1000, 0, 7, 1908, -901, 0))
    yield household("a code with more than there is", "short", **told(1001, 0, 7, 107, 901, 0))
    yield household("a code with less than there is", "short", **told(999, 0, 7, 107, 899, 0))
    yield household("the least amount a code can have", "statement", **told(*numbers[:5], -(2**52)))
    yield written("no room", replace(good, room=b"").text(), "statement")
    yield written("a room with a blank", replace(good, room=b"1 101").text(), "statement")
    yield written("a room that is not seen", replace(good, room="1-\u200b101".encode()).text(), "statement")
    yield written(
        "a room beyond the basic plane", replace(good, room="\U0001f600".encode()).text(), "statement"
    )
    yield written("a room of 120 bytes", replace(good, room=("楼" * 40).encode()).text(), "line-root")
    yield written("another room", replace(good, room=b"1-102").text(), "line-root")
    yield household("another fund", "other-fund", head=b"\1\2\1")
    yield household("another salt", "line-root", salt=bytes(32))
    yield household("the column of arrears for a balance", "lines", head=b"\1\1\2")
    yield household("no column for a balance", "lines", head=b"\1\1\0")
    yield household("a column for who has nothing", "lines", of="1-103", head=b"\1\1\1")
    yield household("no column for arrears", "lines", of="1-102", head=b"\1\1\0")
    yield household("a start outside of the line", "interval", place=leb(1799))
    yield household("a hash missing", "short", hashes=good.hashes[32:])
    yield household("no hash", "short", hashes=b"")
    yield household("a hash more", "long", hashes=good.hashes + bytes(32))
    yield household("hashes of zeros", "line-root", hashes=bytes(len(good.hashes)))
    nothing = parts_of("1-103")
    yield household("an index outside of the register", "index", of="1-103", place=leb(7))
    yield household("a neighbour's index", "root", of="1-103", place=leb(3))
    yield household("an inclusion too short", "short", of="1-103", hashes=nothing.hashes[32:])
    yield household("an inclusion too long", "long", of="1-103", hashes=nothing.hashes + bytes(32))
    yield household("an inclusion of zeros", "root", of="1-103", hashes=bytes(len(nothing.hashes)))


def posters() -> Iterator[CodeCase]:
    mine = parts_of("1-101").text()
    good = poster_of()

    def beside(name: str, expect: str, poster: str, room: str | None = None) -> CodeCase:
        return CodeCase(name, expect, mine, poster, room)

    manifest, log = HONESTLY.manifest.encode(), HONESTLY.log.encode()
    yield beside("no poster", "code", "")
    yield beside(
        "a poster of another version", "code", whole("J2", b"\1" + leb(len(manifest)) + manifest + log)
    )
    yield beside("a household's kind before a poster's", "code", "J1" + good[2:])
    yield beside("a manifest longer than the poster", "code", whole("J2", b"\2" + leb(100_000) + manifest))
    yield beside(
        "a size in more bytes than needed",
        "code",
        whole("J2", b"\2" + leb(len(manifest), 1) + manifest + log),
    )
    yield beside("a manifest that is no UTF-8", "code", whole("J2", b"\2" + leb(1) + b"\xff" + log))
    yield beside(
        "a log that is no UTF-8", "code", whole("J2", b"\2" + leb(len(manifest)) + manifest + b"\xff")
    )
    yield beside("a poster without manifest", "manifest", whole("J2", b"\2" + leb(0) + log))
    yield beside("a poster without log", "proof-text", whole("J2", b"\2" + leb(len(manifest)) + manifest))
    yield beside(
        "a manifest a byte too long",
        "manifest",
        whole("J2", b"\2" + leb(len(manifest) + 1) + manifest + log),
    )
    for name, expect, told in [
        ("another quarter's poster", "line-root", {"manifest": edited("2026-Q3", "2026-Q2")}),
        ("another community's poster", "line-root", {"manifest": edited("cn/demo", "cn/other")}),
        (
            "another fund's poster",
            "other-fund",
            {"manifest": edited("fund maintenance", "fund public-housing")},
        ),
        ("a poster that does not add up", "total-bank", {"more": {"bank": 1}}),
        ("a poster of what was never logged", "root", {"logged": edited("edition 1", "edition 2")}),
    ]:
        yield beside(name, expect, poster_of(World(Lies(**told))))
    wrong = poster_of(World(Lies(more={"bank": 1})))
    yield beside("the manifest before the room", "total-bank", wrong, "1-102")
    yield CodeCase("the household's code before the poster's", "code", "J1:%", "J2:%")
    yield CodeCase("the codes changed places", "code", good[:1] + "1" + good[2:], mine)


def cases() -> Iterator[CodeCase]:
    """Give all cases of this kind."""
    for part in (honest, forms, parts_otherwise, lies, posters):
        yield from part()
