"""Secret keys in three shares, any two of which give them back, and one alone nothing.

The words are SLIP-39 of SatoshiLabs, in its own English list: each share carries a checksum that finds any three wrong
words, and other programs read it too, should this one be gone. The first four letters of a word are enough.

What lives here: bytes to words and back. What must not: who holds a share, and what the bytes are.

Source: SLIP-0039; Shamir, How to share a secret, 1979.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share
from shamir_mnemonic.wordlist import WORDLIST

from jjledger.errors import OptionError, Trouble, refusal

SHARES: Final = 3
NEEDED: Final = 2
_LETTERS: Final = 4  # of each word, by which it differs from all others
_WORD: Final = re.compile(r"(?<!\w)([1-9]\d?)\s*[.、)]?\s*([a-z]{4,8})\b", re.IGNORECASE)
_BARE: Final = re.compile(r"[a-z]{4,8}", re.IGNORECASE)
_FULL: Final = {word[:_LETTERS]: word for word in WORDLIST}
_LIST: Final = "请照份额纸上的编号一个一个核对，每个词至少写前四个字母。"


def split(secret: bytes) -> tuple[str, ...]:
    """Split bytes into three shares by chance of the machine's own source.

    Args:
        secret: an even number of bytes, at least 16.
    """
    ((*shares,),) = generate_mnemonics(1, [(NEEDED, SHARES)], secret)
    return tuple(shares)


def join(shares: Sequence[str], places: Sequence[str]) -> bytes:
    """Give back what was split.

    Args:
        shares: words of two shares.
        places: where each comes from, for messages.

    Raises:
        OptionError: a word is wrong, or the shares are one twice, or not of one splitting.
    """
    read = [_share(words, place) for words, place in zip(shares, places, strict=True)]
    if len({(one.identifier, one.group_index) for one in read}) > 1:
        what = "这两份不是同一次分的：以后重新分过，旧的份额就不能和新的一起用。"
        raise refusal("、".join(places), what, "请找同一天、同一指纹的另一份。")
    if len({one.index for one in read}) < NEEDED:
        raise refusal("、".join(places), "这是同一份的两个抄件。", "请用另一位保管人的那一份。")
    try:
        secret: bytes = combine_mnemonics(shares)
    except MnemonicError as error:
        raise OptionError(Trouble("、".join(places), "这两份合不起来。", _LIST)) from error
    return secret


def words_in(text: str, place: str) -> str:
    """Find the words of a share in a text: numbered as on the paper, or words and nothing else.

    Raises:
        OptionError: there are none, or a word is not of the list; says which.
    """
    found = _numbered(text) or (_BARE.findall(text) if not re.search(r"[^\sA-Za-z]", text) else [])
    if not found:
        raise refusal(place, "这里没有份额的词。", "请给出 key split 写的文本文件，或只有词的文本文件。")
    full = []
    for number, word in enumerate(found, 1):
        known = _FULL.get(word.lower()[:_LETTERS])
        if known is None or not known.startswith(word.lower()):
            raise refusal(place, f"第 {number} 个词「{word}」不在词表里。", _LIST)
        full.append(known)
    return " ".join(full)


def _numbered(text: str) -> list[str]:
    """Find the words that are numbered from 1 on; what else stands on the paper is passed over."""
    found: list[str] = []
    for number, word in _WORD.findall(text):
        if int(number) == len(found) + 1:
            found.append(word)
    return found


def _share(words: str, place: str) -> Share:
    try:
        return Share.from_mnemonic(words)
    except MnemonicError as error:
        count = len(words.split())
        raise OptionError(
            Trouble(place, f"这一份的 {count} 个词里有抄错、抄漏或者次序颠倒的。", _LIST)
        ) from error
