"""private/owner-hashes.txt: owners' names as keyed hashes, for a machine that publishes and shall know none.

    key 5f3c…            32 random bytes; the list is worth nothing without it, so both stay in private/
    lengths 2 3 4        how many characters the names have
    3a9d…                the first 16 bytes of HMAC-SHA256 of a name, one a line, sorted

A name is found where it stands in the ledger's words: every run of Han characters is cut into pieces of
those lengths, and each is hashed. The names of owners who are written of nowhere are never known.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from jjledger.books.source import Source
from jjledger.errors import FORMAT, EncodingError, RegisterError, Trouble

OWNER_HASHES: Final = "private/owner-hashes.txt"
_KEY: Final = re.compile(r"key ([0-9a-f]{64})")
_LENGTHS: Final = re.compile(r"lengths( [1-9]\d?)+")
_HASH: Final = re.compile(r"[0-9a-f]{32}")
_HASH_BYTES: Final = 16
_RUN: Final = re.compile(r"[一-鿿㐀-䶿\U00020000-\U000323af·A-Za-z]+")
_GAP: Final = re.compile(r"(?<=[一-鿿])[ \t\u3000]{1,3}(?=[一-鿿])")
# 王（建国）, 王、建国, 王某建国
_DISGUISE: Final = re.compile(
    r"(?<=[一-鿿])(?:[ \t\u3000·•.*_、，,/|()（）\[\]【】《》-]{1,3}|某{1,2})(?=[一-鿿])"
)
_HEADS: Final = 2  # lines before the hashes


@dataclass(frozen=True, slots=True)
class _List:
    """The list as it stands in the file."""

    key: bytes
    lengths: tuple[int, ...]
    hashes: frozenset[bytes]


def hash_list(names: Iterable[str], key: bytes) -> bytes:
    """Write the list of some names.

    Args:
        names: owners' names, of two characters at least.
        key: 32 random bytes.
    """
    known = sorted(set(names))
    lengths = " ".join(str(length) for length in sorted({len(name) for name in known}) or [2])
    hashes = sorted(_hash(key, name).hex() for name in known)
    return "".join(f"{line}\n" for line in (f"key {key.hex()}", f"lengths {lengths}", *hashes)).encode()


def read_hashed_names(source: Source) -> frozenset[str] | None:
    """Find the names of the list that stand in the ledger's words.

    Args:
        source: the community's files.

    Returns:
        The names found; None where there is no list.

    Raises:
        RegisterError: the file is no such list.
    """
    if not source.exists(OWNER_HASHES):
        return None
    known = _read(source)
    return frozenset(
        piece for piece in set(_pieces(source, known.lengths)) if _hash(known.key, piece) in known.hashes
    )


def _read(source: Source) -> _List:
    text = source.text(OWNER_HASHES).splitlines()
    key = _KEY.fullmatch(text[0]) if text else None
    lengths = _LENGTHS.fullmatch(text[1]) if len(text) > 1 else None
    if key is None or lengths is None or not all(_HASH.fullmatch(line) for line in text[_HEADS:]):
        raise RegisterError(
            Trouble(
                source.place(OWNER_HASHES, 1), "这不是业主姓名的带密钥散列表。",
                "请在有名册的机器上运行  jjledger owners hashes 账本  ，再把写出的文件放到这里。", FORMAT,
            )
        )  # fmt: skip
    return _List(
        bytes.fromhex(key[1]),
        tuple(int(word) for word in lengths[0].split()[1:]),
        frozenset(bytes.fromhex(line) for line in text[_HEADS:]),
    )


def _pieces(source: Source, lengths: Iterable[int]) -> Iterator[str]:
    """Cut all that people wrote into pieces as long as names are."""
    sizes = tuple(lengths)
    forms = (_GAP, _DISGUISE)
    for run in {run for text in _texts(source) for gap in forms for run in _RUN.findall(gap.sub("", text))}:
        for size in sizes:
            yield from (run[at : at + size] for at in range(len(run) - size + 1))


def _texts(source: Source) -> Iterator[str]:
    for name in sorted(source.relative(path) for path, *_ in source.stamps()):
        with suppress(EncodingError):  # a bank's own file among the originals; no page shows it
            yield source.text(name)


def _hash(key: bytes, name: str) -> bytes:
    return hmac.digest(key, name.encode(), "sha256")[:_HASH_BYTES]
