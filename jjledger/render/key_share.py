"""The paper of one custodian: one of three shares of the keys, to print, seal and lock away.

What lives here: what stands on it, as text to read back and as a page to print. What must not: how it was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from jjledger.render.html import environment
from jjledger.render.qr import qr_svg

_COLUMNS: Final = 4
_GROUP: Final = 4


@dataclass(frozen=True, slots=True)
class SharePaper:
    """What a share's paper says."""

    number: int  # 1 to 3
    holder: str
    district: str
    fingerprint: str  # of the keys, 16 digits
    origin: str  # of the log
    log_key: str  # the log's public key
    day: date
    words: Sequence[str] = field(repr=False)

    @property
    def grouped(self) -> str:
        """Give the fingerprint in groups of four."""
        return " ".join(self.fingerprint[at : at + _GROUP] for at in range(0, len(self.fingerprint), _GROUP))

    @property
    def numbered(self) -> Sequence[str]:
        """Give the words with their numbers."""
        return [f"{number:2} {word}" for number, word in enumerate(self.words, 1)]


def share_text(paper: SharePaper) -> str:
    """Write a share as a text that `jjledger key join` reads."""
    rows = [
        "    ".join(word.ljust(11) for word in paper.numbered[at : at + _COLUMNS]).rstrip()
        for at in range(0, len(paper.words), _COLUMNS)
    ]
    return "\n".join(
        (
            f"密钥份额 {paper.number}/3（任意两份合起来才能恢复，单独一份没有用）", "",
            f"保管人：{paper.holder}", f"区：{paper.district}", f"密钥指纹：{paper.grouped}",
            f"登记册：{paper.origin}", f"登记册公钥：{paper.log_key}", f"做成日期：{paper.day}", "",
            *rows, "",
            f"共 {len(paper.words)} 个词，次序不能换；每个词前四个字母就能认出。写法是 SLIP-39，别的程序也读得出。",
            "恢复：jjledger key join 区文件夹 这一份 另一份        演练：再加上 --check",
        )
    ) + "\n"  # fmt: skip


def share_html(paper: SharePaper) -> str:
    """Write a share as one page to print on A4, with its words as a QR code for whoever has a scanner."""
    return environment().get_template("key_share.html.j2").render(
        paper=paper, qr=qr_svg(" ".join(paper.words)).replace("本页网址", "这一份的词")
    )  # fmt: skip
