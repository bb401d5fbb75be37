"""B65-B67, E67, E68: are the originals on file, unaltered, for as long as the law says, each at its voucher?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place
from jjledger.facts.original import ORIGINALS_LIST, Original
from jjledger.rules.retention import GROUND, WORDS, kept_until, term_words

_UNALTERED: Final = "财会〔2020〕6号：电子会计凭证的来源合法、真实，对任何篡改能够被发现"
_ATTACHED: Final = "会计基础工作规范第51条：附有原始凭证"


def check_filed_originals(books: Books, today: date) -> Iterator[Finding]:
    """Find originals that were altered, are gone within their term, or are to be kept too short.

    Args:
        books: the general book; its list of originals says what was found on the disk.
        today: the day on which the question is asked.

    Source: 财会〔2020〕6号; 会计档案管理办法 第14条; R54.
    """
    for one in books.originals:
        place = Place(ORIGINALS_LIST, one.line)
        if one.state == "altered":
            yield Finding(
                "B65", "block", place, f"原始凭证 {one.file}（{one.name}）的内容与归档时不同，被改动过。",
                "请从备份或账本的历史找回原来的文件，放回原处；换了的新文件另用 jjledger voucher attach 附上。",
                _UNALTERED,
            )  # fmt: skip
        elif one.state == "missing" and (one.kept_until is None or today <= one.kept_until):
            until = f"要保管到 {one.kept_until}" if one.kept_until else "要永久保管"
            yield Finding(
                "B66", "block", place, f"原始凭证 {one.file}（{one.name}）不见了，{until}。",
                "请从备份或账本的历史找回文件，放回原处；保管期内不得销毁。", GROUND,
            )  # fmt: skip
        lawful = kept_until(one.retention, one.filed)
        if one.kept_until is not None and (lawful is None or one.kept_until < lawful):
            rule = f"不足 {term_words(one.retention)}" if lawful else "应永久保管"
            what = f"{one.file} 是{WORDS[one.retention]}，写的保管到 {one.kept_until}，{rule}。"
            remedy = f"请改为 {lawful}。" if lawful else "请把 kept_until 留空，表示永久保管。"
            yield Finding("B67", "block", place, what, remedy, GROUND)


def check_originals_belong(books: Books) -> Iterator[Finding]:
    """Warn of papers that the list does not have, originals at no voucher, and documents that name none.

    Args:
        books: the general book.

    Source: 会计基础工作规范 第51条.
    """
    listed = {one.file: one for one in books.originals}
    carried = {name for voucher in books.vouchers for name in voucher.documents}
    for name in sorted(books.papers - listed.keys() - carried):
        yield Finding(
            "E67", "warn", Place(name, 0), "这个文件放在 vouchers 里，却没有凭证列出它，清册里也没有。",
            "请用 jjledger voucher attach 把它附到凭证上，再移走这一份；不是原始凭证的请移出 vouchers 文件夹。",
            _ATTACHED,
        )  # fmt: skip
    for one in books.originals:
        if one.retention == "voucher" and one.file not in carried and one.state != "missing":
            yield _at_no_voucher(one)
    keys = {(fund, voucher.key) for voucher in books.posted() for fund in voucher.funds}
    for document in books.later_documents:
        if (document.fund, document.voucher) not in keys:
            yield Finding(
                "E68", "warn", document.place, f"{document.fund} 没有凭证 {document.voucher}，这份文件没有附到凭证上。",
                "请核对 ^ 后面的凭证，写作 ^2025-03-F0012（收 S 付 F 转 Z 初 C）；科目要是那张凭证的资金的。", _ATTACHED,
            )  # fmt: skip


def _at_no_voucher(one: Original) -> Finding:
    return Finding(
        "E68", "warn", Place(ORIGINALS_LIST, one.line), f"原始凭证 {one.file}（{one.name}）没有附在任何凭证上。",
        "请用 jjledger voucher attach 附到凭证上；已经记在别处的，请核对是否漏记了一笔。", _ATTACHED,
    )  # fmt: skip
