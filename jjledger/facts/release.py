"""A look through words that was a false alarm, let through by somebody's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

RELEASES: Final = "releases.csv"
# What the scan of public words can find, in the words that findings use.
PRIVATE_KINDS: Final = (
    "手机号", "固定电话", "身份证号", "银行账号", "车牌号", "微信号", "电子邮箱", "姓名", "房号",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Release:
    """One line of releases.csv: exact words that may go out although they look private."""

    day: date  # signed on
    by: str  # who signed
    voucher: str  # where the words stand: 2025-03 付-0012, or what else
    kind: str  # one of PRIVATE_KINDS
    code: str  # of the exact words, as the finding said it
    reason: str
    line: int  # in releases.csv
