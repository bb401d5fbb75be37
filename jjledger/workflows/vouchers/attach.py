"""Attach originals to a voucher that is posted: its own text is never edited, a directive joins them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.errors import refusal
from jjledger.facts.entry import Attachment, Writing
from jjledger.facts.voucher import Voucher
from jjledger.workflows.originals import Paper, filed_together
from jjledger.workflows.vouchers.find import find_voucher
from jjledger.workflows.vouchers.months import is_closed
from jjledger.workflows.vouchers.new import papers_told
from jjledger.workflows.vouchers.planned import Plan

_ORIGINALS: Final = "会计基础工作规范第51条：附有原始凭证"


def plan_attach(ledger: Ledger, said: str, fund: str, papers: Sequence[Paper], today: date) -> Plan:
    """Plan to file originals and join them to a posted voucher.

    The directive stands in the voucher's month, or in today's where that month is closed.

    Args:
        ledger: a loaded community without blocking findings.
        said: the voucher, 2025-03-F0012.
        fund: its fund; "" where only one fund has such a voucher.
        papers: what is attached.
        today: the day of filing.

    Raises:
        OptionError: there is no such voucher, no paper, or it has that paper already.
        EntryRefusedError: a paper is unfit.

    Source: 会计基础工作规范 第51条; 财会〔2020〕6号.
    """
    voucher = find_voucher(ledger, said, fund)
    if not papers:
        raise refusal(voucher.key, "没有写明附哪个文件。", "请写  jjledger voucher attach 账本 凭证 文件…")
    found = filed_together(papers, today, "voucher", ledger.books)
    again = [path for path in found.paths if path in voucher.documents]
    if again:
        raise refusal(voucher.key, f"{'、'.join(again)} 已经附在这张凭证上。", "请核对文件。", _ORIGINALS)
    day = today if is_closed(ledger.books, voucher.day) else voucher.day
    account = voucher.postings[0].account.name
    attached = tuple(Attachment(day, account, voucher.key, path) for path in found.paths)
    told = [
        f"附到 {voucher.day} {voucher.number} {voucher.payee} {voucher.narration}：",
        *papers_told(ledger.books, found),
        *_counted(voucher, len(found.paths)),
    ]
    writing = Writing(
        files=found.files, attached=attached, why=f"附原始凭证到 {voucher.key}（{voucher.funds[0]}）"
    )
    return Plan(writing, tuple(told), {"voucher": voucher.key, "documents": list(found.paths)})


def _counted(voucher: Voucher, more: int) -> list[str]:
    """Say where more files are listed than paper originals were counted."""
    listed = len(voucher.documents) + more
    if voucher.attachments is None or listed <= voucher.attachments:
        return []
    return [f"凭证写明附单据 {voucher.attachments} 张，附上后有 {listed} 个文件；已记账的张数不改，请核对。"]
