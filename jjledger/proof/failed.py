"""Why a proof does not hold: one code a check, the same in the program and on the page, each with its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FAILURES: Final[Mapping[str, str]] = {
    "index": "序号不在树里",
    "sizes": "以前的树比现在的大，或者是空的",
    "hash": "哈希不是 32 字节",
    "long": "证明太长",
    "short": "证明太短",
    "root": "算出来的根不是公布的根",
    "old-root": "接不上以前的根：公布过的内容被换过",
    "note": "签名文件的格式不对",
    "unsigned": "没有认得的签名",
    "signature": "签名是假的",
    "origin": "不是这份记录的签名",
    "quorum": "见证人不够",
    "amount": "金额不是 0 到 2 的 53 次方减 1 之间的整数",
    "interval": "这一段钱不在总额之内",
    "line-root": "算出来的钱线根不是公布的根",
}


class ProofError(Exception):
    """A proof that does not hold."""

    def __init__(self, code: str) -> None:
        """Name the check that failed, a key of FAILURES."""
        self.code = code
        super().__init__(FAILURES[code])

    def __reduce__(self) -> tuple[type[ProofError], tuple[str]]:
        """Pass from one process to another."""
        return type(self), (self.code,)


def demand(holds: bool, code: str) -> None:  # noqa: FBT001 -- a condition
    """Go on only where a condition holds.

    Raises:
        ProofError: it does not.
    """
    if not holds:
        raise ProofError(code)
