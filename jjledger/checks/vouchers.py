"""B10-B14: does every voucher carry what a voucher must carry?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.facts.voucher import VOUCHER_NUMBER, Voucher

_GROUND: Final = "会计基础工作规范第51条：记账凭证的内容和编号"
_ROLES: Final = "会计基础工作规范第51条：制单与稽核由不同的人签章"
# Vouchers of these kinds, and red-letter ones, may come without paper originals.
_PAPERLESS: Final = frozenset({"转", "初"})


def check_vouchers(books: Books, today: date) -> Iterator[Finding]:
    """Find vouchers that lack a number, originals, preparer, reviewer or words.

    Args:
        books: the general book.
        today: the day on which the question is asked.

    Source: 会计基础工作规范 第51条.
    """
    for voucher in books.posted():
        for code, what, remedy, ground in _lacks(voucher, today):
            yield Finding(code, "block", voucher.place, what, remedy, ground)


def _lacks(voucher: Voucher, today: date) -> Iterator[tuple[str, str, str, str]]:
    if not voucher.number:
        yield "B10", "凭证没有编号。", '请加上一行，例如  voucher: "付-0001"', _GROUND
    elif VOUCHER_NUMBER.fullmatch(voucher.number) is None:
        yield (
            "B10", f"凭证编号「{voucher.number}」写法不对。",
            "请写 收、付、转 或 初，加连字符和四位数，每月从 0001 起，例如 付-0001。", _GROUND,
        )  # fmt: skip
    if not voucher.narration.strip():
        yield "B10", "凭证没有摘要。", "请在日期行的第二对引号里写明事由。", _GROUND
    for role, person, key in (("制单", voucher.prepared, "prepared"), ("审核", voucher.reviewed, "reviewed")):
        if not person.strip():
            yield "B11", f"凭证 {voucher.number} 没有{role}人。", f'请加上一行  {key}: "…"', _GROUND
    if voucher.prepared.strip() and voucher.prepared.strip() == voucher.reviewed.strip():
        yield (
            "B12", f"凭证 {voucher.number} 的制单和审核是同一个人「{voucher.prepared}」。",
            "请由另一个人审核，并改写 reviewed。", _ROLES,
        )  # fmt: skip
    if voucher.attachments is None:
        yield "B13", f"凭证 {voucher.number} 没有写附单据数。", "请加上一行  attachments: 张数", _GROUND
    elif voucher.attachments == 0 and voucher.kind not in _PAPERLESS and not voucher.reverses:
        yield (
            "B13", f"凭证 {voucher.number} 没有原始凭证。",
            "收付款凭证必须附有原始凭证；请补齐单据并写明张数。", _GROUND,
        )  # fmt: skip
    if (voucher.day.year, voucher.day.month) > (today.year, today.month):
        yield (
            "B14", f"凭证日期 {voucher.day} 所在的月份还没有开始。",
            "请核对年月；不得提前记账。", "住宅专项维修资金会计核算办法：及时性，不得提前或延后",
        )  # fmt: skip
